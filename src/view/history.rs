//! History in words: each transaction as a line with who, what and when, and its changes as from and to.
//! Must not know where transactions are kept.

use super::column_words::named;
use super::form::{Titles, shown};
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::schema::{FieldKind, FieldSchema, Schema};
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::{Change, Edit, Purpose, Transaction};

/// A transaction as a line of history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What was done.
    pub label: String,
    /// Who; "Not named" if nobody was chosen.
    pub who: String,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// How many records it made and changed.
    pub extent: String,
}

/// One change in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeLine {
    /// The record.
    pub record: Id,
    /// What people call it.
    pub title: String,
    /// Label of the field; empty for a record made.
    pub field: String,
    /// From what; empty if nothing was given.
    pub from: String,
    /// To what; empty if nothing is given.
    pub to: String,
}

/// The line of a transaction.
pub fn line(transaction: &Transaction) -> Line {
    let made = transaction.edits.iter().filter(|edit| matches!(edit, Edit::Create(_))).count();
    let changed = transaction.edits.len() - made;
    let extent = match (made, changed) {
        (0, changed) => format!("{changed} changed"),
        (made, 0) => format!("{made} added"),
        (made, changed) => format!("{made} added, {changed} changed"),
    };
    let label = match transaction.purpose {
        Purpose::Do => transaction.label.to_string(),
        Purpose::Undo(_) => format!("Undo: {}", transaction.label),
        Purpose::Redo(_) => format!("Redo: {}", transaction.label),
    };
    let who = if transaction.author.name.is_empty() { "Not named" } else { &transaction.author.name };
    Line { label, who: who.to_owned(), at: transaction.stamp.time.milliseconds(), extent }
}

/// The changes of a transaction in words, at most `most`; of one record only if `of` names it.
pub fn changes(transaction: &Transaction, of: Option<Id>, most: usize, words: &dyn Words) -> Vec<ChangeLine> {
    let edits = transaction.edits.iter().filter(|edit| of.is_none_or(|id| edit.record() == id));
    edits.flat_map(|edit| edit_lines(edit, words)).take(most).collect()
}

/// How a line of history calls records and their values.
pub trait Words {
    /// What people call a record.
    fn title(&self, id: Id) -> String;

    /// A value of a record as people know it.
    fn value(&self, _record: Id, _field: u8, value: &Value) -> Value {
        value.clone()
    }
}

impl<F: Fn(Id) -> String> Words for F {
    fn title(&self, id: Id) -> String {
        self(id)
    }
}

impl Words for Portfolio {
    fn title(&self, id: Id) -> String {
        self.called(id)
    }

    fn value(&self, record: Id, field: u8, value: &Value) -> Value {
        named(self, record, field, value)
    }
}

/// Whether a transaction concerns a record: it is made, changed, or referred to by a record made.
pub fn concerns(transaction: &Transaction, id: Id) -> bool {
    transaction.edits.iter().any(|edit| {
        edit.record() == id
            || match edit {
                // An import makes thousands: only what can refer to a record is read.
                Edit::Create(record) => (0_u8..).zip(record.schema().fields).any(|(number, field)| {
                    matches!(field.kind, FieldKind::Reference(_) | FieldKind::List(_))
                        && record.get(number).refers_to(id)
                }),
                Edit::Set { .. } => false,
            }
    })
}

fn edit_lines(edit: &Edit, words: &dyn Words) -> Vec<ChangeLine> {
    match edit {
        Edit::Create(record) => vec![ChangeLine {
            record: record.meta().id,
            title: format!("{} {}", record.schema().label, made_title(&**record)),
            field: String::new(),
            from: String::new(),
            to: "added".to_owned(),
        }],
        Edit::Set { record, schema, changes } => {
            let title = words.title(*record);
            // A decision also names fields that keep their value: of two taken at once, one wins whole.
            let for_people =
                changes.iter().filter(|change| change.before != change.after && !is_hidden(schema, &change.field));
            for_people.map(|change| change_line(*record, &title, schema, change, words)).collect()
        }
    }
}

fn made_title(record: &dyn Record) -> String {
    let title = record.title();
    if *title == *record.schema().label { String::new() } else { title.to_string() }
}

/// Places in a column say nothing to people.
fn is_hidden(schema: &Schema, field: &FieldKey) -> bool {
    match field {
        FieldKey::Known(number) => schema.field(*number).is_some_and(FieldSchema::is_order),
        FieldKey::Named(_) => false,
    }
}

fn change_line(record: Id, title: &str, schema: &Schema, change: &Change, words: &dyn Words) -> ChangeLine {
    let titles: Titles = &|id| words.title(id);
    let line = |field: &str, from: String, to: String| ChangeLine {
        record,
        title: title.to_owned(),
        field: field.to_owned(),
        from,
        to,
    };
    match &change.field {
        FieldKey::Known(DELETED) => {
            let words = |value: &Value| if *value == Value::Bool(true) { "deleted" } else { "there" }.to_owned();
            line("Record", words(&change.before), words(&change.after))
        }
        FieldKey::Known(number) => match schema.field(*number) {
            Some(field) => {
                let [before, after] = [&change.before, &change.after].map(|value| words.value(record, *number, value));
                line(field.label, shown(&field.kind, &before, titles), shown(&field.kind, &after, titles))
            }
            None => line("", String::new(), String::new()),
        },
        FieldKey::Named(name) => {
            line(name, shown(&FieldKind::Text, &change.before, titles), shown(&FieldKind::Text, &change.after, titles))
        }
    }
}
