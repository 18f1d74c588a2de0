//! Rows of a list that are no projects: explanations right below the headings, headings that repeat, totals, notes at its end. They
//! are set aside and listed, never left out in silence, and each can be taken in again. Must not know fields.

use super::reading::Row;
use super::totals::{Verdict, verdicts};
use super::words::plain;
use crate::exchange::phrases::counted;

/// A row that was set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aside {
    /// Its line.
    pub line: usize,
    /// Why, as a sentence.
    pub why: &'static str,
    /// Whether somebody should look: it may be a project after all.
    pub is_doubtful: bool,
    /// What its cells hold.
    pub cells: Vec<String>,
}

impl Aside {
    /// Its first text, for people.
    pub fn name(&self) -> &str {
        let has_letters = |cell: &&String| cell.chars().any(char::is_alphabetic);
        let filled = || self.cells.iter().filter(|cell| !cell.is_empty());
        filled().find(has_letters).or_else(|| filled().next()).map_or("", |cell| cell)
    }

    /// Whether it could be a row of the list.
    pub fn can_be_taken(&self) -> bool {
        self.why != ABOVE
    }
}

/// Rows below the headings that may be explanations.
const FIRST: usize = 3;
/// Least rows from which one can tell what a column holds.
const LEAST: usize = 4;
pub(super) const ABOVE: &str = "It stands above the headings.";
const EXPLAINS: &str = "It explains the columns; it is no project.";
const TOTALS: &str = "It holds totals; it is no project.";
const LIKE_TOTALS: &str = "It looks like a total, by its words or because its figures are the sums of the rows above.";
const REPEATS: &str = "It repeats the headings.";
const NOTE: &str = "It is a note at the end of the list.";
const LIKE_NOTE: &str = "It looks like a note at the end of the list.";

