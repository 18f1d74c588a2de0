//! The file of the handbook: questions with their answers, and what terms mean. Fetched on first need. Must not know where it comes
//! from, nor how it is searched or drawn.

use super::texts::{each, read_texts, text_of};
use crate::domain::value::Value;

/// The handbook.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Handbook {
    /// Groups of questions, in their order.
    pub sections: Vec<Section>,
    /// Questions with their answers, in their order.
    pub entries: Vec<Entry>,
    /// What terms mean, in their order.
    pub terms: Vec<Term>,
}

/// A group of questions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    /// Its name in entries.
    pub id: String,
    /// What people read.
    pub title: String,
}

/// A question with its answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// Its name in addresses.
    pub id: String,
    /// The group that it stands in.
    pub section: String,
    /// The question.
    pub ask: String,
    /// Paragraphs; those that begin with "- " are items of a list.
    pub answer: Vec<String>,
    /// Where the sources contradict each other or themselves; empty if they do not.
    pub note: String,
    /// Address of the page that does something about it, without its `#/`.
    pub door: String,
    /// What that page lets one do.
    pub does: String,
    /// What the records of the portfolio say to it, by name; empty if nothing.
    pub fact: String,
    /// Further words by which it is found.
    pub words: String,
    /// The part of the sources that asks it; empty if none does.
    pub source: String,
}

/// What a term means.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Term {
    /// Its name in addresses.
    pub id: String,
    /// The term.
    pub term: String,
    /// What it means.
    pub means: String,
    /// Address of the page where it is met, without its `#/`; `None` if on none.
    pub door: Option<String>,
}

/// Reads the handbook; a sentence if it cannot be used.
pub fn read_handbook(text: &str) -> Result<Handbook, String> {
    let file = read_texts(text, "pocket-pmo-handbook", "The handbook")?;
    let sections = each(&file, "sections", |part| Section { id: text_of(part, "id"), title: text_of(part, "title") });
    let entries = each(&file, "entries", |part| Entry {
        id: text_of(part, "id"),
        section: text_of(part, "section"),
        ask: text_of(part, "ask"),
        answer: each(part, "answer", |line| line.as_text().unwrap_or_default().to_owned()),
        note: text_of(part, "note"),
        door: text_of(part, "door"),
        does: text_of(part, "does"),
        fact: text_of(part, "fact"),
        words: text_of(part, "words"),
        source: text_of(part, "source"),
    });
    let terms = each(&file, "terms", |part| Term {
        id: text_of(part, "id"),
        term: text_of(part, "term"),
        means: text_of(part, "means"),
        door: part.entry("door").and_then(Value::as_text).map(str::to_owned),
    });
    Ok(Handbook { sections, entries, terms })
}
