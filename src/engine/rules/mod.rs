//! Rules of single kinds: one file for each, all in one table of hooks that every way of making, changing and deleting records
//! passes. What schemas say - required, decided, immutable, who makes one - needs no rule here. Must not know commands.

mod assessment;
mod benefit;
mod calendar;
mod change_request;
mod charter;
mod cost_entry;
mod gate_condition;
mod governance;
mod health_check;
mod lesson;
mod person;
mod project;
mod raid;
mod settings;
mod snapshot;
mod status_report;
mod team;
mod waiver;
pub(super) mod work_item;

pub use project::free_code;

use super::portfolio::Portfolio;
use super::rejection::Rejection;
use crate::domain::date::Date;
use crate::domain::record::Record;
use crate::domain::records::{Project, WorkItem};
use crate::domain::schema::{FieldKind, Kind};
use crate::domain::value::Value;

/// What one kind asks for beside its schema.
pub(super) struct Rules {
    kind: Kind,
    /// What is said of a field that only a decision changes.
    pub decided: Rejection,
    /// When one is made by its name alone: fills in what follows from it.
    pub name: fn(&mut dyn Record, &str),
    /// Whether one that a list makes is checked and filled in as one that is made by hand.
    pub listed: bool,
    /// Before one is made by hand: checks it and fills it in.
    pub create: fn(&Portfolio, Date, &mut dyn Record) -> Result<(), Rejection>,
    /// Before one is changed or deleted: whether it may be at all.
    pub keep: fn(&Portfolio, &dyn Record) -> Result<(), Rejection>,
    /// Before one is changed: as it was, and as it would be.
    pub change: fn(&Portfolio, &dyn Record, &dyn Record) -> Result<(), Rejection>,
    /// Before one is made or changed, by hand or by a list: whether what it would say can be so on that day.
    pub dated: fn(Date, &dyn Record) -> Result<(), Rejection>,
    /// Before one is deleted or restored by hand.
    pub delete: fn(&Portfolio, &dyn Record) -> Result<(), Rejection>,
    /// Before one comes back, as it would be.
    pub restore: fn(&Portfolio, &dyn Record) -> Result<(), Rejection>,
    /// What must hold of one by itself, in whichever way it came to be as it is: also after an undo.
    pub sound: fn(&dyn Record) -> Result<(), Rejection>,
}

impl Rules {
    /// Of a kind that asks for nothing else.
    const NONE: Self = Self {
        kind: Kind(0),
        decided: Rejection::NotPossible { reason: "Only a decision changes this." },
        name: |_, _| {},
        listed: false,
        create: |_, _, _| Ok(()),
        keep: |_, _| Ok(()),
        change: |_, _, _| Ok(()),
        dated: |_, _| Ok(()),
        delete: |_, _| Ok(()),
        restore: |_, _| Ok(()),
        sound: |_| Ok(()),
    };
}

static ALL: &[Rules] = &[
    person::PERSON,
    person::PROGRAMME,
    project::RULES,
    settings::RULES,
    gate_condition::RULES,
    assessment::ASSESSMENT,
    assessment::RESPONSE,
    assessment::MODEL,
    work_item::RULES,
    waiver::WAIVER,
    waiver::BOARD,
    raid::RISK,
    raid::ASSUMPTION,
    raid::ISSUE,
    raid::ACTION,
    raid::DEPENDENCY,
    change_request::CHANGE,
    change_request::BASELINE,
    cost_entry::RULES,
    benefit::BENEFIT,
    benefit::REVIEW,
    status_report::RULES,
    health_check::RULES,
    governance::BODY,
    governance::RIGHT,
    governance::MEETING,
    lesson::RULES,
    charter::PROJECT,
    charter::PMO,
    snapshot::RULES,
    team::MEMBER,
    team::TRAINING,
    team::CERTIFICATION,
    calendar::ROUTINE,
    calendar::MARK,
    calendar::HOLIDAY,
];

static NONE: Rules = Rules::NONE;

/// The rules of a kind.
pub(super) fn of(kind: Kind) -> &'static Rules {
    ALL.iter().find(|rules| rules.kind == kind).unwrap_or(&NONE)
}

/// What must hold of a record beside its schema; apart from the table, for it is asked of what is loaded as well.
pub(super) fn invariants(portfolio: &Portfolio, record: &dyn Record, violate: &mut dyn FnMut(String)) {
    if let Some(project) = record.typed::<Project>() {
        project::invariants(portfolio, project, violate);
    }
    if let Some(item) = record.typed::<WorkItem>() {
        work_item::invariants(portfolio, item, violate);
    }
    if let Err(why) = (of(record.kind()).sound)(record) {
        violate(["“", &*record.title(), "”: ", &why.to_string()].concat());
    }
}

/// A status reports what is: it cannot have the day of a time to come. What stands so already may stay.
pub(super) fn check_reported(today: Date, record: &dyn Record, field: u8, value: &Value) -> Result<(), Rejection> {
    let schema = record.schema().field(field).filter(|field| FieldKind::is_status(&field.kind));
    let is_ahead = matches!(value.entry("on"), Some(Value::Date(on)) if *on > today);
    match schema.filter(|_| is_ahead && record.get(field) != *value) {
        Some(field) => Err(Rejection::Field {
            label: field.label.to_owned(),
            reason: "cannot be reported for a day that is still to come".to_owned(),
        }),
        None => Ok(()),
    }
}

/// What is wrong with a record that a list would make, before it is asked for: its rules, and what its state demands.
pub fn check_new(portfolio: &Portfolio, today: Date, record: &dyn Record) -> Result<(), Rejection> {
    let rules = of(record.kind());
    (rules.sound)(record)?;
    let mut made = record.copy();
    (rules.create)(portfolio, today, &mut *made)?;
    (rules.dated)(today, &*made)?;
    super::states::check_step(None, &*made)
}

/// What is wrong with what a list would change of a record.
pub fn check_changed(
    portfolio: &Portfolio,
    today: Date,
    before: &dyn Record,
    after: &dyn Record,
) -> Result<(), Rejection> {
    let rules = of(after.kind());
    (rules.sound)(after)?;
    (rules.change)(portfolio, before, after)?;
    (rules.dated)(today, after)?;
    super::states::check_step(Some(before), after)
}

/// Sets a field as if typed.
pub(super) fn set(record: &mut dyn Record, field: u8, value: &Value) -> Result<(), Rejection> {
    let label = record.schema().field(field).map_or("", |field| field.label);
    record.set(field, value).map_err(|error| Rejection::Field { label: label.to_owned(), reason: error.0.into_owned() })
}
