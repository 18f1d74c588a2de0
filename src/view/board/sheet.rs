//! Which cards stand in which cell of a board, kept by difference: only the records that a change concerns are looked at
//! again. Worked out once here and asked everywhere. Must not know what draws it.

use super::cells::{Cell, Lane, Layout};
use super::filter::BoardFilter;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::sorting::sort_by;
use crate::engine::portfolio::Portfolio;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::Arc;

/// The cards of a cell from top to bottom, by key.
#[derive(Clone, Default, Debug)]
pub struct Cards(Arc<Vec<u64>>);

impl PartialEq for Cards {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Deref for Cards {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        &self.0
    }
}

impl Cards {
    /// Where a card stands.
    pub fn place_of(&self, card: Id) -> Option<usize> {
        self.iter().position(|key| *key == card.0)
    }

    /// The card at a place.
    pub fn card(&self, at: usize) -> Option<Id> {
        self.get(at).copied().map(Id)
    }

    /// All of them but some.
    pub fn without(&self, others: &[Id]) -> Vec<Id> {
        self.iter().map(|key| Id(*key)).filter(|id| !others.contains(id)).collect()
    }
}

/// What is asked of a board: which cards, on which day, and how it is divided.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BoardQuery {
    /// Which cards.
    pub filter: Option<BoardFilter>,
    /// How it is divided; the lanes there are do not matter here.
    pub layout: Layout,
    /// The day.
    pub today: Option<Date>,
}

/// Where a card stands, and its place in the order there.
pub type Standing = (Cell, Arc<str>);

/// All cells with their cards.
#[derive(Default)]
pub struct BoardSheet {
    asked: BoardQuery,
    cells: FxHashMap<Cell, Cards>,
    counts: FxHashMap<usize, usize>,
    standing: FxHashMap<Id, Standing>,
}

impl BoardSheet {
    /// Has the sheet hold for what is asked. `changed` are the records that are concerned by what has changed since; `None`
    /// for all. Gives whether any cell is different now.
    pub fn work_out(&mut self, portfolio: &Portfolio, asked: BoardQuery, changed: Option<&[Id]>) -> bool {
        match changed.filter(|_| self.asked == asked) {
            Some(changed) => self.update(portfolio, changed),
            None => {
                self.asked = asked;
                self.begin_anew(portfolio);
                true
            }
        }
    }

    fn begin_anew(&mut self, portfolio: &Portfolio) {
        let mut cells: FxHashMap<Cell, Vec<u64>> = FxHashMap::default();
        let Self { asked, counts, standing, .. } = self;
        counts.clear();
        standing.clear();
        if let Some(filter) = &asked.filter {
            (filter.kind.each)(portfolio, asked, &mut |id, place| {
                cells.entry(place.0).or_default().push(id.0);
                *counts.entry(place.0.column).or_default() += 1;
                standing.insert(id, place);
            });
        }
        self.cells = cells.into_iter().map(|(cell, cards)| (cell, Cards(Arc::new(cards)))).collect();
    }

    fn update(&mut self, portfolio: &Portfolio, changed: &[Id]) -> bool {
        let mut moved = Vec::new();
        for id in changed {
            let now = self.standing_of(portfolio, *id);
            if now.as_ref() != self.standing.get(id) {
                // All of them go before any comes: those that stay are in order by then.
                self.take_out(*id);
                moved.push((*id, now));
            }
        }
        let is_different = !moved.is_empty();
        for (id, standing) in moved {
            if let Some(standing) = standing {
                self.put_in(id, standing);
            }
        }
        is_different
    }

    /// Where a card stands by its record; `None` if it is not shown.
    fn standing_of(&self, portfolio: &Portfolio, id: Id) -> Option<Standing> {
        let record = portfolio.record(id).filter(|record| !record.meta().deleted)?;
        (self.asked.filter.as_ref()?.kind.stands)(portfolio, &self.asked, &**record)
    }

    fn take_out(&mut self, id: Id) {
        let Some((cell, _)) = self.standing.remove(&id) else { return };
        if let Some(cards) = self.cells.get_mut(&cell) {
            Arc::make_mut(&mut cards.0).retain(|key| *key != id.0);
            if cards.is_empty() {
                self.cells.remove(&cell);
            }
        }
        if let Some(count) = self.counts.get_mut(&cell.column) {
            *count = count.saturating_sub(1);
        }
    }

    fn put_in(&mut self, id: Id, standing: Standing) {
        let cell = standing.0;
        let order = |id: Id| self.standing.get(&id).map(|own| own.1.clone());
        let cards = self.cells.entry(cell).or_default();
        let before = |key: &u64| (order(Id(*key)).as_deref(), *key) < (Some(&*standing.1), id.0);
        let at = cards.partition_point(before);
        Arc::make_mut(&mut cards.0).insert(at, id.0);
        *self.counts.entry(cell.column).or_default() += 1;
        self.standing.insert(id, standing);
    }

    /// The cards of a cell.
    pub fn cards(&self, cell: Cell) -> Cards {
        self.cells.get(&cell).cloned().unwrap_or_default()
    }

    /// How many cards a cell has.
    pub fn count_in(&self, cell: Cell) -> usize {
        self.cells.get(&cell).map_or(0, |cards| cards.len())
    }

    /// How many cards a column has.
    pub fn count(&self, column: usize) -> usize {
        self.counts.get(&column).copied().unwrap_or(0)
    }

    /// How many cards there are in all.
    pub fn len(&self) -> usize {
        self.standing.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.standing.is_empty()
    }

    /// How many cards the longest cell has.
    pub fn longest(&self) -> usize {
        self.cells.values().map(|cards| cards.len()).max().unwrap_or(0)
    }

    /// The lanes in which cards stand, with how many.
    pub fn lanes(&self) -> FxHashMap<Lane, usize> {
        let mut lanes = FxHashMap::default();
        for (cell, cards) in self.cells.iter().filter(|own| own.0.lane != Lane::Whole) {
            *lanes.entry(cell.lane).or_default() += cards.len();
        }
        lanes
    }

    /// The cell in which a card stands, if it is shown.
    pub fn cell_of(&self, card: Id) -> Option<Cell> {
        self.standing.get(&card).map(|own| own.0)
    }

    /// Those of these cards that are shown, column by column in their order.
    pub fn in_order(&self, cards: &[Id]) -> Vec<Id> {
        let place = |id: &Id| self.standing.get(id).map(|(cell, order)| (cell.column, order.clone(), *id));
        let mut places: Vec<_> = cards.iter().filter_map(place).collect();
        sort_by(&mut places, |a, b| -> Ordering { a.cmp(b) });
        places.into_iter().map(|own| own.2).collect()
    }
}
