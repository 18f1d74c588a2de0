//! When routines come, and what became of each time. Must not know how it is shown.

use crate::domain::calendar::week_of;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::routine::Turn;
use crate::domain::records::routine_mark::{MarkState, at};
use crate::domain::records::{Routine, RoutineMark};
use crate::domain::sorting::sort_by;
use crate::domain::work_days::{WorkDays, after, before};
use crate::engine::portfolio::Portfolio;
use rustc_hash::FxHashMap;

/// What became of a routine in a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was done, on that day.
    Done(Date),
    /// It was left out, for a reason.
    LeftOut,
    /// It is to be done.
    Open,
}

/// A routine in one of its periods.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// Which routine.
    pub routine: Id,
    /// First day of the period: of the month reported, of the week, quarter, half-year or year.
    pub period: Date,
    /// When it is due.
    pub due: Date,
    /// Whether the month has the working day; if not it is due on the nearest one.
    pub is_exact: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// The mark that says so.
    pub mark: Option<Id>,
}

impl Occurrence {
    /// Whether it should have been done.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.outcome == Outcome::Open && self.due < today
    }
}

/// All times that routines in use are due between two days, in the order of their days.
pub fn occurrences(portfolio: &Portfolio, work: &WorkDays, from: Date, to: Date) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = Vec::new();
    for routine in portfolio.open::<Routine>() {
        all.extend(of_routine(portfolio, routine, work, from, to));
    }
    sort_by(&mut all, |a, b| (a.due, a.routine).cmp(&(b.due, b.routine)));
    all
}

/// The times that a routine is due between two days.
pub fn of_routine(portfolio: &Portfolio, routine: &Routine, work: &WorkDays, from: Date, to: Date) -> Vec<Occurrence> {
    let marks: FxHashMap<Date, &RoutineMark> = portfolio
        .related::<RoutineMark>(at::routine, routine.meta.id)
        .filter_map(|mark| Some((mark.period?, mark)))
        .collect();
    let from = routine.since.map_or(from, |since| since.max(from));
    let days = match routine.turn {
        Turn::Weekly => weeks(routine, work, from, to),
        turn => months(routine, turn, work, from, to),
    };
    let occurrence = |(period, due, is_exact): (Date, Date, bool)| {
        let mark = marks.get(&period);
        let outcome = match mark.map(|mark| (mark.state, mark.on)) {
            None => Outcome::Open,
            Some((MarkState::Done, on)) => Outcome::Done(on.unwrap_or(due)),
            Some((MarkState::LeftOut, _)) => Outcome::LeftOut,
        };
        Occurrence { routine: routine.meta.id, period, due, is_exact, outcome, mark: mark.map(|mark| mark.meta.id) }
    };
    days.into_iter().filter(|(_, due, _)| (from..=to).contains(due)).map(occurrence).collect()
}

/// Of every week: the first day of it, and the weekday, or the next on which is worked.
fn weeks(routine: &Routine, work: &WorkDays, from: Date, to: Date) -> Vec<(Date, Date, bool)> {
    let weekday = routine.weekday.map_or(1, |weekday| weekday.0);
    let first = week_of(from.plus_days(-7), 1).0;
    let number = to.days_since(first).max(0) / 7;
    let week = |number: i64| {
        let monday = first.plus_days(number * 7);
        let wished = monday.plus_days(weekday - 1);
        let due = work.first_from(wished);
        (monday, due, due == wished)
    };
    (0..=number).map(week).collect()
}

/// Of every cycle, quarter, half-year or year: its first day, and the working day of the month. A cycle begins with the month that is reported,
/// and its working days are those of the month after it.
fn months(routine: &Routine, turn: Turn, work: &WorkDays, from: Date, to: Date) -> Vec<(Date, Date, bool)> {
    let day = routine.working_day.map_or(1, |day| day.0);
    let step: u32 = match turn {
        Turn::Quarterly => 3,
        Turn::HalfYearly => 6,
        Turn::Yearly => 12,
        Turn::Monthly | Turn::Weekly => 1,
    };
    let (year, month, _) = from.parts();
    let mut month = before((year, month));
    let mut all = Vec::new();
    // The last working days of a month are those of the cycle that ends with it.
    let end = {
        let (year, month, _) = to.parts();
        after((year, month))
    };
    while month <= end {
        let in_period = (month.1 - 1) % step + 1;
        let wished = routine.month.map_or(1, |month| u32::try_from(month.0).unwrap_or(1)).min(step);
        if step == 1 || in_period == wished {
            let first = if step == 1 { before(month) } else { (month.0, month.1 - in_period + 1) };
            let due = work.nth(month.0, month.1, day);
            all.extend(Date::new(first.0, first.1, 1).zip(due).map(|(first, (due, is_exact))| (first, due, is_exact)));
        }
        month = after(month);
    }
    all
}
