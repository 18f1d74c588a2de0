//! What the PMO keeps about its own work: services, requests for them, and health checks. Must not know how any of it is drawn.

pub mod governance;
pub mod lists;
pub mod meeting;

use super::door::door;
use super::format::full_day;
use super::route::Route;
use crate::domain::id::Id;
use crate::domain::records::project::Rag;
use crate::domain::records::{HealthCheck, health_check};
use crate::engine::portfolio::Portfolio;

/// The latest health check of a project, as its page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LatestCheck {
    /// Why it was held.
    pub occasion: String,
    /// "12 Nov 2026 by Ada Lovelace. Red: team, benefits".
    pub words: String,
    /// What is to be done.
    pub advice: String,
    /// The worst of its areas.
    pub worst: Option<Rag>,
    /// Where it is seen.
    pub door: Option<Route>,
}

/// The latest health check of a project; of two on one day the one that was entered last.
pub fn latest_check(portfolio: &Portfolio, project: Id) -> Option<LatestCheck> {
    let all = portfolio.related::<HealthCheck>(health_check::at::project, project);
    let latest = all.max_by_key(|check| (check.on, check.meta.id))?;
    let on = latest.on.map(full_day).unwrap_or_default();
    let by = portfolio.called_if(latest.reviewer.map(|reviewer| reviewer.id));
    let worst = lists::worst_words(latest);
    let end = if worst.is_empty() { String::new() } else { [" ", &*worst, "."].concat() };
    Some(LatestCheck {
        occasion: latest.occasion.to_string(),
        words: [&*on, " by ", &*by, ".", &*end].concat(),
        advice: latest.advice.trim().to_owned(),
        worst: latest.worst(),
        door: door(portfolio, latest.meta.id),
    })
}
