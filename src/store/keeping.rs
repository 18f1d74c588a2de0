//! Keeping the portfolio: hands each transaction to storage before anything is drawn, takes in what other tabs made, and
//! tells how safe the edits are. Must not know how anything is stored.

use super::{editing, history, live, session};
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Settings, settings};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::transaction::Transaction;
use crate::engine::workspace::Workspace;
use crate::platform::driver::{self, Driver, Host, Opened};
use crate::platform::{ids, page, panic, timer};
use crate::storage::archive::Archived;
use crate::storage::compact::Snapshot;
use crate::storage::effect::{Entry, Incoming};
use crate::storage::journal::{self, Encoded, Note};
use crate::storage::keys::WorkspaceId;
use crate::storage::load::{Repair, SetAside, missing_words};
use crate::storage::machine::Meter;
use crate::storage::status::{CannotKeep, Refusal};
use crate::storage::weights::Weights;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub use crate::storage::boot::{TRASH_DAYS, WorkspaceEntry};
pub use crate::storage::status::SaveStatus;

thread_local! {
    static STATUS: ArcRwSignal<SaveStatus> = ArcRwSignal::new(SaveStatus::Loading);
    /// Whether what is shown lacks the kinds that are loaded later.
    static PARTIAL: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static NOTICE: ArcRwSignal<Option<Notice>> = ArcRwSignal::new(None);
    /// How many workspaces were removed for good in this visit.
    static REMOVALS: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static KEPT: RefCell<OpenWorkspace> = RefCell::default();
}

/// What must be said above every page.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether a backup should be saved now, so that the button for it stands beside.
    pub offers_backup: bool,
}

#[derive(Default)]
struct OpenWorkspace {
    driver: Option<Driver>,
    workspace: Option<WorkspaceEntry>,
    set_aside: Vec<SetAside>,
    /// Whether something of it was missing when it was opened.
    has_lost: bool,
    /// The transaction that was accepted and is about to be folded.
    accepted: Option<Encoded>,
    /// Whether the board of a workspace is shown that is still being loaded.
    is_board: bool,
    /// Name of the workspace that is being made, until changes can be made in it.
    new_name: Option<String>,
    /// How it stands with saving, until changes can be made at all.
    held_status: Option<SaveStatus>,
    /// What to do once the first workspace is open.
    then: Option<Box<dyn FnOnce()>>,
}

struct Page;

impl Host for Page {
    fn board(&self, board: Portfolio) {
        KEPT.with_borrow_mut(|kept| kept.is_board = true);
        history::loading();
        PARTIAL.with(|signal| signal.set(true));
        live::open(Workspace::new(board, ids::new_writer(), Vec::new()));
        go_on();
        editing::load();
    }

    fn loaded(&self, driver: Driver, opened: Opened) {
        let notice = notice_of(&opened);
        let is_loss = |repair: &Repair| repair.is_loss() && *repair != Repair::DatabaseEmptied;
        let has_lost = opened.repairs.iter().any(is_loss);
        let id = opened.workspace.id.to_string();
        let is_board = KEPT.with_borrow_mut(|kept| {
            kept.driver = Some(driver);
            kept.workspace = Some(opened.workspace);
            kept.has_lost = has_lost;
            kept.set_aside = opened.set_aside;
            std::mem::take(&mut kept.is_board)
        });
        let workspace = Workspace::new(opened.portfolio, opened.writer, opened.transactions);
        if is_board {
            live::complete(workspace);
        } else {
            live::open(workspace);
        }
        history::loaded(opened.history);
        PARTIAL.with(|signal| signal.set(false));
        NOTICE.with(|signal| signal.set(notice.map(|text| Notice { text, offers_backup: false })));
        if opened.found_nothing {
            super::remains::look(opened.indexed.is_err());
        } else if has_lost {
            super::remains::name(&id);
        }
        go_on();
        editing::load();
        if editing::is_there() {
            can_be_changed();
        }
    }

    fn status(&self, status: SaveStatus) {
        KEPT.with_borrow_mut(|kept| kept.held_status = Some(status));
        if editing::is_there() {
            show_status();
        }
    }

