//! Filters of a register: one column, and what its cells must be.

use super::columns::Column;
use super::datum::{Datum, RowContext};
use super::kind::RegisterKind;
use crate::domain::date::Date;
use crate::domain::decimal::Decimal;
use crate::domain::digits;
use crate::view::figures::read_figure;
use crate::view::percent::{decoded, encoded};

/// A condition on the cells of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// The column.
    pub column: Column,
    /// What its cells must be.
    pub test: Test,
}

/// What cells must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Test {
    /// One of these, by the keys of their facets; empty stands for not given.
    AnyOf(Vec<String>),
    /// Words with these in them.
    Contains(String),
    /// This or more, this or later.
    From(Bound),
    /// This or less, this or earlier.
    To(Bound),
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// A day.
    Day(Date),
    /// A number; of amounts, in the currency of totals.
    Number(Decimal),
}

impl Bound {
    /// Reads it as it stands in an address: a date such as 2026-11-22, or a number with a point before its decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = || Decimal::parse(&text.replace(',', "")).map(Self::Number);
        Date::parse(text).map(Self::Day).or_else(number)
    }

    /// Reads what somebody typed: a date, or a number as the locale writes it. `None` for what is neither.
    pub fn read(text: &str) -> Option<Self> {
        Date::parse(text.trim()).map(Self::Day).or_else(|| read_figure(text).map(Self::Number))
    }

    /// How it is written in an address.
    pub fn written(self) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            Self::Number(number) => number.written('.'),
        }
    }

    /// How it is written in a control, where it is read again.
    pub fn typed(self) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            Self::Number(number) => number.written(digits::current().point),
        }
    }
}

impl Test {
    /// Whether a cell is so.
    pub fn fits(&self, around: &RowContext, datum: &Datum) -> bool {
        match self {
            Self::AnyOf(keys) => match datum {
                // The most common ones without making text.
                Datum::Choice(_, name, _) => keys.iter().any(|key| key == name),
                Datum::Empty => keys.iter().any(String::is_empty),
                Datum::Text(words) => keys.iter().any(|key| key == words),
                _ => datum.facets().iter().any(|(own, _)| keys.iter().any(|key| key == own)),
            },
            Self::Contains(part) => contains(&datum.words(), part),
            Self::From(bound) => compared(around, datum, *bound).is_some_and(|order| order.is_ge()),
            Self::To(bound) => compared(around, datum, *bound).is_some_and(|order| order.is_le()),
        }
    }
}

/// How a cell stands to a bound. Amounts are compared in the currency of totals, as they are sorted; one without a rate for it is not
/// compared at all.
fn compared(around: &RowContext, datum: &Datum, bound: Bound) -> Option<std::cmp::Ordering> {
    let order = match (datum, bound) {
        (Datum::Date(own), Bound::Day(day)) => return Some(own.cmp(&day)),
        (Datum::Number(own), Bound::Number(bound)) => bound.compare(*own, 0),
        (Datum::Percent(own), Bound::Number(bound)) => bound.compare(own.hundredths, 2),
        (Datum::Money(own), Bound::Number(bound)) => {
            let own = if around.currency.is_some() { around.converted(*own)? } else { *own };
            bound.compare(own.minor, own.currency.minor_digits())
        }
        _ => return None,
    };
    Some(order.reverse())
}

pub use crate::domain::letters::contains;

impl Filter {
    /// In words: "Phase: Execution or Planning". `label` gives what people read for a key.
    pub fn words(&self, label: &dyn Fn(&str) -> String) -> String {
        let name = self.column.label();
        match &self.test {
            Test::AnyOf(keys) => {
                let words: Vec<String> = keys.iter().map(|key| label(key)).collect();
                [name, ": ", &words.join(" or ")].concat()
            }
            Test::Contains(part) => [name, " contains “", part, "”"].concat(),
            Test::From(bound) => [name, " from ", &bound_words(*bound)].concat(),
            Test::To(bound) => [name, " up to ", &bound_words(*bound)].concat(),
        }
    }

    /// Appends it as it stands in an address.
    pub(super) fn write(&self, to: &mut String) {
        to.push_str(self.column.key());
        let (verb, values): (&str, Vec<String>) = match &self.test {
            Test::AnyOf(keys) => ("is", keys.clone()),
            Test::Contains(part) => ("has", vec![part.clone()]),
            Test::From(bound) => ("from", vec![bound.written()]),
            Test::To(bound) => ("to", vec![bound.written()]),
        };
        to.push(':');
        to.push_str(verb);
        for (at, value) in values.iter().enumerate() {
            to.push(if at == 0 { ':' } else { ',' });
            to.push_str(&encoded(value));
        }
    }

