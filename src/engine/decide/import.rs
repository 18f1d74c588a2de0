//! Taking over a list or a backup that was rehearsed, as one transaction. Only a backup may change phases of projects that
//! exist and bring gate reviews: it brings back what gates had decided.

use super::Draft;
use super::records::check_change;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::records::work_item::ColumnEntry;
use crate::domain::records::{GateReview, Project, WorkItem, gate_review, project, work_item};
use crate::domain::schema::{FieldKind, Kind, Schema};
use crate::domain::value::Value;
use crate::domain::work::item::{entries, listed_refusal};
use crate::engine::after::After;
use crate::engine::command::Import;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::rejection::Rejection;
use crate::engine::rules::{self, check_reported, set as set_checked};
use crate::engine::soundness;
use crate::engine::transaction::Edit;
use crate::engine::undo::withdrawal;
use crate::engine::work;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Relations found by name, by the record that has them.
type Named = FxHashMap<Id, Vec<(u8, Value)>>;

pub(super) fn import(draft: &mut Draft, import: &Import) -> Result<String, Rejection> {
    if draft.reason.is_empty() {
        draft.reason.clone_from(&import.because);
    }
    let mut named = find_names(draft, import)?;
    // Of several records the one is named that hinders the others.
    let is_one = import.creates.len() + import.changes.len() + import.names.len() < 2;
    let of = |why: Rejection, title: &str| if is_one { why } else { why.of(title) };
    let mut made = FxHashSet::default();
    let mut places = FxHashMap::default();
    let mut counts: FxHashMap<Kind, i64> = FxHashMap::default();
    for record in &import.creates {
        let id = record.meta().id;
        if draft.portfolio.record(id).is_some() || !made.insert(id) {
            continue;
        }
        let mut record = anew(&**record);
        let title = record.title();
        for (field, value) in named.remove(&id).unwrap_or_default() {
            set_checked(&mut *record, field, &value).map_err(|why| of(why, &title))?;
        }
        if !import.restores {
            if record.schema().immutable {
                return Err(Rejection::Immutable { label: record.schema().label });
            }
            let blank = (record.schema().blank)();
            for number in (0..record.schema().fields.len()).filter_map(|number| u8::try_from(number).ok()) {
                check_reported(draft.context.today, &*blank, number, &record.get(number))
                    .map_err(|why| of(why, &title))?;
            }
            let rules = rules::of(record.kind());
            if rules.listed {
                (rules.create)(draft.portfolio, draft.context.today, &mut *record).map_err(|why| of(why, &title))?;
                let kind = record.kind();
                count_on(&mut *record, counts.entry(kind).or_default());
            }
            (rules.sound)(&*record).map_err(|why| of(why, &title))?;
            (rules.dated)(draft.context.today, &*record).map_err(|why| of(why, &title))?;
            give_place(draft, &mut *record, &mut places)?;
            enter_column(draft, &mut *record);
        }
        draft.create(record, id);
    }
    // Relations given as names go with the other fields of their record: only together do they make sense.
    let mut changes: Vec<(Id, Vec<(FieldKey, Value)>)> = import.changes.clone();
    let at: FxHashMap<Id, usize> = changes.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    for (id, values) in named {
        let values = values.into_iter().map(|(field, value)| (FieldKey::Known(field), value));
        match at.get(&id).and_then(|at| changes.get_mut(*at)) {
            Some((_, known)) => known.extend(values),
            None => changes.push((id, values.collect())),
        }
    }
    for (id, values) in changes {
        let title = draft.portfolio.record(id).map(|record| record.title());
        change(draft, id, values, import.restores).map_err(|why| of(why, title.as_deref().unwrap_or_default()))?;
    }
    if import.restores {
        withdraw_what_came_later(draft);
    }
    Ok(import.label.clone())
}

fn find_names(draft: &mut Draft, import: &Import) -> Result<Named, Rejection> {
    let mut named = Named::default();
    let made: FxHashMap<Id, &'static Schema> =
        import.creates.iter().map(|record| (record.meta().id, record.schema())).collect();
    for (id, field, name) in &import.names {
        let known = draft.portfolio.record(*id).map(|record| record.schema());
        let schema = known.or_else(|| made.get(id).copied());
        let kind = schema.and_then(|schema| schema.field(*field)).map(|field| field.kind);
        if let Some(FieldKind::Reference(kind)) = kind
            && let Some(found) = draft.named(kind, name)?
        {
            named.entry(*id).or_default().push((*field, Value::Id(found)));
        }
    }
    Ok(named)
}

/// The record as it is made here: the stamps it had belong to the portfolio it came from.
fn anew(record: &dyn Record) -> Box<dyn Record> {
    let mut record = record.copy();
    if let Some(more) = record.meta_mut().more.as_mut() {
        more.stamps.clear();
        more.others.clear();
        more.missing.clear();
    }
    record
}

/// Records of one list are counted one after the other: each has got the number that is next in the portfolio.
fn count_on(record: &mut dyn Record, before: &mut i64) {
    let schema = record.schema();
    let field = schema.field_number("number").filter(|number| schema.field(*number).is_some_and(|f| f.is_decided()));
    if let Some((field, number)) = field.and_then(|field| Some((field, record.get(field).as_int()?))) {
        // It fits: the number before does.
        let _ = record.set(field, &Value::Int(number.saturating_add(*before)));
        *before += 1;
    }
}

