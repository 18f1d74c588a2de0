//! Status reports: writing one together with the status of its project, and its steps until it is published. Must not know what the lists
//! of a report say: who publishes gives them.

use super::Draft;
use super::maturity::{checked, demands, set};
use crate::domain::confidence::Confidence;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::project::{ConstraintStatus, Phase, at as of_project};
use crate::domain::records::status_report::{FrozenLine, ReportState, at};
use crate::domain::records::{Project, StatusReport};
use crate::domain::reporting::Period;
use crate::domain::value::Value;
use crate::engine::closed::PUBLISHED;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::reports::report_for;

/// Write the report of a project for a period, and with it the status of the project.
#[derive(Clone)]
pub struct WriteStatus {
    /// The report: project, period, and what it says. A status is as of today.
    pub report: StatusReport,
    /// What the period is called, for people.
    pub period: String,
    /// Name of who answers for the recovery plan; a new name becomes a person.
    pub recovery_owner: String,
    /// Whether it is handed in at once.
    pub submits: bool,
}

/// Take over what came back in forms, all in one step: each is written as on the sheet, unless its report was handed in meanwhile.
#[derive(Clone)]
pub struct TakeForms(pub Vec<WriteStatus>);

impl Act for TakeForms {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        for form in &self.0 {
            let (project, from, to) = (form.report.project, form.report.from, form.report.to);
            if let (Some(project), Some(from), Some(to)) = (project, from, to)
                && let Some(there) = report_for(draft.portfolio, project.id, Period { from, to })
                && there.state.is_handed_in()
            {
                return Err(Rejection::Refused { sentence: handed_in(there) });
            }
            form.decide(draft)?;
        }
        Ok(match self.0.as_slice() {
            [form] => {
                let name = form.report.project.map_or_else(String::new, |project| draft.portfolio.called(project.id));
                ["Take over the form of ", &*name, ", ", &*form.period].concat()
            }
            forms => ["Take over ", &*forms.len().to_string(), " status report forms"].concat(),
        })
    }
}

/// Why a form is not taken over any more.
pub fn handed_in(report: &StatusReport) -> String {
    [
        "The report “",
        &*report.title,
        "” was ",
        &report.state.label().to_lowercase(),
        " since. Nothing is written over it.",
    ]
    .concat()
}

/// Bring a report a step further, or back.
#[derive(Clone)]
pub struct AdvanceReport {
    /// The report.
    pub report: Id,
    /// Where to.
    pub to: ReportState,
    /// What it is published with; not looked at otherwise.
    pub frozen: Vec<FrozenLine>,
}

/// The constraints in the order of `status::constraints`: of a project, and of a report.
const CONSTRAINTS: [(u8, u8); 7] = [
    (of_project::schedule_status, at::schedule),
    (of_project::cost_status, at::cost),
    (of_project::scope_status, at::scope),
    (of_project::benefit_status, at::benefit),
    (of_project::quality_status, at::quality),
    (of_project::risk_status, at::risk),
    (of_project::people_status, at::people),
];

fn refused<T>(parts: &[&str]) -> Result<T, Rejection> {
    Err(Rejection::Refused { sentence: parts.concat() })
}

impl Act for WriteStatus {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let id = self.report.project.map(|project| project.id).ok_or(Rejection::Missing)?;
        let project = (**draft.live(id)?).typed::<Project>().ok_or(Rejection::Missing)?.clone();
        let name = &*project.name;
        if project.phase == Phase::Closed {
            return refused(&["“", name, "” is closed. Reports are written while a project is under way."]);
        }
        let period = match (self.report.from, self.report.to) {
            (Some(from), Some(to)) if from <= to => Period { from, to },
            _ => return refused(&["A report is about a period that ends on or after the day on which it begins."]),
        };
        let mut report = self.report.clone();
        let today = draft.context.today;
        date(&mut report, today);
        if report.overall.rag.is_some() {
            if report.overall.note.trim().is_empty() {
                return demands("overall", "Say why the overall status is another than the rule gives.");
            }
            if report.overridden_by.trim().is_empty() {
                return demands("overridden_by", "Say who puts another overall status in place of the rule.");
            }
        } else {
            report.overridden_by = "".into();
        }
        let owner = self.recovery_owner.trim();
        report.recovery_owner = match owner.is_empty() {
            true => None,
            false => Some(crate::domain::id::Ref::new(draft.person(owner)?)),
        };
        let written = report_for(draft.portfolio, id, period).cloned();
        let title = [name, ", ", &*self.period].concat();
        match &written {
            Some(there) => keep(there, &title)?,
            None => report.title = title.as_str().into(),
        }
        let submits = self.submits && written.as_ref().is_none_or(|there| there.state == ReportState::Draft);
        match written {
            Some(there) => {
                let content = at::schedule..=at::confidence;
                set(draft, &there, content.map(|number| (number, report.get(number))).collect())?;
                if submits {
                    draft.set(&there, step(ReportState::Submitted, today));
                }
            }
            None => {
                report.state = if submits { ReportState::Submitted } else { ReportState::Draft };
                report.submitted_on = submits.then_some(today);
                let (made, new) = (checked(&report)?, (draft.context.new_id)());
                draft.create(made, new);
            }
        }
        set(draft, &project, of_the_project(&report, &project))?;
        let what = if submits { "Report the status of " } else { "Draft the status of " };
        Ok([what, name, ", ", &*self.period].concat())
    }
}

