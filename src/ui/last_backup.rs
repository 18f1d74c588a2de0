//! When the last backup was saved in this browser. Must not know how one is made.

use crate::domain::date::{Date, Moment};
use crate::platform::prefs;
use crate::store::session;
use crate::view::keeping::read_moment;
use leptos::prelude::*;

thread_local! {
    static SAVED: ArcRwSignal<()> = ArcRwSignal::new(());
}

/// Name of the preference with the moment of the last backup of the open workspace.
fn preference() -> String {
    let open = session::workspaces().into_iter().find(|(_, is_open)| *is_open);
    preference_of(&open.map(|(entry, _)| entry.id.to_string()).unwrap_or_default())
}

/// The same of any workspace.
pub fn preference_of(workspace: &str) -> String {
    ["backup-", workspace].concat()
}

/// When it was saved; tracked.
pub fn at() -> Option<Moment> {
    SAVED.with(Track::track);
    prefs::get(&preference()).and_then(|text| read_moment(&text))
}

/// The day on which it was saved, where it is today; not tracked.
pub fn on() -> Option<Date> {
    let saved = prefs::get(&preference()).and_then(|text| read_moment(&text))?;
    Some(saved.day(session::offset_at))
}

/// Notes that one was saved.
pub fn note(at: Moment) {
    prefs::set(&preference(), &at.0.to_string());
    SAVED.with(Notify::notify);
}
