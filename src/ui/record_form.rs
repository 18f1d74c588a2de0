//! Forms over records, made from their schema: which control a field gets, and the form that makes or changes a record through
//! some of its fields, in a dialog or on a page. One mechanism for all kinds; must not know any one of them.

use super::parts::{Field, FieldControl, Offered, PickerSource, focus_soon, form_dialog_kept, is_half_typed};
use super::{actions, desk, drafts};
use crate::domain::id::Id;
use crate::domain::records::schema_named;
use crate::domain::schema::{FieldKind, FieldSchema, Schema};
use crate::domain::value::Value;
use crate::engine::command::{Command, Fields};
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::view::drafts::Texts;
use crate::view::form::{self, Control, currency_for, typed};
use crate::view::relations;
use crate::view::settings_form::{USUAL_DAYS, choices};
use leptos::prelude::*;

/// The control for a field.
pub fn control_of(part: &FieldSchema) -> FieldControl {
    control_with(part, "")
}

/// The control for a field that holds this text.
fn control_with(part: &FieldSchema, present: &str) -> FieldControl {
    match (form::control(part), part.kind) {
        (Control::Prose | Control::Links | Control::Rates, _) => FieldControl::Prose,
        (Control::Lines, _) => FieldControl::Tags,
        (Control::Listed, _) => FieldControl::Choice(choices(part.name, present)),
        (Control::Several, _) => FieldControl::Several(choices(part.name, present), USUAL_DAYS),
        (Control::Date, _) => FieldControl::Date,
        (Control::Money | Control::Number, _) => FieldControl::Number,
        (Control::Flag, _) => FieldControl::Flag,
        (Control::Choice, FieldKind::Choice(choices)) => {
            let none = (!part.required).then(|| (String::new(), "Not given".to_owned()));
            let known = choices.iter().map(|choice| (choice.name.to_owned(), choice.label.to_owned()));
            FieldControl::Choice(none.into_iter().chain(known).collect())
        }
        (Control::Named, FieldKind::Reference(kind)) => FieldControl::Named(Signal::stored(names(kind)), kind),
        (Control::Record, FieldKind::Reference(kind)) => picker(kind, false),
        (Control::Records, FieldKind::List(FieldKind::Reference(kind))) => picker(kind, true),
        _ => FieldControl::Line,
    }
}

/// Most records that a search offers.
const MOST_FOUND: usize = 8;

/// The control that searches the records to which a relation can lead.
fn picker(kind: &'static str, several: bool) -> FieldControl {
    fn find(kind: &'static str, query: &str, chosen: &[String]) -> Vec<Offered> {
        let found = store::with(|portfolio| relations::choices(portfolio, kind, query, chosen, MOST_FOUND));
        found.into_iter().map(|found| Offered { value: found.line, words: found.words, kind: found.kind }).collect()
    }
    fn words(line: &str) -> String {
        store::with(|portfolio| relations::words(portfolio, line))
    }
    FieldControl::Picker(PickerSource::new(kind, several, find, words))
}

/// Names of the records to which a relation can lead.
fn names(kind: &str) -> Vec<String> {
    store::with(|portfolio| {
        let ids = schema_named(kind).map(|schema| portfolio.ids(IndexKey::Kind(schema.kind)));
        ids.into_iter()
            .flatten()
            .filter_map(|id| portfolio.record(id))
            .map(|record| record.title().to_string())
            .collect()
    })
}

/// A form over some fields of a record.
pub struct RecordForm {
    /// Kind of the record.
    pub schema: &'static Schema,
    /// The record to change; a new one is made if none.
    pub record: Option<Id>,
    /// Fields that are asked for, by number, in order.
    pub fields: &'static [u8],
    /// Help for a field; none if empty.
    pub help: fn(u8) -> &'static str,
    /// What a field of a new record holds at first.
    pub first: fn(u8) -> String,
    /// A relation that a new record begins with, and to what it leads.
    pub given: Option<(u8, Id)>,
    /// Adds what follows from the fields as filled in. Gets all of them, and gives those to be set besides.
    pub complete: fn(&Fields, Option<Id>) -> Fields,
}

/// What was typed, one text for each field, and what is wrong at which of them.
#[derive(Clone, Copy)]
struct Draft {
    texts: RwSignal<Vec<String>>,
    error: RwSignal<(usize, String)>,
}

impl RecordForm {
    /// Element id of a control; two forms on one page ask for different fields.
    fn input_id(&self, at: usize) -> String {
        ["record-", self.field(at).map_or("", |(_, field)| field.name)].concat()
    }

