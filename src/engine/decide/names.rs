//! Relations given as names: finds the person or programme of that name, or makes one in the same transaction.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Person;
use crate::domain::schema::mark;
use crate::domain::value::Value;
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::rules;

impl Draft<'_, '_> {
    /// The person of that name, made if there is none. Names agree without regard to case of ASCII letters and outer spaces.
    pub(super) fn person(&mut self, name: &str) -> Result<Id, Rejection> {
        self.named(Person::SCHEMA.name, name)?.ok_or(Rejection::Missing)
    }

    /// The record of that kind and name. One is made if there is none and its kind is `by_name`; for other kinds, and for an empty
    /// name, `None`.
    pub(super) fn named(&mut self, kind: &'static str, name: &str) -> Result<Option<Id>, Rejection> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(None);
        }
        let schema = crate::domain::records::schema_named(kind).ok_or(Rejection::Missing)?;
        if self.names_known.iter().all(|known| *known != kind) {
            self.names_known.push(kind);
            for id in self.portfolio.ids(IndexKey::Kind(schema.kind)) {
                if let Some(record) = self.portfolio.record(id) {
                    // Of several of one name the oldest.
                    self.names.entry((kind, record.title().trim().to_ascii_lowercase())).or_insert(id);
                }
            }
        }
        let key = (kind, name.to_ascii_lowercase());
        if let Some(known) = self.names.get(&key) {
            return Ok(Some(*known));
        }
        let error = |error: crate::domain::field::FieldError| Rejection::Field {
            label: schema.label.to_owned(),
            reason: error.0.into_owned(),
        };
        let Some(title) = schema.marked(mark::title).filter(|_| schema.by_name) else { return Ok(None) };
        let mut record = (schema.blank)();
        record.set(title, &Value::text(name)).map_err(error)?;
        (rules::of(schema.kind).name)(&mut *record, name);
        let id = (self.context.new_id)();
        self.create(record, id);
        self.names.insert(key, id);
        Ok(Some(id))
    }
}
