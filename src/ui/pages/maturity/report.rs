//! The report of an assessment, for paper and as a file of its own, and its answers as files. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::score::result;
use crate::domain::records::Assessment;
use crate::exchange::maturity::answers::{write_csv, write_json};
use crate::platform::{download, html_file, page};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, alert, icon, toast};
use crate::view::maturity::report::{
    ActionRow, AgainstRow, FocusRow, ProfileRow, QuestionRow, Report, report as report_of,
};
use crate::view::maturity::time::responses;
use leptos::prelude::*;
use std::sync::Arc;

/// The element that becomes a file.
const ID: &str = "maturity-report";
/// What the file looks like: its own colours, then the sheet of the report itself.
const SHEETS: [&str; 2] =
    [include_str!("report_file.css"), include_str!("../../../../style/pages/maturity-report.css")];

/// The tab.
pub fn report(id: Id, model: Arc<Model>) -> AnyView {
    let body = {
        let model = model.clone();
        move || {
            store::track_history();
            draw(id, &model)
        }
    };
    let csv = {
        let model = model.clone();
        move |_| save_answers(id, &model, true)
    };
    let json = move |_| save_answers(id, &model, false);
    view! {
        <div class="row report-tools" role="toolbar" aria-label="Report">
            <button type="button" class="btn primary" on:click=|_| page::print()>{icon(Icon::Printer)}"Print"</button>
            <button type="button" class="btn" on:click=move |_| save_html(id)>{icon(Icon::Download)}"Save as HTML file"</button>
            <button type="button" class="btn" on:click=csv>{icon(Icon::Download)}"Save answers as CSV"</button>
            <button type="button" class="btn" on:click=json>{icon(Icon::Download)}"Save answers as JSON"</button>
        </div>
        {body}
    }
    .into_any()
}

fn name_of(id: Id) -> String {
    store::with(|portfolio| portfolio.get::<Assessment>(id).map(|assessment| assessment.name.to_string()))
        .unwrap_or_default()
}

fn said(done: Result<(), download::DownloadError>, words: &'static str) {
    match done {
        Ok(()) => toast(words),
        Err(why) => alert(why.to_string()),
    }
}

fn save_html(id: Id) {
    let name = name_of(id);
    match html_file::of(ID, &name, &SHEETS) {
        Some(text) => {
            let day = session::today_untracked().to_string();
            let name = ["Maturity report ", &name, " ", &day].concat();
            said(
                download::save(&name, "html", "text/html;charset=utf-8", text.as_bytes()),
                "Report saved as an HTML file",
            );
        }
        None => alert("The browser did not make the file. Print the report to a PDF file instead."),
    }
}

fn save_answers(id: Id, model: &Model, as_csv: bool) {
    let written = store::with(|portfolio| {
        let assessment = portfolio.get::<Assessment>(id)?;
        let responses = responses(portfolio, id);
        Some(if as_csv { write_csv(model, &responses) } else { write_json(assessment, &responses) })
    });
    let Some(text) = written else { return };
    let name = ["Answers ", &name_of(id)].concat();
    let (ending, media_type, words) = match as_csv {
        true => ("csv", "text/csv;charset=utf-8", "Answers saved as a CSV file"),
        false => ("json", "application/json", "Answers saved as a JSON file"),
    };
    said(download::save(&name, ending, media_type, text.as_bytes()), words);
}

fn draw(id: Id, model: &Model) -> Drawn {
    let made = store::with(|portfolio| {
        let assessment = portfolio.get::<Assessment>(id)?;
        let responses = responses(portfolio, id);
        let result = result(model, assessment, &responses);
        Some(report_of(portfolio, model, assessment, &responses, &result, &portfolio.settings().name))
    });
    match made {
        Some(report) => sheet(report),
        None => view! { <p class="muted">"This assessment was deleted."</p> },
    }
}

fn sheet(report: Report) -> Drawn {
    let Report { head, draft, overall, profile, questions, against, has_figures, focus, actions, method, .. } = report;
    let draft = draft.map(|words| view! { <p class="report-draft"><strong>"Draft. "</strong>{words}</p> });
    let profile: Vec<Drawn> = profile.into_iter().map(profile_row).collect();
    let questions: Vec<Drawn> = questions.into_iter().map(dimension).collect();
    let method: Vec<Drawn> = method.into_iter().map(|words| view! { <p>{words}</p> }).collect();
    view! {
        <article class="report" id=ID aria-label="Report">
            {draft}
            {facts(head)}
            <section>
                <h2>"Overall"</h2>
                {facts(overall)}
                <p class="report-note">{report.not_certified.clone()}</p>
            </section>
            <section>
                <h2>"Profile"</h2>
                <div class="table-wrap" tabindex="0" role="region" aria-label="Profile">
                    <table class="report-table">
                        <caption>"Wide bar: as claimed. Narrow bar: as far as evidence bears it. Line: target. Scale from 0 to 5."</caption>
                        <thead><tr>
                            <th scope="col">"Dimension"</th><th scope="col">"Bars"</th>
                            <th scope="col" class="num">"Claimed"</th><th scope="col" class="num">"Evidenced"</th>
                            <th scope="col">"Level"</th><th scope="col" class="num">"Target"</th><th scope="col" class="num">"Confidence"</th>
                        </tr></thead>
                        <tbody>{profile}</tbody>
                    </table>
                </div>
            </section>
            <section>
                <h2>"Questions"</h2>
                <div class="table-wrap" tabindex="0" role="region" aria-label="Questions">
                    <table class="report-table">
                        <thead><tr>
                            <th scope="col">"Question"</th><th scope="col">"Level"</th>
                            <th scope="col">"Evidence"</th><th scope="col">"Respondents"</th>
                        </tr></thead>
                        {questions}
                    </table>
                </div>
            </section>
            {stands_against(against, has_figures)}
            {next(focus, actions)}
            <section>
                <h2>"How this was scored"</h2>
                {method}
                <p class="report-note">{report.not_certified}</p>
            </section>
        </article>
    }
}

