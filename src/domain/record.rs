//! What all records have in common: their schema, identity, stamps, and reading and writing fields by number.
//! Must not know any one kind, nor the rules by which a later stamp wins: those are the engine's fold.

use super::field::{FieldError, Slot};
use super::field_schema::{FieldSchema, mark};
use super::id::Id;
use super::stamp::Stamp;
use super::value::Value;
use std::any::Any;
use std::sync::Arc;

/// Number of a kind of record in memory. The stored form uses its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Kind(pub u8);

/// A kind of record.
pub struct Schema {
    /// Its number in memory.
    pub kind: Kind,
    /// Name in the stored form; never changes.
    pub name: &'static str,
    /// What people call one, in sentence case: "Gate review".
    pub label: &'static str,
    /// What people call several: "Gate reviews".
    pub plural: &'static str,
    /// Whether no command may alter its fields once made. Undo sets `withdrawn` instead of deleting.
    pub immutable: bool,
    /// Whether one is known, and made, by its name alone, wherever a relation to it is typed.
    pub by_name: bool,
    /// Why none is made by hand, in a sentence that says what makes one; `None` if anybody may.
    pub made_by: Option<&'static str>,
    /// Whether somebody still has to do something about one; `None` if that is no question.
    pub open: Option<fn(&dyn Record) -> bool>,
    /// The states that one goes through, if it has any.
    pub states: Option<&'static States>,
    /// Whether it may be loaded after the board is shown, which then must not read it.
    pub late: bool,
    /// Where one is seen: the address without its `#/`, with `{id}` for its own id and `{field}` for the record to which that field
    /// leads. Empty if nowhere.
    pub shown_at: &'static str,
    /// Its fields by number.
    pub fields: &'static [FieldSchema],
    /// A record of this kind with all fields at their defaults.
    pub blank: fn() -> Box<dyn Record>,
}

/// The states that a record goes through. Made by `states!`.
pub struct States {
    /// Number of the field that holds the state.
    pub field: u8,
    /// Which states may follow one: stored names.
    pub steps: &'static [(&'static str, &'static [&'static str])],
    /// What must be given in a state: its stored name, and numbers of fields.
    pub demands: &'static [(&'static str, &'static [u8])],
}

impl States {
    /// Whether a state may follow another, or is the same.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        from == to || self.steps.iter().any(|(state, next)| *state == from && next.contains(&to))
    }

    /// What must be given in a state.
    pub fn demanded(&self, state: &str) -> &'static [u8] {
        self.demands.iter().find(|(known, _)| *known == state).map_or(&[], |(_, fields)| fields)
    }
}

impl Schema {
    /// A kind of which nothing is said: what `record!` starts from.
    pub const PLAIN: Self = Self {
        kind: Kind(0),
        name: "",
        label: "",
        plural: "",
        immutable: false,
        by_name: false,
        made_by: None,
        open: None,
        states: None,
        late: false,
        shown_at: "",
        fields: &[],
        blank: || Foreign::blank(""),
    };

    /// Its fields with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u8, &'static FieldSchema)> {
        (0u8..).zip(self.fields)
    }

    /// The first field with that mark.
    pub fn marked(&self, mark: u8) -> Option<u8> {
        self.numbered().find(|(_, field)| field.marks & mark > 0).map(|(number, _)| number)
    }

    /// Number of the field with this stored name.
    pub fn field_number(&self, name: &str) -> Option<u8> {
        self.fields.iter().position(|field| field.name == name).and_then(|at| u8::try_from(at).ok())
    }

    /// The field with this number.
    pub fn field(&self, number: u8) -> Option<&'static FieldSchema> {
        self.fields.get(usize::from(number))
    }
}

/// Number of the field `deleted`, which every record has beside those of its schema.
pub const DELETED: u8 = 255;
/// Stored name of the field `deleted`.
pub const DELETED_NAME: &str = "deleted";

/// Identity, stamps and what a newer version of the product left in a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    /// Identity: given once, never given again.
    pub id: Id,
    /// Stamp of creation; also that of each field which `more` does not name.
    pub stamp: Stamp,
    /// Whether the record is deleted. Deleted records stay and can be restored.
    pub deleted: bool,
    /// What most records do not have.
    pub more: Option<Box<More>>,
}

/// The parts of [`Meta`] that most records do not have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct More {
    /// Fields changed after creation, with the stamp of the value they have.
    pub stamps: Vec<(FieldKey, Stamp)>,
    /// Values given by another writer at the same time, not followed by a later change made in sight of them.
    pub others: Vec<OtherVersion>,
    /// Changes that others were made in sight of and that have not arrived yet.
    pub missing: Vec<(FieldKey, Stamp)>,
    /// Fields of a newer version, kept and written back.
    pub unknown: Vec<UnknownField>,
}

