//! The names under which records are stored, the same in both stores. Owns how a key is written and read; keys of other
//! programs and of other parts of this one are not ours and are left alone. Must not know what stands under a key.

use crate::domain::id::{Id, WriterId};
use std::fmt::{self, Write};

/// What all keys of this program begin with.
pub const PREFIX: &str = "ppmo/";
/// Snapshots are counted up to here: one a second for longer than there have been people. What has a higher number is not
/// ours, so that the next one always has room above.
pub const MOST_GENERATIONS: u64 = 1 << 52;
/// Key of the record that says which workspaces there are.
pub const BOOT: &str = "ppmo/boot";
/// Key under which `public/stored.js` asks for a workspace to be opened at the next start: its id, a blank, its name.
pub const OPEN: &str = "ppmo/open";

/// Identity of a workspace: random, so that two programs or two copies on one origin never meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WorkspaceId(pub u64);

impl WorkspaceId {
    /// Reads the 13-character text form; `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        Id::parse(text).map(|id| Self(id.0))
    }

    /// What all keys of this workspace begin with.
    pub fn prefix(self) -> String {
        format!("{PREFIX}{self}/")
    }
}

impl fmt::Display for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Id(self.0).fmt(f)
    }
}

/// Name of a chunk: the number of the kind of its records, and its own number within that kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ChunkName {
    /// Number of the kind; 0 for kinds of a newer version.
    pub kind: u8,
    /// Number within the kind.
    pub number: u32,
}

impl ChunkName {
    /// Reads `4-17`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.split_once('-')?;
        Some(Self { kind: u8::try_from(parse_number(kind)?).ok()?, number: u32::try_from(parse_number(number)?).ok()? })
    }
}

impl fmt::Display for ChunkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind, self.number)
    }
}

/// A key of a workspace, without the workspace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    /// `m.<slot>`: a manifest, slot 0 or 1.
    Manifest(u8),
    /// `c/<chunk>.<generation>`: a chunk, written once.
    Chunk(ChunkName, u64),
    /// `j/<writer>/<seq>`: a transaction, written once.
    Journal(WriterId, u32),
    /// `b/<writer>/<seq>.<part>`: a part of a bulk transaction, written once.
    Part(WriterId, u32, u32),
}

impl Key {
    /// The whole key in that workspace.
    pub fn of(self, workspace: WorkspaceId) -> String {
        let mut text = workspace.prefix();
        // Writing into a `String` cannot fail.
        let _ = match self {
            Self::Manifest(slot) => write!(text, "m.{slot}"),
            Self::Chunk(name, generation) => write!(text, "c/{name}.{generation}"),
            Self::Journal(writer, seq) => write!(text, "j/{writer}/{seq}"),
            Self::Part(writer, seq, part) => write!(text, "b/{writer}/{seq}.{part}"),
        };
        text
    }

    /// Reads a key of that workspace; `None` for every other key, and for one we would not have written like that.
    pub fn parse(text: &str, workspace: WorkspaceId) -> Option<Self> {
        let (owner, rest) = split(text)?;
        if owner != workspace {
            return None;
        }
        if let Some(slot) = rest.strip_prefix("m.") {
            return match slot {
                "0" => Some(Self::Manifest(0)),
                "1" => Some(Self::Manifest(1)),
                _ => None,
            };
        }
        let (class, rest) = rest.split_once('/')?;
        if class == "c" {
            let (name, generation) = rest.split_once('.')?;
            let generation = parse_number(generation).filter(|generation| *generation <= MOST_GENERATIONS)?;
            return Some(Self::Chunk(ChunkName::parse(name)?, generation));
        }
        let (writer, rest) = rest.split_once('/')?;
        let writer = WriterId::parse(writer)?;
        let short = |text: &str| parse_number(text).and_then(|number| u32::try_from(number).ok());
        match class {
            "j" => Some(Self::Journal(writer, short(rest)?)),
            "b" => {
                let (seq, part) = rest.split_once('.')?;
                Some(Self::Part(writer, short(seq)?, short(part)?))
            }
            _ => None,
        }
    }
}

/// What the journal keys of a workspace begin with.
pub fn journal_prefix(workspace: WorkspaceId) -> String {
    format!("{PREFIX}{workspace}/j/")
}

/// The workspace a key belongs to, if it belongs to one.
pub fn workspace_of(key: &str) -> Option<WorkspaceId> {
    split(key).map(|(workspace, _)| workspace)
}

fn split(key: &str) -> Option<(WorkspaceId, &str)> {
    let (workspace, rest) = key.strip_prefix(PREFIX)?.split_once('/')?;
    Some((WorkspaceId::parse(workspace)?, rest))
}

/// A number as we write it: digits only, without leading zeros, so that no two keys name one thing.
fn parse_number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back_and_no_other_is_ours() {
        let workspace = WorkspaceId(77);
        let writer = WriterId(u64::MAX);
        for key in [
            Key::Manifest(0),
            Key::Manifest(1),
            Key::Chunk(ChunkName { kind: 8, number: 781 }, MOST_GENERATIONS),
            Key::Journal(writer, 0),
            Key::Journal(writer, u32::MAX),
            Key::Part(writer, 3, 12),
        ] {
            let text = key.of(workspace);
            assert_eq!(Key::parse(&text, workspace), Some(key), "{text}");
            assert_eq!(Key::parse(&text, WorkspaceId(78)), None, "{text}");
            assert_eq!(workspace_of(&text), Some(workspace));
            assert!(text.starts_with(&workspace.prefix()));
        }
        let prefix = workspace.prefix();
        for foreign in ["", "ppmo/boot", "ppmo/prefs/theme", "ppmo", "excalidraw", "ppmo/short/m.0"] {
            assert_eq!((Key::parse(foreign, workspace), workspace_of(foreign)), (None, None), "{foreign}");
        }
        for wrong in [
            "m.2",
            "m.00",
            "c/4-1.01",
            "c/4-1.18446744073709551615",
            "c/999-1.1",
            "c/4.1",
            "j/zzz/1",
            "j/0000000000001/+1",
            "x/1",
            "b/1",
        ] {
            assert_eq!(Key::parse(&format!("{prefix}{wrong}"), workspace), None, "{wrong}");
        }
    }
}
