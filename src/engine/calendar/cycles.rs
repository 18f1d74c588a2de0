//! Cycles of the reporting month that were kept to the calendar. A cycle was kept if each of its monthly routines was done no later than one
//! working day after its day, or left out for a reason, and more than half of them were done; `[ours]`. Must not know how it is shown.

use super::occurrences::{Occurrence, Outcome, of_routine};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::Routine;
use crate::domain::records::routine::Turn;
use crate::domain::sorting::sort_by;
use crate::domain::work_days::{WorkDays, before, month_of};
use crate::engine::portfolio::Portfolio;

/// How far back cycles are looked at.
const MOST: usize = 36;

/// Cycles kept in a row, up to the last one that has ended.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// How many.
    pub count: usize,
    /// First day of the month that the last of them reported.
    pub last: Option<Date>,
    /// The marks that show it.
    pub marks: Vec<Id>,
}

/// The monthly routines of the cycle that reports that month, by their days.
pub fn cycle_of(portfolio: &Portfolio, work: &WorkDays, year: i32, month: u32) -> Vec<Occurrence> {
    let Some((first, last)) = month_of(year, month) else { return Vec::new() };
    let mut all: Vec<Occurrence> = Vec::new();
    for routine in portfolio.open::<Routine>().filter(|routine| routine.turn == Turn::Monthly) {
        let due = of_routine(portfolio, routine, work, first.plus_days(-1), last.plus_days(62));
        all.extend(due.into_iter().filter(|occurrence| occurrence.period == first));
    }
    sort_by(&mut all, |a, b| (a.due, a.routine).cmp(&(b.due, b.routine)));
    all
}

/// Whether a cycle was kept to the calendar.
fn is_kept(cycle: &[Occurrence], work: &WorkDays) -> bool {
    let in_time = |occurrence: &Occurrence| match occurrence.outcome {
        Outcome::Done(on) => on <= work.plus(occurrence.due, 1),
        Outcome::LeftOut => true,
        Outcome::Open => false,
    };
    let done = cycle.iter().filter(|occurrence| matches!(occurrence.outcome, Outcome::Done(_))).count();
    cycle.iter().all(in_time) && done * 2 > cycle.len()
}

/// How many cycles in a row were kept: counted back from the last one whose days have all passed, or that is done already.
pub fn cycles_in_a_row(portfolio: &Portfolio, work: &WorkDays, today: Date) -> Kept {
    let (year, month, _) = today.parts();
    let mut month = (year, month);
    let mut kept = Kept::default();
    for _ in 0..MOST {
        let cycle = cycle_of(portfolio, work, month.0, month.1);
        let is_going = cycle.is_empty() || cycle.iter().any(|one| one.outcome == Outcome::Open && one.due >= today);
        // One that is still going on neither counts nor ends the row.
        if is_going && kept.count == 0 {
            month = before(month);
            continue;
        }
        if cycle.is_empty() || !is_kept(&cycle, work) {
            break;
        }
        kept.count += 1;
        kept.last = kept.last.or(cycle.first().map(|occurrence| occurrence.period));
        kept.marks.extend(cycle.iter().filter_map(|occurrence| occurrence.mark));
        month = before(month);
    }
    kept
}
