//! Backups: everything in one text file that a person can read and this product can check. Owns its form; must not know
//! how a backup is taken over, which is [`super::restore`], nor where the file is kept.
//!
//! The first line is the head, the rest the body, one record or transaction a line; all together is one JSON value:
//! ```text
//! {"format":"pocket-pmo-backup","version":1,"app":"0.1.0","created":"2026-11-22T09:30:00Z","workspace":"Works",
//!   "records":2,"transactions":1,"checksum":"e3069283",          (in one line)
//! "writers":["…"],
//! "records":[
//! {"kind":"person",…},
//! {"kind":"project",…}
//! ],"history":[
//! {"id":["…",1],…}
//! ]}
//! ```
//! The checksum is the CRC-32C of the body's lines, line ends counted as one byte, so that mail may alter them.

use super::backup_error::{BackupError, BackupRemark};
use super::backup_form::{END, FORMAT, HISTORY, RECORDS, checksum_of, checksum_text};
use super::backup_writer::BackupWriter;
use super::codec::{CodecError, decode_record};
use super::json::{JsonLimits, JsonReader};
use super::snapshot::read_line;
use super::transaction_codec::decode_parts;
use super::upcast::LADDER;
use super::writer_table::ReadWriters;
use crate::domain::date::{Date, Moment};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::stamp::Writers;
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::Transaction;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

pub use super::backup_form::BackupOrigin;

/// Greatest backup that is read, in bytes.
pub const GREATEST_BACKUP: usize = 200_000_000;

/// A backup as read.
#[derive(Clone, Default)]
pub struct Backup {
    /// Version of the product that made it.
    pub app: String,
    /// When it was made, to the second.
    pub created: Moment,
    /// Name of the workspace.
    pub workspace: String,
    /// All records, deleted ones too.
    pub records: Vec<Arc<dyn Record>>,
    /// All transactions that were kept, oldest first.
    pub history: Vec<Transaction>,
    /// The writers to which the stamps in it refer.
    pub writers: Writers,
    /// What is wrong in it without making it useless.
    pub remarks: Vec<BackupRemark>,
}

/// Writes everything into one text.
pub fn write_backup(portfolio: &Portfolio, history: &[Arc<Transaction>], origin: BackupOrigin<'_>) -> String {
    let mut writer = BackupWriter::new(portfolio, history, origin);
    while writer.step(usize::MAX) {}
    writer.finish()
}

/// Reads a backup whose checksum is right.
pub fn read_backup(text: &str) -> Result<Backup, BackupError> {
    read(text, false)
}

/// Reads what can be read of a backup that is damaged or cut short. Only for somebody who was told and asked for it.
pub fn salvage_backup(text: &str) -> Result<Backup, BackupError> {
    read(text, true)
}

fn read(text: &str, salvage: bool) -> Result<Backup, BackupError> {
    if text.len() > GREATEST_BACKUP {
        return Err(BackupError::TooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    let head = text.lines().next().unwrap_or_default();
    let head = Head::read(head, text)?;
    let mut body = Body::default();
    let complete = body.read(text);
    let expected = (head.records, head.transactions);
    if !salvage {
        if !complete || (body.records.len(), body.history.len()) != expected {
            return Err(BackupError::Truncated { found: body.records.len(), expected: head.records });
        }
        if checksum_text(checksum_of(body_of(text))) != head.checksum {
            return Err(BackupError::WrongChecksum);
        }
    }
    let mut backup = Backup { app: head.app, created: head.created, workspace: head.workspace, ..Backup::default() };
    body.decode(head.version, &mut backup)?;
    note_broken_relations(&mut backup);
    Ok(backup)
}

fn body_of(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, body)| body)
}

pub(super) fn read_moment(text: &str) -> Option<Moment> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut parts = time.split(':').map(|part| part.parse::<i64>().ok().filter(|part| (0..60).contains(part)));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let days = Date::parse(date)?.days_since(Date::of_moment(Moment(0)));
    Some(Moment((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000))
}

/// The first line.
struct Head {
    version: i64,
    app: String,
    created: Moment,
    workspace: String,
    records: usize,
    transactions: usize,
    checksum: String,
}

