//! The small form in which a field is edited in its place: a control, or several for a status. Enter saves, Escape leaves.

use super::cell::FieldPlace;
use crate::domain::id::Id;
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, focus_soon, is_half_typed};
use crate::ui::record_form::control_of;
use crate::ui::{actions, desk, drafts};
use crate::view::form::{self, Control, currency_for, typed};
use crate::view::regions::stand_in_words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A form that is open.
#[derive(Clone, Copy)]
struct Draft {
    place: FieldPlace,
    editing: RwSignal<bool>,
    /// What was typed, one for each control.
    texts: RwSignal<Vec<String>>,
    /// What is wrong, and at which control.
    error: RwSignal<(usize, String)>,
    /// What is typed is kept, where it may be long.
    kept: Option<drafts::OpenDraft>,
}

/// The name under which what is typed is kept; none for what is typed in a moment.
pub(super) fn draft_name(place: FieldPlace) -> Option<String> {
    let is_long = parts(place.field).len() > 1 || matches!(form::control(place.field), Control::Prose | Control::Links);
    is_long.then(|| ["cell/", &place.id.to_string(), "/", place.field.name].concat())
}

fn keep(place: FieldPlace, texts: RwSignal<Vec<String>>) -> Option<drafts::OpenDraft> {
    let names = move || parts(place.field).iter().map(|part| part.name);
    let read = move || texts.with(|texts| names().map(str::to_owned).zip(texts.iter().cloned()).collect());
    Some(drafts::keep(draft_name(place)?, read, move |all| {
        texts.update(|texts| {
            for (name, text) in names().zip(texts) {
                all.iter().filter(|kept| kept.0 == name).for_each(|kept| text.clone_from(&kept.1));
            }
        });
    }))
}

/// Element id of a control of the form.
pub fn input_id(place: FieldPlace, at: usize) -> String {
    ["edit-", place.field.name, "-", &place.id.to_string(), "-", &at.to_string()].concat()
}

/// The parts that are edited together: those of a status, else the field itself.
fn parts(field: &'static FieldSchema) -> &'static [FieldSchema] {
    match field.kind {
        FieldKind::Structure(parts) => parts,
        _ => std::slice::from_ref(field),
    }
}

/// What the controls hold before anything is typed.
fn present(place: FieldPlace) -> Vec<String> {
    let value = place.value();
    let text = |part: &FieldSchema| match place.field.kind {
        FieldKind::Structure(_) => value.entry(part.name).map_or_else(String::new, |entry| as_typed(part, entry)),
        _ => as_typed(part, &value),
    };
    parts(place.field).iter().map(text).collect()
}

fn as_typed(part: &FieldSchema, value: &Value) -> String {
    typed(&part.kind, value, &|id: Id| store::with(|portfolio| store::title_in(portfolio, id)))
}

/// What the first control holds once something was typed over it; `None` if it cannot be begun like that, such as a date.
fn begun(part: &FieldSchema, typed: &str) -> Option<String> {
    match control_of(part) {
        FieldControl::Line | FieldControl::Number | FieldControl::Named(..) => Some(typed.to_owned()),
        FieldControl::Prose if form::control(part) == Control::Prose => Some(typed.to_owned()),
        FieldControl::Choice(all) => begins_with(all, typed),
        _ => None,
    }
}

/// The first choice whose words begin with what was typed.
fn begins_with(all: Vec<(String, String)>, typed: &str) -> Option<String> {
    let typed = typed.to_lowercase();
    let fits = |choice: &(String, String)| !choice.0.is_empty() && choice.1.to_lowercase().starts_with(&typed);
    all.into_iter().find(fits).map(|choice| choice.0)
}

/// The form.
pub fn editor(place: FieldPlace, editing: RwSignal<bool>) -> AnyView {
    editor_typed(place, editing, "")
}

/// The form. `typed`: what was typed over the field, if anything; it takes the place of what was there.
pub fn editor_typed(place: FieldPlace, editing: RwSignal<bool>, typed: &str) -> AnyView {
    let texts = RwSignal::new(present(place));
    let begun = parts(place.field).first().filter(|_| !typed.is_empty()).and_then(|part| begun(part, typed));
    // A draft is not typed over.
    let has_draft = draft_name(place).is_some_and(|name| drafts::is_there(&name) == Some(true));
    let kept = keep(place, texts);
    if let Some(begun) = begun.filter(|_| !has_draft) {
        texts.update(|texts| set(texts, 0, begun));
    }
    let draft = Draft { place, editing, texts, error: RwSignal::new((0, String::new())), kept };
    let rows = parts(place.field).iter().enumerate().map(|(at, part)| row(draft, at, part)).collect::<Vec<_>>();
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            leave(draft);
        }
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            save(draft);
        }
        _ => {}
    };
    let class = if rows.len() > 1 { "edit-form several" } else { "edit-form" };
    view! {
        <form class=class novalidate on:keydown=on_key
            on:submit=move |event| { event.prevent_default(); save(draft); }>
            {kept.map(drafts::OpenDraft::note)}
            {rows}
            <div class="row">
                <button type="submit" class="btn small primary">"Save"</button>
                <button type="button" class="btn small quiet" on:click=move |_| leave(draft)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}

