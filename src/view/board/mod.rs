//! The board as a part: what it is told of the kind of record whose records are its cards. Columns, lanes, filter, cells, the window
//! over long lists and the drag machine work over this. Must not know any one kind.

pub mod cells;
pub mod drag;
pub mod filter;
pub mod sheet;
pub mod window;
pub mod words;

use super::affected::{BackReference, affected_of};
use super::format::count;
use super::route::Route;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::schema::Schema;
use crate::engine::portfolio::Portfolio;
use cells::{Lane, Layout};
use filter::BoardFilter;
use sheet::{BoardQuery, Standing};
use std::borrow::Cow;

/// A kind of record as the cards of a board: a board is one constant of this.
pub struct BoardKind {
    /// The kind of record.
    pub schema: &'static Schema,
    /// What cards show of other records.
    pub shown: &'static [BackReference],
    /// One card, inside a sentence.
    pub noun: &'static str,
    /// What the whole is called.
    pub label: &'static str,
    /// What can be asked for beside words.
    pub facets: &'static [Facet],
    /// By what the board can be divided into lanes.
    pub lanes: &'static [LaneBy],
    /// The name in the address of what says that cards which are usually left away are shown too.
    pub rest: &'static str,
    /// The name in the address of which board of several it is; empty if there is one.
    pub part: &'static str,
    /// Whether a route leads to a board of this kind.
    pub is_at: fn(&Route) -> bool,
    /// The route of a board, without its filter.
    pub route: fn(&BoardFilter) -> Route,
    /// The columns in order, those that stand beneath the others at the end.
    pub columns: fn(&Portfolio, &BoardFilter) -> Vec<Column>,
    /// How many cards stand in each column, filter or not.
    pub counts: fn(&Portfolio, &BoardFilter, &Layout) -> Vec<usize>,
    /// Gives all cards that are shown, those of one cell in their order.
    pub each: fn(&Portfolio, &BoardQuery, &mut dyn FnMut(Id, Standing)),
    /// Where a record stands; `None` if it is not shown.
    pub stands: fn(&Portfolio, &BoardQuery, &dyn Record) -> Option<Standing>,
    /// Lanes in which no card stands and one can be dropped.
    pub free_lanes: fn(&Portfolio, &LaneBy) -> Vec<Lane>,
}

impl PartialEq for BoardKind {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for BoardKind {}

impl std::fmt::Debug for BoardKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label)
    }
}

impl BoardKind {
    /// The lanes of that name in an address.
    pub fn lanes_named(&self, name: &str) -> Option<&'static LaneBy> {
        self.lanes.iter().find(|by| by.name == name)
    }

    /// The cards that records concern which were touched; `None` for all.
    pub fn affected(&self, portfolio: &Portfolio, touched: &[Id]) -> Option<Vec<Id>> {
        affected_of(self.schema, self.shown, portfolio, touched)
    }

    /// "3 of 8 projects", or "8 projects" without a filter.
    pub fn words(&self, shown: usize, all: usize, is_filtered: bool) -> String {
        let all = count(all.max(shown), self.noun);
        if is_filtered { [&shown.to_string(), " of ", &all].concat() } else { all }
    }
}

/// Something that can be asked for in a list of choices.
pub struct Facet {
    /// Its name in an address.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Whether something can be asked for at all; what cannot is left away.
    pub is_known: fn(&str) -> bool,
}

/// By what a board is divided into lanes.
pub struct LaneBy {
    /// Its name in an address.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What the lane of nobody is called.
    pub none: &'static str,
    /// The lane of a record.
    pub of: fn(&dyn Record) -> Lane,
    /// What a lane is called that is not that of nobody.
    pub words: fn(&Portfolio, Id) -> String,
}

impl PartialEq for LaneBy {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for LaneBy {}

impl std::fmt::Debug for LaneBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// Its name in the page, whatever people read above it.
    pub name: Cow<'static, str>,
    /// What people read.
    pub label: Cow<'static, str>,
    /// Its class.
    pub class: &'static str,
    /// Whether it is divided into lanes where the board is.
    pub has_lanes: bool,
    /// What its steps are called; none if it is shown as a whole.
    pub steps: Vec<&'static str>,
    /// Most cards that are meant to stand in it.
    pub limit: Option<i64>,
    /// Whether it stands beneath the others.
    pub is_aside: bool,
    /// Whether it can be folded to a strip, and is at first.
    pub folds: bool,
    /// What stands in it while it has no cards.
    pub empty: &'static str,
    /// What is said where some cards are left away until they are asked for.
    pub rest: Option<Rest>,
}

/// What is said of cards that are left away until they are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rest {
    /// All of the column are.
    pub none: &'static str,
    /// Shows them too.
    pub more: &'static str,
    /// Leaves them away again.
    pub less: &'static str,
}
