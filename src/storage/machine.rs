//! The machine: events go in, effects come out. It joins saving, snapshots and what comes from other tabs, and says how safe
//! the edits are. Must not know the browser, and never touches the portfolio: it hands out what is to be folded.
//!
//! INVARIANT: it is made from what loading returned, so nothing is written before loading is done (I2).

use super::compaction::Compactor;
use super::effect::{Effect, Event, Incoming, Ticket};
use super::journal::{Encoded, JournalRecord, Note};
use super::keys::{Key, WorkspaceId, journal_prefix};
use super::load::{Pending, Seed};
use super::saving::{Outbox, QUOTA};
use super::status::{CannotKeep, Refusal, SaveStatus};
use super::tabs::Message;
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use crate::engine::portfolio::Folded;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How much of local storage is in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meter {
    /// Characters in use by everybody on this origin.
    pub used: usize,
    /// Characters there are.
    pub quota: usize,
    /// Why local storage refused the last put, if it did.
    pub refused: Option<Refusal>,
    /// Edits that no snapshot holds yet.
    pub pending: usize,
}

/// A bulk transaction of another tab whose parts are being read.
struct Awaited {
    ticket: Ticket,
    record: Arc<str>,
    opened: JournalRecord,
}

/// The machine of one tab and one workspace.
pub struct Machine {
    workspace: WorkspaceId,
    outbox: Outbox,
    compactor: Compactor,
    seen: FxHashMap<WriterId, Folded>,
    awaited: Vec<Awaited>,
    /// The request that lists the journal, while messages may have been missed.
    catching_up: Option<Ticket>,
    /// The request that reads what was missed.
    reading: Option<Ticket>,
    read_only: bool,
    /// Whether the database could be read while loading.
    was_indexed: bool,
    status: SaveStatus,
    saved_at: Moment,
}

impl Machine {
    /// Goes on from what loading returned. The effects come first of all.
    pub fn new(workspace: WorkspaceId, mut seed: Seed, read_only: bool, now: Moment) -> (Self, Vec<Effect>) {
        let mut out = Vec::new();
        let mut machine = Self {
            workspace,
            outbox: Outbox::new(workspace, seed.local, seed.indexed, seed.local_used),
            seen: std::mem::take(&mut seed.seen),
            awaited: Vec::new(),
            catching_up: None,
            reading: None,
            read_only,
            was_indexed: seed.indexed,
            status: SaveStatus::Saved { at: now },
            saved_at: now,
            compactor: Compactor::new(workspace, &mut seed),
        };
        out.push(Effect::Post(Message::hello(true).write()));
        if !read_only {
            let aside = std::mem::take(&mut seed.set_aside);
            out.extend(aside.into_iter().map(|(key, local)| Effect::SetAside { key, local }));
            for (first, last) in std::mem::take(&mut seed.to_indexed) {
                machine.outbox.mirror(first, last, &mut out);
            }
            let entries = std::mem::take(&mut seed.to_local);
            out.extend(entries.into_iter().map(|(key, text)| Effect::PutLocal { key, text }));
        }
        machine.status = machine.outcome();
        out.push(Effect::Status(machine.status));
        (machine, out)
    }

    /// Whether a transaction can be kept. To be asked before it is folded.
    pub fn can_accept(&self, encoded: &Encoded) -> Result<(), CannotKeep> {
        if self.read_only { Err(CannotKeep::ReadOnly) } else { self.outbox.can_accept(encoded) }
    }

    /// How safe the edits are.
    pub fn status(&self) -> SaveStatus {
        self.status
    }

    /// How much of local storage is in use.
    pub fn meter(&self) -> Meter {
        Meter {
            used: self.outbox.local_used(),
            quota: QUOTA,
            refused: self.outbox.local_refused(),
            pending: self.compactor.pending(),
        }
    }

    /// Asks for a snapshot in the next idle moment.
    pub fn ask_for_snapshot(&mut self) {
        self.compactor.ask();
    }

