//! The shell around every page: navigation, status of saving, dialogs that can open anywhere, live messages.

mod acts;
mod foot;
mod nav;
mod palette;
mod update;
mod upkeep;

pub use acts::listen;

use super::parts::{Announcer, Icon, brand_mark, focus_heading, help_is_at, icon};
use super::{chapters, desk, pages, router, side_panel};
use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::view;
use crate::view::action::ActionId;
use crate::view::handbook::about;
use crate::view::pages::Page;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// Which page is drawn: what changes within one, such as its tab, does not draw it anew.
#[derive(Clone, PartialEq, Eq)]
struct Drawn {
    page: Page,
    record: Option<Id>,
    /// What was asked for where there is no such page.
    asked: String,
}

impl Drawn {
    /// Tracked.
    fn now() -> Self {
        let route = router::route();
        Self { page: route.page, record: route.record, asked: route.asked }
    }

    /// Whether it is the first page of a workspace without projects; tracked.
    fn is_welcome(&self) -> bool {
        self.page == Page::Overview && !pages::home::has_projects()
    }

    /// The name by which style rules know it; tracked. Pages of one record have that of their list.
    fn name(&self) -> &'static str {
        match self.page {
            _ if self.is_welcome() => "welcome",
            Page::Overview => "overview",
            page if page.is_of_record() => "record",
            page if page.is_register() => "register",
            page => page.row().address,
        }
    }
}

/// The whole page.
#[component]
pub fn Shell() -> impl IntoView {
    let page = Memo::new(|_| Drawn::now());
    // Asked before anything is drawn, so that all is written as the workspace has it. Another locale draws the page anew.
    let locale = Memo::new(|_| {
        let locale = store::settings().locale.to_string();
        store::session::write_as(&locale);
        locale
    });
    let _ = locale.get_untracked();
    let name = Memo::new(move |_| page.with(Drawn::name));
    let class = move || ["page ", name.get(), "-page"].concat();
    // For style rules that reach beyond the page: to ask with `:has()` what is shown would cost with every change of it.
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-page", name.get());
        }
    });
    Effect::new(move |before: Option<Drawn>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            store::sweep();
            close_menu();
            focus_heading();
        }
        now
    });
    upkeep::follow();
    let beside = Memo::new(|_| side_panel::open());
    // And again once changes are possible, in case it could not be loaded before.
    let is_read_only = Memo::new(|_| store::session::is_read_only());
    Effect::new(move |_| {
        chapters::load_editing();
        if !is_read_only.get() {
            chapters::do_kept();
        }
    });
    foot::follow();
    view! {
        <div class=move || if beside.get().is_some() { "shell has-side" } else { "shell" }>
            <a class="skip-link" href="#main" on:click=|event| { event.prevent_default(); focus_heading(); }>"Skip to content"</a>
            <header class="topbar">
                <button type="button" class="btn quiet only-icon" popovertarget="main-nav" aria-label="Menu" title="Menu">
                    {icon(Icon::Menu)}
                </button>
                <a class="brand" href="#/">{brand_mark()}"Pocket PMO"</a>
                <nav::SaveWords/>
                <button type="button" class="btn quiet only-icon" aria-label="Find anything" title="Find anything"
                    on:click=|_| desk::perform(ActionId::OpenPalette)>
                    {icon(Icon::Search)}
                </button>
            </header>
            <nav::MainNav/>
            <main class=class id="main">
                <nav::Banners/>
                {move || locale.with(|_| draw(page.get()))}
            </main>
            {move || beside.get().map(chapters::side_panel)}
            {palette::palette()}
            {move || dialog(desk::latest())}
            {chapters::menus}
            <Announcer/>
        </div>
    }
}

fn draw(drawn: Drawn) -> AnyView {
    if drawn.is_welcome() {
        return pages::home::welcome(chapters::sample);
    }
    help_is_at(if drawn.page == Page::Handbook { String::new() } else { about(drawn.page) });
    match drawn.page.of_chapter(drawn.record) {
        Some(page) => chapters::page(page, drawn.page.row().title),
        None => pages::not_found(drawn.asked),
    }
}

fn dialog(open: desk::Open) -> AnyView {
    match open {
        desk::Open::Nothing | desk::Open::Palette => ().into_any(),
        desk::Open::Dialog(opened) => match opened.shown {
            desk::DialogContent::Shared(dialog) => chapters::dialog(dialog),
            desk::DialogContent::Own(draw) => draw(),
        },
    }
}

fn close_menu() {
    let nav = document().get_element_by_id("main-nav");
    if let Some(nav) = nav.and_then(|nav| nav.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Refused where it is not shown as a popover: then there is nothing to close.
        let _ = nav.hide_popover();
    }
}