    fn field(&self, at: usize) -> Option<(u8, &'static FieldSchema)> {
        let number = *self.fields.get(at)?;
        Some((number, self.schema.field(number)?))
    }

    fn present(&self, record: Option<Id>) -> Vec<String> {
        let Some(id) = record else { return vec![String::new(); self.fields.len()] };
        let text = |number: &u8| {
            let value = store::with(|portfolio| portfolio.record(id).map(|record| record.get(*number)));
            let kind = self.schema.field(*number).map(|field| field.kind);
            kind.zip(value).map_or_else(String::new, |(kind, value)| {
                typed(&kind, &value, &|id: Id| store::with(|portfolio| store::title_in(portfolio, id)))
            })
        };
        self.fields.iter().map(text).collect()
    }

    /// What a field of a new record begins with. A choice that cannot be left out shows one, so it is one: the usual.
    fn begun(&self, number: u8) -> String {
        if let Some((_, id)) = self.given.filter(|given| given.0 == number)
            && let Some(field) = self.schema.field(number)
        {
            return typed(&field.kind, &Value::Id(id), &|id: Id| {
                store::with(|portfolio| store::title_in(portfolio, id))
            });
        }
        let first = (self.first)(number);
        let field = self.schema.field(number).filter(|field| first.is_empty() && field.required);
        match field.map(|field| field.kind) {
            Some(kind @ FieldKind::Choice(_)) => typed(&kind, &(self.schema.blank)().get(number), &|_| String::new()),
            _ => first,
        }
    }

    fn draft(&self) -> Draft {
        let texts = match self.record {
            Some(_) => self.present(self.record),
            None => self.fields.iter().map(|number| self.begun(*number)).collect(),
        };
        Draft { texts: RwSignal::new(texts), error: RwSignal::new((0, String::new())) }
    }

    /// The texts by the names of their fields, as a draft keeps them.
    fn named(&self, texts: &[String]) -> Texts {
        let name = |at: usize| self.field(at).map_or("", |(_, field)| field.name).to_owned();
        texts.iter().enumerate().map(|(at, text)| (name(at), text.clone())).collect()
    }

    /// Keeps what is typed, under the kind, the record, and the first field: one page may ask for several parts of a record.
    fn keep(&self, draft: Draft) -> drafts::OpenDraft {
        let first = self.field(0).map_or("", |(_, field)| field.name);
        let about = self.record.or(self.given.map(|given| given.1));
        let record = about.map_or_else(String::new, |id| id.to_string());
        let what = [self.schema.name, "/", &record, "/", first].concat();
        let (reading, other) = (Self { ..*self }, Self { ..*self });
        let read = move || draft.texts.with(|texts| reading.named(texts));
        drafts::keep(what, read, move |all| {
            draft.texts.update(|texts| {
                for (at, text) in texts.iter_mut().enumerate() {
                    let name = other.field(at).map_or("", |(_, field)| field.name);
                    all.iter().filter(|kept| kept.0 == name).for_each(|kept| text.clone_from(&kept.1));
                }
            });
        })
    }

