//! What is done by itself while somebody works: asking the browser to keep what is stored, after the first change, and a copy
//! of the workspace once an hour, writing the backup file that is kept up to date, and removing the copies of workspaces that are gone. Must not know how either is done.

use crate::platform::{persistence, prefs};
use crate::store::{self, copies, session};
use crate::ui::chapters;
use crate::ui::draw::later::on_page;
use leptos::prelude::*;
use std::cell::Cell;

/// Between two copies.
const BETWEEN_MS: i64 = 60 * 60_000;
/// From a change to the copy: most changes come in a row.
const REST_MS: u32 = 20_000;
const ASKED: &str = "asked-to-keep";

thread_local! {
    static IS_COMING: Cell<bool> = const { Cell::new(false) };
    static IS_FILE_COMING: Cell<bool> = const { Cell::new(false) };
}

/// Follows the changes of the workspace, for the life of the page.
pub fn follow() {
    Effect::new(|_| {
        if session::removals() > 0 {
            chapters::forget_removed();
        }
    });
    Effect::new(|before: Option<(String, usize)>| {
        store::track_history();
        let open = session::workspaces().into_iter().find(|(_, is_open)| *is_open);
        let open = open.map(|(entry, _)| entry.id.to_string()).unwrap_or_default();
        let changes = store::with_history(|_, history| history.len());
        // What was there when the page opened, or came with another workspace, is no change made here.
        let is_new = before
            .is_some_and(|(workspace, before)| workspace == open && changes > before && (before > 0 || changes == 1));
        if is_new && !untrack(session::is_read_only) {
            ask_once();
            copy_soon();
            file_soon(&open);
        }
        (open, changes)
    });
}

fn ask_once() {
    if prefs::get(ASKED).is_none() {
        prefs::set(ASKED, "yes");
        // The answer stands on the data page.
        persistence::ask(true, Box::new(|_| ()));
    }
}

fn copy_soon() {
    let is_due = session::now().0 - copies::kept_at() >= BETWEEN_MS;
    if !is_due || IS_COMING.replace(true) {
        return;
    }
    let _ = on_page::after(REST_MS, || {
        IS_COMING.set(false);
        chapters::keep_copy();
    });
}

/// Writes the backup file that is kept up to date, where one was chosen.
fn file_soon(workspace: &str) {
    if prefs::get(&["file-", workspace].concat()).is_none() || IS_FILE_COMING.replace(true) {
        return;
    }
    let _ = on_page::after(REST_MS, || {
        IS_FILE_COMING.set(false);
        chapters::update_file();
    });
}
