//! Stamps in written form: time and the place of the writer in a table that stands once in each document.
//! Must not know records.

use super::codec_error::CodecError;
use crate::domain::id::WriterId;
use crate::domain::schema::Schema;
use crate::domain::stamp::{ClockTime, Stamp, Writers};
use crate::domain::value::Value;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::Arc;

/// Writers named in a document that is being written, in the order of first mention.
pub struct WrittenWriters<'a> {
    writers: Cow<'a, Writers>,
    places: FxHashMap<u32, i64>,
    names: Vec<Value>,
    fields: Vec<(&'static Schema, Arc<[Arc<str>]>)>,
}

impl<'a> WrittenWriters<'a> {
    /// An empty table for a document whose stamps refer to `writers`.
    pub fn new(writers: &'a Writers) -> Self {
        Self { writers: Cow::Borrowed(writers), places: FxHashMap::default(), names: Vec::new(), fields: Vec::new() }
    }

    /// The same for a document that is written by and by, while the portfolio goes on.
    pub fn owned(writers: Writers) -> WrittenWriters<'static> {
        WrittenWriters {
            writers: Cow::Owned(writers),
            places: FxHashMap::default(),
            names: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// The written form of a stamp; enters its writer.
    pub fn stamp(&mut self, stamp: Stamp) -> Value {
        let names = &mut self.names;
        let place = *self.places.entry(stamp.writer).or_insert_with(|| {
            names.push(Value::text(self.writers.id(stamp.writer).to_string()));
            names.len() as i64 - 1
        });
        // Read back bit by bit: a time beyond i64 comes back as it was.
        Value::List(vec![Value::Int(stamp.time.0 as i64), Value::Int(place)])
    }

    /// The writer with this index.
    pub fn id(&self, index: u32) -> WriterId {
        self.writers.id(index)
    }

    /// Stored names of the fields of a schema, made once for the document and not once for each record.
    pub(super) fn field_names(&mut self, schema: &'static Schema) -> Arc<[Arc<str>]> {
        if let Some((_, names)) = self.fields.iter().find(|(known, _)| std::ptr::eq(*known, schema)) {
            return names.clone();
        }
        let names: Arc<[Arc<str>]> = schema.fields.iter().map(|field| Arc::from(field.name)).collect();
        self.fields.push((schema, names.clone()));
        names
    }

    /// The table itself, to be written when all else is.
    pub fn table(self) -> Value {
        Value::List(self.names)
    }
}

/// Writers named in a document that is being read, as indices into the portfolio's table.
pub struct ReadWriters {
    indices: Vec<u32>,
}

impl ReadWriters {
    /// Reads the table of a document; enters its writers into `writers`.
    pub fn read(table: Option<&Value>, writers: &mut Writers) -> Result<Self, CodecError> {
        let error = || CodecError::Damaged("writers");
        let Some(Value::List(names)) = table else { return Err(error()) };
        let id = |name: &Value| name.as_text().and_then(WriterId::parse);
        let ids: Option<Vec<WriterId>> = names.iter().map(id).collect();
        Ok(Self { indices: ids.ok_or_else(error)?.into_iter().map(|id| writers.intern(id)).collect() })
    }

    /// Reads a stamp.
    pub fn stamp(&self, value: &Value) -> Result<Stamp, CodecError> {
        let parts = match value {
            Value::List(parts) => parts.as_slice(),
            _ => &[],
        };
        let [Value::Int(time), Value::Int(place)] = parts else { return Err(CodecError::Damaged("at")) };
        let writer = usize::try_from(*place).ok().and_then(|place| self.indices.get(place));
        let writer = *writer.ok_or(CodecError::Damaged("at"))?;
        Ok(Stamp { time: ClockTime(*time as u64), writer })
    }
}
