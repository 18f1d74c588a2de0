//! One trigger per record and per index key, made on the first tracked read. Must not know what the records hold.

use crate::domain::id::Id;
use crate::engine::fold::Touched;
use crate::engine::index::IndexKey;
use leptos::prelude::ArcTrigger;
use leptos::reactive::traits::{Notify, Track};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::VecDeque;

#[derive(Default)]
struct Triggers {
    records: FxHashMap<Id, ArcTrigger>,
    indexes: FxHashMap<IndexKey, ArcTrigger>,
    history: Option<ArcTrigger>,
}

/// Triggers kept before a change of page sweeps them.
const MANY: usize = 2_000;

/// Recent changes, so that derived figures can be updated incrementally.
struct Log {
    /// Number of the latest change.
    latest: u64,
    /// Up to this change nothing is known any more.
    floor: u64,
    changes: VecDeque<(u64, Vec<Id>)>,
}

/// Changes remembered, and the most records of one: beyond that all is looked at anew.
const CHANGES: usize = 64;
const RECORDS: usize = 500;

thread_local! {
    static TRIGGERS: RefCell<Triggers> = RefCell::default();
    static LOG: RefCell<Log> = const { RefCell::new(Log { latest: 1, floor: 1, changes: VecDeque::new() }) };
}

impl Log {
    fn enter(&mut self, touched: &[Id]) {
        self.latest += 1;
        if touched.len() > RECORDS {
            return self.forget();
        }
        self.changes.push_back((self.latest, touched.to_vec()));
        if self.changes.len() > CHANGES {
            self.floor = self.changes.pop_front().map_or(self.latest, |(number, _)| number);
        }
    }

    fn forget(&mut self) {
        self.floor = self.latest;
        self.changes.clear();
    }

    fn since(&self, before: u64) -> Option<Vec<Id>> {
        let known = before >= self.floor;
        known.then(|| {
            self.changes.iter().filter(|change| change.0 > before).flat_map(|change| change.1.iter().copied()).collect()
        })
    }
}

/// The records touched since the change of that number, and the number of the latest one; untracked. `None` if that is not
/// known, as for a number of 0: then everything is to be looked at anew.
pub fn touched_since(before: u64) -> (u64, Option<Vec<Id>>) {
    LOG.with_borrow(|log| (log.latest, log.since(before)))
}

/// Depends on that record.
pub fn track_record(id: Id) {
    TRIGGERS.with_borrow_mut(|triggers| triggers.records.entry(id).or_default().clone()).track();
}

/// Depends on the list under that index key.
pub fn track_index(key: IndexKey) {
    TRIGGERS.with_borrow_mut(|triggers| triggers.indexes.entry(key).or_default().clone()).track();
}

/// Depends on the history, and so on undo and redo.
pub fn track_history() {
    TRIGGERS.with_borrow_mut(|triggers| triggers.history.get_or_insert_default().clone()).track();
}

/// Wakes all that depend on what was touched, and on the history.
pub(super) fn wake(touched: &Touched) {
    LOG.with_borrow_mut(|log| log.enter(&touched.records));
    // Collected first: what wakes may read, and so make triggers.
    let woken: Vec<ArcTrigger> = TRIGGERS.with_borrow(|triggers| {
        let records = touched.records.iter().filter_map(|id| triggers.records.get(id));
        let indexes = touched.indexes.iter().filter_map(|key| triggers.indexes.get(key));
        records.chain(indexes).chain(&triggers.history).cloned().collect()
    });
    woken.iter().for_each(Notify::notify);
}

/// Wakes all that depend on the history, when it is longer or shorter than it was.
pub(super) fn wake_history() {
    let woken = TRIGGERS.with_borrow(|triggers| triggers.history.clone());
    woken.iter().for_each(Notify::notify);
}

fn forget_changes() {
    LOG.with_borrow_mut(|log| {
        log.latest += 1;
        log.forget();
    });
}

/// Wakes everything: another workspace was opened.
pub(super) fn wake_all() {
    forget_changes();
    let triggers = TRIGGERS.take();
    triggers.records.values().chain(triggers.indexes.values()).chain(&triggers.history).for_each(Notify::notify);
}

/// Wakes what depends on such records and lists, and on the history.
pub(super) fn wake_some(record: &dyn Fn(&Id) -> bool, index: &dyn Fn(&IndexKey) -> bool) {
    forget_changes();
    let woken: Vec<ArcTrigger> = TRIGGERS.with_borrow(|triggers| {
        let records = triggers.records.iter().filter(|(id, _)| record(id)).map(|(_, trigger)| trigger);
        let indexes = triggers.indexes.iter().filter(|(key, _)| index(key)).map(|(_, trigger)| trigger);
        records.chain(indexes).chain(&triggers.history).cloned().collect()
    });
    woken.iter().for_each(Notify::notify);
}

/// Forgets triggers that a page left behind, if there are many. What still depends on one wakes and makes it anew.
pub fn sweep() {
    let many = TRIGGERS.with_borrow(|triggers| triggers.records.len() + triggers.indexes.len() > MANY);
    if many {
        wake_all();
    }
}
