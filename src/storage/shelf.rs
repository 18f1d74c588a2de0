//! What the two stores hold under the keys of one workspace, and which copy is sound. Collects what is not, so that it can
//! be set aside. Must not know what becomes of the records.

use super::envelope::Unreadable;
use super::keys::{Key, WorkspaceId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// All that both stores hold for this program; `None` for a store that could not be read.
#[derive(Clone, Default, Debug)]
pub struct Dumps {
    /// Local storage.
    pub local: Option<Vec<(String, String)>>,
    /// The database.
    pub indexed: Option<Vec<(String, String)>>,
    /// Characters of local storage taken by everything not listed in `local`.
    pub used_elsewhere: usize,
}

/// A stored record that could not be read. Its raw text stays where it is and is copied to where it can be downloaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// Its key.
    pub key: String,
    /// Whether it stands in local storage; else in the database.
    pub local: bool,
    /// Its text, byte for byte.
    pub raw: String,
    /// Why.
    pub reason: Unreadable,
    /// Whether nothing is missing because of it: the other store has a sound copy.
    pub recovered: bool,
}

/// The copies of one record.
#[derive(Clone, Default, PartialEq)]
pub struct Copies {
    /// In local storage.
    pub local: Option<Rc<str>>,
    /// In the database.
    pub indexed: Option<Rc<str>>,
}

/// Which copies of a record are sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// That in local storage.
    pub local: bool,
    /// That in the database.
    pub indexed: bool,
}

/// The copies of all records of a workspace, by key.
pub struct Shelf {
    workspace: WorkspaceId,
    copies: BTreeMap<Key, Copies>,
    /// What could not be read.
    pub set_aside: Vec<SetAside>,
    /// Version of a sound record that is newer than this program.
    pub newer: Option<u32>,
}

impl Shelf {
    /// Sorts both dumps. Keys that are not of this workspace are left alone. Equal copies, the usual case, are kept once.
    pub fn new(workspace: WorkspaceId, dumps: Dumps) -> Self {
        let mut copies: BTreeMap<Key, Copies> = BTreeMap::new();
        for (key, text) in dumps.indexed.into_iter().flatten() {
            if let Some(key) = Key::parse(&key, workspace) {
                copies.entry(key).or_default().indexed = Some(text.into());
            }
        }
        for (key, text) in dumps.local.into_iter().flatten() {
            let Some(key) = Key::parse(&key, workspace) else { continue };
            let both = copies.entry(key).or_default();
            let same = both.indexed.clone().filter(|same| **same == *text);
            both.local = Some(same.unwrap_or_else(|| text.into()));
        }
        Self { workspace, copies, set_aside: Vec::new(), newer: None }
    }

    /// All keys with their copies, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Copies)> {
        self.copies.iter().map(|(key, copies)| (*key, copies))
    }

    /// The copies under a key.
    pub fn copies(&self, key: Key) -> Copies {
        self.copies.get(&key).cloned().unwrap_or_default()
    }

    /// Lets go of texts that nobody asks for any more.
    pub fn forget(&mut self, is_done: &dyn Fn(Key) -> bool) {
        for (key, copies) in &mut self.copies {
            if is_done(*key) {
                *copies = Copies::default();
            }
        }
    }

    /// Which copies of a record `test` finds sound, and the text of one of them. The others are set aside.
    pub fn sound(
        &mut self,
        key: Key,
        test: &mut dyn FnMut(&str) -> Result<(), Unreadable>,
    ) -> (Standing, Option<Rc<str>>) {
        let copies = self.copies(key);
        let indexed = copies.indexed.as_deref().map(&mut *test);
        let local = match (&copies.local, indexed) {
            // Equal copies are looked at once.
            (Some(_), Some(result)) if copies.local == copies.indexed => Some(result),
            (local, _) => local.as_deref().map(test),
        };
        let standing = Standing { local: local == Some(Ok(())), indexed: indexed == Some(Ok(())) };
        let recovered = standing.local || standing.indexed;
        for (text, result, is_local) in [(&copies.local, local, true), (&copies.indexed, indexed, false)] {
            if let (Some(text), Some(Err(reason))) = (text, result) {
                self.put_aside(key, is_local, text, reason, recovered);
            }
        }
        let text = if standing.indexed { copies.indexed } else { copies.local.filter(|_| standing.local) };
        (standing, text)
    }

    /// Sets a copy aside, once. A newer one is no damage: it only makes this program read.
    pub fn put_aside(&mut self, key: Key, local: bool, text: &str, reason: Unreadable, recovered: bool) {
        if let Unreadable::Newer(version) = reason {
            self.newer = self.newer.max(Some(version));
            return;
        }
        let key = key.of(self.workspace);
        if !self.set_aside.iter().any(|known| known.key == key && known.local == local) {
            self.set_aside.push(SetAside { key, local, raw: text.to_owned(), reason, recovered });
        }
    }
}
