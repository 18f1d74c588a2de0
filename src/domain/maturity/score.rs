//! Scores, levels, coverage, range and confidence of dimensions and of the whole (handbook 6.4). Nothing here divides by zero: what
//! is not defined is none. Must not know why somebody asks.

use super::model::{Dimension, Model, SLACK, Scoring};
use super::question::{self, QuestionResult, SMALLEST_GROUP};
use crate::domain::records::assessment::{Assessment, AssessmentKind};
use crate::domain::records::response::Response;

/// How far a result can be trusted, and the three factors it is the product of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Confidence {
    /// The product, 0 to 1.
    pub value: f64,
    /// Answered weight of applicable weight.
    pub coverage: f64,
    /// How well the answers are backed.
    pub evidence: f64,
    /// How far the respondents agree.
    pub agreement: f64,
    /// Mean agreement of the questions that two or more answered; none if there is no such question.
    pub mean_rwg: Option<f64>,
}

/// The result of a dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DimensionResult {
    /// The dimension.
    pub dimension: String,
    /// Its weight.
    pub weight: f64,
    /// Its questions.
    pub questions: Vec<QuestionResult>,
    /// Weighted mean of the answered questions; none if none is, or if it does not apply.
    pub score: Option<f64>,
    /// Weighted mean as far as the evidence bears it.
    pub evidenced: Option<f64>,
    /// Answered weight of applicable weight.
    pub coverage: f64,
    /// Whether too little is answered for a level.
    pub provisional: bool,
    /// Share of the weight that does not apply.
    pub not_applicable_share: f64,
    /// Whether so much does not apply that the dimension leaves the whole.
    pub not_applicable: bool,
    /// The level; none while provisional or not applicable.
    pub level: Option<i64>,
    /// The highest level its key question allows; none if that does not apply or is open.
    pub cap: Option<i64>,
    /// The score with all open questions at 1, and at 5; none if it does not apply.
    pub range: Option<(f64, f64)>,
    /// How far it can be trusted; none without a score.
    pub confidence: Option<Confidence>,
    /// Scores of the groups that are large enough, by id.
    pub groups: Vec<(String, f64)>,
    /// Whether two of those groups see it differently.
    pub perception_gap: bool,
}

/// The result of an assessment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssessmentResult {
    /// The dimensions in the order of the model.
    pub dimensions: Vec<DimensionResult>,
    /// Weighted mean of the scored dimensions.
    pub overall: Option<f64>,
    /// Weighted mean as far as the evidence bears it.
    pub evidenced: Option<f64>,
    /// The level of the whole; none while a dimension is provisional.
    pub level: Option<i64>,
    /// The lowest level of a dimension that has one.
    pub weakest: Option<i64>,
    /// Ids of the dimensions on that level.
    pub weakest_dimensions: Vec<String>,
    /// Overall mean with all open questions at 1, and at 5.
    pub range: Option<(f64, f64)>,
    /// How far the whole can be trusted.
    pub confidence: Option<Confidence>,
    /// Whether it is a rough profile: a quick check, or a dimension is provisional.
    pub provisional: bool,
    /// How many responses there are.
    pub respondents: usize,
}

impl AssessmentResult {
    /// Whether every dimension was answered as not applicable: that is not the same as not answered.
    pub fn applies_nowhere(&self) -> bool {
        !self.dimensions.is_empty() && self.dimensions.iter().all(|dimension| dimension.not_applicable)
    }

    /// The result of the dimension with that id.
    pub fn dimension(&self, id: &str) -> Option<&DimensionResult> {
        self.dimensions.iter().find(|dimension| dimension.dimension == id)
    }

    /// The result of the question with that id.
    pub fn question(&self, id: &str) -> Option<&QuestionResult> {
        self.dimensions.iter().flat_map(|dimension| &dimension.questions).find(|dimension| dimension.question == id)
    }

    /// Questions on which the respondents differ: the round of agreement asks for these alone.
    pub fn to_discuss(&self) -> impl Iterator<Item = &QuestionResult> {
        let questions = self.dimensions.iter().flat_map(|dimension| &dimension.questions);
        questions.filter(|question| question.discuss || question.perception_gap)
    }
}