/// Takes them out of the rows; but those on lines that somebody wants to take in.
pub(super) fn set_aside(headings: &[String], rows: &mut Vec<Row>, taken: &[usize]) -> Vec<Aside> {
    let width = headings.len();
    let mut asides = Vec::new();
    if rows.len() >= LEAST {
        let rest = rows.get(FIRST..).unwrap_or_default();
        let columns: Vec<Holds> = (0..width).map(|column| holds(rest, column)).collect();
        let explaining =
            rows.iter().take(FIRST).take_while(|row| explains(row, &columns) && !taken.contains(&row.line)).count();
        asides.extend(rows.drain(..explaining).map(|row| row.into_aside(EXPLAINS, false)));
    }
    let first_note = rows.len() - notes(width, rows);
    let verdicts = verdicts(width, rows.get(..first_note).unwrap_or_default());
    let why = |(at, row): (usize, &Row)| match verdicts.get(at) {
        _ if taken.contains(&row.line) => None,
        _ if repeats(row, headings) => Some((REPEATS, false)),
        Some(Some(Verdict::Sure)) => Some((TOTALS, false)),
        Some(Some(Verdict::Doubtful)) => Some((LIKE_TOTALS, true)),
        Some(None) => None,
        None if begins_as_note(&row.text()) => Some((NOTE, false)),
        None => Some((LIKE_NOTE, true)),
    };
    let whys: Vec<Option<(&'static str, bool)>> = rows.iter().enumerate().map(why).collect();
    // A list of nothing but these has no rows left: then they are its rows.
    if whys.iter().all(Option::is_some) {
        return asides;
    }
    let all = std::mem::take(rows);
    for (row, why) in all.into_iter().zip(whys) {
        match why {
            Some((why, is_doubtful)) => asides.push(row.into_aside(why, is_doubtful)),
            None => rows.push(row),
        }
    }
    asides
}

/// What to say of them.
pub(super) fn remarks(asides: &[Aside]) -> Vec<String> {
    let of = |whys: &[&str]| asides.iter().filter(|aside| whys.contains(&aside.why)).collect::<Vec<_>>();
    let explaining = of(&[EXPLAINS]).len();
    let mut said = Vec::new();
    if explaining > 0 {
        said.push(counted(
            explaining,
            "row below the headings explains the columns and is left out.",
            "rows below the headings explain the columns and are left out.",
        ));
    }
    let units = of(&[super::unit_rows::UNITS]).len();
    if units > 0 {
        said.push(counted(
            units,
            "row below the headings gives the units of the columns.",
            "rows below the headings give the units of the columns.",
        ));
    }
    for (whys, one, several) in [
        (&[TOTALS, LIKE_TOTALS][..], "row holds totals and is left out", "rows hold totals and are left out"),
        (&[NOTE, LIKE_NOTE], "row is a note and is left out", "rows are notes and are left out"),
        (&[REPEATS], "row repeats the headings and is left out", "rows repeat the headings and are left out"),
    ] {
        let found = of(whys);
        if found.is_empty() {
            continue;
        }
        let name = |aside: &&Aside| {
            let name: String = aside.name().chars().take(60).collect();
            let may = if aside.is_doubtful { ", but it may be a project" } else { "" };
            ["“", &name, "” (line ", &aside.line.to_string(), may, ")"].concat()
        };
        let names: Vec<String> = found.iter().take(10).map(name).collect();
        let more = if found.len() > names.len() { " and more" } else { "" };
        said.push([&counted(found.len(), one, several), ": ", &names.join(", "), more, "."].concat());
    }
    said
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
pub(super) fn is_figure(cell: &str) -> bool {
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

/// Whether all that a row holds are the headings of its columns.
fn repeats(row: &Row, headings: &[String]) -> bool {
    let same =
        |(column, heading): (usize, &String)| row.cell(column).is_empty() || row.cell(column) == heading.as_str();
    row.filled() > 0 && (0..row.len()).zip(headings).all(same) && row.len() <= headings.len()
}

/// Marks with which notes below a table begin.
const NOTE_SIGNS: [char; 7] = ['*', '†', '‡', '¹', '²', '³', '©'];
/// Words with which they begin.
const NOTE_WORDS: &str = "source|sources|note|notes|footnote|nb|n b|remark|remarks|legend|key|disclaimer|end of report|end of list|\
    end of file|end of document|report generated|generated|exported|printed|data as of|data as reported|as of|status as of|confidential|\
    quelle|quellen|hinweis|hinweise|anmerkung|anmerkungen|stand|legende|ende des berichts|ende der liste|erstellt am|vertraulich|\
    nota|notas|remarque|remarques|fin du rapport|confidentiel|source des donnees|fuente|fuentes|fin del informe|generado|\
    fonte|note a pie|fine del rapporto|bron|bronnen|opmerking|einde|fim do relatorio|legenda|page";

/// How many rows at the end are notes: words in one cell of many, with a sign or a word that notes begin with, or a sentence.
fn notes(width: usize, rows: &[Row]) -> usize {
    let is_single = |row: &Row| row.filled() == 1;
    // Where rows hold one text each anyway, a sentence may be a project.
    let singles = rows.iter().filter(|row| is_single(row)).count();
    let is_wide = width >= 2 && singles * 2 < rows.len().max(1);
    let is_note = |row: &&Row| {
        let text = row.text();
        let words = text.split_whitespace().count();
        let is_sentence =
            is_wide && width >= 3 && is_single(row) && words >= 5 && (text.ends_with('.') || text.len() > 60);
        begins_as_note(&text) && (is_single(row) || !has_figures(row)) || is_sentence
    };
    rows.iter().rev().take_while(is_note).count()
}

fn has_figures(row: &Row) -> bool {
    (1..row.len()).any(|column| is_figure(row.cell(column)) && row.cell(column).len() <= 20)
}

fn begins_as_note(text: &str) -> bool {
    if text.starts_with(NOTE_SIGNS) {
        return true;
    }
    // "Source: PMO", "End of report", "Stand 31.12.2025".
    let words = plain(text);
    let starts = |word: &str| words.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let (head, colon) = text.split_once(':').map_or((text, false), |(head, _)| (head, true));
    let head = plain(head);
    NOTE_WORDS.split('|').map(str::trim).any(|word| {
        // "Page redesign" and "Key accounts" are projects: such words count with a colon, a figure or alone.
        let is_long = word.contains(' ');
        starts(word)
            && (is_long || (colon && head == word) || words == word || text.bytes().any(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use crate::exchange::table::reading::{Choices, read_table, read_table_by};

    fn list(end: &str) -> String {
        format!("Code,Name,Budget\nT-1,Gate A,100\nT-2,Page redesign,250\nT-3,Key accounts,7\n{end}")
    }

    #[test]
    fn notes_and_repeated_headings_are_set_aside() {
        for end in [
            "Source: PMO 2026,,",
            "* excludes VAT,,",
            "End of report,,",
            "Quelle: PMO,,",
            "Stand 31.12.2025,,",
            "Code,Name,Budget",
            "Nota: sin IVA,,",
            ",Source: PMO,",
            "\"Figures in this list are provisional and may change later.\",,",
        ] {
            let table = read_table(list(end).as_bytes()).unwrap();
            assert_eq!((table.rows.len(), table.asides.len()), (3, 1), "{end} {:?}", table.asides);
            assert!(table.remarks.iter().any(|remark| remark.contains("left out")), "{end}");
        }
        let table = read_table(list("T-4,Source code register,9\nT-5,Notes archive,\n").as_bytes()).unwrap();
        assert_eq!((table.rows.len(), table.asides.len()), (5, 0), "{:?}", table.asides);
        assert_eq!(read_table(b"Name\nApollo\nName\nZeus\n").unwrap().rows.len(), 2);
    }

    #[test]
    fn what_was_set_aside_can_be_taken_in() {
        let text = "Name,Budget\nA,10000\nB,20500\nC,30000\nRest,60500\n";
        let table = read_table(text.as_bytes()).unwrap();
        assert_eq!((table.rows.len(), table.asides[0].is_doubtful), (3, true));
        let choices = Choices { taken: vec![5], ..Choices::default() };
        assert_eq!(read_table_by(text.as_bytes(), &choices, &|_, _| None).unwrap().rows.len(), 4);
    }
}
