//! One row of a list that stands with projects, as the record that it would make or change: what it gives, what does not fit and is
//! kept, and what the rules of its kind do not take. Must not know lists.

use super::of_projects::RowKind;
use super::row::{KeptCell, keep};
use crate::domain::date::Date;
use crate::domain::field::{Field, LONGEST_PROSE};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::project::ImportedCell;
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::{check_changed, check_new};

/// Where what fits no field is kept.
#[derive(Clone, Copy)]
pub(super) enum Notes {
    /// As lines of a text, of new records.
    Lines(u8),
    /// As cells of an imported list.
    Cells(u8),
}

impl Notes {
    /// What a record kept under a heading.
    pub fn cell(self, record: &dyn Record, heading: &str) -> Option<String> {
        let Self::Cells(field) = self else { return None };
        let cells = Vec::<ImportedCell>::from_value(&record.get(field)).unwrap_or_default();
        cells.into_iter().find(|cell| &*cell.heading == heading).map(|cell| cell.text.to_string())
    }
}

/// What a row gives.
pub(super) struct Filled {
    pub record: Box<dyn Record>,
    /// People by name, with the heading of the column.
    pub names: Vec<(u8, String)>,
    pub kept: Vec<KeptCell>,
    /// Heading, word and class of what was read on a scale.
    pub readings: Vec<(String, String, i64)>,
    /// Fields that the row gives, each with the heading and the text of its cell; none for what follows from others.
    given: Vec<(u8, Option<(String, String)>)>,
    cells: Vec<ImportedCell>,
    kind: &'static RowKind,
}

/// Stands for somebody whom the import finds or makes by name.
const SOMEBODY: Id = Id(u64::MAX);

impl Filled {
    /// Nothing so far.
    pub fn of(kind: &'static RowKind) -> Self {
        Self {
            record: (kind.schema.blank)(),
            names: Vec::new(),
            kept: Vec::new(),
            readings: Vec::new(),
            given: Vec::new(),
            cells: Vec::new(),
            kind,
        }
    }

    /// Whether a column gives that field already.
    pub fn is_given(&self, field: u8) -> bool {
        self.given.iter().any(|(known, heading)| *known == field && heading.is_some())
    }

    /// Gives a value that fits.
    pub fn give(&mut self, field: u8, value: &Value) {
        if !self.is_given(field) && self.record.set(field, value).is_ok() {
            self.given.push((field, None));
        }
    }

    /// Gives the value of a cell, of which heading and text are kept; why not, if its field does not take it.
    pub fn try_give(&mut self, field: u8, value: &Value, (heading, text): (&str, &str)) -> Result<(), String> {
        self.record.set(field, value).map_err(|error| error.0.into_owned())?;
        self.given.push((field, Some((heading.to_owned(), text.to_owned()))));
        Ok(())
    }

    /// Gives a person by name.
    pub fn name(&mut self, field: u8, name: &str, (heading, text): (&str, &str)) {
        self.names.push((field, name.to_owned()));
        self.given.push((field, Some((heading.to_owned(), text.to_owned()))));
    }

    /// Keeps a cell; with why, if it should have fitted its field.
    pub fn keep(&mut self, line: usize, heading: &str, cell: &str, misfit: Option<String>) {
        let text = cell.get(..cell.floor_char_boundary(LONGEST_PROSE)).unwrap_or_default();
        if let Some(reason) = misfit {
            self.kept.push(KeptCell { line, heading: heading.to_owned(), text: cell.to_owned(), reason });
        }
        keep(&mut self.cells, heading, text);
    }

