//! Making, changing, deleting and restoring records of any kind, with the rules that hold for every way of doing so.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::letters::lower_first;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::schema::{FieldKind, FieldSchema, Schema};
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::rules::{self, check_reported, set as set_checked};
use std::sync::Arc;

/// Values for fields of a record.
type Values = Vec<(FieldKey, Value)>;

pub(super) fn create(draft: &mut Draft, schema: &'static Schema, fields: &Fields) -> Result<String, Rejection> {
    if schema.immutable {
        return Err(Rejection::Immutable { label: schema.label });
    }
    if let Some(reason) = schema.made_by {
        return Err(Rejection::NotPossible { reason });
    }
    let (blank, mut record) = ((schema.blank)(), (schema.blank)());
    for (field, value) in fields {
        let value = resolve(draft, &*record, *field, value)?;
        check_reported(draft.context.today, &*record, *field, &value)?;
        set_checked(&mut *record, *field, &value)?;
    }
    let rules = rules::of(schema.kind);
    if schema.numbered().any(|(number, field)| field.is_decided() && record.get(number) != blank.get(number)) {
        return Err(rules.decided.clone());
    }
    (rules.create)(draft.portfolio, draft.context.today, &mut *record)?;
    (rules.dated)(draft.context.today, &*record)?;
    check_required(&*record)?;
    let id = (draft.context.new_id)();
    let label = format!("Add {} {}", lower_first(schema.label), record.title());
    draft.create(record, id);
    Ok(label)
}

pub(super) fn change(draft: &mut Draft, id: Id, fields: &Fields) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let (values, _) = changed(draft, &*record, fields)?;
    draft.set(&*record, values);
    Ok(change_words(&*record, fields))
}

fn change_words(record: &dyn Record, fields: &Fields) -> String {
    let schema = record.schema();
    let labels: Vec<_> =
        fields.iter().filter_map(|(field, _)| schema.field(*field)).map(|f| lower_first(f.label)).collect();
    let what = match labels.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        several => format!("{} fields", several.len()),
    };
    format!("Change {what} of {}", record.title())
}

/// Brings a record to another state; whether that may follow its own is looked at with all other changes.
pub(super) fn advance(draft: &mut Draft, id: Id, to: &Arc<str>, fields: &Fields) -> Result<String, Rejection> {
    let states = draft.live(id)?.schema().states.ok_or(Rejection::Missing)?;
    let mut fields = fields.clone();
    fields.push((states.field, Value::Text(to.clone())));
    change(draft, id, &fields)
}

/// The values that fields get, and the record with them, if it may have them.
fn changed(draft: &mut Draft, record: &dyn Record, fields: &Fields) -> Result<(Values, Box<dyn Record>), Rejection> {
    let mut changed = record.copy();
    let mut values = Vec::with_capacity(fields.len());
    for (field, value) in fields {
        let value = resolve(draft, record, *field, value)?;
        check_reported(draft.context.today, record, *field, &value)?;
        set_checked(&mut *changed, *field, &value)?;
        values.push((FieldKey::Known(*field), changed.get(*field)));
    }
    check_change(draft.portfolio, record, &values)?;
    (rules::of(record.kind()).dated)(draft.context.today, &*changed)?;
    Ok((values, changed))
}

/// A record as it was: restored if it is deleted, with these fields.
pub(super) fn take_back(draft: &mut Draft, id: Id, fields: &Fields) -> Result<String, Rejection> {
    let record = draft.portfolio.record(id).cloned().ok_or(Rejection::Missing)?;
    if !record.meta().deleted {
        return change(draft, id, fields);
    }
    check_delete(draft.portfolio, &*record)?;
    let (mut values, changed) = changed(draft, &*record, fields)?;
    (rules::of(record.kind()).restore)(draft.portfolio, &*changed)?;
    values.push((FieldKey::Known(DELETED), Value::Bool(false)));
    draft.set(&*record, values);
    Ok(format!("Restore {}", changed.title()))
}

/// The rules for changing fields of a record that exists, in whichever way it is asked for.
pub(super) fn check_change(
    portfolio: &Portfolio,
    record: &dyn Record,
    values: &[(FieldKey, Value)],
) -> Result<(), Rejection> {
    let is_decided = |key: &FieldKey| match key {
        FieldKey::Known(number) => record.schema().field(*number).is_some_and(FieldSchema::is_decided),
        FieldKey::Named(_) => false,
    };
    if values.iter().any(|(key, value)| is_decided(key) && record.value(key) != *value) {
        return Err(rules::of(record.kind()).decided.clone());
    }
    check_values(portfolio, record, values)
}

