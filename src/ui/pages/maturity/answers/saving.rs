//! Keeping answers as they are given: a choice at once, what is typed a moment after the last key. Must not know what is drawn.

use super::Sheet;
use crate::domain::id::Id;
use crate::domain::record::Record as _;
use crate::domain::records::Response;
use crate::domain::records::response::QuestionAnswer;
use crate::engine::command::Command;
use crate::engine::command_maturity::MaturityCommand;
use crate::platform::timer::Timeout;
use crate::store;
use crate::ui::actions;
use crate::ui::draw::later::on_page;
use leptos::prelude::*;
use std::cell::RefCell;

/// How long after the last key what was typed is kept, in milliseconds.
const PAUSE: u32 = 500;

/// Something typed that is not kept yet.
struct Pending {
    response: Id,
    question: String,
    /// Which field of the answer.
    field: &'static str,
    alter: Box<dyn Fn(&mut QuestionAnswer)>,
    timeout: Timeout,
}

thread_local! {
    static PENDING: RefCell<Option<Pending>> = const { RefCell::new(None) };
}

/// The answer of a response to a question as it is now; untracked.
pub(super) fn present(response: Id, question: &str) -> QuestionAnswer {
    let known = store::with(|portfolio| portfolio.get::<Response>(response)?.answer(question).cloned());
    known.unwrap_or_else(|| QuestionAnswer { question: question.into(), ..QuestionAnswer::default() })
}

/// Changes the answer to a question, or says why not.
pub(super) fn alter(response: Id, question: &str, alter: &dyn Fn(&mut QuestionAnswer)) -> Result<(), String> {
    let before = present(response, question);
    let mut answer = before.clone();
    alter(&mut answer);
    if answer == before {
        return Ok(());
    }
    let command = MaturityCommand::Answer { response, answers: vec![answer] };
    actions::keep(&Command::act(command))
}

/// Changes it once nothing is typed for a moment. What else was waiting is kept before, unless it is of the same field.
pub(super) fn alter_soon(response: Id, question: &str, field: &'static str, alter: Box<dyn Fn(&mut QuestionAnswer)>) {
    if is_waiting(response, question, field) {
        if let Some(waiting) = PENDING.take() {
            waiting.timeout.cancel();
        }
    } else {
        flush();
    }
    let timeout = on_page::after(PAUSE, flush);
    PENDING.set(Some(Pending { response, question: question.to_owned(), field, alter, timeout }));
}

/// Whether something typed into that field is not kept yet.
pub(super) fn is_waiting(response: Id, question: &str, field: &'static str) -> bool {
    PENDING.with_borrow(|pending| {
        pending.as_ref().is_some_and(|pending| {
            pending.response == response && pending.question == question && pending.field == field
        })
    })
}

/// Keeps at once what was typed. What cannot be kept is said.
pub(super) fn flush() {
    let Some(waiting) = PENDING.take() else { return };
    waiting.timeout.cancel();
    if store::with(|portfolio| {
        portfolio.get::<Response>(waiting.response).is_none_or(|response| response.meta().deleted)
    }) {
        return;
    }
    if let Err(sentence) = alter(waiting.response, &waiting.question, &*waiting.alter) {
        crate::ui::parts::alert(sentence);
    }
}

/// A field of an answer that is typed into: its text, and what to call with each new one. The text is what is kept, unless more
/// was typed since: Undo and other tabs change it too.
pub(super) fn typed(
    sheet: &Sheet,
    question: &str,
    field: &'static str,
    read: fn(&QuestionAnswer) -> String,
    write: fn(&mut QuestionAnswer, &str),
) -> (Signal<String>, Callback<String>) {
    let (of_sheet, id) = (sheet.clone(), question.to_owned());
    let kept = Memo::new(move |_| of_sheet.read(|response| response.answer(&id).map(read)).unwrap_or_default());
    let (response, id) = (sheet.response, StoredValue::new(question.to_owned()));
    let text = RwSignal::new(kept.get_untracked());
    let value = Signal::derive(move || {
        let (kept, text) = (kept.get(), text.get());
        if id.with_value(|id| is_waiting(response, id, field)) { text } else { kept }
    });
    let on_input = Callback::new(move |typed: String| {
        let written = typed.clone();
        let alter = move |answer: &mut QuestionAnswer| write(answer, &written);
        id.with_value(|id| alter_soon(response, id, field, Box::new(alter)));
        text.set(typed);
    });
    (value, on_input)
}
