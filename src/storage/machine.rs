//! The machine: events go in, effects come out. It joins saving, snapshots and what comes from other tabs, and says how safe
//! the edits are. Must not know the browser, and never touches the portfolio: it hands out what is to be folded.
//!
//! INVARIANT: it is made from what loading returned, so nothing is written before loading is done (I2).

use super::arrivals::Arrivals;
use super::compaction::Compactor;
use super::effect::{Effect, Event};
use super::journal::{Encoded, Note};
use super::keys::{Key, WorkspaceId, journal_prefix};
use super::load::{Pending, Seed};
use super::saving::{Outbox, QUOTA};
use super::status::{CannotKeep, Refusal, SaveStatus};
use super::tabs::Message;
use super::watch::Watch;
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
    watch: Watch,
    /// The latest own journal record.
    latest: Option<String>,
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
            watch: Watch::new(workspace, std::mem::take(&mut seed.marks)),
            latest: None,
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
            if let Some(key) = self.latest.take() {
                self.watch.stands_in_indexed(&key);
            }
        }
        self.mend(now, &mut out);
        let status = self.outcome();
        if status != self.status {
            self.status = status;
            out.push(Effect::Status(status));
        }
        out
    }

    /// Has everything in memory written anew once a store was found to have lost it.
    fn mend(&mut self, now: Moment, out: &mut Vec<Effect>) {
        if self.compactor.take_has_lost() {
            self.watch.lacks_chunks();
        }
        let may_write = !(self.read_only || self.is_removed);
        if let Some(loss) = self.watch.news() {
            out.push(Effect::Emptied { is_mended: false });
            // How much is in use is counted anew.
            out.push(Effect::ListLocal { prefix: journal_prefix(self.workspace) });
            if loss.local && may_write {
                self.outbox.local_lost(out);
            }
            // Without a database, or without all records, there is no snapshot: what waits for the database is all there is.
            let is_possible = may_write && (self.was_indexed || loss.indexed);
            if !(is_possible && self.compactor.emptied(now, loss, out)) && may_write {
                self.watch.mended(out);
            }
        }
        if self.watch.has_lost() && may_write {
            self.compactor.write_anew(now, &mut self.outbox, out);
        }
        if let Some(slot) = self.compactor.take_anew() {
            self.watch.stands_in_indexed(&Key::Manifest(slot).of(self.workspace));
            self.watch.snapshot_stands(out);
        }
    }

    fn outcome(&self) -> SaveStatus {
        let kept = self.kept();
        let is_closed = !self.outbox.is_indexed();
        let is_saved = matches!(kept, SaveStatus::Saved { .. });
        if self.watch.has_lost() && (is_saved || kept == SaveStatus::SavedHereUnconfirmed) {
            let refused = self.compactor.refused().or(is_closed.then_some(Refusal::Blocked));
            return refused.map_or(SaveStatus::Saving, SaveStatus::NotSaved);
        }
        match kept {
            SaveStatus::Saved { .. } if self.watch.is_waiting() && is_closed => SaveStatus::SavedHereUnconfirmed,
            SaveStatus::Saved { .. } if self.watch.is_waiting() => SaveStatus::Saving,
            _ => kept,
        }
    }

    /// How safe the edits are in stores that hold what they held.
    fn kept(&self) -> SaveStatus {
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
                self.watch.learn(&mut self.outbox, out);
            }
            Event::LocalPut { key, result } => {
                if result.is_ok() {
                    self.watch.stands_in_local(&key);
                }
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
                if !(self.outbox.indexed_put(ticket, result, out) || self.watch.indexed_put(ticket, result, out)) {
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
                if text.is_none() && self.watch.minds(&key) {
                    self.look(false, out);
                }
                if let (Some(Key::Journal(..)), Some(text)) = (Key::parse(&key, self.workspace), text) {
                    self.arrivals.record(&text, &mut self.outbox, out);
                }
            }
            Event::ConnectionLost => self.connection_lost(now, out),
            Event::Reopened(result) => {
                self.outbox.reopened(result, out);
                self.look(result.is_ok(), out);
                if result.is_ok() && !self.was_indexed {
                    // It could not be read while loading: what only it holds is taken in now.
                    self.was_indexed = true;
                    self.arrivals.catch_up(&mut self.outbox, out);
                    if self.was_incomplete {
                        out.push(Effect::AdviseReload);
                    }
                }
            }
            Event::Resumed => {
                self.look(false, out);
                self.arrivals.catch_up(&mut self.outbox, out);
            }
            Event::Tick => self.look(false, out),
            Event::Looked { ticket, local, indexed } => {
                self.watch.looked(ticket, &local, &indexed, &mut self.outbox, out);
                // Some browsers do not tell that they have closed the database.
                if indexed.is_err() && self.outbox.is_indexed() {
                    self.connection_lost(now, out);
                }
            }
            Event::History { entries, next } => self.watch.history(entries, next, &mut self.outbox, out),
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
        self.latest = Some(Key::Journal(encoded.writer, encoded.seq).of(self.workspace));
        self.look(true, out);
    }

    fn look(&mut self, gates: bool, out: &mut Vec<Effect>) {
        if !self.is_removed {
            self.watch.look(gates, &mut self.outbox, out);
        }
    }

    fn connection_lost(&mut self, now: Moment, out: &mut Vec<Effect>) {
        self.watch.connection_lost();
        self.arrivals.connection_lost();
        self.compactor.connection_lost(now, out);
        self.outbox.connection_lost(out);
        // The browser may be about to remove everything.
        self.look(false, out);
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
