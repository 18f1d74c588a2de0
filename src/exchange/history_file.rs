//! A file of archived history: the changes before a day, for those who want to look further back than this browser does. Owns
//! its form; must not know when history is archived, nor what becomes of what was read.
//!
//! The first line is the head, the rest the body, one change a line; all together is one JSON value:
//! ```text
//! {"format":"pocket-pmo-history","version":1,"app":"0.1.0","created":"2026-11-22T09:30:00Z","workspace":"Works",
//!   "since":"2025-01-01T00:00:00Z","before":"2026-03-01T00:00:00Z","changes":1,"checksum":"e3069283",   (in one line)
//! "writers":["…"],
//! "names":{"…":"Bridge over the Danube"},
//! "history":[
//! {"id":["…",1],…}
//! ]}
//! ```
//! `since` is missing where the file goes back to the beginning. `names` is for people: what each record was called when the
//! file was made. The checksum is that of a backup.

use super::backup::read_moment;
use super::backup_form::{END, VERSION, checksum_of, checksum_text, moment_text};
use super::codec::{CodecError, entry};
use super::json::{JsonLimits, JsonReader, to_json};
use super::snapshot::{push_lines, read_line};
use super::transaction_codec::{decode_parts, encode_parts};
use super::upcast::LADDER;
use super::writer_table::{ReadWriters, WrittenWriters};
use crate::domain::date::Moment;
use crate::domain::id::Id;
use crate::domain::stamp::Writers;
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::{Edit, Transaction};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

const FORMAT: &str = "pocket-pmo-history";
const HISTORY: &str = "\"history\":[";
/// Greatest file that is read, in bytes.
pub const GREATEST_HISTORY: usize = 200_000_000;

/// What a file of archived history says of itself.
#[derive(Clone, Debug)]
pub struct HistoryOrigin<'a> {
    /// Version of this product.
    pub app: &'a str,
    /// Now.
    pub created: Moment,
    /// The moment from which on the file tells everything; the beginning if none.
    pub since: Option<Moment>,
    /// The moment up to which it does.
    pub before: Moment,
}

/// A file of archived history as read.
pub struct HistoryFile {
    /// Name of the workspace.
    pub workspace: String,
    /// The moment from which on it tells everything; the beginning if none.
    pub since: Option<Moment>,
    /// The moment up to which it does.
    pub before: Moment,
    /// The changes, as they stand in the file.
    pub changes: Vec<Transaction>,
    /// The writers to which their stamps refer: those given, and the file's own after them.
    pub writers: Writers,
}

/// Why such a file is not read. Nothing has changed when one is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HistoryFileError {
    /// Too large.
    TooLarge,
    /// Something else.
    NotHistory,
    /// A backup.
    Backup,
    /// Of a newer version.
    Newer,
    /// Its end, or lines in it, are missing; or the checksum disagrees with what it holds.
    Damaged,
    /// Of another workspace, or nothing of it was archived in this one.
    Foreign {
        /// Its name.
        workspace: String,
    },
}

impl fmt::Display for HistoryFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("The file has more than 200 MB, the most that is read."),
            Self::NotHistory => {
                f.write_str("This is not a file of archived history. Choose one that was saved when history was archived.")
            }
            Self::Backup => f.write_str(
                "This is a backup, which holds the records as well as their history. Choose it under Data, Overview, Restore: opened as a workspace of its own it shows all of its history.",
            ),
            Self::Newer => {
                f.write_str("This file was made by a newer version of Pocket PMO. Reload the page to update, then try again.")
            }
            Self::Damaged => f.write_str(
                "This file is damaged: something is missing in it, or was changed since it was saved. Choose another copy of it.",
            ),
            Self::Foreign { workspace } => {
                write!(f, "This file holds no history that was archived here. It is of the workspace “{workspace}”; open it there.")
            }
        }?;
        f.write_str(" Nothing was changed.")
    }
}

impl HistoryFile {
    /// Refuses a file whose changes are not those of this portfolio: it has folded every one of its own, and they were archived
    /// up to that moment.
    pub fn check_owner(&self, portfolio: &Portfolio, archived: Option<Moment>) -> Result<(), HistoryFileError> {
        let is_archived = archived.is_some_and(|until| self.before.0.saturating_sub(1) <= until.0);
        let is_own = |transaction: &Transaction| {
            transaction.stamp.time.milliseconds() < self.before.0
                && portfolio.holds(self.writers.id(transaction.stamp.writer), transaction.seq)
        };
        if is_archived && !self.changes.is_empty() && self.changes.iter().all(is_own) {
            return Ok(());
        }
        Err(HistoryFileError::Foreign { workspace: self.workspace.clone() })
    }
}

