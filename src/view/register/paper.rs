//! What of a register fits on a sheet: as many columns as there is width for, so that no figure breaks; the others are named instead.
//! Must not know how a sheet is drawn.

use super::columns::{Column, Nature};

/// Width of A4 across, without its margins, in pixels.
const SHEET: u16 = 1_040;

/// The least width of a column on paper, in whose small print no figure, day or status breaks.
pub fn least(column: Column) -> u16 {
    match column.nature() {
        _ if column.is_title() => 130,
        Nature::Money => 96,
        Nature::Status => 84,
        Nature::Date => 68,
        Nature::Words => 72,
        Nature::Choice => 64,
        Nature::Number => 48,
    }
}

/// How many of the columns fit, from the first.
pub fn fitting(columns: impl IntoIterator<Item = Column>) -> usize {
    let mut left = SHEET;
    let fits = |column: &Column| {
        let rest = left.checked_sub(least(*column));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    columns.into_iter().take_while(fits).count()
}

/// Names the columns that do not fit; empty if all do.
pub fn left_out(columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().skip(fitting(columns.iter().copied())).map(|own| own.label()).collect();
    match names.is_empty() {
        true => String::new(),
        false => {
            ["Not on this sheet, which is too narrow: ", &names.join(", "), ". A CSV file has all columns."].concat()
        }
    }
}
