//! Answers of a maturity assessment in the short form of the example: `{"MAN":"3/E2 2 na -","notes":{"MAN-3":"…"},
//! "records":{"MAN-1":["booking.g1"]}}`. By dimension a word for each question in turn: the level with its evidence, `na` for not
//! applicable with the note as reason, `-` for open. Must not know the model.

use crate::domain::field::{Bounded, Prose};
use crate::domain::id::{Id, Ref};
use crate::domain::records::response::{EvidenceGrade, QuestionAnswer};
use crate::domain::value::Value;

/// The answers; what is wrong with a word of them.
pub(super) fn read(short: &Value, find: &dyn Fn(&str) -> Option<Id>) -> Result<Vec<QuestionAnswer>, String> {
    let Value::Map(entries) = short else { return Err("has answers in no known form".to_owned()) };
    let mut answers = Vec::new();
    for (dimension, words) in entries.iter().filter(|(_, words)| words.as_text().is_some()) {
        for (at, word) in words.as_text().unwrap_or_default().split_whitespace().enumerate() {
            let question = [dimension, "-", &(at + 1).to_string()].concat();
            let note: Prose = short.part("notes").part(&question).as_text().unwrap_or_default().into();
            let mut answer = QuestionAnswer { question: question.as_str().into(), ..QuestionAnswer::default() };
            match word {
                "-" => continue,
                "na" => answer.not_applicable = note,
                word => {
                    let (level, grade) = word.split_once('/').unwrap_or((word, "E0"));
                    let level = level.parse().ok().filter(|level| (1..=5).contains(level)).map(Bounded);
                    let grade = EvidenceGrade::parse(grade);
                    if level.is_none() || grade.is_none() {
                        return Err(["answers ", &question, " with “", word, "”"].concat());
                    }
                    (answer.level, answer.evidence, answer.note) = (level, grade, note);
                }
            }
            if let Value::List(names) = short.part("records").part(&question) {
                for name in names.iter().filter_map(Value::as_text) {
                    let id = find(name).ok_or_else(|| ["names “", name, "”, which is not in the file"].concat())?;
                    answer.records.push(Some(Ref::new(id)));
                }
            }
            answers.push(answer);
        }
    }
    Ok(answers)
}
