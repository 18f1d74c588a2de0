//! Filters: the panel in which one is made, and the list of those in force.

use super::state::Register;
use crate::domain::decimal::Decimal;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, announce, small_icon};
use crate::view::figures::point;
use crate::view::format;
use crate::view::register::sheet::choices;
use crate::view::register::{Bound, Column, Filter, Nature, RegisterView, RowContext, Test};
use leptos::prelude::*;

/// What a column can be filtered by: key and words.
fn choices_of(column: Column) -> Vec<(String, String)> {
    let today = session::today_untracked();
    store::with(|portfolio| choices(&RowContext::new(portfolio, today), column))
}

/// The panel: a column, and what its cells must be.
pub fn panel(register: Register) -> AnyView {
    let kind = register.kind();
    let all = kind.columns();
    // What is worked out is what most are looked through by; it stands behind the title.
    let chosen = RwSignal::new(all.get(1).map_or("", |own| own.key()).to_owned());
    let columns = all.into_iter().map(|own| (own.key().to_owned(), own.label().to_owned())).collect();
    let tests = move || tests(register, chosen.with(|key| kind.column(key)).unwrap_or(kind.title()));
    let on_input = Callback::new(move |key: String| chosen.set(key));
    view! {
        <div class="filter-panel">
            <Field label="Filter by" control=FieldControl::Choice(columns) value=chosen on_input=on_input/>
            {tests}
            <button type="button" class="btn small" on:click=move |_| register.change(RegisterView::clear_filters)>
                "Clear filters"
            </button>
        </div>
    }
    .into_any()
}

/// The controls for a column.
fn tests(register: Register, column: Column) -> AnyView {
    match column.nature() {
        Nature::Choice | Nature::Status => any_of(register, column),
        Nature::Words => {
            let value = Signal::derive(move || {
                part(register, column, |test| if let Test::Contains(part) = test { Some(part.clone()) } else { None })
            });
            let on_input = Callback::new(move |text: String| {
                register.adjust(|view| view.set_filter(Filter { column, test: Test::Contains(text) }));
            });
            view! { <Field label="Contains" control=FieldControl::Line value=value on_input=on_input/> }.into_any()
        }
        nature => {
            let control = || if nature == Nature::Date { FieldControl::Date } else { FieldControl::Number };
            let currency = store::with(|portfolio| portfolio.settings().currency);
            let help = match (nature, currency) {
                (Nature::Money, Some(own)) => ["In ", own.code(), ", by the exchange rates of the settings."].concat(),
                (Nature::Money, None) => "In the currency of each amount: the settings name none.".to_owned(),
                _ => column.derived().map_or("", |own| own.unit).to_owned(),
            };
            let from = bound(register, column, Test::From, |test| match test {
                Test::From(own) => Some(own.typed()),
                _ => None,
            });
            let to = bound(register, column, Test::To, |test| match test {
                Test::To(own) => Some(own.typed()),
                _ => None,
            });
            view! {
                <Field label="From" control=control() value=from.value error=from.error on_input=from.on_input help=help/>
                <Field label="Up to" control=control() value=to.value error=to.error on_input=to.on_input/>
            }
            .into_any()
        }
    }
}

/// One end of a range as it is typed.
struct Typed {
    value: Signal<String>,
    error: Signal<String>,
    on_input: Callback<String>,
}

