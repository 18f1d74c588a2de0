//! What a quick check says although it gives no levels: where the office is strong, where it is weak, and what to do first. Must not know
//! how it is drawn, nor score by itself.

use super::sums::score;
use crate::domain::maturity::model::{Action, Model, SLACK};
use crate::domain::maturity::score::{AssessmentResult, DimensionResult, level_of};
use crate::domain::records::project::SizeClass;

/// Things to do first: more than three at once are none.
const MOST: usize = 3;
/// Dimensions that are named; the others are counted.
const MOST_NAMES: usize = 3;

/// Something to do first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FirstThing {
    /// What.
    pub text: String,
    /// For which dimension, and what it produces: "Reusability. Produces: a list of templates."
    pub note: String,
}

/// What a quick check says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// "Governance, Traceability (3)"; that all stand alike.
    pub strongest: String,
    /// The same of the weakest; empty if all stand alike.
    pub weakest: String,
    /// What to do first.
    pub first: Vec<FirstThing>,
}

/// What a quick check says; none while nothing is answered.
pub fn summary(model: &Model, result: &AssessmentResult) -> Option<Summary> {
    let scored = |result: &&DimensionResult| !result.not_applicable && result.score.is_some();
    let mut all: Vec<&DimensionResult> = result.dimensions.iter().filter(scored).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| of(a).total_cmp(&of(b)));
    let (lowest, highest) = (of(all.first()?), of(all.last()?));
    let named = |value: f64| {
        let alike: Vec<&&DimensionResult> = all.iter().filter(|result| (of(result) - value).abs() <= SLACK).collect();
        let name = |result: &&&DimensionResult| {
            model.dimension(&result.dimension).map_or("", |dimension| &dimension.name).to_owned()
        };
        let names = alike.iter().take(MOST_NAMES).map(name).collect::<Vec<_>>().join(", ");
        let more = match alike.len().saturating_sub(MOST_NAMES) {
            0 => String::new(),
            more => [" and ", &more.to_string(), " more"].concat(),
        };
        [&names, &*more, " (", &short(value), ")"].concat()
    };
    let (strongest, weakest) = match highest - lowest <= SLACK {
        true => (["all dimensions alike (", &short(highest), ")"].concat(), String::new()),
        false => (named(highest), named(lowest)),
    };
    Some(Summary {
        strongest,
        weakest,
        first: all.iter().filter_map(|result| first(model, result)).take(MOST).collect(),
    })
}

fn of(result: &DimensionResult) -> f64 {
    result.score.unwrap_or_default()
}

/// "3" where that is all there is to say, else "2.5".
fn short(value: f64) -> String {
    let long = score(value);
    match long.split_once(|letter: char| !letter.is_ascii_digit()) {
        Some((whole, part)) if part.chars().all(|digit| digit == '0') => whole.to_owned(),
        _ => long,
    }
}

/// The smallest action that leads a dimension to its next level; none at the highest.
fn first(model: &Model, result: &DimensionResult) -> Option<FirstThing> {
    let dimension = model.dimension(&result.dimension)?;
    let step = dimension.step_from(level_of(of(result)))?;
    let effort = |action: &&Action| match action.effort {
        SizeClass::Small => 0,
        SizeClass::Medium => 1,
        SizeClass::Large => 2,
    };
    // What moves the key question was asked about, and comes first.
    let key = dimension.keystone().map_or("", |question| &question.id);
    let moves = |action: &&Action| action.questions.iter().any(|question| question == key);
    let action = step.actions.iter().min_by_key(|action| (!moves(action), effort(action)))?;
    let produces =
        if action.artefact.is_empty() { String::new() } else { [" Produces: ", &*action.artefact, "."].concat() };
    Some(FirstThing { text: action.text.clone(), note: [&*dimension.name, ".", &produces].concat() })
}
