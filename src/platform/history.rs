//! History in the database: letting go of what was archived, and reading what is not in memory. Must not know what changes say.

use super::driver::Driver;
use crate::storage::archive::Archive;
use crate::storage::effect::{Event, Incoming};
use crate::storage::journal::JournalRecord;
use crate::storage::kept_history::LeftOut;
use crate::storage::keys::Key;
use crate::storage::status::Refusal;

/// What is called with the transactions that were read.
pub type Read = Box<dyn FnOnce(Result<Vec<Incoming>, Refusal>)>;

impl Driver {
    /// Lets go of history that a file holds: soon, when two snapshots say how far it was archived.
    pub fn archive(&self, archive: Archive) {
        self.event(Event::Archive(archive));
    }

    /// Whether that can be done.
    pub fn can_archive(&self) -> bool {
        self.0.machine.borrow().can_archive()
    }

    /// Reads transactions that are kept and not in memory.
    pub fn read_history(&self, wanted: &[LeftOut], then: Read) {
        let wanted = wanted.iter().map(|wanted| Key::Journal(wanted.writer, wanted.seq).of(self.0.workspace)).collect();
        let driver = self.clone();
        self.read(
            wanted,
            Box::new(move |read| match read {
                Ok(records) => driver.read_parts(records, Vec::new(), then),
                Err(why) => then(Err(why)),
            }),
        );
    }

    /// Reads the parts of the last record, then of those before it.
    fn read_parts(&self, mut records: Vec<(String, String)>, mut whole: Vec<Incoming>, then: Read) {
        let Some((_, record)) = records.pop() else { return then(Ok(whole)) };
        let keys: Vec<String> = JournalRecord::open(&record)
            .map(|opened| opened.part_keys().map(|key| key.of(self.0.workspace)).collect())
            .unwrap_or_default();
        let driver = self.clone();
        self.read(
            keys,
            Box::new(move |read| match read {
                Ok(parts) => {
                    let parts = parts.into_iter().map(|(_, text)| text).collect();
                    whole.push(Incoming { record: record.into(), parts });
                    driver.read_parts(records, whole, then);
                }
                Err(why) => then(Err(why)),
            }),
        );
    }

    fn read(&self, keys: Vec<String>, then: super::indexed::Answer<Vec<(String, String)>>) {
        match self.0.indexed.borrow().as_ref() {
            Some(indexed) => indexed.read(keys, then),
            None => then(Err(Refusal::Blocked)),
        }
    }
}
