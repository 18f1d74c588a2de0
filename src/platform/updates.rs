//! What `public/offline.js` says of new versions and of opening without a network. Must not know what is said of it.

use super::bindings::WindowWithMore;
use super::listener::Listener;
use super::page;
use crate::view::updates::Update;
use wasm_bindgen::prelude::*;
use web_sys::Event;

/// How it stands with a newer version.
pub fn state() -> Update {
    Update::of(&page::attribute("data-update"))
}

/// The word for whether the page opens without a network.
pub fn offline() -> String {
    page::attribute("data-offline")
}

/// The word for how installing protects the data here; empty where it does not.
pub fn install() -> String {
    page::attribute("data-install")
}

/// Changes to the version that waits, if nothing can be lost by it.
pub fn apply() {
    let Some(window) = web_sys::window() else { return };
    if let Some(update) = window.unchecked_ref::<WindowWithMore>().update() {
        let _ = update.call0(&window);
    }
}

/// Calls when one of them has changed, and asks before the page is loaded anew whether everything is saved.
pub fn listen(mut changed: Box<dyn FnMut()>, is_saved: fn() -> bool) {
    let Some(window) = web_sys::window() else { return };
    Listener::new(&window, "ppmo-update", Box::new(move |_| changed())).forget();
    let asked = move |event: JsValue| {
        if !is_saved()
            && let Some(event) = event.dyn_ref::<Event>()
        {
            event.prevent_default();
        }
    };
    Listener::new(&window, "ppmo-before-reload", Box::new(asked)).forget();
}
