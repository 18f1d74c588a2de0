//! Filters: the panel in which one is made, and the list of those in force.

use super::state::Register;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, announce, small_icon};
use crate::view::register::columns::Nature;
use crate::view::register::sheet::choices;
use crate::view::register::{Around, Bound, Column, Filter, RegisterView, Test};
use leptos::prelude::*;

/// What a column can be filtered by: key and words.
fn choices_of(column: Column) -> Vec<(String, String)> {
    let today = session::today_untracked();
    store::with(|portfolio| choices(&Around::new(portfolio, today), column))
}

/// The panel: a column, and what its cells must be.
pub fn panel(register: Register) -> AnyView {
    let chosen = RwSignal::new(Column::Derived(crate::view::register::Derived::Overall).key().to_owned());
    let columns = Column::all().into_iter().map(|own| (own.key().to_owned(), own.label().to_owned())).collect();
    let tests = move || tests(register, chosen.with(|key| Column::parse(key)).unwrap_or(Column::NAME));
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
            let from = Signal::derive(move || {
                part(register, column, |test| if let Test::From(own) = test { Some(own.typed()) } else { None })
            });
            let to = Signal::derive(move || {
                part(register, column, |test| if let Test::To(own) = test { Some(own.typed()) } else { None })
            });
            let set = move |text: String, make: fn(Bound) -> Test| match Bound::parse(&text) {
                Some(bound) => register.adjust(|view| view.set_filter(Filter { column, test: make(bound) })),
                None if text.trim().is_empty() => {
                    let same = make(Bound::Number(0));
                    let is_same = move |own: &Filter| {
                        own.column == column && std::mem::discriminant(&own.test) == std::mem::discriminant(&same)
                    };
                    register.adjust(|view| view.filters.retain(|own| !is_same(own)));
                }
                None => {}
            };
            let on_from = Callback::new(move |text| set(text, Test::From));
            let on_to = Callback::new(move |text| set(text, Test::To));
            let help = if nature == Nature::Money { "Whole units of the currency." } else { "" };
            view! {
                <Field label="From" control=control() value=from on_input=on_from help=help/>
                <Field label="Up to" control=control() value=to on_input=on_to/>
            }
            .into_any()
        }
    }
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
