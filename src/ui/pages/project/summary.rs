//! The tab with what matters: status by constraint and its trend, open conditions, dates and money, people, what it is about,
//! links, and what an imported list said besides. Printed it is the project on one page.

use super::fields::imported_cells;
use super::head::{fact, name_of, somebody};
use super::size::size;
use super::status::by_constraint;
use crate::domain::gates::standing::Standing;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::project::{Rag, at};
use crate::domain::records::{GateCondition, GateReview, Project};
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::cells::{FieldPlace, cell};
use crate::ui::desk::{self, Shared};
use crate::ui::dialogs::{close_condition_dialog, decision_dialog};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, icon, waiting_decision};
use crate::ui::router;
use crate::view::decisions::{LogEntry, Source, decisions_about};
use crate::view::door::door;
use crate::view::format::{self, count};
use crate::view::gate_records::{progress_words, rows};
use crate::view::office::latest_check;
use crate::view::pages::Page;
use crate::view::project::{due_words, plan_rows};
use crate::view::raid::needs::{self, Due, Whose};
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// The summary.
pub fn summary(id: Id) -> AnyView {
    view! {
        <div class="split">
            <div class="stack">
                {panel("Status by constraint", Some(id), by_constraint(id))}
                {panel("Dates and money", Some(id), view! { {move || plan(id)} }.into_any())}
                {size(id)}
                {move || gates_on_paper(id)}
            </div>
            <div class="stack">
                {panel("Open conditions", None, view! { {move || conditions(id)} }.into_any())}
                {move || raid(id)}
                {move || health_check(id)}
                {move || deliverables(id)}
                {move || decisions(id)}
                {panel("People", Some(id), view! { {move || people(id)} }.into_any())}
                {panel("About", Some(id), view! { {move || about(id)} }.into_any())}
                {panel("Links", None, links(id))}
                {move || imported(id)}
            </div>
        </div>
    }
    .into_any()
}

/// A panel; what is entered on the tab with all fields has a link to it.
fn panel(title: &'static str, change: Option<Id>, body: AnyView) -> AnyView {
    let link = change.map(|id| {
        let label = ["Change ", &title.to_lowercase()].concat();
        let href = router::href(&ProjectTab::Fields.of(id));
        view! { <a href=href aria-label=label>"Change"</a> }.into_any()
    });
    view! { <section class="panel"><header class="panel-head"><h2>{title}</h2>{link}</header>{body}</section> }
        .into_any()
}

fn nothing(text: &'static str) -> AnyView {
    view! { <p class="muted">{text}</p> }.into_any()
}

/// The deliverables that the next gate asks for, with how each stands; nothing where nobody took any into work.
fn deliverables(id: Id) -> AnyView {
    store::track_history();
    let today = session::today();
    let (words, rows) = store::with(|portfolio| match portfolio.get::<Project>(id) {
        Some(project) => (progress_words(portfolio, project, today), rows(portfolio, project, today)),
        None => (String::new(), Vec::new()),
    });
    if rows.is_empty() {
        return ().into_any();
    }
    let row = |(title, standing, words): (String, Standing, String)| {
        let face = icon(if standing.is_settled() { Icon::CircleCheck } else { Icon::CircleAlert });
        view! { <li>{face}<div><strong>{title}</strong><p>{[standing.label(), ". ", &words].concat()}</p></div></li> }
            .into_any()
    };
    let rows = rows.into_iter().map(row).collect::<Vec<_>>();
    let body = view! {
        <p>{words}</p>
        <details class="fold owed-each"><summary>"Each of them"</summary><ul class="todo">{rows}</ul></details>
    };
    panel("Deliverables", None, body.into_any())
}

/// The latest independent look at it; nothing where nobody has looked.
fn health_check(id: Id) -> AnyView {
    store::track_history();
    let Some(check) = store::with(|portfolio| latest_check(portfolio, id)) else { return ().into_any() };
    let is_red = check.worst == Some(Rag::Red);
    let face =
        icon(if check.worst.is_some_and(|rag| rag > Rag::Green) { Icon::TriangleAlert } else { Icon::ShieldCheck });
    let href = check.door.map(|route| router::href(&route));
    let advice = (!check.advice.is_empty()).then(|| view! { <p class="prose">{check.advice}</p> });
    let body = view! {
        <ul class="todo"><li class=is_red.then_some("tone-red")>{face}<div><a href=href>{check.occasion}</a><p>{check.words}</p></div></li></ul>
        {advice}
    };
    let list = router::href(&Page::HealthChecks.route());
    view! {
        <section class="panel health-check"><header class="panel-head"><h2>"Health check"</h2><a href=list>"All health checks"</a></header>{body}</section>
    }
    .into_any()
}

