//! The tab with all gate reviews of a project, newest first: what was decided, by whom, why, on which answers.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::gate_review::{Answer, RecordedDeliverable, Standing, at};
use crate::domain::records::{GateCondition, GateReview};
use crate::engine::criteria::asked;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::dialogs::facts;
use crate::ui::draw::view;
use crate::ui::pages::project::head::name_of;
use crate::ui::parts::{Icon, Tone, empty_state, pill};
use crate::view::form::shown;
use crate::view::format;
use crate::view::project::due_words;
use leptos::prelude::*;

/// What is shown of a review beside gate, decision and answers, in order; what is not given is left out.
const FACTS: &[u8] = &[
    at::held_on,
    at::planned_on,
    at::body,
    at::deciders,
    at::attendees,
    at::suggested,
    at::suggested_share,
    at::funding_released,
    at::next_gate_on,
    at::stop_reason,
    at::exit_cost,
    at::recorded_by,
];
/// The same of what needs the width.
const PROSE: &[u8] = &[
    at::reasons,
    at::beyond,
    at::must_change,
    at::people_meanwhile,
    at::rework,
    at::lessons,
    at::applied_lessons,
    at::other_lessons,
    at::alternatives,
    at::lead_statement,
    at::pmo_statement,
];

/// The gate reviews.
pub fn gates(id: Id) -> AnyView {
    view! { {move || reviews(id)} }.into_any()
}

fn reviews(id: Id) -> AnyView {
    let conditions: Vec<GateCondition> = store::ids(IndexKey::conditions(id))
        .into_iter()
        .filter_map(|own| store::record::<GateCondition, _>(own, Clone::clone))
        .collect();
    let all = store::ids(IndexKey::reviews(id));
    if all.is_empty() {
        let text = "Each gate review is kept here with its answers, its decision and who decided. “Open gate” above begins one.";
        return empty_state(Icon::DoorOpen, "No gate was held yet", text, ());
    }
    let all = all.into_iter().rev().filter_map(|own| store::record::<GateReview, _>(own, Clone::clone));
    let all = all.map(|own| review(&own, &conditions)).collect::<Vec<_>>();
    view! { <h2 class="visually-hidden">"Gate reviews"</h2><div class="stack">{all}</div> }.into_any()
}

fn review(own: &GateReview, conditions: &[GateCondition]) -> AnyView {
    let title = [own.gate.label(), ": ", own.outcome.label()].concat();
    let (class, withdrawn) = match own.is_withdrawn() {
        false => ("panel review", String::new()),
        true => {
            let at = format::moment(own.withdrawn.at, session::offset_at(own.withdrawn.at));
            ("panel review withdrawn", withdrawn_words(&own.withdrawn.by, &at))
        }
    };
    let rows = |numbers: &[u8]| numbers.iter().filter_map(|number| fact(own, *number)).collect::<Vec<_>>();
    let answers = own.answers.iter().map(|answer| line(answer, own)).collect::<Vec<_>>();
    let version = own.checklist_version.0.max(1).to_string();
    let count = format::count(answers.len(), "answer");
    let version = ["Criteria version ", &version].concat();
    let answers = (!answers.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{count}</summary>
                <table class="table">
                    <caption>{version}</caption>
                    <thead><tr><th scope="col">"Criterion"</th><th scope="col">"Answer"</th><th scope="col">"Note"</th></tr></thead>
                    <tbody>{answers}</tbody>
                </table>
            </details>
        }
        .into_any()
    });
    let set = |condition: &&GateCondition| condition.review.is_some_and(|review| review.id == own.meta.id);
    let set = conditions.iter().filter(set).map(|condition| owed(condition, session::today())).collect::<Vec<_>>();
    let set = (!set.is_empty()).then(|| view! { <h4>"Conditions"</h4><ul class="bullets">{set}</ul> }.into_any());
    view! {
        <article class=class>
            <header class="panel-head"><h3>{title}</h3>{pill(withdrawn, Tone::Plain, None)}</header>
            <dl class="facts">{rows(FACTS)}</dl>
            {known(own)}
            {recorded(own)}
            <dl class="prose-facts">{rows(PROSE)}</dl>
            {set}
            {answers}
        </article>
    }
    .into_any()
}

