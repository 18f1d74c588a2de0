//! The dialogs of what becomes of risks, assumptions and issues in one step. Must not know a list.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::engine::decide::{AnswerEscalation, Escalate, OccurRisks, RefuteAssumptions, Refuted, RequestChanges};
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::register::Act;
use crate::ui::{actions, desk};
use leptos::prelude::*;

/// What can be done with risks.
pub const OF_RISKS: &[Act] = &[("It occurred…", occurred), ("Escalate…", escalate), ("Answer…", answer)];
/// What can be done with assumptions.
pub const OF_ASSUMPTIONS: &[Act] = &[("Refuted…", refuted)];
/// What can be done with issues.
pub const OF_ISSUES: &[Act] = &[("Ask for a change…", change), ("Escalate…", escalate), ("Answer…", answer)];

/// What was typed, and what is wrong.
#[derive(Clone, Copy)]
struct Typed {
    text: RwSignal<String>,
    error: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self { text: RwSignal::new(String::new()), error: RwSignal::new(String::new()) }
    }

    fn told(self) -> Callback<String> {
        Callback::new(move |typed| {
            self.text.set(typed);
            self.error.set(String::new());
        })
    }

    fn date(self) -> Option<Date> {
        Date::parse(&self.text.get_untracked())
    }

    /// Carries it out and closes the dialog, or says why not.
    fn carry_out(self, command: &Command) {
        match actions::try_dispatch(command) {
            Ok(()) => desk::close(),
            Err(sentence) => self.error.set(sentence),
        }
    }
}

/// The one that is meant by its title, or how many.
fn named(ids: &[Id]) -> String {
    match ids {
        [one] => store::with(|portfolio| portfolio.called(*one)),
        several => [&several.len().to_string(), " selected"].concat(),
    }
}

fn occurred(risks: Vec<Id>) -> AnyView {
    let due = Typed::new();
    let body = view! {
        <div class="form">
            <p>"The risk is noted as occurred, and an issue is made of it that leads back to it, with the same project and owner."</p>
            <Field label="Issue due" control=FieldControl::Date value=due.text on_input=due.told() error=due.error start=true/>
        </div>
    };
    let sub = named(&risks);
    let perform = move || due.carry_out(&Command::act(OccurRisks { risks: risks.clone(), due: due.date() }));
    form_dialog("It occurred", &sub, false, body.into_any(), "Make an issue", perform)
}

fn refuted(assumptions: Vec<Id>) -> AnyView {
    let result = Typed::new();
    let becomes = RwSignal::new("risk".to_owned());
    let choices = [("risk", "A risk"), ("issue", "An issue"), ("", "Nothing more")];
    let choices = choices.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let on_choice = Callback::new(move |chosen| becomes.set(chosen));
    let body = view! {
        <div class="form">
            <Field label="What was found" control=FieldControl::Prose value=result.text on_input=result.told() error=result.error
                required=true start=true/>
            <Field label="It becomes" control=FieldControl::Choice(choices) value=becomes on_input=on_choice
                help="What is made of it leads back to the assumption."/>
        </div>
    };
    let sub = named(&assumptions);
    let perform = move || {
        let becomes = match becomes.get_untracked().as_str() {
            "risk" => Refuted::Risk,
            "issue" => Refuted::Issue,
            _ => Refuted::Nothing,
        };
        let result_text = result.text.get_untracked();
        let act = RefuteAssumptions { assumptions: assumptions.clone(), result: result_text, becomes };
        result.carry_out(&Command::act(act));
    };
    form_dialog("Refute an assumption", &sub, false, body.into_any(), "Refute", perform)
}

fn change(issues: Vec<Id>) -> AnyView {
    let error = RwSignal::new(String::new());
    let body = view! {
        <p>"A change request is drafted that leads back to the issue, and the issue waits for its decision."</p>
        <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{move || error.get()}</p>
    };
    let sub = named(&issues);
    let perform = move || match actions::try_dispatch(&Command::act(RequestChanges { issues: issues.clone() })) {
        Ok(()) => desk::close(),
        Err(sentence) => error.set(sentence),
    };
    form_dialog("Ask for a change", &sub, false, body.into_any(), "Draft a change request", perform)
}

fn escalate(records: Vec<Id>) -> AnyView {
    let by = Typed::new();
    let body = view! {
        <div class="form">
            <p>"It is noted as taken to whoever is above the project, from today on, until there is an answer."</p>
            <Field label="Answer wanted by" control=FieldControl::Date value=by.text on_input=by.told() error=by.error required=true
                start=true/>
        </div>
    };
    let sub = named(&records);
    let perform = move || by.carry_out(&Command::act(Escalate { records: records.clone(), answer_by: by.date() }));
    form_dialog("Escalate", &sub, false, body.into_any(), "Escalate", perform)
}

fn answer(records: Vec<Id>) -> AnyView {
    let answer = Typed::new();
    let body = view! {
        <div class="form">
            <Field label="Answer" control=FieldControl::Prose value=answer.text on_input=answer.told() error=answer.error required=true
                start=true/>
        </div>
    };
    let sub = named(&records);
    let perform = move || {
        let text = answer.text.get_untracked();
        answer.carry_out(&Command::act(AnswerEscalation { records: records.clone(), answer: text }));
    };
    form_dialog("Answer an escalation", &sub, false, body.into_any(), "Save answer", perform)
}
