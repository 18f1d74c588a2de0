//! Owns the chapter that every change needs: deciding, undo, encoding for the journal. It is loaded once the page shows what
//! there is, and is there before anything can be changed. Must not know what is changed.
//!
//! With the feature `chapters` the function below is where the linker's output is cut, into the same chapter as what
//! `ui::chapters` names so.
#![allow(unsafe_code)]

use super::{keeping, live};
use crate::engine::command::Command;
use crate::engine::rejection::Rejection;
use crate::platform::timer;
use crate::storage::status::CannotKeep;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "chapters")]
use leptos::wasm_split::wasm_split;
use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// Milliseconds until a chapter that could not be loaded is asked for again.
const PATIENCE: u32 = 3_000;

const LATE: &str = "You can look at everything, but nothing can be changed yet: a part of the program could not be loaded. Check your connection; it is tried again every few seconds.";

/// A change of the portfolio.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    /// A command.
    Dispatch(&'a Command),
    /// The latest step is taken back.
    Undo,
    /// The step that was undone last is done again.
    Redo,
}

type Changed = Result<Arc<str>, Rejection>;

#[cfg_attr(feature = "chapters", wasm_split(editing, wasm_split_path = leptos::wasm_split, fallible))]
fn make(change: Option<Change<'_>>) -> Result<Option<Changed>, SplitLoaderError> {
    Ok(change.map(live::change))
}

#[cfg(feature = "chapters")]
fn ask(change: Option<Change<'_>>) -> impl Future<Output = Result<Option<Changed>, SplitLoaderError>> {
    make(change)
}
#[cfg(not(feature = "chapters"))]
fn ask(change: Option<Change<'_>>) -> impl Future<Output = Result<Option<Changed>, SplitLoaderError>> {
    std::future::ready(make(change))
}

thread_local! {
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    static IS_THERE: Cell<bool> = const { Cell::new(false) };
}

/// Makes a change at once. Refused while the chapter is on its way, which is no longer than everything else is being loaded.
pub(super) fn change(change: Change<'_>) -> Changed {
    match pin!(ask(Some(change))).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(Some(changed))) => changed,
        _ => Err(Rejection::CannotKeep { reason: CannotKeep::Loading.to_string() }),
    }
}

/// Whether changes can be made.
pub(super) fn is_there() -> bool {
    IS_THERE.get()
}

/// Loads the chapter, until it is there; then the keeping is told.
pub(super) fn load() {
    if !IS_ASKED.replace(true) {
        try_to_load();
    }
}

fn try_to_load() {
    leptos::task::spawn_local(async {
        if ask(None).await.is_ok() {
            IS_THERE.set(true);
            keeping::unsay(LATE);
            keeping::can_be_changed();
        } else {
            keeping::say(LATE);
            timer::after(PATIENCE, Box::new(try_to_load));
        }
    });
}
