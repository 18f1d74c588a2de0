//! The page around the program: title, route, focus, visibility, theme, and the warning before leaving.
//! Must not know what is shown.

use super::listener::Listener;
use wasm_bindgen::prelude::*;
use web_sys::{BeforeUnloadEvent, Document, Element, HtmlElement, PageTransitionEvent, VisibilityState, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The language tag of the browser, such as `en-GB`.
pub fn language() -> String {
    window().and_then(|window| window.navigator().language()).unwrap_or_default()
}

/// The route: what stands after the `#`, decoded by nobody.
pub fn hash() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or_default()
}

/// Goes to a route, as a step of the history.
pub fn go(hash: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Puts a route in place of the present one, without a step of the history.
pub fn replace(hash: &str) {
    let history = window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&["#", hash].concat()));
    }
}

/// Lets the element with that id fill the screen, or the window have it back. Browsers that cannot, or may not, leave it as it is.
pub fn toggle_full_screen(id: &str) {
    let Some(page) = web_sys::window().and_then(|window| window.document()) else { return };
    match page.fullscreen_element() {
        Some(_) => page.exit_fullscreen(),
        None => {
            let _ = page.get_element_by_id(id).map(|element| element.request_fullscreen());
        }
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Says on the page's root whether there is something of that name that only this page knows, so that no update loads the
/// page anew meanwhile (`public/offline.js`).
pub fn set_busy(name: &str, busy: bool) {
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force(&["data-busy-", name].concat(), busy);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Gives the focus to the element with that id; whether it is there.
pub fn focus(id: &str) -> bool {
    let element = document().and_then(|document| document.get_element_by_id(id));
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| {
        give_focus(&element);
        true
    })
}

/// Gives an element the focus. WebKit judges by the styles of before whether it can have it: what was drawn in this task, or
/// lay behind a dialog that has just closed, is refused until they are worked out.
pub fn give_focus(element: &HtmlElement) {
    let _ = element.focus();
    let active = document().and_then(|document| document.active_element());
    if active.is_none_or(|active| active != **element) {
        // Asking for a length works the styles out.
        let _ = element.offset_width();
        let _ = element.focus();
    }
}

/// Whether the page is in sight.
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Calls when the page comes into sight or goes out of it.
pub fn on_visibility(mut then: Box<dyn FnMut(bool)>) -> Option<Listener> {
    let document = document()?;
    Some(Listener::new(&document, "visibilitychange", Box::new(move |_| then(is_visible()))))
}

/// Calls when the page goes away, perhaps to come back from the browser's memory.
pub fn on_leave(mut then: Box<dyn FnMut()>) -> Option<Listener> {
    Some(Listener::new(&*window()?, "pagehide", Box::new(move |_| then())))
}

/// Calls when the page comes back from the browser's memory.
pub fn on_return(mut then: Box<dyn FnMut()>) -> Option<Listener> {
    let then = move |event: JsValue| {
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            then();
        }
    };
    Some(Listener::new(&*window()?, "pageshow", Box::new(then)))
}

/// Calls when the route changes.
pub fn on_hash(mut then: Box<dyn FnMut(String)>) -> Option<Listener> {
    Some(Listener::new(&*window()?, "hashchange", Box::new(move |_| then(hash()))))
}

/// Asks each time the page is left whether the browser should warn. The words are the browser's own.
pub fn on_warn(mut should: Box<dyn FnMut() -> bool>) -> Option<Listener> {
    let then = move |event: JsValue| {
        if should()
            && let Some(event) = event.dyn_ref::<BeforeUnloadEvent>()
        {
            event.prevent_default();
            event.set_return_value("unsaved");
        }
    };
    Some(Listener::new(&*window()?, "beforeunload", Box::new(then)))
}

/// Sets the theme: `light`, `dark` or `system`.
pub fn set_theme(theme: &str) {
    set_attribute("data-theme", theme);
}

/// Sets an attribute of the page's root, as `data-density`.
pub fn set_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

/// An attribute of the page's root; empty if it is not there.
pub fn attribute(name: &str) -> String {
    root().and_then(|root| root.get_attribute(name)).unwrap_or_default()
}

/// Tells `guard.js` that the program is mounted and everything is loaded.
pub fn set_ready() {
    set_attribute("data-ready", "1");
}
