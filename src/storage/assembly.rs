//! How a snapshot and the journal make a portfolio, whether for the board or to work with, and a history. Must not know how
//! either was read.

use super::archive::Gaps;
use super::found_journal::Read;
use super::kept_history::{HistorySizes, KeptHistory, LeftOut, with_lost};
use super::load::Pending;
use super::manifest::Manifest;
use super::snapshot_choice::FoundSnapshot;
use crate::domain::date::Moment;
use crate::domain::id::{Id, WriterId};
use crate::domain::record::Record;
use crate::domain::stamp::{ClockTime, Stamp};
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::{Author, Edit, Purpose, Transaction};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether the snapshot holds that transaction.
pub(super) fn holds(found: &FoundSnapshot, writer: WriterId, seq: u32) -> bool {
    found.manifest.as_ref().is_some_and(|manifest| manifest.holds(writer, seq))
}

/// Whether it holds it with changes that wait for a record which has not arrived.
pub(super) fn waits(found: &FoundSnapshot, writer: WriterId, seq: u32) -> bool {
    found.manifest.as_ref().is_some_and(|manifest| manifest.waiting.contains(&(writer, seq)))
}

/// Whether the snapshot holds what was read.
pub(super) fn is_held(found: &FoundSnapshot, read: &Read) -> bool {
    holds(found, read.writer, read.seq)
}

/// Takes records of the snapshot into the portfolio, each once.
pub(super) fn take_in(portfolio: &mut Portfolio, present: &mut FxHashSet<Id>, records: &[Arc<dyn Record>]) {
    for record in records {
        if present.insert(record.meta().id) {
            portfolio.insert_loaded(record.clone());
        }
    }
}

/// Folds what the snapshot holds and yet lacks, and takes note of what it holds.
pub(super) fn fold_held(
    portfolio: &mut Portfolio,
    found: &FoundSnapshot,
    reads: &[Read],
    present: &FxHashSet<Id>,
    pending: &mut BTreeMap<(WriterId, u32), Pending>,
) {
    for read in reads.iter().filter(|read| is_held(found, read)) {
        let is_waiting = waits(found, read.writer, read.seq);
        if is_waiting {
            pending.insert((read.writer, read.seq), read.pending());
        }
        if is_waiting || found.missing > 0 {
            portfolio.fold(&only_missing(&read.transaction, present));
        }
    }
    if let Some(manifest) = &found.manifest {
        set_folded(portfolio, manifest);
    }
}

/// Without a manifest nobody knows which edits the chunks hold. Records whose creation stands in the journal are made from it
/// alone; of the others the chunk is better than nothing.
pub(super) fn keep_what_nobody_made(found: &mut FoundSnapshot, reads: &[Read]) {
    let created = |edit: &Edit| match edit {
        Edit::Create(record) => Some(record.meta().id),
        Edit::Set { .. } => None,
    };
    let made: FxHashSet<Id> = reads.iter().flat_map(|read| &read.transaction.edits).filter_map(created).collect();
    found.records.retain(|record| !made.contains(&record.meta().id));
    found.missing = found.missing.max(found.records.len());
}

/// The part of a transaction that concerns records which the snapshot should hold and does not.
fn only_missing(transaction: &Transaction, present: &FxHashSet<Id>) -> Transaction {
    let mut part = transaction.clone();
    part.edits.retain(|edit| !present.contains(&Edit::record(edit)));
    part
}

fn set_folded(portfolio: &mut Portfolio, manifest: &Manifest) {
    for (writer, folded) in &manifest.folded {
        portfolio.set_floor(*writer, folded.floor);
        let index = portfolio.writers.intern(*writer);
        for seq in &folded.above {
            // Folding nothing under that number takes note of the number.
            portfolio.fold(&empty(index, *seq));
        }
    }
}

fn empty(writer: u32, seq: u32) -> Transaction {
    let stamp = Stamp { time: ClockTime(0), writer };
    Transaction { stamp, seq, author: Author::default(), label: "".into(), purpose: Purpose::Do, edits: Vec::new() }
}

/// How much of the history is kept, from what was read of it. `sizes` has what was left out already.
pub(super) fn kept_history(
    manifest: Option<&Manifest>,
    gaps: Gaps,
    reads: &[Read],
    mut sizes: HistorySizes,
    mut left_out: Vec<LeftOut>,
) -> KeptHistory {
    crate::domain::sorting::sort_by(&mut left_out, |a, b| a.at.cmp(&b.at));
    let mut found: Vec<(WriterId, u32, Moment)> =
        left_out.iter().map(|left| (left.writer, left.seq, left.at)).collect();
    for read in reads {
        found.push((read.writer, read.seq, read.made_at()));
        sizes.add(read.made_at(), read.units);
    }
    crate::domain::sorting::sort(&mut found);
    let gaps = manifest.map_or(gaps, |manifest| with_lost(manifest, gaps, &found));
    KeptHistory { gaps, sizes, left_out }
}
