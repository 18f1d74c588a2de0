//! Totals of the register: money per currency, or converted where there is a rate for every currency of the column.

use super::columns::{Column, Derived, Nature};
use super::datum::{Around, Datum, datum};
use crate::domain::records::Project;
use crate::domain::totals;
use crate::view::format;

/// The total of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    /// The column.
    pub column: Column,
    /// The total, in words.
    pub words: String,
    /// How it came about, where that must be said; else empty.
    pub note: &'static str,
}

/// What is said of a converted total.
pub const CONVERTED: &str = "Converted by the exchange rates of the settings";
/// What is said of a total in several currencies.
pub const NOT_CONVERTED: &str = "Not converted: the settings have no exchange rate for every currency";

/// A sum in the making.
#[derive(Default)]
pub struct Tally {
    /// One for each column that is added up.
    sums: Vec<(Column, Sum)>,
}

#[derive(Default)]
struct Sum {
    money: totals::Total,
    count: i64,
}

impl Tally {
    /// Nothing yet, for those of the columns that are added up.
    pub fn new(columns: impl Iterator<Item = Column>) -> Self {
        let adds =
            |column: &Column| column.nature() == Nature::Money || *column == Column::Derived(Derived::Conditions);
        Self { sums: columns.filter(adds).map(|column| (column, Sum::default())).collect() }
    }

    /// Adds a project.
    pub fn add(&mut self, around: &Around, project: &Project) {
        for (column, sum) in &mut self.sums {
            match datum(around, project, *column) {
                Datum::Money(money) => sum.money.add(money),
                Datum::Number(number) => sum.count = sum.count.saturating_add(number),
                _ => {}
            }
        }
    }

    /// The totals; columns in which nothing was given have none.
    pub fn finish(self, around: &Around) -> Vec<Total> {
        self.sums.into_iter().filter_map(|(column, sum)| sum.total(column, around)).collect()
    }
}

impl Sum {
    fn total(mut self, column: Column, around: &Around) -> Option<Total> {
        let of = |words: String, note| Some(Total { column, words, note });
        match self.money.sums.as_slice() {
            // Then no total is right.
            _ if self.money.overflowed => of("not defined".to_owned(), "Too large to be added up"),
            [] if self.count == 0 => None,
            [] => of(Datum::Number(self.count).words(), ""),
            [one] => of(format::money(*one), ""),
            _ => {
                if let Some(sum) = self.money.in_currency(around.currency, &around.rates) {
                    return of(format::money(sum), CONVERTED);
                }
                let sums = &mut self.money.sums;
                crate::domain::sorting::sort_by(sums, |a, b| a.currency.cmp(&b.currency));
                let words: Vec<String> = sums.iter().map(|money| format::money(*money)).collect();
                of(words.join(" + "), NOT_CONVERTED)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::project::at;
    use crate::domain::records::settings::Rate;
    use crate::engine::portfolio::Portfolio;

    fn total(amounts: &[(i64, &str)], currency: Option<&str>, rates: &[(&str, f64)]) -> Vec<(String, &'static str)> {
        let portfolio = Portfolio::default();
        let mut around = Around::new(&portfolio, Date::parse("2026-11-22").unwrap());
        around.currency = currency.and_then(Currency::parse);
        let rate = |(code, rate): &(&str, f64)| Rate { currency: Currency::parse(code), rate: *rate, on: None };
        around.rates = rates.iter().map(rate).collect();
        let mut tally = Tally::new([Column::NAME, Column::Field(at::budget)].into_iter());
        for (minor, code) in amounts {
            let budget = Some(Money { minor: *minor, currency: Currency::parse(code).unwrap() });
            tally.add(&around, &Project { budget, ..Project::default() });
        }
        tally.finish(&around).into_iter().map(|own| (own.words, own.note)).collect()
    }

    #[test]
    fn money_is_added_up_per_currency_or_converted_and_that_is_said() {
        let mixed = [(10_000, "GBP"), (20_000, "EUR"), (1_000, "JPY")];
        for (amounts, currency, rates, expected) in [
            (&mixed[..0], Some("GBP"), &[][..], vec![]),
            (&mixed[..1], None, &[], vec![("£100".to_owned(), "")]),
            (&mixed[..2], Some("GBP"), &[("EUR", 0.85)], vec![("£270".to_owned(), CONVERTED)]),
            (&mixed[..2], None, &[("EUR", 0.85)], vec![("€200 + £100".to_owned(), NOT_CONVERTED)]),
            (&mixed[..], Some("GBP"), &[("EUR", 0.85)], vec![("€200 + £100 + ¥1,000".to_owned(), NOT_CONVERTED)]),
            (&mixed[..], Some("GBP"), &[("EUR", 0.85), ("JPY", 0.005)], vec![("£275".to_owned(), CONVERTED)]),
            (&[(i64::MAX, "GBP"), (1, "GBP")], None, &[], vec![("not defined".to_owned(), "Too large to be added up")]),
        ] {
            assert_eq!(total(amounts, currency, rates), expected);
        }
    }
}
