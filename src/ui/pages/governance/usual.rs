//! The dialog that enters the usual bodies and decision rights in one step. Must not know which they are.

use crate::engine::command::Command;
use crate::engine::decide::TakeUsualGovernance;
use crate::store;
use crate::store::fetched::Fetched;
use crate::store::governance::{try_again, usual_governance};
use crate::ui::draw::{Drawn, view};
use crate::ui::fetched::once_there;
use crate::ui::parts::form_dialog;
use crate::ui::{actions, desk};
use crate::view::format::{count, money};
use leptos::prelude::*;
use std::sync::Arc;

/// The dialog.
pub fn dialog() -> AnyView {
    let error = RwSignal::new(String::new());
    let body = move || {
        once_there(usual_governance(), "The list of usual decision rights", try_again, |usual| {
            offered(&usual).into_any()
        })
    };
    let perform = move || {
        let Fetched::Ready(usual) = untrack(usual_governance) else {
            return error.set("The list is not there yet. Wait a moment, then try again.".to_owned());
        };
        let act = TakeUsualGovernance { told: Some(money), ..(*usual).clone() };
        match actions::try_dispatch(&Command::act(act)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    let body = view! {
        {body}
        <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
    };
    form_dialog("Enter the usual decision rights", "", false, body.into_any(), "Enter them", perform)
}

fn offered(usual: &Arc<TakeUsualGovernance>) -> Drawn {
    let bodies: Vec<Drawn> = usual
        .bodies
        .iter()
        .map(|body| -> Drawn {
            view! { <li><strong>{body.name.clone()}</strong>": "{body.purpose.clone()}</li> }
        })
        .collect();
    let has_currency = store::with(|portfolio| portfolio.settings().currency.is_some());
    let rights =
        [&*count(usual.rights.len(), "decision right"), " for gates, changes, waivers, escalations and priorities."]
            .concat();
    let lacks = "The settings name no currency, so rights with a limit in money are left out.";
    view! {
        <p>"They follow the handbook: small projects are decided by their sponsors, larger ones by boards. Change what is different with you, then name the people of each body."</p>
        <ul class="bullets">{bodies}</ul>
        <p>{rights}</p>
        <p class="muted" hidden=has_currency>{lacks}</p>
    }
}
