//! What may be deleted once a new snapshot stands. Owns that rule alone: a list of keys goes in, deletions come out.
//!
//! INVARIANT: a journal key is deleted from local storage only when two manifests, both read back from both stores, hold its
//! transaction, and the database lists its record. Chunks go when neither manifest names them. Nothing set aside goes.

use super::effect::Effect;
use super::keys::{Key, WorkspaceId};
use super::manifest::Manifest;
use rustc_hash::FxHashSet;

/// What the rule is applied to.
pub struct Tidy<'a> {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The manifest before the newest.
    pub previous: &'a Manifest,
    /// The newest manifest.
    pub newest: &'a Manifest,
    /// Keys where something unreadable stands, and whether in local storage.
    pub set_aside: &'a [(String, bool)],
    /// Keys of local storage.
    pub local: &'a [String],
    /// Keys of the database.
    pub indexed: &'a [String],
}

impl Tidy<'_> {
    /// The deletions.
    pub fn effects(&self, out: &mut Vec<Effect>) {
        let standing: FxHashSet<&str> = self.indexed.iter().map(String::as_str).collect();
        let chunks = [self.previous, self.newest].into_iter().flat_map(|manifest| &manifest.chunks);
        let named: FxHashSet<Key> = chunks.map(|entry| entry.key()).collect();
        let may_go = |text: &String, local: bool| {
            let is_kept = self.set_aside.iter().any(|(kept, at)| kept == text && *at == local);
            let Some(key) = Key::parse(text, self.workspace).filter(|_| !is_kept) else { return false };
            match key {
                // A later generation may be another snapshot under way.
                Key::Chunk(_, generation) => generation < self.newest.generation && !named.contains(&key),
                Key::Journal(writer, seq) | Key::Part(writer, seq, _) => {
                    let holds = |m: &Manifest| m.holds(writer, seq) && !m.waiting.contains(&(writer, seq));
                    let is_held = holds(self.previous) && holds(self.newest);
                    local && is_held && standing.contains(text.as_str())
                }
                Key::Manifest(_) => false,
            }
        };
        let local = self.local.iter().filter(|key| may_go(key, true));
        out.extend(local.map(|key| Effect::DeleteLocal { key: key.clone() }));
        let keys: Vec<String> = self.indexed.iter().filter(|key| may_go(key, false)).cloned().collect();
        if !keys.is_empty() {
            out.push(Effect::DeleteIndexed { keys });
        }
    }
}
