//! Making, changing, deleting and restoring records of any kind, with the rules that hold for every way of doing so.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record, RecordType};
use crate::domain::records::project::{self, State};
use crate::domain::records::{Person, Programme, Project};
use crate::domain::schema::{FieldKind, Schema};
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) fn create(draft: &mut Draft, schema: &'static Schema, fields: &Fields) -> Result<String, Rejection> {
    if schema.immutable {
        return Err(Rejection::Immutable { label: schema.label });
    }
    let mut record = (schema.blank)();
    for (field, value) in fields {
        let value = resolve(draft, schema, *field, value)?;
        set_checked(&mut *record, *field, &value)?;
    }
    if schema.kind == Project::SCHEMA.kind {
        fill_in_project(draft, &mut *record)?;
    }
    check_required(&*record)?;
    let id = (draft.context.new_id)();
    let label = format!("Add {} {}", lower_first(schema.label), record.title());
    draft.create(record, id);
    Ok(label)
}

/// A new project begins as an idea, with a free code, at the end of its column.
fn fill_in_project(draft: &Draft, record: &mut dyn Record) -> Result<(), Rejection> {
    let given = record.value(&FieldKey::Known(project::at::code));
    match given.as_text() {
        Some(code) => check_code_free(draft.portfolio, code, None)?,
        None => set_checked(record, project::at::code, &Value::text(free_code(draft.portfolio)))?,
    }
    let ideas = Value::text(project::Phase::Candidate.name());
    if record.get(project::at::phase) != ideas || record.get(project::at::state) != Value::text(State::Active.name()) {
        return Err(Rejection::OnlyByGate);
    }
    set_checked(record, project::at::phase_since, &Value::Date(draft.context.today))?;
    let last = draft.portfolio.indexes.last_order(IndexKey::Column(BoardColumn::Ideas));
    let order = crate::domain::order::between(last.as_deref(), None);
    set_checked(record, project::at::order, &Value::text(order))
}

/// The first code of the form P-001 that no project has, deleted ones included.
pub fn free_code(portfolio: &Portfolio) -> String {
    let kind = Project::SCHEMA.kind;
    let projects = [IndexKey::Kind(kind), IndexKey::Deleted(kind)].map(|key| portfolio.ids(key)).concat();
    let number = |id: &Id| portfolio.get::<Project>(*id)?.code.strip_prefix("P-")?.parse::<u32>().ok();
    let highest = projects.iter().filter_map(number).max().unwrap_or(0);
    format!("P-{:03}", highest.saturating_add(1))
}

fn check_code_free(portfolio: &Portfolio, code: &str, own: Option<Id>) -> Result<(), Rejection> {
    let taken =
        portfolio.all::<Project>().find(|other| other.code.eq_ignore_ascii_case(code) && Some(other.meta.id) != own);
    match taken {
        Some(other) => Err(Rejection::CodeInUse { code: code.to_owned(), project: other.name.to_string() }),
        None => Ok(()),
    }
}

pub(super) fn change(draft: &mut Draft, id: Id, fields: &Fields) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let schema = record.schema();
    if schema.immutable {
        return Err(Rejection::Immutable { label: schema.label });
    }
    let mut changed = record.copy();
    let mut values = Vec::with_capacity(fields.len());
    for (field, value) in fields {
        let value = resolve(draft, schema, *field, value)?;
        set_checked(&mut *changed, *field, &value)?;
        values.push((FieldKey::Known(*field), changed.get(*field)));
    }
    if let Some(project) = (*changed).typed::<Project>() {
        let by_gate = [project::at::phase, project::at::state];
        if by_gate.iter().any(|field| record.get(*field) != changed.get(*field)) {
            return Err(Rejection::OnlyByGate);
        }
        if record.get(project::at::code) != changed.get(project::at::code) {
            check_code_free(draft.portfolio, &project.code, Some(id))?;
        }
    }
    check_required(&*changed)?;
    draft.set(&*record, values);
    let labels: Vec<_> =
        fields.iter().filter_map(|(field, _)| schema.field(*field)).map(|f| lower_first(f.label)).collect();
    let what = match labels.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        several => format!("{} fields", several.len()),
    };
    Ok(format!("Change {what} of {}", record.title()))
}

