//! Reading and building the small JSON bodies of this layer: manifest, boot record, messages. Must not know what they mean.

use crate::domain::value::Value;
use std::sync::Arc;

/// A map of these entries.
pub fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(entries.into_iter().map(|(name, value)| (Arc::from(name), value)).collect())
}

/// A number beyond `i64` is kept bit by bit.
pub fn whole(number: u64) -> Value {
    Value::Int(number as i64)
}

/// A whole number, read bit by bit.
pub fn as_whole(value: &Value) -> Option<u64> {
    value.as_int().map(|number| number as u64)
}

/// A whole number that fits 32 bits.
pub fn as_short(value: &Value) -> Option<u32> {
    value.as_int().and_then(|number| u32::try_from(number).ok())
}

/// The values of a list; none if it is not one.
pub fn as_list(value: &Value) -> &[Value] {
    match value {
        Value::List(values) => values,
        _ => &[],
    }
}

/// The list under that name; none if it is not there.
pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.entry(name).map(as_list).unwrap_or_default()
}

/// Length in the units in which browsers count: UTF-16.
pub fn units(text: &str) -> usize {
    // One unit for each character, two for those of four bytes. Counted by bytes: texts of megabytes are measured.
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}
