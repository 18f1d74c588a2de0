//! What differs between respondents, and what was agreed. Must not know how anything is scored.

use super::close;
use super::start::{self, asking};
use crate::domain::field::Bounded;
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::score::result;
use crate::domain::records::Assessment;
use crate::domain::records::assessment::AssessmentState;
use crate::engine::command::Command;
use crate::engine::command_maturity::{Agreement, MaturityCommand};
use crate::engine::decide::responses;
use crate::store;
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, Tone, focus_soon, form_dialog_kept, icon, pill};
use crate::ui::{actions, drafts, router};
use crate::view::format::{count, full_day};
use crate::view::maturity::agree::{Differing, differing, left_words, level_words};
use crate::view::maturity::overview::handed_in;
use crate::view::route::AssessmentTab;
use leptos::prelude::*;
use std::sync::Arc;

const REASON: &str = "agreed-reason";

/// Reveals the answers, or goes back to answering.
pub(super) fn discuss(id: Id, begins: bool) -> bool {
    actions::dispatch(&Command::act(MaturityCommand::Discuss { assessment: id, begins }))
}

/// The tab.
pub fn agree(id: Id, model: Arc<Model>) -> AnyView {
    let state = Memo::new(move |_| store::record::<Assessment, _>(id, |assessment| assessment.state));
    let body = move || match state.get() {
        Some(AssessmentState::Answering) => before(id),
        Some(AssessmentState::Consensus) => view! {
            <div class="stack">{table_head(id, model.clone())}{list(id, model.clone(), true)}</div>
        },
        Some(AssessmentState::Closed) => {
            view! { <div class="stack">{closed(id)}{list(id, model.clone(), false)}</div> }
        }
        None => view! { <span></span> },
    };
    view! { {body} }.into_any()
}

/// While respondents still answer nothing of their answers is shown.
fn before(id: Id) -> Drawn {
    let figures = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| {
            let all = responses(portfolio, id);
            (all.iter().filter(|response| response.finished_on.is_some()).count(), all.len())
        })
    });
    let words = move || {
        let (done, all) = figures.get();
        [&handed_in(done, all), "."].concat()
    };
    let begin = move |_| {
        if discuss(id, true) {
            focus_soon("agree-heading".to_owned());
        }
    };
    let answers = router::href(&AssessmentTab::Answers.of(id));
    view! {
        <section class="empty">
            {icon(Icon::Users)}
            <h2>"Everybody answers alone first"</h2>
            <p>"Until the answers are revealed, nobody sees what the others have answered. Then only the differences are discussed."</p>
            <p role="status"><strong>{words}</strong></p>
            <div class="row">
                <button type="button" class="btn primary" on:click=begin>"Reveal answers"</button>
                <a class="btn" href=answers>"Go on answering"</a>
            </div>
        </section>
    }
}

fn table_head(id: Id, model: Arc<Model>) -> Drawn {
    let words = Memo::new(move |_| left_words(&found(id, &model)));
    view! {
        <section class="panel stack">
            <header class="panel-head">
                <h2 id="agree-heading" tabindex="-1">"The answers are revealed"</h2>
                <button type="button" class="btn small" on:click=move |_| { discuss(id, false); }>"Go back to answering"</button>
                {asking("Close the assessment", "btn small primary", move || close::close(id))}
            </header>
            <p role="status">{words}</p>
            <p>"Talk about what differs. Those who chose the highest and the lowest description say why, and which record shows it. Record what you agree on, with the reason. Where nothing is agreed, the middle of the answers counts."</p>
        </section>
    }
}

fn found(id: Id, model: &Model) -> Vec<Differing> {
    store::track_history();
    store::with(|portfolio| {
        let assessment = portfolio.get::<Assessment>(id)?;
        Some(differing(model, assessment, &result(model, assessment, &responses(portfolio, id))))
    })
    .unwrap_or_default()
}

fn list(id: Id, model: Arc<Model>, is_open: bool) -> Drawn {
    let all = Memo::new(move |_| found(id, &model));
    let rows = move || all.get().into_iter().map(|entry| row(id, entry, is_open)).collect::<Vec<Drawn>>();
    view! { <ul class="differing">{rows}</ul> }
}