    fn fold(&self, incoming: &Incoming) -> Option<Note> {
        let decoded = live::with_workspace(|workspace| incoming.decode(workspace.writers_mut()).ok());
        let transaction = decoded.flatten()?;
        let note = live::with(|portfolio| Note::of(&transaction, &portfolio.writers));
        live::receive(transaction);
        history::note(incoming.record.len() + incoming.parts.iter().map(String::len).sum::<usize>());
        Some(note)
    }

    fn history_gone(&self, archived: Archived) {
        history::gone(archived);
    }

    fn advise_reload(&self) {
        let sentence = "What is stored has changed outside this tab. Reload this page to continue.";
        say(sentence);
    }

    fn removed(&self) {
        REMOVALS.with(|signal| signal.update(|count| *count += 1));
    }

    fn emptied(&self, is_mended: bool) {
        let done = if is_mended { "is stored again" } else { "is being stored again" };
        let mut sentence = [
            "The browser has removed what this page had stored. Everything shown here ",
            done,
            ". Save a backup: it may happen again.",
        ]
        .concat();
        if workspaces().len() > 1 {
            sentence.push_str(" Other workspaces are not open here, and cannot be stored again by this page.");
        }
        tell(sentence, true);
    }

    fn history(&self, workspace: WorkspaceId, from: usize) -> (Vec<Entry>, Option<usize>) {
        live::with_history(|portfolio, history| journal::encode_history(history, from, &portfolio.writers, workspace))
    }

    fn snapshot(&self) -> Option<Snapshot> {
        live::has_workspace().then(|| live::with(Snapshot::of))
    }
}

/// Shows how it stands with saving. Before changes can be made it is held back: until then the page is still loading.
fn show_status() {
    let Some(status) = KEPT.with_borrow_mut(|kept| kept.held_status.take()) else { return };
    STATUS.with(|signal| {
        if signal.get_untracked() != status {
            signal.set(status);
        }
    });
}

/// What changes need is there: once all is loaded too, edits are accepted.
pub(super) fn can_be_changed() {
    show_status();
    let Some(name) = KEPT.with_borrow_mut(|kept| kept.driver.is_some().then(|| kept.new_name.take())) else { return };
    page::set_ready();
    if let Some(name) = name {
        // A task later: nothing is accepted before the driver runs.
        timer::after(0, Box::new(move || name_new_workspace(&name)));
    }
}

fn name_new_workspace(name: &str) {
    let mut fields = vec![(settings::at::name, Value::text(name))];
    let command = match live::with(Portfolio::settings_id) {
        Some(record) => {
            fields.push((settings::at::example, Value::Bool(false)));
            Command::Change { record, fields }
        }
        None => Command::Create { schema: Settings::SCHEMA, fields },
    };
    let _ = live::dispatch(&command);
}

/// Does what was to be done once something can be shown.
fn go_on() {
    let then = KEPT.with_borrow_mut(|kept| kept.then.take());
    if let Some(then) = then {
        then();
    }
}

fn notice_of(opened: &Opened) -> Option<String> {
    let mut sentences = Vec::new();
    match opened.set_aside.len() {
        0 => {}
        1 => sentences.push("One stored record could not be read. It was set aside; you can download it.".to_owned()),
        count => sentences
            .push(format!("{count} stored records could not be read. They were set aside; you can download them.")),
    }
    if let Err(why @ Refusal::Blocked) = opened.local {
        sentences.push(why.to_string());
    }
    sentences.extend(opened.repairs.iter().filter(|repair| repair.is_loss()).map(ToString::to_string));
    if !opened.missing.is_empty() {
        sentences.push(format!("Missing: {}.", missing_words(&opened.missing)));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Says one more sentence after what stands there already.
pub(super) fn add(sentence: &str) {
    let before = NOTICE.with(|signal| signal.get_untracked()).map(|notice| notice.text).unwrap_or_default();
    tell([&before, " ", sentence].concat(), true);
}

/// Says something above every page.
pub(super) fn say(sentence: &str) {
    tell(sentence.to_owned(), false);
}

fn tell(text: String, offers_backup: bool) {
    NOTICE.with(|signal| signal.set(Some(Notice { text, offers_backup })));
}

/// Takes a sentence away that does not hold any more.
pub(super) fn unsay(sentence: &str) {
    if NOTICE.with(|signal| signal.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.text == sentence))) {
        dismiss_notice();
    }
}

