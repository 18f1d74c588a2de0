//! Copies of the open workspace as files that only this page sees: written in slices, read again, thinned out with age. Must not
//! know when somebody wants one.

use super::session;
use crate::exchange::backup::BackupOrigin;
use crate::exchange::backup_writer::BackupWriter;
use crate::exchange::copies::{Copy, CopyReason, copies_of, copy_name, may_go};
use crate::platform::private_files::Written;
use crate::platform::{clock, private_files, timer};
use leptos::prelude::*;
use std::cell::RefCell;

const FOLDER: &str = "backups";
/// Records and changes written between two looks at the clock.
const AT_ONCE: usize = 100;
/// Longest that writing goes on in one task.
const SLICE_MS: i64 = 12;
/// The same while somebody waits for it.
const SLICE_AWAITED_MS: i64 = 36;

/// A copy and its size in bytes.
pub type Kept = (Copy, u64);

thread_local! {
    static COPIES: ArcRwSignal<Option<Vec<Kept>>> = ArcRwSignal::new(None);
    /// When the latest copy of a workspace was made in this visit.
    static KEPT_AT: RefCell<Vec<(String, i64)>> = const { RefCell::new(Vec::new()) };
}

/// The copies of the open workspace, newest first; tracked. `None` before they are listed, and where the browser has none.
pub fn copies() -> Option<Vec<Kept>> {
    COPIES.with(|signal| signal.get())
}

/// Id of the open workspace; tracked.
pub fn workspace() -> String {
    let open = session::workspaces().into_iter().find(|(_, is_open)| *is_open);
    open.map(|(entry, _)| entry.id.to_string()).unwrap_or_default()
}

/// A copy that is being written.
struct Job {
    writer: BackupWriter,
    workspace: String,
    name: String,
    /// Told how much is written, where somebody waits for it; whether to go on.
    on_step: Option<Box<dyn Fn(u32) -> bool>>,
    then: Then,
}

/// What becomes of a copy that has been written.
enum Then {
    /// It is kept as a file.
    Keep(Box<dyn FnOnce(Written)>),
    /// Somebody wants its text.
    Give(Box<dyn FnOnce(String)>),
}

/// Gives the text of a backup, written in idle time.
pub fn text(then: Box<dyn FnOnce(String)>) {
    write(CopyReason::Time, None, Then::Give(then));
}

/// Keeps a copy of what is there at this moment, in idle time, whatever changes while it is written.
pub fn keep() {
    if session::all_is_loaded().is_ok() {
        begin(CopyReason::Time, None, Box::new(|_| ()));
    }
}

/// The same, while somebody waits. `on_step` is told how much is written, in percent, and says whether to go on.
pub fn keep_now(reason: CopyReason, on_step: Box<dyn Fn(u32) -> bool>, then: Box<dyn FnOnce(Written)>) {
    begin(reason, Some(on_step), then);
}

fn begin(reason: CopyReason, on_step: Option<Box<dyn Fn(u32) -> bool>>, then: Box<dyn FnOnce(Written)>) {
    // Asked first: to write all of a large portfolio for nothing takes a while.
    let asked = move |files: Option<Vec<private_files::Listed>>| match files {
        None => then(Written::Impossible),
        // Another workspace may be on its way meanwhile.
        Some(_) if session::all_is_loaded().is_err() => then(Written::Failed),
        Some(_) => write(reason, on_step, Then::Keep(then)),
    };
    private_files::list(FOLDER, Box::new(asked));
}

fn write(reason: CopyReason, on_step: Option<Box<dyn Fn(u32) -> bool>>, then: Then) {
    let origin = BackupOrigin { app: env!("CARGO_PKG_VERSION"), created: session::now() };
    let writer = super::with_history(|portfolio, history| BackupWriter::new(portfolio, history, origin));
    let workspace = untrack(workspace);
    let name = copy_name(&workspace, origin.created, reason);
    next_slice(Job { writer, workspace, name, on_step, then });
}

fn next_slice(job: Job) {
    match job.on_step {
        Some(_) => drop(timer::after(0, Box::new(move || go_on(job, SLICE_AWAITED_MS)))),
        None => timer::when_idle(Box::new(move || go_on(job, SLICE_MS))),
    }
}

fn go_on(mut job: Job, slice_ms: i64) {
    let begun = clock::now().0;
    while job.writer.step(AT_ONCE) {
        if clock::now().0 - begun >= slice_ms {
            if job.on_step.as_ref().is_none_or(|on_step| on_step(job.writer.percent())) {
                next_slice(job);
            }
            return;
        }
    }
    let Job { writer, workspace, name, then, .. } = job;
    let then = match then {
        Then::Keep(then) => then,
        Then::Give(then) => return then(writer.finish()),
    };
    let written = move |written: Written| {
        if written == Written::Stands {
            KEPT_AT.with_borrow_mut(|all| {
                all.retain(|entry| entry.0 != workspace);
                all.push((workspace, clock::now().0));
            });
            private_files::list(FOLDER, Box::new(thinned));
        } else {
            // Tried again with the next change.
            list();
        }
        then(written);
    };
    private_files::write(FOLDER, name, writer.finish(), Box::new(written));
}

/// When the latest copy of the open workspace was made in this visit, in milliseconds since 1970; 0 if none was.
pub fn kept_at() -> i64 {
    let open = untrack(workspace);
    KEPT_AT.with_borrow(|all| all.iter().find(|entry| entry.0 == open).map_or(0, |entry| entry.1))
}

/// Lists the copies anew. Those of workspaces that were removed for good go.
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
    let Some(files) = files else { return COPIES.with(|signal| signal.set(None)) };
    let copies = sound(&files);
    let gone = if thins { may_go(&copies, session::now()) } else { Vec::new() };
    let mut gone: Vec<String> = gone.into_iter().map(|copy| copy.name.clone()).collect();
    let names = || files.iter().map(|(name, _)| name.as_str());
    for removed in session::removed_workspaces() {
        gone.extend(copies_of(&removed, names()).into_iter().map(|copy| copy.name));
    }
    let size = |copy: &Copy| files.iter().find(|(name, _)| *name == copy.name).map_or(0, |(_, size)| *size);
    let left = copies.into_iter().filter(|copy| !gone.contains(&copy.name));
    let left: Vec<Kept> = left
        .map(|copy| {
            let size = size(&copy);
            (copy, size)
        })
        .collect();
    COPIES.with(|signal| signal.set(Some(left)));
    if !gone.is_empty() {
        private_files::remove(FOLDER, gone, Box::new(|| ()));
    }
}

/// Text of a copy.
pub fn read(copy: &Copy, then: Box<dyn FnOnce(Option<String>)>) {
    private_files::read(FOLDER, copy.name.clone(), then);
}
