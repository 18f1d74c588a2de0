//! Where a pointer is on the board: the place under it, and the edges it comes close to. Must not know what it carries.

use super::shown::{cards_of, layout_now};
use crate::domain::id::Id;
use crate::engine::index::BoardColumn;
use crate::view::board_cells::{Cell, Lane};
use crate::view::drag::Place;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// How close to an edge a carried card scrolls, in pixels, and by how much.
const EDGE: f64 = 48.0;
const SCROLL: f64 = 14.0;

/// Where it is.
pub fn at(event: &web_sys::PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The place under a point: the cell, and how many other cards lie above the point.
pub fn place_under(point: (f64, f64), card: Id) -> Option<Place> {
    let element = document().element_from_point(point.0 as f32, point.1 as f32)?;
    let part = match element.closest("[data-step]").ok().flatten() {
        Some(part) => part,
        // Above its steps, a column takes what falls into the first of them.
        None => element.closest("[data-column]").ok().flatten()?.query_selector("[data-step]").ok().flatten()?,
    };
    let label = part.get_attribute("data-column")?;
    let column = BoardColumn::ALL.into_iter().find(|column| column.label() == label)?;
    let step = part.get_attribute("data-step").and_then(|step| step.parse().ok()).unwrap_or(0);
    let lane = part.get_attribute("data-lane").map_or(Lane::Whole, |lane| Lane::Of(Id::parse(&lane)));
    let cell = Cell { column, lane, step };
    let cards = part.query_selector_all("[data-card]").ok()?;
    let mut above = None;
    for at in 0..cards.length() {
        let Some(other) = cards.get(at).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else { continue };
        let id = other.get_attribute("data-card").and_then(|id| Id::parse(&id));
        let area = other.get_bounding_client_rect();
        if id != Some(card) && area.top() + area.height() / 2.0 < point.1 {
            above = id;
        }
    }
    // By the card above it: while the board is being drawn, some are missing.
    let index = above.map_or(0, |above| {
        let mut cards = cards_of(&layout_now(), cell);
        cards.retain(|own| *own != card);
        cards.iter().position(|own| *own == above).map_or(0, |at| at + 1)
    });
    Some(Place { cell, index })
}

/// Scrolls what a carried card is held close to the edge of.
pub fn scroll_near_edges(point: (f64, f64)) {
    let scroll = |element: Option<web_sys::Element>, sideways: bool| {
        let Some(element) = element else { return };
        let area = element.get_bounding_client_rect();
        let (near, far, place) =
            if sideways { (area.left(), area.right(), point.0) } else { (area.top(), area.bottom(), point.1) };
        let by = if place < near + EDGE {
            -SCROLL
        } else if place > far - EDGE {
            SCROLL
        } else {
            0.0
        };
        if by != 0.0 {
            if sideways { element.scroll_by_with_x_and_y(by, 0.0) } else { element.scroll_by_with_x_and_y(0.0, by) }
        }
    };
    let under = document().element_from_point(point.0 as f32, point.1 as f32);
    scroll(under.as_ref().and_then(|element| element.closest("[data-step] ul").ok().flatten()), false);
    scroll(under.as_ref().and_then(|element| element.closest(".board-rows").ok().flatten()), false);
    for scroller in [".board-columns", ".board-rows", ".board"] {
        scroll(document().query_selector(scroller).ok().flatten(), true);
    }
}
