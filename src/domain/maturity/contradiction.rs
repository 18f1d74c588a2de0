//! Where an answer of level 3 or more stands against what the records say. A figure never changes an answer: it asks for a note.
//! Must not know how a figure is computed.

use super::model::Model;
use super::score::AssessmentResult;
use crate::domain::records::{Assessment, Response};

/// An answer against a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The question.
    pub question: String,
    /// Stored name of the figure.
    pub signal: String,
    /// Value of the answer, 1 to 5.
    pub answer: f64,
    /// What the records say.
    pub value: f64,
    /// Whether somebody has explained it in a note or in what was agreed.
    pub is_explained: bool,
}

/// All contradictions, in the order of the questions. `value_of` gives a figure by its id; without one there is no remark.
pub fn contradictions(
    model: &Model,
    assessment: &Assessment,
    responses: &[&Response],
    result: &AssessmentResult,
    value_of: &dyn Fn(&str) -> Option<f64>,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for question in model.questions() {
        let answer = result.question(&question.id).and_then(|question| question.value);
        let (Some(answer), Some(signal)) = (answer, model.signal(&question.signal)) else { continue };
        let Some(value) = value_of(&signal.id).filter(|value| signal.contradicts(*value, answer)) else { continue };
        let notes = responses.iter().filter_map(|response| response.answer(&question.id)).map(|answer| &answer.note);
        let agreed = assessment.agreed(&question.id).map(|agreed| &agreed.reason);
        found.push(Contradiction {
            question: question.id.clone(),
            signal: signal.id.clone(),
            answer,
            value,
            is_explained: notes.chain(agreed).any(|note| !note.trim().is_empty()),
        });
    }
    found
}
