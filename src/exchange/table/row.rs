//! Fills a project from a row, new or as it is; what does not fit its field is kept beside it as a note.
//! Must not know other rows.

use super::amounts::read_exactly;
use super::cell::{CellValue, NO_CURRENCY, UNKNOWN_CURRENCY, misfit_of, one_line, read_cell, report_day};
use super::days::Anchor;
use super::mapping::{ColumnMapping, Mapping, Target};
use super::none_words::is_none;
use super::people::People;
use super::proposal::{is_list, is_of};
use super::reading::Row;
use super::row_currency::in_row;
use super::subject::PROJECTS;
use super::words::Whereabouts;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::field::LONGEST_PROSE;
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::{ImportedCell, State, at};
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::exchange::own_list::single_line;
use rustc_hash::FxHashSet;

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
    /// The column with the day of the report.
    pub report_column: Option<usize>,
    /// The day that the list gives for all its rows.
    pub list_day: Option<Date>,
    /// How names of people are taken over.
    pub people: &'a People,
    /// Codes that several projects share.
    pub shared: FxHashSet<String>,
}

/// A row read into a project.
pub(super) struct Filled {
    pub project: Project,
    /// Relations by name: field and name.
    pub names: Vec<(u8, String)>,
    /// What the row says of phase and state.
    pub whereabouts: Whereabouts,
    /// Whether the row gives a status or a delivery confidence.
    pub is_reported: bool,
    pub kept: Vec<KeptCell>,
    /// Its amounts, each with the number of its column and whether it had to be rounded.
    pub amounts: Vec<(usize, Money, bool)>,
}

