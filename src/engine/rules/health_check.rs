//! Rules of health checks: they are held by somebody who is not of the project, on a day that has come.

use super::Rules;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{HealthCheck, Project};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules {
    kind: HealthCheck::SCHEMA.kind,
    listed: true,
    create: |portfolio, _, record| independent(portfolio, None, &*record),
    change: |portfolio, before, after| independent(portfolio, Some(before), after),
    dated: |today, record| match record.typed::<HealthCheck>().and_then(|check| check.on) {
        Some(on) if on > today => refused("Held on", "cannot be still to come"),
        _ => Ok(()),
    },
    ..Rules::NONE
};

fn refused(label: &str, reason: &str) -> Result<(), Rejection> {
    Err(Rejection::Field { label: label.to_owned(), reason: reason.to_owned() })
}

/// Refuses a reviewer who leads or sponsors the project. One that is there may stay: somebody may have come to the project since.
fn independent(portfolio: &Portfolio, before: Option<&dyn Record>, after: &dyn Record) -> Result<(), Rejection> {
    let of = |record: &dyn Record| {
        let check = record.typed::<HealthCheck>()?;
        Some((check.project?.id, check.reviewer?.id))
    };
    let Some((project, reviewer)) = of(after).filter(|now| before.and_then(of) != Some(*now)) else { return Ok(()) };
    let Some(project) = portfolio.get::<Project>(project) else { return Ok(()) };
    let roles = [("leads", project.lead), ("is second lead of", project.second_lead), ("sponsors", project.sponsor)];
    match roles.into_iter().find(|(_, person)| person.is_some_and(|person| person.id == reviewer)) {
        None => Ok(()),
        Some((role, _)) => {
            refused("Reviewer", &[role, " “", &*project.name, "”. Name somebody from outside the project"].concat())
        }
    }
}
