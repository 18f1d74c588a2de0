//! What becomes of risks and assumptions in one step: a risk that occurs becomes an issue, a refuted assumption a risk or an issue, and what
//! is above a project's means goes to whoever is above it. Each leads back to what it came from.

use super::Draft;
use super::records;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::assumption::{self, AssumptionState};
use crate::domain::records::risk::{self, RiskState};
use crate::domain::records::{Assumption, Issue, Risk, issue};
use crate::domain::schema::Schema;
use crate::domain::value::Value;
use crate::engine::command::{Act, Fields};
use crate::engine::rejection::Rejection;
use crate::engine::rules;
use crate::engine::transaction::Edit;
use std::sync::Arc;

/// Risks have occurred: each becomes an issue.
#[derive(Clone)]
pub struct OccurRisks {
    /// The risks.
    pub risks: Vec<Id>,
    /// Until when the issues are to be dealt with.
    pub due: Option<Date>,
}

/// What a refuted assumption becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refuted {
    /// Something that may happen now.
    Risk,
    /// Something that has happened.
    Issue,
    /// Nothing follows from it.
    Nothing,
}

/// Assumptions were found to be wrong.
#[derive(Clone)]
pub struct RefuteAssumptions {
    /// The assumptions.
    pub assumptions: Vec<Id>,
    /// What was found.
    pub result: String,
    /// What they become.
    pub becomes: Refuted,
}

/// Risks or issues go to whoever is above their projects, who answers until a day.
#[derive(Clone)]
pub struct Escalate {
    /// The risks and issues.
    pub records: Vec<Id>,
    /// Until when an answer is wanted.
    pub answer_by: Option<Date>,
}

/// Whoever is above a project has answered.
#[derive(Clone)]
pub struct AnswerEscalation {
    /// The risks and issues.
    pub records: Vec<Id>,
    /// What was answered.
    pub answer: String,
}

impl Act for OccurRisks {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        each(draft, &self.risks, "Risk occurred: ", |draft, record| {
            let risk = record.typed::<Risk>().ok_or(Rejection::Missing)?.clone();
            if risk.state == RiskState::Draft {
                return refused("It is a draft that nobody answers for. Name an owner first.");
            }
            let to = RiskState::Occurred.name().into();
            records::advance(draft, risk.meta.id, &to, &Fields::new())?;
            let mut fields = vec![
                (issue::at::title, Value::text(&*risk.event)),
                (issue::at::description, Value::text(&*risk.cause)),
                (issue::at::effect, Value::text(&*risk.effect)),
                (issue::at::source, Value::Id(risk.meta.id)),
                (issue::at::options, Value::text(&*risk.response_plan)),
            ];
            fields.extend(risk.project.map(|project| (issue::at::project, Value::Id(project.id))));
            fields.extend(owner(draft, risk.owner.map(|owner| owner.id)).map(|owner| (issue::at::owner, owner)));
            fields.extend(self.due.map(|due| (issue::at::due, Value::Date(due))));
            let worst = [risk.impact_time, risk.impact_cost, risk.impact_scope, risk.impact_benefit];
            let worst = worst.into_iter().flatten().max();
            fields.extend(worst.map(|worst| (issue::at::severity, Value::Int(worst.0))));
            make(draft, Issue::SCHEMA, issue::at::number, &fields)
        })
    }
}

impl Act for RefuteAssumptions {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        if self.result.trim().is_empty() {
            return demands("result", "Say what was found.");
        }
        each(draft, &self.assumptions, "Refuted: ", |draft, record| {
            let assumption = record.typed::<Assumption>().ok_or(Rejection::Missing)?.clone();
            let result = Value::text(self.result.trim());
            let to = AssumptionState::Refuted.name().into();
            records::advance(draft, assumption.meta.id, &to, &vec![(assumption::at::result, result.clone())])?;
            let title = Value::text(["Not so: ", &*assumption.text].concat());
            let source = Value::Id(assumption.meta.id);
            let project = assumption.project.map(|project| Value::Id(project.id));
            let owner = owner(draft, assumption.owner.map(|owner| owner.id));
            let why = Value::text(&*assumption.why);
            match self.becomes {
                Refuted::Nothing => Ok(()),
                Refuted::Risk => {
                    use risk::at;
                    let mut fields =
                        vec![(at::event, title), (at::cause, result), (at::effect, why), (at::source, source)];
                    fields.extend(project.map(|project| (at::project, project)));
                    fields.extend(owner.map(|owner| (at::owner, owner)));
                    make(draft, Risk::SCHEMA, risk::at::number, &fields)
                }
                Refuted::Issue => {
                    use issue::at;
                    let mut fields =
                        vec![(at::title, title), (at::description, result), (at::effect, why), (at::source, source)];
                    fields.extend(project.map(|project| (at::project, project)));
                    fields.extend(owner.map(|owner| (at::owner, owner)));
                    make(draft, Issue::SCHEMA, issue::at::number, &fields)
                }
            }
        })
    }
}

