//! The way of an item over its board: when it was committed to, when work on it began, when it was done, how long it waited meanwhile
//! (handbook 7.8). Days are counted with both ends. Must not know where boards come from, nor what day it is.

use super::arrivals::arrivals;
use crate::domain::date::{Date, Moment, Zone};
use crate::domain::records::work_item::ColumnEntry;

/// Columns in which nothing is done yet, by their stable keys.
const WAITING: [&str; 3] = ["to_do", "backlog", "ready"];
/// The column of what may be done some day: nobody has committed to it.
const OPTIONS: &str = "backlog";
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A board as the way that items take over it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Course<'a> {
    /// Keys of its columns, in order.
    keys: Vec<&'a str>,
    /// The column in which an item is committed to.
    committed: usize,
    /// The column in which work begins.
    started: usize,
}

impl<'a> Course<'a> {
    /// The way over a board with columns of these keys. Work begins in the first column after the first that is none in which items
    /// wait; on a board without one between its ends, in the first.
    pub fn over(keys: Vec<&'a str>) -> Self {
        let last = keys.len().saturating_sub(1);
        let waits = |at: usize| keys.get(at).is_some_and(|key| WAITING.contains(key));
        let started = (1..last).find(|at| !waits(*at)).unwrap_or_default();
        let committed = usize::from(started > 1 && keys.first() == Some(&OPTIONS));
        Self { keys, committed, started }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.keys.len()
    }

    /// The column in which work begins.
    pub fn started(&self) -> usize {
        self.started
    }

    /// The last column, in which an item is done.
    pub fn last(&self) -> usize {
        self.keys.len().saturating_sub(1)
    }

    /// The way of an item with these entries, oldest first. Entries in columns that the board does not have are passed over.
    pub fn passage(&self, entries: &[ColumnEntry]) -> Passage {
        let arrived = arrivals(entries, &self.keys);
        let at = |column: usize| arrived.get(column).copied().flatten();
        let (mut committed, mut started, finished) = (at(self.committed), at(self.started), at(self.last()));
        let known: Vec<(usize, Moment)> = entries
            .iter()
            .filter_map(|entry| Some((self.keys.iter().position(|key| **key == *entry.column)?, entry.at)))
            .collect();
        let mut stays = Vec::new();
        for (number, (column, from)) in known.iter().enumerate() {
            // What is not committed to does not wait, and what is done neither.
            if *column >= self.committed && *column < self.last() {
                let waits = self.keys.get(*column).is_some_and(|key| WAITING.contains(key));
                stays.push(Stay { from: *from, to: known.get(number + 1).map(|(_, to)| *to), waits });
            }
        }
        // What was done when it came to the board - by an import, say - tells nothing of how long it took.
        let came_done = self.last() > 0 && !known.is_empty() && known.iter().all(|(column, _)| *column == self.last());
        if came_done {
            (committed, started) = (None, None);
        }
        Passage { committed, started, finished, came_done, arrived, stays }
    }
}

/// A stay in a column between commitment and the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stay {
    from: Moment,
    /// None if it is there still.
    to: Option<Moment>,
    waits: bool,
}

/// The way of an item so far, by its latest entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// When it was committed to.
    pub committed: Option<Moment>,
    /// When work on it began.
    pub started: Option<Moment>,
    /// When it was done.
    pub finished: Option<Moment>,
    /// Whether it was done when it came to the board: nothing is known of its times, nor on which day it was done.
    pub came_done: bool,
    /// When it arrived in each column or beyond it to stay.
    pub arrived: Vec<Option<Moment>>,
    stays: Vec<Stay>,
}

/// Days from one to the other, both of them counted.
fn days(from: Date, to: Date) -> i64 {
    (to.days_since(from) + 1).max(1)
}

impl Passage {
    /// Days from the beginning of work to the end; `None` if it is not done.
    pub fn cycle_time(&self, zone: Zone) -> Option<i64> {
        Some(days(self.started?.day(zone), self.finished?.day(zone)))
    }

    /// Days from commitment to the end; `None` if it is not done.
    pub fn lead_time(&self, zone: Zone) -> Option<i64> {
        Some(days(self.committed?.day(zone), self.finished?.day(zone)))
    }

    /// Days since work on it began; `None` if it has not, or if it is done.
    pub fn age(&self, today: Date, zone: Zone) -> Option<i64> {
        let started = self.started.filter(|_| self.finished.is_none())?;
        Some(days(started.day(zone), today))
    }

    /// Time in which somebody worked on it and time in which it waited, in milliseconds, from commitment until it was done, or until
    /// now. It waits in columns for that, and wherever it is blocked. `blocked` are the times in which it was, without overlaps.
    pub fn active_and_waiting(&self, blocked: &[(Moment, Moment)], now: Moment) -> (i64, i64) {
        let (mut active, mut waiting) = (0_i64, 0_i64);
        for stay in &self.stays {
            let to = stay.to.unwrap_or(now);
            let whole = (to.0.saturating_sub(stay.from.0)).max(0);
            let shared = |(from, until): &(Moment, Moment)| (until.0.min(to.0) - from.0.max(stay.from.0)).max(0);
            let stopped = if stay.waits { whole } else { blocked.iter().map(shared).sum::<i64>().min(whole) };
            active = active.saturating_add(whole - stopped);
            waiting = waiting.saturating_add(stopped);
        }
        (active, waiting)
    }
}

