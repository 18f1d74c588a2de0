//! Relations as they are chosen in a form: which records a search finds, what a line of the control means, and what people read for it.
//! A line is the id of a record, or, where a name makes one, `+` and the name of a new one. Must not know how it is drawn.

use super::palette::best;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{self, Project, Settings, schema_named};
use crate::domain::schema::{Schema, mark};
use crate::domain::value::Value;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;

/// What a search offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The line of the control.
    pub line: String,
    /// What people read.
    pub words: String,
    /// What it is: "Person", "New person".
    pub kind: String,
}

/// Before the name of a record that is to be made.
const NEW: char = '+';

/// The kinds to whose records a relation can lead: the one of that stored name, or each that people make, that is seen somewhere and
/// has a title. What a page makes for itself, such as the answers of one person, is nothing to search for.
fn kinds(kind: &str) -> impl Iterator<Item = &'static Schema> {
    let is_any = kind.is_empty();
    let leads = move |schema: &&&'static Schema| {
        let is_made_by_hand = schema.made_by.is_none() && !schema.immutable && schema.kind != Settings::SCHEMA.kind;
        is_any && is_made_by_hand && !schema.shown_at.is_empty() && schema.marked(mark::title).is_some()
    };
    schema_named(kind).into_iter().chain(records::ALL.iter().filter(leads).copied())
}

/// What fits a query best and is not among the lines chosen already; a new one at the end, where a name makes one. Without a query
/// the first ones.
pub fn choices(portfolio: &Portfolio, kind: &str, query: &str, chosen: &[String], most: usize) -> Vec<Choice> {
    let ids = kinds(kind).flat_map(|schema| portfolio.ids(IndexKey::Kind(schema.kind)));
    let entries = ids.filter_map(|id| {
        let record = portfolio.record(id)?;
        let choice =
            Choice { line: id.to_string(), words: record_words(&**record), kind: record.schema().label.to_owned() };
        let words = choice.words.clone();
        (!chosen.contains(&choice.line)).then_some((choice, words))
    });
    let name = query.trim();
    let mut found = best(name, entries, most);
    let is_known = |choice: &Choice| choice.words.trim().eq_ignore_ascii_case(name);
    if let Some(schema) = schema_named(kind).filter(|schema| schema.by_name && !name.is_empty())
        && !found.iter().any(is_known)
    {
        let line = [&NEW.to_string(), name].concat();
        found.push(Choice { line, words: name.to_owned(), kind: ["New ", &schema.label.to_lowercase()].concat() });
    }
    found
}

/// What people read for a line.
pub fn words(portfolio: &Portfolio, line: &str) -> String {
    match (line.strip_prefix(NEW), Id::parse(line)) {
        (Some(name), _) => [name, " (new)"].concat(),
        (None, Some(id)) => match portfolio.record(id).filter(|record| !record.meta().deleted) {
            Some(record) => record_words(&**record),
            None => portfolio.called(id),
        },
        (None, None) => line.to_owned(),
    }
}

/// The value that a line means.
pub fn meant(line: &str) -> Result<Value, String> {
    match (line.strip_prefix(NEW), Id::parse(line)) {
        (Some(name), _) => Ok(Value::text(name)),
        (None, Some(id)) => Ok(Value::Id(id)),
        (None, None) => Err("must be chosen from the search results".to_owned()),
    }
}

/// A project as it is offered: code and name.
pub fn project_words(project: &Project) -> String {
    [&*project.code, " ", &project.name].concat()
}

/// What tells a record from others of its kind: a project has its code before its name.
fn record_words(record: &dyn Record) -> String {
    match record.typed::<Project>() {
        Some(project) => project_words(project),
        None => record.title().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::{Decision, Person, Response};
    use std::sync::Arc;

    fn portfolio() -> Portfolio {
        let mut portfolio = Portfolio::default();
        for (id, name) in [(1, "Ada Lovelace"), (2, "Grace Hopper")] {
            let mut person = Person { name: name.into(), ..Person::default() };
            person.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(person));
        }
        let mut project = Project { code: "P-1".into(), name: "Apollo".into(), ..Project::default() };
        project.meta.id = Id(3);
        portfolio.insert_loaded(Arc::new(project));
        let mut decision = Decision { question: "Which mast?".into(), ..Decision::default() };
        decision.meta.id = Id(4);
        portfolio.insert_loaded(Arc::new(decision));
        let mut answers = Response { name: "Ada".into(), ..Response::default() };
        answers.meta.id = Id(5);
        portfolio.insert_loaded(Arc::new(answers));
        let mut settings = Settings { name: "Ada's office".into(), ..Settings::default() };
        settings.meta.id = Id(6);
        portfolio.insert_loaded(Arc::new(settings));
        portfolio
    }

    fn found(kind: &str, query: &str, chosen: &[u64]) -> Vec<String> {
        let chosen: Vec<String> = chosen.iter().map(|id| Id(*id).to_string()).collect();
        let all = choices(&portfolio(), kind, query, &chosen, 8);
        all.into_iter().map(|choice| [&*choice.kind, " ", &choice.words].concat()).collect()
    }

    #[test]
    fn a_search_finds_records_of_the_kind_and_makes_one_where_a_name_does() {
        assert_eq!(found("person", "ada", &[]), ["Person Ada Lovelace", "New person ada"]);
        assert_eq!(found("person", " ADA LOVELACE", &[]), ["Person Ada Lovelace"]);
        assert_eq!(found("person", "", &[1]), ["Person Grace Hopper"]);
        assert_eq!(found("decision", "mast", &[]), ["Decision Which mast?"]);
        assert_eq!(found("decision", "sail", &[]), [""; 0]);
        assert_eq!(found("project", "p-1", &[]), ["Project P-1 Apollo"]);
        assert_eq!(found("", "ada", &[]), ["Person Ada Lovelace"], "neither who answered nor the settings");
        assert_eq!(found("", "a", &[1, 2]).first().map(String::as_str), Some("Project P-1 Apollo"));
    }

    #[test]
    fn a_line_means_what_was_chosen() {
        let all = portfolio();
        let id = Id(3).to_string();
        assert_eq!((meant(&id), words(&all, &id)), (Ok(Value::Id(Id(3))), "P-1 Apollo".to_owned()));
        assert_eq!((meant("+Mary"), words(&all, "+Mary")), (Ok(Value::text("Mary")), "Mary (new)".to_owned()));
        assert!(meant("Apollo").is_err());
        assert_eq!(words(&all, &Id(99).to_string()), "a record that is not here");
    }
}
