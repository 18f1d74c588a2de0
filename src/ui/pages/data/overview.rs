//! What is stored and how safe it is; backup, restore, the example; what could not be read.

use super::{archive, copies, kept_file, restore};
use crate::domain::date::Moment;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::exchange::backup::{BackupOrigin, write_backup};
use crate::platform::chosen_file::{self, Saved};
use crate::platform::{download, persistence, prefs};
use crate::store::{self, session, updates};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, Tone, alert, icon, meter, pill, toast, workspace_name};
use crate::ui::{desk, last_backup, router};
use crate::view::action::ActionId;
use crate::view::format::count;
use crate::view::keeping::{backup_words, fullness_words, percent, room_words, storage_words, weights_words};
use crate::view::route::DataTab;
use leptos::prelude::*;

/// What it means that the browser has not promised to keep what is stored, and how to get the promise.
const NOT_DURABLE: &str = "The browser has not promised to keep what is stored here: when the disk runs full it may remove all of it at once, without asking. To get the promise, install this page as an app or bookmark it, then choose “Protect from clean-up”; Firefox puts the question to you. Until then keep a backup file outside the browser.";

/// Forgets when backups of workspaces were saved that were removed for good.
pub fn forget_removed() {
    for workspace in session::removed_workspaces() {
        prefs::set(&last_backup::preference_of(&workspace), "");
        prefs::set(&kept_file::preference_of(&workspace), "");
    }
}

/// The backup as text, its name without an ending, and its moment.
fn made_now() -> Option<(String, String, Moment)> {
    if let Err(why) = session::all_is_loaded() {
        alert(why.to_string());
        return None;
    }
    Some((backup_text(), backup_name(), session::now()))
}

/// The backup as text.
pub(super) fn backup_text() -> String {
    let origin = BackupOrigin { app: env!("CARGO_PKG_VERSION"), created: session::now() };
    store::with_history(|portfolio, history| write_backup(portfolio, history, origin))
}

/// What its file is called, without the ending.
pub(super) fn backup_name() -> String {
    let name = untrack(|| format!("pocket-pmo-{}-{}", workspace_name().replace(' ', "-"), session::today()));
    download::file_name(&name)
}

fn saved(name: String, made: Moment) {
    toast(["Backup saved: ", &name].concat());
    last_backup::note(made);
    // Who saves backups cares: some browsers promise then what they did not before.
    persistence::ask(true, Box::new(|_| ()));
}

/// Hands a backup to the browser as a file.
pub fn save_backup() {
    let Some((text, name, now)) = made_now() else { return };
    match download::save(&name, "json", "application/json", text.as_bytes()) {
        Ok(()) => saved([&name, ".json"].concat(), now),
        Err(why) => alert(why.to_string()),
    }
}

/// Writes a backup into a file that the person chooses. The text is there first: in some browsers choosing empties the file.
fn save_to_file() {
    let Some((text, name, now)) = made_now() else { return };
    let then = move |outcome| {
        match outcome {
        Saved::To(name) => saved(name, now),
        Saved::Cancelled => {}
        Saved::Failed => alert(
            "The file could not be written, and may be unchanged or empty. Nothing here was lost; save again, or use “Download”.".to_owned(),
        ),
    }
    };
    chosen_file::save(&[&name, ".json"].concat(), text, Box::new(then));
}

/// When the last backup was saved in this browser, and what changed since; tracked.
fn latest_words() -> String {
    store::track_history();
    let saved = last_backup::at();
    let today = session::today();
    store::with_history(|_, history| backup_words(saved, session::offset_at, today, history))
}

/// The first tab.
pub fn overview() -> AnyView {
    view! { {|| if restore::is_rehearsing() { restore::rehearsal() } else { panels() }} }.into_any()
}

fn panels() -> AnyView {
    let aside = session::set_aside();
    let aside = (!aside.is_empty()).then(|| {
        let list = aside.into_iter().map(|entry| set_aside(entry.key, entry.reason.to_string(), entry.raw));
        let list = view! { <ul>{list.collect_view()}</ul> };
        panel(
            "What could not be read",
            ().into_any(),
            "It was set aside as it was found and changes nothing. Download it before asking somebody for help.",
            list.into_any(),
        )
    });
    view! { <div class="panels">{storage()} {backup()} {restore::panel()} {copies::panel()} {example()} {aside}</div> }
        .into_any()
}

/// A panel that is found by its heading.
pub fn panel(title: &'static str, mark: AnyView, text: &'static str, body: AnyView) -> AnyView {
    view! {
        <section class="panel" aria-label=title>
            <header class="panel-head"><h2>{title}</h2>{mark}</header>
            <div class="stack"><p>{text}</p>{body}</div>
        </section>
    }
    .into_any()
}