    /// Reads one as it stands in an address.
    pub(super) fn parse(kind: &'static RegisterKind, text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let column = kind.column(parts.next()?)?;
        let verb = parts.next()?;
        let values: Vec<String> = match parts.next() {
            Some(values) => values.split(',').map(decoded).collect(),
            None => Vec::new(),
        };
        let first = values.first();
        let test = match verb {
            "is" => Test::AnyOf(values),
            "has" => Test::Contains(first?.clone()),
            "from" => Test::From(Bound::parse(first?)?),
            "to" => Test::To(Bound::parse(first?)?),
            _ => return None,
        };
        Some(Self { column, test })
    }
}

fn bound_words(bound: Bound) -> String {
    match bound {
        Bound::Day(date) => crate::view::format::full_day(date),
        Bound::Number(number) => {
            let text = number.written('.');
            let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
            let whole = Datum::Number(whole.parse().unwrap_or_default()).words();
            match part {
                "" => whole,
                part => [&*whole, digits::current().point.encode_utf8(&mut [0; 4]), part].concat(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digits::Digits;
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::settings::Rate;
    use crate::domain::totals::Over;
    use crate::engine::portfolio::Portfolio;

    #[test]
    fn what_fits() {
        let any = |keys: &[&str]| Test::AnyOf(keys.iter().map(|key| (*key).to_owned()).collect());
        let money = Datum::Money(Money { minor: 150_000, currency: Currency::GBP });
        let date = Datum::Date(Date::parse("2026-11-22").unwrap());
        for (test, datum, fits) in [
            (any(&["execution"]), Datum::Choice(3, "execution", "Execution"), true),
            (any(&["planning"]), Datum::Choice(3, "execution", "Execution"), false),
            (any(&[""]), Datum::Empty, true),
            (any(&["b"]), Datum::List(vec!["a".into(), "b".into()]), true),
            (any(&["2026"]), date.clone(), true),
            (Test::Contains("FERRY".into()), Datum::Text("Electric ferry".into()), true),
            (Test::Contains("bus".into()), Datum::Text("Electric ferry".into()), false),
            (Test::From(number("1500")), money.clone(), true),
            (Test::From(number("1500.01")), money.clone(), false),
            (Test::To(number("1500")), money, true),
            (Test::To(Bound::parse("2026-11-21").unwrap()), date, false),
            (Test::To(number("3")), Datum::Empty, false),
            (Test::From(number("0.3")), Datum::Percent(Over { hundredths: 40, percent: 0 }), true),
            (Test::From(number("0.5")), Datum::Percent(Over { hundredths: 40, percent: 0 }), false),
        ] {
            let portfolio = Portfolio::default();
            let around = RowContext::new(&portfolio, Date::parse("2026-11-22").unwrap());
            assert_eq!(test.fits(&around, &datum), fits, "{test:?} {datum:?}");
        }
    }

    fn number(text: &str) -> Bound {
        Bound::parse(text).unwrap()
    }

    #[test]
    fn amounts_are_compared_in_the_currency_of_totals() {
        let portfolio = Portfolio::default();
        let mut around = RowContext::new(&portfolio, Date::parse("2026-11-22").unwrap());
        let money = |minor, code| Datum::Money(Money { minor, currency: Currency::parse(code).unwrap() });
        let (yen, pounds) = (money(1_500, "JPY"), money(2_000, "GBP"));
        let from = Test::From(number("10"));
        assert!(from.fits(&around, &yen), "as they are while there is no currency of totals");
        around.currency = Currency::parse("GBP");
        around.rates = vec![Rate { currency: Currency::parse("JPY"), rate: 0.0052, on: None }];
        assert_eq!((from.fits(&around, &yen), from.fits(&around, &pounds)), (false, true), "1,500 yen are 7.80 pounds");
        assert!(Test::To(number("7.8")).fits(&around, &yen));
        around.rates.clear();
        assert!(!Test::To(number("9999")).fits(&around, &yen), "nobody knows what it is worth");
    }

    #[test]
    fn bounds_are_read_as_the_locale_writes_them() {
        let all = |texts: &[&str]| {
            let own = |text: &&str| Bound::read(text).map_or("?".to_owned(), Bound::written);
            texts.iter().map(own).collect::<Vec<_>>().join(" ")
        };
        let texts = ["1.500", "12.5", "1,5", "1 500", "1e3", "1,500", "1.5m", "30 k", "5%", "-3", "much", ""];
        assert_eq!(all(&texts), "1.5 12.5 ? 1500 ? 1500 1500000 30000 5 -3 ? ?");
        digits::set(Digits { group: '.', point: ',', ..Digits::BRITISH });
        assert_eq!(all(&texts), "1500 12.5 1.5 1500 ? 1.5 1500000 30000 5 -3 ? ?");
        let half = Bound::read("1234,5").unwrap();
        assert_eq!((half.typed().as_str(), bound_words(half).as_str()), ("1234,5", "1.234,5"));
        assert_eq!(Bound::read(&half.typed()), Some(half));
        digits::set(Digits::BRITISH);
    }
}
