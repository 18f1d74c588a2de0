//! The arithmetic behind each figure of a result, in words with the numbers in it. Must not score by itself: it shows what the
//! domain computed, and from what.

use crate::domain::digits::{current, grouped};
use crate::domain::maturity::model::{Dimension, Scoring};
use crate::domain::maturity::question::QuestionResult;
use crate::domain::maturity::score::{AssessmentResult, Confidence, DimensionResult, level_of};

/// A number with at least and at most so many decimals; zeros at its end go.
pub fn decimal(value: f64, least: usize, most: usize) -> String {
    let scale = (0..most).fold(1_i64, |scale, _| scale * 10);
    let scaled = (value * scale as f64).round() as i64;
    let size = scaled.unsigned_abs();
    let (whole, mut part) = (size / scale.unsigned_abs(), (size % scale.unsigned_abs()).to_string());
    while part.len() < most {
        part.insert(0, '0');
    }
    while part.len() > least && part.ends_with('0') {
        part.pop();
    }
    let sign = if scaled < 0 { "−" } else { "" };
    match most {
        0 => [sign, &grouped(whole)].concat(),
        _ if part.is_empty() => [sign, &grouped(whole)].concat(),
        _ => [sign, &grouped(whole), &current().point.to_string(), &part].concat(),
    }
}

/// A score as it is shown: one decimal.
pub fn score(value: f64) -> String {
    decimal(value, 1, 1)
}

/// A share as it is shown: whole percent.
pub fn percent(share: f64) -> String {
    [&decimal(share * 100.0, 0, 0), "%"].concat()
}

/// A number inside a sum.
fn term(value: f64) -> String {
    decimal(value, 0, 4)
}

/// What a sum comes to.
fn outcome(value: f64) -> String {
    decimal(value, 1, 4)
}

/// A weighted mean: "(1.5 × 3 + 1 × 4) / (1.5 + 1) = 8.5 / 2.5 = 3.4"; empty without weight.
pub fn mean(items: &[(f64, f64)]) -> String {
    let weights: f64 = items.iter().map(|item| item.0).sum();
    let sum: f64 = items.iter().map(|item| item.0 * item.1).sum();
    if weights <= 0.0 {
        return String::new();
    }
    let is_plain = items.iter().all(|item| item.0 == 1.0);
    if is_plain {
        // Without weights that differ they would only be noise.
        let values: Vec<String> = items.iter().map(|item| term(item.1)).collect();
        return [
            "(",
            &values.join(" + "),
            ") / ",
            &term(weights),
            " = ",
            &term(sum),
            " / ",
            &term(weights),
            " = ",
            &outcome(sum / weights),
        ]
        .concat();
    }
    let products: Vec<String> = items.iter().map(|item| [&term(item.0), " × ", &term(item.1)].concat()).collect();
    let parts: Vec<String> = items.iter().map(|item| term(item.0)).collect();
    let (products, parts) = (products.join(" + "), parts.join(" + "));
    ["(", &products, ") / (", &parts, ") = ", &term(sum), " / ", &term(weights), " = ", &outcome(sum / weights)]
        .concat()
}

fn of_questions(result: &DimensionResult, value: &dyn Fn(&QuestionResult) -> Option<f64>) -> String {
    let items: Vec<(f64, f64)> = result
        .questions
        .iter()
        .filter(|question| !question.not_applicable)
        .filter_map(|question| Some((question.weight, value(question)?)))
        .collect();
    mean(&items)
}

/// How the score of a dimension comes about.
pub fn of_score(result: &DimensionResult) -> Vec<String> {
    let sum = of_questions(result, &|question| question.value);
    lines("Sum of weight × value over the sum of weights, of the questions that are answered and apply:", sum)
}

/// How the evidenced value of a dimension comes about.
pub fn of_evidenced(result: &DimensionResult) -> Vec<String> {
    let words = "The same mean, but no answer counts for more than its evidence bears:";
    lines(words, of_questions(result, &|question| question.evidenced))
}

