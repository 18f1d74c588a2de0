//! Targets, distances, and the dimensions to look at first. Must not know how anything is scored.

use super::next_actions::{actions_form, in_work};
use super::result::{ShownResult, nothing_answered, shown};
use super::start;
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::plan::targets_of;
use crate::domain::records::assessment::DimensionTarget;
use crate::engine::command::Command;
use crate::engine::command_maturity::MaturityCommand;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, icon, small_icon};
use crate::ui::{actions, router};
use crate::view::maturity::next::{self as model, Row};
use crate::view::route::AssessmentTab;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn next(id: Id, model: Arc<Model>) -> AnyView {
    let shown = shown(id, model.clone());
    let has_score =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.result.overall.is_some())));
    let body = move || {
        if !has_score.get() {
            let words = "What to do next follows from the answers and from the targets you set.";
            return shown.with(|shown| nothing_answered(id, shown.as_ref().map(|shown| &shown.result), words));
        }
        let (one, two, three) = (model.clone(), model.clone(), model.clone());
        let targets = move || shown.with(|shown| shown.as_ref().map(|shown| targets(&one, shown)));
        let focus = Memo::new(move |_| {
            store::track_history();
            let focuses = |shown: &ShownResult| {
                store::with(|portfolio| {
                    model::focuses(&two, &shown.assessment, &shown.result, portfolio, session::today())
                })
            };
            shown.with(|shown| shown.as_ref().map(focuses)).unwrap_or_default()
        });
        let top = Memo::new(move |_| {
            shown.with(|shown| shown.as_ref().map(|shown| model::at_the_top(&three, &shown.result))).unwrap_or_default()
        });
        view! {
            {move || shown.with(|shown| provisional_note(id, shown.as_ref().is_some_and(|shown| shown.result.provisional)))}
            {targets}
            {actions_form(focus)}
            {move || sustain(top.get())}
            {in_work(id)}
        }
    };
    view! { {body} }.into_any()
}

/// Sets targets; whatever is wrong is said.
fn set(shown: &ShownResult, profile: String, targets: Vec<DimensionTarget>) {
    let assessment = shown.assessment.meta.id;
    actions::dispatch(&Command::act(MaturityCommand::Target { assessment, profile, targets }));
}

fn targets(model: &Arc<Model>, shown: &ShownResult) -> Drawn {
    let is_closed = shown.assessment.is_closed();
    let chosen = shown.assessment.target_profile.to_string();
    let profile = model.profile(&chosen);
    let name = profile.map_or("Targets of your own", |profile| &*profile.label).to_owned();
    let meaning = profile.map(model::meaning).unwrap_or_default();
    let rows = model::rows(model, &shown.assessment, &shown.result);
    let sum = |row: &Row| view! { <div><dt>{row.name.clone()}</dt><dd class="how-lines">{row.how.clone()}</dd></div> };
    let how: Vec<Drawn> = rows.iter().map(sum).collect();
    let rows: Vec<Drawn> = rows.into_iter().map(|row| target_row(model, shown, row)).collect();
    let choice = match is_closed {
        true => closed(shown.assessment.meta.id, &name),
        false => profile_choice(model, shown, &chosen),
    };
    view! {
        <section class="panel next-targets">
            <header class="panel-head"><h2>"Targets and distance"</h2></header>
            <p>"Nobody needs level 5 everywhere: the right level is the one that serves the organisation."</p>
            {choice}
            <p class="small-text muted" hidden=meaning.is_empty()>{meaning.clone()}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Targets and distance">
                <table class="table next-table">
                    <thead><tr><th scope="col">"Dimension"</th><th scope="col" class="num">"Level"</th><th scope="col" class="num">"Score"</th>
                        <th scope="col" class="num">"Target"</th><th scope="col" class="num">"Importance"</th><th scope="col" class="num">"Gap"</th>
                        <th scope="col" class="num">"Priority"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <details class="fold how"><summary>"How is this counted?"</summary><dl>{how}</dl></details>
        </section>
    }
}

fn closed(id: Id, name: &str) -> Drawn {
    view! {
        <p><strong>{name.to_owned()}</strong>". This assessment is closed, so its targets stay as they are. To set others, start a new version of it."</p>
        <p><button type="button" class="btn" on:click=move |_| { desk::show_own(move || start::start(Some(id))); }>"Start a new version"</button></p>
    }
}

