//! What the board shows: which cards of a column pass the filter of the address, and how many of them are drawn so far. The
//! first are drawn at once; while some are missing, a few more follow in a task of their own.

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::store::{self, session};
use crate::ui::router;
use crate::view::board_filter::{self, BoardFilter};
use crate::view::board_window;
use leptos::prelude::*;
use std::time::Duration;

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
    /// Those of them that are drawn.
    pub drawn: Memo<Vec<u64>>,
}

/// The filter of the address. It stays as it was while the page goes.
pub fn filter() -> Memo<BoardFilter> {
    Memo::new(|before: Option<&BoardFilter>| {
        board_filter::of(&router::route()).or_else(|| before.cloned()).unwrap_or_default()
    })
}

/// All columns and lanes.
pub fn columns(filter: Memo<BoardFilter>) -> Vec<Shown> {
    let turn = RwSignal::new(0_u32);
    let columns: Vec<Shown> = BoardColumn::ALL.iter().map(|column| shown(*column, filter, turn)).collect();
    let all = columns.clone();
    let is_missing = move |own: &Shown| own.drawn.with(Vec::len) < own.cards.with(Vec::len);
    // Gives the turn for which the next is under way already.
    Effect::new(move |before: Option<Option<u32>>| {
        let (before, now) = (before.flatten(), turn.get());
        // All are asked, so that all are heard.
        let missing = all.iter().filter(|own| is_missing(own)).count();
        if missing == 0 || before == Some(now) {
            return before;
        }
        let next = move || {
            turn.try_update(|turn| *turn += 1);
        };
        set_timeout(next, Duration::ZERO);
        Some(now)
    });
    columns
}

fn shown(column: BoardColumn, filter: Memo<BoardFilter>, turn: RwSignal<u32>) -> Shown {
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
    let reach = REACH.with(Clone::clone);
    let drawn = Memo::new(move |before: Option<&Vec<u64>>| {
        turn.track();
        let wanted: Vec<u64> = cards.with(|cards| cards.iter().map(|id| id.0).collect());
        board_window::next(before.map(Vec::as_slice).unwrap_or_default(), &wanted, reach.get())
    });
    Shown { column, count, cards, drawn }
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

/// The cards of a column that pass the filter; untracked.
pub fn cards_in(column: BoardColumn) -> Vec<Id> {
    let filter = board_filter::of(&router::route_untracked()).unwrap_or_default();
    store::with(|portfolio| filter.cards(portfolio, column, session::today_untracked()))
}

/// Has a card drawn, wherever in its column it stands.
pub fn reach(card: Id) {
    REACH.with(|reach| {
        if reach.get_untracked() != Some(card.0) {
            reach.set(Some(card.0));
        }
    });
}
