//! The dialog in which a decision outside a gate is asked for, prepared and taken.

use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::decision::{DecisionState, at};
use crate::domain::records::{Decision, decision};
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::record_form::RecordForm;
use crate::ui::shell;
use crate::view::decisions as model;
use leptos::prelude::*;

const FIELDS: &[u8] = &[
    at::question,
    at::decider,
    at::due,
    at::context,
    at::criteria,
    at::choice,
    at::decided_on,
    at::reasons,
    at::effective_from,
    at::review_on,
    at::expected_effect,
];

fn help(number: u8) -> &'static str {
    match number {
        decision::at::decider => "Who decides. A new name is added to the people.",
        decision::at::due => "Until when it is needed.",
        decision::at::choice => "What was decided. Leave it empty while it waits.",
        decision::at::decided_on => "Today, unless you give another day.",
        _ => "",
    }
}

/// What follows from what was filled in: the number of a new one, its state, and the day on which it was decided.
fn complete(fields: &Fields, record: Option<Id>) -> Fields {
    let given = |number: u8| fields.iter().find(|(own, _)| *own == number).is_some_and(|(_, value)| !value.is_null());
    let before = record.and_then(|id| store::with(|portfolio| portfolio.get::<Decision>(id).map(|own| own.state)));
    let state = match (given(at::choice), before) {
        (true, Some(state))
            if !matches!(state, DecisionState::Needed | DecisionState::Prepared | DecisionState::Reopened) =>
        {
            state
        }
        (true, _) => DecisionState::Taken,
        (false, Some(DecisionState::Taken | DecisionState::Implemented | DecisionState::Superseded)) => {
            DecisionState::Reopened
        }
        (false, Some(DecisionState::Reopened)) => DecisionState::Reopened,
        (false, _) if given(at::context) || given(at::criteria) => DecisionState::Prepared,
        (false, _) => DecisionState::Needed,
    };
    let mut besides = Fields::new();
    if record.is_none() {
        besides.push((at::number, Value::Int(store::with(model::next_number))));
    }
    if before != Some(state) {
        besides.push((at::state, state.to_value()));
    }
    if state == DecisionState::Taken && !given(at::decided_on) {
        besides.push((at::decided_on, Value::Date(session::today_untracked())));
    }
    besides
}

/// The dialog; a new decision if none is given.
pub fn decision_dialog(id: Option<Id>) -> AnyView {
    let known = id.map(|id| store::with(|portfolio| portfolio.get::<Decision>(id).map(model::number)));
    let sub = match known {
        Some(None) => {
            let sorry = view! { <p>"This decision is no longer there. Undo may have taken it back."</p> };
            return shell::info_dialog("Decision", "", sorry.into_any());
        }
        Some(Some(number)) => number,
        None => "For what is decided outside a gate. A gate review records its own decision.".to_owned(),
    };
    let (title, action) = match id {
        Some(_) => ("Decision", "Save decision"),
        None => ("Record a decision", "Record decision"),
    };
    let first = |_| String::new();
    RecordForm { schema: Decision::SCHEMA, record: id, fields: FIELDS, help, first, complete }
        .dialog(title, &sub, action)
}
