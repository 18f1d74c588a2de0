//! The cells of a board: each column of each lane, in steps where they are shown, and where arrow keys lead from one to the next.
//! Must not know which card stands in which, nor how a cell is drawn.

use super::{Column, LaneBy};
use crate::domain::id::Id;
use crate::domain::letters::sort_key;
use crate::domain::sorting::sort_by;
use crate::engine::portfolio::Portfolio;
use std::sync::Arc;

/// A place on the board: in that cell, below so many others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The cell.
    pub cell: Cell,
    /// How many other cards stand above it.
    pub index: usize,
}

/// An arrow key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Towards the first column.
    Left,
    /// Towards the last column.
    Right,
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// A lane.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Lane {
    /// The board is not divided there.
    #[default]
    Whole,
    /// That of a record or of a value by its key, or of nobody.
    Of(Option<Id>),
}

/// A cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Cell {
    /// Column, by its place among all.
    pub column: usize,
    /// Lane.
    pub lane: Lane,
    /// Step of the column, by its place; 0 where the column is not shown in steps.
    pub step: usize,
}

/// How the board is divided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// Into lanes by this.
    pub by: Option<&'static LaneBy>,
    /// The columns in order.
    pub columns: Arc<Vec<Column>>,
    /// The lanes in order, those that are folded left out; empty without lanes.
    pub lanes: Vec<Lane>,
}

impl Lane {
    /// The key of its row: that of its record, 0 for that of none.
    pub fn key(self) -> u64 {
        match self {
            Self::Of(Some(id)) => id.0,
            _ => 0,
        }
    }

    /// The lane with that key.
    pub fn with_key(key: u64) -> Self {
        Self::Of((key != 0).then_some(Id(key)))
    }

    /// What people read: what it is of, or that it is of nobody.
    pub fn words(self, portfolio: &Portfolio, by: Option<&LaneBy>) -> String {
        match (self, by) {
            (Self::Of(Some(id)), Some(by)) => (by.words)(portfolio, id),
            (Self::Of(None), Some(by)) => by.none.to_owned(),
            _ => String::new(),
        }
    }
}

impl Layout {
    /// A column by its place.
    pub fn column(&self, at: usize) -> Option<&Column> {
        self.columns.get(at)
    }

    /// What people read above a column.
    pub fn label(&self, column: usize) -> &str {
        self.column(column).map_or("", |column| &column.label)
    }

    /// The column with that name in the page.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// How many steps a column is shown in.
    pub fn steps_in(&self, column: usize) -> usize {
        self.column(column).map_or(1, |column| column.steps.len().max(1))
    }

    /// What people read of a step; empty where the column is not shown in steps.
    pub fn step_words(&self, column: usize, step: usize) -> &'static str {
        self.column(column).and_then(|column| column.steps.get(step)).copied().unwrap_or_default()
    }

    /// Whether a column is divided into lanes.
    pub fn has_lanes(&self, column: usize) -> bool {
        self.by.is_some() && self.column(column).is_some_and(|column| column.has_lanes)
    }

    /// All columns with their steps, in the order of the board.
    fn line(&self) -> Vec<(usize, usize)> {
        let steps = |column: usize| (0..self.steps_in(column)).map(move |step| (column, step));
        (0..self.columns.len()).flat_map(steps).collect()
    }

    /// The cells to the right of one, the nearest first, or to its left. From a column without lanes they are those of `home`.
    pub fn beside(&self, cell: Cell, to_the_right: bool, home: Lane) -> Vec<Cell> {
        let line = self.line();
        let at = line.iter().position(|own| *own == (cell.column, cell.step)).unwrap_or(0);
        let lane = if cell.lane == Lane::Whole { home } else { cell.lane };
        let lane_in = |column: usize| if self.has_lanes(column) { lane } else { Lane::Whole };
        let cell = |(column, step): &(usize, usize)| Cell { column: *column, lane: lane_in(*column), step: *step };
        match to_the_right {
            true => line.iter().skip(at + 1).map(cell).collect(),
            false => line.iter().take(at).rev().map(cell).collect(),
        }
    }

    /// The cells of the lanes below one, the nearest first, or of those above it.
    pub fn along(&self, cell: Cell, down: bool) -> Vec<Cell> {
        let Some(at) = self.lanes.iter().position(|lane| *lane == cell.lane) else { return Vec::new() };
        let cell = |lane: &Lane| Cell { lane: *lane, ..cell };
        match down {
            true => self.lanes.iter().skip(at + 1).map(cell).collect(),
            false => self.lanes.iter().take(at).rev().map(cell).collect(),
        }
    }

    /// Where an arrow key carries a card. `count` gives how many other cards a cell has; `home` is the card's own lane.
    pub fn step(&self, over: Place, direction: Direction, home: Lane, count: &dyn Fn(Cell) -> usize) -> Place {
        let beside = |right| self.beside(over.cell, right, home).into_iter().next();
        let along = |down| self.along(over.cell, down).into_iter().next();
        let enter = |cell: Option<Cell>| match cell {
            Some(cell) => Place { cell, index: over.index.min(count(cell)) },
            None => over,
        };
        match direction {
            Direction::Left => enter(beside(false)),
            Direction::Right => enter(beside(true)),
            Direction::Up if over.index > 0 => Place { index: over.index - 1, ..over },
            Direction::Up => along(false).map_or(over, |cell| Place { cell, index: count(cell) }),
            Direction::Down if over.index < count(over.cell) => Place { index: over.index + 1, ..over },
            Direction::Down => along(true).map_or(over, |cell| Place { cell, index: 0 }),
        }
    }

    /// Where a cell is, for people: "Execution, Ready for G3, Harbour programme".
    pub fn words(&self, portfolio: &Portfolio, cell: Cell) -> String {
        let mut words = self.label(cell.column).to_owned();
        for part in [self.step_words(cell.column, cell.step), &cell.lane.words(portfolio, self.by)] {
            if !part.is_empty() {
                words.push_str(", ");
                words.push_str(part);
            }
        }
        words
    }
}

/// Lanes in the order of their names, that of nobody at the end.
pub fn in_order(lanes: Vec<Lane>, portfolio: &Portfolio, by: Option<&LaneBy>) -> Vec<Lane> {
    let name = |lane: Lane| (lane.key() == 0, sort_key(&lane.words(portfolio, by)), lane);
    let mut named: Vec<_> = lanes.into_iter().map(name).collect();
    sort_by(&mut named, |a, b| a.cmp(b));
    named.dedup_by(|a, b| a.2 == b.2);
    named.into_iter().map(|own| own.2).collect()
}