/// Opens what this browser holds, then goes on.
pub fn start(then: impl FnOnce() + 'static) {
    panic::install();
    KEPT.with_borrow_mut(|kept| kept.then = Some(Box::new(then)));
    session::follow_the_day();
    driver::start(Rc::new(Page));
}

/// Whether everything is loaded; before that nothing is changed, and what is there is not all there is.
pub fn all_is_loaded() -> Result<(), Rejection> {
    match STATUS.with(|status| status.get_untracked()) {
        SaveStatus::Loading => Err(Rejection::CannotKeep { reason: CannotKeep::Loading.to_string() }),
        _ => Ok(()),
    }
}

/// Asks whether a transaction can be kept, before it is folded.
pub(super) fn keep(transaction: &Transaction, portfolio: &Portfolio) -> Result<(), Rejection> {
    KEPT.with_borrow_mut(|kept| {
        let Some(driver) = &kept.driver else { return Err(Rejection::Missing) };
        if panic::has_stopped() {
            return Err(Rejection::CannotKeep {
                reason: "Pocket PMO has stopped after a failure. Reload the page.".to_owned(),
            });
        }
        let encoded = journal::encode(transaction, &portfolio.writers);
        driver.can_accept(&encoded).map_err(|why| Rejection::CannotKeep { reason: why.to_string() })?;
        kept.accepted = Some(encoded);
        Ok(())
    })
}

/// Stores the transaction that was accepted and has been folded.
pub(super) fn commit(touched: &[Id]) {
    let (driver, accepted) = KEPT.with_borrow_mut(|kept| (kept.driver.clone(), kept.accepted.take()));
    if let Some((driver, accepted)) = driver.zip(accepted) {
        history::note(accepted.units());
        driver.commit(accepted);
        let renamed = live::with(|portfolio| {
            portfolio.settings_id().filter(|id| touched.contains(id)).map(|_| portfolio.settings().name)
        });
        if let Some(name) = renamed {
            driver.rename(&name);
        }
    }
}

/// How safe the edits are; tracked.
pub fn save_status() -> SaveStatus {
    STATUS.with(|status| status.get())
}

/// How safe the edits are.
pub(super) fn save_status_untracked() -> SaveStatus {
    STATUS.with(|status| status.get_untracked())
}

/// Whether nothing can be changed now; tracked.
pub fn is_read_only() -> bool {
    matches!(save_status(), SaveStatus::Loading | SaveStatus::ReadOnlyNewer)
}

/// Whether what is shown lacks the kinds that are loaded later, so that only the board is right; tracked.
pub fn is_partial() -> bool {
    PARTIAL.with(|signal| signal.get())
}

/// What must be said once after loading; tracked.
pub fn notice() -> Option<Notice> {
    NOTICE.with(|notice| notice.get())
}

/// Takes the notice away.
pub fn dismiss_notice() {
    NOTICE.with(|notice| notice.set(None));
}

/// What could not be read while loading, byte for byte.
pub fn set_aside() -> Vec<SetAside> {
    KEPT.with_borrow(|kept| kept.set_aside.clone())
}

/// Whether something was missing when the workspace was opened.
pub fn has_lost() -> bool {
    KEPT.with_borrow(|kept| kept.has_lost)
}

/// How much of local storage is in use; `None` before a workspace is open. Read anew at each change of the status.
pub fn storage_meter() -> Option<Meter> {
    let _ = save_status();
    KEPT.with_borrow(|kept| kept.driver.as_ref().map(Driver::meter))
}

/// What takes the room in local storage. Looks at every key: not to be asked at each edit.
pub fn storage_weights() -> Weights {
    KEPT.with_borrow(|kept| kept.driver.as_ref().map(Driver::weights).unwrap_or_default())
}

