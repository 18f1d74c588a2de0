//! Stored form of a transaction: one JSON text that stands alone, for journal, tabs, history and backup.
//! Must not know where it is kept.
//!
//! `{"v":1,"id":["writer",seq],"writers":[…],"at":[time,0],"author":"Ada","label":"Move Apollo","purpose":["undo","writer",seq],
//! "edits":[{"create":{record}},{"set":"id","kind":"project","changes":[{"field":"phase","before":…,"after":…,"prev":[time,0]}]}]}`.

use super::codec::{
    CodecError, Members, decode_record, encode_record, entry, field_key, key_name, push_unless_empty, typed,
};
use super::upcast::{LADDER, Ladder};
use super::writer_table::{ReadWriters, WrittenWriters};
use crate::domain::id::{Id, WriterId};
use crate::domain::record::Foreign;
use crate::domain::records::schema_named;
use crate::domain::stamp::Writers;
use crate::domain::value::Value;
use crate::engine::transaction::{Author, Change, Edit, Purpose, Transaction, TransactionId};
use std::sync::Arc;

pub use super::upcast::SCHEMA_VERSION;

/// The stored form of a transaction, with its own table of writers.
pub fn encode_transaction(transaction: &Transaction, writers: &Writers) -> Value {
    let mut table = WrittenWriters::new(writers);
    let mut entries = encode_parts(transaction, &mut table);
    entries.insert(0, entry("v", Value::Int(SCHEMA_VERSION)));
    entries.insert(2, entry("writers", table.table()));
    Value::Map(entries)
}

/// Reads a transaction that stands alone.
pub fn decode_transaction(stored: Value, writers: &mut Writers) -> Result<Transaction, CodecError> {
    decode_transaction_with(&LADDER, stored, writers)
}

/// Reads a transaction that stands alone; of an older version by way of that ladder.
pub fn decode_transaction_with(
    ladder: &Ladder,
    mut stored: Value,
    writers: &mut Writers,
) -> Result<Transaction, CodecError> {
    let version = ladder.version(stored.entry("v"))?;
    ladder.transaction(version, &mut stored);
    let table = ReadWriters::read(stored.entry("writers"), writers)?;
    decode_parts(stored, &table)
}

/// The stored form of a transaction inside a document that has a table of writers.
pub(super) fn encode_parts(transaction: &Transaction, writers: &mut WrittenWriters<'_>) -> Vec<(Arc<str>, Value)> {
    let id = TransactionId { writer: writers.id(transaction.stamp.writer), seq: transaction.seq };
    let mut entries = vec![entry("id", Value::List(encode_id(id))), entry("at", writers.stamp(transaction.stamp))];
    push_unless_empty(&mut entries, "author", Value::text(&transaction.author.name));
    entries.push(entry("label", Value::Text(transaction.label.clone())));
    let purpose = |name: &str, id| {
        let mut parts = encode_id(id);
        parts.insert(0, Value::text(name));
        Value::List(parts)
    };
    match transaction.purpose {
        Purpose::Do => {}
        Purpose::Undo(id) => entries.push(entry("purpose", purpose("undo", id))),
        Purpose::Redo(id) => entries.push(entry("purpose", purpose("redo", id))),
    }
    let edits = transaction.edits.iter().map(|edit| encode_edit(edit, writers)).collect();
    entries.push(entry("edits", Value::List(edits)));
    entries
}

/// Reads a transaction inside a document whose table of writers has been read.
pub(super) fn decode_parts(stored: Value, writers: &ReadWriters) -> Result<Transaction, CodecError> {
    let mut stored = Members::of(stored, "transaction")?;
    let id = decode_id(&stored.list("id")?, "id")?;
    let purpose = stored.list("purpose")?;
    let purpose = match purpose.split_first() {
        None => Purpose::Do,
        Some((name, id)) => {
            let id = decode_id(id, "purpose")?;
            match name.as_text() {
                Some("undo") => Purpose::Undo(id),
                Some("redo") => Purpose::Redo(id),
                _ => return Err(CodecError::Newer),
            }
        }
    };
    let edits = stored.list("edits")?.into_iter().map(|edit| decode_edit(edit, writers));
    Ok(Transaction {
        seq: id.seq,
        purpose,
        edits: edits.collect::<Result<_, _>>()?,
        stamp: writers.stamp(&stored.take("at"))?,
        author: Author { name: stored.text("author").unwrap_or_default() },
        label: stored.text("label")?,
    })
}

fn encode_id(id: TransactionId) -> Vec<Value> {
    vec![Value::text(id.writer.to_string()), Value::Int(i64::from(id.seq))]
}

fn decode_id(parts: &[Value], part: &'static str) -> Result<TransactionId, CodecError> {
    let id = match parts {
        [Value::Text(writer), Value::Int(seq)] => WriterId::parse(writer).zip(u32::try_from(*seq).ok()),
        _ => None,
    };
    id.map(|(writer, seq)| TransactionId { writer, seq }).ok_or(CodecError::Damaged(part))
}

fn encode_edit(edit: &Edit, writers: &mut WrittenWriters<'_>) -> Value {
    match edit {
        Edit::Create(record) => Value::Map(vec![entry("create", encode_record(&**record, writers))]),
        Edit::Set { record, schema, changes } => {
            let changes = changes.iter().map(|change| {
                let mut entries = vec![entry("field", Value::Text(key_name(schema, &change.field)))];
                push_unless_null(&mut entries, "before", &change.before);
                push_unless_null(&mut entries, "after", &change.after);
                entries.push(entry("prev", writers.stamp(change.prev)));
                let settled = change.settled.iter().map(|stamp| writers.stamp(*stamp)).collect();
                push_unless_empty(&mut entries, "settled", Value::List(settled));
                Value::Map(entries)
            });
            Value::Map(vec![
                entry("set", Value::Id(*record)),
                entry("kind", Value::Text(schema.name.into())),
                entry("changes", Value::List(changes.collect())),
            ])
        }
    }
}

fn push_unless_null(entries: &mut Vec<(Arc<str>, Value)>, name: &str, value: &Value) {
    if !value.is_null() {
        entries.push(entry(name, value.clone()));
    }
}

fn decode_edit(stored: Value, writers: &ReadWriters) -> Result<Edit, CodecError> {
    let mut stored = Members::of(stored, "edits")?;
    match (stored.take("create"), stored.take("set")) {
        (record @ Value::Map(_), Value::Null) => Ok(Edit::Create(Arc::from(decode_record(record, writers)?))),
        (Value::Null, Value::Text(id)) => {
            let record = Id::parse(&id).ok_or(CodecError::Damaged("set"))?;
            let schema = match schema_named(&stored.text("kind")?) {
                Some(schema) => schema,
                None => Foreign::blank("").schema(),
            };
            let change = |stored| -> Result<Change, CodecError> {
                let mut stored = Members::of(stored, "changes")?;
                let field = field_key(schema, &stored.text("field")?);
                Ok(Change {
                    before: typed(schema, &field, stored.take("before")),
                    after: typed(schema, &field, stored.take("after")),
                    prev: writers.stamp(&stored.take("prev"))?,
                    settled: stored.list("settled")?.iter().map(|at| writers.stamp(at)).collect::<Result<_, _>>()?,
                    field,
                })
            };
            let changes = stored.list("changes")?.into_iter().map(change);
            Ok(Edit::Set { record, schema, changes: changes.collect::<Result<_, _>>()? })
        }
        (Value::Null, Value::Null) => Err(CodecError::Newer),
        _ => Err(CodecError::Damaged("edits")),
    }
}
