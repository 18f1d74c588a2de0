//! Copies of the open workspace as files that only this page sees: made by and by, read again, thinned out with age. Must not
//! know when somebody wants one.

use super::session;
use crate::exchange::backup::BackupOrigin;
use crate::exchange::backup_writer::BackupWriter;
use crate::exchange::copies::{Copy, CopyReason, copies_of, copy_name, may_go};
use crate::platform::{clock, private_files, timer};
use leptos::prelude::*;
use std::cell::RefCell;

const FOLDER: &str = "backups";
/// Records and changes written between two looks at the clock.
const AT_ONCE: usize = 100;
/// Longest that writing goes on in one task.
const SLICE_MS: i64 = 12;

/// A copy and its size in bytes.
pub type Kept = (Copy, u64);

thread_local! {
    static COPIES: ArcRwSignal<Option<Vec<Kept>>> = ArcRwSignal::new(None);
    /// When the latest copy of a workspace was made in this visit.
    static KEPT_AT: RefCell<Vec<(String, i64)>> = const { RefCell::new(Vec::new()) };
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
        let workspace = untrack(workspace);
        let written = move |stands: bool| {
            if stands {
                KEPT_AT.with_borrow_mut(|all| {
                    all.retain(|own| own.0 != workspace);
                    all.push((workspace, clock::now().0));
                });
                private_files::list(FOLDER, Box::new(thinned));
            } else {
                list();
            }
        };
        private_files::write(FOLDER, name, writer.finish(), Box::new(written));
    }));
}

/// When the latest copy of the open workspace was made in this visit, in milliseconds since 1970; 0 if none was.
pub fn kept_at() -> i64 {
    let open = untrack(workspace);
    KEPT_AT.with_borrow(|all| all.iter().find(|own| own.0 == open).map_or(0, |own| own.1))
}

/// Removes the copies of a workspace that was removed for good.
pub fn forget(workspace: String) {
    let then = move |files: Option<Vec<private_files::Listed>>| {
        let files = files.unwrap_or_default();
        let copies = copies_of(&workspace, files.iter().map(|(name, _)| name.as_str()));
        private_files::remove(FOLDER, copies.into_iter().map(|copy| copy.name).collect(), Box::new(|| ()));
    };
    private_files::list(FOLDER, Box::new(then));
}

/// Lists the copies anew.
pub fn list() {
    private_files::list(FOLDER, Box::new(listed));
}

/// The copies among these files. One that was cut off while it was written holds nothing, and is none.
fn sound(files: &[private_files::Listed]) -> Vec<Copy> {
    let names = files.iter().filter(|(_, size)| *size > 0).map(|(name, _)| name.as_str());
    copies_of(&untrack(workspace), names)
}

fn listed(files: Option<Vec<private_files::Listed>>) {
    take_note(files, false);
}

/// Once one was written, those that are too many go.
fn thinned(files: Option<Vec<private_files::Listed>>) {
    take_note(files, true);
}

fn take_note(files: Option<Vec<private_files::Listed>>, thins: bool) {
    let Some(files) = files else { return COPIES.with(|own| own.set(None)) };
    let copies = sound(&files);
    let gone = if thins { may_go(&copies, session::now()) } else { Vec::new() };
    let gone: Vec<String> = gone.into_iter().map(|copy| copy.name.clone()).collect();
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
