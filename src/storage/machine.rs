//! The machine: events go in, effects come out. It joins saving, snapshots and what comes from other tabs, and says how safe
//! the edits are. Must not know the browser, and never touches the portfolio: it hands out what is to be folded.
//!
//! INVARIANT: it is made from what loading returned, so nothing is written before loading is done (I2).

use super::arrivals::Arrivals;
use super::compaction::Compactor;
use super::effect::{Effect, Event};
use super::journal::{Encoded, Note};
use super::keys::{Key, WorkspaceId};
use super::load::{Pending, Seed};
use super::saving::{Outbox, QUOTA};
use super::status::{CannotKeep, Refusal, SaveStatus};
use super::tabs::Message;
use super::weights::Fullness;
use crate::domain::date::Moment;

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
    /// How full that is.
    pub fullness: Fullness,
}

/// The machine of one tab and one workspace.
pub struct Machine {
    workspace: WorkspaceId,
    outbox: Outbox,
    compactor: Compactor,
    arrivals: Arrivals,
    read_only: bool,
    is_removed: bool,
    /// Whether the database could be read while loading.
    was_indexed: bool,
    /// Whether records were missing after loading.
    was_incomplete: bool,
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
            arrivals: Arrivals::new(workspace, std::mem::take(&mut seed.seen)),
            read_only,
            is_removed: false,
            was_indexed: seed.indexed,
            was_incomplete: seed.is_incomplete,
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
        machine.outbox.want_database(&mut out);
        machine.status = machine.outcome();
        out.push(Effect::Status(machine.status));
        (machine, out)
    }

    /// Whether a transaction can be kept. To be asked before it is folded.
    pub fn can_accept(&self, encoded: &Encoded) -> Result<(), CannotKeep> {
        if self.is_removed {
            Err(CannotKeep::Removed)
        } else if self.read_only {
            Err(CannotKeep::ReadOnly)
        } else {
            self.outbox.can_accept(encoded)
        }
    }

    /// Whether history can be archived: two snapshots must be made first.
    pub fn can_archive(&self) -> bool {
        self.was_indexed && !(self.read_only || self.is_removed || self.was_incomplete)
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
            fullness: Fullness::of(self.outbox.local_used()),
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
        self.read_only |= self.arrivals.has_met_newer();
        if self.arrivals.take_met_bulk() {
            self.compactor.ask();
        }
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
            // What is shown stands in local storage at best, and the database may hold more.
            None if !self.was_indexed => SaveStatus::SavedHereUnconfirmed,
            None => SaveStatus::Saved { at: self.saved_at },
        }
    }

    fn take(&mut self, now: Moment, event: Event, out: &mut Vec<Effect>) {
        match event {
            Event::Commit(encoded) => self.commit(&encoded, out),
            Event::Folded(Note { writer, seq, records }) => {
                self.arrivals.enter(writer, seq);
                // Its length is not known any more; it only decides when a snapshot is due.
                let units = 300 + records.len() * 300;
                self.compactor.note(writer, seq, Pending { records, units, is_bulk: false });
            }
            Event::LocalPut { key, result } => {
                if !self.outbox.local_put(&key, result, out) {
                    self.compactor.local_put(now, &key, result, &mut self.outbox, out);
                }
            }
            Event::LocalRead { key, text } => {
                if !self.compactor.local_read(now, &key, text.as_deref(), &mut self.outbox, out) {
                    self.arrivals.local_read(&key, text.as_deref(), &mut self.outbox, out);
                }
            }
            Event::IndexedPut { ticket, result } => {
                if !self.outbox.indexed_put(ticket, result, out) {
                    self.compactor.indexed_put(now, ticket, result, &mut self.outbox, out);
                }
            }
            Event::IndexedRead { ticket, result } => {
                if !self.arrivals.indexed_read(ticket, &result, &mut self.outbox, out) {
                    self.compactor.indexed_read(now, ticket, &result, &mut self.outbox, out);
                }
            }
            Event::LocalListed { keys, used } => {
                self.outbox.set_local_used(used);
                self.compactor.local_listed(&keys);
                self.arrivals.local_listed(keys, out);
            }
            Event::IndexedListed { ticket, result } => {
                if !self.arrivals.indexed_listed(ticket, &result, &mut self.outbox, out) {
                    self.compactor.indexed_listed(ticket, &result, out);
                }
            }
            Event::Message(text) => self.message(&text, out),
            Event::LocalChanged { key, text } => {
                if let (Some(Key::Journal(..)), Some(text)) = (Key::parse(&key, self.workspace), text) {
                    self.arrivals.record(&text, &mut self.outbox, out);
                }
            }
            Event::ConnectionLost => {
                self.arrivals.connection_lost();
                self.compactor.connection_lost(now, out);
                self.outbox.connection_lost(out);
            }
            Event::Reopened(result) => {
                self.outbox.reopened(result, out);
                if result.is_ok() && !self.was_indexed {
                    // It could not be read while loading: what only it holds is taken in now.
                    self.was_indexed = true;
                    self.arrivals.catch_up(&mut self.outbox, out);
                    if self.was_incomplete {
                        out.push(Effect::AdviseReload);
                    }
                }
            }
            Event::Resumed => self.arrivals.catch_up(&mut self.outbox, out),
            Event::Idle { leader } => {
                if leader && !self.read_only && !self.is_removed {
                    self.compactor.idle(now, &mut self.outbox, out);
                }
            }
            Event::Archive(archive) => {
                out.push(Effect::Post(Message::Archive(archive.clone()).write()));
                out.push(Effect::CallWhenIdle);
                self.compactor.archive(archive);
            }
            Event::Snapshot(snapshot) => {
                if self.compactor.snapshot(now, *snapshot, &mut self.outbox, out) {
                    self.arrivals.catch_up(&mut self.outbox, out);
                }
            }
        }
    }

    fn commit(&mut self, encoded: &Encoded, out: &mut Vec<Effect>) {
        self.arrivals.enter(encoded.writer, encoded.seq);
        let pending = Pending { records: encoded.records.clone(), units: encoded.units(), is_bulk: encoded.is_bulk() };
        self.compactor.note(encoded.writer, encoded.seq, pending);
        let announce = Message::Journal(encoded.record.to_string()).write();
        self.outbox.commit(encoded, announce.into(), out);
    }

    fn message(&mut self, text: &str, out: &mut Vec<Effect>) {
        let Some(message) = Message::read(text) else { return };
        if message.newer_schema().is_some() {
            self.read_only = true;
        }
        match message {
            Message::Hello { asks: true, .. } => out.push(Effect::Post(Message::hello(false).write())),
            Message::Journal(record) => self.arrivals.record(&record, &mut self.outbox, out),
            Message::Removed => {
                self.is_removed = true;
                out.push(Effect::AdviseReload);
            }
            Message::Archive(archive) => {
                self.compactor.archive(archive);
                out.push(Effect::CallWhenIdle);
            }
            Message::HistoryGone(archived) => {
                self.compactor.history_is_gone(archived);
                self.arrivals.catch_up(&mut self.outbox, out);
                out.push(Effect::HistoryGone(archived));
            }
            Message::Hello { .. } | Message::Closing => {}
        }
    }
}
