//! Tolerances of a project: how far its forecast may go beyond its plan before somebody above it decides how it goes on (PRINCE2;
//! handbook 1.2). Must not know where the figures come from, nor who decides.

use super::calendar::WorkingWeek;
use super::date::Date;
use super::lateness::lateness;
use super::money::Money;
use super::records::Project;
use super::records::project::{Phase, State};

/// How far a forecast goes beyond a plan, and how far it may.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Breach {
    /// Working days late, and working days allowed, where it is later than allowed.
    pub days: Option<(i64, i64)>,
    /// Cost above the budget, and how much of it is allowed, in the currency of the budget, where it is dearer than allowed.
    pub cost: Option<(Money, Money)>,
}

/// What of its tolerances a project is beyond by its forecast; `None` if it is within all that are set, or nothing is expected of it any more.
/// A tolerance in another currency than the budget says nothing.
pub fn breach(project: &Project, today: Date, week: WorkingWeek) -> Option<Breach> {
    let has_ended = project.phase == Phase::Closed || matches!(project.state, State::Stopped | State::Completed);
    let days = || {
        let (allowed, late) = (project.tolerance_days?.0, lateness(project, today, week)?.known_days()?);
        (late > allowed).then_some((late, allowed))
    };
    let cost = || {
        let (allowed, budget, forecast) = (project.tolerance_cost?, project.budget?, project.forecast_cost?);
        let is_comparable = allowed.currency == budget.currency && forecast.currency == budget.currency;
        let over = is_comparable.then(|| forecast.minor.saturating_sub(budget.minor))?;
        (over > allowed.minor.saturating_abs()).then_some((Money { minor: over, ..budget }, allowed))
    };
    let found = Breach { days: days(), cost: cost() };
    (!has_ended && found != Breach::default()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::money::Currency;

    #[test]
    fn a_forecast_is_beyond_its_tolerance_from_one_day_and_one_penny_more_than_is_allowed() {
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let today = Date::parse("2026-11-23").unwrap();
        // Planned for a Friday.
        for (forecast, allowed, cost, limit, days, over) in [
            ("2027-03-19", Some(10), 100, Some(0), Some((10, 10)), None),
            ("2027-03-22", Some(10), 100, Some(0), Some((11, 10)), None),
            ("2027-03-22", None, 150, None, None, None),
            ("2027-03-05", Some(0), 151, Some(50), None, pounds(51)),
            ("2027-03-05", Some(0), 150, Some(50), None, None),
            ("2027-03-08", Some(0), 90, Some(0), Some((1, 0)), None),
        ] {
            let project = Project {
                phase: Phase::Execution,
                planned_finish: Date::parse("2027-03-05"),
                forecast_finish: Date::parse(forecast),
                tolerance_days: allowed.map(Bounded),
                budget: pounds(100),
                forecast_cost: pounds(cost),
                tolerance_cost: limit.and_then(pounds),
                ..Project::default()
            };
            let found = breach(&project, today, WorkingWeek::default()).unwrap_or_default();
            let days = days.filter(|(late, allowed)| late > allowed);
            assert_eq!((found.days, found.cost.map(|cost| cost.0)), (days, over), "{forecast} {cost}");
            let ended = Project { state: State::Completed, ..project.clone() };
            assert_eq!(breach(&ended, today, WorkingWeek::default()), None);
            let dollars = project.tolerance_cost.map(|limit| Money { currency: Currency::EUR, ..limit });
            let other = Project { tolerance_cost: dollars, ..project };
            let cost = breach(&other, today, WorkingWeek::default()).and_then(|found| found.cost);
            assert_eq!(cost, None, "another currency says nothing");
        }
    }
}
