//! The status sheet of a project before it is drawn: what it begins with, how it stands to the last report, what the figures propose, and
//! the warnings that grow from them while it is filled in. Must not know how it is drawn, nor what day it is.

use super::words::period_words;
use crate::domain::date::{Date, Zone};
use crate::domain::id::Id;
use crate::domain::lateness::lateness;
use crate::domain::letters::lower_first;
use crate::domain::money::Money;
use crate::domain::records::project::{ConstraintStatus, Phase, Rag};
use crate::domain::records::status_report::{ReportState, StatusReport, ViewpointPoints};
use crate::domain::records::work_item::WorkItemKind;
use crate::domain::records::{Project, WorkItem};
use crate::domain::reporting::Period;
use crate::domain::status::{constraints, rule};
use crate::domain::status_dimensions::time;
use crate::domain::status_rules::StatusRules;
use crate::domain::status_turn::{fell, proposed};
use crate::domain::tolerance::breach;
use crate::domain::totals::percent_over;
use crate::domain::work::item::overdue;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::reports::{last_before, period_to_write, report_for};
use crate::engine::work::columns_of;
use crate::view::format;
use crate::view::project::late_words;
use crate::view::report::said::{Said, said};
use crate::view::tolerance::breach_words;

/// How many constraints there are.
pub const CONSTRAINTS: usize = 7;
/// Schedule and cost, whose status the figures say, in the order of `status::constraints`.
const SCHEDULE: usize = 0;
const COST: usize = 1;
/// How many constraints lead.
const LEADING: usize = 4;

/// A constraint.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What people call it.
    pub label: &'static str,
    /// What the last report said of it.
    pub last: ConstraintStatus,
    /// What the sheet begins with.
    pub now: ConstraintStatus,
}

/// The sheet as it is opened.
#[derive(Clone, PartialEq)]
pub struct Sheet {
    /// The project as it is.
    pub project: Project,
    /// The period.
    pub period: Period,
    /// What it is called.
    pub period_words: String,
    /// How far its report is, if it was begun.
    pub state: Option<ReportState>,
    /// The constraints.
    pub rows: Vec<Row>,
    /// The report that it begins with: what was drafted, or what still holds of the last one.
    pub begun: StatusReport,
    /// Name of who answers for the recovery plan.
    pub recovery_owner: String,
    /// The last report that was handed in.
    pub last: Option<StatusReport>,
    /// What the last report was called; empty if there is none.
    pub last_words: String,
    /// The most overdue milestone, if one was missed.
    pub missed: Option<String>,
    /// What the records say of the other constraints.
    pub said: Vec<Said>,
    /// By what a status is judged.
    pub rules: StatusRules,
    /// The day.
    pub today: Date,
}

/// What is filled in, as far as warnings go.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct FilledIn {
    /// Colour and whether there is a note, for each constraint.
    pub rows: [(Option<Rag>, bool); CONSTRAINTS],
    /// Overall status in place of the rule.
    pub overall: Option<Rag>,
    /// Expected finish.
    pub finish: Option<Date>,
    /// Expected cost.
    pub cost: Option<Money>,
    /// Whether there is a recovery plan with owner and day.
    pub has_plan: bool,
}

/// The sheet of a project; for a period that is asked for, else for the next that can be written. `None` if the project is not there.
pub fn sheet(portfolio: &Portfolio, id: Id, asked: Option<Period>, today: Date, zone: Zone) -> Option<Sheet> {
    let project = portfolio.get::<Project>(id).filter(|project| !project.meta.deleted)?.clone();
    let settings = portfolio.settings();
    let period = asked.unwrap_or_else(|| period_to_write(portfolio, &project, today, settings.reporting(), zone));
    let written = report_for(portfolio, id, period);
    let last = last_before(portfolio, id, period.from).cloned();
    let begun = written.cloned().unwrap_or_else(|| begin(&project, last.as_ref()));
    let before = last.as_ref().map(StatusReport::constraints);
    let now = begun.constraints();
    let rows = constraints(&project).into_iter().enumerate().map(|(at, (label, of_project))| Row {
        label,
        // Where no report was ever written, what the project says is the last that was said.
        last: before.and_then(|before| before.get(at).copied()).unwrap_or(of_project).clone(),
        now: now.get(at).map_or_else(ConstraintStatus::default, |status| (*status).clone()),
    });
    let rows = rows.collect();
    Some(Sheet {
        period,
        period_words: period_words(period),
        state: written.map(|report| report.state),
        rows,
        recovery_owner: portfolio.called_if(begun.recovery_owner.map(|owner| owner.id)),
        begun,
        last_words: last.as_ref().and_then(words_of).unwrap_or_default(),
        last,
        missed: missed_milestone(portfolio, id, today),
        said: said(portfolio, id, today),
        rules: settings.status_rules(),
        today,
        project,
    })
}

