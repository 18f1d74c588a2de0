//! The manifest: which chunks make up a snapshot and which transactions it holds. There are two, in two slots; the one with
//! the higher generation counts. Must not know how chunks are written or records read.

use super::archive::{Archived, Gaps};
use super::envelope::{self, RecordKind, Unreadable};
use super::keys::{ChunkName, Key, MOST_GENERATIONS};
use super::members::{as_list, as_short, as_whole, list, map, whole};
use crate::domain::id::{Id, WriterId};
use crate::domain::stamp::ClockTime;
use crate::domain::value::Value;
use crate::engine::portfolio::Folded;
use crate::exchange::json::{from_json, to_json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A chunk as a manifest names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChunkEntry {
    /// Its name, which it keeps.
    pub name: ChunkName,
    /// It holds the records of its kind from this id to the next chunk's.
    pub first: Id,
    /// Generation in which it was written.
    pub generation: u64,
    /// Checksum of its stored text.
    pub checksum: u32,
    /// How many records it holds.
    pub count: u32,
}

impl ChunkEntry {
    /// Where it stands.
    pub fn key(&self) -> Key {
        Key::Chunk(self.name, self.generation)
    }
}

/// What makes up a snapshot.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    /// Counts the snapshots.
    pub generation: u64,
    /// Latest time on the hybrid clock in it.
    pub clock: ClockTime,
    /// Its chunks, by kind and first id.
    pub chunks: Vec<ChunkEntry>,
    /// How many records of each kind it holds, deleted ones included.
    pub counts: Vec<(Arc<str>, u32)>,
    /// Which transactions it holds, by writer.
    pub folded: BTreeMap<WriterId, Folded>,
    /// Of those, the ones with changes that wait for a record which has not arrived: the journal is still needed for them.
    pub waiting: BTreeSet<(WriterId, u32)>,
    /// What the history lacks.
    pub gaps: Gaps,
}

impl Manifest {
    /// The slot that the manifest after this one takes: never this one's own.
    pub fn other_slot(&self) -> u8 {
        u8::from(self.generation.is_multiple_of(2))
    }

    /// The slot of this manifest.
    pub fn slot(&self) -> u8 {
        1 - self.other_slot()
    }

    /// Whether it holds that transaction.
    pub fn holds(&self, writer: WriterId, seq: u32) -> bool {
        self.folded.get(&writer).is_some_and(|folded| seq <= folded.floor || folded.above.contains(&seq))
    }

