//! What stands beside the cards and is not needed to read them: the fields of the filter, the line of chosen cards, and what
//! shows that one is carried. It is drawn by a chapter that comes after the board. Must not know which.

use super::carry::Carry;
use super::deeds::{Deeds, usually};
use super::shown::Board;
use super::{chosen, ghost, marks, tools};
use crate::ui::draw::{later, view};
use leptos::prelude::*;
use leptos::web_sys::Event;
use std::cell::Cell;

/// A part of the board that comes after it.
#[derive(Clone, Copy)]
pub enum Beside {
    /// What can be asked for.
    Facets(Board),
    /// What is asked for, and the buttons that take it away.
    Chips(Board),
    /// How many cards are chosen, and what can be done with all of them.
    Chosen,
    /// The copy of a carried card, and the marks where it would fall; with what counts how often other cards were drawn.
    Carried(Carry, RwSignal<u32>),
}

thread_local! {
    static DRAWN: Cell<fn(Beside) -> AnyView> = const { Cell::new(|_| ().into_any()) };
}

/// Says who draws it once it can be drawn.
pub fn drawn_by(draw: fn(Beside) -> AnyView) {
    DRAWN.set(draw);
}

/// The part, as soon as it can be drawn. Tracked.
pub fn beside(part: Beside) -> AnyView {
    (DRAWN.get())(part)
}

impl Beside {
    /// Draws it. `usual` is what is done on a board that does not say so itself.
    pub fn draw(self, usual: &'static dyn Deeds) -> AnyView {
        usually(usual);
        match self {
            Self::Facets(board) => tools::facets(board),
            Self::Chips(board) => tools::chips(board),
            Self::Chosen => chosen::bar(),
            Self::Carried(carry, redrawn) => {
                marks::follow(carry, redrawn);
                // Forbidden by style, selecting would have the style of the whole board worked out anew for each drag.
                later::hear(leptos::ev::Custom::<Event>::new("selectstart"), move |event| {
                    if carry.holds_card() {
                        event.prevent_default();
                    }
                });
                view! { {ghost::ghost(carry)} }.into_any()
            }
        }
    }
}
