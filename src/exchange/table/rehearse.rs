//! What an import would do: which projects it makes, changes, leaves alone and refuses, which cells become notes, and the
//! one command that does it all. Nothing happens before somebody has read it and agreed.

use super::amount_totals::{self, ColumnTotal};
use super::history::{Reports, column_of, list_day, shared_codes};
use super::mapping::{DefaultPhase, Mapping, Repeats, Target};
use super::people::{self, People, Spelling};
use super::reading::{Row, Table};
use super::readings;
use super::row::{Filled, KeptCell, RowReader, code_key, label, name_key};
use super::subject::Subject;
use super::words::Whereabouts;
use crate::domain::date::Date;
use crate::domain::gates::transition::{self, Position};
use crate::domain::id::Id;
use crate::domain::order::places_after;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::{Phase, PhaseOrigin, State, at};
use crate::domain::value::Value;
use crate::engine::command::Import;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::exchange::difference::FieldDifference;
use crate::exchange::phrases::counted;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What an import would do.
#[derive(Default)]
pub struct Rehearsal {
    /// What it would make and change.
    pub rows: &'static Subject,
    /// Names of the projects or work items it would make.
    pub made: Vec<Arc<str>>,
    /// Projects it would change: name, and the fields.
    pub changed: Vec<(Arc<str>, Vec<FieldDifference>)>,
    /// Names of projects that are as the list says.
    pub unchanged: Vec<Arc<str>>,
    /// Rows it would leave out: line, and why.
    pub refused: Vec<(usize, String)>,
    /// Reports of which a later one is taken: line, and that of the later one.
    pub older: Vec<(usize, usize)>,
    /// Cells that do not fit their field and would be kept as notes.
    pub kept_as_note: Vec<KeptCell>,
    /// Columns that fit no field and would be kept as they are, with how many cells they have.
    pub kept_columns: Vec<(String, usize)>,
    /// Columns it would leave out.
    pub dropped_columns: Vec<String>,
    /// What the amounts of each column of money add up to.
    pub totals: Vec<ColumnTotal>,
    /// People whom the list writes in several ways.
    pub spellings: Vec<Spelling>,
    /// Whether rows share a code and have different names.
    pub shares_codes: bool,
    /// What else is worth knowing before agreeing.
    pub remarks: Vec<String>,
    /// The command that does it.
    pub import: Import,
}

/// What importing the list by this mapping would do. Projects that exist are found by code, else by name; their phase and
/// state stay as they are. `source` is the name of the file, or what people call pasted cells.
pub fn rehearse(
    portfolio: &Portfolio,
    table: &Table,
    mapping: &Mapping,
    source: &str,
    today: Date,
    new_id: &mut dyn FnMut() -> Id,
) -> Rehearsal {
    (mapping.rows.rehearse)(portfolio, table, mapping, source, today, new_id)
}

