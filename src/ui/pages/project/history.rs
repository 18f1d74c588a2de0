//! The tab with everything that was done to a project, newest first, under the day it was done, with a filter that stands in
//! the address.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, empty_state, icon};
use crate::ui::router;
use crate::view::format::count;
use crate::view::history::ChangeLine;
use crate::view::history_days::{Day, Entry, Looking, days_of};
use crate::view::project_history::{Belongs, ChangeKind, HistoryFilter, authors, lines, passes};
use leptos::prelude::*;

/// Entries shown at first, and more at each asking.
const PAGE: usize = 200;
/// Changes shown of one entry.
const CHANGES: usize = 12;
/// Before the name of a person in the list of them, so that nobody is told from anybody.
const NAMED: &str = "=";

/// The history of a project.
pub fn history(id: Id) -> AnyView {
    let filter = Memo::new(move |_| HistoryFilter::of(&router::route()));
    let most = RwSignal::new(PAGE);
    let found = RwSignal::new(0_usize);
    let body = move || {
        let (days, all) = read(id, &filter.get(), most.get());
        let _ = found.try_set(all);
        if days.is_empty() { nothing(filter.with_untracked(HistoryFilter::is_empty)) } else { list(days, id) }
    };
    let shown = move || {
        let all = count(found.get(), "change");
        if found.get() > most.get() { ["The latest ", &most.get().to_string(), " of ", &all].concat() } else { all }
    };
    view! {
        <h2 class="visually-hidden">"History"</h2>
        {tools(id, filter)}
        <p class="history-found small-text muted" role="status">{shown}</p>
        {body}
        <div class="row history-more" hidden=move || found.get() <= most.get()>
            <button type="button" class="btn" on:click=move |_| most.update(|most| *most += PAGE)>"Show more"</button>
        </div>
    }
    .into_any()
}

/// Goes to the history with the filter changed. `in_place`: without a step for Back.
fn choose(id: Id, in_place: bool, change: impl FnOnce(&mut HistoryFilter)) {
    let mut filter = HistoryFilter::of(&router::latest());
    change(&mut filter);
    let route = filter.route(id);
    if in_place { router::replace(&route) } else { router::go(&route) }
}

/// Words as they are typed: Back leads to the history before the first letter.
fn search(id: Id, text: String) {
    let begins = HistoryFilter::of(&router::latest()).text.is_empty();
    choose(id, !begins, |own| own.text = text);
}

fn tools(id: Id, filter: Memo<HistoryFilter>) -> Drawn {
    let text = Memo::new(move |_| filter.with(|own| own.text.clone()));
    let is_clear = Memo::new(move |_| filter.with(HistoryFilter::is_empty));
    let chosen = Memo::new(move |_| filter.with(|own| own.who.as_ref().map_or(String::new(), |who| named(who))));
    let people = move || {
        let set = move |text: String| choose(id, false, |own| own.who = text.strip_prefix(NAMED).map(str::to_owned));
        field("Person", FieldControl::Choice(names(id, &chosen.get_untracked())), chosen.into(), Callback::new(set))
    };
    let kinds = ChangeKind::ALL.map(|own| (own.name().to_owned(), own.label().to_owned()));
    let kinds = std::iter::once((String::new(), "Any kind".to_owned())).chain(kinds).collect();
    let kind = Signal::derive(move || filter.with(|own| own.kind.map_or("", ChangeKind::name)).to_owned());
    let set_kind = move |text: String| choose(id, false, |own| own.kind = ChangeKind::parse(&text));
    let day = |read: fn(&HistoryFilter) -> Option<Date>| {
        Signal::derive(move || filter.with(read).map_or_else(String::new, |day| day.to_string()))
    };
    let set_from = move |text: String| choose(id, false, |own| own.from = Date::parse(&text));
    let set_to = move |text: String| choose(id, false, |own| own.to = Date::parse(&text));
    view! {
        <search class="history-filter">
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search history" placeholder="Search history" autocomplete="off"
                    prop:value=text on:input=move |event| search(id, event_target_value(&event))/>
            </div>
            <div>{people}</div>
            {field("Kind of change", FieldControl::Choice(kinds), kind, Callback::new(set_kind))}
            {field("From", FieldControl::Date, day(|own| own.from), Callback::new(set_from))}
            {field("To", FieldControl::Date, day(|own| own.to), Callback::new(set_to))}
            <button type="button" class="btn quiet" hidden=is_clear
                on:click=move |_| choose(id, false, |own| *own = HistoryFilter::default())>{icon(Icon::X)}"Clear filters"</button>
        </search>
    }
}

