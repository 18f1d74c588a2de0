//! What surrounds the portfolio in this tab: the day, who works, how saving stands.

use crate::domain::date::{Date, Moment};
use crate::domain::id::Id;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::transaction::Transaction;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    static TODAY: ArcRwSignal<Date> = ArcRwSignal::new(local_today());
    static WORKING_AS: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static LAST_ID: Cell<u64> = const { Cell::new(0) };
}

/// Now.
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

fn local_today() -> Date {
    let ahead = -(js_sys::Date::new_0().get_timezone_offset() as i64);
    Date::of_moment(Moment(now().0 + ahead * 60_000))
}

/// Today; tracked.
pub fn today() -> Date {
    TODAY.with(|today| today.get())
}

/// Today.
pub fn today_untracked() -> Date {
    TODAY.with(|today| today.get_untracked())
}

/// Who works here, by name; tracked. Empty if nobody was chosen.
pub fn working_as() -> String {
    WORKING_AS.with(|name| name.get())
}

/// Who works here.
pub fn working_as_untracked() -> String {
    WORKING_AS.with(|name| name.get_untracked())
}

/// Chooses who works here.
pub fn work_as(name: &str) {
    WORKING_AS.with(|own| own.set(name.to_owned()));
}

/// An id that was never given before.
pub fn new_id() -> Id {
    let floor = ((js_sys::Date::now() as u64) << 22) | (js_sys::Math::random() * 4_000_000.0) as u64;
    let next = LAST_ID.get().saturating_add(1).max(floor);
    LAST_ID.set(next);
    Id(next)
}

/// Keeps a transaction.
pub fn keep(_: &Transaction, _: &Portfolio) -> Result<(), Rejection> {
    Ok(())
}
pub use stub::*;
mod stub {
    use super::*;
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub enum SaveStatus {
        Saved,
        Saving,
        SavedHereUnconfirmed,
    }
    impl SaveStatus {
        pub fn words(self) -> &'static str {
            "Saved"
        }
        pub fn advice(self) -> &'static str {
            ""
        }
    }
    pub fn save_status() -> SaveStatus {
        SaveStatus::Saved
    }
    pub fn notice() -> Option<String> {
        None
    }
    pub fn dismiss_notice() {}
    pub fn remove_example() {}
    pub fn open_example() {}
    pub fn is_read_only() -> bool {
        false
    }
    #[derive(Clone)]
    pub struct WorkspaceEntry {
        pub id: String,
        pub name: String,
        pub active: bool,
    }
    pub fn workspaces() -> Vec<WorkspaceEntry> {
        vec![]
    }
    pub fn switch_workspace(_: &str) {}
    thread_local! { static THEME: ArcRwSignal<&'static str> = ArcRwSignal::new("system"); }
    pub fn theme() -> &'static str {
        THEME.with(|t| t.get())
    }
    pub fn set_theme(t: &'static str) {
        THEME.with(|o| o.set(t));
        if let Some(r) = document().document_element() {
            let _ = r.set_attribute("data-theme", t);
        }
    }
    pub fn start(then: impl FnOnce() + 'static) {
        let w = crate::engine::workspace::Workspace::new(Portfolio::default(), crate::domain::id::WriterId(7), vec![]);
        crate::store::open(w);
        then();
    }
}
