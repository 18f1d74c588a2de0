//! Transactions since the last snapshot: which manifest the next one builds on, and which transactions that one does not hold.
//! Must not know how snapshots are written.

use super::compact::{Changed, Snapshot};
use super::load::{Pending, Seed};
use super::manifest::Manifest;
use crate::domain::id::WriterId;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// Beyond this many transactions nobody asks one by one which records changed.
const COUNTABLE: u32 = 1_000_000;
/// Generations that a tab may leap when it writes everything anew, in pairs.
const LONGEST_LEAP: u64 = 1 << 20;

/// What happened since the last snapshot.
pub struct Since {
    base: Option<Manifest>,
    in_both: bool,
    top_generation: u64,
    pending: BTreeMap<(WriterId, u32), Pending>,
    units: usize,
    salt: u64,
}

impl Since {
    /// Goes on from what loading found.
    pub fn new(seed: &mut Seed) -> Self {
        let mut since = Self {
            base: seed.base.take(),
            in_both: seed.base_in_both,
            top_generation: seed.top_generation,
            pending: std::mem::take(&mut seed.pending),
            units: 0,
            salt: seed.salt % LONGEST_LEAP,
        };
        since.forget_held();
        since
    }

    /// The manifest that the next one builds on.
    pub fn base(&self) -> Option<&Manifest> {
        self.base.as_ref()
    }

    /// Whether it was seen whole in both stores.
    pub fn is_in_both(&self) -> bool {
        self.in_both
    }

    /// Takes note of a transaction that was folded.
    pub fn note(&mut self, writer: WriterId, seq: u32, pending: Pending) {
        self.units += pending.units;
        self.pending.insert((writer, seq), pending);
    }

    /// How many transactions no snapshot holds yet, and their length.
    pub fn length(&self) -> (usize, usize) {
        (self.pending.len(), self.units)
    }

    /// Whether one of them is bulk.
    pub fn has_bulk(&self) -> bool {
        self.pending.values().any(|pending| pending.is_bulk)
    }

    /// Builds on the newest manifest there is, whoever made it. If the database has none any more, it has lost what it had:
    /// then nothing is built on, and the next snapshot writes everything again.
    pub fn take_base(&mut self, entries: &[(String, String)]) {
        if entries.is_empty() {
            (self.base, self.in_both) = (None, false);
        }
        for manifest in entries.iter().filter_map(|(_, text)| Manifest::open(text).ok()) {
            self.top_generation = self.top_generation.max(manifest.generation);
            if self.base.as_ref().is_none_or(|base| base.generation < manifest.generation) {
                self.base = Some(manifest);
                self.in_both = false;
            }
        }
        self.forget_held();
    }

    /// The stores have lost what stood there: everything is written anew, under keys that no other tab takes meanwhile, and
    /// not into the slot of what is left.
    pub fn leap(&mut self) {
        self.in_both = false;
        if self.base.as_ref().is_some_and(|base| base.generation % 2 != self.top_generation % 2) {
            self.top_generation += 1;
        }
        self.top_generation += 2 * self.salt;
    }

    /// A new manifest stands. The one before, if both were seen whole in both stores.
    pub fn replace(&mut self, manifest: Manifest, in_both: bool) -> Option<Manifest> {
        let previous = self.base.replace(manifest);
        let were_both = std::mem::replace(&mut self.in_both, in_both) && in_both;
        self.forget_held();
        previous.filter(|_| were_both)
    }

    fn forget_held(&mut self) {
        if let Some(base) = &self.base {
            self.pending.retain(|key, _| !base.holds(key.0, key.1) || base.waiting.contains(key));
        }
        self.units = self.pending.values().map(|pending| pending.units).sum();
    }

    /// The generation of the next snapshot: higher than all met, and never in the slot of the one it builds on.
    pub fn next_generation(&mut self) -> u64 {
        self.top_generation += 1;
        if self.base.as_ref().is_some_and(|base| base.generation % 2 == self.top_generation % 2) {
            self.top_generation += 1;
        }
        self.top_generation
    }

    /// The records that changed since the base. If a transaction is in the snapshot that was never noted, all count.
    pub fn changed(&self, snapshot: &Snapshot) -> Changed {
        let mut ids = FxHashSet::default();
        let is_held = |writer, seq| self.base.as_ref().is_some_and(|base| base.holds(writer, seq));
        for (writer, folded) in snapshot.folded() {
            let held = self.base.as_ref().and_then(|base| base.folded.get(writer));
            let floor = held.map_or(0, |held| held.floor);
            if folded.floor.saturating_sub(floor) > COUNTABLE {
                return Changed::All;
            }
            let since = floor.saturating_add(1)..=folded.floor;
            for seq in since.chain(folded.above.iter().copied()).filter(|seq| !is_held(*writer, *seq)) {
                match self.pending.get(&(*writer, seq)) {
                    Some(pending) => ids.extend(pending.records.iter().copied()),
                    None => return Changed::All,
                }
            }
        }
        Changed::Only(ids)
    }

    /// Transactions of the snapshot with changes of records that it does not have.
    pub fn waiting(&self, snapshot: &Snapshot) -> BTreeSet<(WriterId, u32)> {
        if !snapshot.has_waiting() {
            return BTreeSet::new();
        }
        let ids = snapshot.ids();
        let lacks = |pending: &Pending| pending.records.iter().any(|id| !ids.contains(id));
        self.pending.iter().filter(|(_, pending)| lacks(pending)).map(|(key, _)| *key).collect()
    }
}
