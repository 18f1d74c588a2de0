//! A list whose rows are work items of projects that are here: which it would make and change, and which rows belong to a
//! project that is not here. Must not know how it is drawn.

use super::cell::{CellValue, one_line, read_cell};
use super::days::Anchor;
use super::item_limits::Boards;
use super::mapping::{ColumnMapping, Mapping, Target};
use super::own_items;
use super::parents::{Parents, missing_words};
use super::reading::{Row, Table};
use super::rehearse::Rehearsal;
use super::row::{KeptCell, keep, name_key};
use super::subject::ITEMS;
use crate::domain::date::Date;
use crate::domain::field::{LONGEST_PROSE, LONGEST_TEXT};
use crate::domain::id::{Id, Ref};
use crate::domain::order::places_after;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::Person;
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::{WorkItem, at};
use crate::domain::value::Value;
use crate::domain::work::item::{fault, listed_refusal};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::work;
use crate::exchange::difference::FieldDifference;
use crate::exchange::phrases::counted;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What importing the rows as work items would do.
pub(super) fn rehearse_items(
    portfolio: &Portfolio,
    table: &Table,
    mapping: &Mapping,
    source: &str,
    today: Date,
    new_id: &mut dyn FnMut() -> Id,
) -> Rehearsal {
    let mut rehearsal = Rehearsal { rows: &ITEMS, ..Rehearsal::default() };
    let mut parents = Parents::of(portfolio, mapping);
    let mut known = items_by_key(portfolio);
    let mut used: FxHashMap<(Id, String), usize> = FxHashMap::default();
    let mut new: Vec<WorkItem> = Vec::new();
    let (ids, mut seen) = (own_items::id_column(mapping), FxHashSet::default());
    let mut boards = Boards::of(portfolio);
    let mut unplaced = Unplaced::default();
    for row in &table.rows {
        let Some(title) = text(mapping, row, at::title).filter(|title| title.len() <= LONGEST_TEXT) else {
            rehearsal.refused.push((row.line, "It has no title, or too long a one.".to_owned()));
            continue;
        };
        let matched = own_items::found(portfolio, row, ids);
        let own_project = matched.and_then(|item| item.project).map(|project| Ok(project.id));
        let project = match own_project.unwrap_or_else(|| parents.find(row, mapping, new_id)) {
            Ok(project) => project,
            Err(reason) => {
                rehearsal.refused.push((row.line, reason));
                continue;
            }
        };
        let own_key = (project, name_key(&title));
        // Two tasks of one name are two tasks, told apart by their turn.
        let turn = used.entry(own_key.clone()).or_default();
        let before = match matched {
            Some(item) if !seen.insert(item.meta.id) => {
                rehearsal.refused.push((row.line, "Its work item stands in a row above already.".to_owned()));
                continue;
            }
            Some(item) => Some(item),
            // The rows of our own list that have an id which is not here are new.
            None if ids.is_some() => None,
            None => {
                let existing = known.get_mut(&own_key).and_then(|ids| ids.get(*turn)).copied();
                *turn += 1;
                existing.and_then(|id| portfolio.get::<WorkItem>(id))
            }
        };
        let mut item = before.cloned().unwrap_or_else(|| WorkItem {
            project: Some(Ref::new(project)),
            phase: Phase::Execution,
            ..WorkItem::default()
        });
        match before {
            None => {
                item.title = title.as_str().into();
                item.meta.id = new_id();
                item.phase = phase_of(row, mapping).unwrap_or(item.phase);
            }
            // Found by its id, it may be called something else now.
            Some(before) if matched.is_some() && one_line(&before.title) != title => item.title = title.as_str().into(),
            Some(_) => {}
        }
        let id = item.meta.id;
        let cells = Cells { row, mapping };
        let filling = Filling { portfolio, mapping, today, is_own: ids.is_some(), before };
        let owner = fill(&mut item, row, filling, &mut rehearsal.kept_as_note);
        give_column(portfolio, &mut item, before, &mut unplaced);
        // What is new says nothing of acceptance, wherever it stands.
        if let Some((before, why)) =
            before.and_then(|before| Some((before, move_refusal(portfolio, before, &item, today)?)))
        {
            cells.put_back_column(portfolio, &mut item, before, why, &mut rehearsal.kept_as_note);
        }
        drop_senseless(&mut item, cells, before, &mut rehearsal.kept_as_note);
        let owner = owner.filter(|owner| !is_named(portfolio, before.and_then(|before| before.owner), owner));
        let owner = owner.filter(|owner| {
            let accepted = is_named(portfolio, before.and_then(|before| before.accepted_by), owner);
            if accepted {
                let reason = "names who accepted the work, and nobody accepts what they own";
                cells.keep(&mut item, at::owner, "Owner", reason, &mut rehearsal.kept_as_note);
            }
            !accepted
        });
        if let Err(why) = boards.bring(before, &item, owner.as_deref()) {
            // Of a card that is here only its column may be what the board cannot take.
            if let Some(before) = before {
                let reason = ["comes over a limit: ", &*why].concat();
                cells.put_back_column(portfolio, &mut item, before, &reason, &mut rehearsal.kept_as_note);
            }
            if before.is_none() || boards.bring(before, &item, owner.as_deref()).is_err() {
                rehearsal.kept_as_note.retain(|kept| kept.line != row.line);
                rehearsal.refused.push((row.line, why));
                continue;
            }
        }
        if let Some(owner) = owner {
            rehearsal.import.names.push((id, at::owner, owner));
        }
        match before {
            None => {
                rehearsal.made.push(item.title.0.clone());
                new.push(item);
            }
            Some(before) => change(&mut rehearsal, before, &item),
        }
    }
    place(portfolio, &mut new);
    rehearsal.import.creates = new.into_iter().map(|item| Arc::new(item) as Arc<dyn Record>).collect();
    let of = |count| counted(count, "work item", "work items");
    rehearsal.import.label = match (rehearsal.made.len(), rehearsal.changed.len()) {
        (made, 0) => ["Import ", &of(made), " from ", source].concat(),
        (0, changed) => ["Update ", &of(changed), " from ", source].concat(),
        (made, changed) => ["Import ", &of(made), " and update ", &changed.to_string(), " from ", source].concat(),
    };
    rehearsal.import.because.clone_from(&rehearsal.import.label);
    rehearsal.remarks.extend(unplaced.remark());
    rehearsal.remarks.extend(boards.remark());
    let parent = mapping.columns.iter().position(|column| column.target == Target::Field(at::project));
    rehearsal.remarks.extend(missing_words(table, parent, &rehearsal.refused));
    rehearsal.remarks.extend(parents.finish(portfolio, &mut rehearsal.import));
    rehearsal.tell_of_list(table, mapping);
    rehearsal.tell_of_kept(table, mapping);
    rehearsal
}

