//! How each action of the table is performed, how every change answers - a sentence with Undo, a mark on what changed -, and the keys
//! that start an action.

use super::chapters::{self, Chapter};
use super::desk::{self, Open};
use super::draw::later::on_page;
use super::parts::{Offer, alert, announce, answer};
use super::router;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::store::{self, session};
use crate::view::action::{self, ActionId, Situation};
use crate::view::keys::{Heard, KeyPress};
use crate::view::route::{DataTab, Directory, MaturityPage, Route};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::{ev, web_sys};
use std::cell::Cell;
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

/// Carries out a command and answers with what was done, or shows why not. Gives whether it was done.
pub fn dispatch(command: &Command) -> bool {
    dispatch_offering(command, Vec::new())
}

/// The same; the answer offers more than Undo.
pub fn dispatch_offering(command: &Command, offers: Vec<Offer>) -> bool {
    report(store::dispatch(command), offers)
}

/// Carries out a command and answers with what was done, or gives the sentence why not, for a place beside what was typed.
pub fn try_dispatch(command: &Command) -> Result<(), String> {
    match store::dispatch(command) {
        Err(Rejection::Nothing) => Ok(()),
        Err(rejection) => Err(rejection.to_string()),
        done => {
            report(done, Vec::new());
            Ok(())
        }
    }
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
    if rejection != Rejection::Nothing {
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

fn undo() {
    took_back(store::undo(), "Undone: ", ("Redo", Arc::new(redo)));
}

fn redo() {
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
    for own in &marked {
        let _ = own.class_list().add_1("changed");
    }
    let _ = on_page::after(MARKED_MS, move || {
        for own in &marked {
            let _ = own.class_list().remove_1("changed");
        }
    });
}

/// Performs an action.
pub fn perform(id: ActionId) {
    desk::close();
    match id {
        ActionId::OpenOverview => router::go(&Route::Home),
        ActionId::OpenDecisions => router::go(&Route::Decisions),
        ActionId::OpenMaturity => router::go(&Route::Maturity(MaturityPage::Overview)),
        ActionId::OpenPeople => router::go(&Route::Directory(Directory::People)),
        ActionId::OpenProgrammes => router::go(&Route::Directory(Directory::Programmes)),
        ActionId::OpenWorkspaces => desk::show(Open::Workspaces),
        ActionId::RecordDecision => desk::show(Open::Decision(None)),
        ActionId::OpenQuality => router::go(&Route::Data(DataTab::Quality)),
        ActionId::OpenSettings => router::go(&Route::Data(DataTab::Settings)),
        ActionId::OpenBoard => router::go(&Route::Board),
        ActionId::OpenProjects => router::go(&Route::Projects(Default::default())),
        ActionId::OpenData => router::go(&Route::Data(DataTab::Overview)),
        ActionId::OpenImport => router::go(&Route::Data(DataTab::Import)),
        ActionId::OpenHistory => router::go(&Route::Data(DataTab::History)),
        ActionId::NewProject => desk::show(Open::NewProject),
        ActionId::Undo => undo(),
        ActionId::Redo => redo(),
        ActionId::OpenPalette => desk::show(Open::Palette),
        ActionId::ShowShortcuts => desk::show(Open::Shortcuts),
        ActionId::SaveBackup | ActionId::OpenExample => chapters::perform(Chapter::Data, id),
        ActionId::ChoosePerson => desk::show(Open::Person),
        ActionId::ThemeSystem => choose_theme(id, "system"),
        ActionId::ThemeLight => choose_theme(id, "light"),
        ActionId::ThemeDark => choose_theme(id, "dark"),
    }
}

fn choose_theme(id: ActionId, theme: &str) {
    store::session::set_theme(theme);
    announce(action::action(id).map_or("", |action| action.name));
}

/// Within this time after G a letter starts its action, in milliseconds.
const AFTER_G: i64 = 2_000;

thread_local! {
    /// Until when a letter starts its action, as G was pressed.
    static AFTER_G_UNTIL: Cell<i64> = const { Cell::new(0) };
}

/// A key that belongs to what is being composed, as in Japanese: Enter ends the composition and does nothing else. Safari says so by
/// the number of the key alone. Heard before everybody else.
fn leave_composing_alone() {
    let on_key = Closure::<dyn FnMut(web_sys::KeyboardEvent)>::new(|event: web_sys::KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            event.stop_propagation();
        }
    });
    let _ = window().add_event_listener_with_callback_and_bool("keydown", on_key.as_ref().unchecked_ref(), true);
    on_key.forget();
}

/// Starts actions by their shortcuts, for the life of the page.
pub fn listen() {
    leave_composing_alone();
    let _ = on_page::hear(ev::keydown, |event| {
        if event.default_prevented() || event.alt_key() {
            return;
        }
        let press = KeyPress {
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            key: event.key(),
            typing: is_typing(event.target()),
        };
        // Under the palette only its own key counts, which closes it again; under a dialog none does: what was typed
        // would be lost.
        let open = untrack(desk::open);
        if open != Open::Nothing && (open != Open::Palette || !(press.command && press.key == "k")) {
            return;
        }
        let now = session::now().0;
        match untrack(session::letters).hear(&press, AFTER_G_UNTIL.replace(0) > now) {
            Heard::Now => {}
            Heard::Next => return AFTER_G_UNTIL.set(now + AFTER_G),
            Heard::Nothing => return,
        }
        if let Some(id) = untrack(|| action::by_key(&press, situation())) {
            event.prevent_default();
            if open == Open::Palette {
                desk::close();
            } else {
                perform(id);
            }
        }
    });
}

fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return false };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "submit")
        }
        _ => element.has_attribute("contenteditable"),
    }
}
