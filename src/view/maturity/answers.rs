//! Answering a questionnaire: which questions in which order, how far one is, what a key does, and what the records say beside an
//! answer. Must not know how anything is scored, nor the answers of anybody else.

use crate::domain::id::Id;
use crate::domain::maturity::model::{Dimension, Model, Question, Side, Signal, Unit};
use crate::domain::record::RecordType;
use crate::domain::records::assessment::AssessmentKind;
use crate::domain::records::{Decision, Person, Project, Response};
use crate::engine::command_maturity::Returned;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::signals::Figure;
use crate::view::format::count;
use crate::view::palette;

/// The questions that are asked, in order, each with its dimension.
pub fn asked(model: &Model, kind: AssessmentKind) -> Vec<(&Dimension, &Question)> {
    let all = model
        .dimensions
        .iter()
        .flat_map(|dimension| dimension.questions.iter().map(move |question| (dimension, question)));
    all.filter(|(_, question)| kind == AssessmentKind::Full || model.is_quick(&question.id)).collect()
}

/// Whether a respondent has said something about a question: a level, or that it does not apply.
pub fn is_said(response: &Response, question: &str) -> bool {
    response.answer(question).is_some_and(|answer| answer.level.is_some() || answer.is_not_applicable())
}

/// A dimension in the list beside the questions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Number of its first question.
    pub first: usize,
    /// Number of its first question that is open; that of its first if none is.
    pub goes_on_at: usize,
    /// How many of its questions are answered.
    pub done: usize,
    /// How many questions it has.
    pub all: usize,
}

/// The dimensions with how far one is in each.
pub fn parts(model: &Model, kind: AssessmentKind, response: &Response) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut latest = "";
    for (at, (dimension, question)) in asked(model, kind).into_iter().enumerate() {
        if dimension.id != latest || parts.is_empty() {
            latest = &dimension.id;
            parts.push(Part { name: dimension.name.clone(), first: at, goes_on_at: usize::MAX, done: 0, all: 0 });
        }
        let Some(part) = parts.last_mut() else { continue };
        part.all += 1;
        if is_said(response, &question.id) {
            part.done += 1;
        } else {
            part.goes_on_at = part.goes_on_at.min(at);
        }
    }
    for part in &mut parts {
        if part.goes_on_at == usize::MAX {
            part.goes_on_at = part.first;
        }
    }
    parts
}

/// How many questions are answered, and how many there are.
pub fn progress(model: &Model, kind: AssessmentKind, response: &Response) -> (usize, usize) {
    let all = asked(model, kind);
    (all.iter().filter(|(_, question)| is_said(response, &question.id)).count(), all.len())
}

/// Number of the first open question; how many there are if none is open.
pub fn first_open(model: &Model, kind: AssessmentKind, response: &Response) -> usize {
    let all = asked(model, kind);
    all.iter().position(|(_, question)| !is_said(response, &question.id)).unwrap_or(all.len())
}

/// What a key does while answering.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Press {
    /// Chooses a description, the lowest being 1.
    Choose(i64),
    /// Says that the question does not apply.
    NotApplicable,
    /// Goes to the next question.
    Next,
    /// Goes back to the one before.
    Back,
}

/// What a key does while answering.
pub fn press(key: &str) -> Option<Press> {
    match key {
        "1" => Some(Press::Choose(1)),
        "2" => Some(Press::Choose(2)),
        "3" => Some(Press::Choose(3)),
        "4" => Some(Press::Choose(4)),
        "5" => Some(Press::Choose(5)),
        "n" | "N" => Some(Press::NotApplicable),
        "Enter" | "ArrowRight" => Some(Press::Next),
        "ArrowLeft" => Some(Press::Back),
        _ => None,
    }
}

/// A value in its unit: "60%", "12 days", "yes".
pub fn value_words(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share => [&plain(value * 100.0), "%"].concat(),
        Unit::Count => plain(value),
        Unit::Days if (value - 1.0).abs() < 0.05 => "1 day".to_owned(),
        Unit::Days => [&plain(value), " days"].concat(),
        Unit::Flag => if value >= 0.5 { "yes" } else { "no" }.to_owned(),
    }
}

/// A number with one decimal, where it has any.
fn plain(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => [&(tenths / 10).to_string(), ".", &rest.abs().to_string()].concat(),
    }
}

/// What a figure of the records says, in a sentence; nothing of any level.
pub fn figure_words(signal: &Signal, figure: &Figure) -> String {
    let of = match (signal.unit, figure.of()) {
        (_, 0) => String::new(),
        (Unit::Share, of) => [" (", &figure.met.len().to_string(), " of ", &of.to_string(), ")"].concat(),
        (_, of) => [" (from ", &count(of, "record"), ")"].concat(),
    };
    let side = match signal.side {
        Side::AtLeast => "at least ",
        Side::AtMost => "at most ",
    };
    let limit = value_words(signal.unit, signal.limit);
    [&value_words(signal.unit, figure.value), &of, "; an agreed practice shows ", side, &limit, "."].concat()
}

