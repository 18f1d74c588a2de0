//! Rules of people and programmes: what their name alone says of them.

use super::{Rules, set};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::person::{at, initials_of};
use crate::domain::records::{Person, Programme, programme};
use crate::domain::value::Value;

pub(super) const PERSON: Rules =
    Rules { kind: Person::SCHEMA.kind, name: |record, name| abbreviate(record, at::initials, name), ..Rules::NONE };
pub(super) const PROGRAMME: Rules = Rules {
    kind: Programme::SCHEMA.kind,
    name: |record, name| abbreviate(record, programme::at::code, name),
    ..Rules::NONE
};

/// Initials as the short form of a name. They fit, for they are short and of one line.
fn abbreviate(record: &mut dyn Record, field: u8, name: &str) {
    let _ = set(record, field, &Value::text(initials_of(name)));
}
