//! Charters by their versions: those of a project, and those of the PMO. Must not know how one is approved.

use super::portfolio::Portfolio;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::project_charter::{CharterState, at};
use crate::domain::records::{PmoCharter, ProjectCharter};

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

/// The versions of the PMO's charter, the first one first.
pub fn pmo_charters(portfolio: &Portfolio) -> Vec<&PmoCharter> {
    let mut all: Vec<&PmoCharter> = portfolio.all().collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| (a.number(), a.meta.id).cmp(&(b.number(), b.meta.id)));
    all
}

/// The version of the PMO's charter that is in force.
pub fn pmo_in_force(portfolio: &Portfolio) -> Option<&PmoCharter> {
    pmo_charters(portfolio).into_iter().rfind(|charter| charter.state == CharterState::Approved)
}

/// How far a record is if it is a charter.
pub fn state_of(record: &dyn Record) -> Option<CharterState> {
    let of_project = record.typed::<ProjectCharter>().map(|charter| charter.state);
    of_project.or_else(|| record.typed::<PmoCharter>().map(|charter| charter.state))
}
