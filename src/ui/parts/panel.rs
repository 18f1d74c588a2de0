//! Owns the button that opens a small panel with controls in it: a popover placed beside its button, which the browser closes
//! and gives the focus back from. Must not know what is in it.

use super::focus::fresh_id;
use super::menu::place;
use crate::ui::draw::view;
use leptos::html;
use leptos::prelude::*;

/// A button that opens a panel. `name` is the accessible name of the panel, `class` adds to the classes of the button.
pub fn panel_button(face: AnyView, class: &'static str, name: &'static str, content: AnyView) -> AnyView {
    let (button, popover) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let id = fresh_id();
    view! {
        <button type="button" class=class node_ref=button popovertarget=id.clone()>{face}</button>
        <div class="menu panel-popover" popover="auto" role="group" aria-label=name id=id node_ref=popover
            on:toggle=move |_| {
                if let Some((popover, button)) = popover.get_untracked().zip(button.get_untracked()) {
                    place(&popover, &button);
                }
            }>
            {content}
        </div>
    }
    .into_any()
}
