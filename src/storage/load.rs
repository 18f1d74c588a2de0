//! The result of loading: the portfolio, its history, what was repaired and what could not be read, and the state from which the
//! machine that writes goes on. How it is found is the matter of [`super::loading`]. Must not know the browser.

use super::archive::Gaps;
use super::effect::Entry;
use super::kept_history::KeptHistory;
use super::keys::Key;
use super::manifest::Manifest;
pub use super::shelf::{Dumps, SetAside};
use super::watch::Marks;
use crate::domain::id::{Id, WriterId};
use crate::domain::records::schema_of;
use crate::domain::schema::Kind;
use crate::domain::stamp::ClockTime;
use crate::engine::portfolio::{Folded, Portfolio};
use crate::engine::transaction::Transaction;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What loading gives.
pub struct Loaded {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// All transactions that could be read, in the order of their stamps: the history.
    pub transactions: Vec<Arc<Transaction>>,
    /// How much of the history that is, and what of it is not in memory.
    pub history: KeptHistory,
    /// What could not be read.
    pub set_aside: Vec<SetAside>,
    /// What was mended on the way, for people.
    pub repairs: Vec<Repair>,
    /// How many records could not be read, by number of their kind. Some of them may have been made again from the history.
    pub missing: BTreeMap<u8, usize>,
    /// Latest time on the hybrid clock that was met: every new stamp must be later.
    pub clock: ClockTime,
    /// A version newer than this program's, if a sound record has one: nothing may be written.
    pub read_only: Option<u32>,
    /// What the machine goes on from.
    pub seed: Seed,
}

/// What was mended while loading, for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Repair {
    /// Damaged copies whose sound copy was taken from the other store.
    OtherCopy(usize),
    /// The newest snapshot was not whole; the one before it and the journal gave the same state.
    OlderSnapshot,
    /// Records of the snapshot could not be read, at least so many. Those whose whole history stands were made again.
    SnapshotNotWhole(usize),
    /// Records that stand only in the database, which cannot be opened now.
    DatabaseClosed(usize),
    /// Edits that could not be read.
    EditsUnread(usize),
    /// The database came back empty: the history that only it had is gone. Everything else was read from local storage.
    DatabaseEmptied,
    /// The same, and not everything could be read from local storage.
    DatabaseEmptiedAndMore,
}

impl Repair {
    /// Whether something is missing, so that it must be said at once.
    pub fn is_loss(self) -> bool {
        matches!(
            self,
            Self::SnapshotNotWhole(_)
                | Self::DatabaseClosed(_)
                | Self::DatabaseEmptied
                | Self::DatabaseEmptiedAndMore
                | Self::EditsUnread(_)
        )
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherCopy(count) => {
                write!(f, "{count} damaged copies were found. A second copy was sound; nothing is missing.")
            }
            Self::OlderSnapshot => f.write_str("The latest snapshot was not whole. An older one and the edits since gave the same state; nothing is missing."),
            Self::SnapshotNotWhole(count) => write!(
                f,
                "At least {count} records could not be read from the snapshot. What their history still tells was brought back. Their raw text is kept; download it before you go on."
            ),
            Self::DatabaseClosed(count) => write!(
                f,
                "{count} records stand only in the browser’s database, which cannot be opened now. They are not shown, and they are not lost. Close other tabs of this page and reload."
            ),
            Self::DatabaseEmptied => f.write_str("The browser’s database came back empty. Everything you saved is here, from local storage. Missing is the history that only the database had: older changes cannot be looked up or undone."),
            Self::DatabaseEmptiedAndMore => f.write_str("The browser’s database came back empty, and local storage does not hold everything that you saved."),
            Self::EditsUnread(count) => write!(
                f,
                "{count} edits could not be read and are not part of what you see. Their raw text is kept; download it to have it looked at."
            ),
        }
    }
}

/// How many of which kinds: "12 projects, 1 work item".
pub fn missing_words(missing: &BTreeMap<u8, usize>) -> String {
    let words = missing.iter().map(|(kind, count)| {
        let schema = schema_of(Kind(*kind));
        let name = schema
            .map_or("records of a newer version", |schema| if *count == 1 { schema.label } else { schema.plural });
        format!("{count} {}", name.to_ascii_lowercase())
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What the machine goes on from.
#[derive(Default)]
pub struct Seed {
    /// Whether local storage could be read.
    pub local: bool,
    /// Whether the database could be read.
    pub indexed: bool,
    /// The snapshot that was loaded.
    pub base: Option<Manifest>,
    /// What the history lacks.
    pub gaps: Gaps,
    /// Whether its manifest stands in both stores, and no chunk of it is damaged in either.
    pub base_in_both: bool,
    /// Its chunks that stand in local storage.
    pub local_chunks: FxHashSet<Key>,
    /// Highest generation met.
    pub top_generation: u64,
    /// Whether the snapshot was not whole: then none may be made from this portfolio.
    pub is_incomplete: bool,
    /// Transactions folded that the snapshot does not hold: the records they concern, and their length.
    pub pending: BTreeMap<(WriterId, u32), Pending>,
    /// Transactions known.
    pub seen: FxHashMap<WriterId, Folded>,
    /// Characters of local storage in use by everybody.
    pub local_used: usize,
    /// Keys never to be deleted: what stands there was set aside, and where.
    pub set_aside: Vec<(String, bool)>,
    /// What the database lacks: first those, then these.
    pub to_indexed: Vec<(Vec<Entry>, Vec<Entry>)>,
    /// What local storage lacks.
    pub to_local: Vec<Entry>,
    /// Keys that stood in the stores.
    pub marks: Marks,
    /// A number of this tab's own: two tabs that write everything anew at once must not take the same keys.
    pub salt: u64,
}

/// A transaction that no snapshot holds yet.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The records it concerns.
    pub records: Vec<Id>,
    /// Its length in characters.
    pub units: usize,
    /// Whether it is bulk: its parts stand in one store only, until a snapshot puts its records into both.
    pub is_bulk: bool,
}
