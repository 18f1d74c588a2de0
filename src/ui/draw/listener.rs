//! A handler on an element. It listens until it is dropped; what it runs belongs to the browser's memory, because a view may go
//! while its own handler runs, and events that were under way may still arrive.

use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, Event};

/// A handler on an element.
pub struct Listener {
    element: Element,
    name: &'static str,
    function: JsValue,
    captures: bool,
}

impl Listener {
    /// Begins to listen. `captures`: before the elements inside do.
    pub(super) fn new(
        element: &Element,
        name: &'static str,
        handle: Closure<dyn FnMut(Event)>,
        captures: bool,
    ) -> Self {
        let function = handle.into_js_value();
        let _ = element.add_event_listener_with_callback_and_bool(name, function.unchecked_ref(), captures);
        Self { element: element.clone(), name, function, captures }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let (function, captures) = (self.function.unchecked_ref(), self.captures);
        let _ = self.element.remove_event_listener_with_callback_and_bool(self.name, function, captures);
    }
}
