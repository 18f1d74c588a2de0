//! The page of one project: head with phases and facts, and its tabs. Each part reads the store by itself, so that an
//! edit redraws what it touched.

mod fields;
mod gates;
mod head;
mod history;
mod size;
mod status;
mod summary;

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, PageHead, empty_state, focus_heading, form_dialog, tabs_of};
use crate::ui::{actions, desk, router};
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// How a project stands, for which page is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    There,
    Deleted,
    Unknown,
}

/// The tabs that belong to other chapters, by who draws them.
#[derive(Clone, Copy)]
pub struct OtherTabs {
    /// The boards of work.
    pub work: fn(Id) -> AnyView,
    /// How work flows.
    pub flow: fn(Id) -> AnyView,
    /// Risks, assumptions, issues, actions and dependencies.
    pub raid: fn(Id) -> AnyView,
    /// Changes and baselines.
    pub changes: fn(Id) -> AnyView,
    /// Stakeholders, communication, and who answers for what.
    pub people: fn(Id) -> AnyView,
    /// Costs and benefits.
    pub money: fn(Id) -> AnyView,
    /// Its status reports.
    pub reports: fn(Id) -> AnyView,
    /// What it has learnt.
    pub lessons: fn(Id) -> AnyView,
    /// What the sponsor authorises.
    pub charter: fn(Id) -> AnyView,
}

/// The page of a project.
pub fn project_page(id: Id, others: OtherTabs) -> AnyView {
    let standing = Memo::new(move |_| {
        store::track_record(id);
        store::with(|portfolio| match portfolio.get::<Project>(id) {
            Some(project) if project.meta.deleted => Standing::Deleted,
            Some(_) => Standing::There,
            None => Standing::Unknown,
        })
    });
    let page = move || match standing.get() {
        Standing::There => there(id, others),
        Standing::Deleted => deleted(id),
        Standing::Unknown => unknown(),
    };
    view! { {page} }.into_any()
}

fn there(id: Id, others: OtherTabs) -> AnyView {
    let shown = Memo::new(|_| router::route().tab_of().unwrap_or(ProjectTab::Summary));
    // A board begins where it can be seen.
    let is_short = Memo::new(move |_| {
        use ProjectTab::{Changes, Flow, Lessons, Money, People, Raid, Work};
        matches!(shown.get(), Work | Flow | Raid | Changes | People | Money | Lessons)
    });
    let body = move || match shown.get() {
        ProjectTab::Summary => summary::summary(id),
        ProjectTab::Fields => fields::fields(id),
        ProjectTab::Gates => gates::gates(id),
        ProjectTab::Work => (others.work)(id),
        ProjectTab::Flow => (others.flow)(id),
        ProjectTab::Raid => (others.raid)(id),
        ProjectTab::Changes => (others.changes)(id),
        ProjectTab::People => (others.people)(id),
        ProjectTab::Money => (others.money)(id),
        ProjectTab::Reports => (others.reports)(id),
        ProjectTab::Lessons => (others.lessons)(id),
        ProjectTab::Charter => (others.charter)(id),
        ProjectTab::History => history::history(id),
    };
    view! {
        {head::head(id, is_short)}
        {tabs_of("Project", move |tab: ProjectTab| tab.of(id), shown)}
        {body}
    }
    .into_any()
}

fn deleted(id: Id) -> AnyView {
    let name = store::with(|portfolio| portfolio.record(id).map(|record| record.title().to_string()));
    let restore = move |_| {
        if actions::dispatch(&Command::Restore { records: vec![id] }) {
            focus_heading();
        }
    };
    let actions = view! {
        <button type="button" class="btn primary" on:click=restore>"Restore project"</button>
        <a class="btn" href="#/board">"Open board"</a>
    };
    let text = "It is kept with its gates and its history, and can be restored at any time.";
    view! {
        <PageHead title=name.unwrap_or_default()><span></span></PageHead>
        {empty_state(Icon::Trash, "This project was deleted", text, actions)}
    }
    .into_any()
}

fn unknown() -> AnyView {
    let text = "The link may belong to another workspace, or the project was never saved in this browser.";
    let actions = view! { <a class="btn" href="#/board">"Open board"</a> };
    view! {
        <PageHead title="Project not found"><span></span></PageHead>
        {empty_state(Icon::CircleHelp, "There is no such project here", text, actions)}
    }
    .into_any()
}

/// The dialog that deletes a project.
pub fn delete_dialog(id: Id) -> AnyView {
    let name = store::with(|portfolio| portfolio.record(id).map(|record| record.title().to_string()));
    let sentence = "It leaves the board with its gates and conditions. You can undo this, or restore it from its page.";
    let delete = move || {
        desk::close();
        if actions::dispatch(&Command::Delete { records: vec![id] }) {
            focus_heading();
        }
    };
    let body = view! { <p>{sentence}</p> };
    form_dialog("Delete project", &name.unwrap_or_default(), false, body.into_any(), "Delete project", delete)
}
