//! The side navigation: pages, workspace, status of saving, who works, theme.

use crate::domain::digits::grouped;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::domain::records::person::initials_of;
use crate::engine::index::IndexKey;
use crate::store;
use crate::store::session::{self, SaveStatus};
use crate::ui::draw::{Drawn, later, view};
use crate::ui::parts::{Icon, avatar, brand_mark, icon, workspace_name};
use crate::ui::tools::keys_of;
use crate::ui::{chapters, desk, router, standing};
use crate::view::action::ActionId;
use crate::view::needs;
use crate::view::pages::{Group, Page};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// The side navigation; under 900 px it opens from the menu button.
#[component]
pub fn MainNav() -> impl IntoView {
    let projects = Memo::new(|_| store::count(IndexKey::Kind(Project::SCHEMA.kind)));
    let overdue = Memo::new(|_| {
        let today = session::today();
        standing::with(|portfolio, standing| needs::overdue(portfolio, standing, today))
    });
    let name = Memo::new(|_| workspace_name());
    let address = Memo::new(|_| {
        let page = router::route().page;
        // What does not stand here itself is a part of what does.
        let (row, first) = (page.row(), page.row().address.split('/').next());
        (page != Page::NotFound).then(|| if row.nav.is_some() { row.address } else { first.unwrap_or_default() })
    });
    let count = move |page: Page| match page {
        Page::Projects => Some(view! {
            <span class="count" hidden=move || projects.get() == 0>{move || grouped(projects.get() as u64)}</span>
        }),
        Page::Decisions => Some(view! {
            <span class="count tone-red" hidden=move || overdue.get() == 0>{move || [&grouped(overdue.get() as u64), " overdue"].concat()}</span>
        }),
        _ => None,
    };
    let link = move |page: Page, glyph: Icon| {
        let row = page.row();
        // The page of one of its records is a part of the list.
        let current = move || (address.get() == Some(row.address)).then_some("page");
        view! { <li><a href=["#/", row.address].concat() aria-current=current>{icon(glyph)}{row.title}{count(page)}</a></li> }
    };
    let groups: Vec<Drawn> = Group::ALL
        .into_iter()
        .map(|group| {
            let pages = Page::ALL
                .iter()
                .filter_map(|page| page.row().nav.filter(|entry| entry.0 == group).map(|entry| link(*page, entry.1)));
            let pages: Vec<Drawn> = pages.collect();
            match group.label() {
                "" => view! { <ul class="nav-group">{pages}</ul> },
                heading => view! { <section class="nav-group"><h2>{heading}</h2><ul>{pages}</ul></section> },
            }
        })
        .collect();
    let keys = crate::view::action::action(ActionId::OpenPalette).and_then(|action| action.shortcut);
    let keys = keys_of(keys);
    let working_as = Memo::new(|_| session::working_as());
    view! {
        // What is chosen in the menu of a narrow screen closes it first, which gives the focus back to its button: a dialog
        // that opens then gives it back there, and not to what cannot be seen any more.
        <nav class="nav" id="main-nav" aria-label="Main" popover="auto" on:click:capture=|event| {
            let chosen = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if chosen.is_some_and(|chosen| chosen.closest("a, button").is_ok_and(|found| found.is_some())) {
                super::close_menu();
            }
        }>
            <a class="brand" href="#/">{brand_mark()}"Pocket PMO"</a>
            <button type="button" class="nav-row workspace" title="Switch workspace" on:click=|_| desk::perform(ActionId::OpenWorkspaces)>
                {icon(Icon::Briefcase)}<span class="truncate">{name}</span>{icon(Icon::ChevronsUpDown)}
            </button>
            <button type="button" class="nav-row" on:click=|_| desk::perform(ActionId::OpenPalette)>
                {icon(Icon::Search)}<span>"Find anything"</span><kbd class="push">{keys}</kbd>
            </button>
            {groups}
            <div class="nav-foot">
                <div class="save"><SaveWords/></div>
                <button type="button" class="nav-row" on:click=|_| desk::perform(ActionId::ChoosePerson)>
                    {move || {
                        let name = working_as.get();
                        if name.is_empty() { icon(Icon::User) } else { avatar(initials_of(&name)) }
                    }}
                    <span class="truncate">{move || match working_as.get() {
                        name if name.is_empty() => "Who are you?".to_owned(),
                        name => format!("Working as {name}"),
                    }}</span>
                </button>
                <ThemeChoice/>
            </div>
        </nav>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let theme = Memo::new(|_| session::theme());
    let choice = |value: &'static str, words: &'static str, glyph: Icon| {
        view! {
            <label class="segment" title=format!("Theme: {words}")>
                <input type="radio" name="theme" value=value prop:checked=move || theme.get() == value
                    on:change=move |_| session::set_theme(value)/>
                {icon(glyph)}<span class="visually-hidden">{words}</span>
            </label>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label="Theme">
            {choice("system", "System", Icon::Monitor)}
            {choice("light", "Light", Icon::Sun)}
            {choice("dark", "Dark", Icon::Moon)}
        </div>
    }
}

/// How saving stands, in words.
#[component]
pub fn SaveWords() -> impl IntoView {
    let status = Memo::new(|_| session::save_status());
    let tone = move || match status.get() {
        SaveStatus::Loading | SaveStatus::Saved { .. } | SaveStatus::Saving => "save-words",
        SaveStatus::SavedHereUnconfirmed => "save-words tone-amber",
        _ => "save-words tone-red",
    };
    let glyph = move || match status.get() {
        SaveStatus::Saved { .. } => icon(Icon::CloudCheck),
        SaveStatus::Loading | SaveStatus::Saving => icon(Icon::Loader),
        _ => icon(Icon::CloudAlert),
    };
    view! { <p class=tone role="status">{glyph}<span>{move || status.get().words()}</span></p> }
}

/// How long edits may be unconfirmed before it is worth a word: a connection that broke is mostly back sooner.
const UNCONFIRMED_MS: u32 = 2_000;

/// Whether something has been the case for a while.
fn lasting(is: Memo<bool>) -> RwSignal<bool> {
    let lasts = RwSignal::new(false);
    Effect::new(move |_| {
        if is.get() {
            let look = move || {
                lasts.set(is.get_untracked());
            };
            later::after(UNCONFIRMED_MS, look);
        } else {
            lasts.set(false);
        }
    });
    lasts
}

/// What must be said above every page: storage that is full or blocked, a newer version, records set aside.
#[component]
pub fn Banners() -> impl IntoView {
    let status = Memo::new(|_| session::save_status());
    let notice = Memo::new(|_| session::notice());
    let lasts = lasting(Memo::new(move |_| status.get() == SaveStatus::SavedHereUnconfirmed));
    let banner = move || {
        let (title, text) = match status.get() {
            SaveStatus::Loading | SaveStatus::Saved { .. } | SaveStatus::Saving => return None,
            SaveStatus::SavedHereUnconfirmed if !lasts.get() => return None,
            other => (other.words(), other.advice()),
        };
        let class = if lasts.get() { "banner tone-amber" } else { "banner tone-red" };
        Some(view! {
            <div class=class role="alert">
                {icon(Icon::TriangleAlert)}
                <div><p><strong>{title}</strong>" "{text}</p></div>
                <button type="button" class="btn" on:click=|_| desk::perform(ActionId::SaveBackup)>"Save a backup"</button>
            </div>
        })
    };
    let noticed = move || {
        notice.get().map(|notice| {
            let (text, hides_backup) = (notice.text, !notice.offers_backup);
            view! {
                <div class="banner tone-amber" role="status">
                    {icon(Icon::Info)}
                    <div><p>{text}</p></div>
                    <button type="button" class="btn" hidden=hides_backup on:click=|_| desk::perform(ActionId::SaveBackup)>
                        "Save a backup"
                    </button>
                    <a class="btn" href="#/data">"Open data"</a>
                    <button type="button" class="btn quiet only-icon" aria-label="Dismiss" title="Dismiss"
                        on:click=|_| session::dismiss_notice()>{icon(Icon::X)}</button>
                </div>
            }
        })
    };
    let example = Memo::new(|_| store::settings().example);
    let marked = move || {
        example.get().then(|| {
            view! {
                <div class="example-strip" role="note">
                    <p>"An invented example: try anything."</p>
                    <button type="button" class="link" on:click=|_| chapters::remove_example()>"Remove the example"</button>
                </div>
            }
        })
    };
    view! { {banner}{noticed}{super::update::update_notice}{marked} }
}