impl RowReader<'_> {
    /// The first filled cell among the columns that feed that field, on one line.
    pub fn text(&self, row: &Row, field: u8) -> Option<String> {
        let columns = self.mapping.columns.iter().enumerate().filter(|(_, c)| c.target == Target::Field(field));
        // "TBC" is no code.
        let is_given = |cell: &&str| !cell.trim().is_empty() && (field != at::code || !is_none(cell));
        columns.map(|(at, _)| row.cell(at)).find(is_given).map(single_line)
    }

    /// Whether several projects share the code of that row.
    pub fn shares_code(&self, row: &Row) -> bool {
        self.text(row, at::code).is_some_and(|code| self.shared.contains(&code_key(&code)))
    }

    /// What tells the project of a row from others: its code, else its name. None if it has neither.
    pub fn key(&self, row: &Row) -> Option<String> {
        // A code always begins with '#' here and a name never: the two cannot be taken for each other.
        let name = || self.text(row, at::name).map(|name| name_key(&name)).unwrap_or_default();
        let code = self.text(row, at::code).map(|code| match self.shared.contains(&code_key(&code)) {
            true => ["#", &code_key(&code), "\n", &name()].concat(),
            false => ["#", &code_key(&code)].concat(),
        });
        code.or_else(|| self.text(row, at::name).map(|name| name_key(&name)))
    }

    /// Reads a row into `project`. Empty cells leave fields as they are.
    pub fn fill(&self, project: Project, row: &Row) -> Filled {
        let whereabouts = Whereabouts { phase: None, state: None };
        let mut filled = Filled {
            project,
            names: Vec::new(),
            whereabouts,
            is_reported: false,
            kept: Vec::new(),
            amounts: Vec::new(),
        };
        let mut given: Vec<u8> = Vec::new();
        let mut lengths: Vec<(Anchor, i64, u8, usize)> = Vec::new();
        let day = self.report_column.and_then(|at| report_day(row.cell(at), self.mapping.columns.get(at)));
        let day = day.or(self.list_day);
        for (number, column) in self.mapping.columns.iter().enumerate() {
            let cell = row.cell(number);
            let misfit = match column.target {
                _ if cell.is_empty() => continue,
                // Only if no amount takes it.
                Target::Drop | Target::Currency => continue,
                Target::Keep | Target::ReportDate => None,
                Target::Field(field) if given.contains(&field) && !is_list(field) => {
                    Some("is the second one for its field".to_owned())
                }
                Target::Field(field) => {
                    let read = match is_of(self.mapping.rows, column, &FieldKind::Money) {
                        true => self.take_amount(&mut filled, (field, number), row, column).map(|()| None),
                        false => self.take(&mut filled, (field, given.contains(&field)), cell, column, day),
                    };
                    match read {
                        Ok(after) => {
                            given.push(field);
                            lengths.extend(after.map(|(anchor, days)| (anchor, days, field, number)));
                            continue;
                        }
                        Err(misfit) => {
                            given.extend(filled.names.iter().any(|(named, _)| *named == field).then_some(field));
                            Some(misfit)
                        }
                    }
                }
            };
            filled.keep(row.line, &column.heading, cell, misfit);
        }
        self.keep_currencies(&mut filled, row);
        // Only now: the start may stand to the right of the duration; and a delay counts from what a duration gives.
        crate::domain::sorting::sort(&mut lengths);
        for (anchor, days, field, number) in lengths {
            let project = &filled.project;
            let (from, reason) = match anchor {
                Anchor::Start => (
                    project.planned_start.or(project.actual_start).or(project.forecast_start),
                    "counts from a start that is not given",
                ),
                Anchor::Finish => (project.planned_finish, "counts from a planned finish that is not given"),
            };
            let date = from.map(|from| from.plus_days(days));
            let set = date.and_then(|date| filled.project.set(field, &Value::Date(date)).ok());
            if let (None, Some(column)) = (set, self.mapping.columns.get(number)) {
                let reason = reason.to_owned();
                filled.keep(row.line, &column.heading, row.cell(number), Some(reason));
            }
        }
        filled
    }

    /// Takes an amount over, in the currency and unit of its row.
    fn take_amount(
        &self,
        filled: &mut Filled,
        (field, number): (u8, usize),
        row: &Row,
        column: &ColumnMapping,
    ) -> Result<(), String> {
        let (style, is_unknown) = in_row(column, row);
        let (money, is_rounded) =
            read_exactly(row.cell(number), style.within(self.currency)).map_err(|fault| match misfit_of(fault) {
                NO_CURRENCY if is_unknown => UNKNOWN_CURRENCY.to_owned(),
                misfit => misfit.to_owned(),
            })?;
        filled.project.set(field, &Some(money).to_value()).map_err(|error| error.0.into_owned())?;
        filled.amounts.push((number, money, is_rounded));
        Ok(())
    }

    /// Keeps what a row says of its currency, where no amount took it.
    fn keep_currencies(&self, filled: &mut Filled, row: &Row) {
        for (number, column) in
            self.mapping.columns.iter().enumerate().filter(|(_, column)| column.target == Target::Currency)
        {
            let takes = |amount: &(usize, Money, bool)| {
                self.mapping.columns.get(amount.0).is_some_and(|column| column.currency_in == Some(number))
            };
            if !row.cell(number).is_empty() && !filled.amounts.iter().any(takes) {
                filled.keep(row.line, &column.heading, row.cell(number), None);
            }
        }
    }

    /// Takes a cell over; the number of days, if it counts them from another date of the row.
    fn take(
        &self,
        filled: &mut Filled,
        (field, again): (u8, bool),
        cell: &str,
        column: &ColumnMapping,
        day: Option<Date>,
    ) -> Result<Option<(Anchor, i64)>, String> {
        let on = day.unwrap_or(self.today);
        let value = read_cell(&PROJECTS, field, cell, column, self.currency, on).map_err(str::to_owned)?;
        if matches!(value, CellValue::Status(_)) && on > self.today {
            return Err("is reported for a day that is still to come".to_owned());
        }
        filled.is_reported |= field == at::confidence;
        self.set(filled, (field, again), cell, (value, day))
    }

    fn set(
        &self,
        filled: &mut Filled,
        (field, again): (u8, bool),
        cell: &str,
        (value, day): (CellValue, Option<Date>),
    ) -> Result<Option<(Anchor, i64)>, String> {
        let set = |filled: &mut Filled, value: &Value| {
            filled.project.set(field, value).map(|()| None).map_err(|error| error.0.into_owned())
        };
        match value {
            CellValue::After(anchor, days) => Ok(Some((anchor, days))),
            CellValue::Stage(..) => Err("belongs to work items".to_owned()),
            // Further columns of one name add to the first.
            CellValue::Value(Value::List(more)) if again => {
                let Value::List(mut all) = filled.project.get(field) else { return Ok(None) };
                all.extend(more.into_iter().filter(|one| !all.contains(one)).collect::<Vec<_>>());
                set(filled, &Value::List(all))
            }
            CellValue::Value(value) => set(filled, &value),
            CellValue::Status(value) => {
                filled.is_reported = true;
                // The colour alone counts: the same colour on another day is no change, but where the list says when it was
                // reported and that is later.
                let now = filled.project.get(field);
                let is_later = day.is_some_and(|day| match now.entry("on") {
                    Some(Value::Date(on)) => *on < day,
                    _ => true,
                });
                if now.entry("rag") == value.entry("rag") && !is_later {
                    return Ok(None);
                }
                // A colour between two of ours is told.
                let cell = if cell.contains('/') { [": ", cell].concat() } else { String::new() };
                let note = Value::text(["As given in ", self.source, &cell].concat());
                let Value::Map(mut parts) = value else { return Ok(None) };
                parts.push(("note".into(), note));
                set(filled, &Value::Map(parts))
            }
            CellValue::Name(name) => {
                // Refused here and not when the person is made, where it would stop the whole import.
                if name.len() > crate::domain::field::LONGEST_TEXT {
                    return Err("is too long for a name".to_owned());
                }
                let schema = PROJECTS.schema.field(field).map(|field| field.kind);
                if !matches!(schema, Some(FieldKind::Reference("person"))) {
                    filled.names.push((field, name));
                    return Ok(None);
                }
                self.name_people(filled, field, cell)
            }
            CellValue::Whereabouts(at) => {
                filled.is_reported |= at.phase.is_none() && at.state == Some(State::Active);
                let whereabouts = &mut filled.whereabouts;
                *whereabouts = match field {
                    at::phase => {
                        Whereabouts { phase: at.phase.or(whereabouts.phase), state: whereabouts.state.or(at.state) }
                    }
                    _ => Whereabouts { phase: whereabouts.phase.or(at.phase), state: at.state.or(whereabouts.state) },
                };
                Ok(None)
            }
        }
    }
}

