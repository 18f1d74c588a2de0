//! Rules of the calendar: a routine says when it comes, and is marked once in a period.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::routine::Turn;
use crate::domain::records::routine_mark::{MarkState, at};
use crate::domain::records::{Holiday, Routine, RoutineMark};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const ROUTINE: Rules = Rules {
    kind: Routine::SCHEMA.kind,
    listed: true,
    create: |_, today, record| {
        let routine = record.typed::<Routine>().cloned().unwrap_or_default();
        if routine.since.is_none() {
            // Nothing was missed before somebody thought of it.
            let _ = record.set(crate::domain::records::routine::at::since, &crate::domain::value::Value::Date(today));
        }
        comes(&routine)
    },
    change: |_, _, after| after.typed::<Routine>().map_or(Ok(()), comes),
    ..Rules::NONE
};

pub(super) const MARK: Rules = Rules {
    kind: RoutineMark::SCHEMA.kind,
    create: |portfolio, _, record| once(portfolio, &*record),
    change: |portfolio, _, after| once(portfolio, after),
    dated: |today, record| match record.typed::<RoutineMark>().and_then(|mark| mark.on) {
        Some(on) if on > today => refused("On", "cannot be still to come"),
        _ => Ok(()),
    },
    ..Rules::NONE
};

pub(super) const HOLIDAY: Rules = Rules {
    kind: Holiday::SCHEMA.kind,
    listed: true,
    create: |_, _, record| ends(&*record),
    change: |_, _, after| ends(after),
    ..Rules::NONE
};

fn refused(label: &str, reason: &str) -> Result<(), Rejection> {
    Err(Rejection::Field { label: label.to_owned(), reason: reason.to_owned() })
}

/// Refuses a routine that does not say on which day it comes.
fn comes(routine: &Routine) -> Result<(), Rejection> {
    match (routine.turn, routine.working_day.map(|day| day.0), routine.weekday) {
        (Turn::Weekly, _, None) => refused("Weekday", "is missing: a weekly routine comes on one, 1 for Monday"),
        (Turn::Weekly, ..) => Ok(()),
        (_, None, _) => {
            refused("Working day", "is missing: 1 is the first of the month, -1 the last of the month before")
        }
        (_, Some(0), _) => {
            refused("Working day", "cannot be 0: 1 is the first of the month, -1 the last of the month before")
        }
        _ => match (routine.turn, routine.month.map(|month| month.0)) {
            (Turn::Quarterly, Some(4..)) => refused("In month", "must lie from 1 to 3: a quarter has no more months"),
            (Turn::HalfYearly, Some(7..)) => {
                refused("In month", "must lie from 1 to 6: a half-year has no more months")
            }
            _ => Ok(()),
        },
    }
}

/// Refuses a second mark of a routine in one period, and leaving one out without saying why.
fn once(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    let Some(mark) = record.typed::<RoutineMark>() else { return Ok(()) };
    if mark.state == MarkState::LeftOut && mark.note.trim().is_empty() {
        return refused("What it left, or why not", "is missing: say why it is left out");
    }
    let Some(routine) = mark.routine else { return Ok(()) };
    let is_other = |other: &RoutineMark| other.meta.id != mark.meta.id && other.period == mark.period;
    if portfolio.related::<RoutineMark>(at::routine, routine.id).any(is_other) {
        return refused("Routine", "is marked already for this period. Undo that mark or change it");
    }
    Ok(())
}

fn ends(record: &dyn Record) -> Result<(), Rejection> {
    let Some(holiday) = record.typed::<Holiday>() else { return Ok(()) };
    let days = |until: Date| holiday.on.map_or(0, |on| until.days_since(on));
    match holiday.until.map(days) {
        Some(..0) => refused("Until", "cannot lie before its first day"),
        Some(62..) => refused("Until", "cannot lie more than two months after its first day"),
        _ => Ok(()),
    }
}
