//! Owns what is done later: once what was changed is drawn, at the next frame, after a time. What a view asks for is tied to it and
//! is not done once the view has gone: its signals went with it, and to read one then would stop the page. What is asked for
//! [`on_page`] is done in any case, and so must read signals that live as long as the page. Must not know what is done.

use crate::platform::timer::{self, Timeout};
use leptos::ev::EventDescriptor;
use leptos::leptos_dom::helpers::queue_microtask;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// Whether the view in which this was made is still there.
#[derive(Clone, Copy)]
pub struct Alive(Option<StoredValue<()>>);

impl Alive {
    /// Belongs to the view that is being drawn or handles an event; outside of views, to the page.
    pub fn here() -> Self {
        Self(Owner::current().map(|_| StoredValue::new(())))
    }

    /// Whether it is still there.
    pub fn is(self) -> bool {
        self.0.is_none_or(|owner| !owner.is_disposed())
    }

    /// Does it in this same task, once what has been changed is drawn, unless the view has gone by then.
    pub fn after_drawing(self, then: impl FnOnce() + 'static) {
        on_page::after_drawing(self.guard(Box::new(then)));
    }

    /// Does it before the next frame, unless the view has gone by then.
    pub fn next_frame(self, then: impl FnOnce() + 'static) {
        on_page::next_frame(self.guard(Box::new(then)));
    }

    fn guard(self, then: Box<dyn FnOnce()>) -> Box<dyn FnOnce()> {
        Box::new(move || {
            if self.is() {
                then();
            }
        })
    }
}

/// Does it in this same task, once what has been changed is drawn, unless the view has gone by then. Inside a handler nothing is
/// drawn yet, and to focus there re-enters other handlers while they run (leptos #4313).
pub fn after_drawing(then: impl FnOnce() + 'static) {
    once(|alive, then| alive.after_drawing(then), Box::new(then));
}

/// Does it before the next frame, unless the view has gone by then.
pub fn next_frame(then: impl FnOnce() + 'static) {
    once(|alive, then| alive.next_frame(then), Box::new(then));
}

/// Does it after so many milliseconds, unless the view has gone by then.
pub fn after(milliseconds: u32, then: impl FnOnce() + 'static) {
    once(|alive, then| drop(on_page::after(milliseconds, alive.guard(then))), Box::new(then));
}

/// Asked for by a handler again and again: its view remembers none that is over.
fn once(ask: impl FnOnce(Alive, Box<dyn FnOnce()>), then: Box<dyn FnOnce()>) {
    let alive = Alive::here();
    let then = move || {
        if let Some(alive) = alive.0 {
            alive.dispose();
        }
        then();
    };
    ask(alive, Box::new(then));
}

/// Hears an event of the window for as long as the view is there.
pub fn hear<E: EventDescriptor + 'static>(event: E, handle: impl Fn(E::EventType) + 'static)
where
    E::EventType: JsCast,
{
    let heard = on_page::hear(event, handle);
    on_cleanup(move || heard.remove());
}

/// For the page, whatever it shows by then.
pub mod on_page {
    use super::{
        EventDescriptor, JsCast, Timeout, WindowListenerHandle, queue_microtask, timer, window_event_listener,
    };

    /// Does it in this same task, once what has been changed is drawn.
    pub fn after_drawing(then: impl FnOnce() + 'static) {
        // The first runs after all effects of what was changed, the second after those that had been made anew by them.
        queue_microtask(move || queue_microtask(then));
    }

    /// Does it before the next frame.
    pub fn next_frame(then: impl FnOnce() + 'static) {
        timer::before_frame(Box::new(then));
    }

    /// Does it after so many milliseconds.
    pub fn after(milliseconds: u32, then: impl FnOnce() + 'static) -> Timeout {
        timer::after(milliseconds, Box::new(then))
    }

    /// Does it in the next idle moment.
    pub fn when_idle(then: impl FnOnce() + 'static) {
        timer::when_idle(Box::new(then));
    }

    /// Hears an event of the window from now on.
    pub fn hear<E: EventDescriptor + 'static>(event: E, handle: impl Fn(E::EventType) + 'static) -> WindowListenerHandle
    where
        E::EventType: JsCast,
    {
        window_event_listener(event, handle)
    }
}