impl Act for Escalate {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let today = draft.context.today;
        let Some(answer_by) = self.answer_by else {
            return demands("answer_by", "Say until when an answer is wanted.");
        };
        each(draft, &self.records, "Escalate ", |draft, record| {
            let at = escalation(record)?;
            if record.get(at.answered).is_null() && !record.get(at.on).is_null() {
                return refused("It was escalated already and waits for an answer.");
            }
            let fields = vec![
                (at.on, Value::Date(today)),
                (at.by, Value::Date(answer_by)),
                (at.answer, Value::Null),
                (at.answered, Value::Null),
            ];
            records::change(draft, record.meta().id, &fields).map(drop)
        })
    }
}

impl Act for AnswerEscalation {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        if self.answer.trim().is_empty() {
            return demands("answer", "Say what was answered.");
        }
        let today = draft.context.today;
        each(draft, &self.records, "Answer ", |draft, record| {
            let at = escalation(record)?;
            if record.get(at.on).is_null() {
                return refused("It was not escalated, so there is nothing to answer.");
            }
            let fields = vec![(at.answer, Value::text(self.answer.trim())), (at.answered, Value::Date(today))];
            records::change(draft, record.meta().id, &fields).map(drop)
        })
    }
}

/// The fields of an escalation.
struct Escalation {
    on: u8,
    by: u8,
    answer: u8,
    answered: u8,
}

/// Those of a record that is still open.
fn escalation(record: &dyn Record) -> Result<Escalation, Rejection> {
    let schema = record.schema();
    let field = |name: &str| schema.field_number(name).ok_or(Rejection::Missing);
    if schema.open.is_some_and(|is_open| !is_open(record)) {
        return refused("It is over. Open it again first.");
    }
    Ok(Escalation {
        on: field("escalated_on")?,
        by: field("answer_by")?,
        answer: field("answer")?,
        answered: field("answered_on")?,
    })
}

/// Who goes on with it, if they are still there.
fn owner(draft: &Draft, owner: Option<Id>) -> Option<Value> {
    owner.filter(|id| draft.live(*id).is_ok()).map(Value::Id)
}

/// Makes a record; those made before it in the same step have the numbers before its own.
pub(super) fn make(draft: &mut Draft, schema: &'static Schema, number: u8, fields: &Fields) -> Result<(), Rejection> {
    let is_alike = |edit: &&Edit| matches!(edit, Edit::Create(record) if record.kind() == schema.kind);
    let before = draft.edits.iter().filter(is_alike).count();
    records::create(draft, schema, fields)?;
    let Some(Edit::Create(record)) = draft.edits.last_mut() else { return Ok(()) };
    let mut made = record.copy();
    if let Value::Int(counted) = made.get(number) {
        let counted = counted.saturating_add(i64::try_from(before).unwrap_or(i64::MAX));
        rules::set(&mut *made, number, &Value::Int(counted))?;
    }
    *record = Arc::from(made);
    Ok(())
}

/// Does the same to each of them; what is refused of one of several names it.
pub(super) fn each(
    draft: &mut Draft,
    ids: &[Id],
    verb: &str,
    act: impl Fn(&mut Draft, &dyn Record) -> Result<(), Rejection>,
) -> Result<String, Rejection> {
    let mut titles = Vec::new();
    for id in ids {
        let record = draft.live(*id)?.clone();
        act(draft, &*record).map_err(|why| if ids.len() > 1 { why.of(&record.title()) } else { why })?;
        titles.push(record.title());
    }
    Ok(match titles.as_slice() {
        [one] => [verb, &**one].concat(),
        several => [verb, &several.len().to_string(), " records"].concat(),
    })
}

fn refused<T>(reason: &'static str) -> Result<T, Rejection> {
    Err(Rejection::NotPossible { reason })
}

fn demands<T>(field: &'static str, sentence: &str) -> Result<T, Rejection> {
    Err(Rejection::Demands { field, sentence: sentence.to_owned() })
}
