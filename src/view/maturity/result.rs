//! The result of an assessment before it is drawn: every figure with the arithmetic behind it. Must not know how it is drawn, nor
//! score by itself.

use super::chart::Spoke;
use super::sums::{self, decimal, percent, score};
use crate::domain::maturity::model::{Dimension, Model, Question};
use crate::domain::maturity::question::QuestionResult;
use crate::domain::maturity::score::{AssessmentResult, DimensionResult};
use crate::domain::records::Assessment;
use crate::domain::records::assessment::AssessmentKind;

/// A figure with its arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The name of the figure.
    pub name: &'static str,
    /// Its value in words; a dash where there is none.
    pub value: String,
    /// What it means; may be empty.
    pub note: String,
    /// Its arithmetic, line by line.
    pub how: Vec<String>,
}

/// Where there is no value.
pub const NONE: &str = "–";

fn or_none(value: Option<f64>, words: fn(f64) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), words)
}

fn range(range: Option<(f64, f64)>) -> String {
    match range {
        Some((low, high)) if score(low) == score(high) => score(low),
        Some((low, high)) => [&score(low), " to ", &score(high)].concat(),
        None => NONE.to_owned(),
    }
}

/// "Level 3, Agreed"; that there is none yet.
pub fn level(model: &Model, level: Option<i64>) -> String {
    let Some(level) = level else { return "No level yet".to_owned() };
    let name = words_of(model, level).map_or("", |words| words.0);
    ["Level ", &level.to_string(), if name.is_empty() { "" } else { ", " }, name].concat()
}

/// "Agreed"; that there is no level yet.
fn name_of(model: &Model, level: Option<i64>) -> String {
    let words = level.and_then(|level| words_of(model, level));
    words.map_or("no level yet", |words| words.0).to_owned()
}

/// Name and meaning of a level for the whole.
pub fn words_of(model: &Model, level: i64) -> Option<(&str, &str)> {
    let at = usize::try_from(level).ok()?.checked_sub(1)?;
    model.levels.get(at).map(|level| (level.name.as_str(), level.overall.as_str()))
}

/// The names of the dimensions with these ids.
pub fn names(model: &Model, ids: &[String]) -> String {
    let name = |id: &String| model.dimension(id).map_or_else(|| id.clone(), |dimension| dimension.name.clone());
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn confidence(model: &Model, value: Option<f64>) -> (String, String) {
    let Some(value) = value else { return (NONE.to_owned(), String::new()) };
    let band = model.band(value);
    (percent(value), band.map_or_else(String::new, |band| [&*band.label, ". ", &band.hint].concat()))
}

/// The figures of the whole.
pub fn whole(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<Figure> {
    let is_quick = assessment.kind == AssessmentKind::Quick;
    let told = |name, value, note, how| Figure { name, value, note, how };
    let (label, hint) = confidence(model, result.confidence.map(|confidence| confidence.value));
    let by = result.confidence.map(|confidence| sums::of_overall_confidence(&model.scoring, result, &confidence));
    vec![
        told("Overall score", or_none(result.overall, score), "claimed".to_owned(), sums::of_overall(result)),
        told(
            "Level",
            result.level.map_or_else(|| NONE.to_owned(), |level| level.to_string()),
            name_of(model, result.level),
            sums::of_overall_level(&model.scoring, result, is_quick),
        ),
        told(
            "Weakest dimension",
            result.weakest.map_or_else(|| NONE.to_owned(), |level| ["Level ", &level.to_string()].concat()),
            names(model, &result.weakest_dimensions),
            vec!["The lowest level of a dimension, shown beside the mean because the mean hides it.".to_owned()],
        ),
        told(
            "Evidenced",
            or_none(result.evidenced, score),
            "what the evidence bears".to_owned(),
            sums::of_overall_evidenced(result),
        ),
        told("Range", range(result.range), "with open questions".to_owned(), sums::of_overall_range(result)),
        told("Confidence", label, hint, by.unwrap_or_default()),
    ]
}

/// The figures of a dimension.
pub fn dimension(model: &Model, dimension: &Dimension, result: &DimensionResult, is_quick: bool) -> Vec<Figure> {
    let told = |name, value, note: &str, how| Figure { name, value, note: note.to_owned(), how };
    let scoring = &model.scoring;
    let (label, hint) = confidence(model, result.confidence.map(|confidence| confidence.value));
    let by = result.confidence.map(|confidence| sums::of_confidence(scoring, result, &confidence));
    let level_of = result.level.map_or_else(|| NONE.to_owned(), |level| level.to_string());
    vec![
        told("Score", or_none(result.score, score), "claimed", sums::of_score(result)),
        told("Level", level_of, &name_of(model, result.level), sums::of_level(scoring, dimension, result, is_quick)),
        told("Evidenced", or_none(result.evidenced, score), "what the evidence bears", sums::of_evidenced(result)),
        told("Coverage", percent(result.coverage), "answered of what applies", sums::of_coverage(result)),
        told("Range", range(result.range), "with open questions", sums::of_range(result)),
        told("Confidence", label, &hint, by.unwrap_or_default()),
    ]
}

/// What has to be said of a dimension before its figures; empty if nothing.
pub fn standing(result: &DimensionResult) -> &'static str {
    match (result.not_applicable, result.provisional) {
        (true, _) => "Not applicable",
        (_, true) if result.score.is_none() => "Not answered",
        (_, true) => "Provisional",
        _ => "",
    }
}

/// Whether the key question holds the level down, in a sentence; empty if it does not.
pub fn held_down(model: &Model, dimension: &Dimension, result: &DimensionResult) -> String {
    let (Some(score), Some(cap), Some(level)) = (result.score, result.cap, result.level) else { return String::new() };
    let free = crate::domain::maturity::score::dimension_level(&model.scoring, score, None);
    match dimension.keystone() {
        Some(key) if cap < free => {
            let words = ["The key question ", &key.id, " holds it at level ", &level.to_string()].concat();
            [&words, "; the score alone would give ", &free.to_string(), "."].concat()
        }
        _ => String::new(),
    }
}

/// The scores of the groups that are large enough: "PMO 3.2, Project managers 2.1 – they see it differently"; empty if there is none.
pub fn groups(model: &Model, means: &[(String, f64)], differ: bool) -> String {
    let name = |id: &String| {
        model.groups.iter().find(|group| group.id == *id).map_or_else(|| id.clone(), |group| group.label.clone())
    };
    let all: Vec<String> = means.iter().map(|(id, mean)| [&name(id), " ", &score(*mean)].concat()).collect();
    let tail = if differ { ". They see it differently" } else { "" };
    if all.is_empty() { String::new() } else { [&all.join(", "), tail].concat() }
}

/// A row of the table that says the same as the charts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Id of the dimension.
    pub id: String,
    /// Its name.
    pub name: String,
    /// "Provisional"; empty if nothing has to be said.
    pub standing: &'static str,
    /// Level, score, evidenced, target, coverage, range, confidence, agreement.
    pub cells: [String; 8],
}

