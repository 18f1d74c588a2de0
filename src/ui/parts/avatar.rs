//! Owns the mark of a person: initials in a circle, the name beside it. Must not know who people are.

use crate::ui::draw::view;
use leptos::prelude::*;

/// Initials in a circle, a dashed circle if there are none. Hidden from screen readers: a name stands beside it or in a label.
pub fn avatar(initials: impl Into<Signal<String>>) -> AnyView {
    avatar_of(initials.into())
}

fn avatar_of(initials: Signal<String>) -> AnyView {
    let class = move || if initials.with(String::is_empty) { "avatar nobody" } else { "avatar" };
    view! { <span class=class aria-hidden="true">{initials}</span> }.into_any()
}

/// Initials and name; `nobody` in words if the name is empty.
pub fn person(initials: impl Into<Signal<String>>, name: impl Into<Signal<String>>, nobody: &'static str) -> AnyView {
    let (initials, name): (Signal<String>, Signal<String>) = (initials.into(), name.into());
    let words = move || name.with(|name| if name.is_empty() { nobody.to_owned() } else { name.clone() });
    view! { <span class="person">{avatar_of(initials)} <span class="truncate">{words}</span></span> }.into_any()
}
