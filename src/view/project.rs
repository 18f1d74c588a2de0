//! The page of one project before it is drawn: its phases with dates, what its dates and money come to.
//! Must not know how it is drawn, nor what day it is: the caller says it.

use super::format;
use crate::domain::calendar::WorkingWeek;
use crate::domain::date::{Date, Zone};
use crate::domain::gates::{Gate, Outcome};
use crate::domain::lateness::{Basis, Lateness, lateness};
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
    /// The gate at its end; none after the last phase.
    pub gate: Option<GateNote>,
}

/// A gate of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GateNote {
    /// Its short name.
    pub name: &'static str,
    /// What was decided and when, or when it is due: "conditional go, 28 Mar", "on 2 Mar 2027". Empty if neither is known.
    pub words: String,
}

/// The phases in order. `reviews` are the project's, withdrawn ones included.
pub fn steps(project: &Project, reviews: &[&GateReview], today: Date, zone: Zone) -> Vec<Step> {
    let standing: Vec<&GateReview> = reviews.iter().copied().filter(|review| !review.is_withdrawn()).collect();
    // What was stopped as an idea skipped what lies between.
    let visited = |phase: Phase| {
        project.state != State::Stopped
            || standing.is_empty()
            || standing.iter().any(|review| review.from_phase == phase || review.to_phase == phase)
    };
    let step = |phase: &Phase| {
        let phase = *phase;
        let current = phase == project.phase;
        let note = if current {
            project.phase_since.map_or_else(String::new, |since| since_words(since, project, today))
        } else if phase < project.phase {
            let entered = standing.iter().rev().find(|review| review.to_phase == phase && review.from_phase != phase);
            let on = match phase {
                // What was brought in from elsewhere was made here later than it began.
                Phase::Candidate => standing.first().and_then(|first| first.held_on).and_then(|first| {
                    let made = project.meta().stamp.moment().day(zone);
                    (made <= first).then_some(made)
                }),
                _ => entered.and_then(|review| review.held_on),
            };
            on.map_or_else(String::new, |on| format::day(on, today))
        } else {
            String::new()
        };
        Step {
            label: phase.label(),
            note,
            reached: current || (phase < project.phase && visited(phase)),
            current,
            passed: phase < project.phase && visited(phase),
            gate: gate_note(phase, project, &standing, today),
        }
    };
    Phase::ALL.iter().map(step).collect()
}

/// The gate at the end of a phase. Where the project stands at it, what is due counts; a gate it was sent back through is open again.
fn gate_note(phase: Phase, project: &Project, standing: &[&GateReview], today: Date) -> Option<GateNote> {
    let gate = Gate::next_for(phase, State::Active)?;
    let held = standing.iter().rev().find(|review| review.gate == gate);
    let decided = held.map(|review| {
        let on = review.held_on.map_or_else(String::new, |on| [", ", &format::day(on, today)].concat());
        (
            matches!(review.outcome, Outcome::Go | Outcome::ConditionalGo),
            [&review.outcome.label().to_ascii_lowercase(), on.as_str()].concat(),
        )
    });
    let words = if phase == project.phase {
        let due = project.next_gate_on.map(|on| {
            let late = if on < today { "overdue since " } else { "on " };
            [late, &format::day(on, today)].concat()
        });
        match (decided.filter(|(is_go, _)| !is_go), due) {
            (Some((_, decided)), Some(due)) => [&decided, "; next ", &due].concat(),
            (Some((_, decided)), None) => decided,
            (None, due) => due.unwrap_or_default(),
        }
    } else {
        decided.filter(|_| phase < project.phase).map(|(_, words)| words).unwrap_or_default()
    };
    Some(GateNote { name: gate.label(), words })
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

/// When it is done, in words: "14 Apr 2027, 12 working days late". Empty if nobody said.
pub fn finish_words(project: &Project, today: Date, week: WorkingWeek) -> String {
    let (finish, comment) = finish_parts(project, today, week);
    if comment.is_empty() { finish } else { [&finish, ", ", &*comment].concat() }
}

/// The same in two parts: when, and how late that is.
pub fn finish_parts(project: &Project, today: Date, week: WorkingWeek) -> (String, String) {
    let Some(on) = project.actual_finish.or(project.forecast_finish).or(project.planned_finish) else {
        return (String::new(), String::new());
    };
    let comment = lateness(project, today, week).map_or_else(String::new, late_words);
    let done = if project.actual_finish.is_some() { "finished " } else { "" };
    ([done, &format::full_day(on)].concat(), comment)
}

/// How it stands to its plan, in words: "12 working days late", "overdue by 1 working day". Empty where it is as planned.
pub fn late_words(late: Lateness) -> String {
    let days = working_days(late.days);
    match (late.basis, late.days) {
        (Basis::ForecastPassed, _) => "its forecast has passed".to_owned(),
        // What is long overdue is not counted in days any more.
        (Basis::Overdue, _) if late.calendar_days > 62 => ["overdue by ", &format::span(late.calendar_days)].concat(),
        (Basis::Overdue, _) => ["overdue by ", &days].concat(),
        (_, 0) => String::new(),
        (_, 1..) => [&days, " late"].concat(),
        _ => [&days, " early"].concat(),
    }
}

fn working_days(days: i64) -> String {
    format::count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "working day")
}

