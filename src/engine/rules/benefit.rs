//! Rules of benefits and their reviews: a way to go, dates in their order, and measures that lie behind.

use super::Rules;
use super::cost_entry::counted;
use crate::domain::money::Money;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Benefit, BenefitReview};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const BENEFIT: Rules = Rules {
    kind: Benefit::SCHEMA.kind,
    listed: true,
    create: |portfolio, _, record| change(portfolio, &Benefit::default(), &*record),
    change,
    sound: check,
    ..Rules::NONE
};

pub(super) const REVIEW: Rules = Rules {
    kind: BenefitReview::SCHEMA.kind,
    create: |portfolio, _, record| after_start(portfolio, &*record),
    change: |portfolio, _, after| after_start(portfolio, after),
    dated: |today, record| match record.typed::<BenefitReview>().and_then(|review| review.on) {
        Some(on) if on > today => Err(refused("Reviewed on", "cannot be a day that is still to come")),
        _ => Ok(()),
    },
    ..Rules::NONE
};

fn refused(label: &str, reason: &str) -> Rejection {
    Rejection::Field { label: label.to_owned(), reason: reason.to_owned() }
}

fn change(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    check(after)?;
    let (Some(before), Some(after)) = (before.typed::<Benefit>(), after.typed::<Benefit>()) else { return Ok(()) };
    counted(portfolio, "Value per year", before.value_per_year, after.value_per_year)?;
    counted(portfolio, "Cost to achieve", before.cost_to_achieve, after.cost_to_achieve)
}

fn check(record: &dyn Record) -> Result<(), Rejection> {
    let Some(benefit) = record.typed::<Benefit>() else { return Ok(()) };
    let is_less = |amount: Option<Money>| amount.is_some_and(|amount| amount.minor < 0);
    if is_less(benefit.value_per_year) {
        return Err(refused("Value per year", "cannot be less than zero; choose the type Dis-benefit for harm"));
    }
    if is_less(benefit.cost_to_achieve) {
        return Err(refused("Cost to achieve", "cannot be less than zero"));
    }
    match (benefit.start_on, benefit.target_on) {
        (Some(start), Some(target)) if target < start => {
            return Err(refused("Target date", "cannot be before the start date"));
        }
        _ => {}
    }
    match (benefit.start_value, benefit.target_value) {
        (Some(start), Some(target)) if start == target => {
            Err(refused("Target value", "cannot be the same as the start value: nothing would get better"))
        }
        _ => Ok(()),
    }
}

/// Nothing is achieved before the measure began.
fn after_start(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    let Some(review) = record.typed::<BenefitReview>() else { return Ok(()) };
    let start = review.benefit.and_then(|benefit| portfolio.get::<Benefit>(benefit.id)?.start_on);
    match (start, review.on) {
        (Some(start), Some(on)) if on < start => {
            Err(refused("Reviewed on", "cannot be before the day of the benefit’s start value"))
        }
        _ => Ok(()),
    }
}
