//! The drafts of the open workspace, by the form they belong to. Must not know what a form asks.

use super::session;
use crate::platform::drafts;

/// The workspace that is open. A draft stays with the one in which it was begun.
pub fn place() -> Option<Place> {
    session::workspaces().into_iter().find(|(_, is_open)| *is_open).map(|(workspace, _)| workspace.id)
}

pub use crate::storage::keys::WorkspaceId as Place;
pub use drafts::{get, set};
