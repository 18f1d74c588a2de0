//! How much of the history there is, and its way out of this browser and back: archiving what is old, opening a file of it,
//! loading what was too large to be loaded. Must not know how any of it is shown.

use super::{keeping, live, session};
use crate::domain::date::{Date, Moment};
use crate::engine::command::Command;
use crate::engine::rejection::Rejection;
use crate::engine::transaction::Transaction;
use crate::exchange::history_file::{HistoryOrigin, read_history, write_history};
use crate::storage::archive::{Archive, Archived};
use crate::storage::effect::Incoming;
use crate::storage::kept_history::{HistorySizes, KeptHistory};
use leptos::prelude::*;

/// Characters in a megabyte: most letters of a journal take one byte.
const MEGABYTE: usize = 1_000_000;

thread_local! {
    static KEPT: ArcRwSignal<KeptHistory> = ArcRwSignal::new(KeptHistory::default());
    /// What is being archived, until it has gone.
    static GOING: ArcRwSignal<Option<Archived>> = ArcRwSignal::new(None);
    /// Stretches that files opened in this visit tell: from, up to.
    static OPENED: ArcRwSignal<Vec<(Option<Moment>, Moment)>> = ArcRwSignal::new(Vec::new());
}

/// A workspace was loaded.
pub(super) fn loaded(kept: KeptHistory) {
    GOING.with(|own| own.set(None));
    OPENED.with(|own| own.set(Vec::new()));
    KEPT.with(|own| own.set(kept));
}

/// A change was stored.
pub(super) fn note(units: usize) {
    // Nobody looks at it while they work.
    KEPT.with(|own| own.update_untracked(|kept| kept.sizes.add(session::now(), units)));
}

/// What was archived has gone.
pub(super) fn gone(archived: Archived) {
    let Some(moment) = archived.moment() else { return };
    live::with_workspace(|workspace| workspace.forget_history(moment));
    KEPT.with(|own| {
        own.update(|kept| {
            kept.archived = kept.archived.max(archived);
            kept.missing_until = kept.missing_until.max(Some(moment));
            kept.sizes.forget(Moment(moment.0.saturating_add(1)));
            kept.left_out.retain(|left_out| left_out.at > moment);
        });
    });
    OPENED.with(|own| own.set(Vec::new()));
    GOING.with(|own| own.set(own.get_untracked().filter(|going| *going > archived)));
    super::triggers::wake_history();
}

/// How long the history is; tracked.
pub fn sizes() -> HistorySizes {
    super::track_history();
    KEPT.with(|own| own.with(|kept| kept.sizes.clone()))
}

/// Up to which moment the history does not tell everything; tracked. What was opened from files counts as told.
pub fn unknown_until() -> Option<Moment> {
    let opened = OPENED.with(|own| own.get());
    let mut until = KEPT.with(|own| own.with(KeptHistory::unknown_until))?;
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
    KEPT.with(|own| own.with(|kept| kept.left_out.len()))
}

/// Whether what was archived is still on its way out; tracked.
pub fn is_going() -> bool {
    GOING.with(|own| own.with(Option::is_some))
}

/// The moment up to which history was archived, if any was; tracked.
pub fn archived_until() -> Option<Moment> {
    KEPT.with(|own| own.with(|kept| kept.archived.moment()))
}

fn most() -> usize {
    usize::try_from(super::settings().history_megabytes()).unwrap_or(usize::MAX).saturating_mul(MEGABYTE)
}

/// Whether the history is longer than wanted; tracked.
pub fn is_too_long() -> bool {
    super::track_history();
    let most = most();
    KEPT.with(|own| own.with(|kept| kept.sizes.is_longer_than(most)))
}

/// The moment from which on the history is as long as wanted; `None` if all of it is. Tracked.
pub fn too_long() -> Option<Moment> {
    sizes().first_to_keep(most())
}

/// Loads the large changes that are not in memory; at once if there are none. Gives why not in a sentence.
pub fn load_whole(then: Box<dyn FnOnce(Result<(), String>)>) {
    let wanted = KEPT.with(|own| own.with_untracked(|kept| kept.left_out.clone()));
    let Some(driver) = keeping::running().filter(|_| !wanted.is_empty()) else { return then(Ok(())) };
    let many = wanted.len();
    driver.read_history(
        &wanted,
        Box::new(move |read| {
            let changes: Vec<Transaction> = read.unwrap_or_default().iter().filter_map(decode).collect();
            let is_whole = changes.len() == many;
            live::with_workspace(|workspace| workspace.add_history(changes));
            super::triggers::wake_history();
            if is_whole {
                KEPT.with(|own| own.update(|kept| kept.left_out.clear()));
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

/// The changes before a moment: how many there are.
pub fn count_before(moment: Moment) -> usize {
    live::with_history(|_, history| history.partition_point(|own| own.stamp.time.milliseconds() < moment.0))
}

/// The text of a file with all changes before a moment, and how many they are.
pub fn file_before(before: Moment) -> (String, usize) {
    let since = KEPT.with(|own| own.with_untracked(|kept| kept.missing_until));
    let origin = HistoryOrigin {
        app: env!("CARGO_PKG_VERSION"),
        created: session::now(),
        since: since.map(|until| Moment(until.0.saturating_add(1))),
        before,
    };
    live::with_history(|portfolio, history| {
        let count = history.partition_point(|own| own.stamp.time.milliseconds() < before.0);
        let changes = history.get(..count).unwrap_or_default();
        (write_history(portfolio, changes, &origin), count)
    })
}

/// Archives the changes before a day, which begins at that moment: a file holds them. The history says who did so; they leave
/// this browser soon after.
pub fn archive(day: Date, before: Moment, label: String, workspace: String) -> Result<(), Rejection> {
    keeping::all_is_loaded()?;
    let driver = keeping::running().ok_or(Rejection::Missing)?;
    live::dispatch(&Command::ArchiveHistory { before: day, label, workspace })?;
    let until = u64::try_from(before.0.saturating_sub(1)).unwrap_or_default();
    let known = KEPT.with(|own| own.with_untracked(|kept| kept.archived));
    let archive = live::with_history(|portfolio, history| {
        let count = history.partition_point(|own| own.stamp.time.milliseconds() < before.0);
        let old = history.get(..count).unwrap_or_default();
        let is_counted = |own: &&std::sync::Arc<Transaction>| {
            u64::try_from(own.stamp.time.milliseconds()).unwrap_or_default() > known.until
        };
        let newly = old.iter().filter(is_counted).count();
        let archived = Archived {
            until: known.until.max(until),
            count: known.count.saturating_add(u32::try_from(newly).unwrap_or(u32::MAX)),
        };
        Archive::new(archived, old.iter().map(|own| (portfolio.writers.id(own.stamp.writer), own.seq)).collect())
    });
    GOING.with(|own| own.set(Some(archive.archived)));
    driver.archive(archive);
    Ok(())
}

/// Opens a file of archived history, for this visit. How many changes it added, or why it was not opened.
pub fn open_file(text: &str) -> Result<usize, String> {
    let writers = live::with(|portfolio| portfolio.writers.clone());
    let file = read_history(text, writers).map_err(|why| why.to_string())?;
    live::with(|portfolio| file.check_owner(portfolio)).map_err(|why| why.to_string())?;
    let (since, before) = (file.since, file.before);
    let added = live::with_workspace(|workspace| workspace.add_history(file.changes)).unwrap_or_default();
    OPENED.with(|own| own.update(|all| all.push((since, before))));
    super::triggers::wake_history();
    Ok(added)
}
