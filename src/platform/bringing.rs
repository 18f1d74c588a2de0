//! Bringing a workspace whole beside the others, and opening it. Its entries go into the database, a few at a time; then its
//! manifest goes into both stores, and only then is it in the list. What breaks off before is taken away again. Must not know
//! what is in it.

use super::driver::Driver;
use super::{clock, ids, page, timer};
use crate::storage::effect::Entry;
use crate::storage::keys::WorkspaceId;
use crate::storage::status::Refusal;
use crate::storage::whole::Whole;

/// How long entries are made in one task.
const SLICE_MS: i64 = 36;
/// The same while nobody sees the page.
const UNSEEN_SLICE_MS: i64 = 500;
/// Characters put into the database at once.
const AT_ONCE: usize = 1_000_000;

/// How long it is waited for the database, and how often.
const WAIT_MS: u32 = 50;
const PATIENCE: u32 = 200;

/// How it ended; else a sentence for people.
pub type Brought = Box<dyn FnOnce(Result<(), String>)>;

/// What becomes of the workspace that is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaving {
    /// It stays in the list.
    Kept,
    /// It goes to the trash, where it can be restored.
    Trashed,
    /// It goes: there is nothing in it.
    Removed,
}

/// A workspace on its way.
pub struct Bringing {
    /// What it is made of.
    pub whole: Whole,
    /// What people call it.
    pub name: String,
    /// Whether it is the example.
    pub is_example: bool,
    /// What becomes of the workspace that is open.
    pub leaving: Leaving,
    /// Told how much is written, in percent.
    pub on_step: Box<dyn Fn(u32)>,
    /// Told how it ended.
    pub then: Brought,
}

struct Job {
    driver: Driver,
    workspace: WorkspaceId,
    bringing: Bringing,
    /// What stands in local storage of it, where there is no database.
    local: Vec<String>,
}

impl Driver {
    /// Brings a workspace and opens it: then [`super::driver::Host::loaded`] comes again.
    pub fn bring(&self, bringing: Bringing) {
        begin(self.clone(), bringing, PATIENCE);
    }

    fn begin_now(&self, bringing: Bringing) {
        let status = self.status();
        if status.may_lose() {
            return (bringing.then)(Err(
                [status.words(), ". Wait until this is saved, or save a backup first."].concat()
            ));
        }
        if self.0.held.borrow().is_some() || self.0.is_torn.get() || self.0.is_guess {
            let why = "The browser’s database cannot be written to now. Nothing was changed. If the disk is full, make room; then try again.";
            return (bringing.then)(Err(why.to_owned()));
        }
        go_on(Job { driver: self.clone(), workspace: ids::new_workspace(), bringing, local: Vec::new() });
    }
}

/// In the first moments of a visit the database is not written to yet.
fn begin(driver: Driver, bringing: Bringing, patience: u32) {
    if patience > 0 && driver.0.held.borrow().is_some() && !driver.0.is_closed.get() {
        timer::after(WAIT_MS, Box::new(move || begin(driver, bringing, patience - 1)));
    } else {
        driver.begin_now(bringing);
    }
}

fn go_on(mut job: Job) {
    if job.driver.0.is_closed.get() {
        return job.give_up("Another workspace was opened meanwhile.");
    }
    let until = clock::now().0 + if page::is_visible() { SLICE_MS } else { UNSEEN_SLICE_MS };
    let mut entries: Vec<Entry> = Vec::new();
    let mut units = 0;
    while clock::now().0 < until && units < AT_ONCE {
        let Some(more) = job.bringing.whole.next(job.workspace) else { return job.put(entries, finish) };
        units += more.iter().map(|(_, text)| text.len()).sum::<usize>();
        entries.extend(more);
    }
    (job.bringing.on_step)(job.bringing.whole.percent());
    job.put(entries, |job| drop(timer::after(0, Box::new(move || go_on(job)))));
}

/// Everything stands but the manifest.
fn finish(job: Job) {
    let Job { driver, workspace, bringing, mut local } = job;
    let Bringing { whole, name, is_example, leaving, then, .. } = bringing;
    let (key, text) = whole.finish(workspace);
    let stands_in_local = driver.0.local.as_ref().is_some_and(|local| local.put(&key, &text).is_ok());
    local.push(key.clone());
    let driver_then = driver.clone();
    let open = move |result: Result<(), Refusal>| {
        if let Err(why) = result {
            remove(&driver_then, workspace, &local);
            return then(Err(refused(why)));
        }
        let (before, fresh) = (driver_then.0.workspace, ids::new_workspace());
        let opened = driver_then.leave(|boot| {
            boot.create(workspace, is_example);
            boot.rename(workspace, &name, clock::now());
            match leaving {
                Leaving::Kept => {}
                Leaving::Trashed => boot.put_into_trash(before, clock::now(), fresh),
                Leaving::Removed => boot.remove(before, fresh),
            }
        });
        then(opened.map_err(|status| status.words().to_owned()));
    };
    let indexed = driver.0.indexed.borrow().clone();
    match indexed {
        Some(indexed) => indexed.put(&[(key, text)], Box::new(open)),
        None => open(if stands_in_local { Ok(()) } else { Err(Refusal::Full) }),
    }
}

impl Job {
    /// Puts entries into the database, or where there is none into local storage; then goes on.
    fn put(mut self, entries: Vec<Entry>, then: fn(Self)) {
        let indexed = self.driver.0.indexed.borrow().clone();
        if let Some(indexed) = indexed {
            return indexed.put(
                &entries,
                Box::new(move |result| match result {
                    Ok(()) => then(self),
                    Err(why) => self.give_up(&refused(why)),
                }),
            );
        }
        for (key, text) in entries {
            let put = self.driver.0.local.as_ref().map_or(Err(Refusal::Blocked), |local| local.put(&key, &text));
            self.local.push(key);
            if let Err(why) = put {
                return self.give_up(&refused(why));
            }
        }
        then(self);
    }

    /// Takes away what was written.
    fn give_up(self, why: &str) {
        remove(&self.driver, self.workspace, &self.local);
        (self.bringing.then)(Err(why.to_owned()));
    }
}

fn refused(why: Refusal) -> String {
    [&*why.to_string(), " Nothing was changed."].concat()
}

/// Removes what was written of a workspace that is not in the list.
fn remove(driver: &Driver, workspace: WorkspaceId, local: &[String]) {
    if let Some(store) = &driver.0.local {
        local.iter().for_each(|key| store.delete(key));
    }
    if let Some(indexed) = driver.0.indexed.borrow().as_ref() {
        indexed.delete_all(&workspace.prefix(), Box::new(|_| ()));
    }
}
