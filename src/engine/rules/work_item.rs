//! Rules of work items: what their fields cannot say, and where one begins that is made by hand.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::work_item::at;
use crate::domain::records::{Project, WorkItem};
use crate::domain::value::Value;
use crate::domain::work::columns::board_phase;
use crate::domain::work::item::fault;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::{waived, work};

pub(super) const RULES: Rules = Rules {
    kind: WorkItem::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "Work is moved, accepted and archived on the board of its project." },
    create,
    change,
    sound: check,
    ..Rules::NONE
};

/// A new item begins in the first column of the board of the phase in which its project is, behind the others.
fn create(portfolio: &Portfolio, _: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    check(record)?;
    let Some(project) = record.get(at::project).as_id() else { return Ok(()) };
    let phase = board_phase(portfolio.get::<Project>(project).map_or_else(Default::default, |project| project.phase));
    let board = work::columns(portfolio, project, phase);
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

/// What work says of itself goes with where it stands.
pub(super) fn invariants(portfolio: &Portfolio, item: &WorkItem, violate: &mut dyn FnMut(String)) {
    let mut say = |words: &str| violate(["“", &*item.title, "” ", words].concat());
    if item.accepted_by.is_some() && !work::columns_of(portfolio, item).is_done(&item.column) {
        say("says who accepted it, and does not stand where accepted work stands.");
    }
    if item.accepted_by.is_none() && item.accepted_on.is_some() {
        say("says on which day it was accepted, and not by whom.");
    }
    if item.column_entries.windows(2).any(|pair| matches!(pair, [one, next] if next.at < one.at)) {
        say("entered a column before the one in which it stood.");
    }
    if item.accepted_on.is_some_and(|on| waived::is_both(portfolio, item, on)) {
        say("is accepted and waived at once.");
    }
}

/// Refuses an item that its fields make senseless.
pub fn check(record: &dyn Record) -> Result<(), Rejection> {
    let refused =
        |(label, reason): (&str, &str)| Rejection::Field { label: label.to_owned(), reason: reason.to_owned() };
    record.typed::<WorkItem>().and_then(fault).map_or(Ok(()), |fault| Err(refused(fault)))
}