fn storage() -> AnyView {
    let status = Signal::derive(|| session::save_status().words().to_owned());
    let used = Signal::derive(|| session::storage_meter().map_or((0, 1), |meter| (meter.used, meter.quota)));
    let share = Signal::derive(move || percent(used.get().0, used.get().1));
    let room = Signal::derive(move || room_words(used.get().0, used.get().1));
    let used = Signal::derive(move || storage_words(used.get().0, used.get().1));
    let fullness = Memo::new(|_| session::storage_meter().map_or("", |meter| fullness_words(meter.fullness)));
    // Counted once, when the page is opened: it looks at every key.
    let weights = weights_words(&session::storage_weights());
    let weights = weights.into_iter().map(|line| view! { <li>{line}</li> }.into_any());
    let held = Signal::derive(|| {
        store::track_history();
        let projects = store::count(IndexKey::Kind(Project::SCHEMA.kind));
        let (records, changes) = store::with_history(|portfolio, history| (portfolio.len(), history.len()));
        let (projects, records) = (count(projects, "project"), count(records, "record"));
        format!("{projects}; {records} in all; {} in the history.{}", count(changes, "change"), archive::length_words())
    });
    let promise = RwSignal::new(String::new());
    let can_ask = RwSignal::new(false);
    let answered = move |answer: Option<bool>| {
        let text = match answer {
            Some(true) => "The browser has promised not to clear it when the disk runs full.",
            Some(false) => NOT_DURABLE,
            None => {
                "The browser does not say whether it may remove everything stored here when the disk runs full. Keep a backup file outside the browser."
            }
        };
        let _ = promise.try_set(text.to_owned());
        let _ = can_ask.try_set(answer == Some(false));
    };
    persistence::ask(false, Box::new(answered));
    let hint = updates::install_hint();
    let body = view! {
        {meter(share, room, Tone::Accent, true)}
        <p>{room}</p>
        <p hidden=move || fullness.get().is_empty()>{move || fullness.get()}</p>
        <p class=move || if can_ask.get() { "small-text" } else { "small-text muted" } role="status">{promise}</p>
        <p class="small-text muted">{updates::offline}</p>
        <p class="small-text" hidden=hint.is_empty()>{hint}</p>
        <details class="fold">
            <summary>"Details"</summary>
            <div class="stack small-text muted">
                <p>"Each edit is written twice: to local storage at once, to the browser’s database right after."</p>
                <p>{held}</p>
                <p>{used}</p>
                <ul aria-label="What uses the space">{weights.collect_view()}</ul>
            </div>
        </details>
        <div class="row">
            <button type="button" class="btn" hidden=move || !can_ask.get()
                on:click=move |_| persistence::ask(true, Box::new(answered))>
                "Protect from clean-up"
            </button>
            <a class="btn" href=router::href(&DataTab::History.route())>"Archive history"</a>
            <a class="btn" href="recover.html">"Recovery page"</a>
        </div>
    };
    let text = "Everything is kept in this browser, twice.";
    panel("Storage", pill(status, Tone::Plain, None), text, body.into_any())
}

fn backup() -> AnyView {
    let to_file = chosen_file::is_possible().then(|| {
        view! { <button type="button" class="btn" on:click=|_| save_to_file()>"Choose where…"</button> }.into_any()
    });
    let body = view! {
        <p class="small-text muted">{Signal::derive(latest_words)}</p>
        <div class="row">
            <button type="button" class="btn primary" aria-label="Download: save a backup"
                on:click=|_| desk::perform(ActionId::SaveBackup)>
                {icon(Icon::Download)}
                "Download"
            </button>
            {to_file}
        </div>
        {kept_file::controls()}
    };
    let text =
        "One file with all records and the history kept here. It can be read by people and restored in any browser.";
    panel("Backup", ().into_any(), text, body.into_any())
}

fn example() -> AnyView {
    let button = || {
        let (words, act): (_, fn()) = if store::settings().example {
            ("Remove the example", super::remove_example)
        } else {
            ("Look at an example", store::whole::open_example)
        };
        view! { <button type="button" class="btn" on:click=move |_| act()>{words}</button> }.into_any()
    };
    let body = view! { <div class="row">{button}</div> };
    let text =
        "Fourteen projects of an invented organisation, in a workspace of their own. Your own records are not touched.";
    panel("Example portfolio", ().into_any(), text, body.into_any())
}

fn set_aside(key: String, reason: String, raw: String) -> AnyView {
    let name = key.clone();
    let save = move || {
        if let Err(why) = download::save(&name, "txt", "text/plain", raw.as_bytes()) {
            alert(why.to_string());
        }
    };
    view! {
        <li class="row">
            <span class="small-text">{key} ": " {reason}</span>
            <button type="button" class="btn small push" on:click=move |_| save()>"Download"</button>
        </li>
    }
    .into_any()
}
