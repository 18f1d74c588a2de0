//! Journal records: a transaction as it is stored. One that is large is bulk: its edits stand in parts of their own, and the
//! journal record names them by checksum, so that it counts only once all of them stand. Must not know the stores.

use super::envelope::{self, LONGEST_BODY, RecordKind, Unreadable};
use super::keys::{Key, WorkspaceId};
use super::members::{as_short, list, map, units, whole};
use crate::domain::id::{Id, WriterId};
use crate::domain::stamp::Writers;
use crate::domain::value::Value;
use crate::engine::transaction::{Edit, Transaction};
use crate::exchange::codec::CodecError;
use crate::exchange::json::{JsonLimits, JsonReader, from_json, to_json};
use crate::exchange::transaction_codec::{decode_transaction, encode_transaction};
use std::sync::Arc;

/// A transaction whose text is longer than this is bulk.
const BULK: usize = 64 * 1024;
/// With more edits than this it is cut without trying how long it is, into parts of so many.
const EDITS_IN_PART: usize = 128;
/// So many characters of the history are encoded at once.
const LONGEST_BATCH: usize = 512 * 1024;

/// A key and the text under it.
pub type Entry = (String, Arc<str>);

/// A transaction of another tab as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Its journal record.
    pub record: Arc<str>,
    /// Its parts, if it is bulk.
    pub parts: Vec<String>,
}

/// A transaction ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Its writer.
    pub writer: WriterId,
    /// Its number within its writer's.
    pub seq: u32,
    /// The records it concerns.
    pub records: Vec<Id>,
    /// The journal record.
    pub record: Arc<str>,
    /// Its parts; none unless it is bulk.
    pub parts: Vec<Arc<str>>,
}

impl Encoded {
    /// Characters it takes in local storage, keys included.
    pub fn units(&self) -> usize {
        const KEY: usize = 60;
        let parts: usize = self.parts.iter().map(|part| units(part) + KEY).sum();
        units(&self.record) + KEY + parts
    }

    /// Whether it stands in parts.
    pub fn is_bulk(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The journal record with its key.
    pub fn entry(&self, workspace: WorkspaceId) -> Entry {
        (Key::Journal(self.writer, self.seq).of(workspace), self.record.clone())
    }

    /// The parts with their keys.
    pub fn part_entries(&self, workspace: WorkspaceId) -> Vec<Entry> {
        let key = |at: usize| Key::Part(self.writer, self.seq, at as u32).of(workspace);
        self.parts.iter().enumerate().map(|(at, part)| (key(at), part.clone())).collect()
    }
}

/// What the machine needs to know of a transaction that was folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its writer.
    pub writer: WriterId,
    /// Its number within its writer's.
    pub seq: u32,
    /// The records it concerns.
    pub records: Vec<Id>,
}

impl Note {
    /// The note of that transaction.
    pub fn of(transaction: &Transaction, writers: &Writers) -> Self {
        let writer = writers.id(transaction.stamp.writer);
        Self { writer, seq: transaction.seq, records: records_of(transaction) }
    }
}

/// The records a transaction concerns.
pub fn records_of(transaction: &Transaction) -> Vec<Id> {
    let mut records: Vec<Id> = transaction.edits.iter().map(Edit::record).collect();
    crate::domain::sorting::sort(&mut records);
    records.dedup();
    records
}

/// The stored form of a transaction.
pub fn encode(transaction: &Transaction, writers: &Writers) -> Encoded {
    let mut encoded = Encoded {
        writer: writers.id(transaction.stamp.writer),
        seq: transaction.seq,
        records: records_of(transaction),
        record: "".into(),
        parts: Vec::new(),
    };
    if transaction.edits.len() <= EDITS_IN_PART {
        let body = to_json(&encode_transaction(transaction, writers));
        if body.len() <= BULK {
            encoded.record = envelope::seal(RecordKind::Journal, &body).into();
            return encoded;
        }
    }
    for edits in transaction.edits.chunks(EDITS_IN_PART) {
        push_parts(transaction, edits, writers, &mut encoded.parts);
    }
    let sums = encoded.parts.iter().filter_map(|part| envelope::claimed_checksum(part));
    let sums = sums.map(|sum| whole(u64::from(sum))).collect();
    let body = map([("parts", Value::List(sums)), ("of", encode_transaction(&headline(transaction), writers))]);
    encoded.record = envelope::seal(RecordKind::Journal, &to_json(&body)).into();
    encoded
}

/// The history from that transaction on as it is stored, up to about a megabyte, and where it goes on.
pub fn encode_history(
    history: &[Arc<Transaction>],
    from: usize,
    writers: &Writers,
    workspace: WorkspaceId,
) -> (Vec<Entry>, Option<usize>) {
    let (mut entries, mut length) = (Vec::new(), 0);
    for (at, transaction) in history.iter().enumerate().skip(from) {
        if length > LONGEST_BATCH {
            return (entries, Some(at));
        }
        let encoded = encode(transaction, writers);
        length += encoded.units();
        entries.extend(encoded.part_entries(workspace));
        entries.push(encoded.entry(workspace));
    }
    (entries, None)
}

