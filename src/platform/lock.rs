//! Which tab leads: the one that holds the lock. Must not know what leading means.

use super::bindings::NavigatorWithLocks;
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[derive(Default)]
struct Lock {
    leads: Cell<bool>,
    is_given_up: Cell<bool>,
    /// Gives the lock back when it is called.
    release: RefCell<Option<Function>>,
}

/// Whether this tab leads, for as long as this lives.
pub struct Leadership {
    lock: Rc<Lock>,
    has_locks: bool,
}

/// Asks to lead the tabs of that name, now or as soon as those before are gone.
pub fn ask(name: &str) -> Leadership {
    let lock = Rc::new(Lock::default());
    let granted = lock.clone();
    let callback = Closure::once_into_js(move |_: JsValue| -> JsValue {
        if granted.is_given_up.get() {
            return JsValue::UNDEFINED;
        }
        granted.leads.set(true);
        // Held until this promise is settled.
        Promise::new(&mut |release, _| *granted.release.borrow_mut() = Some(release)).into()
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
    Leadership { lock, has_locks }
}

impl Leadership {
    /// Whether this tab leads. Without locks one that has never met another does.
    pub fn leads(&self, has_met_others: bool) -> bool {
        if self.has_locks { self.lock.leads.get() } else { !has_met_others }
    }

    /// Lets another tab lead.
    pub fn give_up(&self) {
        self.lock.is_given_up.set(true);
        self.lock.leads.set(false);
        if let Some(release) = self.lock.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}
