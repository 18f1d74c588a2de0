//! Hears the focus, the keys and the clicks by which a record is opened beside a list. Which record a card or a row stands for is told by
//! the link in it: a list has to do nothing. Loaded with what only hands need. Must not know any one list or kind.

use crate::domain::id::Id;
use crate::store;
use crate::ui::desk;
use crate::ui::draw::later::on_page;
use crate::ui::parts::{announce, focus_when_drawn};
use crate::ui::router;
use crate::view::route::Route;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, KeyboardEvent};
use std::cell::Cell;

/// A card or a row of a list, wherever one looks for it.
const ROW: &str = "[data-card], [role=row], tr";
/// The heading of the panel.
const HEADING: &str = "#side-panel-title";
/// Who runs through a list stops for so many milliseconds at what is to be shown.
const REST: u32 = 90;

thread_local! {
    /// The record of the list that had the focus last.
    static LAST: Cell<Option<Id>> = const { Cell::new(None) };
    static FOLLOWED: Cell<u32> = const { Cell::new(0) };
}

fn open_now() -> Option<Id> {
    router::route_untracked().beside
}

/// Opens the record that had the focus last, else the first of the list; closes what is open.
fn press() {
    if open_now().is_some() {
        return router::open_beside(None);
    }
    let all = document().query_selector_all(&["#main :is(", ROW, ")"].concat());
    let rows = all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |at| all.get(at)?.dyn_into().ok()));
    let shown: Vec<Id> = rows.filter_map(|row: Element| record_in(&row)).collect();
    let last = LAST.get().filter(|last| shown.contains(last));
    match last.or_else(|| shown.first().copied()) {
        Some(record) => router::open_beside(Some(record)),
        None => announce("Nothing is listed"),
    }
}

/// The record to which the link of a card or a row leads.
fn record_in(row: &Element) -> Option<Id> {
    let link = row.query_selector("a[href^='#/']").ok().flatten()?;
    let route = Route::parse(&link.get_attribute("href")?);
    // Of a kind without a page the link opens the panel itself.
    route.record.or(route.beside)
}

/// The record of the card or the row of a list in which something happened.
fn record_at(event: &Event) -> Option<Id> {
    if !router::route_untracked().page.row().is_list {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("#main").ok().flatten()?;
    record_in(&target.closest(ROW).ok().flatten()?)
}

/// Follows the focus and the keys from now on, for the life of the page.
pub fn listen() {
    let _ = on_page::hear(ev::focusin, |event| {
        let Some(record) = record_at(&event) else { return };
        LAST.set(Some(record));
        if open_now().is_some_and(|open| open != record) {
            let turn = FOLLOWED.get().wrapping_add(1);
            FOLLOWED.set(turn);
            on_page::after(REST, move || {
                if FOLLOWED.get() == turn && open_now().is_some() {
                    router::open_beside(Some(record));
                }
            });
        }
    });
    let _ = on_page::hear(ev::click, |event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let is_in = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
        if is_in(".side-toggle") {
            return press();
        }
        // A whole card is a link: while the panel is open a click looks at it, a second one opens its page. Enter always does.
        let is_look =
            is_in(".card-link") && event.detail() > 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        if event.default_prevented() || (is_in("a, button, input") && !is_look) {
            return;
        }
        if let (Some(open), Some(record)) = (open_now(), record_at(&event))
            && open != record
        {
            event.prevent_default();
            LAST.set(Some(record));
            router::open_beside(Some(record));
        }
    });
    let _ = on_page::hear(ev::keydown, |event| {
        if !event.default_prevented() && untrack(desk::open) == desk::Open::Nothing && on_key(&event) {
            event.prevent_default();
        }
    });
}

/// Gives whether the key meant the panel.
fn on_key(event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    match event.key().as_str() {
        "Enter" if event.shift_key() => {
            let Some(record) = record_at(event) else { return false };
            // Pressed again it leads into the panel.
            if open_now() == Some(record) {
                focus_when_drawn(HEADING.to_owned());
            } else {
                router::open_beside(Some(record));
                announce([&*store::with(|portfolio| portfolio.called(record)), ": details beside the list"].concat());
            }
            true
        }
        "Escape" => {
            let Some(record) = open_now() else { return false };
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let is_in = target.is_some_and(|target| target.closest(".side-panel").is_ok_and(|panel| panel.is_some()));
            if is_in {
                close(record);
            } else if record_at(event).is_some() {
                router::open_beside(None);
            } else {
                return false;
            }
            true
        }
        _ => false,
    }
}

/// Closes the panel from inside: the focus goes back to the record in the list.
pub(super) fn close(record: Id) {
    router::open_beside(None);
    let id = record.to_string();
    focus_when_drawn(["#main a:is([href*='/", &id, "'], [href*='open=", &id, "'])"].concat());
}
