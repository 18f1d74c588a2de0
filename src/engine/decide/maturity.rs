//! Maturity assessments: starting, answering, agreeing, aiming, closing, and taking actions into work. Must not know the questions:
//! what an answer means is the model's.

use super::Draft;
use super::improvement;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::{Id, Ref};
use crate::domain::record::{FieldKey, Record};
use crate::domain::records::assessment::{self, AssessmentState, Consensus, DimensionTarget, KeptFigure};
use crate::domain::records::response::{self, QuestionAnswer};
use crate::domain::records::{Assessment, OwnModel, Response};
use crate::domain::value::Value;
use crate::engine::closed::CLOSED;
use crate::engine::command::Act;
use crate::engine::command_maturity::{Agreement, MaturityCommand, NewAssessment, Respondent, Returned};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::rules::set as set_checked;

impl Act for MaturityCommand {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        decide(draft, self)
    }
}

fn decide(draft: &mut Draft, command: &MaturityCommand) -> Result<String, Rejection> {
    match command {
        MaturityCommand::Start(new) => start(draft, new),
        MaturityCommand::Join { assessment, respondent } => join(draft, *assessment, respondent),
        MaturityCommand::Answer { response, answers } => answer(draft, *response, answers),
        MaturityCommand::HandIn { response, on } => hand_in(draft, *response, *on),
        MaturityCommand::Discuss { assessment, begins } => discuss(draft, *assessment, *begins),
        MaturityCommand::Agree { assessment, question, agreed } => agree(draft, *assessment, question, agreed.as_ref()),
        MaturityCommand::Target { assessment, profile, targets } => target(draft, *assessment, profile, targets),
        MaturityCommand::Close { assessment, on, figures } => close(draft, *assessment, *on, figures),
        MaturityCommand::TakeActions(actions) => improvement::take_actions(draft, actions),
        MaturityCommand::MakeProject { action } => improvement::make_project(draft, *action),
        MaturityCommand::TakeModel { name, model, version, text } => take_model(draft, name, [model, version], text),
        MaturityCommand::TakeIn { assessment, responses } => take_in(draft, *assessment, responses),
    }
}

/// The responses of an assessment, in the order in which people joined.
pub fn responses(portfolio: &Portfolio, assessment: Id) -> Vec<&Response> {
    portfolio.related(response::at::assessment, assessment).collect()
}

pub(super) fn refused<T>(reason: &'static str) -> Result<T, Rejection> {
    Err(Rejection::NotPossible { reason })
}

pub(super) fn demands<T>(field: &'static str, sentence: &str) -> Result<T, Rejection> {
    Err(Rejection::Demands { field, sentence: sentence.to_owned() })
}

/// A copy in which every field was set as if typed: a text may be too long.
pub(super) fn checked(record: &dyn Record) -> Result<Box<dyn Record>, Rejection> {
    let mut checked = (record.schema().blank)();
    for number in 0..u8::try_from(record.schema().fields.len()).unwrap_or(u8::MAX) {
        set_checked(&mut *checked, number, &record.get(number))?;
    }
    Ok(checked)
}

/// Sets fields of a record as if typed.
pub(super) fn set(draft: &mut Draft, record: &dyn Record, values: Vec<(u8, Value)>) -> Result<(), Rejection> {
    let mut changed = record.copy();
    for (field, value) in &values {
        set_checked(&mut *changed, *field, value)?;
    }
    draft.set(record, values.into_iter().map(|(field, value)| (FieldKey::Known(field), value)).collect());
    Ok(())
}

/// The assessment, if it is there and open.
fn open(draft: &Draft, id: Id) -> Result<Assessment, Rejection> {
    let record = draft.live(id)?;
    let assessment = (**record).typed::<Assessment>().ok_or(Rejection::Missing)?;
    if assessment.is_closed() { Err(CLOSED) } else { Ok(assessment.clone()) }
}

/// The response, if it can be answered, with its assessment.
fn answerable(draft: &Draft, id: Id) -> Result<(Response, Assessment), Rejection> {
    let record = draft.live(id)?;
    let response = (**record).typed::<Response>().ok_or(Rejection::Missing)?;
    let assessment = open(draft, response.assessment.map(|assessment| assessment.id).ok_or(Rejection::Missing)?)?;
    Ok((response.clone(), assessment))
}

fn is_answering(assessment: &Assessment) -> Result<(), Rejection> {
    match assessment.state {
        AssessmentState::Answering => Ok(()),
        _ => refused("The answers are revealed. Record what you agree on, or go back to answering."),
    }
}

