//! How much of the history is kept: how long it is day by day, from which moment on it is whole, and what of it is not in
//! memory. Must not know what the changes say.

use super::archive::Archived;
use super::manifest::Manifest;
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 86_400_000;

/// A large transaction that is kept and not in memory. The portfolio holds what it did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Its writer.
    pub writer: WriterId,
    /// Its number within its writer's.
    pub seq: u32,
    /// When it was made.
    pub at: Moment,
}

/// How long the history is, by day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HistorySizes(BTreeMap<i64, (u32, usize)>);

impl HistorySizes {
    /// Takes note of a transaction of so many characters.
    pub fn add(&mut self, at: Moment, units: usize) {
        let day = self.0.entry(at.0.div_euclid(DAY)).or_default();
        *day = (day.0.saturating_add(1), day.1.saturating_add(units));
    }

    /// Transactions, and their characters, before the day of that moment.
    pub fn before(&self, moment: Moment) -> (usize, usize) {
        sum(self.0.range(..moment.0.div_euclid(DAY)).map(|(_, own)| *own))
    }

    /// Transactions, and their characters, in all.
    pub fn all(&self) -> (usize, usize) {
        sum(self.0.values().copied())
    }

    /// Forgets the days before that of the moment.
    pub fn forget(&mut self, until: Moment) {
        self.0 = self.0.split_off(&until.0.div_euclid(DAY));
    }

    /// The beginning of the first day to keep so that what is kept has no more than so many characters. None if all fits.
    pub fn first_to_keep(&self, most: usize) -> Option<Moment> {
        let mut left = most;
        for (day, (_, units)) in self.0.iter().rev() {
            match left.checked_sub(*units) {
                Some(rest) => left = rest,
                None => return Some(Moment((day + 1) * DAY)),
            }
        }
        None
    }
}

fn sum(days: impl Iterator<Item = (u32, usize)>) -> (usize, usize) {
    days.fold((0, 0), |(count, units), (more, longer)| (count + more as usize, units + longer))
}

/// How much of the history is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KeptHistory {
    /// How far it was archived.
    pub archived: Archived,
    /// Up to this moment changes are missing, for whatever reason; none are if there is none.
    pub missing_until: Option<Moment>,
    /// How long it is.
    pub sizes: HistorySizes,
    /// What is not in memory, oldest first.
    pub left_out: Vec<LeftOut>,
}

impl KeptHistory {
    /// Up to which moment what is in memory does not tell everything.
    pub fn unknown_until(&self) -> Option<Moment> {
        let left_out = self.left_out.last().map(|own| own.at);
        self.missing_until.max(left_out)
    }
}

/// The transactions of one writer that were found: when each was made.
pub(super) type Found = BTreeMap<WriterId, BTreeMap<u32, Moment>>;