/// A project of a list without a place stands at the end of its column.
fn give_place(
    draft: &Draft,
    record: &mut dyn Record,
    places: &mut FxHashMap<BoardColumn, String>,
) -> Result<(), Rejection> {
    let Some(project) = (*record).typed::<Project>().filter(|project| project.order.is_empty()) else { return Ok(()) };
    let column = BoardColumn::of(project.phase, project.state);
    let last = match places.get(&column) {
        Some(last) => Some(Arc::from(last.as_str())),
        None => draft.portfolio.indexes.last_order(IndexKey::Column(column)),
    };
    let place = order::between(last.as_deref(), None);
    set_checked(record, project::at::order, &Value::text(&place))?;
    places.insert(column, place);
    Ok(())
}

/// Work of a list enters its column by the import.
fn enter_column(draft: &Draft, record: &mut dyn Record) {
    let Some(item) = (*record).typed::<WorkItem>().filter(|item| item.column_entries.is_empty()) else { return };
    let entry = ColumnEntry { column: item.column.clone(), at: draft.context.now, ..ColumnEntry::default() };
    if !item.column.is_empty() {
        // It fits: the column does.
        let _ = record.set(work_item::at::column_entries, &vec![entry].to_value());
    }
}

/// What a list says of work that is here: its column too, which people change on the board alone. It enters that column by the import,
/// and nobody has accepted it any more if it leaves the last one. The table of transitions holds for lists as well.
fn change_item(
    draft: &mut Draft,
    item: &WorkItem,
    values: &mut Vec<(FieldKey, Value)>,
) -> Result<Vec<(FieldKey, Value)>, Rejection> {
    use work_item::at;
    let column = FieldKey::Known(at::column);
    let Some(at) = values.iter().position(|(field, _)| *field == column) else { return Ok(Vec::new()) };
    let (_, to) = values.remove(at);
    let board = work::columns_of(draft.portfolio, item);
    let to_place = board.place(to.as_text().unwrap_or_default());
    if to_place == board.place(&item.column) {
        return Ok(Vec::new());
    }
    if let Some(why) = listed_refusal(item, &board, to_place, draft.context.today) {
        return Err(Rejection::Refused { sentence: ["“", &*item.title, "”: ", why].concat() });
    }
    let key = board.key(to_place);
    let mut entered = entries(item);
    entered.push(ColumnEntry { column: key.into(), at: draft.context.now, ..ColumnEntry::default() });
    let mut moved = vec![(column, Value::text(key)), (FieldKey::Known(at::column_entries), entered.to_value())];
    if board.place(&item.column) == board.last() {
        moved.extend([at::accepted_by, at::accepted_on].map(|field| (FieldKey::Known(field), Value::Null)));
    }
    Ok(moved)
}

fn change(draft: &mut Draft, id: Id, mut values: Vec<(FieldKey, Value)>, restores: bool) -> Result<(), Rejection> {
    let record = draft.portfolio.record(id).cloned().ok_or(Rejection::Missing)?;
    let mut moved = Vec::new();
    if !restores {
        if let Some(item) = (*record).typed::<WorkItem>() {
            moved = change_item(draft, item, &mut values)?;
        }
        let mut changed = record.copy();
        for (field, value) in &mut values {
            if let FieldKey::Known(number) = field
                && *number != DELETED
            {
                check_reported(draft.context.today, &*record, *number, value)?;
                set_checked(&mut *changed, *number, value)?;
                *value = changed.get(*number);
            }
        }
        check_change(draft.portfolio, &*record, &values)?;
        (rules::of(record.kind()).dated)(draft.context.today, &*changed)?;
    }
    values.append(&mut moved);
    draft.set(&*record, values);
    Ok(())
}

/// Gate decisions of projects that the backup puts elsewhere, taken after it was made, no longer stand.
fn withdraw_what_came_later(draft: &mut Draft) {
    let after = After::new(draft.portfolio, &draft.edits);
    let mut later = Vec::new();
    for id in soundness::moved(&after, &draft.edits) {
        let Some(project) = after.get::<Project>(id) else { continue };
        let is_elsewhere = |review: &&GateReview| (review.to_phase, review.to_state) != (project.phase, project.state);
        later.extend(after.standing(id).into_iter().rev().take_while(is_elsewhere).map(|review| review.meta.id));
    }
    let value = withdrawal(draft.context).to_value();
    for id in later {
        if let Some(known) = draft.portfolio.record(id).cloned() {
            draft.set(&*known, vec![(FieldKey::Known(gate_review::at::withdrawn), value.clone())]);
            continue;
        }
        let made = draft.edits.iter_mut().find_map(|edit| match edit {
            Edit::Create(record) if record.meta().id == id => Some(record),
            _ => None,
        });
        if let Some(made) = made {
            let mut withdrawn = made.copy();
            withdrawn.put(&FieldKey::Known(gate_review::at::withdrawn), &value);
            *made = Arc::from(withdrawn);
        }
    }
}
