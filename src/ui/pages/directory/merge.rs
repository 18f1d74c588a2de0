//! The dialog that merges a person or programme into another: choose the other, see what moves and what stays, confirm.

use super::dialogs::{gone, referring};
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, focus_soon, form_dialog, info_dialog};
use crate::ui::{actions, desk, router};
use crate::view::directory as model;
use leptos::prelude::*;

/// Element id of the choice of the other.
const OTHER: &str = "merge-into";

/// The dialog.
pub fn merge_dialog(id: Id) -> AnyView {
    let found = store::with(|portfolio| {
        let record = portfolio.record(id).filter(|record| !record.meta().deleted)?;
        Some((model::directory_of(&**record)?, record.title().to_string(), model::others(portfolio, id)))
    });
    let Some((directory, name, others)) = found else { return gone() };
    let words = model::words(directory);
    let chosen = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let merge = move || {
        let done = match Id::parse(&chosen.get_untracked()) {
            None => Err("Choose the one that stays.".to_owned()),
            Some(into) => actions::try_dispatch(&Command::Merge { from: id, into }).map(|()| into),
        };
        match done {
            Ok(into) => {
                desk::close();
                router::go(&directory.entry(into));
            }
            Err(sentence) => {
                error.set(sentence);
                focus_soon(OTHER.to_owned());
            }
        }
    };
    if others.is_empty() {
        let sorry = view! { <p>"There is no other to merge it into."</p> };
        return info_dialog(words.merge, &name, sorry.into_any());
    }
    let none = (String::new(), "Choose".to_owned());
    let choices = others.into_iter().map(|(id, words)| (id.to_string(), words));
    let control = FieldControl::Choice(std::iter::once(none).chain(choices).collect());
    let on_input = Callback::new(move |text: String| {
        error.set(String::new());
        chosen.set(text);
    });
    let body = view! {
        <div class="form">
            <Field label="Merge into" control=control value=chosen on_input=on_input error=error required=true start=true
                whole=true id=OTHER help="The one that stays, with its own name."/>
            {move || preview(id, chosen.with(|chosen| Id::parse(chosen)))}
        </div>
    };
    form_dialog(words.merge, &name, false, body.into_any(), words.merge, merge)
}

fn preview(from: Id, into: Option<Id>) -> Drawn {
    let merging = into
        .and_then(|into| store::with(|portfolio| model::merging(portfolio, from, into, session::today_untracked())));
    let words = merging.as_ref().map(model::Merging::words).unwrap_or_default();
    let lists = merging.map(|merging| {
        view! { {referring("What moves", &merging.moving)} {referring("What stays", &merging.staying)} }
    });
    view! { <div class="stack"><p role="status">{words}</p>{lists}</div> }
}
