//! Gaps in the data: what a portfolio report would stumble over, project by project. Ideas are not asked for what nobody can know
//! yet, closed projects for nothing. Must not know how they are mended.

use super::format;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::lateness::{Basis, Lateness, lateness};
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::project::{ConstraintStatus, ImportedCell, Phase, Rag, State, at};
use crate::domain::records::{Person, Project};
use crate::domain::status::{Overall, StatusRules, constraints, overall};
use crate::domain::totals::percent_over;
use crate::engine::command::{Command, Import};
use crate::engine::money::counted;
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
    /// Schedule or cost is reported better than dates or amounts say.
    BetterThanFigures,
    /// The next gate is on a day on which nobody works.
    GateOnFreeDay,
    /// It counts as an idea although it has a status or has begun.
    BegunAsIdea,
    /// An imported cell holds words where a date or an amount belongs.
    WordsForFigures,
}

/// How a gap is mended from the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mending {
    /// One value for as many projects as are chosen, by number of the field.
    Together(u8),
    /// One by one, in place.
    InPlace,
    /// The statuses still hold: they get the day of today.
    LookAt,
    /// On the status sheet.
    Report,
    /// Only on the page of the project.
    OnItsPage,
}

impl Gap {
    /// All, the worst first.
    pub const ALL: [Self; 13] = [
        Self::BegunAsIdea,
        Self::FinishBeforeStart,
        Self::NoLead,
        Self::StatusOld,
        Self::StatusMissing,
        Self::BetterThanFigures,
        Self::NoFinish,
        Self::NoBudget,
        Self::NoObjective,
        Self::NoSponsor,
        Self::NoGateDay,
        Self::GateOnFreeDay,
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
            Self::BetterThanFigures => "Status better than the figures",
            Self::GateOnFreeDay => "Gate on a non-working day",
            Self::BegunAsIdea => "Idea that has begun",
            Self::WordsForFigures => "Words where a figure belongs",
        }
    }

    /// Why it matters, in a sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::BegunAsIdea => {
                "It has a status or has begun, yet counts as an idea: no figure of what is under way includes it."
            }
            Self::NoLead => "Nobody is accountable for it.",
            Self::NoSponsor => "Nobody owns the business case and the money.",
            Self::NoObjective => "Nobody can say whether it has succeeded.",
            Self::NoFinish => "It cannot be late, and nobody can plan on it.",
            Self::NoBudget => "Its cost is missing from every total.",
            Self::FinishBeforeStart => "One of the two dates is wrong.",
            Self::NoGateDay => "Nobody knows when it will be decided on next.",
            Self::StatusOld => "Older than one reporting cycle: it is shown as out of date, never as green.",
            Self::StatusMissing => "It is under way and has no status.",
            Self::BetterThanFigures => "Dates or amounts say worse than what is reported of schedule or cost.",
            Self::GateOnFreeDay => "By the calendar in the settings nobody works on that day.",
            Self::WordsForFigures => {
                "The imported list had text in a column of dates or amounts; it was kept as a note."
            }
        }
    }

    /// Number of the field in which it is mended in that project.
    pub fn field(self, project: &Project, today: Date, rules: StatusRules) -> u8 {
        match self {
            Self::NoLead => at::lead,
            Self::NoSponsor => at::sponsor,
            Self::NoObjective => at::objective,
            Self::NoFinish => at::planned_finish,
            Self::FinishBeforeStart => wrong_finish(project).unwrap_or(at::planned_finish),
            Self::NoBudget => at::budget,
            Self::NoGateDay | Self::GateOnFreeDay => at::next_gate_on,
            Self::StatusOld | Self::StatusMissing => at::schedule_status,
            Self::BetterThanFigures if is_better(&project.schedule_status, rules.schedule(project, today)) => {
                at::schedule_status
            }
            Self::BetterThanFigures => at::cost_status,
            Self::WordsForFigures => at::imported,
            Self::BegunAsIdea => at::phase,
        }
    }

    /// What the button says that mends it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoLead => "Add lead",
            Self::NoSponsor => "Add sponsor",
            Self::NoObjective => "Add objective",
            Self::NoFinish => "Add finish",
            Self::NoBudget => "Add budget",
            Self::NoGateDay => "Set day",
            Self::StatusOld | Self::StatusMissing => "Report status",
            _ => "Fix",
        }
    }

    /// What contradicts what in that project, in a sentence or two; empty where the name of the gap says it all.
    pub fn detail(self, project: &Project, today: Date, rules: StatusRules) -> String {
        let day = |on: Option<Date>| on.map_or_else(String::new, |on| format::day(on, today));
        match self {
            Self::BetterThanFigures => better_words(project, today, rules),
            Self::FinishBeforeStart => {
                let (name, start, finish) = match wrong_finish(project) {
                    Some(at::forecast_finish) => ("Forecast", project.forecast_start, project.forecast_finish),
                    Some(at::actual_finish) => ("Actual", project.actual_start, project.actual_finish),
                    _ => ("Planned", project.planned_start, project.planned_finish),
                };
                [name, " finish ", &day(finish), ", start ", &day(start), "."].concat()
            }
            Self::StatusOld => {
                let latest = constraints(project)
                    .into_iter()
                    .filter_map(|(_, status)| status.on.filter(|_| status.rag.is_some()))
                    .max();
                latest.map_or_else(String::new, |on| ["Latest report ", &*format::day(on, today), "."].concat())
            }
            Self::GateOnFreeDay => day(project.next_gate_on),
            Self::WordsForFigures => {
                let cells = project.imported.iter().filter(|cell| is_figure(&cell.heading));
                let words = |cell: &ImportedCell| [&*cell.heading, ": ", &*cell.text].concat();
                cells.map(words).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        }
    }

    /// How it is mended from the list.
    pub fn mending(self) -> Mending {
        match self {
            Self::NoLead => Mending::Together(at::lead),
            Self::NoSponsor => Mending::Together(at::sponsor),
            Self::NoGateDay => Mending::Together(at::next_gate_on),
            Self::StatusOld => Mending::LookAt,
            Self::StatusMissing => Mending::Report,
            Self::WordsForFigures | Self::BegunAsIdea => Mending::OnItsPage,
            _ => Mending::InPlace,
        }
    }

    /// Whether a project has this gap.
    pub fn is_in(self, portfolio: &Portfolio, project: &Project, today: Date, rules: StatusRules) -> bool {
        let project = &*counted(portfolio, project);
        let is_open = project.phase != Phase::Closed && project.state != State::Stopped;
        let is_active = project.state == State::Active;
        let from = |phase| is_open && is_active && project.phase >= phase;
        // Somebody who was deleted answers for nothing.
        let is_there = |person| portfolio.follow::<Person>(person).is_some();
        match self {
            Self::NoLead => from(Phase::Initiation) && !is_there(project.lead),
            Self::NoSponsor => from(Phase::Initiation) && !is_there(project.sponsor),
            Self::NoObjective => from(Phase::Planning) && project.objective.is_empty(),
            Self::NoFinish => from(Phase::Planning) && project.planned_finish.is_none(),
            Self::NoBudget => from(Phase::Execution) && project.budget.is_none(),
            Self::FinishBeforeStart => is_open && wrong_finish(project).is_some(),
            Self::NoGateDay => from(Phase::Initiation) && project.next_gate_on.is_none(),
            Self::StatusOld => from(Phase::Initiation) && overall(project, today, rules) == Overall::Stale,
            Self::StatusMissing => from(Phase::Execution) && overall(project, today, rules) == Overall::NotReported,
            Self::BetterThanFigures => {
                from(Phase::Initiation)
                    && (is_better(&project.schedule_status, rules.schedule(project, today))
                        || is_better(&project.cost_status, rules.cost(project)))
            }
            // One that has passed is late, whichever day it was.
            Self::GateOnFreeDay => {
                is_open && project.next_gate_on.is_some_and(|on| on >= today && !rules.week.works_on(on))
            }
            Self::BegunAsIdea => has_begun_as_idea(project),
            Self::WordsForFigures => is_open && project.imported.iter().any(|cell| is_figure(&cell.heading)),
        }
    }
}

