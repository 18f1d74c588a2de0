//! How each action of the table is performed, and the keys that start one.

use super::chapters::{self, Chapter};
use super::desk::{self, Open};
use super::parts::{alert, announce};
use super::router;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::store;
use crate::view::action::{self, ActionId, Situation};
use crate::view::keys::KeyPress;
use crate::view::route::{DataTab, Directory, MaturityPage, Route};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, web_sys};
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

/// Carries out a command, says what was done, or shows why not. Gives whether it was done.
pub fn dispatch(command: &Command) -> bool {
    report(store::dispatch(command), "")
}

/// Carries out a command and says what was done, or gives the sentence why not, for a place beside what was typed.
pub fn try_dispatch(command: &Command) -> Result<(), String> {
    match store::dispatch(command) {
        Ok(label) => {
            announce(&*label);
            Ok(())
        }
        Err(Rejection::Nothing) => Ok(()),
        Err(rejection) => Err(rejection.to_string()),
    }
}

fn report(done: Result<Arc<str>, Rejection>, before: &str) -> bool {
    match done {
        Ok(label) => {
            announce(format!("{before}{label}"));
            true
        }
        Err(Rejection::Nothing) => false,
        Err(rejection) => {
            alert(rejection.to_string());
            false
        }
    }
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
        ActionId::Undo => {
            report(store::undo(), "Undone: ");
        }
        ActionId::Redo => {
            report(store::redo(), "Done again: ");
        }
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

/// Starts actions by their shortcuts, for the life of the page.
pub fn listen() {
    let _ = window_event_listener(ev::keydown, |event| {
        if event.default_prevented() || event.alt_key() || event.is_composing() {
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
