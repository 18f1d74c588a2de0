//! How a project stands to the finish it was planned for. The one place that says what is late and what is overdue: every page, filter and
//! figure asks here. Lateness is counted in working days by the calendar of the settings. Must not know what day it is: the caller says it.

use super::calendar::WorkingWeek;
use super::date::Date;
use super::records::Project;
use super::records::project::{Phase, Rag, State};
use super::status_rules::StatusRules;

/// What the lateness of a project rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// It was finished, or ended in another way: nothing will change any more.
    Ended,
    /// A forecast that may still come true.
    Forecast,
    /// The planned finish has passed and nobody said that it was reached.
    Overdue,
    /// The forecast has passed before the planned finish, and nobody said that it was reached: neither early nor late.
    ForecastPassed,
}

/// How a project stands to its planned finish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lateness {
    /// The day on which it was finished, or on which it can be finished at the earliest by what is known.
    pub finish: Date,
    /// Working days after the planned finish; negative before it.
    pub days: i64,
    /// All days between the two.
    pub calendar_days: i64,
    /// What that rests on.
    pub basis: Basis,
}

impl Lateness {
    /// Whether it was finished, or is expected, at least one working day after its plan.
    pub fn is_late(self) -> bool {
        self.days > 0
    }

    /// Whether its planned finish has passed without an end.
    pub fn is_overdue(self) -> bool {
        self.basis == Basis::Overdue
    }

    /// Working days late, negative for early; `None` where neither can be said.
    pub fn known_days(self) -> Option<i64> {
        (self.basis != Basis::ForecastPassed).then_some(self.days)
    }
}

/// Whether nothing is expected of a project any more.
fn has_ended(project: &Project) -> bool {
    project.phase == Phase::Closed || matches!(project.state, State::Stopped | State::Completed)
}

/// How a project stands to its planned finish on that day; `None` where it has none, or nothing is known to hold against it.
pub fn lateness(project: &Project, today: Date, week: WorkingWeek) -> Option<Lateness> {
    let planned = project.planned_finish?;
    let of = |finish: Date, basis| {
        let (days, calendar_days) = (week.days_between(planned, finish), finish.days_since(planned));
        Some(Lateness { finish, days, calendar_days, basis })
    };
    if let Some(finish) = project.actual_finish {
        return of(finish, Basis::Ended);
    }
    if has_ended(project) {
        return project.forecast_finish.and_then(|finish| of(finish, Basis::Ended));
    }
    match project.forecast_finish {
        // What has not happened by now can happen on the next working day at the earliest.
        forecast if planned < today => {
            let earliest = week.first_from(today);
            of(forecast.map_or(earliest, |forecast| forecast.max(earliest)), Basis::Overdue)
        }
        Some(forecast) if forecast < today => {
            Some(Lateness { finish: week.first_from(today), days: 0, calendar_days: 0, basis: Basis::ForecastPassed })
        }
        Some(forecast) => of(forecast, Basis::Forecast),
        None => None,
    }
}

