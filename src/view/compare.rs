//! The portfolio as it was on a day beside the portfolio now: its projects then, what has changed since record by record, and
//! what taking one record back would write. Must not know how a day is chosen, nor how it is drawn.

use super::form::{Titles, shown};
use super::format::money;
use crate::domain::date::{Date, Moment, Zone};
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::at as project;
use crate::domain::records::{CostEntry, GateCondition, Project, Settings};
use crate::domain::schema::Schema;
use crate::domain::sorting::sort_by;
use crate::domain::status::{StatusRules, overall};
use crate::domain::value::Value;
use crate::engine::as_of::AsOf;
use crate::engine::closed::is_closed;
use crate::engine::command::Fields;
use crate::engine::money::{counted, counted_from};
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::Transaction;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::Arc;

/// What happened to a record since.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// It was not there then.
    Added,
    /// It has other values now.
    Changed,
    /// It was there then and is deleted now.
    Removed,
}

impl Since {
    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "added since",
            Self::Changed => "changed since",
            Self::Removed => "deleted since",
        }
    }
}

/// A field with its value then and now, in words; empty where nothing was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldThen {
    /// Label.
    pub label: &'static str,
    /// Then.
    pub then: String,
    /// Now.
    pub now: String,
}

/// A record that is not as it was.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// The record.
    pub id: Id,
    /// Label of its kind.
    pub kind: &'static str,
    /// What people call it; by what it was called then, if it is deleted now.
    pub title: Arc<str>,
    /// What happened.
    pub since: Since,
    /// The fields that differ.
    pub fields: Vec<FieldThen>,
    /// What taking it back would write; `None` if only a decision may change it, or if it was not there then.
    pub takes_back: Option<Fields>,
}

/// A project as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProjectThen {
    /// The project.
    pub id: Id,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Values under [`COLUMNS`]: then, and now where that is another.
    pub cells: Vec<(String, Option<String>)>,
    /// Whether it is deleted now.
    pub is_gone: bool,
}

/// What is shown of each project.
pub const COLUMNS: [&str; 7] = ["Phase", "State", "Status", "Lead", "Forecast finish", "Budget", "Forecast cost"];

/// The day's last millisecond where the clock is that many minutes ahead of UTC.
pub fn end_of(day: Date, minutes_ahead: i64) -> Moment {
    let epoch = Date::of_moment(Moment(0));
    Moment((day.days_since(epoch) + 1) * 86_400_000 - minutes_ahead * 60_000 - 1)
}

/// The first day that can be looked at: that of the oldest change kept.
pub fn first_day(history: &[Arc<Transaction>], zone: Zone) -> Option<Date> {
    history.first().map(|first| first.stamp.moment().day(zone))
}

/// The first day whose end the history tells everything since. Up to `unknown_until` it does not.
pub fn first_day_whole(
    history: &[Arc<Transaction>],
    unknown_until: Option<Moment>,
    minutes_ahead: &dyn Fn(Date) -> i64,
) -> Option<Date> {
    match unknown_until {
        Some(until) => Some(first_whole_day(until, minutes_ahead)),
        None => {
            let first = history.first()?.stamp.moment();
            let minutes = minutes_ahead(Date::of_moment(first));
            Some(Date::of_moment(Moment(first.0.saturating_add(minutes * 60_000))))
        }
    }
}

/// The first day that does not end before that moment.
pub fn first_whole_day(moment: Moment, minutes_ahead: &dyn Fn(Date) -> i64) -> Date {
    let day = Date::of_moment(moment).plus_days(-1);
    let later = (0..3).map(|days| day.plus_days(days));
    later.into_iter().find(|day| end_of(*day, minutes_ahead(*day)) >= moment).unwrap_or(day.plus_days(2))
}

