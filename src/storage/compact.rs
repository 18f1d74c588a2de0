//! What a new snapshot is made of: which records stand in which chunk, and which chunks must be written again. Pure planning;
//! must not know the stores.
//!
//! A chunk holds the records of one kind from its first id to the next chunk's. Ids grow with time, so new records go to the
//! end, a change rewrites one chunk, and a chunk keeps its name.

use super::envelope::{self, LONGEST_BODY, RecordKind};
use super::keys::ChunkName;
use super::manifest::{ChunkEntry, Manifest};
use crate::domain::id::{Id, WriterId};
use crate::domain::record::Record;
use crate::domain::stamp::{ClockTime, Writers};
use crate::engine::portfolio::{Folded, Portfolio};
use crate::exchange::snapshot::encode_chunk;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most records in a chunk.
const LARGEST: usize = 64;

/// The portfolio as it is at one moment. Records are shared, not copied.
pub struct Snapshot {
    records: Vec<Arc<dyn Record>>,
    folded: BTreeMap<WriterId, Folded>,
    writers: Writers,
    has_waiting: bool,
}

impl Snapshot {
    /// Takes it.
    pub fn of(portfolio: &Portfolio) -> Self {
        let folded = portfolio.folded().map(|(writer, folded)| (writer, folded.clone())).collect();
        let image = Self::of_records(portfolio.every().cloned().collect(), folded, portfolio.writers.clone());
        Self { has_waiting: portfolio.has_waiting(), ..image }
    }

    /// These records, which hold those transactions.
    pub fn of_records(mut records: Vec<Arc<dyn Record>>, folded: BTreeMap<WriterId, Folded>, writers: Writers) -> Self {
        crate::domain::sorting::sort_by(&mut records, |a, b| (a.kind(), a.meta().id).cmp(&(b.kind(), b.meta().id)));
        Self { records, folded, writers, has_waiting: false }
    }

    /// Whether changes wait for records that have not arrived.
    pub fn has_waiting(&self) -> bool {
        self.has_waiting
    }

    /// Ids of its records.
    pub fn ids(&self) -> FxHashSet<Id> {
        self.records.iter().map(|record| record.meta().id).collect()
    }

    /// Which transactions it holds.
    pub fn folded(&self) -> &BTreeMap<WriterId, Folded> {
        &self.folded
    }

    /// Whether it holds every transaction that the manifest holds.
    pub fn covers(&self, manifest: &Manifest) -> bool {
        manifest.is_covered_by(&|writer| self.folded.get(&writer))
    }
}

/// Which records changed since the snapshot that is built on.
pub enum Changed {
    /// Only these.
    Only(FxHashSet<Id>),
    /// Nobody knows: all count as changed.
    All,
}

impl Changed {
    fn contains(&self, id: Id) -> bool {
        match self {
            Self::Only(ids) => ids.contains(&id),
            Self::All => true,
        }
    }
}

/// A chunk to be written.
pub struct Job {
    name: ChunkName,
    first: Id,
    records: Vec<Arc<dyn Record>>,
}

/// A snapshot in the making: what is kept of the one before, and what is still to be written.
pub struct Plan {
    /// The manifest; complete once all jobs are done.
    pub manifest: Manifest,
    jobs: Vec<Job>,
    writers: Writers,
}

impl Plan {
    /// Plans a snapshot of that generation, building on `base`.
    pub fn new(snapshot: Snapshot, base: Option<&Manifest>, changed: &Changed, generation: u64) -> Self {
        let mut plan = Self {
            manifest: Manifest {
                generation,
                clock: clock(&snapshot.records),
                counts: counts(&snapshot.records),
                folded: snapshot.folded,
                waiting: BTreeSet::new(),
                gaps: base.map_or_else(Default::default, |base| base.gaps),
                chunks: Vec::new(),
            },
            jobs: Vec::new(),
            writers: snapshot.writers,
        };
        for group in snapshot.records.chunk_by(|a, b| a.kind() == b.kind()) {
            let kind = group.first().map_or(0, |record| record.kind().0);
            let entries: Vec<&ChunkEntry> =
                base.iter().flat_map(|base| &base.chunks).filter(|entry| entry.name.kind == kind).collect();
            plan.lay_out(kind, group, &entries, changed);
        }
        // The last first, since they are taken from the end.
        plan.jobs.reverse();
        plan
    }

