//! The dialog that approves a version of a charter: by whom, and when. Must not know what a charter lacks.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::{Person, Project, ProjectCharter};
use crate::engine::command::Command;
use crate::engine::decide::ApproveCharter;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::{actions, desk};
use crate::view::charter::sections::approved_with;
use leptos::prelude::*;

/// The dialog.
pub fn dialog(charter: Id) -> AnyView {
    let (title, sponsor, people) = store::with(|portfolio| {
        let found = portfolio.get::<ProjectCharter>(charter);
        let project = found.and_then(|found| portfolio.follow::<Project>(found.project));
        let sponsor =
            project.and_then(|project| portfolio.follow(project.sponsor)).map(|person| person.name.to_string());
        let people: Vec<String> = portfolio.all::<Person>().map(|person| person.name.to_string()).collect();
        (portfolio.called(charter), sponsor.unwrap_or_default(), people)
    });
    let (by, on) = (RwSignal::new(sponsor), RwSignal::new(session::today_untracked().to_string()));
    let error = RwSignal::new(String::new());
    let typed = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let body = view! {
        <div class="form">
            <p>"It is in force from that day and never changed again. What the records say now is kept with it, and the version before is superseded."</p>
            <Field label="Approved by" control=FieldControl::Named(Signal::stored(people), "person") value=by on_input=typed(by) required=true
                start=true/>
            <Field label="Approved on" control=FieldControl::Date value=on on_input=typed(on) required=true/>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || {
        let frozen = store::with(|portfolio| {
            portfolio.get::<ProjectCharter>(charter).map(|found| approved_with(portfolio, found)).unwrap_or_default()
        });
        let act =
            ApproveCharter { charter, by: by.get_untracked(), on: Date::parse(on.get_untracked().trim()), frozen };
        match actions::try_dispatch(&Command::act(act)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Approve the charter", &title, false, body.into_any(), "Approve", perform)
}
