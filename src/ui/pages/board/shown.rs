//! What the board shows: which cards of a column pass the filter of the address, in which cells they stand, and how many of
//! them are drawn so far.

use super::pump::Pump;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Programme, Project};
use crate::engine::index::{BoardColumn, IndexKey};
use crate::store::{self, session};
use crate::ui::router;
use crate::view::board_cells::{Cell, Lane, LaneBy, Layout, in_order};
use crate::view::board_filter::{self, BoardFilter};
use crate::view::board_window;
use leptos::prelude::*;
use rustc_hash::FxHashMap;

thread_local! {
    /// A card that is to have the focus, and so is drawn wherever it stands.
    static REACH: ArcRwSignal<Option<u64>> = ArcRwSignal::new(None);
}

/// The cards of one column.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Which.
    pub column: BoardColumn,
    /// How many stand in it, filter or not.
    pub count: Memo<usize>,
    /// Those that pass the filter.
    pub cards: Memo<Vec<Id>>,
    /// The same by cell.
    cells: Memo<Vec<(Cell, Vec<u64>)>>,
    /// In how many steps it is shown.
    pub steps: Memo<usize>,
}

/// The whole board.
#[derive(Clone, Copy)]
pub struct Board {
    /// What is asked for.
    pub filter: Memo<BoardFilter>,
    /// How it is divided, but for the lanes there are.
    pub layout: Memo<Layout>,
    /// What draws it by and by.
    pub pump: Pump,
}

/// The filter of the address. It stays as it was while the page goes.
pub fn filter() -> Memo<BoardFilter> {
    Memo::new(|before: Option<&BoardFilter>| {
        board_filter::of(&router::route()).or_else(|| before.cloned()).unwrap_or_default()
    })
}

impl Board {
    /// The board that the address asks for.
    pub fn new(filter: Memo<BoardFilter>) -> Self {
        let layout = Memo::new(move |_| Layout {
            by: filter.with(|filter| filter.lanes),
            steps: store::settings().steps,
            lanes: Vec::new(),
        });
        Self { filter, layout, pump: Pump::new() }
    }

    /// All columns.
    pub fn columns(self) -> Vec<Shown> {
        let asked = Memo::new(move |_| self.filter.with(BoardFilter::asked));
        BoardColumn::ALL.iter().map(|column| self.shown(*column, asked)).collect()
    }

    fn shown(self, column: BoardColumn, filter: Memo<BoardFilter>) -> Shown {
        let layout = self.layout;
        let count = Memo::new(move |_| store::count(IndexKey::Column(column)));
        let cards = Memo::new(move |_| {
            filter.with(|filter| {
                if filter.is_empty() && (column != BoardColumn::Closed || filter.all_closed) {
                    return store::ids(IndexKey::Column(column));
                }
                drop(store::settings());
                track(column);
                store::with(|portfolio| filter.cards(portfolio, column, session::today()))
            })
        });
        let steps = Memo::new(move |_| layout.with(|layout| layout.steps_in(column)));
        let cells = Memo::new(move |_| {
            layout.with(|layout| {
                let key = |id: &Id| id.0;
                if steps.get() == 1 && (layout.by.is_none() || column.phase().is_none()) {
                    let whole = Cell { column, lane: Lane::Whole, step: 0 };
                    return vec![(whole, cards.with(|cards| cards.iter().map(key).collect()))];
                }
                cards.with(|cards| {
                    cards.iter().for_each(|id| store::track_record(*id));
                    in_cells(layout, cards)
                })
            })
        });
        Shown { column, count, cards, cells, steps }
    }

    /// The lanes with the number of their cards, in order.
    pub fn lanes(self, columns: &[Shown]) -> Memo<Vec<(u64, usize)>> {
        let columns = columns.to_vec();
        Memo::new(move |_| {
            let mut counts: FxHashMap<Lane, usize> = FxHashMap::default();
            for (cell, cards) in columns.iter().flat_map(|own| own.cells.get()) {
                if cell.lane != Lane::Whole {
                    *counts.entry(cell.lane).or_default() += cards.len();
                }
            }
            let (by, asks) = self.filter.with(|filter| (filter.lanes, !filter.is_empty()));
            if by == Some(LaneBy::Programme) && !asks {
                // Those without projects too: a card can be dropped there.
                for id in store::ids(IndexKey::Kind(Programme::SCHEMA.kind)) {
                    counts.entry(Lane::Of(Some(id))).or_default();
                }
            }
            counts.keys().for_each(|lane| store::track_record(Id(lane.key())));
            let lanes = store::with(|portfolio| in_order(counts.keys().copied().collect(), portfolio));
            lanes.into_iter().map(|lane| (lane.key(), counts.get(&lane).copied().unwrap_or(0))).collect()
        })
    }

