//! The routines of a year as entries of a calendar file. Must not know how a file is written.

use super::words::period_words;
use crate::domain::date::Date;
use crate::domain::records::Routine;
use crate::engine::calendar::{occurrences, work_days};
use crate::engine::portfolio::Portfolio;
use crate::exchange::ics::Entry;

/// What is due in the year from that day on, each with a name that stays the same in every file.
pub fn year_of_routines(portfolio: &Portfolio, from: Date) -> Vec<Entry> {
    let work = work_days(portfolio);
    let entry = |one: crate::engine::calendar::Occurrence| {
        let routine = portfolio.get::<Routine>(one.routine)?;
        let who = if routine.who.is_empty() { String::new() } else { ["Who: ", &*routine.who, "\n"].concat() };
        let leaves = if routine.leaves.is_empty() { String::new() } else { ["Leaves: ", &*routine.leaves].concat() };
        Some(Entry {
            uid: [&*one.routine.to_string(), "-", &*one.period.to_string(), "@pocket-pmo"].concat(),
            on: one.due,
            title: routine.title.to_string(),
            about: [&*period_words(routine.turn, one.period), "\n", &*who, &*leaves].concat(),
        })
    };
    occurrences(portfolio, &work, from, from.plus_days(365)).into_iter().filter_map(entry).collect()
}
