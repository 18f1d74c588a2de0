//! What is done by itself while somebody works: asking the browser to keep what is stored, after the first change, and a copy
//! of the workspace once an hour. Must not know how either is done.

use crate::exchange::copies::CopyReason;
use crate::platform::{persistence, prefs, timer};
use crate::store::{self, session};
use crate::ui::chapters;
use leptos::prelude::*;
use std::cell::Cell;

/// Between two copies.
const BETWEEN_MS: i64 = 60 * 60_000;
/// From a change to the copy: most changes come in a row.
const REST_MS: u32 = 20_000;
const ASKED: &str = "asked-to-keep";

thread_local! {
    static LAST: Cell<i64> = const { Cell::new(0) };
    static IS_COMING: Cell<bool> = const { Cell::new(false) };
}

/// Follows the changes of the workspace, for the life of the page.
pub fn follow() {
    Effect::new(|before: Option<usize>| {
        store::track_history();
        let changes = store::with_history(|_, history| history.len());
        // What was there when the page opened, or came with another workspace, is no change made here.
        if before.is_some_and(|before| changes == before + 1) && !untrack(session::is_read_only) {
            ask_once();
            copy_soon();
        }
        changes
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
    let is_due = session::now().0 - LAST.get() >= BETWEEN_MS;
    if !is_due || IS_COMING.replace(true) {
        return;
    }
    timer::after(
        REST_MS,
        Box::new(|| {
            IS_COMING.set(false);
            LAST.set(session::now().0);
            chapters::keep_copy(CopyReason::Time, || ());
        }),
    );
}
