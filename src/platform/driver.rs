//! The driver: carries out what the storage machine says and tells it what happened. It holds the machine of the open
//! workspace; the store above holds the portfolio. Must not know records.
//!
//! A put into local storage happens in the task of [`Driver::commit`]; everything else answers later. All of it runs on the
//! one thread of the page, and no method waits.

use super::indexed::{self, Indexed};
use super::listener::Listener;
use super::local::Local;
use super::lock::Leadership;
use super::tabs::Tabs;
use super::{clock, page, panic, room, startup, timer};
use crate::domain::id::WriterId;
use crate::engine::portfolio::Portfolio;
use crate::engine::transaction::Transaction;
use crate::storage::archive::Archived;
use crate::storage::boot::{Boot, WorkspaceEntry};
use crate::storage::compact::Snapshot;
use crate::storage::effect::{Effect, Entry, Event, Incoming, Ticket};
use crate::storage::journal::{Encoded, Note};
use crate::storage::kept_history::KeptHistory;
use crate::storage::keys::WorkspaceId;
use crate::storage::load::{Repair, SetAside};
use crate::storage::machine::{Machine, Meter};
use crate::storage::status::{CannotKeep, Refusal, SaveStatus};
use crate::storage::tabs::Message;
use crate::storage::weights::Weights;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// How long nothing must have been edited before the page counts as idle.
const IDLE_MS: u32 = 2_000;
/// Between two looks at the stores of a page that nobody touches.
const TICK_MS: u32 = 20_000;

/// The store above, which holds the portfolio.
pub trait Host {
    /// What the board needs stands; the rest is being loaded. To be shown, not to be changed: [`Host::loaded`] follows with a
    /// portfolio that takes the place of this one. Does not come if everything is loaded at once.
    fn board(&self, _board: Portfolio) {}
    /// A workspace has been loaded. Comes once after [`start`] and again after each change of workspace.
    fn loaded(&self, driver: Driver, opened: Opened);
    /// How safe the edits are has changed. May come in the middle of [`Driver::commit`]: only show it.
    fn status(&self, status: SaveStatus);
    /// Another tab made a transaction: decode it with the portfolio's writers, fold it, and give its note.
    fn fold(&self, incoming: &Incoming) -> Option<Note>;
    /// The portfolio as it is, for a snapshot. Never comes in the middle of [`Driver::commit`].
    fn snapshot(&self) -> Option<Snapshot>;
    /// The history in memory from that transaction on as it is stored, not too much at once, and where it goes on.
    fn history(&self, workspace: WorkspaceId, from: usize) -> (Vec<Entry>, Option<usize>);
    /// A store has lost what it held; with `is_mended` everything in memory stands there again.
    fn emptied(&self, is_mended: bool);
    /// History that was archived has gone from the stores.
    fn history_gone(&self, _archived: Archived) {}
    /// Loading the page anew would help: records were missing because the database was closed, and it can be reached now; or
    /// the workspace was removed in another tab.
    fn advise_reload(&self) {}
    /// A workspace was removed for good, by command or after its time in the trash, with all keys of it.
    fn removed(&self) {}
}

/// A workspace that was loaded.
pub struct Opened {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// Its history, oldest first.
    pub transactions: Vec<Arc<Transaction>>,
    /// How much of it that is, and what of it is not in memory.
    pub history: KeptHistory,
    /// The writer of this tab.
    pub writer: WriterId,
    /// The workspace.
    pub workspace: WorkspaceEntry,
    /// What could not be read.
    pub set_aside: Vec<SetAside>,
    /// What was mended.
    pub repairs: Vec<Repair>,
    /// How many records could not be read, by number of their kind.
    pub missing: BTreeMap<u8, usize>,
    /// Whether neither store gave anything.
    pub found_nothing: bool,
    /// Why local storage cannot be used, if so.
    pub local: Result<(), Refusal>,
    /// Why the database cannot be used, if so.
    pub indexed: Result<(), Refusal>,
}

/// A put into the database that waits.
pub(super) type HeldPut = (Ticket, Vec<Entry>);

/// The driver of the open workspace.
#[derive(Clone)]
pub struct Driver(pub(super) Rc<Inner>);