/// Up to which moment transactions that the snapshot holds are missing in the journal, other than those that were archived.
/// `damaged` stand there and cannot be read: they do not count as archived.
pub(super) fn missing_until(manifest: &Manifest, found: &Found, damaged: &BTreeSet<(WriterId, u32)>) -> Option<Moment> {
    let archived = manifest.archived;
    let mut until = archived.moment();
    let of = |writer: &WriterId| found.get(writer).into_iter().flatten();
    // What was archived and has not gone is not among the missing.
    let (mut missing, mut still_there) = (0_usize, 0_usize);
    for (writer, folded) in &manifest.folded {
        let there = of(writer).filter(|(seq, _)| manifest.holds(*writer, **seq));
        still_there += there.clone().filter(|(_, at)| archived.moment().is_some_and(|until| **at <= until)).count();
        let there = there.count();
        missing += (folded.floor as usize + folded.above.len()).saturating_sub(there);
    }
    // Its writer's next one was made after it; without one nobody knows more than that the snapshot was.
    let next = |writer: WriterId, seq: u32| {
        let later = of(&writer).find(|(other, _)| **other > seq).map(|(_, at)| *at);
        later.unwrap_or(Moment(manifest.clock.milliseconds()))
    };
    let held: Vec<(WriterId, u32)> = damaged.iter().copied().filter(|(w, seq)| manifest.holds(*w, *seq)).collect();
    until = held.iter().map(|(writer, seq)| Some(next(*writer, *seq))).fold(until, Option::max);
    if missing.saturating_sub(held.len()) > (archived.count as usize).saturating_sub(still_there) {
        for (writer, folded) in &manifest.folded {
            let there = |seq: &u32| found.get(writer).is_some_and(|own| own.contains_key(seq));
            let last = folded.above.iter().rev().copied().chain((1..=folded.floor).rev()).find(|seq| !there(seq));
            until = until.max(last.map(|seq| next(*writer, seq)));
        }
    }
    until
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::ClockTime;
    use crate::engine::portfolio::Folded;

    #[test]
    fn days_add_up_and_the_oldest_go_first() {
        let mut sizes = HistorySizes::default();
        for (day, units) in [(10, 100), (10, 50), (12, 30), (20, 5)] {
            sizes.add(Moment(day * DAY + 77), units);
        }
        assert_eq!(sizes.all(), (4, 185));
        assert_eq!(sizes.before(Moment(12 * DAY + 3)), (2, 150));
        let first = |most| sizes.first_to_keep(most).map(|moment| moment.0 / DAY);
        assert_eq!(
            [first(185), first(184), first(35), first(34), first(4)],
            [None, Some(11), Some(11), Some(13), Some(21)]
        );
        sizes.forget(Moment(12 * DAY));
        assert_eq!(sizes.all(), (2, 35));
    }

    const WRITER: WriterId = WriterId(5);
    const OTHER: WriterId = WriterId(6);
    const CLOCK: i64 = 1_000;

    fn manifest(until: u64, count: u32) -> Manifest {
        Manifest {
            clock: ClockTime((CLOCK as u64) << 16),
            folded: [
                (WRITER, Folded { floor: 3, above: [5].into() }),
                (OTHER, Folded { floor: 2, above: BTreeSet::new() }),
            ]
            .into(),
            archived: Archived { until, count },
            ..Manifest::default()
        }
    }

    fn found(own: &[(WriterId, u32)]) -> Found {
        let mut found = Found::new();
        for (writer, seq) in own {
            found.entry(*writer).or_default().insert(*seq, Moment(i64::from(*seq) * 100));
        }
        found
    }

    #[test]
    fn what_is_missing_is_told_from_what_was_archived() {
        let all = [(WRITER, 1), (WRITER, 2), (WRITER, 3), (WRITER, 5), (OTHER, 1), (OTHER, 2)];
        let until = |archived: (u64, u32), there: &[(WriterId, u32)], damaged: &[(WriterId, u32)]| {
            let damaged = damaged.iter().copied().collect();
            missing_until(&manifest(archived.0, archived.1), &found(there), &damaged).map(|moment| moment.0)
        };
        // Nothing is missing, or no more than was archived.
        assert_eq!(until((0, 0), &all, &[]), None);
        assert_eq!(until((250, 4), &[(WRITER, 3), (WRITER, 5)], &[]), Some(250));
        // A leftover of what was archived changes nothing.
        assert_eq!(until((250, 4), &all, &[]), Some(250));
        let others: Vec<_> = all.iter().copied().filter(|own| *own != (WRITER, 5)).collect();
        assert_eq!(until((250, 4), &others, &[]), Some(CLOCK), "and hides no loss");
        // One is missing: all is known from its writer's next one on, or from the snapshot on.
        assert_eq!(until((0, 0), &[(WRITER, 1), (WRITER, 3), (WRITER, 5), (OTHER, 1), (OTHER, 2)], &[]), Some(300));
        assert_eq!(until((0, 0), &all[..5], &[]), Some(CLOCK));
        // One that cannot be read, beside what was archived.
        assert_eq!(until((150, 2), &[(WRITER, 3), (WRITER, 5), (OTHER, 2)], &[(WRITER, 2)]), Some(300));
        // The database came back empty.
        assert_eq!(until((0, 0), &[], &[]), Some(CLOCK));
    }
}