/// What the period of a report is called.
pub fn words_of(report: &StatusReport) -> Option<String> {
    Some(period_words(Period { from: report.from?, to: report.to? }))
}

/// What a new report begins with: the statuses and forecasts as the project has them, and what still holds of the last report.
fn begin(project: &Project, last: Option<&StatusReport>) -> StatusReport {
    let [schedule, cost, scope, benefit, quality, risk, people] =
        constraints(project).map(|(_, status)| status.clone());
    let held = last.cloned().unwrap_or_default();
    StatusReport {
        schedule,
        cost,
        scope,
        benefit,
        quality,
        risk,
        people,
        forecast_finish: project.forecast_finish,
        forecast_cost: project.forecast_cost,
        help: held.help,
        recovery: held.recovery,
        recovery_owner: held.recovery_owner,
        recovery_due: held.recovery_due,
        ..StatusReport::default()
    }
}

/// The milestone of a project that is the most overdue.
fn missed_milestone(portfolio: &Portfolio, project: Id, today: Date) -> Option<String> {
    let items = portfolio.ids(IndexKey::items(project)).into_iter().filter_map(|id| portfolio.get::<WorkItem>(id));
    let milestones = items.filter(|item| item.kind == WorkItemKind::Milestone && item.phase != Phase::Closed);
    let missed = milestones.filter_map(|item| Some((overdue(item, &columns_of(portfolio, item), today)?, item)));
    missed.max_by_key(|(days, _)| *days).map(|(_, item)| item.title.to_string())
}

impl Sheet {
    /// What the figures say of schedule and cost, with the forecasts as filled in; with the milestone that was missed.
    fn figures(&self, filled: &FilledIn) -> [Option<Rag>; 2] {
        let mut project = self.project.clone();
        (project.forecast_finish, project.forecast_cost) = (filled.finish, filled.cost);
        let by_slip = self.rules.schedule(&project, self.today);
        [time(by_slip, self.missed.is_some(), filled.has_plan), self.rules.cost(&project)]
    }

    /// What the figures said at the last report.
    fn figures_then(&self) -> [Option<Rag>; 2] {
        let Some((last, on)) = self.last.as_ref().and_then(|last| Some((last, last.to?))) else { return [None; 2] };
        let mut project = self.project.clone();
        (project.forecast_finish, project.forecast_cost) = (last.forecast_finish, last.forecast_cost);
        (project.actual_finish, project.actual_cost) = (None, None);
        [self.rules.schedule(&project, on), self.rules.cost(&project)]
    }

    /// What is proposed for each constraint by its figures; none where there are none.
    pub fn proposals(&self, filled: &FilledIn) -> [Option<Rag>; CONSTRAINTS] {
        let last = |at: usize| self.rows.get(at).and_then(|row| row.last.rag).filter(|_| self.last.is_some());
        let ([schedule, cost], [schedule_then, cost_then]) = (self.figures(filled), self.figures_then());
        let schedule = schedule.map(|now| proposed(now, last(SCHEDULE), schedule_then));
        let cost = cost.map(|now| proposed(now, last(COST), cost_then));
        let mut proposals = [schedule, cost, None, None, None, None, None];
        for said in &self.said {
            if let Some(proposal) = proposals.get_mut(said.constraint) {
                *proposal = Some(said.rag);
            }
        }
        proposals
    }