/// A record that can back an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linkable {
    /// The record.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
}

/// Projects, decisions and people whose name fits, best first.
pub fn linkable(portfolio: &Portfolio, query: &str, most: usize) -> Vec<Linkable> {
    if query.trim().is_empty() {
        return Vec::new();
    }
    let kinds = [Project::SCHEMA, Decision::SCHEMA, Person::SCHEMA];
    let ids = kinds.into_iter().flat_map(|schema| portfolio.ids(IndexKey::Kind(schema.kind)));
    let entries = ids.filter_map(|id| {
        let record = portfolio.record(id)?;
        let name = record.title().to_string();
        Some((Linkable { id, name: name.clone(), kind: record.schema().label }, name))
    });
    palette::best(query, entries, most)
}

/// What taking in answers would do, a line for each respondent.
pub fn returned_words(returned: &[Returned], known: &[&Response]) -> Vec<String> {
    let line = |returned: &Returned| {
        let name = returned.name.trim().to_lowercase();
        let is_known = known.iter().any(|known| known.name.trim().to_lowercase() == name);
        let does = match is_known {
            true => ", merged with the answers given here; for the same question, those of the file count",
            false => ", a new respondent",
        };
        let done = if returned.finished_on.is_some() { ", handed in" } else { "" };
        [returned.name.trim(), ": ", &count(returned.answers.len(), "answer"), done, does, "."].concat()
    };
    returned.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::records::response::QuestionAnswer;

    fn model() -> Model {
        let question = |id: &str| Question { id: id.to_owned(), ..Question::default() };
        let dimension = |id: &str, all: &[&str]| Dimension {
            id: id.to_owned(),
            name: id.to_owned(),
            questions: all.iter().map(|id| question(id)).collect(),
            ..Dimension::default()
        };
        Model {
            dimensions: vec![dimension("A", &["A-1", "A-2"]), dimension("B", &["B-1"])],
            quick_questions: vec!["A-2".to_owned(), "B-1".to_owned()],
            ..Model::default()
        }
    }

    fn answered(all: &[(&str, Option<i64>, &str)]) -> Response {
        let answer = |(question, level, reason): &(&str, Option<i64>, &str)| QuestionAnswer {
            question: (*question).into(),
            level: level.map(Bounded),
            not_applicable: (*reason).into(),
            note: "a note".into(),
            ..QuestionAnswer::default()
        };
        Response { answers: all.iter().map(answer).collect(), ..Response::default() }
    }

    #[test]
    fn goes_on_at_the_first_open_question() {
        let model = model();
        let response = answered(&[("A-1", Some(2), ""), ("A-2", None, ""), ("B-1", None, "No projects")]);
        assert_eq!(progress(&model, AssessmentKind::Full, &response), (2, 3));
        assert_eq!(first_open(&model, AssessmentKind::Full, &response), 1);
        assert_eq!(first_open(&model, AssessmentKind::Quick, &response), 0);
        assert_eq!(
            first_open(&model, AssessmentKind::Quick, &answered(&[("A-2", Some(1), ""), ("B-1", Some(1), "")])),
            2
        );
        let parts = parts(&model, AssessmentKind::Full, &response);
        let figures: Vec<_> = parts.iter().map(|part| (part.first, part.goes_on_at, part.done, part.all)).collect();
        assert_eq!(figures, [(0, 1, 1, 2), (2, 2, 1, 1)]);
    }

    #[test]
    fn keys_of_the_keyboard() {
        assert_eq!(press("3"), Some(Press::Choose(3)));
        assert_eq!(press("N"), Some(Press::NotApplicable));
        assert_eq!(press("Enter"), Some(Press::Next));
        assert_eq!(press("6"), None);
        assert_eq!(press("ArrowDown"), None, "within the descriptions the browser moves");
    }

    #[test]
    fn figures_are_said_without_levels() {
        let signal = Signal { unit: Unit::Share, limit: 0.8, ..Signal::default() };
        let figure = Figure { value: 0.625, met: vec![Id(1)], lacking: vec![Id(2)] };
        assert_eq!(figure_words(&signal, &figure), "62.5% (1 of 2); an agreed practice shows at least 80%.");
        let signal = Signal { unit: Unit::Days, side: Side::AtMost, limit: 14.0, ..Signal::default() };
        let figure = Figure { value: 1.0, ..Figure::default() };
        assert_eq!(figure_words(&signal, &figure), "1 day; an agreed practice shows at most 14 days.");
    }

    #[test]
    fn taking_in_is_told_before() {
        let one =
            Returned { name: " Ada ".to_owned(), answers: vec![QuestionAnswer::default()], ..Returned::default() };
        let known = Response { name: "ada".into(), ..Response::default() };
        assert_eq!(returned_words(std::slice::from_ref(&one), &[]), ["Ada: 1 answer, a new respondent."]);
        assert!(returned_words(&[one], &[&known])[0].contains("merged"));
    }
}
