//! What has moved between two assessments, by the rule of real change (handbook 6.6): small differences of a mean are no news.

use super::model::SLACK;
use super::question::QuestionResult;
use super::score::{AssessmentResult, DimensionResult};

/// A difference of scores from which a dimension counts as moved.
const REAL_DIFFERENCE: f64 = 0.5;
/// So many questions that moved one way, and none the other, count as well.
const REAL_QUESTIONS: usize = 2;

/// Which way something moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a higher level.
    Up,
    /// To a lower level.
    Down,
}

/// A question then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionMovement {
    /// The question.
    pub question: String,
    /// Value or score in the earlier assessment, 1 to 5; none if there was none.
    pub then: Option<f64>,
    /// Value or score in the later assessment, 1 to 5; none if there is none.
    pub now: Option<f64>,
    /// Which way it moved; none if it did not, or if one of the two is not there.
    pub way: Option<Way>,
}

/// A dimension then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct DimensionMovement {
    /// The dimension.
    pub dimension: String,
    /// Value or score in the earlier assessment, 1 to 5; none if there was none.
    pub then: Option<f64>,
    /// Value or score in the later assessment, 1 to 5; none if there is none.
    pub now: Option<f64>,
    /// Which way it moved, if the change is real.
    pub way: Option<Way>,
    /// Its questions.
    pub questions: Vec<QuestionMovement>,
}

/// The dimensions of `now` beside what they were `then`.
pub fn movement(then: &AssessmentResult, now: &AssessmentResult) -> Vec<DimensionMovement> {
    now.dimensions.iter().map(|dimension| of_dimension(then.dimension(&dimension.dimension), dimension)).collect()
}

fn of_dimension(then: Option<&DimensionResult>, now: &DimensionResult) -> DimensionMovement {
    let known = |question: &str| then.and_then(|then| then.questions.iter().find(|result| result.question == question));
    let question = |result: &QuestionResult| {
        let before = known(&result.question).and_then(|known| known.value);
        let way = before.zip(result.value).and_then(|(then, now)| way(now - then));
        QuestionMovement { question: result.question.clone(), then: before, now: result.value, way }
    };
    let questions: Vec<QuestionMovement> = now.questions.iter().map(question).collect();
    let before = then.and_then(|then| then.score);
    let difference = before.zip(now.score).map(|(then, now)| now - then);
    let count = |way| questions.iter().filter(|question| question.way == Some(way)).count();
    let by_questions = match (count(Way::Up), count(Way::Down)) {
        (up, 0) if up >= REAL_QUESTIONS => Some(Way::Up),
        (0, down) if down >= REAL_QUESTIONS => Some(Way::Down),
        _ => None,
    };
    let by_score = difference.filter(|by| by.abs() + SLACK >= REAL_DIFFERENCE).and_then(way);
    DimensionMovement {
        dimension: now.dimension.clone(),
        then: before,
        now: now.score,
        way: by_score.or(by_questions).filter(|_| difference.is_some()),
        questions,
    }
}

fn way(by: f64) -> Option<Way> {
    if by.abs() <= SLACK {
        return None;
    }
    Some(if by > 0.0 { Way::Up } else { Way::Down })
}
