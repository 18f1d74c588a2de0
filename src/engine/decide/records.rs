//! Making, changing, deleting and restoring records of any kind, with the rules that hold for every way of doing so.

use super::{Draft, maturity};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record, RecordType};
use crate::domain::records::project::{self, State};
use crate::domain::records::{
    Assessment, GateCondition, OwnModel, Project, Response, Settings, gate_condition, settings,
};
use crate::domain::schema::{FieldKind, FieldSchema, Schema};
use crate::domain::value::Value;
use crate::engine::closed::{CLOSED, is_closed};
use crate::engine::command::Fields;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::soundness::is_blank;
use rustc_hash::FxHashSet;

/// Values for fields of a record.
type Values = Vec<(FieldKey, Value)>;

pub(super) fn create(draft: &mut Draft, schema: &'static Schema, fields: &Fields) -> Result<String, Rejection> {
    if schema.immutable {
        return Err(Rejection::Immutable { label: schema.label });
    }
    if schema.kind == GateCondition::SCHEMA.kind {
        return Err(Rejection::NotPossible { reason: "Conditions are set by a conditional go. Open the gate review." });
    }
    if [Assessment::SCHEMA.kind, Response::SCHEMA.kind, OwnModel::SCHEMA.kind].contains(&schema.kind) {
        return Err(Rejection::NotPossible { reason: "Assessments and models are made on the page Maturity." });
    }
    if schema.kind == Settings::SCHEMA.kind && draft.portfolio.settings_id().is_some() {
        return Err(Rejection::NotPossible { reason: "The workspace has its settings already. Change those." });
    }
    check_not_archiving(schema, fields)?;
    let mut record = (schema.blank)();
    for (field, value) in fields {
        let value = resolve(draft, &*record, *field, value)?;
        check_reported(draft.context.today, &*record, *field, &value)?;
        set_checked(&mut *record, *field, &value)?;
    }
    if schema.kind == Project::SCHEMA.kind {
        fill_in_project(draft, &mut *record)?;
    }
    check_required(&*record)?;
    let id = (draft.context.new_id)();
    let label = format!("Add {} {}", lower_first(schema.label), record.title());
    draft.create(record, id);
    Ok(label)
}

/// How far the history was archived is said by archiving alone.
fn check_not_archiving(schema: &Schema, fields: &Fields) -> Result<(), Rejection> {
    let is_said = fields.iter().any(|(field, _)| *field == settings::at::history_from);
    if schema.kind == Settings::SCHEMA.kind && is_said {
        return Err(Rejection::NotPossible { reason: "Only archiving says from when on the history is kept." });
    }
    Ok(())
}

/// A new project begins as an idea, with a free code, at the end of its column.
fn fill_in_project(draft: &Draft, record: &mut dyn Record) -> Result<(), Rejection> {
    let given = record.value(&FieldKey::Known(project::at::code));
    match given.as_text() {
        Some(code) => check_code_free(draft.portfolio, code, None)?,
        None => set_checked(record, project::at::code, &Value::text(free_code(draft.portfolio)))?,
    }
    let ideas = Value::text(project::Phase::Candidate.name());
    if record.get(project::at::phase) != ideas || record.get(project::at::state) != Value::text(State::Active.name()) {
        return Err(Rejection::OnlyByGate);
    }
    set_checked(record, project::at::phase_since, &Value::Date(draft.context.today))?;
    let last = draft.portfolio.indexes.last_order(IndexKey::Column(BoardColumn::Ideas));
    let order = crate::domain::order::between(last.as_deref(), None);
    set_checked(record, project::at::order, &Value::text(order))
}