/// What somebody types stays as it is typed while it means what is in force. What cannot be read is no bound, and that is said.
fn bound(register: Register, column: Column, make: fn(Bound) -> Test, read: fn(&Test) -> Option<String>) -> Typed {
    let typed = RwSignal::new(String::new());
    let in_force = move || part(register, column, read);
    let is_unread = |text: &str| !text.trim().is_empty() && Bound::read(text).is_none();
    let value = Signal::derive(move || {
        let (text, in_force) = (typed.get(), in_force());
        let is_same = Bound::read(&text).is_some_and(|own| own.typed() == in_force);
        if is_same || is_unread(&text) { text } else { in_force }
    });
    let error = Signal::derive(move || match typed.with(|text| is_unread(text)) {
        true => ["Type a number such as ", &format::grouped(1_500), " or 12", &*point(), "5."].concat(),
        false => String::new(),
    });
    let on_input = Callback::new(move |text: String| {
        match Bound::read(&text) {
            Some(bound) => register.adjust(|view| view.set_filter(Filter { column, test: make(bound) })),
            None => {
                let same = std::mem::discriminant(&make(Bound::Number(Decimal::whole(0))));
                let is_same = |own: &Filter| own.column == column && std::mem::discriminant(&own.test) == same;
                register.adjust(|view| view.filters.retain(|own| !is_same(own)));
            }
        }
        typed.set(text);
    });
    Typed { value, error, on_input }
}

/// What of a filter on the column is in force; tracked.
fn part(register: Register, column: Column, read: fn(&Test) -> Option<String>) -> String {
    register.view(|view| {
        view.filters.iter().filter(|own| own.column == column).find_map(|own| read(&own.test)).unwrap_or_default()
    })
}

/// The keys that are let through; tracked.
fn keys_of(register: Register, column: Column) -> Vec<String> {
    register.view(|view| {
        let own = view.filters.iter().filter(|own| own.column == column);
        own.filter_map(|own| if let Test::AnyOf(keys) = &own.test { Some(keys.clone()) } else { None })
            .next()
            .unwrap_or_default()
    })
}

fn any_of(register: Register, column: Column) -> AnyView {
    let entry = move |(key, label): (String, String)| -> Drawn {
        let own = key.clone();
        let checked = move || keys_of(register, column).contains(&own);
        let toggle = move |_| {
            let mut keys = untrack(|| keys_of(register, column));
            match keys.iter().position(|own| *own == key) {
                Some(at) => drop(keys.remove(at)),
                None => keys.push(key.clone()),
            }
            register.change(|view| view.set_filter(Filter { column, test: Test::AnyOf(keys) }));
        };
        view! { <li><label class="flag"><input type="checkbox" prop:checked=checked on:change=toggle/>{label}</label></li> }
    };
    // Asked anew at each opening of the column; what is let through is not lost if nobody has it any more.
    let entries: Vec<Drawn> = choices_of(column).into_iter().map(entry).collect();
    view! { <fieldset><legend class="visually-hidden">{column.label()}</legend><ul class="filter-list">{entries}</ul></fieldset> }
        .into_any()
}

/// The filters in force, each with a button that takes it away.
pub fn chips(register: Register) -> AnyView {
    let written = Memo::new(move |_| register.view(RegisterView::filters_query));
    let chips = move || {
        written.with(|_| ());
        register
            .view_now()
            .filters
            .into_iter()
            .enumerate()
            .map(|(at, own)| chip(register, at, &own))
            .collect::<Vec<_>>()
    };
    view! {
        <ul class="filter-chips" aria-label="Filters" hidden=move || written.with(String::is_empty)>{chips}</ul>
    }
    .into_any()
}

fn chip(register: Register, at: usize, filter: &Filter) -> Drawn {
    let known = match &filter.test {
        Test::AnyOf(_) => choices_of(filter.column),
        _ => Vec::new(),
    };
    let label = |key: &str| match known.iter().find(|own| own.0 == key) {
        Some((_, label)) => label.clone(),
        None if key.is_empty() => "Not given".to_owned(),
        None => key.to_owned(),
    };
    let words = filter.words(&label);
    let name = ["Remove filter ", &words].concat();
    let remove = move |_| {
        register.change(|view| {
            if at < view.filters.len() {
                view.filters.remove(at);
            }
        });
        announce("Filter removed");
        crate::ui::parts::focus_soon("register-search".to_owned());
    };
    view! {
        <li class="tag">
            {words}
            <button type="button" aria-label=name.clone() title=name on:click=remove>{small_icon(Icon::X)}</button>
        </li>
    }
}
