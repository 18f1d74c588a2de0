//! The assessments, starting one, and the improvement actions in work. Must not know how anything is scored.

use super::answers::files;
use super::start::{self, asking};
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::record::RecordType;
use crate::domain::records::ImprovementAction;
use crate::domain::records::assessment::AssessmentState;
use crate::domain::records::improvement_action::at;
use crate::engine::command::Fields;
use crate::store::maturity::model as model_of;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, empty_state, icon, info_dialog, small_icon};
use crate::ui::record_form::RecordForm;
use crate::ui::router;
use crate::view::maturity::overview::{self as words, ActionRow, AssessmentRow, Known};
use crate::view::route::{AssessmentTab, ProjectTab};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn overview(model: Arc<Model>) -> AnyView {
    let rows = Memo::new(|_| {
        store::track_history();
        let used = store::with(words::models);
        let known: Vec<Known> = used
            .into_iter()
            .map(|(id, version)| {
                let model = model_of(&id, &version);
                (id, version, model)
            })
            .collect();
        store::with(|portfolio| words::assessments(portfolio, &known))
    });
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let with_model = model.clone();
    let actions = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| words::actions(portfolio, &with_model, session::today()))
    });
    let not_certified = model.not_certified.clone();
    view! {
        <div class="stack">
            <div class="banner tone-accent">{icon(Icon::Info)}<div>{not_certified}</div></div>
            {move || if is_empty.get() { nothing() } else { list(rows.get()) }}
            {files::open_error()}
            {move || in_work(actions.get(), is_empty.get())}
        </div>
    }
    .into_any()
}

fn nothing() -> Drawn {
    let text = "An assessment asks how your office works, question by question, and shows where it stands and what to do next. \
        Begin with the quick check: ten questions, about ten minutes.";
    let buttons = view! {
        {asking("Start the quick check", "btn primary", || start::start(None))}
        {files::open_button("btn")}
    };
    view! { {empty_state(Icon::Gauge, "No assessment yet", text, buttons)} }
}

fn list(rows: Vec<AssessmentRow>) -> Drawn {
    let rows: Vec<Drawn> = rows.into_iter().map(row).collect();
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>"Assessments"</h2>
                <div class="row">
                    {files::open_button("btn small")}
                    {asking("Start an assessment", "btn small primary", || start::start(None))}
                </div>
            </header>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Assessments">
                <table class="table">
                    <thead><tr>
                        <th scope="col">"Assessment"</th><th scope="col">"State"</th><th scope="col">"Result"</th>
                        <th scope="col">"Respondents"</th><th scope="col"><span class="visually-hidden">"Go on"</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(assessment: AssessmentRow) -> Drawn {
    let AssessmentRow { id, name, kind, state, day, result, respondents } = assessment;
    let tab = match state {
        AssessmentState::Answering => AssessmentTab::Answers,
        AssessmentState::Consensus => AssessmentTab::Agree,
        AssessmentState::Closed => AssessmentTab::Result,
    };
    let href = router::href(&tab.of(id));
    let act = match state {
        AssessmentState::Closed => {
            let label = ["New version of ", &name].concat();
            view! {
                <button type="button" class="btn small" aria-label=label
                    on:click=move |_| { desk::show_own(move || start::start(Some(id))); }>"New version"</button>
            }
        }
        _ => {
            let label = ["Go on with ", &name].concat();
            view! { <a class="btn small primary" href=href.clone() aria-label=label>"Go on"</a> }
        }
    };
    let result = if result.is_empty() { "Once it is closed".to_owned() } else { result };
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a><span class="cell-note">{kind}</span></th>
            <td>{state.label()}<span class="cell-note">{day}</span></td>
            <td class=(state != AssessmentState::Closed).then_some("muted")>{result}</td>
            <td>{respondents}</td>
            <td class="num">{act}</td>
        </tr>
    }
}

fn in_work(actions: Vec<ActionRow>, is_quiet: bool) -> Option<Drawn> {
    if actions.is_empty() && is_quiet {
        return None;
    }
    let number = (!actions.is_empty()).then(|| actions.len().to_string());
    let body = if actions.is_empty() {
        view! { <p class="muted">"None. The tab “Next steps” of an assessment offers actions to take into work."</p> }
    } else {
        let rows: Vec<Drawn> = actions.into_iter().map(action).collect();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label="Improvement actions">
                <table class="table">
                    <thead><tr>
                        <th scope="col">"Action"</th><th scope="col">"Owner"</th><th scope="col">"Due"</th>
                        <th scope="col">"Status"</th><th scope="col">"Effect check"</th>
                        <th scope="col"><span class="visually-hidden">"Change"</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Improvement actions in work"<span class="head-count num">{number}</span></h2></header>
            {body}
        </section>
    })
}

fn action(action: ActionRow) -> Drawn {
    let ActionRow { id, text, dimension, owner, due, is_overdue, status, check, is_check_due, project } = action;
    let label = ["Change ", &text].concat();
    let mark =
        |is_late: bool| is_late.then(|| view! { <span class="late-mark">{small_icon(Icon::TriangleAlert)}</span> });
    let due = if is_overdue { ["Overdue since ", &due].concat() } else { due };
    let check = if is_check_due { ["Due since ", &check].concat() } else { check };
    let project = project.map(|id| {
        let href = router::href(&ProjectTab::Summary.of(id));
        view! { <span class="cell-note"><a href=href>"Its project"</a></span> }
    });
    view! {
        <tr>
            <th scope="row">{text}<span class="cell-note">{dimension}</span></th>
            <td>{if owner.is_empty() { "Nobody yet".to_owned() } else { owner }}</td>
            <td class=is_overdue.then_some("tone-red late")>{mark(is_overdue)}{due}</td>
            <td>{status}{project}</td>
            <td class=is_check_due.then_some("tone-red late")>{check}</td>
            <td class="num"><button type="button" class="btn small" aria-label=label
                on:click=move |_| { desk::show_own(move || action_dialog(id)); }>"Change"</button></td>
        </tr>
    }
}

const FIELDS: &[u8] =
    &[at::text, at::owner, at::due, at::status, at::ended_on, at::effect_check_on, at::effect, at::project];

fn help(number: u8) -> &'static str {
    match number {
        at::owner => "Who answers for it. A new name is added to the people.",
        at::ended_on => "Once it is done or dropped: today, unless you give another day.",
        at::effect_check_on => "When to look whether it has worked.",
        at::effect => "What it has changed, once you have looked.",
        _ => "",
    }
}

/// The dialog that changes an improvement action.
pub fn action_dialog(id: Id) -> AnyView {
    if store::with(|portfolio| portfolio.get::<ImprovementAction>(id).is_none()) {
        let sorry = view! { <p>"This action is no longer there. Undo may have taken it back."</p> };
        return info_dialog("Improvement action", "", sorry.into_any());
    }
    let (first, complete) = (|_| String::new(), |_: &Fields, _| Fields::new());
    RecordForm {
        schema: ImprovementAction::SCHEMA,
        record: Some(id),
        fields: FIELDS,
        help,
        first,
        given: None,
        complete,
    }
    .dialog("Improvement action", "", "Save action")
}
