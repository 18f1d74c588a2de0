//! The list of every column, row and cell that an import does not take over, as a CSV file. Must not know the browser.

use super::mapping::{Mapping, Target};
use super::reading::Table;
use super::rehearse::Rehearsal;
use crate::exchange::csv_guard::guarded;
use crate::exchange::phrases::counted;
use rustc_hash::FxHashMap;

/// The list as a CSV file: line, column, cell and why.
pub fn leftovers(table: &Table, mapping: &Mapping, rehearsal: &Rehearsal) -> String {
    // Spreadsheet programs take a file for UTF-8 only with this mark.
    let mut file = String::from("\u{feff}");
    let mut write = |line: &str, column: &str, cell: &str, why: &str| {
        for (at, text) in [line, column, cell, why].into_iter().enumerate() {
            file.push_str(if at == 0 { "" } else { "," });
            file.push_str(&guarded(text));
        }
        file.push_str("\r\n");
    };
    write("Line", "Column", "Cell", "Why it is not taken over");
    let heading = |number: usize| mapping.columns.get(number).map_or("", |column| column.heading.as_str());
    let mut refused: FxHashMap<usize, &str> =
        rehearsal.refused.iter().map(|(line, why)| (*line, why.as_str())).collect();
    refused.extend(rehearsal.older.iter().map(|(line, _)| (*line, "A later report on the same project is taken.")));
    for aside in &table.asides {
        for (number, cell) in aside.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            write(&aside.line.to_string(), heading(number), cell, aside.why);
        }
    }
    for (heading, cells) in &rehearsal.kept_columns {
        let cells = counted(*cells, "cell is", "cells are");
        write("", heading, "", &["No field takes this column: ", &cells, " kept as imported fields."].concat());
    }
    for row in &table.rows {
        let line = row.line.to_string();
        let why = refused.get(&row.line);
        for (number, column) in mapping.columns.iter().enumerate() {
            let cell = row.cell(number);
            let why = match (why, column.target) {
                _ if cell.is_empty() => continue,
                (Some(why), _) => why,
                (None, Target::Drop) => "The column is left out.",
                _ => continue,
            };
            write(&line, &column.heading, cell, why);
        }
    }
    for cell in &rehearsal.kept_as_note {
        let why = ["Kept as a note, because it ", &cell.reason, "."].concat();
        write(&cell.line.to_string(), &cell.heading, &cell.text, &why);
    }
    file
}

/// Whether there is anything to list.
pub fn has_leftovers(rehearsal: &Rehearsal) -> bool {
    let (rows, cells) = (rehearsal.refused.len() + rehearsal.older.len(), rehearsal.kept_as_note.len());
    let lists = [rows, cells, rehearsal.dropped_columns.len() + rehearsal.kept_columns.len()];
    lists.iter().any(|count| *count > 0)
}
