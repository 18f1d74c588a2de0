//! What the model is, why each question is asked, and how it differs from public models. Must not know how anything is scored.

use super::own_model;
use crate::domain::maturity::model::{Dimension, Model, Question};
use crate::store::maturity::{model as model_of, models};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::fresh_id;
use crate::view::format::count;
use crate::view::maturity::about::{OURS, PUBLIC, PublicModel, functions, size, why};
use leptos::prelude::*;
use std::sync::Arc;

thread_local! {
    /// Id and version of the model that is explained; the product's own until somebody chooses.
    static SHOWN: ArcRwSignal<Option<(String, String)>> = ArcRwSignal::new(None);
}

/// The page.
pub fn about(model: Arc<Model>) -> AnyView {
    let shown = SHOWN.with(Clone::clone);
    let product = model.clone();
    let explained = move || {
        let model = shown.get().and_then(|(id, version)| model_of(&id, &version));
        explain(&model.unwrap_or_else(|| product.clone()))
    };
    view! {
        <div class="stack model-page">
            {choice}
            {explained}
            {public()}
            {own_model::own_model()}
        </div>
    }
    .into_any()
}

/// Which model is explained, once there are several.
fn choice() -> Option<Drawn> {
    let all = models();
    if all.len() < 2 {
        return None;
    }
    let shown = SHOWN.with(Clone::clone);
    let id = fresh_id();
    let options: Vec<Drawn> = all
        .iter()
        .enumerate()
        .map(|(at, (id, version, title))| {
            let used = (id.clone(), version.clone());
            let is_shown = {
                let shown = shown.clone();
                move || shown.get().map_or(at == 0, |shown| shown == used)
            };
            view! { <option value=at.to_string() prop:selected=is_shown>{[title, ", version ", version].concat()}</option> }
        })
        .collect();
    let chosen = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        let picked = at.and_then(|at| all.get(at)).map(|(id, version, _)| (id.clone(), version.clone()));
        SHOWN.with(Clone::clone).set(picked);
    };
    Some(view! {
        <div class="field">
            <label class="field-label" for=id.clone()>"Model"</label>
            <select class="input" id=id on:change=chosen>{options}</select>
        </div>
    })
}

fn explain(model: &Model) -> Drawn {
    let version = ["Version ", &model.version, ": ", &size(model), "."].concat();
    let levels: Vec<Drawn> = model
        .levels
        .iter()
        .enumerate()
        .map(|(at, level)| {
            let name = [&*(at + 1).to_string(), " ", &level.name].concat();
            view! { <dt>{name}</dt><dd>{level.meaning.clone()}" "{level.overall.clone()}</dd> }
        })
        .collect();
    let words: Vec<Drawn> = model
        .quantifiers
        .iter()
        .map(|(word, meaning)| view! { <div><dt>{word.replace('_', " ")}</dt><dd>{meaning.clone()}</dd></div> })
        .collect();
    let words = (!words.is_empty()).then(|| {
        view! { <h3>"What words of quantity mean"</h3><dl class="report-facts">{words}</dl> }
    });
    let dimensions: Vec<Drawn> = model.dimensions.iter().map(|part| dimension(model, part)).collect();
    view! {
        <section class="panel" aria-labelledby="model-what">
            <div class="panel-head"><h2 id="model-what">{model.title.clone()}</h2></div>
            <p>{version}</p>
            <p>{model.origin.clone()}</p>
            <p>{model.how_to_answer.clone()}</p>
            <p><strong>{model.not_certified.clone()}</strong></p>
        </section>
        <section class="panel" aria-labelledby="model-levels">
            <div class="panel-head"><h2 id="model-levels">"The five levels"</h2></div>
            <dl class="model-levels">{levels}</dl>
            {words}
        </section>
        <section class="panel model-dimension" aria-labelledby="model-dimensions">
            <div class="panel-head"><h2 id="model-dimensions">"Dimensions and questions"</h2></div>
            <p>"Each dimension serves one or more of the five functions of an office: governance, transparency, reusability, delivery support, traceability. Each question says why it is asked."</p>
            {dimensions}
        </section>
    }
}

fn dimension(model: &Model, dimension: &Dimension) -> Drawn {
    let questions: Vec<Drawn> =
        dimension.questions.iter().map(|question| one_question(model, dimension, question)).collect();
    let about = [&*functions(dimension), ", ", &count(dimension.questions.len(), "question")].concat();
    view! {
        <details class="fold">
            <summary><span>{dimension.name.clone()}</span>" "<span class="muted small-text">{about}</span></summary>
            <p class="muted">{dimension.purpose.clone()}</p>
            {questions}
        </details>
    }
}

fn one_question(model: &Model, dimension: &Dimension, question: &Question) -> Drawn {
    let levels: Vec<Drawn> = question.levels.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
    let why = why(model, dimension, question);
    let why: Vec<Drawn> = why.into_iter().map(|(label, words)| view! { <dt>{label}</dt><dd>{words}</dd> }).collect();
    view! {
        <div class="model-question">
            <h3><span class="code">{question.id.clone()}</span>" "{question.topic.clone()}</h3>
            <p>{question.text.clone()}</p>
            <dl class="model-why small-text">{why}</dl>
            <ol class="small-text">{levels}</ol>
        </div>
    }
}

fn public() -> Drawn {
    let row = |known: &PublicModel| {
        view! { <tr><th scope="row">{known.name}</th><td>{known.about}</td><td>{known.how}</td><td>{known.ours}</td></tr> }
    };
    let rows: Vec<Drawn> = PUBLIC.iter().map(row).collect();
    let ours: Vec<Drawn> = OURS.iter().map(|words| view! { <li>{*words}</li> }).collect();
    view! {
        <section class="panel" aria-labelledby="model-public">
            <div class="panel-head"><h2 id="model-public">"Our model and public ones"</h2></div>
            <p>"What follows is based on published outlines. Names and marks belong to their owners; the product has no part in any of them, and a result here does not stand for a rating there."</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Public models beside ours">
                <table class="table">
                    <thead><tr>
                        <th scope="col">"Public model"</th><th scope="col">"Looks at"</th>
                        <th scope="col">"How"</th><th scope="col">"Beside ours"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <h3>"What ours does on purpose"</h3>
            <ul class="model-ours">{ours}</ul>
        </section>
    }
}
