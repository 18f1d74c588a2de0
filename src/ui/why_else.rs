//! Asks why somebody permits a waiver who has not the right to, wherever one is given. Must not know what is waived.

use super::draw::view;
use super::parts::{Field, FieldControl};
use crate::domain::id::Id;
use crate::domain::records::{Body, Person};
use crate::engine::rights::question_of_waiver;
use crate::store;
use leptos::prelude::*;

/// The question with its field, while those who are named hold no right to permit a waiver of the project; nothing else.
pub fn why_else(project: Id, approver: Signal<String>, beyond: RwSignal<String>) -> AnyView {
    let question = Memo::new(move |_| {
        let names: Vec<String> = approver.get().split([',', ';']).map(str::to_owned).collect();
        store::track_history();
        store::with(|portfolio| question_of_waiver(portfolio, project, &names)).unwrap_or_default()
    });
    let on_input = Callback::new(move |text| beyond.set(text));
    view! {
        <div hidden=move || question.with(String::is_empty)>
            <p>{question}</p>
            <Field label="Why somebody else decides" control=FieldControl::Line value=beyond on_input=on_input/>
        </div>
    }
    .into_any()
}

/// Names of who can permit something: bodies, then people.
pub fn who_permits() -> Vec<String> {
    store::with(|portfolio| {
        let bodies = portfolio.open::<Body>().map(|body| body.name.to_string());
        bodies.chain(portfolio.all::<Person>().map(|person| person.name.to_string())).collect()
    })
}
