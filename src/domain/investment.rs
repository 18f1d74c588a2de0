//! Whether money is well invested: flows of money by year and the figures worked out from them. What is not defined is `None`, never
//! zero. Must not know currencies, days, or where the flows come from.

/// The internal rate of return: the rate at which the net present value is zero.
#[derive(Clone, PartialEq, Debug)]
pub enum Irr {
    /// The only one, as a share.
    Rate(f64),
    /// The flows change their sign more than once, so that no rate says anything by itself: those that were found, the smallest first.
    Ambiguous(Vec<f64>),
    /// There is none.
    NotDefined,
}

/// What an investment costs and brings, by year; the first is the year of today's money.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Flows {
    /// What is spent in each year.
    pub costs: Vec<f64>,
    /// What is gained in each year; less than zero where harm outweighs it.
    pub benefits: Vec<f64>,
}

impl Flows {
    /// Years from the first to the last.
    pub fn years(&self) -> usize {
        self.costs.len().max(self.benefits.len())
    }

    /// What is left of each year.
    pub fn net(&self) -> Vec<f64> {
        let of = |flows: &[f64], year| flows.get(year).copied().unwrap_or(0.0);
        (0..self.years()).map(|year| of(&self.benefits, year) - of(&self.costs, year)).collect()
    }

    /// Return on investment: what is gained beyond the costs, as a share of them.
    pub fn roi(&self) -> Option<f64> {
        let costs: f64 = self.costs.iter().sum();
        divided(self.benefits.iter().sum::<f64>() - costs, costs)
    }

    /// Benefit-cost ratio: the present value of the benefits over that of the costs.
    pub fn bcr(&self, rate: f64) -> Option<f64> {
        divided(npv(&self.benefits, rate)?, npv(&self.costs, rate)?)
    }
}

/// A quotient; `None` where nothing, or less, is divided by, or what comes out is no number.
fn divided(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below).filter(|quotient| quotient.is_finite())
}

/// Net present value at a rate. `None` without any flow, at a rate of -100 % or less, and beyond what can be counted.
pub fn npv(flows: &[f64], rate: f64) -> Option<f64> {
    let value = discounted(flows, rate)?.iter().sum::<f64>();
    (!flows.is_empty() && value.is_finite()).then_some(value)
}

/// Each flow as it is worth in the first year.
fn discounted(flows: &[f64], rate: f64) -> Option<Vec<f64>> {
    let factor = 1.0 / (1.0 + rate);
    let is_rate = rate > -1.0 && factor.is_finite();
    is_rate.then(|| {
        let mut worth = 1.0;
        let each = |flow: &f64| {
            let present = flow * worth;
            worth *= factor;
            present
        };
        flows.iter().map(each).collect()
    })
}

/// After how many years what was spent has come back, evenly within a year. `None` where it never does, and where nothing was spent
/// before anything came back.
pub fn payback(flows: &[f64]) -> Option<f64> {
    let mut sum = 0.0;
    let mut has_spent = false;
    for (year, flow) in flows.iter().enumerate() {
        let before = sum;
        sum += flow;
        if has_spent && sum >= 0.0 {
            return divided(-before, *flow).map(|part| year as f64 - 1.0 + part);
        }
        has_spent |= sum < 0.0;
    }
    None
}

/// The same, counted in what each flow is worth in the first year.
pub fn discounted_payback(flows: &[f64], rate: f64) -> Option<f64> {
    payback(&discounted(flows, rate)?)
}

/// The internal rate of return. With one change of sign there is exactly one.
pub fn irr(flows: &[f64]) -> Irr {
    let signs: Vec<bool> = flows.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0).collect();
    let changes = signs.iter().zip(signs.iter().skip(1)).filter(|(one, next)| one != next).count();
    let rates = rates_of_return(flows);
    match (changes, rates.as_slice()) {
        (0, _) | (_, []) => Irr::NotDefined,
        (1, [rate, ..]) => Irr::Rate(*rate),
        _ => Irr::Ambiguous(rates),
    }
}

