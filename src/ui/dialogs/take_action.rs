//! The button that takes an improvement action from a hint, and its dialog: what, who, until when. Must not know what hints there are.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{ImprovementAction, Person, improvement_action};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, form_dialog, is_half_typed, small_icon};
use crate::ui::{actions, desk};
use crate::view::form::{self, UNFINISHED_DATE, currency_for};
use crate::view::take_action::{due, taken};
use leptos::prelude::*;

const DUE: &str = "take-action-due";

/// A button that takes an action with this text from a record, or from no record; once it is taken, how it stands.
pub fn button(text: String, source: Option<Id>) -> Drawn {
    let of_hint = StoredValue::new(text.clone());
    let standing = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| of_hint.with_value(|text| taken(portfolio, text, source)))
    });
    let label = ["Take an action: ", &text].concat();
    let open = move |_| {
        let text = of_hint.get_value();
        desk::show_own(move || dialog(&text, source));
    };
    let words = move || {
        standing.get().map(|words| {
            view! { <span class="pill outline action-taken">{small_icon(Icon::Flag)}<span>{["Action: ", &*words].concat()}</span></span> }
        })
    };
    view! {
        <button type="button" class="btn small" aria-label=label hidden=move || standing.with(Option::is_some) on:click=open>"Take an action"</button>
        {words}
    }
}

/// The dialog.
pub fn dialog(text: &str, source: Option<Id>) -> AnyView {
    let [what, owner, until] = [
        text.to_owned(),
        session::working_as_untracked().trim().to_owned(),
        due(session::today_untracked()).to_string(),
    ]
    .map(RwSignal::new);
    let error = RwSignal::new(String::new());
    let typed = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let people: Vec<String> =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect());
    let sub = source.map(store::title).map(|name| ["From ", &*name].concat()).unwrap_or_default();
    let body = view! {
        <div class="form">
            <Field label="Action" control=FieldControl::Line value=what on_input=typed(what) required=true start=true/>
            <Field label="Owner" control=FieldControl::Named(Signal::stored(people), "person") value=owner on_input=typed(owner) optional=true/>
            <Field label="Due" control=FieldControl::Date value=until on_input=typed(until) optional=true id=DUE
                help="It stands with the improvement actions on the page Maturity."/>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || {
        if is_half_typed(DUE) {
            error.set(["The date ", UNFINISHED_DATE, "."].concat());
            focus_soon(DUE.to_owned());
            return;
        }
        let [text, owner, until] = [what, owner, until].map(|typed| typed.get_untracked().trim().to_owned());
        if text.is_empty() {
            error.set("Say what is to be done.".to_owned());
            return;
        }
        let is_taken = store::with(|portfolio| taken(portfolio, &text, source).is_some());
        if is_taken {
            error.set("This action is in work already. Change it on the page Maturity.".to_owned());
            return;
        }
        let mut fields = vec![(improvement_action::at::text, Value::text(&text))];
        let read = |number: u8, text: &str| {
            let kind = ImprovementAction::SCHEMA.field(number).map(|field| field.kind)?;
            form::read(&kind, text, currency_for(&Value::Null, None)).ok().filter(|value| !value.is_null())
        };
        for (number, text) in [(improvement_action::at::owner, &owner), (improvement_action::at::due, &until)] {
            fields.extend(read(number, text).map(|value| (number, value)));
        }
        fields.extend(source.map(|source| (improvement_action::at::source, Value::Id(source))));
        match actions::try_dispatch(&Command::Create { schema: ImprovementAction::SCHEMA, fields }) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Take an action", &sub, false, body.into_any(), "Take the action", perform)
}
