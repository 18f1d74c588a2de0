//! Lists whose rows stand with projects, such as costs, benefits, risks: which records they would make and change, and which rows and
//! cells cannot be taken and why. What a row is and how it is written, each list says itself. Must not know how it is drawn.

use super::cell::{CellValue, one_line, read_cell};
use super::mapping::{ColumnMapping, Mapping, Target};
use super::of_projects_row::{Filled, Notes};
use super::parents::Parents;
use super::people::{self, People};
use super::reading::{Row, Table};
use super::rehearse::Rehearsal;
use super::row::name_key;
use super::row_currency::in_row;
use super::subject::Subject;
use super::words::folded;
use crate::domain::date::Date;
use crate::domain::field::LONGEST_TEXT;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::Person;
use crate::domain::schema::{FieldKind, Schema};
use crate::domain::value::Value;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::exchange::difference::FieldDifference;
use crate::exchange::phrases::counted;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The record that a row is, and the values that its word for that gives.
pub(super) type Told = (&'static RowKind, Vec<(u8, Value)>);

/// Tells what a row is; a sentence if nobody can.
pub(super) type KindOf = fn(&Row, &Mapping) -> Result<Told, String>;

/// The stored name of the state that a word means.
pub(super) type ReadState = fn(&str) -> Option<&'static str>;

/// A list of that sort.
pub(super) struct List {
    pub rows: &'static Subject,
    /// The field of a row that names its project.
    pub project: u8,
    /// The field that stands for the title where there is none.
    pub instead: Option<u8>,
    /// The record that a row is.
    pub kind_of: KindOf,
    /// Whether two rows that agree in every cell are one entry, written twice.
    pub repeats: bool,
    /// How a cell is told as the number by which the list knows its entries.
    pub is_id: fn(&str) -> bool,
}

/// What a row of such a list becomes.
pub(super) struct RowKind {
    pub schema: &'static Schema,
    pub title: u8,
    pub project: u8,
    /// The field of the record that a field of the row fills.
    pub place: fn(u8) -> Option<u8>,
    /// Where what fits no field is kept.
    pub notes: Notes,
    /// A relation to a project whose name may also be that of a party outside, and the text that takes it then.
    pub outside: Option<(u8, u8)>,
    /// What a cell says beside the value of its field.
    pub also: fn(u8, &str) -> Option<(u8, Value)>,
    /// The field of the state, and the stored name of the state that a word means, where only the kind knows it.
    pub state: Option<(u8, ReadState)>,
    /// Whether two records of one project and one title are the same.
    pub same: fn(&dyn Record, &dyn Record) -> bool,
}

/// What importing the rows would do.
pub(super) fn rehearse(
    list: &List,
    portfolio: &Portfolio,
    table: &Table,
    mapping: &Mapping,
    source: &str,
    today: Date,
    new_id: &mut dyn FnMut() -> Id,
) -> Rehearsal {
    let mut rehearsal = Rehearsal { rows: list.rows, ..Rehearsal::default() };
    let (people, spellings) = People::of(portfolio, table, mapping);
    rehearsal.remarks.extend(people::remarks(&spellings, mapping));
    rehearsal.spellings = spellings;
    let parents = Parents::of(portfolio, mapping);
    let reader = Reader { list, portfolio, mapping, today, people: &people, parents: &parents };
    let mut known = Known::of(&reader, table);
    let mut readings: Readings = Vec::new();
    let mut counts: Vec<(&'static Schema, usize)> = Vec::new();
    let mut seen: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    let mut without_project = 0;
    for row in &table.rows {
        if list.repeats {
            let cells = (0..mapping.columns.len()).map(|number| row.cell(number)).collect();
            let line = *seen.entry(cells).or_insert(row.line);
            if line != row.line {
                rehearsal.refused.push((row.line, format!("It is the same as line {line}, which is taken.")));
                continue;
            }
        }
        let mut taken = match reader.take(row, &mut known) {
            Ok(taken) => taken,
            Err(why) => {
                rehearsal.refused.push((row.line, why));
                continue;
            }
        };
        for (heading, text, class) in taken.filled.readings.drain(..) {
            let said = (heading, text, class);
            if !readings.contains(&said) {
                readings.push(said);
            }
        }
        rehearsal.kept_as_note.append(&mut taken.filled.kept);
        let schema = taken.after.schema();
        match counts.iter_mut().find(|(known, _)| known.kind == schema.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((schema, 1)),
        }
        without_project += usize::from(taken.project.is_none());
        match taken.before {
            None => {
                let id = new_id();
                taken.after.meta_mut().id = id;
                rehearsal.made.push(taken.after.title());
                rehearsal.import.names.extend(taken.filled.names.into_iter().map(|(field, name)| (id, field, name)));
                rehearsal.import.creates.push(Arc::from(taken.after));
            }
            Some(before) => change(&mut rehearsal, portfolio, before, &*taken.after, taken.filled.names),
        }
    }
    rehearsal.import.label = label(list.rows, &rehearsal, source);
    rehearsal.import.because.clone_from(&rehearsal.import.label);
    if counts.len() > 1 {
        let words: Vec<String> = counts.iter().map(|(schema, count)| kinds_words(schema, *count)).collect();
        rehearsal.remarks.push(["The rows are ", &words.join(", "), "."].concat());
    }
    rehearsal.remarks.extend(reading_remarks(&readings));
    rehearsal.remarks.extend(known.remark());
    if without_project > 0 {
        let rows = counted(without_project, "row names no project and stands", "rows name no project and stand");
        rehearsal.remarks.push([&rows, " with the portfolio."].concat());
    }
    rehearsal.tell_of_list(table, mapping);
    rehearsal.tell_of_kept(table, mapping);
    rehearsal
}

fn kinds_words(schema: &Schema, count: usize) -> String {
    counted(count, &schema.label.to_ascii_lowercase(), &schema.plural.to_ascii_lowercase())
}

fn label(rows: &Subject, rehearsal: &Rehearsal, source: &str) -> String {
    let of = |count| counted(count, rows.one, rows.many);
    match (rehearsal.made.len(), rehearsal.changed.len()) {
        (made, 0) => ["Import ", &of(made), " from ", source].concat(),
        (0, changed) => ["Update ", &of(changed), " from ", source].concat(),
        (made, changed) => ["Import ", &of(made), " and update ", &changed.to_string(), " from ", source].concat(),
    }
}

/// Heading, word and the class from 1 to 5 that it is read as.
type Readings = Vec<(String, String, i64)>;

/// "“Probability”: “High” is read as 4, “60 %” as 3."
fn reading_remarks(readings: &Readings) -> Vec<String> {
    const NAMED: usize = 12;
    let mut headings: Vec<&str> = Vec::new();
    for (heading, ..) in readings {
        if !headings.contains(&heading.as_str()) {
            headings.push(heading);
        }
    }
    let said = |heading: &str| {
        let of_heading: Vec<_> = readings.iter().filter(|(known, ..)| known == heading).collect();
        let words = of_heading.iter().take(NAMED).map(|(_, text, class)| format!("“{text}” as {class}"));
        let more = if of_heading.len() > NAMED { " and more" } else { "" };
        let words = words.collect::<Vec<_>>().join(", ");
        ["Of “", heading, "”, on a scale from 1 to 5, are read: ", &words, more, "."].concat()
    };
    headings.into_iter().map(said).collect()
}

fn names_project(heading: &str) -> bool {
    matches!(folded(heading).as_str(), "project" | "project name" | "project title" | "project code" | "project id")
}

/// With what rows are read.
struct Reader<'a> {
    list: &'a List,
    portfolio: &'a Portfolio,
    mapping: &'a Mapping,
    today: Date,
    people: &'a People,
    parents: &'a Parents,
}

/// A row that can be taken.
struct Taken<'a> {
    before: Option<&'a dyn Record>,
    after: Box<dyn Record>,
    filled: Filled,
    project: Option<Id>,
}

