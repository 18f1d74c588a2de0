//! Starting up: open both stores, find the workspace, read everything of it, load in slices, and only then begin to write.
//! Must not know what happens after.

use super::driver::{Driver, Host, Inner, Opened};
use super::indexed::{self, Indexed};
use super::local::{self, Local};
use super::tabs::Tabs;
use super::{clock, drafts, ids, lock, page, persistence, room, timer};
use crate::storage::boot::{Boot, Settled};
use crate::storage::effect::Event;
use crate::storage::keys::{BOOT, OPEN, PREFIX, WorkspaceId, workspace_of};
use crate::storage::load::{Dumps, Loaded};
use crate::storage::loading::{Loading, Step};
use crate::storage::machine::Machine;
use crate::storage::status::{Refusal, SaveStatus};
use crate::storage::tabs::Message;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// How long loading goes on before the page may draw and answer.
const SLICE_MS: i64 = 36;
/// The same while nobody sees the page: timers come seldom then.
const UNSEEN_SLICE_MS: i64 = 2_000;

/// The driver once there is one; until then, what came too early.
#[derive(Default)]
struct Slot {
    driver: RefCell<Option<Weak<Inner>>>,
    early: RefCell<Vec<Event>>,
}

impl Slot {
    fn event(&self, event: Event) {
        let driver = self.driver.borrow().clone();
        match driver {
            Some(driver) => {
                if let Some(inner) = driver.upgrade() {
                    Driver(inner).event(event);
                }
            }
            None => self.early.borrow_mut().push(event),
        }
    }
}

/// What is known so far.
struct Start {
    host: Rc<dyn Host>,
    local: Result<Local, Refusal>,
    indexed: Result<Indexed, Refusal>,
    slot: Rc<Slot>,
    on_lost: Rc<dyn Fn()>,
    /// What local storage held before anything else was touched.
    early: Vec<(String, String)>,
    /// Whether neither store gave anything.
    found_nothing: bool,
}

/// Starts. `boot` is the list of workspaces if this tab has just changed it.
pub fn start(host: Rc<dyn Host>, boot: Option<Boot>) {
    host.status(SaveStatus::Loading);
    let slot = Rc::new(Slot::default());
    let lost = slot.clone();
    let on_lost: Rc<dyn Fn()> = Rc::new(move || lost.event(Event::ConnectionLost));
    let again = on_lost.clone();
    // On a full disk a browser may remove everything as soon as the database, the caches or private files are touched.
    let local = local::open();
    let early = local.as_ref().map(|local| local.dump(PREFIX).0).unwrap_or_default();
    let opened = move |indexed| {
        let start = Start { host, local, indexed, slot, on_lost: again, early, found_nothing: false };
        match boot {
            // It may have been changed while the database was not written to.
            Some(boot) => {
                start.open(Settled { boot, changed: true, read_only: false, unreadable: false, gone: Vec::new() })
            }
            None => start.find(),
        }
    };
    persistence::ask(
        false,
        Box::new(move |is_durable| {
            // What the browser has not promised to keep is read before anything is written, be it to ask for room: after that
            // it may be gone. Nothing is written into the database before there is room (`Driver::begin`).
            if is_durable != Some(true) {
                return indexed::open(on_lost, Box::new(opened));
            }
            // On a full disk it is not even opened: Chromium writes to it as it opens it, and may lose all of it.
            room::ask_soon(Box::new(move |has_room| {
                if has_room {
                    indexed::open(on_lost, Box::new(opened));
                } else {
                    opened(Err(Refusal::Full));
                }
            }));
        }),
    );
}

