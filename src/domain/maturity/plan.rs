//! From result to action (handbook 6.6): how far it is to the targets, on what to look first, and which actions lead there. Never
//! skips a level. Must not know who does them.

use super::model::{Action, Dimension, Model, SLACK, Step};
use super::score::{AssessmentResult, DimensionResult, level_of};
use crate::domain::field::Bounded;
use crate::domain::records::assessment::{Assessment, DimensionTarget};
use std::cmp::Ordering;

/// Most dimensions to look at first.
pub const MOST_FOCUS: usize = 3;

/// How far a dimension is from its target, and how much that matters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distance {
    /// The dimension.
    pub dimension: String,
    /// Level aimed at, 1 to 5; none if nobody set one.
    pub target: Option<i64>,
    /// Importance, 1 to 3.
    pub importance: i64,
    /// Level reached, 1 to 5; none without enough answers.
    pub level: Option<i64>,
    /// Score reached, 1.0 to 5.0; none without enough answers.
    pub score: Option<f64>,
    /// How much is missing; none without a score or a target.
    pub gap: Option<f64>,
    /// Gap times weight times importance.
    pub priority: Option<f64>,
}

/// The dimensions with their distance to the targets of the assessment, the most pressing first; those without a distance last.
pub fn distances(assessment: &Assessment, result: &AssessmentResult) -> Vec<Distance> {
    let mut all: Vec<Distance> = result.dimensions.iter().map(|dimension| distance(assessment, dimension)).collect();
    crate::domain::sorting::sort_by(&mut all, more_pressing);
    all
}

fn distance(assessment: &Assessment, result: &DimensionResult) -> Distance {
    let (target, importance) = assessment.target(&result.dimension);
    let gap = target.zip(result.score).map(|(target, score)| (target as f64 - score).max(0.0));
    Distance {
        dimension: result.dimension.clone(),
        target,
        importance,
        level: result.level,
        score: result.score,
        gap,
        priority: gap.map(|gap| gap * result.weight * importance as f64),
    }
}

/// The higher priority first; of two alike the lower level, then the lower score.
fn more_pressing(a: &Distance, b: &Distance) -> Ordering {
    let of = |distance: &Distance| distance.priority.unwrap_or(-1.0);
    let (one, other) = (of(a), of(b));
    let by_priority = if (one - other).abs() <= SLACK { Ordering::Equal } else { other.total_cmp(&one) };
    let level = |distance: &Distance| distance.level.unwrap_or(i64::MAX);
    let score = |distance: &Distance| distance.score.unwrap_or(f64::MAX);
    by_priority.then_with(|| level(a).cmp(&level(b))).then_with(|| score(a).total_cmp(&score(b)))
}

/// The dimensions to look at first: at most three, with something missing.
pub fn focus(distances: &[Distance]) -> &[Distance] {
    let pressing =
        distances.iter().take_while(|distance| distance.priority.is_some_and(|priority| priority > SLACK)).count();
    distances.get(..pressing.min(MOST_FOCUS)).unwrap_or_default()
}

/// An action of the model, and why it is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed<'a> {
    /// The step it belongs to.
    pub step: &'a Step,
    /// The action.
    pub action: &'a Action,
    /// Questions for which it is proposed.
    pub because_of: Vec<&'a str>,
}

/// What to do in a dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan<'a> {
    /// First: what lifts questions that lag behind the level of the dimension.
    pub repair: Vec<Proposed<'a>>,
    /// Then: what leads to the next level.
    pub climb: Vec<Proposed<'a>>,
    /// How to stay, at the highest level.
    pub sustain: Option<&'a str>,
}

/// What to do in a dimension; nothing while it has no level.
pub fn plan<'a>(dimension: &'a Dimension, result: &DimensionResult) -> Plan<'a> {
    let mut plan = Plan::default();
    let Some(level) = result.level else { return plan };
    for question in &dimension.questions {
        let answered = result.questions.iter().find(|result| result.question == question.id);
        let Some(floor) = answered.and_then(|result| result.value).map(level_of) else { continue };
        match floor.cmp(&level) {
            Ordering::Less => add(&mut plan.repair, dimension.step_from(floor), &question.id),
            Ordering::Equal if level < 5 => add(&mut plan.climb, dimension.step_from(level), &question.id),
            _ => {}
        }
    }
    if level == 5 {
        plan.sustain = Some(&dimension.sustain);
    }
    plan
}

/// Adds the actions of a step that name the question; one that is there already is given one more cause.
fn add<'a>(list: &mut Vec<Proposed<'a>>, step: Option<&'a Step>, question: &'a str) {
    let Some(step) = step else { return };
    for action in step.actions.iter().filter(|action| action.questions.iter().any(|named| named == question)) {
        match list.iter_mut().find(|known| std::ptr::eq(known.action, action)) {
            Some(known) => known.because_of.push(question),
            None => list.push(Proposed { step, action, because_of: vec![question] }),
        }
    }
}

/// The targets of a profile as the assessment keeps them, with the importance it has already.
pub fn targets_of(model: &Model, profile: &str, assessment: &Assessment) -> Vec<DimensionTarget> {
    let targets = model.profile(profile).map(|profile| profile.targets.as_slice()).unwrap_or_default();
    let known = |id: &str| assessment.targets.iter().find(|target| *target.dimension.0 == *id);
    let target = |(id, level): &(String, i64)| DimensionTarget {
        dimension: id.as_str().into(),
        level: Some(Bounded((*level).clamp(1, 5))),
        importance: known(id).and_then(|target| target.importance),
    };
    targets.iter().map(target).collect()
}
