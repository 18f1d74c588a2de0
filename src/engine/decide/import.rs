//! Taking over a list or a backup that was rehearsed, as one transaction. Only a backup may change phases of projects that
//! exist and bring gate reviews: it brings back what gates had decided.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::project;
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::engine::command::Import;
use crate::engine::rejection::Rejection;
use rustc_hash::FxHashMap;

pub(super) fn import(draft: &mut Draft, import: &Import) -> Result<String, Rejection> {
    let mut named: FxHashMap<Id, Vec<(u8, Value)>> = FxHashMap::default();
    let creates: FxHashMap<Id, &'static crate::domain::schema::Schema> =
        import.creates.iter().map(|record| (record.meta().id, record.schema())).collect();
    for (id, field, name) in &import.names {
        let schema = creates.get(id).copied();
        let schema = schema.or_else(|| draft.portfolio.record(*id).map(|record| record.schema()));
        let kind = schema.and_then(|schema| schema.field(*field)).map(|field| field.kind);
        if let Some(FieldKind::Reference(kind)) = kind
            && let Some(person) = draft.named(kind, name)?
        {
            named.entry(*id).or_default().push((*field, Value::Id(person)));
        }
    }
    for record in &import.creates {
        if draft.portfolio.record(record.meta().id).is_some() {
            continue;
        }
        let mut made = record.copy();
        for (field, value) in named.remove(&record.meta().id).unwrap_or_default() {
            made.put(&FieldKey::Known(field), &value);
        }
        if let Some(more) = made.meta_mut().more.as_mut() {
            // Stamps belong to the portfolio the record came from; here it is made anew.
            more.stamps.clear();
            more.others.clear();
            more.missing.clear();
        }
        draft.create(made, record.meta().id);
    }
    for (id, values) in &import.changes {
        let record = draft.portfolio.record(*id).cloned().ok_or(Rejection::Missing)?;
        let mut values = values.clone();
        values.extend(named.remove(id).unwrap_or_default().into_iter().map(|(f, v)| (FieldKey::Known(f), v)));
        if !import.restores {
            if record.schema().immutable {
                return Err(Rejection::Immutable { label: record.schema().label });
            }
            let by_gate = [FieldKey::Known(project::at::phase), FieldKey::Known(project::at::state)];
            if record.kind_name() == "project"
                && values.iter().any(|(f, v)| by_gate.contains(f) && record.value(f) != *v)
            {
                return Err(Rejection::OnlyByGate);
            }
        }
        draft.set(&*record, values);
    }
    // Names for records that exist and have no other change.
    for (id, values) in named {
        if let Some(record) = draft.portfolio.record(id).cloned() {
            draft.set(&*record, values.into_iter().map(|(f, v)| (FieldKey::Known(f), v)).collect());
        }
    }
    Ok(import.label.clone())
}
