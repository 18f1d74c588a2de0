//! A listener that is taken off when it is dropped. Must not know what it listens to.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

/// A listener on an event, for as long as this lives.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(JsValue)>,
}

impl Listener {
    /// Listens.
    pub fn new(target: &EventTarget, name: &'static str, then: Box<dyn FnMut(JsValue)>) -> Self {
        let closure = Closure::wrap(then);
        // Fails only for a target that cannot have listeners.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), name, closure }
    }

    /// Listens for as long as the page lives.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}
