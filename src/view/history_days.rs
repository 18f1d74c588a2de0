//! The history of everything as a page shows it: newest first, by day, searched, cut to what one reads. Must not know
//! where transactions are kept, nor how they are drawn.

use super::format::{full_day, time};
use super::history::{Line, line};
use crate::domain::date::{Date, Moment, Zone};
use crate::engine::transaction::{Purpose, Transaction, TransactionId};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A transaction of the list.
pub struct Entry {
    /// The transaction.
    pub transaction: Arc<Transaction>,
    /// Time of day: "14:05".
    pub time: String,
    /// What, who and how much.
    pub line: Line,
    /// Whether it was undone and not done again.
    pub undone: bool,
}

/// The transactions of a day.
pub struct Day {
    /// "Today, 22 Nov 2026".
    pub title: String,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// Where and when somebody looks.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    /// What is searched for; all if empty.
    pub query: &'a str,
    /// Most entries.
    pub most: usize,
    /// Today.
    pub today: Date,
    /// The clock where they look.
    pub zone: Zone,
}

/// The newest transactions that fit, by day, and how many fit in all. `history` is oldest first.
pub fn days(
    history: &[Arc<Transaction>],
    id_of: &dyn Fn(&Transaction) -> Option<TransactionId>,
    looking: Looking<'_>,
) -> (Vec<Day>, usize) {
    let query = looking.query.trim().to_ascii_lowercase();
    days_of(history, id_of, &|transaction| query.is_empty() || fits(transaction, &query), looking)
}

/// The same of those that `keeps` lets through, whatever is searched for.
pub fn days_of(
    history: &[Arc<Transaction>],
    id_of: &dyn Fn(&Transaction) -> Option<TransactionId>,
    keeps: &dyn Fn(&Transaction) -> bool,
    looking: Looking<'_>,
) -> (Vec<Day>, usize) {
    let undone = undone(history);
    let mut days: Vec<Day> = Vec::new();
    let mut found = 0;
    let mut latest = None;
    for transaction in history.iter().rev().filter(|transaction| keeps(transaction)) {
        found += 1;
        if found > looking.most {
            continue;
        }
        let line = line(transaction);
        let date = Moment(line.at).day(looking.zone);
        if latest != Some(date) {
            latest = Some(date);
            days.push(Day { title: day_title(date, looking.today), entries: Vec::new() });
        }
        let entry = Entry {
            transaction: transaction.clone(),
            time: time(Moment(line.at), (looking.zone)(Moment(line.at))),
            undone: !undone.is_empty() && id_of(transaction).is_some_and(|id| undone.contains(&id)),
            line,
        };
        if let Some(day) = days.last_mut() {
            day.entries.push(entry);
        }
    }
    (days, found)
}

/// Transactions that were taken back and not done again.
pub(super) fn undone(history: &[Arc<Transaction>]) -> FxHashSet<TransactionId> {
    let mut undone = FxHashSet::default();
    for transaction in history {
        match transaction.purpose {
            Purpose::Do => {}
            Purpose::Undo(id) => {
                undone.insert(id);
            }
            Purpose::Redo(id) => {
                undone.remove(&id);
            }
        }
    }
    undone
}

fn fits(transaction: &Transaction, query: &str) -> bool {
    let line = line(transaction);
    [&line.label, &line.who].iter().any(|text| text.to_ascii_lowercase().contains(query))
}

fn day_title(date: Date, today: Date) -> String {
    let day = full_day(date);
    match today.days_since(date) {
        0 => ["Today, ", &day].concat(),
        1 => ["Yesterday, ", &day].concat(),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::WriterId;
    use crate::domain::stamp::{ClockTime, Stamp};
    use crate::engine::transaction::Author;

    const HOUR: i64 = 3_600_000;

    fn id(seq: u32) -> TransactionId {
        TransactionId { writer: WriterId(7), seq }
    }

    fn step(seq: u32, hours: i64, label: &str, who: &str, purpose: Purpose) -> Arc<Transaction> {
        Arc::new(Transaction {
            stamp: Stamp { time: ClockTime(((hours * HOUR) as u64) << 16), ..Stamp::default() },
            seq,
            author: Author { name: who.into() },
            label: label.into(),
            purpose,
            edits: vec![],
        })
    }

    fn told(history: &[Arc<Transaction>], query: &str, most: usize) -> (Vec<String>, usize) {
        let today = Date::parse("1970-01-03").unwrap();
        let looking = Looking { query, most, today, zone: |_| 60 };
        let (days, found) = days(history, &|transaction| Some(id(transaction.seq)), looking);
        let mut told = Vec::new();
        for day in days {
            told.push(day.title);
            for entry in day.entries {
                let mark = if entry.undone { " (undone)" } else { "" };
                told.push(format!("{} {}{mark}", entry.time, entry.line.label));
            }
        }
        (told, found)
    }

    #[test]
    fn newest_first_by_local_day_with_what_was_undone_marked() {
        let history = [
            step(1, 1, "Import 2 projects", "", Purpose::Do),
            step(2, 23, "Rename Apollo", "Ada", Purpose::Do),
            step(3, 50, "Rename Apollo", "Ada", Purpose::Undo(id(2))),
            step(4, 51, "Import 2 projects", "Bo", Purpose::Undo(id(1))),
            step(5, 52, "Import 2 projects", "Bo", Purpose::Redo(id(1))),
        ];
        let (lines, found) = told(&history, "", 10);
        assert_eq!(found, 5);
        assert_eq!(
            lines,
            [
                "Today, 3 Jan 1970",
                "05:00 Redo: Import 2 projects",
                "04:00 Undo: Import 2 projects",
                "03:00 Undo: Rename Apollo",
                "Yesterday, 2 Jan 1970",
                "00:00 Rename Apollo (undone)",
                "1 Jan 1970",
                "02:00 Import 2 projects",
            ]
        );
    }

    #[test]
    fn a_search_looks_at_what_and_who_and_the_list_is_cut_but_counted() {
        let history: Vec<_> = (1..=5).map(|seq| step(seq, 1, "Change Apollo", "Ada", Purpose::Do)).collect();
        assert_eq!(told(&history, " aDA", 2).1, 5);
        assert_eq!(told(&history, "apollo", 2).0.len(), 3);
        assert_eq!(told(&history, "zeus", 2), (vec![], 0));
    }
}
