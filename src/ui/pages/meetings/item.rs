//! One item of a meeting that is being held, as it is decided: the review of a gate, a change, a decision that waits, or words; with what was
//! said and who does what. Must not know how the items follow each other.

use super::pack;
use super::stage::Held;
use crate::domain::id::Id;
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::{Decision, Meeting, Project};
use crate::engine::rights::question_of_change;
use crate::store::{self, session};
use crate::ui::dialogs::{GateSheet, gate_sheet};
use crate::ui::drafts;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{ChoiceCard, Field, FieldControl, Icon, choice_cards, focus_soon, icon, icon_button};
use crate::view::gate_form::GateForm;
use crate::view::office::meeting::{ActionRow, ItemKind, gate_draft, gate_form, item_shown, kind_of};
use leptos::prelude::*;
use std::sync::Arc;

/// Tries to count an item as decided: says whether it does, and shows what is missing where it does not.
pub type Attempt = Arc<dyn Fn() -> bool + Send + Sync>;

/// Where what is missing of an item is said.
pub const LACKS: &str = "meeting-lacks";

/// An item, and how it is decided; words are only noted.
pub fn item(held: Held, at: usize) -> (Drawn, Option<Attempt>) {
    let found = store::with(|portfolio| {
        let item = portfolio.get::<Meeting>(held.meeting)?.agenda.get(at)?.clone();
        Some((kind_of(portfolio, &item), item_shown(portfolio, &item, session::today_untracked())))
    });
    let Some((kind, shown)) = found else { return (view! { <span></span> }, None) };
    let error = RwSignal::new(String::new());
    let (body, attempt): (Drawn, Option<Attempt>) = match kind {
        ItemKind::Gate(project, _) => gate(held, project),
        ItemKind::Change(change) => (change_form(held, at, change), Some(simple(held, at, kind, error))),
        ItemKind::Choice(decision) => (choice_form(held, at, decision), Some(simple(held, at, kind, error))),
        ItemKind::Talk => (view! { <span></span> }, None),
    };
    // The review of a gate shows the figures itself.
    let facts = match kind {
        ItemKind::Gate(..) => pack::facts(&crate::view::office::meeting::ItemShown {
            facts: Vec::new(),
            status: String::new(),
            ..shown.clone()
        }),
        _ => pack::facts(&shown),
    };
    let drawn = view! {
        <p class="meeting-about">{shown.about.clone()}</p>
        <div class="meeting-facts">{facts}</div>
        {body}
        <p class="field-error" role="alert" id=LACKS tabindex="-1" hidden=move || error.with(String::is_empty)>{error}</p>
        <div class="form">{field(held, at, "note", "What was said", FieldControl::Prose)}</div>
        {actions(held, at)}
    };
    (drawn, attempt)
}

fn simple(held: Held, at: usize, kind: ItemKind, error: RwSignal<String>) -> Attempt {
    Arc::new(move || {
        let lacks = held.draft.with_untracked(|draft| draft.lacks(kind, at));
        let asked = match kind {
            ItemKind::Change(change) if lacks.is_empty() => question(held, at, change).unwrap_or_default(),
            _ => String::new(),
        };
        let beyond = held.draft.with_untracked(|draft| draft.text(at, "beyond"));
        let why = match (lacks.is_empty(), asked.is_empty() || !beyond.trim().is_empty()) {
            (false, _) => lacks.to_owned(),
            (true, false) => asked,
            (true, true) => String::new(),
        };
        let is_done = why.is_empty();
        error.set(why);
        if !is_done {
            focus_soon(LACKS.to_owned());
        }
        is_done
    })
}

