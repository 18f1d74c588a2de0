//! The outbox: what is on its way to the stores and not yet confirmed by the database. Owns the order of writing, the
//! retries and the honest status. Must not know what the records mean.
//!
//! A record goes into local storage in the task of the edit and into the database at once. It leaves the outbox only when
//! the database has confirmed it strictly (I12). Parts of a bulk record go to the database first; the record that names
//! them is written nowhere before they stand. Only without a database do parts go to local storage.

use super::effect::{Effect, Entry, Ticket};
use super::journal::Encoded;
use super::keys::WorkspaceId;
use super::members::units;
use super::status::{CannotKeep, Refusal, SaveStatus};
use std::sync::Arc;

/// Characters that local storage takes, keys and values of the whole origin together. Measured.
pub const QUOTA: usize = 5_242_880;
/// Kept free for journal records while bulk is taken in.
const RESERVE: usize = 64 * 1024;
/// How long to wait before the database is tried again, in milliseconds.
const DELAYS: [u32; 5] = [0, 1_000, 5_000, 30_000, 60_000];

/// Where a record is on its way into local storage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Local {
    NotTried,
    /// That entry is being put; parts come before the record.
    Putting(usize),
    Stands,
    Refused(Refusal),
}

/// Something to be confirmed.
struct Item {
    /// Parts, chunks: they must stand before `last`.
    first: Vec<Entry>,
    last: Vec<Entry>,
    /// Whether `first` stands in the database.
    first_stands: bool,
    /// The request under way.
    ticket: Option<Ticket>,
    /// Why the database refused it the last time.
    refused: Option<Refusal>,
    local: Local,
    /// Whether `first` was put into local storage too.
    first_in_local: bool,
    /// To be sent to other tabs once it stands in either store: they must not build on what may be gone with this tab.
    announce: Option<Arc<str>>,
}

impl Item {
    fn entry(&self, at: usize) -> Option<&Entry> {
        self.first.iter().chain(&self.last).nth(at)
    }

    fn length(&self) -> usize {
        self.first.len() + self.last.len()
    }

    fn status(&self) -> SaveStatus {
        match (self.refused, self.local) {
            (None, _) | (Some(_), Local::Putting(_)) => SaveStatus::Saving,
            (Some(_), Local::Stands) => SaveStatus::SavedHereUnconfirmed,
            (Some(Refusal::Full), _) | (Some(_), Local::Refused(Refusal::Full)) => SaveStatus::NotSaved(Refusal::Full),
            _ => SaveStatus::NotSaved(Refusal::Blocked),
        }
    }
}

/// What is on its way to the stores.
pub struct Outbox {
    workspace: WorkspaceId,
    items: Vec<Item>,
    /// Whether there is a local storage.
    local: bool,
    /// Whether the database is open.
    indexed: bool,
    local_used: usize,
    /// Why local storage refused the last time, while it does.
    local_refused: Option<Refusal>,
    attempt: usize,
    reopening: bool,
    next_ticket: Ticket,
}

impl Outbox {
    /// An empty outbox.
    pub fn new(workspace: WorkspaceId, local: bool, indexed: bool, local_used: usize) -> Self {
        Self {
            workspace,
            items: Vec::new(),
            local,
            indexed,
            local_used,
            local_refused: None,
            attempt: 0,
            reopening: false,
            next_ticket: 0,
        }
    }

    /// A name for a request to the database.
    pub fn ticket(&mut self) -> Ticket {
        self.next_ticket = self.next_ticket.wrapping_add(1);
        self.next_ticket
    }

    /// Whether all is confirmed.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether there is a local storage.
    pub fn is_local(&self) -> bool {
        self.local
    }

    /// Whether the database is open.
    pub fn is_indexed(&self) -> bool {
        self.indexed
    }

    /// Characters of local storage in use.
    pub fn local_used(&self) -> usize {
        self.local_used
    }

    /// Why local storage refused the last put, if it did.
    pub fn local_refused(&self) -> Option<Refusal> {
        self.local_refused
    }

    /// Takes note of how much of local storage is in use.
    pub fn set_local_used(&mut self, used: usize) {
        self.local_used = used;
    }