impl<'a> Reader<'a> {
    fn text(&self, row: &Row, field: u8) -> Option<String> {
        let columns = self.mapping.columns.iter().enumerate();
        let mut columns = columns.filter(|(_, column)| column.target == Target::Field(field)).map(|(at, _)| at);
        columns.find_map(|at| Some(row.cell(at)).filter(|cell| !cell.trim().is_empty())).map(one_line)
    }

    /// The project that a further column names, where a list gives both its number and its name.
    fn other_name(&self, row: &Row) -> Option<Id> {
        let columns = self.mapping.columns.iter().enumerate();
        let mut kept = columns.filter(|(_, column)| column.target == Target::Keep && names_project(&column.heading));
        kept.find_map(|(at, _)| self.parents.known(&one_line(row.cell(at))))
    }

    fn take(&self, row: &Row, known: &mut Known<'a>) -> Result<Taken<'a>, String> {
        let list = self.list;
        let (kind, word) = (list.kind_of)(row, self.mapping)?;
        let title = self.text(row, list.rows.title).or_else(|| self.text(row, list.instead?));
        let title = title.ok_or("It does not say what it is.")?;
        let project = match self.text(row, list.project) {
            Some(name) => {
                let found = self.parents.known(&name).or_else(|| self.other_name(row));
                let why = || ["No project here has the code or name “", &*name, "”."].concat();
                Some(found.ok_or_else(why)?)
            }
            None if kind.schema.field(kind.project).is_some_and(|field| field.required) => {
                return Err("It names no project.".to_owned());
            }
            None => None,
        };
        let mut filled = self.fill(kind, row);
        for (field, value) in word {
            filled.give(field, &value);
        }
        let short = title.get(..title.floor_char_boundary(LONGEST_TEXT)).unwrap_or_default();
        if short.len() < title.len() {
            filled.keep(row.line, "Title", &title, Some("is too long for a title".to_owned()));
        }
        filled.give(kind.title, &Value::text(short));
        if let Some(project) = project {
            filled.give(kind.project, &Value::Id(project));
        }
        let before = known.find(self, kind, row, project, short, &*filled.record)?;
        let after = filled.settle(kind, self.portfolio, self.today, before, row.line)?;
        Ok(Taken { before, after, filled, project })
    }

    /// Reads the cells of a row.
    fn fill(&self, kind: &'static RowKind, row: &Row) -> Filled {
        let mut filled = Filled::of(kind);
        for (number, column) in self.mapping.columns.iter().enumerate() {
            let cell = row.cell(number);
            if cell.is_empty() || matches!(column.target, Target::Drop | Target::Currency) {
                continue;
            }
            let misfit = match column.target {
                Target::Field(field) if field == self.list.rows.title || field == self.list.project => continue,
                Target::Field(field) => match (kind.place)(field) {
                    Some(place) => match self.read(&mut filled, kind, (field, place), cell, column, row) {
                        Ok(()) => continue,
                        Err(why) => Some(why),
                    },
                    // A field of the other kinds of the list.
                    None => None,
                },
                _ => None,
            };
            filled.keep(row.line, &column.heading, cell, misfit);
        }
        filled
    }

    fn read(
        &self,
        filled: &mut Filled,
        kind: &RowKind,
        (field, place): (u8, u8),
        cell: &str,
        column: &ColumnMapping,
        row: &Row,
    ) -> Result<(), String> {
        let currency = self.portfolio.settings().currency;
        if filled.is_given(place) {
            return Err("stands for a field that another column gives already".to_owned());
        }
        let mut here = column.clone();
        here.amounts = in_row(column, row).0;
        if let Some((_, read)) = kind.state.filter(|(state, _)| *state == place) {
            let name = read(cell).ok_or("names no state that is known here")?;
            return filled.try_give(place, &Value::text(name), (&column.heading, cell));
        }
        match read_cell(self.list.rows, field, cell, &here, currency, self.today)? {
            CellValue::Name(name) => self.relate(filled, kind, place, &name, cell, &column.heading),
            CellValue::Value(value) => {
                let class = value.as_int().filter(|class| class.to_string() != cell.trim());
                let is_class = matches!(
                    self.list.rows.schema.field(field).map(|field| field.kind),
                    Some(FieldKind::Integer { least: 1, most: 5 })
                );
                filled.try_give(place, &value, (&column.heading, cell))?;
                if let Some((field, value)) = (kind.also)(field, cell) {
                    filled.give(field, &value);
                }
                filled
                    .readings
                    .extend(class.filter(|_| is_class).map(|class| (column.heading.clone(), one_line(cell), class)));
                Ok(())
            }
            _ => Err("cannot be filled from a list".to_owned()),
        }
    }

    /// A relation by name.
    fn relate(
        &self,
        filled: &mut Filled,
        kind: &RowKind,
        place: u8,
        name: &str,
        cell: &str,
        heading: &str,
    ) -> Result<(), String> {
        if let Some((_, text)) = kind.outside.filter(|(field, _)| *field == place) {
            match self.parents.known(name) {
                Some(project) => filled.try_give(place, &Value::Id(project), (heading, cell))?,
                None => filled.try_give(text, &Value::text(name), (heading, cell))?,
            }
            return Ok(());
        }
        let names = self.people.read(cell);
        let Some(first) = names.first() else { return Err("names nobody".to_owned()) };
        if self.is_deleted(first) {
            let why = "names somebody who was deleted here: bring them back under History, or name somebody else";
            return Err(why.to_owned());
        }
        filled.name(place, first, (heading, cell));
        match names.len() {
            1 => Ok(()),
            _ => Err(["names several people: ", first, " is taken"].concat()),
        }
    }

    /// Whether the only person of that name was deleted.
    fn is_deleted(&self, name: &str) -> bool {
        let key = name_key(name);
        let has = |index: IndexKey| {
            let ids = self.portfolio.ids(index);
            ids.into_iter()
                .filter_map(|id| self.portfolio.get::<Person>(id))
                .any(|person| name_key(&person.name) == key)
        };
        let person = Person::SCHEMA.kind;
        has(IndexKey::Deleted(person)) && !has(IndexKey::Kind(person))
    }
}

/// The records that rows may mean.
struct Known<'a> {
    by_title: FxHashMap<(u8, Option<Id>, String), Vec<Id>>,
    by_id: FxHashMap<(u8, String), Vec<Id>>,
    /// The column by which the list knows its entries.
    id_column: Option<usize>,
    /// Numbers that the list gives more than once.
    doubled: FxHashSet<(u8, String)>,
    met: FxHashSet<Id>,
    portfolio: &'a Portfolio,
}

