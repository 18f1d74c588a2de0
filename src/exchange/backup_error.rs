//! What can be wrong with a backup, in sentences for people: what, where, what was kept, what to do.

use super::codec::CodecError;
use super::json::JsonError;
use std::fmt;
use std::sync::Arc;

/// Why a backup is not read. Nothing has changed when one is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BackupError {
    /// Too large.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Not JSON.
    NotJson(JsonError),
    /// JSON, but something else.
    NotABackup,
    /// Written anew by another program.
    Reformatted,
    /// Of a newer version.
    Newer {
        /// Version of the product that wrote it.
        app: String,
    },
    /// That part of its head or body cannot be read.
    Damaged(&'static str),
    /// Its end, or lines within it, are missing.
    Truncated {
        /// Records in the file.
        found: usize,
        /// Records there should be.
        expected: usize,
    },
    /// The checksum disagrees with what it holds.
    WrongChecksum,
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                write!(f, "The file has {} MB; backups of up to 200 MB can be read.", bytes / 1_000_000)
            }
            Self::NotJson(error) => write!(f, "This is not a backup of Pocket PMO. {error}"),
            Self::NotABackup => f.write_str(
                "This is not a backup of Pocket PMO: the file does not begin as one. Choose a file made by “Save a backup”.",
            ),
            Self::Reformatted => f.write_str(
                "This backup was written anew by another program, so it can no longer be checked. \
                 Choose the file as it was saved.",
            ),
            Self::Newer { app } => write!(
                f,
                "This backup was made by a newer version of Pocket PMO ({app}). Reload the page to update, then try again.",
            ),
            Self::Damaged(part) => {
                write!(f, "This backup is damaged: its part “{part}” cannot be read. Choose another copy of it.")
            }
            Self::Truncated { expected: 0, .. } => {
                f.write_str("This backup is cut short in its first line. Choose another copy of it.")
            }
            Self::Truncated { found, expected } => write!(
                f,
                "This backup is not complete: {found} of {expected} records are in the file, or its end is missing. \
                 Choose another copy of it.",
            ),
            Self::WrongChecksum => f.write_str(
                "This backup is damaged: its checksum disagrees with what it holds, so something in it was changed \
                 since it was saved. Choose another copy of it.",
            ),
        }?;
        f.write_str(" Nothing was changed.")
    }
}

/// What is wrong in a backup without making it useless.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BackupRemark {
    /// A line could not be read and is left out.
    Unread {
        /// Line in the file, from 1.
        line: usize,
        /// Why.
        reason: CodecError,
    },
    /// A record stands in it twice; the first is taken.
    Twice {
        /// Line of the second.
        line: usize,
        /// What people call it.
        title: Arc<str>,
    },
    /// A relation leads to a record that is not in the backup.
    Dangling {
        /// What people call the record that has it.
        title: Arc<str>,
        /// Label of the field.
        field: &'static str,
    },
}

impl fmt::Display for BackupRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { line, reason } => write!(f, "Line {line} could not be read and is left out. {reason}"),
            Self::Twice { line, title } => {
                write!(f, "Line {line}: “{title}” is in the backup twice. The first is taken.")
            }
            Self::Dangling { title, field } => {
                write!(f, "{field} of “{title}” leads to a record that is not in the backup.")
            }
        }
    }
}
