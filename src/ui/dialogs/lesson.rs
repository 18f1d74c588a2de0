//! The dialog that captures a lesson, from any record and from none: what happened, and what to do next time.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Lesson;
use crate::domain::records::lesson::at;
use crate::engine::command::Fields;
use crate::store;
use crate::ui::record_form::RecordForm;
use crate::view::lessons::capture::asked;
use leptos::prelude::*;

fn help(number: u8) -> &'static str {
    match number {
        at::recommendation => {
            "What a later project should do. It can follow; without it the lesson stays a note that is offered to nobody."
        }
        _ => "",
    }
}

/// The dialog; about that record if one is given.
pub fn lesson_dialog(source: Option<Id>) -> AnyView {
    let asked = store::with(|portfolio| asked(portfolio, source));
    let form = RecordForm {
        schema: Lesson::SCHEMA,
        record: None,
        fields: asked.fields,
        help,
        first: |_| String::new(),
        given: asked.given,
        complete: |_: &Fields, _| Fields::new(),
    };
    form.dialog("Capture a lesson", "", "Capture")
}