/// What importing the rows as projects would do.
pub(super) fn rehearse_projects(
    portfolio: &Portfolio,
    table: &Table,
    mapping: &Mapping,
    source: &str,
    today: Date,
    new_id: &mut dyn FnMut() -> Id,
) -> Rehearsal {
    let currency = portfolio.settings().currency;
    let (people, spellings) = People::of(portfolio, table, mapping);
    let mut around = RowReader {
        mapping,
        currency,
        today,
        source,
        report_column: column_of(mapping),
        list_day: list_day(table),
        people: &people,
        shared: FxHashSet::default(),
    };
    let shared = shared_codes(table, &around);
    let shares_codes = !shared.is_empty();
    if mapping.repeats == Repeats::Different {
        around.shared = shared;
    }
    let around = around;
    let mut known = Known::of(portfolio, table, &around);
    let mut rehearsal = Rehearsal { shares_codes, ..Rehearsal::default() };
    rehearsal.tell_of_list(table, mapping);
    let reports = Reports::of(table, &around);
    rehearsal.remarks.extend(reports.remark());
    rehearsal.remarks.extend(people::remarks(&spellings, mapping));
    rehearsal.spellings = spellings;
    let mut beside: Vec<String> = Vec::new();
    let mut new: Vec<Project> = Vec::new();
    let mut placed = [0usize; 6];
    for row in &table.rows {
        if let Some(line) = reports.later(row, &around) {
            rehearsal.older.push((row.line, line));
            continue;
        }
        let (name, code) = match known.identify(row, &around) {
            Ok(identity) => identity,
            Err(reason) => {
                rehearsal.refused.push((row.line, reason));
                continue;
            }
        };
        if let Some(project) = known.existing(&name, code.as_deref(), around.shares_code(row), portfolio) {
            if let Some(line) = known.met.get(&project.meta.id) {
                rehearsal
                    .refused
                    .push((row.line, format!("It means the same project as line {line}, which is taken.")));
                continue;
            }
            known.met.insert(project.meta.id, row.line);
            let mut filled = around.fill(project.clone(), row);
            amount_totals::enter(&mut rehearsal.totals, mapping, &filled, row.line);
            // The code found it: capitals make no difference then. A code that it shares is not its own.
            if around.shares_code(row) || code_key(&filled.project.code) == code_key(&project.code) {
                filled.project.code = project.code.clone();
            }
            rehearsal.change(portfolio, project, filled, row.line);
            continue;
        }
        let mut filled = around.fill(Project::default(), row);
        amount_totals::enter(&mut rehearsal.totals, mapping, &filled, row.line);
        filled.project.name = name.as_str().into();
        let given = code.clone().filter(|_| around.shares_code(row));
        filled.project.code = match given {
            Some(code) => known.code_beside(&code),
            None => code.clone().unwrap_or_else(|| known.next_code()),
        }
        .as_str()
        .into();
        if let Some(code) = code.filter(|code| code_key(code) != code_key(&filled.project.code)) {
            beside.push(
                [
                    "“",
                    &name,
                    "” (line ",
                    &row.line.to_string(),
                    ") has the code ",
                    &code,
                    " of another project and gets ",
                    &filled.project.code,
                ]
                .concat(),
            );
        }
        if filled.whereabouts.phase.is_none()
            && let Some(count) = placed.get_mut(guess(&filled, mapping.default_phase, today) as usize)
        {
            *count += 1;
        }
        place(&mut filled, mapping.default_phase, today);
        filled.project.meta.id = new_id();
        rehearsal.made.push(filled.project.name.0.clone());
        rehearsal.kept_as_note.append(&mut filled.kept);
        let id = filled.project.meta.id;
        rehearsal.import.names.extend(filled.names.into_iter().map(|(field, name)| (id, field, name)));
        new.push(filled.project);
    }
    if !beside.is_empty() {
        let more = if beside.len() > 10 { " and more" } else { "" };
        beside.truncate(10);
        rehearsal.remarks.push(
            ["Rows with one code and different names are taken as different projects: ", &beside.join("; "), more, "."]
                .concat(),
        );
    }
    order_on_board(portfolio, &mut new);
    rehearsal.import.creates = new.into_iter().map(|project| Arc::new(project) as Arc<dyn Record>).collect();
    rehearsal.import.label = rehearsal.label(source);
    rehearsal.remarks.extend(amount_totals::remarks(&rehearsal.totals, mapping));
    rehearsal.remark_on_phases(&placed, mapping);
    rehearsal.tell_of_kept(table, mapping);
    rehearsal
}

/// Projects by code and name, and the codes and names that rows have used already.
struct Known {
    by_code: FxHashMap<String, Id>,
    by_name: FxHashMap<String, Id>,
    /// Codes that cannot be given any more, those in the list and of deleted projects included.
    taken: FxHashSet<String>,
    /// Codes that the list gives.
    listed: FxHashSet<String>,
    used: FxHashMap<String, usize>,
    /// Projects that a row has met already, with its line.
    met: FxHashMap<Id, usize>,
    /// Codes shared by several rows that one of them has got.
    given: FxHashSet<String>,
    last_number: usize,
}

impl Known {
    fn of(portfolio: &Portfolio, table: &Table, around: &RowReader) -> Self {
        let live = || portfolio.all::<Project>();
        let listed = table.rows.iter().filter_map(|row| around.text(row, at::code));
        let listed: FxHashSet<String> = listed.map(|code| code_key(&code)).collect();
        let every = portfolio.every().filter_map(|record| record.typed::<Project>());
        Self {
            by_code: live().map(|project| (code_key(&project.code), project.meta.id)).collect(),
            by_name: live().map(|project| (name_key(&project.name), project.meta.id)).collect(),
            taken: every.map(|project| code_key(&project.code)).chain(listed.iter().cloned()).collect(),
            listed,
            used: FxHashMap::default(),
            met: FxHashMap::default(),
            given: FxHashSet::default(),
            last_number: 0,
        }
    }

    /// Name and code of a row; a sentence if it has no name or repeats another row.
    fn identify(&mut self, row: &Row, around: &RowReader) -> Result<(String, Option<String>), String> {
        let code = around.text(row, at::code);
        let Some(name) = around.text(row, at::name) else {
            let mapped = around.mapping.feeds(at::name);
            let reason = if mapped { "It has no name." } else { "No column gives the name; choose one." };
            return Err(reason.to_owned());
        };
        for (text, what) in [(&name, "name"), (code.as_ref().unwrap_or(&name), "code")] {
            if text.len() > crate::domain::field::LONGEST_TEXT {
                return Err(format!("Its {what} is too long."));
            }
        }
        let key = around.key(row).unwrap_or_default();
        if let Some(line) = self.used.get(&key) {
            let what = if code.is_some() { "code" } else { "name" };
            return Err(format!("“{name}” has the same {what} as line {line}, which is taken."));
        }
        self.used.insert(key, row.line);
        Ok((name, code))
    }

