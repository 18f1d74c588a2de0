//! The cards of a cell, one below the other, and where a carried one would fall. What is on the page of a long list is said
//! by its window; each card says its place in the whole list.

use super::carry::follow;
use super::column::ColumnContext;
use super::shown::BoardColumn;
use super::window::Window;
use crate::domain::id::Id;
use crate::ui::draw::later::Alive;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, rows_again, small_icon};
use crate::view::board::cells::{Cell, Lane};
use crate::view::board::window::{self as board_window, GAP};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// Where the cards stand.
#[derive(Clone, Copy)]
pub struct ListSpec {
    /// The cell.
    pub cell: Cell,
    /// Whether it says what a drop would open.
    pub tells: bool,
    /// How much of it is taken to be in sight at first, in pixels.
    pub height: f64,
}

/// The cards of a cell.
pub fn cards(
    shown: BoardColumn,
    place: ListSpec,
    around: ColumnContext,
    label: impl Fn() -> String + Send + 'static,
) -> Drawn {
    let board = around.board;
    let cell = place.cell;
    let is_aside = board.column(cell.column).is_aside;
    let window = Window::new(board, shown.cards(cell), cell.lane != Lane::Whole, place.height);
    let drawn = window.drawn;
    // Both are shown by the marks of a card that is carried over it.
    let hint = place.tells.then(|| {
        view! { <li class="drop-hint" aria-hidden="true">{small_icon(Icon::DoorOpen)}<span></span></li> }
    });
    let list: NodeRef<html::Ul> = NodeRef::new();
    let row = move |key| if key < GAP { board.card(Id(key)) } else { gap(drawn, key).into() };
    let keys = move || {
        drawn.with(|drawn| {
            // With the cards and not later: too low in between, the list could not stay scrolled as far as it is.
            if let Some(list) = list.get_untracked() {
                set_gaps(&list, drawn);
            }
            drawn.keys.clone()
        })
    };
    let cards = rows_again(keys, row, follow, |key| key < GAP);
    let alive = Alive::here();
    Effect::new(move |before: Option<(Vec<(u64, usize)>, usize)>| {
        let element = list.get();
        let now = drawn.with(|drawn| {
            let keys = drawn.keys.iter().filter(|key| **key < GAP);
            (keys.copied().zip(drawn.places.iter().copied()).collect::<Vec<_>>(), drawn.count)
        });
        if let Some(list) = &element {
            window.mount(list);
        }
        if let Some(list) = element.filter(|_| before.as_ref() != Some(&now)) {
            window.when_drawn(alive, move || {
                drawn.with_untracked(|drawn| tell_places(&list, drawn));
                board.redrawn.update(|count| *count += 1);
                // A column is as high as the board; whatever else becomes higher or lower moves others.
                if cell.lane == Lane::Whole && !is_aside {
                    board.look_soon_at(window);
                } else {
                    board.look_soon();
                }
            });
        }
        now
    });
    view! {
        <ul aria-label=label node_ref=list data-window="">
            {hint}
            {cards}
            <li class="drop-line" aria-hidden="true"></li>
        </ul>
    }
}

/// What stands in the place of cards that are out of sight.
fn gap(drawn: Memo<board_window::Drawn>, key: u64) -> AnyView {
    let height = drawn.with_untracked(|drawn| drawn.height(key));
    let name = (key - GAP).to_string();
    view! { <li class="card-gap" role="presentation" aria-hidden="true" data-gap=name style:height=move || height.clone()></li> }
        .into_any()
}

/// Has the gaps that are on the page already as high as they are now.
fn set_gaps(list: &HtmlElement, drawn: &board_window::Drawn) {
    let Ok(gaps) = list.query_selector_all(":scope > [data-gap]") else { return };
    for gap in (0..gaps.length()).filter_map(|at| gaps.item(at)?.dyn_into::<HtmlElement>().ok()) {
        let key = gap.get_attribute("data-gap").and_then(|name| name.parse::<u64>().ok()).map(|at| GAP + at);
        if let Some(key) = key {
            let _ = HtmlElement::style(&gap).set_property("height", &drawn.height(key));
        }
    }
}

/// Tells each card on the page its place in the whole list, for screen readers.
fn tell_places(list: &HtmlElement, drawn: &board_window::Drawn) {
    let Ok(elements) = list.query_selector_all(":scope > [data-card]") else { return };
    let count = drawn.count.to_string();
    for (at, place) in (0..elements.length()).zip(&drawn.places) {
        if let Some(card) = elements.item(at).and_then(|own| own.dyn_into::<Element>().ok()) {
            let place = (place + 1).to_string();
            if card.get_attribute("aria-posinset").as_ref() != Some(&place) {
                let _ = card.set_attribute("aria-posinset", &place);
            }
            if card.get_attribute("aria-setsize").as_ref() != Some(&count) {
                let _ = card.set_attribute("aria-setsize", &count);
            }
        }
    }
}
