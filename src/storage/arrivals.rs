//! Transactions of other tabs: they come by message, by the event of local storage, or found in the stores after messages were missed. Each
//! transaction is handed out once. Must not know how this tab's own edits are saved.

use super::effect::{Effect, Incoming, Ticket};
use super::envelope::Unreadable;
use super::journal::JournalRecord;
use super::keys::{Key, WorkspaceId, journal_prefix};
use super::manifest::Manifest;
use super::saving::Outbox;
use super::status::Refusal;
use crate::domain::id::WriterId;
use crate::engine::portfolio::Folded;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A bulk transaction whose parts are being read, from the database first, then from local storage.
struct Awaited {
    ticket: Ticket,
    record: Arc<str>,
    opened: JournalRecord,
    parts: Vec<Option<String>>,
}

/// What comes from other tabs.
pub struct Arrivals {
    workspace: WorkspaceId,
    seen: FxHashMap<WriterId, Folded>,
    awaited: Vec<Awaited>,
    /// The request that lists the journal, while messages may have been missed.
    listing: Option<Ticket>,
    /// The request that reads what was missed.
    reading: Option<Ticket>,
    /// The request that reads the manifests, which may hold what was archived before it came here.
    checking: Option<Ticket>,
    has_met_newer: bool,
    has_met_bulk: bool,
}

impl Arrivals {
    /// Goes on from the transactions known.
    pub fn new(workspace: WorkspaceId, seen: FxHashMap<WriterId, Folded>) -> Self {
        Self {
            workspace,
            seen,
            awaited: Vec::new(),
            listing: None,
            reading: None,
            checking: None,
            has_met_newer: false,
            has_met_bulk: false,
        }
    }

    /// Takes note of a transaction; `false` if it was known.
    pub fn enter(&mut self, writer: WriterId, seq: u32) -> bool {
        self.seen.entry(writer).or_default().enter(seq)
    }

    /// Whether a sound record of a newer version came.
    pub fn has_met_newer(&self) -> bool {
        self.has_met_newer
    }

    /// Whether bulk was handed out since this was asked the last time.
    pub fn take_met_bulk(&mut self) -> bool {
        std::mem::take(&mut self.has_met_bulk)
    }

    fn is_known(&self, writer: WriterId, seq: u32) -> bool {
        self.seen.get(&writer).is_some_and(|folded| seq <= folded.floor || folded.above.contains(&seq))
    }

