//! The driver in a real browser: what is edited is saved, found again by the next tab, seen by the other one, and made
//! into a snapshot. Two hosts on one page are two tabs: each has its own channel, machine and connection.

use pocket_pmo::domain::record::{Meta, RecordType};
use pocket_pmo::domain::records::Person;
use pocket_pmo::domain::stamp::{HybridClock, Stamp};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::{Author, Edit, Purpose, Transaction};
use pocket_pmo::platform::driver::{self, Driver, Host, Opened};
use pocket_pmo::platform::{clock, ids, timer};
use pocket_pmo::storage::compact::Snapshot;
use pocket_pmo::storage::effect::{Entry, Incoming};
use pocket_pmo::storage::journal::{self, Note};
use pocket_pmo::storage::keys::WorkspaceId;
use pocket_pmo::storage::status::SaveStatus;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(Default)]
struct Tab {
    driver: RefCell<Option<Driver>>,
    portfolio: RefCell<Portfolio>,
    clock: RefCell<HybridClock>,
    writer: Cell<u32>,
    seq: Cell<u32>,
    statuses: RefCell<Vec<SaveStatus>>,
    snapshots: Cell<u32>,
    loads: Cell<u32>,
    history: Cell<usize>,
}

/// What the driver calls.
struct Seat(Rc<Tab>);

impl Host for Seat {
    fn loaded(&self, driver: Driver, opened: Opened) {
        let tab = &self.0;
        assert_eq!((opened.local, opened.indexed, opened.set_aside.len()), (Ok(()), Ok(()), 0));
        let mut portfolio = opened.portfolio;
        tab.writer.set(portfolio.writers.intern(opened.writer));
        tab.seq.set(0);
        *tab.portfolio.borrow_mut() = portfolio;
        *tab.driver.borrow_mut() = Some(driver);
        tab.history.set(opened.transactions.len());
        tab.loads.set(tab.loads.get() + 1);
    }
    fn status(&self, status: SaveStatus) {
        self.0.statuses.borrow_mut().push(status);
    }
    fn fold(&self, incoming: &Incoming) -> Option<Note> {
        let mut portfolio = self.0.portfolio.borrow_mut();
        let transaction = incoming.decode(&mut portfolio.writers).unwrap();
        self.0.clock.borrow_mut().observe(transaction.stamp.time);
        portfolio.fold(&transaction);
        Some(Note::of(&transaction, &portfolio.writers))
    }
    fn snapshot(&self) -> Option<Snapshot> {
        self.0.snapshots.set(self.0.snapshots.get() + 1);
        Some(Snapshot::of(&self.0.portfolio.borrow()))
    }
    fn history(&self, _: WorkspaceId, _: usize) -> (Vec<Entry>, Option<usize>) {
        panic!("the stores are whole: nobody has to ask for the history in memory");
    }
    fn emptied(&self, _: bool) {
        panic!("nothing here empties a store");
    }
}

impl Tab {
    async fn open() -> Rc<Self> {
        let tab = Rc::new(Self::default());
        driver::start(Rc::new(Seat(tab.clone())));
        until("it has loaded", || tab.loads.get() > 0).await;
        tab
    }

    fn driver(&self) -> Driver {
        self.driver.borrow().clone().unwrap()
    }

    fn add(&self, count: usize) {
        let stamp = Stamp { time: self.clock.borrow_mut().tick(clock::now().0), writer: self.writer.get() };
        self.seq.set(self.seq.get() + 1);
        let person = |_| {
            let meta = Meta::new(ids::new_id(), stamp);
            let edit: Edit = Edit::Create(Arc::new(Person { meta, name: "Ada Lovelace".into(), ..Person::default() }));
            edit
        };
        let transaction = Transaction {
            stamp,
            seq: self.seq.get(),
            author: Author::default(),
            label: "Add people".into(),
            purpose: Purpose::Do,
            edits: (0..count).map(person).collect(),
        };
        let encoded = journal::encode(&transaction, &self.portfolio.borrow().writers);
        self.driver().can_accept(&encoded).unwrap();
        self.portfolio.borrow_mut().fold(&transaction);
        self.driver().commit(encoded);
    }

