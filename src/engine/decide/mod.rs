//! Decides whether a command is possible and what it changes. Pure: the same portfolio, command and context give the
//! same transaction. One file per family of commands.

mod board;
mod correct;
mod criteria;
mod gate;
mod history;
mod import;
mod improvement;
mod maturity;
mod merge;
mod names;
mod records;

pub use super::rules::free_code;
pub use correct::{CorrectPhases, can_be_corrected};
pub use criteria::{SetCriteria, flaw};
pub use gate::{CloseCondition, demands, suggestion};
pub use history::{ArchiveHistory, DAYS_KEPT};
pub use maturity::responses;
pub use merge::taken_over;

use super::after::After;
use super::command::Command;
use super::context::Context;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::soundness;
use super::transaction::{Change, Edit, Purpose, Transaction};
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::{Project, project};
use crate::domain::value::Value;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The transaction that carries out the command, or why it is refused.
pub fn decide(portfolio: &Portfolio, command: &Command, context: &mut Context) -> Result<Transaction, Rejection> {
    let mut draft = Draft {
        portfolio,
        context,
        edits: Vec::new(),
        set: FxHashMap::default(),
        names: FxHashMap::default(),
        names_known: Vec::new(),
    };
    let label = match command {
        Command::Create { schema, fields } => records::create(&mut draft, schema, fields),
        Command::Change { record, fields } => records::change(&mut draft, *record, fields),
        Command::Advance { record, to, fields } => records::advance(&mut draft, *record, to, fields),
        Command::TakeVersion { record, field, value } => records::take_version(&mut draft, *record, field, value),
        Command::Delete { records } => records::delete(&mut draft, records, true),
        Command::Restore { records } => records::delete(&mut draft, records, false),
        Command::TakeBack { record, fields } => records::take_back(&mut draft, *record, fields),
        Command::Merge { from, into } => merge::merge(&mut draft, *from, *into),
        Command::MoveOnBoard { project, after, fields } => board::move_on_board(&mut draft, *project, *after, fields),
        Command::MoveTogether { projects, after, fields } => board::move_together(&mut draft, projects, *after, fields),
        Command::Import(import) => import::import(&mut draft, import),
        Command::Act(act) => act.decide(&mut draft),
    }?;
    if draft.edits.is_empty() {
        return Err(Rejection::Nothing);
    }
    let edits = std::mem::take(&mut draft.edits);
    let after = After::new(portfolio, &edits);
    match command {
        // A backup brings back what was, sound or not; only what is there now is safe from it.
        Command::Import(import) if import.restores => {
            let known: FxHashSet<Id> = import.known.iter().copied().collect();
            soundness::check_codes(&after, &edits, Some(&|own| known.contains(&own.meta.id)))?;
        }
        _ => soundness::check(&after, &edits)?,
    }
    Ok(draft.context.transaction(label, Purpose::Do, edits))
}

/// A transaction in the making.
pub struct Draft<'a, 'c> {
    portfolio: &'a Portfolio,
    context: &'a mut Context<'c>,
    edits: Vec<Edit>,
    /// Where in `edits` the changes of a record stand.
    set: FxHashMap<Id, usize>,
    /// Records by kind and name, those made by name within this transaction among them; entered when a kind is first asked for.
    names: FxHashMap<(&'static str, String), Id>,
    /// Kinds entered there.
    names_known: Vec<&'static str>,
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
        self.set_deciding(record, values, &[]);
    }

    /// Like `set`; of the fields that are `decided`, also those that keep their value.
    fn set_deciding(&mut self, record: &dyn Record, values: Vec<(FieldKey, Value)>, decided: &[u8]) {
        let id = record.meta().id;
        let earlier = self.set.get(&id).and_then(|at| self.edits.get_mut(*at));
        if let Some(Edit::Set { changes: earlier, .. }) = earlier {
            // The fold takes one change of a field from a transaction: the one asked for last.
            earlier.retain(|change| values.iter().all(|(field, _)| *field != change.field));
            earlier.extend(changes_of(record, values, decided, true));
            return;
        }
        let changes = changes_of(record, values, decided, true);
        if !changes.is_empty() {
            self.set.insert(id, self.edits.len());
            self.edits.push(Edit::Set { record: id, schema: record.schema(), changes });
        }
    }
}

/// Whether a field is phase or state of a project. They change together, so that of two decisions taken at the same time
/// one wins whole.
fn is_position(record: &dyn Record, field: &FieldKey) -> bool {
    let position = [project::at::phase, project::at::state].map(FieldKey::Known);
    record.kind() == Project::SCHEMA.kind && position.contains(field)
}

/// The changes that give a record's fields these values, of two for one field the last. Those that change nothing are left
/// out, but for fields that are `decided`. `settles`: whether they settle the other versions on view.
pub(super) fn changes_of(
    record: &dyn Record,
    mut values: Vec<(FieldKey, Value)>,
    decided: &[u8],
    settles: bool,
) -> Vec<Change> {
    let is_disputed = |field: &FieldKey| settles && record.meta().others_of(field).next().is_some();
    let changes = |(field, after): &(FieldKey, Value)| record.value(field) != *after || is_disputed(field);
    let moves = values.iter().any(|value| is_position(record, &value.0) && changes(value));
    if moves {
        for field in [project::at::phase, project::at::state].map(FieldKey::Known) {
            if values.iter().all(|(own, _)| *own != field) {
                let value = record.value(&field);
                values.push((field, value));
            }
        }
    }
    let mut changes: Vec<Change> = Vec::with_capacity(values.len());
    for (field, after) in values {
        changes.retain(|change| change.field != field);
        let is_decided = match &field {
            FieldKey::Known(number) => decided.contains(number) || (moves && is_position(record, &field)),
            FieldKey::Named(_) => false,
        };
        let settled: Vec<_> = match settles {
            true => record.meta().others_of(&field).map(|other| other.stamp).collect(),
            false => Vec::new(),
        };
        let (before, prev) = (record.value(&field), record.meta().stamp_of(&field));
        if before != after || !settled.is_empty() || is_decided {
            changes.push(Change { field, before, after, prev, settled });
        }
    }
    changes
}