/// Asks why somebody else decides a change than who has the right to.
fn question(held: Held, at: usize, change: Id) -> Option<String> {
    let is_approved = held.draft.with(|draft| draft.text(at, "outcome") == ChangeState::Approved.name());
    let who = store::with(|portfolio| {
        let body = portfolio.get::<Meeting>(held.meeting).and_then(|meeting| meeting.body);
        portfolio.called_if(body.map(|body| body.id))
    });
    let who = if who.is_empty() { held.draft.with(|draft| draft.attendees.clone()) } else { who };
    let names: Vec<String> = who.split([',', ';', '\n']).map(str::to_owned).collect();
    store::with(|portfolio| question_of_change(portfolio, change, &names)).filter(|_| is_approved)
}

fn field(held: Held, at: usize, part: &'static str, label: &'static str, control: FieldControl) -> AnyView {
    let value = Signal::derive(move || held.draft.with(|draft| draft.text(at, part)));
    let on_input = Callback::new(move |text: String| held.draft.update(|draft| draft.set(at, part, text)));
    view! { <Field label=label control=control value=value on_input=on_input/> }.into_any()
}

/// The form of a gate as its own draft has it, by the meeting's usual answers.
pub fn form_of(held: Held, project: Id) -> Option<(Project, GateForm)> {
    let (today, attendees) = (session::today_untracked(), held.draft.with_untracked(|draft| draft.attendees.clone()));
    store::with(|portfolio| {
        let found = portfolio.get::<Project>(project).filter(|project| !project.meta.deleted)?;
        let form = gate_form(portfolio, portfolio.get::<Meeting>(held.meeting)?, found, &attendees, None, today)?;
        Some((found.clone(), form))
    })
}

fn gate(held: Held, id: Id) -> (Drawn, Option<Attempt>) {
    let Some((project, first)) = form_of(held, id) else {
        return (view! { <p>"This project has no gate ahead any more."</p> }, None);
    };
    let kept_as = gate_draft(id, first.gate);
    let (form, first) = (RwSignal::new(first.clone()), StoredValue::new(first));
    drafts::keep(
        kept_as,
        move || form.with(GateForm::texts),
        move |texts| {
            let mut filled = first.get_value();
            filled.fill(texts);
            form.set(filled);
        },
    );
    let GateSheet { body, missing, tried } = gate_sheet(&project, form);
    let attempt: Attempt = Arc::new(move || {
        tried.set(true);
        let is_done = missing.with_untracked(Vec::is_empty);
        if !is_done {
            focus_soon("gate-missing".to_owned());
        }
        is_done
    });
    (view! { {body} }, Some(attempt))
}

/// What a change may come to.
const OUTCOMES: [(ChangeState, &str, &str); 3] = [
    (ChangeState::Approved, "Approve", "It is done, and sets a new baseline once it is implemented."),
    (ChangeState::Rejected, "Reject", "It is not done."),
    (ChangeState::Deferred, "Defer", "Not now: it comes again once it is assessed anew."),
];

