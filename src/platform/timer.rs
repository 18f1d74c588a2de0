//! Later: after a time, in an idle moment, before the next frame. Must not know what is done then.

use super::bindings::WindowWithMore;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Something to be done after a time. Dropping it does not cancel it.
#[derive(Clone)]
pub struct Timeout {
    id: i32,
    is_over: Rc<Cell<bool>>,
}

impl Timeout {
    /// Cancels it, unless it is done already.
    pub fn cancel(&self) {
        if !self.is_over.replace(true)
            && let Some(window) = web_sys::window()
        {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Does it after so many milliseconds.
pub fn after(milliseconds: u32, then: Box<dyn FnOnce()>) -> Timeout {
    let is_over = Rc::new(Cell::new(false));
    let over = is_over.clone();
    let callback = Closure::once_into_js(move || {
        if !over.replace(true) {
            then();
        }
    });
    let wait = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let id = web_sys::window().and_then(|window| {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), wait).ok()
    });
    Timeout { id: id.unwrap_or_default(), is_over }
}

/// Does it in the next idle moment, or soon where the browser knows no idle moments.
pub fn when_idle(then: Box<dyn FnOnce()>) {
    let Some(window) = web_sys::window() else { return };
    let idle = window.unchecked_ref::<WindowWithMore>().idle_callback();
    match idle {
        Some(idle) => {
            let _ = idle.call1(&window, &Closure::once_into_js(then));
        }
        None => {
            after(50, then);
        }
    }
}

/// Does it before the next frame is drawn.
pub fn before_frame(then: Box<dyn FnOnce()>) {
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(Closure::once_into_js(then).unchecked_ref());
    }
}
