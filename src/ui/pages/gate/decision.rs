//! The decision of a gate review: which, by whom, why, and what it demands.

use super::conditions::conditions;
use crate::domain::gates::transition::{self, Position};
use crate::domain::gates::{Gate, Outcome, StopReason};
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::view::gate_form::{self, GateField, GateForm};
use leptos::prelude::*;

type Form = RwSignal<GateForm>;

/// Decision, deciders, and the fields it asks for.
pub fn decision(project: &Project, gate: Gate, form: Form) -> AnyView {
    let at = Position { phase: project.phase, state: project.state };
    let choices = transition::outcomes(gate, at).iter().map(|outcome| choice(*outcome, form)).collect_view();
    let outcome = Memo::new(move |_| form.with(|form| form.outcome));
    let phase = project.phase;
    view! {
        <section class="decision">
            <fieldset data-demand="outcome" tabindex="-1">
                <legend class="field-label">"Decision"</legend>
                <div class="choices">{choices}</div>
            </fieldset>
            <div class="form columns">
                {line("held_on", "Held on", "date", "", form, |form| &mut form.held_on)}
                {line("deciders", "Decided by", "text", "Names, separated by commas.", form, |form| &mut form.deciders)}
                {line("attendees", "Attendees", "text", "Optional. Names, separated by commas.", form, |form| &mut form.attendees)}
            </div>
            <div class="form">
                {move || outcome.get().map(|outcome| asked(gate, outcome, phase, form))}
                <details class="whole">
                    <summary>"Statements and alternatives"</summary>
                    <div class="form">
                        {prose("lead_statement", "Statement of the lead", form, |form| &mut form.lead_statement)}
                        {prose("pmo_statement", "Statement of the PMO", form, |form| &mut form.pmo_statement)}
                        {prose("alternatives", "Alternatives considered", form, |form| &mut form.alternatives)}
                    </div>
                </details>
            </div>
        </section>
    }
    .into_any()
}

fn choice(outcome: Outcome, form: Form) -> AnyView {
    let chosen = move || form.with(|form| form.outcome == Some(outcome));
    view! {
        <label class="choice">
            <input type="radio" name="gate-outcome" prop:checked=chosen
                on:change=move |_| form.update(|form| form.outcome = Some(outcome))/>
            <span>
                <span class="choice-title">{outcome.label()}</span>
                <span class="choice-text">{gate_form::meaning(outcome)}</span>
            </span>
        </label>
    }
    .into_any()
}

fn asked(gate: Gate, outcome: Outcome, phase: Phase, form: Form) -> AnyView {
    let back = (outcome == Outcome::Recycle && phase != Phase::Candidate).then(|| back_to(phase, form));
    let fields = gate_form::fields(gate, outcome).iter().map(|field| one(*field, outcome, form)).collect_view();
    view! { {back}{fields} }.into_any()
}

fn one(field: GateField, outcome: Outcome, form: Form) -> AnyView {
    match field {
        GateField::Reasons => prose("reasons", "Reasons", form, |form| &mut form.reasons),
        GateField::FundingReleased => {
            let help = "An amount such as 250k; 0 if no money is released.";
            line("funding_released", "Funding released", "money", help, form, |form| &mut form.funding_released)
        }
        GateField::NextGateOn => {
            let label = match outcome {
                Outcome::Hold => "Review on",
                Outcome::Recycle => "Gate held again on",
                _ => "Next gate on",
            };
            let help = if matches!(outcome, Outcome::Hold | Outcome::Recycle) { "" } else { "Optional." };
            line("next_gate_on", label, "date", help, form, |form| &mut form.next_gate_on)
        }
        GateField::MustChange => {
            prose("must_change", "What must change before it goes on", form, |form| &mut form.must_change)
        }
        GateField::PeopleMeanwhile => {
            let label =
                if outcome == Outcome::Stop { "Released people and money" } else { "People and money meanwhile" };
            prose("people_meanwhile", label, form, |form| &mut form.people_meanwhile)
        }
        GateField::Rework => prose("rework", "What is to be reworked", form, |form| &mut form.rework),
        GateField::StopReason => stop_reason(form),
        GateField::ExitCost => {
            let help = "An amount; 0 if nothing.";
            line("exit_cost", "Cost to exit", "money", help, form, |form| &mut form.exit_cost)
        }
        GateField::Lessons => prose("lessons", "What was learnt", form, |form| &mut form.lessons),
        GateField::Conditions => conditions(form),
    }
}

type Part = fn(&mut GateForm) -> &mut String;

fn value_of(form: Form, part: Part) -> String {
    // Reads through the same accessor that writes; the copy is of one small form.
    form.with(|form| part(&mut form.clone()).clone())
}

fn line(
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    help: &'static str,
    form: Form,
    part: Part,
) -> AnyView {
    let id = format!("gate-{name}");
    let help_id = format!("gate-{name}-help");
    let people = (kind == "text").then_some("gate-people");
    let mode = (kind == "money").then_some("decimal");
    let kind = if kind == "date" { "date" } else { "text" };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <p class="field-help" id=help_id.clone() hidden=help.is_empty()>{help}</p>
            <input class="input" id=id type=kind list=people inputmode=mode autocomplete="off" aria-describedby=help_id data-demand=name
                prop:value=move || value_of(form, part)
                on:input=move |event| form.update(|form| *part(form) = event_target_value(&event))/>
        </div>
    }
    .into_any()
}

fn prose(name: &'static str, label: &'static str, form: Form, part: Part) -> AnyView {
    let id = format!("gate-{name}");
    view! {
        <div class="field whole">
            <label class="field-label" for=id.clone()>{label}</label>
            <textarea class="input" id=id rows="2" data-demand=name prop:value=move || value_of(form, part)
                on:input=move |event| form.update(|form| *part(form) = event_target_value(&event))></textarea>
        </div>
    }
    .into_any()
}

fn stop_reason(form: Form) -> AnyView {
    let options = StopReason::ALL.iter().map(|reason| {
        let reason = *reason;
        view! {
            <option value=reason.name() selected=move || form.with(|form| form.stop_reason == Some(reason))>{reason.label()}</option>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for="gate-stop-reason">"Reason for stopping"</label>
            <select class="input" id="gate-stop-reason" data-demand="stop_reason"
                on:change=move |event| form.update(|form| form.stop_reason = StopReason::parse(&event_target_value(&event)))>
                <option value="">"Choose"</option>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn back_to(phase: Phase, form: Form) -> AnyView {
    let options = Phase::ALL.iter().filter(|own| **own <= phase).map(|own| {
        let own = *own;
        let chosen = move || form.with(|form| form.back_to.unwrap_or(phase) == own);
        view! { <option value=own.name() selected=chosen>{own.label()}</option> }
    });
    view! {
        <div class="field">
            <label class="field-label" for="gate-back-to">"Back to phase"</label>
            <select class="input" id="gate-back-to"
                on:change=move |event| form.update(|form| form.back_to = Phase::parse(&event_target_value(&event)))>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
