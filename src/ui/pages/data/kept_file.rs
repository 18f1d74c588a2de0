//! The backup file that is kept up to date: chosen once, outside the browser's storage, written again some time after each change.
//! Browsers that do not allow it are shown nothing of this.

use super::overview::backup_name;
use crate::platform::kept_file::{self, FileOutcome};
use crate::platform::{chosen_file, prefs};
use crate::store::copies;
use crate::store::session;
use crate::ui::draw::view;
use crate::ui::parts::{alert, toast};
use crate::view::format::moment;
use leptos::prelude::*;

thread_local! {
    /// What became of the file in this visit, and when.
    static STATE: ArcRwSignal<(Option<FileOutcome>, i64)> = ArcRwSignal::new((None, 0));
}

fn state() -> ArcRwSignal<(Option<FileOutcome>, i64)> {
    STATE.with(Clone::clone)
}

/// Name of the preference that says that a file is kept for that workspace (`shell::upkeep` asks for it).
pub fn preference_of(workspace: &str) -> String {
    ["file-", workspace].concat()
}

fn open() -> String {
    untrack(copies::workspace)
}

fn note(kept: FileOutcome) {
    if kept != FileOutcome::Cancelled {
        state().set((Some(kept), session::now().0));
    }
}

fn choose() {
    if let Err(why) = session::all_is_loaded() {
        return alert(why.to_string());
    }
    // The text is there before the question is asked: in some browsers choosing empties the file.
    let then = |kept: FileOutcome| {
        match &kept {
            FileOutcome::Written(name) => {
                prefs::set(&preference_of(&open()), "yes");
                toast(["Kept up to date from now on: ", name].concat());
            }
            FileOutcome::Cancelled => {}
            _ => alert("The file could not be written, and may be unchanged or empty. Nothing here was lost; choose another one.".to_owned()),
        }
        note(kept);
    };
    kept_file::choose(open(), [&backup_name(), ".json"].concat(), super::overview::backup_text(), Box::new(then));
}

/// Writes the file again, if one was chosen. What was loaded with something missing never takes the place of a fuller file.
pub fn update(asks: bool) {
    let workspace = open();
    if prefs::get(&preference_of(&workspace)).is_none() || session::all_is_loaded().is_err() || session::has_lost() {
        return;
    }
    if asks {
        // In the task of the click: later the browser does not ask.
        return kept_file::update(workspace, super::overview::backup_text(), true, Box::new(note));
    }
    copies::text(Box::new(move |text| {
        if workspace == open() {
            kept_file::update(workspace, text, false, Box::new(note));
        }
    }));
}

fn stop() {
    let workspace = open();
    prefs::set(&preference_of(&workspace), "");
    kept_file::forget(workspace, Box::new(|| state().set((Some(FileOutcome::None), 0))));
}

fn told() -> String {
    let (kept, at) = state().get();
    let at = crate::domain::date::Moment(at);
    let at = moment(at, session::offset_at(at));
    if session::has_lost() {
        return "Something could not be read when this page was opened, so the file is not written over.".to_owned();
    }
    match kept {
        Some(FileOutcome::Written(name)) => format!("{name} is kept up to date; last written {at}."),
        Some(FileOutcome::Asks(name)) => format!("The browser asks you again before this page may write to {name}."),
        Some(FileOutcome::Failed(name)) => format!("{name} could not be written at {at}. It is tried again after the next change."),
        _ => "A file outside the browser that this page writes again after each change survives whatever happens to the browser's storage.".to_owned(),
    }
}

/// The words and buttons of it; nothing where the browser cannot do this.
pub fn controls() -> Option<AnyView> {
    if !chosen_file::is_possible() {
        return None;
    }
    let is_kept = || {
        let kept = state().get().0;
        kept.as_ref() != Some(&FileOutcome::None) && prefs::get(&preference_of(&copies::workspace())).is_some()
    };
    // Looks whether the browser still lets this page write, and writes what has changed since.
    update(false);
    let buttons = move || {
        if !is_kept() {
            return view! {
                <button type="button" class="btn" on:click=|_| choose()>"Keep a file up to date…"</button>
            }
            .into_any();
        }
        let must_ask = matches!(state().get().0, Some(FileOutcome::Asks(_)));
        view! {
            <button type="button" class="btn" hidden=!must_ask on:click=|_| update(true)>"Allow writing again"</button>
            <button type="button" class="btn quiet" on:click=|_| stop()>"Stop keeping it up to date"</button>
        }
        .into_any()
    };
    Some(
        view! {
            <p class="small-text muted" role="status">{Signal::derive(told)}</p>
            <div class="row">{buttons}</div>
        }
        .into_any(),
    )
}
