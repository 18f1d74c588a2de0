//! One question a screen: its descriptions in order and without numbers, the keys, and the way on. Must not know how anything is
//! scored.

use super::{HEADING, Sheet, evidence, files, hand_in, saving};
use crate::domain::field::Bounded;
use crate::domain::maturity::model::{Dimension, Model, Question};
use crate::domain::records::response::QuestionAnswer;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, icon, small_icon};
use crate::view::format::count;
use crate::view::maturity::answers::{Press, asked, is_said, press};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// Element id of the field for the reason why a question does not apply.
const REASON: &str = "not-applicable-reason";

/// The question that is shown, or the end.
pub(super) fn questions(sheet: &Sheet) -> Drawn {
    let sheet = sheet.clone();
    let at = sheet.at;
    focus_soon(HEADING.to_owned());
    let body = move || {
        let at = at.get();
        let all = asked(&sheet.model, sheet.kind);
        match all.get(at) {
            Some((dimension, question)) => one(&sheet, dimension, question, at, all.len()),
            None => end(&sheet, &all),
        }
    };
    view! { {body} }
}

fn one(sheet: &Sheet, dimension: &Dimension, question: &Question, at: usize, all: usize) -> Drawn {
    let error = RwSignal::new(String::new());
    let card = Card { sheet: sheet.clone(), question: StoredValue::new(question.id.clone()), error, at };
    let over = ["Question ", &(at + 1).to_string(), " of ", &all.to_string(), " · ", &dimension.name].concat();
    let pressed = {
        let card = card.clone();
        move |event: KeyboardEvent| card.pressed(&event)
    };
    let back = {
        let sheet = sheet.clone();
        move |_| sheet.go(at.saturating_sub(1))
    };
    let next = {
        let sheet = sheet.clone();
        move |_| sheet.go(at + 1)
    };
    let leave = {
        let card = card.clone();
        move |_| card.leave_open()
    };
    view! {
        <article class="panel question" tabindex="-1" aria-labelledby=HEADING on:keydown=pressed>
            <header>
                <p class="small-text muted">{over}</p>
                <h2 id=HEADING tabindex="-1">{question.text.clone()}</h2>
                <p class="muted">{question.topic.clone()}</p>
            </header>
            {how_to_answer(&sheet.model)}
            {descriptions(&card, question)}
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>
                {small_icon(Icon::CircleAlert)}<span>{error}</span>
            </p>
            {evidence::signal(sheet, question)}
            {evidence::backing(sheet, question)}
            <footer class="question-foot">
                <button type="button" class="btn" disabled={at == 0} on:click=back>{icon(Icon::ArrowLeft)}"Previous"</button>
                <button type="button" class="btn quiet" on:click=leave>"Leave open"</button>
                <button type="button" class="btn primary push" on:click=next>"Next"{icon(Icon::ArrowRight)}</button>
            </footer>
            <p class="key-hint">
                <kbd>"1"</kbd>" to "<kbd>"5"</kbd>" choose from top to bottom, "<kbd>"N"</kbd>" not applicable, "
                <kbd>"Enter"</kbd>" or "<kbd>"→"</kbd>" next, "<kbd>"←"</kbd>" previous"
            </p>
        </article>
    }
}

fn how_to_answer(model: &Model) -> Drawn {
    let quantifier = |(word, meaning): &(String, String)| {
        let word = word.replace('_', " ");
        view! { <dt>{word}</dt><dd>{meaning.clone()}</dd> }
    };
    let quantifiers: Vec<Drawn> = model.quantifiers.iter().map(quantifier).collect();
    view! {
        <details class="fold">
            <summary>"How to answer"</summary>
            <p class="muted">{model.how_to_answer.clone()}</p>
            <dl class="changes">{quantifiers}</dl>
        </details>
    }
}

/// What the parts of a question have in common.
#[derive(Clone)]
struct Card {
    sheet: Sheet,
    question: StoredValue<String>,
    error: RwSignal<String>,
    at: usize,
}

impl Card {
    fn alter(&self, alter: &dyn Fn(&mut QuestionAnswer)) {
        saving::flush();
        let done = self.question.with_value(|question| saving::alter(self.sheet.response, question, alter));
        self.error.set(done.err().unwrap_or_default());
    }

    fn choose(&self, level: i64) {
        self.alter(&|answer| {
            answer.level = Some(Bounded(level));
            answer.not_applicable = "".into();
        });
    }

    fn leave_open(&self) {
        self.alter(&|answer| {
            answer.level = None;
            answer.not_applicable = "".into();
        });
        self.sheet.go(self.at + 1);
    }

    /// Answers a key, unless something is being typed or the key belongs to what has the focus.
    fn pressed(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_in = |selector: &str| {
            target.as_ref().is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
        };
        let Some(press) = press(&event.key()) else { return };
        let is_enter = event.key() == "Enter";
        // Enter in the line with the reason goes on; in all else that is typed into, keys are letters.
        let is_reason = is_in(&["#", REASON].concat());
        if is_in("textarea, select, input:not([type=radio])") && !(is_reason && is_enter) {
            return;
        }
        match press {
            Press::Choose(level) => {
                self.choose(level);
                focus_soon(radio_id(level));
            }
            Press::NotApplicable => {
                if let Some(radio) = document().get_element_by_id(&radio_id(0)) {
                    let radio = radio.unchecked_into::<leptos::web_sys::HtmlInputElement>();
                    // The browser tells of it as of a click, once this key is answered.
                    crate::ui::draw::later::after_drawing(move || radio.click());
                }
            }
            Press::Next if is_enter && is_in("button, a, summary") => return,
            Press::Next | Press::Back if !is_enter && is_in(".evidence") => return,
            Press::Next => self.sheet.go(self.at + 1),
            Press::Back => self.sheet.go(self.at.saturating_sub(1)),
        }
        event.prevent_default();
    }
}

