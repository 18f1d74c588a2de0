//! Totals of the register: money per currency, or converted where there is a rate for every currency of the column.

use super::columns::{Column, Derived, Nature};
use super::datum::{Around, Datum, datum};
use crate::domain::money::Money;
use crate::domain::records::Project;
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
    money: Vec<Money>,
    count: i64,
    /// An amount too large for its currency's minor units was met: then no total is right.
    overflow: bool,
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
                Datum::Money(money) => sum.add(money),
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
    fn add(&mut self, money: Money) {
        match self.money.iter_mut().find(|own| own.currency == money.currency) {
            Some(own) => match own.plus(money) {
                Some(sum) => *own = sum,
                None => self.overflow = true,
            },
            None => self.money.push(money),
        }
    }

    fn total(mut self, column: Column, around: &Around) -> Option<Total> {
        let of = |words: String, note| Some(Total { column, words, note });
        match self.money.as_slice() {
            _ if self.overflow => of("not defined".to_owned(), "Too large to be added up"),
            [] if self.count == 0 => None,
            [] => of(Datum::Number(self.count).words(), ""),
            [one] => of(format::money(*one), ""),
            several => {
                let converted: Option<Vec<Money>> = several.iter().map(|money| around.converted(*money)).collect();
                let sum = converted.and_then(|all| all.into_iter().try_fold(None, add_to).flatten());
                if let Some(sum) = sum {
                    return of(format::money(sum), CONVERTED);
                }
                crate::domain::sorting::sort_by(&mut self.money, |a, b| a.currency.cmp(&b.currency));
                let words: Vec<String> = self.money.iter().map(|money| format::money(*money)).collect();
                of(words.join(" + "), NOT_CONVERTED)
            }
        }
    }
}

fn add_to(sum: Option<Money>, next: Money) -> Option<Option<Money>> {
    match sum {
        None => Some(Some(next)),
        Some(sum) => sum.plus(next).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::money::Currency;
    use crate::domain::records::project::at;
    use crate::engine::portfolio::Portfolio;

    fn total(amounts: &[(i64, &str)], currency: Option<&str>, rates: &[(&str, f64)]) -> Vec<(String, &'static str)> {
        let portfolio = Portfolio::default();
        let mut around = Around::new(&portfolio, Date::parse("2026-11-22").unwrap());
        around.currency = currency.and_then(Currency::parse);
        around.rates = rates.iter().map(|(code, rate)| (Currency::parse(code).unwrap(), *rate)).collect();
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