/// What it costs, in words: "£2.1m, forecast £2.44m, 16% over". Empty if nobody said.
pub fn budget_words(project: &Project) -> String {
    match (project.budget, project.forecast_cost) {
        (None, None) => String::new(),
        (Some(budget), None) => format::money_short(budget),
        (None, Some(forecast)) => format!("forecast {}", format::money_short(forecast)),
        (Some(budget), Some(forecast)) => {
            let words = format!("{}, forecast {}", format::money_short(budget), format::money_short(forecast));
            match percent_over(budget, forecast).and_then(format::percent_words) {
                Some(over) => [&words, ", ", &*over].concat(),
                None => words,
            }
        }
    }
}

/// Dates and money as planned, forecast and actual, and by how much the latest differs from the plan, in rows for start, finish
/// and cost; "–" where nobody said.
pub fn plan_rows(project: &Project, today: Date, week: WorkingWeek) -> [(&'static str, [String; 4]); 3] {
    let written = |days: [Option<Date>; 3]| days.map(|day| day.map_or_else(dash, format::full_day));
    let (planned, latest) = (project.planned_start, project.actual_start.or(project.forecast_start));
    let start = planned.zip(latest).map_or_else(dash, |(planned, latest)| match latest == planned {
        true => as_planned(),
        false => days_words(week.days_between(planned, latest), latest > planned),
    });
    let finish = lateness(project, today, week).map_or_else(dash, |late| match late.basis {
        Basis::Overdue | Basis::ForecastPassed => late_words(late),
        _ if Some(late.finish) == project.planned_finish => as_planned(),
        _ => days_words(late.days, Some(late.finish) > project.planned_finish),
    });
    let [start_planned, start_forecast, start_actual] =
        written([project.planned_start, project.forecast_start, project.actual_start]);
    let [finish_planned, finish_forecast, finish_actual] =
        written([project.planned_finish, project.forecast_finish, project.actual_finish]);
    let (budget, forecast, actual) = (project.budget, project.forecast_cost, project.actual_cost);
    let over = budget.zip(forecast).and_then(|(budget, forecast)| percent_over(budget, forecast));
    let [budget, forecast, actual] = [budget, forecast, actual].map(|own| own.map_or_else(dash, format::money));
    [
        ("Start", [start_planned, start_forecast, start_actual, start]),
        ("Finish", [finish_planned, finish_forecast, finish_actual, finish]),
        (
            "Cost",
            [
                budget,
                forecast,
                actual,
                over.map_or_else(dash, |over| format::percent_words(over).unwrap_or_else(as_planned)),
            ],
        ),
    ]
}

fn dash() -> String {
    "–".to_owned()
}

/// Two days that differ may have no working day between them: that is said too.
fn days_words(days: i64, is_late: bool) -> String {
    [&*working_days(days), if is_late { " late" } else { " early" }].concat()
}

fn as_planned() -> String {
    "as planned".to_owned()
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
    use crate::domain::money::{Currency, Money};

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn passed(from_phase: Phase, to_phase: Phase, on: &str) -> GateReview {
        let gate = Gate::next_for(from_phase, State::Active).unwrap();
        GateReview { gate, from_phase, to_phase, held_on: Some(day(on)), ..GateReview::default() }
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
        let line = steps(&project, &reviews.iter().collect::<Vec<_>>(), day("2026-11-22"), |_| 0);
        let notes: Vec<&str> = line.iter().map(|step| step.note.as_str()).collect();
        // The stamp of a record that was never stored is that of 1970.
        assert_eq!(notes, ["1 Jan 1970", "", "28 Mar", "since 2 Jul, 143 days", "", ""]);
        let gates: Vec<String> = line
            .iter()
            .filter_map(|step| step.gate.as_ref())
            .map(|own| format!("{} {}", own.name, own.words))
            .collect();
        assert_eq!(gates, ["G0 ", "G1 go, 28 Mar", "G2 go, 2 Jul", "G3 on 2 Mar 2027", "G4 "]);
        let reached: Vec<bool> = line.iter().map(|step| step.reached).collect();
        assert_eq!(reached, [true, true, true, true, false, false]);
        assert_eq!(line.iter().filter(|step| step.passed).count(), 3);
    }

    #[test]
    fn an_idea_that_was_stopped_skipped_the_phases_between() {
        let project = Project { phase: Phase::Closed, state: State::Stopped, ..Project::default() };
        let review = passed(Phase::Candidate, Phase::Closed, "2026-07-02");
        let line = steps(&project, &[&review], day("2026-11-22"), |_| 0);
        let reached: Vec<bool> = line.iter().map(|step| step.reached).collect();
        assert_eq!(reached, [true, false, false, false, false, true]);
    }

    #[test]
    fn a_gate_that_was_not_passed_says_what_was_decided_and_what_is_due() {
        let held = GateReview {
            outcome: Outcome::Hold,
            to_phase: Phase::Planning,
            ..passed(Phase::Planning, Phase::Execution, "2026-10-02")
        };
        let mut project = Project { phase: Phase::Planning, state: State::OnHold, ..Project::default() };
        let words =
            |project: &Project| steps(project, &[&held], day("2026-11-22"), |_| 0)[2].gate.clone().unwrap().words;
        assert_eq!(words(&project), "hold, 2 Oct");
        project.next_gate_on = Some(day("2026-11-20"));
        assert_eq!(words(&project), "hold, 2 Oct; next overdue since 20 Nov");
        project.phase = Phase::Execution;
        assert_eq!(words(&project), "hold, 2 Oct", "passed later without a review that stands");
    }

    #[test]
    fn dates_and_money_in_words() {
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let mut project = Project { planned_finish: Some(day("2027-03-27")), ..Project::default() };
        assert_eq!(
            (
                finish_words(&project, day("2026-11-22"), WorkingWeek::default()).as_str(),
                budget_words(&project).as_str()
            ),
            ("27 Mar 2027", "")
        );
        project.forecast_finish = Some(day("2027-04-14"));
        (project.budget, project.forecast_cost) = (pounds(210_000_000), pounds(244_000_000));
        assert_eq!(
            finish_words(&project, day("2026-11-22"), WorkingWeek::default()),
            "14 Apr 2027, 13 working days late"
        );
        assert_eq!(budget_words(&project), "£2.1m, forecast £2.44m, 16% over");
        project.actual_finish = Some(day("2027-03-26"));
        project.forecast_cost = Some(Money { minor: 1, currency: Currency::EUR });
        assert_eq!(finish_words(&project, day("2026-11-22"), WorkingWeek::default()), "finished 26 Mar 2027");
        assert_eq!(budget_words(&project), "£2.1m, forecast €0.01", "no percentage over two currencies");
        assert_eq!(
            plan_rows(&project, day("2026-11-22"), WorkingWeek::default())[1].1,
            ["27 Mar 2027", "14 Apr 2027", "26 Mar 2027", "0 working days early"]
        );
        assert_eq!(
            plan_rows(&project, day("2026-11-22"), WorkingWeek::default())[2].1,
            ["£2,100,000", "€0.01", "–", "–"]
        );
        project.forecast_cost = pounds(244_000_000);
        assert_eq!(plan_rows(&project, day("2026-11-22"), WorkingWeek::default())[2].1[3], "16% over");
        // Only what is equal is as planned.
        for (forecast, words) in [
            (210_000_000, "as planned"),
            (210_840_000, "under 1% over"),
            (209_160_000, "less than 1% under"),
            (210_000_001, "under 1% over"),
        ] {
            project.forecast_cost = pounds(forecast);
            assert_eq!(plan_rows(&project, day("2026-11-22"), WorkingWeek::default())[2].1[3], words, "{forecast}");
        }
    }

    #[test]
    fn a_finish_that_has_passed_is_overdue_and_says_so() {
        let (today, week) = (day("2026-11-22"), WorkingWeek::default());
        let mut project =
            Project { phase: Phase::Execution, planned_finish: Some(day("2026-04-23")), ..Project::default() };
        assert_eq!(finish_words(&project, today, week), "23 Apr 2026, overdue by 7 months");
        assert_eq!(plan_rows(&project, today, week)[1].1[3], "overdue by 7 months");
        project.forecast_finish = Some(day("2026-11-20"));
        project.planned_finish = Some(day("2026-12-24"));
        assert_eq!(finish_words(&project, today, week), "20 Nov 2026, its forecast has passed");
        (project.planned_start, project.actual_start) = (Some(day("2026-01-05")), Some(day("2026-01-05")));
        assert_eq!(plan_rows(&project, today, week)[0].1[3], "as planned");
    }

    #[test]
    fn due_dates_in_words() {
        let today = day("2026-11-22");
        assert_eq!(due_words(Some(day("2026-11-20")), today), ("overdue since 20 Nov".to_owned(), true));
        assert_eq!(due_words(Some(day("2026-11-23")), today), ("due 23 Nov, tomorrow".to_owned(), false));
    }
}