/// Headings of the cells of a row.
pub const HEADINGS: [&str; 8] =
    ["Level", "Claimed", "Evidenced", "Target", "Coverage", "Range", "Confidence", "Agreement"];

/// The table that says the same as the charts.
pub fn rows(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<Row> {
    let row = |result: &DimensionResult| Row {
        id: result.dimension.clone(),
        name: model.dimension(&result.dimension).map_or_else(String::new, |dimension| dimension.name.clone()),
        standing: standing(result),
        cells: [
            result.level.map_or_else(|| NONE.to_owned(), |level| level.to_string()),
            or_none(result.score, score),
            or_none(result.evidenced, score),
            assessment.target(&result.dimension).0.map_or_else(|| NONE.to_owned(), |level| level.to_string()),
            percent(result.coverage),
            range(result.range),
            or_none(result.confidence.map(|confidence| confidence.value), percent),
            or_none(result.confidence.and_then(|confidence| confidence.mean_rwg), percent),
        ],
    };
    result.dimensions.iter().map(row).collect()
}

/// What the charts draw.
pub fn spokes(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<Spoke> {
    let spoke = |result: &DimensionResult| Spoke {
        id: result.dimension.clone(),
        name: model.dimension(&result.dimension).map_or_else(String::new, |result| result.name.clone()),
        claimed: result.score,
        evidenced: result.evidenced,
        target: assessment.target(&result.dimension).0,
        is_provisional: result.provisional,
    };
    result.dimensions.iter().map(spoke).collect()
}

/// A question in the table of its dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Id, and whether it is the key question: "GOV-1".
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// Whether it is the key question.
    pub is_key: bool,
    /// Its value, "Open" or "Not applicable".
    pub value: String,
    /// The description of the level, if the value is one.
    pub meaning: String,
    /// Levels chosen, lowest first: "2, 3, 3"; empty if none.
    pub levels: String,
    /// The best evidence: "E2, Record seen"; empty if none.
    pub evidence: String,
    /// What has to be looked at.
    pub flags: Vec<&'static str>,
}

/// The questions of a dimension.
pub fn questions(model: &Model, dimension: &Dimension, result: &DimensionResult) -> Vec<QuestionRow> {
    let row = |answered: &QuestionResult| {
        let question = dimension.questions.iter().find(|question| question.id == answered.question)?;
        Some(question_row(model, question, answered))
    };
    result.questions.iter().filter_map(row).collect()
}

fn question_row(model: &Model, question: &Question, answered: &QuestionResult) -> QuestionRow {
    let value = match answered.value {
        Some(value) => decimal(value, 0, 1),
        None if answered.not_applicable => "Not applicable".to_owned(),
        None => "Open".to_owned(),
    };
    let at = answered.value.filter(|value| value.fract() == 0.0).map_or(usize::MAX, |value| value as usize);
    let grade = answered.grade.and_then(|grade| model.grades.iter().find(|words| words.grade == grade));
    let flags = [
        (answered.agreed, "Agreed after discussion"),
        (answered.discuss && !answered.agreed, "To be discussed"),
        (answered.perception_gap, "Groups differ"),
        (answered.not_applicable_by > 0 && !answered.not_applicable, "Some say not applicable"),
    ];
    QuestionRow {
        id: question.id.clone(),
        topic: question.topic.clone(),
        is_key: question.keystone,
        value,
        meaning: at.checked_sub(1).and_then(|at| question.levels.get(at)).cloned().unwrap_or_default(),
        levels: answered.levels.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
        evidence: grade.map_or_else(String::new, |words| words.label.clone()),
        flags: flags.into_iter().filter(|flag| flag.0).map(|flag| flag.1).collect(),
    }
}
