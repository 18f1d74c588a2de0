//! Figures of the register of projects: whether it is fresh and complete, whether judgements are explained, whether cost is followed.

use super::gates::closed_on;
use super::{Facts, Reading, Tally, plain};
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::{ConstraintStatus, Phase, State, at};
use crate::domain::status::constraints;
use crate::engine::changes::has_baseline;
use crate::engine::money::{counted, entries};
use crate::engine::transaction::{Edit, Purpose};
use rustc_hash::FxHashMap;

/// Active projects updated within the last reporting period and with all that a register needs.
pub(super) fn register(facts: Facts) -> Reading {
    let cycle = facts.portfolio.settings().status_rules().cycle_days;
    let mut tally = Tally::default();
    for project in facts.portfolio.all::<Project>().filter(|project| project.is_under_way()) {
        // A status report counts by its day. Without any, the last change does.
        let reported = constraints(project).iter().filter_map(|(_, status)| status.on).max();
        let is_fresh = facts.within(reported.or(Some(facts.changed_on(project))), cycle);
        tally.count(project.meta.id, is_fresh && has_basics(&counted(facts.portfolio, project)));
    }
    tally.share(Reading::NoData("active project"))
}

/// Lead and sponsor; from planning on objective and finish; from execution on a budget.
fn has_basics(project: &Project) -> bool {
    let from = |phase| project.phase >= phase;
    project.lead.is_some()
        && project.sponsor.is_some()
        && (!from(Phase::Planning) || (!project.objective.trim().is_empty() && project.planned_finish.is_some()))
        && (!from(Phase::Execution) || project.budget.is_some())
}

/// Projects in execution with an approved baseline.
pub(super) fn baselines(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    let in_execution = |project: &&Project| project.phase == Phase::Execution && project.is_under_way();
    for project in facts.portfolio.all::<Project>().filter(in_execution) {
        tally.count(project.meta.id, has_baseline(facts.portfolio, project.meta.id));
    }
    tally.share(Reading::NoData("project in execution"))
}

/// Projects in execution with a tolerance of time and of cost, and a finish and a budget from which they count. Where a project has none of
/// its own, what its lead decides alone by the settings stands in for it.
pub(super) fn tolerances(facts: Facts) -> Reading {
    let settings = facts.portfolio.settings();
    let mut tally = Tally::default();
    let in_execution = |project: &&Project| project.phase == Phase::Execution && project.is_under_way();
    for project in facts.portfolio.all::<Project>().filter(in_execution) {
        let counts = counted(facts.portfolio, project);
        let has_limits = (project.tolerance_days.is_some() || settings.lead_change_days.is_some())
            && (project.tolerance_cost.is_some() || settings.lead_change_cost.is_some());
        let has_plan = counts.planned_finish.is_some() && counts.budget.is_some();
        tally.count(project.meta.id, has_limits && has_plan);
    }
    tally.share(Reading::NoData("project in execution"))
}

/// Overall statuses reported in place of the rule that have a reason, of all in the last 180 days; 1 if there are none.
pub(super) fn override_reasons(facts: Facts) -> Reading {
    const DAYS: i64 = 180;
    if facts.portfolio.count_of(Project::SCHEMA.kind) == 0 {
        return Reading::NoData("project");
    }
    // By project and day; what was written last that day counts.
    let mut found: FxHashMap<(Id, Date), bool> = FxHashMap::default();
    let mut order = Vec::new();
    let mut enter = |project: Id, status: &ConstraintStatus, without: Option<Date>| {
        let day = status.on.or(without);
        if let Some(day) = day.filter(|_| status.rag.is_some() && facts.within(day, DAYS))
            && found.insert((project, day), !status.note.trim().is_empty()).is_none()
        {
            order.push((project, day));
        }
    };
    let recent = facts
        .history
        .iter()
        .rev()
        .take_while(|transaction| facts.today.days_since(facts.day_of(transaction.stamp)) <= DAYS);
    let mut recent: Vec<_> = recent.filter(|transaction| transaction.purpose == Purpose::Do).collect();
    recent.reverse();
    for transaction in recent {
        for edit in &transaction.edits {
            let Edit::Set { record, changes, .. } = edit else { continue };
            let is_live = || facts.portfolio.get::<Project>(*record).is_some_and(|project| !project.meta.deleted);
            let status = changes.iter().find(|change| change.field == FieldKey::Known(at::overall_status));
            if let Some(status) = status.and_then(|change| ConstraintStatus::from_value(&change.after).ok())
                && is_live()
            {
                enter(*record, &status, Some(facts.day_of(transaction.stamp)));
            }
        }
    }
    for project in facts.portfolio.all::<Project>() {
        // One that came with an import; one without a day counts from the change above.
        enter(project.meta.id, &project.overall_status, None);
    }
    let mut tally = Tally::default();
    for key in order {
        tally.count(key.0, found.get(&key).copied().unwrap_or_default());
    }
    tally.share(plain(1.0))
}

/// Closed projects with actual duration and cost, of those closed in the last 730 days.
pub(super) fn actuals(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    let closed = facts.portfolio.all::<Project>().filter(|project| project.phase == Phase::Closed);
    for project in closed.filter(|project| facts.within(closed_on(project), 730)) {
        let has_duration = project.actual_start.is_some() && project.actual_finish.is_some();
        tally.count(project.meta.id, has_duration && counted(facts.portfolio, project).actual_cost.is_some());
    }
    tally.share(Reading::NoData("project closed in the last 730 days"))
}

/// The day on which a cost entry of a project was last changed.
fn latest_entry(facts: Facts, project: Id) -> Option<Date> {
    entries(facts.portfolio, project).map(|entry| facts.changed_on(entry)).max()
}

/// Projects in execution with budget, actual and forecast cost updated in the last reporting period.
pub(super) fn cost_forecast(facts: Facts) -> Reading {
    let cycle = facts.portfolio.settings().status_rules().cycle_days;
    let mut tally = Tally::default();
    let is_running = |project: &&Project| project.phase == Phase::Execution && project.state == State::Active;
    for project in facts.portfolio.all::<Project>().filter(is_running) {
        let from_entries = project.is_added_up().then(|| latest_entry(facts, project.meta.id));
        let project = &*counted(facts.portfolio, project);
        let is_given = project.budget.is_some() && project.actual_cost.is_some() && project.forecast_cost.is_some();
        // A report of the cost counts by its day; without one, the last change of a figure does.
        let changed = [at::actual_cost, at::forecast_cost]
            .map(|field| facts.day_of(project.meta.stamp_of(&FieldKey::Known(field))))
            .into_iter()
            .max();
        let changed = from_entries.unwrap_or(changed);
        tally.count(project.meta.id, is_given && facts.within(project.cost_status.on.or(changed), cycle));
    }
    tally.share(Reading::NoData("project in execution"))
}
