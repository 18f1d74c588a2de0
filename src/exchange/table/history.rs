//! Lists in which a project repeats once per reporting period: the latest report of each is taken. Must not know fields
//! beyond what tells a project.

use super::cell::report_day;
use super::dates::{DateCell, read_date};
use super::mapping::{Mapping, Target};
use super::reading::{Row, Table};
use super::row::{RowReader, code_key};
use super::words::plain;
use crate::domain::date::Date;
use crate::domain::digits::grouped;
use crate::domain::records::project::at;
use crate::exchange::phrases::counted;
use rustc_hash::{FxHashMap, FxHashSet};

/// Which row of each project is the latest report.
#[derive(Default)]
pub(super) struct Reports {
    latest: FxHashMap<String, (Option<Date>, usize)>,
    reports: usize,
}

impl Reports {
    /// Reads the days of the reports, if a column gives them.
    pub fn of(table: &Table, around: &RowReader) -> Self {
        let mut words = Self::default();
        let Some(column) = column_of(around.mapping) else { return words };
        for row in &table.rows {
            let Some(key) = around.key(row) else { continue };
            words.reports += 1;
            let day = report_day(row.cell(column), around.mapping.columns.get(column));
            let latest = words.latest.entry(key).or_insert((day, row.line));
            // Of two reports of one day the lower row is the later one.
            if day >= latest.0 {
                *latest = (day, row.line);
            }
        }
        words
    }

    /// The line of a later report on the project of that row.
    pub fn later(&self, row: &Row, around: &RowReader) -> Option<usize> {
        let (_, line) = self.latest.get(&around.key(row)?)?;
        (*line != row.line).then_some(*line)
    }

    /// What to say of them.
    pub fn remark(&self) -> Option<String> {
        let projects = self.latest.len();
        (self.reports > projects).then(|| {
            let of = counted(projects, "project", "projects");
            [&grouped(self.reports as u64), " reports on ", &of, ": the latest of each is taken."].concat()
        })
    }
}

/// The column with the day of the report.
pub(super) fn column_of(mapping: &Mapping) -> Option<usize> {
    mapping.columns.iter().position(|column| column.target == Target::ReportDate)
}

/// Codes that rows share whose names have little in common: several projects, not several reports on one.
pub(super) fn shared_codes(table: &Table, around: &RowReader) -> FxHashSet<String> {
    let mut names: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for row in &table.rows {
        let (Some(code), Some(name)) = (around.text(row, at::code), around.text(row, at::name)) else { continue };
        let known = names.entry(code_key(&code)).or_default();
        if known.len() < MOST_NAMES && !known.contains(&name) {
            known.push(name);
        }
    }
    let differ = |names: &Vec<String>| {
        names.iter().enumerate().any(|(at, one)| names.iter().skip(at + 1).any(|other| !are_alike(one, other)))
    };
    names.into_iter().filter(|(_, names)| differ(names)).map(|(code, _)| code).collect()
}

/// Names of one code that are compared.
const MOST_NAMES: usize = 12;
/// Words that many names have.
const COMMON: &str = "the and for of a an in on to at project projects programme program phase stage new";

/// Whether two names may be one project whose name was changed: more than half of the words of the shorter one are in the other.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let all = plain(name);
        all.split(' ').filter(|word| !COMMON.split(' ').any(|common| common == *word)).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let common = short.iter().filter(|word| long.contains(word)).count();
    common * 2 > short.len() || short.is_empty()
}

/// Words before the day for which a list was made, in a line above or below it.
const AS_OF: &str = "as of|as at|as reported on|status as of|status date|report date|reporting date|data date|position at|position as at|\
    snapshot|last updated|updated on|reported on|stand|stichtag|berichtsdatum|etat au|situation au|a fecha de|fecha|situazione al|\
    aggiornato al|stand per|per|peildatum|posicao em|data";

/// The day that a line above or below the list gives for all its rows: "Status as of 31 Aug 2012".
pub(super) fn list_day(table: &Table) -> Option<Date> {
    let lines =
        table.asides.iter().flat_map(|aside| aside.cells.iter()).filter(|cell| !cell.is_empty() && cell.len() <= 200);
    lines.into_iter().find_map(|line| {
        let words = plain(line);
        let is_said = AS_OF.split('|').map(str::trim).any(|said| {
            words.split(said).nth(1).is_some_and(|rest| rest.starts_with(' ') && rest.trim_start().len() >= 6)
                && words.find(said).is_some_and(|at| at == 0 || words.as_bytes().get(at - 1) == Some(&b' '))
        });
        if is_said { date_within(line) } else { None }
    })
}

/// The only date within a line.
fn date_within(line: &str) -> Option<Date> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let read = |words: &[&str]| match read_date(words.join(" ").trim_matches(['.', ',', ';', ':', ')', '(']), None) {
        DateCell::Date(date) => Some(date),
        _ => None,
    };
    [4, 3, 2, 1].into_iter().find_map(|length| words.windows(length).find_map(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_or_not() {
        assert!(
            are_alike("Harbour siphon", "Harbour siphon replacement") && are_alike("Depot Lighting", "depot lighting")
        );
        assert!(!are_alike("Operations", "Timber accounts") && !are_alike("Poshi School", "Mathafata School"));
    }

    #[test]
    fn a_line_above_gives_the_day_of_a_list() {
        for (line, day) in [
            ("Data as reported on 31 Aug 2012. Subject to revision.", Some("2012-08-31")),
            ("Stand: 31.12.2025", Some("2025-12-31")),
            ("Status as of 2026-05-01", Some("2026-05-01")),
            ("Snapshot 5 November 2026", Some("2026-11-05")),
            ("Projects 2026", None),
            ("Standards 31.12.2025", None),
        ] {
            let text = format!("\"{line}\",,\nCode,Name,Lead\n1,Apollo,Ada\n2,Zeus,Bo\n");
            let table = crate::exchange::table::reading::read_table(text.as_bytes()).unwrap();
            assert_eq!(list_day(&table), day.map(|day| Date::parse(day).unwrap()), "{line}");
        }
    }
}
