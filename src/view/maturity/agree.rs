//! The round of agreement: the questions on which respondents differ, with how many chose what, and nobody's name. Must not know
//! how anything is scored.

use crate::domain::maturity::model::Model;
use crate::domain::maturity::question::QuestionResult;
use crate::domain::maturity::score::AssessmentResult;
use crate::domain::records::assessment::{Assessment, Level};
use crate::view::format::count;

/// A question to agree on.
#[derive(Clone, PartialEq, Debug)]
pub struct Differing {
    /// The question.
    pub question: String,
    /// What it is about.
    pub topic: String,
    /// The question in words.
    pub text: String,
    /// What was chosen, lowest first: level in words, its description, and how many chose it.
    pub choices: Vec<(String, String, String)>,
    /// What was agreed, and why.
    pub agreed: Option<(String, String)>,
}

/// A level in words: "3 Agreed".
pub fn level_words(model: &Model, level: i64) -> String {
    let name =
        usize::try_from(level - 1).ok().and_then(|at| model.levels.get(at)).map_or("", |level_name| &level_name.name);
    [&level.to_string(), " ", name].concat().trim_end().to_owned()
}

/// What was agreed, in words.
pub fn agreed_words(model: &Model, level: Option<Level>) -> String {
    level.map_or_else(|| "Not applicable".to_owned(), |level| level_words(model, level.0))
}

/// The questions on which respondents differ, and those on which something was agreed, in the order of the model.
pub fn differing(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<Differing> {
    let to_discuss: Vec<&str> = result.to_discuss().map(|answered| answered.question.as_str()).collect();
    let mut all = Vec::new();
    for question in model.questions() {
        let agreed = assessment.agreed(&question.id);
        if agreed.is_none() && !to_discuss.contains(&question.id.as_str()) {
            continue;
        }
        let Some(answered) = result.question(&question.id) else { continue };
        all.push(Differing {
            question: question.id.clone(),
            topic: question.topic.clone(),
            text: question.text.clone(),
            choices: choices(model, &question.levels, answered),
            agreed: agreed.map(|agreed| (agreed_words(model, agreed.level), agreed.reason.to_string())),
        });
    }
    all
}

fn choices(model: &Model, descriptions: &[String], answered: &QuestionResult) -> Vec<(String, String, String)> {
    let mut choices = Vec::new();
    for (at, description) in descriptions.iter().enumerate() {
        let level = i64::try_from(at).unwrap_or_default() + 1;
        let number = answered.levels.iter().filter(|chosen| **chosen == level).count();
        if number > 0 {
            choices.push((level_words(model, level), description.clone(), people(number)));
        }
    }
    if answered.not_applicable_by > 0 {
        choices.push(("Not applicable".to_owned(), String::new(), people(answered.not_applicable_by)));
    }
    choices
}

fn people(number: usize) -> String {
    ["chosen by ", &number.to_string()].concat()
}

/// How many questions are left to agree on, in words.
pub fn left_words(all: &[Differing]) -> String {
    let left = all.iter().filter(|entry| entry.agreed.is_none()).count();
    match (all.len(), left) {
        (0, _) => "The answers agree on every question: there is nothing to discuss.".to_owned(),
        (_, 0) => "On everything that differed, something was agreed.".to_owned(),
        (all, left) => {
            [&count(all, "question"), " to discuss, ", &left.to_string(), " of them still to be agreed."].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::maturity::model::{Dimension, LevelWords, Question};
    use crate::domain::maturity::score::result;
    use crate::domain::records::Response;
    use crate::domain::records::assessment::Consensus;
    use crate::domain::records::response::QuestionAnswer;

    #[test]
    fn only_what_differs_is_listed_and_nobody_is_named() {
        let question = |id: &str| Question {
            id: id.to_owned(),
            weight: 1.0,
            levels: ["one", "two", "three", "four", "five"].map(str::to_owned).into(),
            ..Question::default()
        };
        let names = ["Improvised", "Started", "Agreed", "Measured", "Renewing"];
        let model = Model {
            levels: names.map(|name| LevelWords { name: name.to_owned(), ..LevelWords::default() }).into(),
            dimensions: vec![Dimension { questions: vec![question("A-1"), question("A-2")], ..Dimension::default() }],
            ..Model::default()
        };
        let response = |name: &str, first: i64| {
            let answer = |question: &str, level| QuestionAnswer {
                question: question.into(),
                level: Some(Bounded(level)),
                ..QuestionAnswer::default()
            };
            let answers = vec![answer("A-1", first), answer("A-2", 3)];
            Response { name: name.into(), answers, ..Response::default() }
        };
        let (one, other) = (response("Ada", 1), response("Grace", 4));
        let mut assessment = Assessment::default();
        let all = differing(&model, &assessment, &result(&model, &assessment, &[&one, &other]));
        assert_eq!(all.len(), 1);
        let chosen: Vec<_> = all[0].choices.iter().map(|choice| (choice.0.as_str(), choice.2.as_str())).collect();
        assert_eq!(chosen, [("1 Improvised", "chosen by 1"), ("4 Measured", "chosen by 1")]);
        assert_eq!(left_words(&all), "1 question to discuss, 1 of them still to be agreed.");
        assessment.consensus =
            vec![Consensus { question: "A-1".into(), level: Some(Bounded(2)), reason: "Seen together".into() }];
        let all = differing(&model, &assessment, &result(&model, &assessment, &[&one, &other]));
        assert_eq!(all[0].agreed, Some(("2 Started".to_owned(), "Seen together".to_owned())));
        assert_eq!(left_words(&all), "On everything that differed, something was agreed.");
    }
}
