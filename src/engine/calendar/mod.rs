//! The calendar of the PMO as the records say it: its working days, when its routines come, what became of each, and cycles that were kept. Must
//! not know how any is shown.

mod cycles;
mod occurrences;

pub use cycles::{Kept, cycle_of, cycles_in_a_row};
pub use occurrences::{Occurrence, Outcome, occurrences, of_routine};

use super::portfolio::Portfolio;
use crate::domain::date::Date;
use crate::domain::records::Holiday;
use crate::domain::work_days::WorkDays;

/// The most days that one holiday takes.
const LONGEST: i64 = 62;

/// The days on which the organisation works: those of its week, less its holidays.
pub fn work_days(portfolio: &Portfolio) -> WorkDays {
    let days = |holiday: &Holiday| -> Vec<Date> {
        let Some(on) = holiday.on else { return Vec::new() };
        let days = holiday.until.map_or(0, |until| until.days_since(on)).clamp(0, LONGEST);
        (0..=days).map(|more| on.plus_days(more)).collect()
    };
    WorkDays::new(portfolio.settings().working_week(), portfolio.all::<Holiday>().flat_map(days).collect())
}
