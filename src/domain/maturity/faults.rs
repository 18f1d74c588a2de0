//! What is wrong with a model that somebody brings: every fault in one sentence. Must not know the form of its file.

use super::model::{Dimension, Model, Question, Scoring};
use rustc_hash::FxHashSet;

/// Most questions, dimensions and so on of a model.
const MOST: usize = 500;

/// All faults, in the order of the file. A model without any can be used.
pub fn faults(model: &Model) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |parts: &[&str]| faults.push(parts.concat());
    for (value, what) in [(&model.id, "id"), (&model.version, "version"), (&model.title, "title")] {
        if value.trim().is_empty() {
            say(&["The model has no ", what, "."]);
        }
    }
    // What follows looks everything up one by one.
    for (count, what) in [
        (model.questions().count(), "questions"),
        (model.signals.len(), "signals"),
        (model.dimensions.len(), "dimensions"),
        (model.profiles.len(), "target profiles"),
        (model.quick_questions.len(), "questions in the quick check"),
    ] {
        if count > MOST {
            return vec![["The model has more than ", &MOST.to_string(), " ", what, "."].concat()];
        }
    }
    if !is_sound(&model.scoring) {
        say(&["Scoring needs shares from 0 to 1, and offsets and differences from 0 to 5."]);
    }
    if model.levels.len() != 5 {
        say(&["There must be five levels; the file names ", &model.levels.len().to_string(), "."]);
    }
    if model.grades.len() != 4 {
        say(&["There must be the four evidence grades E0, E1, E2 and E3."]);
    }
    for (lower, higher) in model.grades.iter().zip(model.grades.iter().skip(1)) {
        if higher.grade <= lower.grade {
            say(&["Evidence grade ", higher.grade.name(), " stands twice or out of order."]);
        }
        if higher.factor < lower.factor || higher.cap < lower.cap {
            say(&["Evidence grade ", higher.grade.name(), " counts less than ", lower.grade.name(), "."]);
        }
    }
    for grade in &model.grades {
        if !(0.0..=1.0).contains(&grade.factor) || !(1.0..=5.0).contains(&grade.cap) {
            say(&["Evidence grade ", grade.grade.name(), " needs a factor from 0 to 1 and a cap from 1 to 5."]);
        }
    }
    if model.dimensions.is_empty() {
        say(&["The model has no dimension."]);
    }
    let mut once = Once::default();
    model.groups.iter().for_each(|group| once.enter("Respondent group", &group.id, &mut say));
    model.dimensions.iter().for_each(|dimension| once.enter("Dimension", &dimension.id, &mut say));
    model.questions().for_each(|question| once.enter("Question", &question.id, &mut say));
    model.signals.iter().for_each(|signal| once.enter("Signal", &signal.id, &mut say));
    model.profiles.iter().for_each(|profile| once.enter("Target profile", &profile.id, &mut say));
    for dimension in &model.dimensions {
        in_dimension(model, dimension, &mut say);
    }
    for signal in &model.signals {
        if model.question(&signal.question).is_none() {
            say(&["Signal ", &signal.id, " belongs to the unknown question ", &named(&signal.question), "."]);
        }
    }
    for profile in &model.profiles {
        for (dimension, level) in &profile.targets {
            if model.dimension(dimension).is_none() {
                say(&["Target profile ", &profile.id, " names the unknown dimension ", &named(dimension), "."]);
            }
            if !(1..=5).contains(level) {
                say(&["Target profile ", &profile.id, " has a target outside 1 to 5 for ", dimension, "."]);
            }
        }
    }
    for question in model.quick_questions.iter().filter(|id| model.question(id).is_none()) {
        say(&["The quick check names the unknown question ", &named(question), "."]);
    }
    faults
}