/// Writes these changes into one text.
pub fn write_history(portfolio: &Portfolio, changes: &[Arc<Transaction>], origin: &HistoryOrigin<'_>) -> String {
    let mut writers = WrittenWriters::new(&portfolio.writers);
    let lines: Vec<String> =
        changes.iter().map(|change| to_json(&Value::Map(encode_parts(change, &mut writers)))).collect();
    let records: BTreeSet<Id> = changes.iter().flat_map(|change| &change.edits).map(Edit::record).collect();
    let names =
        records.iter().filter_map(|id| Some(entry(&id.to_string(), Value::text(&*portfolio.record(*id)?.title()))));
    let mut body = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum::<usize>() + 1_000);
    for (name, value) in [("\"writers\":", writers.table()), ("\"names\":", Value::Map(names.collect()))] {
        body.push_str(name);
        body.push_str(&to_json(&value));
        body.push_str(",\n");
    }
    body.push_str(HISTORY);
    body.push('\n');
    push_lines(&mut body, &lines);
    body.push_str(END);

    let mut head = vec![
        entry("format", Value::text(FORMAT)),
        entry("version", Value::Int(VERSION)),
        entry("app", Value::text(origin.app)),
        entry("created", Value::text(moment_text(origin.created))),
        entry("workspace", Value::Text(portfolio.settings().name.0)),
    ];
    head.extend(origin.since.map(|since| entry("since", Value::text(moment_text(since)))));
    head.push(entry("before", Value::text(moment_text(origin.before))));
    head.push(entry("changes", Value::Int(lines.len() as i64)));
    head.push(entry("checksum", Value::text(checksum_text(checksum_of(&body)))));
    let head = to_json(&Value::Map(head));
    // The head's closing brace makes way: the body goes on in the same JSON value.
    [head.strip_suffix('}').unwrap_or(&head), ",\n", &body, "\n"].concat()
}

/// Reads such a file. Its stamps refer to `writers` where those have its writers.
pub fn read_history(text: &str, writers: Writers) -> Result<HistoryFile, HistoryFileError> {
    if text.len() > GREATEST_HISTORY {
        return Err(HistoryFileError::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let reader = JsonReader::new(JsonLimits::FOREIGN);
    let closed = [head.trim_end().strip_suffix(',').unwrap_or(head), "}"].concat();
    let head = reader.read(&closed).map_err(|_| HistoryFileError::NotHistory)?;
    let said = |name: &str| head.entry(name).and_then(Value::as_text);
    if said("format") == Some(super::backup_form::FORMAT) {
        return Err(HistoryFileError::Backup);
    }
    if said("format") != Some(FORMAT) {
        return Err(HistoryFileError::NotHistory);
    }
    let version = LADDER.version(head.entry("version")).map_err(|error| match error {
        CodecError::Newer => HistoryFileError::Newer,
        _ => HistoryFileError::Damaged,
    })?;
    let since = match said("since") {
        Some(since) => Some(read_moment(since).ok_or(HistoryFileError::Damaged)?),
        None => None,
    };
    let before = said("before").and_then(read_moment).ok_or(HistoryFileError::Damaged)?;
    let is_sound = said("checksum") == Some(checksum_text(checksum_of(body)).as_str());
    if !is_sound || !body.ends_with(END) {
        return Err(HistoryFileError::Damaged);
    }
    let mut file = HistoryFile {
        workspace: said("workspace").unwrap_or_default().to_owned(),
        since,
        before,
        changes: Vec::new(),
        writers,
    };
    read_body(body, version, &mut file).map_err(|error| match error {
        CodecError::Newer => HistoryFileError::Newer,
        _ => HistoryFileError::Damaged,
    })?;
    if head.entry("changes").and_then(Value::as_int) != i64::try_from(file.changes.len()).ok() {
        return Err(HistoryFileError::Damaged);
    }
    Ok(file)
}

fn read_body(body: &str, version: i64, file: &mut HistoryFile) -> Result<(), CodecError> {
    let mut lines = body.lines();
    let reader = JsonReader::new(JsonLimits::BACKUP);
    let writers = lines.next().unwrap_or_default();
    let writers = ["{", writers.strip_suffix(',').unwrap_or(writers), "}"].concat();
    let writers = reader.read(&writers).map_err(|_| CodecError::Damaged("writers"))?;
    let table = ReadWriters::read(writers.entry("writers"), &mut file.writers)?;
    // A change is as deep as it will ever be.
    let reader = JsonReader::new(JsonLimits::OWN);
    for line in lines.skip_while(|line| *line != HISTORY).skip(1).take_while(|line| *line != END) {
        let mut change = read_line(&reader, line)?;
        LADDER.transaction(version, &mut change);
        file.changes.push(decode_parts(change, &table)?);
    }
    Ok(())
}