/// Work items by project and title, in their order.
fn items_by_key(portfolio: &Portfolio) -> FxHashMap<(Id, String), Vec<Id>> {
    let mut found: FxHashMap<(Id, String), Vec<Id>> = FxHashMap::default();
    for item in portfolio.all::<WorkItem>() {
        if let Some(project) = item.project {
            found.entry((project.id, name_key(&item.title))).or_default().push(item.meta.id);
        }
    }
    found
}

fn text(mapping: &Mapping, row: &Row, field: u8) -> Option<String> {
    let columns = mapping.columns.iter().enumerate().filter(|(_, column)| column.target == Target::Field(field));
    columns.map(|(at, _)| row.cell(at)).find(|cell| !cell.trim().is_empty()).map(one_line)
}

/// The phase that a row names, for new work.
fn phase_of(row: &Row, mapping: &Mapping) -> Option<Phase> {
    let phase = text(mapping, row, at::phase)?;
    Phase::ALL.iter().copied().find(|known| known.label().eq_ignore_ascii_case(&phase))
}

/// With what a row is read.
#[derive(Clone, Copy)]
struct Filling<'a> {
    portfolio: &'a Portfolio,
    mapping: &'a Mapping,
    today: Date,
    /// Whether the list was saved from here.
    is_own: bool,
    before: Option<&'a WorkItem>,
}

/// What only the board changes of an item that is here: a cell that says something else of it is not taken.
fn of_board(field: u8, cell: &str, filling: Filling) -> Result<(), &'static str> {
    let Some(before) = filling.before else { return Ok(()) };
    let (says_the_same, why) = match field {
        at::phase => (before.phase.label().eq_ignore_ascii_case(cell.trim()), "is changed on the board"),
        // Lists from elsewhere find their work by its project.
        _ if !filling.is_own => return Ok(()),
        _ => (own_items::names_project(filling.portfolio, before, cell), "is changed by moving the work on the board"),
    };
    if says_the_same { Ok(()) } else { Err(why) }
}

