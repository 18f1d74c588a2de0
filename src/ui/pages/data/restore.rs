//! Bringing back a backup: choosing the file, seeing what it would do, doing it as one step.

use super::before::keep_before;
use super::findings::findings;
use super::overview;
use super::pick::{error_line, file_button};
use super::{kept, to_board};
use crate::engine::command::Command;
use crate::exchange::backup::{Backup, read_backup, salvage_backup};
use crate::exchange::backup_error::BackupError;
use crate::exchange::copies::CopyReason;
use crate::exchange::restore::{RestorePlan, rehearse_restore};
use crate::platform::{file, page};
use crate::store::{self, session};
use crate::ui::actions;
use crate::ui::draw::later::on_page;
use crate::ui::draw::view;
use crate::ui::parts::{announce, focus_soon};
use crate::view::findings as lists;
use crate::view::format::{count, moment};
use crate::view::route::DataTab;
use leptos::prelude::*;
use leptos::web_sys::File;
use std::cell::RefCell;
use std::rc::Rc;

/// Largest backup in megabytes.
const MOST_MEGABYTES: u64 = 200;
/// Long enough for the browser to draw what was said before.
const A_FRAME: u32 = 40;

#[derive(Default)]
struct ChosenBackup {
    name: String,
    backup: Option<Rc<Backup>>,
    /// Text of a backup that is damaged, for reading what can be read of it.
    damaged: String,
    plan: Option<RestorePlan>,
}

