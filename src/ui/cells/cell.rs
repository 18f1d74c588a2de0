//! One field of a record: its label and value, a button that turns it into a small form, and other versions to choose from.

use super::edit;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::project::NamedLink;
use crate::domain::schema::FieldSchema;
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, focus_soon, small_icon};
use crate::ui::{actions, drafts};
use crate::view::column_words::named;
use crate::view::form::{Control, control, shown};
use crate::view::link::safe_href;
use leptos::prelude::*;

/// A field of a record: number and what the schema says of it.
#[derive(Clone, Copy)]
pub struct FieldPlace {
    /// The record.
    pub id: Id,
    /// Number of the field.
    pub number: u8,
    /// The field.
    pub field: &'static FieldSchema,
}

impl FieldPlace {
    /// Its value; untracked.
    pub fn value(self) -> Value {
        store::with(|portfolio| portfolio.record(self.id).map(|record| record.get(self.number)).unwrap_or_default())
    }

    /// A value of it as people know it; untracked.
    fn named(self, value: &Value) -> Value {
        store::with(|portfolio| named(portfolio, self.id, self.number, value))
    }

    /// Element id of the button that shows the value.
    pub fn face_id(self) -> String {
        ["field-", self.field.name, "-", &self.id.to_string()].concat()
    }
}

/// The cell of a field.
pub fn cell(place: FieldPlace) -> AnyView {
    let control = control(place.field);
    let text = Memo::new(move |_| {
        store::track_record(place.id);
        shown(&place.field.kind, &place.named(&place.value()), &store::title)
    });
    let editing = RwSignal::new(false);
    // What was begun and not sent is in sight again, once it is known.
    if let Some(name) = edit::draft_name(place) {
        Effect::new(move |is_known: Option<bool>| {
            let found = if is_known == Some(true) { Some(false) } else { drafts::is_there(&name) };
            if found == Some(true) {
                editing.set(true);
            }
            found.is_some()
        });
    }
    let value = move || {
        if editing.get() {
            return edit::editor(place, editing);
        }
        let text = text.get();
        match control {
            Control::Shown => view! { <span class="plain">{text}</span> }.into_any(),
            Control::Links if !text.is_empty() => {
                let links = Vec::<NamedLink>::from_value(&place.value()).unwrap_or_default();
                let links = links.iter().map(|link| anchor(&link.title, &link.address)).collect::<Vec<_>>();
                view! { <ul class="plain">{links}</ul>{face(place, "Change".to_owned(), editing)} }.into_any()
            }
            _ => face(place, text, editing),
        }
    };
    let wide = matches!(control, Control::Prose | Control::Links | Control::Lines);
    view! {
        <div class=if wide { "cell whole" } else { "cell" }>
            <dt>{place.field.label}</dt>
            <dd>{value}</dd>
            {move || others(place).into_any()}
        </div>
    }
    .into_any()
}

/// The value as a button that begins to edit it.
fn face(place: FieldPlace, text: String, editing: RwSignal<bool>) -> AnyView {
    let (class, text) = match text.is_empty() {
        true => ("edit-in-place not-given", "Not given".to_owned()),
        false => ("edit-in-place", text),
    };
    let label = [place.field.label, ": ", &text, ", change"].concat();
    let start = move |_| {
        editing.set(true);
        focus_soon(edit::input_id(place, 0));
    };
    view! {
        <button type="button" id=place.face_id() class=class aria-label=label on:click=start>
            <span>{text}</span>{small_icon(Icon::Pencil)}
        </button>
    }
    .into_any()
}

/// A link, or the address as text where it could do anything but open.
fn anchor(title: &str, address: &str) -> AnyView {
    let words = if title.is_empty() { address } else { title }.to_owned();
    match safe_href(address) {
        Some(href) => view! {
            <li><a class="link" href=href target="_blank" rel="noopener noreferrer">{words}</a></li>
        }
        .into_any(),
        None => view! { <li>{[&words, " (", address, ")"].concat()}</li> }.into_any(),
    }
}

/// What another writer gave at the same time, with a button to take it.
fn others(place: FieldPlace) -> Vec<AnyView> {
    store::track_record(place.id);
    let field = FieldKey::Known(place.number);
    let values: Vec<Value> = store::with(|portfolio| {
        let record = portfolio.record(place.id);
        record
            .map(|record| record.meta().others_of(&field).map(|other| other.value.clone()).collect())
            .unwrap_or_default()
    });
    values.into_iter().map(|value| other(place, value)).collect()
}

fn other(place: FieldPlace, value: Value) -> AnyView {
    let words = match shown(&place.field.kind, &place.named(&value), &store::title) {
        words if words.is_empty() => "Not given".to_owned(),
        words => words,
    };
    let label = ["Use “", &words, "” as ", &place.field.label.to_lowercase()].concat();
    let take = move |_| {
        let field = FieldKey::Known(place.number);
        actions::dispatch(&Command::TakeVersion { record: place.id, field, value: value.clone() });
        focus_soon(place.face_id());
    };
    view! {
        <dd class="other-version">
            <span>"Another version: "<strong>{words}</strong></span>
            <button type="button" class="btn small" aria-label=label on:click=take>"Use this version"</button>
        </dd>
    }
    .into_any()
}
