//! Chunks in local storage: it holds the whole portfolio while it has room, and gives it up when it has not. Owns which chunks
//! stand there and how much may be written in a while; must not know how snapshots are made.
//!
//! INVARIANT: a chunk leaves local storage only when the database has just shown the same one, sound.

use super::effect::{Effect, Ticket};
use super::envelope::{self, RecordKind, claimed_checksum};
use super::keys::{Key, WorkspaceId};
use super::manifest::Manifest;
use super::members::units;
use super::saving::{Outbox, QUOTA};
use super::status::Refusal;
use crate::domain::date::Moment;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Chunks go to local storage while it is filled less than this,
pub const CHUNK_ROOM: usize = QUOTA / 10 * 7;
/// and leave it when it is filled so much beyond: a few edits more or less must not have them come and go.
const SLACK: usize = QUOTA / 50;
/// Characters of chunks that may go to local storage at once; they take two bytes each, so that this is within the 512 kB of
/// one snapshot,
const MOST: usize = 192 * 1024;
/// and the time in which so many may go again: under 4 MiB in an hour. Browsers put off their own writing to disk beyond
/// 10 MiB an hour.
const WINDOW_MS: i64 = 6 * 60 * 1_000;
/// What may go right after loading. Little: a page that is loaded again and again must not begin anew each time.
const AT_START: usize = 32 * 1024;
/// Chunks copied in one idle slice.
const CHUNKS_IN_SLICE: usize = 16;
/// With less than this allowed nothing is begun.
const LEAST: usize = 16 * 1024;

/// Keeps local storage filled with chunks.
pub struct Filler {
    workspace: WorkspaceId,
    standing: FxHashSet<Key>,
    ticket: Option<Ticket>,
    /// The request that looks whether the database has what is to leave.
    leaving: Option<Ticket>,
    /// Chunks go there while less than this is in use. It falls where the browser has less room than is usual.
    room: usize,
    /// How much was allowed then. It grows with time.
    allowed: usize,
    since: Option<Moment>,
}

impl Filler {
    /// Goes on from the chunks that stand in local storage.
    pub fn new(workspace: WorkspaceId, standing: FxHashSet<Key>) -> Self {
        Self { workspace, standing, ticket: None, leaving: None, room: CHUNK_ROOM, allowed: AT_START, since: None }
    }

    /// Local storage has lost everything. It is filled again at once, whatever was written there lately.
    pub fn emptied(&mut self) {
        self.standing.clear();
        self.allowed = self.room;
    }

    /// It is filled again as far as can be: from now on little is written in a while.
    pub fn calm(&mut self) {
        self.allowed = self.allowed.min(MOST);
    }

    /// Puts a chunk into local storage if there is room and the traffic allows it. Whether it did.
    pub fn offer(&mut self, now: Moment, key: Key, text: Arc<str>, outbox: &Outbox, out: &mut Vec<Effect>) -> bool {
        let length = units(&text) + 40;
        if !self.has_room(outbox, length) || length > self.left(now) {
            return false;
        }
        self.allowed -= length;
        out.push(Effect::PutLocal { key: key.of(self.workspace), text });
        true
    }

    fn left(&mut self, now: Moment) -> usize {
        let since = self.since.replace(now).unwrap_or(now);
        let passed = now.0.saturating_sub(since.0).clamp(0, WINDOW_MS);
        let more = passed.saturating_mul(MOST as i64) / WINDOW_MS;
        self.allowed = self.allowed.saturating_add(more as usize).min(MOST.max(self.allowed));
        self.allowed
    }

    /// A chunk was read back from local storage as it was written.
    pub fn stands(&mut self, key: Key, text: &str, outbox: &mut Outbox) {
        if self.standing.insert(key) {
            outbox.set_local_used(outbox.local_used() + units(text) + units(&key.of(self.workspace)));
        }
    }

    /// Chunks were deleted.
    pub fn deleted(&mut self, keys: &[Key]) {
        for key in keys {
            self.standing.remove(key);
        }
    }

