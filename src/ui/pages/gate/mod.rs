//! The gate review: checklist, suggestion with its arithmetic, decision with what it demands. One transaction.

mod checklist;
mod conditions;
mod decision;

use crate::domain::date::Date;
use crate::domain::field::Prose;
use crate::domain::gates::{Gate, Outcome};
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::records::project::Phase;
use crate::domain::records::{GateCondition, Person, Project};
use crate::engine::command::Command;
use crate::engine::decide::{demands, suggestion};
use crate::engine::rejection::Rejection;
use crate::store::{self, session};
use crate::ui::pages::board::focus_card;
use crate::ui::parts::{Icon, icon};
use crate::ui::{actions, desk, shell};
use crate::view::gate_form::{self, GateForm};
use leptos::prelude::*;

/// The dialog of a gate review. `outcome` and `back_to` are what the move on the board suggests.
pub fn gate_dialog(project: Id, outcome: Option<Outcome>, back_to: Option<Phase>) -> AnyView {
    let today = session::today_untracked();
    let own = store::with(|portfolio| portfolio.get::<Project>(project).cloned());
    let form = own.as_ref().and_then(|own| GateForm::new(own, outcome, back_to, today));
    let Some((own, form)) = own.zip(form) else {
        let sorry = "A closed project has no gate ahead. Undo its closing, or start a new project.";
        return shell::info_dialog("No gate ahead", "", view! { <p>{sorry}</p> }.into_any());
    };
    let gate = form.gate;
    let title = match gate {
        Gate::Resume => "Gate review: resume".to_owned(),
        gate => format!("Gate review {}", gate.label()),
    };
    let sub = format!(
        "{} {} – {}, size {}",
        own.code.0,
        own.name.0,
        gate.border(),
        own.size_class.label().to_ascii_lowercase()
    );
    let form = RwSignal::new(form);
    let own = StoredValue::new(own);
    let missing = RwSignal::new(Vec::<(&'static str, String)>::new());

    let decide = move || {
        let proposal = form.with_untracked(|form| form.proposal(currency()));
        if form.with_untracked(|form| form.outcome.is_none()) {
            missing.set(vec![("outcome", "Choose a decision.".to_owned())]);
            shell::focus_soon(".error-summary");
            return;
        }
        let found = store::with(|portfolio| own.with_value(|own| demands(portfolio, own, &proposal)));
        let found: Vec<_> = found
            .into_iter()
            .map(|rejection| match rejection {
                Rejection::Demands { field, sentence } => (field, sentence),
                other => ("", other.to_string()),
            })
            .collect();
        if !found.is_empty() {
            missing.set(found);
            shell::focus_soon(".error-summary");
            return;
        }
        missing.set(Vec::new());
        if actions::dispatch(&Command::ReviewGate(Box::new(proposal))) {
            desk::close();
            focus_card(project);
        }
    };
    let people = store::with(|portfolio| portfolio.all::<Person>().map(|own| own.name.to_string()).collect::<Vec<_>>());
    let body = view! {
        {error_summary(missing)}
        <datalist id="gate-people">{people.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
        {own.with_value(|own| checklist::checklist(own, gate, form))}
        {suggestion_panel(own, form)}
        {own.with_value(|own| decision::decision(own, gate, form))}
    };
    shell::form_dialog(&title, &sub, true, body.into_any(), "Record decision", decide)
}

/// The workspace's currency, pounds unless set.
pub fn currency() -> Currency {
    store::with(|portfolio| portfolio.settings().currency).unwrap_or(Currency::GBP)
}

fn error_summary(missing: RwSignal<Vec<(&'static str, String)>>) -> impl IntoView {
    move || {
        let missing = missing.get();
        let heading = match missing.len() {
            0 => return None,
            1 => "One thing is missing".to_owned(),
            count => format!("{count} things are missing"),
        };
        let rows = missing.into_iter().map(|(field, sentence)| {
            view! {
                <li><button type="button" on:click=move |_| shell::focus_soon(&format!("[data-demand=\"{field}\"]"))>{sentence}</button></li>
            }
        });
        Some(view! {
            <div class="error-summary" role="alert" tabindex="-1">
                <h3>{icon(Icon::CircleAlert)}{heading}</h3>
                <ul>{rows.collect_view()}</ul>
            </div>
        })
    }
}

fn suggestion_panel(own: StoredValue<Project>, form: RwSignal<GateForm>) -> impl IntoView {
    let sum = Memo::new(move |_| {
        let proposal = form.with(|form| form.proposal(Currency::GBP));
        store::with(|portfolio| own.with_value(|own| suggestion(portfolio, own, &proposal)))
    });
    let words = move || {
        let (go_from, conditional_from) = store::settings().gate_limits();
        sum.with(|sum| gate_form::arithmetic(sum, go_from, conditional_from))
    };
    let outcome = move || match sum.with(|sum| sum.outcome) {
        Some(outcome) => format!("Suggested: {}", outcome.label()),
        None => "No suggestion yet".to_owned(),
    };
    view! {
        <section class="suggestion" aria-live="polite" aria-label="Suggestion">
            <h3>{outcome}</h3>
            <p>{words}</p>
            <p class="small-text muted">"The suggestion never decides."</p>
        </section>
    }
}

/// The dialog that closes a condition.
pub fn close_condition_dialog(id: Id) -> AnyView {
    let Some(text) = store::record::<GateCondition, _>(id, |condition| condition.text.to_string()) else {
        return shell::info_dialog("Condition", "", view! { <p>"This condition is no longer there."</p> }.into_any());
    };
    let on = RwSignal::new(session::today_untracked().to_string());
    let note = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let close = move || match Date::parse(&on.get_untracked()) {
        None => error.set("Say on which day it was met.".to_owned()),
        Some(day) => {
            let note = Prose::from(note.get_untracked().trim());
            if actions::dispatch(&Command::CloseCondition { condition: id, on: day, note }) {
                desk::close();
            }
        }
    };
    let body = view! {
        <div class="form">
            <div class="field">
                <label class="field-label" for="condition-on">"Met on"</label>
                <input class="input" type="date" id="condition-on" prop:value=on aria-describedby="condition-error"
                    aria-invalid=move || (!error.get().is_empty()).to_string()
                    on:input=move |event| on.set(event_target_value(&event))/>
                <p class="field-error" id="condition-error" hidden=move || error.get().is_empty()>{error}</p>
            </div>
            <div class="field">
                <label class="field-label" for="condition-note">"How it was met "<span class="optional">"optional"</span></label>
                <textarea class="input" id="condition-note" rows="3" prop:value=note
                    on:input=move |event| note.set(event_target_value(&event))></textarea>
            </div>
        </div>
    };
    shell::form_dialog("Close condition", &text, false, body.into_any(), "Close condition", close)
}