/// Entries of a panel that are named; the others are counted.
const MOST: usize = 6;

/// What of risks, issues, actions and dependencies is due; nothing where nothing is.
fn raid(id: Id) -> AnyView {
    store::track_history();
    let today = session::today();
    let (rows, all) = store::with(|portfolio| {
        let due = needs::due(portfolio, today, 7, Whose::Project(id));
        let row = |due: &Due| (due.days < 0, needs::words(portfolio, due, today), door(portfolio, due.id));
        (due.iter().take(MOST).map(row).collect::<Vec<_>>(), due.len())
    });
    if rows.is_empty() {
        return ().into_any();
    }
    let row = |(is_late, (title, detail), route): (bool, (String, String), Option<Route>)| {
        let face = icon(if is_late { Icon::TriangleAlert } else { Icon::CircleAlert });
        let href = route.map(|route| router::href(&route));
        view! { <li class=is_late.then_some("tone-red")>{face}<div><a href=href>{title}</a><p>{detail}</p></div></li> }
            .into_any()
    };
    let rows = rows.into_iter().map(row).collect::<Vec<_>>();
    let more = match all.saturating_sub(MOST) {
        0 => "All of RAID".to_owned(),
        more => [&*more.to_string(), " more in RAID"].concat(),
    };
    let href = router::href(&ProjectTab::Raid.of(id));
    let body = view! {
        <ul class="todo">{rows}</ul>
        <p class="small-text"><a href=href>{more}</a></p>
    };
    panel("RAID that needs somebody", None, body.into_any())
}

fn people(id: Id) -> AnyView {
    let Some(own) = store::record::<Project, _>(id, Clone::clone) else { return ().into_any() };
    let domain = own.second_domain.map_or("Second lead", |domain| match domain.label() {
        "Business" => "Second lead, business",
        "Technical" => "Second lead, technical",
        _ => "Second lead",
    });
    let mut people = vec![fact("Sponsor", somebody(own.sponsor)), fact("Lead", somebody(own.lead))];
    people.extend(own.second_lead.is_some().then(|| fact(domain, somebody(own.second_lead))));
    view! { <dl class="facts">{people}</dl> }.into_any()
}

fn about(id: Id) -> AnyView {
    let Some(own) = store::record::<Project, _>(id, Clone::clone) else { return ().into_any() };
    let prose = [("", &own.summary), ("Objective: ", &own.objective)];
    let prose = prose.into_iter().filter(|(_, text)| !text.is_empty());
    let mut about: Vec<AnyView> =
        prose.map(|(lead, text)| view! { <p class="prose">{[lead, &**text].concat()}</p> }.into_any()).collect();
    if about.is_empty() {
        about.push(nothing("Nobody has said yet what it is about."));
    }
    let words = |text: String| view! { <span>{text}</span> }.into_any();
    let mut facts = Vec::new();
    if let Some(programme) = own.programme {
        let href = router::href(&Page::Programme.of(programme.id));
        let name = store::title(programme.id);
        facts.push(fact("Programme", view! { <a class="link-quiet" href=href>{name}</a> }.into_any()));
    }
    let lists = [("Contributes to", &own.contributions), ("Tags", &own.tags)];
    for (label, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let list: Vec<&str> = list.iter().map(|own| &**own).collect();
        facts.push(fact(label, words(list.join(", "))));
    }
    facts.extend(own.priority.map(|rank| fact("Priority", words(rank.0.to_string()))));
    facts.push(fact("Size", words(own.size_class.label().to_owned())));
    view! { <div class="stack">{about}<dl class="facts">{facts}</dl></div> }.into_any()
}

/// The links, changed in their place.
fn links(id: Id) -> AnyView {
    let Some(field) = Project::SCHEMA.field(at::links) else { return ().into_any() };
    view! { <dl class="cells links">{cell(FieldPlace { id, number: at::links, field })}</dl> }.into_any()
}

