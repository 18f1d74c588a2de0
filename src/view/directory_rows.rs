//! What stands in the lists of people and of programmes. Must not know what of a record is said where.

use crate::domain::id::Id;

/// A cell of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Words.
    Text(String),
    /// The name, with initials if it is a person's: leads to the page.
    Name(String, String),
    /// A figure.
    Figure(usize),
    /// A figure or a day with what is to be known of it below, and whether it is late.
    Noted(String, String, bool),
    /// How many projects have each status, in the order of [`STATUSES`](super::standing::STATUSES).
    Statuses([usize; 5]),
}

/// A row of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The record.
    pub id: Id,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}
