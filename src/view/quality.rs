//! Gaps in the data: what a portfolio report would stumble over, project by project. Ideas are not asked for what nobody can know
//! yet, closed projects for nothing. Must not know how they are mended.

use super::format;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::records::project::{Phase, State, at};
use crate::domain::status::{Overall, overall};
use crate::engine::portfolio::Portfolio;

/// A kind of gap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// Nobody leads it.
    NoLead,
    /// No sponsor.
    NoSponsor,
    /// No objective.
    NoObjective,
    /// No planned finish although it is being planned or done.
    NoFinish,
    /// No budget although it is being done.
    NoBudget,
    /// A finish lies before its start.
    FinishBeforeStart,
    /// The day of the next gate is not set.
    NoGateDay,
    /// The latest status is older than one reporting cycle.
    StatusOld,
    /// No status although it is being done.
    StatusMissing,
    /// An imported cell holds words where a date or an amount belongs.
    WordsForFigures,
}

impl Gap {
    /// All, the worst first.
    pub const ALL: [Self; 10] = [
        Self::FinishBeforeStart,
        Self::NoLead,
        Self::StatusOld,
        Self::StatusMissing,
        Self::NoFinish,
        Self::NoBudget,
        Self::NoObjective,
        Self::NoSponsor,
        Self::NoGateDay,
        Self::WordsForFigures,
    ];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoLead => "No lead",
            Self::NoSponsor => "No sponsor",
            Self::NoObjective => "No objective",
            Self::NoFinish => "No planned finish",
            Self::NoBudget => "No budget",
            Self::FinishBeforeStart => "Finish before start",
            Self::NoGateDay => "No day for the next gate",
            Self::StatusOld => "Status out of date",
            Self::StatusMissing => "No status",
            Self::WordsForFigures => "Words where a figure belongs",
        }
    }

    /// Why it matters, in a sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::NoLead => "Nobody answers for the whole.",
            Self::NoSponsor => "Nobody owns the case and the money.",
            Self::NoObjective => "Nobody can say whether it has succeeded.",
            Self::NoFinish => "It cannot be late, and nobody can plan on it.",
            Self::NoBudget => "Its cost is missing from every total.",
            Self::FinishBeforeStart => "One of the two dates is wrong.",
            Self::NoGateDay => "Nobody knows when it will be decided on next.",
            Self::StatusOld => "Older than one reporting cycle: it is shown as out of date, never as green.",
            Self::StatusMissing => "It is under way and nobody has said how it is.",
            Self::WordsForFigures => {
                "The imported list had text in a column of dates or amounts; it was kept as a note."
            }
        }
    }

    /// Number of the field in which it is mended.
    pub fn field(self) -> u8 {
        match self {
            Self::NoLead => at::lead,
            Self::NoSponsor => at::sponsor,
            Self::NoObjective => at::objective,
            Self::NoFinish | Self::FinishBeforeStart => at::planned_finish,
            Self::NoBudget => at::budget,
            Self::NoGateDay => at::next_gate_on,
            Self::StatusOld | Self::StatusMissing => at::schedule_status,
            Self::WordsForFigures => at::imported,
        }
    }

    /// Whether a project has this gap.
    pub fn is_in(self, project: &Project, today: Date, cycle_days: i64) -> bool {
        let is_open = project.phase != Phase::Closed && project.state != State::Stopped;
        let is_active = project.state == State::Active;
        let from = |phase| is_open && is_active && project.phase >= phase;
        match self {
            Self::NoLead => from(Phase::Initiation) && project.lead.is_none(),
            Self::NoSponsor => from(Phase::Initiation) && project.sponsor.is_none(),
            Self::NoObjective => from(Phase::Planning) && project.objective.is_empty(),
            Self::NoFinish => from(Phase::Planning) && project.planned_finish.is_none(),
            Self::NoBudget => from(Phase::Execution) && project.budget.is_none(),
            Self::FinishBeforeStart => is_open && has_finish_before_start(project),
            Self::NoGateDay => from(Phase::Initiation) && project.next_gate_on.is_none(),
            Self::StatusOld => from(Phase::Initiation) && overall(project, today, cycle_days) == Overall::Stale,
            Self::StatusMissing => {
                from(Phase::Execution) && overall(project, today, cycle_days) == Overall::NotReported
            }
            Self::WordsForFigures => is_open && project.imported.iter().any(|cell| is_figure(&cell.heading)),
        }
    }
}