/// When it was withdrawn, and by whom if somebody was named.
fn withdrawn_words(by: &str, at: &str) -> String {
    if by.is_empty() { ["Withdrawn ", at].concat() } else { ["Withdrawn by ", by, ", ", at].concat() }
}

/// What was known of the project that day; nothing of a record from before it was kept.
fn known(own: &GateReview) -> Option<AnyView> {
    let facts = facts(&own.known, own.meta.stamp.moment().day(session::offset_at))?;
    Some(view! { <section class="review-known"><h4>"Known that day"</h4>{facts}</section> }.into_any())
}

/// What the records said of each deliverable that day; nothing of a record from before it was kept, or where nobody kept any.
fn recorded(own: &GateReview) -> Option<AnyView> {
    if own.records.is_empty() {
        return None;
    }
    let settled = own.records.iter().filter(|record| record.standing.is_some_and(Standing::is_settled)).count();
    let title = [
        &settled.to_string(),
        " of ",
        &format::count(own.records.len(), "deliverable"),
        " accepted or waived that day",
    ];
    let row = |record: &RecordedDeliverable| {
        let standing = record.standing.map_or("", Standing::label);
        let (title, words) = (record.title.to_string(), record.words.to_string());
        view! { <tr><th scope="row">{title}</th><td>{standing}</td><td class="prose">{words}</td></tr> }.into_any()
    };
    let rows = own.records.iter().map(row).collect::<Vec<_>>();
    Some(
        view! {
            <details class="fold">
                <summary>{title.concat()}</summary>
                <table class="table">
                    <thead><tr><th scope="col">"Deliverable"</th><th scope="col">"Standing"</th><th scope="col">"What the records said"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
        .into_any(),
    )
}

fn fact(own: &GateReview, number: u8) -> Option<AnyView> {
    let field = GateReview::SCHEMA.field(number)?;
    let title = |id| {
        store::track_record(id);
        store::with(|portfolio| portfolio.called_in(own, id))
    };
    let text = shown(&field.kind, &own.get(number), &title);
    (!text.is_empty()).then(|| view! { <div><dt>{field.label}</dt><dd class="prose">{text}</dd></div> }.into_any())
}

fn line(answer: &Answer, own: &GateReview) -> AnyView {
    let criterion = store::with(|portfolio| asked(portfolio, own, &answer.criterion));
    let text = criterion.map_or_else(|| answer.criterion.to_string(), |criterion| criterion.text.to_string());
    let given = match (answer.met, answer.points) {
        (Some(met), _) => met.label().to_owned(),
        (None, Some(points)) => [&points.0.to_string(), " of 10"].concat(),
        (None, None) => "Not answered".to_owned(),
    };
    let given = match answer.contradicts {
        Some(standing) => [&given, ", against the records: ", &standing.label().to_ascii_lowercase()].concat(),
        None => given,
    };
    let note = answer.note.to_string();
    view! { <tr><th scope="row">{text}</th><td>{given}</td><td class="prose">{note}</td></tr> }.into_any()
}

fn owed(condition: &GateCondition, today: Date) -> AnyView {
    let standing = match condition.closed_on {
        Some(on) => ["met on ", &format::full_day(on)].concat(),
        None => due_words(condition.due, today).0,
    };
    let note = if condition.closing_note.is_empty() { "" } else { ": " };
    let owner = name_of(condition.owner);
    view! { <li>{[&condition.text, ", ", &owner, ", ", &standing, note, &condition.closing_note].concat()}</li> }
        .into_any()
}