impl Start {
    /// Finds out which workspaces there are.
    fn find(self) {
        let written = self.local.as_ref().ok().and_then(|local| local.get(BOOT));
        let early = || self.early.iter().find(|(key, _)| key == BOOT).map(|(_, text)| text.clone());
        let text = written.or_else(early);
        let found: Vec<WorkspaceId> = self.early.iter().filter_map(|(key, _)| workspace_of(key)).collect();
        let Ok(indexed) = self.indexed.clone() else { return self.settle(text, None, found) };
        indexed.clone().read(
            vec![BOOT.to_owned()],
            Box::new(move |read| {
                let there = read.ok().and_then(|entries| entries.into_iter().next()).map(|(_, text)| text);
                if there.is_some() && !Boot::is_in_doubt(text.as_deref(), there.as_deref()) {
                    return self.settle(text, there, found);
                }
                // The database's own list is gone, was never written, or says something else: its keys tell.
                indexed.list(
                    PREFIX,
                    indexed::MOST_MS,
                    Box::new(move |keys| {
                        let mut found = found;
                        found.extend(keys.unwrap_or_default().iter().filter_map(|key| workspace_of(key)));
                        self.settle(text, there, found);
                    }),
                );
            }),
        );
    }

    fn settle(mut self, local: Option<String>, indexed: Option<String>, mut found: Vec<WorkspaceId>) {
        self.found_nothing = local.is_none() && indexed.is_none() && found.is_empty();
        crate::domain::sorting::sort(&mut found);
        found.dedup();
        let mut settled =
            Boot::settle(local.as_deref(), indexed.as_deref(), &found, ids::new_workspace(), clock::now());
        let asked = self.local.as_ref().ok().and_then(|local| local.get(OPEN));
        settled.changed |= asked.is_some_and(|words| settled.boot.open_asked(&words));
        self.open(settled);
    }

    /// Reads everything of the open workspace. Other tabs are heard from before the reading, so that nothing is missed.
    fn open(mut self, settled: Settled) {
        let workspace = settled.boot.active();
        let (said, changed) = (self.slot.clone(), self.slot.clone());
        let tabs = Tabs::open(
            &workspace.prefix(),
            Box::new(move |text| said.event(Event::Message(text))),
            Box::new(move |key, text| changed.event(Event::LocalChanged { key, text })),
        );
        let (local, used_elsewhere) = match &self.local {
            Ok(local) => {
                let (mut entries, used) = local.dump(&workspace.prefix());
                if entries.is_empty() {
                    let prefix = workspace.prefix();
                    entries.extend(self.early.drain(..).filter(|(key, _)| key.starts_with(&prefix)));
                }
                self.early.clear();
                (Some(entries), used)
            }
            Err(_) => (None, 0),
        };
        let mut dumps = Dumps { local, indexed: None, used_elsewhere };
        let Ok(indexed) = self.indexed.clone() else { return self.load(settled, tabs, dumps) };
        indexed.dump(
            &workspace.prefix(),
            Box::new(move |entries| {
                let mut start = self;
                match entries {
                    Ok(entries) => dumps.indexed = Some(entries),
                    Err(why) => start.indexed = Err(why),
                }
                start.load(settled, tabs, dumps);
            }),
        );
    }

    fn load(self, settled: Settled, tabs: Tabs, dumps: Dumps) {
        let loading = Loading::new(settled.boot.active(), dumps);
        self.go_on(settled, tabs, loading, false);
    }

    /// Loads for the length of a slice; then the page may draw what there is, and answer.
    fn go_on(self, settled: Settled, tabs: Tabs, mut loading: Loading, was_shown: bool) {
        let until = clock::now().0 + if page::is_visible() { SLICE_MS } else { UNSEEN_SLICE_MS };
        while clock::now().0 < until {
            if let Step::Done(loaded) = loading.step() {
                return self.open_loaded(settled, tabs, *loaded);
            }
            if !was_shown && loading.is_worth_showing() {
                break;
            }
        }
        timer::after(0, Box::new(move || self.show(settled, tabs, loading, was_shown)));
    }

    /// Puts the board together and shows it, once it is read: a task of its own, and loading goes on in the next one.
    fn show(self, settled: Settled, tabs: Tabs, loading: Loading, was_shown: bool) {
        match if was_shown { None } else { loading.board() } {
            Some(board) => {
                self.host.board(board);
                timer::after(0, Box::new(move || self.go_on(settled, tabs, loading, true)));
            }
            None => self.go_on(settled, tabs, loading, was_shown),
        }
    }

