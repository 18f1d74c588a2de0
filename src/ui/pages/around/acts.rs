//! What is done with items of the communication plan: noting that they were sent. Must not know a list.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::engine::decide::SendCommunications;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::register::Act;
use crate::ui::{actions, desk};
use leptos::prelude::*;

/// What can be done with items of the communication plan.
pub const OF_COMMUNICATIONS: &[Act] = &[("Sent…", sent)];

fn sent(items: Vec<Id>) -> AnyView {
    let (on, error) = (RwSignal::new(session::today().to_string()), RwSignal::new(String::new()));
    let typed = Callback::new(move |text| {
        on.set(text);
        error.set(String::new());
    });
    let body = view! {
        <div class="form">
            <p>"The day is noted, and each is due again after its turn; what is told once is not due any more."</p>
            <Field label="Sent on" control=FieldControl::Date value=on on_input=typed error=error required=true start=true/>
        </div>
    };
    let sub = match items.as_slice() {
        [one] => store::with(|portfolio| portfolio.called(*one)),
        several => [&*several.len().to_string(), " communications"].concat(),
    };
    let perform = move || {
        let act = SendCommunications { items: items.clone(), on: Date::parse(&on.get_untracked()) };
        match actions::try_dispatch(&Command::act(act)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Sent", &sub, false, body.into_any(), "Save", perform)
}