fn field(label: &'static str, control: FieldControl, value: Signal<String>, on_input: Callback<String>) -> AnyView {
    view! { <Field label=label control=control value=value on_input=on_input/> }.into_any()
}

fn named(who: &str) -> String {
    [NAMED, who].concat()
}

/// Who can be chosen; the one who is, too.
fn names(id: Id, chosen: &str) -> Vec<(String, String)> {
    store::track_history();
    let related = related(id);
    let names = store::with_history(|_, history| authors(history, Belongs { project: id, related: &related }));
    let mut choices = vec![(String::new(), "Anybody".to_owned())];
    choices
        .extend(names.into_iter().map(|who| (named(&who), if who.is_empty() { "Not named".to_owned() } else { who })));
    if let (Some(who), true) = (chosen.strip_prefix(NAMED), choices.iter().all(|(own, _)| own != chosen)) {
        choices.push((chosen.to_owned(), who.to_owned()));
    }
    choices
}

/// What belongs to the project's history beside itself; untracked.
fn related(id: Id) -> Vec<Id> {
    store::with(|portfolio| {
        let mut related = portfolio.ids(IndexKey::reviews(id));
        related.extend(portfolio.ids(IndexKey::conditions(id)));
        related
    })
}

fn read(id: Id, filter: &HistoryFilter, most: usize) -> (Vec<Day>, usize) {
    store::track_history();
    let looking = Looking { query: "", most, today: session::today(), zone: session::offset_at };
    let related = related(id);
    let belongs = Belongs { project: id, related: &related };
    store::with_history(|portfolio, history| {
        let titles = |id| store::title_in(portfolio, id);
        days_of(history, &store::id_of, &|own| passes(own, belongs, filter, session::offset_at, &titles), looking)
    })
}

fn nothing(is_all: bool) -> AnyView {
    if is_all {
        let text = "Changes from now on are listed here, with who made them and what they changed.";
        return empty_state(Icon::History, "No history yet", text, ());
    }
    view! { <p class="muted">"No matches. Choose another kind or person, or a longer time."</p> }.into_any()
}

fn list(days: Vec<Day>, id: Id) -> AnyView {
    let related = related(id);
    let day = |day: Day| {
        let entries = day.entries.into_iter().map(|own| entry(own, id, &related)).collect::<Vec<_>>();
        view! { <h3 class="history-day">{day.title}</h3><ol class="history">{entries}</ol> }.into_any()
    };
    days.into_iter().map(day).collect::<Vec<_>>().into_any()
}

fn entry(own: Entry, id: Id, related: &[Id]) -> AnyView {
    let titles = |id| store::with(|portfolio| store::title_in(portfolio, id));
    let changes = lines(&own.transaction, Belongs { project: id, related }, CHANGES, &titles);
    let changes = changes.into_iter().map(change).collect::<Vec<_>>();
    let changes = (!changes.is_empty()).then(|| view! { <dl class="changes">{changes}</dl> }.into_any());
    let undone = own.undone.then(|| view! { " "<span class="pill">"undone"</span> }.into_any());
    view! {
        <li class=if own.undone { "entry withdrawn" } else { "entry" }>
            <time>{own.time}</time>
            <div>
                <span class="entry-text">{own.line.label}</span>" "<span class="entry-by">{own.line.who}</span>{undone}{changes}
            </div>
        </li>
    }
    .into_any()
}

fn change(own: ChangeLine) -> AnyView {
    let from = (!own.from.is_empty()).then(|| view! { <del>{own.from}</del>" " }.into_any());
    let to = if own.to.is_empty() { "not given".to_owned() } else { own.to };
    view! { <dt>{own.field}</dt><dd>{from}<ins>{to}</ins></dd> }.into_any()
}
