//! The one tab stop of the grid: which cell has it, and the focus itself. Elements are found by id: their rows change while
//! one scrolls.

use super::state::Register;
use crate::view::register::Line;
use crate::view::register::keys::Spot;
use crate::view::register::window::{self, ROW};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FocusOptions, HtmlElement};

/// Element id of a cell.
pub fn cell_id(place: usize, column: usize) -> String {
    ["cell-", &place.to_string(), "-", &column.to_string()].concat()
}

/// Element id of a heading.
pub fn heading_id(column: usize) -> String {
    ["heading-", &column.to_string()].concat()
}

/// Element id of the head of a group.
pub fn group_id(place: usize) -> String {
    ["group-", &place.to_string()].concat()
}

/// The element of a spot, if it is on the page.
pub fn element(register: Register, spot: Spot) -> Option<HtmlElement> {
    let id = match spot.row {
        None => heading_id(spot.column),
        Some(row) => {
            let place = row.checked_sub(register.first.get_untracked())?;
            match register.line(row)? {
                Line::Head(_) => group_id(place),
                Line::Row(_) => cell_id(place, spot.column),
            }
        }
    };
    document().get_element_by_id(&id)?.dyn_into().ok()
}

/// The spot of an element inside a row or the headings. A screen reader may give the focus to the box that selects a row: then a
/// key is for that row.
pub fn spot_of(register: Register, element: &Element) -> Option<Spot> {
    let cell = element.closest("[id^=cell-],[id^=heading-],[id^=group-],[id^=pick-]").ok().flatten()?;
    let id = cell.id();
    let mut parts = id.split('-');
    let kind = parts.next()?;
    let number: usize = parts.next()?.parse().ok()?;
    let row = register.first.get_untracked() + number;
    Some(match kind {
        "heading" => Spot { row: None, column: number },
        "group" => Spot { row: Some(row), column: 0 },
        "pick" => Spot { row: Some(row), column: register.spot().column },
        _ => Spot { row: Some(row), column: parts.next()?.parse().ok()? },
    })
}

/// Moves the focus to a spot and brings it into sight.
pub fn go(register: Register, spot: Spot) {
    settle_at(register, spot);
    if let (Some(row), Some(scroller)) = (spot.row, register.scroller.get_untracked()) {
        let scrolled = u32::try_from(scroller.scroll_top()).unwrap_or(0);
        if let Some(to) = window::reveal(row, scrolled, body_height(&scroller)) {
            scroller.set_scroll_top(i32::try_from(to).unwrap_or(i32::MAX));
            scrolled_to(register);
        }
    }
    refresh(register, true);
}

/// Takes note of where the focus is.
pub fn settle_at(register: Register, spot: Spot) {
    let active = spot.row.and_then(|row| register.record(row));
    register.note(|own| (own.spot, own.active) = (spot, active));
}

/// Height in which rows are seen: headings and totals lie above and below.
fn body_height(scroller: &Element) -> u32 {
    u32::try_from(scroller.client_height()).unwrap_or(0).saturating_sub(2 * ROW)
}

/// Takes note of how far the rows are scrolled, and of the height in which they are seen.
pub fn scrolled_to(register: Register) {
    let Some(scroller) = register.scroller.try_get_untracked().flatten() else { return };
    let height = usize::try_from(scroller.client_height()).unwrap_or(0);
    if height != register.height.get_untracked() && height > 0 {
        register.height.set(height);
    }
    let scrolled = u32::try_from(scroller.scroll_top()).unwrap_or(0);
    let rows = register.count.get_untracked();
    register.note(|own| {
        own.scrolled = scrolled;
        own.is_measured |= height > 0 && rows * ROW as usize > height;
    });
    let first = window::first(scrolled, rows, untrack(|| register.places()));
    if first != register.first.get_untracked() {
        register.first.set(first);
        refresh(register, false);
    }
}

/// Takes note of rows that came or went. At the top of a grid whose full height is known nothing is scrolled by that.
pub fn rows_changed(register: Register) {
    let is_at_rest = register.peek(|own| own.is_measured && own.scrolled == 0);
    if !is_at_rest || register.first.get_untracked() > 0 {
        scrolled_to(register);
    }
}

/// Gives the tab stop to the cell of the spot once it is drawn, and the focus if it is inside the grid or `take` is set.
/// While the row is out of sight the grid itself has both, so that keys are still heard.
pub fn refresh(register: Register, take: bool) {
    register.alive.next_frame(move || {
        let Some(scroller) = register.scroller.try_get_untracked().flatten() else { return };
        let spot = register.spot();
        if let Ok(stops) = scroller.query_selector_all("[role][tabindex='0']") {
            let stops = (0..stops.length()).filter_map(|at| stops.get(at)?.dyn_into::<Element>().ok());
            stops.for_each(|own| drop(own.set_attribute("tabindex", "-1")));
        }
        let own = element(register, spot);
        let target = own.unwrap_or_else(|| scroller.clone().unchecked_into());
        let _ = scroller.set_attribute("tabindex", "-1");
        let _ = target.set_attribute("tabindex", "0");
        let active = document().active_element();
        let inside = active.as_ref().is_some_and(|active| scroller.contains(Some(active)));
        // A cell that is being edited by now has the focus in its form: taken from there, what is half typed would be saved.
        let is_edited = untrack(|| register.editing()).is_some();
        if (inside || take) && !is_edited && active.as_ref() != Some(target.as_ref()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(!take);
            let _ = target.focus_with_options(&options);
        }
    });
}

/// The width of a column in pixels as it is seen: the title may be wider than its own.
pub fn width(register: Register, at: usize) -> u16 {
    let usual = register.view_now().width(at);
    let heading = element(register, Spot { row: None, column: at }).filter(|_| at == 0);
    let seen = heading.map(|heading| heading.get_bounding_client_rect().width().round());
    seen.filter(|seen| *seen > 0.0).map_or(usual, |seen| seen as u16)
}
