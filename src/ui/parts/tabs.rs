//! Owns tabs that are links, so that each has an address and Back works. Must not know what they show.

use crate::ui::draw::view;
use leptos::prelude::*;

/// A tab.
pub struct Tab {
    /// What it says.
    pub text: &'static str,
    /// Where it leads.
    pub href: String,
}

/// A row of tabs; `current` is the number of the one shown.
pub fn tabs(label: &'static str, tabs: Vec<Tab>, current: Signal<usize>) -> AnyView {
    let tab = |(number, Tab { text, href }): (usize, Tab)| {
        let is_current = move || (current.get() == number).then_some("page");
        view! { <a href=href aria-current=is_current>{text}</a> }
    };
    view! { <nav class="tabs" aria-label=label>{tabs.into_iter().enumerate().map(tab).collect_view()}</nav> }.into_any()
}
