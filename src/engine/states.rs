//! The states of records: that each follows the one before as the table of its kind says, with what it demands, in whichever way it
//! is changed. Undo and backups are free of it: they bring back what was. Must not know any one kind.

use super::after::After;
use super::rejection::Rejection;
use super::transaction::Edit;
use crate::domain::letters::lower_first;
use crate::domain::record::Record;

/// Refuses edits that bring a record to a state that it cannot have.
pub(super) fn check(after: &After, edits: &[Edit]) -> Result<(), Rejection> {
    edits.iter().try_for_each(|edit| {
        let before = after.portfolio.record(edit.record()).map(|before| &**before);
        after.record(edit.record()).map_or(Ok(()), |record| check_step(before, &**record))
    })
}

/// Refuses a state that cannot follow the one before, and one that lacks what it demands. A new record goes at once from the first
/// state of its kind to the one it is given. A record that was loaded without what its state demands stays as it is and can be changed.
pub(super) fn check_step(before: Option<&dyn Record>, after: &dyn Record) -> Result<(), Rejection> {
    let schema = after.schema();
    let Some((states, field)) = schema.states.and_then(|states| Some((states, schema.field(states.field)?))) else {
        return Ok(());
    };
    let blank = (schema.blank)();
    let [from, to] = [before.unwrap_or(&*blank), after].map(|record| record.get(states.field));
    let [from, to] = [&from, &to].map(|state| state.as_text().unwrap_or_default());
    if !states.allows(from, to) {
        let [from, to] = [from, to].map(|state| field.kind.choice_label(state));
        let reason = match before {
            Some(_) => format!("cannot go from “{from}” to “{to}”"),
            None => format!("cannot begin as “{to}”"),
        };
        return Err(Rejection::Field { label: field.label.to_owned(), reason });
    }
    for number in states.demanded(to) {
        let was_missing = from == to && before.is_some_and(|before| before.get(*number).is_blank());
        if let Some(demanded) = schema.field(*number).filter(|_| !was_missing && after.get(*number).is_blank()) {
            let sentence = format!("“{}” needs: {}.", field.kind.choice_label(to), lower_first(demanded.label));
            return Err(Rejection::Demands { field: demanded.name, sentence });
        }
    }
    Ok(())
}