fn row(draft: Draft, at: usize, part: &'static FieldSchema) -> AnyView {
    let value = Signal::derive(move || draft.texts.with(|texts| texts.get(at).cloned().unwrap_or_default()));
    let error = Signal::derive(move || {
        draft.error.with(|(wrong, sentence)| if *wrong == at { sentence.clone() } else { String::new() })
    });
    let on_input = Callback::new(move |text: String| {
        draft.texts.update(|texts| {
            // A colour is chosen today, unless another day is given.
            if at == 0 && texts.len() > 1 && texts.get(1) == present(draft.place).get(1) {
                set(texts, 1, session::today_untracked().to_string());
            }
            set(texts, at, text);
        });
    });
    let control = control_of(part);
    let help = match form::control(part) {
        Control::Links => "One per line: title, then address.",
        Control::Prose if at == 0 => "Ctrl and Enter saves.",
        _ => "",
    };
    // Before anybody has named a currency it is said in which one an amount is read.
    let is_new = form::control(part) == Control::Money && draft.place.value().is_null();
    let is_unnamed = is_new && store::with(|portfolio| portfolio.settings().currency.is_none());
    let help = if is_unnamed { stand_in_words() } else { help.to_owned() };
    view! {
        <Field label=part.label control=control value=value on_input=on_input error=error help=help
            id=input_id(draft.place, at)/>
    }
    .into_any()
}

fn set(texts: &mut [String], at: usize, text: String) {
    if let Some(old) = texts.get_mut(at) {
        *old = text;
    }
}

fn leave(draft: Draft) {
    draft.editing.set(false);
    focus_soon(draft.place.face_id());
}

fn save(draft: Draft) {
    let texts = draft.texts.get_untracked();
    let unfinished = unfinished(draft.place);
    let open = untrack(desk::number);
    if unfinished.is_none() && texts == present(draft.place) {
        leave(draft);
        return;
    }
    let done = unfinished.map_or(Ok(()), Err).and_then(|()| read(draft.place, &texts)).and_then(|value| {
        let fields = vec![(draft.place.number, value)];
        actions::try_dispatch(&Command::Change { record: draft.place.id, fields }).map_err(|sentence| (0, sentence))
    });
    if untrack(desk::number) != open {
        // Why a limit may be broken is asked in a dialog, and what was typed goes with the answer.
        draft.editing.set(false);
        return;
    }
    match done {
        Ok(()) => {
            draft.kept.into_iter().for_each(drafts::OpenDraft::sent);
            leave(draft);
        }
        Err((at, sentence)) => {
            draft.error.set((at, sentence));
            focus_soon(input_id(draft.place, at));
        }
    }
}

/// The first control with a date that was begun and not finished. The browser gives no text for it.
fn unfinished(place: FieldPlace) -> Option<(usize, String)> {
    let parts = parts(place.field).iter().enumerate();
    let at = parts.filter(|(_, part)| form::control(part) == Control::Date);
    let (at, part) = at.into_iter().find(|(at, _)| is_half_typed(&input_id(place, *at)))?;
    Some((at, [part.label, " ", form::UNFINISHED_DATE, "."].concat()))
}

/// The value that was typed, or what is wrong and where.
fn read(place: FieldPlace, texts: &[String]) -> Result<Value, (usize, String)> {
    let settings = store::with(|portfolio| portfolio.settings().currency);
    let currency = currency_for(&place.value(), settings);
    let mut values = Vec::new();
    for (at, (part, text)) in parts(place.field).iter().zip(texts).enumerate() {
        let value = form::read(&part.kind, text, currency);
        values.push((part.name.into(), value.map_err(|reason| (at, [part.label, " ", &reason, "."].concat()))?));
    }
    if let FieldKind::Structure(_) = place.field.kind {
        values.retain(|(_, value)| !value.is_null());
        return Ok(if values.is_empty() { Value::Null } else { Value::Map(values) });
    }
    Ok(values.pop().map(|(_, value)| value).unwrap_or_default())
}