/// Whether a project counts as an idea although it has a status or has begun.
pub fn has_begun_as_idea(project: &Project) -> bool {
    let has_status = || constraints(project).iter().any(|(_, status)| status.rag.is_some());
    let has_begun = || project.actual_start.is_some() || project.actual_cost.is_some();
    project.phase == Phase::Candidate
        && project.state == State::Active
        && (has_status() || project.overall_status.rag.is_some() || project.confidence.is_some() || has_begun())
}

/// Whether a status is reported better than the figures say.
fn is_better(reported: &ConstraintStatus, figures: Option<Rag>) -> bool {
    reported.rag.zip(figures).is_some_and(|(reported, figures)| badness(reported) < badness(figures))
}

/// "Schedule: green. Forecast is 15 days late." and the same of the cost.
fn better_words(project: &Project, today: Date, rules: StatusRules) -> String {
    let mut words = Vec::new();
    let reported = |name: &str, status: &ConstraintStatus| {
        let rag = status.rag.map_or("", Rag::label).to_ascii_lowercase();
        [name, ": ", &rag, ". "].concat()
    };
    if is_better(&project.schedule_status, rules.schedule(project, today)) {
        let late = lateness(project, today, rules.week);
        let days = late.map_or(0, |late| late.days.unsigned_abs());
        let days = format::count(usize::try_from(days).unwrap_or_default(), "working day");
        let late_by = match late {
            Some(late) if late.is_overdue() => "The planned finish has passed.".to_owned(),
            Some(Lateness { basis: Basis::Ended, .. }) => ["It was finished ", &*days, " late."].concat(),
            _ => ["Forecast is ", &*days, " late."].concat(),
        };
        words.push([&*reported("Schedule", &project.schedule_status), &*late_by].concat());
    }
    if is_better(&project.cost_status, rules.cost(project)) {
        let over = project.budget.zip(project.forecast_cost).and_then(|(budget, cost)| percent_over(budget, cost));
        let over = over.and_then(format::percent_words).unwrap_or_default();
        words.push([&*reported("Cost", &project.cost_status), "Forecast is ", &over, " budget."].concat());
    }
    words.join(" ")
}

