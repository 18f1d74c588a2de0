//! The day on which a record ended: noted by itself in whichever way it is brought to an end, and emptied when it is taken up again.
//! Undo and backups bring back the days that were. Must not know any one kind.

use super::after::After;
use super::draft::Draft;
use super::transaction::Edit;
use crate::domain::date::Date;
use crate::domain::record::{FieldKey, Record};
use crate::domain::schema::mark;
use crate::domain::value::Value;
use std::sync::Arc;

/// Adds to the edits of a draft the days on which records end by them.
pub(super) fn note(draft: &mut Draft) {
    let today = draft.context.today;
    let after = After::new(draft.portfolio, &draft.edits);
    let mut noted = Vec::new();
    for (at, edit) in draft.edits.iter().enumerate() {
        let before = draft.portfolio.record(edit.record());
        let Some(record) = after.record(edit.record()) else { continue };
        if let Some((field, value)) = day(before.map(|before| &**before), &**record, today) {
            noted.push((at, before.cloned(), FieldKey::Known(field), value));
        }
    }
    for (at, before, field, value) in noted {
        if let Some(before) = before {
            draft.set(&*before, vec![(field, value)]);
        } else if let Some(Edit::Create(record)) = draft.edits.get_mut(at) {
            let mut new = record.copy();
            new.put(&field, &value);
            *record = Arc::from(new);
        }
    }
}

/// The day to be noted in which field, if any.
fn day(before: Option<&dyn Record>, after: &dyn Record, today: Date) -> Option<(u8, Value)> {
    let schema = after.schema();
    let (is_open, field) = (schema.open?, schema.marked(mark::ended)?);
    let was_open = before.is_none_or(is_open);
    match (was_open, is_open(after), after.get(field).is_blank()) {
        (true, false, true) => Some((field, Value::Date(today))),
        (false, true, false) => Some((field, Value::Null)),
        _ => None,
    }
}
