//! Generated records of every kind, made from their schemas.
#![allow(dead_code)]

pub mod house;

use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::{DELETED, FieldKey, Foreign, Meta, OtherVersion, Record, UnknownField};
use pocket_pmo::domain::records::{ALL, schema_named};
use pocket_pmo::domain::schema::{FieldKind, Schema};
use pocket_pmo::domain::stamp::{ClockTime, Stamp, Writers};
use pocket_pmo::domain::value::Value;
use pocket_pmo::exchange::json::to_json;
use proptest::prelude::*;
use std::sync::Arc;

/// A record as proptest wants it: with a text to print.
#[derive(Clone)]
pub struct Sample(pub Arc<dyn Record>);

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&describe(&*self.0))
    }
}

pub fn plain(samples: Vec<Sample>) -> Vec<Arc<dyn Record>> {
    samples.into_iter().map(|sample| sample.0).collect()
}

/// Number of writers in [`writers`], the first with index 1.
pub const WRITERS: u32 = 3;

pub fn writers() -> Writers {
    let mut writers = Writers::default();
    for id in [77, u64::MAX, 5] {
        writers.intern(WriterId(id));
    }
    writers
}

pub fn stamp() -> impl Strategy<Value = Stamp> {
    (any::<u64>(), 0..=WRITERS).prop_map(|(time, writer)| Stamp { time: ClockTime(time), writer })
}

/// Any value that a field of that kind takes; `Null` often.
pub fn value_of(kind: &'static FieldKind) -> BoxedStrategy<Value> {
    let given: BoxedStrategy<Value> = match kind {
        FieldKind::Flag => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldKind::Integer { least, most } => (*least..=*most).prop_map(Value::Int).boxed(),
        FieldKind::Number => prop_oneof![
            proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
            (-1_000_000i64..1_000_000).prop_map(|n| n as f64 / 100.0)
        ]
        .prop_map(Value::Number)
        .boxed(),
        FieldKind::Text | FieldKind::Link => "[^\r\n]{0,12}".prop_map(Value::text).boxed(),
        FieldKind::Order => "([0-9A-Za-z]{0,6}[1-9A-Za-z])?".prop_map(Value::text).boxed(),
        FieldKind::Prose => "(?s).{0,20}".prop_map(Value::text).boxed(),
        FieldKind::Date => date().prop_map(Value::Date).boxed(),
        FieldKind::Moment => any::<i64>().prop_map(Value::Int).boxed(),
        FieldKind::Money => (any::<i64>(), "[A-Z]{3}")
            .prop_map(|(minor, code)| Value::List(vec![Value::Int(minor), Value::text(code)]))
            .boxed(),
        FieldKind::Currency => "[A-Z]{3}".prop_map(Value::text).boxed(),
        FieldKind::Choice(choices) => (0..choices.len()).prop_map(|at| Value::text(choices[at].name)).boxed(),
        FieldKind::Reference(_) => any::<u64>().prop_map(|id| Value::Id(Id(id))).boxed(),
        FieldKind::List(inner) => proptest::collection::vec(value_of(inner), 0..4).prop_map(Value::List).boxed(),
        FieldKind::Structure(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| (Just(Arc::from(part.name)), value_of(&part.kind))).collect();
            parts.prop_map(Value::Map).boxed()
        }
    };
    prop_oneof![1 => Just(Value::Null), 2 => given].boxed()
}

fn date() -> impl Strategy<Value = Date> {
    (1i32..=9999, 1u32..=12, 1u32..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

/// Any value that JSON can hold.
pub fn free_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (-1_000_000i64..1_000_000).prop_map(|n| Value::Number(n as f64 / 64.0)),
        "(?s).{0,12}".prop_map(|text| Value::Text(text.into())),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::btree_map("[a-z_]{1,6}", inner, 0..4)
                .prop_map(|map| Value::Map(map.into_iter().map(|(name, value)| (name.into(), value)).collect())),
        ]
    })
}