/// How the coverage of a dimension comes about.
pub fn of_coverage(result: &DimensionResult) -> Vec<String> {
    let applies = || result.questions.iter().filter(|question| !question.not_applicable);
    let weight: f64 = applies().map(|question| question.weight).sum();
    let answered: f64 = applies().filter(|question| question.is_answered()).map(|question| question.weight).sum();
    let mut all = match weight > 0.0 {
        true => lines(
            "Weight of the questions answered over the weight of those that apply:",
            [&term(answered), " / ", &term(weight), " = ", &outcome(answered / weight)].concat(),
        ),
        false => vec!["No question of this dimension applies.".to_owned()],
    };
    if result.not_applicable_share > 0.0 {
        let share = percent(result.not_applicable_share);
        all.push([&share, " of the weight does not apply and is left out."].concat());
    }
    all
}

/// How the range of a dimension comes about.
pub fn of_range(result: &DimensionResult) -> Vec<String> {
    let open = result.questions.iter().filter(|question| question.is_open()).count();
    if open == 0 {
        return vec!["No question is open: the score cannot move.".to_owned()];
    }
    let bound = |level: f64| of_questions(result, &move |question| Some(question.value.unwrap_or(level)));
    vec![
        ["If every open question were at 1: ", &bound(1.0)].concat(),
        ["If every open question were at 5: ", &bound(5.0)].concat(),
    ]
}

/// How the level of a dimension comes about, or why it has none.
pub fn of_level(scoring: &Scoring, dimension: &Dimension, result: &DimensionResult, is_quick: bool) -> Vec<String> {
    let Some(score) = result.score.filter(|_| !result.not_applicable) else {
        return vec![without_score(scoring, result)];
    };
    let keystone = dimension.keystone();
    let key = keystone.and_then(|key| result.questions.iter().find(|question| question.question == key.id));
    let key_id = keystone.map_or("", |key| &*key.id);
    if result.provisional {
        return vec![match key {
            _ if is_quick => "A quick check asks too little for a level.".to_owned(),
            Some(key) if key.is_open() => ["The key question ", key_id, " is open: no level yet."].concat(),
            _ => {
                let (coverage, least) = (percent(result.coverage), percent(scoring.provisional_below));
                ["Only ", &coverage, " is answered, and a level needs ", &least, ": no level yet."].concat()
            }
        }];
    }
    let tolerance = scoring.level_tolerance;
    let rounded = level_of(score + tolerance);
    let mut all = vec![down(score, tolerance, rounded)];
    match key.and_then(|key| key.value).zip(result.cap) {
        Some((value, cap)) => {
            let above = term(scoring.keystone_cap);
            let cap_words =
                ["The key question ", key_id, " is at ", &term(value), ", so no more than ", &above].concat();
            let holds = if cap < rounded { " That holds the level down." } else { "" };
            all.push([&cap_words, " above ", &term(value.floor()), ": ", &cap.to_string(), ".", holds].concat());
        }
        None => all.push("The key question does not apply, so it sets no limit.".to_owned()),
    }
    if let Some(level) = result.level {
        all.push(["The lower of them, between 1 and 5: level ", &level.to_string(), "."].concat());
    }
    all
}

/// "3.0 + 0.25 = 3.25, rounded down: 3."
fn down(score: f64, tolerance: f64, rounded: i64) -> String {
    let sum = outcome(score + tolerance);
    [&outcome(score), " + ", &term(tolerance), " = ", &sum, ", rounded down: ", &rounded.to_string(), "."].concat()
}

fn without_score(scoring: &Scoring, result: &DimensionResult) -> String {
    if result.not_applicable {
        let (share, most) = (percent(result.not_applicable_share), percent(scoring.most_not_applicable));
        return [&share, " of the weight does not apply, more than ", &most, ": it is left out of the whole."].concat();
    }
    "No question is answered yet.".to_owned()
}

/// How the confidence in a dimension comes about.
pub fn of_confidence(scoring: &Scoring, result: &DimensionResult, confidence: &Confidence) -> Vec<String> {
    let answered = result.questions.iter().filter(|question| question.is_answered());
    let items: Vec<(f64, f64)> = answered.map(|question| (question.weight, question.factor)).collect();
    factors(scoring, confidence, "Evidence, the mean of how much the grades count: ", &mean(&items))
}

