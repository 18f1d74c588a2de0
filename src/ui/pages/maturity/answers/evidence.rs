//! What backs an answer: how well, a note, records of the portfolio; and what the records say, once the choice is made. Must not know
//! how anything is scored.

use super::{Sheet, saving};
use crate::domain::id::{Id, Ref};
use crate::domain::maturity::model::Question;
use crate::domain::records::response::{EvidenceGrade, QuestionAnswer};
use crate::engine::signals::{Facts, Figure, reading};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::Segment;
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, icon, icon_button, segmented};
use crate::ui::{last_backup, router};
use crate::view::door::door;
use crate::view::maturity::answers::{Linkable, figure_words, linkable};
use crate::view::route::MaturityTab;
use leptos::prelude::*;

/// Most records that are named beside a figure.
const MOST_RECORDS: usize = 5;
/// Most records that a search offers.
const MOST_FOUND: usize = 6;
/// Element id of the search.
const SEARCH: &str = "evidence-search";
const NOTE: &str = "answer-note";

/// What the records say about a question; nothing before a description is chosen, so that it corrects and does not lead.
pub(super) fn signal(sheet: &Sheet, question: &Question) -> Drawn {
    let (of_sheet, id) = (sheet.clone(), question.id.clone());
    let level = Memo::new(move |_| of_sheet.read(|response| response.answer(&id)?.level).map(|level| level.0));
    let Some(signal) = sheet.model.signal(&question.signal).cloned() else { return view! { <span hidden></span> } };
    let is_chosen = Memo::new(move |_| level.get().is_some());
    let known = signal.clone();
    // Once for each question: a choice changes none of what it is computed from.
    let figure = Memo::new(move |_| {
        is_chosen.get().then(|| {
            let today = session::today_untracked();
            let reading = store::with_history(|portfolio, history| {
                reading(
                    &known.id,
                    Facts { portfolio, history, today, zone: session::offset_at, exported: last_backup::on() },
                )
            });
            reading.figure().cloned()
        })?
    });
    let body = move || {
        let (figure, level) = (figure.get()?, level.get()?);
        let is_against = signal.contradicts(figure.value, level as f64);
        let words = figure_words(&signal, &figure);
        Some(if is_against { against(&words, &figure) } else { beside(&words) })
    };
    view! { <div role="status">{body}</div> }
}

fn beside(words: &str) -> Drawn {
    view! { <p class="small-text muted">{["What the records say: ", words].concat()}</p> }
}

fn against(words: &str, figure: &Figure) -> Drawn {
    let links: Vec<Drawn> = figure.lacking.iter().take(MOST_RECORDS).filter_map(|id| record_link(*id)).collect();
    let more = figure.lacking.len().saturating_sub(MOST_RECORDS);
    let more = (more > 0).then(|| view! { <li>{["and ", &more.to_string(), " more"].concat()}</li> });
    let href = router::href(&MaturityTab::Records.route());
    view! {
        <div class="banner tone-amber">
            {icon(Icon::TriangleAlert)}
            <div>
                <strong>"The records say otherwise"</strong>
                <p>{words.to_owned()}</p>
                <ul class="inline-list">{links}{more}<li><a class="link" href=href>"All that the records say"</a></li></ul>
                <p>"Choose again, or say in a note why your answer holds all the same. "
                    <button type="button" class="link" on:click=|_| focus_soon(NOTE.to_owned())>"Write a note"</button>
                </p>
            </div>
        </div>
    }
}

fn record_link(id: Id) -> Option<Drawn> {
    let (name, route) = store::with(|portfolio| (store::title_in(portfolio, id), door(portfolio, id)));
    let href = router::href(&route?);
    Some(view! { <li><a class="link" href=href>{name}</a></li> })
}

/// How well an answer is backed, a note, and records.
pub(super) fn backing(sheet: &Sheet, question: &Question) -> Drawn {
    let hints: Vec<Drawn> = question.evidence.iter().map(|hint| view! { <li>{hint.clone()}</li> }).collect();
    let hints = (!hints.is_empty())
        .then(|| view! { <p class="field-help">"What could back it:"</p><ul class="hints">{hints}</ul> });
    view! {
        <div class="evidence form">
            {grade(sheet, question)}
            {hints}
            {records(sheet, question)}
            {note(sheet, question)}
        </div>
    }
}

