//! Totals of a register: money per currency, or converted where there is a rate for every currency of the column.

use super::columns::Column;
use super::datum::{Datum, RowContext, datum};
use super::view::RegisterView;
use crate::domain::money::Money;
use crate::domain::record::Record;
use crate::domain::totals;
use crate::view::costs::told;
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

/// What one record adds to the total of one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// Nothing was given.
    Nothing,
    /// An amount, and whether it belongs to the second of the sums of its kind.
    Money(Money, bool),
    /// A number.
    Number(i64),
}

/// The columns of a view that are added up.
pub fn added_up(view: &RegisterView) -> Vec<Column> {
    view.shown().filter(|column| column.adds_up()).collect()
}

/// What a record adds to each of the columns.
pub fn amounts(around: &RowContext, record: &dyn Record, columns: &[Column]) -> Vec<Amount> {
    let amount = |column: &Column| match datum(around, record, *column) {
        Datum::Money(money) => {
            let parts = column.kind.parts.as_ref();
            let (is_second, is_loss) = parts.map_or((false, false), |parts| (parts.of)(record, column.key()));
            let minor = if is_loss { money.minor.saturating_neg() } else { money.minor };
            Amount::Money(Money { minor, ..money }, is_second)
        }
        Datum::Number(number) => Amount::Number(number),
        _ => Amount::Nothing,
    };
    columns.iter().map(amount).collect()
}

/// Sums in the making, one for each column. What was added can be taken out again: they are exact.
#[derive(Default)]
pub struct Tally {
    sums: Vec<Sum>,
}

#[derive(Default)]
struct Sum {
    money: totals::Sums,
    second: totals::Sums,
    count: i128,
}

impl Tally {
    /// Adds what a record adds, or takes it out again.
    pub fn enter(&mut self, amounts: &[Amount], comes: bool) {
        if self.sums.len() < amounts.len() {
            self.sums.resize_with(amounts.len(), Sum::default);
        }
        for (amount, sum) in amounts.iter().zip(&mut self.sums) {
            let signed = |number: i64| if comes { i128::from(number) } else { -i128::from(number) };
            match amount {
                Amount::Nothing => {}
                Amount::Number(number) => sum.count += signed(*number),
                Amount::Money(money, false) => sum.money.enter(*money, comes),
                Amount::Money(money, true) => sum.second.enter(*money, comes),
            }
        }
    }

    /// The totals of these columns; those in which nothing was given have none.
    pub fn finish(&self, columns: &[Column], around: &RowContext) -> Vec<Total> {
        columns.iter().zip(&self.sums).filter_map(|(column, sum)| sum.total(*column, around)).collect()
    }
}

impl Sum {
    fn total(&self, column: Column, around: &RowContext) -> Option<Total> {
        let said = |sums: &totals::Sums| told(&sums.total(), around.currency, &around.rates, format::money);
        let named = |words: &str, at: usize| {
            let name = column.kind.parts.as_ref().and_then(|parts| parts.names.get(at)).map_or("", |name| *name);
            if words.is_empty() || name.is_empty() { words.to_owned() } else { [words, " ", name].concat() }
        };
        let ((first, note), (second, other)) = (said(&self.money), said(&self.second));
        let parts = [named(&first, 0), named(&second, 1)];
        let words = parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
        let (words, note) = match (words, if note.is_empty() { other } else { note }) {
            (words, _) if words.is_empty() && self.count == 0 => return None,
            (words, _) if words.is_empty() => {
                (Datum::Number(i64::try_from(self.count).unwrap_or(i64::MAX)).words(), "")
            }
            told => told,
        };
        Some(Total { column, words, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::money::Currency;
    use crate::domain::records::settings::Rate;
    use crate::domain::records::{Project, project::at};
    use crate::engine::portfolio::Portfolio;
    use crate::view::costs::{CONVERTED, NOT_CONVERTED, TOO_LARGE};

    fn total(amounts: &[(i64, &str)], currency: Option<&str>, rates: &[(&str, f64)]) -> Vec<(String, &'static str)> {
        let portfolio = Portfolio::default();
        let mut around = RowContext::new(&portfolio, Date::parse("2026-11-22").unwrap());
        around.currency = currency.and_then(Currency::parse);
        let rate = |(code, rate): &(&str, f64)| Rate { currency: Currency::parse(code), rate: *rate, on: None };
        around.rates = rates.iter().map(rate).collect();
        let columns = [crate::view::projects::PROJECTS.field(at::budget)];
        let mut tally = Tally::default();
        let given = |(minor, code): &(i64, &str)| {
            let budget = Some(Money { minor: *minor, currency: Currency::parse(code).unwrap() });
            super::amounts(&around, &Project { budget, ..Project::default() }, &columns)
        };
        for own in amounts {
            tally.enter(&given(own), true);
        }
        // What comes and goes leaves nothing behind.
        tally.enter(&given(&(i64::MIN, "USD")), true);
        tally.enter(&given(&(i64::MIN, "USD")), false);
        tally.finish(&columns, &around).into_iter().map(|own| (own.words, own.note)).collect()
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
            (&[(i64::MAX, "GBP"), (1, "GBP")], None, &[], vec![("not defined".to_owned(), TOO_LARGE)]),
        ] {
            assert_eq!(total(amounts, currency, rates), expected);
        }
    }
}