/// All rates at which the net present value is zero, the smallest first.
fn rates_of_return(flows: &[f64]) -> Vec<f64> {
    let largest = flows.iter().fold(0.0_f64, |most, flow| most.max(flow.abs()));
    let used = |flow: &f64| *flow != 0.0;
    let (first, last) = (flows.iter().position(used), flows.iter().rposition(used));
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    // As a polynomial of the discount factor; years before the first flow have no influence on where it is zero.
    let parts: Vec<f64> = flows.iter().take(last + 1).skip(first).map(|flow| flow / largest).collect();
    if !largest.is_finite() || parts.iter().any(|part| !part.is_finite()) {
        return Vec::new();
    }
    let mut rates: Vec<f64> = zeros(&parts).into_iter().map(|factor| 1.0 / factor - 1.0).collect();
    rates.reverse();
    rates.retain(|rate| rate.is_finite());
    rates
}

/// What is smaller than this, of flows of which the largest is 1, is zero.
const NOTHING: f64 = 1e-12;

/// Where a polynomial of something above zero is zero, in ascending order: between the places at which its derivative is zero it only
/// rises or falls, so that each stretch holds one zero at most.
fn zeros(parts: &[f64]) -> Vec<f64> {
    let Some((last, rest)) = parts.split_last() else { return Vec::new() };
    if rest.is_empty() || *last == 0.0 {
        return Vec::new();
    }
    let derivative: Vec<f64> = parts.iter().enumerate().skip(1).map(|(power, part)| part * power as f64).collect();
    // No zero lies beyond this one (Cauchy).
    let bound = 1.0 + rest.iter().fold(0.0_f64, |most, part| most.max((part / last).abs()));
    let mut borders = vec![0.0];
    borders.extend(zeros(&derivative));
    borders.push(bound);
    let value = |at: f64| parts.iter().rev().fold(0.0, |sum, part| sum * at + part);
    let mut found: Vec<f64> = Vec::new();
    for (from, to) in borders.iter().zip(borders.iter().skip(1)) {
        let zero = if value(*to).abs() <= NOTHING && *to < bound {
            // It touches zero where it turns.
            Some(*to)
        } else if (value(*from) > 0.0) == (value(*to) > 0.0) || value(*from).abs() <= NOTHING && *from > 0.0 {
            None
        } else {
            Some(between(&value, *from, *to))
        };
        let is_new = |zero: &f64| found.last().is_none_or(|last| zero - last > 1e-9 * zero);
        found.extend(zero.filter(|zero| *zero > 0.0).filter(is_new));
    }
    found
}