    fn existing<'a>(
        &self,
        name: &str,
        code: Option<&str>,
        is_shared: bool,
        portfolio: &'a Portfolio,
    ) -> Option<&'a Project> {
        // A code that several share tells none of them: the name does.
        if is_shared {
            return portfolio.get(*self.by_name.get(&name_key(name))?);
        }
        let by_code = code.and_then(|code| self.by_code.get(&code_key(code)));
        if let Some(id) = by_code {
            return portfolio.get(*id);
        }
        let project: &Project = portfolio.get(*self.by_name.get(&name_key(name))?)?;
        // Another row of the list names that project by its code: this one means a different project of the same name.
        (code.is_none() || !self.listed.contains(&code_key(&project.code))).then_some(project)
    }

    /// A code for one of several projects that share one: the first keeps it.
    fn code_beside(&mut self, code: &str) -> String {
        if !self.by_code.contains_key(&code_key(code)) && self.given.insert(code_key(code)) {
            return code.to_owned();
        }
        let mut number = 1;
        loop {
            number += 1;
            let free = format!("{code}-{number}");
            if self.taken.insert(code_key(&free)) {
                return free;
            }
        }
    }

    fn next_code(&mut self) -> String {
        loop {
            self.last_number += 1;
            let code = format!("P-{:03}", self.last_number);
            if self.taken.insert(code.clone()) {
                return code;
            }
        }
    }
}

/// The phase of a new project of which no column says it.
fn guess(filled: &Filled, default: DefaultPhase, today: Date) -> Phase {
    let project = &filled.project;
    // What is reported on, has begun or has cost something is no idea.
    let is_under_way = filled.is_reported || project.actual_start.is_some() || project.actual_cost.is_some();
    let by_dates = match default {
        DefaultPhase::Fixed(phase) => return phase,
        DefaultPhase::ByDates => {
            (project.actual_start.or(project.planned_start).or(project.forecast_start), project.actual_finish)
        }
    };
    match by_dates {
        (_, Some(finish)) if finish <= today => Phase::Closed,
        (Some(start), _) if start <= today => Phase::Execution,
        (Some(_), _) => Phase::Planning,
        (None, _) if is_under_way => Phase::Execution,
        (None, _) => Phase::Candidate,
    }
}

/// Gives a new project its phase and state.
fn place(filled: &mut Filled, default: DefaultPhase, today: Date) {
    let Whereabouts { phase, state } = filled.whereabouts;
    let phase = match (phase, state) {
        // Stopped and completed projects are closed, whatever phase they had reached.
        (_, Some(State::Stopped | State::Completed)) => Phase::Closed,
        (Some(phase), _) => phase,
        (None, _) => guess(filled, default, today),
    };
    let fallback = if phase == Phase::Closed { State::Completed } else { State::Active };
    let state = state.filter(|state| transition::is_possible(Position { phase, state: *state })).unwrap_or(fallback);
    let project = &mut filled.project;
    (project.phase, project.state) = (phase, state);
    // Since when is not known unless a date says it.
    let closed_on = project.actual_finish.filter(|_| phase == Phase::Closed);
    project.phase_since = project.phase_since.or(closed_on);
    project.placed = Some(PhaseOrigin::Listed);
}

/// Puts new projects behind the last of their column, in the order of the list.
pub(super) fn order_on_board(portfolio: &Portfolio, new: &mut [Project]) {
    for column in BoardColumn::ALL {
        let ids = portfolio.ids(IndexKey::Column(column));
        let last = ids.last().and_then(|id| portfolio.get::<Project>(*id)).map(|project| project.order.0.clone());
        let projects: Vec<&mut Project> =
            new.iter_mut().filter(|project| BoardColumn::of(project.phase, project.state) == column).collect();
        let places = places_after(last.as_deref(), projects.len());
        for (project, place) in projects.into_iter().zip(places) {
            project.order = place.as_str().into();
        }
    }
}

/// Cells kept with a project that the list gives anew, each by its heading.
fn cells_differ(present: &Project, filled: &Project) -> Vec<FieldDifference> {
    let text = |project: &Project, heading: &str| {
        let cell = project.imported.iter().find(|cell| &*cell.heading == heading);
        cell.map_or(Value::Null, |cell| Value::text(&*cell.text))
    };
    let cells = filled.imported.iter().filter(|cell| !present.imported.contains(cell));
    let difference = |heading: &str| FieldDifference {
        label: [heading, " (as imported)"].concat().into(),
        before: text(present, heading),
        after: text(filled, heading),
    };
    cells.map(|cell| difference(&cell.heading)).collect()
}

