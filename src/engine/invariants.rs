//! What must hold in every portfolio. Checked in tests after every command, and after loading to say what needs repair.

use super::portfolio::Portfolio;
use super::rules;
use super::soundness::stray;
use crate::domain::id::Id;
use crate::domain::records::Project;

/// An invariant that a record breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// The record.
    pub record: Id,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

/// All invariants that the portfolio breaks; empty if it is sound.
pub fn check_invariants(portfolio: &Portfolio) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut codes: rustc_hash::FxHashMap<String, Id> = rustc_hash::FxHashMap::default();
    let has =
        |id: Id, kind: &str| portfolio.record(id).is_some_and(|record| kind.is_empty() || record.kind_name() == kind);
    for record in portfolio.every().filter(|record| !record.meta().deleted) {
        let id = record.meta().id;
        let mut violate = |sentence: String| violations.push(Violation { record: id, sentence });
        for (number, field) in record.schema().fields.iter().enumerate() {
            let Ok(number) = u8::try_from(number) else { continue };
            let value = record.get(number);
            if field.required && value.is_blank() {
                violate(format!("{} of {} is missing.", field.label, record.title()));
            }
            if let Some(target) = stray(&has, &field.kind, &value) {
                violate(format!("{} of {} refers to {target}, which is not there.", field.label, record.title()));
            }
        }
        if let Some(project) = record.typed::<Project>()
            && let Some(other) = codes.insert(project.code.to_ascii_uppercase(), id)
        {
            violate(format!("The code {} belongs to two projects, {other} too.", project.code.0));
        }
        rules::invariants(portfolio, &**record, &mut violate);
    }
    violations
}
