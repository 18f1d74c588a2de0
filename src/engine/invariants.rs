//! What must hold in every portfolio. Checked in tests after every command, and after loading to say what needs repair.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::gates::transition::{self, Position};
use crate::domain::id::Id;
use crate::domain::records::{GateReview, Project};
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;

/// What does not hold, of which record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// The record.
    pub record: Id,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

/// All that does not hold.
pub fn check_invariants(portfolio: &Portfolio) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut codes: rustc_hash::FxHashMap<String, Id> = rustc_hash::FxHashMap::default();
    for record in portfolio.every().filter(|record| !record.meta().deleted) {
        let id = record.meta().id;
        let mut violate = |sentence: String| violations.push(Violation { record: id, sentence });
        for (number, field) in record.schema().fields.iter().enumerate() {
            let Ok(number) = u8::try_from(number) else { continue };
            let value = record.get(number);
            if field.required && value.is_null() {
                violate(format!("{} of {} is missing.", field.label, record.title()));
            }
            dangling(portfolio, &field.kind, &value, &mut |target| {
                violate(format!("{} of {} refers to {target}, which is not there.", field.label, record.title()));
            });
        }
        if let Some(project) = record.typed::<Project>() {
            if !transition::is_possible(Position { phase: project.phase, state: project.state }) {
                violate(format!("{} is {} in {}.", project.name.0, project.state.label(), project.phase.label()));
            }
            if let Some(other) = codes.insert(project.code.to_ascii_uppercase(), id) {
                violate(format!("The code {} belongs to two projects, {other} too.", project.code.0));
            }
            if let Some(latest) = latest_review(portfolio, id)
                && (latest.to_phase, latest.to_state) != (project.phase, project.state)
            {
                violate(format!("{} is not where its latest gate decision put it.", project.name.0));
            }
        }
    }
    violations
}

/// The latest review of a project that stands.
pub fn latest_review(portfolio: &Portfolio, project: Id) -> Option<&GateReview> {
    let reviews = portfolio.ids(IndexKey::Reviews(project));
    reviews.into_iter().rev().filter_map(|id| portfolio.get::<GateReview>(id)).find(|review| !review.is_withdrawn())
}

fn dangling(portfolio: &Portfolio, kind: &FieldKind, value: &Value, found: &mut dyn FnMut(Id)) {
    match (kind, value) {
        (FieldKind::Reference(_), Value::Id(id)) if portfolio.record(*id).is_none() => found(*id),
        (FieldKind::List(kind), Value::List(values)) => {
            values.iter().for_each(|value| dangling(portfolio, kind, value, found));
        }
        (FieldKind::Structure(fields), Value::Map(_)) => {
            for field in *fields {
                if let Some(value) = value.entry(field.name) {
                    dangling(portfolio, &field.kind, value, found);
                }
            }
        }
        _ => {}
    }
}
