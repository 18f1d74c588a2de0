//! The charters of a project by their versions. Must not know how one is approved.

use super::portfolio::Portfolio;
use crate::domain::id::Id;
use crate::domain::records::ProjectCharter;
use crate::domain::records::project_charter::{CharterState, at};

/// The versions of a project's charter, the first one first.
pub fn charters(portfolio: &Portfolio, project: Id) -> Vec<&ProjectCharter> {
    let mut all: Vec<&ProjectCharter> = portfolio.related(at::project, project).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| (a.number(), a.meta.id).cmp(&(b.number(), b.meta.id)));
    all
}

/// The version that is in force.
pub fn in_force(portfolio: &Portfolio, project: Id) -> Option<&ProjectCharter> {
    charters(portfolio, project).into_iter().rfind(|charter| charter.state == CharterState::Approved)
}
