//! Owns fresh element ids and moving the focus. Must not know which control asks.
//!
//! The focus is moved in the task of the key or click that asked for it, once what changed is drawn: never a frame later,
//! for a key pressed before that frame would go to nobody.

use crate::platform::page::give_focus;
use crate::ui::draw::later::on_page;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{
    Element, EventTarget, HtmlElement, HtmlInputElement, MutationObserver, MutationObserverInit, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local! {
    static LATEST: Cell<u32> = const { Cell::new(0) };
    /// What is to have the focus once everything is drawn. The last that is asked for wins.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// An element id that no other element of the page has.
pub fn fresh_id() -> String {
    LATEST.with(|latest| {
        latest.set(latest.get() + 1);
        format!("part-{}", latest.get())
    })
}

/// Moves the focus to the element with that id, once what has been changed is drawn.
pub fn focus_soon(id: String) {
    focus_when_drawn(["[id=\"", &id, "\"]"].concat());
}

/// Moves the focus to the first element that fits the selector, once what has been changed is drawn.
pub fn focus_when_drawn(selector: String) {
    if WANTED.replace(Some(selector)).is_none() {
        on_page::after_drawing(|| {
            if let Some(selector) = WANTED.take() {
                focus(&selector);
            }
        });
    }
}

/// The same, unless something else is to have the focus.
fn focus_otherwise(selector: &str) {
    if WANTED.with_borrow(Option::is_none) {
        focus_when_drawn(selector.to_owned());
    }
}

/// Puts the focus on the heading of the page once it is drawn, unless something else on it is to have it.
pub fn focus_heading() {
    focus_otherwise("#main h1");
}

/// Brings the first element that fits the selector into sight.
pub fn scroll_into_view(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls as little as it takes to have the first element that fits the selector in sight.
pub fn bring_in_sight(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        nearest.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Moves the focus at once to the first element that fits the selector.
pub fn focus(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        give_focus(&element);
    }
}

/// What has the focus in a list of the page: all of its kind, and which of them it is.
struct ListPosition {
    kind: String,
    at: u32,
}

/// The place of a control in a list or a table whose name begins with what it does: "Close condition: ...".
fn place_of(element: &Element) -> Option<ListPosition> {
    element.closest("#main :is(li, tr)").ok().flatten()?;
    let name = element.get_attribute("aria-label")?;
    let does = name.split_once(": ").or_else(|| name.split_once(' '))?.0.replace(['"', '\\'], "");
    let kind = ["#main ", &element.tag_name(), "[aria-label^=\"", &does, "\"]"].concat();
    let all = document().query_selector_all(&kind).ok()?;
    let at = (0..all.length()).find(|at| all.item(*at).is_some_and(|node| node.is_same_node(Some(element))))?;
    Some(ListPosition { kind, at })
}

/// What stands now where that control stood, or the last before it.
fn next_of(place: &ListPosition) -> Option<HtmlElement> {
    let all = document().query_selector_all(&place.kind).ok()?;
    all.item(place.at.min(all.length().checked_sub(1)?))?.dyn_into().ok()
}

/// From now on, when what has the focus is taken away and nothing else is given it, the next of its kind has it; without one, the
/// heading of the open dialog or of the page: from the body a person with a keyboard would begin anew. For the life of the page.
pub fn keep_focus() {
    let latest: Rc<RefCell<Option<Element>>> = Rc::default();
    // Who presses beside everything means to leave what had the focus.
    let (pressed, focused, changed) = (latest.clone(), latest.clone(), latest);
    let place: Rc<RefCell<Option<ListPosition>>> = Rc::default();
    let left = place.clone();
    let _ = on_page::hear(ev::pointerdown, move |_| {
        pressed.take();
    });
    let _ = on_page::hear(ev::focusin, move |event| {
        let element: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        // A dialog is opened from there, and what it does may take that away.
        if let Some(element) =
            element.as_ref().filter(|element| element.closest("dialog, .toasts").is_ok_and(|dialog| dialog.is_none()))
        {
            place.replace(place_of(element));
        }
        focused.replace(element);
    });
    let on_change = Closure::<dyn FnMut()>::new(move || {
        let gone = changed.borrow().as_ref().is_some_and(|element| !element.is_connected());
        if gone && is_focus_lost() {
            changed.take();
            let dialog = document().query_selector("dialog:modal").ok().flatten().is_some();
            match left.borrow_mut().take().filter(|_| !dialog && WANTED.with_borrow(Option::is_none)) {
                Some(place) => on_page::after_drawing(move || match next_of(&place) {
                    Some(next) if is_focus_lost() => give_focus(&next),
                    _ if is_focus_lost() => focus_otherwise("#main h1"),
                    _ => {}
                }),
                None => focus_otherwise(if dialog { "dialog:modal h2" } else { "#main h1" }),
            }
        }
    });
    let Ok(observer) = MutationObserver::new(on_change.as_ref().unchecked_ref()) else { return };
    on_change.forget();
    if let Some(body) = document().body() {
        let whole = MutationObserverInit::new();
        whole.set_child_list(true);
        whole.set_subtree(true);
        let _ = observer.observe_with_options(&body, &whole);
    }
}

/// Whether what is typed into the control with that id is unfinished, such as a date without its year: its text is empty then.
pub fn is_half_typed(id: &str) -> bool {
    let input = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| !input.check_validity())
}

/// Whether nothing in the form is unfinished. The first that is gets the focus, and its field says so.
pub fn is_finished(form: Option<EventTarget>) -> bool {
    let form = form.and_then(|target| target.dyn_into::<Element>().ok());
    let input = form.and_then(|form| form.query_selector("input:invalid").ok().flatten());
    let Some(input) = input.and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) else { return true };
    // The field hears of it.
    let _ = input.check_validity();
    focus_when_drawn("form input:invalid".to_owned());
    false
}

/// Whether the focus is on the element or in it.
pub fn holds_focus(element: &Element) -> bool {
    document().active_element().is_some_and(|active| element.contains(Some(&active)))
}

/// Whether nothing has the focus.
pub fn is_focus_lost() -> bool {
    let body = document().body();
    document().active_element().is_none_or(|active| body.is_some_and(|body| *active == **body))
}
