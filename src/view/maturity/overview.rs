//! The list of assessments and of improvement actions. Must not know how anything is scored.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::score::result;
use crate::domain::record::Record;
use crate::domain::records::assessment::AssessmentState;
use crate::domain::records::improvement_action::ActionStatus;
use crate::domain::records::{Assessment, ImprovementAction};
use crate::engine::decide::responses;
use crate::engine::portfolio::Portfolio;
use crate::view::format::{day, full_day};
use std::cmp::Reverse;
use std::sync::Arc;

/// A model with its id and version.
pub type Known = (String, String, Option<Arc<Model>>);

/// An assessment in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssessmentRow {
    /// The assessment.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Quick check or full.
    pub kind: &'static str,
    /// How far it is.
    pub state: AssessmentState,
    /// Since or on which day.
    pub day: String,
    /// Overall level and score; empty while it is open.
    pub result: String,
    /// How many respondents have handed in.
    pub respondents: String,
}

/// Ids and versions of the models that the assessments use, each once.
pub fn models(portfolio: &Portfolio) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for assessment in portfolio.all::<Assessment>() {
        let model = (assessment.model.to_string(), assessment.model_version.to_string());
        if !all.contains(&model) {
            all.push(model);
        }
    }
    all
}

/// Whether several people answer and not all have handed in: a result would tell one what the others said. Where something was
/// agreed already, in the version before, the answers have been on the table.
pub fn is_blind(portfolio: &Portfolio, id: Id) -> bool {
    let is_answering = portfolio
        .get::<Assessment>(id)
        .is_some_and(|assessment| assessment.state == AssessmentState::Answering && !assessment.meta.deleted);
    let all = responses(portfolio, id);
    let is_first = portfolio.get::<Assessment>(id).is_some_and(|assessment| assessment.consensus.is_empty());
    is_answering && is_first && all.len() > 1 && all.iter().any(|response| response.finished_on.is_none())
}

/// The assessments: open ones first, then the latest closed first.
pub fn assessments(portfolio: &Portfolio, known: &[Known]) -> Vec<AssessmentRow> {
    let mut all: Vec<&Assessment> = portfolio.all::<Assessment>().collect();
    let order = |assessment: &&Assessment| {
        (assessment.is_closed(), Reverse(assessment.closed_on.or(assessment.started_on)), Reverse(assessment.meta().id))
    };
    crate::domain::sorting::sort_by(&mut all, |one, other| order(one).cmp(&order(other)));
    all.into_iter().map(|assessment| row(portfolio, assessment, known)).collect()
}

fn row(portfolio: &Portfolio, assessment: &Assessment, known: &[Known]) -> AssessmentRow {
    let responses = responses(portfolio, assessment.meta().id);
    let done = responses.iter().filter(|response| response.finished_on.is_some()).count();
    let day = match (assessment.closed_on, assessment.started_on) {
        (Some(day), _) => ["Closed on ", &full_day(day)].concat(),
        (None, Some(day)) => ["Started on ", &full_day(day)].concat(),
        (None, None) => String::new(),
    };
    let model =
        known.iter().find(|(id, version, _)| **id == *assessment.model.0 && **version == *assessment.model_version.0);
    let result = match model.and_then(|(_, _, model)| model.as_ref()).filter(|_| assessment.is_closed()) {
        Some(model) => {
            let result = result(model, assessment, &responses);
            let score = result.overall.map_or_else(|| "No score".to_owned(), one_decimal);
            match result.level {
                Some(level) => ["Level ", &level.to_string(), ", score ", &score].concat(),
                None if result.overall.is_some() => [&score, ", provisional"].concat(),
                None => score,
            }
        }
        None => String::new(),
    };
    AssessmentRow {
        id: assessment.meta().id,
        name: assessment.name.to_string(),
        kind: assessment.kind.label(),
        state: assessment.state,
        day,
        result,
        respondents: handed_in(done, responses.len()),
    }
}

/// How many respondents have handed in, in words.
pub fn handed_in(done: usize, all: usize) -> String {
    match all {
        0 => "Nobody yet".to_owned(),
        all => [&done.to_string(), " of ", &all.to_string(), " handed in"].concat(),
    }
}

/// A score with one decimal.
fn one_decimal(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}

/// An improvement action in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActionRow {
    /// The action.
    pub id: Id,
    /// What is done.
    pub text: String,
    /// Dimension of the model, by name where the model is known.
    pub dimension: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due: String,
    /// Whether that is past.
    pub is_overdue: bool,
    /// How far it is.
    pub status: &'static str,
    /// The check of its effect.
    pub check: String,
    /// Whether the check is due.
    pub is_check_due: bool,
    /// Project made of it.
    pub project: Option<Id>,
}

/// The improvement actions in work: those still to be done by due day, then those whose effect is still to be looked at.
pub fn actions(portfolio: &Portfolio, model: &Model, today: Date) -> Vec<ActionRow> {
    let in_work = |action: &&ImprovementAction| action.is_open() || awaits_check(action);
    let mut all: Vec<&ImprovementAction> = portfolio.all::<ImprovementAction>().filter(in_work).collect();
    let order = |action: &&ImprovementAction| {
        let day = if action.is_open() { action.due } else { action.effect_check_on };
        (!action.is_open(), day.is_none(), day, action.meta().id)
    };
    crate::domain::sorting::sort_by(&mut all, |one, other| order(one).cmp(&order(other)));
    all.into_iter().map(|open| action(portfolio, model, open, today)).collect()
}

/// Whether it is done and its effect was not written down yet, though somebody wanted to look.
fn awaits_check(action: &ImprovementAction) -> bool {
    action.status == ActionStatus::Done && action.effect.trim().is_empty() && action.effect_check_on.is_some()
}

fn action(portfolio: &Portfolio, model: &Model, action: &ImprovementAction, today: Date) -> ActionRow {
    let dimension = model
        .dimension(&action.dimension)
        .map_or_else(|| action.dimension.to_string(), |dimension| dimension.name.clone());
    let is_past = |date: Option<Date>| date.is_some_and(|date| date < today);
    let is_check_due = action.effect.trim().is_empty() && action.effect_check_on.is_some_and(|date| date <= today);
    ActionRow {
        id: action.meta().id,
        text: action.text.to_string(),
        dimension,
        owner: action.owner.map_or_else(String::new, |owner| portfolio.called(owner.id)),
        due: action.due.map_or_else(String::new, |date| day(date, today)),
        is_overdue: action.is_open() && is_past(action.due),
        status: action.status.label(),
        check: match (action.effect_check_on, action.effect.trim().is_empty()) {
            (_, false) => "Checked".to_owned(),
            (Some(date), true) => day(date, today),
            (None, true) => String::new(),
        },
        is_check_due,
        project: action.project.map(|project| project.id),
    }
}
