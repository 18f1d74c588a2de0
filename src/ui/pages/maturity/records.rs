//! What the records of the portfolio say: all figures with value, limit and the records behind each. They are computed in idle
//! moments and kept until the history changes. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::engine::signals::{Facts, Readings};
use crate::store::{self, session};
use crate::ui::draw::later::on_page;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon};
use crate::ui::{last_backup, router};
use crate::view::format::count;
use crate::view::maturity::records::{self as model, Group, Row, Standing, tally};
use crate::view::route::MaturityTab;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// Records behind a figure that are named at once.
const MOST: usize = 8;

/// Readings with the model and the change after which they were made.
struct CachedReadings {
    model: Arc<Model>,
    after: u64,
    day: crate::domain::date::Date,
    readings: Arc<Readings>,
}

thread_local! {
    static KEPT: RefCell<Option<CachedReadings>> = const { RefCell::new(None) };
    /// The figures being computed; a step finds out here that they are no longer needed.
    static MAKING: RefCell<Option<CachedReadings>> = const { RefCell::new(None) };
    /// How often they were made; wakes when there are new ones.
    static MADE: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// What the records say; none until it is computed. Tracked: wakes when the history changes, and when new readings are there. Until
/// then those before are given.
pub(super) fn readings(model: &Arc<Model>) -> Option<Arc<Readings>> {
    store::track_history();
    let _ = MADE.with(|made| made.get());
    let (after, day) = (store::touched_since(0).0, session::today());
    let is_of =
        |reading: &CachedReadings| Arc::ptr_eq(&reading.model, model) && reading.after == after && reading.day == day;
    if !KEPT.with_borrow(|kept| kept.as_ref().is_some_and(is_of))
        && !MAKING.with_borrow(|kept| kept.as_ref().is_some_and(is_of))
    {
        let was_idle = MAKING.with_borrow(Option::is_none);
        let ids = model.signals.iter().map(|signal| signal.id.clone());
        let readings = Arc::new(Readings::of(ids));
        MAKING.set(Some(CachedReadings { model: model.clone(), after, day, readings }));
        if was_idle {
            on_page::when_idle(step);
        }
    }
    KEPT.with_borrow(|kept| {
        kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.model, model)).map(|kept| kept.readings.clone())
    })
}

/// Computes one more figure, then waits for the next idle moment.
fn step() {
    let Some(mut making) = MAKING.take() else { return };
    let has_more = store::with_history(|portfolio, history| {
        let facts =
            Facts { portfolio, history, today: making.day, zone: session::offset_at, exported: last_backup::on() };
        Arc::make_mut(&mut making.readings).step(facts)
    });
    if has_more {
        MAKING.set(Some(making));
        on_page::when_idle(step);
        return;
    }
    KEPT.set(Some(making));
    let made = MADE.with(Clone::clone);
    made.update(|count| *count = count.wrapping_add(1));
}

/// The page.
pub fn records(model: Arc<Model>) -> AnyView {
    let groups = Memo::new(move |_| {
        let readings = readings(&model)?;
        Some(store::with(|portfolio| model::groups(&model, &readings, portfolio)))
    });
    let body = move || match groups.get() {
        Some(groups) => page(groups),
        None => view! { <p class="loading" role="status">"Reading the records …"</p> },
    };
    view! { {body} }.into_any()
}