impl RowReader<'_> {
    /// Takes the people of a cell over: the first; a second one as second lead. Others are told.
    fn name_people(&self, filled: &mut Filled, field: u8, cell: &str) -> Result<Option<(Anchor, i64)>, String> {
        let people = self.people.read(cell);
        let Some(first) = people.first() else { return Err("names nobody".to_owned()) };
        filled.names.push((field, first.clone()));
        let Some(second) = people.get(1) else { return Ok(None) };
        let is_free = field == at::lead
            && !self.mapping.feeds(at::second_lead)
            && filled.names.iter().all(|(field, _)| *field != at::second_lead);
        if is_free {
            filled.names.push((at::second_lead, second.clone()));
        }
        match (is_free, people.len()) {
            (true, 2) => Ok(None),
            (true, _) => {
                Err(["names several people: ", first, " is taken as lead and ", second, " as second lead"].concat())
            }
            (false, _) => Err(["names several people: ", first, " is taken"].concat()),
        }
    }
}

impl Filled {
    /// Keeps a cell with the project; says so where it was meant for a field, and where it is cut.
    fn keep(&mut self, line: usize, heading: &str, cell: &str, misfit: Option<String>) {
        let (text, cut) = match cell.len() {
            ..=LONGEST_PROSE => (cell, false),
            _ => (cell.get(..cell.floor_char_boundary(LONGEST_PROSE)).unwrap_or_default(), true),
        };
        let cut = cut.then(|| "is too long; only its first 100,000 characters are kept".to_owned());
        if let Some(reason) = misfit.or(cut) {
            self.kept.push(KeptCell { line, heading: heading.to_owned(), text: cell.to_owned(), reason });
        }
        keep(&mut self.project.imported, heading, text);
    }
}

/// How codes are compared.
pub(super) fn code_key(code: &str) -> String {
    one_line(code).to_ascii_uppercase()
}

/// How names are compared.
pub(super) fn name_key(name: &str) -> String {
    one_line(name).to_ascii_lowercase()
}

/// Keeps a cell with the project, in place of an earlier one of that heading.
pub(super) fn keep(cells: &mut Vec<ImportedCell>, heading: &str, text: &str) {
    let cell = ImportedCell { heading: heading.into(), text: text.into() };
    match cells.iter_mut().find(|known| *known.heading == *heading) {
        Some(known) => *known = cell,
        None => cells.push(cell),
    }
}

/// Labels of fields, for sentences.
pub(super) fn label(field: u8) -> &'static str {
    Project::SCHEMA.field(field).map_or("", |field| field.label)
}