/// The next code: after the highest of those that begin as most codes of the portfolio do, as CBF-15 after CBF-14; of the form
/// P-001 where most are not alike. Deleted projects keep their codes.
pub fn free_code(portfolio: &Portfolio) -> String {
    let kind = Project::SCHEMA.kind;
    let [live, deleted] = [IndexKey::Kind(kind), IndexKey::Deleted(kind)].map(|key| portfolio.ids(key));
    let code = |id: &Id| portfolio.get::<Project>(*id).map(|own| &*own.code);
    // What begins more than half of them is left over when each other way takes one vote away.
    let (mut prefix, mut votes) = ("", 0usize);
    for own in live.iter().filter_map(code).map(|code| numbered(code).map_or(code, |own| own.0)) {
        match (votes, own.eq_ignore_ascii_case(prefix)) {
            (0, _) => (prefix, votes) = (own, 1),
            (_, true) => votes += 1,
            (_, false) => votes -= 1,
        }
    }
    let alike = live.iter().filter_map(code).filter_map(numbered).filter(|own| own.0.eq_ignore_ascii_case(prefix));
    let alike = alike.count();
    // One code alone shows a pattern only if its number is the one number in it.
    let is_pattern = alike * 2 > live.len() && (alike > 1 || !prefix.bytes().any(|letter| letter.is_ascii_digit()));
    let (prefix, least) = if is_pattern { (prefix, 1) } else { ("P-", 3) };
    let (mut highest, mut width) = (0, least);
    for (own, digits) in live.iter().chain(&deleted).filter_map(code).filter_map(numbered) {
        let number = digits.parse().unwrap_or(0);
        if own.eq_ignore_ascii_case(prefix) && number >= highest {
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

fn check_code_free(portfolio: &Portfolio, code: &str, own: Option<Id>) -> Result<(), Rejection> {
    let taken =
        portfolio.all::<Project>().find(|other| other.code.eq_ignore_ascii_case(code) && Some(other.meta.id) != own);
    match taken {
        Some(other) => Err(Rejection::CodeInUse { code: code.to_owned(), project: other.name.to_string() }),
        None => Ok(()),
    }
}

pub(super) fn change(draft: &mut Draft, id: Id, fields: &Fields) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let schema = record.schema();
    check_not_archiving(schema, fields)?;
    let (values, _) = changed(draft, &*record, fields)?;
    draft.set(&*record, values);
    let labels: Vec<_> =
        fields.iter().filter_map(|(field, _)| schema.field(*field)).map(|f| lower_first(f.label)).collect();
    let what = match labels.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        several => format!("{} fields", several.len()),
    };
    Ok(format!("Change {what} of {}", record.title()))
}

/// The values that fields get, and the record with them, if it may have them.
fn changed(draft: &mut Draft, record: &dyn Record, fields: &Fields) -> Result<(Values, Box<dyn Record>), Rejection> {
    let mut changed = record.copy();
    let mut values = Vec::with_capacity(fields.len());
    for (field, value) in fields {
        let value = resolve(draft, record, *field, value)?;
        check_reported(draft.context.today, record, *field, &value)?;
        set_checked(&mut *changed, *field, &value)?;
        values.push((FieldKey::Known(*field), changed.get(*field)));
    }
    check_limits(&*changed)?;
    maturity::check_change(record, &values)?;
    check_change(draft.portfolio, record, &values)?;
    Ok((values, changed))
}

/// A record as it was: restored if it is deleted, with these fields.
pub(super) fn take_back(draft: &mut Draft, id: Id, fields: &Fields) -> Result<String, Rejection> {
    let record = draft.portfolio.record(id).cloned().ok_or(Rejection::Missing)?;
    if !record.meta().deleted {
        return change(draft, id, fields);
    }
    check_delete(draft.portfolio, &*record)?;
    let (mut values, changed) = changed(draft, &*record, fields)?;
    if let Some(project) = changed.typed::<Project>() {
        check_code_free(draft.portfolio, &project.code, Some(id))?;
    }
    values.push((FieldKey::Known(DELETED), Value::Bool(false)));
    draft.set(&*record, values);
    Ok(format!("Restore {}", changed.title()))
}

/// The rules for changing fields of a record that exists, in whichever way it is asked for.
pub(super) fn check_change(
    portfolio: &Portfolio,
    record: &dyn Record,
    values: &[(FieldKey, Value)],
) -> Result<(), Rejection> {
    if record.schema().immutable {
        return Err(Rejection::Immutable { label: record.schema().label });
    }
    let changes = |fields: &[u8]| {
        let named = values.iter().filter(|(key, _)| fields.iter().any(|field| *key == FieldKey::Known(*field)));
        named.filter(|(key, value)| record.value(key) != *value).map(|(_, value)| value).last()
    };
    if is_closed(portfolio, record) {
        return Err(CLOSED);
    }
    if record.kind() == Project::SCHEMA.kind {
        if changes(&[project::at::phase, project::at::state, project::at::placed]).is_some() {
            return Err(Rejection::OnlyByGate);
        }
        if let Some(Value::Text(code)) = changes(&[project::at::code]) {
            check_code_free(portfolio, code, Some(record.meta().id))?;
        }
    }
    let decided = [gate_condition::at::project, gate_condition::at::review, gate_condition::at::text];
    if record.kind() == GateCondition::SCHEMA.kind && changes(&decided).is_some() {
        let reason =
            "A condition belongs to its gate decision. Only its owner, its due date and its closing can be changed.";
        return Err(Rejection::NotPossible { reason });
    }
    let required = |key: &FieldKey| match key {
        FieldKey::Known(number) => record.schema().field(*number).filter(|field| field.required),
        FieldKey::Named(_) => None,
    };
    match values.iter().filter(|(_, value)| is_blank(value)).find_map(|(key, _)| required(key)) {
        Some(field) => Err(missing(field)),
        None => Ok(()),
    }
}

pub(super) fn take_version(draft: &mut Draft, id: Id, field: &FieldKey, value: &Value) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    if !record.meta().others_of(field).any(|other| other.value == *value) && record.value(field) != *value {
        return Err(Rejection::Missing);
    }
    let values = vec![(field.clone(), value.clone())];
    check_change(draft.portfolio, &*record, &values)?;
    draft.set(&*record, values);
    Ok(format!("Choose a version in {}", record.title()))
}