/// The projects as they were, by code.
pub fn projects_then(
    portfolio: &Portfolio,
    then: &AsOf,
    day: Date,
    today: Date,
    rules: StatusRules,
) -> Vec<ProjectThen> {
    let mut rows = Vec::new();
    let money = MoneyThen::of(portfolio, then);
    for record in then.every(portfolio) {
        let Some(project) = record.typed::<Project>().filter(|project| !project.meta.deleted) else { continue };
        let project = &*money.counted(project);
        let before = |id: Id| then.record(portfolio, id).map_or_else(String::new, |record| record.title().to_string());
        let cells = cells(project, day, rules, &before);
        let now = portfolio.get::<Project>(project.meta.id).filter(|now| !now.meta.deleted);
        let now_cells = now.map(|now| self::cells(&counted(portfolio, now), today, rules, &|id| portfolio.called(id)));
        let cells = cells.into_iter().enumerate().map(|(at, cell)| {
            let now = now_cells.as_ref().and_then(|cells| cells.get(at));
            let other = now.filter(|now| **now != cell).cloned();
            (cell, other)
        });
        rows.push(ProjectThen {
            id: project.meta.id,
            code: project.code.to_string(),
            name: project.name.to_string(),
            cells: cells.collect(),
            is_gone: now.is_none(),
        });
    }
    sort_by(&mut rows, |a, b| a.code.cmp(&b.code));
    rows
}

/// What the money of projects was added up from, as it was.
struct MoneyThen<'a> {
    settings: Settings,
    entries: FxHashMap<Id, Vec<&'a CostEntry>>,
}

impl<'a> MoneyThen<'a> {
    fn of(portfolio: &'a Portfolio, then: &'a AsOf) -> Self {
        let settings = portfolio.settings_id().and_then(|id| then.record(portfolio, id)?.typed::<Settings>().cloned());
        let mut entries: FxHashMap<Id, Vec<&CostEntry>> = FxHashMap::default();
        let all = then.every(portfolio).filter_map(|record| record.typed::<CostEntry>());
        for entry in all.filter(|entry| !entry.meta.deleted) {
            if let Some(project) = entry.project {
                entries.entry(project.id).or_default().push(entry);
            }
        }
        Self { settings: settings.unwrap_or_default(), entries }
    }

    fn counted<'p>(&self, project: &'p Project) -> Cow<'p, Project> {
        let entries = self.entries.get(&project.meta.id).into_iter().flatten().copied();
        counted_from(&self.settings, project, entries)
    }
}

fn cells(project: &Project, day: Date, rules: StatusRules, titles: Titles) -> [String; 7] {
    let word = |number: u8| match Project::SCHEMA.field(number) {
        Some(field) => shown(&field.kind, &Record::get(project, number), titles),
        None => String::new(),
    };
    let amount = |sum: Option<crate::domain::money::Money>| sum.map(money).unwrap_or_default();
    [
        word(project::phase),
        word(project::state),
        first_upper(overall(project, day, rules).words().trim_start_matches("Status ")),
        word(project::lead),
        word(project::forecast_finish),
        amount(project.budget),
        amount(project.forecast_cost),
    ]
}

fn first_upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The records that are not as they were, projects first, then by kind and title.
pub fn differences(portfolio: &Portfolio, then: &AsOf) -> Vec<Difference> {
    let mut found: Vec<Difference> = then.touched().filter_map(|id| difference(portfolio, then, id)).collect();
    let first = |difference: &Difference| difference.kind != Project::SCHEMA.label;
    sort_by(&mut found, |a, b| (first(a), a.kind, &a.title, a.id).cmp(&(first(b), b.kind, &b.title, b.id)));
    found
}

