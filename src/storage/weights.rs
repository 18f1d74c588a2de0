//! How full local storage is, and what takes its room, by kind. Must not know how keys are listed.

use super::filling::CHUNK_ROOM;
use super::keys::{Key, PREFIX, WorkspaceId, workspace_of};
use super::saving::QUOTA;

/// Characters of local storage by what they are for, keys and values together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Weights {
    /// The latest edits: journal records and their parts.
    pub edits: usize,
    /// The portfolio itself: chunks, and the manifests that name them.
    pub portfolio: usize,
    /// Other workspaces of this browser, those in the trash among them.
    pub others: usize,
    /// Settings of this program.
    pub own: usize,
    /// Other pages of the same address.
    pub elsewhere: usize,
}

impl Weights {
    /// Adds a key of local storage; `units` is the length of key and value.
    pub fn add(&mut self, workspace: WorkspaceId, key: &str, units: usize) {
        let place = match Key::parse(key, workspace) {
            Some(Key::Journal(..) | Key::Part(..)) => &mut self.edits,
            Some(Key::Chunk(..) | Key::Manifest(_)) => &mut self.portfolio,
            None if workspace_of(key).is_some_and(|found| found != workspace) => &mut self.others,
            None if key.starts_with(PREFIX) => &mut self.own,
            None => &mut self.elsewhere,
        };
        *place += units;
    }

    /// All of it.
    pub fn all(&self) -> usize {
        self.edits + self.portfolio + self.others + self.own + self.elsewhere
    }
}

/// How full local storage is, and so what is done about it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fullness {
    /// It holds the portfolio and the latest edits.
    Roomy,
    /// From 70 %: the portfolio moves to the database, which has had it all along. The latest edits stay.
    Filling,
    /// From 90 %: soon edits go to the database alone.
    NearlyFull,
}

impl Fullness {
    /// With so many characters in use.
    pub fn of(used: usize) -> Self {
        if used >= QUOTA / 10 * 9 {
            Self::NearlyFull
        } else if used >= CHUNK_ROOM {
            Self::Filling
        } else {
            Self::Roomy
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::WriterId;
    use crate::storage::keys::ChunkName;

    #[test]
    fn every_key_counts_once_and_for_what_it_is() {
        let (ours, other) = (WorkspaceId(7), WorkspaceId(8));
        let chunk = Key::Chunk(ChunkName { kind: 2, number: 0 }, 3);
        let mut weights = Weights::default();
        for (key, units) in [
            (Key::Journal(WriterId(1), 1).of(ours), 1),
            (Key::Part(WriterId(1), 2, 0).of(ours), 2),
            (chunk.of(ours), 4),
            (Key::Manifest(1).of(ours), 8),
            (chunk.of(other), 16),
            ("ppmo/boot".to_owned(), 32),
            (ours.prefix() + "what a newer version keeps", 64),
            ("another/app".to_owned(), 128),
        ] {
            weights.add(ours, &key, units);
        }
        let expected = Weights { edits: 3, portfolio: 12, others: 16, own: 96, elsewhere: 128 };
        assert_eq!((weights, weights.all()), (expected, 255));
    }

    #[test]
    fn thresholds() {
        let at = |percent: usize| Fullness::of(QUOTA / 100 * percent + 100);
        assert_eq!([at(0), at(69), at(70), at(89), at(90)], {
            use Fullness::{Filling, NearlyFull, Roomy};
            [Roomy, Roomy, Filling, Filling, NearlyFull]
        });
    }
}
