//! The charter of a project: its versions, one of them as a page, its approval, and what changed from another. Must not know what a charter says.

mod approve;
mod page;

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::ProjectCharter;
use crate::domain::records::project_charter::{CharterState, at};
use crate::engine::charters::charters;
use crate::engine::command::Command;
use crate::engine::decide::BeginCharter;
use crate::engine::index::IndexKey;
use crate::platform::page as browser_page;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, empty_state, icon, pill};
use crate::ui::{actions, desk, router};
use crate::view::charter::sections::state_words;
use crate::view::query::Query;
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// The name in the address of the version that is shown.
const VERSION: &str = "version";

/// The address of a version.
fn route_of(project: Id, charter: Id) -> Route {
    let mut query = Query::default();
    query.add(VERSION, &charter.to_string());
    ProjectTab::Charter.of(project).with(query)
}

/// The tab.
pub fn charter_tab(project: Id) -> AnyView {
    let ids = Memo::new(move |_| {
        store::track_index(IndexKey::Related(ProjectCharter::SCHEMA.kind, at::project, project));
        store::with(|portfolio| {
            charters(portfolio, project).into_iter().rev().map(|charter| charter.meta.id).collect::<Vec<Id>>()
        })
    });
    let shown = Memo::new(move |_| {
        let asked = router::route().query.take(VERSION).and_then(|id| Id::parse(&id));
        let all = ids.get();
        asked.filter(|id| all.contains(id)).or(all.first().copied())
    });
    let body = move || match shown.get() {
        Some(id) => view! {
            <div class="reports-split">
                <nav class="reports-list" aria-label="Versions of the charter"><ul>{list(project, &ids.get(), id)}</ul></nav>
                <div class="reports-one">{tools(project, id, ids)} {page::charter(id, ids)}</div>
            </div>
        },
        None => {
            let text = "The charter is what the sponsor authorises: why, what, by when, for how much, and who may decide. Most of it is drawn from the records; the rest is written here.";
            let button = view! { <button type="button" class="btn primary" on:click=move |_| begin(project)>"Begin the charter"</button> };
            view! { {empty_state(Icon::Bookmark, "No charter yet", text, button)} }
        }
    };
    view! { <h2 class="visually-hidden">"Charter"</h2> {body} }.into_any()
}

fn begin(project: Id) {
    if actions::dispatch(&Command::act(BeginCharter { project })) {
        // The newest is shown where the address names none.
        router::go(&ProjectTab::Charter.of(project));
    }
}

/// The versions, the latest first.
fn list(project: Id, ids: &[Id], shown: Id) -> Vec<Drawn> {
    let entry = |id: &Id| {
        let found = store::record::<ProjectCharter, _>(*id, |charter| (charter.number(), charter.state))?;
        let href = router::href(&route_of(project, *id));
        let current = (*id == shown).then_some("true");
        let words = ["Version ", &*found.0.to_string()].concat();
        Some(view! {
            <li><a href=href aria-current=current><span></span><span>{words}</span><span class="small-text muted">{found.1.label()}</span></a></li>
        })
    };
    ids.iter().filter_map(entry).collect()
}

/// What can be done with a version.
fn tools(project: Id, id: Id, ids: Memo<Vec<Id>>) -> Drawn {
    let state = Memo::new(move |_| store::record::<ProjectCharter, _>(id, |charter| charter.state).unwrap_or_default());
    let words = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| portfolio.get::<ProjectCharter>(id).map(|charter| state_words(portfolio, charter)))
            .unwrap_or_default()
    });
    let is_any_written = Memo::new(move |_| {
        let is_draft = |id: &Id| store::record::<ProjectCharter, _>(*id, ProjectCharter::is_draft).unwrap_or_default();
        ids.get().iter().any(is_draft)
    });
    let approve = move |_| {
        desk::show_own(move || approve::dialog(id));
    };
    let tone = move || {
        if state.get() == CharterState::Approved { Tone::Accent } else { Tone::Plain }
    };
    view! {
        <div class="row report-tools" role="toolbar" aria-label="Charter">
            {move || pill(words.get(), tone(), None)}
            <button type="button" class="btn primary" hidden=move || state.get() != CharterState::Draft on:click=approve>"Approve…"</button>
            <button type="button" class="btn" hidden=move || is_any_written.get() on:click=move |_| begin(project)>
                {icon(Icon::Plus)}"Begin a new version"
            </button>
            <button type="button" class="btn" on:click=|_| browser_page::print()>{icon(Icon::Printer)}"Print"</button>
        </div>
    }
}
