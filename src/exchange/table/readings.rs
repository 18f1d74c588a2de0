//! What a rehearsal says of columns that are read in a way their headings do not tell: units, currencies, counted days,
//! figures for colours. Must not know rows.

use super::amounts::{AmountFault, AmountStyle, heading_style, read_amount};
use super::days::{Anchor, DaysFrom};
use super::mapping::{ColumnMapping, Mapping, Subject, Target};
use super::proposal::is_of;
use super::reading::Table;
use crate::domain::records::project::at;
use crate::domain::schema::FieldKind;

/// One sentence for each such column.
pub(super) fn remarks(table: &Table, mapping: &Mapping) -> Vec<String> {
    let columns = mapping.columns.iter().enumerate();
    columns.flat_map(|(number, column)| [said(mapping.rows, table, number, column)]).flatten().collect()
}

fn said(rows: Subject, table: &Table, number: usize, column: &ColumnMapping) -> Option<String> {
    let named =
        |what: &str, how: &[&str]| Some([what, " of “", &column.heading, "” are read ", &how.concat()].concat());
    let mut cells = table.rows.iter().map(|row| row.cell(number)).filter(|cell| !cell.is_empty());
    if rows == Subject::Projects && column.target == Target::Field(at::confidence) {
        let is_figure = |cell: &str| matches!(cell, "1" | "2" | "3" | "4" | "5");
        return match cells.any(is_figure) {
            true => named("Figures", &["as delivery confidence: 1 is red, 5 is green."]),
            false => None,
        };
    }
    if is_of(rows, column, &FieldKind::Date) {
        let each = match column.days? {
            DaysFrom::Same { anchor, each } => match (anchor, each) {
                (Anchor::Start, 7) => "as weeks from the start.",
                (Anchor::Start, _) => "as days from the start.",
                (Anchor::Finish, 7) => "as weeks after the planned finish.",
                (Anchor::Finish, _) => "as days after the planned finish.",
            },
            DaysFrom::Day(day) => match day.parts() {
                (1899, ..) => "as the dates of a spreadsheet program.",
                (year, ..) => return named("Figures", &["as days from 1 January ", &year.to_string(), "."]),
            },
        };
        return named("Figures", &[each]);
    }
    if !is_of(rows, column, &FieldKind::Money) {
        return None;
    }
    let (scale, currency) = table.headings.get(number).map(|heading| heading_style(heading)).unwrap_or_default();
    let bare = AmountStyle { currency: None, ..column.amounts };
    let is_bare = cells.any(|cell| read_amount(cell, bare) == Err(AmountFault::NoCurrency));
    if !is_bare || (scale == column.amounts.scale && currency == column.amounts.currency) {
        return None;
    }
    let unit = match column.amounts.scale {
        3 => "in thousands",
        6 => "in millions",
        9 => "in billions",
        _ => "",
    };
    let code = column.amounts.currency.map(|currency| currency.code().to_owned()).unwrap_or_default();
    let join = match (unit.is_empty(), code.is_empty()) {
        (true, true) => return None,
        (true, false) => "in ",
        (false, false) => " of ",
        (false, true) => "",
    };
    named("Amounts", &[unit, join, &code, ". If that is wrong, go back and choose."])
}