/// Which field: by number, or by stored name where this version does not know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldKey {
    /// A field of the schema, or [`DELETED`].
    Known(u8),
    /// A field of a newer version.
    Named(Arc<str>),
}

/// A value that another writer gave at the same time and that is not shown as the field's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherVersion {
    /// The field.
    pub field: FieldKey,
    /// Stamp of the value.
    pub stamp: Stamp,
    /// The value.
    pub value: Value,
}

/// A field of a newer version.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownField {
    /// Stored name.
    pub name: Arc<str>,
    /// Value as read, without a schema.
    pub value: Value,
}

impl Meta {
    /// The meta of a record made just now.
    pub fn new(id: Id, stamp: Stamp) -> Self {
        Self { id, stamp, deleted: false, more: None }
    }

    /// Stamp of the value a field has.
    pub fn stamp_of(&self, field: &FieldKey) -> Stamp {
        let stamps = self.more.as_ref().map(|more| more.stamps.as_slice()).unwrap_or_default();
        stamps.iter().find(|(known, _)| known == field).map_or(self.stamp, |(_, stamp)| *stamp)
    }

    /// Values of that field given by another writer at the same time.
    pub fn others_of<'a>(&'a self, field: &'a FieldKey) -> impl Iterator<Item = &'a OtherVersion> {
        self.more.iter().flat_map(|more| &more.others).filter(move |other| other.field == *field)
    }
}

impl Default for Meta {
    fn default() -> Self {
        Self::new(Id(0), Stamp::NEVER)
    }
}

/// A record of any kind. Made by `record!`; fields are read and written by their number in the schema.
pub trait Record: Any + Send + Sync {
    /// What the record is made of.
    fn schema(&self) -> &'static Schema;
    /// Identity and stamps.
    fn meta(&self) -> &Meta;
    /// Identity and stamps, to be altered by the fold alone.
    fn meta_mut(&mut self) -> &mut Meta;
    /// A field of the schema, whatever its type.
    fn slot(&self, field: u8) -> Option<&dyn Slot>;
    /// A field of the schema to be set, whatever its type.
    fn slot_mut(&mut self, field: u8) -> Option<&mut dyn Slot>;
    /// For typed reads by downcast.
    fn as_any(&self) -> &dyn Any;
    /// Stored name of the kind; differs from the schema's for kinds of a newer version.
    fn kind_name(&self) -> &str {
        self.schema().name
    }
    /// Value of a field of the schema; `Null` for a number it does not have.
    fn get(&self, field: u8) -> Value {
        value_in(self.slot(field))
    }
    /// Sets a field of the schema; refuses what does not fit and numbers it does not have.
    fn set(&mut self, field: u8, value: &Value) -> Result<(), FieldError> {
        set_in(self.slot_mut(field), value)
    }
}

// Compiled once, not for each kind.
#[inline(never)]
fn value_in(slot: Option<&dyn Slot>) -> Value {
    slot.map_or(Value::Null, Slot::value)
}

#[inline(never)]
fn set_in(slot: Option<&mut dyn Slot>, value: &Value) -> Result<(), FieldError> {
    slot.map_or(Err(FieldError::UNKNOWN), |slot| slot.assign(value))
}

/// What a record type gives beside its values.
pub trait RecordType: Record + Default + Clone {
    /// What records of this type are made of.
    const SCHEMA: &'static Schema;
}

impl dyn Record {
    /// This record as its own type. Asked in hundreds of places, so compiled once for each kind.
    #[inline(never)]
    pub fn typed<R: RecordType>(&self) -> Option<&R> {
        self.as_any().downcast_ref()
    }

    /// A copy of the record with its identity and stamps. By the values of its fields, so that no kind needs code of its own for it.
    pub fn copy(&self) -> Box<dyn Record> {
        let schema = self.schema();
        let mut made = if schema.kind == FOREIGN.kind { Foreign::blank(self.kind_name()) } else { (schema.blank)() };
        *made.meta_mut() = self.meta().clone();
        for (number, field) in schema.numbered() {
            let value = self.get(number);
            // What was set without being looked at may not fit; then it is kept as such a value is kept everywhere.
            if made.set(number, &value).is_err() {
                made.keep_unknown(field.name.into(), &value);
            }
        }
        made
    }

    /// Number of its kind.
    pub fn kind(&self) -> Kind {
        self.schema().kind
    }

    /// What people call this record: what its field marked as title says; the label of its kind if it has none.
    pub fn title(&self) -> Arc<str> {
        let schema = self.schema();
        match schema.marked(mark::title).map(|number| self.get(number)) {
            Some(Value::Text(text)) => text,
            _ => schema.label.into(),
        }
    }