fn badness(rag: Rag) -> u8 {
    match rag {
        Rag::Green => 0,
        Rag::Amber => 1,
        Rag::Red => 2,
    }
}

/// The command that gives the statuses of these projects the day of today: somebody has looked, and they still hold.
pub fn look_at(portfolio: &Portfolio, ids: &[Id], today: Date) -> Command {
    let label = ["Mark the status of ", &format::count(ids.len(), "project"), " as looked at"].concat();
    let mut import = Import { label, ..Import::default() };
    for project in ids.iter().filter_map(|id| portfolio.get::<Project>(*id)) {
        let statuses = Project::SCHEMA.fields.iter().enumerate().filter(|(_, field)| field.name.ends_with("_status"));
        let mut values = Vec::new();
        for number in statuses.filter_map(|(number, _)| u8::try_from(number).ok()) {
            let mut status = ConstraintStatus::from_value(&project.get(number)).unwrap_or_default();
            if status.rag.is_some() {
                status.on = Some(today);
                values.push((FieldKey::Known(number), status.to_value()));
            }
        }
        import.changes.push((project.meta.id, values));
    }
    Command::Import(Box::new(import))
}

/// The first finish that lies before its start.
fn wrong_finish(project: &Project) -> Option<u8> {
    let pairs = [
        (project.planned_start, project.planned_finish, at::planned_finish),
        (project.forecast_start, project.forecast_finish, at::forecast_finish),
        (project.actual_start, project.actual_finish, at::actual_finish),
    ];
    let is_wrong = |start: Option<Date>, finish| start.zip(finish).is_some_and(|(start, finish)| finish < start);
    pairs.into_iter().find(|(start, finish, _)| is_wrong(*start, *finish)).map(|(_, _, field)| field)
}

/// Whether a heading of a list promises a date or an amount.
fn is_figure(heading: &str) -> bool {
    let heading = heading.to_ascii_lowercase();
    let words = ["date", "cost", "budget", "baseline", "variance", "forecast", "spend", "amount"];
    words.iter().any(|word| heading.contains(word)) && !heading.contains("narrative")
}

/// A gap and the projects that have it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GapProjects {
    /// The gap.
    pub gap: Gap,
    /// The projects, in order of creation.
    pub projects: Vec<Id>,
}

/// All gaps there are, the worst first.
pub fn gaps(portfolio: &Portfolio, today: Date) -> Vec<GapProjects> {
    let rules = portfolio.settings().status_rules();
    let mut all: Vec<GapProjects> = Gap::ALL.into_iter().map(|gap| GapProjects { gap, projects: Vec::new() }).collect();
    for project in portfolio.all::<Project>() {
        for found in &mut all {
            if found.gap.is_in(portfolio, project, today, rules) {
                found.projects.push(project.meta.id);
            }
        }
    }
    all.retain(|found| !found.projects.is_empty());
    all
}

