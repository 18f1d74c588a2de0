//! Rules of projects: a free code, and a beginning as an idea at the end of its column.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::gates::transition::{self, Position};
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::domain::value::Value;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::reviews::latest_review;
use crate::engine::size;

pub(super) const RULES: Rules =
    Rules { kind: Project::SCHEMA.kind, decided: Rejection::OnlyByGate, create, change, restore, ..Rules::NONE };

/// A new project begins as an idea, with a free code, at the end of its column.
fn create(portfolio: &Portfolio, today: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    let Value::Text(code) = record.get(at::code) else {
        let code = Value::text(free_code(portfolio));
        return super::set(record, at::code, &code).and_then(|()| create(portfolio, today, record));
    };
    check_code_free(portfolio, &code, None)?;
    super::set(record, at::phase_since, &Value::Date(today))?;
    let last = portfolio.indexes.last_order(IndexKey::Column(BoardColumn::Ideas));
    super::set(record, at::order, &Value::text(order::between(last.as_deref(), None)))
}

fn change(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    check_size(portfolio, before, after)?;
    check_money(before, after)?;
    match after.get(at::code) {
        Value::Text(code) if before.get(at::code) != Value::Text(code.clone()) => {
            check_code_free(portfolio, &code, Some(before.meta().id))
        }
        _ => Ok(()),
    }
}

/// What is added up from cost entries is not typed over: nobody would see it.
fn check_money(before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    let is_added_up = |record: &dyn Record| record.typed().is_some_and(Project::is_added_up);
    let typed = [at::budget, at::forecast_cost, at::actual_cost]
        .into_iter()
        .find(|field| before.get(*field) != after.get(*field));
    match typed.and_then(|field| Project::SCHEMA.field(field)).filter(|_| is_added_up(before) && is_added_up(after)) {
        Some(field) => Err(Rejection::Field {
            label: field.label.to_owned(),
            reason: "is added up from the cost entries; change those, or let the typed figures count".to_owned(),
        }),
        None => Ok(()),
    }
}

/// A size class is that of the points or one up, once the points are known; a smaller one is chosen with a waiver.
fn check_size(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    let Some(project) = (*after).typed::<Project>().filter(|_| before.get(at::size_class) != after.get(at::size_class))
    else {
        return Ok(());
    };
    match size::refusal(portfolio, project, project.size_class) {
        Some(sentence) => Err(Rejection::Refused { sentence }),
        None => Ok(()),
    }
}

fn restore(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    match record.get(at::code) {
        Value::Text(code) => check_code_free(portfolio, &code, Some(record.meta().id)),
        _ => Ok(()),
    }
}

/// The next code: after the highest of those that begin as most codes of the portfolio do, as CBF-15 after CBF-14; of the form
/// P-001 where most are not alike. Deleted projects keep their codes.
pub fn free_code(portfolio: &Portfolio) -> String {
    let kind = Project::SCHEMA.kind;
    let [live, deleted] = [IndexKey::Kind(kind), IndexKey::Deleted(kind)].map(|key| portfolio.ids(key));
    let code = |id: &Id| portfolio.get::<Project>(*id).map(|project| &*project.code);
    // What begins more than half of them is left over when each other way takes one vote away.
    let (mut prefix, mut votes) = ("", 0usize);
    for begins in live.iter().filter_map(code).map(|code| numbered(code).map_or(code, |parts| parts.0)) {
        match (votes, begins.eq_ignore_ascii_case(prefix)) {
            (0, _) => (prefix, votes) = (begins, 1),
            (_, true) => votes += 1,
            (_, false) => votes -= 1,
        }
    }
    let alike = live.iter().filter_map(code).filter_map(numbered).filter(|parts| parts.0.eq_ignore_ascii_case(prefix));
    let alike = alike.count();
    // One code alone shows a pattern only if its number is the one number in it.
    let is_pattern = alike * 2 > live.len() && (alike > 1 || !prefix.bytes().any(|letter| letter.is_ascii_digit()));
    let (prefix, least) = if is_pattern { (prefix, 1) } else { ("P-", 3) };
    let (mut highest, mut width) = (0, least);
    for (begins, digits) in live.iter().chain(&deleted).filter_map(code).filter_map(numbered) {
        let number = digits.parse().unwrap_or(0);
        if begins.eq_ignore_ascii_case(prefix) && number >= highest {
            (highest, width) = (number, digits.len().max(least));
        }
    }
    format!("{prefix}{:0width$}", highest + 1)
}

/// A code that ends in a number: what stands before it, and its digits. A longer number was not counted by anybody.
fn numbered(code: &str) -> Option<(&str, &str)> {
    let digits = code.bytes().rev().take_while(u8::is_ascii_digit).count();
    code.split_at_checked(code.len() - digits).filter(|_| (1..=9).contains(&digits))
}

fn check_code_free(portfolio: &Portfolio, code: &str, asking: Option<Id>) -> Result<(), Rejection> {
    let taken =
        portfolio.all::<Project>().find(|other| other.code.eq_ignore_ascii_case(code) && Some(other.meta.id) != asking);
    match taken {
        Some(other) => Err(Rejection::CodeInUse { code: code.to_owned(), project: other.name.to_string() }),
        None => Ok(()),
    }
}

/// A project is in a phase and state that go together, where its latest gate decision put it.
pub(super) fn invariants(portfolio: &Portfolio, project: &Project, violate: &mut dyn FnMut(String)) {
    if !transition::is_possible(Position { phase: project.phase, state: project.state }) {
        violate(format!("{} is {} in {}.", project.name.0, project.state.label(), project.phase.label()));
    }
    if let Some(latest) = latest_review(portfolio, project.meta.id)
        && (latest.to_phase, latest.to_state) != (project.phase, project.state)
    {
        violate(format!("{} is not where its latest gate decision put it.", project.name.0));
    }
}