impl<'a> Known<'a> {
    fn of(reader: &Reader<'a>, table: &Table) -> Self {
        let mapping = reader.mapping;
        let id_column = mapping
            .columns
            .iter()
            .position(|column| column.target == Target::Keep && (reader.list.is_id)(&column.heading));
        let mut known = Self {
            by_title: FxHashMap::default(),
            by_id: FxHashMap::default(),
            id_column,
            doubled: FxHashSet::default(),
            met: FxHashSet::default(),
            portfolio: reader.portfolio,
        };
        let mut kinds: Vec<&'static RowKind> = Vec::new();
        let mut ids: FxHashSet<(u8, String)> = FxHashSet::default();
        for row in &table.rows {
            let Ok((kind, _)) = (reader.list.kind_of)(row, mapping) else { continue };
            if !kinds.iter().any(|known| known.schema.kind == kind.schema.kind) {
                kinds.push(kind);
            }
            let id = id_column.map(|at| name_key(row.cell(at))).filter(|id| !id.is_empty());
            if let Some(key) = id.map(|id| (kind.schema.kind.0, id))
                && !ids.insert(key.clone())
            {
                known.doubled.insert(key);
            }
        }
        let heading = id_column.and_then(|at| mapping.columns.get(at)).map(|column| column.heading.as_str());
        for kind in kinds {
            for record in reader.portfolio.ids(IndexKey::Kind(kind.schema.kind)) {
                let Some(found) = reader.portfolio.record(record) else { continue };
                let project = found.get(kind.project).as_id();
                let key = (kind.schema.kind.0, project, name_key(&found.title()));
                known.by_title.entry(key).or_default().push(record);
                if let Some(id) = heading.and_then(|heading| kind.notes.cell(&**found, heading)) {
                    known.by_id.entry((kind.schema.kind.0, name_key(&id))).or_default().push(record);
                }
            }
        }
        known
    }

