//! Panics: the program stops all writing and says so through the dialog that
//! `guard.js` owns, outside the program. Must not know what the program was doing, nor show what a person has typed.

use super::bindings::{WindowWithMore, log_error};
use std::cell::Cell;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

thread_local! {
    static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Has every panic stop all writing. To be called first of all.
pub fn install() {
    std::panic::set_hook(Box::new(on_panic));
}

fn on_panic(info: &PanicHookInfo<'_>) {
    STOPPED.with(|stopped| stopped.set(true));
    // A text made at run time may hold what a person has typed; the place in the program never does.
    let mut message = info.payload().downcast_ref::<&str>().map_or_else(String::new, |text| (*text).to_owned());
    if let Some(place) = info.location() {
        message.push_str(" at ");
        message.push_str(&place.to_string());
    }
    log_error(&message);
    if let Some(window) = web_sys::window()
        && let Some(fail) = window.unchecked_ref::<WindowWithMore>().fail()
    {
        let _ = fail.call1(&window, &JsValue::from_str(&message));
    }
}

/// Whether nothing may be written any more: after a panic, or after any failure that `guard.js` has shown.
pub fn has_stopped() -> bool {
    let failed = || {
        let root = web_sys::window().and_then(|window| window.document()).and_then(|d| d.document_element());
        root.is_some_and(|root| root.has_attribute("data-failed"))
    };
    STOPPED.with(Cell::get) || failed()
}
