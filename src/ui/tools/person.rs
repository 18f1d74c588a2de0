//! The dialog in which one chooses as whom one works.

use crate::domain::records::Person;
use crate::store;
use crate::store::session;
use crate::ui::desk;
use crate::ui::draw::view;
use crate::ui::parts::{form_dialog, toast};
use leptos::prelude::*;

/// The dialog.
pub fn person_dialog() -> AnyView {
    let name = RwSignal::new(session::working_as_untracked());
    let people =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>());
    let choose = move || {
        let name = name.get_untracked();
        session::work_as(name.trim());
        if !name.trim().is_empty() {
            toast(["Working as ", name.trim()].concat());
        }
        desk::close();
    };
    let body = view! {
        <div class="form">
            <div class="field">
                <label class="field-label" for="working-as">"Your name"</label>
                <p class="field-help" id="working-as-help">
                    "It is shown with your changes in the history. It is kept in this browser only and is not a password."
                </p>
                <input class="input" id="working-as" list="working-as-people" autocomplete="off" data-start maxlength="200"
                    aria-describedby="working-as-help" prop:value=name on:input=move |event| name.set(event_target_value(&event))/>
                <datalist id="working-as-people">
                    {people.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
            </div>
        </div>
    };
    form_dialog("Working as", "", false, body.into_any(), "Use this name", choose)
}
