//! Which snapshot to load: the newest that is whole, else what is left of the newest. Owns that choice, which is made chunk by
//! chunk; must not know the journal.

use super::archive::Gaps;
use super::envelope::{self, RecordKind, Unreadable};
use super::keys::Key;
use super::manifest::{ChunkEntry, Manifest};
use super::shelf::{Shelf, Standing};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::schema_of;
use crate::domain::schema::Kind;
use crate::domain::stamp::Writers;
use crate::exchange::codec::CodecError;
use crate::exchange::json::JsonReader;
use crate::exchange::snapshot::decode_chunk_with;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A snapshot as it was found.
#[derive(Default)]
pub struct FoundSnapshot {
    /// Its manifest; none if there is none that can be read.
    pub manifest: Option<Manifest>,
    /// Where the manifest stands.
    pub standing: Standing,
    /// Where its chunks stand, in the order of the manifest.
    pub chunks: Vec<(Key, Standing)>,
    /// Its records.
    pub records: Vec<Arc<dyn Record>>,
    /// How many records it should have and could not be read.
    pub missing: usize,
    /// Of which kinds those are, by number, and how many of each.
    pub missing_kinds: BTreeMap<u8, usize>,
    /// Whether a newer one was there that is not whole.
    pub is_older: bool,
    /// Highest generation met, whole or not: the next one must be higher.
    pub top_generation: u64,
    /// What the history lacks, as any manifest says: an older version does not say it again.
    pub gaps: Gaps,
}

/// The choice under way: chunk by chunk, those of the board first.
pub struct Choice {
    /// Manifests not looked at yet, oldest first.
    manifests: Vec<(Manifest, Standing)>,
    /// The one that is being read, and the places of its chunks that are still to be read, last first.
    reading: Option<(FoundSnapshot, Vec<usize>)>,
    /// The first one that is not whole.
    best: Option<FoundSnapshot>,
    is_older: bool,
    top_generation: u64,
    gaps: Gaps,
}

impl Choice {
    /// Looks which manifests there are.
    pub fn new(shelf: &mut Shelf) -> Self {
        let mut manifests = manifests(shelf);
        let chunk_generations = shelf.iter().map(|(key, _)| match key {
            Key::Chunk(_, generation) => generation,
            _ => 0,
        });
        // A generation that only ever reached its chunks counts too: its keys are taken.
        let generations = chunk_generations.chain(manifests.iter().map(|(manifest, _)| manifest.generation));
        let top_generation = generations.max().unwrap_or(0);
        let gaps = manifests.iter().fold(Gaps::default(), |gaps, (manifest, _)| gaps.join(manifest.gaps));
        manifests.reverse();
        let mut choice = Self { manifests, reading: None, best: None, is_older: false, top_generation, gaps };
        choice.begin();
        choice
    }

    fn begin(&mut self) {
        self.reading = self.manifests.pop().map(|(manifest, standing)| {
            let count = manifest.chunks.len();
            let is_item = |at: &usize| manifest.chunks.get(*at).is_some_and(is_late);
            let mut order = Vec::with_capacity(count);
            for items in [true, false] {
                order.extend((0..count).rev().filter(|at| is_item(at) == items));
            }
            let found = FoundSnapshot {
                manifest: Some(manifest),
                standing,
                is_older: self.is_older,
                ..FoundSnapshot::default()
            };
            (found, order)
        });
        self.is_older = true;
    }

    /// What was read of the newest snapshot, as long as nothing of it is missing.
    pub fn begun(&self) -> Option<&FoundSnapshot> {
        let (found, _) = self.reading.as_ref()?;
        (found.missing == 0 && !found.is_older).then_some(found)
    }

    /// How many of its chunks are left to be read.
    pub fn left(&self) -> usize {
        self.reading.as_ref().map_or(0, |(_, order)| order.len())
    }

    /// Whether all of it that is left to be read may come after the board.
    pub fn has_board(&self) -> bool {
        let is_item = |found: &FoundSnapshot, at: usize| found.manifest.as_ref()?.chunks.get(at).map(is_late);
        self.reading
            .as_ref()
            .is_some_and(|(found, order)| order.last().is_none_or(|at| is_item(found, *at) == Some(true)))
    }

    /// Reads the next chunk. The snapshot to load, once it is found.
    pub fn step(&mut self, shelf: &mut Shelf, reader: &JsonReader, writers: &mut Writers) -> Option<FoundSnapshot> {
        let Some((found, order)) = &mut self.reading else {
            let mut found = self.best.take().unwrap_or_else(|| read_chunks_alone(shelf, reader, writers));
            found.top_generation = self.top_generation;
            found.gaps = self.gaps;
            return Some(found);
        };
        if let Some(at) = order.pop() {
            if let Some(entry) = found.manifest.as_ref().and_then(|manifest| manifest.chunks.get(at)) {
                let before = found.records.len();
                let standing = read_chunk(shelf, entry, reader, writers, &mut found.records);
                let read = found.records.len() - before;
                let lacks = (entry.count as usize).saturating_sub(read);
                found.chunks.push((entry.key(), standing));
                if lacks > 0 {
                    found.missing += lacks;
                    *found.missing_kinds.entry(entry.name.kind).or_default() += lacks;
                }
            }
            return None;
        }
        let (found, _) = self.reading.take()?;
        if found.missing == 0 {
            self.best = Some(found);
        } else {
            self.best.get_or_insert(found);
            self.begin();
        }
        None
    }
}

