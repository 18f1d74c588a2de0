//! Owns the empty state: what belongs here, and the first step. Must not know of what there is none.

use super::icon::{Icon, icon};
use crate::ui::draw::view;
use leptos::prelude::*;

/// Says what belongs here; `actions` offer the first step.
pub fn empty_state(face: Icon, title: &str, text: &str, actions: impl IntoView + 'static) -> AnyView {
    empty_state_of(face, title.to_owned(), text.to_owned(), actions.into_any())
}

fn empty_state_of(face: Icon, title: String, text: String, actions: AnyView) -> AnyView {
    view! {
        <div class="empty">
            {icon(face)}
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="row">{actions}</div>
        </div>
    }
    .into_any()
}
