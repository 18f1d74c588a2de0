//! Bringing a model of one's own: choosing its file, all that is wrong with it or what it would bring, and taking it in as one step.
//! Must not know the form of the file.

use crate::domain::maturity::model::Model;
use crate::engine::command::Command;
use crate::engine::command_maturity::MaturityCommand;
use crate::exchange::maturity::model::{as_json, read_model};
use crate::platform::file;
use crate::store::maturity::models;
use crate::ui::actions;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, announce, icon};
use crate::view::format::count;
use crate::view::maturity::about::size;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement};
use std::sync::Arc;

/// Largest file that is looked at, in megabytes; what a model may have is said by its reader.
const MOST_MEGABYTES: u64 = 4;

/// What came of the file that was chosen last.
#[derive(Clone, Default)]
enum Chosen {
    #[default]
    Nothing,
    /// Name of the file, and what is wrong with it.
    Faulty(String, Vec<String>),
    /// Name of the file, the model, and the text to keep.
    Sound(String, Arc<Model>, String),
    /// The model was imported.
    Taken(String),
}

thread_local! {
    static CHOSEN: ArcRwSignal<Chosen> = ArcRwSignal::new(Chosen::Nothing);
}

fn show(chosen: Chosen) {
    CHOSEN.with(|signal| signal.set(chosen));
}

/// The part of the page.
pub(super) fn own_model() -> Drawn {
    let outcome = move || outcome(CHOSEN.with(Clone::clone).get());
    view! {
        <section class="panel" aria-labelledby="model-own">
            <div class="panel-head"><h2 id="model-own">"A model of your own"</h2></div>
            <p>"Bring a model file in TOML or JSON, of the same form as ours: other dimensions, questions, weights, limits or targets. An assessment keeps the model and version it was started with. A changed file needs another version."</p>
            <div class="model-file">
                <label class="btn file-button">
                    {icon(Icon::Upload)}
                    "Choose a model file"
                    <input type="file" accept=".toml,.json,application/json" on:change=choose/>
                </label>
                <div class="stack">{outcome}</div>
            </div>
            <h3>"Models that are here"</h3>
            {list}
        </section>
    }
}

fn list() -> Drawn {
    let row = |(id, version, title): (String, String, String)| {
        view! { <li>{title}", version "{version}" "<span class="code">{id}</span></li> }
    };
    let rows: Vec<Drawn> = models().into_iter().map(row).collect();
    view! { <ul class="model-list">{rows}</ul> }
}

fn choose(event: Event) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let chosen = input.files().and_then(|files| files.get(0));
    // Otherwise the same file could not be chosen again.
    input.set_value("");
    let Some(chosen) = chosen else { return };
    let name = chosen.name();
    file::read(
        &chosen,
        MOST_MEGABYTES,
        Box::new(move |bytes| match bytes {
            Ok(bytes) => read(name, bytes),
            Err(why) => show(Chosen::Faulty(name, vec![why.to_string()])),
        }),
    );
}

fn read(name: String, bytes: Vec<u8>) {
    let Ok(text) = String::from_utf8(bytes) else {
        return show(Chosen::Faulty(name, vec!["The file is not text in UTF-8.".to_owned()]));
    };
    show(match (read_model(&text), as_json(&text)) {
        (Err(faults), _) => Chosen::Faulty(name, faults),
        // The model is kept as JSON, which may be longer.
        (Ok(_), Some(kept)) if read_model(&kept).is_err() => {
            Chosen::Faulty(name, vec!["The file is too long to be kept. Shorten its texts.".to_owned()])
        }
        (Ok(model), Some(text)) => {
            announce(["No faults: ", &size(&model)].concat());
            Chosen::Sound(name, Arc::new(model), text)
        }
        (Ok(_), None) => Chosen::Faulty(name, vec!["The file cannot be kept.".to_owned()]),
    });
}

fn outcome(chosen: Chosen) -> Option<Drawn> {
    match chosen {
        Chosen::Nothing => None,
        Chosen::Taken(words) => Some(view! { <p>{words}</p> }),
        Chosen::Faulty(name, faults) => {
            let words = ["“", &name, "” was not taken in: ", &count(faults.len(), "fault"), ". Nothing was changed."];
            let rows: Vec<Drawn> = faults.into_iter().map(|fault| view! { <li>{fault}</li> }).collect();
            Some(view! {
                <p class="field-error" role="alert">{icon(Icon::CircleAlert)}<span>{words.concat()}</span></p>
                <ol aria-label="Faults of the file">{rows}</ol>
            })
        }
        Chosen::Sound(name, model, text) => {
            let title = [&model.title, ", version ", &model.version, " (", &model.id, ")"].concat();
            let words = ["“", &name, "” has no faults: ", &size(&model), ". Nothing was changed yet."].concat();
            let take = move |_| take(&model, &text);
            Some(view! {
                <p><strong>{title}</strong></p>
                <p>{words}</p>
                <div class="row">
                    <button type="button" class="btn primary" on:click=take>"Take in the model"</button>
                    <button type="button" class="btn" on:click=|_| show(Chosen::Nothing)>"Leave it"</button>
                </div>
            })
        }
    }
}

fn take(model: &Model, text: &str) {
    let is_known = models().iter().any(|(id, version, _)| *id == model.id && *version == model.version);
    if is_known {
        let words = "A model with this id and version is here already. Give the changed file another version.";
        return show(Chosen::Faulty(model.title.clone(), vec![words.to_owned()]));
    }
    let command = MaturityCommand::TakeModel {
        name: model.title.clone(),
        model: model.id.clone(),
        version: model.version.clone(),
        text: text.to_owned(),
    };
    if actions::dispatch(&Command::act(command)) {
        show(Chosen::Taken([&model.title, " was taken in. Assessments can be started with it."].concat()));
    }
}
