//! One report, as the page, paper and the saved file show it. Must not know how anything is worked out.

use super::tab::ELEMENT;
use crate::domain::id::Id;
use crate::domain::records::project::Rag;
use crate::domain::status::Overall;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon, status_words};
use crate::ui::router;
use crate::view::door::door;
use crate::view::report::lines::Line;
use crate::view::report::page::{ListShown, ReportShown, StatusLine};
use crate::view::report::words::turn_words;
use crate::view::trend::Turn;
use leptos::prelude::*;

/// The report.
pub fn article(_project: Id, shown: ReportShown) -> Drawn {
    let ReportShown { report, period, last_period, statuses, forecasts, overridden, lists, said, confidence } = shown;
    let has_last = !last_period.is_empty();
    let statuses: Vec<Drawn> = statuses.into_iter().map(|line| status(line, has_last)).collect();
    let last_head = has_last.then(|| view! { <th scope="col">{last_period}</th> });
    let forecast = |(label, words, moved): (&'static str, String, String)| {
        let moved = (!moved.is_empty()).then(|| view! { <span class="report-small">" "{moved}</span> });
        view! { <div><dt>"Forecast "{label.to_lowercase()}</dt><dd>{words}{moved}</dd></div> }
    };
    let forecasts: Vec<Drawn> = forecasts.into_iter().map(forecast).collect();
    let confidence: Vec<Drawn> =
        confidence.into_iter().map(|(label, words)| view! { <div><dt>{label}</dt><dd>{words}</dd></div> }).collect();
    let overridden = (!overridden.is_empty()).then(|| view! { <p class="report-small">{overridden}</p> });
    let lists: Vec<Drawn> = lists.into_iter().map(list).collect();
    let said: Vec<Drawn> = said
        .into_iter()
        .map(|(label, words)| view! { <section><h2>{label}</h2><p class="prose">{words}</p></section> })
        .collect();
    let draft = (!report.is_published()).then(|| {
        view! { <p class="report-draft">"Not published yet: the lists follow the records until it is."</p> }
    });
    let label = ["Status report ", &*report.title].concat();
    view! {
        <article class="report status-report" id=ELEMENT aria-label=label>
            <header><p class="report-title">{report.title.to_string()}</p></header>
            {draft}
            <section>
                <h2>"Status"</h2>
                <div class="table-wrap" tabindex="0" role="region" aria-label="Status by constraint">
                    <table class="report-table">
                        <thead><tr><th scope="col">"Constraint"</th>{last_head}<th scope="col">{period}</th><th scope="col">"Why"</th></tr></thead>
                        <tbody>{statuses}</tbody>
                    </table>
                </div>
                {overridden}
                <dl class="report-facts">{forecasts}{confidence}</dl>
            </section>
            <div class="report-lists">{lists}{said}</div>
        </article>
    }
}

fn mark(rag: Option<Rag>) -> Drawn {
    view! { {status_words(Signal::stored(rag.map_or(Overall::NotReported, Overall::Reported)))} }
}

fn status(line: StatusLine, has_last: bool) -> Drawn {
    let StatusLine { label, last, now, turn, note } = line;
    let turn = turn.map(|turn| {
        let face = small_icon(match turn {
            Turn::Worse => Icon::ArrowDown,
            Turn::Better => Icon::ArrowUp,
            Turn::Same => Icon::ArrowRight,
        });
        view! { <span class="report-turn" title=turn_words(turn)>{face}<span class="visually-hidden">{turn_words(turn)}</span></span> }
    });
    let last = has_last.then(|| view! { <td class="report-before">{mark(last)}</td> });
    view! { <tr><th scope="row">{label}</th>{last}<td>{mark(now)}{turn}</td><td>{note}</td></tr> }
}

fn list(list: ListShown) -> Drawn {
    let ListShown { section, said, lines } = list;
    let said = (!said.trim().is_empty()).then(|| view! { <p class="prose">{said}</p> });
    let lines: Vec<Drawn> = lines.into_iter().map(line).collect();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="report-items">{lines}</ul> });
    view! { <section><h2>{section.label()}</h2>{said}{lines}</section> }
}

/// A line with the way to the record that says so.
fn line(line: Line) -> Drawn {
    let route = line.source.and_then(|id| store::with(|portfolio| door(portfolio, id)));
    match route {
        Some(route) => {
            view! { <li>{line.text.clone()}" "<a class="report-source" data-not-in-file="" href=router::href(&route) aria-label=["Source: ", &*line.text].concat()>{small_icon(Icon::ArrowRight)}</a></li> }
        }
        None => view! { <li>{line.text}</li> },
    }
}
