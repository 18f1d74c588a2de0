//! The command palette: the dialog in which actions and records are found by a few letters. Must not know what is found.

use crate::ui::draw::view;
use crate::ui::parts::show_while;
use crate::ui::{chapters, desk};
use leptos::html;
use leptos::prelude::*;

/// The palette. The dialog stays, because only a dialog that is closed before it goes gives the focus back.
pub fn palette() -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let is_open = Signal::derive(|| desk::open() == desk::Open::Palette);
    show_while(node, is_open);
    let close = move || {
        if is_open.try_get_untracked().unwrap_or_default() {
            desk::close();
        }
    };
    view! {
        <dialog class="dialog palette" aria-label="Find anything" node_ref=node on:close=move |_| {
                // The palette may be open again before the event of its closing arrives.
                if node.try_get_untracked().flatten().is_some_and(|dialog| !dialog.open()) {
                    close();
                }
            }
            on:cancel=move |event| { event.prevent_default(); close(); }
            on:click=move |event| {
                // A click on the backdrop lands on the dialog itself.
                if event.target() == event.current_target() {
                    close();
                }
            }>
            {move || if is_open.get() { chapters::palette() } else { ().into_any() }}
        </dialog>
    }
    .into_any()
}