fn change_form(held: Held, at: usize, change: Id) -> Drawn {
    let chosen = Signal::derive(move || {
        let outcome = held.draft.with(|draft| draft.text(at, "outcome"));
        OUTCOMES.iter().map(|known| known.0.name()).find(|name| *name == outcome).unwrap_or("")
    });
    let choose =
        Callback::new(move |name: &'static str| held.draft.update(|draft| draft.set(at, "outcome", name.to_owned())));
    let card = |(state, title, text): &(ChangeState, &'static str, &str)| ChoiceCard {
        value: state.name(),
        title,
        text: (*text).to_owned(),
        note: Signal::stored(String::new()),
        disabled: Signal::stored(false),
        below: None,
    };
    let cards = OUTCOMES.iter().map(card).collect();
    let asked = Memo::new(move |_| question(held, at, change).unwrap_or_default());
    let approves = move || chosen.get() == ChangeState::Approved.name();
    view! {
        {choice_cards("Decision", cards, chosen, choose)}
        <div class="form">
            {field(held, at, "reason", "Reason", FieldControl::Prose)}
            <div hidden=move || !approves()>{field(held, at, "conditions", "Conditions", FieldControl::Prose)}</div>
            <div hidden=move || asked.with(String::is_empty)>
                <p>{asked}</p>
                {field(held, at, "beyond", "Why somebody else decides", FieldControl::Prose)}
            </div>
        </div>
    }
}

fn choice_form(held: Held, at: usize, decision: Id) -> Drawn {
    let options: Vec<String> = store::with(|portfolio| {
        let found = portfolio.get::<Decision>(decision);
        found
            .map(|decision| decision.options.iter().map(|option| option.text.to_string()).collect())
            .unwrap_or_default()
    });
    let option = |text: String| -> Drawn {
        let words = ["Take “", &*text, "”"].concat();
        let take = move |_| held.draft.update(|draft| draft.set(at, "outcome", text.clone()));
        view! { <button type="button" class="btn" on:click=take>{words}</button> }
    };
    let options: Vec<Drawn> = options.into_iter().map(option).collect();
    view! {
        <div class="row">{options}</div>
        <div class="form">
            {field(held, at, "outcome", "What is decided", FieldControl::Line)}
            {field(held, at, "reason", "Reasons", FieldControl::Prose)}
        </div>
    }
}

/// Who does what after it.
fn actions(held: Held, at: usize) -> Drawn {
    let item = at.to_string();
    let of_it = {
        let item = item.clone();
        Memo::new(move |_| {
            let is_of_it = |(number, row): (usize, &ActionRow)| (row.item == item).then_some(number);
            held.draft.with(|draft| draft.actions.iter().enumerate().filter_map(is_of_it).collect::<Vec<usize>>())
        })
    };
    let add = move |_| {
        held.draft.update(|draft| draft.actions.push(ActionRow { item: item.clone(), ..ActionRow::default() }));
        let last = held.draft.with_untracked(|draft| draft.actions.len().saturating_sub(1));
        focus_soon(action_id(last, "text"));
    };
    let rows = move || {
        of_it.get().into_iter().enumerate().map(|(place, number)| action(held, place, number)).collect::<Vec<Drawn>>()
    };
    view! {
        <section class="meeting-actions" aria-label="Actions">
            <h4>"Actions"</h4>
            {rows}
            <button type="button" class="btn small" on:click=add>{icon(Icon::Plus)}"Add an action"</button>
        </section>
    }
}

fn action_id(number: usize, part: &str) -> String {
    ["meeting-action-", &*number.to_string(), "-", part].concat()
}

fn action(held: Held, place: usize, number: usize) -> Drawn {
    let said = (place + 1).to_string();
    let part = |part: &'static str, label: &str, control: FieldControl| {
        let value = Signal::derive(move || {
            held.draft.with(|draft| {
                draft.actions.get(number).and_then(|row| row.clone().part(part).cloned()).unwrap_or_default()
            })
        });
        let on_input = Callback::new(move |text: String| {
            held.draft.update(|draft| {
                if let Some(part_text) = draft.actions.get_mut(number).and_then(|row| row.part(part)) {
                    *part_text = text;
                }
            });
        });
        let label = [label, &*said].concat();
        view! { <Field label=label control=control value=value on_input=on_input id=action_id(number, part)/> }
    };
    // Rows keep their numbers: one that is emptied becomes no action.
    let clear = Callback::new(move |()| {
        held.draft.update(|draft| {
            if let Some(row) = draft.actions.get_mut(number) {
                *row = ActionRow::default();
            }
        });
        focus_soon("meeting-item-head".to_owned());
    });
    view! {
        <div class="condition">
            {part("text", "Action ", FieldControl::Line)}
            {icon_button(Icon::Trash, ["Remove action ", &*said].concat(), "quiet", clear)}
            <div class="form columns">
                {part("owner", "Owner of action ", FieldControl::Named(held.people, "person"))}
                {part("due", "Due date of action ", FieldControl::Date)}
            </div>
        </div>
    }
}