    fn lay_out(&mut self, kind: u8, group: &[Arc<dyn Record>], entries: &[&ChunkEntry], changed: &Changed) {
        let mut next_number = entries.iter().map(|entry| entry.name.number + 1).max().unwrap_or(0);
        let mut rest = group;
        let mut ranges = entries.iter().peekable();
        loop {
            let entry = ranges.next();
            let end = ranges.peek().map_or(rest.len(), |next| rest.partition_point(|r| r.meta().id < next.first));
            let Some((head, later)) = rest.split_at_checked(end) else { return };
            rest = later;
            // At the end chunks are filled; in the middle halves leave room on both sides.
            let pieces = head.len().div_ceil(LARGEST).max(1);
            let size = if rest.is_empty() { LARGEST } else { head.len().div_ceil(pieces).max(1) };
            for (at, piece) in head.chunks(size).enumerate() {
                let known = entry.filter(|_| at == 0);
                let is_same = known.is_some_and(|known| {
                    // Kinds of a newer version may become known and move to chunks of their own: always written again.
                    kind != 0
                        && known.count as usize == piece.len()
                        && !piece.iter().any(|record| changed.contains(record.meta().id))
                });
                if let Some(known) = known.filter(|_| is_same) {
                    self.manifest.chunks.push((*known).clone());
                    continue;
                }
                let number = known.map_or(next_number, |known| known.name.number);
                next_number = next_number.max(number + 1);
                let Some(first) = piece.first().map(|record| record.meta().id) else { continue };
                // Records before all others go to the first chunk, which then begins with them: else the next cut of it, whose
                // records come after theirs, would be taken to stand before it.
                let first = known.map_or(first, |known| known.first.min(first));
                self.jobs.push(Job { name: ChunkName { kind, number }, first, records: piece.to_vec() });
            }
            if ranges.peek().is_none() {
                return;
            }
        }
    }

    /// Whether chunks are still to be written.
    pub fn has_jobs(&self) -> bool {
        !self.jobs.is_empty()
    }

    /// How many chunks are still to be written.
    pub fn jobs_left(&self) -> usize {
        self.jobs.len()
    }

    /// Writes the next chunk: enters it into the manifest and gives its text.
    pub fn next_chunk(&mut self) -> Option<(ChunkEntry, String)> {
        let mut job = self.jobs.pop()?;
        let mut body = encode_chunk(&job.records, &self.writers);
        while body.len() > LONGEST_BODY && job.records.len() > 1 {
            self.cut(&mut job);
            body = encode_chunk(&job.records, &self.writers);
        }
        let text = envelope::seal(RecordKind::Chunk, &body);
        let entry = ChunkEntry {
            name: job.name,
            first: job.first,
            generation: self.manifest.generation,
            checksum: envelope::claimed_checksum(&text)?,
            count: job.records.len() as u32,
        };
        self.manifest.chunks.push(entry.clone());
        Some((entry, text))
    }

    /// Leaves half of the records to a chunk of their own, which is written next.
    fn cut(&mut self, job: &mut Job) {
        let later = job.records.split_off(job.records.len() / 2);
        let Some(first) = later.first().map(|record| record.meta().id) else { return };
        let names = self.manifest.chunks.iter().map(|entry| entry.name).chain(self.jobs.iter().map(|job| job.name));
        let numbers = names.chain([job.name]).filter(|name| name.kind == job.name.kind).map(|name| name.number);
        let name = ChunkName { kind: job.name.kind, number: numbers.max().map_or(0, |most| most.saturating_add(1)) };
        self.jobs.push(Job { name, first, records: later });
    }

