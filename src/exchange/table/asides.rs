//! Rows of a list that are no projects: explanations right below the headings, totals at its end. They are set aside and
//! listed, never left out in silence. Must not know fields.

use super::reading::Row;
use super::words::folded;
use crate::exchange::phrases::counted;

/// A row that was set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aside {
    /// Its line.
    pub line: usize,
    /// Why, as a sentence.
    pub why: &'static str,
    /// What its cells hold.
    pub cells: Vec<String>,
}

/// Rows below the headings that may be explanations.
const FIRST: usize = 3;
/// Least rows from which one can tell what a column holds.
const LEAST: usize = 4;
pub(super) const ABOVE: &str = "It stands above the headings.";
const EXPLAINS: &str = "It explains the columns; it is no project.";
const TOTALS: &str = "It holds totals; it is no project.";

/// Takes them out of the rows.
pub(super) fn set_aside(width: usize, rows: &mut Vec<Row>) -> Vec<Aside> {
    let mut asides = Vec::new();
    if rows.len() < LEAST {
        return asides;
    }
    let rest = rows.get(FIRST..).unwrap_or_default();
    let columns: Vec<Holds> = (0..width).map(|column| holds(rest, column)).collect();
    let explaining = rows.iter().take(FIRST).take_while(|row| explains(row, &columns)).count();
    asides.extend(rows.drain(..explaining).map(|row| row.into_aside(EXPLAINS)));
    while rows.last().is_some_and(is_total) && rows.len() > 1 {
        asides.extend(rows.pop().map(|row| row.into_aside(TOTALS)));
    }
    asides
}

/// What to say of them.
pub(super) fn remarks(asides: &[Aside]) -> impl Iterator<Item = String> {
    let count = |why| asides.iter().filter(|aside| aside.why == why).count();
    let said = [
        (
            count(EXPLAINS),
            "row below the headings explains the columns and is left out.",
            "rows below the headings explain the columns and are left out.",
        ),
        (
            count(super::unit_rows::UNITS),
            "row below the headings gives the units of the columns.",
            "rows below the headings give the units of the columns.",
        ),
        (
            count(TOTALS),
            "row at the end holds totals and is left out.",
            "rows at the end hold totals and are left out.",
        ),
    ];
    said.into_iter().filter(|(count, ..)| *count > 0).map(|(count, one, several)| counted(count, one, several))
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Nothing,
    Figures,
    Text,
}

fn holds(rows: &[Row], column: usize) -> Holds {
    let cells = || rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
    let (figures, all) = cells().fold((0, 0), |(figures, all), cell| (figures + usize::from(is_figure(cell)), all + 1));
    match all {
        0 => Holds::Nothing,
        _ if figures * 3 >= all * 2 => Holds::Figures,
        _ => Holds::Text,
    }
}

/// A number, an amount or a date: digits with a few letters at most.
fn is_figure(cell: &str) -> bool {
    let letters = cell.bytes().filter(u8::is_ascii_alphabetic).count();
    cell.len() <= 40 && letters <= 9 && cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// Sentences where all others have figures, and something in a column that is otherwise empty.
fn explains(row: &Row, columns: &[Holds]) -> bool {
    let (mut sentences, mut figures, mut margin) = (0, 0, 0);
    for (number, holds) in columns.iter().enumerate() {
        let cell = row.cell(number);
        match holds {
            _ if cell.is_empty() => {}
            Holds::Figures if is_figure(cell) => figures += 1,
            Holds::Figures => sentences += 1,
            Holds::Nothing => margin += 1,
            Holds::Text => {}
        }
    }
    sentences >= 2 && figures == 0 && margin > 0
}

fn is_total(row: &Row) -> bool {
    let first = (0..row.len()).map(|column| row.cell(column)).find(|cell| !cell.is_empty()).unwrap_or_default();
    let rest = (0..row.len()).map(|column| row.cell(column)).filter(|cell| !cell.is_empty()).skip(1);
    matches!(folded(first).as_str(), "total" | "totals" | "grand total" | "sum" | "overall total")
        && rest.clone().all(is_figure)
}
