//! What a kind of record is made of. Forms, tables, filters, history, CSV and the stored form are made from this.
//! Must not know any one record.

pub use super::field_schema::{Choice, FieldKind, FieldSchema, mark};
pub use super::record::{Kind, Schema, States};
