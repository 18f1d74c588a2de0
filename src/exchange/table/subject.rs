//! What each row of a list can be. A further kind of record is a further row of this table: its schema, its words, how its columns are
//! told and how its rows are rehearsed. Must not know how any of it is drawn.

use super::cell::{CellValue, Misfit};
use super::mapping::{ColumnMapping, Mapping};
use super::money_lists::{BENEFITS, COSTS};
use super::raid_list::{ACTIONS, ASSUMPTIONS, DEPENDENCIES, ISSUES, RAID, RISKS};
use super::reading::Table;
use super::rehearse::{Rehearsal, rehearse_projects};
use super::{cell, items, proposal};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Project, WorkItem, project, work_item};
use crate::domain::schema::Schema;
use crate::engine::portfolio::Portfolio;
use std::fmt;

/// What each row of a list is.
pub struct Subject {
    /// The name under which a mapping of columns is stored; never changes.
    pub name: &'static str,
    /// The fields that a row can fill.
    pub schema: &'static Schema,
    /// One row, inside a sentence.
    pub one: &'static str,
    /// Several rows, inside a sentence.
    pub many: &'static str,
    /// How the choice reads.
    pub choice: &'static str,
    /// The field that every row must give.
    pub title: u8,
    /// The fields that a column can be chosen for, in order; those of the record's page if there are none.
    pub offered: &'static [u8],
    /// Whether the rows can be reports, of which the day is known and the latest counts, with amounts whose currency stands beside them.
    pub has_reports: bool,
    /// Whether headings and cells say that the rows are that.
    pub(super) is_meant: fn(&Table) -> bool,
    /// Proposes what each column becomes.
    pub(super) propose: fn(&Table, &mut [ColumnMapping]),
    /// Whether the cells of a column speak against a field, though each of them would fit.
    pub(super) speaks_against: fn(&Table, usize, u8) -> bool,
    /// Reads fields that are written in words of their own.
    pub(super) read: fn(u8, &str) -> Option<Result<CellValue, Misfit>>,
    /// What an import would do.
    pub(super) rehearse: Rehearse,
}

/// Says what an import would do: the portfolio, the list, what its columns become, the name of the source, today, and new ids.
pub(super) type Rehearse = fn(&Portfolio, &Table, &Mapping, &str, Date, &mut dyn FnMut() -> Id) -> Rehearsal;

/// A project.
pub static PROJECTS: Subject = Subject {
    name: "project",
    schema: Project::SCHEMA,
    one: "project",
    many: "projects",
    choice: "A project",
    title: project::at::name,
    offered: &[],
    has_reports: true,
    is_meant: |_| true,
    propose: proposal::propose_projects,
    speaks_against: proposal::is_confidence,
    read: cell::read_of_project,
    rehearse: rehearse_projects,
};

/// A work item of a project that is there.
pub static ITEMS: Subject = Subject {
    name: "work_item",
    schema: WorkItem::SCHEMA,
    one: "work item",
    many: "work items",
    choice: "A work item of a project that is here",
    title: work_item::at::title,
    offered: &[
        work_item::at::project,
        work_item::at::title,
        work_item::at::column,
        work_item::at::kind,
        work_item::at::owner,
        work_item::at::stream,
        work_item::at::start,
        work_item::at::due,
        work_item::at::percent,
        work_item::at::phase,
        work_item::at::domain,
        work_item::at::class_of_service,
        work_item::at::estimate,
        work_item::at::duration,
        work_item::at::blocked_reason,
        work_item::at::blocked_since,
        work_item::at::done_rule,
        work_item::at::description,
        work_item::at::links,
    ],
    has_reports: false,
    is_meant: proposal::is_list_of_items,
    propose: proposal::propose_items,
    speaks_against: |_, _, _| false,
    read: cell::read_of_item,
    rehearse: items::rehearse_items,
};

/// All, in the order in which they are offered. What is meant by no other is a project.
pub static ALL: [&Subject; 10] =
    [&PROJECTS, &ITEMS, &RAID, &RISKS, &ISSUES, &ACTIONS, &ASSUMPTIONS, &DEPENDENCIES, &COSTS, &BENEFITS];

impl Subject {
    /// The stored name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The one with that stored name; projects if there is none.
    pub fn named(name: &str) -> &'static Self {
        ALL.into_iter().find(|subject| subject.name() == name).unwrap_or_default()
    }

    /// What the rows of a list are by its headings and cells.
    pub fn of(table: &Table) -> &'static Self {
        ALL.into_iter().rev().find(|subject| (subject.is_meant)(table)).unwrap_or_default()
    }
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Subject {}

impl fmt::Debug for Subject {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

impl Default for &'static Subject {
    fn default() -> Self {
        &PROJECTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_of_its_own_and_fields_that_there_are() {
        for subject in ALL {
            assert_eq!(Subject::named(subject.name()), subject);
            assert!(subject.offered.iter().chain([&subject.title]).all(|field| subject.schema.field(*field).is_some()));
        }
        assert_eq!(Subject::named("of a newer version"), &PROJECTS);
    }
}
