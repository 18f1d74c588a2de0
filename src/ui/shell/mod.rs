//! The shell around every page: navigation, status of saving, dialogs that can open anywhere, live messages.

mod dialog;
mod nav;
mod page_head;
mod palette;
mod shortcuts;
mod workspaces;

pub use dialog::{form_dialog, info_dialog};
pub use nav::workspace_name;
pub use page_head::{PageHead, UndoRedo};

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
enum Page {
    Home,
    Board,
    Decisions,
    Projects,
    Project(Id),
    Directory(Directory),
    Entry(Directory, Id),
    Data,
    NotFound(String),
}

fn page_of(route: Route) -> Page {
    match route {
        Route::Home => Page::Home,
        Route::Board | Route::BoardWith(_) => Page::Board,
        Route::Decisions => Page::Decisions,
        Route::Projects(_) => Page::Projects,
        Route::Project(id, _) => Page::Project(id),
        Route::Directory(own) => Page::Directory(own),
        Route::Entry(own, id) => Page::Entry(own, id),
        Route::Data(_) => Page::Data,
        Route::NotFound(path) => Page::NotFound(path),
    }
}

/// The whole page.
#[component]
pub fn Shell() -> impl IntoView {
    let page = Memo::new(|_| page_of(router::route()));
    let class = move || match page.get() {
        Page::Board => "page board-page",
        Page::Home if !pages::home::has_projects() => "page welcome-page",
        Page::Projects => "page projects-page",
        _ => "page",
    };
    Effect::new(move |before: Option<Page>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            store::sweep();
            close_menu();
            focus_heading();
        }
        now
    });
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
                {move || match page.get() {
                    Page::Home => pages::home::home(),
                    Page::Decisions => pages::decisions::decisions(),
                    Page::Board => pages::board::BoardPage().into_any(),
                    Page::Projects => pages::projects::projects_page(),
                    Page::Project(id) => pages::project::project_page(id),
                    Page::Directory(own) => pages::directory::directory_page(own),
                    Page::Entry(own, id) => pages::directory::entry_page(own, id),
                    Page::Data => pages::data::DataPage().into_any(),
                    Page::NotFound(path) => pages::not_found(path),
                }}
            </main>
            {palette::palette()}
            {move || dialog(desk::latest())}
            <MenuHost/>
            <Announcer/>
        </div>
    }
}

fn dialog(open: desk::Open) -> AnyView {
    match open {
        desk::Open::Nothing | desk::Open::Palette => ().into_any(),
        desk::Open::Shortcuts => shortcuts::Shortcuts().into_any(),
        desk::Open::NewProject => pages::new_project::NewProject().into_any(),
        desk::Open::Gate { project, outcome, back_to } => pages::gate::gate_dialog(project, outcome, back_to),
        desk::Open::Person => nav::person_dialog(),
        desk::Open::DeleteProject(id) => pages::project::delete_dialog(id),
        desk::Open::NewEntry(own) => pages::directory::new_dialog(own),
        desk::Open::DeleteEntry(id) => pages::directory::delete_dialog(id),
        desk::Open::MergeEntry(id) => pages::directory::merge_dialog(id),
        desk::Open::Decision(id) => pages::decisions::decision_dialog(id),
        desk::Open::CloseCondition(id) => pages::gate::close_condition_dialog(id),
        desk::Open::Workspaces => workspaces::workspaces_dialog(),
        desk::Open::Register(asked) => pages::projects::dialog(asked),
    }
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
