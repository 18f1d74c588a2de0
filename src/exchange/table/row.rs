//! Fills a project from a row, new or as it is; what does not fit its field is kept beside it as a note.
//! Must not know other rows.

use super::cell::{CellValue, one_line, read_cell};
use super::mapping::{Mapping, Target};
use super::reading::Row;
use super::words::Whereabouts;
use crate::domain::date::Date;
use crate::domain::field::LONGEST_PROSE;
use crate::domain::money::Currency;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::{ImportedCell, at};
use crate::domain::value::Value;

/// A cell that is kept as a note, because it does not fit the field of its column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptCell {
    /// Line of its row.
    pub line: usize,
    /// Name of its column.
    pub heading: String,
    /// What it holds.
    pub text: String,
    /// Why. Completes the sentence "Kept as a note, because it ...".
    pub reason: String,
}

/// What holds for all rows.
pub(super) struct RowReader<'a> {
    pub mapping: &'a Mapping,
    pub currency: Option<Currency>,
    pub today: Date,
    pub source: &'a str,
}

/// A row read into a project.
pub(super) struct Filled {
    pub project: Project,
    /// Relations by name: field and name.
    pub names: Vec<(u8, String)>,
    /// What the row says of phase and state.
    pub whereabouts: Whereabouts,
    pub kept: Vec<KeptCell>,
}

impl RowReader<'_> {
    /// The first filled cell among the columns that feed that field, on one line.
    pub fn text(&self, row: &Row, field: u8) -> Option<String> {
        let columns = self.mapping.columns.iter().enumerate().filter(|(_, c)| c.target == Target::Field(field));
        columns.map(|(at, _)| row.cell(at)).find(|cell| !cell.is_empty()).map(one_line)
    }

    /// Reads a row into `project`. Empty cells leave fields as they are.
    pub fn fill(&self, project: Project, row: &Row) -> Filled {
        let whereabouts = Whereabouts { phase: None, state: None };
        let mut filled = Filled { project, names: Vec::new(), whereabouts, kept: Vec::new() };
        let mut given: Vec<u8> = Vec::new();
        for (number, column) in self.mapping.columns.iter().enumerate() {
            let cell = row.cell(number);
            let misfit = match column.target {
                _ if cell.is_empty() => continue,
                Target::Drop => continue,
                Target::Keep => None,
                Target::Field(field) if given.contains(&field) => Some("is the second one for its field".to_owned()),
                Target::Field(field) => match self.take(&mut filled, field, cell, number) {
                    Ok(()) => {
                        given.push(field);
                        continue;
                    }
                    Err(misfit) => Some(misfit),
                },
            };
            let (text, cut) = match cell.len() {
                ..=LONGEST_PROSE => (cell, false),
                _ => (cell.get(..cell.floor_char_boundary(LONGEST_PROSE)).unwrap_or_default(), true),
            };
            let cut = cut.then(|| "is too long; only its first 100,000 characters are kept".to_owned());
            if let Some(reason) = misfit.or(cut) {
                let (heading, text) = (column.heading.clone(), cell.to_owned());
                filled.kept.push(KeptCell { line: row.line, heading, text, reason });
            }
            keep(&mut filled.project, &column.heading, text);
        }
        filled
    }

    fn take(&self, filled: &mut Filled, field: u8, cell: &str, column: usize) -> Result<(), String> {
        let column = self.mapping.columns.get(column).ok_or_else(String::new)?;
        let value = read_cell(field, cell, column, self.currency, self.today).map_err(str::to_owned)?;
        match value {
            CellValue::Value(value) => filled.project.set(field, &value).map_err(|error| error.0.into_owned()),
            CellValue::Status(value) => {
                // The colour alone counts: the same colour on another day is no change.
                let now = filled.project.get(field);
                if now.entry("rag") == value.entry("rag") {
                    return Ok(());
                }
                let note = Value::text(format!("As given in {}", self.source));
                let Value::Map(mut parts) = value else { return Ok(()) };
                parts.push(("note".into(), note));
                filled.project.set(field, &Value::Map(parts)).map_err(|error| error.0.into_owned())
            }
            CellValue::Name(name) => {
                // Refused here and not when the person is made, where it would stop the whole import.
                if name.len() > crate::domain::field::LONGEST_TEXT {
                    return Err("is too long for a name".to_owned());
                }
                filled.names.push((field, name));
                Ok(())
            }
            CellValue::Whereabouts(at) => {
                let own = &mut filled.whereabouts;
                *own = match field {
                    at::phase => Whereabouts { phase: at.phase.or(own.phase), state: own.state.or(at.state) },
                    _ => Whereabouts { phase: own.phase.or(at.phase), state: at.state.or(own.state) },
                };
                Ok(())
            }
        }
    }
}

/// Keeps a cell with the project, in place of an earlier one of that heading.
fn keep(project: &mut Project, heading: &str, text: &str) {
    let cell = ImportedCell { heading: heading.into(), text: text.into() };
    match project.imported.iter_mut().find(|known| *known.heading == *heading) {
        Some(known) => *known = cell,
        None => project.imported.push(cell),
    }
}

/// Labels of fields, for sentences.
pub(super) fn label(field: u8) -> &'static str {
    Project::SCHEMA.field(field).map_or("", |field| field.label)
}
