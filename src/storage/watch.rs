//! Noticing that a store has lost what it held - emptied by a person, by the browser for want of room, by another page of the
//! origin - and having everything in memory written anew before anything is called Saved. Owns what is looked for and how far
//! writing anew is; must not know how snapshots are made.
//!
//! In each store one key is known that nobody takes away: a manifest, or before there is one a journal record. Looking for it
//! costs little, so it is done with each edit. Where it is missing, all keys are looked at before anything is called lost.

use super::effect::{Effect, Entry, Ticket};
use super::keys::{Key, WorkspaceId};
use super::saving::Outbox;
use super::status::Refusal;

/// Which stores have lost what they held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Loss {
    /// Local storage.
    pub local: bool,
    /// The database.
    pub indexed: bool,
}

impl Loss {
    fn is_any(self) -> bool {
        self.local || self.indexed
    }
}

/// Keys that were seen in the stores and should stay there.
#[derive(Clone, Default, Debug)]
pub struct Marks {
    /// In local storage.
    pub local: Option<String>,
    /// In the database.
    pub indexed: Option<String>,
}

/// The key among these that is the last to go: a manifest if there is one, for `m` comes after `j`.
pub fn mark_among<'a>(workspace: WorkspaceId, keys: impl Iterator<Item = &'a String>) -> Option<String> {
    keys.filter(|key| is_mark(workspace, key)).max().cloned()
}

fn is_mark(workspace: WorkspaceId, key: &str) -> bool {
    matches!(Key::parse(key, workspace), Some(Key::Manifest(_) | Key::Journal(..)))
}

/// A look under way.
struct Looking {
    ticket: Ticket,
    /// Whether all keys are looked at.
    is_whole: bool,
}

/// Watches both stores.
pub struct Watch {
    workspace: WorkspaceId,
    marks: Marks,
    looking: Option<Looking>,
    /// Whether to look once more when the look under way is answered.
    again: bool,
    /// Whether nothing may be called Saved before that is answered.
    gates: bool,
    loss: Loss,
    /// Whether the loss has not been told yet.
    is_news: bool,
    /// The request that writes history anew, and where it goes on.
    history: Option<(Ticket, Option<usize>)>,
}

impl Watch {
    /// Goes on from what was seen while loading.
    pub fn new(workspace: WorkspaceId, marks: Marks) -> Self {
        let loss = Loss::default();
        Self { workspace, marks, looking: None, again: false, gates: false, loss, is_news: false, history: None }
    }

    /// Whether it is not known yet that the stores hold all that an edit builds on.
    pub fn is_waiting(&self) -> bool {
        self.gates
    }

    /// Whether something was lost that does not stand again yet.
    pub fn has_lost(&self) -> bool {
        self.loss.is_any()
    }

    /// What was lost, the first time this is asked after it was.
    pub fn news(&mut self) -> Option<Loss> {
        std::mem::take(&mut self.is_news).then_some(self.loss)
    }

    /// Takes note of a key that stands in local storage.
    pub fn stands_in_local(&mut self, key: &str) {
        if self.marks.local.is_none() && is_mark(self.workspace, key) {
            self.marks.local = Some(key.to_owned());
        }
    }

    /// Takes note of a key that stands in the database.
    pub fn stands_in_indexed(&mut self, key: &str) {
        if self.marks.indexed.is_none() && is_mark(self.workspace, key) {
            self.marks.indexed = Some(key.to_owned());
        }
    }

    /// Whether local storage without that key has lost something; an empty key stands for all of them.
    pub fn minds(&self, key: &str) -> bool {
        key.is_empty() || self.marks.local.as_deref() == Some(key)
    }

    /// Looks whether both stores still hold what they held. With `gates` nothing is called Saved before that is known.
    pub fn look(&mut self, gates: bool, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        if self.marks.local.is_none() && self.marks.indexed.is_none() {
            return;
        }
        self.gates |= gates;
        if self.looking.is_some() {
            self.again = true;
        } else {
            self.ask(false, outbox, out);
        }
    }

