//! Which closed projects are history: those closed before the present fiscal year. The board leaves them away until they are
//! asked for. Must not know how.

use crate::domain::date::Date;
use crate::domain::records::Project;
use crate::domain::records::project::Phase;

/// First day of the fiscal year in which that day lies. It starts in January unless set.
pub fn fiscal_year(today: Date, first_month: Option<u32>) -> Date {
    let (year, month, _) = today.parts();
    let first = first_month.filter(|month| (1..=12).contains(month)).unwrap_or(1);
    let year = if month < first { year - 1 } else { year };
    Date::new(year, first, 1).unwrap_or(today)
}

/// Whether a project was closed before that day. One without a day is not history.
pub fn is_archived(project: &Project, since: Date) -> bool {
    let closed_on = project.phase_since.or(project.actual_finish);
    project.phase == Phase::Closed && closed_on.is_some_and(|on| on < since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_years() {
        let day = |text| Date::parse(text).unwrap();
        for (today, month, start) in [
            ("2026-11-22", None, "2026-01-01"),
            ("2026-11-22", Some(4), "2026-04-01"),
            ("2026-03-31", Some(4), "2025-04-01"),
            ("2026-04-01", Some(4), "2026-04-01"),
            ("2026-04-01", Some(13), "2026-01-01"),
        ] {
            assert_eq!(fiscal_year(day(today), month), day(start), "{today} {month:?}");
        }
    }

    #[test]
    fn only_what_was_closed_before_is_history() {
        let day = |text| Date::parse(text).unwrap();
        let closed = |phase, on| Project { phase, phase_since: on, ..Project::default() };
        let since = day("2026-04-01");
        for (phase, on, archived) in [
            (Phase::Closed, Some(day("2026-03-31")), true),
            (Phase::Closed, Some(since), false),
            (Phase::Closed, None, false),
            (Phase::Execution, Some(day("2020-01-01")), false),
        ] {
            assert_eq!(is_archived(&closed(phase, on), since), archived, "{phase:?} {on:?}");
        }
    }
}