/// What an imported list said that belongs to no field; folded, for it can be long.
fn imported(id: Id) -> AnyView {
    let cells = imported_cells(id);
    if cells.is_empty() {
        return ().into_any();
    }
    let words = count(cells.len(), "cell");
    let body = view! { <details class="fold"><summary>{words}</summary><dl class="cells">{cells}</dl></details> };
    panel("From the imported list", None, body.into_any())
}

fn plan(id: Id) -> AnyView {
    let Some(own) = store::project_as_counted(id) else { return ().into_any() };
    let row = |(label, cells): (&'static str, [String; 4])| {
        let cells = cells.map(|text| view! { <td class="num">{text}</td> }.into_any());
        view! { <tr><th scope="row">{label}</th>{Vec::from(cells)}</tr> }.into_any()
    };
    let heads = ["Planned", "Forecast", "Actual", "Difference"];
    let heads = heads.map(|text| view! { <th scope="col" class="num">{text}</th> }.into_any());
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Dates and money">
            <table class="table">
                <thead><tr><td></td>{Vec::from(heads)}</tr></thead>
                <tbody>{plan_rows(&own, session::today(), store::settings().working_week()).map(row).into_iter().collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Decisions taken that are shown; the log has them all.
const DECISIONS: usize = 3;

/// The decisions about it: those that wait with the way to take them, and the latest taken.
fn decisions(id: Id) -> AnyView {
    store::track_history();
    let (waiting, taken) =
        store::with(|portfolio| decisions_about(portfolio, id, session::today(), session::offset_at));
    let title = match waiting.len() {
        0 => "Decisions".to_owned(),
        waiting => ["Decisions: ", &waiting.to_string(), " waiting"].concat(),
    };
    let waiting: Vec<_> = waiting.into_iter().map(waiting_decision).collect();
    let one = |own: LogEntry| {
        let LogEntry { source, day, title, outcome, who, .. } = own;
        let words = [&*outcome, ", ", &day, if who.is_empty() { "" } else { ", " }, &who].concat();
        let show = move |_| {
            if let Source::Decision(id) = source {
                desk::show(Shared::Record(id));
            }
        };
        view! { <li>{icon(Icon::Gavel)}<div><button type="button" class="link" on:click=show>{title}</button><p>{words}</p></div></li> }
    };
    let none = waiting.is_empty() && taken.is_empty();
    let none = none
        .then(|| nothing("None. What has to be decided outside a gate is recorded with who decides and until when."));
    let taken: Vec<_> = taken.into_iter().take(DECISIONS).map(one).collect();
    let list = none.is_none().then(|| view! { <ul class="todo">{waiting}{taken}</ul> });
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{title}</h2>
                <button type="button" class="btn small" on:click=move |_| { desk::show_own(move || decision_dialog(None, Some(id))); }>{icon(Icon::Plus)}"Record a decision"</button>
            </header>
            {none}
            {list}
        </section>
    }
    .into_any()
}

/// What the latest gate decided and why, and those before it, for somebody who has only the printed page.
fn gates_on_paper(id: Id) -> AnyView {
    let held = store::ids(IndexKey::reviews(id)).into_iter().rev();
    let mut held = held
        .filter_map(|review| store::record::<GateReview, _>(review, Clone::clone))
        .filter(|review| !review.is_withdrawn());
    let words = |review: &GateReview| {
        let day = review.held_on.map(format::full_day).unwrap_or_default();
        [review.gate.label(), ": ", review.outcome.label(), ", ", &day].concat()
    };
    let Some(latest) = held.next() else { return ().into_any() };
    let before: Vec<String> = held.map(|review| words(&review)).collect();
    let before =
        (!before.is_empty()).then(|| view! { <p class="small-text">{["Before it ", &before.join("; ")].concat()}</p> });
    view! {
        <section class="panel print-only">
            <header class="panel-head"><h2>"Latest gate"</h2></header>
            <p><strong>{words(&latest)}</strong></p>
            <p class="prose">{latest.reasons.to_string()}</p>
            {before}
        </section>
    }
    .into_any()
}

fn conditions(id: Id) -> AnyView {
    let open = store::ids(IndexKey::conditions(id)).into_iter().filter_map(condition).collect::<Vec<_>>();
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
                    on:click=move |_| { desk::show_own(move || close_condition_dialog(id)); }>"Close"</button>
            </li>
        }
        .into_any(),
    )
}
