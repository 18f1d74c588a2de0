//! What is closed: closed assessments with their responses, published status reports, and approved charters. None is changed, in whichever
//! way it is asked for. Undo may take the closing itself back as long as nothing builds on it. Must not know what they say.

use super::after::After;
use super::charters::state_of;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::Edit;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record};
use crate::domain::records::project_charter::CharterState;
use crate::domain::records::{
    Assessment, PmoCharter, Response, StatusReport, assessment, pmo_charter, project_charter, status_report,
};
use crate::domain::stamp::Stamp;

/// Why a closed assessment is not changed.
pub const CLOSED: Rejection =
    Rejection::NotPossible { reason: "Closed assessments cannot be changed. Start a new version of it instead." };

/// Why a published report is not changed.
pub const PUBLISHED: Rejection = Rejection::NotPossible {
    reason: "Published reports are never changed. Write what has changed since into the next report.",
};

/// Why an approved charter is not changed.
pub const APPROVED: Rejection =
    Rejection::NotPossible { reason: "An approved charter is never changed. Begin a new version of it instead." };

/// The assessment a record is part of.
fn assessment_of(record: &dyn Record) -> Option<Id> {
    match record.typed::<Response>() {
        Some(response) => response.assessment.map(|assessment| assessment.id),
        None => record.typed::<Assessment>().map(|assessment| assessment.meta.id),
    }
}

/// Whether a record is a closed assessment, a response of one, a published report, or a charter that was approved.
pub fn is_closed(portfolio: &Portfolio, record: &dyn Record) -> bool {
    if record.typed::<StatusReport>().is_some_and(StatusReport::is_published) {
        return true;
    }
    if state_of(record).is_some_and(|state| state != CharterState::Draft) {
        return true;
    }
    let assessment = assessment_of(record).and_then(|id| portfolio.get::<Assessment>(id));
    assessment.is_some_and(Assessment::is_closed)
}

/// Refuses edits of what is closed. `undone` is the stamp of the step that is taken back, if one is: a closing may be taken back if no
/// new version was started from it, and so may what was done since, which only restoring a backup can do.
pub(super) fn check(after: &After, edits: &[Edit], undone: Option<Stamp>) -> Result<(), Rejection> {
    for edit in edits {
        check_published(after, edit, undone)?;
        check_approved(after, edit, undone)?;
        // Where a response moves from one assessment to another, both count.
        let before = after.portfolio.record(edit.record()).and_then(|record| assessment_of(&**record));
        let now = after.record(edit.record()).and_then(|record| assessment_of(&**record));
        for id in [before, now].into_iter().flatten() {
            let Some(closed) = after.portfolio.get::<Assessment>(id).filter(|assessment| assessment.is_closed()) else {
                continue;
            };
            let closing = closed.meta.stamp_of(&FieldKey::Known(assessment::at::state));
            // What came before the closing stays as it was, unless the closing itself is taken back with it.
            let stays_closed = after.get::<Assessment>(id).is_some_and(Assessment::is_closed);
            if undone.is_none_or(|undone| stays_closed && after.portfolio.writers.later(closing, undone)) {
                return Err(CLOSED);
            }
            if is_followed(after, id) {
                let reason = "A new version of this assessment was started: its closing cannot be taken back.";
                return Err(Rejection::NotPossible { reason });
            }
        }
    }
    Ok(())
}

/// The same of a published report: only its publishing is taken back.
fn check_published(after: &After, edit: &Edit, undone: Option<Stamp>) -> Result<(), Rejection> {
    let published = |report: Option<&StatusReport>| report.is_some_and(StatusReport::is_published);
    let Some(report) = after.portfolio.get::<StatusReport>(edit.record()).filter(|report| report.is_published()) else {
        return Ok(());
    };
    let publishing = report.meta.stamp_of(&FieldKey::Known(status_report::at::state));
    let stays = published(after.get::<StatusReport>(edit.record()));
    match undone {
        Some(undone) if !(stays && after.portfolio.writers.later(publishing, undone)) => Ok(()),
        _ => Err(PUBLISHED),
    }
}

/// The same of a charter that was approved: only its approval is taken back, and only another that is approved supersedes it.
fn check_approved(after: &After, edit: &Edit, undone: Option<Stamp>) -> Result<(), Rejection> {
    let Some(charter) = after.portfolio.record(edit.record()) else { return Ok(()) };
    let Some(was) = state_of(&**charter).filter(|was| *was != CharterState::Draft) else { return Ok(()) };
    let now = after.record(edit.record()).and_then(|now| state_of(&**now));
    let field =
        if charter.typed::<PmoCharter>().is_some() { pmo_charter::at::state } else { project_charter::at::state };
    let step = charter.meta().stamp_of(&FieldKey::Known(field));
    let stays = now.is_some_and(|now| now != CharterState::Draft);
    match (undone, edit) {
        (Some(undone), _) if !(stays && after.portfolio.writers.later(step, undone)) => Ok(()),
        (None, Edit::Set { changes, .. })
            if was == CharterState::Approved
                && now == Some(CharterState::Superseded)
                && changes.iter().all(|change| change.field == FieldKey::Known(field)) =>
        {
            Ok(())
        }
        _ => Err(APPROVED),
    }
}

/// Whether a version follows that is there and stays.
fn is_followed(after: &After, id: Id) -> bool {
    let stays =
        |other: &Assessment| after.get::<Assessment>(other.meta.id).is_some_and(|assessment| !assessment.meta.deleted);
    let mut all = after.portfolio.all::<Assessment>();
    all.any(|other| other.follows.is_some_and(|earlier| earlier.id == id) && stays(other))
}
