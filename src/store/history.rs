//! The history in this browser and in files: how much of it there is, archiving the oldest changes, opening a file of them, and
//! loading changes that were too large to be loaded at once. Must not know how any of it is shown.

use super::{keeping, live, session};
use crate::domain::date::{Date, Moment};
use crate::domain::record::RecordType;
use crate::domain::records::{Settings, settings};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::engine::decide::{ArchiveHistory, DAYS_KEPT};
use crate::engine::rejection::Rejection;
use crate::engine::transaction::Transaction;
use crate::exchange::history_file::{HistoryOrigin, read_history, write_history};
use crate::storage::archive::{Archive, Archived, Gaps};
use crate::storage::effect::Incoming;
use crate::storage::kept_history::{HistorySizes, KeptHistory};
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::sync::Arc;

/// Characters in a megabyte: most letters of a journal take one byte.
const MEGABYTE: usize = 1_000_000;

thread_local! {
    static KEPT: ArcRwSignal<KeptHistory> = ArcRwSignal::new(KeptHistory::default());
    /// What is being archived, until it has gone.
    static GOING: ArcRwSignal<Option<Archived>> = ArcRwSignal::new(None);
    /// Stretches that files opened in this visit tell: from, up to.
    static OPENED: ArcRwSignal<Vec<(Option<Moment>, Moment)>> = ArcRwSignal::new(Vec::new());
    /// Writer and number of the changes that those files brought.
    static BROUGHT: RefCell<FxHashSet<(u32, u32)>> = RefCell::default();
    /// Counts the workspaces that were opened.
    static OPENING: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// History that was written to a file: how many changes it holds, and the request that removes them here.
#[derive(Clone)]
pub struct SavedHistory {
    /// How many changes the file holds.
    pub count: usize,
    /// The request: exactly what the file holds.
    archive: Archive,
    /// The workspace, by the number of its opening.
    opening: u32,
}

/// Which opening of a workspace this is; tracked. What was begun in another is over.
pub fn opening() -> u32 {
    OPENING.with(|signal| signal.get())
}

/// A workspace was loaded.
pub(super) fn loaded(kept: KeptHistory) {
    GOING.with(|signal| signal.set(None));
    OPENED.with(|signal| signal.set(Vec::new()));
    BROUGHT.take();
    KEPT.with(|signal| signal.set(kept));
    OPENING.with(|signal| signal.update(|number| *number = number.wrapping_add(1)));
}

/// A workspace is being loaded: what of it is shown has no history yet.
pub(super) fn loading() {
    let lost = Archived { until: u64::try_from(session::now().0).unwrap_or_default(), count: 0 };
    loaded(KeptHistory { gaps: Gaps { lost, ..Gaps::default() }, ..KeptHistory::default() });
}

/// A change was stored.
pub(super) fn note(units: usize) {
    // Nobody looks at it while they work.
    KEPT.with(|signal| signal.update_untracked(|kept| kept.sizes.add(session::now(), units)));
}

/// What was archived has gone.
pub(super) fn gone(archived: Archived) {
    let Some(moment) = archived.moment() else { return };
    live::with_workspace(|workspace| workspace.forget_history(moment));
    KEPT.with(|signal| {
        signal.update(|kept| {
            kept.gaps.archived = kept.gaps.archived.max(archived);
            kept.sizes.forget(Moment(moment.0.saturating_add(1)));
            kept.left_out.retain(|left_out| left_out.at > moment);
        });
    });
    OPENED.with(|signal| signal.set(Vec::new()));
    BROUGHT.take();
    GOING.with(|signal| signal.set(signal.get_untracked().filter(|going| *going > archived)));
    super::triggers::wake_history();
}

/// How long the history is; tracked.
pub fn sizes() -> HistorySizes {
    super::track_history();
    KEPT.with(|signal| signal.with(|kept| kept.sizes.clone()))
}

/// Up to which moment the history does not tell everything; tracked. What was opened from files counts as told.
pub fn unknown_until() -> Option<Moment> {
    let opened = OPENED.with(|signal| signal.get());
    let mut until = KEPT.with(|signal| signal.with(KeptHistory::unknown_until))?;
    // A file tells what lies before the moment up to which it goes; one before it may go on from there.
    while let Some((since, _)) =
        opened.iter().find(|(since, before)| before.0 > until.0 && since.is_none_or(|s| s < until))
    {
        match since {
            None => return None,
            Some(since) => until = Moment(since.0.saturating_sub(1)),
        }
    }
    Some(until)
}

/// Large changes that are kept and not in memory; tracked.
pub fn left_out() -> usize {
    KEPT.with(|signal| signal.with(|kept| kept.left_out.len()))
}

/// Whether what was archived is still on its way out; tracked.
pub fn is_going() -> bool {
    GOING.with(|signal| signal.with(Option::is_some))
}

/// The moment up to which history was archived, if any was; tracked.
pub fn archived_until() -> Option<Moment> {
    KEPT.with(|signal| signal.with(|kept| kept.gaps.archived.moment()))
}

fn most() -> usize {
    usize::try_from(super::settings().history_megabytes()).unwrap_or(usize::MAX).saturating_mul(MEGABYTE)
}

/// Whether the history is longer than wanted, and part of it may go; tracked.
pub fn is_too_long() -> bool {
    super::track_history();
    let most = most();
    let is_long = KEPT.with(|signal| signal.with(|kept| kept.sizes.is_longer_than(most)));
    // What is younger always stays.
    is_long && count_before(Moment(session::now().0.saturating_sub(DAYS_KEPT * 86_400_000))) > 0
}

/// The moment from which on the history is as long as wanted; `None` if all of it is. Tracked.
pub fn too_long() -> Option<Moment> {
    sizes().first_to_keep(most())
}

/// Loads the large changes that are not in memory; at once if there are none. Gives why not in a sentence.
pub fn load_whole(then: Box<dyn FnOnce(Result<(), String>)>) {
    let wanted = KEPT.with(|signal| signal.with_untracked(|kept| kept.left_out.clone()));
    let Some(driver) = keeping::running().filter(|_| !wanted.is_empty()) else { return then(Ok(())) };
    let (many, opening) = (wanted.len(), untrack(opening));
    driver.read_history(
        &wanted,
        Box::new(move |read| {
            if opening != untrack(self::opening) {
                return;
            }
            let changes: Vec<Transaction> = read.unwrap_or_default().iter().filter_map(decode).collect();
            let is_whole = changes.len() == many;
            live::with_workspace(|workspace| workspace.add_history(changes));
            super::triggers::wake_history();
            if is_whole {
                KEPT.with(|signal| signal.update(|kept| kept.left_out.clear()));
                then(Ok(()));
            } else {
                let why = "Large changes could not be read from the browser’s database. Nothing was changed; reload this page and try again.";
                then(Err(why.to_owned()));
            }
        }),
    );
}

fn decode(incoming: &Incoming) -> Option<Transaction> {
    live::with_workspace(|workspace| incoming.decode(workspace.writers_mut()).ok())?
}

/// The changes before a moment that this browser keeps: how many there are.
pub fn count_before(moment: Moment) -> usize {
    live::with_history(|_, history| own_before(history, moment).count())
}

/// The text of a file with all changes before a moment, but for those that another file brought.
pub fn file_before(before: Moment) -> (String, SavedHistory) {
    let gaps = KEPT.with(|signal| signal.with_untracked(|kept| kept.gaps));
    let origin = HistoryOrigin {
        app: env!("CARGO_PKG_VERSION"),
        created: session::now(),
        since: gaps.until().map(|until| Moment(until.0.saturating_add(1))),
        before,
    };
    live::with_history(|portfolio, history| {
        let old: Vec<Arc<Transaction>> = own_before(history, before).cloned().collect();
        let is_new =
            |transaction: &&Arc<Transaction>| gaps.archived.moment().is_none_or(|until| made_at(transaction) > until);
        let newly = u32::try_from(old.iter().filter(is_new).count()).unwrap_or(u32::MAX);
        let archived = Archived {
            until: gaps.archived.until.max(u64::try_from(before.0.saturating_sub(1)).unwrap_or_default()),
            count: gaps.archived.count.saturating_add(newly),
        };
        let exported =
            old.iter().map(|transaction| (portfolio.writers.id(transaction.stamp.writer), transaction.seq)).collect();
        let filed =
            SavedHistory { count: old.len(), archive: Archive::new(archived, exported), opening: untrack(opening) };
        (write_history(portfolio, &old, &origin), filed)
    })
}

fn made_at(transaction: &Transaction) -> Moment {
    Moment(transaction.stamp.time.milliseconds())
}

/// The changes before a moment that this browser keeps.
fn own_before(history: &[Arc<Transaction>], before: Moment) -> impl Iterator<Item = &Arc<Transaction>> {
    let brought = BROUGHT.with_borrow(Clone::clone);
    let old = history.get(..history.partition_point(|transaction| made_at(transaction) < before)).unwrap_or_default();
    old.iter().filter(move |transaction| !brought.contains(&(transaction.stamp.writer, transaction.seq)))
}

/// Archives what a file holds, the changes before that day. The history says who did so; they leave this browser soon after.
pub fn archive(filed: &SavedHistory, day: Date, label: String, workspace: String) -> Result<(), Rejection> {
    const NOT_HERE: &str =
        "This file is not of the workspace that is open. Nothing was removed; save the history of this one first.";
    const NOT_NOW: &str = "History cannot be archived now: not everything could be read, or the browser’s database cannot be reached. Nothing was removed.";
    const GOING_ON: &str =
        "What was archived before is still leaving this browser. Nothing more was removed; try again in a minute.";
    keeping::all_is_loaded()?;
    let driver = keeping::running().ok_or(Rejection::Missing)?;
    if filed.opening != untrack(opening) {
        return Err(Rejection::NotPossible { reason: NOT_HERE });
    }
    if !driver.can_archive() {
        return Err(Rejection::NotPossible { reason: NOT_NOW });
    }
    if untrack(is_going) {
        return Err(Rejection::NotPossible { reason: GOING_ON });
    }
    if live::with(|portfolio| portfolio.settings_id()).is_none() {
        let fields = vec![(settings::at::name, Value::text(workspace))];
        live::dispatch(&Command::Create { schema: Settings::SCHEMA, fields })?;
    }
    live::dispatch(&Command::act(ArchiveHistory { before: day, label }))?;
    GOING.with(|signal| signal.set(Some(filed.archive.archived)));
    driver.archive(filed.archive.clone());
    Ok(())
}

/// Opens a file of archived history, for this visit. How many changes it added, or why it was not opened.
pub fn open_file(text: &str) -> Result<usize, String> {
    let writers = live::with(|portfolio| portfolio.writers.clone());
    let file = read_history(text, writers).map_err(|why| why.to_string())?;
    let archived = KEPT.with(|signal| signal.with_untracked(|kept| kept.gaps.archived.moment()));
    live::with(|portfolio| file.check_owner(portfolio, archived)).map_err(|why| why.to_string())?;
    let (since, before) = (file.since, file.before);
    let added = live::with_workspace(|workspace| workspace.add_history(file.changes)).unwrap_or_default();
    let count = added.len();
    BROUGHT.with_borrow_mut(|all| all.extend(added));
    OPENED.with(|signal| signal.update(|all| all.push((since, before))));
    super::triggers::wake_history();
    Ok(count)
}
