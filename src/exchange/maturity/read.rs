//! What reading questionnaires and answers has in common: one answer, and the faults found on the way.

use crate::domain::field::{Bounded, Field, Prose, Text};
use crate::domain::id::{Id, Ref};
use crate::domain::maturity::model::Model;
use crate::domain::records::response::{EvidenceGrade, QuestionAnswer};
use crate::domain::value::Value;

/// Largest file that is read, in bytes.
pub(super) const LARGEST: usize = 5_000_000;
/// Most faults that are listed.
const MOST_FAULTS: usize = 100;
/// Most links of one answer.
const MOST_LINKS: usize = 100;

/// Faults found so far.
#[derive(Default)]
pub(super) struct Faults {
    /// In sentences.
    pub list: Vec<String>,
    /// Questions that the model does not have, each once.
    pub unknown: Vec<String>,
    /// Links to records that are not here.
    pub strays: usize,
}

impl Faults {
    pub fn say(&mut self, place: &str, what: &str) {
        if self.list.len() < MOST_FAULTS {
            self.list.push([&shortened(place), " ", what, "."].concat());
        }
    }
}

/// A text from a file as it may stand in a sentence: its beginning.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((at, _)) => [text.get(..at).unwrap_or_default(), "…"].concat(),
        None => text.to_owned(),
    }
}

/// The text under a name; empty if there is none.
pub(super) fn text_of<'a>(part: &'a Value, name: &str) -> &'a str {
    part.part(name).as_text().unwrap_or_default()
}

/// The values of a list; none if it is no list.
pub(super) fn list(value: &Value) -> &[Value] {
    match value {
        Value::List(values) => values,
        _ => &[],
    }
}

/// Reads one answer and adds it, unless it says nothing or its question is not in the model.
pub(super) fn answer(
    part: &Value,
    model: &Model,
    known: &dyn Fn(Id) -> bool,
    place: &str,
    faults: &mut Faults,
    answers: &mut Vec<QuestionAnswer>,
) {
    let id = text_of(part, "question");
    if model.question(id).is_none() {
        let id = shortened(id);
        if faults.unknown.len() < MOST_FAULTS && !faults.unknown.contains(&id) {
            faults.unknown.push(id);
        }
        return;
    }
    let place = [&shortened(place), ", question ", id].concat();
    let mut answer = QuestionAnswer { question: id.into(), ..QuestionAnswer::default() };
    match Option::<Bounded<1, 5>>::from_value(part.part("level")) {
        Ok(level) => answer.level = level,
        Err(_) => faults.say(&place, "has a level that is not one of 1 to 5"),
    }
    for (name, to) in [("not_applicable", &mut answer.not_applicable), ("note", &mut answer.note)] {
        match Prose::from_value(part.part(name)) {
            Ok(text) => *to = text,
            Err(_) => faults.say(&place, "has a note or a reason that is no text"),
        }
    }
    match Option::<EvidenceGrade>::from_value(part.part("evidence")) {
        Ok(grade) => answer.evidence = grade,
        Err(_) => faults.say(&place, "has evidence that is not one of E0, E1, E2 and E3"),
    }
    if answer.level.is_some() && !answer.not_applicable.trim().is_empty() {
        faults.say(&place, "is both answered and not applicable");
    }
    for link in list(part.part("records")).iter().take(MOST_LINKS) {
        match link.as_text().and_then(Id::parse).filter(|id| known(*id)) {
            Some(id) => answer.records.push(Some(Ref::new(id))),
            None => faults.strays += 1,
        }
    }
    if answers.iter().any(|other| other.question == answer.question) {
        faults.say(&place, "is answered twice");
    } else if !answer.is_blank() {
        answers.push(answer);
    }
}

/// A text of one line.
pub(super) fn line(part: &Value, name: &str, place: &str, faults: &mut Faults) -> String {
    match Text::from_value(part.part(name)) {
        Ok(text) => text.to_string(),
        Err(error) => {
            faults.say(place, &[name, " ", &error.0].concat());
            String::new()
        }
    }
}
