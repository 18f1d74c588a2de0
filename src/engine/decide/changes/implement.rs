//! Implementing a change that was approved: the next baseline is the last one with the impact of the change, and the plan follows it.

use super::super::Draft;
use super::baseline::{enter, next};
use crate::domain::calendar::fiscal_year;
use crate::domain::field::{Field, Text};
use crate::domain::id::{Id, Ref};
use crate::domain::money::Money;
use crate::domain::record::FieldKey;
use crate::domain::records::baseline::YearCost;
use crate::domain::records::change_request::{ChangeState, at};
use crate::domain::records::cost_entry::CostState;
use crate::domain::records::project::Phase;
use crate::domain::records::{Baseline, ChangeRequest, CostEntry, Project, project};
use crate::domain::sorting::sort_by;
use crate::domain::value::Value;
use crate::engine::changes::last_baseline;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;

/// Implement a change.
#[derive(Clone)]
pub struct ImplementChange {
    /// The change.
    pub change: Id,
}

impl Act for ImplementChange {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let record = draft.live(self.change)?.clone();
        let change = (*record).typed::<ChangeRequest>().ok_or(Rejection::Missing)?;
        if change.state != ChangeState::Approved {
            let reason = "Only a change that was approved is implemented.";
            return Err(Rejection::NotPossible { reason });
        }
        let of = change.project.ok_or(Rejection::Missing)?.id;
        let project = draft.live(of)?.clone();
        let project = (*project).typed::<Project>().ok_or(Rejection::Missing)?.clone();
        if project.phase == Phase::Closed {
            return refused(["“", &*project.name, "” is closed: nothing of it can be changed any more."].concat());
        }
        let Some(last) = last_baseline(draft.portfolio, of).cloned() else {
            let sentence = "This project has no baseline that the change could go beyond. Set one first.".to_owned();
            return Err(Rejection::Demands { field: "baseline", sentence });
        };
        let reason = ["Change ", &change.number.0.to_string(), ": ", &*change.title].concat();
        let finish = match (last.finish, change.days()) {
            (finish, 0) => finish,
            (Some(finish), days) if finish.plus_days(days).days_since(finish) != days => {
                let reason = "leads beyond the days that a calendar here has".to_owned();
                return Err(Rejection::Field { label: "Impact on finish in days".to_owned(), reason });
            }
            (Some(finish), days) => Some(finish.plus_days(days)),
            (None, _) => {
                return refused(
                    "The baseline has no finish that could move. Set a baseline with one first.".to_owned(),
                );
            }
        };
        let made = Baseline {
            start: last.start,
            finish,
            cost: sum(last.cost, change.cost, "Impact on cost")?,
            years: years(draft, &last, change.cost),
            benefit: sum(last.benefit, change.benefit, "Impact on benefit")?,
            scope: scope(&last, change)?,
            change: Some(Ref::new(self.change)),
            ..next(draft, of, &shortened(&reason))?
        };
        let mut plan = Vec::new();
        if change.days() != 0 {
            plan.push((FieldKey::Known(project::at::planned_finish), made.finish.to_value()));
        }
        if project.is_added_up()
            && let Some(amount) = change.cost
        {
            // Its budget is what the planned entries come to: the change is one more of them.
            let entry = CostEntry {
                text: Text(shortened(&reason).as_str().into()),
                project: Some(Ref::new(of)),
                on: Some(draft.context.today),
                state: CostState::Planned,
                amount: Some(amount),
                ..CostEntry::default()
            };
            let id = (draft.context.new_id)();
            draft.create(Box::new(entry), id);
        } else if change.cost.is_some() {
            plan.push((FieldKey::Known(project::at::budget), made.cost.to_value()));
        }
        draft.set(&project, plan);
        let baseline = enter(draft, made);
        let values = vec![
            (FieldKey::Known(at::state), Value::text(ChangeState::Implemented.name())),
            (FieldKey::Known(at::implemented_on), Value::Date(draft.context.today)),
            (FieldKey::Known(at::baseline), Value::Id(baseline)),
        ];
        draft.set(&*record, values);
        Ok(["Implement change ", &change.number.0.to_string(), ": ", &*change.title].concat())
    }
}

fn refused<T>(sentence: String) -> Result<T, Rejection> {
    Err(Rejection::Refused { sentence })
}

/// The cost by year as it was, with what a change adds to the year in which it is implemented; nothing where it was not known by year.
fn years(draft: &Draft, last: &Baseline, impact: Option<Money>) -> Vec<YearCost> {
    let mut years = last.years.clone();
    let Some(impact) = impact.filter(|_| !years.is_empty()) else { return years };
    let settings = draft.portfolio.settings();
    let (from, _) = fiscal_year(draft.context.today, settings.fiscal_month());
    match years.iter_mut().find(|year| year.from == Some(from)) {
        Some(year) => year.amount = year.amount.and_then(|amount| amount.plus(impact)),
        None => years.push(YearCost { from: Some(from), amount: Some(impact) }),
    }
    sort_by(&mut years, |a, b| a.from.cmp(&b.from));
    years
}

/// A reason as long as one may be.
fn shortened(reason: &str) -> String {
    reason.chars().take(120).collect()
}

/// The scope as it was, with what the change adds to it.
fn scope(last: &Baseline, change: &ChangeRequest) -> Result<crate::domain::field::Prose, Rejection> {
    let impact = change.scope_impact.trim();
    if impact.is_empty() {
        return Ok(last.scope.clone());
    }
    let number = change.number.0.to_string();
    let line = ["Change ", &*number, ": ", impact].concat();
    let whole = if last.scope.trim().is_empty() { line } else { [&*last.scope.0, "\n", &*line].concat() };
    Field::from_value(&Value::text(whole)).map_err(|error: crate::domain::field::FieldError| Rejection::Field {
        label: "Scope".to_owned(),
        reason: error.0.into_owned(),
    })
}

/// An amount with what the change adds to it. Both are in one currency: a rate of today would not add up tomorrow.
fn sum(last: Option<Money>, impact: Option<Money>, label: &str) -> Result<Option<Money>, Rejection> {
    let refused = |reason: &str| Rejection::Field { label: label.to_owned(), reason: reason.to_owned() };
    match (last, impact) {
        (last, None) => Ok(last),
        (None, impact) => Ok(impact),
        (Some(last), Some(impact)) if last.currency != impact.currency => {
            Err(refused(&["is not in ", last.currency.code(), ", the currency of the baseline"].concat()))
        }
        (Some(last), Some(impact)) => {
            last.plus(impact).map(Some).ok_or_else(|| refused("leads to a sum too large to be kept"))
        }
    }
}
