//! The tab with what matters: status by constraint, open conditions, dates and money, people, what it is about.

use super::head::{fact, name_of, somebody};
use crate::domain::id::Id;
use crate::domain::records::project::ConstraintStatus;
use crate::domain::records::{GateCondition, GateReview, Project};
use crate::domain::status::{Overall, constraints};
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::desk::{self, Open};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, icon, status_mark};
use crate::ui::router;
use crate::view::format;
use crate::view::project::{due_words, plan_rows};
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// The summary.
pub fn summary(id: Id) -> AnyView {
    view! { <div class="split">{move || panels(id)}</div> }.into_any()
}

fn panels(id: Id) -> AnyView {
    let Some(own) = store::record::<Project, _>(id, Clone::clone) else { return ().into_any() };
    let people = [("Sponsor", own.sponsor), ("Lead", own.lead), ("Second lead", own.second_lead)];
    let people = people.into_iter().filter(|(label, reference)| *label != "Second lead" || reference.is_some());
    let people = people.map(|(label, reference)| fact(label, somebody(reference)));
    let people = view! { <dl class="facts">{people.collect::<Vec<_>>()}</dl> }.into_any();
    let about = [("", &own.summary), ("Objective: ", &own.objective)];
    let about = about.into_iter().filter(|(_, text)| !text.is_empty());
    let about: Vec<_> =
        about.map(|(lead, text)| view! { <p class="prose">{[lead, &**text].concat()}</p> }.into_any()).collect();
    let about = match about.is_empty() {
        true => nothing("Nobody has said yet what it is about."),
        false => view! { <div class="stack">{about}</div> }.into_any(),
    };
    view! {
        <div class="stack">
            {panel("Status by constraint", id, by_constraint(&own))}
            {panel("Dates and money", id, plan(&own))}
        </div>
        <div class="stack">
            {panel("Open conditions", id, conditions(id))}
            {panel("People", id, people)}
            {panel("About", id, about)}
        </div>
    }
    .into_any()
}

/// A panel; what is entered on the tab with all fields has a link to it.
fn panel(title: &'static str, id: Id, body: AnyView) -> AnyView {
    let link = (title != "Open conditions").then(|| {
        let label = ["Change ", &title.to_lowercase()].concat();
        let href = router::href(&Route::Project(id, ProjectTab::Fields));
        view! { <a href=href aria-label=label>"Change"</a> }.into_any()
    });
    view! { <section class="panel"><header class="panel-head"><h2>{title}</h2>{link}</header>{body}</section> }
        .into_any()
}

fn nothing(text: &'static str) -> AnyView {
    view! { <p class="muted">{text}</p> }.into_any()
}

fn by_constraint(own: &Project) -> AnyView {
    let reported = &own.overall_status;
    let overall = (*reported != ConstraintStatus::default()).then_some(("Overall, as reported", reported));
    let all = overall.into_iter().chain(constraints(own));
    view! { <div class="constraints">{all.map(constraint).collect::<Vec<_>>()}</div> }.into_any()
}

fn constraint((label, status): (&'static str, &ConstraintStatus)) -> AnyView {
    let mark = status.rag.map_or(Overall::NotReported, Overall::Reported);
    let on = status.on.map_or_else(String::new, |on| format::day(on, session::today()));
    let note = status.note.to_string();
    view! {
        <div class="constraint">
            {status_mark(Signal::stored(mark))}<strong>{label}</strong><time>{on}</time><p class="prose">{note}</p>
        </div>
    }
    .into_any()
}

fn plan(own: &Project) -> AnyView {
    let row = |(label, cells): (&'static str, [String; 3])| {
        let cells = cells.map(|text| view! { <td class="num">{text}</td> }.into_any());
        view! { <tr><th scope="row">{label}</th>{Vec::from(cells)}</tr> }.into_any()
    };
    let heads =
        ["Planned", "Forecast", "Actual"].map(|text| view! { <th scope="col" class="num">{text}</th> }.into_any());
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Dates and money">
            <table class="table">
                <thead><tr><td></td>{Vec::from(heads)}</tr></thead>
                <tbody>{plan_rows(own).map(row).into_iter().collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn conditions(id: Id) -> AnyView {
    let open = store::ids(IndexKey::Conditions(id)).into_iter().filter_map(condition).collect::<Vec<_>>();
    if open.is_empty() {
        return nothing("None. A conditional go at a gate sets them.");
    }
    view! { <ul class="todo">{open}</ul> }.into_any()
}

/// A condition that is open; `None` if it is closed.
fn condition(id: Id) -> Option<AnyView> {
    let own = store::record::<GateCondition, _>(id, Clone::clone).filter(|own| own.closed_on.is_none())?;
    let gate = own.review.and_then(|review| store::record::<GateReview, _>(review.id, |own| own.gate.label()));
    let (due, overdue) = due_words(own.due, session::today());
    let words = ["Condition of ", gate.unwrap_or("a gate"), ", ", &name_of(own.owner), ", ", &due].concat();
    let face = icon(if overdue { Icon::TriangleAlert } else { Icon::Flag });
    let label = ["Close condition: ", &own.text].concat();
    let text = own.text.to_string();
    Some(
        view! {
            <li class=overdue.then_some("tone-red")>
                {face}<div><strong>{text}</strong><p>{words}</p></div>
                <button type="button" class="btn small" aria-label=label
                    on:click=move |_| desk::show(Open::CloseCondition(id))>"Close"</button>
            </li>
        }
        .into_any(),
    )
}
