//! Which closed projects are history: those closed before the present fiscal year. The board leaves them away until they are
//! asked for. Must not know how.

use crate::domain::date::Date;
use crate::domain::records::Project;
use crate::domain::records::project::Phase;

/// Whether a project was closed before that day. One without a day is not history.
pub fn is_archived(project: &Project, since: Date) -> bool {
    let closed_on = project.actual_finish.or(project.phase_since);
    project.phase == Phase::Closed && closed_on.is_some_and(|on| on < since)
}

#[cfg(test)]
mod tests {
    use super::*;

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