pub(super) fn delete(draft: &mut Draft, ids: &[Id], deleted: bool) -> Result<String, Rejection> {
    let mut titles = Vec::new();
    let mut codes = FxHashSet::default();
    for id in ids {
        let record = draft.portfolio.record(*id).cloned().ok_or(Rejection::Missing)?;
        check_delete(draft.portfolio, &*record)?;
        if !deleted && let Some(project) = (*record).typed::<Project>().filter(|project| project.meta.deleted) {
            check_code_free(draft.portfolio, &project.code, Some(*id))?;
            if !codes.insert(project.code.to_ascii_uppercase()) {
                return Err(Rejection::CodeInUse { code: project.code.to_string(), project: project.name.to_string() });
            }
        }
        draft.set(&*record, vec![(FieldKey::Known(DELETED), Value::Bool(deleted))]);
        titles.push(record.title());
    }
    let verb = if deleted { "Delete" } else { "Restore" };
    Ok(match titles.as_slice() {
        [one] => format!("{verb} {one}"),
        several => format!("{verb} {} records", several.len()),
    })
}

/// The rules for deleting and restoring a record.
fn check_delete(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    if record.schema().immutable {
        return Err(Rejection::Immutable { label: record.schema().label });
    }
    if is_closed(portfolio, record) {
        return Err(CLOSED);
    }
    if record.kind() == GateCondition::SCHEMA.kind {
        let reason = "A condition belongs to its gate decision. Close it, or undo the decision.";
        return Err(Rejection::NotPossible { reason });
    }
    Ok(())
}