/// Reads a row into the item; gives the name of the owner.
fn fill(item: &mut WorkItem, row: &Row, filling: Filling, kept: &mut Vec<KeptCell>) -> Option<String> {
    let Filling { mapping, today, .. } = filling;
    let mut owner = None;
    let mut length = None;
    for (number, column) in mapping.columns.iter().enumerate() {
        let cell = row.cell(number);
        let read = match column.target {
            _ if cell.is_empty() => continue,
            Target::Drop | Target::Field(at::title) => continue,
            Target::Field(field @ (at::project | at::phase)) => {
                if let Err(why) = of_board(field, cell, filling) {
                    note(item, row.line, column, cell, Some(why.to_owned()), kept);
                }
                continue;
            }
            Target::Field(at::column) if filling.is_own => {
                let board = work::columns_of(filling.portfolio, item);
                match own_items::column_of(&board, cell) {
                    // Where it stands there already, its column stays as it is.
                    Some(key) if board.place(&key) == board.place(&item.column) && filling.before.is_some() => {}
                    Some(key) => item.column = key.as_str().into(),
                    None => {
                        let why = "names no column of its board".to_owned();
                        note(item, row.line, column, cell, Some(why), kept);
                    }
                }
                continue;
            }
            Target::Keep | Target::ReportDate | Target::Currency => None,
            Target::Field(field) => Some((field, read_cell(&ITEMS, field, cell, column, None, today))),
        };
        let misfit = match read {
            None => None,
            Some((_, Ok(CellValue::Name(name)))) => {
                owner = Some(name);
                continue;
            }
            Some((field, Ok(CellValue::After(Anchor::Start, days)))) => {
                length = Some((field, days, column, cell));
                continue;
            }
            Some((_, Ok(CellValue::After(Anchor::Finish, _)))) => {
                Some("counts from a planned finish, which work items do not have".to_owned())
            }
            Some((_, Ok(CellValue::Stage(stage, is_done)))) => {
                item.column = stage.into();
                if is_done {
                    let _ = item.set(at::percent, &Value::Int(100));
                }
                // The list's own word says more.
                None
            }
            Some((field, Ok(CellValue::Value(value)))) => match item.set(field, &value) {
                Ok(()) => continue,
                Err(error) => Some(error.0.into_owned()),
            },
            Some((_, Ok(_))) => Some("cannot be filled from a list".to_owned()),
            Some((_, Err(misfit))) => Some(misfit.to_owned()),
        };
        note(item, row.line, column, cell, misfit, kept);
    }
    if let Some((field, days, column, cell)) = length {
        match item.start.map(|start| item.set(field, &Value::Date(start.plus_days(days)))) {
            // The length itself is kept: working days are not the same.
            Some(Ok(())) => note(item, row.line, column, cell, None, kept),
            _ => {
                let reason = "counts from a start that is not given".to_owned();
                note(item, row.line, column, cell, Some(reason), kept);
            }
        }
    }
    owner
}

fn note(
    item: &mut WorkItem,
    line: usize,
    column: &ColumnMapping,
    cell: &str,
    misfit: Option<String>,
    kept: &mut Vec<KeptCell>,
) {
    let text = cell.get(..cell.floor_char_boundary(LONGEST_PROSE)).unwrap_or_default();
    if let Some(reason) = misfit {
        kept.push(KeptCell { line, heading: column.heading.clone(), text: cell.to_owned(), reason });
    }
    keep(&mut item.imported, &column.heading, text);
}

fn is_named(portfolio: &Portfolio, person: Option<Ref<Person>>, owner: &str) -> bool {
    let present = person.and_then(|person| portfolio.record(person.id));
    present.is_some_and(|present| name_key(&present.title()) == name_key(owner))
}

fn change(rehearsal: &mut Rehearsal, before: &WorkItem, after: &WorkItem) {
    let title = before.title.0.clone();
    let mut differences = Vec::new();
    let mut values = Vec::new();
    for (number, field) in (0u8..).zip(WorkItem::SCHEMA.fields) {
        let (was, is) = (before.get(number), after.get(number));
        if was != is {
            differences.push(FieldDifference { label: field.label.into(), before: was, after: is.clone() });
            values.push((FieldKey::Known(number), is));
        }
    }
    let id = before.meta.id;
    let owner = rehearsal.import.names.iter().find(|(named, field, _)| *named == id && *field == at::owner);
    if let Some((_, _, name)) = owner {
        let after = Value::text(name);
        differences.push(FieldDifference { label: "Owner".into(), before: before.get(at::owner), after });
    }
    match differences.is_empty() {
        true => rehearsal.unchanged.push(title),
        false => rehearsal.changed.push((title, differences)),
    }
    if !values.is_empty() {
        rehearsal.import.changes.push((id, values));
    }
}

/// Takes out what a row says that the rest of it makes senseless, such as a day by which it is due before it starts; its cell is kept.
fn drop_senseless(item: &mut WorkItem, cells: Cells, before: Option<&WorkItem>, kept: &mut Vec<KeptCell>) {
    while let Some((label, reason)) = fault(item) {
        let number = WorkItem::SCHEMA.numbered().find(|(_, field)| field.label == label).map(|(number, _)| number);
        // What is wrong already and not from this row may stay.
        let Some(number) = number.filter(|number| !item.get(*number).is_null() && before.and_then(fault).is_none())
        else {
            return;
        };
        cells.keep(item, number, label, reason, kept);
        let _ = item.set(number, &before.map_or(Value::Null, |before| before.get(number)));
        if before.is_some() && fault(item).is_some() {
            return;
        }
    }
}

