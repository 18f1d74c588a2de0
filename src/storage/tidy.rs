//! What may be deleted once a new snapshot stands. Owns that rule alone: a list of keys goes in, deletions come out.
//!
//! INVARIANT: a journal key is deleted from local storage only when two manifests, both read back from both stores, hold its
//! transaction, and the database lists its record. From the database it is deleted only when it was archived besides: the
//! request names it, and both manifests say that it was. Chunks go when neither manifest names them. Nothing set aside goes.

use super::archive::Archive;
use super::effect::Effect;
use super::keys::{Key, WorkspaceId};
use super::manifest::Manifest;
use crate::domain::id::WriterId;
use rustc_hash::FxHashSet;

/// What the rule is applied to.
pub struct Tidy<'a> {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The manifest before the newest.
    pub previous: &'a Manifest,
    /// The newest manifest.
    pub newest: &'a Manifest,
    /// What a person has archived.
    pub archive: Option<&'a Archive>,
    /// Keys where something unreadable stands, and whether in local storage.
    pub set_aside: &'a [(String, bool)],
    /// Keys of local storage.
    pub local: &'a [String],
    /// Keys of the database.
    pub indexed: &'a [String],
}

impl Tidy<'_> {
    /// Whether what was archived may go: both manifests say how far that is.
    pub fn archive_stands(&self) -> bool {
        let says = |manifest: &Manifest| {
            self.archive.is_some_and(|archive| manifest.gaps.archived.until >= archive.archived.until)
        };
        says(self.previous) && says(self.newest)
    }

    fn is_archived(&self, writer: WriterId, seq: u32) -> bool {
        self.archive.is_some_and(|archive| archive.names(writer, seq)) && self.archive_stands()
    }

    /// The deletions.
    pub fn effects(&self, out: &mut Vec<Effect>) {
        let standing: FxHashSet<&str> = self.indexed.iter().map(String::as_str).collect();
        let chunks = [self.previous, self.newest].into_iter().flat_map(|manifest| &manifest.chunks);
        let named: FxHashSet<Key> = chunks.map(|entry| entry.key()).collect();
        let may_go = |text: &String, local: bool| {
            let is_kept = self.set_aside.iter().any(|(kept, at)| kept == text && *at == local);
            let is_doubtful = self.set_aside.iter().any(|(kept, _)| kept == text);
            let Some(key) = Key::parse(text, self.workspace).filter(|_| !is_kept) else { return false };
            match key {
                // A later generation may be another snapshot under way.
                Key::Chunk(_, generation) => generation < self.newest.generation && !named.contains(&key),
                Key::Journal(writer, seq) | Key::Part(writer, seq, _) => {
                    let holds = |m: &Manifest| m.holds(writer, seq) && !m.waiting.contains(&(writer, seq));
                    let is_held = holds(self.previous) && holds(self.newest);
                    is_held
                        && (!is_doubtful && self.is_archived(writer, seq) || local && standing.contains(text.as_str()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use crate::engine::portfolio::Folded;
    use crate::storage::keys::ChunkName;
    use crate::storage::manifest::ChunkEntry;

    const WORKSPACE: WorkspaceId = WorkspaceId(7);
    const WRITER: WriterId = WriterId(3);

    fn manifest(generation: u64, floor: u32, chunk: u64) -> Manifest {
        let name = ChunkName { kind: 2, number: 0 };
        Manifest {
            generation,
            chunks: vec![ChunkEntry { name, first: Id(1), generation: chunk, checksum: 0, count: 1 }],
            folded: [(WRITER, Folded { floor, above: Default::default() })].into(),
            ..Manifest::default()
        }
    }

    #[test]
    fn only_what_nobody_needs_any_more_goes() {
        let chunk = |generation| Key::Chunk(ChunkName { kind: 2, number: 0 }, generation).of(WORKSPACE);
        let journal = |seq| Key::Journal(WRITER, seq).of(WORKSPACE);
        let (previous, mut newest) = (manifest(5, 4, 4), manifest(6, 9, 6));
        newest.waiting.insert((WRITER, 2));
        let keys = |journals: &[u32], chunks: &[u64]| -> Vec<String> {
            let manifests = [Key::Manifest(0).of(WORKSPACE), "ppmo/boot".into(), "another/app".into()];
            journals
                .iter()
                .map(|seq| journal(*seq))
                .chain(chunks.iter().map(|at| chunk(*at)))
                .chain(manifests)
                .collect()
        };
        let mut out = Vec::new();
        Tidy {
            workspace: WORKSPACE,
            previous: &previous,
            newest: &newest,
            archive: None,
            set_aside: &[(journal(3), true), (chunk(2), false)],
            local: &keys(&[1, 2, 3, 4, 5, 10], &[1, 4, 6, 7]),
            indexed: &keys(&[1, 2, 3, 5, 10], &[1, 2, 3, 4, 6, 7]),
        }
        .effects(&mut out);
        let mut gone = Vec::new();
        for effect in out {
            match effect {
                Effect::DeleteLocal { key } => gone.push(format!("local {key}")),
                Effect::DeleteIndexed { keys } => gone.extend(keys.iter().map(|key| format!("indexed {key}"))),
                _ => {}
            }
        }
        // Of the journal only 1: 2 waits for a record, 3 was set aside, 4 is not in the database, 5 is held by one snapshot,
        // 10 by none. Of the chunks those of old generations that neither manifest names.
        let expected = [
            format!("local {}", journal(1)),
            format!("local {}", chunk(1)),
            format!("indexed {}", chunk(1)),
            format!("indexed {}", chunk(3)),
        ];
        assert_eq!(gone, expected);
    }
}