impl Rehearsal {
    /// Enters what is to be said of the list itself.
    pub(super) fn tell_of_list(&mut self, table: &Table, mapping: &Mapping) {
        let later = std::mem::replace(&mut self.remarks, table.remarks.clone());
        self.remarks.append(&mut readings::remarks(table, mapping));
        self.remarks.extend(later);
        let asides = table.asides.iter().map(|aside| (aside.line, aside.why.to_owned()));
        self.refused.splice(0..0, asides);
        let dropped = mapping.columns.iter().filter(|column| column.target == Target::Drop);
        self.dropped_columns = dropped.map(|column| column.heading.clone()).collect();
    }

    /// Enters which columns would be kept as they are; only once it is known which rows are taken.
    pub(super) fn tell_of_kept(&mut self, table: &Table, mapping: &Mapping) {
        let skipped: FxHashSet<usize> =
            self.refused.iter().map(|(line, _)| *line).chain(self.older.iter().map(|(line, _)| *line)).collect();
        for (number, column) in mapping.columns.iter().enumerate().filter(|(_, column)| column.target == Target::Keep) {
            let is_kept = |row: &&Row| !row.cell(number).is_empty() && !skipped.contains(&row.line);
            let cells = table.rows.iter().filter(is_kept).count();
            self.kept_columns.extend((cells > 0).then(|| (column.heading.clone(), cells)));
        }
    }

    /// Enters what a row changes of a project that exists.
    fn change(&mut self, portfolio: &Portfolio, known: &Project, mut filled: Filled, line: usize) {
        self.kept_as_note.append(&mut filled.kept);
        let (id, title) = (known.meta.id, known.name.0.clone());
        let mut values = Vec::new();
        let mut differences = Vec::new();
        for field in 0..Project::SCHEMA.fields.len() as u8 {
            let (before, after) = (known.get(field), filled.project.get(field));
            if before != after {
                match field {
                    at::imported => differences.extend(cells_differ(known, &filled.project)),
                    _ => {
                        let label = label(field).into();
                        differences.push(FieldDifference { label, before, after: after.clone() });
                    }
                }
                values.push((FieldKey::Known(field), after));
            }
        }
        for (field, name) in filled.names {
            let before = known.get(field);
            let present = before.as_id().and_then(|id| portfolio.record(id)).map(|record| record.title());
            if present.is_none_or(|present| name_key(&present) != name_key(&name)) {
                differences.push(FieldDifference { label: label(field).into(), before, after: Value::text(&name) });
                self.import.names.push((id, field, name));
            }
        }
        let Whereabouts { phase, state } = filled.whereabouts;
        for (there, here) in [
            (phase.filter(|phase| *phase != known.phase).map(Phase::label), known.phase.label()),
            (state.filter(|state| *state != known.state).map(State::label), known.state.label()),
        ] {
            if let Some(there) = there {
                self.remarks.push(format!(
                    "Line {line}: {title} is “{there}” in the list and “{here}” here. It stays: only a gate decision changes that.",
                ));
            }
        }
        if differences.is_empty() {
            self.unchanged.push(title);
        } else {
            self.changed.push((title, differences));
        }
        if !values.is_empty() {
            self.import.changes.push((id, values));
        }
    }

    fn label(&self, source: &str) -> String {
        let of = |count| counted(count, "project", "projects");
        match (self.made.len(), self.changed.len()) {
            (made, 0) => format!("Import {} from {source}", of(made)),
            (0, changed) => format!("Update {} from {source}", of(changed)),
            (made, changed) => format!("Import {} and update {changed} from {source}", of(made)),
        }
    }

    /// Says where projects go of which no column says it.
    fn remark_on_phases(&mut self, placed: &[usize; 6], mapping: &Mapping) {
        let total: usize = placed.iter().sum();
        if total == 0 {
            return;
        }
        let phases = Phase::CHOICES.iter().zip(placed).filter(|(_, count)| **count > 0);
        let phases: Vec<String> = phases.map(|(phase, count)| format!("{} {count}", phase.label)).collect();
        let why = match mapping.default_phase {
            DefaultPhase::Fixed(_) => "as chosen",
            DefaultPhase::ByDates => {
                "by their dates (finished: closed; started, reported on or with actual cost: execution; starts later: planning; \
                 else: idea)"
            }
        };
        self.remarks.push(format!(
            "The list does not say the phase of {}. They are placed {why}: {}.",
            counted(total, "new project", "new projects"),
            phases.join(", "),
        ));
    }
}