    /// A journal record of another tab.
    pub fn record(&mut self, text: &str, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let opened = match JournalRecord::open(text) {
            Ok(opened) => opened,
            Err(Unreadable::Newer(_)) => {
                self.has_met_newer = true;
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
        let ticket = outbox.ticket();
        let keys = opened.part_keys().map(|key| key.of(self.workspace)).collect();
        let parts = vec![None; opened.parts.len()];
        self.awaited.push(Awaited { ticket, record: text.into(), opened, parts });
        out.push(Effect::ReadIndexed { ticket, keys });
    }

    /// The database answered a read. Whether it was ours.
    pub fn indexed_read(
        &mut self,
        ticket: Ticket,
        result: &Result<Vec<(String, String)>, Refusal>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        let entries = result.as_ref().map(Vec::as_slice).unwrap_or_default();
        if self.checking == Some(ticket) {
            self.checking = None;
            if self.lacks_archived(entries) {
                out.push(Effect::AdviseReload);
            }
            return true;
        }
        if self.reading == Some(ticket) {
            self.reading = None;
            for (key, text) in entries {
                self.record(text, outbox, out);
                // Local storage may have lost it.
                if !self.has_met_newer {
                    out.push(Effect::PutLocal { key: key.clone(), text: text.as_str().into() });
                }
            }
            self.check(outbox, out);
            return true;
        }
        if !self.awaited.iter().any(|awaited| awaited.ticket == ticket) {
            return false;
        }
        for (key, text) in entries {
            self.part(key, text);
        }
        if let Some(awaited) = self.awaited.iter().find(|awaited| awaited.ticket == ticket) {
            let keys = awaited.opened.part_keys().zip(&awaited.parts);
            let missing = keys.filter(|(_, part)| part.is_none()).map(|(key, _)| key.of(self.workspace));
            out.extend(missing.map(|key| Effect::ReadLocal { key }));
        }
        self.hand_out(out);
        true
    }

    /// Local storage answered a read of a key that is neither chunk nor manifest.
    pub fn local_read(&mut self, key: &str, text: Option<&str>, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        match (Key::parse(key, self.workspace), text) {
            (Some(Key::Journal(..)), Some(text)) => self.record(text, outbox, out),
            (Some(Key::Part(..)), Some(text)) => {
                self.part(key, text);
                self.hand_out(out);
            }
            // It comes again when the journal is listed.
            (Some(Key::Part(writer, seq, _)), None) => {
                self.awaited.retain(|awaited| awaited.opened.key() != Key::Journal(writer, seq));
            }
            _ => {}
        }
    }

    fn part(&mut self, key: &str, text: &str) {
        let Some(Key::Part(writer, seq, at)) = Key::parse(key, self.workspace) else { return };
        let journal = Key::Journal(writer, seq);
        let Some(awaited) = self.awaited.iter_mut().find(|awaited| awaited.opened.key() == journal) else { return };
        let at = at as usize;
        if let Some(part) = awaited.parts.get_mut(at)
            && awaited.opened.is_part(at, text)
        {
            *part = Some(text.to_owned());
        }
    }

    /// Hands out what is whole.
    fn hand_out(&mut self, out: &mut Vec<Effect>) {
        let is_whole = |awaited: &Awaited| awaited.parts.iter().all(Option::is_some);
        while let Some(at) = self.awaited.iter().position(is_whole) {
            let Awaited { record, opened, parts, .. } = self.awaited.swap_remove(at);
            if self.enter(opened.writer, opened.seq) {
                self.has_met_bulk = true;
                out.push(Effect::Fold(Incoming { record, parts: parts.into_iter().flatten().collect() }));
            }
        }
    }

    /// Looks whether the stores hold transactions that this tab has not met.
    pub fn catch_up(&mut self, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        if self.listing.is_some() || self.reading.is_some() || self.checking.is_some() {
            return;
        }
        let (ticket, prefix) = (outbox.ticket(), journal_prefix(self.workspace));
        self.listing = Some(ticket);
        out.push(Effect::ListLocal { prefix: prefix.clone() });
        out.push(Effect::ListIndexed { ticket, prefix });
    }

    /// Local storage listed its keys.
    pub fn local_listed(&self, keys: Vec<String>, out: &mut Vec<Effect>) {
        if self.listing.is_some() {
            out.extend(self.unknown(keys).map(|key| Effect::ReadLocal { key }));
        }
    }

    /// The database listed its keys. Whether it was for us.
    pub fn indexed_listed(
        &mut self,
        ticket: Ticket,
        result: &Result<Vec<String>, Refusal>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        if self.listing != Some(ticket) {
            return false;
        }
        self.listing = None;
        let keys = result.clone().unwrap_or_default();
        let keys: Vec<String> = self.unknown(keys).collect();
        if !keys.is_empty() {
            let ticket = outbox.ticket();
            self.reading = Some(ticket);
            out.push(Effect::ReadIndexed { ticket, keys });
        } else {
            self.check(outbox, out);
        }
        true
    }

    /// The journal does not tell what was archived. A tab that was cut off so long that it has never heard of it must be
    /// loaded anew.
    fn check(&mut self, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let ticket = outbox.ticket();
        self.checking = Some(ticket);
        let keys = [Key::Manifest(0), Key::Manifest(1)].map(|key| key.of(self.workspace)).to_vec();
        out.push(Effect::ReadIndexed { ticket, keys });
    }

    fn lacks_archived(&self, entries: &[(String, String)]) -> bool {
        let manifests = entries.iter().filter_map(|(_, text)| Manifest::open(text).ok());
        let newest = manifests.max_by_key(|manifest| manifest.generation);
        newest.is_some_and(|manifest| {
            !manifest.gaps.archived.is_none() && !manifest.is_covered_by(&|writer| self.seen.get(&writer))
        })
    }

    fn unknown(&self, keys: Vec<String>) -> impl Iterator<Item = String> {
        keys.into_iter().filter(|key| match Key::parse(key, self.workspace) {
            Some(Key::Journal(writer, seq)) => !self.is_known(writer, seq),
            _ => false,
        })
    }

    /// The connection broke: nothing under way will be answered.
    pub fn connection_lost(&mut self) {
        self.listing = None;
        self.reading = None;
        self.checking = None;
        self.awaited.clear();
    }
}
