//! Answers of an assessment as a file: JSON, which also carries them back from a colleague, and CSV for spreadsheets. Reading says
//! what is wrong in sentences and takes nothing in by halves. Must not know how answers are merged.
//!
//! `{"format":"pocket-pmo-answers","version":1,"assessment":{"id","name"},"model":{"id","version"},"responses":[{"name","group",
//! "finished_on","answers":[{"question","level","not_applicable","evidence","note","records"}]}],"agreed":[{"question","level","reason"}]}`

use super::read::{Faults, LARGEST, answer, list, text_of};
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::record::Record;
use crate::domain::records::{Assessment, Response};
use crate::domain::value::Value;
use crate::engine::command_maturity::Returned;
use crate::exchange::codec::entry;
use crate::exchange::json::{JsonLimits, read_json, to_json};
use crate::exchange::phrases::counted;
use crate::exchange::table_out::{Cell, csv_file};

/// Name of the format in the file.
const FORMAT: &str = "pocket-pmo-answers";
/// Most respondents that are read from one file.
const MOST_RESPONSES: usize = 500;

/// Answers that were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswersFile {
    /// The assessment they belong to, if the file says so.
    pub assessment: Option<Id>,
    /// Its name.
    pub assessment_name: String,
    /// The answers by respondent.
    pub responses: Vec<Returned>,
    /// What is worth saying about the reading.
    pub remarks: Vec<String>,
}

/// The answers of an assessment as JSON.
pub fn write_json(assessment: &Assessment, responses: &[&Response]) -> String {
    let response = |response: &&Response| {
        Value::Map(vec![
            entry("name", response.name.to_value()),
            entry("group", response.group.to_value()),
            entry("finished_on", response.finished_on.to_value()),
            entry("answers", Value::List(response.answers.iter().map(Field::to_value).collect())),
        ])
    };
    let file = Value::Map(vec![
        entry("format", Value::text(FORMAT)),
        entry("version", Value::Int(1)),
        entry("assessment", identity(assessment)),
        entry("model", model_of(assessment)),
        entry("responses", Value::List(responses.iter().map(response).collect())),
        entry("agreed", Value::List(assessment.consensus.iter().map(Field::to_value).collect())),
    ]);
    to_json(&file)
}

pub(super) fn identity(assessment: &Assessment) -> Value {
    Value::Map(vec![entry("id", Value::Id(assessment.meta().id)), entry("name", assessment.name.to_value())])
}

pub(super) fn model_of(assessment: &Assessment) -> Value {
    Value::Map(vec![entry("id", assessment.model.to_value()), entry("version", assessment.model_version.to_value())])
}

/// Headings of the CSV file. Reading finds the columns by them.
const HEADINGS: [&str; 11] = [
    "Respondent",
    "Group",
    "Handed in on",
    "Dimension",
    "Question",
    "Topic",
    "Level",
    "Level name",
    "Not applicable because",
    "Evidence",
    "Note",
];

/// The answers of an assessment as CSV: a row for each answer that says something.
pub fn write_csv(model: &Model, responses: &[&Response]) -> String {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let word = |text: &str| (text.to_owned(), false);
    for response in responses {
        for question in model.questions() {
            let Some(answer) = response.answer(&question.id) else { continue };
            let dimension = model.question(&question.id).map_or("", |(dimension, _)| dimension.name.as_str());
            let level = answer.level.map(|level| level.0);
            let words = level.and_then(|level| model.levels.get(usize::try_from(level - 1).ok()?));
            rows.push(vec![
                word(&response.name),
                word(&response.group),
                word(&response.finished_on.map_or_else(String::new, |day| day.to_string())),
                word(dimension),
                word(&question.id),
                word(&question.topic),
                (level.map_or_else(String::new, |level| level.to_string()), true),
                word(words.map_or("", |words| &words.name)),
                word(&answer.not_applicable),
                word(answer.evidence.map_or("", |grade| grade.name())),
                word(&answer.note),
            ]);
        }
    }
    csv_file(&HEADINGS.map(str::to_owned), &rows)
}

/// Reads answers from JSON or CSV. `known` says which records are here; links to others are left out, and said.
pub fn read_answers(text: &str, model: &Model, known: &dyn Fn(Id) -> bool) -> Result<AnswersFile, Vec<String>> {
    if text.len() > LARGEST {
        return Err(vec!["The file is larger than 5 MB: it holds more than answers.".to_owned()]);
    }
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let mut faults = Faults::default();
    let file =
        if is_json { from_json(text, model, known, &mut faults) } else { from_csv(text, model, known, &mut faults) };
    let mut file = file.map_err(|sentence| vec![sentence])?;
    if !faults.list.is_empty() {
        return Err(faults.list);
    }
    if file.responses.iter().all(|response| response.answers.is_empty()) {
        return Err(vec!["There is no answer in the file.".to_owned()]);
    }
    if !faults.unknown.is_empty() {
        let names = faults.unknown.join(", ");
        file.remarks.push(["Questions that the model does not have are left out: ", &names, "."].concat());
    }
    if faults.strays > 0 {
        let what =
            counted(faults.strays, "link to a record that is not here is", "links to records that are not here are");
        file.remarks.push([&what, " left out."].concat());
    }
    Ok(file)
}