pub(super) struct Inner {
    pub workspace: WorkspaceId,
    pub machine: RefCell<Machine>,
    pub queue: RefCell<VecDeque<Effect>>,
    pub is_running: Cell<bool>,
    pub is_closed: Cell<bool>,
    pub local: Option<Local>,
    pub indexed: RefCell<Option<Indexed>>,
    pub on_lost: Rc<dyn Fn()>,
    /// Whether a write may have been broken off, so that the database must begin a new file before it can be trusted.
    pub is_torn: Cell<bool>,
    /// What waits for the database to begin a new file: the visit before may have ended on a full disk.
    pub held: RefCell<Option<Vec<HeldPut>>>,
    /// Whether the workspace is only a guess: local storage had none, and the database could not be asked. The list of workspaces is
    /// not written then; it would take the place of the one that the database has.
    pub is_guess: bool,
    /// Whether the list of workspaces waits too.
    pub boot_waits: Cell<bool>,
    pub tabs: RefCell<Option<Tabs>>,
    pub has_met_others: Cell<bool>,
    pub leadership: Leadership,
    pub host: Rc<dyn Host>,
    pub boot: RefCell<Boot>,
    pub idle: RefCell<Option<timer::Timeout>>,
    pub listeners: RefCell<Vec<Listener>>,
}

/// Opens the stores, loads the workspace that is open in this browser and hands it to the host.
pub fn start(host: Rc<dyn Host>) {
    startup::start(host, None);
}

impl Driver {
    /// Whether a transaction can be kept. To be asked before it is folded.
    pub fn can_accept(&self, encoded: &Encoded) -> Result<(), CannotKeep> {
        self.0.machine.borrow().can_accept(encoded)
    }

    /// Stores a transaction that was folded here. It stands in local storage when this returns, unless that refuses.
    pub fn commit(&self, encoded: Encoded) {
        self.event(Event::Commit(encoded));
        self.rest();
    }

    /// How safe the edits are.
    pub fn status(&self) -> SaveStatus {
        self.0.machine.borrow().status()
    }

    /// How much of local storage is in use.
    pub fn meter(&self) -> Meter {
        self.0.machine.borrow().meter()
    }

    /// What takes the room in local storage; nothing where that cannot be read.
    pub fn weights(&self) -> Weights {
        self.0.local.as_ref().map(|local| local.weigh(self.0.workspace)).unwrap_or_default()
    }

    /// Stops everything: nothing is written, sent or heard any more.
    pub(super) fn close(&self) {
        self.0.is_closed.set(true);
        self.post(&Message::Closing.write());
        self.0.tabs.take();
        self.0.listeners.take();
        self.0.leadership.give_up();
        if let Some(idle) = self.0.idle.take() {
            idle.cancel();
        }
    }

    /// Listens to what the page tells.
    pub(super) fn listen(&self) {
        let weakly = |driver: &Self| {
            let inner = Rc::downgrade(&driver.0);
            move || inner.upgrade().map(Self)
        };
        let (visible, returned, leaving, warned) = (weakly(self), weakly(self), weakly(self), weakly(self));
        let resume = |driver: Option<Self>| {
            if let Some(driver) = driver {
                driver.event(Event::Resumed);
                driver.rest();
            }
        };
        let listeners = [
            page::on_visibility(Box::new(move |is_visible| {
                if is_visible {
                    resume(visible());
                }
            })),
            page::on_return(Box::new(move || resume(returned()))),
            page::on_leave(Box::new(move || {
                if let Some(driver) = leaving() {
                    driver.post(&Message::Closing.write());
                }
            })),
            page::on_warn(Box::new(move || warned().is_some_and(|driver| driver.status().may_lose()))),
        ];
        self.0.listeners.borrow_mut().extend(listeners.into_iter().flatten());
        self.rest();
        self.tick();
    }

    /// Looks now and then whether the stores hold what they held, for nobody tells when they are emptied.
    fn tick(&self) {
        if page::is_visible() {
            self.event(Event::Tick);
        }
        let inner = Rc::downgrade(&self.0);
        timer::after(
            TICK_MS,
            Box::new(move || {
                if let Some(driver) = inner.upgrade().map(Self).filter(|driver| !driver.0.is_closed.get()) {
                    driver.tick();
                }
            }),
        );
    }

    /// Two seconds without an edit count as idle.
    fn rest(&self) {
        if let Some(before) = self.0.idle.take() {
            before.cancel();
        }
        let driver = Rc::downgrade(&self.0);
        let timeout = timer::after(
            IDLE_MS,
            Box::new(move || {
                if let Some(inner) = driver.upgrade() {
                    Self(inner).call_when_idle();
                }
            }),
        );
        *self.0.idle.borrow_mut() = Some(timeout);
    }

