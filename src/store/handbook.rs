//! The handbook, fetched on first need. Must not know what is done with it.

use crate::exchange::handbook::{Handbook, read_handbook};
use crate::platform::fetch;
use leptos::prelude::*;
use std::sync::Arc;

/// Where the handbook lies.
const HANDBOOK: &str = "handbook/handbook.json";

/// How far the handbook is.
#[derive(Clone, Default)]
pub enum Fetched {
    /// Nobody has asked for it.
    #[default]
    Unread,
    /// On its way.
    Loading,
    /// It is there.
    Ready(Arc<Handbook>),
    /// It could not be fetched or read; a sentence for people.
    Failed(String),
}

thread_local! {
    static FETCHED: ArcRwSignal<Fetched> = ArcRwSignal::new(Fetched::Unread);
}

/// The handbook, fetched on first need; tracked.
pub fn handbook() -> Fetched {
    let fetched = FETCHED.with(Clone::clone);
    let progress = fetched.get();
    if matches!(progress, Fetched::Unread) {
        *fetched.write_untracked() = Fetched::Loading;
        fetch::text(
            HANDBOOK,
            Box::new(move |text| {
                let read = text.map_err(|why| why.to_string()).and_then(|text| read_handbook(&text));
                fetched.set(match read {
                    Ok(handbook) => Fetched::Ready(Arc::new(handbook)),
                    Err(why) => Fetched::Failed(why),
                });
            }),
        );
    }
    progress
}

/// Forgets that it could not be fetched; it is fetched again.
pub fn try_again() {
    FETCHED.with(|signal| signal.set(Fetched::Unread));
}