    fn open_loaded(self, settled: Settled, tabs: Tabs, mut loaded: Loaded) {
        // The database may hold everything: once it can be opened, the page is to be loaded anew.
        let is_closed = self.indexed.is_err();
        let shows_nothing = self.found_nothing || (is_closed && loaded.portfolio.is_empty());
        loaded.seed.is_incomplete |= shows_nothing && is_closed;
        let workspace = settled.boot.active();
        let latest_edit = loaded.clock.milliseconds();
        let read_only = settled.read_only || loaded.read_only.is_some();
        let writer = ids::new_writer();
        loaded.seed.salt = writer.0;
        let (machine, effects) = Machine::new(workspace, loaded.seed, read_only, clock::now());
        let Some(entry) = settled.boot.workspaces().find(|entry| entry.id == workspace).cloned() else { return };
        let opened = Opened {
            portfolio: loaded.portfolio,
            transactions: loaded.transactions,
            history: loaded.history,
            writer,
            workspace: entry,
            set_aside: loaded.set_aside,
            repairs: loaded.repairs,
            missing: loaded.missing,
            found_nothing: shows_nothing,
            local: self.local.as_ref().map(|_| ()).map_err(|why| *why),
            indexed: self.indexed.as_ref().map(|_| ()).map_err(|why| *why),
        };
        // A database that cannot be opened may be on a full disk.
        let is_torn = Cell::new(self.indexed.is_err());
        let is_guess = self.found_nothing && self.indexed.is_err();
        let held = RefCell::new(self.indexed.is_ok().then(Vec::new));
        let driver = Driver(Rc::new(Inner {
            workspace,
            machine: RefCell::new(machine),
            queue: RefCell::default(),
            is_running: Cell::new(false),
            is_closed: Cell::new(false),
            local: self.local.ok(),
            indexed: RefCell::new(self.indexed.ok()),
            on_lost: self.on_lost,
            is_torn,
            held,
            boot_waits: Cell::new(false),
            is_guess,
            tabs: RefCell::new(Some(tabs)),
            has_met_others: Cell::new(false),
            leadership: lock::ask(&["ppmo-leader/", &workspace.to_string()].concat()),
            host: self.host.clone(),
            boot: RefCell::new(settled.boot),
            idle: RefCell::default(),
            listeners: RefCell::default(),
        }));
        self.host.loaded(driver.clone(), opened);
        *self.slot.driver.borrow_mut() = Some(Rc::downgrade(&driver.0));
        driver.run(effects);
        if !read_only {
            driver.begin();
        }
        for event in self.slot.early.take() {
            driver.event(event);
        }
        driver.listen();
        if settled.unreadable {
            driver.set_aside(BOOT, true);
            driver.set_aside(BOOT, false);
        }
        let (mut over, mut looked) = (Vec::new(), false);
        if !read_only {
            let mut boot = driver.0.boot.borrow_mut();
            looked = boot.look_at_trash(clock::now(), latest_edit);
            over = boot.empty_trash(clock::now());
        }
        if settled.changed || looked {
            driver.write_boot();
        }
        for workspace in &over {
            // Other tabs that still have it open stop writing to it.
            Tabs::say(&workspace.prefix(), &Message::Removed.write());
        }
        if let Some(local) = driver.0.local.as_ref().filter(|local| !read_only && local.get(OPEN).is_some()) {
            local.delete(OPEN);
        }
        for removed in settled.gone.iter().chain(&over).filter(|_| !read_only) {
            remove_keys(*removed, driver.0.local.as_ref(), driver.0.indexed.borrow().as_ref());
        }
        if !over.is_empty() {
            self.host.removed();
        }
    }
}

/// Deletes all keys of a workspace that was removed by command or after its time in the trash.
pub fn remove_keys(workspace: WorkspaceId, local: Option<&Local>, indexed: Option<&Indexed>) {
    let prefix = workspace.prefix();
    if let Some(local) = local {
        for key in [&prefix, &drafts::prefix(workspace)].into_iter().flat_map(|prefix| local.list(prefix).0) {
            local.delete(&key);
        }
    }
    if let Some(indexed) = indexed {
        indexed.delete_all(&prefix, Box::new(|_| ()));
    }
}
