//! Where the headings of a list stand: in one row or two, below titles, or in the first column of a list that lies on its side. Must
//! not know what becomes of the columns.

use super::asides::is_figure;
use super::delimiter::most_common;
use super::headings::{field_meant, heading_title, means_field};
use super::reading::Row;

/// Where the headings stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeadingPlace {
    /// In rows, counted from the first that is not blank.
    Rows {
        /// The first of them, from 0.
        first: usize,
        /// How many.
        count: usize,
    },
    /// In the first column: each column is a project.
    FirstColumn {
        /// The row from which it counts.
        first: usize,
    },
    /// Nowhere.
    Nowhere,
}

/// Rows at the beginning among which the headings stand.
const FIRST: usize = 12;
/// Most rows of headings.
const MOST: usize = 3;

impl HeadingPlace {
    /// As a value to choose by.
    pub fn name(self) -> String {
        match self {
            Self::Rows { first, count } => format!("rows-{first}-{count}"),
            Self::FirstColumn { first } => format!("column-{first}"),
            Self::Nowhere => "none".to_owned(),
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        let mut parts = name.split('-');
        let (kind, mut number) = (parts.next()?, || parts.next().and_then(|part| part.parse().ok()));
        match kind {
            "rows" => Some(Self::Rows { first: number()?, count: number()? }),
            "column" => Some(Self::FirstColumn { first: number()? }),
            "none" => Some(Self::Nowhere),
            _ => None,
        }
    }
}

/// Where the headings most likely stand.
pub(super) fn find(rows: &[Row]) -> HeadingPlace {
    let width = most_common(rows.iter().map(Row::len)).map_or(0, |(width, _)| width);
    // A title above the table fills one cell of many; the headings fill most.
    let first = rows.iter().position(|row| row.filled() * 2 >= width).unwrap_or(0);
    if lies_on_its_side(rows.get(first..).unwrap_or_default()) {
        return HeadingPlace::FirstColumn { first };
    }
    let (mut first, mut count) = (first, 1);
    while let (Some(above), Some(below)) = (rows.get(first + count - 1), rows.get(first + count)) {
        let has_rows = rows.len() > first + count + 1;
        if count == MOST || !has_rows || !continues(above, below) {
            break;
        }
        count += 1;
    }
    // Facts about the list above its headings: "Owner:", "PMO".
    while let Some(better) = (first + count..FIRST.min(rows.len().saturating_sub(1)))
        .find(|at| rows.get(*at).is_some_and(|row| is_words(row) && known(row) > 1) && beats(rows, first, *at))
    {
        (first, count) = (better, 1);
    }
    HeadingPlace::Rows { first, count }
}

/// Whether a later row is the better heading: it names more fields and fills more cells.
fn beats(rows: &[Row], first: usize, later: usize) -> bool {
    let (Some(first_row), Some(later)) = (rows.get(first), rows.get(later)) else { return false };
    known(later) > known(first_row) + 1 && later.filled() > first_row.filled()
}

/// How many fields the cells of a row name.
fn known(row: &Row) -> usize {
    let mut fields: Vec<u8> = (0..row.len()).filter_map(|column| field_meant(row.cell(column))).collect();
    crate::domain::sorting::sort(&mut fields);
    fields.dedup();
    fields.len()
}

fn is_words(row: &Row) -> bool {
    (0..row.len()).all(|column| {
        let cell = row.cell(column);
        cell.is_empty()
            || (cell.chars().any(char::is_alphabetic) && !(is_figure(cell) && cell.len() < 14 && !means_field(cell)))
    })
}

/// Whether the lower row goes on with the headings of the upper one, which names groups of columns or leaves some out.
fn continues(above: &Row, below: &Row) -> bool {
    let width = above.len().max(below.len());
    let gap = |one: &Row, other: &Row| (0..width).any(|at| one.cell(at).is_empty() && !other.cell(at).is_empty());
    let repeats = (1..width).any(|at| !above.cell(at).is_empty() && above.cell(at) == above.cell(at - 1));
    let (upper, lower) = (known(above), known(below));
    is_words(below) && lower > 0 && (gap(above, below) || repeats) && (lower > upper || gap(below, above))
}

/// Whether the first column names more fields than the first row.
fn lies_on_its_side(rows: &[Row]) -> bool {
    let Some(first) = rows.first() else { return false };
    let across = (1..first.len()).filter(|column| means_field(first.cell(*column))).count();
    let cells = || rows.iter().skip(1).map(|row| row.cell(0)).filter(|cell| !cell.is_empty());
    let down = cells().filter(|cell| means_field(cell)).count();
    let width = rows.iter().map(Row::len).max().unwrap_or(0);
    width > 1
        && rows.len() < super::reading::MOST_COLUMNS
        && down >= 2
        && down > across * 2
        && (down * 5 >= cells().count() * 2 || (down >= 4 && down * 5 >= cells().count()))
}

/// The headings of several rows, as one for each column: the lowest where it says enough, with those above where it repeats.
pub(super) fn joined(rows: &[Row], width: usize) -> Vec<String> {
    let Some((last, above)) = rows.split_last() else { return vec![String::new(); width] };
    let cells: Vec<&str> = (0..width).map(|column| last.cell(column)).collect();
    let is_single = |text: &str| cells.iter().filter(|other| heading_title(other) == heading_title(text)).count() == 1;
    let heading = |column: usize| {
        let text = cells.get(column).copied().unwrap_or_default();
        if !text.is_empty() && is_single(text) {
            return text.to_owned();
        }
        // A group stands above its first column and counts until the next.
        let group = |row: &Row| match text.is_empty() {
            true => row.cell(column).to_owned(),
            false => {
                (0..=column).rev().map(|at| row.cell(at)).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned()
            }
        };
        let parts = above.iter().map(group).chain([text.to_owned()]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n")
    };
    (0..width).map(heading).collect()
}

/// The rows as columns.
pub(super) fn turned(rows: &[Row]) -> Vec<Row> {
    let width = rows.iter().map(Row::len).max().unwrap_or(0);
    let row = |column: usize| Row::new(column + 1, rows.iter().map(|row| row.cell(column).to_owned()).collect());
    (0..width).map(row).filter(|row| row.filled() > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::table::reading::{Table, read_table};

    fn read(text: &str) -> (Table, Vec<String>) {
        let table = read_table(text.as_bytes()).unwrap();
        let headings = table.headings.iter().map(|heading| heading_title(heading)).collect();
        (table, headings)
    }

    #[test]
    fn headings_over_two_rows_are_found() {
        let (table, headings) = read(
            "Project,,Schedule,,Money,\nCode,Name,Start date,End date,Budget,Actual cost\nH-1,Pier,2026-01-05,2026-06-30,1000,200\n\
             H-2,Depot,2026-02-01,2026-12-31,2000,300\n",
        );
        assert_eq!(headings, ["Code", "Name", "Start date", "End date", "Budget", "Actual cost"]);
        assert_eq!((table.rows.len(), table.place), (2, HeadingPlace::Rows { first: 0, count: 2 }));
        let (table, headings) =
            read("Code,Name,Start,,Cost,\n,,Planned,Actual,Planned,Actual\n1,Pier,2026-01-05,2026-01-06,10,20\n");
        assert_eq!(headings, ["Code", "Name", "Start Planned", "Start Actual", "Cost Planned", "Cost Actual"]);
        assert_eq!(table.rows.len(), 1);
        let (table, _) = read("Project,Project,Schedule,Schedule\nCode,Name,Start,End\n1,Pier,2026-01-05,2026-06-30\n");
        assert_eq!(table.rows.len(), 1);
        let (_, headings) =
            read("Owner:,PMO,,,\nPeriod,May,,,\nCode,Name,Lead,Start,End\n1,Pier,Ada,2026-01-05,2026-06-30\n");
        assert_eq!(headings, ["Code", "Name", "Lead", "Start", "End"]);
    }

    #[test]
    fn the_first_row_of_a_plain_list_is_no_heading() {
        for text in [
            "Name,Lead,\nApollo,Ada,x\nZeus,Bo,y\n",
            "Name,Status\nRisk,Open\nBudget,Done\nX,Done\n",
            "Name\nName of the game\nZeus\n",
        ] {
            let (table, _) = read(text);
            assert_eq!(table.place, HeadingPlace::Rows { first: 0, count: 1 }, "{text}");
        }
    }

    #[test]
    fn a_list_on_its_side_is_turned() {
        let (table, headings) =
            read("Name,Pier,Depot\nCode,H-1,H-2\nStart date,2026-01-05,2026-02-01\nLead,Ada,Bo\nWhat it says,a,b\n");
        assert_eq!(headings, ["Name", "Code", "Start date", "Lead", "What it says"]);
        assert_eq!((table.rows.len(), table.rows[1].cell(0), table.rows[1].line), (2, "Depot", 3));
        assert!(table.remarks[0].starts_with("The list lies on its side"));
    }

    #[test]
    fn places_have_names() {
        for place in
            [HeadingPlace::Rows { first: 2, count: 1 }, HeadingPlace::FirstColumn { first: 1 }, HeadingPlace::Nowhere]
        {
            assert_eq!(HeadingPlace::named(&place.name()), Some(place));
        }
        assert_eq!(HeadingPlace::named("rows-x"), None);
    }
}
