//! Rules of work items: what their fields cannot say, and where one begins that is made by hand.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::work_item::at;
use crate::domain::records::{Project, WorkItem};
use crate::domain::value::Value;
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::item::fault;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::work;

pub(super) const RULES: Rules = Rules {
    kind: WorkItem::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "Work is moved, accepted and archived on the board of its project." },
    create,
    change,
    ..Rules::NONE
};

/// A new item begins in the first column of the board of the phase in which its project is, behind the others.
fn create(portfolio: &Portfolio, _: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    check(record)?;
    let Some(project) = record.get(at::project).as_id() else { return Ok(()) };
    let phase = board_phase(portfolio.get::<Project>(project).map_or_else(Default::default, |project| project.phase));
    let board = WorkBoard::of(phase, 0, work::changed_board(portfolio, project, phase));
    super::set(record, at::phase, &Value::text(phase.name()))?;
    super::set(record, at::column, &Value::text(board.key(0)))?;
    super::set(record, at::order, &Value::text(place_behind(portfolio, project)))
}

/// A place behind all work of a project.
pub fn place_behind(portfolio: &Portfolio, project: Id) -> String {
    order::between(portfolio.indexes.last_order(IndexKey::items(project)).as_deref(), None)
}

fn change(_: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    if before.get(at::project) != after.get(at::project) {
        let reason =
            "Work goes to another project with “Move to” on its board, where the limits of the other are looked at.";
        return Err(Rejection::NotPossible { reason });
    }
    // What an earlier version stored may be senseless, and whoever changes something else cannot help it.
    let was = (*before).typed::<WorkItem>().and_then(fault);
    match check(after) {
        Err(_) if was.is_some() && was == (*after).typed::<WorkItem>().and_then(fault) => Ok(()),
        checked => checked,
    }
}

/// Refuses an item that its fields make senseless.
pub fn check(record: &dyn Record) -> Result<(), Rejection> {
    let refused =
        |(label, reason): (&str, &str)| Rejection::Field { label: label.to_owned(), reason: reason.to_owned() };
    record.typed::<WorkItem>().and_then(fault).map_or(Ok(()), |fault| Err(refused(fault)))
}
