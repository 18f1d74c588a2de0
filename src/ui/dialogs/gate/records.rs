//! What the records say beside a criterion that a deliverable answers: how it stands, the way to its card, and, where it is missing, the
//! waiver that lets it be. Must not know what was answered.

use super::Review;
use crate::domain::gates::Gate;
use crate::domain::gates::checklist::Criterion;
use crate::domain::gates::standing::Standing;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::engine::decide::{WaiveDeliverable, Waiving, records_of};
use crate::engine::deliverables::contradicted;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Tone, focus_when_drawn, pill};
use crate::ui::why_else::why_else;
use crate::ui::{actions, router};
use crate::view::door::door;
use crate::view::gate_records::{Fed, fed};
use leptos::prelude::*;

/// What the records say of a criterion now.
fn read(project: Id, gate: Gate, criterion: &Criterion) -> Option<Fed> {
    store::track_history();
    let today = session::today();
    store::with(|portfolio| {
        let project = portfolio.get::<Project>(project)?;
        fed(portfolio, &records_of(portfolio, project, gate, today), criterion)
    })
}

/// Whether the answer given says something else than the records.
pub fn against(project: Id, review: Review, criterion: &Criterion) -> Signal<bool> {
    let id = criterion.id.clone();
    Signal::derive(move || {
        store::track_history();
        let today = session::today();
        let (gate, met) = review.form.with(|form| {
            let answer = form.answers.iter().find(|answer| answer.criterion == id);
            (form.gate, answer.and_then(|answer| answer.met))
        });
        store::with(|portfolio| {
            let project = portfolio.get::<Project>(project)?;
            contradicted(&records_of(portfolio, project, gate, today), &id, met)
        })
        .is_some()
    })
}

/// What stands beside a criterion; nothing where the records say nothing.
pub fn records(project: Id, gate: Gate, criterion: &Criterion, people: Signal<Vec<String>>) -> AnyView {
    let criterion = criterion.clone();
    let text = criterion.text.to_string();
    let row = ["[id=\"check-", &*criterion.id, "\"]"].concat();
    let answering = [&*row, " input:checked, ", &*row, ":not(:has(input:checked)) input[type=radio]"].concat();
    let now = Memo::new(move |_| read(project, gate, &criterion));
    let shown = move || {
        let Some(fed) = now.get() else { return ().into_any() };
        let tone = match fed.standing {
            Standing::Accepted => Tone::Green,
            Standing::Waived => Tone::Plain,
            Standing::Open | Standing::Missing => Tone::Amber,
        };
        let href =
            fed.item.and_then(|id| store::with(|portfolio| door(portfolio, id))).map(|route| router::href(&route));
        let label = ["Open card: ", &text].concat();
        let link = href.map(|href| view! { " " <a href=href aria-label=label>"Open card"</a> });
        let answer = fed.proposed.map(|answer| [" Proposed: ", answer.label(), "."].concat());
        let waiver =
            fed.waivable.map(|deliverable| waiver(project, deliverable, text.clone(), people, answering.clone()));
        view! {
            <span class="check-data">{pill(Signal::stored(fed.standing.label().to_owned()), tone, None)}" "{fed.words}"."{answer}{link}</span>
            {waiver}
        }
        .into_any()
    };
    view! { {shown} }.into_any()
}

/// The form of a waiver, folded.
fn waiver(
    project: Id,
    deliverable: &'static str,
    title: String,
    people: Signal<Vec<String>>,
    answer: String,
) -> AnyView {
    let waiving = RwSignal::new(Waiving {
        deliverable: deliverable.to_owned(),
        until: Some(session::today_untracked().plus_days(90)),
        ..Waiving::default()
    });
    let until = RwSignal::new(session::today_untracked().plus_days(90).to_string());
    let part = |read: fn(&Waiving) -> &String, write: fn(&mut Waiving, String)| {
        let value = Signal::derive(move || waiving.with(|waiving| read(waiving).clone()));
        (value, Callback::new(move |text| waiving.update(|waiving| write(waiving, text))))
    };
    let (reason, on_reason) = part(|own| &own.reason, |own, text| own.reason = text);
    let (risk, on_risk) = part(|own| &own.risk, |own, text| own.risk = text);
    let (approver, on_approver) = part(|own| &own.approver, |own, text| own.approver = text);
    let (beyond, answer) = (RwSignal::new(String::new()), StoredValue::new(answer));
    let waive = move |asks: bool| {
        let mut waiving = waiving.get_untracked();
        waiving.until = crate::domain::date::Date::parse(until.get_untracked().trim());
        waiving.beyond = beyond.get_untracked();
        waiving.asks = asks;
        if actions::dispatch(&Command::act(WaiveDeliverable { project, waiving })) {
            // The form goes with what it was for: what follows is the answer to the criterion.
            focus_when_drawn(answer.get_value());
        }
    };
    let label = ["Waive ", &title].concat();
    let ask = ["Ask for it: waiver of ", &title].concat();
    view! {
        <details class="fold check-waiver">
            <summary aria-label=["Waive it… ", &title].concat()>"Waive it…"</summary>
            <div class="form columns">
                <Field label="Reason" control=FieldControl::Line value=reason on_input=on_reason required=true/>
                <Field label="Approved by" control=FieldControl::Named(people, "person") value=approver on_input=on_approver required=true/>
                <Field label="Until" control=FieldControl::Date value=until on_input=Callback::new(move |text| until.set(text)) required=true/>
                <Field label="Risk accepted" control=FieldControl::Line value=risk on_input=on_risk optional=true/>
            </div>
            {why_else(project, approver, beyond)}
            <div class="row">
                <button type="button" class="btn small" aria-label=label on:click=move |_| waive(false)>"Waive"</button>
                <button type="button" class="btn small" aria-label=ask on:click=move |_| waive(true)>"Ask for it"</button>
            </div>
        </details>
    }
    .into_any()
}