fn facts(rows: Vec<(&'static str, String)>) -> Drawn {
    let row = |(label, words): (&'static str, String)| view! { <div><dt>{label}</dt><dd>{words}</dd></div> };
    let rows: Vec<Drawn> = rows.into_iter().map(row).collect();
    view! { <dl class="report-facts">{rows}</dl> }
}

fn profile_row(row: ProfileRow) -> Drawn {
    let target = row.target_place.map(|place| {
        view! { <rect class="bar-target" x=(place - 3).to_string() y="0" width="6" height="40"></rect> }
    });
    let class = if row.provisional { "bar-claimed is-provisional" } else { "bar-claimed" };
    let lines: Vec<Drawn> = (1..=5)
        .map(|level: i64| {
            let x = (level * 100).to_string();
            view! { <line class="bar-level" x1=x.clone() x2=x y1="0" y2="40"></line> }
        })
        .collect();
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            <td class="bars">
                <svg viewBox="0 0 504 40" preserveAspectRatio="none" aria-hidden="true">
                    {lines}
                    <rect class=class x="0" y="6" width=row.claimed_length.to_string() height="28"></rect>
                    <rect class="bar-evidenced" x="0" y="13" width=row.evidenced_length.to_string() height="14"></rect>
                    {target}
                </svg>
            </td>
            <td class="num">{row.claimed}</td><td class="num">{row.evidenced}</td>
            <td class="level">{row.level}</td><td class="num">{row.target}</td><td class="num">{row.confidence}</td>
        </tr>
    }
}

fn dimension((name, rows): (String, Vec<QuestionRow>)) -> Drawn {
    let rows: Vec<Drawn> = rows.into_iter().map(question).collect();
    view! {
        <tbody>
            <tr class="report-group"><th scope="rowgroup" colspan="4">{name}</th></tr>
            {rows}
        </tbody>
    }
}

fn question(row: QuestionRow) -> Drawn {
    let agreed = (!row.agreed.is_empty()).then(|| view! { <p class="report-small">"Agreed: "{row.agreed}</p> });
    view! {
        <tr>
            <th scope="row"><span class="report-id">{row.id}</span>" "{row.topic}{agreed}</th>
            <td class="level">{row.level}</td><td>{row.evidence}</td><td>{row.agreement}</td>
        </tr>
    }
}

fn stands_against(rows: Vec<AgainstRow>, has_figures: bool) -> Drawn {
    let body = if !has_figures {
        view! { <p>"No figures of the records were kept with this assessment; they are kept on the day it is closed."</p> }
    } else if rows.is_empty() {
        view! { <p>"No answer of 3 or more stands against the records."</p> }
    } else {
        let row = |row: AgainstRow| {
            let notes: Vec<Drawn> = match row.notes.is_empty() {
                true => vec![view! { <p>"Not explained."</p> }],
                false => row.notes.into_iter().map(|note| view! { <p>"“"{note}"”"</p> }).collect(),
            };
            view! {
                <tr>
                    <th scope="row">{row.question}</th>
                    <td class="num">{row.answer}</td>
                    <td>{row.figure}<p class="report-small">{row.formula}</p></td>
                    <td>{notes}</td>
                </tr>
            }
        };
        let rows: Vec<Drawn> = rows.into_iter().map(row).collect();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label="Answers against the records">
                <table class="report-table">
                    <thead><tr>
                        <th scope="col">"Question"</th><th scope="col" class="num">"Answer"</th>
                        <th scope="col">"What the records said"</th><th scope="col">"Note"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    view! { <section><h2>"Answers against the records"</h2>{body}</section> }
}

fn next(focus: Vec<FocusRow>, actions: Vec<ActionRow>) -> Drawn {
    let no_focus = focus.is_empty().then(|| {
        view! { <p>"Nothing is in focus: no targets are set, or all of them are reached."</p> }
    });
    let one = |focus: FocusRow| {
        let actions: Vec<Drawn> = focus.actions.into_iter().map(|text| view! { <li>{text}</li> }).collect();
        view! { <li><strong>{focus.name}</strong>". "{focus.words}<ul>{actions}</ul></li> }
    };
    let focus: Vec<Drawn> = focus.into_iter().map(one).collect();
    let focus = (!focus.is_empty()).then(|| view! { <ol class="report-focus">{focus}</ol> });
    let table = (!actions.is_empty()).then(|| {
        let row = |action: ActionRow| {
            view! {
                <tr>
                    <th scope="row">{action.text}</th>
                    <td>{action.dimension}</td><td>{action.owner}</td><td>{action.due}</td><td>{action.status}</td>
                </tr>
            }
        };
        let rows: Vec<Drawn> = actions.into_iter().map(row).collect();
        view! {
            <h3>"Improvement actions from this assessment"</h3>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Improvement actions">
                <table class="report-table">
                    <thead><tr>
                        <th scope="col">"Action"</th><th scope="col">"Dimension"</th><th scope="col">"Owner"</th>
                        <th scope="col">"Due"</th><th scope="col">"Status"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! { <section><h2>"Focus"</h2>{no_focus}{focus}{table}</section> }
}
