//! The transaction: one named change for people, the unit of journal, undo, history and exchange between tabs.
//! Owns its parts; must not know how it is decided on or written down.

use crate::domain::id::{Id, WriterId};
use crate::domain::record::{FieldKey, Record};
use crate::domain::schema::Schema;
use crate::domain::stamp::Stamp;
use crate::domain::value::Value;
use std::sync::Arc;

/// A named change of the portfolio, all or nothing.
#[derive(Clone)]
pub struct Transaction {
    /// When and by which writer; every edit in it has this stamp.
    pub stamp: Stamp,
    /// Its number within its writer's, from 1 without gaps.
    pub seq: u32,
    /// Who made the change, as history shows it.
    pub author: Author,
    /// What, for people: "Move Apollo to Execution".
    pub label: Arc<str>,
    /// Whether it does something new, or takes back or repeats another.
    pub purpose: Purpose,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Identity of a transaction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TransactionId {
    /// Its writer.
    pub writer: WriterId,
    /// Its number within its writer's.
    pub seq: u32,
}

/// Who made a change: the person chosen in "Working as".
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Author {
    /// Name at that time; empty if nobody was chosen.
    pub name: Arc<str>,
}

/// Whether a transaction does something new, or takes back or repeats another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Something new.
    Do,
    /// Takes that transaction back.
    Undo(TransactionId),
    /// Does again what was taken back of that transaction.
    Redo(TransactionId),
}

/// A part of a transaction.
#[derive(Clone)]
pub enum Edit {
    /// A record comes into being with all its fields.
    Create(Arc<dyn Record>),
    /// Fields of a record change.
    Set {
        /// The record.
        record: Id,
        /// What it is made of; for the stored form.
        schema: &'static Schema,
        /// The fields.
        changes: Vec<Change>,
    },
}

/// A change of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The field.
    pub field: FieldKey,
    /// Value that the field had.
    pub before: Value,
    /// Value that the field gets.
    pub after: Value,
    /// Stamp of the value before.
    pub prev: Stamp,
    /// Stamps of other versions that were on view and are settled by this change.
    pub settled: Vec<Stamp>,
}

impl Edit {
    /// The record it concerns.
    pub fn record(&self) -> Id {
        match self {
            Self::Create(record) => record.meta().id,
            Self::Set { record, .. } => *record,
        }
    }
}