    /// The record as it would be. What its rules do not take of a row is kept as a note; a row without which there is no record of it is
    /// refused with a sentence.
    pub fn settle(
        &mut self,
        kind: &'static RowKind,
        portfolio: &Portfolio,
        today: Date,
        before: Option<&dyn Record>,
        line: usize,
    ) -> Result<Box<dyn Record>, String> {
        let mut after = before.map_or_else(|| self.record.copy(), |before| before.copy());
        for (field, _) in &self.given {
            if !self.names.iter().any(|(named, _)| named == field) {
                let _ = after.set(*field, &self.record.get(*field));
            }
        }
        // Each round takes one field back, so there are no more rounds than fields.
        for _ in 0..=kind.schema.fields.len() {
            let mut tried = after.copy();
            for (field, _) in &self.names {
                let _ = tried.set(*field, &Value::Id(SOMEBODY));
            }
            if let Some(label) = missing(&*tried) {
                return Err(self.with_kept(&[label, " is missing."].concat()));
            }
            let fault = match before {
                None => check_new(portfolio, today, &*tried),
                Some(before) => check_changed(portfolio, today, before, &*tried),
            };
            let Err(fault) = fault else { break };
            self.take_back(&mut *after, before, &fault, line)?;
        }
        self.write_notes(&mut *after, before);
        Ok(after)
    }

    /// Takes out the field that a rule is against, if the row gives it and the record can be without.
    fn take_back(
        &mut self,
        after: &mut dyn Record,
        before: Option<&dyn Record>,
        fault: &Rejection,
        line: usize,
    ) -> Result<(), String> {
        let schema = after.schema();
        let (field, reason) = match fault {
            Rejection::Field { label, reason } => {
                (schema.numbered().find(|(_, field)| field.label == label).map(|(number, _)| number), reason.clone())
            }
            Rejection::Demands { sentence, .. } => {
                let sentence = sentence.trim_end_matches('.');
                (schema.states.map(|states| states.field), ["lacks what goes with it: ", sentence].concat())
            }
            other => return Err(self.with_kept(&other.to_string())),
        };
        let at = self.given.iter().position(|(given, _)| Some(*given) == field);
        let (Some(at), Some(field)) = (at, field) else { return Err(self.with_kept(&fault.to_string())) };
        let blank = (schema.blank)();
        let restored = before.map_or_else(|| blank.get(field), |before| before.get(field));
        let is_required = schema.field(field).is_some_and(|field| field.required);
        if is_required && restored.is_blank() || restored == after.get(field) && !self.is_named(field) {
            return Err(self.with_kept(&fault.to_string()));
        }
        let (_, cell) = self.given.remove(at);
        self.names.retain(|(named, _)| *named != field);
        let _ = after.set(field, &restored);
        // What follows from another cell is kept with that one.
        let Some((heading, text)) = cell else { return Ok(()) };
        self.keep(line, &heading, &text, Some(reason));
        Ok(())
    }

    fn is_named(&self, field: u8) -> bool {
        self.names.iter().any(|(named, _)| *named == field)
    }

    /// A sentence with what was kept of the row, for a row that is refused.
    fn with_kept(&self, why: &str) -> String {
        let cells = self
            .kept
            .iter()
            .map(|cell: &KeptCell| [&*cell.heading, ": “", &*cell.text, "” ", &*cell.reason, "."].concat());
        let words: Vec<String> = std::iter::once(why.to_owned()).chain(cells).collect();
        words.join(" ")
    }

    fn write_notes(&mut self, after: &mut dyn Record, before: Option<&dyn Record>) {
        match self.kind.notes {
            Notes::Cells(field) => {
                let mut cells = Vec::<ImportedCell>::from_value(&after.get(field)).unwrap_or_default();
                for cell in &self.cells {
                    keep(&mut cells, &cell.heading, &cell.text);
                }
                let _ = after.set(field, &cells.to_value());
            }
            Notes::Lines(field) if before.is_none() && !self.cells.is_empty() => {
                let lines = self.cells.iter().map(|cell| [&*cell.heading, ": ", &*cell.text].concat());
                let text = after.get(field).as_text().map(str::to_owned).into_iter().chain(lines);
                let text = text.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
                let text = text.get(..text.floor_char_boundary(LONGEST_PROSE)).unwrap_or_default();
                let _ = after.set(field, &Value::text(text));
            }
            Notes::Lines(_) => {}
        }
    }
}

/// The label of the first field that a record cannot be without. Numbers are counted later.
fn missing(record: &dyn Record) -> Option<&'static str> {
    let mut required = record.schema().numbered().filter(|(_, field)| field.required && !field.is_decided());
    required.find(|(number, _)| record.get(*number).is_blank()).map(|(_, field)| field.label)
}
