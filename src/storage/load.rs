//! Loading: from what both stores hold to the portfolio. The snapshot, then the union of all sound journal records of both
//! stores that it does not hold, folded by stamp. What cannot be read is set aside byte for byte and never deleted.
//! INVARIANT: nothing is written here; the machine that writes is made from what loading returns (I2).
//! Must not know the browser.

use super::effect::Entry;
use super::envelope::Unreadable;
use super::journal::{JournalRecord, records_of};
use super::keys::{Key, WorkspaceId};
use super::manifest::Manifest;
use super::members::units;
pub use super::shelf::{Dumps, SetAside};
use super::shelf::{Shelf, Standing};
use super::snapshot_choice::{self, Found};
use crate::domain::id::{Id, WriterId};
use crate::domain::stamp::ClockTime;
use crate::engine::portfolio::{Folded, Portfolio};
use crate::engine::transaction::{Edit, Transaction};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Bulk transactions that the snapshot holds are read for the history only up to so many characters in all.
const LARGEST_HISTORY: usize = 2_000_000;

/// What loading gives.
pub struct Loaded {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// All transactions that could be read, in the order of their stamps: the history.
    pub transactions: Vec<Arc<Transaction>>,
    /// Bulk transactions left out of the history because they are large. The portfolio holds what they did.
    pub left_out: usize,
    /// What could not be read.
    pub set_aside: Vec<SetAside>,
    /// What was mended on the way, for people.
    pub repairs: Vec<Repair>,
    /// Latest time on the hybrid clock that was met: every new stamp must be later.
    pub clock: ClockTime,
    /// A version newer than this program's, if a sound record has one: nothing may be written.
    pub read_only: Option<u32>,
    /// What the machine goes on from.
    pub seed: Seed,
}

/// What was mended while loading, for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Repair {
    /// Damaged copies whose sound copy was taken from the other store.
    OtherCopy(usize),
    /// The newest snapshot was not whole; the one before it and the journal gave the same state.
    OlderSnapshot,
    /// Records of the snapshot could not be read, at least so many. Those whose whole history stands were made again.
    SnapshotNotWhole(usize),
    /// Records that stand only in the database, which cannot be opened now.
    DatabaseClosed(usize),
    /// Edits that could not be read.
    EditsUnread(usize),
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherCopy(count) => {
                write!(f, "{count} damaged copies were found. A second copy was sound; nothing is missing.")
            }
            Self::OlderSnapshot => f.write_str("The latest snapshot was not whole. An older one and the edits since gave the same state; nothing is missing."),
            Self::SnapshotNotWhole(count) => write!(
                f,
                "At least {count} records could not be read from the snapshot. What their history still tells was brought back. Their raw text is kept; download it before you go on."
            ),
            Self::DatabaseClosed(count) => write!(
                f,
                "{count} records stand only in the browser’s database, which cannot be opened now. They are not shown, and they are not lost. Close other tabs of this page and reload."
            ),
            Self::EditsUnread(count) => write!(
                f,
                "{count} edits could not be read and are not part of what you see. Their raw text is kept; download it to have it looked at."
            ),
        }
    }
}

/// What the machine goes on from.
#[derive(Default)]
pub struct Seed {
    /// Whether local storage could be read.
    pub local: bool,
    /// Whether the database could be read.
    pub indexed: bool,
    /// The snapshot that was loaded.
    pub base: Option<Manifest>,
    /// Whether its manifest stands in both stores, and no chunk of it is damaged in either.
    pub base_in_both: bool,
    /// Its chunks that stand in local storage.
    pub local_chunks: FxHashSet<Key>,
    /// Highest generation met.
    pub top_generation: u64,
    /// Whether the snapshot was not whole: then none may be made from this portfolio.
    pub is_incomplete: bool,
    /// Transactions folded that the snapshot does not hold: the records they concern, and their length.
    pub pending: BTreeMap<(WriterId, u32), Pending>,
    /// Transactions known.
    pub seen: FxHashMap<WriterId, Folded>,
    /// Characters of local storage in use by everybody.
    pub local_used: usize,
    /// Keys never to be deleted: what stands there was set aside, and where.
    pub set_aside: Vec<(String, bool)>,
    /// What the database lacks: first those, then these.
    pub to_indexed: Vec<(Vec<Entry>, Vec<Entry>)>,
    /// What local storage lacks.
    pub to_local: Vec<Entry>,
}

/// A transaction that no snapshot holds yet.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The records it concerns.
    pub records: Vec<Id>,
    /// Its length in characters.
    pub units: usize,
    /// Whether it is bulk: its parts stand in one store only, until a snapshot puts its records into both.
    pub is_bulk: bool,
}

/// A journal record that was read.
struct Read {
    writer: WriterId,
    seq: u32,
    units: usize,
    is_bulk: bool,
    transaction: Transaction,
}

impl Read {
    fn pending(&self) -> Pending {
        Pending { records: records_of(&self.transaction), units: self.units, is_bulk: self.is_bulk }
    }
}