/// "12 gaps in 7 projects", or that there are none.
pub fn gap_words(all: &[GapProjects]) -> String {
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
    use crate::domain::money::{Currency, Money};

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// A portfolio with person 1, and person 2 who was deleted.
    fn people() -> Portfolio {
        let mut portfolio = Portfolio::default();
        for (id, deleted) in [(1, false), (2, true)] {
            let mut person = Person { name: "Ada Lovelace".into(), ..Person::default() };
            (person.meta.id, person.meta.deleted) = (Id(id), deleted);
            portfolio.insert_loaded(std::sync::Arc::new(person));
        }
        portfolio
    }

    fn gaps_of(project: &Project) -> Vec<Gap> {
        Gap::ALL
            .into_iter()
            .filter(|gap| gap.is_in(&people(), project, day("2026-11-22"), StatusRules::default()))
            .collect()
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
        let detail = |gap: Gap| gap.detail(&project, day("2026-11-22"), StatusRules::default());
        assert_eq!(detail(Gap::FinishBeforeStart), "Planned finish 30 Nov, start 1 Dec.");
        assert_eq!(detail(Gap::StatusOld), "Latest report 1 Oct.");
        assert_eq!(detail(Gap::WordsForFigures), "Project End Date: Exempt under Section 43");
    }

    #[test]
    fn somebody_who_was_deleted_leads_nothing() {
        let led_by = |id| {
            let person = Some(Ref::new(Id(id)));
            let gate = Some(day("2026-12-01"));
            gaps_of(&Project {
                phase: Phase::Initiation,
                lead: person,
                sponsor: person,
                next_gate_on: gate,
                ..Project::default()
            })
        };
        assert_eq!((led_by(1), led_by(2)), (vec![], vec![Gap::NoLead, Gap::NoSponsor]));
    }

    #[test]
    fn better_than_the_figures_and_on_a_free_day() {
        let person = Some(Ref::new(Id(1)));
        let green = || ConstraintStatus { rag: Some(Rag::Green), on: Some(day("2026-11-20")), note: "".into() };
        let mut project = Project {
            phase: Phase::Initiation,
            lead: person,
            sponsor: person,
            next_gate_on: Some(day("2026-11-28")),
            planned_start: Some(day("2026-01-01")),
            planned_finish: Some(day("2026-12-31")),
            forecast_finish: Some(day("2027-03-31")),
            schedule_status: green(),
            ..Project::default()
        };
        assert_eq!(gaps_of(&project), [Gap::BetterThanFigures, Gap::GateOnFreeDay]);
        assert_eq!(
            Gap::BetterThanFigures.field(&project, day("2026-11-22"), StatusRules::default()),
            at::schedule_status
        );
        let detail = |gap: Gap, project: &Project| gap.detail(project, day("2026-11-22"), StatusRules::default());
        assert_eq!(detail(Gap::BetterThanFigures, &project), "Schedule: green. Forecast is 64 working days late.");
        assert_eq!(detail(Gap::GateOnFreeDay, &project), "28 Nov");
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let dear = Project {
            budget: pounds(100_000),
            forecast_cost: pounds(112_000),
            cost_status: green(),
            ..Project::default()
        };
        assert_eq!(detail(Gap::BetterThanFigures, &dear), "Cost: green. Forecast is 12% over budget.");
        project.schedule_status.rag = Some(Rag::Red);
        project.next_gate_on = Some(day("2026-11-27"));
        assert_eq!(gaps_of(&project), []);
    }

    #[test]
    fn looking_at_statuses_dates_those_there_are() {
        let mut portfolio = people();
        let status = |rag| ConstraintStatus { rag, on: Some(day("2026-10-01")), note: "Late".into() };
        let mut project = Project { cost_status: status(Some(Rag::Amber)), ..Project::default() };
        project.overall_status = status(None);
        project.meta.id = Id(5);
        portfolio.insert_loaded(std::sync::Arc::new(project));
        let Command::Import(import) = look_at(&portfolio, &[Id(5), Id(6)], day("2026-11-22")) else {
            panic!("an import")
        };
        assert_eq!(import.label, "Mark the status of 2 projects as looked at");
        let looked = ConstraintStatus { on: Some(day("2026-11-22")), ..status(Some(Rag::Amber)) };
        assert_eq!(import.changes, [(Id(5), vec![(FieldKey::Known(at::cost_status), looked.to_value())])]);
    }
}