fn factors(scoring: &Scoring, confidence: &Confidence, evidence: &str, sum: &str) -> Vec<String> {
    let factors = [confidence.coverage, confidence.evidence, confidence.agreement].map(outcome).join(" × ");
    vec![
        ["Coverage × evidence × agreement: ", &factors, " = ", &outcome(confidence.value)].concat(),
        [evidence, sum].concat(),
        match confidence.mean_rwg {
            Some(mean) => {
                let mean = outcome(mean);
                let words = ["Agreement: 0.5 + 0.5 × ", &mean, " = ", &outcome(confidence.agreement)].concat();
                [&words, "; ", &mean, " is the mean agreement of the questions that two or more answered."].concat()
            }
            None => {
                let single = outcome(scoring.single_agreement);
                ["Agreement: ", &single, ", because no question was answered by two or more."].concat()
            }
        },
    ]
}

fn lines(words: &str, sum: String) -> Vec<String> {
    if sum.is_empty() { vec!["No question is answered yet.".to_owned()] } else { vec![words.to_owned(), sum] }
}

fn of_dimensions(result: &AssessmentResult, value: &dyn Fn(&DimensionResult) -> Option<f64>) -> String {
    let items: Vec<(f64, f64)> = result
        .dimensions
        .iter()
        .filter(|dimension| !dimension.not_applicable)
        .filter_map(|dimension| Some((dimension.weight, value(dimension)?)))
        .collect();
    mean(&items)
}

/// How the overall score comes about.
pub fn of_overall(result: &AssessmentResult) -> Vec<String> {
    lines(
        "Sum of weight × score over the sum of weights, of the dimensions with a score:",
        of_dimensions(result, &|dimension| dimension.score),
    )
}

/// How the evidenced overall value comes about.
pub fn of_overall_evidenced(result: &AssessmentResult) -> Vec<String> {
    lines("The same mean of the evidenced values:", of_dimensions(result, &|dimension| dimension.evidenced))
}

/// How the overall range comes about.
pub fn of_overall_range(result: &AssessmentResult) -> Vec<String> {
    let applies = result.dimensions.iter().filter(|dimension| !dimension.not_applicable);
    if !applies.flat_map(|dimension| &dimension.questions).any(QuestionResult::is_open) {
        return vec!["No question is open: the score cannot move.".to_owned()];
    }
    let bound = |end: &dyn Fn((f64, f64)) -> f64| of_dimensions(result, &|dimension| dimension.range.map(end));
    vec![
        ["If every open question were at 1: ", &bound(&|range| range.0)].concat(),
        ["If every open question were at 5: ", &bound(&|range| range.1)].concat(),
    ]
}

/// How the overall level comes about, or why there is none.
pub fn of_overall_level(scoring: &Scoring, result: &AssessmentResult, is_quick: bool) -> Vec<String> {
    let Some(score) = result.overall else {
        let nothing =
            if result.applies_nowhere() { "Every dimension is not applicable." } else { "Nothing is answered yet." };
        return vec![nothing.to_owned()];
    };
    let (Some(level), Some(weakest)) = (result.level, result.weakest) else {
        let open: Vec<&str> = result
            .dimensions
            .iter()
            .filter(|dimension| dimension.provisional)
            .map(|dimension| dimension.dimension.as_str())
            .collect();
        return vec![match is_quick {
            true => "A quick check asks too little for a level.".to_owned(),
            false => ["Too little is answered in ", &open.join(", "), ": no level yet."].concat(),
        }];
    };
    let tolerance = scoring.level_tolerance;
    let most = level_of(weakest as f64 + scoring.overall_cap);
    let (weakest, above) = (weakest.to_string(), term(scoring.overall_cap));
    vec![
        down(score, tolerance, level_of(score + tolerance)),
        [
            "The weakest dimension is at level ",
            &weakest,
            ", so no more than ",
            &above,
            " above it: ",
            &most.to_string(),
            ".",
        ]
        .concat(),
        ["The lower of them, between 1 and 5: level ", &level.to_string(), "."].concat(),
    ]
}

/// How the confidence in the whole comes about.
pub fn of_overall_confidence(scoring: &Scoring, result: &AssessmentResult, confidence: &Confidence) -> Vec<String> {
    let mut all = factors(
        scoring,
        confidence,
        "Evidence, the mean over the dimensions: ",
        &of_dimensions(result, &|dimension| dimension.confidence.map(|confidence| confidence.evidence)),
    );
    let coverage = of_dimensions(result, &|dimension| Some(dimension.coverage));
    all.insert(1, ["Coverage, the mean over the dimensions: ", &coverage].concat());
    all
}
