//! Which criteria are in force at a gate, and by which a review was held: the product's own, or a version that the workspace set.
//! Must not know how they are changed.

use super::portfolio::Portfolio;
use crate::domain::gates::Gate;
use crate::domain::gates::checklist::{self, Criterion};
use crate::domain::id::Ref;
use crate::domain::records::project::{SizeClass, State};
use crate::domain::records::{GateCriteria, GateReview, Project};

/// The version in force at a gate; `None` while the product's own criteria are. Of two set at the same time the later made.
pub fn in_force(portfolio: &Portfolio, gate: Gate, stopped: bool) -> Option<&GateCriteria> {
    let versions = portfolio
        .all::<GateCriteria>()
        .filter(|version| version.gate == gate && version.stopped == stopped && version.stands());
    versions.max_by_key(|version| (version.version.0, version.meta.id))
}

/// All versions of the criteria of a gate that the workspace set, the latest first, undone ones included.
pub fn versions(portfolio: &Portfolio, gate: Gate, stopped: bool) -> Vec<&GateCriteria> {
    let mut all: Vec<&GateCriteria> =
        portfolio.all::<GateCriteria>().filter(|version| version.gate == gate && version.stopped == stopped).collect();
    all.reverse();
    all
}

/// The criteria in force at a gate, for all size classes.
pub fn list(portfolio: &Portfolio, gate: Gate, stopped: bool) -> Vec<Criterion> {
    in_force(portfolio, gate, stopped)
        .map_or_else(|| checklist::own_list(gate, stopped), |version| version.criteria.clone())
}

/// The criteria in force at a gate for that project, and their version if it is none of the product's own.
pub fn for_project(
    portfolio: &Portfolio,
    project: &Project,
    gate: Gate,
) -> (Vec<Criterion>, Option<Ref<GateCriteria>>) {
    let version = in_force(portfolio, gate, project.state == State::Stopped).map(|version| Ref::new(version.meta.id));
    (held_by(portfolio, project, gate, version), version)
}

/// The version that a review of that project names, if it is one of this gate.
pub fn named<'a>(
    portfolio: &'a Portfolio,
    project: &Project,
    gate: Gate,
    version: Option<Ref<GateCriteria>>,
) -> Option<&'a GateCriteria> {
    let stopped = project.state == State::Stopped;
    set(portfolio, version).filter(|version| version.gate == gate && version.stopped == stopped)
}

/// The criteria that a review of that project is answered by: those of the version it names, else the product's own.
pub fn held_by(
    portfolio: &Portfolio,
    project: &Project,
    gate: Gate,
    version: Option<Ref<GateCriteria>>,
) -> Vec<Criterion> {
    match named(portfolio, project, gate, version) {
        Some(version) => {
            version.criteria.iter().filter(|criterion| criterion.is_for(project.size_class)).cloned().collect()
        }
        None => checklist::criteria(gate, project.size_class, project.state == State::Stopped),
    }
}

/// What was asked by a review, as it was asked then.
pub fn asked(portfolio: &Portfolio, review: &GateReview, id: &str) -> Option<Criterion> {
    let is_it = |criterion: &&Criterion| &*criterion.id == id && criterion.is_for(review.size_class);
    match set(portfolio, review.criteria) {
        Some(version) => version.criteria.iter().find(is_it).cloned(),
        None => checklist::criterion(id, review.size_class),
    }
}

/// A version whether or not it was undone since: reviews that were held by it stay readable.
fn set(portfolio: &Portfolio, version: Option<Ref<GateCriteria>>) -> Option<&GateCriteria> {
    portfolio.get(version?.id)
}

/// How many criteria a size class is asked in a list.
pub fn count_for(criteria: &[Criterion], size: SizeClass) -> usize {
    criteria.iter().filter(|criterion| criterion.is_for(size)).count()
}
