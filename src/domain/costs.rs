//! What cost entries come to: sums by state, and the three figures of a project that follow from them. Must not know exchange rates.

use super::records::CostEntry;
use super::records::cost_entry::CostState;
use super::totals::{Sums, Total};

/// Sums of cost entries by state.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct CostSums {
    sums: [Sums; CostState::ALL.len()],
    entered: [usize; CostState::ALL.len()],
}

impl CostSums {
    /// The sums of some entries.
    pub fn of<'a>(entries: impl Iterator<Item = &'a CostEntry>) -> Self {
        let mut all = Self::default();
        for entry in entries {
            let Some(amount) = entry.amount else { continue };
            all.sums.iter_mut().skip(entry.state as usize).take(1).for_each(|sums| sums.enter(amount, true));
            all.entered.iter_mut().skip(entry.state as usize).take(1).for_each(|entered| *entered += 1);
        }
        all
    }

    fn entered(&self, state: CostState) -> usize {
        self.entered.get(state as usize).copied().unwrap_or_default()
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.entered.iter().sum()
    }

    /// What stands in a state.
    pub fn total(&self, state: CostState) -> Total {
        self.sums.get(state as usize).map(Sums::total).unwrap_or_default()
    }

    /// What is spent, ordered and expected besides, together.
    pub fn all_but_planned(&self) -> Total {
        let mut together = Sums::default();
        for state in [CostState::Committed, CostState::Actual, CostState::Forecast] {
            self.sums.get(state as usize).into_iter().for_each(|sums| together.add(sums));
        }
        together.total()
    }

    /// The cost as expected now: that together, once somebody has said what is still to come, or nothing is. Before that nobody knows
    /// it: what is spent so far is no forecast.
    pub fn expected(&self, is_closing: bool) -> Option<Total> {
        let is_known = self.entered(CostState::Committed) + self.entered(CostState::Forecast) > 0;
        let is_spent = is_closing && self.entered(CostState::Actual) > 0;
        (is_known || is_spent).then(|| self.all_but_planned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Money};

    fn entry(state: CostState, pounds: i64) -> CostEntry {
        let amount = Some(Money { minor: pounds * 100, currency: Currency::GBP });
        CostEntry { state, amount, ..CostEntry::default() }
    }

    fn pounds(total: Option<Total>) -> Option<i64> {
        total.map(|total| total.sums.iter().map(|sum| sum.minor / 100).sum())
    }

    #[test]
    fn the_forecast_is_what_is_spent_ordered_and_still_expected() {
        use CostState::{Actual, Committed, Forecast, Planned};
        for (entries, closing, planned, actual, expected) in [
            (&[][..], false, 0, 0, None),
            (&[entry(Planned, 100)], false, 100, 0, None),
            // What is spent so far says nothing of what is to come, until the project closes.
            (&[entry(Planned, 100), entry(Actual, 40)], false, 100, 40, None),
            (&[entry(Planned, 100), entry(Actual, 40)], true, 100, 40, Some(40)),
            (&[entry(Planned, 100), entry(Actual, 40), entry(Committed, 30)], false, 100, 40, Some(70)),
            (
                &[entry(Planned, 100), entry(Actual, 40), entry(Committed, 30), entry(Forecast, 50)],
                false,
                100,
                40,
                Some(120),
            ),
            (&[entry(Actual, 40), entry(Actual, -10), entry(Forecast, 0)], false, 0, 30, Some(30)),
        ] {
            let sums = CostSums::of(entries.iter());
            let found = [Planned, Actual].map(|state| pounds(Some(sums.total(state))));
            assert_eq!((found, pounds(sums.expected(closing))), ([Some(planned), Some(actual)], expected));
            assert_eq!(sums.count(), entries.len());
        }
    }

    #[test]
    fn an_entry_without_an_amount_counts_for_nothing() {
        let sums = CostSums::of([CostEntry { state: CostState::Forecast, ..CostEntry::default() }].iter());
        assert_eq!((sums.count(), sums.expected(true)), (0, None));
    }
}
