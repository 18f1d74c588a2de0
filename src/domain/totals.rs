//! Totals of money over projects: one sum per currency, and one in the workspace's own where every rate is known.
//! Must not know what the amounts are for.

use super::money::{Currency, Money};
use super::records::settings::Rate;

/// Sums of amounts that come and go. They are exact: what is taken out again leaves nothing behind.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Sums {
    /// By currency, with how many amounts.
    sums: Vec<(Currency, i128, usize)>,
}

impl Sums {
    /// Adds an amount, or takes it out again.
    pub fn enter(&mut self, amount: Money, comes: bool) {
        if self.sums.iter().all(|own| own.0 != amount.currency) {
            self.sums.push((amount.currency, 0, 0));
        }
        for own in self.sums.iter_mut().filter(|own| own.0 == amount.currency) {
            own.1 += if comes { i128::from(amount.minor) } else { -i128::from(amount.minor) };
            own.2 = if comes { own.2 + 1 } else { own.2.saturating_sub(1) };
        }
    }

    /// The total.
    pub fn total(&self) -> Total {
        let mut total = Total::default();
        for (currency, sum, _) in self.sums.iter().filter(|own| own.2 > 0) {
            match i64::try_from(*sum) {
                Ok(minor) => total.sums.push(Money { minor, currency: *currency }),
                Err(_) => total.overflowed = true,
            }
        }
        let size = |own: &Money| own.minor / own.currency.minor_per_major().max(1);
        super::sorting::sort_by(&mut total.sums, |a, b| {
            size(b).cmp(&size(a)).then_with(|| a.currency.cmp(&b.currency))
        });
        total
    }
}

/// A total.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Total {
    /// The sums, the largest first.
    pub sums: Vec<Money>,
    /// Whether a sum is too large to be told.
    pub overflowed: bool,
}

impl Total {
    /// Everything in one currency: as it is where there is only that one, else by the rates; `None` where one is missing.
    /// Each sum is converted once and rounded half away from zero to the minor unit.
    pub fn in_currency(&self, own: Option<Currency>, rates: &[Rate]) -> Option<Money> {
        if let [only] = self.sums.as_slice()
            && own.is_none_or(|own| own == only.currency)
        {
            return Some(*only);
        }
        let own = own?;
        let mut total = Money { minor: 0, currency: own };
        for sum in &self.sums {
            total = total.plus(convert(*sum, own, rates)?)?;
        }
        Some(total)
    }
}

/// An amount in another currency by its rate; `None` without one, or beyond what can be counted.
pub fn convert(amount: Money, own: Currency, rates: &[Rate]) -> Option<Money> {
    if amount.currency == own {
        return Some(amount);
    }
    let rate = rates.iter().find(|rate| rate.currency == Some(amount.currency)).filter(|rate| rate.rate > 0.0)?;
    let units = amount.minor as f64 * rate.rate * own.minor_per_major() as f64;
    let minor = (units / amount.currency.minor_per_major() as f64).round();
    // Above this a float does not know single units any more.
    (minor.abs() < 9.0e15).then_some(Money { minor: minor as i64, currency: own })
}

/// By how many percent `actual` is above `planned`, rounded half away from zero; `None` where that is not defined.
pub fn percent_over(planned: Money, actual: Money) -> Option<i64> {
    if planned.currency != actual.currency || planned.minor <= 0 {
        return None;
    }
    let difference = (i128::from(actual.minor) - i128::from(planned.minor)) * 100;
    let half = i128::from(planned.minor) / 2;
    let rounded = if difference < 0 { difference - half } else { difference + half } / i128::from(planned.minor);
    i64::try_from(rounded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, code: &str) -> Money {
        Money { minor, currency: Currency::parse(code).unwrap() }
    }

    fn rate(code: &str, rate: f64) -> Rate {
        Rate { currency: Currency::parse(code), rate, on: None }
    }

    fn total(amounts: &[Money]) -> Total {
        let mut sums = Sums::default();
        amounts.iter().for_each(|amount| sums.enter(*amount, true));
        // What comes and goes leaves nothing behind.
        for comes in [true, false] {
            sums.enter(money(i64::MAX, "USD"), comes);
        }
        sums.total()
    }

    #[test]
    fn one_sum_per_currency_and_one_by_rates() {
        let amounts = [(1_000, "EUR"), (2_500, "GBP"), (500, "EUR"), (1_000, "JPY")];
        let total = total(&amounts.map(|(minor, code)| money(minor, code)));
        assert_eq!(total.sums, [money(1_000, "JPY"), money(2_500, "GBP"), money(1_500, "EUR")]);
        let rates = [rate("GBP", 1.2), rate("JPY", 0.006_25)];
        // 15.00 + 25.00 * 1.2 + 1000 * 0.00625 = 51.25
        assert_eq!(total.in_currency(Some(Currency::EUR), &rates), Some(money(5_125, "EUR")));
        assert_eq!(total.in_currency(Some(Currency::EUR), &rates[..1]), None, "a rate is missing");
        assert_eq!(total.in_currency(None, &rates), None);
    }

    #[test]
    fn a_single_currency_needs_no_rate_and_no_setting() {
        assert_eq!(total(&[]).in_currency(None, &[]), None, "nothing is no amount");
        let total = total(&[money(700, "USD")]);
        assert_eq!(total.in_currency(None, &[]), Some(money(700, "USD")));
        assert_eq!(total.in_currency(Some(Currency::USD), &[]), Some(money(700, "USD")));
        assert_eq!(total.in_currency(Some(Currency::EUR), &[]), None);
    }

    #[test]
    fn too_large_is_said_and_not_wrapped() {
        assert!(total(&[money(i64::MAX, "EUR"), money(1, "EUR")]).overflowed);
        assert_eq!(convert(money(i64::MAX, "GBP"), Currency::EUR, &[rate("GBP", 1.2)]), None);
    }

    #[test]
    fn percent_over_is_not_defined_without_a_plan() {
        let euros = |minor| money(minor, "EUR");
        for (planned, actual, over) in
            [(100, 116, Some(16)), (200, 199, Some(-1)), (0, 5, None), (300, 300, Some(0)), (1_000, 1_004, Some(0))]
        {
            assert_eq!(percent_over(euros(planned), euros(actual)), over, "{planned} {actual}");
        }
        assert_eq!(percent_over(euros(1), money(1, "GBP")), None);
    }
}
