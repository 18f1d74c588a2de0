//! The four figures on top of the overview: phases, status, money and dates. Each leads to the projects behind it, and counts the
//! same ones: those under way.

use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Tone, meter, status_words};
use crate::ui::status_table::{TONES, project_link};
use crate::ui::{router, standing};
use crate::view::overview::{self as model, FUNNEL, STATUSES};
use crate::view::pages::Page;
use crate::view::projects::Figure;
use crate::view::register::RegisterView;
use leptos::prelude::*;

fn register(view: RegisterView) -> String {
    router::href(&view.route())
}

/// A figure with what it means below it, and a door to what is behind it.
fn tile(title: &'static str, href: String, door: &'static str, body: Drawn) -> Drawn {
    view! {
        <section class="panel tile">
            <header class="panel-head"><h2>{title}</h2><a href=href>{door}</a></header>
            {body}
        </section>
    }
}

pub fn phases() -> Drawn {
    store::track_history();
    let model::Phases { counts, under_way, others } = store::with(model::phases);
    let most = counts.into_iter().max().unwrap_or_default().max(1);
    let columns: Vec<Drawn> = FUNNEL
        .into_iter()
        .zip(counts)
        .zip([("phase-1", "Init."), ("phase-2", "Plan"), ("phase-3", "Exec."), ("phase-4", "Close")])
        .map(|((column, count), (class, short))| {
            // From 4 px, so that none is a line too.
            let height = 4 + count * 52 / most;
            let href = register(model::in_phase(column));
            view! {
                <li class=class>
                    <a class="funnel-door" href=href>
                        <span class="num">{count.to_string()}</span>
                        <span class="funnel-bar" style:height=move || [&height.to_string(), "px"].concat()></span>
                        <span class="funnel-name">{column.label()}</span>
                        <span class="funnel-short" aria-hidden="true">{short}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let body = view! {
        <p class="big num">{under_way.to_string()}<span>" under way"</span></p>
        <p class="delta" hidden=others.is_empty()>{others.clone()}</p>
        <ul class="funnel" aria-label="Projects by phase">{columns}</ul>
    };
    tile("Phases", router::href(&Page::Board.route()), "Board", body)
}

pub fn statuses() -> Drawn {
    let (counts, words) = standing::with(|_, standing| (standing.statuses, model::status_words(standing)));
    let parts: Vec<Drawn> = counts
        .into_iter()
        .zip(TONES)
        .filter(|own| own.0 > 0)
        .map(|(count, class)| {
            view! { <span class=class style:flex-grow=move || count.to_string()></span> }
        })
        .collect();
    let legend: Vec<Drawn> = STATUSES
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let href = register(model::behind(status));
            view! {
                <li><a class="legend-door" href=href>{status_words(Signal::stored(status))}<span class="num">{count.to_string()}</span></a></li>
            }
        })
        .collect();
    let model::StatusWords { figure: (figure, words), comment } = words;
    let strip = (!parts.is_empty()).then(|| view! { <div class="strip" aria-hidden="true">{parts}</div> });
    let body = view! {
        <p class="big num">{figure}<span>{words}</span></p>
        <p class="delta">{comment}</p>
        {strip}
        <ul class="legend" aria-label="Projects by status">{legend}</ul>
    };
    tile("Status", register(model::sorted_by(Figure::Overall.column(), false)), "By status", body)
}

pub fn money() -> Drawn {
    let model::MoneyWords { figures, comment, spent, spent_percent } = standing::with(model::money);
    let year = store::with(|portfolio| model::finishing_this_year(portfolio, session::today()));
    let figure = figures.first().cloned().unwrap_or_else(|| "–".to_owned());
    let others = figures.get(1..).unwrap_or_default().join(", ");
    let bar = spent_percent.map(|percent| {
        let tone = if percent > 100 { Tone::Red } else { Tone::Accent };
        meter(Signal::stored(percent), Signal::stored(spent.clone()), Signal::stored(tone), true)
    });
    let body = view! {
        <p class="big num">{figure}</p>
        <p class="delta" hidden=others.is_empty()>{["and ", &others].concat()}</p>
        <p class="delta">{comment}</p>
        {bar}
        <p class="small-text muted" hidden=spent.is_empty()>{spent.clone()}</p>
        <p class="small-text muted" hidden=year.is_empty()>{year.clone()}</p>
    };
    tile("Money", register(model::sorted_by(model::FORECAST_COST, true)), "By cost", body)
}

pub fn dates() -> Drawn {
    let day = session::today();
    let model::Dates { planned, late, overdue, next } =
        standing::with(|portfolio, standing| model::dates(portfolio, standing, day, 3));
    let next: Vec<Drawn> = next
        .into_iter()
        .map(|(id, name, day)| view! { <li>{project_link(id, name)}<span class="num muted">{day}</span></li> })
        .collect();
    let (figure, words) = if planned == 0 { ("–".to_owned(), "") } else { (late.to_string(), " late") };
    let comment = match planned {
        0 => "No project under way has a planned finish.".to_owned(),
        planned => ["of ", &planned.to_string(), " with a planned finish"].concat(),
    };
    let overdue = (overdue > 0).then(|| {
        let words = [&overdue.to_string(), " overdue: the finish has gone by"].concat();
        view! { <p class="delta tone-red late">{words}</p> }
    });
    let has_next = !next.is_empty();
    let body = view! {
        <p class="big num">{figure}<span>{words}</span></p>
        <p class="delta">{comment}</p>
        {overdue}
        <h3 class="tile-more" hidden=!has_next>"Next to finish"</h3>
        <ul class="next">{next}</ul>
    };
    tile("Dates", register(model::behind_late()), "By delay", body)
}