/// The cells of one row.
#[derive(Clone, Copy)]
struct Cells<'a> {
    row: &'a Row,
    mapping: &'a Mapping,
}

impl Cells<'_> {
    /// Keeps the cell that gave a field as a note, with why it does not fit.
    fn keep(self, item: &mut WorkItem, field: u8, label: &str, reason: &str, kept: &mut Vec<KeptCell>) {
        let Self { row, mapping } = self;
        let columns = mapping.columns.iter().enumerate();
        let mut cells = columns.filter(|(_, column)| column.target == Target::Field(field));
        let (heading, text) = cells
            .find(|(at, _)| !row.cell(*at).is_empty())
            .map_or((label.to_owned(), ""), |(at, column)| (column.heading.clone(), row.cell(at)));
        keep(&mut item.imported, &heading, text);
        kept.push(KeptCell { line: row.line, heading, text: text.to_owned(), reason: reason.to_owned() });
    }

    /// Leaves a card where it stands although its row names another column: the cell is kept.
    fn put_back_column(
        self,
        portfolio: &Portfolio,
        item: &mut WorkItem,
        before: &WorkItem,
        reason: &str,
        kept: &mut Vec<KeptCell>,
    ) {
        let board = work::columns_of(portfolio, item);
        if board.place(&before.column) == board.place(&item.column) {
            return;
        }
        // It completes a sentence of the cell.
        let reason = reason.strip_prefix("It ").unwrap_or(reason).trim_end_matches('.');
        self.keep(item, at::column, "Column", reason, kept);
        item.column = before.column.clone();
        // What a column says of the progress goes with it.
        let is_given = self.mapping.columns.iter().any(|column| column.target == Target::Field(at::percent));
        if !is_given {
            item.percent = before.percent;
        }
    }
}

/// Why a row cannot bring an item to the column that it names, if it cannot.
fn move_refusal(portfolio: &Portfolio, before: &WorkItem, item: &WorkItem, today: Date) -> Option<&'static str> {
    let board = work::columns_of(portfolio, before);
    listed_refusal(before, &board, board.place(&item.column), today)
}

/// New items of which the list does not say how they stand.
#[derive(Default)]
struct Unplaced {
    count: usize,
    /// What the first columns are called in which they stand.
    names: Vec<String>,
}

impl Unplaced {
    fn remark(&self) -> Option<String> {
        let words = ["The list gives no status for ", &counted(self.count, "new work item", "new work items")].concat();
        let named = match self.names.as_slice() {
            [name] => name,
            _ => "",
        };
        (self.count > 0).then(|| [&words, ": placed in the first column", named, "."].concat())
    }
}

/// Writes the key of the column that a row names, on the board of its project. Where it stands there already, its column stays as it is.
/// A new item without a status stands in the first column, or in the last if it is done.
fn give_column(portfolio: &Portfolio, item: &mut WorkItem, before: Option<&WorkItem>, unplaced: &mut Unplaced) {
    let board = work::columns_of(portfolio, item);
    if !item.column.is_empty() {
        let place = board.place(&item.column);
        item.column = match before.filter(|before| !before.column.is_empty() && board.place(&before.column) == place) {
            Some(before) => before.column.clone(),
            None => board.key(place).into(),
        };
    } else if before.is_none() {
        let is_done = item.percent.0 == 100;
        item.column = board.key(if is_done { board.last() } else { 0 }).into();
        let name = [", ", board.name(&item.column)].concat();
        unplaced.count += usize::from(!is_done);
        if !is_done && !unplaced.names.contains(&name) {
            unplaced.names.push(name);
        }
    }
}

/// Puts new items behind the last of their project, in the order of the list.
fn place(portfolio: &Portfolio, new: &mut [WorkItem]) {
    let mut by_project: FxHashMap<Id, Vec<&mut WorkItem>> = FxHashMap::default();
    for item in new {
        if let Some(project) = item.project {
            by_project.entry(project.id).or_default().push(item);
        }
    }
    for (project, items) in by_project {
        let ids = portfolio.ids(IndexKey::items(project));
        let last = ids.last().and_then(|id| portfolio.get::<WorkItem>(*id)).map(|item| item.order.0.clone());
        let places = places_after(last.as_deref(), items.len());
        for (item, place) in items.into_iter().zip(places) {
            item.order = place.as_str().into();
        }
    }
}