/// How bad the lateness of a project is: red where it is overdue, else by the limits of the settings over its planned duration; amber where
/// that is not known. `None` where it is not late.
pub fn severity(project: &Project, today: Date, rules: StatusRules) -> Option<Rag> {
    let late = lateness(project, today, rules.week)?;
    if late.is_overdue() {
        return Some(Rag::Red);
    }
    late.is_late().then(|| rules.schedule(project, today).unwrap_or(Rag::Amber))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: &str = "2026-11-22"; // A Sunday.

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn project(planned: &str, forecast: &str, actual: &str) -> Project {
        let [planned_finish, forecast_finish, actual_finish] = [planned, forecast, actual].map(Date::parse);
        Project { phase: Phase::Execution, planned_finish, forecast_finish, actual_finish, ..Project::default() }
    }

    #[test]
    fn late_overdue_and_neither() {
        use Basis::{Ended, Forecast, ForecastPassed, Overdue};
        for (planned, forecast, actual, expected) in [
            ("", "2026-12-01", "", None),
            ("2026-12-01", "", "", None),
            ("2026-11-22", "", "", None),
            // Working days: a weekend is none.
            ("2026-11-27", "2026-11-30", "", Some((1, Forecast))),
            ("2026-11-27", "2026-11-28", "", Some((0, Forecast))),
            ("2027-03-27", "2027-04-14", "", Some((13, Forecast))),
            ("2026-12-24", "2026-12-17", "", Some((-5, Forecast))),
            // A finish that has passed: the next working day is the earliest possible.
            ("2026-11-20", "", "", Some((1, Overdue))),
            ("2026-11-21", "", "", Some((1, Overdue))),
            ("2026-11-20", "2026-11-20", "", Some((1, Overdue))),
            ("2026-11-20", "2026-11-25", "", Some((3, Overdue))),
            ("2026-11-24", "2026-11-20", "", Some((0, ForecastPassed))),
            ("2026-11-20", "2026-12-20", "2026-11-20", Some((0, Ended))),
            ("2026-11-20", "", "2026-11-23", Some((1, Ended))),
            ("2026-12-24", "", "2026-11-20", Some((-24, Ended))),
        ] {
            let lateness = lateness(&project(planned, forecast, actual), day(TODAY), WorkingWeek::default());
            assert_eq!(
                lateness.map(|lateness| (lateness.days, lateness.basis)),
                expected,
                "{planned} {forecast} {actual}"
            );
        }
    }

    #[test]
    fn what_has_ended_is_never_overdue() {
        for (phase, state) in
            [(Phase::Closed, State::Completed), (Phase::Closing, State::Stopped), (Phase::Closed, State::Stopped)]
        {
            let mut ended = Project { phase, state, ..project("2026-01-01", "", "") };
            assert_eq!(lateness(&ended, day(TODAY), WorkingWeek::default()), None);
            ended.forecast_finish = Some(day("2026-01-02"));
            assert_eq!(lateness(&ended, day(TODAY), WorkingWeek::default()).map(|lateness| lateness.days), Some(1));
        }
        let waiting = Project { state: State::OnHold, ..project("2026-01-01", "", "") };
        assert!(lateness(&waiting, day(TODAY), WorkingWeek::default()).is_some_and(Lateness::is_overdue));
    }

    #[test]
    fn the_limits_of_the_settings_colour_it() {
        let rules = StatusRules::default();
        let of = |forecast: &str| {
            let start = Some(day("2026-01-05"));
            severity(&Project { planned_start: start, ..project("2026-12-14", forecast, "") }, day(TODAY), rules)
        };
        // 245 working days: amber above 5 percent, red above 10.
        assert_eq!((of("2026-12-14"), of("2026-12-21")), (None, Some(Rag::Green)));
        assert_eq!((of("2027-01-01"), of("2027-02-01")), (Some(Rag::Amber), Some(Rag::Red)));
        assert_eq!(severity(&project("2026-12-14", "2026-12-15", ""), day(TODAY), rules), Some(Rag::Amber), "no start");
        assert_eq!(severity(&project("2026-11-20", "", ""), day(TODAY), rules), Some(Rag::Red));
    }

    proptest! {
        /// A finish that has passed without an end is overdue and late, whatever the calendar and the forecast.
        #[test]
        fn what_has_passed_is_overdue(planned in -400i64..400, forecast in prop::option::of(-400i64..400), days in 1u8..128) {
            let (today, week) = (day(TODAY), WorkingWeek::of((1..=7).filter(|day| days >> (day - 1) & 1 == 1)));
            let project = Project {
                planned_finish: Some(today.plus_days(planned)),
                forecast_finish: forecast.map(|days| today.plus_days(days)),
                ..project("", "", "")
            };
            let late = lateness(&project, today, week);
            prop_assert_eq!(late.is_some_and(Lateness::is_overdue), planned < 0);
            if planned < 0 {
                prop_assert!(late.is_some_and(|lateness| lateness.is_late() && lateness.finish >= today));
            }
        }
    }
}
