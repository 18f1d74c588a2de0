//! The dialog that closes a condition: on which day it was met, and how.

use crate::domain::date::Date;
use crate::domain::field::Prose;
use crate::domain::id::Id;
use crate::domain::records::GateCondition;
use crate::engine::command::Command;
use crate::engine::decide::CloseCondition;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, beside_focus, focus_named, form_dialog_kept, info_dialog};
use crate::ui::{actions, desk, drafts};
use leptos::prelude::*;

/// The dialog that closes a condition.
pub fn close_condition_dialog(id: Id) -> AnyView {
    let text = store::with(|portfolio| portfolio.get::<GateCondition>(id).map(|own| own.text.to_string()));
    let Some(text) = text else {
        let sorry = "This condition is no longer there. Undo may have taken its decision back.";
        return info_dialog("Close condition", "", view! { <p>{sorry}</p> }.into_any());
    };
    let beside = beside_focus();
    let on = RwSignal::new(session::today_untracked().to_string());
    let note = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let kept = drafts::keep_all(["condition/", &id.to_string()].concat(), [("closed_on", on), ("closing_note", note)]);
    let close = move || {
        let Some(day) = Date::parse(&on.get_untracked()) else {
            error.set("Say on which day it was met.".to_owned());
            return;
        };
        let note = Prose::from(note.get_untracked().trim());
        match actions::try_dispatch(&Command::act(CloseCondition { condition: id, on: day, note })) {
            Ok(()) => {
                desk::close();
                focus_named(beside.clone());
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let body = view! {
        <div class="form">
            <Field label="Met on" control=FieldControl::Date value=on error=error
                on_input=Callback::new(move |text| on.set(text))/>
            <Field label="How it was met" control=FieldControl::Prose value=note optional=true start=true
                on_input=Callback::new(move |text| note.set(text))/>
        </div>
    };
    form_dialog_kept("Close condition", &text, false, body.into_any(), "Close condition", kept, close)
}
