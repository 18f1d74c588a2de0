//! How much of the history is kept: how long it is day by day, from which moment on it is whole, and what of it is not in
//! memory. Must not know what the changes say.

use super::archive::Archived;
use super::manifest::Manifest;
use crate::domain::date::Moment;
use crate::domain::id::WriterId;

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
pub struct HistorySizes {
    /// Number of the day, transactions, characters; oldest first.
    days: Vec<(i64, usize, usize)>,
    units: usize,
}

impl HistorySizes {
    /// Takes note of a transaction of so many characters.
    pub fn add(&mut self, at: Moment, units: usize) {
        self.units = self.units.saturating_add(units);
        let day = day_of(at);
        // Nearly always the last.
        let at = self.days.iter().rposition(|own| own.0 <= day);
        match at.and_then(|at| self.days.get_mut(at)).filter(|own| own.0 == day) {
            Some(own) => (own.1, own.2) = (own.1.saturating_add(1), own.2.saturating_add(units)),
            None => self.days.insert(at.map_or(0, |at| at.saturating_add(1)), (day, 1, units)),
        }
    }

    /// Transactions, and their characters, before the day of that moment.
    pub fn before(&self, moment: Moment) -> (usize, usize) {
        let days = self.days.iter().take_while(|own| own.0 < day_of(moment));
        days.fold((0, 0), |(count, units), own| (count + own.1, units + own.2))
    }

    /// Transactions, and their characters, in all.
    pub fn all(&self) -> (usize, usize) {
        self.before(Moment(i64::MAX))
    }

    /// Whether it has more characters than that.
    pub fn is_longer_than(&self, most: usize) -> bool {
        self.units > most
    }

    /// Forgets the days before that of the moment.
    pub fn forget(&mut self, until: Moment) {
        self.days.retain(|own| own.0 >= day_of(until));
        self.units = self.all().1;
    }

    /// The beginning of the first day to keep so that what is kept has no more than so many characters. None if all fits.
    pub fn first_to_keep(&self, most: usize) -> Option<Moment> {
        let mut left = most;
        for (day, _, units) in self.days.iter().rev() {
            match left.checked_sub(*units) {
                Some(rest) => left = rest,
                None => return Some(Moment((day + 1) * DAY)),
            }
        }
        None
    }
}

fn day_of(moment: Moment) -> i64 {
    moment.0.div_euclid(DAY)
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

/// Transactions that were found, by writer and number, and when each was made.
pub(super) type Found = Vec<(WriterId, u32, Moment)>;

/// Up to which moment transactions that the snapshot holds are missing in the journal, other than those that were archived.
/// `found` in order; `damaged` stand there and cannot be read: they do not count as archived.
pub(super) fn missing_until(manifest: &Manifest, found: &Found, damaged: &[(WriterId, u32)]) -> Option<Moment> {
    let archived = manifest.archived;
    let mut until = archived.moment();
    let held = |writer: WriterId| manifest.folded.get(&writer).map_or(0, |own| own.floor as usize + own.above.len());
    let there = found.iter().filter(|(writer, seq, _)| manifest.holds(*writer, *seq)).count();
    let missing = manifest.folded.keys().map(|writer| held(*writer)).sum::<usize>().saturating_sub(there);
    // What was archived and has not gone is not among the missing.
    let is_old = |own: &&(WriterId, u32, Moment)| archived.moment().is_some_and(|until| own.2 <= until);
    let still_there = found.iter().filter(is_old).filter(|own| manifest.holds(own.0, own.1)).count();
    // Its writer's next one was made after it; without one nobody knows more than that the snapshot was.
    let next = |writer: WriterId, seq: u32| {
        let at = found.partition_point(|own| (own.0, own.1) <= (writer, seq));
        let later = found.get(at).filter(|own| own.0 == writer).map(|own| own.2);
        later.unwrap_or(Moment(manifest.clock.milliseconds()))
    };
    let mut damages = 0;
    for (writer, seq) in damaged.iter().filter(|own| manifest.holds(own.0, own.1)) {
        damages += 1;
        until = until.max(Some(next(*writer, *seq)));
    }
    if missing.saturating_sub(damages) > (archived.count as usize).saturating_sub(still_there) {
        for (writer, folded) in &manifest.folded {
            let there = |seq: &u32| found.binary_search_by(|own| (own.0, own.1).cmp(&(*writer, *seq))).is_ok();
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
    use std::collections::BTreeSet;

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
        own.iter().map(|(writer, seq)| (*writer, *seq, Moment(i64::from(*seq) * 100))).collect()
    }

    #[test]
    fn what_is_missing_is_told_from_what_was_archived() {
        let all = [(WRITER, 1), (WRITER, 2), (WRITER, 3), (WRITER, 5), (OTHER, 1), (OTHER, 2)];
        let until = |archived: (u64, u32), there: &[(WriterId, u32)], damaged: &[(WriterId, u32)]| {
            missing_until(&manifest(archived.0, archived.1), &found(there), damaged).map(|moment| moment.0)
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
