//! From text to headings and rows of clean cells. Must not know what the cells mean.

use super::asides::{self, Aside, set_aside};
use super::bytes::{Decoded, GREATEST_FILE, decode_text};
use super::code_pages::{CodePage, Decoder};
use super::delimiter::{Delimiter, find_delimiter, scan};
use super::error::TableError;
use super::foreign::{Foreign, foreign_list, foreign_text};
use super::item_words::parent_and_title;
use super::layout::{self, HeadingPlace};
use super::subject::{PROJECTS, Subject};
use super::unit_rows;
use crate::exchange::csv_guard::read_cell;
use crate::exchange::phrases::counted;

/// Most rows that are read.
pub const MOST_ROWS: usize = 200_000;
/// Most columns that are read.
pub const MOST_COLUMNS: usize = 500;
/// Most cells that are read: bounds the memory that a file of nothing but commas can take.
pub const MOST_CELLS: usize = 2_000_000;

/// A list: headings and rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Headings as they stand, line breaks included; "Column 3" where there is none.
    pub headings: Vec<String>,
    /// Rows that are not blank.
    pub rows: Vec<Row>,
    /// Rows that are no projects: explanations, totals and notes.
    pub asides: Vec<Aside>,
    /// What separates the cells.
    pub delimiter: Delimiter,
    /// The code page by which the letters were read.
    pub page: CodePage,
    /// Where the headings stand.
    pub place: HeadingPlace,
    /// What the list is of, if its headings say that its rows are no projects.
    pub foreign: Option<Foreign>,
    /// The first rows of the file in short, for choosing where the headings stand.
    pub beginning: Vec<String>,
    /// What is worth saying about the reading.
    pub remarks: Vec<String>,
}

/// What somebody chose about the reading; what is not chosen is found from the whole file.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Choices {
    /// The code page.
    pub page: Option<CodePage>,
    /// What separates the cells.
    pub delimiter: Option<Delimiter>,
    /// Where the headings stand.
    pub place: Option<HeadingPlace>,
    /// Lines of rows that are taken in, though they look like totals or notes.
    pub taken: Vec<usize>,
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Line of the file on which it begins, from 1.
    pub line: usize,
    /// Its cells; the last ones may be missing.
    cells: Vec<String>,
}

impl Row {
    /// A cell; empty if there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub(super) fn new(line: usize, cells: Vec<String>) -> Self {
        Self { line, cells }
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn into_aside(self, why: &'static str, is_doubtful: bool) -> Aside {
        Aside { line: self.line, why, is_doubtful, cells: self.cells }
    }

    /// How many cells hold something.
    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    /// Its first text with letters.
    pub fn first_text(&self) -> String {
        self.cells.iter().find(|cell| cell.chars().any(char::is_alphabetic)).cloned().unwrap_or_default()
    }

