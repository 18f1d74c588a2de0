//! How much of the history is kept: how long it is day by day, from which moment on it is whole, and what of it is not in
//! memory. Must not know what the changes say.

use super::archive::Gaps;
use super::manifest::Manifest;
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use crate::engine::portfolio::Folded;

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
        let at = self.days.iter().rposition(|entry| entry.0 <= day);
        match at.and_then(|at| self.days.get_mut(at)).filter(|entry| entry.0 == day) {
            Some(entry) => (entry.1, entry.2) = (entry.1.saturating_add(1), entry.2.saturating_add(units)),
            None => self.days.insert(at.map_or(0, |at| at.saturating_add(1)), (day, 1, units)),
        }
    }

    /// Transactions, and their characters, before the day of that moment.
    pub fn before(&self, moment: Moment) -> (usize, usize) {
        let days = self.days.iter().take_while(|day| day.0 < day_of(moment));
        days.fold((0, 0), |(count, units), entry| (count + entry.1, units + entry.2))
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
        self.days.retain(|day| day.0 >= day_of(until));
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
    /// What it lacks.
    pub gaps: Gaps,
    /// How long it is.
    pub sizes: HistorySizes,
    /// What is not in memory, oldest first.
    pub left_out: Vec<LeftOut>,
}

impl KeptHistory {
    /// Up to which moment what is in memory does not tell everything.
    pub fn unknown_until(&self) -> Option<Moment> {
        let left_out = self.left_out.last().map(|left_out| left_out.at);
        self.gaps.until().max(left_out)
    }
}

/// Transactions that were found, by writer and number, and when each was made.
pub(super) type FoundTransactions = Vec<(WriterId, u32, Moment)>;

/// What the history lacks, with what is found missing now: transactions that the snapshot holds, and that are neither there nor
/// archived. `found` in order.
pub(super) fn with_lost(manifest: &Manifest, mut gaps: Gaps, found: &FoundTransactions) -> Gaps {
    let held = |folded: &Folded| (folded.floor as usize).saturating_add(folded.above.len());
    let there = found.iter().filter(|(writer, seq, _)| manifest.holds(*writer, *seq)).count();
    let missing = manifest.folded.values().map(held).sum::<usize>().saturating_sub(there);
    // What was archived and has not gone is not among the missing.
    let is_old = |lost: &&(WriterId, u32, Moment)| gaps.archived.moment().is_some_and(|until| lost.2 <= until);
    let still_there = found.iter().filter(is_old).filter(|lost| manifest.holds(lost.0, lost.1)).count();
    let lost = missing.saturating_sub((gaps.archived.count as usize).saturating_sub(still_there));
    if lost <= gaps.lost.count as usize {
        return gaps;
    }
    // Its writer's next one was made after it; without one nobody knows more than that the snapshot was.
    let next = |writer: WriterId, seq: u32| {
        let at = found.partition_point(|lost| (lost.0, lost.1) <= (writer, seq));
        let later = found.get(at).filter(|lost| lost.0 == writer).map(|lost| lost.2);
        later.unwrap_or(Moment(manifest.clock.milliseconds()))
    };
    for (writer, folded) in &manifest.folded {
        let there = |seq: &u32| found.binary_search_by(|lost| (lost.0, lost.1).cmp(&(*writer, *seq))).is_ok();
        let last = folded.above.iter().rev().copied().chain((1..=folded.floor).rev()).find(|seq| !there(seq));
        if let Some(seq) = last {
            gaps.lost.until = gaps.lost.until.max(u64::try_from(next(*writer, seq).0).unwrap_or_default());
        }
    }
    gaps.lost.count = u32::try_from(lost).unwrap_or(u32::MAX);
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::ClockTime;
    use crate::storage::archive::Archived;
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

    fn manifest() -> Manifest {
        Manifest {
            clock: ClockTime((CLOCK as u64) << 16),
            folded: [
                (WRITER, Folded { floor: 3, above: [5].into() }),
                (OTHER, Folded { floor: 2, above: BTreeSet::new() }),
            ]
            .into(),
            ..Manifest::default()
        }
    }

    fn found(transactions: &[(WriterId, u32)]) -> FoundTransactions {
        transactions.iter().map(|(writer, seq)| (*writer, *seq, Moment(i64::from(*seq) * 100))).collect()
    }

    #[test]
    fn what_is_missing_is_told_from_what_was_archived() {
        let all = [(WRITER, 1), (WRITER, 2), (WRITER, 3), (WRITER, 5), (OTHER, 1), (OTHER, 2)];
        let gaps = |archived: (u64, u32), lost: (u64, u32), there: &[(WriterId, u32)]| {
            let known = Gaps {
                archived: Archived { until: archived.0, count: archived.1 },
                lost: Archived { until: lost.0, count: lost.1 },
            };
            with_lost(&manifest(), known, &found(there))
        };
        let until = |archived, there: &[(WriterId, u32)]| gaps(archived, (0, 0), there).until().map(|moment| moment.0);
        // Nothing is missing, or no more than was archived.
        assert_eq!(until((0, 0), &all), None);
        assert_eq!(until((250, 4), &[(WRITER, 3), (WRITER, 5)]), Some(250));
        // A leftover of what was archived changes nothing, and hides no loss.
        assert_eq!(until((250, 4), &all), Some(250));
        let others: Vec<_> = all.iter().copied().filter(|transaction| *transaction != (WRITER, 5)).collect();
        assert_eq!(until((250, 4), &others), Some(CLOCK));
        // One is missing: all is known from its writer's next one on, or from the snapshot on.
        assert_eq!(until((0, 0), &[(WRITER, 1), (WRITER, 3), (WRITER, 5), (OTHER, 1), (OTHER, 2)]), Some(300));
        assert_eq!(until((0, 0), &all[..5]), Some(CLOCK));
        // The database came back empty.
        assert_eq!(until((0, 0), &[]), Some(CLOCK));
        // What was found missing once stays where it was, however late the next snapshot is; another loss does not.
        let once = gaps((0, 0), (0, 0), &all[..5]);
        assert_eq!((once.lost.until as i64, once.lost.count), (CLOCK, 1));
        assert_eq!(gaps((0, 0), (700, 1), &all[..5]).until(), Some(Moment(700)));
        assert_eq!(gaps((0, 0), (700, 1), &all[..4]).until(), Some(Moment(CLOCK)));
    }
}
