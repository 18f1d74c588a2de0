//! Owns tabs that are links, so that each has an address and Back works. Must not know what they show.

use crate::ui::draw::{later, view};
use leptos::ev;
use leptos::prelude::*;

/// A tab.
pub struct Tab {
    /// What it says.
    pub text: &'static str,
    /// Where it leads.
    pub href: String,
}

/// Brings the current tab into sight within its row, and moves nothing else.
fn show_current() {
    let row = document().query_selector("#main .tabs").ok().flatten();
    let link = row.as_ref().and_then(|row| row.query_selector("[aria-current]").ok().flatten());
    let Some((row, link)) = row.zip(link) else { return };
    let (around, own) = (row.get_bounding_client_rect(), link.get_bounding_client_rect());
    let beyond = own.left() + own.width() / 2.0 - around.left() - around.width() / 2.0;
    row.set_scroll_left(row.scroll_left() + beyond as i32);
}

/// A row of tabs; `current` is the number of the one shown.
pub fn tabs(label: &'static str, tabs: Vec<Tab>, current: Signal<usize>) -> AnyView {
    Effect::new(move |_| {
        current.track();
        later::after_drawing(show_current);
        // Once more when it is laid out: what is drawn with it may still change the widths.
        later::next_frame(show_current);
    });
    later::hear(ev::resize, |_| show_current());
    let tab = |(number, Tab { text, href }): (usize, Tab)| {
        let is_current = move || (current.get() == number).then_some("page");
        view! { <a href=href aria-current=is_current>{text}</a> }
    };
    view! { <nav class="tabs" aria-label=label>{tabs.into_iter().enumerate().map(tab).collect_view()}</nav> }.into_any()
}
