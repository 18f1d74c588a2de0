//! What one cell of a register holds: for its words, for sorting, for filters. Must not know the view.

use super::columns::{Column, Source};
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::letters::sort_key;
use crate::domain::money::{Currency, Money};
use crate::domain::raid::score::Bands;
use crate::domain::record::Record;
use crate::domain::records::project::ConstraintStatus;
use crate::domain::records::settings::Rate;
use crate::domain::schema::FieldKind;
use crate::domain::status::{Overall, StatusRules};
use crate::domain::totals::{self, Over};
use crate::domain::value::Value;
use crate::engine::money::counted_record;
use crate::engine::portfolio::Portfolio;
use crate::view::form::shown;
use crate::view::format;
use std::cmp::Ordering;

/// What one cell holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Datum {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Several words.
    List(Vec<String>),
    /// A number.
    Number(i64),
    /// By how many percent something is above something else.
    Percent(Over),
    /// A date.
    Date(Date),
    /// An amount.
    Money(Money),
    /// One of a closed list: its place in it, stored name and label.
    Choice(usize, &'static str, &'static str),
    /// A status.
    Status(Overall),
}

/// What the cells of all rows depend on beside their records.
pub struct RowContext<'a> {
    /// The portfolio.
    pub portfolio: &'a Portfolio,
    /// Today.
    pub today: Date,
    /// Days after which a status is stale.
    pub rules: StatusRules,
    /// Where the bands of risks begin.
    pub bands: Bands,
    /// Currency of totals.
    pub currency: Option<Currency>,
    /// What one unit of another currency is worth in it.
    pub rates: Vec<Rate>,
}

impl<'a> RowContext<'a> {
    /// As the settings of the portfolio have it.
    pub fn new(portfolio: &'a Portfolio, today: Date) -> Self {
        let settings = portfolio.settings();
        let (rules, currency) = (settings.status_rules(), settings.currency);
        let bands = settings.risk_bands();
        Self { portfolio, today, rules, bands, currency, rates: settings.rates }
    }

    /// Without the settings, for cells that do not depend on them.
    pub fn plain(portfolio: &'a Portfolio, today: Date) -> Self {
        let (rules, bands) = (StatusRules::default(), Bands::default());
        Self { portfolio, today, rules, bands, currency: None, rates: Vec::new() }
    }

    /// The amount in the currency of totals; `None` without a rate for it.
    pub fn converted(&self, money: Money) -> Option<Money> {
        totals::convert(money, self.currency?, &self.rates)
    }
}

/// What a cell of a record holds.
pub fn datum(around: &RowContext, record: &dyn Record, column: Column) -> Datum {
    let counted = counted_record(around.portfolio, record);
    let record = counted.as_ref().map_or(record, |project| project);
    match column.source {
        Source::Field(number) => field_datum(around.portfolio, record, number),
        Source::Derived(_) => column.derived().map_or(Datum::Empty, |own| (own.datum)(around, record)),
    }
}

fn field_datum(portfolio: &Portfolio, record: &dyn Record, number: u8) -> Datum {
    let Some(field) = record.schema().field(number) else { return Datum::Empty };
    let value = record.get(number);
    let titles = |id: Id| portfolio.record(id).map_or_else(String::new, |_| portfolio.called(id));
    match (&field.kind, &value) {
        (_, Value::Null) => Datum::Empty,
        (FieldKind::Money, _) => match Option::<Money>::from_value(&value) {
            Ok(Some(money)) => Datum::Money(money),
            _ => Datum::Empty,
        },
        (FieldKind::Choice(choices), Value::Text(name)) => {
            let at = choices.iter().position(|choice| *choice.name == **name);
            let known = at.and_then(|at| choices.get(at).map(|choice| (at, choice)));
            known.map_or(Datum::Empty, |(at, choice)| Datum::Choice(at, choice.name, choice.label))
        }
        (FieldKind::List(FieldKind::Text), Value::List(values)) => {
            Datum::List(values.iter().filter_map(Value::as_text).map(str::to_owned).collect())
        }
        (FieldKind::Structure(_), Value::Map(_)) => match ConstraintStatus::from_value(&value) {
            Ok(ConstraintStatus { rag: Some(rag), .. }) => Datum::Status(Overall::Reported(rag)),
            _ => Datum::Empty,
        },
        (_, Value::Date(date)) => Datum::Date(*date),
        (_, Value::Int(number)) => Datum::Number(*number),
        _ => match shown(&field.kind, &value, &titles) {
            words if words.is_empty() => Datum::Empty,
            words => Datum::Text(words),
        },
    }
}