    /// The finished manifest.
    pub fn finish(mut self) -> Manifest {
        crate::domain::sorting::sort_by(&mut self.manifest.chunks, |a, b| {
            (a.name.kind, a.first).cmp(&(b.name.kind, b.first))
        });
        self.manifest
    }
}

fn clock(records: &[Arc<dyn Record>]) -> ClockTime {
    let stamps = |record: &Arc<dyn Record>| {
        let meta = record.meta();
        let changed = meta.more.iter().flat_map(|more| &more.stamps).map(|(_, stamp)| stamp.time);
        changed.fold(meta.stamp.time, ClockTime::max)
    };
    records.iter().map(stamps).max().unwrap_or(ClockTime(0))
}

fn counts(records: &[Arc<dyn Record>]) -> Vec<(Arc<str>, u32)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for record in records {
        *counts.entry(record.kind_name()).or_default() += 1;
    }
    counts.into_iter().map(|(kind, count)| (kind.into(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Meta;
    use crate::domain::records::Person;
    use crate::domain::stamp::Stamp;

    fn portfolio(ids: impl Iterator<Item = u64>) -> Portfolio {
        let mut portfolio = Portfolio::default();
        for id in ids {
            portfolio.insert_loaded(Arc::new(Person { meta: Meta::new(Id(id), Stamp::NEVER), ..Person::default() }));
        }
        portfolio
    }

    fn take(
        portfolio: &Portfolio,
        base: Option<&Manifest>,
        changed: &[u64],
        generation: u64,
    ) -> (Manifest, Vec<String>) {
        let changed = Changed::Only(changed.iter().map(|id| Id(*id)).collect());
        let mut plan = Plan::new(Snapshot::of(portfolio), base, &changed, generation);
        let mut written = Vec::new();
        while let Some((entry, _)) = plan.next_chunk() {
            written.push(format!("{}x{}", entry.name, entry.count));
        }
        (plan.finish(), written)
    }

    #[test]
    fn only_changed_chunks_are_written_and_every_record_keeps_its_chunk() {
        let (first, written) = take(&portfolio((1..=150).map(|id| id * 10)), None, &[], 1);
        assert_eq!(written, ["2-0x64", "2-1x64", "2-2x22"]);
        // One changed, one new at the end, one new in the middle of a full chunk.
        let ids = (1..=151).map(|id| id * 10).chain([15]);
        let (second, written) = take(&portfolio(ids), Some(&first), &[700, 1510, 15], 2);
        assert_eq!(written, ["2-0x33", "2-3x32", "2-1x64", "2-2x23"]);
        let (third, written) = take(&portfolio((1..=151).map(|id| id * 10).chain([15])), Some(&second), &[], 3);
        assert!(written.is_empty());
        assert_eq!(third.chunks, second.chunks);
        assert_eq!(third.chunks.iter().map(|entry| entry.count).sum::<u32>(), 152);
    }

    /// Many records older than all others come late: a tab was cut off.
    #[test]
    fn every_record_keeps_its_chunk_when_many_come_before_all_others() {
        let (first, _) = take(&portfolio(1_000..1_003), None, &[], 1);
        let early: Vec<u64> = (1..=150).collect();
        let (second, _) = take(&portfolio((1..=150).chain(1_000..1_003)), Some(&first), &early, 2);
        assert_eq!(second.chunks.iter().map(|entry| entry.count).sum::<u32>(), 153);
        let (third, written) = take(&portfolio((1..=150).chain(1_000..1_003)), Some(&second), &[], 3);
        assert!(written.is_empty(), "{written:?}");
        assert_eq!(third.chunks, second.chunks);
    }

    #[test]
    fn a_record_before_all_others_goes_to_the_first_chunk() {
        let (first, _) = take(&portfolio(10..20), None, &[], 1);
        let (second, written) = take(&portfolio(5..20), Some(&first), &[5, 6, 7, 8, 9], 2);
        assert_eq!(written, ["2-0x15"]);
        assert_eq!(second.chunks.len(), 1);
    }
}
