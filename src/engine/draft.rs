//! A transaction in the making: the edits that a decision has gathered so far. Must not know commands, nor why something is changed.

use super::context::Context;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::{Change, Edit};
use super::work;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::project::Phase;
use crate::domain::records::{Project, project};
use crate::domain::value::Value;
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::limits::LaneBy;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// A board by its project and phase.
type KnownBoard = ((Id, Phase), Rc<WorkBoard>);

/// A transaction in the making.
pub struct Draft<'a, 'c> {
    pub(super) portfolio: &'a Portfolio,
    pub(super) context: &'a mut Context<'c>,
    pub(super) edits: Vec<Edit>,
    /// Index into `edits` of the changes of each record.
    set: FxHashMap<Id, usize>,
    /// Records by kind and name, those made by name within this transaction among them; entered when a kind is first asked for.
    pub(super) names: FxHashMap<(&'static str, String), Id>,
    /// Kinds whose names were entered into `names`.
    pub(super) names_known: Vec<&'static str>,
    /// Why limits of boards may be broken; empty as long as nobody said.
    pub(super) reason: String,
    /// The lanes that are shown where somebody works on a board: their limits count.
    pub(super) lanes: Option<LaneBy>,
    /// Boards that were asked for: one of them takes a walk through the work of its project.
    boards: RefCell<Vec<KnownBoard>>,
}

impl<'a, 'c> Draft<'a, 'c> {
    pub(super) fn new(portfolio: &'a Portfolio, context: &'a mut Context<'c>) -> Self {
        Self {
            portfolio,
            context,
            edits: Vec::new(),
            set: FxHashMap::default(),
            names: FxHashMap::default(),
            names_known: Vec::new(),
            reason: String::new(),
            lanes: None,
            boards: RefCell::default(),
        }
    }

    /// The board of a phase of a project as it is before this transaction, worked out once.
    pub(super) fn board(&self, project: Id, phase: Phase) -> Rc<WorkBoard> {
        let asked = (project, board_phase(phase));
        let known = self.boards.borrow().iter().find(|(board, _)| *board == asked).map(|(_, board)| board.clone());
        known.unwrap_or_else(|| {
            let board = Rc::new(work::board(self.portfolio, project, phase));
            self.boards.borrow_mut().push((asked, board.clone()));
            board
        })
    }

    /// The record, if it is there and not deleted.
    pub(super) fn live(&self, id: Id) -> Result<&Arc<dyn Record>, Rejection> {
        self.portfolio.record(id).filter(|record| !record.meta().deleted).ok_or(Rejection::Missing)
    }

    /// Adds a new record, stamped as part of this transaction.
    pub(super) fn create(&mut self, mut record: Box<dyn Record>, id: Id) {
        record.meta_mut().id = id;
        record.meta_mut().stamp = self.context.stamp;
        self.edits.push(Edit::Create(Arc::from(record)));
    }

    /// Adds changes of a record's fields; those that change nothing are left out.
    pub(super) fn set(&mut self, record: &dyn Record, values: Vec<(FieldKey, Value)>) {
        self.set_deciding(record, values, &[]);
    }

    /// The last place of a column after what this transaction has put there already: two projects that come to it at once get two places.
    pub(super) fn last_place(&self, last: Option<Arc<str>>) -> Option<Arc<str>> {
        let order = FieldKey::Known(project::at::order);
        let given = self.edits.iter().filter_map(|edit| match edit {
            Edit::Set { record, schema, changes } if schema.kind == Project::SCHEMA.kind => {
                // One that keeps its place has no change of it.
                match changes.iter().find(|change| change.field == order) {
                    Some(change) => change.after.as_text().map(Arc::from),
                    None => self.portfolio.record(*record)?.value(&order).as_text().map(Arc::from),
                }
            }
            _ => None,
        });
        given.chain(last).max()
    }

    /// Like `set`, but records decided fields even when their value is unchanged.
    pub(super) fn set_deciding(&mut self, record: &dyn Record, values: Vec<(FieldKey, Value)>, decided: &[u8]) {
        let id = record.meta().id;
        let earlier = self.set.get(&id).and_then(|at| self.edits.get_mut(*at));
        if let Some(Edit::Set { changes: earlier, .. }) = earlier {
            // A transaction holds one change of a field: the one that was asked for last.
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
            if values.iter().all(|(known, _)| *known != field) {
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
