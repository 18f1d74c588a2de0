//! Owns tabs that are links, so that each has an address and Back works. Must not know what they show.

use crate::ui::draw::{later, view};
use crate::view::route::{Route, Tabs};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::ResizeObserver;

/// A tab.
struct Tab {
    /// What it says.
    pub text: &'static str,
    /// The address it opens.
    pub href: String,
}

/// Brings the current tab into sight within its row, and moves nothing else.
fn show_current() {
    let row = document().query_selector("#main .tabs").ok().flatten();
    let link = row.as_ref().and_then(|row| row.query_selector("[aria-current]").ok().flatten());
    let Some((row, link)) = row.zip(link) else { return };
    let (around, shown) = (row.get_bounding_client_rect(), link.get_bounding_client_rect());
    let beyond = shown.left() + shown.width() / 2.0 - around.left() - around.width() / 2.0;
    row.set_scroll_left(row.scroll_left() + beyond as i32);
}

/// A row of tabs; `current` is the number of the one shown.
fn tabs(label: &'static str, tabs: Vec<Tab>, current: Signal<usize>) -> AnyView {
    Effect::new(move |_| {
        current.track();
        later::after_drawing(show_current);
    });
    let row = NodeRef::<html::Nav>::new();
    // Its width is known only once it is laid out, and changes with the window.
    Effect::new(move |_| {
        let Some(row) = row.get() else { return };
        let on_resize = Closure::<dyn FnMut()>::new(show_current);
        let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(&row);
        let watch = StoredValue::new_local((observer, on_resize));
        on_cleanup(move || {
            let _ = watch.try_update_value(|(observer, _)| observer.disconnect());
        });
    });
    let tab = |(number, Tab { text, href }): (usize, Tab)| {
        let is_current = move || (current.get() == number).then_some("page");
        view! { <a href=href aria-current=is_current>{text}</a> }
    };
    view! { <nav class="tabs" node_ref=row aria-label=label>{tabs.into_iter().enumerate().map(tab).collect_view()}</nav> }.into_any()
}

/// The row of the tabs of a page; `route` leads to each of them.
pub fn tabs_of<T: Tabs + Send + Sync>(label: &'static str, route: impl Fn(T) -> Route, shown: Memo<T>) -> AnyView {
    let tab = |tab: &T| Tab { text: tab.label(), href: route(*tab).to_string() };
    tabs(label, T::ALL.iter().map(tab).collect(), Signal::derive(move || shown.get().number()))
}