    /// A transaction of another tab stands in one of the stores, or is about to: looks which keys there are, unless some are known.
    pub fn learn(&mut self, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let knows_all = self.marks.indexed.is_some() && (self.marks.local.is_some() || !outbox.is_local());
        if !knows_all && self.looking.is_none() {
            self.ask(true, outbox, out);
        }
    }

    fn ask(&mut self, is_whole: bool, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let ticket = outbox.ticket();
        self.looking = Some(Looking { ticket, is_whole });
        let local = self.marks.local.clone().filter(|_| !is_whole);
        let mark = self.marks.indexed.clone().filter(|_| !is_whole);
        let prefix = mark.or_else(|| local.clone()).unwrap_or_else(|| self.workspace.prefix());
        out.push(Effect::Look { ticket, local, prefix });
    }

    /// Both stores were looked at.
    pub fn looked(
        &mut self,
        ticket: Ticket,
        local: &[String],
        indexed: &Result<Vec<String>, Refusal>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) {
        let Some(looking) = self.looking.take_if(|looking| looking.ticket == ticket) else { return };
        let lacks = |mark: &Option<String>, keys: &[String]| mark.as_ref().is_some_and(|mark| !keys.contains(mark));
        let (local_lacks, indexed_lacks) =
            (lacks(&self.marks.local, local), indexed.as_ref().is_ok_and(|keys| lacks(&self.marks.indexed, keys)));
        if (local_lacks || indexed_lacks) && !looking.is_whole {
            return self.ask(true, outbox, out);
        }
        // A journal record goes in order once snapshots hold it.
        let is_empty =
            |keys: &[String]| !keys.iter().any(|key| matches!(Key::parse(key, self.workspace), Some(Key::Manifest(_))));
        let indexed = indexed.as_ref().map(Vec::as_slice);
        let lost =
            Loss { local: local_lacks && is_empty(local), indexed: indexed_lacks && indexed.is_ok_and(is_empty) };
        if looking.is_whole {
            self.marks.local = mark_among(self.workspace, local.iter());
            if let Ok(keys) = indexed {
                self.marks.indexed = mark_among(self.workspace, keys.iter());
            }
        }
        if lost.is_any() {
            self.loss = Loss { local: self.loss.local | lost.local, indexed: self.loss.indexed | lost.indexed };
            self.is_news = true;
        }
        self.gates &= self.again || indexed.is_err();
        if std::mem::take(&mut self.again) {
            self.ask(false, outbox, out);
        }
    }

    /// The database lacks what a snapshot names.
    pub fn lacks_chunks(&mut self) {
        self.loss.indexed = true;
        self.is_news = true;
    }

    /// A snapshot of everything in memory stands. The history follows, if the database has lost it.
    pub fn snapshot_stands(&mut self, out: &mut Vec<Effect>) {
        if self.loss.indexed {
            out.push(Effect::TakeHistory { from: 0 });
        } else {
            self.mended(out);
        }
    }

    /// Some of the history, to be written anew.
    pub fn history(&mut self, entries: Vec<Entry>, next: Option<usize>, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        if entries.is_empty() {
            return self.mended(out);
        }
        let ticket = outbox.ticket();
        self.history = Some((ticket, next));
        out.push(Effect::PutIndexed { ticket, entries });
    }

    /// The database answered a put. Whether it was ours.
    pub fn indexed_put(&mut self, ticket: Ticket, result: Result<(), Refusal>, out: &mut Vec<Effect>) -> bool {
        let Some((_, next)) = self.history.take_if(|asked| asked.0 == ticket) else { return false };
        match (result, next) {
            (Ok(()), Some(from)) => out.push(Effect::TakeHistory { from }),
            (Ok(()), None) => self.mended(out),
            // All of it is written once more.
            (Err(_), _) => self.is_news = true,
        }
        true
    }

    /// Everything in memory stands again, as far as the stores let it.
    pub fn mended(&mut self, out: &mut Vec<Effect>) {
        if self.loss.is_any() {
            self.loss = Loss::default();
            out.push(Effect::Emptied { is_mended: true });
        }
    }

    /// The connection broke: nothing under way will be answered. It is looked again once there is another.
    pub fn connection_lost(&mut self) {
        self.looking = None;
        self.again = false;
        self.is_news |= self.history.take().is_some();
    }
}