    /// Takes in what happened and says what is to be done.
    pub fn handle(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let mut out = Vec::new();
        let was_empty = self.outbox.is_empty();
        self.take(now, event, &mut out);
        if self.outbox.is_empty() && !was_empty {
            self.saved_at = now;
        }
        let status = self.outcome();
        if status != self.status {
            self.status = status;
            out.push(Effect::Status(status));
        }
        out
    }

    fn outcome(&self) -> SaveStatus {
        match self.outbox.status() {
            Some(status) => status,
            None if self.read_only => SaveStatus::ReadOnlyNewer,
            None => SaveStatus::Saved { at: self.saved_at },
        }
    }

    fn take(&mut self, now: Moment, event: Event, out: &mut Vec<Effect>) {
        match event {
            Event::Commit(encoded) => self.commit(&encoded, out),
            Event::Folded(Note { writer, seq, records }) => {
                self.enter(writer, seq);
                // Its length is not known any more; it only decides when a snapshot is due.
                let units = 300 + records.len() * 300;
                self.compactor.note(writer, seq, Pending { records, units });
            }
            Event::LocalPut { key, result } => {
                if !self.outbox.local_put(&key, result, out) {
                    self.compactor.local_put(now, &key, result, &mut self.outbox, out);
                }
            }
            Event::LocalRead { key, text } => {
                if !self.compactor.local_read(now, &key, text.as_deref(), &mut self.outbox, out)
                    && let Some(text) = text
                {
                    self.incoming(&text, out);
                }
            }
            Event::IndexedPut { ticket, result } => {
                if !self.outbox.indexed_put(ticket, result, out) {
                    self.compactor.indexed_put(now, ticket, result, &mut self.outbox, out);
                }
            }
            Event::IndexedRead { ticket, result } => {
                if !self.read_what_was_missed(ticket, &result, out) {
                    self.compactor.indexed_read(now, ticket, &result, &mut self.outbox, out);
                }
            }
            Event::LocalListed { keys, used } => {
                self.outbox.set_local_used(used);
                self.compactor.local_listed(&keys);
                if self.catching_up.is_some() {
                    out.extend(self.unknown(keys).map(|key| Effect::ReadLocal { key }));
                }
            }
            Event::IndexedListed { ticket, result } => {
                if self.catching_up == Some(ticket) {
                    self.catching_up = None;
                    self.read_unknown(result.unwrap_or_default(), out);
                } else {
                    self.compactor.indexed_listed(ticket, &result, out);
                }
            }
            Event::Message(text) => self.message(&text, out),
            Event::LocalChanged { key, text } => {
                if let (Some(Key::Journal(..)), Some(text)) = (Key::parse(&key, self.workspace), text) {
                    self.incoming(&text, out);
                }
            }
            Event::ConnectionLost => {
                self.catching_up = None;
                self.reading = None;
                self.awaited.clear();
                self.compactor.connection_lost(now, out);
                self.outbox.connection_lost(out);
            }
            Event::Reopened(result) => {
                self.outbox.reopened(result, out);
                if result.is_ok() && !self.was_indexed {
                    // It could not be read while loading: what only it holds is taken in now.
                    self.was_indexed = true;
                    self.catch_up(out);
                }
            }
            Event::Resumed => self.catch_up(out),
            Event::Idle { leader } => {
                if leader && !self.read_only {
                    self.compactor.idle(now, &mut self.outbox, out);
                }
            }
            Event::Snapshot(snapshot) => {
                if self.compactor.snapshot(now, *snapshot, &mut self.outbox, out) {
                    self.catch_up(out);
                }
            }
        }
    }

    fn commit(&mut self, encoded: &Encoded, out: &mut Vec<Effect>) {
        self.enter(encoded.writer, encoded.seq);
        let pending = Pending { records: encoded.records.clone(), units: encoded.units() };
        self.compactor.note(encoded.writer, encoded.seq, pending);
        let announce = Message::Journal(encoded.record.to_string()).write();
        self.outbox.commit(encoded, announce.into(), out);
    }

    /// Takes note of a transaction; `false` if it was known.
    fn enter(&mut self, writer: WriterId, seq: u32) -> bool {
        self.seen.entry(writer).or_default().enter(seq)
    }

