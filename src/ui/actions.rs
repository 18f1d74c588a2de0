//! How every change answers: a sentence with Undo, a mark on what changed. Must not know which action or button asked for it.

use super::draw::later::on_page;
use super::parts::{Offer, alert, announce, answer};
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::engine::index::IndexKey;
use crate::engine::limits::REASON;
use crate::engine::rejection::Rejection;
use crate::store;
use crate::ui::desk::{self, Shared};
use crate::view::action::Situation;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use std::cell::RefCell;
use std::sync::Arc;

/// What availability depends on; tracked.
pub fn situation() -> Situation {
    Situation {
        can_undo: store::next_undo().is_some(),
        can_redo: store::next_redo().is_some(),
        has_records: store::count(IndexKey::Kind(Project::SCHEMA.kind)) > 0,
        read_only: store::session::is_read_only(),
    }
}

thread_local! {
    static REFUSED: RefCell<Option<(Command, String)>> = const { RefCell::new(None) };
}

/// The command that was refused last for a limit of a board, and the sentence that says so.
pub fn refused_for_limit() -> Option<(Command, String)> {
    REFUSED.with_borrow(Clone::clone)
}

/// Asks why a limit may be broken, if that is what a command lacks; it is carried out with the answer. Gives whether it asks.
fn asks_why(command: &Command, rejection: &Rejection) -> bool {
    let Rejection::Demands { field: REASON, sentence } = rejection else { return false };
    REFUSED.replace(Some((command.clone(), sentence.clone())));
    desk::show(Shared::OverLimit);
    true
}

/// Carries out a command and answers with what was done, or shows why not. Gives whether it was done. Why a limit may be broken is
/// asked in a dialog.
pub fn dispatch(command: &Command) -> bool {
    dispatch_offering(command, Vec::new())
}

/// The same; the answer offers more than Undo.
pub fn dispatch_offering(command: &Command, offers: Vec<Offer>) -> bool {
    let done = store::dispatch(command);
    !done.as_ref().is_err_and(|why| asks_why(command, why)) && report(done, offers)
}

/// Carries out a command and answers with what was done, or gives the sentence why not, for a place beside what was typed.
pub fn try_dispatch(command: &Command) -> Result<(), String> {
    match try_command(command) {
        Ok(()) | Err(Rejection::Nothing) => Ok(()),
        Err(rejection) => {
            asks_why(command, &rejection);
            Err(rejection.to_string())
        }
    }
}

/// Carries out a command and answers with what was done, or gives why not, for who can ask for what is missing.
pub fn try_command(command: &Command) -> Result<(), Rejection> {
    let label = store::dispatch(command)?;
    report(Ok(label), Vec::new());
    Ok(())
}

/// Carries out what is kept as one goes, such as an answer to a question: said to screen readers alone.
pub fn keep(command: &Command) -> Result<(), String> {
    match store::dispatch(command) {
        Ok(label) => {
            announce(&*label);
            Ok(())
        }
        Err(Rejection::Nothing) => Ok(()),
        Err(rejection) => Err(rejection.to_string()),
    }
}

fn report(done: Result<Arc<str>, Rejection>, mut offers: Vec<Offer>) -> bool {
    match done {
        Ok(label) => {
            let step = label.clone();
            offers.insert(0, ("Undo", Arc::new(move || undo_if(&step))));
            answer(label.to_string(), offers);
            mark_soon();
            true
        }
        Err(rejection) => refuse(rejection),
    }
}

fn refuse(rejection: Rejection) -> bool {
    if !matches!(rejection, Rejection::Nothing) {
        alert(rejection.to_string());
    }
    false
}

/// Takes back the step that a message names, unless something else was done since that it does not name.
fn undo_if(step: &str) {
    if untrack(store::next_undo).as_deref() == Some(step) {
        undo();
    } else {
        alert(["“", step, "” is not the latest step any more. The history takes it back."].concat());
    }
}

/// Takes the latest step back.
pub fn undo() {
    took_back(store::undo(), "Undone: ", ("Redo", Arc::new(redo)));
}

/// Does the step again.
pub fn redo() {
    took_back(store::redo(), "Done again: ", ("Undo", Arc::new(undo)));
}

fn took_back(done: Result<Arc<str>, Rejection>, before: &str, offer: Offer) {
    match done {
        Ok(label) => {
            answer([before, &*label].concat(), vec![offer]);
            mark_soon();
        }
        Err(rejection) => {
            refuse(rejection);
        }
    }
}

/// How long what was changed stays marked.
const MARKED_MS: u32 = 1_600;

/// More than so many at once are not marked one by one.
const MOST_MARKED: usize = 60;

/// Marks for a moment the cards and rows of what the latest change touched, once they are drawn.
fn mark_soon() {
    let (latest, _) = store::touched_since(0);
    let (_, touched) = store::touched_since(latest.saturating_sub(1));
    on_page::next_frame(move || on_page::next_frame(move || mark(touched.unwrap_or_default())));
}

fn mark(touched: Vec<Id>) {
    let mut marked = Vec::new();
    for id in touched.iter().take(MOST_MARKED) {
        let links = document().query_selector_all(&["#main a[href*=\"/", &id.to_string(), "\"]"].concat());
        let Ok(links) = links else { continue };
        let links = (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<web_sys::Element>().ok());
        marked.extend(links.filter_map(|link| link.closest("li, tr, [role=row]").ok().flatten()));
    }
    for element in &marked {
        let _ = element.class_list().add_1("changed");
    }
    let _ = on_page::after(MARKED_MS, move || {
        for element in &marked {
            let _ = element.class_list().remove_1("changed");
        }
    });
}