    /// Whether a transaction can be kept. Asked before it is folded.
    pub fn can_accept(&self, encoded: &Encoded) -> Result<(), CannotKeep> {
        if !encoded.is_bulk() || self.indexed {
            return Ok(());
        }
        let free = if self.local { QUOTA.saturating_sub(self.local_used + RESERVE) } else { 0 };
        let needed = encoded.units();
        if needed <= free { Ok(()) } else { Err(CannotKeep::TooLarge { needed, free }) }
    }

    /// Takes in a transaction made here.
    pub fn commit(&mut self, encoded: &Encoded, announce: Arc<str>, out: &mut Vec<Effect>) {
        let mut item = Item {
            first: encoded.part_entries(self.workspace),
            last: vec![encoded.entry(self.workspace)],
            first_stands: !encoded.is_bulk(),
            ticket: None,
            refused: None,
            local: Local::NotTried,
            first_in_local: false,
            announce: Some(announce),
        };
        if item.first_stands {
            self.put_local(&mut item, out);
        }
        self.send(&mut item, out);
        self.items.push(item);
        self.want_database(out);
    }

    /// Takes in what stands in local storage and not in the database.
    pub fn mirror(&mut self, first: Vec<Entry>, last: Vec<Entry>, out: &mut Vec<Effect>) {
        let first_stands = first.is_empty();
        let mut item = Item {
            first,
            last,
            first_stands,
            ticket: None,
            refused: None,
            local: Local::Stands,
            first_in_local: false,
            announce: None,
        };
        self.send(&mut item, out);
        self.items.push(item);
        self.want_database(out);
    }

    /// Local storage answered. Whether the key was one of ours.
    pub fn local_put(&mut self, key: &str, result: Result<(), Refusal>, out: &mut Vec<Effect>) -> bool {
        let is_awaited = |item: &Item| match item.local {
            Local::Putting(at) => item.entry(at).is_some_and(|(known, _)| known == key),
            _ => false,
        };
        let Some(at) = self.items.iter().position(is_awaited) else { return false };
        let mut item = self.items.remove(at);
        self.local_answered(&mut item, result, out);
        self.items.insert(at, item);
        true
    }

    fn local_answered(&mut self, item: &mut Item, result: Result<(), Refusal>, out: &mut Vec<Effect>) {
        let Local::Putting(at) = item.local else { return };
        match result {
            Ok(()) => {
                self.local_refused = None;
                self.local_used += item.entry(at).map_or(0, |(key, text)| units(key) + units(text));
                if at + 1 < item.length() {
                    item.local = Local::Putting(at + 1);
                    out.extend(item.entry(at + 1).cloned().map(|(key, text)| Effect::PutLocal { key, text }));
                } else {
                    item.local = Local::Stands;
                    out.extend(item.announce.take().map(|text| Effect::Post(text.to_string())));
                }
            }
            Err(why) => {
                self.local_refused = Some(why);
                item.local = Local::Refused(why);
                if item.first_in_local {
                    self.drop_first_from_local(item, at, out);
                }
            }
        }
    }

    /// Parts alone are of no use in local storage.
    fn drop_first_from_local(&mut self, item: &mut Item, count: usize, out: &mut Vec<Effect>) {
        for (key, text) in item.first.iter().take(count) {
            self.local_used = self.local_used.saturating_sub(units(key) + units(text));
            out.push(Effect::DeleteLocal { key: key.clone() });
        }
        item.first_in_local = false;
    }

    fn put_local(&mut self, item: &mut Item, out: &mut Vec<Effect>) {
        // Parts that stand in the database are not put here as well.
        let at = if item.first_stands { item.first.len() } else { 0 };
        if !self.local || (at == 0 && !self.fits_local(item)) {
            item.local = Local::Refused(if self.local { Refusal::Full } else { Refusal::Blocked });
            return;
        }
        item.first_in_local = at == 0 && !item.first.is_empty();
        if let Some((key, text)) = item.entry(at).cloned() {
            item.local = Local::Putting(at);
            out.push(Effect::PutLocal { key, text });
        }
    }

    fn send(&mut self, item: &mut Item, out: &mut Vec<Effect>) {
        if !self.indexed {
            item.refused = item.refused.or(Some(Refusal::Blocked));
            if item.local == Local::NotTried {
                self.put_local(item, out);
            }
            return;
        }
        let entries = if item.first_stands { item.last.clone() } else { item.first.clone() };
        let ticket = self.ticket();
        item.ticket = Some(ticket);
        out.push(Effect::PutIndexed { ticket, entries });
    }

