//! The one codec between records and their stored form, which serves journal, chunks, backup and example alike.
//! It goes by the schema; must not know any one kind, nor where the text is kept.
//!
//! Stored form of a record: `{"kind":"person","id":"0dzqk3x5m0001","at":[time,0],"deleted":true,"fields":{"name":"Ada"},
//! "stamps":{"name":[time,0]},"others":[{"field":"name","at":[time,1],"value":"A."}],"missing":[["name",[time,1]]]}`.
//! What is not given is left out. `at` is the stamp of creation, its second part a place in the table of writers that
//! stands once in the document. Fields of a newer version are written back under their names.

use super::json::number_by_bits;
use super::writer_table::{ReadWriters, WrittenWriters};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{DELETED, DELETED_NAME, FieldKey, Foreign, Meta, More, OtherVersion, Record};
use crate::domain::records::schema_named;
use crate::domain::schema::{FieldKind, Schema};
use crate::domain::value::Value;
use std::sync::Arc;

pub use super::codec_error::CodecError;

/// The stored form of a record; enters its writers into the table of the document.
pub fn encode_record(record: &dyn Record, writers: &mut WrittenWriters<'_>) -> Value {
    let (schema, meta) = (record.schema(), record.meta());
    let mut entries = vec![
        entry("kind", Value::Text(record.kind_name().into())),
        entry("id", Value::Id(meta.id)),
        entry("at", writers.stamp(meta.stamp)),
    ];
    if meta.deleted {
        entries.push(entry(DELETED_NAME, Value::Bool(true)));
    }
    entries.push(entry("fields", Value::Map(encode_fields(record, &writers.field_names(schema)))));
    if let Some(more) = &meta.more {
        let stamps = more.stamps.iter().map(|(key, stamp)| (key_name(schema, key), writers.stamp(*stamp)));
        push_unless_empty(&mut entries, "stamps", Value::Map(stamps.collect()));
        let others = more.others.iter().map(|other| {
            Value::Map(vec![
                entry("field", Value::Text(key_name(schema, &other.field))),
                entry("at", writers.stamp(other.stamp)),
                entry("value", other.value.clone()),
            ])
        });
        push_unless_empty(&mut entries, "others", Value::List(others.collect()));
        let missing = more
            .missing
            .iter()
            .map(|(key, stamp)| Value::List(vec![Value::Text(key_name(schema, key)), writers.stamp(*stamp)]));
        push_unless_empty(&mut entries, "missing", Value::List(missing.collect()));
    }
    Value::Map(entries)
}

/// Fields that are given: those of the schema by name, then those of a newer version.
fn encode_fields(record: &dyn Record, names: &[Arc<str>]) -> Vec<(Arc<str>, Value)> {
    let named = names.iter().enumerate().map(|(number, name)| (name.clone(), record.get(number as u8)));
    let mut entries: Vec<_> = named.collect();
    let unknown = record.meta().more.as_ref().map(|more| more.unknown.as_slice()).unwrap_or_default();
    if !unknown.is_empty() {
        let blank = (record.schema().blank)();
        for kept in unknown {
            match names.iter().position(|name| *name == kept.name) {
                None => entries.push((kept.name.clone(), kept.value.clone())),
                // A value that did not fit its field, which has its default since. Once the field is given again, that counts.
                Some(at) => {
                    if let Some((_, value)) = entries.get_mut(at)
                        && *value == blank.get(at as u8)
                    {
                        *value = kept.value.clone();
                    }
                }
            }
        }
    }
    entries.retain(|(_, value)| !value.is_null());
    entries
}

/// Reads a record. Fields this version does not know, and values that do not fit, are kept and written back.
pub fn decode_record(stored: Value, writers: &ReadWriters) -> Result<Box<dyn Record>, CodecError> {
    let mut stored = Members::of(stored, "record")?;
    let kind = stored.text("kind")?;
    let mut record = match schema_named(&kind) {
        Some(schema) => (schema.blank)(),
        None => Foreign::blank(&kind),
    };
    let schema = record.schema();
    let id = Id::parse(&stored.text("id")?).ok_or(CodecError::Damaged("id"))?;
    *record.meta_mut() = Meta::new(id, writers.stamp(&stored.take("at"))?);
    record.meta_mut().deleted = stored.take(DELETED_NAME) == Value::Bool(true);

    let mut next = 0;
    for (name, value) in stored.map("fields")? {
        let key = field_key_near(schema, &name, &mut next);
        let value = typed(schema, &key, value);
        record.put(&key, &value);
    }
    let mut more = More::default();
    for (name, stamp) in stored.map("stamps")? {
        more.stamps.push((field_key(schema, &name), writers.stamp(&stamp)?));
    }
    // A name may have become a field of the schema since it was written, and its place with it.
    crate::domain::sorting::sort_by(&mut more.stamps, |a, b| a.0.cmp(&b.0));
    for other in stored.list("others")? {
        let mut other = Members::of(other, "others")?;
        let field = field_key(schema, &other.text("field")?);
        let stamp = writers.stamp(&other.take("at"))?;
        more.others.push(OtherVersion { value: typed(schema, &field, other.take("value")), field, stamp });
    }
    for missing in stored.list("missing")? {
        let error = CodecError::Damaged("missing");
        let Value::List(parts) = missing else { return Err(error) };
        let [Value::Text(name), stamp] = parts.as_slice() else { return Err(error) };
        more.missing.push((field_key(schema, name), writers.stamp(stamp)?));
    }
    if !(more.stamps.is_empty() && more.others.is_empty() && more.missing.is_empty()) {
        let kept = record.meta_mut().more.get_or_insert_default();
        more.unknown = std::mem::take(&mut kept.unknown);
        **kept = more;
    }
    Ok(record)
}

