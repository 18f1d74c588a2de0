//! Rules of change requests and baselines: what their fields cannot say.

use super::{Rules, set};
use crate::domain::date::Date;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::change_request::{ChangeState, at};
use crate::domain::records::decision_right::Matter;
use crate::domain::records::{Baseline, ChangeRequest, Project};
use crate::domain::value::Value;
use crate::engine::changes::beyond_authority;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::rights;

pub(super) const CHANGE: Rules = Rules {
    kind: ChangeRequest::SCHEMA.kind,
    decided: Rejection::NotPossible {
        reason: "A change is implemented on the page of changes: that sets a new baseline.",
    },
    create,
    change,
    delete: |_, record| match record.typed::<ChangeRequest>().map(|change| change.state) {
        Some(ChangeState::Implemented) => Err(Rejection::NotPossible {
            reason: "This change was implemented, and a baseline came of it. Undo that first, or ask for a change that takes it back.",
        }),
        _ => Ok(()),
    },
    sound: check,
    ..Rules::NONE
};

pub(super) const BASELINE: Rules = Rules {
    kind: Baseline::SCHEMA.kind,
    decided: Rejection::NotPossible {
        reason: "A baseline is never changed. Ask for a change and implement it: that sets a new one.",
    },
    delete: |_, _| {
        let reason = "A baseline is never deleted. Undo what set it, or ask for a change that takes it back.";
        Err(Rejection::NotPossible { reason })
    },
    ..Rules::NONE
};

/// What the decision was about; with another impact it would be another decision.
const DECIDED_ON: [u8; 4] = [at::project, at::days, at::cost, at::benefit];

fn create(portfolio: &Portfolio, today: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    check(record)?;
    if let Some(project) =
        record.typed::<ChangeRequest>().and_then(|change| portfolio.follow::<Project>(change.project))
        && project.phase == crate::domain::records::project::Phase::Closed
    {
        let sentence = ["“", &*project.name, "” is closed: nothing of it can be changed any more."].concat();
        return Err(Rejection::Refused { sentence });
    }
    if record.get(at::number).as_int().is_none_or(|number| number < 1) {
        let last = portfolio.all::<ChangeRequest>().map(|change| change.number.0).max().unwrap_or(0);
        set(record, at::number, &Value::Int(last + 1))?;
    }
    if record.get(at::raised_on).is_null() {
        // What was decided before today was asked for by then.
        let decided = record.typed::<ChangeRequest>().and_then(|change| change.decided_on);
        set(record, at::raised_on, &Value::Date(decided.map_or(today, |decided| decided.min(today))))?;
    }
    Ok(())
}

fn change(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    check(after)?;
    let (Some(was), Some(is)) = (before.typed::<ChangeRequest>(), after.typed::<ChangeRequest>()) else {
        return Ok(());
    };
    let is_decided = matches!(was.state, ChangeState::Approved | ChangeState::Implemented);
    // A change that was loaded without its project can be given one.
    let differs =
        |field: &u8| before.get(*field) != after.get(*field) && (*field != at::project || was.project.is_some());
    if is_decided && was.state == is.state && DECIDED_ON.iter().any(differs) {
        let reason = "This change was approved with the impact it has. Ask for another change.";
        return Err(Rejection::NotPossible { reason });
    }
    let is_new = was.state != is.state || was.decider != is.decider || was.body != is.body;
    let Some(decider) = is.decider.filter(|_| is.state == ChangeState::Approved && is_new) else { return Ok(()) };
    match portfolio.follow::<Project>(is.project) {
        // Where rights say who decides changes, the limits of the settings do not count beside them.
        Some(project) if rights::is_recorded(portfolio, Matter::Change, project) => {
            let by = rights::Deciders { body: is.body.map(|body| body.id), people: vec![decider.id] };
            let asked = rights::question(portfolio, Matter::Change, project, rights::amounts_of_change(is), &by);
            match asked.filter(|_| is.beyond.trim().is_empty()) {
                Some(sentence) => Err(Rejection::Demands { field: "beyond", sentence }),
                None => Ok(()),
            }
        }
        // A body is above lead and sponsor.
        _ if is.body.is_some() => Ok(()),
        _ => match beyond_authority(portfolio, is, decider.id) {
            Some(sentence) => Err(Rejection::Refused { sentence }),
            None => Ok(()),
        },
    }
}

fn check(record: &dyn Record) -> Result<(), Rejection> {
    let Some(change) = record.typed::<ChangeRequest>() else { return Ok(()) };
    match (change.raised_on, change.decided_on) {
        (Some(raised), Some(decided)) if decided < raised => Err(Rejection::Field {
            label: "Decided on".to_owned(),
            reason: "cannot be before the day on which the change was asked for".to_owned(),
        }),
        _ => Ok(()),
    }
}
