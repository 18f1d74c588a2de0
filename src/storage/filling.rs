//! Chunks in local storage: it holds the whole portfolio while it has room. Owns which chunks stand there and how much may be
//! written in a while; must not know how snapshots are made.

use super::effect::{Effect, Ticket};
use super::envelope::claimed_checksum;
use super::keys::{Key, WorkspaceId};
use super::manifest::Manifest;
use super::members::units;
use super::saving::{Outbox, QUOTA};
use crate::domain::date::Moment;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Chunks go to local storage while it is filled less than this.
const CHUNK_ROOM: usize = QUOTA / 10 * 7;
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
    /// How much was allowed then. It grows with time.
    allowed: usize,
    since: Option<Moment>,
}

impl Filler {
    /// Goes on from the chunks that stand in local storage.
    pub fn new(workspace: WorkspaceId, standing: FxHashSet<Key>) -> Self {
        Self { workspace, standing, ticket: None, allowed: AT_START, since: None }
    }

    /// Puts a chunk into local storage if there is room and the traffic allows it. Whether it did.
    pub fn offer(&mut self, now: Moment, key: Key, text: Arc<str>, outbox: &Outbox, out: &mut Vec<Effect>) -> bool {
        let length = units(&text) + 40;
        if !has_room(outbox, length) || length > self.left(now) {
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
        self.allowed = self.allowed.saturating_add(more as usize).min(MOST);
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
        if self.ticket.is_some() || !has_room(outbox, LEAST) || self.left(now) < LEAST {
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

    /// The database answered a read. Whether it was ours.
    pub fn indexed_read(
        &mut self,
        now: Moment,
        ticket: Ticket,
        entries: &[(String, String)],
        outbox: &Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
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
    }
}

fn has_room(outbox: &Outbox, length: usize) -> bool {
    outbox.local_refused().is_none() && outbox.local_used() + length <= CHUNK_ROOM
}
