//! How well the cells of a column fit what it is to become, for somebody who chooses. Must not know how it is shown.

use super::cell::{AMBIGUOUS, NO_CURRENCY, NO_UNIT, TWO_READINGS, read_cell};
use super::dates::{DateCell, minute_by_utc, read_date};
use super::mapping::{ColumnMapping, Mapping, Target};
use super::proposal::is_of;
use super::reading::{Row, Table};
use super::row_currency::in_row;
use super::subject::Subject;
use crate::domain::date::Date;
use crate::domain::money::Currency;
use crate::domain::schema::FieldKind;

/// Rows looked at: choosing must not wait for a long list.
const LOOKED_AT: usize = 2_000;

/// How well the cells of a column fit its field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fitting {
    /// Cells looked at that hold something.
    pub filled: usize,
    /// How many of them give a value.
    pub fits: usize,
    /// Whether day and month can be told apart only by choosing their order.
    pub ambiguous: bool,
    /// Whether there are amounts whose currency neither cell, column nor workspace names.
    pub no_currency: bool,
    /// Whether there are amounts whose unit nobody can tell.
    pub no_unit: bool,
    /// Whether there are amounts whose mark may stand before decimals or thousands.
    pub no_mark: bool,
    /// Whether there are moments after noon by UTC, which may mean the next day further east.
    pub evenings: bool,
    /// Whether there are rows that were not looked at.
    pub more: bool,
}

/// The first column with dates whose day and month nobody can tell apart until their order is chosen.
pub fn undecided_dates(table: &Table, mapping: &Mapping) -> Option<usize> {
    let is_undecided = |(number, column): (usize, &ColumnMapping)| {
        let is_date = column.target == Target::ReportDate || is_of(mapping.rows, column, &FieldKind::Date);
        let is_ambiguous = |row: &Row| read_date(row.cell(number), column.dates) == DateCell::Ambiguous;
        is_date && table.rows.iter().any(is_ambiguous)
    };
    mapping.columns.iter().enumerate().position(is_undecided)
}

/// How well the cells of the column with that number fit. `currency` is the workspace's.
pub fn fitting(
    rows: &Subject,
    table: &Table,
    number: usize,
    column: &ColumnMapping,
    currency: Option<Currency>,
) -> Fitting {
    let mut found = Fitting { more: table.rows.len() > LOOKED_AT, ..Fitting::default() };
    let undecided = ColumnMapping { dates: None, ..column.clone() };
    let today = Date::of_moment(Default::default());
    let mut in_this = column.clone();
    let filled = table.rows.iter().take(LOOKED_AT).filter(|row| !row.cell(number).is_empty());
    for (cell, row) in filled.map(|row| (row.cell(number), row)) {
        in_this.amounts = in_row(column, row).0;
        found.filled += 1;
        found.evenings |= minute_by_utc(cell).is_some_and(|minute| minute >= 720);
        if column.target == Target::ReportDate {
            let read = read_date(cell, column.dates);
            found.fits += usize::from(matches!(read, DateCell::Date(_)));
            found.ambiguous |= read_date(cell, None) == DateCell::Ambiguous;
        } else if let Target::Field(field) = column.target {
            let read = read_cell(rows, field, cell, &in_this, currency, today);
            found.fits += usize::from(read.is_ok());
            found.no_currency |= matches!(read, Err(NO_CURRENCY)) && column.currency_in.is_none();
            found.no_unit |= matches!(read, Err(NO_UNIT));
            found.no_mark |= matches!(read, Err(TWO_READINGS));
            found.ambiguous |= matches!(read_cell(rows, field, cell, &undecided, currency, today), Err(AMBIGUOUS));
        }
    }
    // Asked of the whole list: nobody may find out by the import alone.
    let is_date = column.target == Target::ReportDate || is_of(rows, column, &FieldKind::Date);
    if is_date && !found.ambiguous {
        let mut rest = table.rows.iter().skip(LOOKED_AT).map(|row| row.cell(number));
        found.ambiguous = rest.any(|cell| read_date(cell, None) == DateCell::Ambiguous);
    }
    found
}
