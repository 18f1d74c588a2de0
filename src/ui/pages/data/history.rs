//! The history of everything: who changed what and when, newest first, with a search.

use super::archive;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::transaction::Transaction;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, empty_state, fresh_id, icon};
use crate::ui::router;
use crate::view::format::count;
use crate::view::history::{ChangeLine, changes};
use crate::view::history_days::{Day, Entry, Looking, days_of};
use crate::view::history_filter::{ChangeFilter, authors, kinds};
use crate::view::pages::Page;
use crate::view::route::ProjectTab;
use leptos::prelude::*;
use std::sync::Arc;

/// Transactions shown at first, and at each "Show more".
const MOST: usize = 200;
/// Changes shown of one transaction.
const MOST_CHANGES: usize = 100;

/// Before the name of a person in the list of them, so that nobody is told from anybody.
const NAMED: &str = "=";

/// The history, or the steps that archive its older part.
pub fn history() -> AnyView {
    view! { {|| if archive::is_archiving() { archive::steps() } else { listed() }} }.into_any()
}

fn listed() -> AnyView {
    let wanted = RwSignal::new(ChangeFilter::default());
    let most = RwSignal::new(MOST);
    let found = RwSignal::new(0_usize);
    let body = move || {
        let (days, all) = wanted.with(|wanted| read(wanted, most.get()));
        let _ = found.try_set(all);
        if days.is_empty() { nothing(wanted.with_untracked(ChangeFilter::is_everything)) } else { list(days) }
    };
    let more = Signal::derive(move || found.get() <= most.get());
    let shown = Signal::derive(move || {
        let all = count(found.get(), "change");
        if found.get() > most.get() { format!("The latest {} of {all}", most.get()) } else { all }
    });
    view! {
        {tools(wanted)}
        {archive::reach()}
        <p class="history-found small-text muted" role="status">{shown}</p>
        {body}
        <div class="row history-more" hidden=more>
            <button type="button" class="btn" on:click=move |_| most.update(|most| *most += MOST)>"Show more"</button>
        </div>
    }
    .into_any()
}

fn tools(wanted: RwSignal<ChangeFilter>) -> Drawn {
    let chosen = |read: fn(&ChangeFilter) -> String| Signal::derive(move || wanted.with(read));
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let set = |write: fn(&mut ChangeFilter, String)| {
        Callback::new(move |text: String| wanted.update(|wanted| write(wanted, text)))
    };
    let (people, kinds) = store::with_history(|_, history| (authors(history), kinds(history)));
    let named = |who: String| ([NAMED, &who].concat(), if who.is_empty() { "Not named".to_owned() } else { who });
    let people = std::iter::once((String::new(), "Anybody".to_owned())).chain(people.into_iter().map(named)).collect();
    let kinds = std::iter::once((String::new(), "Everything".to_owned())).chain(kinds).collect();
    let who = chosen(|wanted| wanted.who.as_ref().map_or(String::new(), |who| [NAMED, who].concat()));
    view! {
        <search class="history-filter">
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search history" placeholder="Search history" autocomplete="off"
                    prop:value=move || wanted.with(|wanted| wanted.text.clone())
                    on:input=move |event| wanted.update(|wanted| wanted.text = event_target_value(&event))/>
            </div>
            {field("Person", FieldControl::Choice(people), who, set(|wanted, text| wanted.who = text.strip_prefix(NAMED).map(str::to_owned)))}
            {field("About", FieldControl::Choice(kinds), chosen(|wanted| wanted.kind.clone()), set(|wanted, text| wanted.kind = text))}
            {field("From", FieldControl::Date, Signal::derive(move || day(wanted.with(|wanted| wanted.from))), set(|wanted, text| wanted.from = Date::parse(&text)))}
            {field("To", FieldControl::Date, Signal::derive(move || day(wanted.with(|wanted| wanted.to))), set(|wanted, text| wanted.to = Date::parse(&text)))}
            <button type="button" class="btn quiet" hidden=move || wanted.with(ChangeFilter::is_everything)
                on:click=move |_| wanted.set(ChangeFilter::default())>{icon(Icon::X)}"Clear filters"</button>
        </search>
    }
}

