//! Setting a baseline from the plan as it is: by the gate that approves the plan, or by hand where a project went past it without one.

use super::super::Draft;
use crate::domain::field::{Bounded, Field, Prose, Text};
use crate::domain::id::{Id, Ref};
use crate::domain::record::RecordType;
use crate::domain::records::{Baseline, Project, baseline};
use crate::domain::value::Value;
use crate::engine::changes::{baselines, last_baseline};
use crate::engine::command::Act;
use crate::engine::money::{counted, planned_years};
use crate::engine::rejection::Rejection;

/// Set a baseline from the plan of a project as it is.
#[derive(Clone)]
pub struct SetBaseline {
    /// The project.
    pub project: Id,
    /// Why.
    pub reason: String,
}

impl Act for SetBaseline {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let record = draft.live(self.project)?.clone();
        let project = (*record).typed::<Project>().ok_or(Rejection::Missing)?;
        if !has_plan(&counted(draft.portfolio, project)) {
            let sentence = "The plan has neither dates nor a budget. Enter them among the fields of the project first.";
            return Err(Rejection::Demands { field: "project", sentence: sentence.to_owned() });
        }
        if self.reason.trim().is_empty() {
            let sentence = "Say why the baseline is set.".to_owned();
            return Err(Rejection::Demands { field: "reason", sentence });
        }
        let made = of_plan(draft, project, self.reason.trim())?;
        let label = ["Set ", &*lower(&made), " of ", &*project.name].concat();
        enter(draft, made);
        Ok(label)
    }
}

/// The baseline of a plan that a gate approved, if the plan says anything.
pub(in crate::engine::decide) fn set_by_gate(
    draft: &mut Draft,
    project: &Project,
    review: Id,
) -> Result<(), Rejection> {
    if !has_plan(&counted(draft.portfolio, project)) {
        return Ok(());
    }
    let made = of_plan(draft, project, "Approved by gate G2")?;
    enter(draft, Baseline { review: Some(Ref::new(review)), ..made });
    Ok(())
}

fn has_plan(project: &Project) -> bool {
    project.planned_start.is_some() || project.planned_finish.is_some() || project.budget.is_some()
}

fn lower(made: &Baseline) -> String {
    crate::domain::letters::lower_first(&made.name)
}

/// The next baseline of a project, from its plan.
fn of_plan(draft: &Draft, project: &Project, reason: &str) -> Result<Baseline, Rejection> {
    let before = last_baseline(draft.portfolio, project.meta.id);
    let scope: &Prose = if project.objective.trim().is_empty() { &project.summary } else { &project.objective };
    Ok(Baseline {
        start: project.planned_start,
        finish: project.planned_finish,
        cost: counted(draft.portfolio, project).budget,
        years: planned_years(draft.portfolio, project),
        benefit: before.and_then(|before| before.benefit),
        scope: scope.clone(),
        ..next(draft, project.meta.id, reason)?
    })
}

/// The next version of the baseline of a project, without what it says.
pub(super) fn next(draft: &Draft, project: Id, reason: &str) -> Result<Baseline, Rejection> {
    let version = baselines(draft.portfolio, project).last().map_or(1, |last| last.number() + 1);
    let field = Baseline::SCHEMA.field(baseline::at::reason).map_or("", |field| field.label);
    let reason = Text::from_value(&Value::text(reason))
        .map_err(|error| Rejection::Field { label: field.to_owned(), reason: error.0.into_owned() })?;
    Ok(Baseline {
        name: ["Baseline ", &version.to_string()].concat().as_str().into(),
        project: Some(Ref::new(project)),
        version: Some(Bounded(version)),
        set_on: Some(draft.context.today),
        reason,
        ..Baseline::default()
    })
}

/// Enters a baseline; gives its id.
pub(super) fn enter(draft: &mut Draft, made: Baseline) -> Id {
    let id = (draft.context.new_id)();
    draft.create(Box::new(made), id);
    id
}
