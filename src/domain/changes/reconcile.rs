//! Whether changes explain what became of the first baseline: last baseline less first = sum of the changes implemented between them,
//! for each measure (handbook 8.2). What they do not explain is shown. Must not know where baselines come from.

use crate::domain::date::Date;
use crate::domain::money::Money;
use crate::domain::records::{Baseline, ChangeRequest};

/// One measure of two baselines, in its unit: days, or minor units of a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row<T> {
    /// Of the earlier baseline.
    pub first: T,
    /// Of the later one.
    pub last: T,
    /// Later less earlier; `None` where the two cannot be compared: one of them has no value, or they have two currencies.
    pub difference: Option<i64>,
    /// What the changes between them add up to; `None` where one of them is in another currency.
    pub by_changes: Option<i64>,
}

impl<T> Row<T> {
    /// What no change explains; `None` where it cannot be worked out.
    pub fn unexplained(&self) -> Option<i64> {
        self.difference?.checked_sub(self.by_changes?)
    }

    /// Whether the changes explain all of it.
    pub fn holds(&self) -> bool {
        self.unexplained() == Some(0)
    }
}

/// Two baselines and what the changes between them explain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reconciliation {
    /// Finish, in calendar days.
    pub finish: Row<Option<Date>>,
    /// Cost, in minor units.
    pub cost: Row<Option<Money>>,
    /// Benefit, in minor units.
    pub benefit: Row<Option<Money>>,
}

impl Reconciliation {
    /// Whether changes explain all that is different.
    pub fn holds(&self) -> bool {
        self.finish.holds() && self.cost.holds() && self.benefit.holds()
    }
}

/// The difference of two amounts, of which one that is missing is nothing; `None` where both are there in two currencies.
fn money_difference(first: Option<Money>, last: Option<Money>) -> Option<i64> {
    match (first, last) {
        (Some(first), Some(last)) if first.currency != last.currency => None,
        _ => last.map_or(0, |last| last.minor).checked_sub(first.map_or(0, |first| first.minor)),
    }
}

/// The sum of amounts in the currency of a measure; `None` where one is in another, or the sum is too large.
fn money_sum(amounts: impl Iterator<Item = Money>, of: [Option<Money>; 2]) -> Option<i64> {
    let currency = of.into_iter().flatten().next().map(|money| money.currency);
    let mut sum: i64 = 0;
    for amount in amounts {
        if currency.is_some_and(|currency| currency != amount.currency) {
            return None;
        }
        sum = sum.checked_add(amount.minor)?;
    }
    Some(sum)
}

/// Compares two baselines of a project with the changes that were implemented between them.
pub fn reconcile<'a>(
    first: &Baseline,
    last: &Baseline,
    changes: impl Iterator<Item = &'a ChangeRequest> + Clone,
) -> Reconciliation {
    let days = match (first.finish, last.finish) {
        (Some(first), Some(last)) => Some(last.days_since(first)),
        (None, None) => Some(0),
        _ => None,
    };
    let money = |first: Option<Money>, last: Option<Money>, of: fn(&ChangeRequest) -> Option<Money>| Row {
        first,
        last,
        difference: money_difference(first, last),
        by_changes: money_sum(changes.clone().filter_map(of), [first, last]),
    };
    Reconciliation {
        finish: Row {
            first: first.finish,
            last: last.finish,
            difference: days,
            by_changes: changes.clone().try_fold(0_i64, |sum, change| sum.checked_add(change.days())),
        },
        cost: money(first.cost, last.cost, |change| change.cost),
        benefit: money(first.benefit, last.benefit, |change| change.benefit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::money::Currency;

    fn pounds(minor: i64) -> Option<Money> {
        Some(Money { minor, currency: Currency::GBP })
    }

    fn change(days: i64, cost: Option<Money>) -> ChangeRequest {
        ChangeRequest { days: Some(Bounded(days)), cost, ..ChangeRequest::default() }
    }

    fn baseline(finish: &str, cost: Option<Money>) -> Baseline {
        Baseline { finish: Date::parse(finish), cost, ..Baseline::default() }
    }

    #[test]
    fn changes_explain_what_became_of_the_first_baseline_or_the_rest_is_named() {
        let first = baseline("2026-03-01", pounds(1_000));
        let last = baseline("2026-03-15", pounds(1_500));
        let changes = [change(20, pounds(700)), change(-6, pounds(-200)), change(0, None)];
        let found = reconcile(&first, &last, changes.iter());
        assert!(found.holds(), "{found:?}");
        assert_eq!((found.finish.difference, found.finish.by_changes), (Some(14), Some(14)));
        let without = reconcile(&first, &last, changes[..1].iter());
        assert_eq!((without.finish.unexplained(), without.cost.unexplained()), (Some(-6), Some(-200)));
        assert!(!without.holds() && without.benefit.holds());
    }

    #[test]
    fn what_cannot_be_compared_is_not_said_to_hold() {
        let euros = Some(Money { minor: 5, currency: Currency::EUR });
        let (first, last) = (baseline("2026-03-01", pounds(1_000)), baseline("2026-03-01", euros));
        assert_eq!(reconcile(&first, &last, [].iter()).cost.unexplained(), None);
        let foreign = [change(0, euros)];
        assert!(!reconcile(&first, &first, foreign.iter()).cost.holds());
        let open = Baseline { finish: None, ..first.clone() };
        assert_eq!(reconcile(&open, &first, [].iter()).finish.unexplained(), None);
        assert!(reconcile(&open, &open, [].iter()).finish.holds());
        let priced = reconcile(&Baseline { cost: None, ..first.clone() }, &first, [change(0, pounds(1_000))].iter());
        assert!(priced.cost.holds(), "what had no cost at first cost nothing");
    }
}
