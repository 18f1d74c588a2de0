//! The reports of a project: the list of its periods, and one of them as a page with its steps. Must not know what a report says.

use super::{forms, report, sheet};
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::project::Phase;
use crate::domain::records::status_report::{ReportState, at};
use crate::domain::records::{Project, StatusReport};
use crate::domain::reporting::Period;
use crate::domain::status::Overall;
use crate::engine::command::Command;
use crate::engine::decide::AdvanceReport;
use crate::engine::index::IndexKey;
use crate::engine::reports::reports_of;
use crate::platform::{download, html_file, page};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, alert, empty_state, icon, pill, status_mark, toast};
use crate::ui::{actions, desk, router};
use crate::view::format;
use crate::view::query::Query;
use crate::view::report::page::{ReportShown, overall_of, published_with, report_shown};
use crate::view::report::sheet::words_of;
use crate::view::report::words::step_words;
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// The name in the address of the report that is shown.
const REPORT: &str = "report";
/// The element that becomes a file.
pub(super) const ELEMENT: &str = "status-report";
/// What the file looks like: its own colours, then the sheet of reports itself.
const SHEETS: [&str; 2] = [include_str!("report_file.css"), include_str!("../../../../style/pages/reports.css")];

/// The address of a report of a project.
pub fn route_of(project: Id, report: Id) -> Route {
    let mut query = Query::default();
    query.add(REPORT, &report.to_string());
    ProjectTab::Reports.of(project).with(query)
}

/// The tab.
pub fn reports_tab(project: Id) -> AnyView {
    let ids = Memo::new(move |_| {
        store::track_index(IndexKey::Related(StatusReport::SCHEMA.kind, at::project, project));
        store::with(|portfolio| {
            reports_of(portfolio, project).into_iter().rev().map(|report| report.meta.id).collect::<Vec<_>>()
        })
    });
    let shown = Memo::new(move |_| {
        let asked = router::route().query.take(REPORT).and_then(|id| Id::parse(&id));
        let all = ids.get();
        asked.filter(|id| all.contains(id)).or(all.first().copied())
    });
    let write = move |_| {
        desk::show_own(move || sheet::sheet_dialog(Some(project), None));
    };
    let body = move || match shown.get() {
        Some(id) => view! {
            <div class="reports-split">
                <nav class="reports-list" aria-label="Reports"><ul>{list(project, &ids.get(), id)}</ul></nav>
                {one(project, id)}
            </div>
        },
        None => {
            let text =
                "A status takes a minute: colours, forecasts, a few words. The lists are drafted from the records.";
            let button = view! { <button type="button" class="btn primary" on:click=write>"Report status"</button> };
            view! { {empty_state(Icon::Rows, "No status report yet", text, button)} }
        }
    };
    let is_open = Memo::new(move |_| {
        store::record::<Project, _>(project, |project| project.phase != Phase::Closed).unwrap_or_default()
    });
    let send = move |_| forms::send(&[project], None);
    let out_and_back = move || {
        is_open.get().then(|| {
            view! {
                <div class="row reports-head">
                    <button type="button" class="btn" on:click=send>{icon(Icon::Download)}"Send form"</button>
                    {forms::take_over_button("Take over a form", Some(project))}
                </div>
            }
        })
    };
    view! { <h2 class="visually-hidden">"Reports"</h2> {out_and_back} {body} }.into_any()
}

/// The reports of a project, the latest first.
fn list(project: Id, ids: &[Id], shown: Id) -> Vec<Drawn> {
    let rules = store::settings().status_rules();
    let entry = |id: &Id| {
        let found = store::record::<StatusReport, _>(*id, |report| {
            (words_of(report).unwrap_or_default(), report.state, overall_of(report, rules))
        });
        let (words, state, overall) = found?;
        let href = router::href(&route_of(project, *id));
        let current = (*id == shown).then_some("true");
        let mark = status_mark(Signal::stored(overall.map_or(Overall::NotReported, Overall::Reported)));
        Some(view! {
            <li><a href=href aria-current=current>{mark}<span>{words}</span><span class="small-text muted">{state.label()}</span></a></li>
        })
    };
    ids.iter().filter_map(entry).collect()
}

/// One report with its steps.
fn one(project: Id, id: Id) -> Drawn {
    let shown = move || {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| report_shown(portfolio, id, today, session::offset_at))
    };
    let body = move || match shown() {
        Some(shown) => view! { {tools(project, &shown)} {report::article(project, shown)} },
        None => view! { <p class="muted">"This report was deleted."</p> },
    };
    view! { <div class="reports-one">{body}</div> }
}

/// What can be done with a report.
fn tools(project: Id, shown: &ReportShown) -> Drawn {
    let report = &shown.report;
    let (id, state) = (report.meta.id, report.state);
    let steps: Vec<Drawn> = state.next().iter().map(|to| step(id, *to)).collect();
    let period = report.from.zip(report.to).map(|(from, to)| Period { from, to });
    let can_change = matches!(state, ReportState::Draft | ReportState::Submitted);
    let change = move |_| {
        desk::show_own(move || sheet::sheet_dialog(Some(project), period));
    };
    let change = can_change
        .then(|| view! { <button type="button" class="btn" on:click=change>{icon(Icon::Pencil)}"Change"</button> });
    let name = [&*report.title, " status report"].concat();
    let save = move |_| save_html(&name);
    let today = session::today();
    let on = report
        .published_on
        .or(report.submitted_on)
        .map_or_else(String::new, |on| [", ", &*format::day(on, today)].concat());
    let tone = if report.is_published() { Tone::Accent } else { Tone::Plain };
    let state_words = [state.label(), &*on].concat();
    view! {
        <div class="row report-tools" role="toolbar" aria-label="Report">
            {pill(state_words, tone, None)}
            {steps}
            {change}
            <button type="button" class="btn" on:click=|_| page::print()>{icon(Icon::Printer)}"Print"</button>
            <button type="button" class="btn" on:click=save>{icon(Icon::Download)}"Save as HTML file"</button>
        </div>
    }
}

fn step(report: Id, to: ReportState) -> Drawn {
    let class = if to == ReportState::Draft { "btn" } else { "btn primary" };
    let perform = move |_| {
        let frozen = match to {
            ReportState::Published => {
                let today = session::today_untracked();
                store::with(|portfolio| published_with(portfolio, report, today, session::offset_at))
            }
            _ => Vec::new(),
        };
        actions::dispatch(&Command::act(AdvanceReport { report, to, frozen }));
    };
    view! { <button type="button" class=class on:click=perform>{step_words(to)}</button> }
}

fn save_html(name: &str) {
    let saved = html_file::of(ELEMENT, name, &SHEETS);
    let done = saved.map(|text| download::save(name, "html", "text/html;charset=utf-8", text.as_bytes()));
    match done {
        Some(Ok(())) => toast("Report saved as an HTML file"),
        Some(Err(why)) => alert(why.to_string()),
        None => alert("The browser did not make the file. Print the report to a PDF file instead."),
    }
}
