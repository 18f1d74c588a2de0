//! Lists of costs and lists of benefits of projects: what their rows can fill and how they are told. Must not know how rows are rehearsed.

use super::cell::{CellValue, Misfit};
use super::mapping::{ColumnMapping, Target};
use super::money_list_words::{self as words, Headings, has, position};
use super::of_projects::{List, RowKind, rehearse};
use super::of_projects_row::Notes;
use super::proposal::{cells_fit, settle_money};
use super::reading::Table;
use super::subject::Subject;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Benefit, CostEntry, benefit, cost_entry};
use crate::domain::value::Value;

const PROJECT: &str = "project|project id|project code|project name";

/// A cost of a project.
pub static COSTS: Subject = Subject {
    name: "cost_entry",
    schema: CostEntry::SCHEMA,
    one: "cost entry",
    many: "cost entries",
    choice: "A cost of a project",
    title: cost_entry::at::text,
    offered: &[
        cost_entry::at::project,
        cost_entry::at::text,
        cost_entry::at::amount,
        cost_entry::at::on,
        cost_entry::at::state,
        cost_entry::at::category,
        cost_entry::at::note,
    ],
    has_reports: false,
    is_meant: |table| {
        let headings = &table.headings;
        let is_cost = has(
            headings,
            "cost category|cost type|type of cost|cost element|cost entry|budget line|for what|cost item",
        );
        let says_when = has(headings, "period|month|invoice date|posting date|cost date");
        has(headings, PROJECT) && has(headings, "amount|net amount|cost amount") && (is_cost || says_when)
    },
    propose: |table, columns| propose(&COSTS, words::COSTS, table, columns),
    speaks_against: |_, _, _| false,
    read: |field, text| match field {
        cost_entry::at::state => {
            Some(given(words::read_state(text).map(|state| state.to_value()), "names no state of a cost"))
        }
        cost_entry::at::category => Some(given(
            words::read_category(text).map(|category| Some(category).to_value()),
            "names no category that is known here",
        )),
        cost_entry::at::on => month(text).map(|day| Ok(CellValue::Value(Value::Date(day)))),
        _ => None,
    },
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        let list = List {
            rows: &COSTS,
            project: cost_entry::at::project,
            instead: Some(cost_entry::at::category),
            kind_of: |_, _| Ok((&COST, Vec::new())),
            // Two equal costs may be two costs.
            repeats: false,
            is_id: |_| false,
        };
        rehearse(&list, portfolio, table, mapping, source, today, new_id)
    },
};

static COST: RowKind = RowKind {
    schema: CostEntry::SCHEMA,
    title: cost_entry::at::text,
    project: cost_entry::at::project,
    place: Some,
    notes: Notes::Lines(cost_entry::at::note),
    outside: None,
    also: |_, _| None,
    state: None,
    same: |one: &dyn Record, other: &dyn Record| {
        let told_by = [cost_entry::at::on, cost_entry::at::state, cost_entry::at::amount];
        told_by.iter().all(|field| one.get(*field) == other.get(*field))
    },
};

/// A benefit of a project.
pub static BENEFITS: Subject = Subject {
    name: "benefit",
    schema: Benefit::SCHEMA,
    one: "benefit",
    many: "benefits",
    choice: "A benefit of a project",
    title: benefit::at::title,
    offered: &[
        benefit::at::project,
        benefit::at::title,
        benefit::at::kind,
        benefit::at::owner,
        benefit::at::measure,
        benefit::at::unit,
        benefit::at::start_value,
        benefit::at::start_on,
        benefit::at::target_value,
        benefit::at::target_on,
        benefit::at::value_per_year,
        benefit::at::years,
        benefit::at::cost_to_achieve,
        benefit::at::state,
        benefit::at::description,
    ],
    has_reports: false,
    is_meant: |table| {
        let headings = &table.headings;
        has(headings, "benefit|benefit name|benefit title|benefit description") && has(headings, PROJECT)
    },
    propose: |table, columns| propose(&BENEFITS, words::BENEFITS, table, columns),
    speaks_against: |_, _, _| false,
    read: |field, text| match field {
        benefit::at::kind => {
            Some(given(words::read_benefit_kind(text).map(|kind| kind.to_value()), "names no type of benefit"))
        }
        benefit::at::state => {
            Some(given(words::read_benefit_state(text).map(|state| state.to_value()), "names no state of a benefit"))
        }
        benefit::at::start_on | benefit::at::target_on => month(text).map(|day| Ok(CellValue::Value(Value::Date(day)))),
        _ => None,
    },
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        let list = List {
            rows: &BENEFITS,
            project: benefit::at::project,
            instead: None,
            kind_of: |_, _| Ok((&BENEFIT, Vec::new())),
            repeats: true,
            is_id: |_| false,
        };
        rehearse(&list, portfolio, table, mapping, source, today, new_id)
    },
};

static BENEFIT: RowKind = RowKind {
    schema: Benefit::SCHEMA,
    title: benefit::at::title,
    project: benefit::at::project,
    place: Some,
    notes: Notes::Lines(benefit::at::description),
    outside: None,
    also: |_, _| None,
    state: None,
    same: |_, _| true,
};

fn given(value: Option<Value>, misfit: Misfit) -> Result<CellValue, Misfit> {
    value.map(CellValue::Value).ok_or(misfit)
}

/// The first day of a month that is written as "2026-03".
fn month(text: &str) -> Option<Date> {
    let (year, month) = text.trim().split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, 1)
}

/// The first column whose heading means a field feeds it, if its cells fit.
fn propose(rows: &Subject, headings: Headings, table: &Table, columns: &mut [ColumnMapping]) {
    for (field, words) in headings {
        let Some(number) = position(&table.headings, words) else { continue };
        let is_sure = *field == rows.title || rows.schema.field(*field).is_some_and(|field| field.name == "project");
        let Some(column) = columns.get_mut(number).filter(|column| column.target == Target::Keep) else { continue };
        if is_sure || cells_fit(rows, table, number, *field, column) {
            column.target = Target::Field(*field);
        }
    }
    settle_money(rows, table, columns);
}