/// Milliseconds as whole days, rounded.
pub fn in_days(milliseconds: i64) -> i64 {
    (milliseconds.saturating_add(DAY / 2)).div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXECUTION: [&str; 5] = ["backlog", "ready", "doing", "review", "accepted"];
    const PLANNING: [&str; 4] = ["to_do", "drafting", "checked", "approved"];

    fn entries(all: &[(&str, i64)]) -> Vec<ColumnEntry> {
        let entry = |(column, day): &(&str, i64)| {
            let mut entry = ColumnEntry::default();
            (entry.column, entry.at) = ((*column).into(), Moment(day * DAY + DAY / 2));
            entry
        };
        all.iter().map(entry).collect()
    }

    fn utc(_: Moment) -> i64 {
        0
    }

    fn day(number: i64) -> Date {
        Date::of_moment(Moment(number * DAY))
    }

    #[test]
    fn where_work_begins_on_a_board() {
        let found = |keys: &[&'static str]| {
            let course = Course::over(keys.to_vec());
            (course.committed, course.started, course.last())
        };
        assert_eq!(found(&EXECUTION), (1, 2, 4));
        assert_eq!(found(&PLANNING), (0, 1, 3));
        assert_eq!(found(&["backlog", "doing", "done"]), (0, 1, 2), "no column between options and work");
        assert_eq!(found(&["to_do", "done"]), (0, 0, 1));
        assert_eq!(found(&["to_do", "ready", "done"]), (0, 0, 2));
        assert_eq!(found(&["x"]), (0, 0, 0));
        assert_eq!(found(&[]), (0, 0, 0));
    }

    #[test]
    fn days_of_an_item_are_counted_with_both_ends() {
        let course = Course::over(EXECUTION.to_vec());
        let done =
            course.passage(&entries(&[("backlog", 1), ("ready", 4), ("doing", 6), ("review", 9), ("accepted", 10)]));
        assert_eq!((done.cycle_time(utc), done.lead_time(utc), done.age(day(20), utc)), (Some(5), Some(7), None));
        let open = course.passage(&entries(&[("backlog", 1), ("ready", 4), ("doing", 6)]));
        assert_eq!((open.cycle_time(utc), open.lead_time(utc), open.age(day(6), utc)), (None, None, Some(1)));
        assert_eq!(open.age(day(9), utc), Some(4));
        let waiting = course.passage(&entries(&[("backlog", 1), ("ready", 4)]));
        assert_eq!(waiting.age(day(9), utc), None);
        assert_eq!(course.passage(&[]).age(day(9), utc), None);
    }

    #[test]
    fn an_item_that_moves_back_counts_from_its_latest_entry() {
        let course = Course::over(EXECUTION.to_vec());
        let again =
            entries(&[("ready", 1), ("doing", 2), ("accepted", 5), ("ready", 8), ("doing", 12), ("accepted", 13)]);
        let again = course.passage(&again);
        assert_eq!((again.cycle_time(utc), again.lead_time(utc)), (Some(2), Some(13)));
        let back = course.passage(&entries(&[("doing", 2), ("accepted", 5), ("backlog", 8)]));
        assert_eq!((back.cycle_time(utc), back.age(day(9), utc)), (None, None));
    }

    #[test]
    fn what_came_to_the_board_done_says_nothing_of_its_times() {
        let course = Course::over(EXECUTION.to_vec());
        let imported = course.passage(&entries(&[("accepted", 5)]));
        assert_eq!((imported.came_done, imported.cycle_time(utc), imported.lead_time(utc)), (true, None, None));
        let taken_up = course.passage(&entries(&[("accepted", 5), ("doing", 8), ("accepted", 9)]));
        assert_eq!((taken_up.came_done, taken_up.cycle_time(utc)), (false, Some(5)), "what was taken up again does");
        assert!(!course.passage(&[]).came_done);
    }

    #[test]
    fn t20_active_and_waiting() {
        let course = Course::over(EXECUTION.to_vec());
        let passage = course.passage(&entries(&[("backlog", 0), ("ready", 10), ("doing", 16), ("accepted", 22)]));
        let at = |day: i64| Moment(day * DAY + DAY / 2);
        // Six days ready, three of six blocked: 3 active, 9 waiting. The backlog is no waiting.
        let (active, waiting) = passage.active_and_waiting(&[(at(17), at(20))], at(40));
        assert_eq!((in_days(active), in_days(waiting)), (3, 9));
        assert_eq!(super::super::measures::efficiency(active as f64, waiting as f64), Some(0.25));
        // What is blocked until now waits until now, and what it was blocked before it began is no more than its stay.
        let open = course.passage(&entries(&[("doing", 16)]));
        let (active, waiting) = open.active_and_waiting(&[(at(1), at(17)), (at(20), at(26))], at(26));
        assert_eq!((in_days(active), in_days(waiting)), (3, 7));
    }
}