/// Loads a workspace from what both stores hold.
pub fn load(workspace: WorkspaceId, dumps: &Dumps) -> Loaded {
    let mut shelf = Shelf::new(workspace, dumps);
    let mut portfolio = Portfolio::default();
    let mut found = snapshot_choice::choose(&mut shelf, &mut portfolio.writers);
    let mut seed = Seed {
        local: dumps.local.is_some(),
        indexed: dumps.indexed.is_some(),
        top_generation: found.top_generation,
        local_used: used(dumps),
        ..Seed::default()
    };
    mirror_snapshot(&shelf, workspace, &found, &mut seed);
    let (mut reads, left_out) = read_journal(&mut shelf, workspace, &found, &mut portfolio, &mut seed);
    crate::domain::sorting::sort_by(&mut reads, |a, b| {
        let by_stamp = portfolio.writers.compare(a.transaction.stamp, b.transaction.stamp);
        by_stamp.then(a.seq.cmp(&b.seq))
    });

    if found.manifest.is_none() {
        keep_what_nobody_made(&mut found, &reads);
    }
    seed.is_incomplete = found.missing > 0;
    let is_held = |read: &Read| found.manifest.as_ref().is_some_and(|manifest| manifest.holds(read.writer, read.seq));
    let mut present: FxHashSet<Id> = FxHashSet::default();
    for record in &found.records {
        if present.insert(record.meta().id) {
            portfolio.insert_loaded(record.clone());
        }
    }
    for read in reads.iter().filter(|read| is_held(read)) {
        let waits = found.manifest.as_ref().is_some_and(|manifest| manifest.waiting.contains(&(read.writer, read.seq)));
        if waits {
            seed.pending.insert((read.writer, read.seq), read.pending());
        }
        if waits || found.missing > 0 {
            portfolio.fold(&only_missing(&read.transaction, &present));
        }
    }
    if let Some(manifest) = &found.manifest {
        set_folded(&mut portfolio, manifest);
    }
    for read in reads.iter().filter(|read| !is_held(read)) {
        portfolio.fold(&read.transaction);
        seed.pending.insert((read.writer, read.seq), read.pending());
    }

    if found.missing == 0 {
        // A whole snapshot and the journal tell everything: what is unreadable of another snapshot is not missing.
        for aside in shelf.set_aside.iter_mut().filter(|aside| !aside.key.contains("/j/")) {
            aside.recovered = true;
        }
    }
    let clock = clock(&found, &portfolio, &reads);
    seed.seen = portfolio.folded().map(|(writer, folded)| (writer, folded.clone())).collect();
    seed.set_aside = shelf.set_aside.iter().map(|aside| (aside.key.clone(), aside.local)).collect();
    let repairs = repairs(&found, &shelf, seed.indexed);
    seed.base = found.manifest;
    Loaded {
        portfolio,
        transactions: reads.into_iter().map(|read| Arc::new(read.transaction)).collect(),
        left_out,
        set_aside: shelf.set_aside,
        repairs,
        clock,
        read_only: shelf.newer,
        seed,
    }
}

fn used(dumps: &Dumps) -> usize {
    let listed = dumps.local.iter().flatten().map(|(key, text)| units(key) + units(text));
    dumps.used_elsewhere + listed.sum::<usize>()
}

/// Without a manifest nobody knows which edits the chunks hold. Records whose creation stands in the journal are made from it
/// alone; of the others the chunk is better than nothing.
fn keep_what_nobody_made(found: &mut Found, reads: &[Read]) {
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
    use crate::domain::stamp::Stamp;
    use crate::engine::transaction::{Author, Purpose};
    let stamp = Stamp { time: ClockTime(0), writer };
    Transaction { stamp, seq, author: Author::default(), label: "".into(), purpose: Purpose::Do, edits: Vec::new() }
}

/// What of the snapshot either store lacks. Local storage lacks chunks on purpose when it is nearly full, and is filled in
/// idle moments.
fn mirror_snapshot(shelf: &Shelf, workspace: WorkspaceId, found: &Found, seed: &mut Seed) {
    let Some(manifest) = &found.manifest else { return };
    // Local storage may lack a chunk, but what it has must be sound.
    let is_sound =
        |(key, standing): &(Key, Standing)| standing.indexed && (standing.local || shelf.copies(*key).local.is_none());
    let in_both = Standing { local: true, indexed: true };
    seed.base_in_both = found.standing == in_both && found.chunks.iter().all(is_sound);
    let local_chunks = found.chunks.iter().filter(|(_, standing)| standing.local).map(|(key, _)| *key);
    seed.local_chunks = local_chunks.collect();
    let only_local = |standing: &Standing| standing.local && !standing.indexed;
    let mut chunks = Vec::new();
    for (key, _) in found.chunks.iter().filter(|(_, standing)| only_local(standing)) {
        chunks.extend(shelf.copies(*key).local.map(|text| (key.of(workspace), Arc::from(text))));
    }
    let key = Key::Manifest(manifest.slot());
    if found.standing.indexed && !found.standing.local {
        let text = shelf.copies(key).indexed;
        seed.to_local.extend(text.map(|text| (key.of(workspace), Arc::from(text))));
    }
    let text = shelf.copies(key).local.filter(|_| only_local(&found.standing));
    let last: Vec<Entry> = text.map(|text| (key.of(workspace), Arc::from(text))).into_iter().collect();
    if !(chunks.is_empty() && last.is_empty()) {
        seed.to_indexed.push((chunks, last));
    }
}