/// Element id of a description; 0: of "not applicable".
fn radio_id(level: i64) -> String {
    ["answer-", &level.to_string()].concat()
}

/// The five descriptions, and that the question does not apply.
fn descriptions(card: &Card, question: &Question) -> Drawn {
    let (sheet, id) = (card.sheet.clone(), question.id.clone());
    let chosen = Memo::new(move |_| sheet.read(|response| response.answer(&id)?.level).map_or(0, |level| level.0));
    let (sheet, id) = (card.sheet.clone(), question.id.clone());
    let is_not_applicable =
        Memo::new(move |_| sheet.read(|response| response.answer(&id).is_some_and(QuestionAnswer::is_not_applicable)));
    // Chosen, though the reason is still to be given.
    let asks_reason = RwSignal::new(is_not_applicable.get_untracked());
    let excluded = Memo::new(move |_| chosen.get() == 0 && (asks_reason.get() || is_not_applicable.get()));
    let one = |(at, text): (usize, &String)| {
        let level = i64::try_from(at).unwrap_or_default() + 1;
        let choose = {
            let card = card.clone();
            move |_| {
                asks_reason.set(false);
                card.choose(level);
            }
        };
        view! {
            <label class="choice">
                <input type="radio" name="answer" id=radio_id(level) prop:checked=move || chosen.get() == level on:change=choose/>
                <span>{text.clone()}</span>
            </label>
        }
    };
    let all: Vec<Drawn> = question.levels.iter().enumerate().map(one).collect();
    let not_applicable = {
        let card = card.clone();
        move |_| {
            asks_reason.set(true);
            card.alter(&|answer| answer.level = None);
            focus_soon(REASON.to_owned());
        }
    };
    let write = |answer: &mut QuestionAnswer, typed: &str| {
        answer.level = None;
        answer.not_applicable = typed.into();
    };
    let (value, on_input) =
        saving::typed(&card.sheet, &question.id, "reason", |answer| answer.not_applicable.to_string(), write);
    let reason = reason(value, on_input, excluded);
    view! {
        <fieldset class="descriptions">
            <legend class="visually-hidden">"Which description fits today?"</legend>
            <div class="choices">
                {all}
                <label class="choice apart">
                    <input type="radio" name="answer" id=radio_id(0) prop:checked=move || excluded.get() on:change=not_applicable/>
                    <span>"Not applicable"</span>
                </label>
            </div>
            <div hidden=move || !excluded.get()>{reason}</div>
        </fieldset>
    }
}

fn reason(value: Signal<String>, on_input: Callback<String>, excluded: Memo<bool>) -> Drawn {
    let error = Signal::derive(move || {
        let is_missing = excluded.get() && value.with(|text| text.trim().is_empty());
        if is_missing { "Give a reason: without one the question stays open.".to_owned() } else { String::new() }
    });
    view! {
        <Field label="Why it does not apply" control=FieldControl::Line value=value on_input=on_input error=error id=REASON/>
    }
}

/// After the last question: what is open, and handing in.
fn end(sheet: &Sheet, all: &[(&Dimension, &Question)]) -> Drawn {
    let open: Vec<(usize, String)> = untrack(|| {
        sheet.read(|response| {
            let all = all.iter().enumerate().filter(|(_, (_, question))| !is_said(response, &question.id));
            all.map(|(at, (_, question))| (at, question.topic.clone())).collect()
        })
    });
    let number = open.len();
    let words = match number {
        0 => "Every question is answered. Hand the answers in; you can take them back while the others still answer.",
        _ => {
            "You can hand in with questions left open. They do not count as low; the result shows what they could change."
        }
    };
    let row = |(at, topic): (usize, String)| {
        let sheet = sheet.clone();
        view! { <li><button type="button" class="link" on:click=move |_| sheet.go(at)>{topic}</button></li> }
    };
    let rows: Vec<Drawn> = open.into_iter().map(row).collect();
    let heading = match number {
        0 => "All answered".to_owned(),
        number => [&count(number, "question"), " left open"].concat(),
    };
    let (response, assessment, last) = (sheet.response, sheet.assessment, all.len().saturating_sub(1));
    let sheet = sheet.clone();
    let on_key = move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_control = target.is_some_and(|element| element.closest("button, a").is_ok_and(|found| found.is_some()));
        if event.key() == "Enter" && !is_control {
            event.prevent_default();
            hand_in(response, true);
        }
    };
    view! {
        <article class="panel question" tabindex="-1" aria-labelledby=HEADING on:keydown=on_key>
            <h2 id=HEADING tabindex="-1">{heading}</h2>
            <p class="muted">{words}</p>
            <ul class="plain-list">{rows}</ul>
            <footer class="question-foot">
                <button type="button" class="btn" on:click=move |_| sheet.go(last)>{icon(Icon::ArrowLeft)}"Previous"</button>
                {files::save_answers_button(assessment, response)}
                <button type="button" class="btn primary push" on:click=move |_| hand_in(response, true)>"Hand in"</button>
            </footer>
            <p class="key-hint"><kbd>"Enter"</kbd>" hands in"</p>
        </article>
    }
}
