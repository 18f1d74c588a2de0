//! A workspace that comes whole, with its history: its records as a first snapshot, its changes as the journal that they were.
//! Written entry by entry, so that the page goes on meanwhile. Pure; must not know where it comes from, nor the stores.

use super::compact::{Changed, Plan, Snapshot};
use super::effect::Entry;
use super::journal;
use super::keys::{Key, WorkspaceId};
use crate::domain::id::WriterId;
use crate::domain::record::Record;
use crate::domain::stamp::Writers;
use crate::engine::portfolio::Folded;
use crate::engine::transaction::Transaction;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A workspace on its way into the stores.
pub struct Whole {
    plan: Plan,
    history: Vec<Arc<Transaction>>,
    writers: Writers,
    /// How many changes are written.
    written: usize,
    all: usize,
}

impl Whole {
    /// These records, and what is known of how they came to be. The stamps of both refer to `writers`.
    pub fn new(records: Vec<Arc<dyn Record>>, history: Vec<Arc<Transaction>>, writers: Writers) -> Self {
        // The records hold all that the history has done: it is kept, and not done once more. What is missing between two
        // changes of a writer was archived or lost before; loading says so.
        let mut folded: BTreeMap<WriterId, Folded> = BTreeMap::new();
        for transaction in &history {
            let writer = folded.entry(writers.id(transaction.stamp.writer)).or_default();
            writer.floor = writer.floor.max(transaction.seq);
        }
        let snapshot = Snapshot::of_records(records, folded, writers.clone());
        let plan = Plan::new(snapshot, None, &Changed::All, 1);
        let all = plan.jobs_left() + history.len();
        Self { plan, history, writers, written: 0, all }
    }

    /// The next entries in that workspace; none once only the manifest is missing.
    pub fn next(&mut self, workspace: WorkspaceId) -> Option<Vec<Entry>> {
        if let Some((chunk, text)) = self.plan.next_chunk() {
            return Some(vec![(chunk.key().of(workspace), text.into())]);
        }
        let change = journal::encode(self.history.get(self.written)?, &self.writers);
        self.written += 1;
        let mut entries = change.part_entries(workspace);
        entries.push(change.entry(workspace));
        Some(entries)
    }

    /// How much is written, in percent.
    pub fn percent(&self) -> u32 {
        let left = self.plan.jobs_left() + self.history.len().saturating_sub(self.written);
        let done = self.all.saturating_sub(left).saturating_mul(100);
        u32::try_from(done.checked_div(self.all).unwrap_or(100)).unwrap_or(100)
    }

    /// The manifest, which makes a workspace of the rest: it comes last.
    pub fn finish(self, workspace: WorkspaceId) -> Entry {
        let manifest = self.plan.finish();
        (Key::Manifest(manifest.slot()).of(workspace), manifest.seal().into())
    }
}