    /// The record that a row means, if it is here.
    fn find(
        &mut self,
        reader: &Reader<'a>,
        kind: &RowKind,
        row: &Row,
        project: Option<Id>,
        title: &str,
        filled: &dyn Record,
    ) -> Result<Option<&'a dyn Record>, String> {
        let number = kind.schema.kind.0;
        let id = self.id_column.map(|at| name_key(row.cell(at))).filter(|id| !id.is_empty());
        let key = id.map(|id| (number, id));
        let of_project = |id: &&Id| {
            let record = self.portfolio.record(**id);
            record.is_some_and(|record| record.get(kind.project).as_id() == project)
        };
        let by_id = key.as_ref().filter(|key| !self.doubled.contains(*key)).and_then(|key| self.by_id.get(key));
        let by_id = by_id.and_then(|ids| ids.iter().find(of_project)).copied();
        let heading = self.id_column.and_then(|at| reader.mapping.columns.get(at)).map(|column| &*column.heading);
        let has_other_id = |record: &dyn Record| {
            let here = heading.and_then(|heading| kind.notes.cell(record, heading)).map(|id| name_key(&id));
            here.is_some_and(|here| key.as_ref().is_some_and(|(_, id)| *id != here))
        };
        let by_title = || {
            let ids = self.by_title.get(&(number, project, name_key(title)))?;
            let is_it = |id: &&Id| {
                let record = self.portfolio.record(**id);
                !self.met.contains(*id)
                    && record.is_some_and(|record| (kind.same)(&**record, filled) && !has_other_id(&**record))
            };
            ids.iter().find(is_it).copied()
        };
        let found = by_id.or_else(by_title);
        if let Some(found) = found
            && !self.met.insert(found)
        {
            return Err("Its entry stands in a row above already.".to_owned());
        }
        Ok(found.and_then(|id| self.portfolio.record(id)).map(|record| &**record as &dyn Record))
    }

    fn remark(&self) -> Option<String> {
        let mut ids: Vec<String> = self.doubled.iter().map(|(_, id)| ["“", id, "”"].concat()).collect();
        crate::domain::sorting::sort(&mut ids);
        let more = if ids.len() > 5 { " and more" } else { "" };
        ids.truncate(5);
        let words = "Numbers that the list gives to several rows: ";
        (!ids.is_empty()).then(|| [words, &ids.join(", "), more, ". Each row is taken for itself."].concat())
    }
}

fn change(
    rehearsal: &mut Rehearsal,
    portfolio: &Portfolio,
    before: &dyn Record,
    after: &dyn Record,
    names: Vec<(u8, String)>,
) {
    let (title, id) = (before.title(), before.meta().id);
    let (mut differences, mut values) = (Vec::new(), Vec::new());
    for (number, field) in before.schema().numbered() {
        let (was, is) = (before.get(number), after.get(number));
        if was != is {
            differences.push(FieldDifference { label: field.label.into(), before: was, after: is.clone() });
            values.push((FieldKey::Known(number), is));
        }
    }
    for (number, name) in names {
        let present = before.get(number).as_id().map(|id| portfolio.called(id)).unwrap_or_default();
        if name_key(&present) != name_key(&name) {
            let label = before.schema().field(number).map_or("", |field| field.label);
            differences.push(FieldDifference {
                label: label.into(),
                before: before.get(number),
                after: Value::text(&name),
            });
            rehearsal.import.names.push((id, number, name));
        }
    }
    match differences.is_empty() {
        true => rehearsal.unchanged.push(title),
        false => rehearsal.changed.push((title, differences)),
    }
    if !values.is_empty() {
        rehearsal.import.changes.push((id, values));
    }
}