/// Stored name of a field.
pub(super) fn key_name(schema: &Schema, key: &FieldKey) -> Arc<str> {
    match key {
        FieldKey::Known(DELETED) => DELETED_NAME.into(),
        FieldKey::Known(number) => schema.field(*number).map_or("", |field| field.name).into(),
        FieldKey::Named(name) => name.clone(),
    }
}

/// The field with that stored name.
pub(super) fn field_key(schema: &Schema, name: &Arc<str>) -> FieldKey {
    match schema.field_number(name) {
        Some(number) => FieldKey::Known(number),
        None if **name == *DELETED_NAME => FieldKey::Known(DELETED),
        None => FieldKey::Named(name.clone()),
    }
}

/// Like [`field_key`] without `deleted`, looking first where the last one was found: fields come in their order.
fn field_key_near(schema: &Schema, name: &Arc<str>, next: &mut usize) -> FieldKey {
    let fields = schema.fields.iter().enumerate();
    let at = fields.clone().skip(*next).chain(fields.take(*next)).find(|(_, field)| *field.name == **name);
    match at {
        Some((at, _)) => {
            *next = at + 1;
            FieldKey::Known(at as u8)
        }
        None => FieldKey::Named(name.clone()),
    }
}

/// Gives a value read from JSON the types that its field has. What does not fit stays as it is.
pub(super) fn typed(schema: &Schema, key: &FieldKey, value: Value) -> Value {
    match key {
        FieldKey::Known(number) => match schema.field(*number) {
            Some(field) => typed_as(&field.kind, value),
            None => value,
        },
        FieldKey::Named(_) => value,
    }
}

/// Gives a value read from JSON the types of that kind.
pub(super) fn typed_as(kind: &FieldKind, value: Value) -> Value {
    match (kind, value) {
        (FieldKind::Date, Value::Text(text)) => Date::parse(&text).map_or(Value::Text(text), Value::Date),
        (FieldKind::Reference(_), Value::Text(text)) => Id::parse(&text).map_or(Value::Text(text), Value::Id),
        (FieldKind::Number, Value::Int(number)) => Value::Number(number as f64),
        (FieldKind::Number, Value::Text(text)) => number_by_bits(&text).map_or(Value::Text(text), Value::Number),
        (FieldKind::List(kind), Value::List(values)) => {
            Value::List(values.into_iter().map(|value| typed_as(kind, value)).collect())
        }
        (FieldKind::Structure(parts), Value::Map(entries)) => {
            let part = |(name, value): (Arc<str>, Value)| {
                let value = match parts.iter().find(|part| *part.name == *name) {
                    Some(part) => typed_as(&part.kind, value),
                    None => value,
                };
                (name, value)
            };
            Value::Map(entries.into_iter().map(part).collect())
        }
        (_, value) => value,
    }
}

pub(super) fn entry(name: &str, value: Value) -> (Arc<str>, Value) {
    (name.into(), value)
}

pub(super) fn push_unless_empty(entries: &mut Vec<(Arc<str>, Value)>, name: &str, value: Value) {
    let is_empty = match &value {
        Value::Null => true,
        Value::List(values) => values.is_empty(),
        Value::Map(values) => values.is_empty(),
        _ => false,
    };
    if !is_empty {
        entries.push(entry(name, value));
    }
}

/// Members of a stored map, taken out one by one.
pub(super) struct Members(Vec<(Arc<str>, Value)>);

impl Members {
    pub(super) fn of(value: Value, part: &'static str) -> Result<Self, CodecError> {
        match value {
            Value::Map(entries) => Ok(Self(entries)),
            _ => Err(CodecError::Damaged(part)),
        }
    }

    /// The member, `Null` if it is not there.
    pub(super) fn take(&mut self, name: &str) -> Value {
        let member = self.0.iter_mut().find(|(known, _)| **known == *name);
        member.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, name: &'static str) -> Result<Arc<str>, CodecError> {
        match self.take(name) {
            Value::Text(text) => Ok(text),
            _ => Err(CodecError::Damaged(name)),
        }
    }

    /// Entries of a map, none if it is not there.
    pub(super) fn map(&mut self, name: &'static str) -> Result<Vec<(Arc<str>, Value)>, CodecError> {
        match self.take(name) {
            Value::Null => Ok(Vec::new()),
            Value::Map(entries) => Ok(entries),
            _ => Err(CodecError::Damaged(name)),
        }
    }

    /// Values of a list, none if it is not there.
    pub(super) fn list(&mut self, name: &'static str) -> Result<Vec<Value>, CodecError> {
        match self.take(name) {
            Value::Null => Ok(Vec::new()),
            Value::List(values) => Ok(values),
            _ => Err(CodecError::Damaged(name)),
        }
    }
}
