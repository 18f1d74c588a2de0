//! The last look before a transaction is made: whether it would leave a portfolio in which all that must hold does hold.
//! Decisions refuse with better words before; imports, undo and redo rely on this.

use super::after::After;
use super::closed;
use super::rejection::Rejection;
use super::transaction::Edit;
use crate::domain::gates::transition::{self, Position};
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::records::{GateReview, Project, gate_review, project};
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::domain::value::Value;
use rustc_hash::{FxHashMap, FxHashSet};

/// Refuses edits that leave a required field empty, a relation that leads nowhere, a code twice, or a project elsewhere
/// than its latest gate decision put it.
pub(super) fn check(after: &After, edits: &[Edit]) -> Result<(), Rejection> {
    for edit in edits {
        let record = after.record(edit.record()).ok_or(Rejection::Missing)?;
        check_fields(after, &**record, edit)?;
    }
    closed::check(after, edits, None)?;
    check_codes(after, edits, None)?;
    check_positions(after, edits)
}

/// Whether an edit changes that field, or makes the record.
fn changes(edit: &Edit, field: u8) -> bool {
    match edit {
        Edit::Create(_) => true,
        Edit::Set { changes, .. } => {
            changes.iter().any(|change| change.field == FieldKey::Known(field) && change.before != change.after)
        }
    }
}

fn check_fields(after: &After, record: &dyn Record, edit: &Edit) -> Result<(), Rejection> {
    let refused = |field: &FieldSchema, reason: &str| {
        Err(Rejection::Field { label: field.label.to_owned(), reason: reason.to_owned() })
    };
    for (number, field) in record.schema().fields.iter().enumerate() {
        let Ok(number) = u8::try_from(number) else { continue };
        if !(field.required || field.kind.refers()) || !changes(edit, number) {
            continue;
        }
        let value = record.get(number);
        if field.required && value.is_blank() {
            return refused(field, "is missing");
        }
        if stray(&|id, kind| after.has(id, kind), &field.kind, &value).is_some() {
            return refused(field, "refers to a record that is not there");
        }
    }
    Ok(())
}

/// The first relation in a value that does not lead to a record of its kind. `has` knows which ids and kinds there are.
pub(super) fn stray(has: &dyn Fn(Id, &str) -> bool, kind: &FieldKind, value: &Value) -> Option<Id> {
    match (kind, value) {
        (FieldKind::Reference(kind), Value::Id(id)) => (!has(*id, kind)).then_some(*id),
        (FieldKind::List(kind), Value::List(values)) => values.iter().find_map(|value| stray(has, kind, value)),
        (FieldKind::Structure(parts), Value::Map(_)) => {
            parts.iter().find_map(|part| stray(has, &part.kind, value.entry(part.name)?))
        }
        _ => None,
    }
}

/// No code that the edits give or bring back belongs to another project, nor do they give one twice. What brings back a state that
/// was may: it tells which projects were part of that state and have not changed.
pub(super) fn check_codes(
    after: &After,
    edits: &[Edit],
    brought_back: Option<&dyn Fn(&Project) -> bool>,
) -> Result<(), Rejection> {
    let mut given: FxHashMap<String, &Project> = FxHashMap::default();
    let mut givers = FxHashSet::default();
    for edit in edits.iter().filter(|edit| changes(edit, project::at::code) || changes(edit, DELETED)) {
        let project = after.get::<Project>(edit.record()).filter(|project| !project.meta.deleted);
        let Some(project) = project.filter(|project| givers.insert(project.meta.id)) else { continue };
        if let Some(other) = given.insert(project.code.to_ascii_uppercase(), project)
            && brought_back.is_none()
        {
            return Err(in_use(project, other));
        }
    }
    if given.is_empty() {
        return Ok(());
    }
    let is_known = |other: &Project| brought_back.is_some_and(|was_part| was_part(other));
    let mut others = after.projects().filter(|other| !givers.contains(&other.meta.id) && !is_known(other));
    others.try_for_each(|other| match given.get(&other.code.to_ascii_uppercase()) {
        Some(project) => Err(in_use(project, other)),
        None => Ok(()),
    })
}

fn in_use(project: &Project, other: &Project) -> Rejection {
    Rejection::CodeInUse { code: project.code.to_string(), project: other.name.to_string() }
}

/// Projects that the edits move, or whose reviews they make, withdraw or bring back.
pub(super) fn moved(after: &After, edits: &[Edit]) -> Vec<Id> {
    let mut moved = Vec::new();
    for edit in edits {
        let id = edit.record();
        if let Some(review) = after.get::<GateReview>(id) {
            if changes(edit, gate_review::at::withdrawn) {
                moved.extend(review.project.map(|project| project.id));
            }
        } else if after.get::<Project>(id).is_some()
            && (changes(edit, project::at::phase) || changes(edit, project::at::state))
        {
            moved.push(id);
        }
    }
    crate::domain::sorting::sort(&mut moved);
    moved.dedup();
    moved
}

/// Each project moved is where its latest gate decision put it, in a phase and state that go together.
pub(super) fn check_positions(after: &After, edits: &[Edit]) -> Result<(), Rejection> {
    moved(after, edits).into_iter().try_for_each(|id| check_position(after, id))
}

/// A project is where its latest gate decision put it, in a phase and state that go together.
pub(super) fn check_position(after: &After, id: Id) -> Result<(), Rejection> {
    if let Some(project) = after.get::<Project>(id).filter(|project| !project.meta.deleted) {
        if !transition::is_possible(Position { phase: project.phase, state: project.state }) {
            let (state, phase) = (project.state.label(), project.phase.label());
            let reason = format!("“{state}” of {} does not go with the phase {phase}", project.name.0);
            return Err(Rejection::Field { label: "State".to_owned(), reason });
        }
        let standing = after.standing(id);
        let is_here = |latest: &&&GateReview| (latest.to_phase, latest.to_state) == (project.phase, project.state);
        if standing.last().is_some_and(|latest| !is_here(&latest)) {
            return Err(Rejection::BuiltUpon);
        }
    }
    Ok(())
}
