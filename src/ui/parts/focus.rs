//! Owns fresh element ids and moving the focus. Must not know which control asks.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use std::cell::Cell;

thread_local! {
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// An element id that no other element of the page has.
pub fn fresh_id() -> String {
    LATEST.with(|latest| {
        latest.set(latest.get() + 1);
        format!("part-{}", latest.get())
    })
}

/// Moves the focus to the element with that id once the page has settled. Focusing inside a handler re-enters other
/// handlers while they run (leptos #4313), and the element may not be drawn yet.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id)
            && let Some(element) = element.dyn_ref::<HtmlElement>()
        {
            let _ = element.focus();
        }
    });
}
