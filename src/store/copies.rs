//! Copies of the open workspace as files that only this page sees: made by and by, read again, thinned out with age. Must not
//! know when somebody wants one.

use super::session;
use crate::exchange::backup::BackupOrigin;
use crate::exchange::backup_writer::BackupWriter;
use crate::exchange::copies::{Copy, CopyReason, copies_of, copy_name, may_go};
use crate::platform::{clock, private_files, timer};
use leptos::prelude::*;

const FOLDER: &str = "backups";
/// Records and changes written between two looks at the clock.
const AT_ONCE: usize = 100;
/// Longest that writing goes on in one task.
const SLICE_MS: i64 = 12;

/// A copy and its size in bytes.
pub type Kept = (Copy, u64);

thread_local! {
    static COPIES: ArcRwSignal<Option<Vec<Kept>>> = ArcRwSignal::new(None);
}

/// The copies of the open workspace, newest first; tracked. `None` before they are listed, and where the browser has none.
pub fn copies() -> Option<Vec<Kept>> {
    COPIES.with(|own| own.get())
}

fn workspace() -> String {
    let open = session::workspaces().into_iter().find(|(_, is_open)| *is_open);
    open.map(|(entry, _)| entry.id.to_string()).unwrap_or_default()
}

/// Keeps a copy of what is there at this moment, whatever changes while it is written.
pub fn keep(reason: CopyReason) {
    if session::all_is_loaded().is_err() {
        return;
    }
    let origin = BackupOrigin { app: env!("CARGO_PKG_VERSION"), created: session::now() };
    let writer = super::with_history(|portfolio, history| BackupWriter::new(portfolio, history, origin));
    let name = copy_name(&untrack(workspace), origin.created, reason);
    go_on(writer, name);
}

fn go_on(mut writer: BackupWriter, name: String) {
    timer::when_idle(Box::new(move || {
        let begun = clock::now().0;
        while writer.step(AT_ONCE) {
            if clock::now().0 - begun >= SLICE_MS {
                return go_on(writer, name);
            }
        }
        // One that could not be written is tried again with the next change.
        private_files::write(FOLDER, name, writer.finish(), Box::new(|_| list()));
    }));
}

/// Lists the copies anew, and removes those that are too many.
pub fn list() {
    private_files::list(FOLDER, Box::new(listed));
}

fn listed(files: Option<Vec<private_files::Listed>>) {
    let Some(files) = files else { return COPIES.with(|own| own.set(None)) };
    let copies = copies_of(&untrack(workspace), files.iter().map(|(name, _)| name.as_str()));
    let gone: Vec<String> = may_go(&copies, session::now()).into_iter().map(|copy| copy.name.clone()).collect();
    let size = |copy: &Copy| files.iter().find(|(name, _)| *name == copy.name).map_or(0, |(_, size)| *size);
    let left = copies.into_iter().filter(|copy| !gone.contains(&copy.name));
    let left: Vec<Kept> = left
        .map(|copy| {
            let size = size(&copy);
            (copy, size)
        })
        .collect();
    COPIES.with(|own| own.set(Some(left)));
    if !gone.is_empty() {
        private_files::remove(FOLDER, gone, Box::new(|| ()));
    }
}

/// Text of a copy.
pub fn read(copy: &Copy, then: Box<dyn FnOnce(Option<String>)>) {
    private_files::read(FOLDER, copy.name.clone(), then);
}
