//! Answering the questions, one at a time, by keyboard; respondents; the questionnaire for a colleague. Must not know how anything is scored.

mod evidence;
pub mod files;
mod question;
mod saving;

use super::start::{self, asking};
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::assessment::{AssessmentKind, AssessmentState};
use crate::domain::records::{Assessment, Response};
use crate::engine::command::Command;
use crate::engine::command_maturity::MaturityCommand;
use crate::engine::decide::responses;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::later;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, empty_state, focus_heading, focus_soon, icon, meter};
use crate::ui::{actions, router};
use crate::view::format::full_day;
use crate::view::maturity::answers::{Part, first_open, parts, progress};
use crate::view::route::AssessmentTab;
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;

/// Element id of the heading of the question that is shown.
const HEADING: &str = "question-heading";

thread_local! {
    /// The response that this tab answers.
    static ANSWERS_AS: ArcRwSignal<Option<Id>> = ArcRwSignal::new(None);
}

/// What the parts of the page have in common.
#[derive(Clone)]
pub(super) struct Sheet {
    assessment: Id,
    response: Id,
    kind: AssessmentKind,
    model: Arc<Model>,
    /// Number of the question that is shown; how many there are once all were gone through.
    at: RwSignal<usize>,
}

impl Sheet {
    /// Looks at the response; tracked.
    fn read<T: Default>(&self, read: impl FnOnce(&Response) -> T) -> T {
        store::record::<Response, _>(self.response, read).unwrap_or_default()
    }

    /// Goes to a question. What was typed is kept before.
    fn go(&self, at: usize) {
        saving::flush();
        self.at.set(at);
        focus_soon(HEADING.to_owned());
    }
}

/// From now on this tab answers as the respondent of that name.
pub(super) fn answer_as(assessment: Id, name: &str) {
    let name = name.trim().to_lowercase();
    let found = store::with(|portfolio| {
        let all = responses(portfolio, assessment);
        all.iter().find(|response| response.name.trim().to_lowercase() == name).map(|response| response.meta().id)
    });
    saving::flush();
    ANSWERS_AS.with(|signal| signal.set(found));
}

/// The response that this tab answers: the chosen one, else that of the person who works here, else the only one; tracked.
fn current(assessment: Id) -> Option<Id> {
    store::track_index(IndexKey::Kind(Response::SCHEMA.kind));
    let (chosen, works) = (ANSWERS_AS.with(|signal| signal.get()), session::working_as().trim().to_lowercase());
    store::with(|portfolio| {
        let all = responses(portfolio, assessment);
        let find = |fits: &dyn Fn(&Response) -> bool| {
            all.iter().find(|response| fits(response)).map(|response| response.meta().id)
        };
        find(&|response| Some(response.meta().id) == chosen)
            .or_else(|| find(&|response| response.name.trim().to_lowercase() == works))
            .or_else(|| find(&|_| all.len() == 1))
    })
}

/// The tab.
pub fn answers(id: Id, model: Arc<Model>) -> AnyView {
    let state = Memo::new(move |_| store::record::<Assessment, _>(id, |assessment| assessment.state));
    later::hear(ev::pagehide, |_| saving::flush());
    let body = move || match state.get() {
        Some(AssessmentState::Answering) => answering(id, model.clone()),
        Some(AssessmentState::Consensus) => on_the_table(id),
        Some(AssessmentState::Closed) => {
            view! { {closed(id)} {super::result::answers_of(id, model.clone())} }
        }
        None => view! { <span></span> },
    };
    view! { {body} }.into_any()
}

fn answering(id: Id, model: Arc<Model>) -> Drawn {
    let mine = Memo::new(move |_| current(id));
    let kind =
        store::with(|portfolio| portfolio.get::<Assessment>(id).map(|assessment| assessment.kind)).unwrap_or_default();
    let at = RwSignal::new(0);
    let (shown, beside, known) = (model.clone(), model.clone(), model);
    let sheet = move |model: &Arc<Model>| {
        mine.get().map(|response| Sheet { assessment: id, response, kind, model: model.clone(), at })
    };
    view! {
        <div class="answering">
            <div class="answering-main">{move || match sheet(&shown) {
                Some(sheet) => of_respondent(sheet),
                None => view! {
                    <section class="panel">
                        <header class="panel-head"><h2>"Who answers?"</h2></header>
                        <p>"Everybody answers alone, without seeing what others have answered. Choose whose answers these are."</p>
                        {asking("Answer as another respondent", "btn primary", move || start::join(id))}
                    </section>
                },
            }}</div>
            <aside class="answering-side stack" aria-label="Respondents and dimensions">
                {move || sheet(&beside).map(dimensions)}
                {respondents(id, mine, kind, known)}
                {files::for_colleagues(id)}
            </aside>
        </div>
    }
}

