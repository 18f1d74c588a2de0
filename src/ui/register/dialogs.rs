//! The dialogs of a register: a field for many records, deleting them, and the name of a kept view.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{SavedView, saved_view};
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::domain::value::Value;
use crate::engine::command::{Command, Fields};
use crate::exchange::copies::CopyReason;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, focus_soon, form_dialog, form_dialog_kept};
use crate::ui::record_form::{RecordForm, control_of};
use crate::ui::{actions, desk, drafts, requests};
use crate::view::register::{Home, RegisterKind, bulk};
use leptos::prelude::*;

const INPUT: &str = "register-dialog-input";

/// Carries out a command, or says in the dialog why not.
pub fn carry_out(command: Result<Command, String>, error: RwSignal<String>) {
    match command.and_then(|command| actions::try_dispatch(&command)) {
        Ok(()) => desk::close(),
        Err(sentence) => {
            error.set(sentence);
            focus_soon(INPUT.to_owned());
        }
    }
}

fn bulk_control(field: &'static FieldSchema) -> FieldControl {
    match field.kind {
        FieldKind::Structure(parts) => parts.first().map_or(FieldControl::Line, control_of),
        _ => control_of(field),
    }
}

/// Asks for what a new record needs.
pub(super) fn create(kind: &'static RegisterKind, home: Home) {
    desk::show_own(move || {
        let (help, first, complete) = (|_| "", |_| String::new(), |_: &Fields, _| Fields::new());
        let given = home.given(kind.schema);
        let form = RecordForm { schema: kind.schema, record: None, fields: kind.asked, help, first, given, complete };
        form.dialog(kind.words.new, "", "Add")
    });
}

/// Names a choice of records, whatever their order.
fn bulk_name(ids: &[Id]) -> String {
    ids.iter().fold(0, |sum, id| sum ^ id.0).to_string()
}

pub(super) fn set_field(kind: &'static RegisterKind, ids: Vec<Id>) -> AnyView {
    let fields = bulk::fields(kind);
    let first = fields.first().map_or(0, |(number, _)| *number);
    let (number, text, error) = (RwSignal::new(first), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kept = drafts::keep(
        ["set/", &bulk_name(&ids)].concat(),
        move || vec![("field".to_owned(), number.get().to_string()), ("value".to_owned(), text.get())],
        move |texts| {
            for (name, typed) in texts {
                match name.as_str() {
                    "field" => number.set(typed.parse().unwrap_or(first)),
                    _ => text.set(typed.clone()),
                }
            }
        },
    );
    let choices = fields.iter().map(|(number, field)| (number.to_string(), field.label.to_owned())).collect();
    let on_field = Callback::new(move |chosen: String| {
        text.set(String::new());
        error.set(String::new());
        number.set(chosen.parse().unwrap_or(first));
    });
    let value = move || {
        let field = kind.schema.field(number.get())?;
        let on_input = Callback::new(move |typed: String| {
            text.set(typed);
            error.set(String::new());
        });
        let help = match field.kind {
            FieldKind::Structure(_) => "Notes stay as they are. Leave empty to clear status and note.",
            _ if field.required => "",
            _ => "Leave empty to clear the field.",
        };
        Some(
            view! {
                <Field label=field.label control=bulk_control(field) value=text on_input=on_input error=error help=help id=INPUT/>
            }
            .into_any(),
        )
    };
    let sub = kind.count(ids.len());
    let body = view! {
        <div class="form">
            <Field label="Field" control=FieldControl::Choice(choices) value=Signal::derive(move || number.get().to_string())
                on_input=on_field start=true/>
            {value}
        </div>
    };
    let perform = move || {
        let (number, text) = (number.get_untracked(), text.get_untracked());
        let command =
            store::with(|portfolio| bulk::set_field(kind, portfolio, &ids, number, &text, session::today_untracked()));
        carry_out(command, error);
    };
    form_dialog_kept("Set a field", &sub, false, body.into_any(), "Set field", kept, perform)
}

/// A line of text in a dialog.
pub fn line(label: &'static str, text: RwSignal<String>, error: RwSignal<String>, help: &'static str) -> AnyView {
    let on_input = Callback::new(move |typed: String| {
        text.set(typed);
        error.set(String::new());
    });
    view! {
        <div class="form">
            <Field label=label control=FieldControl::Line value=text on_input=on_input error=error help=help start=true id=INPUT/>
        </div>
    }
    .into_any()
}

pub(super) fn delete(kind: &'static RegisterKind, ids: Vec<Id>) -> AnyView {
    let sub = kind.count(ids.len());
    let perform = move || {
        desk::close();
        let command = Command::Delete { records: ids.clone() };
        if ids.len() < 2 {
            actions::dispatch(&command);
            return;
        }
        let delete = move || {
            actions::dispatch(&command);
        };
        requests::after_copy(CopyReason::Delete, Box::new(delete));
    };
    let body = view! { <p>{kind.words.deleting}</p> };
    form_dialog(kind.words.delete, &sub, false, body.into_any(), kind.words.delete, perform)
}

/// The name of a view; `own` is the view that may have it already.
fn named(page: &str, text: &str, own: Option<Id>) -> Result<Value, String> {
    let text = text.trim();
    let is_taken = store::with(|portfolio| {
        let others = portfolio.all::<SavedView>().filter(|other| &*other.page == page && Some(other.meta.id) != own);
        others.into_iter().any(|other| other.name.eq_ignore_ascii_case(text))
    });
    match Value::text(text) {
        Value::Null => Err("Give the view a name.".to_owned()),
        _ if is_taken => Err("Another view has this name. Choose a different one.".to_owned()),
        name => Ok(name),
    }
}

pub(super) fn save_view(kind: &'static RegisterKind, query: String) -> AnyView {
    let (text, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let perform = move || {
        let command = named(kind.kept_as(), &text.get_untracked(), None).map(|name| {
            let query = Value::text(&query);
            let fields = vec![
                (saved_view::at::name, name),
                (saved_view::at::page, Value::text(kind.kept_as())),
                (saved_view::at::query, query),
            ];
            Command::Create { schema: SavedView::SCHEMA, fields }
        });
        carry_out(command, error);
    };
    let body = line("Name", text, error, "Columns, order, filters and group are kept; its link shows the same view.");
    form_dialog("Save this view", "", false, body, "Save view", perform)
}

pub(super) fn rename_view(id: Id) -> AnyView {
    let read = |own: &SavedView| (own.name.to_string(), own.page.to_string());
    let (name, page) = store::with(|portfolio| portfolio.get::<SavedView>(id).map(read)).unwrap_or_default();
    let (text, error) = (RwSignal::new(name), RwSignal::new(String::new()));
    let perform = move || {
        let command = named(&page, &text.get_untracked(), Some(id))
            .map(|name| Command::Change { record: id, fields: vec![(saved_view::at::name, name)] });
        carry_out(command, error);
    };
    form_dialog("Rename view", "", false, line("Name", text, error, ""), "Rename view", perform)
}