    fn call_when_idle(&self) {
        let inner = Rc::downgrade(&self.0);
        timer::when_idle(Box::new(move || {
            if let Some(inner) = inner.upgrade() {
                let leader = inner.leadership.leads(inner.has_met_others.get());
                Self(inner).event(Event::Idle { leader });
            }
        }));
    }

    /// Tells the machine and carries out what it says.
    pub(super) fn event(&self, event: Event) {
        if self.0.is_closed.get() {
            return;
        }
        if matches!(event, Event::Message(_)) {
            self.0.has_met_others.set(true);
        }
        let is_broken = |result: &Result<(), Refusal>| result.is_err_and(|why| why != Refusal::Full);
        match &event {
            Event::ConnectionLost => self.0.is_torn.set(true),
            Event::IndexedPut { result, .. } if is_broken(result) => self.0.is_torn.set(true),
            _ => {}
        }
        let effects = self.0.machine.borrow_mut().handle(clock::now(), event);
        self.run(effects);
    }

    /// Carries effects out in their order, also those that come up on the way.
    pub(super) fn run(&self, effects: Vec<Effect>) {
        self.0.queue.borrow_mut().extend(effects);
        if self.0.is_running.replace(true) {
            return;
        }
        loop {
            let next = self.0.queue.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            self.carry_out(effect);
        }
        self.0.is_running.set(false);
    }

    fn carry_out(&self, effect: Effect) {
        // After a panic nothing is written: what is in memory may be half changed.
        let may_write = !panic::has_stopped();
        let inner = &self.0;
        match effect {
            Effect::PutLocal { key, text } => {
                let local = inner.local.as_ref().filter(|_| may_write);
                let result = local.map_or(Err(Refusal::Blocked), |local| local.put(&key, &text));
                self.event(Event::LocalPut { key, result });
            }
            Effect::ReadLocal { key } => {
                let text = inner.local.as_ref().and_then(|local| local.get(&key));
                self.event(Event::LocalRead { key, text });
            }
            Effect::ListLocal { prefix } => {
                if let Some(local) = &inner.local {
                    let (keys, used) = local.list(&prefix);
                    self.event(Event::LocalListed { keys, used });
                }
            }
            Effect::DeleteLocal { key } => {
                if let Some(local) = inner.local.as_ref().filter(|_| may_write) {
                    local.delete(&key);
                }
            }
            Effect::PutIndexed { ticket, entries } => {
                if let Some(held) = &mut *inner.held.borrow_mut() {
                    return held.push((ticket, entries));
                }
                // What would be confirmed behind a torn record is not safe. It is opened anew after this answer.
                let is_torn = inner.is_torn.get();
                let answer = self.answer(move |result| Event::IndexedPut { ticket, result });
                match self.open_database().filter(|_| may_write) {
                    Some(_) if is_torn => answer(Err(Refusal::Lost)),
                    Some(indexed) => indexed.put(&entries, answer),
                    None => answer(Err(Refusal::Blocked)),
                }
            }
            Effect::ReadIndexed { ticket, keys } => {
                let answer = self.answer(move |result| Event::IndexedRead { ticket, result });
                match self.open_database() {
                    Some(indexed) => indexed.read(keys, answer),
                    None => answer(Err(Refusal::Blocked)),
                }
            }
            Effect::ListIndexed { ticket, prefix } => {
                let answer = self.answer(move |result| Event::IndexedListed { ticket, result });
                match self.open_database() {
                    Some(indexed) => indexed.list(&prefix, indexed::patience(), answer),
                    None => answer(Err(Refusal::Blocked)),
                }
            }
            Effect::DeleteIndexed { keys } => {
                if let Some(indexed) = self.open_database().filter(|_| may_write && !inner.is_torn.get()) {
                    indexed.delete(&keys);
                }
            }
            Effect::SetAside { key, local } => self.set_aside(&key, local),
            Effect::Reopen { after_ms } => self.reopen(after_ms),
            Effect::Post(text) => self.post(&text),
            Effect::Status(status) => inner.host.status(status),
            Effect::Fold(incoming) => {
                if let Some(note) = inner.host.fold(&incoming) {
                    self.event(Event::Folded(note));
                    self.rest();
                }
            }
            Effect::TakeSnapshot => {
                if let Some(snapshot) = inner.host.snapshot() {
                    self.event(Event::Snapshot(Box::new(snapshot)));
                }
            }
            Effect::CallWhenIdle => self.call_when_idle(),
            Effect::Look { ticket, local, prefix } => {
                let keys = match (&inner.local, local) {
                    (Some(local), Some(key)) => local.raw(&key).is_some().then_some(key).into_iter().collect(),
                    (Some(local), None) => local.list(&prefix).0,
                    (None, _) => Vec::new(),
                };
                let answer = self.answer(move |indexed| Event::Looked { ticket, local: keys, indexed });
                match self.open_database() {
                    Some(indexed) => indexed.list(&prefix, indexed::patience(), answer),
                    None => answer(Err(Refusal::Blocked)),
                }
            }
            Effect::TakeHistory { from } => {
                let (entries, next) = inner.host.history(inner.workspace, from);
                self.event(Event::History { entries, next });
            }
            Effect::Emptied { is_mended } => {
                // The list of workspaces went too.
                self.write_boot();
                inner.host.emptied(is_mended);
            }
            Effect::HistoryGone(archived) => inner.host.history_gone(archived),
            Effect::AdviseReload => inner.host.advise_reload(),
        }
    }

