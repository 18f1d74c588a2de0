//! Closed assessments: neither they nor their responses are changed, in whichever way it is asked for. Undo may take the closing
//! itself back as long as nothing builds on it. Must not know what an assessment says.

use super::after::After;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::Edit;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::{Assessment, Response};

/// Why a closed assessment is not changed.
pub const CLOSED: Rejection =
    Rejection::NotPossible { reason: "Closed assessments cannot be changed. Start a new version of it instead." };

/// The assessment a record is part of.
fn assessment_of(record: &dyn Record) -> Option<Id> {
    match record.typed::<Response>() {
        Some(response) => response.assessment.map(|assessment| assessment.id),
        None => record.typed::<Assessment>().map(|own| own.meta.id),
    }
}

/// Whether a record is a closed assessment, or a response of one.
pub(super) fn is_closed(portfolio: &Portfolio, record: &dyn Record) -> bool {
    let assessment = assessment_of(record).and_then(|id| portfolio.get::<Assessment>(id));
    assessment.is_some_and(Assessment::is_closed)
}

/// Refuses edits of what is closed. `is_undo`: a closing may be taken back if no new version was started from it.
pub(super) fn check(after: &After, edits: &[Edit], is_undo: bool) -> Result<(), Rejection> {
    for edit in edits {
        // Where a response moves from one assessment to another, both count.
        let before = after.portfolio.record(edit.record()).and_then(|record| assessment_of(&**record));
        let now = after.record(edit.record()).and_then(|record| assessment_of(&**record));
        for id in [before, now].into_iter().flatten() {
            let was_closed = after.portfolio.get::<Assessment>(id).is_some_and(Assessment::is_closed);
            let stays_closed = after.get::<Assessment>(id).is_some_and(Assessment::is_closed);
            if was_closed && (!is_undo || stays_closed) {
                return Err(CLOSED);
            }
            if was_closed && is_followed(after.portfolio, id) {
                let reason = "A new version of this assessment was started: its closing cannot be taken back.";
                return Err(Rejection::NotPossible { reason });
            }
        }
    }
    Ok(())
}

fn is_followed(portfolio: &Portfolio, id: Id) -> bool {
    portfolio.all::<Assessment>().any(|other| other.follows.is_some_and(|earlier| earlier.id == id))
}