    fn count(&self) -> usize {
        self.portfolio.borrow().count_of(Person::SCHEMA.kind)
    }

    fn is_saved(&self) -> bool {
        matches!(self.driver().status(), SaveStatus::Saved { .. })
    }
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let tries = Cell::new(0);
    poll_fn(|context| {
        if is_so() {
            return Poll::Ready(());
        }
        tries.set(tries.get() + 1);
        assert!(tries.get() < 1_500, "waited too long until {what}");
        let waker = context.waker().clone();
        timer::after(20, Box::new(move || waker.wake()));
        Poll::Pending
    })
    .await;
}

fn keys(part: &str) -> usize {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    (0..storage.length().unwrap()).filter(|at| storage.key(*at).unwrap().unwrap().contains(part)).count()
}

#[wasm_bindgen_test]
async fn what_is_edited_is_saved_found_again_and_seen_by_the_other_tab() {
    let first = Tab::open().await;
    first.driver().create(false).unwrap();
    until("the new workspace is open", || first.loads.get() == 2).await;
    assert_eq!(first.count(), 0);

    let journal = keys("/j/");
    first.add(1);
    assert_eq!(keys("/j/"), journal + 1, "it stands in local storage in the same task");
    assert_eq!(first.driver().status(), SaveStatus::Saving);
    until("it is saved", || first.is_saved()).await;
    assert!(matches!(first.statuses.borrow().as_slice(), [.., SaveStatus::Saving, SaveStatus::Saved { .. }]));

    let second = Tab::open().await;
    assert_eq!(second.count(), 1);
    first.add(1);
    until("the other tab has it", || second.count() == 2).await;
    second.add(300);
    until("the first tab has the bulk", || first.count() == 302).await;
    until("both are saved", || first.is_saved() && second.is_saved()).await;

    // Bulk asks for a snapshot; the first tab leads, and two seconds later the page is idle.
    until("a snapshot stands", || keys("/m.") > 0 && keys("/c/") >= 5).await;
    assert_eq!((first.snapshots.get(), second.snapshots.get()), (1, 0));
    let third = Tab::open().await;
    assert_eq!((third.count(), third.history.get()), (302, 3));

    // Local storage is gone; the database has everything.
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.clear().unwrap();
    let fourth = Tab::open().await;
    assert_eq!(fourth.count(), 302);
}

/// Has the browser tell no more that a transaction is complete, as some do once they have closed the database; or tell it again.
fn mute(is_mute: bool) {
    let script = [
        "(() => { const of = IDBTransaction.prototype; of.heard ??= Object.getOwnPropertyDescriptor(of, 'oncomplete');",
        "Object.defineProperty(of, 'oncomplete', ",
        if is_mute { "{ configurable: true, set() {} }" } else { "of.heard" },
        "); })()",
    ];
    js_sys::eval(&script.concat()).unwrap();
}

#[wasm_bindgen_test]
async fn a_database_that_answers_nothing_more_is_given_up_soon_said_and_opened_anew() {
    let tab = Tab::open().await;
    tab.driver().create(false).unwrap();
    until("the new workspace is open", || tab.loads.get() == 2).await;
    tab.add(1);
    until("it is saved", || tab.is_saved()).await;
    mute(true);
    let begun = js_sys::Date::now();
    tab.add(1);
    assert_eq!(tab.driver().status(), SaveStatus::Saving);
    until("it is said", || tab.driver().status() == SaveStatus::SavedHereUnconfirmed).await;
    assert!(js_sys::Date::now() - begun < 15_000.0, "long before a person gives up waiting");
    mute(false);
    until("it is saved", || tab.is_saved()).await;
    assert_eq!(Tab::open().await.count(), 2);
}
