//! Where a pointer is on the board: the place under it, and the edges it comes close to. Must not know what it carries.

use super::shown::{cards_of, column_named};
use crate::domain::id::Id;
use crate::view::board::cells::{Cell, Lane, Place};
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

/// What lies under a point.
pub fn under(point: (f64, f64)) -> Option<web_sys::Element> {
    document().element_from_point(point.0 as f32, point.1 as f32)
}

/// The place at a point, at which that element lies: the cell, and how many other cards lie above the point. Looks at the cards
/// of that cell alone that are on the page.
pub fn place_at(element: &web_sys::Element, point: (f64, f64), card: Id) -> Option<Place> {
    let part = match element.closest("[data-step]").ok().flatten() {
        Some(part) => part,
        // Above its steps, a column takes what falls into the first of them.
        None => element.closest("[data-column]").ok().flatten()?.query_selector("[data-step]").ok().flatten()?,
    };
    let column = column_named(&part.get_attribute("data-column")?)?;
    let step = part.get_attribute("data-step").and_then(|step| step.parse().ok()).unwrap_or(0);
    let lane = part.get_attribute("data-lane").map_or(Lane::Whole, |lane| Lane::Of(Id::parse(&lane)));
    let cell = Cell { column, lane, step };
    let drawn = part.query_selector_all("[data-card]").ok()?;
    let (mut above, mut below) = (None, None);
    for at in 0..drawn.length() {
        let Some(other) = drawn.get(at).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else { continue };
        let area = other.get_bounding_client_rect();
        if id_of(&other) == Some(card) {
            continue;
        }
        if area.top() + area.height() / 2.0 < point.1 {
            above = Some(other);
        } else {
            below = below.or(Some(other));
            // They stand from top to bottom: what begins below the point decides nothing more.
            if area.top() > point.1 {
                break;
            }
        }
    }
    let (above, below) = (above.as_ref().and_then(id_of), below.as_ref().and_then(id_of));
    let cards = cards_of(cell);
    let own = cards.place_of(card);
    let among_others = |at: usize| at - usize::from(own.is_some_and(|own| own < at));
    // By its neighbour: others above it may not be on the page.
    let index = match (above.and_then(|above| cards.place_of(above)), below.and_then(|below| cards.place_of(below))) {
        (Some(above), _) => among_others(above + 1),
        (None, Some(below)) => among_others(below),
        (None, None) => 0,
    };
    Some(Place { cell, index })
}

fn id_of(card: &web_sys::Element) -> Option<Id> {
    Id::parse(&card.get_attribute("data-card")?)
}

/// Scrolls what a carried card is held close to the edge of, over that element; gives whether there was anything to scroll.
pub fn scroll_near_edges(under: Option<&web_sys::Element>, point: (f64, f64)) -> bool {
    let scroll = |element: Option<web_sys::Element>, sideways: bool| {
        let Some(element) = element else { return false };
        let area = element.get_bounding_client_rect();
        let (near, far, place) =
            if sideways { (area.left(), area.right(), point.0) } else { (area.top(), area.bottom(), point.1) };
        let by = if place < near + EDGE {
            -SCROLL
        } else if place > far - EDGE {
            SCROLL
        } else {
            return false;
        };
        let before = (element.scroll_left(), element.scroll_top());
        if sideways {
            element.scroll_by_with_x_and_y(by, 0.0)
        } else {
            element.scroll_by_with_x_and_y(0.0, by)
        }
        before != (element.scroll_left(), element.scroll_top())
    };
    let around = |selector: &str| under.and_then(|element| element.closest(selector).ok().flatten());
    let mut scrolls = scroll(around("[data-step] ul"), false);
    scrolls |= scroll(around(".board-rows"), false);
    scrolls |= scroll(around(".laned"), false);
    for scroller in [".board-columns", ".board-rows", ".board"] {
        scrolls |= scroll(document().query_selector(scroller).ok().flatten(), true);
    }
    scrolls
}
