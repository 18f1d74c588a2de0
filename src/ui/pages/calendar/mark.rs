//! The dialog that marks a routine as done, or as left out. Must not know when it is due.

use crate::domain::date::Date;
use crate::domain::record::RecordType;
use crate::domain::records::routine_mark::{MarkState, at};
use crate::domain::records::{Person, RoutineMark};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::{actions, desk};
use crate::view::calendar::month::EntryShown;
use leptos::prelude::*;

/// The dialog.
pub fn dialog(entry: EntryShown, state: MarkState) -> AnyView {
    let is_done = state == MarkState::Done;
    let on = RwSignal::new(session::today_untracked().to_string());
    let by = RwSignal::new(session::working_as_untracked().trim().to_owned());
    let note = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let typed = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let people: Vec<String> =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect());
    let (label, title, action) = match is_done {
        true => ("What it left", "Mark as done", "Mark as done"),
        false => ("Why it is left out", "Leave out", "Leave out"),
    };
    let body = view! {
        <div class="form">
            <Field label=label control=FieldControl::Line value=note on_input=typed(note) required=!is_done optional=is_done start=true/>
            <Field label="On" control=FieldControl::Date value=on on_input=typed(on) required=true/>
            <Field label="By" control=FieldControl::Named(Signal::stored(people), "person") value=by on_input=typed(by) optional=true/>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let (routine, period) = (entry.routine, entry.period);
    let called = [&*entry.title, ", ", entry.about.split(" · ").next().unwrap_or_default()].concat();
    let perform = {
        let called = called.clone();
        move || {
            let Some(day) = Date::parse(on.get_untracked().trim()) else {
                error.set("Say on which day.".to_owned());
                return;
            };
            let mut fields = vec![
                (at::title, Value::text(&called)),
                (at::routine, Value::Id(routine)),
                (at::period, Value::Date(period)),
                (at::state, Value::text(state.name())),
                (at::on, Value::Date(day)),
                (at::note, Value::text(note.get_untracked().trim())),
            ];
            let by = by.get_untracked();
            if !by.trim().is_empty() {
                fields.push((at::by, Value::text(by.trim())));
            }
            match actions::try_dispatch(&Command::Create { schema: RoutineMark::SCHEMA, fields }) {
                Ok(()) => desk::close(),
                Err(sentence) => error.set(sentence),
            }
        }
    };
    form_dialog(title, &called, false, body.into_any(), action, perform)
}
