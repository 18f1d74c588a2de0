//! How safe the edits are, in words for people, and why storage refuses one. Must not know how anything is stored.

use crate::domain::date::Moment;
use std::fmt;

/// Why a store refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// There is no room.
    Full,
    /// The browser does not let us, or the store is not there.
    Blocked,
    /// The connection broke; another may be made.
    Lost,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "The browser has no more room for this page. Download a backup, then remove what is not needed.",
            Self::Blocked => {
                "The browser does not let this page store anything. Allow site data for this page, or download a backup before closing it."
            }
            Self::Lost => "The connection to the browser's database broke. It is being opened again.",
        })
    }
}

/// The database may be blocked for good, or the disk may be full: browsers tell these apart badly.
const UNCONFIRMED: &str = "The browser’s database does not take the latest edits; it is tried again and again. If the disk is full, make room. Until the page says Saved, save a backup before you close the browser.";

/// How safe the edits of this tab are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SaveStatus {
    /// Not everything is loaded yet: nothing can be changed before.
    Loading,
    /// Every edit is confirmed on disk.
    Saved {
        /// Since when.
        at: Moment,
    },
    /// The latest edit is on its way.
    Saving,
    /// Local storage has every edit, but it may forget the latest minute if the browser dies; the database did not confirm.
    SavedHereUnconfirmed,
    /// An edit stands nowhere but on the screen.
    NotSaved(Refusal),
    /// A newer version writes to this workspace: nothing may be changed here until this page is reloaded.
    ReadOnlyNewer,
}

impl SaveStatus {
    /// What the shell shows.
    pub fn words(self) -> &'static str {
        match self {
            Self::Loading => "Loading work items…",
            Self::Saved { .. } => "Saved",
            Self::Saving => "Saving…",
            Self::SavedHereUnconfirmed => "Saved in this browser, not yet confirmed",
            Self::NotSaved(Refusal::Full) => "Not saved: storage full",
            Self::NotSaved(Refusal::Blocked | Refusal::Lost) => "Not saved: storage blocked",
            Self::ReadOnlyNewer => "Read-only: newer version in another tab",
        }
    }

    /// What to do about it; empty if nothing need be done.
    pub fn advice(self) -> String {
        match self {
            Self::NotSaved(why) => why.to_string(),
            Self::ReadOnlyNewer => "Reload this page to get the newer version.".to_owned(),
            Self::SavedHereUnconfirmed => UNCONFIRMED.to_owned(),
            Self::Loading | Self::Saved { .. } | Self::Saving => String::new(),
        }
    }

    /// Whether closing the page now may lose an edit, so that it should warn.
    pub fn may_lose(self) -> bool {
        matches!(self, Self::Saving | Self::NotSaved(_))
    }
}

/// Why an edit is refused before it is made. Nothing has changed when one is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CannotKeep {
    /// Not everything is loaded yet.
    Loading,
    /// A newer version writes to this workspace.
    ReadOnly,
    /// The workspace was removed in another tab.
    Removed,
    /// It is too large for what is left of local storage, and there is no database.
    TooLarge {
        /// Characters it takes.
        needed: usize,
        /// Characters that are free.
        free: usize,
    },
}

impl fmt::Display for CannotKeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Loading => f.write_str("Work items are still being loaded. Nothing was changed. Try again in a moment."),
            Self::ReadOnly => f.write_str(
                "This tab is read-only, because a newer version of Pocket PMO has written to this workspace. Nothing was changed. Reload this page to go on.",
            ),
            Self::Removed => f.write_str(
                "This workspace was removed in another tab. Nothing was changed. Reload this page to go on with another one.",
            ),
            Self::TooLarge { needed, free } => write!(
                f,
                "This takes {needed} characters, and this browser has room for {free}: its database cannot be reached. Nothing was changed. Take it in smaller parts, or allow site data for this page and reload."
            ),
        }
    }
}
