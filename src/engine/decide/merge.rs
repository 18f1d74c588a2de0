//! Merging two people or two programmes: what referred to the one refers to the other. Finds relations by schema; must not know
//! any one field.

use super::records::check_values;
use super::{Draft, changes_of};
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::records;
use crate::domain::value::Value;
use crate::engine::closed::is_closed;
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::relations::fields_to;
use crate::engine::rules;
use crate::engine::transaction::Edit;
use std::sync::Arc;

pub(super) fn merge(draft: &mut Draft, from: Id, into: Id) -> Result<String, Rejection> {
    let refused = |reason| Err(Rejection::NotPossible { reason });
    let (gone, kept) = (draft.live(from)?.clone(), draft.live(into)?.clone());
    if from == into {
        return refused("Nobody and nothing can be merged with itself. Choose another.");
    }
    if [&gone, &kept].iter().any(|record| !record.schema().by_name) {
        return refused("Only people and programmes can be merged.");
    }
    if gone.kind() != kept.kind() {
        return refused("A person and a programme cannot be merged. Choose two of one kind.");
    }
    let mut torn: Vec<Arc<str>> = Vec::new();
    for record in referring(draft, from, into) {
        // What is closed keeps what it says.
        if is_closed(draft.portfolio, &*record) {
            continue;
        }
        let fields = fields_to(record.schema(), gone.schema().name);
        let values: Vec<_> = fields.map(|field| (field, record.get(field))).collect();
        let values = values.into_iter().filter(|(_, value)| value.refers_to(from));
        let values: Vec<_> = values.map(|(field, value)| (FieldKey::Known(field), moved(&value, from, into))).collect();
        if is_torn(&*record, &values) {
            // What is deleted says what it said; it hinders nobody.
            torn.extend((!record.meta().deleted).then(|| record.title()));
            continue;
        }
        if !record.meta().deleted {
            check_values(draft.portfolio, &*record, &values).map_err(|why| why.of(&record.title()))?;
        }
        put(draft, &*record, values);
    }
    if !torn.is_empty() {
        return Err(both_sides(&gone.title(), &kept.title(), &torn));
    }
    put(draft, &*kept, taken_over(&*gone, &*kept));
    put(draft, &*gone, vec![(FieldKey::Known(DELETED), Value::Bool(true))]);
    Ok(["Merge ", &gone.title(), " into ", &kept.title()].concat())
}

/// Whether a record that makes sense would make none: the one of the two owns what the other accepted.
fn is_torn(record: &dyn Record, values: &[(FieldKey, Value)]) -> bool {
    let sound = rules::of(record.kind()).sound;
    let mut after = record.copy();
    values.iter().for_each(|(key, value)| after.put(key, value));
    sound(record).is_ok() && sound(&*after).is_err()
}

/// Says which records keep the two apart, and what to do about them.
fn both_sides(gone: &str, kept: &str, torn: &[Arc<str>]) -> Rejection {
    const NAMED: usize = 5;
    let named: Vec<String> = torn.iter().take(NAMED).map(|title| ["“", title, "”"].concat()).collect();
    let more = torn.len().saturating_sub(NAMED);
    let more = if more > 0 { [" and ", &*more.to_string(), " more"].concat() } else { String::new() };
    let sentence = [
        "Of ",
        gone,
        " and ",
        kept,
        " one owns what the other accepted: ",
        &*named.join(", "),
        &more,
        ". Give it another owner, or move it back and let somebody else accept it; then merge them.",
    ];
    Rejection::Refused { sentence: sentence.concat() }
}

/// Records that can be changed, besides the two, and that may refer to one of this kind; deleted ones too: restored, they are
/// to lead somewhere. By kind and in order of creation, so that the same question gets the same answer.
fn referring(draft: &Draft, from: Id, into: Id) -> Vec<Arc<dyn Record>> {
    let to = draft.portfolio.record(from).map_or("", |record| record.schema().name);
    let changeable = records::ALL.iter().filter(|schema| !schema.immutable && fields_to(schema, to).next().is_some());
    let ids = changeable.flat_map(|schema| {
        [IndexKey::Kind(schema.kind), IndexKey::Deleted(schema.kind)].map(|key| draft.portfolio.ids(key)).concat()
    });
    ids.filter(|id| *id != from && *id != into).filter_map(|id| draft.portfolio.record(id)).cloned().collect()
}

/// The value with one relation in place of another; a list that has that one already does not get it twice.
fn moved(value: &Value, from: Id, into: Id) -> Value {
    match value {
        Value::Id(id) if *id == from => Value::Id(into),
        Value::List(values) => {
            let mut all: Vec<Value> = Vec::with_capacity(values.len());
            for value in values {
                let value = moved(value, from, into);
                if !(value.refers_to(into) && all.contains(&value)) {
                    all.push(value);
                }
            }
            Value::List(all)
        }
        Value::Map(parts) => {
            Value::Map(parts.iter().map(|(name, part)| (name.clone(), moved(part, from, into))).collect())
        }
        other => other.clone(),
    }
}

/// What the one that stays takes over of the one that goes: fields it lacks, and in place of a relation to that one, what that
/// one had there. Neither refers to itself afterwards.
pub fn taken_over(gone: &dyn Record, kept: &dyn Record) -> Vec<(FieldKey, Value)> {
    let (from, into) = (gone.meta().id, kept.meta().id);
    let mut values = Vec::new();
    for (number, _) in kept.schema().fields.iter().enumerate() {
        let Ok(number) = u8::try_from(number) else { continue };
        let (key, present) = (FieldKey::Known(number), kept.get(number));
        // A value that does not fit is kept beside its field.
        let is_given = !kept.value(&key).is_blank();
        if is_given && !present.refers_to(from) {
            continue;
        }
        let other = gone.get(number);
        let is_free = !other.refers_to(from) && !other.refers_to(into);
        let value = if is_free { other } else { Value::Null };
        if is_given || !value.is_blank() {
            values.push((key, value));
        }
    }
    values
}

/// Other versions of a field stay on view: nobody has chosen among them.
fn put(draft: &mut Draft, record: &dyn Record, values: Vec<(FieldKey, Value)>) {
    let changes = changes_of(record, values, &[], false);
    if !changes.is_empty() {
        draft.edits.push(Edit::Set { record: record.meta().id, schema: record.schema(), changes });
    }
}