impl Head {
    fn read(line: &str, whole: &str) -> Result<Self, BackupError> {
        let reader = JsonReader::new(JsonLimits::FOREIGN);
        let closed = [line.trim_end().strip_suffix(',').unwrap_or(line), "}"].concat();
        // The first line of a file that was formatted anew is a brace alone, which closes to an empty head.
        let head = reader.read(&closed).ok().filter(|_| line.trim_end() != "{");
        let Some(head) = head else {
            // Not our first line. Is it JSON at all, or a backup that another program wrote anew?
            return Err(match JsonReader::new(JsonLimits::OWN).read(whole) {
                Ok(value) if value.entry("format").and_then(Value::as_text) == Some(FORMAT) => BackupError::Reformatted,
                Ok(_) => BackupError::NotABackup,
                // A backup cut in its first line has its format in it still.
                Err(_) if whole.starts_with("{\"format\":\"pocket-pmo-backup\"") => {
                    BackupError::Truncated { found: 0, expected: 0 }
                }
                Err(error) => BackupError::NotJson(error),
            });
        };
        if head.entry("format").and_then(Value::as_text) != Some(FORMAT) {
            return Err(BackupError::NotABackup);
        }
        let version = LADDER.version(head.entry("version")).map_err(|error| match error {
            CodecError::Newer => {
                let app = head.entry("app").and_then(Value::as_text).unwrap_or("?").to_owned();
                BackupError::Newer { app }
            }
            _ => BackupError::Damaged("version"),
        })?;
        let text = |name: &'static str| {
            head.entry(name).and_then(Value::as_text).map(str::to_owned).ok_or(BackupError::Damaged(name))
        };
        let count = |name: &'static str| {
            let count = head.entry(name).and_then(Value::as_int);
            count.and_then(|count| usize::try_from(count).ok()).ok_or(BackupError::Damaged(name))
        };
        Ok(Self {
            version,
            app: text("app").unwrap_or_default(),
            created: read_moment(&text("created")?).ok_or(BackupError::Damaged("created"))?,
            workspace: text("workspace")?,
            records: count("records")?,
            transactions: count("transactions")?,
            checksum: text("checksum")?,
        })
    }
}

/// Lines of the body by what they hold, each with its number in the file.
#[derive(Default)]
struct Body<'a> {
    writers: &'a str,
    records: Vec<(usize, &'a str)>,
    history: Vec<(usize, &'a str)>,
}

impl<'a> Body<'a> {
    /// Sorts the lines of a file; whether its end is there.
    fn read(&mut self, text: &'a str) -> bool {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line)).skip(1);
        self.writers = lines.next().map_or("", |(_, line)| line);
        let mut in_history = false;
        let mut ended = false;
        for (number, line) in lines {
            match line {
                RECORDS => {}
                HISTORY => in_history = true,
                END => ended = true,
                _ if in_history => self.history.push((number, line)),
                _ => self.records.push((number, line)),
            }
        }
        ended
    }

    fn decode(&self, version: i64, backup: &mut Backup) -> Result<(), BackupError> {
        let reader = JsonReader::new(JsonLimits::BACKUP);
        let writers = ["{", self.writers.strip_suffix(',').unwrap_or(self.writers), "}"].concat();
        let writers = reader.read(&writers).ok();
        let table = writers.as_ref().and_then(|writers| writers.entry("writers"));
        let table = ReadWriters::read(table, &mut backup.writers).map_err(|_| BackupError::Damaged("writers"))?;
        let mut known: FxHashSet<Id> = FxHashSet::default();
        for (line, raw) in &self.records {
            let read = read_line(&reader, raw).and_then(|mut record| {
                LADDER.record(version, &mut record);
                decode_record(record, &table)
            });
            match read {
                Ok(record) if known.insert(record.meta().id) => backup.records.push(Arc::from(record)),
                Ok(record) => backup.remarks.push(BackupRemark::Twice { line: *line, title: record.title() }),
                Err(reason) => backup.remarks.push(BackupRemark::Unread { line: *line, reason }),
            }
        }
        // A transaction is as deep as it will ever be.
        let reader = JsonReader::new(JsonLimits::OWN);
        for (line, raw) in &self.history {
            let read = read_line(&reader, raw).and_then(|mut transaction| {
                LADDER.transaction(version, &mut transaction);
                decode_parts(transaction, &table)
            });
            match read {
                Ok(transaction) => backup.history.push(transaction),
                Err(reason) => backup.remarks.push(BackupRemark::Unread { line: *line, reason }),
            }
        }
        Ok(())
    }
}

/// Lists relations to records that the backup does not have.
fn note_broken_relations(backup: &mut Backup) {
    let known: FxHashMap<Id, ()> = backup.records.iter().map(|record| (record.meta().id, ())).collect();
    let mut broken = Vec::new();
    for record in backup.records.iter().filter(|record| !record.meta().deleted) {
        for (number, field) in record.schema().fields.iter().enumerate() {
            let value = record.get(number as u8);
            if has_unknown_id(&value, &known) {
                broken.push(BackupRemark::Dangling { title: record.title(), field: field.label });
            }
        }
    }
    backup.remarks.extend(broken);
}

fn has_unknown_id(value: &Value, known: &FxHashMap<Id, ()>) -> bool {
    match value {
        Value::Id(id) => !known.contains_key(id),
        Value::List(values) => values.iter().any(|value| has_unknown_id(value, known)),
        Value::Map(entries) => entries.iter().any(|(_, value)| has_unknown_id(value, known)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::backup_form::moment_text;
    use super::*;

    #[test]
    fn moments_as_text() {
        let moment = Moment(1_795_339_845_678);
        assert_eq!(moment_text(moment), "2026-11-22T09:30:45Z");
        assert_eq!(read_moment("2026-11-22T09:30:45Z"), Some(Moment(1_795_339_845_000)));
        for text in ["", "2026-11-22", "2026-11-22T09:30Z", "2026-11-22T99:30:00Z", "2026-13-22T09:30:00Z"] {
            assert_eq!(read_moment(text), None, "{text}");
        }
    }
}
