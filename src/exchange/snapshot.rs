//! A set of records as one text: a chunk of the stored portfolio. One record a line, so that a damaged one takes no other
//! with it. Must not know where the text is kept, nor its checksum.

use super::codec::{CodecError, decode_record, encode_record};
use super::json::{JsonLimits, JsonReader, to_json};
use super::transaction_codec::SCHEMA_VERSION;
use super::upcast::LADDER;
use super::writer_table::{ReadWriters, WrittenWriters};
use crate::domain::record::Record;
use crate::domain::stamp::Writers;
use crate::domain::value::Value;
use std::sync::Arc;

/// Last line of a chunk.
const END: &str = "]}";

/// Records read from a chunk.
#[derive(Default)]
pub struct Chunk {
    /// Those that could be read.
    pub records: Vec<Arc<dyn Record>>,
    /// Those that could not.
    pub set_aside: Vec<SetAside>,
}

/// A record that could not be read, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// Line, from 1.
    pub line: usize,
    /// Its text, byte for byte.
    pub raw: String,
    /// Why.
    pub reason: CodecError,
}

/// Writes records as one text, which is also one JSON value.
pub fn encode_chunk(records: &[Arc<dyn Record>], writers: &Writers) -> String {
    let mut table = WrittenWriters::new(writers);
    let lines: Vec<String> = records.iter().map(|record| to_json(&encode_record(&**record, &mut table))).collect();
    let length: usize = lines.iter().map(|line| line.len() + 2).sum();
    let mut text = String::with_capacity(length + 100);
    text.push_str("{\"v\":");
    text.push_str(&to_json(&Value::Int(SCHEMA_VERSION)));
    text.push_str(",\"writers\":");
    text.push_str(&to_json(&table.table()));
    text.push_str(",\"records\":[\n");
    push_lines(&mut text, &lines);
    text.push_str(END);
    text
}

/// Appends one line for each, with commas between.
pub(super) fn push_lines(text: &mut String, lines: &[String]) {
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line);
        text.push_str(if at + 1 < lines.len() { ",\n" } else { "\n" });
    }
}

/// Reads a chunk. Fails only if its first line cannot be read; whatever else is wrong is set aside.
pub fn decode_chunk(text: &str, writers: &mut Writers) -> Result<Chunk, CodecError> {
    decode_chunk_with(&JsonReader::new(JsonLimits::OWN), text, writers)
}

/// Reads one of many chunks, which share names and texts through the reader.
pub fn decode_chunk_with(reader: &JsonReader, text: &str, writers: &mut Writers) -> Result<Chunk, CodecError> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let head = lines.next().map_or("", |(_, line)| line);
    // The head is the start of a JSON text: closed here, it is one itself.
    let head = reader.read(&[head, END].concat())?;
    let version = LADDER.version(head.entry("v"))?;
    let table = ReadWriters::read(head.entry("writers"), writers)?;
    let mut chunk = Chunk::default();
    let mut ended = false;
    for (line, raw) in lines {
        if raw == END {
            ended = true;
            continue;
        }
        let read = read_line(reader, raw).and_then(|mut record| {
            LADDER.record(version, &mut record);
            decode_record(record, &table)
        });
        match read {
            Ok(record) => chunk.records.push(Arc::from(record)),
            Err(reason) => chunk.set_aside.push(SetAside { line, raw: raw.to_owned(), reason }),
        }
    }
    if !ended {
        let line = text.lines().count();
        chunk.set_aside.push(SetAside { line, raw: String::new(), reason: CodecError::Damaged("end") });
    }
    Ok(chunk)
}

/// Reads one line of a list that was written by [`push_lines`].
pub(super) fn read_line(reader: &JsonReader, line: &str) -> Result<Value, CodecError> {
    Ok(reader.read(line.strip_suffix(',').unwrap_or(line))?)
}
