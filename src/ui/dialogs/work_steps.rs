//! What is said of one step over several work items: with how many it is done, and why not with the others. Must not know where it was
//! asked.

use crate::domain::id::Id;
use crate::ui::draw::view;
use crate::ui::parts::form_dialog;
use crate::view::work_steps::Split;
use leptos::prelude::*;

/// With how many of them it is done and why not with the others; `verb` is "moved" or the like.
pub fn said_of(split: &Split, verb: &str) -> AnyView {
    let reasons: Vec<_> = split.reasons().into_iter().map(|line| view! { <li>{line}</li> }).collect();
    let list = (!reasons.is_empty()).then(|| view! { <ul class="bullets small-text">{reasons}</ul> });
    view! { <p>{split.words(verb)}</p>{list} }.into_any()
}

/// The dialog after a step that some of the items refused: it names them, and does it with the others.
pub fn others_dialog(
    split: &Split,
    verb: &'static str,
    act: &'static str,
    perform: impl Fn(Vec<Id>) + Send + 'static,
) -> AnyView {
    let able = split.able.clone();
    let body = view! { <div class="form" role="status">{said_of(split, verb)}</div> };
    form_dialog("Not all of them", "Nothing was changed yet.", false, body.into_any(), act, move || {
        perform(able.clone())
    })
}