    /// The database answered. Whether the request was one of ours.
    pub fn indexed_put(&mut self, ticket: Ticket, result: Result<(), Refusal>, out: &mut Vec<Effect>) -> bool {
        let Some(at) = self.items.iter().position(|item| item.ticket == Some(ticket)) else { return false };
        let mut item = self.items.remove(at);
        item.ticket = None;
        match result {
            Ok(()) => {
                self.attempt = 0;
                if self.confirmed(&mut item, out) {
                    return true;
                }
            }
            Err(why) => {
                item.refused = Some(why);
                // Full: a smaller one may still find room. Otherwise nothing is sent before the database is open again.
                self.indexed &= why == Refusal::Full;
                if item.local == Local::NotTried {
                    self.put_local(&mut item, out);
                }
            }
        }
        self.items.insert(at, item);
        self.want_database(out);
        true
    }

    /// Whether nothing of the item is left to do.
    fn confirmed(&mut self, item: &mut Item, out: &mut Vec<Effect>) -> bool {
        if !item.first_stands {
            item.first_stands = true;
            if item.local == Local::NotTried && !item.last.is_empty() {
                self.put_local(item, out);
            }
            if item.last.is_empty() {
                return true;
            }
            self.send(item, out);
            return false;
        }
        if item.first_in_local {
            self.drop_first_from_local(item, item.first.len(), out);
        }
        out.extend(item.announce.take().map(|text| Effect::Post(text.to_string())));
        true
    }

    /// Whether there is room for its parts. A record alone is always tried.
    fn fits_local(&self, item: &Item) -> bool {
        let length: usize = item.first.iter().map(|(key, text)| units(key) + units(text)).sum();
        length == 0 || length <= QUOTA.saturating_sub(self.local_used + RESERVE)
    }

    /// Local storage has lost what it held: what still waits for the database goes there once more.
    pub fn local_lost(&mut self, out: &mut Vec<Effect>) {
        let mut items = std::mem::take(&mut self.items);
        for item in items.iter_mut().filter(|item| item.local == Local::Stands) {
            // What was mirrored belongs there, and does not leave it with the answer of the database.
            let first_in_local = item.first_in_local;
            self.put_local(item, out);
            item.first_in_local = first_in_local;
        }
        self.items = items;
    }

    /// The connection broke: nothing under way will be answered.
    pub fn connection_lost(&mut self, out: &mut Vec<Effect>) {
        self.indexed = false;
        for item in self.items.iter_mut().filter(|item| item.ticket.is_some()) {
            item.ticket = None;
            item.refused = Some(Refusal::Lost);
        }
        self.want_database(out);
    }

    /// The database was opened again, or not.
    pub fn reopened(&mut self, result: Result<(), Refusal>, out: &mut Vec<Effect>) {
        self.reopening = false;
        self.indexed = result.is_ok();
        let mut items = std::mem::take(&mut self.items);
        for item in items.iter_mut().filter(|item| item.ticket.is_none()) {
            if let Err(why) = result {
                item.refused = Some(why);
            }
            if matches!(item.local, Local::Refused(_)) && item.first_stands {
                self.put_local(item, out);
            }
            self.send(item, out);
        }
        self.items = items;
        self.want_database(out);
    }

    /// Asks for the database again if it is closed, or something waits for it.
    pub fn want_database(&mut self, out: &mut Vec<Effect>) {
        let is_stuck = self.items.iter().any(|item| item.ticket.is_none() && item.refused.is_some());
        if (is_stuck || !self.indexed) && !self.reopening {
            self.reopening = true;
            let after_ms = DELAYS.get(self.attempt).or(DELAYS.last()).copied().unwrap_or_default();
            self.attempt += 1;
            out.push(Effect::Reopen { after_ms });
        }
    }

    /// How safe what is under way is; `None` if there is nothing.
    pub fn status(&self) -> Option<SaveStatus> {
        let weight = |status: &SaveStatus| match status {
            SaveStatus::NotSaved(_) => 2,
            SaveStatus::Saving => 1,
            _ => 0,
        };
        self.items.iter().map(Item::status).max_by_key(weight)
    }
}
