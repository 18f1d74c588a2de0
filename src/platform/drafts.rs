//! Where drafts lie: in local storage, under the workspace that they belong to, with which they are removed. Where local storage
//! has no room a draft holds for this visit. Must not know what is in one.

use super::{local, panic};
use crate::storage::keys::{PREFIX, WorkspaceId};
use std::cell::RefCell;

thread_local! {
    /// The draft that found no room, with its key.
    static HELD: RefCell<(String, String)> = RefCell::default();
}

/// What the keys of all drafts of a workspace begin with. None of them is a key of the stored form.
pub(super) fn prefix(workspace: WorkspaceId) -> String {
    [PREFIX, "drafts/", &workspace.to_string(), "/"].concat()
}

fn key(workspace: WorkspaceId, what: &str) -> String {
    [&*prefix(workspace), what].concat()
}

/// The draft of that form; empty if there is none.
pub fn get(workspace: WorkspaceId, what: &str) -> String {
    let key = key(workspace, what);
    let held = HELD.with_borrow(|held| (held.0 == key).then(|| held.1.clone()));
    held.or_else(|| local::open().ok()?.get(&key)).unwrap_or_default()
}

/// Keeps a draft; an empty one is forgotten.
pub fn set(workspace: WorkspaceId, what: &str, text: String) {
    if panic::has_stopped() {
        return;
    }
    let key = key(workspace, what);
    let is_kept = local::open().is_ok_and(|local| {
        let is_kept = !text.is_empty() && local.put(&key, &text).is_ok();
        if !is_kept {
            // What could not be replaced must not come back.
            local.delete(&key);
        }
        is_kept
    });
    HELD.set(if is_kept || text.is_empty() { Default::default() } else { (key, text) });
}
