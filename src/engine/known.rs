//! What is known of a project at a moment: the facts that a gate review shows and keeps. Must not know how they are put in words.

use super::index::IndexKey;
use super::money::counted;
use super::portfolio::Portfolio;
use crate::domain::date::Date;
use crate::domain::field::Bounded;
use crate::domain::records::gate_review::{Known, KnownStatus};
use crate::domain::records::project::Rag;
use crate::domain::records::{GateCondition, Project};
use crate::domain::status::{Overall, overall};

/// What is known of the project on that day. Changes of its status are not part of it: they are read from the history.
pub fn known(portfolio: &Portfolio, project: &Project, today: Date) -> Known {
    let project = &*counted(portfolio, project);
    let conditions = portfolio.ids(IndexKey::conditions(project.meta.id));
    let conditions = conditions.into_iter().filter_map(|id| portfolio.get::<GateCondition>(id));
    let open: Vec<&GateCondition> =
        conditions.filter(|condition| !condition.meta.deleted && condition.closed_on.is_none()).collect();
    let overdue = open.iter().filter(|condition| condition.is_overdue(today)).count();
    let count = |number: usize| i64::try_from(number).ok().map(Bounded);
    Known {
        status: Some(status(portfolio, project, today)),
        planned_finish: project.planned_finish,
        forecast_finish: project.forecast_finish,
        budget: project.budget,
        forecast_cost: project.forecast_cost,
        actual_cost: project.actual_cost,
        open_conditions: count(open.len()),
        overdue_conditions: count(overdue),
        ..Known::default()
    }
}

/// The overall status of a project as it counts on that day.
pub fn status(portfolio: &Portfolio, project: &Project, today: Date) -> KnownStatus {
    match overall(project, today, portfolio.settings().status_rules()) {
        Overall::Reported(Rag::Green) => KnownStatus::Green,
        Overall::Reported(Rag::Amber) => KnownStatus::Amber,
        Overall::Reported(Rag::Red) => KnownStatus::Red,
        Overall::Confidence(Rag::Green) => KnownStatus::ConfidenceGreen,
        Overall::Confidence(Rag::Amber) => KnownStatus::ConfidenceAmber,
        Overall::Confidence(Rag::Red) => KnownStatus::ConfidenceRed,
        Overall::Stale => KnownStatus::OutOfDate,
        Overall::NotReported => KnownStatus::NotReported,
    }
}
