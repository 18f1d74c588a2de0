//! The fold: how a transaction becomes part of the portfolio. Order-free and idempotent: whatever the order in which
//! transactions arrive, and however often, the portfolio is the same.
//!
//! Per field the later stamp wins. A change not followed by another that was made in sight of it, and that is not the
//! winner, is kept as "another version". Must not know what the changes mean.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::transaction::{Change, Edit, Transaction};
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, OtherVersion, Record};
use crate::domain::stamp::{Stamp, Writers};
use std::sync::Arc;

/// What a fold touched: what the views must look at again.
#[derive(Debug, Default, PartialEq)]
pub struct Touched {
    /// Whether the transaction had not been folded before. It may still touch nothing, while it waits for a record.
    pub is_new: bool,
    /// Records made or changed.
    pub records: Vec<Id>,
    /// Index keys whose lists changed.
    pub indexes: Vec<IndexKey>,
}

impl Portfolio {
    /// Folds a transaction in. A second time it does nothing.
    pub fn fold(&mut self, transaction: &Transaction) -> Touched {
        let mut touched = Touched::default();
        let writer = self.writers.id(transaction.stamp.writer);
        if !self.folded.entry(writer).or_default().enter(transaction.seq) {
            return touched;
        }
        touched.is_new = true;
        for edit in &transaction.edits {
            match edit {
                Edit::Create(record) => self.fold_create(record, &mut touched),
                Edit::Set { record, changes, .. } => {
                    self.fold_changes(*record, transaction.stamp, changes, &mut touched)
                }
            }
        }
        touched.records.dedup();
        crate::domain::sorting::sort_once(&mut touched.indexes);
        touched
    }

    fn fold_create(&mut self, created: &Arc<dyn Record>, touched: &mut Touched) {
        let id = created.meta().id;
        touched.records.push(id);
        match self.records.remove(&id) {
            None => {
                self.indexes.enter(&**created, &mut touched.indexes);
                self.records.insert(id, created.clone());
            }
            Some(existing) => {
                // A backup restored in two tabs.
                let merged = with_creation(&existing, created, &self.writers);
                self.indexes.replace(Some(&*existing), &*merged, &mut touched.indexes);
                self.records.insert(id, merged);
            }
        }
        for (stamp, changes) in self.waiting.remove(&id).unwrap_or_default() {
            self.fold_changes(id, stamp, &changes, touched);
        }
    }

    fn fold_changes(&mut self, id: Id, stamp: Stamp, changes: &[Change], touched: &mut Touched) {
        let Some(mut record) = self.records.remove(&id) else {
            self.waiting.entry(id).or_default().push((stamp, changes.to_vec()));
            return;
        };
        let before = self.indexes.keys_of(&*record);
        if Arc::get_mut(&mut record).is_none() {
            record = Arc::from(record.copy());
        }
        if let Some(unshared) = Arc::get_mut(&mut record) {
            for change in changes {
                fold_change(unshared, stamp, change, &self.writers);
            }
        }
        self.indexes.move_keys(id, before, &*record, &mut touched.indexes);
        self.records.insert(id, record);
        touched.records.push(id);
    }
}

/// The record as it is with a second creation of its id: the later creation's fields, with later changes on top. Changes
/// that the later creation did not see stay as other versions.
fn with_creation(existing: &Arc<dyn Record>, created: &Arc<dyn Record>, writers: &Writers) -> Arc<dyn Record> {
    if !writers.later(created.meta().stamp, existing.meta().stamp) {
        return existing.clone();
    }
    let mut merged = created.copy();
    let Some(former) = &existing.meta().more else { return Arc::from(merged) };
    let more = merged.meta_mut().more.get_or_insert_default();
    more.missing.clone_from(&former.missing);
    former.others.iter().for_each(|other| add_other(&mut *merged, other.clone(), writers));
    for (field, stamp) in &former.stamps {
        let value = existing.value(field);
        if writers.later(*stamp, created.meta().stamp) {
            merged.put(field, &value);
            set_stamp(&mut *merged, field, *stamp);
        } else {
            add_other(&mut *merged, OtherVersion { field: field.clone(), stamp: *stamp, value }, writers);
        }
    }
    Arc::from(merged)
}

fn set_stamp(record: &mut dyn Record, field: &FieldKey, stamp: Stamp) {
    let stamps = &mut record.meta_mut().more.get_or_insert_default().stamps;
    match stamps.iter_mut().find(|(known, _)| known == field) {
        Some((_, stored)) => *stored = stamp,
        None => {
            let at = stamps.partition_point(|(known, _)| known < field);
            stamps.insert(at, (field.clone(), stamp));
        }
    }
}

/// Folds one change. `prev` and `settled` name the changes it was made in sight of: those are no longer other versions,
/// whether they have arrived yet or not.
fn fold_change(record: &mut dyn Record, stamp: Stamp, change: &Change, writers: &Writers) {
    let field = &change.field;
    let current = record.meta().stamp_of(field);
    if stamp == current {
        return;
    }
    let created = record.meta().stamp;
    let seen = || std::iter::once(change.prev).chain(change.settled.iter().copied());
    let more = record.meta_mut().more.get_or_insert_default();

    let awaited = more.missing.iter().position(|(known, missing)| known == field && *missing == stamp);
    if let Some(at) = awaited {
        more.missing.swap_remove(at);
    }
    let was_a_change = |prev: &Stamp| *prev != created && *prev != Stamp::NEVER;
    for prev in seen().filter(|prev| *prev != current && was_a_change(prev)) {
        match more.others.iter().position(|other| other.field == *field && other.stamp == prev) {
            Some(at) => {
                more.others.remove(at);
            }
            // Not here yet. Or replaced long ago by another change too, or an earlier creation: then it never comes and
            // costs a few bytes.
            None if !more.missing.contains(&(field.clone(), prev)) => more.missing.push((field.clone(), prev)),
            None => {}
        }
    }

    if writers.later(stamp, current) {
        // A value that came with the record was in sight of everybody.
        if current != created && !seen().any(|prev| prev == current) {
            let value = record.value(field);
            add_other(record, OtherVersion { field: field.clone(), stamp: current, value }, writers);
        }
        record.put(field, &change.after);
        set_stamp(record, field, stamp);
    } else if awaited.is_none() {
        add_other(record, OtherVersion { field: field.clone(), stamp, value: change.after.clone() }, writers);
    }
}

fn add_other(record: &mut dyn Record, other: OtherVersion, writers: &Writers) {
    // Deleting and restoring at once needs no second version: the later one stands, and either can be undone.
    if other.field == FieldKey::Known(DELETED) {
        return;
    }
    let others = &mut record.meta_mut().more.get_or_insert_default().others;
    others.push(other);
    crate::domain::sorting::sort_by(others, |a, b| {
        a.field.cmp(&b.field).then_with(|| writers.compare(a.stamp, b.stamp))
    });
}