    /// All that it holds, as one text.
    pub(super) fn text(&self) -> String {
        self.cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// Rows that can be chosen as headings.
const BEGINNING: usize = 8;
/// Letters of a row that are shown for choosing.
const IN_SHORT: usize = 60;

/// Reads a file, by what the whole of it speaks for.
pub fn read_table(bytes: &[u8]) -> Result<Table, TableError> {
    read_table_by(bytes, &Choices::default(), &|_, _| None)
}

/// Reads a file by what was chosen. `decoder` reads the code pages that have no table here.
pub fn read_table_by(bytes: &[u8], choices: &Choices, decoder: Decoder) -> Result<Table, TableError> {
    let mut table = read_cells(bytes, choices, decoder)?;
    // Tasks with the projects they belong to are taken over as work items.
    let foreign = if parent_and_title(&table.headings).is_some() { None } else { foreign_list(&table.headings) };
    // What its rows can be here is no list of something else.
    table.foreign = foreign.filter(|_| *Subject::of(&table) == PROJECTS);
    table.remarks.extend(table.foreign.as_ref().map(Foreign::sentence));
    Ok(table)
}

/// Reads a file of which it is known what it lists, such as answers: whoever reads that needs nothing of what rows can be.
pub fn read_list(bytes: &[u8]) -> Result<Table, TableError> {
    read_cells(bytes, &Choices::default(), &|_, _| None)
}

fn read_cells(bytes: &[u8], choices: &Choices, decoder: Decoder) -> Result<Table, TableError> {
    let decoded = decode_text(bytes, choices.page, decoder)?;
    if let Some(what) = foreign_text(&decoded.text) {
        return Err(TableError::Foreign { what });
    }
    read_text(&decoded, choices)
}

/// Reads pasted cells.
pub fn read_pasted(text: &str) -> Result<Table, TableError> {
    if text.len() > GREATEST_FILE {
        return Err(TableError::TooLarge { bytes: text.len() });
    }
    read_table(text.as_bytes())
}

fn read_text(decoded: &Decoded, choices: &Choices) -> Result<Table, TableError> {
    let (text, lines_before, named) = delimiter_line(&decoded.text);
    let delimiter = choices.delimiter.or(named).unwrap_or_else(|| find_delimiter(text));
    let quotes = scan(text, delimiter, usize::MAX);
    if let Some(line) = quotes.unclosed {
        return Err(TableError::UnclosedQuote { line: line + lines_before });
    }
    let rows = read_rows(text, delimiter, lines_before)?;
    let mut remarks: Vec<String> = decoded.remark.iter().cloned().collect();
    if let Some(line) = quotes.suspect {
        remarks.push(format!(
            "A quotation mark opens on line {} and something follows where it closes. Look at that row: a mark may be \
             missing.",
            line + lines_before,
        ));
    }
    let beginning = rows.iter().take(BEGINNING).map(in_short).collect();
    let place = choices.place.unwrap_or_else(|| layout::find(&rows));
    let Placed { headings, mut rows, above } = put(rows, place, &mut remarks)?;
    let mut asides: Vec<Aside> = above.into_iter().map(|row| row.into_aside(asides::ABOVE, false)).collect();
    asides.extend(unit_rows::set_aside(headings.len(), &mut rows));
    asides.extend(set_aside(&headings, &mut rows, &choices.taken));
    remarks.extend(asides::remarks(&asides));
    let page = decoded.page;
    Ok(Table { headings, rows, asides, delimiter, page, place, foreign: None, beginning, remarks })
}

fn in_short(row: &Row) -> String {
    let text = row.text();
    let mut short: String = text.chars().take(IN_SHORT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}

/// Rows with their headings, and what stands above these.
struct Placed {
    headings: Vec<String>,
    rows: Vec<Row>,
    above: Vec<Row>,
}

fn put(mut rows: Vec<Row>, place: HeadingPlace, remarks: &mut Vec<String>) -> Result<Placed, TableError> {
    let (first, count) = match place {
        HeadingPlace::Rows { first, count } => (first, count),
        HeadingPlace::FirstColumn { first } => (first, 1),
        HeadingPlace::Nowhere => (0, 0),
    };
    let mut rest = rows.split_off(first.min(rows.len()));
    let mut above = rows;
    if !above.is_empty() {
        remarks.push(counted(
            above.len(),
            "line above the headings is left out.",
            "lines above the headings are left out.",
        ));
    }
    if matches!(place, HeadingPlace::FirstColumn { .. }) {
        rest = layout::turned(&rest);
        remarks.insert(
            0,
            "The list lies on its side: its first column holds the headings, and each further column is read as a row. Lines \
             are counted as columns."
                .to_owned(),
        );
    }
    if rest.is_empty() {
        return Err(TableError::Empty);
    }
    let below = rest.split_off(count.min(rest.len()));
    let headings = rest;
    let rows = below;
    if rows.is_empty() {
        return Err(TableError::NoRows);
    }
    let width = rows.iter().chain(&headings).map(Row::len).max().unwrap_or(0);
    let mut names = layout::joined(&headings, width);
    for (column, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
        *name = format!("Column {}", column + 1);
    }
    if let Some((_, groups)) = headings.split_last().filter(|(_, groups)| !groups.is_empty()) {
        remarks.push(counted(groups.len() + 1, "row holds the headings.", "rows hold the headings together."));
        above.extend(groups.iter().cloned());
    }
    Ok(Placed { headings: names, rows, above })
}

/// Spreadsheet programs may say the delimiter in a first line `sep=;`.
fn delimiter_line(text: &str) -> (&str, usize, Option<Delimiter>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let name = first.trim_end_matches('\r').trim_matches('"');
    let named = match name.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("sep=") => name.get(4..),
        _ => None,
    };
    let named = named.and_then(|named| Delimiter::ALL.into_iter().find(|known| named.as_bytes() == [known.byte()]));
    if named.is_some() { (rest, 1, named) } else { (text, 0, None) }
}

fn read_rows(text: &str, delimiter: Delimiter, lines_before: usize) -> Result<Vec<Row>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.byte())
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells_read = 0;
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: lines_before + 1 };
    // Nothing can fail here: the text is in memory and valid, and rows may differ in length.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = lines.line_of(record.position().map_or(0, |position| position.byte() as usize));
        let cells: Vec<String> = record.iter().map(read_cell).collect();
        if cells.len() > MOST_COLUMNS {
            return Err(TableError::TooMany { what: "columns", most: MOST_COLUMNS });
        }
        cells_read += cells.len();
        if cells_read > MOST_CELLS {
            return Err(TableError::TooMany { what: "cells", most: MOST_CELLS });
        }
        let row = Row { line, cells };
        if row.filled() > 0 {
            if rows.len() > MOST_ROWS {
                return Err(TableError::TooMany { what: "rows", most: MOST_ROWS });
            }
            rows.push(row);
        }
    }
    if rows.is_empty() { Err(TableError::Empty) } else { Ok(rows) }
}

