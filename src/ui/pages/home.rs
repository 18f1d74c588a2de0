//! The first visit: what this is, where the data lives, and three ways in. With projects in it, home is the board.

use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::parts::{Icon, icon, small_icon};
use crate::ui::{actions, router};
use crate::view::action::ActionId;
use crate::view::route::Route;
use leptos::prelude::*;

/// The first page.
#[component]
pub fn HomePage() -> impl IntoView {
    let has_projects = Memo::new(|_| store::count(IndexKey::Kind(Project::SCHEMA.kind)) > 0);
    Effect::new(move |_| {
        document().set_title("Pocket PMO");
        if has_projects.get() {
            router::replace(&Route::Board);
        }
    });
    let way = |glyph: Icon, title: &'static str, text: &'static str, action: ActionId| {
        view! {
            <button type="button" class="way" on:click=move |_| actions::perform(action)>
                {icon(glyph)}<strong>{title}</strong><span>{text}</span>
            </button>
        }
    };
    let assurance = |text: &'static str| view! { <li>{small_icon(Icon::Check)}{text}</li> };
    view! {
        <div class="welcome">
            <header class="welcome-head">
                <h1 tabindex="-1">"Your whole portfolio on one page."</h1>
                <p>"It stays in this browser; nothing is uploaded."</p>
            </header>
            <div class="ways">
                {way(Icon::Upload, "Import a list", "Paste cells from a spreadsheet or open a CSV file. You see what would be made before anything is.", ActionId::OpenImport)}
                {way(Icon::Sparkles, "Look at an example", "Eight projects in their own workspace. One click removes them.", ActionId::OpenExample)}
                {way(Icon::Plus, "Start empty", "Add your first project in three fields.", ActionId::NewProject)}
            </div>
            <ul class="assurances">
                {assurance("No account, no server, no tracking.")}
                {assurance("Everything can be undone, step by step.")}
                {assurance("One file holds it all: back up and restore at any time.")}
            </ul>
        </div>
    }
}

/// Opens the example portfolio in its own workspace.
pub fn open_example() {
    session::open_example();
}