/// The result of an assessment over its responses.
pub fn result(model: &Model, assessment: &Assessment, responses: &[&Response]) -> AssessmentResult {
    let is_quick = assessment.kind == AssessmentKind::Quick;
    let dimension = |dimension: &Dimension| {
        let questions =
            dimension.questions.iter().map(|question| question::result(model, question, assessment, responses));
        let mut result = of_dimension(&model.scoring, dimension, questions.collect(), is_quick);
        result.groups = group_scores(dimension, responses);
        result.perception_gap = question::differ(&result.groups, model.scoring.group_gap);
        result
    };
    let dimensions: Vec<DimensionResult> = model.dimensions.iter().map(dimension).collect();
    of_whole(&model.scoring, dimensions, is_quick, responses.len())
}

/// The result of a dimension from those of its questions. `rough`: it is never given a level.
pub fn of_dimension(
    scoring: &Scoring,
    dimension: &Dimension,
    questions: Vec<QuestionResult>,
    rough: bool,
) -> DimensionResult {
    let total: f64 = questions.iter().map(|question| question.weight).sum();
    let applicable = || questions.iter().filter(|question| !question.not_applicable);
    let applicable_weight: f64 = applicable().map(|question| question.weight).sum();
    let answered_weight: f64 =
        applicable().filter(|question| question.is_answered()).map(|question| question.weight).sum();
    let not_applicable_share = share(total - applicable_weight, total).max(0.0);
    let not_applicable = not_applicable_share > scoring.most_not_applicable + SLACK;
    let keystone = dimension.keystone().and_then(|key| questions.iter().find(|question| question.question == key.id));
    let keystone_open = keystone.is_some_and(QuestionResult::is_open);
    let coverage = share(answered_weight, applicable_weight);
    let mean_of = |value: &dyn Fn(&QuestionResult) -> Option<f64>| {
        mean(applicable().filter_map(|question| value(question).map(|value| (question.weight, value))))
    };
    let score = mean_of(&|question| question.value).filter(|_| !not_applicable);
    let provisional =
        !not_applicable && (rough || keystone_open || coverage + SLACK < scoring.provisional_below || score.is_none());
    let key_value = keystone.and_then(|question| question.value);
    let bound = |open: f64| mean_of(&|question| Some(question.value.unwrap_or(open)));
    DimensionResult {
        dimension: dimension.id.clone(),
        weight: dimension.weight,
        score,
        evidenced: mean_of(&|question| question.evidenced).filter(|_| !not_applicable),
        coverage,
        provisional,
        not_applicable_share,
        not_applicable,
        level: score.filter(|_| !provisional).map(|score| dimension_level(scoring, score, key_value)),
        cap: key_value.map(|value| keystone_cap(scoring, value)),
        range: bound(1.0).zip(bound(5.0)).filter(|_| !not_applicable),
        confidence: score.map(|_| confidence(scoring, coverage, &questions)),
        groups: Vec::new(),
        perception_gap: false,
        questions,
    }
}

/// The result of the whole from those of the dimensions.
pub fn of_whole(
    scoring: &Scoring,
    dimensions: Vec<DimensionResult>,
    rough: bool,
    respondents: usize,
) -> AssessmentResult {
    let applies = || dimensions.iter().filter(|dimension| !dimension.not_applicable);
    let scored = || applies().filter(|dimension| dimension.score.is_some());
    let overall = mean(scored().filter_map(|dimension| Some((dimension.weight, dimension.score?))));
    let weakest = applies().filter_map(|dimension| dimension.level).min();
    let provisional = rough || applies().any(|dimension| dimension.provisional);
    let is_weakest = |dimension: &&DimensionResult| dimension.level.is_some() && dimension.level == weakest;
    let range = |end: fn((f64, f64)) -> f64| {
        mean(applies().filter_map(|dimension| Some((dimension.weight, end(dimension.range?)))))
    };
    let result = AssessmentResult {
        overall,
        evidenced: mean(scored().filter_map(|dimension| Some((dimension.weight, dimension.evidenced?)))),
        level: overall
            .zip(weakest)
            .filter(|_| !provisional)
            .map(|(mean, weakest)| overall_level(scoring, mean, weakest)),
        weakest,
        weakest_dimensions: applies().filter(is_weakest).map(|dimension| dimension.dimension.clone()).collect(),
        range: range(|ends| ends.0).zip(range(|ends| ends.1)),
        confidence: overall.map(|_| whole_confidence(scoring, &dimensions)),
        provisional,
        respondents,
        dimensions: Vec::new(),
    };
    AssessmentResult { dimensions, ..result }
}

