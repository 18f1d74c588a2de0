//! Filters of the register: one column, and what its cells must be.

use super::columns::Column;
use super::datum::Datum;
use super::encoding::{decode, encode};
use crate::domain::date::Date;

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
    /// A number; of amounts, whole units of their currency.
    Number(i64),
}

impl Bound {
    /// Reads a date such as 2026-11-22 or a whole number.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = || text.replace(',', "").parse().ok().map(Self::Number);
        Date::parse(text).map(Self::Day).or_else(number)
    }

    /// How it is written in an address and in a control.
    pub fn typed(self) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Test {
    /// Whether a cell is so.
    pub fn fits(&self, datum: &Datum) -> bool {
        match self {
            Self::AnyOf(keys) => match datum {
                // The most common ones without making text.
                Datum::Choice(_, name, _) => keys.iter().any(|key| key == name),
                Datum::Empty => keys.iter().any(String::is_empty),
                Datum::Text(words) => keys.iter().any(|key| key == words),
                _ => datum.facets().iter().any(|(own, _)| keys.iter().any(|key| key == own)),
            },
            Self::Contains(part) => contains(&datum.words(), part),
            Self::From(bound) => compared(datum, *bound).is_some_and(|order| order.is_ge()),
            Self::To(bound) => compared(datum, *bound).is_some_and(|order| order.is_le()),
        }
    }
}

fn compared(datum: &Datum, bound: Bound) -> Option<std::cmp::Ordering> {
    match (datum, bound) {
        (Datum::Date(own), Bound::Day(day)) => Some(own.cmp(&day)),
        (Datum::Number(own) | Datum::Percent(own), Bound::Number(number)) => Some(own.cmp(&number)),
        (Datum::Money(own), Bound::Number(number)) => {
            let bound = i128::from(number) * i128::from(own.currency.minor_per_major());
            Some(i128::from(own.minor).cmp(&bound))
        }
        _ => None,
    }
}

/// Whether words contain others, without regard to case of ASCII letters.
pub fn contains(words: &str, part: &str) -> bool {
    let part = part.as_bytes();
    part.is_empty() || words.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

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
            Test::From(bound) => ("from", vec![bound.typed()]),
            Test::To(bound) => ("to", vec![bound.typed()]),
        };
        to.push(':');
        to.push_str(verb);
        for (at, value) in values.iter().enumerate() {
            to.push(if at == 0 { ':' } else { ',' });
            encode(value, to);
        }
    }

    /// Reads one as it stands in an address.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let column = Column::parse(parts.next()?)?;
        let verb = parts.next()?;
        let values: Vec<String> = match parts.next() {
            Some(values) => values.split(',').map(decode).collect::<Option<_>>()?,
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
        Bound::Number(number) => Datum::Number(number).words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::project::at;

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
            (Test::From(Bound::Number(1_500)), money.clone(), true),
            (Test::From(Bound::Number(1_501)), money.clone(), false),
            (Test::To(Bound::Number(1_500)), money, true),
            (Test::To(Bound::parse("2026-11-21").unwrap()), date, false),
            (Test::To(Bound::Number(3)), Datum::Empty, false),
        ] {
            assert_eq!(test.fits(&datum), fits, "{test:?} {datum:?}");
        }
    }

    #[test]
    fn filters_in_words() {
        let label = |key: &str| if key.is_empty() { "Not given".to_owned() } else { key.to_uppercase() };
        let phase = Filter { column: Column::Field(at::phase), test: Test::AnyOf(vec!["a".into(), String::new()]) };
        assert_eq!(phase.words(&label), "Phase: A or Not given");
        let budget = Filter { column: Column::Field(at::budget), test: Test::From(Bound::Number(-2_000)) };
        assert_eq!(budget.words(&label), "Budget from −2,000");
    }
}