    /// Asks the database for chunks of the snapshot that local storage lacks.
    pub fn fill(&mut self, now: Moment, base: &Manifest, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        if self.ticket.is_some() || !self.has_room(outbox, LEAST) || self.left(now) < LEAST {
            return;
        }
        let lacking = base.chunks.iter().map(|entry| entry.key()).filter(|key| !self.standing.contains(key));
        let keys: Vec<String> = lacking.take(CHUNKS_IN_SLICE).map(|key| key.of(self.workspace)).collect();
        if !keys.is_empty() {
            let ticket = outbox.ticket();
            self.ticket = Some(ticket);
            out.push(Effect::ReadIndexed { ticket, keys });
        }
    }

    fn has_room(&self, outbox: &Outbox, length: usize) -> bool {
        outbox.local_refused().is_none() && outbox.local_used() + length <= self.room
    }

    /// If local storage is too full, asks the database for chunks of the snapshot that could leave. Whether it did.
    pub fn make_room(&mut self, base: &Manifest, outbox: &mut Outbox, out: &mut Vec<Effect>) -> bool {
        let is_refused = outbox.local_refused() == Some(Refusal::Full);
        if is_refused {
            self.room = self.room.min(outbox.local_used() / 10 * 7);
        }
        if self.leaving.is_some() || !(is_refused || outbox.local_used() > self.room + SLACK) {
            return false;
        }
        let standing = base.chunks.iter().map(|entry| entry.key()).filter(|key| self.standing.contains(key));
        let keys: Vec<String> = standing.take(CHUNKS_IN_SLICE).map(|key| key.of(self.workspace)).collect();
        if keys.is_empty() {
            return false;
        }
        let ticket = outbox.ticket();
        self.leaving = Some(ticket);
        out.push(Effect::ReadIndexed { ticket, keys });
        true
    }

    /// What the database has leaves local storage, until there is room.
    fn leave(&mut self, base: &Manifest, entries: &[(String, String)], outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let mut any = false;
        for (key, text) in entries {
            let Some(parsed) = Key::parse(key, self.workspace).filter(|parsed| self.standing.contains(parsed)) else {
                continue;
            };
            let named = base.chunks.iter().find(|entry| entry.key() == parsed).map(|entry| entry.checksum);
            let found = envelope::open(RecordKind::Chunk, text).ok().map(|opened| opened.checksum);
            if named.is_none() || named != found {
                continue;
            }
            self.standing.remove(&parsed);
            outbox.set_local_used(outbox.local_used().saturating_sub(units(key) + units(text)));
            out.push(Effect::DeleteLocal { key: key.clone() });
            any = true;
            if outbox.local_used() <= self.room {
                break;
            }
        }
        if any {
            out.push(Effect::CallWhenIdle);
        }
    }

    /// The database answered a read. Whether it was ours.
    pub fn indexed_read(
        &mut self,
        now: Moment,
        ticket: Ticket,
        entries: &[(String, String)],
        base: Option<&Manifest>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        if self.leaving == Some(ticket) {
            self.leaving = None;
            if let Some(base) = base {
                self.leave(base, entries, outbox, out);
            }
            return true;
        }
        if self.ticket != Some(ticket) {
            return false;
        }
        self.ticket = None;
        let mut any = false;
        for (key, text) in entries {
            if let Some(key) = Key::parse(key, self.workspace) {
                any |= self.offer(now, key, text.as_str().into(), outbox, out);
            }
        }
        if any {
            out.push(Effect::CallWhenIdle);
        }
        true
    }

    /// Local storage answered a read of a chunk that was filled in: it counts if it is what the manifest names.
    pub fn local_read(&mut self, key: Key, text: Option<&str>, base: &Manifest, outbox: &mut Outbox) {
        let named = base.chunks.iter().find(|entry| entry.key() == key).map(|entry| entry.checksum);
        if let Some(text) = text.filter(|text| named.is_some() && claimed_checksum(text) == named) {
            self.stands(key, text, outbox);
        }
    }

    /// The connection broke: nothing under way will be answered.
    pub fn connection_lost(&mut self) {
        self.ticket = None;
        self.leaving = None;
    }
}