fn page(groups: Vec<Group>) -> Drawn {
    let [holds, falls, no_data] = tally(&groups);
    let sub = [
        &*count(holds, "figure"),
        if holds == 1 { " holds, " } else { " hold, " },
        &falls.to_string(),
        if falls == 1 { " does not, " } else { " do not, " },
        &no_data.to_string(),
        if no_data == 1 { " has no data yet." } else { " have no data yet." },
    ]
    .concat();
    let not_yet: usize = groups.iter().map(|group| group.not_yet).sum();
    let not_yet_words =
        [&*not_yet.to_string(), " more figures of the model need records that are not kept here yet."].concat();
    let sections: Vec<Drawn> = groups.into_iter().filter(|group| !group.rows.is_empty()).map(section).collect();
    view! {
        <p class="muted records-intro">
            "Each figure is computed from the records of this workspace and belongs to a question. It never sets an answer: where somebody answers level 3 or more and the figure does not hold, a note is asked for."
        </p>
        <p class="records-tally" role="status">{sub}</p>
        <div class="stack">{sections}</div>
        <p class="small-text muted records-tally" hidden=not_yet == 0>{not_yet_words.clone()}</p>
    }
}

fn section(group: Group) -> Drawn {
    let rows: Vec<Drawn> = group.rows.into_iter().map(row).collect();
    let label = ["Figures of ", &group.name].concat();
    view! {
        <section class="panel">
            <header class="panel-head"><h2><span class="maturity-id">{group.id}</span>{group.name}</h2></header>
            <div class="table-wrap" tabindex="0" role="region" aria-label=label>
                <table class="table records-table">
                    <thead><tr><th scope="col">"Figure"</th><th scope="col">"Question"</th><th scope="col">"Value"</th>
                        <th scope="col">"Limit"</th><th scope="col">"Stands"</th><th scope="col">"When closed before"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(row: Row) -> Drawn {
    let (face, class) = match row.standing {
        Standing::Holds => (Icon::CircleCheck, "records-mark tone-green"),
        Standing::Falls => (Icon::TriangleAlert, "records-mark tone-red"),
        Standing::NoData => (Icon::CircleHelp, "records-mark tone-grey"),
    };
    let has_data = row.standing != Standing::NoData;
    let value = match has_data {
        true => view! { <strong class="num">{row.value}</strong><span class="cell-note">{row.of}</span> },
        false => view! { <span class="muted small-text">{row.value}</span> },
    };
    let then: Vec<Drawn> = row
        .then
        .into_iter()
        .map(|then| view! { <li><span class="muted">{then.day}</span>" "<span class="num">{then.value}</span></li> })
        .collect();
    let topic = row.topic;
    view! {
        <tr>
            <th scope="row">{row.name}
                <details class="fold records-behind"><summary>"How is this counted?"</summary><p>{row.formula}</p></details>
                {behind("Against it", row.lacking)}{behind("For it", row.met)}</th>
            <td><a href=router::href(&MaturityTab::Model.route())>{row.question}</a><span class="cell-note">{topic}</span></td>
            <td>{value}</td>
            <td>{row.limit}</td>
            <td><span class=class>{small_icon(face)}{row.standing.label()}</span></td>
            <td><ul class="records-then">{then}</ul></td>
        </tr>
    }
}

/// The records behind a figure: a few of them, and all on demand.
fn behind(words: &'static str, ids: Vec<Id>) -> Option<Drawn> {
    if ids.is_empty() {
        return None;
    }
    let number = ids.len();
    let all = RwSignal::new(false);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { MOST };
        ids.iter().take(most).map(|id| door(*id)).collect::<Vec<Drawn>>()
    };
    let more = (number > MOST).then(|| {
        let label = move || if all.get() { "Fewer".to_owned() } else { ["All ", &number.to_string()].concat() };
        view! { <button type="button" class="link" on:click=move |_| all.update(|all| *all = !*all)>{label}</button> }
    });
    let summary = [words, ": ", &number.to_string()].concat();
    Some(view! {
        <details class="fold records-behind">
            <summary>{summary}</summary>
            <ul>{shown}</ul>
            {more}
        </details>
    })
}

fn door(id: Id) -> Drawn {
    let (name, route) = store::with(|portfolio| model::record_door(portfolio, id));
    match route {
        Some(route) => view! { <li><a href=router::href(&route)>{name}</a></li> },
        None => view! { <li>{name}</li> },
    }
}
