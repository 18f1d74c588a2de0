//! The columns of work in words: what a project calls a column that an item and its entries know by a key that never changes. Must not
//! know where it is read.

use crate::domain::id::Id;
use crate::domain::records::WorkItem;
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::at;
use crate::domain::value::Value;
use crate::domain::work::columns::{PHASES, WorkBoard, board_phase};
use crate::engine::portfolio::Portfolio;
use crate::engine::work::changed_board;
use std::sync::Arc;

/// A value of a record as people know it: the columns of a work item by their names; everything else as it is.
pub fn named(portfolio: &Portfolio, record: Id, field: u8, value: &Value) -> Value {
    let Some(item) = portfolio.get::<WorkItem>(record) else { return value.clone() };
    let name =
        |value: &Value| value.as_text().map_or_else(|| value.clone(), |key| Value::text(name(portfolio, item, key)));
    match (field, value) {
        (at::column, value) => name(value),
        (at::column_entries, Value::List(entries)) => {
            let entry = |entry: &Value| match entry {
                Value::Map(parts) => {
                    let part = |(part, value): &(Arc<str>, Value)| {
                        let is_column = **part == *"column";
                        (part.clone(), if is_column { name(value) } else { value.clone() })
                    };
                    Value::Map(parts.iter().map(part).collect())
                }
                other => other.clone(),
            };
            Value::List(entries.iter().map(entry).collect())
        }
        _ => value.clone(),
    }
}

/// What people call a column: on the board on which the item stands; of another board of its project with the phase; of a column that is
/// gone the words of which its key was made.
fn name(portfolio: &Portfolio, item: &WorkItem, key: &str) -> String {
    let standing = board_phase(item.phase);
    let called = |phase: Phase| {
        let changed = item.project.and_then(|project| changed_board(portfolio, project.id, phase));
        let board = WorkBoard::of(phase, 0, changed);
        let known = |column: &&crate::domain::records::phase_board::PhaseColumn| {
            column.key.eq_ignore_ascii_case(key) || column.name.eq_ignore_ascii_case(key)
        };
        board.columns.iter().find(known).map(|column| column.name.to_string())
    };
    if let Some(name) = called(standing) {
        return name;
    }
    let elsewhere = PHASES.into_iter().find_map(|phase| Some((phase, called(phase)?)));
    match elsewhere {
        Some((phase, name)) => [&*name, " (", phase.label(), ")"].concat(),
        None => spelt(key),
    }
}

/// "waiting_for_steel" as "Waiting for steel".
fn spelt(key: &str) -> String {
    let mut letters = key.chars().map(|letter| if letter == '_' { ' ' } else { letter });
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Moment;
    use crate::domain::field::Field;
    use crate::domain::id::Ref;
    use crate::domain::records::phase_board::PhaseColumn;
    use crate::domain::records::work_item::ColumnEntry;
    use crate::domain::records::{PhaseBoard, Project};

    #[test]
    fn columns_are_called_as_the_project_calls_them() {
        let mut portfolio = Portfolio::default();
        let column = |key: &str, name: &str| PhaseColumn { key: key.into(), name: name.into(), limit: None };
        let mut project = Project::default();
        project.meta.id = Id(1);
        let mut board = PhaseBoard {
            project: Some(Ref::new(Id(1))),
            phase: Phase::Execution,
            columns: vec![column("backlog", "Inbox"), column("doing", "On site"), column("accepted", "Handed over")],
            ..PhaseBoard::default()
        };
        board.meta.id = Id(2);
        let entry = |column: &str| ColumnEntry { column: column.into(), at: Moment(0), ..ColumnEntry::default() };
        let mut item = WorkItem {
            project: Some(Ref::new(Id(1))),
            phase: Phase::Execution,
            column: "doing".into(),
            column_entries: ["agreed", "Backlog", "waiting_for_steel", "doing"].map(entry).into(),
            ..WorkItem::default()
        };
        item.meta.id = Id(3);
        portfolio.insert_loaded(Arc::new(project));
        portfolio.insert_loaded(Arc::new(board));
        portfolio.insert_loaded(Arc::new(item.clone()));
        let of = |field, value: &Value| named(&portfolio, Id(3), field, value);
        assert_eq!(of(at::column, &Value::text("doing")), Value::text("On site"));
        assert_eq!(of(at::title, &Value::text("doing")), Value::text("doing"));
        assert_eq!(of(at::column, &Value::Null), Value::Null);
        let entries = of(at::column_entries, &item.column_entries.to_value());
        let Value::List(entries) = entries else { panic!("entries are a list") };
        let names: Vec<&str> = entries.iter().filter_map(|entry| entry.entry("column")?.as_text()).collect();
        assert_eq!(names, ["Agreed (Initiation)", "Inbox", "Waiting for steel", "On site"]);
        assert_eq!(named(&portfolio, Id(1), at::column, &Value::text("doing")), Value::text("doing"), "another kind");
    }
}