/// The questions of a respondent, or that they were handed in.
fn of_respondent(sheet: Sheet) -> Drawn {
    let of_sheet = sheet.clone();
    let handed_in = Memo::new(move |_| of_sheet.read(|response| response.finished_on));
    let start = untrack(|| sheet.read(|response| first_open(&sheet.model, sheet.kind, response)));
    sheet.at.set(start);
    let body = move || match handed_in.get() {
        Some(day) => thanks(&sheet, &full_day(day)),
        None => question::questions(&sheet),
    };
    view! { {body} }
}

fn thanks(sheet: &Sheet, day: &str) -> Drawn {
    let (assessment, response) = (sheet.assessment, sheet.response);
    let name = store::with(|portfolio| store::title_in(portfolio, response));
    let is_alone = store::with(|portfolio| responses(portfolio, assessment).len() == 1);
    let seen = if is_alone { "." } else { ". Nobody else sees them before the answers are revealed." };
    let words = ["Handed in by ", &name, " on ", day, seen];
    let (tab, door) = match is_alone {
        true => (AssessmentTab::Result, "See the result"),
        false => (AssessmentTab::Agree, "See the differences"),
    };
    let next = router::href(&tab.of(assessment));
    focus_soon(HEADING.to_owned());
    view! {
        <section class="panel stack">
            <header class="panel-head"><h2 id=HEADING tabindex="-1">"These answers are handed in"</h2></header>
            <p>{words.concat()}</p>
            <div class="row">
                <a class="btn primary" href=next>{door}</a>
                <button type="button" class="btn" on:click=move |_| hand_in(response, false)>"Take them back"</button>
                {files::save_answers_button(assessment, response)}
                {asking("Answer as another respondent", "btn", move || start::join(assessment))}
            </div>
        </section>
    }
}

/// Hands answers in, or takes them back.
fn hand_in(response: Id, is_done: bool) {
    saving::flush();
    let on = is_done.then(session::today_untracked);
    let is_handed_in = actions::dispatch(&Command::act(MaturityCommand::HandIn { response, on }));
    if !is_done || !is_handed_in {
        return;
    }
    // Who answers a quick check alone has nobody to wait for.
    let alone = store::with(|portfolio| {
        let assessment = portfolio.follow::<Assessment>(portfolio.get::<Response>(response)?.assessment)?;
        let is_quick = assessment.kind == AssessmentKind::Quick;
        let id = assessment.meta.id;
        (is_quick && responses(portfolio, id).len() == 1).then_some(id)
    });
    if let Some(id) = alone {
        router::go(&AssessmentTab::Result.of(id));
        focus_heading();
    }
}

fn dimensions(sheet: Sheet) -> Drawn {
    let of_sheet = sheet.clone();
    let all = Memo::new(move |_| of_sheet.read(|response| parts(&of_sheet.model, of_sheet.kind, response)));
    let of_sheet = sheet.clone();
    let handed_in = Memo::new(move |_| of_sheet.read(|response| response.finished_on.is_some()));
    let count = all.with_untracked(Vec::len);
    let row = |number: usize| {
        let sheet = sheet.clone();
        let part = Memo::new(move |_| all.with(|all| all.get(number).cloned()));
        let of = move |read: fn(&Part) -> String| part.with(|part| part.as_ref().map(read)).unwrap_or_default();
        let at = sheet.at;
        let is_current = move || {
            let at = at.get();
            let is_in =
                part.with(|part| part.as_ref().is_some_and(|part| (part.first..part.first + part.all).contains(&at)));
            is_in.then_some("true")
        };
        let is_done = move || part.with(|part| part.as_ref().is_some_and(|part| part.done == part.all));
        let jump = move |_| {
            if let Some(part) = part.get_untracked() {
                sheet.go(part.goes_on_at);
            }
        };
        view! {
            <li>
                <button type="button" class="dimension-jump" class:done=is_done aria-current=is_current on:click=jump>
                    <span>{move || of(|part| part.name.clone())}</span>
                    <span class="num">{move || of(|part| [&part.done.to_string(), " of ", &part.all.to_string()].concat())}</span>
                </button>
            </li>
        }
    };
    let rows: Vec<Drawn> = (0..count).map(row).collect();
    let (one, other) = (sheet.clone(), sheet.clone());
    let figures = Memo::new(move |_| one.read(|response| progress(&one.model, one.kind, response)));
    let words = Signal::derive(move || {
        let (done, all) = figures.get();
        [&done.to_string(), " of ", &all.to_string(), " answered"].concat()
    });
    let percent = Signal::derive(move || {
        let (done, all) = figures.get();
        i64::try_from(done * 100 / all.max(1)).unwrap_or_default()
    });
    let last = other.model.clone();
    let kind = other.kind;
    let end = move |_| other.go(crate::view::maturity::answers::asked(&last, kind).len());
    view! {
        <section class="panel" hidden=move || handed_in.get()>
            <header class="panel-head"><h2>"Dimensions"</h2><span class="small-text muted">{words}</span></header>
            {meter(percent, words, crate::ui::parts::Tone::Accent, false)}
            <ol class="dimension-list">{rows}</ol>
            <button type="button" class="btn small" on:click=end>"To the end"</button>
        </section>
    }
}