/// Counts lines up to growing places in a text. The csv crate's own count takes blank lines before a row for part of it.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn line_of(&mut self, place: usize) -> usize {
        let is_end = |byte: u8| matches!(byte, b'\n' | b'\r');
        while let Some(byte) = self.text.get(self.at).copied() {
            // Line ends right at the place belong to blank lines before the row.
            if self.at >= place && !is_end(byte) {
                break;
            }
            let second_half = byte == b'\n' && self.at > 0 && self.text.get(self.at - 1) == Some(&b'\r');
            self.line += usize::from(is_end(byte) && !second_half);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Table) -> Vec<(usize, Vec<&str>)> {
        table.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn rows_know_their_lines() {
        let table = read_table(b"Name,Note\r\n\r\nApollo,\"two\r\nlines\"\r\n\r\n,\r\nZeus,'=1+1,extra\r\n").unwrap();
        assert_eq!(table.headings, ["Name", "Note", "Column 3"]);
        assert_eq!(cells(&table), [(3, vec!["Apollo", "two\nlines"]), (7, vec!["Zeus", "=1+1", "extra"])]);
    }

    #[test]
    fn titles_above_the_headings_and_a_delimiter_line_are_understood() {
        let table = read_table(b"Projects 2026,,\n,,\nCode,Name,Lead\n1,Apollo,Ada\n2,Zeus,Bo\n").unwrap();
        assert_eq!((table.headings[1].as_str(), table.rows.len(), table.rows[0].line), ("Name", 2, 4));
        assert_eq!(table.remarks, ["1 line above the headings is left out."]);
        let table = read_table(b"sep=;\nName;Cost\nApollo;1,5\n").unwrap();
        assert_eq!((table.delimiter, table.rows[0].line), (Delimiter::Semicolon, 3));
    }

    #[test]
    fn pasted_cells_are_read() {
        let table = read_pasted("Name\tLead\nApollo, the first\tAda\n").unwrap();
        assert_eq!(cells(&table), [(2, vec!["Apollo, the first", "Ada"])]);
        assert_eq!(cells(&read_pasted("Name\nApollo\nZeus").unwrap()), [(2, vec!["Apollo"]), (3, vec!["Zeus"])]);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for (text, error) in [
            ("Name,Lead\n", TableError::NoRows),
            (",,,\n,,\n", TableError::Empty),
            ("a,b\n\n1,\"two\n", TableError::UnclosedQuote { line: 3 }),
            ("sep=;\na;b\n1;\"two\n", TableError::UnclosedQuote { line: 3 }),
        ] {
            assert_eq!(read_table(text.as_bytes()), Err(error), "{text}");
        }
        let wide = [&"a,".repeat(600), "\n1\n"].concat();
        assert_eq!(read_table(wide.as_bytes()), Err(TableError::TooMany { what: "columns", most: 500 }));
        let bomb = [&",".repeat(400), "x\n"].concat().repeat(40_000);
        assert_eq!(read_table(bomb.as_bytes()), Err(TableError::TooMany { what: "cells", most: 2_000_000 }));
    }
}