const fn status_words(status: Overall) -> (u8, &'static str, &'static str) {
    use crate::domain::records::project::Rag::{Amber, Green, Red};
    match status {
        Overall::Confidence(Red) => (0, "red", "Red by confidence"),
        Overall::Confidence(Amber) => (1, "amber", "Amber by confidence"),
        Overall::Confidence(Green) => (2, "green", "Green by confidence"),
        Overall::Reported(Red) => (0, "red", "Red"),
        Overall::Reported(Amber) => (1, "amber", "Amber"),
        Overall::Reported(Green) => (2, "green", "Green"),
        Overall::Stale => (3, "stale", "Out of date"),
        Overall::NotReported => (4, "none", "Not reported"),
    }
}

impl Datum {
    /// How it reads; empty if there is nothing.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words.clone(),
            Self::List(words) => words.join(", "),
            Self::Number(number) => signed(*number),
            Self::Percent(over) => format::percent(*over),
            Self::Date(date) => format::full_day(*date),
            Self::Money(money) => format::money(*money),
            Self::Choice(_, _, label) => (*label).to_owned(),
            Self::Status(status) => status_words(*status).2.to_owned(),
        }
    }

    /// What it can be filtered and grouped by: a key for addresses, and what people read. Nothing given is one empty key.
    pub fn facets(&self) -> Vec<(String, String)> {
        let same = |words: &String| (words.clone(), words.clone());
        match self {
            Self::Empty => vec![(String::new(), "Not given".to_owned())],
            Self::List(words) => words.iter().map(same).collect(),
            Self::Choice(_, name, label) => vec![((*name).to_owned(), (*label).to_owned())],
            Self::Status(status) => {
                let (_, name, label) = status_words(status.counted());
                vec![(name.to_owned(), label.to_owned())]
            }
            Self::Date(date) => vec![same(&date.parts().0.to_string())],
            _ => vec![same(&self.words())],
        }
    }

    /// What it is sorted by.
    pub fn rank(&self, around: &RowContext) -> Rank {
        let number = |number: i64| Rank { given: true, words: String::new(), number };
        let words = |words: String| Rank { given: true, words, number: 0 };
        match self {
            Self::Empty => Rank { given: false, words: String::new(), number: 0 },
            Self::Text(own) => words(sort_key(own)),
            Self::List(own) => words(sort_key(&own.join(" "))),
            Self::Number(own) => number(*own),
            Self::Percent(own) => number(own.hundredths),
            Self::Date(date) => {
                let (year, month, day) = date.parts();
                number(i64::from(year) * 10_000 + i64::from(month) * 100 + i64::from(day))
            }
            Self::Money(money) => match around.converted(*money) {
                Some(own) => number(own.minor),
                // What cannot be compared stands apart, by currency.
                None => Rank { words: money.currency.code().to_owned(), ..number(money.minor) },
            },
            Self::Choice(at, _, _) => number(i64::try_from(*at).unwrap_or(i64::MAX)),
            Self::Status(status) => number(i64::from(status_words(*status).0)),
        }
    }
}

/// What a cell is sorted by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rank {
    given: bool,
    words: String,
    number: i64,
}

impl Rank {
    /// In which order two stand. What is not given stands last, whichever way it is sorted.
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = self.words.cmp(&other.words).then(self.number.cmp(&other.number));
        other.given.cmp(&self.given).then(if descending { order.reverse() } else { order })
    }
}

fn signed(number: i64) -> String {
    let size = format::grouped(number.unsigned_abs());
    if number < 0 { ["−", &size].concat() } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_sort_by_size_and_nothing_stands_last_both_ways() {
        assert!(
            sort_key("P-9") < sort_key("p-10") && sort_key("P-009") < sort_key("P-10") && sort_key("a") < sort_key("B")
        );
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, Date::parse("2026-11-22").unwrap());
        let (empty, one) = (Datum::Empty.rank(&around), Datum::Number(1).rank(&around));
        for descending in [false, true] {
            assert_eq!(one.compare(&empty, descending), Ordering::Less);
        }
    }
}
