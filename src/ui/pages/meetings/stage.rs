//! A meeting while it is held: one item after the other over the whole window, for a beamer, then what came of it, recorded as one step. What is
//! typed is kept as a draft until then. Must not know how an item is decided.

use super::item::{self, Attempt};
use crate::domain::id::Id;
use crate::domain::records::{Meeting, Person};
use crate::engine::command::{Command, GateProposal};
use crate::platform::page;
use crate::store;
use crate::store::drafts as kept;
use crate::ui::dialogs::proposal_of;
use crate::ui::draw::later::after_drawing;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, icon, info_dialog, wide_dialog};
use crate::ui::{actions, desk, drafts};
use crate::view::drafts::Draft;
use crate::view::office::meeting::{ItemKind, MeetingDraft, gate_draft, kind_of};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};

/// A meeting that is being held.
#[derive(Clone, Copy)]
pub struct Held {
    /// The meeting.
    pub meeting: Id,
    /// What was typed.
    pub draft: RwSignal<MeetingDraft>,
    /// Names of people.
    pub people: Signal<Vec<String>>,
}

const STAGE: &str = "meeting-stage";
const HEAD: &str = "meeting-item-head";

/// The dialog of a meeting.
pub fn stage(id: Id) -> AnyView {
    let found = store::with(|portfolio| {
        let meeting = portfolio.get::<Meeting>(id).filter(|meeting| !meeting.meta.deleted)?.clone();
        let people: Vec<String> = portfolio.all::<Person>().map(|person| person.name.to_string()).collect();
        Some((MeetingDraft::of(portfolio, &meeting), meeting, people))
    });
    let Some((first, meeting, people)) = found else {
        return info_dialog(
            "Meeting not there",
            "",
            view! { <p>"This meeting is no longer there. Undo, or another tab, may have taken it away."</p> }
                .into_any(),
        );
    };
    let (draft, first) = (RwSignal::new(first.clone()), StoredValue::new(first));
    let note = drafts::keep(
        ["meeting/", &*id.to_string()].concat(),
        move || draft.with(MeetingDraft::texts),
        move |texts| {
            let mut filled = first.get_value();
            filled.fill(texts);
            draft.set(filled);
        },
    );
    let held = Held { meeting: id, draft, people: Signal::stored(people) };
    let (at, count) = (RwSignal::new(0_usize), meeting.agenda.len());
    let attempt: StoredValue<Option<Attempt>> = StoredValue::new(None);
    let error = RwSignal::new(String::new());
    let go = move |to: usize| {
        if to <= count {
            at.set(to);
            error.set(String::new());
            after_drawing(|| focus_soon(HEAD.to_owned()));
        }
    };
    let back = move || at.get_untracked().checked_sub(1).into_iter().for_each(go);
    let next = move || go(at.get_untracked() + 1);
    let decide = move || {
        let now = at.get_untracked();
        let is_done = attempt.with_value(|attempt| attempt.as_ref().is_none_or(|attempt| attempt()));
        if is_done {
            if attempt.with_value(Option::is_some) {
                draft.update(|draft| draft.set(now, "decided", "yes".to_owned()));
            }
            go(now + 1);
        }
    };
    let record = move || {
        let command = store::with(|portfolio| {
            portfolio.get::<Meeting>(id).map(|meeting| (meeting.clone(), draft.get_untracked()))
        });
        let Some((meeting, typed)) = command else { return };
        let gates = |project: Id| proposal(held, project);
        let act = store::with(|portfolio| typed.hold(portfolio, &meeting, &gates));
        match actions::try_dispatch(&Command::act(act)) {
            Ok(()) => {
                forget(&meeting, &typed);
                note.sent();
                desk::close();
            }
            Err(sentence) => {
                error.set(sentence);
                focus_soon("meeting-error".to_owned());
            }
        }
    };
    let keys = move |event: KeyboardEvent| by_key(&event, &back, &next);
    let is_last = Memo::new(move |_| at.get() >= count);
    let body = move || {
        let now = at.get();
        if now >= count {
            attempt.set_value(None);
            return summary(held, error, go);
        }
        let (drawn, tries) = item::item(held, now);
        let can_be_decided = tries.is_some();
        attempt.set_value(tries);
        shown(held, now, count, can_be_decided, drawn)
    };
    let is_talk = Memo::new(move |_| {
        let now = at.get();
        store::with(|portfolio| {
            let item = portfolio.get::<Meeting>(id).and_then(|meeting| meeting.agenda.get(now).cloned());
            item.is_none_or(|item| kind_of(portfolio, &item) == ItemKind::Talk)
        })
    });
    let decide_words = move || if is_talk.get() { "Next" } else { "Decide, and go on" };
    let content = view! {
        <div class="meeting-stage" id=STAGE on:keydown=keys>
            {note.note()}
            <div class="dialog-body">{body}</div>
            <footer class="dialog-foot">
                <button type="button" class="btn quiet" on:click=|_| page::toggle_full_screen(STAGE)>"Full screen"</button>
                <span class="meeting-keys muted">"Keys 1 to 5 choose, the arrows go on and back."</span>
                <button type="button" class="btn" disabled=move || at.get() == 0 on:click=move |_| back()>"Back"</button>
                <button type="button" class="btn" hidden=move || is_last.get() || is_talk.get() on:click=move |_| next()>"Go on undecided"</button>
                <button type="button" class="btn primary" hidden=move || is_last.get() on:click=move |_| decide()>{decide_words}</button>
                <button type="button" class="btn primary" hidden=move || !is_last.get() on:click=move |_| record()>{icon(Icon::Check)}"Record the meeting"</button>
            </footer>
        </div>
    };
    wide_dialog(&meeting.title, "", content.into_any())
}