fn grade(sheet: &Sheet, question: &Question) -> Drawn {
    let (of_sheet, id) = (sheet.clone(), question.id.clone());
    let chosen = Memo::new(move |_| of_sheet.read(|response| response.answer(&id)?.evidence));
    let segments: Vec<Segment> =
        EvidenceGrade::ALL.iter().map(|grade| Segment::plain(grade.name(), grade.label())).collect();
    let value = Signal::derive(move || chosen.get().unwrap_or(EvidenceGrade::E0).name());
    let (response, id) = (sheet.response, question.id.clone());
    let on_choose = Callback::new(move |name: &'static str| {
        let grade = EvidenceGrade::parse(name);
        keep(response, &id, &|answer| answer.evidence = grade);
    });
    let meanings: Vec<(EvidenceGrade, String)> =
        sheet.model.grades.iter().map(|known| (known.grade, known.meaning.clone())).collect();
    let meaning = move || {
        let grade = chosen.get().unwrap_or(EvidenceGrade::E0);
        meanings.iter().find(|(known, _)| *known == grade).map(|(_, meaning)| meaning.clone()).unwrap_or_default()
    };
    view! {
        <div class="field">
            <span class="field-label" aria-hidden="true">"Evidence"</span>
            {segmented("Evidence", &segments, value, on_choose)}
            <p class="field-help">{meaning}</p>
        </div>
    }
}

fn keep(response: Id, question: &str, alter: &dyn Fn(&mut QuestionAnswer)) {
    saving::flush();
    if let Err(sentence) = saving::alter(response, question, alter) {
        crate::ui::parts::alert(sentence);
    }
}

fn note(sheet: &Sheet, question: &Question) -> Drawn {
    let (value, on_input) = super::saving::typed(
        sheet,
        &question.id,
        "note",
        |answer| answer.note.to_string(),
        |answer, typed| answer.note = typed.into(),
    );
    view! {
        <div on:change=|_| saving::flush()>
            <Field label="Note" control=FieldControl::Prose value=value on_input=on_input id=NOTE/>
        </div>
    }
}

/// Records that back an answer, and a search for more.
fn records(sheet: &Sheet, question: &Question) -> Drawn {
    let (of_sheet, id) = (sheet.clone(), question.id.clone());
    let linked = Memo::new(move |_| {
        of_sheet.read(|response| {
            let records = response.answer(&id).map(|answer| answer.records.clone()).unwrap_or_default();
            records.into_iter().flatten().map(|record| record.id).collect::<Vec<Id>>()
        })
    });
    let (response, question) = (sheet.response, StoredValue::new(question.id.clone()));
    let rows =
        move || linked.get().into_iter().map(|record| linked_row(response, question, record)).collect::<Vec<Drawn>>();
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let present = linked.get();
        let mut found =
            query.with(|query| store::with(|portfolio| linkable(portfolio, query, MOST_FOUND + present.len())));
        found.retain(|linkable| !present.contains(&linkable.id));
        found.truncate(MOST_FOUND);
        found
    });
    let offers = move || {
        found.get().into_iter().map(|linkable| offer(response, question, linkable, query)).collect::<Vec<Drawn>>()
    };
    let nothing = move || found.with(Vec::is_empty) && !query.with(|query| query.trim().is_empty());
    view! {
        <div class="field">
            <label class="field-label" for=SEARCH>"Records that back it"</label>
            <ul class="referrers" hidden=move || linked.with(Vec::is_empty)>{rows}</ul>
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" id=SEARCH placeholder="Find a project, decision or person" autocomplete="off"
                    prop:value=query on:input=move |event| query.set(event_target_value(&event))/>
            </div>
            <ul class="offers">{offers}</ul>
            <p class="field-help" role="status">{move || if nothing() { "No matches." } else { "" }}</p>
        </div>
    }
}

fn linked_row(response: Id, question: StoredValue<String>, record: Id) -> Drawn {
    let name = store::title(record);
    let label = ["Remove the link to ", &name].concat();
    let link = match store::with(|portfolio| door(portfolio, record)) {
        Some(route) => view! { <a class="link" href=router::href(&route)>{name}</a> },
        None => view! { <span>{name}</span> },
    };
    let remove = Callback::new(move |()| {
        let without =
            |answer: &mut QuestionAnswer| answer.records.retain(|other| other.is_none_or(|other| other.id != record));
        question.with_value(|id| keep(response, id, &without));
        focus_soon(SEARCH.to_owned());
    });
    view! { <li class="linked">{link}{icon_button(Icon::X, label, "quiet small", remove)}</li> }
}

fn offer(response: Id, question: StoredValue<String>, linkable: Linkable, query: RwSignal<String>) -> Drawn {
    let Linkable { id: record, name, kind } = linkable;
    let label = ["Link ", &name].concat();
    let add = move |_| {
        let with = |answer: &mut QuestionAnswer| answer.records.push(Some(Ref::new(record)));
        question.with_value(|id| keep(response, id, &with));
        query.set(String::new());
        focus_soon(SEARCH.to_owned());
    };
    view! {
        <li><button type="button" class="btn small" aria-label=label on:click=add>
            {icon(Icon::Plus)}{name}<span class="muted">{kind}</span>
        </button></li>
    }
}
