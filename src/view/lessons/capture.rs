//! What is asked for when a lesson is captured, by where it comes from. Must not know how it is drawn.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::lesson::at;
use crate::domain::records::{Lesson, Project};
use crate::engine::portfolio::Portfolio;

/// The fields of a form, and the relation that is given in it.
pub struct Asked {
    /// The fields, in order.
    pub fields: &'static [u8],
    /// The field through which the lesson leads to what it came from, and that.
    pub given: Option<(u8, Id)>,
}

/// What is asked for of a lesson that comes from that record; from a project, and from nothing, the project is asked for instead.
pub fn asked(portfolio: &Portfolio, source: Option<Id>) -> Asked {
    let kind = source.and_then(|id| portfolio.record(id)).filter(|record| !record.meta().deleted);
    match (source, kind.map(|record| record.kind())) {
        (Some(id), Some(kind)) if kind == Project::SCHEMA.kind => {
            Asked { fields: FROM_PROJECT, given: Some((at::project, id)) }
        }
        // A lesson leads to no other lesson: it is found by what it says.
        (Some(id), Some(kind)) if kind != Lesson::SCHEMA.kind => {
            Asked { fields: FROM_RECORD, given: Some((at::source, id)) }
        }
        _ => Asked { fields: FROM_PROJECT, given: None },
    }
}

const FROM_PROJECT: &[u8] = &[at::title, at::kind, at::happened, at::recommendation, at::project];
const FROM_RECORD: &[u8] = &[at::title, at::kind, at::happened, at::recommendation, at::source];
