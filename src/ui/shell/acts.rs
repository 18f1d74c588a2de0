//! How each action of the table is performed, and the keys that start an action. Must not know how a change answers.

use crate::domain::id::Id;
use crate::store::session;
use crate::ui::actions::{redo, situation, undo};
use crate::ui::chapters::{self, Tool};
use crate::ui::desk::{self, New, Open, Shared};
use crate::ui::draw::later::on_page;
use crate::ui::parts::announce;
use crate::ui::router;
use crate::view::action::{self, ActionId};
use crate::view::keys::{Heard, KeyPress};
use crate::view::pages::Page;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::{ev, web_sys};
use std::cell::Cell;

/// Performs an action.
fn perform(id: ActionId) {
    desk::close();
    match id {
        ActionId::Open(place) => router::go(&place.route()),
        ActionId::OpenWorkspaces => show(Tool::Workspaces),
        ActionId::RecordDecision => desk::show(Shared::New(New::Decision)),
        ActionId::ReportStatus => desk::show(Shared::Status(project_shown())),
        ActionId::CaptureLesson => desk::show(Shared::Lesson(record_shown())),
        ActionId::NewProject => desk::show(Shared::New(New::Project)),
        ActionId::Undo => undo(),
        ActionId::Redo => redo(),
        ActionId::OpenPalette => desk::show_palette(),
        ActionId::ShowShortcuts => show(Tool::Shortcuts),
        ActionId::SaveBackup => chapters::save_backup(),
        ActionId::OpenExample => chapters::open_example(),
        ActionId::ChoosePerson => show(Tool::Person),
        ActionId::ThemeSystem => choose_theme(id, "system"),
        ActionId::ThemeLight => choose_theme(id, "light"),
        ActionId::ThemeDark => choose_theme(id, "dark"),
    }
}

/// The project whose page is shown.
fn project_shown() -> Option<Id> {
    let route = router::route_untracked();
    route.record.filter(|_| route.page == Page::Project)
}

/// The record that lies open beside a list, else the one whose page is shown.
fn record_shown() -> Option<Id> {
    let route = router::route_untracked();
    route.beside.or(route.record)
}

fn show(tool: Tool) {
    desk::show_own(move || chapters::tool(tool));
}

fn choose_theme(id: ActionId, theme: &str) {
    session::set_theme(theme);
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

/// Performs actions from now on, and starts them by their shortcuts, for the life of the page.
pub fn listen() {
    desk::performed_by(perform);
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