fn start(draft: &mut Draft, new: &NewAssessment) -> Result<String, Rejection> {
    if new.name.trim().is_empty() {
        return demands("name", "Give the assessment a name.");
    }
    let mut assessment = Assessment {
        name: new.name.trim().into(),
        kind: new.kind,
        model: new.model.as_str().into(),
        model_version: new.model_version.as_str().into(),
        started_on: Some(draft.context.today),
        groups: new.groups.iter().map(|group| group.as_str().into()).collect(),
        ..Assessment::default()
    };
    let mut copies = Vec::new();
    if let Some(id) = new.follows {
        let earlier = (**draft.live(id)?).typed::<Assessment>().ok_or(Rejection::Missing)?.clone();
        assessment.follows = Some(Ref::new(id));
        assessment.target_profile = earlier.target_profile;
        assessment.targets = earlier.targets;
        if new.takes_answers {
            assessment.consensus = earlier.consensus;
            copies = responses(draft.portfolio, id).into_iter().cloned().collect();
        }
    }
    let id = match new.id {
        Some(id) if draft.portfolio.record(id).is_some() => {
            return refused("This questionnaire is here already. Go on with it, or restore it if it was deleted.");
        }
        Some(id) => id,
        None => (draft.context.new_id)(),
    };
    let record = checked(&assessment)?;
    draft.create(record, id);
    let is_first =
        |copy: &Response| new.respondent.as_ref().is_some_and(|respondent| is_same(&copy.name, &respondent.name));
    let is_known = copies.iter().any(is_first);
    for copy in copies {
        let copied = Response { assessment: Some(Ref::new(id)), finished_on: None, ..copy };
        let copy_id = (draft.context.new_id)();
        draft.create(checked(&copied)?, copy_id);
    }
    if let Some(respondent) = new.respondent.as_ref().filter(|_| !is_known) {
        add_response(draft, id, respondent)?;
    }
    Ok(["Start ", new.name.trim()].concat())
}

fn add_response(draft: &mut Draft, assessment: Id, respondent: &Respondent) -> Result<(), Rejection> {
    if respondent.name.trim().is_empty() {
        return demands("respondent", "Say who answers.");
    }
    let response = Response {
        assessment: Some(Ref::new(assessment)),
        name: respondent.name.trim().into(),
        person: respondent.person.map(Ref::new),
        group: respondent.group.as_str().into(),
        ..Response::default()
    };
    let record = checked(&response)?;
    let id = (draft.context.new_id)();
    draft.create(record, id);
    Ok(())
}

/// Whether two names are of one respondent.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn join(draft: &mut Draft, id: Id, respondent: &Respondent) -> Result<String, Rejection> {
    let assessment = open(draft, id)?;
    is_answering(&assessment)?;
    if responses(draft.portfolio, id).iter().any(|known| is_same(&known.name, &respondent.name)) {
        return refused("Somebody of this name answers already. Go on with those answers, or use another name.");
    }
    add_response(draft, id, respondent)?;
    Ok([respondent.name.trim(), " takes part in ", &assessment.name].concat())
}

fn answer(draft: &mut Draft, id: Id, answers: &[QuestionAnswer]) -> Result<String, Rejection> {
    let (response, assessment) = answerable(draft, id)?;
    is_answering(&assessment)?;
    if response.finished_on.is_some() {
        return refused("These answers were handed in. Take them back to go on answering.");
    }
    let merged = merge(&response.answers, answers)?;
    set(draft, &response, vec![(response::at::answers, merged.to_value())])?;
    Ok(match answers {
        [one] => ["Answer ", &one.question, " in ", &assessment.name].concat(),
        several => ["Answer ", &several.len().to_string(), " questions in ", &assessment.name].concat(),
    })
}

/// The answers with some of them given anew. One that says nothing leaves its question open.
fn merge(known: &[QuestionAnswer], given: &[QuestionAnswer]) -> Result<Vec<QuestionAnswer>, Rejection> {
    let mut merged = known.to_vec();
    for answer in given {
        if answer.question.trim().is_empty() {
            return Err(Rejection::Missing);
        }
        if answer.level.is_some() && !answer.not_applicable.trim().is_empty() {
            return refused("A question is either answered or not applicable, not both.");
        }
        let at = merged.iter().position(|known| known.question == answer.question);
        match (at, answer.is_blank()) {
            (Some(at), true) => drop(merged.remove(at)),
            (Some(at), false) => {
                if let Some(place) = merged.get_mut(at) {
                    *place = answer.clone();
                }
            }
            (None, true) => {}
            (None, false) => merged.push(answer.clone()),
        }
    }
    Ok(merged)
}

fn hand_in(draft: &mut Draft, id: Id, on: Option<Date>) -> Result<String, Rejection> {
    let (response, assessment) = answerable(draft, id)?;
    is_answering(&assessment)?;
    set(draft, &response, vec![(response::at::finished_on, on.map_or(Value::Null, Value::Date))])?;
    let verb = if on.is_some() { "Hand in" } else { "Take back" };
    Ok([verb, " the answers of ", &response.name].concat())
}

fn discuss(draft: &mut Draft, id: Id, begins: bool) -> Result<String, Rejection> {
    let assessment = open(draft, id)?;
    if begins && !is_answered(draft.portfolio, id) {
        return refused("Nobody has answered yet: there is nothing to discuss.");
    }
    let state = if begins { AssessmentState::Consensus } else { AssessmentState::Answering };
    set(draft, &assessment, vec![(assessment::at::state, state.to_value())])?;
    let verb = if begins { "Discuss " } else { "Go on answering " };
    Ok([verb, &assessment.name].concat())
}