fn has_finish_before_start(project: &Project) -> bool {
    let pairs = [
        (project.planned_start, project.planned_finish),
        (project.forecast_start, project.forecast_finish),
        (project.actual_start, project.actual_finish),
    ];
    pairs.into_iter().any(|(start, finish)| start.zip(finish).is_some_and(|(start, finish)| finish < start))
}

/// Whether a heading of a list promises a date or an amount.
fn is_figure(heading: &str) -> bool {
    let heading = heading.to_ascii_lowercase();
    let words = ["date", "cost", "budget", "baseline", "variance", "forecast", "spend", "amount"];
    words.iter().any(|word| heading.contains(word)) && !heading.contains("narrative")
}

/// A gap and the projects that have it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The gap.
    pub gap: Gap,
    /// The projects, in order of creation.
    pub projects: Vec<Id>,
}

/// All gaps there are, the worst first.
pub fn gaps(portfolio: &Portfolio, today: Date) -> Vec<Found> {
    let cycle = portfolio.settings().cycle_days();
    let mut all: Vec<Found> = Gap::ALL.into_iter().map(|gap| Found { gap, projects: Vec::new() }).collect();
    for project in portfolio.all::<Project>() {
        for found in &mut all {
            if found.gap.is_in(project, today, cycle) {
                found.projects.push(project.meta.id);
            }
        }
    }
    all.retain(|found| !found.projects.is_empty());
    all
}

/// "12 gaps in 7 projects", or that there are none.
pub fn gap_words(all: &[Found]) -> String {
    let mut projects: Vec<Id> = all.iter().flat_map(|found| found.projects.iter().copied()).collect();
    let gaps = projects.len();
    crate::domain::sorting::sort_once(&mut projects);
    match gaps {
        0 => "No gaps: every project has what a report needs.".to_owned(),
        gaps => [&format::count(gaps, "gap"), " in ", &format::count(projects.len(), "project")].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::records::project::{ConstraintStatus, ImportedCell, Rag};

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn gaps_of(project: &Project) -> Vec<Gap> {
        Gap::ALL.into_iter().filter(|gap| gap.is_in(project, day("2026-11-22"), 31)).collect()
    }

    #[test]
    fn an_idea_and_a_closed_project_are_asked_for_nothing() {
        assert_eq!(gaps_of(&Project::default()), []);
        assert_eq!(gaps_of(&Project { phase: Phase::Closed, state: State::Completed, ..Project::default() }), []);
        assert_eq!(gaps_of(&Project { phase: Phase::Execution, state: State::OnHold, ..Project::default() }), []);
    }

    #[test]
    fn what_is_asked_for_grows_with_the_phase() {
        let of = |phase| gaps_of(&Project { phase, ..Project::default() });
        assert_eq!(of(Phase::Initiation), [Gap::NoLead, Gap::NoSponsor, Gap::NoGateDay]);
        assert_eq!(of(Phase::Planning), [Gap::NoLead, Gap::NoFinish, Gap::NoObjective, Gap::NoSponsor, Gap::NoGateDay]);
        let execution = of(Phase::Execution);
        assert!(execution.contains(&Gap::StatusMissing) && execution.contains(&Gap::NoBudget));
    }

    #[test]
    fn dates_status_and_words_for_figures() {
        let status = ConstraintStatus { rag: Some(Rag::Green), on: Some(day("2026-10-01")), note: "".into() };
        let project = Project {
            phase: Phase::Initiation,
            lead: Some(Ref::new(Id(1))),
            sponsor: Some(Ref::new(Id(1))),
            next_gate_on: Some(day("2026-12-01")),
            planned_start: Some(day("2026-12-01")),
            planned_finish: Some(day("2026-11-30")),
            schedule_status: status,
            imported: vec![ImportedCell { heading: "Project End Date".into(), text: "Exempt under Section 43".into() }],
            ..Project::default()
        };
        assert_eq!(gaps_of(&project), [Gap::FinishBeforeStart, Gap::StatusOld, Gap::WordsForFigures]);
    }
}
