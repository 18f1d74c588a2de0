//! Removing the example: it goes to the trash like any workspace, and what somebody has done in it can be kept as a workspace of
//! its own first.

use crate::store::session::{self, WorkspaceEntry};
use crate::store::whole;
use crate::ui::desk;
use crate::ui::draw::view;
use crate::ui::parts::{alert, answer, form_dialog};
use crate::ui::router;
use crate::view::format::count;
use crate::view::pages::Page;
use leptos::prelude::*;
use std::sync::Arc;

/// What the workspace is called in which somebody's own work is kept.
const OWN: &str = "My portfolio";

/// Removes the example that is open, or asks what becomes of what was done in it.
pub fn remove_example() {
    if whole::own_work().is_some() {
        desk::show_own(remove_example_dialog);
    } else {
        put_away();
    }
}

/// The example, if it is open.
fn example() -> Option<WorkspaceEntry> {
    session::workspaces().into_iter().find(|(entry, is_open)| *is_open && entry.example).map(|(entry, _)| entry)
}

/// A page of one of its records is left: there is no such record afterwards.
fn leave_its_records() {
    if router::route_untracked().record.is_some() {
        router::replace(&Page::Overview.route());
    }
}

fn put_away() {
    let Some(example) = example() else { return };
    leave_its_records();
    if session::trash_workspace(&example) {
        said("The example is in the trash. It can be restored for 30 days.", example);
    }
}

fn said(words: &'static str, example: WorkspaceEntry) {
    let undo = move || {
        session::restore_workspace(&example);
        session::switch_workspace(&example);
    };
    answer(words.to_owned(), vec![("Undo", Arc::new(undo))]);
}

/// The question what becomes of what somebody did in the example.
fn remove_example_dialog() -> AnyView {
    let projects = whole::own_work().map_or(0, |work| work.projects);
    let done = match projects {
        0 => "You have made changes here.".to_owned(),
        many => ["You have added or changed ", &*count(many, "project"), " here."].concat(),
    };
    let body = view! {
        <p>{done}" Kept as a workspace of its own, that stays with its history and all that belongs to it."</p>
        <p>"The example itself goes to the trash, where it can be restored for 30 days."</p>
        <div class="row">
            <button type="button" class="btn" on:click=|_| {
                desk::close();
                put_away();
            }>"Remove it with my work"</button>
        </div>
    };
    let keep = || {
        let Some(example) = example() else { return };
        desk::close();
        leave_its_records();
        let then = move |done: Result<(), String>| match done {
            Ok(()) => {
                said("Your work is a workspace of its own now. The example is in the trash for 30 days.", example)
            }
            Err(why) => alert(why),
        };
        whole::keep_own_work(OWN, Box::new(then));
    };
    form_dialog("Remove the example", "", false, body.into_any(), "Keep my work", keep)
}