fn from_json(
    text: &str,
    model: &Model,
    known: &dyn Fn(Id) -> bool,
    faults: &mut Faults,
) -> Result<AnswersFile, String> {
    let file =
        read_json(text.trim_start_matches('\u{feff}'), JsonLimits::FOREIGN).map_err(|error| error.to_string())?;
    if file.part("format").as_text() != Some(FORMAT) {
        return Err("This is not a file of answers. Choose the file that the page Maturity saved.".to_owned());
    }
    if file.part("version").as_int() != Some(1) {
        return Err("The file is of a newer form than this version reads.".to_owned());
    }
    let mut read = AnswersFile {
        assessment: file.part("assessment").part("id").as_text().and_then(Id::parse),
        assessment_name: text_of(file.part("assessment"), "name").to_owned(),
        ..AnswersFile::default()
    };
    let (id, version) = (text_of(file.part("model"), "id"), text_of(file.part("model"), "version"));
    if id != model.id {
        let sentence = ["The answers are for the model “", id, "”; this assessment uses “", &model.id, "”."];
        return Err(sentence.concat());
    }
    if version != model.version {
        let sentence =
            ["The answers were given to version ", version, " of the model; here it is ", &model.version, "."];
        read.remarks.push(sentence.concat());
    }
    let responses = list(file.part("responses"));
    if responses.len() > MOST_RESPONSES {
        return Err("The file holds answers of more than 500 respondents.".to_owned());
    }
    for (at, part) in responses.iter().enumerate() {
        let name = text_of(part, "name").trim();
        let place = match name {
            "" => ["Respondent ", &(at + 1).to_string()].concat(),
            name => name.to_owned(),
        };
        if name.is_empty() {
            faults.say(&place, "has no name");
        }
        let mut response =
            Returned { name: name.to_owned(), group: text_of(part, "group").to_owned(), ..Returned::default() };
        match part.part("finished_on") {
            Value::Null => {}
            day => match day.as_text().and_then(Date::parse) {
                Some(day) => response.finished_on = Some(day),
                None => faults.say(&place, "was handed in on a day that is no date"),
            },
        }
        for part in list(part.part("answers")) {
            answer(part, model, known, &place, faults, &mut response.answers);
        }
        add(&mut read.responses, response, faults);
    }
    Ok(read)
}

fn from_csv(text: &str, model: &Model, known: &dyn Fn(Id) -> bool, faults: &mut Faults) -> Result<AnswersFile, String> {
    let table = crate::exchange::table::reading::read_list(text.as_bytes()).map_err(|error| error.to_string())?;
    let column = |name: &str| table.headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
    let (Some(question), Some(level)) = (column("Question"), column("Level")) else {
        return Err("The list needs at least the columns Question and Level.".to_owned());
    };
    let mut read = AnswersFile { remarks: table.remarks, ..AnswersFile::default() };
    let optional = ["Not applicable because", "Evidence", "Note"].map(column);
    let (who, group, day) = (column("Respondent"), column("Group"), column("Handed in on"));
    let cell = |row: &crate::exchange::table::reading::Row, at: Option<usize>| {
        at.map_or(String::new(), |at| row.cell(at).trim().to_owned())
    };
    for row in &table.rows {
        let place = ["Line ", &row.line.to_string()].concat();
        let name = match cell(row, who) {
            name if name.is_empty() => "Earlier answers".to_owned(),
            name => name,
        };
        let respondent = match read.responses.iter_mut().position(|response| response.name == name) {
            Some(at) => at,
            None if read.responses.len() >= MOST_RESPONSES => {
                return Err("The file holds answers of more than 500 respondents.".to_owned());
            }
            None => {
                read.responses.push(Returned { name, group: cell(row, group), ..Returned::default() });
                read.responses.len() - 1
            }
        };
        let Some(response) = read.responses.get_mut(respondent) else { continue };
        let day = cell(row, day);
        if !day.is_empty() {
            match Date::parse(&day) {
                Some(day) => response.finished_on = Some(day),
                None => faults.say(&place, "has no date such as 2026-11-22 under Handed in on"),
            }
        }
        let level = cell(row, Some(level));
        let level = match level.as_str() {
            "" => Value::Null,
            text => text.parse().map_or_else(|_| Value::text(text), Value::Int),
        };
        let [reason, evidence, note] = optional.map(|at| cell(row, at));
        let part = Value::Map(vec![
            entry("question", Value::text(cell(row, Some(question)))),
            entry("level", level),
            entry("not_applicable", Value::text(reason)),
            entry("evidence", Value::text(evidence)),
            entry("note", Value::text(note)),
        ]);
        answer(&part, model, known, &place, faults, &mut response.answers);
    }
    Ok(read)
}

fn add(responses: &mut Vec<Returned>, response: Returned, faults: &mut Faults) {
    if responses.iter().any(|known| known.name.to_lowercase() == response.name.to_lowercase()) {
        faults.say(&response.name, "stands in the file twice");
    }
    responses.push(response);
}
