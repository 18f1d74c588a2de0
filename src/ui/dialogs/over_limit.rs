//! The dialog that asks why a limit of a board may be broken, whatever would break it: the same command is carried out with the answer. Must
//! not know which command it is.

use crate::engine::command::Command;
use crate::engine::decide::OverLimit;
use crate::engine::rejection::Rejection;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::{actions, desk};
use leptos::prelude::*;

/// Asks why a limit may be broken by the command that was refused last.
pub fn over_limit_dialog() -> AnyView {
    let Some((command, sentence)) = actions::refused_for_limit() else { return ().into_any() };
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let perform = move || {
        let reason = reason.get_untracked();
        if reason.trim().is_empty() {
            error.set("Say why.".to_owned());
            return;
        }
        match actions::try_command(&Command::act(OverLimit { command: command.clone(), reason })) {
            Ok(()) | Err(Rejection::Nothing) => desk::close(),
            Err(rejection) => error.set(rejection.to_string()),
        }
    };
    let body = view! {
        <div class="form">
            <p>{sentence}</p>
            <Field label="Why over the limit" control=FieldControl::Prose value=reason error=error required=true start=true
                help="It stands with the cards and in the history."
                on_input=Callback::new(move |text| { reason.set(text); error.set(String::new()); })/>
        </div>
    };
    form_dialog("Over the limit", "", false, body.into_any(), "Go on", perform)
}
