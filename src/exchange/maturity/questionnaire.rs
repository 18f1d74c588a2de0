//! The questionnaire as a file for a colleague: the questions of an assessment with their descriptions, and whose it is. What comes
//! back is a file of answers. Must not know how questions are shown.
//!
//! `{"format":"pocket-pmo-questionnaire","version":1,"assessment":{"id","name"},"kind":"full","model":{"id","version"},"title",
//! "how_to_answer","groups":[{"id","label"}],"dimensions":[{"id","name","purpose","questions":[{"id","topic","text","levels",
//! "evidence"}]}]}`

use super::answers::{identity, model_of};
use super::read::{Faults, LARGEST, line, list};
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::maturity::model::{Model, Named};
use crate::domain::records::Assessment;
use crate::domain::records::assessment::AssessmentKind;
use crate::domain::value::Value;
use crate::exchange::codec::entry;
use crate::exchange::json::{JsonLimits, read_json, to_json};

/// Name of the format in the file.
const FORMAT: &str = "pocket-pmo-questionnaire";
/// Most dimensions, and most questions in each, that are read.
const MOST: usize = 100;

/// A questionnaire that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Questionnaire {
    /// The assessment: the answers find back by it.
    pub assessment: Id,
    /// Its name.
    pub name: String,
    /// How many questions are asked.
    pub kind: AssessmentKind,
    /// Id of the model.
    pub model: String,
    /// Version of the model.
    pub model_version: String,
    /// Title of the model.
    pub title: String,
    /// How to answer.
    pub how_to_answer: String,
    /// Groups to choose from.
    pub groups: Vec<Named>,
    /// The questions by dimension.
    pub dimensions: Vec<AskedDimension>,
}

/// The questions of a dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskedDimension {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it asks for.
    pub purpose: String,
    /// Its questions.
    pub questions: Vec<FormQuestion>,
}

/// A question as it is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormQuestion {
    /// Id.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// The question.
    pub text: String,
    /// The five descriptions, lowest first.
    pub levels: Vec<String>,
    /// What could back an answer.
    pub evidence: Vec<String>,
}

/// The questionnaire of an assessment: all its questions, and nobody's answers.
pub fn write_questionnaire(model: &Model, assessment: &Assessment) -> String {
    let texts = |texts: &[String]| Value::List(texts.iter().map(Value::text).collect());
    let is_quick = assessment.kind == AssessmentKind::Quick;
    let mut dimensions = Vec::new();
    for dimension in &model.dimensions {
        let asked = dimension.questions.iter().filter(|question| !is_quick || model.is_quick(&question.id));
        let questions: Vec<Value> = asked
            .map(|question| {
                Value::Map(vec![
                    entry("id", Value::text(&question.id)),
                    entry("topic", Value::text(&question.topic)),
                    entry("text", Value::text(&question.text)),
                    entry("levels", texts(&question.levels)),
                    entry("evidence", texts(&question.evidence)),
                ])
            })
            .collect();
        if !questions.is_empty() {
            dimensions.push(Value::Map(vec![
                entry("id", Value::text(&dimension.id)),
                entry("name", Value::text(&dimension.name)),
                entry("purpose", Value::text(&dimension.purpose)),
                entry("questions", Value::List(questions)),
            ]));
        }
    }
    let is_asked = |group: &&Named| {
        assessment.groups.is_empty() || assessment.groups.iter().any(|asked_group| *asked_group.0 == *group.id)
    };
    let group = |named: &Named| {
        Value::Map(vec![entry("id", Value::text(&named.id)), entry("label", Value::text(&named.label))])
    };
    let file = Value::Map(vec![
        entry("format", Value::text(FORMAT)),
        entry("version", Value::Int(1)),
        entry("assessment", identity(assessment)),
        entry("kind", assessment.kind.to_value()),
        entry("model", model_of(assessment)),
        entry("title", Value::text(&model.title)),
        entry("how_to_answer", Value::text(&model.how_to_answer)),
        entry("groups", Value::List(model.groups.iter().filter(is_asked).map(group).collect())),
        entry("dimensions", Value::List(dimensions)),
    ]);
    to_json(&file)
}

/// Reads a questionnaire; all that is wrong with it, if it cannot be answered.
pub fn read_questionnaire(text: &str) -> Result<Questionnaire, Vec<String>> {
    let one = |sentence: &str| vec![sentence.to_owned()];
    if text.len() > LARGEST {
        return Err(one("The file is larger than 5 MB: it is no questionnaire."));
    }
    let file =
        read_json(text.trim_start_matches('\u{feff}'), JsonLimits::FOREIGN).map_err(|error| one(&error.to_string()))?;
    if file.part("format").as_text() != Some(FORMAT) {
        return Err(one("This is not a questionnaire. Choose the file that your office sent."));
    }
    if file.part("version").as_int() != Some(1) {
        return Err(one("The questionnaire is of a newer form than this version reads."));
    }
    let id = file.part("assessment").part("id").as_text().and_then(Id::parse);
    let id = id.ok_or_else(|| one("The questionnaire does not say to which assessment it belongs."))?;
    let mut faults = Faults::default();
    let place = "The questionnaire:";
    let mut read = Questionnaire {
        assessment: id,
        name: line(file.part("assessment"), "name", place, &mut faults),
        kind: AssessmentKind::from_value(file.part("kind")).unwrap_or_default(),
        model: line(file.part("model"), "id", place, &mut faults),
        model_version: line(file.part("model"), "version", place, &mut faults),
        title: line(&file, "title", place, &mut faults),
        how_to_answer: line(&file, "how_to_answer", place, &mut faults),
        groups: Vec::new(),
        dimensions: Vec::new(),
    };
    for part in list(file.part("groups")).iter().take(MOST) {
        let (id, label) = (line(part, "id", place, &mut faults), line(part, "label", place, &mut faults));
        read.groups.push(Named { id, label });
    }
    for part in list(file.part("dimensions")).iter().take(MOST) {
        read.dimensions.push(dimension(part, &mut faults));
    }
    let questions: Vec<&FormQuestion> = read.dimensions.iter().flat_map(|dimension| &dimension.questions).collect();
    if questions.is_empty() {
        faults.say("The questionnaire", "asks nothing");
    }
    for (at, question) in questions.iter().enumerate() {
        if questions.iter().take(at).any(|other| other.id == question.id) {
            faults.say(&question.id, "is asked twice");
        }
    }
    if faults.list.is_empty() { Ok(read) } else { Err(faults.list) }
}

fn dimension(part: &Value, faults: &mut Faults) -> AskedDimension {
    let place = "A dimension:";
    let mut dimension = AskedDimension {
        id: line(part, "id", place, faults),
        name: line(part, "name", place, faults),
        purpose: line(part, "purpose", place, faults),
        questions: Vec::new(),
    };
    for part in list(part.part("questions")).iter().take(MOST) {
        let texts =
            |name: &str| list(part.part(name)).iter().filter_map(|text| text.as_text().map(str::to_owned)).collect();
        let question = FormQuestion {
            id: line(part, "id", place, faults),
            topic: line(part, "topic", place, faults),
            text: line(part, "text", place, faults),
            levels: texts("levels"),
            evidence: texts("evidence"),
        };
        if question.id.is_empty() || question.text.is_empty() || question.levels.len() != 5 {
            let name = if question.id.is_empty() { "A question" } else { &question.id };
            faults.say(name, "needs an id, a text and five descriptions");
        }
        dimension.questions.push(question);
    }
    dimension
}
