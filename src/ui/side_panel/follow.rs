//! Hears the focus, the keys and the clicks by which a record is opened beside a list. Which record a card or a row stands for is told by
//! the link in it: a list has to do nothing. Loaded with what only hands need. Must not know any one list or kind.

use crate::domain::id::Id;
use crate::store;
use crate::ui::desk;
use crate::ui::draw::later::on_page;
use crate::ui::parts::{announce, answer, focus_when_drawn};
use crate::ui::router;
use crate::view::route::Route;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};
use std::cell::Cell;

/// A card or a row of a list, wherever one looks for it.
const ROW: &str = "[data-card], [role=row], tr";
/// The heading of the panel.
const HEADING: &str = "#side-panel-title";
/// A field of the panel that is being edited.
const FORM: &str = ".side-panel .edit-form";
/// Who runs through a list stops for so many milliseconds at what is to be shown.
const REST: u32 = 90;

thread_local! {
    /// The record of the list that had the focus last.
    static LAST: Cell<Option<Id>> = const { Cell::new(None) };
    static FOLLOWED: Cell<u32> = const { Cell::new(0) };
    /// Whether a pointer is down, or was: what it gives the focus to is answered by its click.
    static IS_POINTING: Cell<bool> = const { Cell::new(false) };
}

fn open_now() -> Option<Id> {
    router::route_untracked().beside
}

fn element(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is_in(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

/// The button of a page: opens the record that had the focus last, else the first of the list; closes what is open.
pub fn press() {
    if let Some(open) = open_now() {
        return close(open);
    }
    let all = document().query_selector_all(&["#main :is(", ROW, ")"].concat());
    let rows = all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |at| all.get(at)?.dyn_into().ok()));
    let shown: Vec<Id> = rows.filter_map(|row: Element| record_in(&row)).collect();
    let last = LAST.get().filter(|last| shown.contains(last));
    match last.or_else(|| shown.first().copied()) {
        Some(record) => router::open_beside(Some(record)),
        None => answer("Nothing is listed".to_owned(), Vec::new()),
    }
}

/// The record to which the link of a card or a row leads.
fn record_in(row: &Element) -> Option<Id> {
    let link = row.query_selector("a[href^='#/']").ok().flatten()?;
    let route = Route::parse(&link.get_attribute("href")?);
    // The link of a kind without a page opens the panel itself, also where the list is part of the page of a record.
    route.beside.or(route.record)
}

/// The record of the card or the row of a list in which something happened.
fn record_at(event: &Event) -> Option<Id> {
    if !router::route_untracked().is_list() {
        return None;
    }
    let target = target(event)?;
    target.closest("#main").ok().flatten()?;
    record_in(&target.closest(ROW).ok().flatten()?)
}

/// Saves the field of the panel that is being edited, as Enter would, and goes on once that is done; not if it could not be saved: what
/// was typed stays in sight with what is wrong.
fn settled(then: impl FnOnce() + 'static) {
    let Some(form) = element(FORM) else { return then() };
    let send = form.query_selector("button[type=submit]").ok().flatten();
    let send = send.and_then(|send| send.dyn_into::<HtmlElement>().ok());
    // The listener is not added while a click is handled, because it would hear that same click.
    on_page::after_drawing(move || {
        send.inspect(HtmlElement::click);
        on_page::after_drawing(move || {
            if element(FORM).is_none() {
                then();
            }
        });
    });
}

/// Follows the focus and the keys from now on, for the life of the page.
pub fn listen() {
    let _ = on_page::hear(ev::pointerdown, |_| IS_POINTING.set(true));
    let _ = on_page::hear(ev::focusin, |event| {
        let Some(record) = record_at(&event) else { return };
        LAST.set(Some(record));
        if IS_POINTING.get() || open_now().is_none_or(|open| open == record) {
            return;
        }
        let turn = FOLLOWED.get().wrapping_add(1);
        FOLLOWED.set(turn);
        on_page::after(REST, move || {
            // Who left the panel in the middle of a field goes on with it.
            if FOLLOWED.get() == turn && open_now().is_some() && element(FORM).is_none() {
                router::open_beside(Some(record));
            }
        });
    });
    let _ = on_page::hear(ev::click, |event| {
        IS_POINTING.set(false);
        on_click(&event);
    });
    let _ = on_page::hear(ev::keydown, |event| {
        IS_POINTING.set(false);
        if !event.default_prevented() && untrack(desk::open) == desk::Open::Nothing && on_key(&event) {
            event.prevent_default();
        }
    });
}

fn on_click(event: &MouseEvent) {
    let Some(target) = target(event) else { return };
    let is_plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key();
    if event.default_prevented() || !is_plain {
        return;
    }
    let Some(record) = record_at(event) else { return };
    let open = open_now();
    // A whole card is a link: while the panel is open a click looks at it, and a second one opens its page. Enter always does.
    let is_look = is_in(&target, ".card-link") && event.detail() > 0 && open.is_some() && open != Some(record);
    // The record is of a kind without a page.
    let opens = target.closest("a").ok().flatten().and_then(|link| link.get_attribute("href"));
    let opens = opens.is_some_and(|href| Route::parse(&href).beside == Some(record));
    let is_beside = !is_in(&target, "a, button, input") && open.is_some_and(|open| open != record);
    if is_look || opens || is_beside {
        event.prevent_default();
        LAST.set(Some(record));
        let was_editing = element(FORM).is_some();
        settled(move || {
            router::open_beside(Some(record));
            if was_editing {
                focus_row(record);
            }
        });
    }
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
                let is_first = open_now().is_none();
                settled(move || {
                    router::open_beside(Some(record));
                    if !is_first {
                        focus_row(record);
                    }
                    let name = store::with(|portfolio| portfolio.called(record).to_string());
                    announce([&*name, ": details beside the list"].concat());
                });
            }
            true
        }
        "Escape" => {
            let Some(record) = open_now() else { return false };
            if target(event).is_some_and(|target| is_in(&target, ".side-panel")) {
                close(record);
            } else if record_at(event).is_some() {
                settled(|| router::open_beside(None));
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
    settled(move || {
        router::open_beside(None);
        focus_row(record);
    });
}

/// The focus goes to the link of a record in the list.
fn focus_row(record: Id) {
    focus_when_drawn(["#main a[href*='", &record.to_string(), "']"].concat());
}