/// Appends these edits as a part, or as more of them if they are long.
fn push_parts(transaction: &Transaction, edits: &[Edit], writers: &Writers, parts: &mut Vec<Arc<str>>) {
    let part = Transaction { edits: edits.to_vec(), ..headline(transaction) };
    let body = to_json(&encode_transaction(&part, writers));
    if body.len() > LONGEST_BODY && edits.len() > 1 {
        let (one, other) = edits.split_at(edits.len() / 2);
        push_parts(transaction, one, writers, parts);
        push_parts(transaction, other, writers, parts);
    } else {
        parts.push(envelope::seal(RecordKind::Part, &body).into());
    }
}

/// The transaction without its edits.
fn headline(transaction: &Transaction) -> Transaction {
    Transaction {
        edits: Vec::new(),
        author: transaction.author.clone(),
        label: transaction.label.clone(),
        ..*transaction
    }
}

/// A journal record that was opened: sound, and read as far as its identity.
pub struct JournalRecord {
    /// The writer.
    pub writer: WriterId,
    /// The number within its writer's.
    pub seq: u32,
    /// Checksums of its parts; none unless it is bulk.
    pub parts: Vec<u32>,
    transaction: Value,
}

impl JournalRecord {
    /// Opens a stored text.
    pub fn open(text: &str) -> Result<Self, Unreadable> {
        let opened = envelope::open(RecordKind::Journal, text)?;
        let body = from_json(&opened.body).map_err(|_| Unreadable::Content)?;
        Self::read(body).ok_or(Unreadable::Content)
    }

    fn read(body: Value) -> Option<Self> {
        let parts = list(&body, "parts").iter().map(as_short).collect::<Option<Vec<u32>>>()?;
        let transaction = match body.entry("of") {
            Some(headline) => headline.clone(),
            None => body,
        };
        let [Value::Text(writer), seq] = list(&transaction, "id") else { return None };
        Some(Self { writer: WriterId::parse(writer)?, seq: as_short(seq)?, parts, transaction })
    }

    /// The key under which it should stand.
    pub fn key(&self) -> Key {
        Key::Journal(self.writer, self.seq)
    }

    /// Keys of its parts.
    pub fn part_keys(&self) -> impl Iterator<Item = Key> {
        let (writer, seq) = (self.writer, self.seq);
        (0..self.parts.len()).map(move |at| Key::Part(writer, seq, at as u32))
    }

    /// Whether that text is the part with this number: its name says so and it is sound.
    pub fn is_part(&self, at: usize, text: &str) -> bool {
        self.open_part(at, text).is_ok()
    }

    /// Opens the text of the part with this number; gives its body.
    pub fn open_part(&self, at: usize, text: &str) -> Result<String, Unreadable> {
        if self.parts.get(at).copied() != envelope::claimed_checksum(text) {
            return Err(Unreadable::Changed);
        }
        envelope::open(RecordKind::Part, text).map(|opened| opened.body).map_err(|_| Unreadable::Changed)
    }

    /// The transaction without the edits of its parts.
    pub fn head(&self, writers: &mut Writers) -> Result<Transaction, Unreadable> {
        decode(self.transaction.clone(), writers)
    }

    /// The transaction, with the edits of its parts.
    pub fn decode(self, parts: &[&str], writers: &mut Writers) -> Result<Transaction, Unreadable> {
        let mut transaction = self.head(writers)?;
        let reader = JsonReader::new(JsonLimits::OWN);
        for at in 0..self.parts.len() {
            let part = parts.get(at).ok_or(Unreadable::PartsMissing)?;
            let body = self.open_part(at, part).map_err(|_| Unreadable::PartsMissing)?;
            transaction.edits.append(&mut part_edits(&reader, &body, writers)?);
        }
        Ok(transaction)
    }
}

/// The edits in the body of a part.
pub fn part_edits(reader: &JsonReader, body: &str, writers: &mut Writers) -> Result<Vec<Edit>, Unreadable> {
    let body = reader.read(body).map_err(|_| Unreadable::Content)?;
    Ok(decode(body, writers)?.edits)
}

fn decode(body: Value, writers: &mut Writers) -> Result<Transaction, Unreadable> {
    decode_transaction(body, writers).map_err(|error| match error {
        CodecError::Newer => Unreadable::Newer(RecordKind::VERSION + 1),
        _ => Unreadable::Content,
    })
}

impl Incoming {
    /// The transaction that another tab made.
    pub fn decode(&self, writers: &mut Writers) -> Result<Transaction, Unreadable> {
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        JournalRecord::open(&self.record)?.decode(&parts, writers)
    }
}
