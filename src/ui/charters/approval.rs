//! The dialog that approves a version of a charter: by whom, when, and what else is asked. Must not know what a charter lacks.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::Person;
use crate::domain::records::status_report::FrozenLine;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::{actions, desk};
use crate::view::charter::sections::approved_with;
use leptos::prelude::*;

/// What was given in the dialog.
pub struct Approval {
    /// The version.
    pub charter: Id,
    /// Who approves it.
    pub by: String,
    /// When.
    pub on: Option<Date>,
    /// When it is looked at again, where that is asked.
    pub review_due: Option<Date>,
    /// What the records say now.
    pub frozen: Vec<FrozenLine>,
}

/// The dialog. `by`: who is proposed; `review`: the day that is proposed for looking at it again, where that is asked.
pub fn approval(
    charter: Id,
    by: String,
    about: &'static str,
    review: Option<Date>,
    command: fn(Approval) -> Command,
) -> AnyView {
    let (title, people) = store::with(|portfolio| {
        let people: Vec<String> = portfolio.all::<Person>().map(|person| person.name.to_string()).collect();
        (portfolio.called(charter), people)
    });
    let (by, on) = (RwSignal::new(by), RwSignal::new(session::today_untracked().to_string()));
    let review_due = RwSignal::new(review.map(|day| day.to_string()).unwrap_or_default());
    let error = RwSignal::new(String::new());
    let typed = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let asked = review.map(|_| {
        view! { <Field label="Review due" control=FieldControl::Date value=review_due on_input=typed(review_due) required=true/> }
    });
    let body = view! {
        <div class="form">
            <p>{about}</p>
            <Field label="Approved by" control=FieldControl::Named(Signal::stored(people), "person") value=by on_input=typed(by) required=true
                start=true/>
            <Field label="Approved on" control=FieldControl::Date value=on on_input=typed(on) required=true/>
            {asked}
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || {
        let frozen = store::with(|portfolio| {
            portfolio.record(charter).map(|found| approved_with(portfolio, &**found)).unwrap_or_default()
        });
        let day = |text: RwSignal<String>| Date::parse(text.get_untracked().trim());
        let given = Approval { charter, by: by.get_untracked(), on: day(on), review_due: day(review_due), frozen };
        match actions::try_dispatch(&command(given)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Approve the charter", &title, false, body.into_any(), "Approve", perform)
}