/// A relation given as text becomes the record of that name. A new relation leads to a record that is not deleted.
fn resolve(draft: &mut Draft, record: &dyn Record, number: u8, value: &Value) -> Result<Value, Rejection> {
    let field = record.schema().field(number).ok_or(Rejection::Missing)?;
    let refused = |reason: String| Rejection::Field { label: field.label.to_owned(), reason };
    match (field.kind, value) {
        (FieldKind::Reference(kind), Value::Text(name)) => {
            let Some(name) = Some(name.trim()).filter(|name| !name.is_empty()) else { return Ok(Value::Null) };
            let found = draft.named(kind, name)?;
            found.map(Value::Id).ok_or_else(|| refused(format!("has no record named “{name}”")))
        }
        (FieldKind::List(FieldKind::Reference(kind)), Value::List(all)) => {
            let mut people: Vec<Value> = Vec::with_capacity(all.len());
            for own in all {
                let found = match own {
                    Value::Text(name) => draft.named(kind, name)?.map(Value::Id),
                    other => Some(other.clone()),
                };
                people.extend(found.filter(|found| !people.contains(found)));
            }
            Ok(if people.is_empty() { Value::Null } else { Value::List(people) })
        }
        (FieldKind::Reference(_), Value::Id(id)) if record.get(number) != *value && draft.live(*id).is_err() => {
            Err(refused("refers to a record that is not there".to_owned()))
        }
        _ => Ok(value.clone()),
    }
}

/// A status reports what is: it cannot have the day of a time to come. What stands so already may stay.
pub(super) fn check_reported(today: Date, record: &dyn Record, field: u8, value: &Value) -> Result<(), Rejection> {
    let schema = record.schema().field(field).filter(|own| own.name.ends_with("_status"));
    let is_ahead = matches!(value.entry("on"), Some(Value::Date(on)) if *on > today);
    match schema.filter(|_| is_ahead && record.get(field) != *value) {
        Some(own) => Err(Rejection::Field {
            label: own.label.to_owned(),
            reason: "cannot be reported for a day that is still to come".to_owned(),
        }),
        None => Ok(()),
    }
}

/// Amber begins before red.
fn check_limits(record: &dyn Record) -> Result<(), Rejection> {
    let Some(settings) = record.typed::<Settings>() else { return Ok(()) };
    let rules = settings.status_rules();
    for (field, (amber, red)) in [(settings::at::slip_amber, rules.slip), (settings::at::cost_amber, rules.cost)] {
        if amber > red {
            let label = Settings::SCHEMA.field(field).map_or("", |own| own.label).to_owned();
            return Err(Rejection::Field {
                label,
                reason: format!("must not be more than that of red, which is {red}"),
            });
        }
    }
    Ok(())
}

pub(super) fn set_checked(record: &mut dyn Record, field: u8, value: &Value) -> Result<(), Rejection> {
    let label = record.schema().field(field).map_or("", |field| field.label);
    record.set(field, value).map_err(|error| Rejection::Field { label: label.to_owned(), reason: error.0.into_owned() })
}

fn check_required(record: &dyn Record) -> Result<(), Rejection> {
    let fields = record.schema().fields.iter().enumerate();
    let mut required = fields.filter(|(_, field)| field.required);
    let is_missing = |number: usize| u8::try_from(number).is_ok_and(|number| is_blank(&record.get(number)));
    required.find(|(number, _)| is_missing(*number)).map_or(Ok(()), |(_, field)| Err(missing(field)))
}

fn missing(field: &FieldSchema) -> Rejection {
    Rejection::Field { label: field.label.to_owned(), reason: "is missing".to_owned() }
}

/// "Gate review" as it reads inside a sentence.
pub(super) fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    // An abbreviation stays as it is.
    match (letters.next(), letters.next()) {
        (Some(first), second) if second.is_none_or(|letter| !letter.is_ascii_uppercase()) => {
            let rest = label.get(first.len_utf8()..).unwrap_or_default();
            format!("{}{rest}", first.to_ascii_lowercase())
        }
        _ => label.to_owned(),
    }
}
