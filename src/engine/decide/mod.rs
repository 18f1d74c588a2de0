//! Decides whether a command is possible and what it changes. Pure: the same portfolio, command and context give the
//! same transaction. One file per family of commands.

mod board;
mod gate;
mod import;
mod names;
mod records;

pub use gate::{demands, suggestion};
pub use records::free_code;

use super::command::Command;
use super::context::Context;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::{Change, Edit, Purpose, Transaction};
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record};
use crate::domain::value::Value;
use std::sync::Arc;

/// The transaction that carries out the command, or why it is refused.
pub fn decide(portfolio: &Portfolio, command: &Command, context: &mut Context) -> Result<Transaction, Rejection> {
    let mut draft = Draft { portfolio, context, edits: Vec::new(), made: Vec::new() };
    let label = match command {
        Command::Create { schema, fields } => records::create(&mut draft, schema, fields),
        Command::Change { record, fields } => records::change(&mut draft, *record, fields),
        Command::TakeVersion { record, field, value } => records::take_version(&mut draft, *record, field, value),
        Command::Delete { records } => records::delete(&mut draft, records, true),
        Command::Restore { records } => records::delete(&mut draft, records, false),
        Command::MoveOnBoard { project, after } => board::move_on_board(&mut draft, *project, *after),
        Command::ReviewGate(proposal) => gate::review(&mut draft, proposal),
        Command::CloseCondition { condition, on, note } => gate::close_condition(&mut draft, *condition, *on, note),
        Command::Import(import) => import::import(&mut draft, import),
    }?;
    if draft.edits.is_empty() {
        return Err(Rejection::Nothing);
    }
    let edits = std::mem::take(&mut draft.edits);
    Ok(draft.context.transaction(label, Purpose::Do, edits))
}

/// A transaction in the making.
struct Draft<'a, 'c> {
    portfolio: &'a Portfolio,
    context: &'a mut Context<'c>,
    edits: Vec<Edit>,
    /// Records made by name within this transaction: kind, name, id.
    made: Vec<(&'static str, String, Id)>,
}

impl Draft<'_, '_> {
    /// The record, if it is there and not deleted.
    fn live(&self, id: Id) -> Result<&Arc<dyn Record>, Rejection> {
        self.portfolio.record(id).filter(|record| !record.meta().deleted).ok_or(Rejection::Missing)
    }

    /// Adds a new record, stamped as part of this transaction.
    fn create(&mut self, mut record: Box<dyn Record>, id: Id) {
        record.meta_mut().id = id;
        record.meta_mut().stamp = self.context.stamp;
        self.edits.push(Edit::Create(Arc::from(record)));
    }

    /// Adds changes of a record's fields; those that change nothing are left out.
    fn set(&mut self, record: &dyn Record, values: Vec<(FieldKey, Value)>) {
        let changes: Vec<Change> =
            values.into_iter().filter_map(|(field, after)| change_of(record, field, after)).collect();
        if !changes.is_empty() {
            self.edits.push(Edit::Set { record: record.meta().id, schema: record.schema(), changes });
        }
    }
}

/// The change that gives a field that value, made in sight of all its versions; `None` if it has it.
pub(super) fn change_of(record: &dyn Record, field: FieldKey, after: Value) -> Option<Change> {
    let before = record.value(&field);
    let settled: Vec<_> = record.meta().others_of(&field).map(|other| other.stamp).collect();
    if before == after && settled.is_empty() {
        return None;
    }
    let prev = record.meta().stamp_of(&field);
    Some(Change { field, before, after, prev, settled })
}