fn is_answered(portfolio: &Portfolio, id: Id) -> bool {
    let says = |answer: &QuestionAnswer| answer.level.is_some() || answer.is_not_applicable();
    responses(portfolio, id).iter().any(|response| response.answers.iter().any(says))
}

fn agree(draft: &mut Draft, id: Id, question: &str, agreed: Option<&Agreement>) -> Result<String, Rejection> {
    let assessment = open(draft, id)?;
    if assessment.state != AssessmentState::Consensus {
        return refused("Reveal the answers first: until then respondents answer without seeing each other.");
    }
    let mut consensus = assessment.consensus.clone();
    consensus.retain(|known| *known.question.0 != *question);
    if let Some(agreed) = agreed {
        if agreed.reason.trim().is_empty() {
            return demands("reason", "Give the reason for what was agreed.");
        }
        consensus.push(Consensus { question: question.into(), level: agreed.level, reason: agreed.reason.clone() });
    }
    set(draft, &assessment, vec![(assessment::at::consensus, consensus.to_value())])?;
    let verb = if agreed.is_some() { "Agree on " } else { "Drop what was agreed on " };
    Ok([verb, question, " in ", &assessment.name].concat())
}

fn target(draft: &mut Draft, id: Id, profile: &str, targets: &[DimensionTarget]) -> Result<String, Rejection> {
    let assessment = open(draft, id)?;
    let values = vec![
        (assessment::at::target_profile, Value::text(profile)),
        (assessment::at::targets, targets.to_vec().to_value()),
    ];
    set(draft, &assessment, values)?;
    Ok(["Set targets of ", &assessment.name].concat())
}

fn close(draft: &mut Draft, id: Id, on: Date, figures: &[KeptFigure]) -> Result<String, Rejection> {
    let assessment = open(draft, id)?;
    if !is_answered(draft.portfolio, id) {
        return refused("Nothing is answered yet: there is nothing to close.");
    }
    if assessment.started_on.is_some_and(|started| on < started) {
        return refused("The assessment cannot be closed before the day it was started.");
    }
    let values = vec![
        (assessment::at::state, AssessmentState::Closed.to_value()),
        (assessment::at::closed_on, Value::Date(on)),
        (assessment::at::figures, figures.to_vec().to_value()),
    ];
    set(draft, &assessment, values)?;
    Ok(["Close ", &assessment.name].concat())
}

fn take_in(draft: &mut Draft, id: Id, returned: &[Returned]) -> Result<String, Rejection> {
    let assessment = open(draft, id)?;
    is_answering(&assessment)?;
    let known: Vec<Response> = responses(draft.portfolio, id).into_iter().cloned().collect();
    let mut seen: Vec<String> = Vec::new();
    for one in returned {
        let name = one.name.trim().to_lowercase();
        if name.is_empty() {
            return demands("respondent", "Say who answers.");
        }
        if seen.contains(&name) {
            return refused("Two sets of answers have the same respondent. Take them in one after the other.");
        }
        seen.push(name);
        let answered = match known.iter().find(|known| is_same(&known.name, &one.name)) {
            Some(known) => {
                let given: Vec<QuestionAnswer> =
                    one.answers.iter().filter(|answer| !answer.is_blank()).cloned().collect();
                let mut values = vec![(response::at::answers, merge(&known.answers, &given)?.to_value())];
                if let Some(on) = one.finished_on {
                    values.push((response::at::finished_on, Value::Date(on)));
                }
                set(draft, known, values)?;
                continue;
            }
            None => merge(&[], &one.answers)?,
        };
        let made = Response {
            assessment: Some(Ref::new(id)),
            name: one.name.trim().into(),
            group: one.group.as_str().into(),
            answers: answered,
            finished_on: one.finished_on,
            ..Response::default()
        };
        let record = checked(&made)?;
        let made_id = (draft.context.new_id)();
        draft.create(record, made_id);
    }
    Ok(match returned {
        [one] => ["Take in the answers of ", one.name.trim()].concat(),
        several => ["Take in the answers of ", &several.len().to_string(), " respondents"].concat(),
    })
}

fn take_model(draft: &mut Draft, name: &str, [model, version]: [&String; 2], text: &str) -> Result<String, Rejection> {
    let is_here = |known: &OwnModel| *known.model.0 == **model && *known.model_version.0 == **version;
    if draft.portfolio.all::<OwnModel>().any(is_here) {
        return refused("This version of the model is here already. Give the changed file another version.");
    }
    let brought = OwnModel {
        name: name.into(),
        model: model.as_str().into(),
        model_version: version.as_str().into(),
        parts: OwnModel::parts_of(text),
        ..OwnModel::default()
    };
    let record = checked(&brought)?;
    let id = (draft.context.new_id)();
    draft.create(record, id);
    Ok(["Take in the model ", name, " ", version].concat())
}
