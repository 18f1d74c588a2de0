//! Owns the button with only an icon, whose words are its name and its tooltip. Must not know what it does.

use super::icon::{Icon, icon};
use crate::ui::draw::view;
use leptos::prelude::*;

/// A button with only an icon. `class` adds to `btn only-icon`: `quiet`, `small`, `danger`.
pub fn icon_button(
    face: Icon,
    label: impl Into<Signal<String>>,
    class: &'static str,
    on_click: Callback<()>,
) -> AnyView {
    icon_button_of(face, label.into(), class, on_click)
}

fn icon_button_of(face: Icon, label: Signal<String>, class: &'static str, on_click: Callback<()>) -> AnyView {
    let class = ["btn only-icon ", class].concat();
    view! {
        <button type="button" class=class aria-label=label title=label on:click=move |_| on_click.run(())>
            {icon(face)}
        </button>
    }
    .into_any()
}