/// Whether a chunk holds records that may be loaded after the first page is shown.
fn is_late(entry: &ChunkEntry) -> bool {
    schema_of(Kind(entry.name.kind)).is_some_and(|schema| schema.late)
}

/// All manifests that can be read, newest first.
fn manifests(shelf: &mut Shelf) -> Vec<(Manifest, Standing)> {
    let mut manifests: Vec<(Manifest, Standing)> = Vec::new();
    for key in [Key::Manifest(0), Key::Manifest(1)] {
        let copies = shelf.copies(key);
        for (text, local) in [(&copies.indexed, false), (&copies.local, true)] {
            let Some(text) = text else { continue };
            match Manifest::open(text) {
                Err(reason) => shelf.put_aside(key, local, text, reason, false),
                Ok(manifest) => {
                    let at = manifests.iter().position(|(known, _)| *known == manifest).unwrap_or_else(|| {
                        manifests.push((manifest, Standing::default()));
                        manifests.len() - 1
                    });
                    if let Some((_, standing)) = manifests.get_mut(at) {
                        standing.local |= local;
                        standing.indexed |= !local;
                    }
                }
            }
        }
    }
    // The sort is stable: of two with one generation the database's comes first.
    crate::domain::sorting::sort_by(&mut manifests, |a, b| b.0.generation.cmp(&a.0.generation));
    manifests
}

fn read_chunk(
    shelf: &mut Shelf,
    entry: &ChunkEntry,
    reader: &JsonReader,
    writers: &mut Writers,
    records: &mut Vec<Arc<dyn Record>>,
) -> Standing {
    let key = entry.key();
    let mut body = None;
    let (standing, text) = shelf.sound(key, &mut |text| {
        let opened = envelope::open(RecordKind::Chunk, text)?;
        if opened.checksum != entry.checksum {
            return Err(Unreadable::Double);
        }
        body = Some(opened.body);
        Ok(())
    });
    if let (Some(body), Some(text)) = (body, text) {
        decode(shelf, key, standing, &text, &body, reader, writers, records);
    }
    standing
}

/// Adds the records of a chunk; what is not understood in it is set aside with it.
#[allow(clippy::too_many_arguments)] // One call in two places.
fn decode(
    shelf: &mut Shelf,
    key: Key,
    standing: Standing,
    text: &str,
    body: &str,
    reader: &JsonReader,
    writers: &mut Writers,
    records: &mut Vec<Arc<dyn Record>>,
) {
    let reason = |error: &CodecError| match error {
        CodecError::Newer => Unreadable::Newer(RecordKind::VERSION + 1),
        _ => Unreadable::Content,
    };
    match decode_chunk_with(reader, body, writers) {
        Err(error) => shelf.put_aside(key, !standing.indexed, text, reason(&error), false),
        Ok(chunk) => {
            records.extend(chunk.records);
            for line in &chunk.set_aside {
                shelf.put_aside(key, !standing.indexed, text, reason(&line.reason), false);
            }
        }
    }
}

/// With no manifest that can be read: the newest sound copy of every chunk, for records that the journal does not tell of.
fn read_chunks_alone(shelf: &mut Shelf, reader: &JsonReader, writers: &mut Writers) -> FoundSnapshot {
    // Chunks beside no manifest at all are a first snapshot that was not finished, which may hold half of an edit that went
    // with its tab. The journal tells everything: none of it is deleted before two manifests stand in both stores.
    if !shelf.iter().any(|(key, _)| matches!(key, Key::Manifest(_))) {
        return FoundSnapshot::default();
    }
    let mut keys: Vec<Key> = shelf.iter().map(|(key, _)| key).filter(|key| matches!(key, Key::Chunk(..))).collect();
    // By name, oldest generation first: a later one takes the place of an earlier one below.
    crate::domain::sorting::sort(&mut keys);
    let mut by_id: FxHashMap<Id, (u64, Arc<dyn Record>)> = FxHashMap::default();
    for key in keys {
        let Key::Chunk(_, generation) = key else { continue };
        let mut body = None;
        let (standing, text) = shelf.sound(key, &mut |text| {
            body = Some(envelope::open(RecordKind::Chunk, text)?.body);
            Ok(())
        });
        let mut records = Vec::new();
        if let (Some(body), Some(text)) = (body, text) {
            decode(shelf, key, standing, &text, &body, reader, writers, &mut records);
        }
        for record in records {
            let id = record.meta().id;
            if by_id.get(&id).is_none_or(|(known, _)| *known <= generation) {
                by_id.insert(id, (generation, record));
            }
        }
    }
    // A manifest that cannot be read named a snapshot, and nobody knows how many records it had.
    FoundSnapshot {
        records: by_id.into_values().map(|(_, record)| record).collect(),
        missing: 1,
        ..FoundSnapshot::default()
    }
}
