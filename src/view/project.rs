//! The page of one project before it is drawn: its phases with dates, what its dates and money come to.
//! Must not know how it is drawn, nor what day it is: the caller says it.

use super::format;
use crate::domain::date::{Date, Moment};
use crate::domain::gates::Gate;
use crate::domain::money::Money;
use crate::domain::record::Record;
use crate::domain::records::project::{Phase, State};
use crate::domain::records::{GateReview, Project};
use crate::domain::totals::percent_over;

/// One phase of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// What people call it.
    pub label: &'static str,
    /// Since when, or what is due.
    pub note: String,
    /// Whether the project is or was in it.
    pub reached: bool,
    /// Whether the project is in it now.
    pub current: bool,
    /// Whether the gate at its end was passed.
    pub passed: bool,
}

/// The phases in order. `reviews` are the project's, withdrawn ones included.
pub fn steps(project: &Project, reviews: &[&GateReview], today: Date) -> Vec<Step> {
    let standing: Vec<_> = reviews.iter().filter(|review| !review.is_withdrawn()).collect();
    // What was stopped as an idea skipped what lies between.
    let visited = |phase: Phase| {
        project.state != State::Stopped
            || standing.is_empty()
            || standing.iter().any(|review| review.from_phase == phase || review.to_phase == phase)
    };
    let gate = Gate::next_for(project.phase, project.state);
    let next = Phase::ALL.iter().copied().find(|phase| *phase > project.phase);
    let step = |phase: &Phase| {
        let phase = *phase;
        let current = phase == project.phase;
        let note = if current {
            project.phase_since.map_or_else(String::new, |since| since_words(since, project, today))
        } else if phase < project.phase {
            let entered = standing.iter().rev().find(|review| review.to_phase == phase && review.from_phase != phase);
            let on = match phase {
                Phase::Candidate if !standing.is_empty() => Some(made_on(project)),
                _ => entered.and_then(|review| review.held_on),
            };
            on.map_or_else(String::new, |on| format::day(on, today))
        } else {
            let due = project.next_gate_on.zip(gate).filter(|_| Some(phase) == next);
            due.map_or_else(String::new, |(on, gate)| format!("{} on {}", gate.label(), format::day(on, today)))
        };
        Step {
            label: phase.label(),
            note,
            reached: current || (phase < project.phase && visited(phase)),
            current,
            passed: phase < project.phase && visited(phase),
        }
    };
    Phase::ALL.iter().map(step).collect()
}

fn made_on(project: &Project) -> Date {
    Date::of_moment(Moment(project.meta().stamp.time.milliseconds()))
}

fn since_words(since: Date, project: &Project, today: Date) -> String {
    let days = today.days_since(since);
    let day = format::day(since, today);
    match usize::try_from(days) {
        Ok(0) => "since today".to_owned(),
        Ok(days) if project.phase != Phase::Closed => format!("since {day}, {}", format::count(days, "day")),
        _ => format!("since {day}"),
    }
}

/// When it is done, in words: "14 Apr 2027, 18 days late". Empty if nobody said.
pub fn finish_words(project: &Project) -> String {
    let (finish, comment) = finish_parts(project);
    if comment.is_empty() { finish } else { [&finish, ", ", &*comment].concat() }
}

/// The same in two parts: when, and how late that is.
pub fn finish_parts(project: &Project) -> (String, String) {
    let Some(on) = project.actual_finish.or(project.forecast_finish).or(project.planned_finish) else {
        return (String::new(), String::new());
    };
    let late = project.planned_finish.map_or(0, |planned| on.days_since(planned));
    let days = format::count(late.unsigned_abs() as usize, "day");
    let comment = match late {
        0 => String::new(),
        1.. => format!("{days} late"),
        _ => format!("{days} early"),
    };
    let done = if project.actual_finish.is_some() { "finished " } else { "" };
    ([done, &format::full_day(on)].concat(), comment)
}

/// What it costs, in words: "£2.1 m, forecast £2.44 m, 16 % over". Empty if nobody said.
pub fn budget_words(project: &Project) -> String {
    match (project.budget, project.forecast_cost) {
        (None, None) => String::new(),
        (Some(budget), None) => format::money_short(budget),
        (None, Some(forecast)) => format!("forecast {}", format::money_short(forecast)),
        (Some(budget), Some(forecast)) => {
            let words = format!("{}, forecast {}", format::money_short(budget), format::money_short(forecast));
            match percent_over(budget, forecast) {
                Some(0) | None => words,
                Some(over @ 1..) => format!("{words}, {over} % over"),
                Some(under) => format!("{words}, {} % under", under.unsigned_abs()),
            }
        }
    }
}