/// Reads all journal records with their parts, and notes what either store lacks.
fn read_journal(
    shelf: &mut Shelf,
    workspace: WorkspaceId,
    found: &Found,
    portfolio: &mut Portfolio,
    seed: &mut Seed,
) -> (Vec<Read>, usize) {
    let keys: Vec<Key> = shelf.iter().map(|(key, _)| key).filter(|key| matches!(key, Key::Journal(..))).collect();
    let mut reads = Vec::with_capacity(keys.len());
    let (mut left_out, mut history) = (0, 0);
    for key in keys {
        let Key::Journal(writer, seq) = key else { continue };
        let mut record = None;
        let (standing, text) = shelf.sound(key, &mut |text| {
            let opened = JournalRecord::open(text)?;
            if opened.key() != key {
                return Err(Unreadable::Misplaced);
            }
            // Of two sound ones that differ the database's counts: it was confirmed.
            record.get_or_insert(opened);
            Ok(())
        });
        let (Some(record), Some(text)) = (record, text) else { continue };
        let copies = shelf.copies(key);
        if standing.local && standing.indexed && copies.local != copies.indexed {
            shelf.put_aside(key, true, copies.local.unwrap_or_default(), Unreadable::Double, false);
        }
        let held = found.manifest.as_ref().is_some_and(|manifest| manifest.holds(writer, seq));
        let mut lacking = Vec::new();
        let parts = read_parts(shelf, workspace, &record, &mut lacking);
        let entry = || (key.of(workspace), Arc::from(text));
        if standing.indexed && !lacking.is_empty() {
            seed.to_indexed.push((lacking, Vec::new()));
        } else if !standing.indexed {
            seed.to_indexed.push((lacking, vec![entry()]));
        } else if !standing.local && !held {
            seed.to_local.push(entry());
        }
        let Some(parts) = parts else {
            if held {
                left_out += 1;
            } else {
                shelf.put_aside(key, !standing.indexed, text, Unreadable::PartsMissing, false);
            }
            continue;
        };
        let length: usize = units(text) + parts.iter().map(|part| units(part)).sum::<usize>();
        let waits = found.manifest.as_ref().is_some_and(|manifest| manifest.waiting.contains(&(writer, seq)));
        if held && !waits && !parts.is_empty() && found.missing == 0 {
            history += length;
            if history > LARGEST_HISTORY {
                left_out += 1;
                continue;
            }
        }
        let is_bulk = !parts.is_empty();
        match record.decode(&parts, &mut portfolio.writers) {
            Ok(transaction) => reads.push(Read { writer, seq, units: length, is_bulk, transaction }),
            Err(reason) => shelf.put_aside(key, !standing.indexed, text, reason, false),
        }
    }
    (reads, left_out)
}

/// The parts of a journal record, if all stand; notes those that the database lacks.
fn read_parts<'a>(
    shelf: &mut Shelf<'a>,
    workspace: WorkspaceId,
    record: &JournalRecord,
    lacking: &mut Vec<Entry>,
) -> Option<Vec<&'a str>> {
    let mut parts = Vec::with_capacity(record.parts.len());
    for (at, key) in record.part_keys().enumerate() {
        let test = &mut |text: &str| if record.is_part(at, text) { Ok(()) } else { Err(Unreadable::Changed) };
        let (standing, text) = shelf.sound(key, test);
        parts.push(text?);
        if !standing.indexed {
            lacking.extend(text.map(|text| (key.of(workspace), Arc::from(text))));
        }
    }
    Some(parts)
}

fn clock(found: &Found, portfolio: &Portfolio, reads: &[Read]) -> ClockTime {
    let mut latest = found.manifest.as_ref().map_or(ClockTime(0), |manifest| manifest.clock);
    for read in reads {
        latest = latest.max(read.transaction.stamp.time);
    }
    for record in portfolio.every() {
        let meta = record.meta();
        let stamps = meta.more.iter().flat_map(|more| &more.stamps).map(|(_, stamp)| stamp.time);
        latest = stamps.chain([meta.stamp.time]).fold(latest, ClockTime::max);
    }
    latest
}

fn repairs(found: &Found, shelf: &Shelf, indexed: bool) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let recovered = shelf.set_aside.iter().filter(|aside| aside.recovered).count();
    if recovered > 0 {
        repairs.push(Repair::OtherCopy(recovered));
    }
    if found.missing > 0 {
        repairs.push(if indexed {
            Repair::SnapshotNotWhole(found.missing)
        } else {
            Repair::DatabaseClosed(found.missing)
        });
    } else if found.is_older {
        repairs.push(Repair::OlderSnapshot);
    }
    let journal = |aside: &&SetAside| !aside.recovered && aside.key.contains("/j/");
    let unread = shelf.set_aside.iter().filter(journal).count();
    if unread > 0 {
        repairs.push(Repair::EditsUnread(unread));
    }
    repairs
}