pub(super) fn take_version(draft: &mut Draft, id: Id, field: &FieldKey, value: &Value) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    if record.schema().immutable {
        return Err(Rejection::Immutable { label: record.schema().label });
    }
    if !record.meta().others_of(field).any(|other| other.value == *value) && record.value(field) != *value {
        return Err(Rejection::Missing);
    }
    draft.set(&*record, vec![(field.clone(), value.clone())]);
    Ok(format!("Choose a version in {}", record.title()))
}

pub(super) fn delete(draft: &mut Draft, ids: &[Id], deleted: bool) -> Result<String, Rejection> {
    let mut titles = Vec::new();
    for id in ids {
        let record = draft.portfolio.record(*id).cloned().ok_or(Rejection::Missing)?;
        if record.schema().immutable {
            return Err(Rejection::Immutable { label: record.schema().label });
        }
        let kind = record.kind();
        if deleted && (kind == Person::SCHEMA.kind || kind == Programme::SCHEMA.kind) {
            let count = referring(draft.portfolio, *id, ids);
            if count > 0 {
                return Err(Rejection::InUse { count });
            }
        }
        if !deleted && let Some(project) = (*record).typed::<Project>() {
            check_code_free(draft.portfolio, &project.code, Some(*id))?;
        }
        draft.set(&*record, vec![(FieldKey::Known(DELETED), Value::Bool(deleted))]);
        titles.push(record.title());
    }
    let verb = if deleted { "Delete" } else { "Restore" };
    Ok(match titles.as_slice() {
        [one] => format!("{verb} {one}"),
        several => format!("{verb} {} records", several.len()),
    })
}

/// How many records that are not deleted refer to this one, those in `besides` left out.
fn referring(portfolio: &Portfolio, id: Id, besides: &[Id]) -> usize {
    let refers = |record: &dyn Record| {
        (0..record.schema().fields.len()).filter_map(|n| u8::try_from(n).ok()).any(|n| record.get(n).refers_to(id))
    };
    let live = portfolio.every().filter(|record| !record.meta().deleted && !besides.contains(&record.meta().id));
    live.filter(|record| refers(&***record)).count()
}

/// A relation given as text becomes the record of that name.
fn resolve(draft: &mut Draft, schema: &'static Schema, field: u8, value: &Value) -> Result<Value, Rejection> {
    let field = schema.field(field).ok_or(Rejection::Missing)?;
    match (field.kind, value) {
        (FieldKind::Reference(kind), Value::Text(name)) => draft.named(kind, name)?.map(Value::Id).ok_or_else(|| {
            Rejection::Field { label: field.label.to_owned(), reason: format!("has no record named “{name}”") }
        }),
        _ => Ok(value.clone()),
    }
}

fn set_checked(record: &mut dyn Record, field: u8, value: &Value) -> Result<(), Rejection> {
    let label = record.schema().field(field).map_or("", |field| field.label);
    record.set(field, value).map_err(|error| Rejection::Field { label: label.to_owned(), reason: error.0 })
}

fn check_required(record: &dyn Record) -> Result<(), Rejection> {
    let fields = record.schema().fields.iter().enumerate();
    let missing = fields
        .filter(|(_, field)| field.required)
        .find(|(number, _)| u8::try_from(*number).is_ok_and(|number| record.get(number).is_null()));
    match missing {
        Some((_, field)) => Err(Rejection::Field { label: field.label.to_owned(), reason: "is missing".to_owned() }),
        None => Ok(()),
    }
}

/// "Gate review" as it reads inside a sentence.
pub(super) fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    // An abbreviation stays as it is.
    match (letters.next(), letters.next()) {
        (Some(first), second) if second.is_none_or(|letter| !letter.is_ascii_uppercase()) => {
            let rest = label.get(first.len_utf8()..).unwrap_or_default();
            format!("{}{rest}", first.to_ascii_lowercase())
        }
        _ => label.to_owned(),
    }
}