    fn is_known(&self, writer: WriterId, seq: u32) -> bool {
        self.seen.get(&writer).is_some_and(|folded| seq <= folded.floor || folded.above.contains(&seq))
    }

    fn message(&mut self, text: &str, out: &mut Vec<Effect>) {
        let Some(message) = Message::read(text) else { return };
        if message.newer_schema().is_some() {
            self.read_only = true;
        }
        match message {
            Message::Hello { asks: true, .. } => out.push(Effect::Post(Message::hello(false).write())),
            Message::Journal(record) => self.incoming(&record, out),
            Message::Hello { .. } | Message::Closing => {}
        }
    }

    /// A journal record of another tab.
    fn incoming(&mut self, text: &str, out: &mut Vec<Effect>) {
        let opened = match JournalRecord::open(text) {
            Ok(opened) => opened,
            Err(super::envelope::Unreadable::Newer(_)) => {
                self.read_only = true;
                return;
            }
            // Damaged on the way or in the store: it comes again when the journal is listed, or is set aside when loading.
            Err(_) => return,
        };
        let is_awaited = self.awaited.iter().any(|awaited| awaited.opened.key() == opened.key());
        if self.is_known(opened.writer, opened.seq) || is_awaited {
            return;
        }
        if opened.parts.is_empty() {
            self.enter(opened.writer, opened.seq);
            out.push(Effect::Fold(Incoming { record: text.into(), parts: Vec::new() }));
            return;
        }
        let ticket = self.outbox.ticket();
        let keys = opened.part_keys().map(|key| key.of(self.workspace)).collect();
        self.awaited.push(Awaited { ticket, record: text.into(), opened });
        out.push(Effect::ReadIndexed { ticket, keys });
    }

    /// The database answered a read. Whether it was ours.
    fn read_what_was_missed(
        &mut self,
        ticket: Ticket,
        result: &Result<Vec<(String, String)>, Refusal>,
        out: &mut Vec<Effect>,
    ) -> bool {
        let entries = result.as_ref().map(Vec::as_slice).unwrap_or_default();
        if self.reading == Some(ticket) {
            self.reading = None;
            entries.iter().for_each(|(_, text)| self.incoming(text, out));
            return true;
        }
        let Some(at) = self.awaited.iter().position(|awaited| awaited.ticket == ticket) else { return false };
        let Awaited { record, opened, .. } = self.awaited.swap_remove(at);
        let part = |(at, key): (usize, Key)| {
            let key = key.of(self.workspace);
            let found = entries.iter().find(|(found, _)| *found == key).map(|(_, text)| text);
            found.filter(|text| opened.is_part(at, text)).cloned()
        };
        // If one is missing it comes again when the journal is listed.
        let parts: Option<Vec<String>> = opened.part_keys().enumerate().map(part).collect();
        if let Some(parts) = parts
            && self.enter(opened.writer, opened.seq)
        {
            out.push(Effect::Fold(Incoming { record, parts }));
        }
        true
    }

    /// Looks whether the stores hold transactions that this tab has not met.
    fn catch_up(&mut self, out: &mut Vec<Effect>) {
        if self.catching_up.is_some() || self.reading.is_some() {
            return;
        }
        let (ticket, prefix) = (self.outbox.ticket(), journal_prefix(self.workspace));
        self.catching_up = Some(ticket);
        out.push(Effect::ListLocal { prefix: prefix.clone() });
        out.push(Effect::ListIndexed { ticket, prefix });
    }

    fn unknown(&self, keys: Vec<String>) -> impl Iterator<Item = String> {
        keys.into_iter().filter(|key| match Key::parse(key, self.workspace) {
            Some(Key::Journal(writer, seq)) => !self.is_known(writer, seq),
            _ => false,
        })
    }

    fn read_unknown(&mut self, keys: Vec<String>, out: &mut Vec<Effect>) {
        let keys: Vec<String> = self.unknown(keys).collect();
        if !keys.is_empty() {
            let ticket = self.outbox.ticket();
            self.reading = Some(ticket);
            out.push(Effect::ReadIndexed { ticket, keys });
        }
    }
}