fn profile_choice(model: &Arc<Model>, shown: &ShownResult, chosen: &str) -> Drawn {
    let (model, shown) = (model.clone(), shown.clone());
    let is_chosen = |id: &str| id == chosen;
    let mut options = vec![view! { <option value="" selected=is_chosen("")>"Targets of your own"</option> }];
    for profile in &model.profiles {
        let (id, label) = (profile.id.clone(), profile.label.clone());
        let selected = is_chosen(&id);
        options.push(view! { <option value=id selected=selected>{label}</option> });
    }
    let choose = move |event| {
        let profile = event_target_value(&event);
        let targets = match profile.is_empty() {
            true => shown.assessment.targets.clone(),
            false => targets_of(&model, &profile, &shown.assessment),
        };
        set(&shown, profile, targets);
    };
    view! {
        <div class="field next-profile">
            <label class="field-label" for="next-profile">"Target profile"</label>
            <select class="input" id="next-profile" on:change=choose>{options}</select>
        </div>
    }
}

fn target_row(model: &Arc<Model>, shown: &ShownResult, row: Row) -> Drawn {
    let focus = row.in_focus.then(|| view! { <span class="pill tone-accent">{small_icon(Icon::Flag)}"Focus"</span> });
    let (target, importance) = match shown.assessment.is_closed() {
        true => {
            let target = row.target.map_or_else(|| "–".to_owned(), |level| level.to_string());
            (view! { {target} }, view! { {row.importance.to_string()} })
        }
        false => choices(model, shown, &row),
    };
    view! {
        <tr class=row.in_focus.then_some("in-focus")>
            <th scope="row"><span class="maturity-id">{row.id}</span>{row.name}" "{focus}</th>
            <td class="num">{row.level}</td><td class="num">{row.score}</td>
            <td class="num">{target}</td><td class="num">{importance}</td>
            <td class="num">{row.gap}</td><td class="num">{row.priority}</td>
        </tr>
    }
}

fn choices(model: &Arc<Model>, shown: &ShownResult, row: &Row) -> (Drawn, Drawn) {
    let option = |value: i64, words: String, chosen: bool| {
        view! { <option value=value.to_string() selected=chosen>{words}</option> }
    };
    let mut levels = vec![option(0, "None".to_owned(), row.target.is_none())];
    levels.extend((1..=5).map(|level| option(level, level.to_string(), row.target == Some(level))));
    let words = ["1, usual", "2, high", "3, highest"];
    let weights: Vec<Drawn> =
        (1..).zip(words).map(|(value, words)| option(value, words.to_owned(), row.importance == value)).collect();
    let change = |row: &Row, shown: &ShownResult, is_level: bool| {
        let (model, shown, id, present) = (model.clone(), shown.clone(), row.id.clone(), (row.target, row.importance));
        move |event| {
            let value = event_target_value(&event).parse::<i64>().unwrap_or_default();
            let (changed, profile) = match is_level {
                // A level of one's own leaves the profile.
                true => ((Some(value).filter(|level| *level > 0), present.1), String::new()),
                false => ((present.0, value), shown.assessment.target_profile.to_string()),
            };
            set(&shown, profile, model::targets_with(&model, &shown.assessment, &id, changed));
        }
    };
    let (target, importance) = (["Target of ", &row.name].concat(), ["Importance of ", &row.name].concat());
    let (set_level, set_weight) = (change(row, shown, true), change(row, shown, false));
    (
        view! { <select class="input" aria-label=target on:change=set_level>{levels}</select> },
        view! { <select class="input" aria-label=importance on:change=set_weight>{weights}</select> },
    )
}

/// How to stay at the highest level.
fn sustain(top: Vec<(String, String)>) -> Option<Drawn> {
    if top.is_empty() {
        return None;
    }
    let rows: Vec<Drawn> =
        top.into_iter().map(|(name, words)| view! { <li><strong>{name}</strong><p>{words}</p></li> }).collect();
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Stay at level 5"</h2></header>
            <ul class="next-sustain">{rows}</ul>
        </section>
    })
}

/// That there are no actions without a level.
fn provisional_note(id: Id, is_provisional: bool) -> Option<Drawn> {
    is_provisional.then(|| {
        view! {
            <div class="banner tone-accent">{icon(Icon::Info)}<div>
                "The result is provisional: dimensions without a level have a distance, but no actions yet. "
                <a href=router::href(&AssessmentTab::Answers.of(id))>"Answer more questions"</a>
            </div></div>
        }
    })
}
