//! The table that says the same as a chart: as people read it, and as a file. Must not know what it says.

use crate::domain::date::Date;
use crate::domain::digits::grouped;
use crate::exchange::table_out::{self, csv_file};
use crate::view::format::full_day;

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(Date),
    /// Nothing.
    Nothing,
}

impl Cell {
    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => [if *number < 0 { "-" } else { "" }, &grouped(number.unsigned_abs())].concat(),
            Self::Day(day) => full_day(*day),
            Self::Nothing => String::new(),
        }
    }

    /// As it stands in a file.
    fn written(&self) -> table_out::Cell {
        match self {
            Self::Text(text) => (text.clone(), false),
            Self::Number(number) => (number.to_string(), true),
            Self::Day(day) => (day.to_string(), false),
            Self::Nothing => (String::new(), false),
        }
    }

    /// Whether it is set to the right.
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Number(_))
    }
}

/// The same in figures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// Headings of the columns; the first column names the row.
    pub headings: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The table as a CSV file in which no text is a formula.
pub fn csv(table: &Table) -> String {
    let rows: Vec<Vec<table_out::Cell>> =
        table.rows.iter().map(|row| row.iter().map(Cell::written).collect()).collect();
    csv_file(&table.headings, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_plain_days_and_numbers_and_no_formula() {
        let day = Date::parse("2026-11-30").unwrap();
        let row = vec![Cell::Text("=HYPERLINK(\"x\")".to_owned()), Cell::Number(-1_234), Cell::Day(day), Cell::Nothing];
        assert_eq!(row.iter().map(Cell::shown).collect::<Vec<_>>()[1..], ["-1,234", "30 Nov 2026", ""]);
        let table = Table { headings: ["Item", "Days", "On", "+Note"].map(str::to_owned).to_vec(), rows: vec![row] };
        let expected = "\u{feff}\"Item\",\"Days\",\"On\",\"'+Note\"\r\n\"'=HYPERLINK(\"\"x\"\")\",\"-1234\",\"2026-11-30\",\"\"\r\n";
        assert_eq!(csv(&table), expected);
    }
}