    fn read(&self, texts: &[String]) -> Result<Fields, (usize, String)> {
        let settings = store::with(|portfolio| portfolio.settings().currency);
        let currency = currency_for(&Value::Null, settings);
        let mut fields = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let Some((number, field)) = self.field(at) else { continue };
            if form::control(field) == Control::Date && is_half_typed(&self.input_id(at)) {
                return Err((at, [field.label, " ", form::UNFINISHED_DATE, "."].concat()));
            }
            let value = form::read(&field.kind, text, currency);
            let value = value.map_err(|reason| (at, [field.label, " ", &reason, "."].concat()))?;
            if field.required && value.is_null() {
                return Err((at, [field.label, " is missing."].concat()));
            }
            fields.push((number, value));
        }
        Ok(fields)
    }

    fn save(&self, draft: Draft, record: Option<Id>) -> Result<(), (usize, String)> {
        let texts = draft.texts.get_untracked();
        let present = self.present(record);
        let all = self.read(&texts)?;
        let besides = (self.complete)(&all, record);
        let is_new = |at: usize| present.get(at) != texts.get(at);
        let mut fields: Fields =
            all.into_iter().enumerate().filter(|(at, _)| is_new(*at)).map(|(_, field)| field).collect();
        fields.extend(besides);
        let command = match record {
            Some(record) if !fields.is_empty() => Command::changing(self.schema, record, fields),
            Some(_) => return Ok(()),
            None => Command::Create { schema: self.schema, fields },
        };
        actions::try_dispatch(&command).map_err(|sentence| (0, sentence))
    }

    fn rows(&self, draft: Draft) -> Vec<AnyView> {
        (0..self.fields.len()).filter_map(|at| self.row(at, draft, "")).collect()
    }

    /// Saves; gives whether that was done. What is wrong stands beside its field, which gets the focus.
    fn try_save(&self, draft: Draft) -> bool {
        let done = self.save(draft, self.record);
        if let Err((at, sentence)) = &done {
            draft.error.set((*at, sentence.clone()));
            focus_soon(self.input_id(*at));
        }
        done.is_ok()
    }

    /// The form in a dialog.
    pub fn dialog(self, title: &str, sub: &str, action: &'static str) -> AnyView {
        let draft = self.draft();
        let kept = self.keep(draft);
        let rows = self.rows(draft);
        let class = if self.fields.len() > 5 { "form columns" } else { "form" };
        let body = view! { <div class=class>{rows}</div> }.into_any();
        form_dialog_kept(title, sub, self.fields.len() > 5, body, action, kept, move || {
            if self.try_save(draft) {
                desk::close();
            }
        })
    }

    /// The form on a page. Each field is saved when it is left or chosen, or with Enter; what others change follows. With what is in
    /// force while a field is empty, and sentences on what would follow from what is filled in. `record` says which record it is
    /// now, for it may be made meanwhile; tracked.
    pub fn inline(
        self,
        record: fn() -> Option<Id>,
        hint: fn(u8) -> &'static str,
        follows: fn(&[String]) -> Vec<String>,
    ) -> Drawn {
        let form = StoredValue::new(self);
        let draft = form.with_value(Self::draft);
        let rows: Vec<AnyView> = form.with_value(|form| {
            let hint_of = |at: usize| form.fields.get(at).map_or("", |number| hint(*number));
            (0..form.fields.len()).filter_map(|at| form.row(at, draft, hint_of(at))).collect()
        });
        let sentence = |words: String| view! { <p>{words}</p> };
        let words = move || draft.texts.with(|texts| follows(texts)).into_iter().map(sentence).collect::<Vec<Drawn>>();
        let words = view! { <div class="follows whole" role="status">{words}</div> };
        // What is being typed stays; a field that was changed elsewhere, as by undo, shows its new value.
        Effect::new(move |before: Option<Vec<String>>| {
            let record = record();
            let Some(now) = form.try_with_value(|form| form.present(record)).filter(|_| record.is_some()) else {
                return before.unwrap_or_default();
            };
            if let Some(before) = before.filter(|before| *before != now) {
                draft.texts.update(|texts| {
                    for ((text, now), before) in texts.iter_mut().zip(&now).zip(&before) {
                        if now != before {
                            text.clone_from(now);
                        }
                    }
                });
            }
            now
        });
        let save = move |with_focus: bool| {
            let done = form.try_with_value(|form| form.save(draft, untrack(record)));
            match done {
                Some(Err((at, sentence))) => {
                    draft.error.set((at, sentence));
                    if with_focus {
                        form.with_value(|form| focus_soon(form.input_id(at)));
                    }
                }
                _ => draft.error.set((0, String::new())),
            }
        };
        view! {
            <form class="form columns" novalidate data-saves-fields
                on:submit=move |event| {
                    event.prevent_default();
                    save(true);
                }
                on:change=move |_| save(false)>
                {rows}
                {words}
            </form>
        }
    }

    fn row(&self, at: usize, draft: Draft, placeholder: &'static str) -> Option<AnyView> {
        let (number, field) = self.field(at)?;
        let value = Signal::derive(move || draft.texts.with(|texts| texts.get(at).cloned().unwrap_or_default()));
        let error = Signal::derive(move || {
            draft.error.with(|(wrong, sentence)| if *wrong == at { sentence.clone() } else { String::new() })
        });
        let on_input = Callback::new(move |text: String| {
            draft.texts.update(|texts| texts.get_mut(at).into_iter().for_each(|old| old.clone_from(&text)));
        });
        let help = (self.help)(number);
        let control = form::control(field);
        let whole = matches!(control, Control::Prose | Control::Links | Control::Rates | Control::Several)
            || (at == 0 && control == Control::Line);
        let (required, start, id) = (field.required, at == 0, self.input_id(at));
        let mut control = value.with_untracked(|present| control_with(field, present));
        let states = self.schema.states.filter(|states| states.field == number && self.record.is_some());
        if let (FieldControl::Choice(choices), Some(states)) = (&mut control, states) {
            value.with_untracked(|present| choices.retain(|(name, _)| states.allows(present, name)));
        }
        Some(
            view! {
                <Field label=field.label control=control value=value on_input=on_input error=error help=help
                    required=required start=start whole=whole id=id placeholder=placeholder/>
            }
            .into_any(),
        )
    }
}
