//! How much of what benefits promised has been achieved, by their reviews. Must not know how it is told.

use super::portfolio::Portfolio;
use crate::domain::benefits::{Realised, part_of_way, promised_by, realisation_rate};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::records::benefit::BenefitState;
use crate::domain::records::{Benefit, BenefitReview, benefit_review};
use crate::domain::totals::convert;

/// The reviews of a benefit, the latest first.
pub fn reviews(portfolio: &Portfolio, benefit: Id) -> Vec<&BenefitReview> {
    let mut reviews: Vec<&BenefitReview> =
        portfolio.related::<BenefitReview>(benefit_review::at::benefit, benefit).collect();
    crate::domain::sorting::sort_by(&mut reviews, |a, b| b.on.cmp(&a.on).then_with(|| b.meta.id.cmp(&a.meta.id)));
    reviews
}

/// The latest review of a benefit.
pub fn latest(portfolio: &Portfolio, benefit: Id) -> Option<&BenefitReview> {
    let reviews = portfolio.related::<BenefitReview>(benefit_review::at::benefit, benefit);
    reviews.max_by(|a, b| a.on.cmp(&b.on).then_with(|| a.meta.id.cmp(&b.meta.id)))
}

/// What of a benefit was promised and achieved by the same day, as shares of its target.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shares {
    /// What was promised by then.
    pub promised: f64,
    /// What was achieved by then.
    pub achieved: f64,
    /// Whether it was measured at all. One that is due and that nobody measured has achieved nothing.
    pub is_reviewed: bool,
}

/// How far a benefit is: on the day of its latest review; without one, on its target date once that has passed. `None` before.
pub fn shares(portfolio: &Portfolio, benefit: &Benefit, today: Date) -> Option<Shares> {
    let (target, due) =
        benefit.target_value.zip(benefit.target_on).filter(|_| benefit.state != BenefitState::Dropped)?;
    let reviewed = latest(portfolio, benefit.meta.id).and_then(|review| review.on.zip(review.value));
    let Some((on, value)) = reviewed else {
        return (due <= today).then_some(Shares { promised: 1.0, achieved: 0.0, is_reviewed: false });
    };
    let achieved = part_of_way(benefit.start_value.unwrap_or(0.0), target, value)?;
    let promised = match benefit.start_on {
        Some(start) => promised_by(on.days_since(start), due.days_since(start)),
        // Nobody said since when it grows: all of it is promised for its day.
        None => promised_by(on.days_since(due), 0),
    };
    Some(Shares { promised, achieved, is_reviewed: true })
}

/// How much of what several benefits promised has been achieved.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Realisation {
    /// Achieved over promised, weighted by their values per year; `None` where nothing is promised by now.
    pub rate: Option<f64>,
    /// How many benefits are in it.
    pub counted: usize,
    /// How many of these are due and were never measured.
    pub unmeasured: usize,
    /// How many are due, and left out because nothing says what they are worth in a year.
    pub without_value: usize,
}

/// The realisation rate of some benefits, by what they are worth in a year in that currency.
pub fn realisation<'a>(
    portfolio: &Portfolio,
    benefits: impl Iterator<Item = &'a Benefit>,
    currency: Option<Currency>,
    today: Date,
) -> Realisation {
    let rates = portfolio.settings().rates;
    let mut found = Realisation::default();
    let mut all = Vec::new();
    for benefit in benefits {
        let Some(shares) = shares(portfolio, benefit, today) else { continue };
        let worth = benefit.value_per_year.and_then(|value| convert(value, currency.unwrap_or(value.currency), &rates));
        let Some(worth) = worth.filter(|worth| worth.minor > 0) else {
            found.without_value += 1;
            continue;
        };
        let worth = worth.minor as f64;
        found.counted += 1;
        found.unmeasured += usize::from(!shares.is_reviewed);
        let (promised, achieved) = (worth * shares.promised, worth * shares.achieved);
        all.push(Realised { promised, achieved, is_harm: benefit.is_harm() });
    }
    found.rate = realisation_rate(&all);
    found
}

/// What some benefits promised by now and what they achieved, in minor units a year of that currency; harm counts against both. `None`
/// where none is due or none has a value.
pub fn worth_by_now<'a>(
    portfolio: &Portfolio,
    benefits: impl Iterator<Item = &'a Benefit>,
    currency: Currency,
    today: Date,
) -> Option<(i64, i64)> {
    let rates = portfolio.settings().rates;
    let one = |benefit: &Benefit| {
        let shares = shares(portfolio, benefit, today)?;
        let worth = convert(benefit.value_per_year?, currency, &rates)?.minor;
        let part = |share: f64| {
            let whole = (worth as f64 * share).round();
            // Beyond this a number of this kind is not exact; no office counts so far.
            let limited = whole.clamp(-9.0e15, 9.0e15) as i64;
            if benefit.is_harm() { -limited } else { limited }
        };
        Some((part(shares.promised), part(shares.achieved)))
    };
    let add = |sum: (i64, i64), one: (i64, i64)| (sum.0.saturating_add(one.0), sum.1.saturating_add(one.1));
    benefits.filter_map(one).reduce(add)
}
