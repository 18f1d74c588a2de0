//! The cards of a cell, one below the other, and where a carried one would fall.

use super::card::board_card;
use super::carry::follow;
use super::column::Around;
use super::shown::Shown;
use crate::domain::id::Id;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, rows, small_icon};
use crate::view::board_cells::Cell;
use leptos::prelude::*;

/// Where the cards stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// The cell.
    pub cell: Cell,
    /// What a drop would open, if it is to be said here.
    pub hint: Option<Memo<String>>,
}

/// The cards of a cell.
pub fn cards(shown: Shown, place: Place, around: Around, label: impl Fn() -> String + Send + 'static) -> Drawn {
    let Around { carry, rules, board, .. } = around;
    let cell = place.cell;
    let drawn = shown.drawn(cell, board.pump);
    let falls_last = Memo::new(move |_| carry.falls_last(cell));
    let hint = place.hint.map(|hint| {
        let is_over = Memo::new(move |_| carry.over().is_some_and(|over| over.cell == cell));
        view! {
            <li class="drop-hint" aria-hidden="true" hidden=move || !is_over.get() || hint.get().is_empty()>
                {small_icon(Icon::DoorOpen)}<span>{hint}</span>
            </li>
        }
    });
    let cards = rows(move || drawn.get(), move |id| board_card(Id(id), rules), follow);
    view! {
        <ul aria-label=label>
            {hint}
            {cards}
            <li class="drop-line" aria-hidden="true" hidden=move || !falls_last.get()></li>
        </ul>
    }
}
