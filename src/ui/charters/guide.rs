//! What belongs into a field of a charter, and an example of it: opened beside the field. Must not know what a charter says.

use crate::domain::schema::FieldSchema;
use crate::store::charter_guide::charter_guide;
use crate::ui::draw::view;
use leptos::prelude::*;

/// The help of a field, once the guide is there; nothing while it is not.
pub fn help(field: &'static FieldSchema) -> AnyView {
    let drawn = move || {
        let guide = charter_guide().ready()?;
        let advice = guide.of(field.name)?.clone();
        let lines: Vec<AnyView> =
            advice.example.lines().map(|line| view! { <p>{line.to_owned()}</p> }.into_any()).collect();
        Some(view! {
            <details class="charter-help">
                <summary>"What belongs here: "{crate::domain::letters::lower_first(field.label)}</summary>
                <p>{advice.help}</p>
                <div class="charter-example"><p class="muted">"For example"</p>{lines}</div>
            </details>
        })
    };
    view! { {drawn} }.into_any()
}