    /// Value of a field, `deleted` and unknown fields included. Of a value that did not fit its field, the value itself.
    pub fn value(&self, field: &FieldKey) -> Value {
        match field {
            FieldKey::Known(DELETED) => Value::Bool(self.meta().deleted),
            FieldKey::Known(number) => self.misfit(*number).cloned().unwrap_or_else(|| self.get(*number)),
            FieldKey::Named(name) => self.unknown(name).cloned().unwrap_or_default(),
        }
    }

    /// Sets a field, `deleted` and unknown fields included. A value that does not fit is kept under the field's
    /// stored name as a newer version's, and the field takes its default: nothing is lost and nothing fails.
    pub fn put(&mut self, field: &FieldKey, value: &Value) {
        match field {
            FieldKey::Known(DELETED) => self.meta_mut().deleted = *value == Value::Bool(true),
            FieldKey::Known(number) => {
                let fits = self.set(*number, value).is_ok();
                let Some(known) = self.schema().field(*number) else { return };
                if !fits {
                    let _ = self.set(*number, &Value::Null);
                    self.keep_unknown(known.name.into(), value);
                } else if let Some(more) = self.meta_mut().more.as_mut() {
                    more.unknown.retain(|field| *field.name != *known.name);
                }
            }
            FieldKey::Named(name) => self.keep_unknown(name.clone(), value),
        }
    }

    /// The value that did not fit a field of the schema, kept under its name.
    fn misfit(&self, field: u8) -> Option<&Value> {
        self.meta().more.as_ref().filter(|more| !more.unknown.is_empty())?;
        self.unknown(self.schema().field(field)?.name)
    }

    fn unknown(&self, name: &str) -> Option<&Value> {
        let unknown = &self.meta().more.as_ref()?.unknown;
        unknown.iter().find(|field| *field.name == *name).map(|field| &field.value)
    }

    fn keep_unknown(&mut self, name: Arc<str>, value: &Value) {
        let unknown = &mut self.meta_mut().more.get_or_insert_default().unknown;
        match unknown.iter_mut().find(|field| field.name == name) {
            Some(field) => field.value = value.clone(),
            None => unknown.push(UnknownField { name, value: value.clone() }),
        }
    }
}

/// A record of a kind that only a newer version knows: all its fields are kept as unknown ones.
#[derive(Clone, Default)]
pub struct Foreign {
    meta: Meta,
    kind_name: Arc<str>,
}

impl Foreign {
    /// An empty record of the kind with that stored name.
    pub fn blank(kind_name: &str) -> Box<dyn Record> {
        Box::new(Self { meta: Meta::default(), kind_name: kind_name.into() })
    }
}

static FOREIGN: Schema = Schema {
    label: "Record of a newer version",
    plural: "Records of a newer version",
    immutable: true,
    ..Schema::PLAIN
};

impl Record for Foreign {
    fn schema(&self) -> &'static Schema {
        &FOREIGN
    }
    fn meta(&self) -> &Meta {
        &self.meta
    }
    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }
    fn slot(&self, _field: u8) -> Option<&dyn Slot> {
        None
    }
    fn slot_mut(&mut self, _field: u8) -> Option<&mut dyn Slot> {
        None
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn kind_name(&self) -> &str {
        &self.kind_name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Text;
    use crate::domain::records::{Person, person};

    /// Everything that can be read of a record.
    fn all_of(record: &dyn Record) -> (String, Meta, Vec<Value>) {
        let values = record.schema().numbered().map(|(number, _)| record.value(&FieldKey::Known(number))).collect();
        (record.kind_name().to_owned(), record.meta().clone(), values)
    }

    #[test]
    fn a_copy_has_all_that_its_record_has() {
        let mut person = Person { meta: Meta::new(Id(7), Stamp::NEVER), name: "Ada".into(), ..Person::default() };
        let record: &mut dyn Record = &mut person;
        record.put(&FieldKey::Named("shoe_size".into()), &Value::Int(38));
        record.put(&FieldKey::Known(person::at::role), &Value::Int(3));
        record.put(&FieldKey::Known(DELETED), &Value::Bool(true));
        assert!(all_of(&*record.copy()) == all_of(record));

        let mut newer = Foreign::blank("shoe");
        newer.put(&FieldKey::Named("size".into()), &Value::Int(38));
        assert!(all_of(&*newer.copy()) == all_of(&*newer));
    }

    #[test]
    fn a_copy_keeps_what_does_not_fit_its_field() {
        let person = Person { name: Text("two\nlines".into()), ..Person::default() };
        let copy = (&person as &dyn Record).copy();
        assert_eq!(copy.value(&FieldKey::Known(person::at::name)), Value::text("two\nlines"));
    }
}
