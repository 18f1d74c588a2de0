//! What of a portfolio anybody can see, in a form that compares whatever the tables of writers look like. Left out is the
//! fold's own bookkeeping of changes that have not arrived.

use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::{DELETED, DELETED_NAME, FieldKey, Record};
use pocket_pmo::domain::schema::Schema;
use pocket_pmo::domain::stamp::{Stamp, Writers};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::portfolio::Portfolio;
use std::collections::BTreeMap;

/// A stamp that means the same in every tab.
pub type At = (u64, WriterId);

/// One record.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    pub kind: String,
    pub created: At,
    /// Value and stamp by stored name, `deleted` and the fields of newer versions among them.
    pub fields: BTreeMap<String, (Value, At)>,
    /// Other versions.
    pub others: Vec<(String, At, Value)>,
}

/// All records.
pub type Visible = BTreeMap<Id, Shown>;

pub fn at(writers: &Writers, stamp: Stamp) -> At {
    (stamp.time.0, writers.id(stamp.writer))
}

/// Stored name of a field.
pub fn name_of(schema: &Schema, key: &FieldKey) -> String {
    match key {
        FieldKey::Known(DELETED) => DELETED_NAME.to_owned(),
        FieldKey::Known(number) => schema.field(*number).expect("a field").name.to_owned(),
        FieldKey::Named(name) => name.to_string(),
    }
}

/// All fields a record has or had: those of its schema, `deleted`, and those of newer versions.
pub fn keys_of(record: &dyn Record) -> Vec<FieldKey> {
    let mut keys: Vec<_> = (0..record.schema().fields.len() as u8).map(FieldKey::Known).collect();
    keys.push(FieldKey::Known(DELETED));
    if let Some(more) = &record.meta().more {
        let fields = record.schema().fields;
        let unknown = more.unknown.iter().map(|field| &field.name);
        let unknown = unknown.filter(|name| fields.iter().all(|field| *field.name != ***name));
        keys.extend(unknown.map(|name| FieldKey::Named(name.clone())));
        keys.extend(more.stamps.iter().map(|(key, _)| key.clone()));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// One record as anybody can see it.
pub fn shown(record: &dyn Record, writers: &Writers) -> Shown {
    let meta = record.meta();
    let field = |key: FieldKey| {
        let stamp = at(writers, meta.stamp_of(&key));
        (name_of(record.schema(), &key), (record.value(&key), stamp))
    };
    let others = meta.more.iter().flat_map(|more| &more.others);
    let other = others.map(|o| (name_of(record.schema(), &o.field), at(writers, o.stamp), o.value.clone()));
    let mut others: Vec<_> = other.collect();
    others.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    Shown {
        kind: record.kind_name().to_owned(),
        created: at(writers, meta.stamp),
        fields: keys_of(record).into_iter().map(field).collect(),
        others,
    }
}

/// The portfolio as anybody can see it.
pub fn visible(portfolio: &Portfolio) -> Visible {
    portfolio.every().map(|record| (record.meta().id, shown(&**record, &portfolio.writers))).collect()
}

/// Values alone, of the records that are neither deleted nor withdrawn: what undo must bring back.
pub fn living(portfolio: &Portfolio) -> Living {
    let lives = |record: &dyn Record| {
        !record.meta().deleted && record.schema().field_number("withdrawn").is_none_or(|at| record.get(at).is_null())
    };
    let values = |record: &dyn Record| {
        let keys = keys_of(record).into_iter();
        let values = keys.map(|key| (name_of(record.schema(), &key), record.value(&key)));
        values.filter(|(_, value)| !value.is_null()).collect()
    };
    portfolio.every().filter(|record| lives(&***record)).map(|record| (record.meta().id, values(&**record))).collect()
}

/// What differs between two, one line each.
pub fn differences(a: &Visible, b: &Visible) -> Vec<String> {
    let mut lines = Vec::new();
    let ids: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    for id in ids {
        let (Some(one), Some(two)) = (a.get(id), b.get(id)) else {
            lines.push(format!("{id}: only {}", if a.contains_key(id) { "left" } else { "right" }));
            continue;
        };
        let names: std::collections::BTreeSet<_> = one.fields.keys().chain(two.fields.keys()).collect();
        for name in names.into_iter().filter(|name| one.fields.get(*name) != two.fields.get(*name)) {
            lines.push(format!("{id} {} {name}: {:?} | {:?}", one.kind, one.fields.get(name), two.fields.get(name)));
        }
        if one.others != two.others {
            lines.push(format!("{id} {} others: {:?} | {:?}", one.kind, one.others, two.others));
        }
        if (&one.kind, one.created) != (&two.kind, two.created) {
            lines.push(format!("{id}: {} {:?} | {} {:?}", one.kind, one.created, two.kind, two.created));
        }
    }
    lines
}

/// Values of the records that live, by record and stored name.
pub type Living = BTreeMap<Id, BTreeMap<String, Value>>;

/// What two portfolios differ in, by record and field.
pub fn living_differences(a: &Living, b: &Living) -> Vec<String> {
    let field = |id: &Id, name: &str| (a.get(id).and_then(|r| r.get(name)), b.get(id).and_then(|r| r.get(name)));
    let ids = a.keys().chain(b.keys());
    let names = ids.flat_map(|id| a.get(id).into_iter().chain(b.get(id)).flatten().map(move |(name, _)| (id, name)));
    let differ = names.filter(|(id, name)| field(id, name).0 != field(id, name).1);
    let mut lines: Vec<_> = differ.map(|(id, name)| format!("{id} {name}: {:?}", field(id, name))).collect();
    lines.sort();
    lines.dedup();
    lines
}