    fn open_database(&self) -> Option<Indexed> {
        self.0.indexed.borrow().clone()
    }

    /// An answer of the database on its way to the machine.
    fn answer<T: 'static>(&self, event: impl FnOnce(Result<T, Refusal>) -> Event + 'static) -> indexed::Answer<T> {
        let inner = Rc::downgrade(&self.0);
        Box::new(move |result| {
            if let Some(inner) = inner.upgrade() {
                Self(inner).event(event(result));
            }
        })
    }

    pub(super) fn set_aside(&self, key: &str, local: bool) {
        let Some(indexed) = self.open_database().filter(|_| !panic::has_stopped()) else { return };
        if !local {
            indexed.set_aside(key);
        } else if let Some(value) = self.0.local.as_ref().and_then(|local| local.raw(key)) {
            indexed.keep_aside(key, &value);
        }
    }

    fn reopen(&self, after_ms: u32) {
        let inner = Rc::downgrade(&self.0);
        timer::after(
            after_ms,
            Box::new(move || {
                let Some(driver) = inner.upgrade().map(Self) else { return };
                if let Some(old) = driver.0.indexed.take() {
                    old.close();
                }
                if driver.0.is_torn.get() {
                    driver.renew();
                } else {
                    driver.open();
                }
            }),
        );
    }

    /// What is confirmed from now on must not stand behind a torn record. Nothing is written for it without room.
    fn renew(&self) {
        let inner = Rc::downgrade(&self.0);
        let renewed: indexed::Answer<()> = Box::new(move |result| {
            let Some(driver) = inner.upgrade().map(Self) else { return };
            driver.0.is_torn.set(result.is_err());
            let held = driver.0.held.take();
            match (held, result) {
                (Some(held), Ok(())) => driver.go_on(held),
                (Some(_), Err(_)) => driver.event(Event::ConnectionLost),
                (None, Ok(())) => driver.open(),
                (None, Err(why)) => driver.event(Event::Reopened(Err(why))),
            }
        });
        room::ask(Box::new(move |has_room| {
            if has_room {
                indexed::renew(renewed);
            } else {
                renewed(Err(Refusal::Full));
            }
        }));
    }

    /// Before anything is written into a database that was found open.
    pub(super) fn begin(&self) {
        if self.0.held.borrow().is_some() {
            self.renew();
        }
    }

    fn go_on(&self, held: Vec<HeldPut>) {
        if self.0.boot_waits.get() {
            self.write_boot();
        }
        self.run(held.into_iter().map(|(ticket, entries)| Effect::PutIndexed { ticket, entries }).collect());
    }

    fn open(&self) {
        let inner = Rc::downgrade(&self.0);
        let opened = move |result: Result<Indexed, Refusal>| {
            let Some(driver) = inner.upgrade().map(Self) else { return };
            let opened = result.map(|indexed| {
                *driver.0.indexed.borrow_mut() = Some(indexed);
            });
            if opened.is_ok() && driver.0.boot_waits.get() {
                driver.write_boot();
            }
            driver.event(Event::Reopened(opened));
        };
        indexed::open(self.0.on_lost.clone(), Box::new(opened));
    }

    fn post(&self, text: &str) {
        if let Some(tabs) = &*self.0.tabs.borrow() {
            tabs.post(text);
        }
    }
}
