//! Rules of risks, assumptions, issues, actions and dependencies: their numbers, who answers for an open risk, and dates and choices that do not
//! go together.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::risk::{RiskKind, RiskState};
use crate::domain::records::{Action, Assumption, Dependency, Issue, Risk, issue, risk};
use crate::domain::value::Value;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

const COUNTED: Rejection = Rejection::NotPossible { reason: "Numbers are counted by themselves and stay as they are." };

pub(super) const RISK: Rules =
    Rules { kind: Risk::SCHEMA.kind, decided: COUNTED, listed: true, create: create_risk, change, ..Rules::NONE };
pub(super) const ASSUMPTION: Rules = Rules { kind: Assumption::SCHEMA.kind, change, ..Rules::NONE };
pub(super) const ISSUE: Rules =
    Rules { kind: Issue::SCHEMA.kind, decided: COUNTED, listed: true, create: create_issue, change, ..Rules::NONE };
pub(super) const ACTION: Rules = Rules {
    kind: Action::SCHEMA.kind,
    change: |portfolio, before, after| owner_is_there(portfolio, before, after),
    ..Rules::NONE
};
pub(super) const DEPENDENCY: Rules = Rules {
    kind: Dependency::SCHEMA.kind,
    listed: true,
    create: |_, _, record| check(&*record),
    change: |_, before, after| check_change(before, after),
    sound: |record| record.typed::<Dependency>().and_then(circle).map_or(Ok(()), refused),
    ..Rules::NONE
};

/// What is wrong: the label of a field, and what completes a sentence that begins with it.
type Fault = (&'static str, &'static str);

fn refused((label, reason): Fault) -> Result<(), Rejection> {
    Err(Rejection::Field { label: label.to_owned(), reason: reason.to_owned() })
}

/// A risk is open once somebody answers for it; until then it is a draft.
fn create_risk(portfolio: &Portfolio, today: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    check(record)?;
    begin(record, (risk::at::number, risk::at::raised_on), highest(portfolio, |risk: &Risk| risk.number.0), today)?;
    let is_new = record.get(risk::at::state) == Value::text(RiskState::Draft.name());
    if is_new && !record.get(risk::at::owner).is_null() {
        super::set(record, risk::at::state, &Value::text(RiskState::Open.name()))?;
    }
    Ok(())
}

fn create_issue(portfolio: &Portfolio, today: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    check(record)?;
    begin(record, (issue::at::number, issue::at::raised_on), highest(portfolio, |issue: &Issue| issue.number.0), today)
}

fn highest<T: RecordType>(portfolio: &Portfolio, number: fn(&T) -> i64) -> i64 {
    // Also of what was deleted: it may be restored.
    let keys = [IndexKey::Kind(T::SCHEMA.kind), IndexKey::Deleted(T::SCHEMA.kind)];
    let ids = keys.into_iter().flat_map(|key| portfolio.ids(key));
    ids.filter_map(|id| portfolio.get::<T>(id)).map(number).max().unwrap_or(0)
}

/// The next number, and the day.
fn begin(record: &mut dyn Record, (number, on): (u8, u8), highest: i64, today: Date) -> Result<(), Rejection> {
    super::set(record, number, &Value::Int(highest.saturating_add(1)))?;
    if record.get(on).is_null() { super::set(record, on, &Value::Date(today)) } else { Ok(()) }
}

fn change(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    owner_is_there(portfolio, before, after)?;
    check_change(before, after)
}

/// Whoever takes up again what was ended sees to it that its owner is still there.
fn owner_is_there(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    let owner = after.schema().field_number("owner").and_then(|owner| after.get(owner).as_id());
    let state = after.schema().field_number("state").unwrap_or(u8::MAX);
    let is_taken_up =
        after.schema().open.is_some_and(|is_open| is_open(after)) && before.get(state) != after.get(state);
    // Who is made in the same step is not there yet.
    let is_deleted = |owner: &Id| portfolio.record(*owner).is_some_and(|record| record.meta().deleted);
    let gone = owner.filter(|_| is_taken_up).filter(is_deleted);
    gone.map_or(Ok(()), |_| refused(("Owner", "was deleted. Name somebody who is there")))
}

fn check(record: &dyn Record) -> Result<(), Rejection> {
    fault(record).map_or(Ok(()), refused)
}

/// What was wrong before is no reason to refuse a change of something else.
fn check_change(before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    match fault(after) {
        Some(found) if fault(before) != Some(found) => refused(found),
        _ => Ok(()),
    }
}

fn fault(record: &dyn Record) -> Option<Fault> {
    if let Some(risk) = record.typed::<Risk>() {
        return fault_of_risk(risk);
    }
    if let Some(issue) = record.typed::<Issue>() {
        let is_early = is_before(issue.due, issue.raised_on);
        let early = is_early.then_some(("Due", "cannot be before the day on which the issue was raised"));
        return early.or_else(|| escalation(issue.escalated_on, issue.answer_by, issue.answered_on));
    }
    let dependency = record.typed::<Dependency>()?;
    circle(dependency).or_else(|| match (dependency.giver, dependency.giver_party.is_empty()) {
        (None, true) => Some(("Giver", "is missing: choose a project, or name the party outside")),
        (Some(_), false) => Some(("Giver outside", "is given beside a project. Only one of both gives it")),
        _ => None,
    })
}

fn circle(dependency: &Dependency) -> Option<Fault> {
    let is_own = dependency.giver.is_some() && dependency.giver == dependency.receiver;
    is_own.then_some(("Receiver", "is the project that gives it. A project cannot wait for itself"))
}

fn fault_of_risk(risk: &Risk) -> Option<Fault> {
    if risk.response.is_some_and(|response| !response.answers(risk.kind)) {
        return Some(match risk.kind {
            RiskKind::Threat => ("Response", "is one to an opportunity, and this is a threat"),
            RiskKind::Opportunity => ("Response", "is one to a threat, and this is an opportunity"),
        });
    }
    if risk.amount.is_some_and(|amount| amount.minor < 0) {
        return Some(("Amount", "has no sign: the kind says whether it would be lost or won"));
    }
    if is_before(risk.review_on, risk.raised_on) {
        return Some(("Review on", "cannot be before the day on which the risk was raised"));
    }
    escalation(risk.escalated_on, risk.answer_by, risk.answered_on)
}

fn escalation(on: Option<Date>, by: Option<Date>, answered: Option<Date>) -> Option<Fault> {
    if is_before(by, on) {
        return Some(("Answer wanted by", "cannot be before the day of the escalation"));
    }
    is_before(answered, on).then_some(("Answered on", "cannot be before the day of the escalation"))
}

fn is_before(day: Option<Date>, other: Option<Date>) -> bool {
    day.zip(other).is_some_and(|(day, other)| day < other)
}
