//! The list of all work as it was saved from here, read again: told by the ids of its rows, its columns by the labels of their fields, its
//! rows found again by id. Must not know what is done with them.

use super::cell::one_line;
use super::mapping::{ColumnMapping, Mapping, Target};
use super::reading::{Row, Table};
use super::row::name_key;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::work_item::at;
use crate::domain::records::{Project, WorkItem};
use crate::domain::work::columns::WorkBoard;
use crate::engine::portfolio::Portfolio;
use crate::exchange::own_list::{ITEM_ID, STANDS_IN, worked_out};

/// Fields that the list shows and that only the board changes, or that no cell can hold.
const NOT_READ: [u8; 6] =
    [at::accepted_by, at::accepted_on, at::archived_on, at::column_entries, at::checklist, at::imported];

fn is_id(heading: &str) -> bool {
    heading.trim().eq_ignore_ascii_case(ITEM_ID)
}

/// Whether a list is one of ours.
pub(super) fn is_own(table: &Table) -> bool {
    table.headings.iter().any(|heading| is_id(heading))
}

/// What each of its columns becomes.
pub(super) fn propose_own(table: &Table, columns: &mut [ColumnMapping]) {
    let has_place = table.headings.iter().any(|heading| heading.trim() == STANDS_IN);
    let calculated = worked_out(&table.headings);
    for (number, (column, heading)) in columns.iter_mut().zip(&table.headings).enumerate() {
        let heading = heading.trim();
        let field = match heading {
            STANDS_IN => Some(at::column),
            _ => {
                let mut fields = WorkItem::SCHEMA.numbered().filter(|(_, field)| !field.is_hidden());
                fields.find(|(_, field)| field.label == heading).map(|(number, _)| number)
            }
        };
        let is_out = calculated.get(number).copied().unwrap_or_default() || is_id(heading);
        column.target = match field {
            _ if is_out => Target::Drop,
            // The key of a column says no more than its name.
            Some(at::column) if has_place && heading != STANDS_IN => Target::Drop,
            Some(field) if NOT_READ.contains(&field) => Target::Drop,
            Some(field) => Target::Field(field),
            None => Target::Keep,
        };
    }
}

/// The column with the ids of its rows.
pub(super) fn id_column(mapping: &Mapping) -> Option<usize> {
    mapping.columns.iter().position(|column| is_id(&column.heading))
}

/// The item that a row is, if it is there.
pub(super) fn found<'a>(portfolio: &'a Portfolio, row: &Row, id_column: Option<usize>) -> Option<&'a WorkItem> {
    let id = Id::parse(row.cell(id_column?).trim())?;
    portfolio.get::<WorkItem>(id).filter(|item| !item.meta.deleted && item.project.is_some())
}

/// Whether a cell names the project of an item.
pub(super) fn names_project(portfolio: &Portfolio, item: &WorkItem, cell: &str) -> bool {
    let project = item.project.and_then(|project| portfolio.get::<Project>(project.id));
    let cell = name_key(&one_line(cell));
    project.is_some_and(|project| [&*project.name, &*project.code].iter().any(|name| name_key(&one_line(name)) == cell))
}

/// Key of the column that a cell names on a board, by its key or its name.
pub(super) fn column_of(board: &WorkBoard, cell: &str) -> Option<String> {
    let cell = name_key(&one_line(cell));
    let is_it = |name: &str| name_key(&one_line(name)) == cell;
    board.columns.iter().find(|column| is_it(&column.name) || is_it(&column.key)).map(|column| column.key.to_string())
}