/// The workspaces of this browser, and whether each is the open one.
pub fn workspaces() -> Vec<(WorkspaceEntry, bool)> {
    KEPT.with_borrow(|kept| {
        let open = kept.workspace.as_ref().map(|workspace| workspace.id);
        let all = kept.driver.as_ref().map(Driver::workspaces).unwrap_or_default();
        all.into_iter().map(|entry| (entry.clone(), Some(entry.id) == open)).collect()
    })
}

/// The workspaces in the trash, with the days for which they can still be restored.
pub fn trashed_workspaces() -> Vec<(WorkspaceEntry, i64)> {
    KEPT.with_borrow(|kept| kept.driver.as_ref().map(Driver::trash).unwrap_or_default())
}

/// The driver, once everything is loaded.
pub(super) fn running() -> Option<Driver> {
    all_is_loaded().ok()?;
    KEPT.with_borrow(|kept| kept.driver.clone())
}

fn say_if_refused(done: Result<(), SaveStatus>) {
    if let Err(status) = done {
        let sentence = format!("{}. Wait until this is saved, or save a backup first.", status.words());
        say(&sentence);
    }
}

/// Calls it as soon as no edit is on its way to the stores: that takes a moment, in which nobody should be told to wait. After two
/// seconds it is called in any case, and says itself why it cannot be done. What is asked for meanwhile takes its place.
fn once_saved(act: Box<dyn FnOnce()>) {
    thread_local! {
        static ASKED: Cell<u32> = const { Cell::new(0) };
    }
    const TURNS: u32 = 100;
    fn wait(number: u32, turns: u32, act: Box<dyn FnOnce()>) {
        if ASKED.get() != number {
            return;
        }
        if turns == 0 || save_status_untracked() != SaveStatus::Saving {
            return act();
        }
        let _ = timer::after(20, Box::new(move || wait(number, turns - 1, act)));
    }
    let number = ASKED.get().wrapping_add(1);
    ASKED.set(number);
    wait(number, TURNS, act);
}

/// Opens another workspace, once the latest edit of this one is stored.
pub fn switch_workspace(entry: &WorkspaceEntry) {
    let id = entry.id;
    once_saved(Box::new(move || {
        if let Some(driver) = running() {
            say_if_refused(driver.switch(id));
        }
    }));
}

/// Makes a workspace of that name and opens it, once the latest edit of this one is stored.
pub fn create_workspace(name: &str) {
    let name = name.to_owned();
    once_saved(Box::new(move || {
        let Some(driver) = running() else { return };
        KEPT.with_borrow_mut(|kept| kept.new_name = Some(name));
        let done = driver.create(false);
        if done.is_err() {
            KEPT.with_borrow_mut(|kept| kept.new_name = None);
        }
        say_if_refused(done);
    }));
}

/// Puts a workspace into the trash; if it is the open one, another is opened. Gives whether that was done.
pub fn trash_workspace(entry: &WorkspaceEntry) -> bool {
    let Some(driver) = running() else { return false };
    let done = driver.put_into_trash(entry.id);
    let is_done = done.is_ok();
    say_if_refused(done);
    is_done
}

/// Takes a workspace out of the trash.
pub fn restore_workspace(entry: &WorkspaceEntry) {
    if let Some(driver) = running() {
        driver.restore(entry.id);
    }
}

/// Removes a workspace that lies in the trash, and all that is stored of it.
pub fn remove_workspace(entry: &WorkspaceEntry) {
    if let Some(driver) = running().filter(|_| entry.is_trashed()) {
        driver.remove(entry.id);
    }
}

/// How often workspaces were removed for good in this visit, by command or after their time in the trash; tracked.
pub fn removals() -> u32 {
    REMOVALS.with(|signal| signal.get())
}

/// Ids of all workspaces that were ever removed for good.
pub fn removed_workspaces() -> Vec<String> {
    KEPT.with_borrow(|kept| kept.driver.as_ref().map(Driver::removed_workspaces).unwrap_or_default())
}

/// Names the workspace that is being opened. If it came with the settings of the example, it is the example no more.
pub(super) fn name_next(name: String) {
    KEPT.with_borrow_mut(|kept| kept.new_name = Some(name));
}
