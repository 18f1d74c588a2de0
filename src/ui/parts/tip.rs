//! Owns the glossary tip: a button that shows what a word means. Must not know the glossary.

use super::focus::fresh_id;
use super::icon::{Icon, small_icon};
use super::menu::place;
use crate::ui::draw::view;
use leptos::html;
use leptos::prelude::*;

/// A question mark that shows what `term` means.
#[component]
pub fn Tip(
    /// The word.
    #[prop(into)]
    term: String,
    /// What it means.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (button, popover) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let id = fresh_id();
    let label = ["What is meant by ", &term, "?"].concat();
    view! {
        <button type="button" class="tip-button" node_ref=button aria-label=label popovertarget=id.clone()>
            {small_icon(Icon::CircleHelp)}
        </button>
        <div class="menu tip" popover="auto" id=id node_ref=popover
            on:toggle=move |_| if let (Some(popover), Some(button)) = (popover.get_untracked(), button.get_untracked()) {
                place(&popover, &button);
            }>
            <strong>{term}</strong>
            {text}
        </div>
    }
    .into_any()
}
