//! Drawing the board by and by: how many cards may be drawn in this task, and the next task while some are missing.
//! Must not know which cards there are.

use crate::ui::draw::later::on_page;
use crate::view::board_cells::Cell;
use crate::view::board_window::{AT_ONCE, FIRST, LATER};
use leptos::prelude::*;
use rustc_hash::FxHashSet;

/// What is being drawn.
#[derive(Clone, Copy)]
pub struct Pump {
    turn: RwSignal<u32>,
    state: StoredValue<State>,
}

struct State {
    /// Cells of which cards are missing; without a cell the list of lanes.
    missing: FxHashSet<Option<Cell>>,
    /// Whether the next task is under way.
    is_waiting: bool,
    /// Cards that may still be drawn in this one.
    left: usize,
}

impl Pump {
    /// Nothing is missing yet.
    pub fn new() -> Self {
        let state = State { missing: FxHashSet::default(), is_waiting: false, left: FIRST };
        Self { turn: RwSignal::new(0), state: StoredValue::new(state) }
    }

    /// How many cards a cell may draw now; tracked, as there are more in the next task.
    pub fn most(self) -> usize {
        self.turn.track();
        self.state.with_value(|own| own.left.min(AT_ONCE))
    }

    /// How many cards new lanes may have together; none while cards of those before them are missing. Tracked.
    pub fn most_in_lanes(self) -> Option<usize> {
        self.turn.track();
        self.state.with_value(|own| own.missing.iter().all(Option::is_none).then_some(own.left))
    }

    /// So many cards are being drawn in a cell, and whether that is all of them.
    pub fn note(self, cell: Option<Cell>, new: usize, is_complete: bool) {
        let wakes = self.state.try_update_value(|own| {
            own.left = own.left.saturating_sub(new);
            if is_complete {
                own.missing.remove(&cell);
                if own.missing.is_empty() && !own.is_waiting {
                    own.left = FIRST;
                }
                return false;
            }
            own.missing.insert(cell);
            !std::mem::replace(&mut own.is_waiting, true)
        });
        if wakes == Some(true) {
            let _ = on_page::after(0, move || self.turn());
        }
    }

    /// The cell, or the list of lanes, is not drawn any more.
    pub fn forget(self, cell: Option<Cell>) {
        let _ = self.state.try_update_value(|own| own.missing.remove(&cell));
    }

    fn turn(self) {
        let _ = self.state.try_update_value(|own| (own.is_waiting, own.left) = (false, LATER));
        let _ = self.turn.try_update(|turn| *turn += 1);
    }
}