fn field(label: &'static str, control: FieldControl, value: Signal<String>, on_input: Callback<String>) -> AnyView {
    view! { <Field label=label control=control value=value on_input=on_input/> }.into_any()
}

fn read(wanted: &ChangeFilter, most: usize) -> (Vec<Day>, usize) {
    store::track_history();
    let looking = Looking { query: "", most, today: session::today(), zone: session::offset_at };
    store::with_history(|portfolio, history| {
        let titles = |id| store::title_in(portfolio, id);
        days_of(
            history,
            &store::id_of,
            &|transaction| wanted.lets_through(transaction, session::offset_at, &titles),
            looking,
        )
    })
}

fn nothing(is_all: bool) -> AnyView {
    if is_all {
        let text = "Every change is listed here, with who made it and when. Import a list or add a project to begin.";
        let first = view! { <a class="btn" href=router::href(&Page::Board.route())>"Open board"</a> };
        empty_state(Icon::History, "Nothing has changed yet", text, first)
    } else {
        view! { <p class="muted">"No matches. Search for a word of the change, a project or a person, or choose a longer time."</p> }
            .into_any()
    }
}

fn list(days: Vec<Day>) -> AnyView {
    days.into_iter().map(day).collect_view().into_any()
}

fn day(day: Day) -> AnyView {
    view! {
        <h2 class="history-day">{day.title}</h2>
        <ol class="history">{day.entries.into_iter().map(entry).collect_view()}</ol>
    }
    .into_any()
}

fn entry(entry: Entry) -> AnyView {
    let is_open = RwSignal::new(false);
    let transaction = entry.transaction;
    let details = move || if is_open.get() { details(&transaction) } else { ().into_any() };
    let undone = entry.undone.then(|| view! { <span class="pill">"undone"</span> }.into_any());
    let id = fresh_id();
    view! {
        <li class=if entry.undone { "entry withdrawn" } else { "entry" }>
            <time>{entry.time}</time>
            <div>
                <span class="entry-text" id=id.clone()>{entry.line.label}</span>
                " "
                <span class="entry-by">{entry.line.who}", "{entry.line.extent}</span>
                {undone}
                {details}
            </div>
            <button type="button" class="btn small quiet" aria-describedby=id
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)>"Details"</button>
        </li>
    }
    .into_any()
}

fn details(transaction: &Arc<Transaction>) -> AnyView {
    let (lines, projects) = store::with(|portfolio| {
        let lines = changes(transaction, None, MOST_CHANGES + 1, portfolio);
        let is_project =
            |id: Id| portfolio.record(id).is_some_and(|record| record.schema().kind == Project::SCHEMA.kind);
        let projects: Vec<bool> = lines.iter().map(|line| is_project(line.record)).collect();
        (lines, projects)
    });
    let more = (lines.len() > MOST_CHANGES).then(|| view! { <p class="small-text muted">"And more."</p> }.into_any());
    let none = lines.is_empty().then(|| view! { <p class="small-text muted">"Its place on the board."</p> }.into_any());
    let lines = lines.into_iter().zip(projects).take(MOST_CHANGES).map(|(line, is_project)| change(line, is_project));
    view! { <dl class="changes">{lines.collect_view()}</dl> {none} {more} }.into_any()
}

fn change(line: ChangeLine, is_project: bool) -> AnyView {
    let title = if is_project {
        let href = router::href(&ProjectTab::History.of(line.record));
        view! { <a class="link" href=href>{line.title}</a> }.into_any()
    } else {
        line.title.into_any()
    };
    let field = if line.field.is_empty() { String::new() } else { [", ", &line.field].concat() };
    let from = (!line.from.is_empty()).then(|| view! { <del>{line.from}</del>" " }.into_any());
    let to = if line.to.is_empty() { "nothing given".to_owned() } else { line.to };
    view! { <dt>{title}{field}</dt><dd>{from}<ins>{to}</ins></dd> }.into_any()
}
