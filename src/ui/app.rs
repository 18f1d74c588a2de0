//! Starts the page: opens the workspace, mounts the shell, follows the address.

use super::{chapters, parts, router, shell};
use crate::store;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// Starts the page. Called once by the binary.
pub fn start() {
    store::session::start(|| {
        let Some(place) = document().get_element_by_id("app") else { return };
        let Ok(place) = place.dyn_into::<web_sys::HtmlElement>() else { return };
        router::listen();
        chapters::answer();
        shell::listen();
        store::updates::listen();
        parts::keep_focus();
        parts::label_tables();
        mount_to(place, shell::Shell).forget();
        if let Some(skeleton) = document().get_element_by_id("skeleton") {
            skeleton.remove();
        }
    });
}
