//! Totals of money over projects: one sum per currency, and one in the workspace's own where every rate is known.
//! Must not know what the amounts are for.

use super::decimal::Decimal;
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
        if self.sums.iter().all(|sum| sum.0 != amount.currency) {
            self.sums.push((amount.currency, 0, 0));
        }
        for sum in self.sums.iter_mut().filter(|sum| sum.0 == amount.currency) {
            sum.1 += if comes { i128::from(amount.minor) } else { -i128::from(amount.minor) };
            sum.2 = if comes { sum.2 + 1 } else { sum.2.saturating_sub(1) };
        }
    }

    /// Adds all of other sums.
    pub fn add(&mut self, other: &Self) {
        for (currency, sum, count) in &other.sums {
            if self.sums.iter().all(|known| known.0 != *currency) {
                self.sums.push((*currency, 0, 0));
            }
            for known in self.sums.iter_mut().filter(|known| known.0 == *currency) {
                known.1 += sum;
                known.2 += count;
            }
        }
    }

    /// The total.
    pub fn total(&self) -> Total {
        let mut total = Total::default();
        for (currency, sum, _) in self.sums.iter().filter(|sum| sum.2 > 0) {
            match i64::try_from(*sum) {
                Ok(minor) => total.sums.push(Money { minor, currency: *currency }),
                Err(_) => total.overflowed = true,
            }
        }
        let size = |money: &Money| money.minor / money.currency.minor_per_major().max(1);
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

/// What a total comes to. Every page that tells a total goes by this, so that none shows a part as if it were the whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    /// No amount was given.
    Nothing,
    /// All amounts are of this currency.
    One(Money),
    /// Amounts of several currencies by the exchange rates.
    Converted(Money),
    /// Several currencies, and a rate is missing: only the single sums can be told.
    Apart,
    /// A sum is too large to be told, or would be once it is converted.
    TooLarge,
}

impl Total {
    /// What it comes to in one currency: as it is where there is only that one, else by the rates. Each sum is converted once and
    /// rounded half away from zero to the minor unit.
    pub fn whole(&self, target: Option<Currency>, rates: &[Rate]) -> Whole {
        match (self.sums.as_slice(), target) {
            _ if self.overflowed => Whole::TooLarge,
            ([], _) => Whole::Nothing,
            ([only], target) if target.is_none_or(|target| target == only.currency) => Whole::One(*only),
            (_, None) => Whole::Apart,
            (sums, Some(target)) => {
                if sums.iter().any(|sum| sum.currency != target && rate_of(sum.currency, rates).is_none()) {
                    return Whole::Apart;
                }
                let add = |total: Money, sum: &Money| total.plus(convert(*sum, target, rates)?);
                let total = sums.iter().try_fold(Money { minor: 0, currency: target }, add);
                total.map_or(Whole::TooLarge, Whole::Converted)
            }
        }
    }

    /// Everything in one currency; `None` where that cannot be told, or nothing was given.
    pub fn in_currency(&self, target: Option<Currency>, rates: &[Rate]) -> Option<Money> {
        match self.whole(target, rates) {
            Whole::One(money) | Whole::Converted(money) => Some(money),
            Whole::Nothing | Whole::Apart | Whole::TooLarge => None,
        }
    }
}

/// The rate of a currency, exactly as it was typed.
fn rate_of(currency: Currency, rates: &[Rate]) -> Option<Decimal> {
    let rate = rates.iter().find(|rate| rate.currency == Some(currency))?;
    Decimal::of(rate.rate).filter(|rate| rate.digits > 0)
}

/// An amount in another currency by its rate, rounded half away from zero; `None` without one, or beyond what can be counted. By whole
/// numbers: floating point would lose a minor unit here and there.
pub fn convert(amount: Money, target: Currency, rates: &[Rate]) -> Option<Money> {
    if amount.currency == target {
        return Some(amount);
    }
    let rate = rate_of(amount.currency, rates)?;
    let ten = |places: u32| 10i128.checked_pow(places);
    let above = i128::from(amount.minor).checked_mul(i128::from(rate.digits))?;
    let above = above.checked_mul(i128::from(target.minor_per_major()))?;
    let below = ten(rate.places)?.checked_mul(i128::from(amount.currency.minor_per_major()))?;
    let half = if above < 0 { -(below / 2) } else { below / 2 };
    let minor = i64::try_from((above + half) / below).ok()?;
    Some(Money { minor, currency: target })
}