    /// Whether all transactions that it holds are among these, given by writer.
    pub fn is_covered_by<'a>(&self, ours: &dyn Fn(WriterId) -> Option<&'a Folded>) -> bool {
        self.folded.iter().all(|(writer, theirs)| {
            let Some(ours) = ours(*writer) else { return theirs.floor == 0 && theirs.above.is_empty() };
            let has = |seq: &u32| *seq <= ours.floor || ours.above.contains(seq);
            (theirs.floor <= ours.floor || (ours.floor + 1..=theirs.floor).all(|seq| has(&seq)))
                && theirs.above.iter().all(has)
        })
    }

    /// Its stored text.
    pub fn seal(&self) -> String {
        let chunks = self.chunks.iter().map(|entry| {
            Value::List(vec![
                Value::text(entry.name.to_string()),
                Value::Id(entry.first),
                whole(entry.generation),
                whole(u64::from(entry.checksum)),
                whole(u64::from(entry.count)),
            ])
        });
        let counts = self.counts.iter().map(|(kind, count)| (kind.clone(), whole(u64::from(*count))));
        let writers = self.folded.iter().map(|(writer, folded)| {
            let above = folded.above.iter().map(|seq| whole(u64::from(*seq)));
            let mut parts = vec![Value::text(writer.to_string()), whole(u64::from(folded.floor))];
            parts.extend(above);
            Value::List(parts)
        });
        let waiting = self
            .waiting
            .iter()
            .map(|(writer, seq)| Value::List(vec![Value::text(writer.to_string()), whole(u64::from(*seq))]));
        let body = map([
            ("generation", whole(self.generation)),
            ("clock", whole(self.clock.0)),
            ("chunks", Value::List(chunks.collect())),
            ("counts", Value::Map(counts.collect())),
            ("writers", Value::List(writers.collect())),
            ("waiting", Value::List(waiting.collect())),
            ("archived", self.gaps.archived.write()),
            ("lost", self.gaps.lost.write()),
        ]);
        envelope::seal(RecordKind::Manifest, &to_json(&body))
    }

    /// Reads a stored text.
    pub fn open(text: &str) -> Result<Self, Unreadable> {
        let opened = envelope::open(RecordKind::Manifest, text)?;
        let body = from_json(&opened.body).map_err(|_| Unreadable::Content)?;
        Self::read(&body).ok_or(Unreadable::Content)
    }

    fn read(body: &Value) -> Option<Self> {
        let counts = match body.entry("counts")? {
            Value::Map(counts) => counts.as_slice(),
            _ => return None,
        };
        let counts = counts.iter().map(|(kind, count)| Some((kind.clone(), as_short(count)?)));
        Some(Self {
            generation: as_whole(body.entry("generation")?).filter(|generation| *generation <= MOST_GENERATIONS)?,
            clock: ClockTime(as_whole(body.entry("clock")?)?),
            chunks: list(body, "chunks").iter().map(read_chunk).collect::<Option<_>>()?,
            counts: counts.collect::<Option<_>>()?,
            folded: list(body, "writers").iter().map(read_writer).collect::<Option<_>>()?,
            waiting: list(body, "waiting").iter().map(read_waiting).collect::<Option<_>>()?,
            gaps: Gaps { archived: Archived::read(body.entry("archived"))?, lost: Archived::read(body.entry("lost"))? },
        })
    }
}

fn read_chunk(value: &Value) -> Option<ChunkEntry> {
    let [name, first, generation, checksum, count] = as_list(value) else { return None };
    Some(ChunkEntry {
        name: ChunkName::parse(name.as_text()?)?,
        first: Id::parse(first.as_text()?)?,
        generation: as_whole(generation)?,
        checksum: as_short(checksum)?,
        count: as_short(count)?,
    })
}

fn read_writer(value: &Value) -> Option<(WriterId, Folded)> {
    let (writer, numbers) = as_list(value).split_first()?;
    let (floor, above) = numbers.split_first()?;
    let above = above.iter().map(as_short).collect::<Option<_>>()?;
    Some((WriterId::parse(writer.as_text()?)?, Folded { floor: as_short(floor)?, above }))
}

fn read_waiting(value: &Value) -> Option<(WriterId, u32)> {
    let [writer, seq] = as_list(value) else { return None };
    Some((WriterId::parse(writer.as_text()?)?, as_short(seq)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: u8, number: u32, first: u64) -> ChunkEntry {
        ChunkEntry { name: ChunkName { kind, number }, first: Id(first), generation: 3, checksum: u32::MAX, count: 64 }
    }

    #[test]
    fn it_reads_back_and_finds_chunks_and_transactions() {
        let folded = Folded { floor: 4, above: [6, 9].into() };
        let manifest = Manifest {
            generation: 7,
            clock: ClockTime(u64::MAX),
            chunks: vec![entry(4, 0, 10), entry(4, 2, 20), entry(8, 0, 5)],
            counts: vec![("project".into(), 2)],
            folded: [(WriterId(9), folded)].into(),
            waiting: [(WriterId(9), 6)].into(),
            gaps: Gaps {
                archived: Archived { until: 1_795_305_600_000, count: 4 },
                lost: Archived { until: 7, count: 1 },
            },
        };
        assert_eq!(Manifest::open(&manifest.seal()).unwrap(), manifest);
        let held: Vec<u32> = (0..12).filter(|seq| manifest.holds(WriterId(9), *seq)).collect();
        assert_eq!(held, [0, 1, 2, 3, 4, 6, 9]);
        assert!(!manifest.holds(WriterId(8), 1));
        assert_ne!(manifest.slot(), manifest.other_slot());
    }
}