thread_local! {
    static CHOSEN: RefCell<ChosenBackup> = RefCell::default();
    static REHEARSING: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static BUSY: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static ERROR: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static CAN_SALVAGE: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

fn with<T>(act: impl FnOnce(&mut ChosenBackup) -> T) -> T {
    CHOSEN.with_borrow_mut(act)
}

/// Whether a backup was read and is to be decided on; tracked.
pub fn is_rehearsing() -> bool {
    REHEARSING.with(|signal| signal.get())
}

fn show(busy: String, error: String, can_salvage: bool) {
    BUSY.with(|signal| signal.set(busy));
    ERROR.with(|signal| signal.set(error));
    CAN_SALVAGE.with(|signal| signal.set(can_salvage));
}

fn rehearse(is_on: bool) {
    REHEARSING.with(|signal| signal.set(is_on));
    page::set_busy("restore", is_on);
}

fn leave() {
    with(|chosen| *chosen = ChosenBackup::default());
    show(String::new(), String::new(), false);
    rehearse(false);
}

fn take_file(chosen: &File) {
    let name = chosen.name();
    show(["Reading ", &name, "…"].concat(), String::new(), false);
    let then = move |bytes: Result<Vec<u8>, file::FileError>| match bytes {
        Ok(bytes) => {
            let read = move || {
                let text =
                    String::from_utf8(bytes).unwrap_or_else(|wrong| String::from_utf8_lossy(wrong.as_bytes()).into());
                received(name, text, read_backup);
            };
            let _ = on_page::after(A_FRAME, read);
        }
        Err(why) => show(String::new(), why.to_string(), false),
    };
    file::read(chosen, MOST_MEGABYTES, Box::new(then));
}

fn received(name: String, text: String, read: fn(&str) -> Result<Backup, BackupError>) {
    match read(&text) {
        Ok(backup) => {
            with(|chosen| *chosen = ChosenBackup { name, backup: Some(Rc::new(backup)), ..ChosenBackup::default() });
            show(String::new(), String::new(), false);
            rehearse(true);
            focus_soon("restore-head".to_owned());
        }
        Err(why) => {
            let can_salvage = matches!(why, BackupError::WrongChecksum | BackupError::Truncated { expected: 1.., .. });
            let damaged = if can_salvage { text } else { String::new() };
            show(String::new(), format!("{name}: {why}"), can_salvage);
            with(|chosen| *chosen = ChosenBackup { name, damaged, ..ChosenBackup::default() });
        }
    }
}

fn salvage() {
    let (name, text) = with(|chosen| (chosen.name.clone(), std::mem::take(&mut chosen.damaged)));
    received(name, text, salvage_backup);
}

/// The panel in which a backup is chosen.
pub fn panel() -> AnyView {
    let (busy, can_salvage) = (kept(&BUSY), CAN_SALVAGE.with(Clone::clone));
    let body = view! {
        {error_line(kept(&ERROR))}
        <p class="muted" role="status" hidden=move || busy.with(String::is_empty)>{busy}</p>
        <div class="row">
            {file_button("Choose a backup", ".json,application/json", "btn file-button", take_file)}
            <button type="button" class="btn" hidden=move || !can_salvage.get() on:click=|_| salvage()>
                "Show what can be read"
            </button>
        </div>
    };
    let text = "Opens a backup: as a workspace of its own with its whole history, or to change this one. You see first what it would do.";
    overview::panel("Restore", ().into_any(), text, body.into_any())
}

/// What can be done with the backup: opened with its history as a workspace of its own, or taken over into this one.
pub fn rehearsal() -> AnyView {
    // Undo and other tabs may change meanwhile what it would do.
    store::track_history();
    let Some((name, backup)) = with(|chosen| Some((chosen.name.clone(), chosen.backup.clone()?))) else {
        return view! { <p class="loading" role="status">{kept(&BUSY)}</p> }.into_any();
    };
    let made = moment(backup.created, session::offset_at(backup.created));
    let held = count(backup.records.len(), "record");
    let history = count(backup.history.len(), "change");
    let title = if backup.workspace.is_empty() {
        "Restore".to_owned()
    } else {
        ["Restore “", &backup.workspace, "”"].concat()
    };
    let about =
        [&*name, ": backup saved ", &made, ", ", &held, ", history of ", &history, ". Nothing has been changed yet."]
            .concat();
    let head = view! {
        <div class="step-head">
            <h2 id="restore-head" tabindex="-1">{title}</h2>
            <p class="muted">{about}</p>
            <p class="muted" role="status">{kept(&BUSY)}</p>
        </div>
    };
    let cancel = view! { <button type="button" class="btn" on:click=|_| leave()>"Cancel"</button> };
    let open = |words: &'static str| view! { <button type="button" class="btn primary" on:click=|_| open_whole()>{words}</button> };
    if store::whole::is_blank() {
        let note = [
            "Everything comes as it was, with its history of ",
            &history,
            ": who changed what and when, trends, undo.",
        ]
        .concat();
        return view! {
            {head}
            {findings(&[], remarks(&backup))}
            <div class="bar-foot"><span class="note">{note}</span>{cancel}{open("Restore")}</div>
        }
        .into_any();
    }
    let apart =
        ["Everything as it was, with its history of ", &history, ", beside this workspace. Nothing here changes."]
            .concat();
    view! {
        {head}
        <section class="panel" aria-labelledby="restore-apart">
            <div class="panel-head"><h3 id="restore-apart">"As a workspace of its own (recommended)"</h3></div>
            <p class="muted">{apart}</p>
            <p class="row">{open("Open as a workspace of its own")}{cancel}</p>
        </section>
        {into_this(backup, &history)}
    }
    .into_any()
}

fn remarks(backup: &Backup) -> Vec<lists::Section> {
    let nothing = RestorePlan::default();
    store::with(|portfolio| lists::of_restore(&nothing, backup, &|id| store::title_in(portfolio, id)))
}

/// What the backup would do to the portfolio as it is now.
fn into_this(backup: Rc<Backup>, history: &str) -> AnyView {
    let plan = store::with(|portfolio| rehearse_restore(portfolio, &backup));
    let sections = store::with(|portfolio| lists::of_restore(&plan, &backup, &|id| store::title_in(portfolio, id)));
    let figures = [
        (plan.added.len(), "records would be added"),
        (plan.changed.len(), "would be changed"),
        (plan.removed.len(), "would be removed"),
        (plan.unchanged, "stay as they are"),
    ];
    let does_something = plan.added.len() + plan.changed.len() + plan.removed.len() > 0;
    let about = [
        "The records here become those of the backup. Its history of ",
        history,
        " stays in the file; the history here goes on.",
    ]
    .concat();
    let note = if does_something {
        "One Undo reverses it."
    } else {
        "Nothing would change: all records are as in the backup."
    };
    with(|chosen| chosen.plan = Some(plan));
    let change = does_something.then(|| {
        view! { <button type="button" class="btn" on:click=|_| keep_before(CopyReason::Restore, Box::new(carry_out))>"Change this workspace"</button> }.into_any()
    });
    view! {
        <section class="panel" aria-labelledby="restore-into">
            <div class="panel-head"><h3 id="restore-into">"Change this workspace instead"</h3></div>
            <p class="muted">{about}</p>
            {findings(&figures, sections)}
            <p class="row"><span class="note">{note}</span>{change}</p>
        </section>
    }
    .into_any()
}

/// Opens the backup as a workspace of its own. Once it is under way, a second press asks for nothing more.
fn open_whole() {
    let Some(backup) = with(|chosen| chosen.backup.take()) else { return };
    let name = with(|chosen| chosen.name.clone());
    show("Restoring …".to_owned(), String::new(), false);
    let on_step = |percent: u32| BUSY.with(|signal| signal.set(["Restoring … ", &percent.to_string(), " %"].concat()));
    let then = move |done: Result<(), String>| match done {
        Ok(()) => {
            leave();
            announce(["Restored from ", &name, ", with its history"].concat());
            to_board(DataTab::Overview);
        }
        Err(why) => {
            leave();
            show(String::new(), why, false);
        }
    };
    let begin = move || {
        let backup = Rc::try_unwrap(backup).unwrap_or_else(|shared| (*shared).clone());
        store::whole::open_backup(backup, Box::new(on_step), Box::new(then));
    };
    let _ = on_page::after(A_FRAME, begin);
}

/// Shows what a copy that is kept here would change.
pub fn look_at(name: String, text: String) {
    received(name, text, read_backup);
}

fn carry_out() {
    let Some(plan) = with(|chosen| chosen.plan.take()) else { return };
    if actions::dispatch(&Command::Import(Box::new(plan.import.clone()))) {
        leave();
        to_board(DataTab::Overview);
    } else {
        with(|chosen| chosen.plan = Some(plan));
    }
}
