//! Which tab leads: the one that holds the lock. Must not know what leading means.

use super::bindings::NavigatorWithLocks;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Whether this tab leads.
#[derive(Clone)]
pub struct Leadership {
    leads: Rc<Cell<bool>>,
    has_locks: bool,
}

/// Asks to lead the tabs of that name, now or as soon as those before are gone.
pub fn ask(name: &str) -> Leadership {
    let leads = Rc::new(Cell::new(false));
    let granted = leads.clone();
    let callback = Closure::once_into_js(move |_: JsValue| -> JsValue {
        granted.set(true);
        // Held for as long as the tab lives: the promise never settles.
        js_sys::Promise::new(&mut |_, _| {}).into()
    });
    let navigator = web_sys::window().map(|window| window.navigator());
    let locks = navigator.and_then(|navigator| navigator.unchecked_ref::<NavigatorWithLocks>().locks());
    let has_locks = locks.is_some_and(|locks| match locks.request(name, callback.unchecked_ref()) {
        Ok(promise) => {
            // Refused later, as where site data is blocked: then this tab never leads.
            let ignore = Closure::once(|_: JsValue| {});
            let _ = promise.catch(&ignore);
            ignore.forget();
            true
        }
        Err(_) => false,
    });
    Leadership { leads, has_locks }
}

impl Leadership {
    /// Whether this tab leads. Without locks one that has never met another does.
    pub fn leads(&self, has_met_others: bool) -> bool {
        if self.has_locks { self.leads.get() } else { !has_met_others }
    }
}
