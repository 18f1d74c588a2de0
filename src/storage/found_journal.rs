//! The journal as it was found: which records are sound, and what either store lacks of them. Bulk is read part by part.
//! Must not know which of it a snapshot holds.

use super::effect::Entry;
use super::envelope::Unreadable;
use super::journal::{JournalRecord, part_edits, records_of};
use super::keys::{Key, WorkspaceId};
use super::load::{Pending, Seed};
use super::members::units;
use super::shelf::{Shelf, Standing};
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use crate::domain::stamp::Writers;
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::{Edit, Transaction};
use crate::exchange::json::JsonReader;
use std::rc::Rc;
use std::sync::Arc;

/// A transaction that was read.
pub struct Read {
    /// Its writer.
    pub writer: WriterId,
    /// Its number within its writer's.
    pub seq: u32,
    /// Its length in characters, parts included.
    pub units: usize,
    /// Whether it is bulk.
    pub is_bulk: bool,
    /// The transaction.
    pub transaction: Transaction,
}

impl Read {
    /// When it was made.
    pub fn made_at(&self) -> Moment {
        Moment(self.transaction.stamp.time.milliseconds())
    }

    /// What the machine notes of it while no snapshot holds it.
    pub fn pending(&self) -> Pending {
        Pending { records: records_of(&self.transaction), units: self.units, is_bulk: self.is_bulk }
    }
}

/// A sound journal record.
pub struct Sound {
    /// Its writer.
    pub writer: WriterId,
    /// Its number within its writer's.
    pub seq: u32,
    text: Rc<str>,
    standing: Standing,
    record: JournalRecord,
}

impl Sound {
    /// Opens the record under that key.
    pub fn find(shelf: &mut Shelf, key: Key) -> Option<Self> {
        let Key::Journal(writer, seq) = key else { return None };
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
        let (record, text) = record.zip(text)?;
        let copies = shelf.copies(key);
        if standing.local && standing.indexed && copies.local != copies.indexed {
            shelf.put_aside(key, true, &copies.local.unwrap_or_default(), Unreadable::Double, false);
        }
        Some(Self { writer, seq, text, standing, record })
    }

    /// Whether it is bulk.
    pub fn is_bulk(&self) -> bool {
        !self.record.parts.is_empty()
    }

    /// Its length in characters, parts included.
    pub fn units(&self, shelf: &Shelf) -> usize {
        let part = |key: Key| {
            let copies = shelf.copies(key);
            copies.indexed.or(copies.local).map_or(0, |text| units(&text))
        };
        units(&self.text) + self.record.part_keys().map(part).sum::<usize>()
    }

    fn key(&self) -> Key {
        Key::Journal(self.writer, self.seq)
    }

    /// Notes what either store lacks of it. `lacking` are the parts that the database lacks.
    pub fn note_lacking(&self, workspace: WorkspaceId, lacking: Vec<Entry>, is_held: bool, seed: &mut Seed) {
        let entry = || (self.key().of(workspace), Arc::from(&*self.text));
        if self.standing.indexed && !lacking.is_empty() {
            seed.to_indexed.push((lacking, Vec::new()));
        } else if !self.standing.indexed {
            seed.to_indexed.push((lacking, vec![entry()]));
        } else if !self.standing.local && !is_held {
            seed.to_local.push(entry());
        }
    }

    /// Reads it, if it is not bulk.
    pub fn read(&self, shelf: &mut Shelf, writers: &mut Writers) -> Option<Read> {
        match self.record.head(writers) {
            Ok(transaction) => {
                Some(Read { writer: self.writer, seq: self.seq, units: units(&self.text), is_bulk: false, transaction })
            }
            Err(reason) => {
                self.put_aside(shelf, reason);
                None
            }
        }
    }

    fn put_aside(&self, shelf: &mut Shelf, reason: Unreadable) {
        shelf.put_aside(self.key(), !self.standing.indexed, &self.text, reason, false);
    }
}

/// Bulk that is being read, part by part.
pub struct Parts {
    /// Its journal record.
    pub sound: Sound,
    /// Parts that the database lacks.
    pub lacking: Vec<Entry>,
    at: usize,
    units: usize,
    edits: Vec<Edit>,
    /// Whether a part is missing or was not understood.
    fault: Option<Unreadable>,
}

impl Parts {
    /// Begins.
    pub fn new(sound: Sound) -> Self {
        let units = units(&sound.text);
        Self { sound, lacking: Vec::new(), at: 0, units, edits: Vec::new(), fault: None }
    }

    /// Reads the next part; whether there was one. `wants_edits`: else it is only looked whether it is sound.
    pub fn step(
        &mut self,
        shelf: &mut Shelf,
        workspace: WorkspaceId,
        reader: &JsonReader,
        wants_edits: bool,
        portfolio: &mut Portfolio,
    ) -> bool {
        let at = self.at;
        let Some(key) = self.sound.record.part_keys().nth(at) else { return false };
        if self.fault == Some(Unreadable::PartsMissing) {
            return false;
        }
        self.at += 1;
        let mut body = None;
        let (standing, text) = shelf.sound(key, &mut |text| {
            body.get_or_insert(self.sound.record.open_part(at, text)?);
            Ok(())
        });
        let (Some(body), Some(text)) = (body, text) else {
            self.fault = Some(Unreadable::PartsMissing);
            return true;
        };
        self.units += units(&text);
        if !standing.indexed {
            self.lacking.push((key.of(workspace), Arc::from(&*text)));
        }
        if wants_edits && self.fault.is_none() {
            match part_edits(reader, &body, &mut portfolio.writers) {
                Ok(mut edits) => {
                    edits.iter_mut().for_each(|edit| share(edit, portfolio));
                    self.edits.append(&mut edits);
                }
                Err(reason) => self.fault = Some(reason),
            }
        }
        true
    }

    /// The transaction, once all parts are read; sets the record aside if that cannot be. `is_held`: a snapshot tells what it
    /// did, so that a missing part only shortens the history.
    pub fn finish(self, shelf: &mut Shelf, is_held: bool, writers: &mut Writers) -> Option<Read> {
        let reason = match (self.fault, self.sound.record.head(writers)) {
            (Some(Unreadable::PartsMissing), _) if is_held => return None,
            (Some(reason), _) | (None, Err(reason)) => reason,
            (None, Ok(head)) => {
                let transaction = Transaction { edits: self.edits, ..head };
                let Sound { writer, seq, .. } = self.sound;
                return Some(Read { writer, seq, units: self.units, is_bulk: true, transaction });
            }
        };
        self.sound.put_aside(shelf, reason);
        None
    }
}

/// A record that nobody has changed since it was made stands in memory once, in portfolio and history.
fn share(edit: &mut Edit, portfolio: &Portfolio) {
    let Edit::Create(record) = edit else { return };
    let Some(present) = portfolio.record(record.meta().id) else { return };
    let (made, meta) = (record.meta(), present.meta());
    let is_unchanged = made.more.is_none() && meta.more.is_none() && !meta.deleted && !made.deleted;
    if is_unchanged && made.stamp == meta.stamp && record.kind() == present.kind() {
        *record = present.clone();
    }
}
