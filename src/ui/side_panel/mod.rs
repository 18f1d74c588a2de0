//! The record that lies open beside a list: opened by Shift and Enter, or by a button of the page, and then the one that has the
//! focus or is clicked, so that the arrow keys walk through the list. The address names it. Must not know any one list or kind.

mod content;
mod follow;

pub use content::panel;
pub use follow::{listen, press};

use super::draw::view;
use super::parts::{Icon, icon};
use super::router;
use crate::domain::id::Id;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    static PRESSED: Cell<fn()> = const { Cell::new(|| ()) };
}

/// Says who answers a press on the button: what it takes is loaded later than the page.
pub fn pressed_by(press: fn()) {
    PRESSED.set(press);
}

/// The record that lies open beside the list; tracked.
pub fn open() -> Option<Id> {
    router::route().beside
}

/// The button of a page that has a list.
pub fn toggle() -> AnyView {
    view! {
        <button type="button" class="btn quiet only-icon side-toggle" aria-label="Details beside the list" title="Details beside the list (Shift+Enter)"
            aria-pressed=|| open().is_some().to_string() on:click=|_| (PRESSED.get())()>
            {icon(Icon::PanelRight)}
        </button>
    }
    .into_any()
}
