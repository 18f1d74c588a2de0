//! Owns the marks below a control for names: which of those typed would be new, and the known one that each may have meant. Must not
//! know what the names are of.

use super::focus::focus_soon;
use crate::ui::draw::{Drawn, view};
use crate::view::names::{NewName, new_names};
use leptos::prelude::*;

/// The marks. `kind` completes "New person"; `id` is the control, which has the focus again once a known name is taken.
pub fn marks(
    kind: &'static str,
    id: String,
    value: Signal<String>,
    known: Signal<Vec<String>>,
    on_input: Callback<String>,
) -> Drawn {
    let all = Memo::new(move |_| value.with(|text| known.with(|known| new_names(text, known))));
    let mark = move |new: NewName| {
        let NewName { name, like } = new;
        let words = ["New ", kind, ": ", &name].concat();
        let id = id.clone();
        let take = (!like.is_empty()).then(|| {
            let words = ["Did you mean ", &like, "?"].concat();
            let take = move |_| {
                on_input.run(value.with_untracked(|text| text.replacen(&name, &like, 1)));
                focus_soon(id.clone());
            };
            view! { <button type="button" class="btn small" on:click=take>{words}</button> }
        });
        view! { <p class="new-name"><span class="pill">{words}</span>{take}</p> }
    };
    let marks = move || all.get().into_iter().map(mark.clone()).collect::<Vec<_>>();
    view! { <div class="new-names">{marks}</div> }
}