/// By how much one amount is above another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Over {
    /// In hundredths of a percent, rounded half away from zero; only what is equal has 0.
    pub hundredths: i64,
    /// In whole percent, rounded half away from zero: 0 also for less than half a percent.
    pub percent: i64,
}

impl Over {
    /// Exactly so many percent.
    pub const fn whole(percent: i64) -> Self {
        Self { hundredths: percent * 100, percent }
    }

    /// Whether the two are the same.
    pub fn is_equal(self) -> bool {
        self.hundredths == 0
    }
}

/// By how many percent `actual` is above `planned`; `None` where that is not defined.
pub fn percent_over(planned: Money, actual: Money) -> Option<Over> {
    if planned.currency != actual.currency || planned.minor <= 0 {
        return None;
    }
    let (planned, actual) = (i128::from(planned.minor), i128::from(actual.minor));
    let rounded = |times: i128| {
        let difference = (actual - planned) * times;
        let half = planned / 2;
        i64::try_from(if difference < 0 { difference - half } else { difference + half } / planned)
    };
    let hundredths = rounded(10_000).ok()?;
    let hundredths =
        if hundredths == 0 { i64::from(actual > planned) - i64::from(actual < planned) } else { hundredths };
    Some(Over { hundredths, percent: rounded(100).ok()? })
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
        // What is left of a total of which a part is too large is no total.
        let part = total(&[money(i64::MAX, "GBP"), money(1, "GBP"), money(500, "EUR")]);
        assert_eq!(part.whole(Some(Currency::EUR), &[rate("GBP", 1.2)]), Whole::TooLarge);
        assert_eq!((part.in_currency(Some(Currency::EUR), &[]), part.sums.len()), (None, 1));
    }

    #[test]
    fn a_missing_rate_and_an_amount_beyond_counting_are_not_the_same() {
        let pounds = Some(Currency::GBP);
        let mixed = total(&[money(100_000_000_000_000_000, "EUR"), money(100, "GBP")]);
        assert_eq!(mixed.whole(pounds, &[]), Whole::Apart);
        assert_eq!(mixed.whole(pounds, &[rate("EUR", 0.85)]), Whole::Converted(money(85_000_000_000_000_100, "GBP")));
        assert_eq!(mixed.whole(pounds, &[rate("EUR", 850.0)]), Whole::TooLarge);
        assert_eq!(mixed.whole(None, &[rate("EUR", 0.85)]), Whole::Apart);
        assert_eq!(total(&[]).whole(pounds, &[]), Whole::Nothing);
    }

    #[test]
    fn converting_rounds_half_away_from_zero_and_loses_no_minor_unit() {
        for (minor, worth, expected) in [(25, 0.58, 15), (45, 0.70, 32), (-25, 0.58, -15), (24, 0.58, 14)] {
            let converted = convert(money(minor, "USD"), Currency::GBP, &[rate("USD", worth)]);
            assert_eq!(converted, Some(money(expected, "GBP")), "{minor} at {worth}");
        }
        let dong = convert(money(1_234_567, "VND"), Currency::GBP, &[rate("VND", 0.000_030_3)]);
        assert_eq!(dong, Some(money(3_741, "GBP")));
    }

    #[test]
    fn percent_over_is_not_defined_without_a_plan() {
        let euros = |minor| money(minor, "EUR");
        for (planned, actual, over) in [
            (100, 116, Some((1_600, 16))),
            (200, 199, Some((-50, -1))),
            (0, 5, None),
            (300, 300, Some((0, 0))),
            // Only what is equal is as planned.
            (1_000, 1_004, Some((40, 0))),
            (1_000_000_000, 1_000_000_001, Some((1, 0))),
            (1_000_000_000, 999_999_999, Some((-1, 0))),
        ] {
            let percent = percent_over(euros(planned), euros(actual)).map(|over| (over.hundredths, over.percent));
            assert_eq!(percent, over, "{planned} {actual}");
        }
        assert_eq!(percent_over(euros(1), money(1, "GBP")), None);
    }
}
