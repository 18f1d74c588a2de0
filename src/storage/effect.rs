//! What goes into the machine and what comes out. Plain data: the browser carries effects out and reports events, and so
//! does the rig that injects faults. Must not know how either does it.

use super::archive::{Archive, Archived};
use super::compact::Snapshot;
use super::journal::{Encoded, Note};
use super::status::{Refusal, SaveStatus};
use std::sync::Arc;

pub use super::journal::{Entry, Incoming};

/// Names a request to the database, so that its answer finds its way.
pub type Ticket = u32;

/// What happened outside.
pub enum Event {
    /// An edit was made here and folded.
    Commit(Encoded),
    /// A transaction handed out by [`Effect::Fold`], or found while loading, has been folded.
    Folded(Note),
    /// Local storage answered a put.
    LocalPut {
        /// The key.
        key: String,
        /// Whether it took it.
        result: Result<(), Refusal>,
    },
    /// Local storage answered a read.
    LocalRead {
        /// The key.
        key: String,
        /// What stands there.
        text: Option<String>,
    },
    /// The database answered a put.
    IndexedPut {
        /// The request.
        ticket: Ticket,
        /// Whether all of it is on disk. Nothing of it is, if not.
        result: Result<(), Refusal>,
    },
    /// The database answered a read with what it found.
    IndexedRead {
        /// The request.
        ticket: Ticket,
        /// What was found; what is missing was not.
        result: Result<Vec<(String, String)>, Refusal>,
    },
    /// Local storage answered with its keys.
    LocalListed {
        /// Keys with that beginning.
        keys: Vec<String>,
        /// Characters in use by everybody on this origin, keys and values together.
        used: usize,
    },
    /// The database answered with its keys.
    IndexedListed {
        /// The request.
        ticket: Ticket,
        /// Keys with that beginning.
        result: Result<Vec<String>, Refusal>,
    },
    /// Another tab sent a message.
    Message(String),
    /// Another tab changed local storage: the second path by which its transactions come.
    LocalChanged {
        /// The key; empty if everything was cleared.
        key: String,
        /// What stands there now.
        text: Option<String>,
    },
    /// The connection to the database broke.
    ConnectionLost,
    /// The answer to [`Effect::Reopen`].
    Reopened(Result<(), Refusal>),
    /// The page was frozen or hidden and is back: messages may have been missed.
    Resumed,
    /// The page has been idle for two seconds, or continues to be after [`Effect::CallWhenIdle`].
    Idle {
        /// Whether this tab is the one that may compact.
        leader: bool,
    },
    /// The answer to [`Effect::TakeSnapshot`].
    Snapshot(Box<Snapshot>),
    /// A person has archived history here.
    Archive(Archive),
    /// The answer to [`Effect::Look`].
    Looked {
        /// The request.
        ticket: Ticket,
        /// What of it local storage has.
        local: Vec<String>,
        /// What of it the database has.
        indexed: Result<Vec<String>, Refusal>,
    },
    /// The answer to [`Effect::TakeHistory`].
    History {
        /// Journal records and their parts.
        entries: Vec<Entry>,
        /// Where it goes on; `None` at its end.
        next: Option<usize>,
    },
    /// Time has passed while the page is in sight.
    Tick,
}

/// What is to be done outside. In this order; a put into local storage in the same task.
#[derive(Debug)]
pub enum Effect {
    /// Put into local storage and answer [`Event::LocalPut`].
    PutLocal {
        /// The key.
        key: String,
        /// The text.
        text: Arc<str>,
    },
    /// Read from local storage and answer [`Event::LocalRead`].
    ReadLocal {
        /// The key.
        key: String,
    },
    /// Delete from local storage. Needs no answer.
    DeleteLocal {
        /// The key.
        key: String,
    },
    /// Put all of this into the database in one strict transaction and answer [`Event::IndexedPut`].
    PutIndexed {
        /// The request.
        ticket: Ticket,
        /// Keys and texts.
        entries: Vec<Entry>,
    },
    /// Read these keys from the database and answer [`Event::IndexedRead`].
    ReadIndexed {
        /// The request.
        ticket: Ticket,
        /// The keys.
        keys: Vec<String>,
    },
    /// List the keys of local storage with that beginning and answer [`Event::LocalListed`].
    ListLocal {
        /// What the keys begin with.
        prefix: String,
    },
    /// List the keys of the database with that beginning and answer [`Event::IndexedListed`].
    ListIndexed {
        /// The request.
        ticket: Ticket,
        /// What the keys begin with.
        prefix: String,
    },
    /// Delete from the database. Needs no answer.
    DeleteIndexed {
        /// The keys.
        keys: Vec<String>,
    },
    /// Copy what stands under the key, byte for byte, to where unreadable records are kept. Needs no answer.
    SetAside {
        /// The key.
        key: String,
        /// Whether it stands in local storage; else in the database.
        local: bool,
    },
    /// Open the database again after so many milliseconds and answer [`Event::Reopened`].
    Reopen {
        /// How long to wait.
        after_ms: u32,
    },
    /// Send to all other tabs.
    Post(String),
    /// Show this.
    Status(SaveStatus),
    /// Fold this transaction of another tab, then report [`Event::Folded`].
    Fold(Incoming),
    /// Take a snapshot of the portfolio as it is and answer [`Event::Snapshot`].
    TakeSnapshot,
    /// Report [`Event::Idle`] in the next idle moment.
    CallWhenIdle,
    /// The history that was archived has gone. Needs no answer.
    HistoryGone(Archived),
    /// Look whether both stores still have what they had, and answer [`Event::Looked`].
    Look {
        /// The request.
        ticket: Ticket,
        /// The only key of local storage to look for; all that begin with `prefix` if there is none.
        local: Option<String>,
        /// What the keys of the database begin with.
        prefix: String,
    },
    /// Give the history in memory as it is stored, from that transaction on, and answer [`Event::History`].
    TakeHistory {
        /// How many come before.
        from: usize,
    },
    /// A store has lost what it had. Needs no answer.
    Emptied {
        /// Whether everything in memory stands again.
        is_mended: bool,
    },
    /// Advise to load the page anew: it was loaded without the database, which can be reached now, and records were missing;
    /// or its workspace was removed in another tab.
    AdviseReload,
}
