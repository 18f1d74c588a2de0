//! One question: what all respondents together say, how well it is backed, and how far they agree (handbook 6.4). Whatever order
//! the respondents come in, the result is the same to the last bit.

use super::model::{Model, Question, SLACK};
use crate::domain::records::assessment::Assessment;
use crate::domain::records::response::{EvidenceGrade, Response};

/// From this many respondents on a group is shown by itself: with fewer, its figures would name people.
pub const SMALLEST_GROUP: usize = 3;

/// The variance of answers given at random over five levels: (5 x 5 - 1) / 12.
const RANDOM_VARIANCE: f64 = 2.0;

/// What all respondents together say about a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionResult {
    /// The question.
    pub question: String,
    /// Its weight.
    pub weight: f64,
    /// Median of the levels, or what was agreed; none if open or not applicable.
    pub value: Option<f64>,
    /// Whether it does not apply.
    pub not_applicable: bool,
    /// Whether the value was agreed after discussion.
    pub agreed: bool,
    /// Levels chosen, lowest first.
    pub levels: Vec<i64>,
    /// How many said that it does not apply.
    pub not_applicable_by: usize,
    /// The best evidence anybody gave for a level; none while open or not applicable.
    pub grade: Option<EvidenceGrade>,
    /// How much the evidence counts.
    pub factor: f64,
    /// The value as far as the evidence bears it.
    pub evidenced: Option<f64>,
    /// Agreement of two respondents or more, 0 to 1.
    pub rwg: Option<f64>,
    /// Whether it is to be discussed.
    pub discuss: bool,
    /// Means of the groups that are large enough, by id.
    pub groups: Vec<(String, f64)>,
    /// Whether two of those groups see it differently.
    pub perception_gap: bool,
}

impl QuestionResult {
    /// Whether it was answered with a level.
    pub fn is_answered(&self) -> bool {
        self.value.is_some()
    }

    /// Whether nobody has said anything about it.
    pub fn is_open(&self) -> bool {
        self.value.is_none() && !self.not_applicable
    }
}

/// The result of a question over all responses.
pub fn result(model: &Model, question: &Question, assessment: &Assessment, responses: &[&Response]) -> QuestionResult {
    let mut result =
        QuestionResult { question: question.id.clone(), weight: question.weight, ..QuestionResult::default() };
    let mut best: Option<EvidenceGrade> = None;
    for answer in responses.iter().filter_map(|response| response.answer(&question.id)) {
        if let Some(level) = answer.level {
            result.levels.push(level.0);
            best = best.max(Some(answer.grade()));
        } else if answer.is_not_applicable() {
            result.not_applicable_by += 1;
        }
    }
    crate::domain::sorting::sort(&mut result.levels);
    result.rwg = rwg(&result.levels);
    let agreed = assessment.agreed(&question.id);
    result.agreed = agreed.is_some();
    result.not_applicable = match agreed {
        Some(agreed) => agreed.level.is_none(),
        None => result.not_applicable_by > result.levels.len(),
    };
    if !result.not_applicable {
        result.value =
            agreed.and_then(|agreed| agreed.level).map(|level| level.0 as f64).or_else(|| median(&result.levels));
    }
    if let Some(value) = result.value {
        // What was agreed without anybody having answered is an opinion.
        let grade = best.unwrap_or(EvidenceGrade::E0);
        let (factor, cap) = model.grade(grade);
        result.grade = Some(grade);
        result.factor = factor;
        result.evidenced = Some(value.min(cap));
    }
    result.discuss = must_discuss(model, &result.levels) || (result.not_applicable_by > 0 && !result.levels.is_empty());
    result.groups = group_means(question, responses);
    result.perception_gap = differ(&result.groups, model.scoring.group_gap);
    result
}

/// The middle level; the mean of the two middle ones if their number is even. The levels are sorted.
pub fn median(levels: &[i64]) -> Option<f64> {
    let middle = levels.len() / 2;
    let upper = *levels.get(middle)? as f64;
    if levels.len().is_multiple_of(2) {
        let lower = *levels.get(middle.checked_sub(1)?)? as f64;
        return Some((lower + upper) / 2.0);
    }
    Some(upper)
}

/// Agreement within a group (James, Demaree and Wolf): 1 less the sample variance over that of random answers. None for fewer
/// than two.
pub fn rwg(levels: &[i64]) -> Option<f64> {
    let count = levels.len();
    if count < 2 {
        return None;
    }
    // In whole numbers, so that the order cannot matter: n times the sum of squares less the square of the sum.
    let sum: i64 = levels.iter().sum();
    let squares: i64 = levels.iter().map(|level| level * level).sum();
    let spread = count as i64 * squares - sum * sum;
    let variance = spread as f64 / (count as f64 * (count as f64 - 1.0));
    Some((1.0 - variance / RANDOM_VARIANCE).clamp(0.0, 1.0))
}

/// Whether levels lie so far apart that they are to be discussed.
pub fn must_discuss(model: &Model, levels: &[i64]) -> bool {
    let (Some(least), Some(most)) = (levels.iter().min(), levels.iter().max()) else { return false };
    let range = (most - least) as f64;
    range + SLACK >= model.scoring.discuss_range
        || rwg(levels).is_some_and(|agreement| agreement + SLACK < model.scoring.discuss_below)
}

/// Groups of the responses with their number of respondents, by id.
pub fn groups(responses: &[&Response]) -> Vec<(String, usize)> {
    let mut groups: Vec<(String, usize)> = Vec::new();
    for response in responses.iter().filter(|response| !response.group.is_empty()) {
        match groups.iter_mut().find(|(id, _)| **id == *response.group.0) {
            Some((_, count)) => *count += 1,
            None => groups.push((response.group.to_string(), 1)),
        }
    }
    crate::domain::sorting::sort_by(&mut groups, |a, b| a.0.cmp(&b.0));
    groups
}

fn group_means(question: &Question, responses: &[&Response]) -> Vec<(String, f64)> {
    let mean = |(group, _): (String, usize)| {
        let of_group = responses.iter().filter(|response| *response.group.0 == *group);
        let levels: Vec<i64> =
            of_group.filter_map(|response| response.answer(&question.id)?.level).map(|level| level.0).collect();
        let mean = levels.iter().sum::<i64>() as f64 / levels.len() as f64;
        (levels.len() >= SMALLEST_GROUP).then_some((group, mean))
    };
    groups(responses).into_iter().filter_map(mean).collect()
}

/// Whether two means lie that far apart.
pub(super) fn differ(means: &[(String, f64)], gap: f64) -> bool {
    let least = means.iter().map(|(_, mean)| *mean).fold(f64::INFINITY, f64::min);
    let most = means.iter().map(|(_, mean)| *mean).fold(f64::NEG_INFINITY, f64::max);
    means.len() >= 2 && most - least + SLACK >= gap
}