/// Who takes part: names and whether they have handed in, and nothing of what they answered.
fn respondents(id: Id, mine: Memo<Option<Id>>, kind: AssessmentKind, model: Arc<Model>) -> Drawn {
    let rows = move || {
        store::track_index(IndexKey::Kind(Response::SCHEMA.kind));
        let all: Vec<Id> =
            store::with(|portfolio| responses(portfolio, id).iter().map(|response| response.meta().id).collect());
        all.into_iter().map(|entry| respondent(entry, mine, kind, &model)).collect::<Vec<Drawn>>()
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Respondents"</h2></header>
            <ul class="referrers">{rows}</ul>
            {asking("Answer as another respondent", "btn small", move || start::join(id))}
        </section>
    }
}

fn respondent(response: Id, mine: Memo<Option<Id>>, kind: AssessmentKind, model: &Arc<Model>) -> Drawn {
    let answers = store::with(|portfolio| portfolio.get::<Response>(response).cloned()).unwrap_or_default();
    let group =
        model.groups.iter().find(|group| *group.id == *answers.group).map(|group| [", ", &group.label].concat());
    let name = answers.name.to_string();
    let label = ["Answer as ", &name].concat();
    let model = model.clone();
    let note = Memo::new(move |_| {
        store::record::<Response, _>(response, |answers| match answers.finished_on {
            Some(day) => ["Handed in on ", &full_day(day)].concat(),
            None => {
                let (done, all) = progress(&model, kind, answers);
                [&done.to_string(), " of ", &all.to_string(), " answered"].concat()
            }
        })
        .unwrap_or_default()
    });
    let is_mine = move || mine.get() == Some(response);
    view! {
        <li class="respondent" aria-current=move || is_mine().then_some("true")>
            <span><strong>{name.clone()}</strong>{group}<span class="note">{note}</span></span>
            <button type="button" class="btn small" aria-label=label hidden=is_mine on:click=move |_| {
                saving::flush();
                ANSWERS_AS.with(|signal| signal.set(Some(response)));
            }>"Answer as"</button>
            <span class="small-text muted" hidden=move || !is_mine()>"Shown here"</span>
        </li>
    }
}

fn on_the_table(id: Id) -> Drawn {
    let text = "The differences are being discussed now. To answer or change something, go back to answering first.";
    let href = router::href(&AssessmentTab::Agree.of(id));
    let back = move |_| {
        super::agree::discuss(id, false);
    };
    let buttons = view! {
        <a class="btn primary" href=href>"See the differences"</a>
        <button type="button" class="btn" on:click=back>"Go back to answering"</button>
    };
    view! { {empty_state(Icon::Users, "The answers are revealed", text, buttons)} }
}

fn closed(id: Id) -> Drawn {
    let day = store::record::<Assessment, _>(id, |assessment| assessment.closed_on)
        .flatten()
        .map(full_day)
        .unwrap_or_default();
    let words = [
        "Closed on ",
        &day,
        ". Closed assessments cannot be changed; to change something, start a new version, which takes its answers over.",
    ];
    let href = router::href(&AssessmentTab::Result.of(id));
    view! {
        <section class="empty">
            {icon(Icon::ShieldCheck)}
            <h2>"This assessment is closed"</h2>
            <p>{words.concat()}</p>
            <div class="row">
                {asking("Start a new version", "btn primary", move || start::start(Some(id)))}
                <a class="btn" href=href>"See the result"</a>
            </div>
        </section>
    }
}
