//! Rules of lessons: one that is captured belongs to the project of what it came from, and to the phase in which that is.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Lesson, Project, lesson};
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules { kind: Lesson::SCHEMA.kind, create, ..Rules::NONE };

fn create(portfolio: &Portfolio, _: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    let source = record.get(lesson::at::source).as_id();
    let given = record.get(lesson::at::project).as_id();
    let project = given.or_else(|| source.and_then(|source| project_of(portfolio, source)));
    let Some(project) = project.and_then(|id| portfolio.get::<Project>(id)) else { return Ok(()) };
    super::set(record, lesson::at::project, &Value::Id(project.meta.id))?;
    match record.get(lesson::at::phase).is_null() {
        true => super::set(record, lesson::at::phase, &Value::text(project.phase.name())),
        false => Ok(()),
    }
}

/// The project that a record is, or to which it belongs.
fn project_of(portfolio: &Portfolio, id: Id) -> Option<Id> {
    let record = portfolio.record(id)?;
    if record.kind() == Project::SCHEMA.kind {
        return Some(id);
    }
    // Dependencies belong to the project that waits.
    let field = ["project", "receiver"].iter().find_map(|name| record.schema().field_number(name))?;
    record.get(field).as_id()
}