/// An item with its place among the others.
fn shown(held: Held, at: usize, count: usize, can_be_decided: bool, drawn: Drawn) -> Drawn {
    let text = store::with(|portfolio| {
        let item = portfolio.get::<Meeting>(held.meeting).and_then(|meeting| meeting.agenda.get(at).cloned());
        item.map(|item| item.text.to_string()).unwrap_or_default()
    });
    let place = ["Item ", &*(at + 1).to_string(), " of ", &*count.to_string()].concat();
    let is_decided = move || held.draft.with(|draft| draft.text(at, "decided") == "yes");
    let withdraw = move |_| {
        held.draft.update(|draft| draft.set(at, "decided", String::new()));
        focus_soon(HEAD.to_owned());
    };
    let mark = can_be_decided.then(|| {
        view! {
            <p class="meeting-decided" hidden=move || !is_decided()>
                {icon(Icon::Check)}"Counts as decided in this meeting. "
                <button type="button" class="btn small" on:click=withdraw>"Leave it undecided"</button>
            </p>
        }
    });
    view! {
        <div class="meeting-now">
            <p class="meeting-place">{place}</p>
            <h3 id=HEAD tabindex="-1" data-start="">{text}</h3>
            {mark}
            {drawn}
        </div>
    }
}

/// What came of it, who was there, and what else was said.
fn summary(held: Held, error: RwSignal<String>, go: impl Fn(usize) + Copy + Send + Sync + 'static) -> Drawn {
    let items = store::with(|portfolio| {
        portfolio.get::<Meeting>(held.meeting).map(|meeting| meeting.agenda.clone()).unwrap_or_default()
    });
    let decided = held.draft.with_untracked(MeetingDraft::decided);
    let words = ["What came of it: ", &*decided.to_string(), " of ", &*items.len().to_string(), " decided"].concat();
    let row = |(at, item): (usize, crate::domain::records::meeting::AgendaItem)| -> Drawn {
        let is_decided = held.draft.with_untracked(|draft| draft.text(at, "decided") == "yes");
        let mark = if is_decided { "Decided" } else { "Not decided" };
        let label = [&*item.text, ", ", mark, ": change"].concat();
        view! {
            <li><span>{item.text.to_string()}", "<strong>{mark}</strong></span>
                <button type="button" class="btn small" aria-label=["Change: ", &*label].concat() on:click=move |_| go(at)>"Change"</button></li>
        }
    };
    let rows: Vec<Drawn> = items.into_iter().enumerate().map(row).collect();
    let attendees = Signal::derive(move || held.draft.with(|draft| draft.attendees.clone()));
    let minutes = Signal::derive(move || held.draft.with(|draft| draft.minutes.clone()));
    let on_people = Callback::new(move |text: String| held.draft.update(|draft| draft.attendees = text));
    let on_minutes = Callback::new(move |text: String| held.draft.update(|draft| draft.minutes = text));
    view! {
        <div class="meeting-now">
            <p class="meeting-place">"At the end"</p>
            <h3 id=HEAD tabindex="-1">{words}</h3>
            <ol class="meeting-summary">{rows}</ol>
            <div class="form">
                <Field label="Present" control=FieldControl::Named(held.people, "person") value=attendees on_input=on_people required=true
                    help="Several names are separated by commas."/>
                <Field label="Further minutes" control=FieldControl::Prose value=minutes on_input=on_minutes optional=true/>
            </div>
            <p class="field-error" role="alert" id="meeting-error" tabindex="-1" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    }
}

/// What the draft of the gate of a project proposes.
fn proposal(held: Held, project: Id) -> Option<GateProposal> {
    let (project, mut form) = item::form_of(held, project)?;
    let texts = kept::place().and_then(|place| Draft::read(&kept::get(place, &gate_draft(project.meta.id, form.gate))));
    if let Some(draft) = texts {
        form.fill(&draft.texts);
    }
    Some(proposal_of(&project, &form))
}

/// The gates that were decided have no drafts any more; what was typed of the others stays.
fn forget(meeting: &Meeting, typed: &MeetingDraft) {
    let Some(place) = kept::place() else { return };
    let decided = meeting.agenda.iter().enumerate().filter(|(at, _)| typed.text(*at, "decided") == "yes");
    for (_, item) in decided {
        let kind = item.subject.map(|subject| subject.id);
        for gate in crate::domain::gates::Gate::ALL {
            if let Some(id) = kind {
                kept::set(place, &gate_draft(id, *gate), String::new());
            }
        }
    }
}

/// 1 to 5 choose a decision, arrows and page keys go on and back; none of it while somebody types.
fn by_key(event: &KeyboardEvent, back: &dyn Fn(), next: &dyn Fn()) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let radio =
        target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>()).map(|input| input.type_() == "radio");
    let types = radio == Some(false)
        || target.as_ref().is_some_and(|target| matches!(&*target.tag_name(), "TEXTAREA" | "SELECT"));
    if types {
        return;
    }
    match event.key().as_str() {
        "ArrowRight" | "PageDown" if radio.is_none() => {
            event.prevent_default();
            next();
        }
        "ArrowLeft" | "PageUp" if radio.is_none() => {
            event.prevent_default();
            back();
        }
        digit @ ("1" | "2" | "3" | "4" | "5") => {
            let number: u32 = digit.parse().unwrap_or(1);
            let found = document().query_selector_all(".meeting-stage .choices input[type=radio]").ok();
            let chosen =
                found.and_then(|all| all.item(number - 1)).and_then(|node| node.dyn_into::<HtmlElement>().ok());
            if let Some(chosen) = chosen {
                event.prevent_default();
                chosen.click();
            }
        }
        _ => {}
    }
}