/// A field of the schema, `deleted`, or one of a newer version; with a value it takes.
pub fn change_of(schema: &'static Schema) -> BoxedStrategy<(FieldKey, Value)> {
    let newer = ("new_[a-z]{1,3}", free_value()).prop_map(|(name, value)| (FieldKey::Named(name.into()), value));
    let deleted = any::<bool>().prop_map(|flag| (FieldKey::Known(DELETED), Value::Bool(flag)));
    if schema.fields.is_empty() {
        return newer.boxed();
    }
    let known = (0..schema.fields.len()).prop_flat_map(move |at| {
        value_of(&schema.fields[at].kind).prop_map(move |value| (FieldKey::Known(at as u8), value))
    });
    prop_oneof![6 => known, 1 => newer, 1 => deleted].boxed()
}

/// A record of any kind, one of a newer version among them, with stamps, other versions and unknown fields.
pub fn record() -> impl Strategy<Value = Sample> {
    (0..=ALL.len()).prop_flat_map(|at| match ALL.get(at) {
        Some(schema) => record_of(Just(schema.name.to_owned()).boxed(), schema),
        None => record_of("newer_[a-z]{1,5}".boxed(), Foreign::blank("").schema()),
    })
}

fn record_of(kind: BoxedStrategy<String>, schema: &'static Schema) -> BoxedStrategy<Sample> {
    let fields: Vec<_> = schema.fields.iter().map(|field| value_of(&field.kind)).collect();
    let unknown = proptest::collection::btree_map("new_[a-z]{1,3}", free_value(), 0..3);
    let stamps = proptest::collection::btree_map(change_of(schema).prop_map(|(key, _)| key), stamp(), 0..4);
    let others = proptest::collection::vec((change_of(schema), stamp()), 0..3);
    let missing = proptest::collection::vec((change_of(schema).prop_map(|(key, _)| key), stamp()), 0..3);
    (kind, any::<u64>(), stamp(), any::<bool>(), (fields, unknown, stamps, others, missing))
        .prop_map(|(kind, id, stamp, deleted, (fields, unknown, stamps, others, missing))| {
            let mut record = schema_named(&kind).map_or_else(|| Foreign::blank(&kind), |schema| (schema.blank)());
            *record.meta_mut() = Meta { deleted, ..Meta::new(Id(id), stamp) };
            for (at, value) in fields.iter().enumerate() {
                record.set(at as u8, value).unwrap();
            }
            if unknown.len() + stamps.len() + others.len() + missing.len() > 0 {
                let more = record.meta_mut().more.get_or_insert_default();
                more.unknown =
                    unknown.into_iter().map(|(name, value)| UnknownField { name: name.into(), value }).collect();
                more.stamps = stamps.into_iter().collect();
                let other = |((field, value), stamp)| OtherVersion { field, stamp, value };
                more.others = others.into_iter().map(other).collect();
                more.missing = missing;
            }
            Sample(Arc::from(record))
        })
        .boxed()
}

/// All of a record as text, for comparing. `{:?}` of values is exact.
pub fn describe(record: &dyn Record) -> String {
    let fields: Vec<_> = (0..record.schema().fields.len()).map(|at| record.get(at as u8)).collect();
    format!("{} {:?} {:?}", record.kind_name(), record.meta(), fields)
}

/// All of a record but its stamps.
pub fn content(record: &dyn Record) -> String {
    let fields: Vec<_> = (0..record.schema().fields.len()).map(|at| record.get(at as u8)).collect();
    let unknown = record.meta().more.as_ref().map(|more| {
        let mut unknown: Vec<_> = more.unknown.iter().map(|f| format!("{}={}", f.name, to_json(&f.value))).collect();
        unknown.sort();
        unknown
    });
    let (id, deleted) = (record.meta().id, record.meta().deleted);
    format!("{} {id} {deleted} {:?} {fields:?}", record.kind_name(), unknown.unwrap_or_default())
}
