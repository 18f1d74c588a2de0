//! Assessments over time: the trend of each dimension, and two side by side. Must not know how anything is scored.

use super::compare;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::movement::Way;
use crate::store;
use crate::store::maturity::model as model_of;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, empty_state, small_icon};
use crate::ui::router;
use crate::view::format::{count, full_day};
use crate::view::maturity::time::{HEIGHT, Past, RULE, Trend, WIDTH, height_of, line, past, trends};
use crate::view::maturity::words;
use crate::view::route::{AssessmentTab, MaturityTab};
use leptos::prelude::*;
use std::sync::Arc;

/// Assessments that have a column of their own; the strip has all.
const MOST_COLUMNS: usize = 6;

/// The page.
pub fn time(_model: Arc<Model>) -> AnyView {
    let body = move || {
        store::track_history();
        let (all, without) = store::with(|portfolio| past(portfolio, &model_of));
        page(&all, without)
    };
    view! { <div class="stack">{body}</div> }.into_any()
}

fn page(all: &[Past], without: usize) -> Drawn {
    if all.len() < 2 {
        let text = match all.first() {
            None => {
                "Once two assessments are closed, you see here how each dimension went, what was done between them, and what the records said on both days."
            }
            Some(_) => {
                "One assessment is closed. Close a second one, best after half a year or a year, to see here what has changed and what was done between them."
            }
        };
        let link = view! {
            <a class="btn primary" href=router::href(&MaturityTab::Overview.route())>"All assessments"</a>
        };
        return view! { {empty_state(Icon::Gauge, "Nothing to compare yet", text, link)} };
    }
    let others = (without > 0).then(|| {
        let words = [
            &count(without, "closed assessment"),
            " used a model that is not here. Bring its file on the page “The model” to see them.",
        ];
        view! { <p class="small-text muted">{words.concat()}</p> }
    });
    view! { {trend(all)} {others} {compare::compare(all)} }
}

fn trend(all: &[Past]) -> Drawn {
    // Dimensions of another model are other dimensions.
    let newest = all.last().map_or("", |past| &past.model.id);
    let shown: Vec<Past> = all.iter().filter(|past| past.model.id == newest).cloned().collect();
    let left_out = all.len() - shown.len();
    let from = shown.len().saturating_sub(MOST_COLUMNS);
    let heads: Vec<Drawn> = shown.iter().skip(from).map(head).collect();
    let rows: Vec<Drawn> = trends(&shown).into_iter().map(|trend| row(trend, from)).collect();
    let left_out = (left_out > 0).then(|| {
        let words = [&*count(left_out, "assessment"), " with another model can be put side by side below."].concat();
        view! { <p class="small-text muted">{words}</p> }
    });
    view! {
        <section class="panel" aria-labelledby="maturity-trend">
            <div class="panel-head"><h2 id="maturity-trend">"Trend"</h2></div>
            <p>{RULE}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Trend of each dimension">
                <table class="table trend-table">
                    <thead><tr>
                        <th scope="col">"Dimension"</th>
                        <th scope="col">"From level 1 to 5"</th>
                        {heads}
                        <th scope="col">"Since the one before"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {left_out}
        </section>
    }
}

fn head(past: &Past) -> Drawn {
    let href = router::href(&AssessmentTab::Result.of(past.id));
    view! { <th scope="col"><a class="link" href=href>{past.name.clone()}</a><br/>{full_day(past.on)}</th> }
}

fn row(trend: Trend, from: usize) -> Drawn {
    let change =
        trend.change.map_or_else(|| view! { <span class="muted">"–"</span> }, |way| moved(way, words::way(way)));
    let cells: Vec<Drawn> =
        trend.scores.iter().skip(from).map(|text| view! { <td class="num">{text.clone()}</td> }).collect();
    view! {
        <tr>
            <th scope="row">{trend.name.clone()}</th>
            <td>{strip(&trend)}</td>
            {cells}
            <td>{change}</td>
        </tr>
    }
}

/// The line; the figures stand beside it.
fn strip(trend: &Trend) -> Drawn {
    let level = |level: i64| {
        let y = height_of(level as f64).to_string();
        view! { <line class="strip-level" x1="0" x2=WIDTH.to_string() y1=y.clone() y2=y></line> }
    };
    let point = |point: crate::view::maturity::time::Point| {
        let class = if point.rough { "strip-point is-rough" } else { "strip-point" };
        view! { <circle class=class cx=point.x.to_string() cy=point.y.to_string() r="3.5"></circle> }
    };
    let levels: Vec<Drawn> = (1..=5).map(level).collect();
    let points: Vec<Drawn> = trend.points.iter().flatten().copied().map(point).collect();
    let size = ["0 0 ", &WIDTH.to_string(), " ", &HEIGHT.to_string()].concat();
    view! {
        <svg class="trend-strip" viewBox=size aria-hidden="true">
            {levels}
            <path class="strip-line" d=line(&trend.points)></path>
            {points}
        </svg>
    }
}

/// An arrow with its word.
pub(super) fn moved(way: Option<Way>, words: &'static str) -> Drawn {
    match way {
        Some(Way::Up) => view! { <span class="movement">{small_icon(Icon::ArrowUp)}{words}</span> },
        Some(Way::Down) => view! { <span class="movement">{small_icon(Icon::ArrowDown)}{words}</span> },
        None => view! { <span class="movement muted">{words}</span> },
    }
}
