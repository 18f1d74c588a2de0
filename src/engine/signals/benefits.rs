//! Figures of benefits: whether their profiles say all that measuring needs, and whether they are measured when they are due.

use super::{Facts, Reading, Tally, plain};
use crate::domain::records::benefit::BenefitState;
use crate::domain::records::{Benefit, Project};
use crate::engine::benefits::reviews;

/// Days back in which target dates count.
const DAYS: i64 = 365;

/// Benefits with owner, measure, start value, target and date, of all benefits of active projects; 0 if there are none.
pub(super) fn profiles(facts: Facts) -> Reading {
    let is_active = |project: &Project| project.is_under_way();
    let mut tally = Tally::default();
    for benefit in expected(facts) {
        if facts.portfolio.follow(benefit.project).is_some_and(is_active) {
            let is_measurable = !benefit.measure.trim().is_empty()
                && benefit.start_value.is_some()
                && benefit.target_value.is_some()
                && benefit.target_on.is_some();
            tally.count(benefit.meta.id, benefit.owner.is_some() && is_measurable);
        }
    }
    let has_active = facts.portfolio.all::<Project>().any(is_active);
    tally.share(if has_active { plain(0.0) } else { Reading::NoData("active project") })
}

/// Benefits reviewed on their target date or later, of those whose target date came in the last 365 days.
pub(super) fn reviewed(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for benefit in expected(facts).filter(|benefit| facts.within(benefit.target_on, DAYS)) {
        let is_held = reviews(facts.portfolio, benefit.meta.id).iter().any(|review| review.on >= benefit.target_on);
        tally.count(benefit.meta.id, is_held);
    }
    tally.share(Reading::NoData("benefit whose target date came in the last 365 days"))
}

/// The benefits that somebody still counts on, or that have come.
fn expected(facts: Facts<'_>) -> impl Iterator<Item = &Benefit> {
    facts.portfolio.all::<Benefit>().filter(|benefit| benefit.state != BenefitState::Dropped)
}
