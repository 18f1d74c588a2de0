//! What lies beside a list of one of its records: fields in groups and the latest changes. Any kind has it from its schema. Must not
//! know how it is drawn, nor which list it lies beside.

use super::form::{Control, PROJECT_GROUPS, control};
use super::history::{Line, line};
use super::history_days::undone;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::domain::schema::{FieldSchema, Schema};
use crate::engine::transaction::{Transaction, TransactionId};
use std::sync::Arc;

/// Latest changes that are shown.
pub const CHANGES: usize = 5;

/// Fields under one heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldGroup {
    /// The heading.
    pub title: &'static str,
    /// Numbers of the fields.
    pub fields: Vec<u8>,
}

/// The groups of a project's fields that stand first: what one looks for beside a list.
const FIRST: [&str; 5] = ["Status", "Dates", "Money", "People", "Basics"];

/// The fields of a kind for people, in groups.
pub fn field_groups(schema: &'static Schema) -> Vec<FieldGroup> {
    if schema.kind != Project::SCHEMA.kind {
        let shown = |field: &FieldSchema| !field.is_hidden() && !field.is_order();
        let fields = schema.numbered().filter(|(_, field)| shown(field)).map(|(number, _)| number).collect();
        return vec![FieldGroup { title: "Details", fields }];
    }
    let place = |title: &str| FIRST.iter().position(|first| *first == title).unwrap_or(FIRST.len());
    // What is only read of an imported list has no place here.
    let is_shown = |number: &u8| schema.field(*number).is_some_and(|field| !is_only_read(field));
    let mut groups: Vec<FieldGroup> = PROJECT_GROUPS
        .iter()
        .map(|group| FieldGroup { title: group.title, fields: group.fields.iter().copied().filter(is_shown).collect() })
        .filter(|group| !group.fields.is_empty())
        .collect();
    crate::domain::sorting::sort_by(&mut groups, |a, b| place(a.title).cmp(&place(b.title)));
    groups
}

/// Whether a field holds cells of an imported list: text that belongs to no field.
fn is_only_read(field: &FieldSchema) -> bool {
    control(field) == Control::Shown && !field.is_decided()
}

/// A change of the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Latest {
    /// What was done, by whom and when.
    pub line: Line,
    /// Whether it was taken back since.
    pub is_undone: bool,
}

/// The latest changes of a record, newest first. `history` is oldest first.
pub fn latest_changes(
    history: &[Arc<Transaction>],
    id_of: &dyn Fn(&Transaction) -> Option<TransactionId>,
    record: Id,
) -> Vec<Latest> {
    let concerns = |transaction: &&Arc<Transaction>| transaction.edits.iter().any(|edit| edit.record() == record);
    let found: Vec<&Arc<Transaction>> = history.iter().rev().filter(concerns).take(CHANGES).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let undone = undone(history);
    let latest = |transaction: &Arc<Transaction>| Latest {
        line: line(transaction),
        is_undone: !undone.is_empty() && id_of(transaction).is_some_and(|id| undone.contains(&id)),
    };
    found.into_iter().map(latest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records;
    use crate::domain::records::project::at;

    #[test]
    fn every_kind_has_each_of_its_fields_for_people_once() {
        for schema in records::ALL {
            let groups = field_groups(schema);
            let mut shown: Vec<u8> = groups.iter().flat_map(|group| group.fields.iter().copied()).collect();
            shown.sort_unstable();
            let expected = schema.numbered().filter(|(number, field)| {
                !field.is_hidden()
                    && !field.is_order()
                    && (schema.kind != Project::SCHEMA.kind || *number != at::imported)
            });
            assert_eq!(shown, expected.map(|(number, _)| number).collect::<Vec<_>>(), "{}", schema.name);
            assert!(groups.iter().all(|group| !group.title.is_empty() && !group.fields.is_empty()), "{}", schema.name);
        }
    }

    #[test]
    fn of_a_project_status_dates_and_money_stand_first() {
        let titles: Vec<&str> = field_groups(Project::SCHEMA).iter().map(|group| group.title).collect();
        assert_eq!(titles, ["Status", "Dates", "Money", "People", "Basics", "Purpose", "Size", "Tolerances", "Links"]);
    }
}
