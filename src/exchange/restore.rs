//! Rehearsal of bringing back a backup: what would be made, changed and deleted, and the one import that does it.
//! Must not know how a backup is written.

use super::backup::Backup;
use super::difference::{FieldDifference, NamedRecord};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Meta, More, Record};
use crate::domain::value::Value;
use crate::engine::command::Import;
use crate::engine::portfolio::Portfolio;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a backup would do to the portfolio.
#[derive(Default)]
pub struct RestorePlan {
    /// Records that are not there now, or deleted, and would be there.
    pub added: Vec<NamedRecord>,
    /// Records that would have other values.
    pub changed: Vec<(NamedRecord, Vec<FieldDifference>)>,
    /// Records that are there now, and that the backup does not have or has as deleted.
    pub removed: Vec<NamedRecord>,
    /// How many records that are there now would stay as they are.
    pub unchanged: usize,
    /// Records whose id belongs to a record of another kind here; they are left out.
    pub left_out: Vec<NamedRecord>,
    /// The command that does all this.
    pub import: Import,
}

/// What the backup would do to the portfolio. Records keep their ids; those that are not in the backup are deleted, and
/// can be restored like any other.
pub fn rehearse_restore(portfolio: &Portfolio, backup: &Backup) -> RestorePlan {
    let mut plan = RestorePlan::default();
    let day = Date::of_moment(backup.created);
    let of = if backup.workspace.is_empty() { String::new() } else { format!(" ({})", backup.workspace) };
    plan.import.label = format!("Restore the backup of {day}{of}");
    plan.import.restores = true;
    let mut in_backup: FxHashMap<Id, ()> = FxHashMap::default();
    for record in &backup.records {
        let id = record.meta().id;
        in_backup.insert(id, ());
        match portfolio.record(id) {
            None => {
                if !record.meta().deleted {
                    plan.added.push(NamedRecord::of(&**record));
                }
                plan.import.creates.push(made_anew(&**record));
            }
            Some(present) if present.kind_name() != record.kind_name() => {
                plan.left_out.push(NamedRecord::of(&**record))
            }
            Some(present) => {
                plan.import.known.push(id);
                plan.compare(&**present, &**record);
            }
        }
    }
    let mut extra: Vec<&Arc<dyn Record>> =
        portfolio.every().filter(|record| !in_backup.contains_key(&record.meta().id)).collect();
    crate::domain::sorting::sort_by(&mut extra, |a, b| a.meta().id.cmp(&b.meta().id));
    for record in extra.into_iter().filter(|record| !record.meta().deleted) {
        plan.removed.push(NamedRecord::of(&**record));
        plan.import.changes.push((record.meta().id, vec![(FieldKey::Known(DELETED), Value::Bool(true))]));
    }
    plan
}

impl RestorePlan {
    fn compare(&mut self, present: &dyn Record, other: &dyn Record) {
        let (before, after) = (present.meta().deleted, other.meta().deleted);
        let mut values = Vec::new();
        let mut differences = Vec::new();
        for key in keys(present, other) {
            let (before, after) = (present.value(&key), other.value(&key));
            if before != after {
                let label = match &key {
                    FieldKey::Known(number) => present.schema().field(*number).map_or("", |field| field.label).into(),
                    FieldKey::Named(name) => name.clone(),
                };
                differences.push(FieldDifference { label, before, after: after.clone() });
                values.push((key, after));
            }
        }
        match (before, after) {
            (false, true) => self.removed.push(NamedRecord::of(present)),
            (true, false) => self.added.push(NamedRecord::of(other)),
            (false, false) if values.is_empty() => self.unchanged += 1,
            (false, false) => self.changed.push((NamedRecord::of(other), differences)),
            (true, true) => {}
        }
        if before != after {
            values.push((FieldKey::Known(DELETED), Value::Bool(after)));
        }
        if !values.is_empty() {
            self.import.changes.push((present.meta().id, values));
        }
    }
}

/// Fields of the schema, and those of a newer version that one of the two has.
fn keys(present: &dyn Record, other: &dyn Record) -> Vec<FieldKey> {
    let mut keys: Vec<FieldKey> = (0..present.schema().fields.len()).map(|at| FieldKey::Known(at as u8)).collect();
    for unknown in [present, other].into_iter().flat_map(|record| &record.meta().more).flat_map(|more| &more.unknown) {
        let key = FieldKey::Named(unknown.name.clone());
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The record without the stamps of the portfolio it came from.
fn made_anew(record: &dyn Record) -> Arc<dyn Record> {
    let mut made = record.copy();
    let meta = record.meta();
    let unknown = meta.more.as_ref().map(|more| more.unknown.clone()).unwrap_or_default();
    let more = (!unknown.is_empty()).then(|| Box::new(More { unknown, ..More::default() }));
    *made.meta_mut() = Meta { deleted: meta.deleted, more, ..Meta::new(meta.id, Default::default()) };
    Arc::from(made)
}