fn row(id: Id, differing: Differing, is_open: bool) -> Drawn {
    let Differing { question, topic, text, choices, agreed } = differing;
    let choice = |(level, description, people): (String, String, String)| {
        view! { <li><strong>{level}</strong>" "<span class="muted">{people}</span><p class="small-text">{description}</p></li> }
    };
    let choices: Vec<Drawn> = choices.into_iter().map(choice).collect();
    let is_agreed = agreed.is_some();
    let agreed = agreed.map(|(level, reason)| {
        view! { <p class="agreed">{pill("Agreed".to_owned(), Tone::Accent, Some(Icon::Check))}<span><strong>{level}</strong>": "{reason}</span></p> }
    });
    let label = [if is_agreed { "Change what was agreed on " } else { "Agree on a level: " }, &topic].concat();
    let act = is_open.then(|| {
        let (asked, dropped) = (question.clone(), question.clone());
        let words = if is_agreed { "Change" } else { "Agree on a level" };
        let ask = move |_| {
            let asked = asked.clone();
            desk::show_own(move || agree_dialog(id, &asked));
        };
        let drop_label = ["Drop what was agreed on ", &topic].concat();
        let drop = is_agreed.then(|| {
            view! {
                <button type="button" class="btn small quiet" aria-label=drop_label
                    on:click=move |_| { record(id, &dropped, None); }>"Drop"</button>
            }
        });
        view! {
            <div class="row">
                <button type="button" class="btn small" aria-label=label
                    on:click=ask>{words}</button>
                {drop}
            </div>
        }
    });
    view! {
        <li class="panel stack">
            <header><h3>{topic}</h3><p class="muted">{text}</p></header>
            <ul class="chosen-levels">{choices}</ul>
            {agreed}
            {act}
        </li>
    }
}

fn record(id: Id, question: &str, agreed: Option<Agreement>) -> bool {
    let command = MaturityCommand::Agree { assessment: id, question: question.to_owned(), agreed };
    actions::dispatch(&Command::act(command))
}

fn closed(id: Id) -> Drawn {
    let found = store::record::<Assessment, _>(id, |assessment| (assessment.closed_on, assessment.consensus.len()))
        .unwrap_or_default();
    let day = found.0.map(full_day).unwrap_or_default();
    let words =
        ["Closed on ", &day, ", with ", &count(found.1, "agreed answer"), ". Closed assessments cannot be changed."];
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>"This assessment is closed"</h2>
                {asking("Start a new version", "btn small primary", move || start::start(Some(id)))}
            </header>
            <p>{[&words.concat(), " To change something, start a new version: it takes the answers and what was agreed over."].concat()}</p>
        </section>
    }
}

/// The dialog in which a level is agreed on.
pub fn agree_dialog(id: Id, question: &str) -> AnyView {
    let found = store::with(|portfolio| portfolio.get::<Assessment>(id).cloned());
    let model =
        found.as_ref().and_then(|assessment| store::maturity::model(&assessment.model, &assessment.model_version));
    let (Some(assessment), Some(model)) = (found, model) else { return ().into_any() };
    let Some((_, asked)) = model.question(question) else { return ().into_any() };
    let before = assessment.agreed(question).cloned();
    // Level agreed; 0: not applicable, none: nothing yet.
    let chosen = RwSignal::new(before.as_ref().map(|agreed| agreed.level.map_or(0, |level| level.0)));
    let reason = RwSignal::new(before.map(|agreed| agreed.reason.to_string()).unwrap_or_default());
    let (error, missing) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let level = move || chosen.get().map_or_else(String::new, |level| level.to_string());
    let what = ["agree/", &id.to_string(), "/", question].concat();
    let kept = drafts::keep(
        what,
        move || vec![("level".to_owned(), level()), ("reason".to_owned(), reason.get())],
        move |texts| {
            for (name, typed) in texts {
                match name.as_str() {
                    "level" => chosen.set(typed.parse().ok()),
                    _ => reason.set(typed.clone()),
                }
            }
        },
    );
    let one = |(level, title, text): (i64, String, String)| {
        view! {
            <label class="choice">
                <input type="radio" name="agreed" data-start={level == 1} prop:checked=move || chosen.get() == Some(level)
                    on:change=move |_| chosen.set(Some(level))/>
                <span><span class="choice-title">{title}</span><span class="choice-text">{text}</span></span>
            </label>
        }
    };
    let levels = asked.levels.iter().zip(1i64..).map(|(text, level)| (level, level_words(&model, level), text.clone()));
    let all: Vec<Drawn> = levels
        .chain([(0, "Not applicable".to_owned(), "The question does not apply to this office.".to_owned())])
        .map(one)
        .collect();
    let body = view! {
        <div class="form">
            <fieldset>
                <legend class="field-label">"What you agree on"</legend>
                <div class="choices">{all}</div>
                <p class="field-error" role="alert" hidden=move || missing.with(String::is_empty)>{missing}</p>
            </fieldset>
            <Field label="Reason" control=FieldControl::Prose value=reason required=true error=error id=REASON
                on_input=Callback::new(move |text| reason.set(text))/>
        </div>
    };
    let question = question.to_owned();
    let action = "Record what was agreed";
    form_dialog_kept("Agree on a level", &asked.text, false, body.into_any(), action, kept, move || {
        let Some(level) = chosen.get_untracked() else {
            return missing.set("Choose what you agree on.".to_owned());
        };
        missing.set(String::new());
        let level = (level > 0).then_some(Bounded(level));
        let agreed = Some(Agreement { level, reason: reason.with_untracked(|text| text.trim().into()) });
        let command = MaturityCommand::Agree { assessment: id, question: question.clone(), agreed };
        match actions::try_dispatch(&Command::act(command)) {
            Ok(()) => desk::close(),
            Err(sentence) => {
                error.set(sentence);
                focus_soon(REASON.to_owned());
            }
        }
    })
}
