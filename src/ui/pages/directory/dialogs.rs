//! The dialogs that make and delete a person or programme. Deleting first shows what refers to it.

use crate::domain::id::Id;
use crate::domain::records::person;
use crate::domain::records::person::initials_of;
use crate::domain::value::Value;
use crate::engine::command::{Command, Fields};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{focus_heading, form_dialog, info_dialog};
use crate::ui::record_form::RecordForm;
use crate::ui::{actions, desk};
use crate::view::directory::{self as model, Group};
use crate::view::route::Directory;
use leptos::prelude::*;

/// Names shown of a group in a dialog.
const NAMES: usize = 8;

fn help(number: u8) -> &'static str {
    if number == person::at::line_manager { "A new name is added to the people." } else { "" }
}

/// Initials follow from the name; they can be changed later.
fn with_initials(fields: &Fields, _record: Option<Id>) -> Fields {
    let name = fields.iter().find(|(number, _)| *number == person::at::name).and_then(|(_, value)| value.as_text());
    name.map(|name| (person::at::initials, Value::text(initials_of(name)))).into_iter().collect()
}

/// The dialog that makes one.
pub fn new_dialog(directory: Directory) -> AnyView {
    let words = model::words(directory);
    let is_person = directory == Directory::People;
    RecordForm {
        schema: words.schema,
        record: None,
        fields: words.asked,
        help: if is_person { help } else { |_| "" },
        first: |_| String::new(),
        given: None,
        complete: if is_person { with_initials } else { |_, _| Fields::new() },
    }
    .dialog(words.new, "", words.add)
}

/// Says that what was to be shown has gone meanwhile.
pub(super) fn gone() -> AnyView {
    let sorry = view! { <p>"This record no longer exists. It may have been undone, or deleted in another tab."</p> };
    info_dialog("Not found", "", sorry.into_any())
}

/// The dialog that deletes one.
pub fn delete_dialog(id: Id) -> AnyView {
    let found = store::with(|portfolio| {
        let record = portfolio.record(id).filter(|record| !record.meta().deleted)?;
        let groups = model::groups(portfolio, id, session::today_untracked());
        Some((model::directory_of(&**record)?, record.title().to_string(), groups))
    });
    let Some((directory, name, groups)) = found else { return gone() };
    let words = model::words(directory);
    let delete = move || {
        desk::close();
        if actions::dispatch(&Command::Delete { records: vec![id] }) {
            focus_heading();
        }
    };
    let sentence = model::deleting_words(&name, &groups);
    let body = view! {
        <div class="stack">{referring("What refers to it", &groups)} <p>{sentence}</p></div>
    };
    form_dialog(words.delete, &name, false, body.into_any(), words.delete, delete)
}

/// What refers to a record, in a few lines with a heading; nothing if nothing does.
pub(super) fn referring(title: &'static str, groups: &[Group]) -> Option<Drawn> {
    let line = |group: &Group| {
        let (title, number) = (group.title.clone(), group.all.len().to_string());
        view! { <dt>{title}<span class="head-count num">{number}</span></dt><dd>{group.names(NAMES)}</dd> }
    };
    let lines: Vec<Drawn> = groups.iter().map(line).collect();
    // Of much that refers to it the list is longer than the dialog: it is scrolled with keys, which need something to have the focus.
    (!lines.is_empty()).then(|| view! { <section tabindex="0" aria-label=title><h3>{title}</h3><dl class="reference-list">{lines}</dl></section> })
}
