//! What a rehearsal says of records: which one, and what would change in it. Must not know where the change comes from.

use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::value::Value;
use std::sync::Arc;

/// A record by what people call it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedRecord {
    /// The record.
    pub id: Id,
    /// Label of its kind.
    pub kind: &'static str,
    /// Its own name.
    pub title: Arc<str>,
}

impl NamedRecord {
    pub(super) fn of(record: &dyn Record) -> Self {
        Self { id: record.meta().id, kind: record.schema().label, title: record.title() }
    }
}

/// A field that would take another value.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldDifference {
    /// Label of the field.
    pub label: Arc<str>,
    /// Value now.
    pub before: Value,
    /// Value afterwards. A relation may be a name as text.
    pub after: Value,
}
