//! New versions of the program, and opening without a network. Must not know how a version is downloaded.

use super::keeping;
use crate::platform::updates;
use crate::view::updates::{Update, install_words, offline_words};
use leptos::prelude::*;

thread_local! {
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// Begins to listen; once.
pub fn listen() {
    updates::listen(Box::new(|| CHANGED.with(Notify::notify)), || !keeping::save_status_untracked().may_lose());
}

/// How it stands with a newer version; tracked.
pub fn update() -> Update {
    CHANGED.with(Track::track);
    updates::state()
}

/// Changes to the version that waits, if nothing can be lost by it.
pub fn apply() {
    updates::apply();
}

/// Whether this page opens without a network, in words; tracked.
pub fn offline() -> &'static str {
    CHANGED.with(Track::track);
    offline_words(&updates::offline())
}

/// What installing does for the data here; empty where it does nothing.
pub fn install_hint() -> &'static str {
    install_words(&updates::install())
}