/// The level of a score, held down by the key question; none given: it does not apply.
pub fn dimension_level(scoring: &Scoring, score: f64, keystone: Option<f64>) -> i64 {
    let level = level_of(score + scoring.level_tolerance);
    keystone.map_or(level, |value| level.min(keystone_cap(scoring, value))).clamp(1, 5)
}

/// The level of the whole, held down by the weakest dimension.
pub fn overall_level(scoring: &Scoring, overall: f64, weakest: i64) -> i64 {
    level_of(overall + scoring.level_tolerance).min(level_of(weakest as f64 + scoring.overall_cap)).clamp(1, 5)
}

fn keystone_cap(scoring: &Scoring, value: f64) -> i64 {
    level_of(value.floor() + scoring.keystone_cap).clamp(1, 5)
}

/// The whole number below; sums of decimal numbers may miss it by a little.
pub fn level_of(value: f64) -> i64 {
    (value + SLACK).floor() as i64
}

/// Agreement of all respondents from the mean over the questions that two or more answered.
pub fn agreement(scoring: &Scoring, mean_rwg: Option<f64>) -> f64 {
    mean_rwg.map_or(scoring.single_agreement, |mean| 0.5 + 0.5 * mean)
}

fn confidence(scoring: &Scoring, coverage: f64, questions: &[QuestionResult]) -> Confidence {
    of_factors(scoring, coverage, evidence(questions).unwrap_or(0.0), mean_rwg(questions.iter()))
}

/// The product of the three factors.
fn of_factors(scoring: &Scoring, coverage: f64, evidence: f64, mean_rwg: Option<f64>) -> Confidence {
    let agreement = agreement(scoring, mean_rwg);
    Confidence { value: coverage * evidence * agreement, coverage, evidence, agreement, mean_rwg }
}

/// Weighted mean of how much the evidence of the answered questions counts.
fn evidence(questions: &[QuestionResult]) -> Option<f64> {
    mean(questions.iter().filter(|question| question.is_answered()).map(|question| (question.weight, question.factor)))
}

/// Mean agreement over the answered questions that two or more answered.
fn mean_rwg<'a>(questions: impl Iterator<Item = &'a QuestionResult>) -> Option<f64> {
    mean(questions.filter(|question| question.is_answered()).filter_map(|question| Some((1.0, question.rwg?))))
}

/// The same over the whole: coverage and evidence are weighted means over the dimensions, agreement is over all questions.
fn whole_confidence(scoring: &Scoring, dimensions: &[DimensionResult]) -> Confidence {
    let applies = || dimensions.iter().filter(|dimension| !dimension.not_applicable);
    let coverage = mean(applies().map(|dimension| (dimension.weight, dimension.coverage))).unwrap_or(0.0);
    let evidence = mean(applies().filter_map(|dimension| Some((dimension.weight, evidence(&dimension.questions)?))))
        .unwrap_or(0.0);
    of_factors(scoring, coverage, evidence, mean_rwg(applies().flat_map(|dimension| &dimension.questions)))
}

/// Scores of the groups that are large enough, from their own answers alone.
fn group_scores(dimension: &Dimension, responses: &[&Response]) -> Vec<(String, f64)> {
    let score = |(group, _): (String, usize)| {
        let levels = |question: &str| -> Vec<i64> {
            let of_group = responses.iter().filter(|response| *response.group.0 == *group);
            of_group.filter_map(|response| response.answer(question)?.level).map(|level| level.0).collect()
        };
        let questions = dimension.questions.iter().filter_map(|question| {
            let levels = levels(&question.id);
            // Fewer than three answers would name people.
            (levels.len() >= SMALLEST_GROUP)
                .then(|| (question.weight, levels.iter().sum::<i64>() as f64 / levels.len() as f64))
        });
        let score = mean(questions)?;
        Some((group, score))
    };
    question::groups(responses).into_iter().filter_map(score).collect()
}

/// Weighted mean of weights and values; none without weight.
fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (weights, sum) =
        values.fold((0.0, 0.0), |(weights, sum), (weight, value)| (weights + weight, sum + weight * value));
    (weights > 0.0).then(|| sum / weights)
}

/// A part of a whole; 0 of nothing.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
