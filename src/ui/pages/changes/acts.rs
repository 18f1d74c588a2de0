//! The dialogs in which changes are decided and implemented. Must not know a list.

use crate::domain::id::Id;
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::decision_right::Matter;
use crate::domain::records::{Body, ChangeRequest, Person, Project};
use crate::engine::changes::{decides, last_baseline};
use crate::engine::command::Command;
use crate::engine::decide::{DecideChanges, ImplementChange};
use crate::engine::rights::{self, question_of_change};
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::register::Act;
use crate::ui::{actions, desk};
use crate::view::format;
use leptos::prelude::*;

/// What can be done with changes.
pub const OF_CHANGES: &[Act] = &[("Decide…", decide), ("Implement…", implement)];

/// What is decided, as the field has it.
const DECISIONS: [(ChangeState, &str); 3] =
    [(ChangeState::Approved, "Approve"), (ChangeState::Rejected, "Reject"), (ChangeState::Deferred, "Defer")];

/// The one that is meant by its title, or how many.
fn named(ids: &[Id]) -> String {
    match ids {
        [one] => store::with(|portfolio| portfolio.called(*one)),
        several => [&*several.len().to_string(), " changes"].concat(),
    }
}

/// "+21 days, +£95,000: by the limits in Settings the sponsor decides."
fn who_decides(ids: &[Id]) -> String {
    store::with(|portfolio| {
        let changes: Vec<&ChangeRequest> = ids.iter().filter_map(|id| portfolio.get(*id)).collect();
        let by_right = |change: &&ChangeRequest| {
            let project = portfolio.follow::<Project>(change.project)?;
            rights::who_decides(portfolio, Matter::Change, project, rights::amounts_of_change(change))
        };
        let mut by_right: Vec<String> = changes.iter().filter_map(by_right).collect();
        by_right.dedup();
        let highest = changes.iter().map(|change| decides(portfolio, change)).max();
        let who = highest.map_or_else(String::new, |who| crate::domain::letters::lower_first(who.label()));
        let impact = match changes.as_slice() {
            [one] => {
                let days = one.days.map(|days| [&*days.0.to_string(), " days"].concat());
                let cost = one.cost.map(format::money);
                [days, cost].into_iter().flatten().collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        };
        let impact = if impact.is_empty() { String::new() } else { ["Impact: ", &*impact, ". "].concat() };
        match by_right.is_empty() {
            true => [&*impact, "By the limits in Settings the ", &*who, " decides."].concat(),
            false => [&*impact, &*by_right.join(" ")].concat(),
        }
    })
}

fn decide(changes: Vec<Id>) -> AnyView {
    let [to, decider, reason, conditions, beyond, error] = std::array::from_fn(|_| RwSignal::new(String::new()));
    to.set(ChangeState::Approved.name().to_owned());
    let people = Signal::derive(|| {
        store::track_history();
        store::with(|portfolio| {
            let bodies = portfolio.open::<Body>().map(|body| body.name.to_string());
            bodies.chain(portfolio.all::<Person>().map(|person| person.name.to_string())).collect::<Vec<_>>()
        })
    });
    let asked = changes.clone();
    let question = Memo::new(move |_| {
        let names = decider.with(|names| names.split([',', ';']).map(str::to_owned).collect::<Vec<_>>());
        store::track_history();
        store::with(|portfolio| asked.iter().find_map(|id| question_of_change(portfolio, *id, &names)))
            .unwrap_or_default()
    });
    let typed = |into: RwSignal<String>| {
        Callback::new(move |text| {
            into.set(text);
            error.set(String::new());
        })
    };
    let choices = DECISIONS.map(|(state, words)| (state.name().to_owned(), words.to_owned())).to_vec();
    let approves = Memo::new(move |_| to.with(|to| to == ChangeState::Approved.name()));
    let body = view! {
        <div class="form">
            <p>{who_decides(&changes)}</p>
            <Field label="Decision" control=FieldControl::Choice(choices) value=to on_input=typed(to) start=true/>
            <Field label="Decided by" control=FieldControl::Named(people, "person") value=decider on_input=typed(decider) required=true/>
            <div hidden=move || !approves.get() || question.with(String::is_empty)>
                <p>{question}</p>
                <Field label="Why somebody else decides" control=FieldControl::Prose value=beyond on_input=typed(beyond)/>
            </div>
            <Field label="Reason" control=FieldControl::Prose value=reason on_input=typed(reason) required=true/>
            <div hidden=move || !approves.get()>
                <Field label="Conditions" control=FieldControl::Prose value=conditions on_input=typed(conditions)/>
            </div>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{move || error.get()}</p>
        </div>
    };
    let sub = named(&changes);
    let perform = move || {
        let chosen = to.get_untracked();
        let to =
            DECISIONS.iter().find(|(state, _)| state.name() == chosen).map_or(ChangeState::Approved, |known| known.0);
        let act = DecideChanges {
            changes: changes.clone(),
            to,
            decider: decider.get_untracked(),
            reason: reason.get_untracked(),
            conditions: conditions.get_untracked(),
            beyond: beyond.get_untracked(),
        };
        carry_out(&Command::act(act), error);
    };
    form_dialog("Decide", &sub, false, body.into_any(), "Save decision", perform)
}

/// Carries it out and closes the dialog, or says why not.
fn carry_out(command: &Command, error: RwSignal<String>) {
    match actions::try_dispatch(command) {
        Ok(()) => desk::close(),
        Err(sentence) => error.set(sentence),
    }
}

fn implement(changes: Vec<Id>) -> AnyView {
    let error = RwSignal::new(String::new());
    let [change] = *changes.as_slice() else {
        let body = view! { <p>"Each change sets a baseline of its known. Select one of them."</p> };
        return form_dialog("Implement a change", &named(&changes), false, body.into_any(), "Close", desk::close);
    };
    let words = store::with(|portfolio| {
        let of = portfolio.get::<ChangeRequest>(change).and_then(|change| change.project);
        let last = of.and_then(|of| last_baseline(portfolio, of.id)).map(|last| last.name.to_string());
        match last {
            Some(last) => [&*last, " with the impact of this change becomes the next baseline, and finish and budget of the plan follow it."].concat(),
            None => "This project has no baseline yet. Set one on its tab of changes first.".to_owned(),
        }
    });
    let body = view! {
        <p>{words}</p>
        <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{move || error.get()}</p>
    };
    let perform = move || carry_out(&Command::act(ImplementChange { change }), error);
    form_dialog("Implement a change", &named(&changes), false, body.into_any(), "Implement", perform)
}
