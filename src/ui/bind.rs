//! Handlers and signals of one type each. Leptos compiles a view anew for each type of closure in it, at about a kilobyte a
//! time; through these all closures have the same type.

use super::draw::{Drawing, Drawn};
use leptos::prelude::*;
use leptos::web_sys::{Event, KeyboardEvent, MouseEvent, PointerEvent};

/// A handler of clicks.
pub fn click(handle: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(handle)
}

/// A handler of input, change and events without more to them.
pub fn event(handle: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(handle)
}

/// A handler of keys.
pub fn key(handle: impl FnMut(KeyboardEvent) + 'static) -> Box<dyn FnMut(KeyboardEvent)> {
    Box::new(handle)
}

/// A handler of pointers.
pub fn pointer(handle: impl FnMut(PointerEvent) + 'static) -> Box<dyn FnMut(PointerEvent)> {
    Box::new(handle)
}

/// Words that change.
pub fn words(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// Yes or no that changes.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}

/// A part of a page that is drawn anew when what it reads changes.
pub fn part(draw: impl FnMut() -> AnyView + 'static) -> Drawn {
    let mut drawing = Drawing::default();
    drawing.part(Box::new(draw));
    drawing.finish()
}