/// Whether the numbers by which is scored lie where they make sense.
fn is_sound(scoring: &Scoring) -> bool {
    let shares = [
        scoring.level_tolerance,
        scoring.provisional_below,
        scoring.most_not_applicable,
        scoring.single_agreement,
        scoring.discuss_below,
    ];
    let steps = [scoring.keystone_cap, scoring.overall_cap, scoring.discuss_range, scoring.group_gap];
    shares.iter().all(|share| (0.0..=1.0).contains(share)) && steps.iter().all(|step| (0.0..=5.0).contains(step))
}

/// Ids given so far, by what they name.
#[derive(Default)]
struct Once(FxHashSet<(&'static str, String)>);

impl Once {
    fn enter(&mut self, what: &'static str, id: &str, say: &mut dyn FnMut(&[&str])) {
        if id.trim().is_empty() {
            say(&["A ", &what.to_ascii_lowercase(), " has no id."]);
        } else if !self.0.insert((what, id.to_owned())) {
            say(&[what, " ", id, " stands in the file twice."]);
        }
    }
}

/// An id in quotation marks, also where it is empty.
fn named(id: &str) -> String {
    ["“", id, "”"].concat()
}

fn in_dimension(model: &Model, dimension: &Dimension, say: &mut dyn FnMut(&[&str])) {
    let id = dimension.id.as_str();
    if !is_weight(dimension.weight) {
        say(&["The weight of dimension ", id, " must be above 0."]);
    }
    if dimension.name.trim().is_empty() {
        say(&["Dimension ", id, " has no name."]);
    }
    if dimension.questions.is_empty() {
        say(&["Dimension ", id, " has no question."]);
    } else {
        match dimension.questions.iter().filter(|question| question.keystone).count() {
            0 => say(&["Dimension ", id, " has no key question: mark one with keystone = true."]),
            1 => {}
            _ => say(&["Dimension ", id, " has more than one key question: keep keystone = true at one."]),
        }
    }
    dimension.questions.iter().for_each(|question| in_question(model, question, say));
    for level in 1..=4 {
        let steps = || dimension.steps.iter().filter(|step| step.from == level);
        match steps().count() {
            0 => say(&["Dimension ", id, " has no step from level ", &level.to_string(), "."]),
            1 => {}
            _ => say(&["Dimension ", id, " has two steps from level ", &level.to_string(), "."]),
        }
    }
    for step in &dimension.steps {
        let from = step.from.to_string();
        if !(1..=4).contains(&step.from) || step.to != step.from.saturating_add(1) {
            say(&["The step of ", id, " from ", &from, " to ", &step.to.to_string(), " must lead one level up."]);
        }
        for action in &step.actions {
            if action.text.trim().is_empty() {
                say(&["An action of ", id, " in the step from level ", &from, " has no text."]);
            }
            for question in &action.questions {
                if dimension.questions.iter().all(|known| known.id != *question) {
                    let what = ["An action of ", id, " in the step from level ", &from].concat();
                    say(&[&what, " names the unknown question ", &named(question), "."]);
                }
            }
        }
    }
}

fn in_question(model: &Model, question: &Question, say: &mut dyn FnMut(&[&str])) {
    let id = question.id.as_str();
    if !is_weight(question.weight) {
        say(&["The weight of question ", id, " must be above 0."]);
    }
    if question.text.trim().is_empty() {
        say(&["Question ", id, " has no text."]);
    }
    for level in 1..=5_usize {
        if question.levels.get(level - 1).is_none_or(|text| text.trim().is_empty()) {
            say(&["Question ", id, " has no description of level ", &level.to_string(), "."]);
        }
    }
    if question.levels.len() > 5 {
        say(&["Question ", id, " has more than five descriptions."]);
    }
    if !question.signal.is_empty() && model.signal(&question.signal).is_none() {
        say(&["Question ", id, " names the unknown signal ", &named(&question.signal), "."]);
    }
}

fn is_weight(weight: f64) -> bool {
    weight.is_finite() && weight > 0.0 && weight <= 1_000.0
}