/// The same for what follows from elsewhere, such as relations that a merge moves: also within what was decided.
pub(super) fn check_values(
    portfolio: &Portfolio,
    record: &dyn Record,
    values: &[(FieldKey, Value)],
) -> Result<(), Rejection> {
    if record.schema().immutable {
        return Err(Rejection::Immutable { label: record.schema().label });
    }
    let rules = rules::of(record.kind());
    (rules.keep)(portfolio, record)?;
    let mut after = record.copy();
    values.iter().for_each(|(key, value)| after.put(key, value));
    (rules.change)(portfolio, record, &*after)?;
    let required = |key: &FieldKey| match key {
        FieldKey::Known(number) => record.schema().field(*number).filter(|field| field.required),
        FieldKey::Named(_) => None,
    };
    match values.iter().filter(|(_, value)| value.is_blank()).find_map(|(key, _)| required(key)) {
        Some(field) => Err(missing(field)),
        None => Ok(()),
    }
}

pub(super) fn take_version(draft: &mut Draft, id: Id, field: &FieldKey, value: &Value) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    if !record.meta().others_of(field).any(|other| other.value == *value) && record.value(field) != *value {
        return Err(Rejection::Missing);
    }
    let values = vec![(field.clone(), value.clone())];
    check_change(draft.portfolio, &*record, &values)?;
    draft.set(&*record, values);
    Ok(format!("Choose a version in {}", record.title()))
}

pub(super) fn delete(draft: &mut Draft, ids: &[Id], deleted: bool) -> Result<String, Rejection> {
    let mut titles = Vec::new();
    for id in ids {
        let record = draft.portfolio.record(*id).cloned().ok_or(Rejection::Missing)?;
        check_delete(draft.portfolio, &*record)?;
        if !deleted && record.meta().deleted {
            (rules::of(record.kind()).restore)(draft.portfolio, &*record)?;
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

/// The rules for deleting and restoring a record.
fn check_delete(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    if record.schema().immutable {
        return Err(Rejection::Immutable { label: record.schema().label });
    }
    let rules = rules::of(record.kind());
    (rules.keep)(portfolio, record)?;
    (rules.delete)(portfolio, record)
}

/// A relation given as text becomes the record of that name. A new relation leads to a record that is not deleted.
pub(super) fn resolve(draft: &mut Draft, record: &dyn Record, number: u8, value: &Value) -> Result<Value, Rejection> {
    let field = record.schema().field(number).ok_or(Rejection::Missing)?;
    let refused = |reason: String| Rejection::Field { label: field.label.to_owned(), reason };
    match (field.kind, value) {
        (FieldKind::Reference(kind), Value::Text(name)) => {
            let Some(name) = Some(name.trim()).filter(|name| !name.is_empty()) else { return Ok(Value::Null) };
            let found = draft.named(kind, name)?;
            found.map(Value::Id).ok_or_else(|| refused(format!("has no record named “{name}”")))
        }
        (FieldKind::List(FieldKind::Reference(kind)), Value::List(all)) => {
            let before = record.get(number);
            let is_old = |value: &Value| matches!(&before, Value::List(before) if before.contains(value));
            let mut found: Vec<Value> = Vec::with_capacity(all.len());
            for given in all {
                let one = match given {
                    Value::Text(name) => draft.named(kind, name)?.map(Value::Id),
                    other if is_old(other) => Some(other.clone()),
                    other => Some(leads(draft, record, kind, other).map_err(|why| refused(why.to_owned()))?),
                };
                found.extend(one.filter(|one| !found.contains(one)));
            }
            Ok(if found.is_empty() { Value::Null } else { Value::List(found) })
        }
        (FieldKind::Reference(kind), value) if record.get(number) != *value => {
            leads(draft, record, kind, value).map_err(|why| refused(why.to_owned()))
        }
        _ => Ok(value.clone()),
    }
}

/// A new relation, if it leads to a record that is there, and not to the one that has it.
fn leads(draft: &Draft, record: &dyn Record, kind: &str, value: &Value) -> Result<Value, &'static str> {
    match value {
        Value::Id(id) if *id == record.meta().id && [record.schema().name, ""].contains(&kind) => {
            Err("refers to itself")
        }
        Value::Id(id) if draft.live(*id).is_err() => Err("refers to a record that is not there"),
        value => Ok(value.clone()),
    }
}

fn check_required(record: &dyn Record) -> Result<(), Rejection> {
    let fields = record.schema().fields.iter().enumerate();
    let mut required = fields.filter(|(_, field)| field.required);
    let is_missing = |number: usize| u8::try_from(number).is_ok_and(|number| record.get(number).is_blank());
    required.find(|(number, _)| is_missing(*number)).map_or(Ok(()), |(_, field)| Err(missing(field)))
}

fn missing(field: &FieldSchema) -> Rejection {
    Rejection::Field { label: field.label.to_owned(), reason: "is missing".to_owned() }
}
