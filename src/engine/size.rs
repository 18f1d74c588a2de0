//! The size class that follows from what is known of a project (handbook 5.1). Must not know who may choose another.

use super::portfolio::Portfolio;
use crate::domain::records::Project;
use crate::domain::records::project::{Novelty, SizeClass};
use crate::domain::size_class::{SizeFacts, size_class};
use crate::domain::totals::convert;

/// Days of a month, on average.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// What the size class of a project is worked out from. Cost is held against the limit of the settings; without one it is not known.
pub fn facts(portfolio: &Portfolio, project: &Project) -> SizeFacts {
    let settings = portfolio.settings();
    let days = project.planned_start.zip(project.planned_finish).map(|(start, finish)| finish.days_since(start) + 1);
    let share = project.budget.zip(settings.cost_limit).and_then(|(budget, limit)| {
        let budget = convert(budget, limit.currency, &settings.rates)?;
        (limit.minor > 0).then(|| budget.minor as f64 / limit.minor as f64)
    });
    SizeFacts {
        effort: project.effort,
        months: days.map(|days| days as f64 / DAYS_OF_MONTH),
        parties: project.parties.and_then(|parties| u32::try_from(parties.0).ok()),
        novelty: project.novelty.map(|novelty| match novelty {
            Novelty::Low => 1,
            Novelty::Medium => 2,
            Novelty::High => 3,
        }),
        cost_share: share,
    }
}

/// The size class by the points; `None` while something is not known.
pub fn worked_out(portfolio: &Portfolio, project: &Project) -> Option<SizeClass> {
    size_class(&facts(portfolio, project))
}
