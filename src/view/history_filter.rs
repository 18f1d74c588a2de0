//! Which of all changes somebody looks for: by words, who made them, what kind of record they concern, and when. Must not know
//! where transactions are kept, nor how they are drawn.

use super::form::Titles;
use crate::domain::date::{Date, Zone};
use crate::domain::letters::has_words;
use crate::domain::records::schema_named;
use crate::domain::sorting::sort_once;
use crate::engine::transaction::{Edit, Transaction};
use std::sync::Arc;

/// Records of one change whose names are searched: an import may touch thousands.
const MOST_NAMES: usize = 200;

/// A filter of changes. All of its parts have to match.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChangeFilter {
    /// Words that all occur, as typed.
    pub text: String,
    /// Who made the change, by name; empty for changes without a name.
    pub who: Option<String>,
    /// Stored name of the kind of record.
    pub kind: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl ChangeFilter {
    /// Whether every change passes.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a change passes.
    pub fn lets_through(&self, transaction: &Transaction, zone: Zone, titles: Titles) -> bool {
        let day = transaction.stamp.moment().day(zone);
        self.who.as_ref().is_none_or(|who| **who == *transaction.author.name)
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
            && (self.kind.is_empty() || transaction.edits.iter().any(|edit| kind_of(edit) == self.kind))
            && (self.text.trim().is_empty() || self.is_mentioned(transaction, titles))
    }

    fn is_mentioned(&self, transaction: &Transaction, titles: Titles) -> bool {
        let mut all = [&*transaction.label, " ", &*transaction.author.name].concat();
        for edit in transaction.edits.iter().take(MOST_NAMES) {
            all.push(' ');
            match edit {
                Edit::Create(record) => all.push_str(&record.title()),
                Edit::Set { record, .. } => all.push_str(&titles(*record)),
            }
        }
        has_words(&all, &self.text)
    }
}

fn kind_of(edit: &Edit) -> &str {
    match edit {
        Edit::Create(record) => record.kind_name(),
        Edit::Set { schema, .. } => schema.name,
    }
}

/// Who made changes, each once; empty for nobody who was chosen.
pub fn authors(history: &[Arc<Transaction>]) -> Vec<String> {
    let mut names: Vec<String> = history.iter().map(|transaction| transaction.author.name.to_string()).collect();
    sort_once(&mut names);
    names
}

/// Kinds of records that changes concern: stored name and what people call several of them, in the order of the words.
pub fn kinds(history: &[Arc<Transaction>]) -> Vec<(String, String)> {
    let mut names: Vec<&str> = Vec::new();
    for name in history.iter().flat_map(|transaction| &transaction.edits).map(kind_of) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut kinds: Vec<(String, String)> = names
        .into_iter()
        .filter_map(|name| schema_named(name).map(|schema| (schema.plural.to_owned(), name.to_owned())))
        .collect();
    sort_once(&mut kinds);
    kinds.into_iter().map(|(plural, name)| (name, plural)).collect()
}