    /// What the rule makes of what is filled in.
    pub fn by_rule(&self, filled: &FilledIn) -> Option<Rag> {
        let colours = filled.rows.map(|(rag, _)| rag);
        let (leading, following) = colours.split_at(LEADING);
        rule(leading, following, self.rules)
    }

    /// What is worth a second look before it is handed in, each in a sentence.
    pub fn warnings(&self, filled: &FilledIn) -> Vec<String> {
        let mut warnings = Vec::new();
        let proposals = self.proposals(filled);
        for ((row, (rag, has_note)), (at, proposal)) in
            self.rows.iter().zip(filled.rows).zip(proposals.into_iter().enumerate())
        {
            let chosen = rag.unwrap_or(Rag::Green);
            if rag.is_some() && !has_note && proposal.is_some_and(|proposal| proposal > chosen) {
                let label = rag.map_or("", Rag::label).to_ascii_lowercase();
                let why = self.why(at, filled);
                warnings.push([row.label, " is ", &label, ", but ", &*why, ". Say why."].concat());
            }
            if self.last.is_some() && fell(row.last.rag, rag) {
                let words = " went from green to red since the last report.";
                warnings.push([row.label, words, if has_note { "" } else { " Say what happened." }].concat());
            }
        }
        let mut project = self.project.clone();
        (project.forecast_finish, project.forecast_cost) = (filled.finish, filled.cost);
        if let Some(breach) = breach(&project, self.today, self.rules.week) {
            let words = breach_words(breach);
            warnings
                .push(["Beyond its tolerance: ", &*words, ". Take it to whoever decides above the project."].concat());
        }
        let overall = filled.overall.or_else(|| self.by_rule(filled)).filter(|rag| *rag > Rag::Green);
        if let Some(overall) = overall.filter(|_| !filled.has_plan) {
            let label = lower_first(overall.label());
            warnings.push(["Overall ", &label, " wants a recovery plan with an owner and a day."].concat());
        }
        warnings
    }

    /// What the figures have against a status that is better than they say.
    fn why(&self, at: usize, filled: &FilledIn) -> String {
        let mut project = self.project.clone();
        (project.forecast_finish, project.forecast_cost) = (filled.finish, filled.cost);
        let figures = self.figures(filled);
        if let Some(said) = self.said.iter().find(|said| said.constraint == at) {
            return said.why.clone();
        }
        let is_held_back = figures.get(at).copied().flatten() == Some(Rag::Green);
        if is_held_back {
            return "it has not been below its limit for a whole cycle yet".to_owned();
        }
        match at {
            SCHEDULE => {
                let late = lateness(&project, self.today, self.rules.week).filter(|late| late.is_late());
                match (late, &self.missed) {
                    (Some(late), _) => ["the finish is ", &*late_words(late)].concat(),
                    (None, Some(missed)) => ["the milestone “", missed, "” was missed"].concat(),
                    (None, None) => "the dates say otherwise".to_owned(),
                }
            }
            COST => {
                let over = project.budget.zip(project.forecast_cost);
                let words =
                    over.and_then(|(budget, forecast)| percent_over(budget, forecast)).and_then(format::percent_words);
                ["the forecast is ", &*words.unwrap_or_else(|| "above the budget".to_owned())].concat()
            }
            _ => String::new(),
        }
    }

    /// Whether a row says something else than the last report.
    pub fn is_changed(&self, at: usize, rag: Option<Rag>, note: &str) -> bool {
        self.rows.get(at).is_some_and(|row| row.last.rag != rag || row.last.note.trim() != note.trim())
    }

    /// The words of the expected finish as planned: what the forecast is held against.
    pub fn planned_words(&self) -> String {
        self.project.planned_finish.map_or_else(String::new, |on| ["Planned ", &*format::full_day(on)].concat())
    }

    /// The points of a viewpoint.
    pub fn points(&self) -> &[ViewpointPoints] {
        &self.begun.confidence
    }
}
