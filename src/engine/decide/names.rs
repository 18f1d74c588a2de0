//! Relations given as names: finds the person or programme of that name, or makes one in the same transaction.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::person::initials_of;
use crate::domain::records::{Person, Programme};
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;

impl Draft<'_, '_> {
    /// The person of that name, made if there is none. Names agree without regard to case of ASCII letters and outer spaces.
    pub(super) fn person(&mut self, name: &str) -> Result<Id, Rejection> {
        self.named(Person::SCHEMA.name, name)?.ok_or(Rejection::Missing)
    }

    /// The record of that kind and name. People and programmes are made if there is none; for other kinds, and for an empty
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
        let text = |text: &str| crate::domain::value::Value::text(text);
        let record: Box<dyn Record> = if kind == Person::SCHEMA.name {
            let mut person = Person::default();
            person.set(crate::domain::records::person::at::name, &text(name)).map_err(error)?;
            person.initials = initials_of(name).as_str().into();
            Box::new(person)
        } else if kind == Programme::SCHEMA.name {
            let mut programme = Programme::default();
            programme.set(crate::domain::records::programme::at::name, &text(name)).map_err(error)?;
            programme.code = initials_of(name).as_str().into();
            Box::new(programme)
        } else {
            return Ok(None);
        };
        let id = (self.context.new_id)();
        self.create(record, id);
        self.names.insert(key, id);
        Ok(Some(id))
    }
}
