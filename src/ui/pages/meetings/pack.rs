//! The pack that is printed before a meeting, and the minutes after it: the same pages, item by item. Must not know how anything is worked out.

use crate::domain::id::Id;
use crate::domain::records::Meeting;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::view::format::full_day;
use crate::view::office::meeting::{ItemShown, action_lines, held_words, item_shown};
use leptos::prelude::*;

/// The element that becomes a file.
pub const ELEMENT: &str = "meeting-pack";

/// What the pack shows.
#[derive(Clone, PartialEq)]
struct Shown {
    title: String,
    words: String,
    people: String,
    items: Vec<ItemShown>,
    actions: Vec<String>,
    minutes: String,
}

fn shown(id: Id) -> Option<Shown> {
    store::track_history();
    let today = session::today();
    store::with(|portfolio| {
        let meeting = portfolio.get::<Meeting>(id)?;
        let on = meeting.on.map(full_day).unwrap_or_default();
        let body = portfolio.called_if(meeting.body.map(|body| body.id));
        let people: Vec<String> =
            meeting.attendees.iter().flatten().map(|person| portfolio.called(person.id)).collect();
        let place = meeting.place.trim().to_owned();
        let is_held = meeting.state == crate::domain::records::meeting::MeetingState::Held;
        let came = if is_held { held_words(portfolio, meeting) } else { String::new() };
        let parts = [body, on, place, came];
        Some(Shown {
            title: meeting.title.to_string(),
            words: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            people: people.join(", "),
            items: meeting.agenda.iter().map(|item| item_shown(portfolio, item, today)).collect(),
            actions: action_lines(portfolio, meeting),
            minutes: meeting.minutes.trim().to_owned(),
        })
    })
}

/// The pack, or the minutes.
pub fn pack(id: Id, is_held: Memo<bool>) -> Drawn {
    let found = Memo::new(move |_| shown(id));
    let body = move || {
        found.get().map(|found| {
            let Shown { title, words, people, items, actions, minutes } = found;
            let has_none = items.is_empty();
            let items: Vec<Drawn> = items.into_iter().enumerate().map(|(at, item)| one(at, item)).collect();
            let actions: Vec<Drawn> = actions
                .into_iter()
                .map(|line| -> Drawn {
                    view! { <li>{line}</li> }
                })
                .collect();
            let actions = (!actions.is_empty())
                .then(|| view! { <section><h2>"Actions"</h2><ul class="report-items">{actions}</ul></section> });
            let minutes = (!minutes.is_empty())
                .then(|| view! { <section><h2>"Also said"</h2><p class="prose">{minutes}</p></section> });
            let people =
                (!people.is_empty()).then(|| view! { <p class="report-small">{["Present: ", &*people].concat()}</p> });
            let none = has_none.then(|| view! { <p class="muted">"Nothing is on the agenda yet."</p> });
            let label = if is_held.get() { "Minutes" } else { "Pack" };
            view! {
                <article class="report status-report meeting-pack" id=ELEMENT aria-label=label>
                    <header><p class="report-title">{title}</p></header>
                    <p class="report-small">{words}</p>
                    {people}
                    {none}
                    <ol class="meeting-items">{items}</ol>
                    {actions}
                    {minutes}
                </article>
            }
        })
    };
    view! { {body} }
}

fn one(at: usize, item: ItemShown) -> Drawn {
    let number = [&*(at + 1).to_string(), ". ", &*item.text].concat();
    let ItemShown { outcome, note, .. } = &item;
    let outcome =
        (!outcome.is_empty()).then(|| view! { <p class="meeting-outcome">{["Decided: ", &**outcome].concat()}</p> });
    let note = (!note.is_empty()).then(|| view! { <p class="prose">{note.clone()}</p> });
    view! { <li class="meeting-item"><h2>{number}</h2>{outcome}{note}{facts(&item)}</li> }
}

/// Status, figures, what was said and open conditions of an item: in the pack, and on the beamer.
pub fn facts(item: &ItemShown) -> Drawn {
    let status = (!item.status.is_empty()).then(|| ("Status".to_owned(), item.status.clone()));
    let fact = |(label, words): (String, String)| -> Drawn {
        view! { <div><dt>{label}</dt><dd>{words}</dd></div> }
    };
    let facts: Vec<Drawn> = status.into_iter().chain(item.facts.iter().cloned()).map(fact).collect();
    let line = |(label, words): &(String, String)| -> Drawn {
        view! { <li><strong>{label.clone()}": "</strong>{words.clone()}</li> }
    };
    let lines: Vec<Drawn> = item.lines.iter().map(line).collect();
    let condition = |words: &String| -> Drawn {
        view! { <li>{words.clone()}</li> }
    };
    let conditions: Vec<Drawn> = item.conditions.iter().map(condition).collect();
    let facts = (!facts.is_empty()).then(|| view! { <dl class="report-facts">{facts}</dl> });
    let lines = (!lines.is_empty()).then(|| view! { <ul class="report-items">{lines}</ul> });
    let conditions = (!conditions.is_empty())
        .then(|| view! { <div><h3>"Open conditions"</h3><ul class="report-items">{conditions}</ul></div> });
    view! { {facts}{lines}{conditions} }
}
