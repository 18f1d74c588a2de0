//! One trigger per record and per index key, made on the first tracked read. Must not know what the records hold.

use crate::domain::id::Id;
use crate::engine::fold::Touched;
use crate::engine::index::IndexKey;
use leptos::prelude::ArcTrigger;
use leptos::reactive::traits::{Notify, Track};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

#[derive(Default)]
struct Triggers {
    records: FxHashMap<Id, ArcTrigger>,
    indexes: FxHashMap<IndexKey, ArcTrigger>,
    history: Option<ArcTrigger>,
}

/// Triggers kept before a change of page sweeps them.
const MANY: usize = 2_000;

thread_local! {
    static TRIGGERS: RefCell<Triggers> = RefCell::default();
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
    // Collected first: what wakes may read, and so make triggers.
    let woken: Vec<ArcTrigger> = TRIGGERS.with_borrow(|triggers| {
        let records = touched.records.iter().filter_map(|id| triggers.records.get(id));
        let indexes = touched.indexes.iter().filter_map(|key| triggers.indexes.get(key));
        records.chain(indexes).chain(&triggers.history).cloned().collect()
    });
    woken.iter().for_each(Notify::notify);
}

/// Wakes everything: another workspace was opened.
pub(super) fn wake_all() {
    let triggers = TRIGGERS.take();
    triggers.records.values().chain(triggers.indexes.values()).chain(&triggers.history).for_each(Notify::notify);
}

/// Wakes what depends on such records and lists, and on the history.
pub(super) fn wake_some(record: &dyn Fn(&Id) -> bool, index: &dyn Fn(&IndexKey) -> bool) {
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
