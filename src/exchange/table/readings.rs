//! What a rehearsal says of columns that are read in a way their headings do not tell: units, currencies, counted days,
//! figures for colours. Must not know rows.

use super::amount_evidence::said_of;
use super::amounts::{AmountFault, AmountStyle, doubtful_mark, proven_mark, read_amount};
use super::dates::minute_by_utc;
use super::days::{Anchor, DaysFrom};
use super::mapping::{ColumnMapping, Mapping, Target};
use super::proposal::is_of;
use super::reading::Table;
use super::subject::{PROJECTS, Subject};
use crate::domain::records::project::at;
use crate::domain::schema::FieldKind;

/// One sentence for each such column.
pub(super) fn remarks(table: &Table, mapping: &Mapping) -> Vec<String> {
    let columns = mapping.columns.iter().enumerate();
    columns.flat_map(|(number, column)| [said(mapping.rows, table, number, column)]).flatten().collect()
}

fn said(rows: &Subject, table: &Table, number: usize, column: &ColumnMapping) -> Option<String> {
    let named =
        |what: &str, how: &[&str]| Some([what, " of “", &column.heading, "” are read ", &how.concat()].concat());
    if column.next_day && (column.target == Target::ReportDate || is_of(rows, column, &FieldKind::Date)) {
        let is_late = |cell: &&str| minute_by_utc(cell).is_some_and(|minute| minute >= 720);
        let cell = table.rows.iter().map(|row| row.cell(number)).find(is_late).unwrap_or_default();
        let how = ["as midnights further east, so as the next day: ", cell, ". If that is wrong, go back and choose."];
        return named("Moments", &how);
    }
    if rows.has_reports && column.target == Target::ReportDate {
        return named("Days", &["as the days on which the statuses of their rows were reported."]);
    }
    let mut cells = table.rows.iter().map(|row| row.cell(number)).filter(|cell| !cell.is_empty());
    if rows == &PROJECTS && column.target == Target::Field(at::confidence) {
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
    said_of_money(table, number, column)
}

/// How bare figures of a column of money are read, where the heading does not say all of it.
fn said_of_money(table: &Table, number: usize, column: &ColumnMapping) -> Option<String> {
    let style = column.amounts;
    let said = said_of(table, number);
    let bare = AmountStyle { currency: None, currency_asked: true, ..style };
    let mut cells = table.rows.iter().map(|row| row.cell(number)).filter(|cell| !cell.is_empty());
    let is_bare = cells.clone().any(|cell| read_amount(cell, bare) == Err(AmountFault::NoCurrency));
    let unit = match style.scale {
        None => return None,
        Some(0) => String::new(),
        Some(power) => ["in ", unit_words(power)].concat(),
    };
    let code = style.currency.map(|currency| currency.code().to_owned()).unwrap_or_default();
    let join = match (unit.is_empty(), code.is_empty()) {
        (true, true) => "",
        (true, false) => "in ",
        (false, false) => " of ",
        (false, true) => "",
    };
    let by_row = column.currency_in.and_then(|giver| table.headings.get(giver));
    let mut parts: Vec<String> = Vec::new();
    if let Some(giver) = by_row {
        parts.push(["in the currency that “", giver, "” gives"].concat());
    } else if is_bare
        && (said.power.unwrap_or(0) != style.scale.unwrap_or(0) || !column.currency_named && style.currency.is_some())
    {
        parts.extend(Some([unit, join.to_owned(), code].concat()).filter(|part| !part.is_empty()));
    }
    // One figure shows how the mark is read where nothing in the figure itself proves it.
    // As the locale itself writes thousands needs no word.
    let is_usual = |cell: &str| {
        let mark = doubtful_mark(cell);
        mark != style.mark && mark.is_some_and(|mark| mark.letter() == crate::domain::digits::current().group)
    };
    let is_proven = cells.clone().any(|cell| proven_mark(cell).is_some());
    let doubtful = cells.find(|cell| !is_proven && doubtful_mark(cell).is_some() && !is_usual(cell));
    if let (Some(cell), Some(mark)) = (doubtful, style.mark) {
        let as_decimals = doubtful_mark(cell) == Some(mark);
        parts.push([cell, if as_decimals { " with three decimals" } else { " with thousands set apart" }].concat());
    }
    match parts.as_slice() {
        [] => None,
        parts => Some(
            [
                "Amounts of “",
                &column.heading,
                "” are read ",
                &parts.join(", "),
                ". If that is wrong, go back and choose.",
            ]
            .concat(),
        ),
    }
}

/// A unit in words.
pub fn unit_words(power: u32) -> &'static str {
    match power {
        0 => "as written",
        2 => "hundreds",
        3 => "thousands",
        5 => "lakhs",
        6 => "millions",
        7 => "crores",
        9 => "billions",
        12 => "trillions",
        _ => "a unit of its own",
    }
}
