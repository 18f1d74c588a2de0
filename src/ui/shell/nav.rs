//! The side navigation: pages, workspace, status of saving, who works, theme. And the dialogs that belong to them.

use super::brand_mark;
use crate::domain::record::RecordType;
use crate::domain::records::person::initials_of;
use crate::domain::records::{Person, Project};
use crate::engine::index::IndexKey;
use crate::store;
use crate::store::session::{self, SaveStatus};
use crate::ui::desk::{self, Open};
use crate::ui::draw::{later, view};
use crate::ui::parts::{Icon, avatar, icon, toast};
use crate::ui::{actions, chapters, router, standing};
use crate::view::action::ActionId;
use crate::view::needs;
use crate::view::route::{DataTab, Route};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// Name of the workspace, with a default before it has one.
pub fn workspace_name() -> String {
    let name = store::settings().name;
    if name.is_empty() { "My portfolio".to_owned() } else { name.to_string() }
}

/// The side navigation; under 900 px it opens from the menu button.
#[component]
pub fn MainNav() -> impl IntoView {
    let projects = Memo::new(|_| store::count(IndexKey::Kind(Project::SCHEMA.kind)));
    let overdue = Memo::new(|_| {
        let today = session::today();
        standing::with(|portfolio, standing| needs::overdue(portfolio, standing, today))
    });
    let name = Memo::new(|_| workspace_name());
    let page = Memo::new(|_| match router::route() {
        Route::Home => "home",
        Route::Board | Route::BoardWith(_) => "board",
        Route::Projects(_) | Route::Project(..) | Route::ProjectHistory(..) => "projects",
        Route::Decisions => "decisions",
        Route::Directory(own) | Route::Entry(own, _) => own.slug(),
        Route::Maturity(_) | Route::Assessment(..) => "maturity",
        Route::Data(DataTab::Settings) => "settings",
        Route::Data(_) => "data",
        Route::NotFound(_) => "",
    });
    let current = move |own: &'static str| (page.get() == own).then_some("page");
    let keys = crate::view::action::action(ActionId::OpenPalette).and_then(|action| action.shortcut);
    let keys = super::shortcuts::keys_of(keys);
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
            <button type="button" class="nav-row workspace" title="Switch workspace" on:click=|_| desk::show(Open::Workspaces)>
                {icon(Icon::Briefcase)}<span class="truncate">{name}</span>{icon(Icon::ChevronsUpDown)}
            </button>
            <button type="button" class="nav-row" on:click=|_| actions::perform(ActionId::OpenPalette)>
                {icon(Icon::Search)}<span>"Find anything"</span><kbd class="push">{keys}</kbd>
            </button>
            <section class="nav-group">
                <h2>"Portfolio"</h2>
                <ul>
                <li><a href="#/" aria-current=move || current("home")>{icon(Icon::Overview)}"Overview"</a></li>
                <li>
                    <a href="#/board" aria-current=move || current("board")>
                        {icon(Icon::Board)}"Board"
                    </a>
                </li>
                <li>
                    <a href="#/projects" aria-current=move || current("projects")>
                        {icon(Icon::Projects)}"Projects"
                        <span class="count" hidden=move || projects.get() == 0>{move || projects.get().to_string()}</span>
                    </a>
                </li>
                <li><a href="#/programmes" aria-current=move || current("programmes")>{icon(Icon::Layers)}"Programmes"</a></li></ul>
            </section>
            <section class="nav-group">
                <h2>"Governance"</h2>
                <ul><li>
                    <a href="#/decisions" aria-current=move || current("decisions")>
                        {icon(Icon::Gavel)}"Decisions"
                        <span class="count tone-red" hidden=move || overdue.get() == 0>{move || [&overdue.get().to_string(), " overdue"].concat()}</span>
                    </a>
                </li></ul>
            </section>
            <section class="nav-group">
                <h2>"PMO"</h2>
                <ul>
                <li><a href="#/maturity" aria-current=move || current("maturity")>{icon(Icon::Gauge)}"Maturity"</a></li>
                <li><a href="#/people" aria-current=move || current("people")>{icon(Icon::Users)}"People"</a></li></ul>
            </section>
            <ul class="nav-group">
                <li><a href="#/data" aria-current=move || current("data")>{icon(Icon::Database)}"Data"</a></li>
                <li><a href="#/settings" aria-current=move || current("settings")>{icon(Icon::Settings)}"Settings"</a></li>
            </ul>
            <div class="nav-foot">
                <div class="save"><SaveWords/></div>
                <button type="button" class="nav-row" on:click=|_| desk::show(Open::Person)>
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
            {choice("system", "As the system", Icon::Monitor)}
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
                <button type="button" class="btn" on:click=|_| actions::perform(ActionId::SaveBackup)>"Save a backup"</button>
            </div>
        })
    };
    let noticed = move || {
        notice.get().map(|own| {
            let (text, hides_backup) = (own.text, !own.offers_backup);
            view! {
                <div class="banner tone-amber" role="status">
                    {icon(Icon::Info)}
                    <div><p>{text}</p></div>
                    <button type="button" class="btn" hidden=hides_backup on:click=|_| actions::perform(ActionId::SaveBackup)>
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

/// The dialog in which one chooses as whom one works.
pub fn person_dialog() -> AnyView {
    let name = RwSignal::new(session::working_as_untracked());
    let people =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>());
    let choose = move || {
        let name = name.get_untracked();
        session::work_as(name.trim());
        if !name.trim().is_empty() {
            toast(["Working as ", name.trim()].concat());
        }
        desk::close();
    };
    let body = view! {
        <div class="form">
            <div class="field">
                <label class="field-label" for="working-as">"Your name"</label>
                <p class="field-help" id="working-as-help">
                    "It stands beside your changes in the history. It is kept in this browser only and is no password."
                </p>
                <input class="input" id="working-as" list="working-as-people" autocomplete="off" data-start maxlength="200"
                    aria-describedby="working-as-help" prop:value=name on:input=move |event| name.set(event_target_value(&event))/>
                <datalist id="working-as-people">
                    {people.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
            </div>
        </div>
    };
    super::form_dialog("Working as", "", false, body.into_any(), "Use this name", choose)
}