/// Where a function that has different signs at both ends is zero, by halving.
fn between(value: &dyn Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let rises = value(to) > 0.0;
    let (mut low, mut high) = (from, to);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if (value(middle) > 0.0) == rises { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CASE: [f64; 5] = [-100_000.0, 30_000.0, 40_000.0, 50_000.0, 20_000.0];

    fn flows() -> Flows {
        Flows { costs: vec![100_000.0], benefits: vec![0.0, 30_000.0, 40_000.0, 50_000.0, 20_000.0] }
    }

    fn is_near(found: Option<f64>, expected: f64, within: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() <= within), "{found:?} is not {expected}");
    }

    #[test]
    fn the_case_of_the_handbook() {
        assert_eq!(flows().net(), CASE);
        is_near(npv(&CASE, 0.1), 11_556.59, 0.005);
        let Irr::Rate(rate) = irr(&CASE) else { panic!("{:?}", irr(&CASE)) };
        is_near(Some(rate), 0.153_221, 5e-7);
        is_near(payback(&CASE), 2.6, 1e-9);
        is_near(discounted_payback(&CASE, 0.1), 3.1540, 5e-5);
        is_near(flows().roi(), 0.4, 1e-9);
        is_near(flows().bcr(0.1), 1.115_566, 5e-7);
    }

    #[test]
    fn two_rates_are_ambiguous_and_both_are_found() {
        let Irr::Ambiguous(rates) = irr(&[-4_000.0, 25_000.0, -25_000.0]) else { panic!("one rate") };
        assert_eq!(rates.len(), 2, "{rates:?}");
        is_near(rates.first().copied(), 0.25, 1e-9);
        is_near(rates.get(1).copied(), 4.0, 1e-9);
    }

    #[test]
    fn where_no_rate_of_return_is_defined() {
        for flows in [
            &[][..],
            &[0.0, 0.0],
            &[-100.0],
            &[-100.0, -50.0],
            &[100.0, 50.0],
            // Its sign changes twice and it never comes to zero.
            &[1.0, -2.0, 2.0],
            &[f64::MAX, f64::INFINITY],
        ] {
            assert_eq!(irr(flows), Irr::NotDefined, "{flows:?}");
        }
    }

    #[test]
    fn rates_of_other_cases() {
        for (flows, expected) in [
            (&[-100.0, 110.0][..], &[0.1][..]),
            // All is lost but a tenth.
            (&[-100.0, 10.0], &[-0.9]),
            (&[0.0, 0.0, -100.0, 0.0, 121.0], &[0.1]),
            (&[-1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1_024.0], &[1.160_119_477_784_612_6]),
            // A rate twice: the value touches zero and turns.
            (&[-1.0, 2.2, -1.21], &[0.1]),
            // Three rates: of 10, 20 and 30 per cent.
            (&[-1_000.0, 3_600.0, -4_310.0, 1_716.0], &[0.1, 0.2, 0.3]),
        ] {
            let rates = match irr(flows) {
                Irr::Rate(rate) => vec![rate],
                Irr::Ambiguous(rates) => rates,
                Irr::NotDefined => Vec::new(),
            };
            assert_eq!(rates.len(), expected.len(), "{flows:?}: {rates:?}");
            rates.iter().zip(expected).for_each(|(rate, expected)| is_near(Some(*rate), *expected, 1e-6));
        }
        assert!(matches!(irr(&[-1.0, 2.2, -1.21]), Irr::Ambiguous(_)), "the sign changes twice");
    }

    #[test]
    fn payback_is_defined_where_something_comes_back() {
        for (flows, expected) in [
            (&[-100.0, 50.0, 50.0][..], Some(2.0)),
            (&[-100.0, 200.0], Some(0.5)),
            (&[0.0, -100.0, 200.0], Some(1.5)),
            // It comes back for the first time, whatever is spent later.
            (&[-100.0, 100.0, -50.0], Some(1.0)),
            (&[-100.0, 99.0], None),
            (&[100.0, 50.0], None),
            (&[], None),
        ] {
            assert_eq!(payback(flows), expected, "{flows:?}");
        }
        assert_eq!(discounted_payback(&[-100.0, 105.0], 0.1), None, "by its present value it does not");
        assert_eq!(discounted_payback(&[-100.0, 105.0], -1.0), None);
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!((Flows::default().roi(), Flows::default().bcr(0.1)), (None, None));
        let free = Flows { costs: vec![0.0], benefits: vec![1.0, 1.0] };
        assert_eq!((free.roi(), free.bcr(0.1)), (None, None));
        assert_eq!((npv(&[], 0.1), npv(&[1.0], -1.0), npv(&[f64::MAX, f64::MAX], 0.0)), (None, None, None));
        let harm = Flows { costs: vec![10.0], benefits: vec![-5.0] };
        assert_eq!(harm.roi(), Some(-1.5));
    }

    proptest! {
        #[test]
        fn with_one_change_of_sign_there_is_one_rate_and_it_discounts_to_nothing(
            spent in proptest::collection::vec(1.0..1e6_f64, 1..4),
            gained in proptest::collection::vec(0.0..1e6_f64, 1..20),
        ) {
            prop_assume!(gained.iter().sum::<f64>() > 1.0);
            let flows: Vec<f64> = spent.iter().map(|spent| -spent).chain(gained).collect();
            let Irr::Rate(rate) = irr(&flows) else { return Err(TestCaseError::fail(format!("{:?}", irr(&flows)))) };
            // Near -100 % a flow of late years is worth more than any number keeps apart.
            if rate > -0.5 {
                let worth = npv(&flows, rate).unwrap();
                let largest = discounted(&flows, rate).unwrap().iter().fold(0.0_f64, |most, flow| most.max(flow.abs()));
                prop_assert!(worth.abs() <= largest * 1e-6, "{worth} at {rate}");
            }
        }
    }
}