    /// The lanes that are drawn so far, from the top. For another filter they are drawn anew: so many cells would else want
    /// cards at once.
    pub fn drawn_lanes(self, lanes: Memo<Vec<(u64, usize)>>) -> Memo<Vec<u64>> {
        let reach = REACH.with(Clone::clone);
        let asked = StoredValue::new(None);
        let pump = self.pump;
        on_cleanup(move || pump.forget(None));
        Memo::new(move |before: Option<&Vec<u64>>| {
            let now = self.filter.with(|filter| (filter.asked(), filter.lanes));
            let before = before.filter(|_| asked.with_value(|own| own.as_ref() == Some(&now)));
            let reach = now.1.zip(reach.get()).and_then(|(by, id)| {
                store::with(|portfolio| portfolio.get::<Project>(Id(id)).map(|own| by.of(own).key()))
            });
            asked.set_value(Some(now));
            let most = self.pump.most_in_lanes();
            lanes.with(|lanes| {
                let drawn = board_window::next_lanes(before.map(Vec::as_slice).unwrap_or_default(), lanes, reach, most);
                self.pump.note(None, 0, drawn.len() == lanes.len());
                drawn
            })
        })
    }
}

/// Cards by the cell in which they stand.
fn in_cells(layout: &Layout, cards: &[Id]) -> Vec<(Cell, Vec<u64>)> {
    let mut cells: Vec<(Cell, Vec<u64>)> = Vec::new();
    let mut places: FxHashMap<Cell, usize> = FxHashMap::default();
    store::with(|portfolio| {
        for (id, project) in cards.iter().filter_map(|id| portfolio.get::<Project>(*id).map(|own| (id, own))) {
            let cell = layout.cell_of(project);
            let at = *places.entry(cell).or_insert(cells.len());
            match cells.get_mut(at) {
                Some((_, own)) => own.push(id.0),
                None => cells.push((cell, vec![id.0])),
            }
        }
    });
    cells
}

impl Shown {
    /// How many cards stand in a cell; tracked.
    pub fn count_in(self, cell: Cell) -> usize {
        self.cells.with(|cells| cells.iter().find(|own| own.0 == cell).map_or(0, |own| own.1.len()))
    }

    /// The cards of a cell that are drawn so far.
    pub fn drawn(self, cell: Cell, pump: Pump) -> Memo<Vec<u64>> {
        let reach = REACH.with(Clone::clone);
        on_cleanup(move || pump.forget(Some(cell)));
        Memo::new(move |before: Option<&Vec<u64>>| {
            let (reach, most) = (reach.get(), pump.most());
            self.cells.with(|cells| {
                let wanted = cells.iter().find(|own| own.0 == cell).map(|own| own.1.as_slice()).unwrap_or_default();
                let before = before.map(Vec::as_slice).unwrap_or_default();
                let (drawn, new) = board_window::next(before, wanted, reach, most);
                pump.note(Some(cell), new, drawn.len() == wanted.len());
                drawn
            })
        })
    }
}

/// Depends on all that a filter asks of a column's projects.
fn track(column: BoardColumn) {
    for id in store::ids(IndexKey::Column(column)) {
        store::track_record(id);
        let relations = store::with(|portfolio| {
            let own = portfolio.get::<Project>(id)?;
            Some([own.lead.map(|lead| lead.id), own.programme.map(|programme| programme.id)])
        });
        relations.into_iter().flatten().flatten().for_each(store::track_record);
    }
}

/// The filter of the address; untracked.
fn filter_now() -> BoardFilter {
    board_filter::of(&router::route_untracked()).unwrap_or_default()
}

/// How the board is divided now, lanes included; untracked.
pub fn layout_now() -> Layout {
    let filter = filter_now();
    let today = session::today_untracked();
    store::with(|portfolio| {
        let mut layout = Layout { by: filter.lanes, steps: portfolio.settings().steps, lanes: Vec::new() };
        let Some(by) = layout.by else { return layout };
        let columns = BoardColumn::ALL.into_iter().filter(|column| column.phase().is_some());
        let cards = columns.flat_map(|column| filter.cards(portfolio, column, today));
        let mut lanes: Vec<Lane> = cards.filter_map(|id| portfolio.get::<Project>(id).map(|own| by.of(own))).collect();
        crate::domain::sorting::sort_once(&mut lanes);
        if by == LaneBy::Programme && filter.is_empty() {
            let all = portfolio.ids(IndexKey::Kind(Programme::SCHEMA.kind));
            lanes.extend(all.into_iter().map(|id| Lane::Of(Some(id))));
        }
        layout.lanes = in_order(lanes, portfolio);
        layout.lanes.retain(|lane| !filter.folded.contains(lane));
        layout
    })
}

/// The cards of a column that pass the filter; untracked.
pub fn cards_in(column: BoardColumn) -> Vec<Id> {
    store::with(|portfolio| filter_now().cards(portfolio, column, session::today_untracked()))
}

/// Those of them that stand in a cell; untracked.
pub fn cards_of(layout: &Layout, cell: Cell) -> Vec<Id> {
    let mut cards = cards_in(cell.column);
    store::with(|portfolio| {
        cards.retain(|id| portfolio.get::<Project>(*id).is_some_and(|own| layout.cell_of(own) == cell));
    });
    cards
}

/// Has a card drawn, wherever in its column it stands.
pub fn reach(card: Id) {
    REACH.with(|reach| {
        if reach.get_untracked() != Some(card.0) {
            reach.set(Some(card.0));
        }
    });
}
