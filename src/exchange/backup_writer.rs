//! Writing a backup in slices: it holds the portfolio as it was when writing began, whatever changes meanwhile. Must not know
//! where the text is kept.

use super::backup_form::{
    BackupOrigin, END, FORMAT, HISTORY, RECORDS, VERSION, checksum_of, checksum_text, moment_text,
};
use super::codec::{encode_record, entry};
use super::json::to_json;
use super::snapshot::push_lines;
use super::transaction_codec::encode_parts;
use super::writer_table::WrittenWriters;
use crate::domain::date::Moment;
use crate::domain::field::Text;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::Transaction;
use std::sync::Arc;

/// A backup that is being written.
pub struct BackupWriter {
    records: Vec<Arc<dyn Record>>,
    history: Vec<Arc<Transaction>>,
    writers: WrittenWriters<'static>,
    record_lines: Vec<String>,
    history_lines: Vec<String>,
    app: String,
    created: Moment,
    workspace: Text,
}

impl BackupWriter {
    /// Begins with what is there now. Cheap: records are shared until they change.
    pub fn new(portfolio: &Portfolio, history: &[Arc<Transaction>], origin: BackupOrigin<'_>) -> Self {
        let mut records: Vec<Arc<dyn Record>> = portfolio.every().cloned().collect();
        crate::domain::sorting::sort_by(&mut records, |a, b| a.meta().id.cmp(&b.meta().id));
        Self {
            records,
            history: history.to_vec(),
            writers: WrittenWriters::owned(portfolio.writers.clone()),
            record_lines: Vec::new(),
            history_lines: Vec::new(),
            app: origin.app.to_owned(),
            created: origin.created,
            workspace: portfolio.settings().name,
        }
    }

    /// Writes so many more records and changes; whether there are more.
    pub fn step(&mut self, most: usize) -> bool {
        let mut left = most;
        while left > 0
            && let Some(record) = self.records.get(self.record_lines.len())
        {
            self.record_lines.push(to_json(&encode_record(&**record, &mut self.writers)));
            left -= 1;
        }
        while left > 0
            && let Some(transaction) = self.history.get(self.history_lines.len())
        {
            self.history_lines.push(to_json(&Value::Map(encode_parts(transaction, &mut self.writers))));
            left -= 1;
        }
        self.record_lines.len() < self.records.len() || self.history_lines.len() < self.history.len()
    }

    /// How much is written, in percent.
    pub fn percent(&self) -> u32 {
        let all = self.records.len() + self.history.len();
        let done = self.record_lines.len() + self.history_lines.len();
        u32::try_from(done.saturating_mul(100).checked_div(all).unwrap_or(100)).unwrap_or(100)
    }

    /// The whole text, once nothing is left to be written.
    pub fn finish(self) -> String {
        let (records, history) = (self.record_lines, self.history_lines);
        let mut body =
            String::with_capacity(records.iter().chain(&history).map(|line| line.len() + 2).sum::<usize>() + 100);
        body.push_str("\"writers\":");
        body.push_str(&to_json(&self.writers.table()));
        body.push_str(",\n");
        body.push_str(RECORDS);
        body.push('\n');
        push_lines(&mut body, &records);
        body.push_str(HISTORY);
        body.push('\n');
        push_lines(&mut body, &history);
        body.push_str(END);

        let head = Value::Map(vec![
            entry("format", Value::text(FORMAT)),
            entry("version", Value::Int(VERSION)),
            entry("app", Value::text(self.app)),
            entry("created", Value::text(moment_text(self.created))),
            entry("workspace", Value::Text(self.workspace.0)),
            entry("records", Value::Int(records.len() as i64)),
            entry("transactions", Value::Int(history.len() as i64)),
            entry("checksum", Value::text(checksum_text(checksum_of(&body)))),
        ]);
        let head = to_json(&head);
        // The head's closing brace makes way: the body goes on in the same JSON value.
        [head.strip_suffix('}').unwrap_or(&head), ",\n", &body, "\n"].concat()
    }
}
