//! What somebody must say of the amounts of a list before it is imported: unit, decimal mark, currency. Must not know how it is asked.

use super::amount_evidence::said_of;
use super::amounts::{AmountFault, read_amount};
use super::mapping::Mapping;
use super::proposal::is_of;
use super::reading::Table;
use super::row_currency::in_row;
use crate::domain::money::Currency;
use crate::domain::schema::FieldKind;

/// What must be chosen for a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoneyQuestion {
    /// The unit of its figures.
    Unit,
    /// Its decimal mark.
    Mark,
    /// Its currency.
    Currency,
}

/// The first column of money of which something must be chosen, and a cell that shows why. `currency` is the workspace's.
pub fn undecided_money<'a>(
    table: &'a Table,
    mapping: &Mapping,
    currency: Option<Currency>,
) -> Option<(usize, MoneyQuestion, &'a str)> {
    let columns = mapping.columns.iter().enumerate();
    columns.filter(|(_, column)| is_of(mapping.rows, column, &FieldKind::Money)).find_map(|(number, column)| {
        table.rows.iter().find_map(|row| {
            let cell = row.cell(number);
            // Of a row that names no currency, or one that is not known, the cell is kept: no choice for all rows would be right.
            let by_row = column.currency_in.is_some();
            match read_amount(cell, in_row(column, row).0.within(currency)).err()? {
                AmountFault::NoUnit => Some((number, MoneyQuestion::Unit, cell)),
                AmountFault::TwoReadings => Some((number, MoneyQuestion::Mark, cell)),
                AmountFault::NoCurrency if !by_row => Some((number, MoneyQuestion::Currency, cell)),
                _ => None,
            }
        })
    })
}

/// What is asked, as a sentence.
pub fn question_words(table: &Table, number: usize, heading: &str, question: MoneyQuestion, cell: &str) -> String {
    let unread =
        said_of(table, number).unread.map(|words_unread| [" “", words_unread.trim(), "” is not understood."].concat());
    match question {
        MoneyQuestion::Unit => {
            let why = unread.unwrap_or_else(|| [" Nothing tells in which unit ", cell, " is."].concat());
            ["Choose the unit of the amounts in “", heading, "”.", &why].concat()
        }
        MoneyQuestion::Mark => [
            "Choose the decimal mark of “",
            heading,
            "”: in ",
            cell,
            " it may stand before decimals or before thousands.",
        ]
        .concat(),
        MoneyQuestion::Currency => {
            let why = unread.unwrap_or_else(|| [" ", cell, " names none."].concat());
            ["Choose the currency of the amounts in “", heading, "”.", &why].concat()
        }
    }
}
