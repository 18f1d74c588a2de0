//! What the amounts of a list add up to, column by column, so that a factor of a thousand is seen before anything is imported. Must not
//! know how amounts are read.

use super::mapping::Mapping;
use super::row::Filled;
use crate::domain::money::Money;
use crate::domain::totals::{Sums, Total};
use crate::exchange::phrases::counted;

/// The total of a column of money.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnTotal {
    column: usize,
    /// Its heading.
    pub heading: String,
    /// How many amounts it has.
    pub count: usize,
    sums: Sums,
    largest: Money,
    /// An amount that had decimals below the minor unit, with its line.
    rounded: Option<(usize, Money)>,
    rounded_count: usize,
}

/// Below this many of its major unit an amount is small for a project.
const SMALL: i128 = 1_000;

impl ColumnTotal {
    /// One sum for each currency.
    pub fn total(&self) -> Total {
        self.sums.total()
    }
}

/// Enters the amounts of a row.
pub(super) fn enter(totals: &mut Vec<ColumnTotal>, mapping: &Mapping, filled: &Filled, line: usize) {
    for (column, money, is_rounded) in &filled.amounts {
        if !totals.iter().any(|total| total.column == *column) {
            let heading = mapping.columns.get(*column).map(|column| column.heading.clone()).unwrap_or_default();
            let (sums, largest) = (Sums::default(), *money);
            totals.push(ColumnTotal {
                column: *column,
                heading,
                count: 0,
                sums,
                largest,
                rounded: None,
                rounded_count: 0,
            });
        }
        for total in totals.iter_mut().filter(|total| total.column == *column) {
            total.count += 1;
            total.sums.enter(*money, true);
            if in_thousandths(*money) > in_thousandths(total.largest) {
                total.largest = *money;
            }
            total.rounded = total.rounded.or(is_rounded.then_some((line, *money)));
            total.rounded_count += usize::from(*is_rounded);
        }
    }
}

/// What is to be said of them.
pub(super) fn remarks(totals: &[ColumnTotal], mapping: &Mapping) -> Vec<String> {
    let written = |money: Money| [money.currency.code(), " ", &money.decimal()].concat();
    let mut said = Vec::new();
    for total in totals {
        if let Some((line, money)) = total.rounded {
            let line = line.to_string();
            let count = counted(total.rounded_count, "amount", "amounts");
            let words = [
                &count,
                " of “",
                &total.heading,
                "” with more decimals than the currency has: rounded, on line ",
                &line,
                " to ",
            ];
            said.push([&words.concat(), &*written(money), "."].concat());
        }
    }
    let is_plain = |column_total: &&ColumnTotal| {
        mapping
            .columns
            .get(column_total.column)
            .is_some_and(|column| column.amounts.scale == Some(0) && column.currency_in.is_none())
    };
    let largest = totals.iter().map(|total| total.largest).max_by_key(|money| in_thousandths(*money));
    if let Some(largest) = largest
        .filter(|largest| totals.iter().all(|total| is_plain(&total)) && in_thousandths(*largest) < SMALL * 1_000)
    {
        let words = [
            "The largest amount of the list is ",
            &written(largest),
            ". If it counts in thousands or millions, go back and choose the unit.",
        ];
        said.push(words.concat());
    }
    said
}

fn in_thousandths(money: Money) -> i128 {
    i128::from(money.minor.unsigned_abs()) * 1_000 / i128::from(money.currency.minor_per_major().max(1))
}
