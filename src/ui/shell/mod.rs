//! The shell around every page: navigation, status of saving, dialogs that can open anywhere, live messages.

mod dialog;
mod foot;
mod nav;
mod page_head;
mod palette;
mod shortcuts;
mod update;
mod upkeep;
mod workspaces;

pub use dialog::{form_dialog, form_dialog_kept, form_dialog_of, info_dialog, info_dialog_with};
pub use nav::{person_dialog, workspace_name};
pub use page_head::{PageHead, UndoRedo};
pub use palette::finder;
pub use shortcuts::shortcuts_dialog;
pub use workspaces::workspaces_dialog;

use super::chapters::{self, Chapter};
use super::pages;
use super::parts::{Announcer, Icon, MenuHost, focus_otherwise, icon};
use super::router;
use super::{actions, desk};
use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::view::action::ActionId;
use crate::view::route::{Directory, Route};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// Which page is drawn. What changes within one, such as a tab, does not rebuild it.
#[derive(Clone, PartialEq, Eq)]
pub enum Page {
    Home,
    Board,
    Decisions,
    Projects,
    Project(Id),
    Directory(Directory),
    Entry(Directory, Id),
    Maturity,
    Assessment(Id),
    Data,
    NotFound(String),
}

fn page_of(route: Route) -> Page {
    match route {
        Route::Home => Page::Home,
        Route::Board | Route::BoardWith(_) => Page::Board,
        Route::Decisions => Page::Decisions,
        Route::Projects(_) => Page::Projects,
        Route::Project(id, _) | Route::ProjectHistory(id, _) => Page::Project(id),
        Route::Directory(own) => Page::Directory(own),
        Route::Entry(own, id) => Page::Entry(own, id),
        Route::Maturity(_) => Page::Maturity,
        Route::Assessment(id, _) => Page::Assessment(id),
        Route::Data(_) => Page::Data,
        Route::NotFound(path) => Page::NotFound(path),
    }
}

/// The whole page.
#[component]
pub fn Shell() -> impl IntoView {
    let page = Memo::new(|_| page_of(router::route()));
    // Asked before anything is drawn, so that all is written as the workspace has it. Another locale draws the page anew.
    let locale = Memo::new(|_| {
        let locale = store::settings().locale.to_string();
        store::session::write_as(&locale);
        locale
    });
    let _ = locale.get_untracked();
    let name = Memo::new(move |_| match page.get() {
        Page::Board => "board",
        Page::Home if !pages::home::has_projects() => "welcome",
        Page::Projects => "projects",
        _ => "",
    });
    let class = move || match name.get() {
        "" => "page".to_owned(),
        name => ["page ", name, "-page"].concat(),
    };
    // For style rules that reach beyond the page: to ask with `:has()` what is shown would cost with every change of it.
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-page", name.get());
        }
    });
    Effect::new(move |before: Option<Page>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            store::sweep();
            close_menu();
            focus_heading();
        }
        now
    });
    upkeep::follow();
    // And again once changes are possible, in case it could not be loaded before.
    let is_read_only = Memo::new(|_| store::session::is_read_only());
    Effect::new(move |_| {
        let _ = is_read_only.get();
        chapters::load_editing();
    });
    foot::follow();
    view! {
        <div class="shell">
            <a class="skip-link" href="#main" on:click=|event| { event.prevent_default(); focus_heading(); }>"Skip to content"</a>
            <header class="topbar">
                <button type="button" class="btn quiet only-icon" popovertarget="main-nav" aria-label="Menu" title="Menu">
                    {icon(Icon::Menu)}
                </button>
                <a class="brand" href="#/">{brand_mark()}"Pocket PMO"</a>
                <nav::SaveWords/>
                <button type="button" class="btn quiet only-icon" aria-label="Find anything" title="Find anything"
                    on:click=|_| actions::perform(ActionId::OpenPalette)>
                    {icon(Icon::Search)}
                </button>
            </header>
            <nav::MainNav/>
            <main class=class id="main">
                <nav::Banners/>
                {move || locale.with(|_| draw(page.get()))}
            </main>
            {palette::palette()}
            {move || dialog(desk::latest())}
            <MenuHost/>
            <Announcer/>
        </div>
    }
}

fn draw(page: Page) -> AnyView {
    let (chapter, title) = match &page {
        Page::Board => return pages::board::BoardPage().into_any(),
        Page::NotFound(path) => return pages::not_found(path.clone()),
        Page::Home if !pages::home::has_projects() => return pages::home::welcome(),
        Page::Home => (Chapter::Office, "Overview"),
        Page::Decisions => (Chapter::Office, "Decisions"),
        Page::Projects => (Chapter::Register, "Projects"),
        Page::Project(_) => (Chapter::Office, "Project"),
        Page::Directory(Directory::People) | Page::Entry(Directory::People, _) => (Chapter::Office, "People"),
        Page::Directory(Directory::Programmes) | Page::Entry(Directory::Programmes, _) => {
            (Chapter::Office, "Programmes")
        }
        Page::Maturity => (Chapter::Maturity, "Maturity"),
        Page::Assessment(_) => (Chapter::Maturity, "Assessment"),
        Page::Data => (Chapter::Data, "Data"),
    };
    chapters::page(chapter, title, page)
}

fn dialog(open: desk::Open) -> AnyView {
    let chapter = match &open {
        desk::Open::Nothing | desk::Open::Palette => return ().into_any(),
        desk::Open::Shortcuts | desk::Open::NewProject | desk::Open::Person | desk::Open::Workspaces => {
            Chapter::Editing
        }
        desk::Open::Register(_) => Chapter::Register,
        desk::Open::Criteria(..) | desk::Open::Copy(..) | desk::Open::RemoveExample => Chapter::Data,
        desk::Open::Maturity(_) => Chapter::Maturity,
        desk::Open::Gate { .. }
        | desk::Open::Decision(_)
        | desk::Open::DecisionOn(_)
        | desk::Open::CloseCondition(_)
        | desk::Open::DeleteProject(_)
        | desk::Open::NewEntry(_)
        | desk::Open::DeleteEntry(_)
        | desk::Open::MergeEntry(_) => Chapter::Office,
    };
    chapters::dialog(chapter, open)
}

/// The mark of the product.
pub fn brand_mark() -> Drawn {
    view! {
        <svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M3 5h4v12H3zM9 5h4v8H9zM15 5h4v5h-4z"/>
        </svg>
    }
}

/// Puts the focus on the heading of the page once it is drawn, unless something else on it is to have it.
pub fn focus_heading() {
    focus_otherwise("#main h1");
}

/// Brings the first element that fits the selector into sight.
pub fn scroll_into_view(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls as little as it takes to have the first element that fits the selector in sight.
pub fn bring_in_sight(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

fn close_menu() {
    let nav = document().get_element_by_id("main-nav");
    if let Some(nav) = nav.and_then(|nav| nav.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Refused where it is not shown as a popover: then there is nothing to close.
        let _ = nav.hide_popover();
    }
}
