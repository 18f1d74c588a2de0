//! The page of one project: head with phases and facts, and four tabs. Each part reads the store by itself, so that an
//! edit redraws what it touched.

mod fields;
mod gates;
mod head;
mod history;
mod status;
mod summary;

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, Tab, empty_state, tabs};
use crate::ui::shell::PageHead;
use crate::ui::{actions, desk, router, shell};
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// How a project stands, for which page is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    There,
    Deleted,
    Unknown,
}

/// The page of a project.
pub fn project_page(id: Id) -> AnyView {
    let standing = Memo::new(move |_| {
        store::track_record(id);
        store::with(|portfolio| match portfolio.get::<Project>(id) {
            Some(project) if project.meta.deleted => Standing::Deleted,
            Some(_) => Standing::There,
            None => Standing::Unknown,
        })
    });
    let page = move || match standing.get() {
        Standing::There => there(id),
        Standing::Deleted => deleted(id),
        Standing::Unknown => unknown(),
    };
    view! { {page} }.into_any()
}

fn there(id: Id) -> AnyView {
    let all = ProjectTab::ALL;
    let current = Memo::new(move |_| match router::route() {
        Route::Project(_, tab) => all.iter().position(|own| *own == tab).unwrap_or(0),
        Route::ProjectHistory(..) => all.len() - 1,
        _ => 0,
    });
    let links = all.iter().map(|tab| Tab { text: tab.label(), href: router::href(&Route::Project(id, *tab)) });
    let body = move || match all.get(current.get()) {
        Some(ProjectTab::Fields) => fields::fields(id),
        Some(ProjectTab::Gates) => gates::gates(id),
        Some(ProjectTab::History) => history::history(id),
        _ => summary::summary(id),
    };
    view! {
        {head::head(id)}
        {tabs("Project", links.collect(), current.into())}
        {body}
    }
    .into_any()
}

fn deleted(id: Id) -> AnyView {
    let name = store::with(|portfolio| portfolio.record(id).map(|record| record.title().to_string()));
    let restore = move |_| {
        if actions::dispatch(&Command::Restore { records: vec![id] }) {
            shell::focus_heading();
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
            shell::focus_heading();
        }
    };
    let body = view! { <p>{sentence}</p> };
    shell::form_dialog("Delete project", &name.unwrap_or_default(), false, body.into_any(), "Delete project", delete)
}