fn difference(portfolio: &Portfolio, then: &AsOf, id: Id) -> Option<Difference> {
    let was = then.record(portfolio, id).filter(|record| !record.meta().deleted);
    let present = portfolio.record(id)?;
    let is = Some(present).filter(|record| !record.meta().deleted);
    let since = match (was, is) {
        (None, Some(_)) => Since::Added,
        (Some(_), None) => Since::Removed,
        (Some(_), Some(_)) => Since::Changed,
        (None, None) => return None,
    };
    let named = is.or(was)?;
    let schema = named.schema();
    let (mut fields, mut takes_back) = (Vec::new(), Fields::new());
    // A state that may not follow keeps what it came with: half of a decision is none.
    let is_held = was.is_some_and(|was| !state_follows(&**present, &**was));
    if let Some(was) = was {
        for number in 0..u8::try_from(schema.fields.len()).unwrap_or(u8::MAX) {
            let Some(field) = schema.field(number) else { continue };
            let (before, after) = (was.get(number), present.get(number));
            if before == after || field.is_order() {
                continue;
            }
            let titles = |id: Id| {
                then.record(portfolio, id).map_or_else(|| portfolio.called(id), |record| record.title().to_string())
            };
            fields.push(FieldThen {
                label: field.label,
                then: shown(&field.kind, &before, &titles),
                now: shown(&field.kind, &after, &|id| portfolio.called(id)),
            });
            if !is_held && is_free(schema, number) {
                takes_back.extend(leading(portfolio, before).map(|before| (number, before)));
            }
        }
        if since == Since::Changed && fields.is_empty() {
            return None;
        }
    }
    let takes_back = match since {
        Since::Added => None,
        Since::Changed => Some(takes_back).filter(|fields| !fields.is_empty() && !is_closed(portfolio, &**named)),
        // A condition goes and comes back with its decision.
        Since::Removed => Some(takes_back).filter(|_| !schema.immutable && schema.kind != GateCondition::SCHEMA.kind),
    };
    Some(Difference { id, kind: schema.label, title: named.title(), since, fields, takes_back })
}

/// Whether a field may be changed by hand: what a decision gave stays, and so does the day since when it holds.
fn is_free(schema: &Schema, number: u8) -> bool {
    let is_since = schema.kind == Project::SCHEMA.kind && number == project::phase_since;
    !schema.immutable && !is_since && schema.field(number).is_some_and(|field| !field.is_decided())
}

/// Whether the state that a record had then may follow the one it has now, as its kind says.
fn state_follows(now: &dyn Record, then: &dyn Record) -> bool {
    let Some(states) = now.schema().states else { return true };
    let (now, then) = (now.get(states.field), then.get(states.field));
    let (now, then) = (now.as_text().unwrap_or_default(), then.as_text().unwrap_or_default());
    now == then || states.allows(now, then)
}

/// The value without relations to what is not there any more; `None` if it is one.
fn leading(portfolio: &Portfolio, value: Value) -> Option<Value> {
    let is_there = |id: &Id| portfolio.record(*id).is_some_and(|record| !record.meta().deleted);
    match value {
        Value::Id(id) => is_there(&id).then_some(value),
        Value::List(mut all) => {
            all.retain(|one| one.as_id().is_none_or(|id| is_there(&id)));
            Some(if all.is_empty() { Value::Null } else { Value::List(all) })
        }
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_that_lacks_something_begins_later() {
        let at = |day: i64| Moment(day * 86_400_000);
        let transaction = Transaction {
            stamp: crate::domain::stamp::Stamp {
                time: crate::domain::stamp::ClockTime((at(10).0 as u64) << 16),
                ..Default::default()
            },
            seq: 1,
            author: Default::default(),
            label: "".into(),
            purpose: crate::engine::transaction::Purpose::Do,
            edits: Vec::new(),
        };
        let first = |unknown| first_day_whole(&[Arc::new(transaction.clone())], unknown, &|_| 0);
        assert_eq!(first(None), Some(Date::of_moment(at(10))));
        // Archived up to the end of a day: that end can be looked at.
        assert_eq!(first(Some(Moment(at(13).0 - 1))), Some(Date::of_moment(at(12))));
        // Even if nothing has changed since.
        assert_eq!(first_day_whole(&[], Some(Moment(at(13).0 - 1)), &|_| 0), Some(Date::of_moment(at(12))));
        assert_eq!(first_day_whole(&[], None, &|_| 0), None);
    }

    #[test]
    fn a_day_ends_where_the_person_is() {
        let day = Date::parse("2026-11-22").unwrap_or_else(|| Date::of_moment(Moment(0)));
        let end = end_of(day, 60);
        assert_eq!(Date::of_moment(Moment(end.0 + 3_600_000)), day);
        assert_eq!(Date::of_moment(Moment(end.0 + 3_600_001)), day.plus_days(1));
    }
}