/// Dates and money as planned, forecast and actual, in rows for start, finish and cost; "–" where nobody said.
pub fn plan_rows(project: &Project) -> [(&'static str, [String; 3]); 3] {
    let dash = || "–".to_owned();
    let day = |date: Option<Date>| date.map_or_else(dash, format::full_day);
    let money = |amount: Option<Money>| amount.map_or_else(dash, format::money);
    [
        ("Start", [project.planned_start, project.forecast_start, project.actual_start].map(day)),
        ("Finish", [project.planned_finish, project.forecast_finish, project.actual_finish].map(day)),
        ("Cost", [project.budget, project.forecast_cost, project.actual_cost].map(money)),
    ]
}

/// Until when a condition is due, in words, and whether that is over: "due 2 Dec, in 3 days", "overdue since 2 Dec".
pub fn due_words(due: Option<Date>, today: Date) -> (String, bool) {
    match due {
        None => ("no due date".to_owned(), false),
        Some(due) if due < today => (format!("overdue since {}", format::day(due, today)), true),
        Some(due) => (format!("due {}, {}", format::day(due, today), format::days_from_now(due, today)), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn passed(from_phase: Phase, to_phase: Phase, on: &str) -> GateReview {
        GateReview { from_phase, to_phase, held_on: Some(day(on)), ..GateReview::default() }
    }

    #[test]
    fn the_line_shows_when_each_phase_began_and_what_is_next() {
        let project = Project {
            phase: Phase::Execution,
            phase_since: Some(day("2026-07-02")),
            next_gate_on: Some(day("2027-03-02")),
            ..Project::default()
        };
        let withdrawn = GateReview {
            withdrawn: crate::domain::records::gate_review::Withdrawal {
                by: "Ada".into(),
                ..crate::domain::records::gate_review::Withdrawal::default()
            },
            ..passed(Phase::Planning, Phase::Execution, "2026-06-01")
        };
        let reviews = [
            passed(Phase::Initiation, Phase::Planning, "2026-03-28"),
            withdrawn,
            passed(Phase::Planning, Phase::Execution, "2026-07-02"),
        ];
        let line = steps(&project, &reviews.iter().collect::<Vec<_>>(), day("2026-11-22"));
        let notes: Vec<&str> = line.iter().map(|step| step.note.as_str()).collect();
        // The stamp of a record that was never stored is that of 1970.
        assert_eq!(notes, ["1 Jan 1970", "", "28 Mar", "since 2 Jul, 143 days", "G3 on 2 Mar 2027", ""]);
        let reached: Vec<bool> = line.iter().map(|step| step.reached).collect();
        assert_eq!(reached, [true, true, true, true, false, false]);
        assert_eq!(line.iter().filter(|step| step.passed).count(), 3);
    }

    #[test]
    fn an_idea_that_was_stopped_skipped_the_phases_between() {
        let project = Project { phase: Phase::Closed, state: State::Stopped, ..Project::default() };
        let review = passed(Phase::Candidate, Phase::Closed, "2026-07-02");
        let line = steps(&project, &[&review], day("2026-11-22"));
        let reached: Vec<bool> = line.iter().map(|step| step.reached).collect();
        assert_eq!(reached, [true, false, false, false, false, true]);
    }

    #[test]
    fn dates_and_money_in_words() {
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let mut project = Project { planned_finish: Some(day("2027-03-27")), ..Project::default() };
        assert_eq!((finish_words(&project).as_str(), budget_words(&project).as_str()), ("27 Mar 2027", ""));
        project.forecast_finish = Some(day("2027-04-14"));
        (project.budget, project.forecast_cost) = (pounds(210_000_000), pounds(244_000_000));
        assert_eq!(finish_words(&project), "14 Apr 2027, 18 days late");
        assert_eq!(budget_words(&project), "£2.1 m, forecast £2.44 m, 16 % over");
        project.actual_finish = Some(day("2027-03-26"));
        project.forecast_cost = Some(Money { minor: 1, currency: Currency::EUR });
        assert_eq!(finish_words(&project), "finished 26 Mar 2027, 1 day early");
        assert_eq!(budget_words(&project), "£2.1 m, forecast €0", "no percentage over two currencies");
        assert_eq!(plan_rows(&project)[1].1, ["27 Mar 2027", "14 Apr 2027", "26 Mar 2027"]);
        assert_eq!(percent_over(pounds(0).unwrap(), pounds(5).unwrap()), None);
        assert_eq!(percent_over(pounds(200).unwrap(), pounds(199).unwrap()), Some(-1));
    }

    #[test]
    fn due_dates_in_words() {
        let today = day("2026-11-22");
        assert_eq!(due_words(Some(day("2026-11-20")), today), ("overdue since 20 Nov".to_owned(), true));
        assert_eq!(due_words(Some(day("2026-11-23")), today), ("due 23 Nov, tomorrow".to_owned(), false));
    }
}