/// Every status that is given is as of that day.
fn date(report: &mut StatusReport, today: Date) {
    let StatusReport { schedule, cost, scope, benefit, quality, risk, people, overall, .. } = report;
    for status in [schedule, cost, scope, benefit, quality, risk, people, overall] {
        status.on = status.rag.map(|_| today);
    }
}

/// Refuses to write what is beyond its manager.
fn keep(report: &StatusReport, title: &str) -> Result<(), Rejection> {
    match report.state {
        ReportState::Draft | ReportState::Submitted => Ok(()),
        ReportState::Checked => refused(&["“", title, "” was checked. Send it back before it is changed."]),
        ReportState::Published => Err(PUBLISHED),
    }
}

/// What a report says of its project as the project keeps it. A constraint that is not reported stays as it is.
fn of_the_project(report: &StatusReport, project: &Project) -> Vec<(u8, Value)> {
    let given = |(_, number): &(u8, u8)| {
        ConstraintStatus::from_value(&report.get(*number)).is_ok_and(|status| status.rag.is_some())
    };
    let mut values: Vec<(u8, Value)> =
        CONSTRAINTS.into_iter().filter(given).map(|(to, number)| (to, report.get(number))).collect();
    values.push((of_project::overall_status, report.get(at::overall)));
    values.push((of_project::forecast_finish, report.get(at::forecast_finish)));
    // What is added up from cost entries is not typed over.
    if !project.is_added_up() {
        values.push((of_project::forecast_cost, report.get(at::forecast_cost)));
    }
    let confidence = Confidence::of(&report.confidence).map(Confidence::level).or(project.confidence);
    values.push((of_project::confidence, confidence.to_value()));
    values
}

/// What a step changes beside its state.
fn step(to: ReportState, today: Date) -> Vec<(FieldKey, Value)> {
    let mut values = vec![(FieldKey::Known(at::state), Value::text(to.name()))];
    match to {
        ReportState::Draft => values
            .extend([(FieldKey::Known(at::submitted_on), Value::Null), (FieldKey::Known(at::checked_by), Value::Null)]),
        ReportState::Submitted => values.push((FieldKey::Known(at::submitted_on), Value::Date(today))),
        ReportState::Checked => {}
        ReportState::Published => values.push((FieldKey::Known(at::published_on), Value::Date(today))),
    }
    values
}

impl Act for AdvanceReport {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let report = (**draft.live(self.report)?).typed::<StatusReport>().ok_or(Rejection::Missing)?.clone();
        let title = &*report.title;
        if report.is_published() {
            return Err(PUBLISHED);
        }
        if !report.state.next().contains(&self.to) {
            let field = StatusReport::SCHEMA.field(at::state).map_or("", |field| field.label);
            let reason = ["cannot go from “", report.state.label(), "” to “", self.to.label(), "”"].concat();
            return Err(Rejection::Field { label: field.to_owned(), reason });
        }
        let today = draft.context.today;
        let mut values = step(self.to, today);
        match self.to {
            ReportState::Checked => {
                let by = Value::text(&*draft.context.author.name);
                values.push((FieldKey::Known(at::checked_by), by));
            }
            ReportState::Published if self.frozen.is_empty() => {
                return refused(&["“", title, "” has nothing to publish yet. Open it, then publish it."]);
            }
            ReportState::Published => {
                set(draft, &report, vec![(at::frozen, self.frozen.to_value())])?;
            }
            ReportState::Draft | ReportState::Submitted => {}
        }
        draft.set(&report, values);
        let verb = match self.to {
            ReportState::Draft => "Send back the report ",
            ReportState::Submitted => "Submit the report ",
            ReportState::Checked => "Check the report ",
            ReportState::Published => "Publish the report ",
        };
        Ok([verb, title].concat())
    }
}
