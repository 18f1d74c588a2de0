//! Keeping answers as they are given: a choice at once, what is typed a moment after the last key. Must not know what is drawn.

use crate::domain::id::Id;
use crate::domain::record::Record as _;
use crate::domain::records::Response;
use crate::domain::records::response::QuestionAnswer;
use crate::engine::command::Command;
use crate::engine::command_maturity::MaturityCommand;
use crate::platform::timer::{self, Timeout};
use crate::store;
use crate::ui::actions;
use std::cell::RefCell;

/// How long after the last key what was typed is kept, in milliseconds.
const PAUSE: u32 = 500;

/// Something typed that is not kept yet.
struct Pending {
    response: Id,
    question: String,
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
    let mut own = before.clone();
    alter(&mut own);
    if own == before {
        return Ok(());
    }
    let command = MaturityCommand::Answer { response, answers: vec![own] };
    actions::try_dispatch(&Command::Maturity(Box::new(command)))
}

/// Changes it once nothing is typed for a moment. What else was waiting is kept before, unless it is of the same field.
pub(super) fn alter_soon(response: Id, question: &str, alter: Box<dyn Fn(&mut QuestionAnswer)>, same_field: bool) {
    if same_field {
        if let Some(waiting) = PENDING.take() {
            waiting.timeout.cancel();
        }
    } else {
        flush();
    }
    let timeout = timer::after(PAUSE, Box::new(flush));
    PENDING.set(Some(Pending { response, question: question.to_owned(), alter, timeout }));
}

/// Keeps at once what was typed. What cannot be kept is said.
pub(super) fn flush() {
    let Some(waiting) = PENDING.take() else { return };
    waiting.timeout.cancel();
    if store::with(|portfolio| portfolio.get::<Response>(waiting.response).is_none_or(|own| own.meta().deleted)) {
        return;
    }
    if let Err(sentence) = alter(waiting.response, &waiting.question, &*waiting.alter) {
        crate::ui::parts::alert(sentence);
    }
}
