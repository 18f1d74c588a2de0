//! The browser's database: one store of texts under the same keys as in local storage, one for what was set aside.
//! Every write is one strict transaction, which on desktop Chromium browsers means that it is on disk when it is confirmed.
//! Must not know what is stored.

use super::bindings::{DatabaseWithOptions, TransactionWithCommit};
use super::listener::Listener;
use super::timer;
use crate::storage::status::Refusal;
use js_sys::{Array, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const NAME: &str = "ppmo";
const RECORDS: &str = "records";
const QUARANTINE: &str = "quarantine";
/// Before the key of what was set aside: the store in which it stood.
const ASIDE_INDEXED: &str = "indexed:";
const ASIDE_LOCAL: &str = "local:";
/// How long opening may take. Some browsers never answer.
const OPEN_MS: u32 = 3_000;
/// How long a transaction may take before the connection counts as lost; while a page is loading nothing is given up earlier.
pub const MOST_MS: u32 = 30_000;
/// The same of a small one while the page is in use: some browsers answer nothing more once they have closed the database, and until that is
/// noticed nothing is saved. Doubled with each that does not answer, for a slow disk answers in the end.
const FIRST_MS: u32 = 5_000;
/// More entries than these are no small transaction.
const FEW: usize = 8;
/// A database that is made only to be deleted.
const PASSING: &str = "ppmo-passing";
/// How long after that deletion the browser may still be at it.
const RENEWAL_MS: u32 = 200;
/// How long a renewal may take: the browser writes a table of all it has read from its log.
const MOST_RENEWAL_MS: u32 = 30_000;
/// Greater than every letter that follows a prefix in our keys.
const AFTER_ALL: &str = "\u{ffff}";

thread_local! {
    static PATIENCE: Cell<u32> = const { Cell::new(FIRST_MS) };
}

/// How long an answer is waited for now.
pub fn patience() -> u32 {
    PATIENCE.get()
}

/// What is called with an answer, once.
pub type Answer<T> = Box<dyn FnOnce(Result<T, Refusal>)>;
/// Key and text.
pub type Pair = (String, String);

/// The open database.
#[derive(Clone)]
pub struct Indexed {
    database: IdbDatabase,
    _heard: Rc<[Listener; 2]>,
}

/// Calls the answer at most once, whoever comes first.
struct Once<T>(RefCell<Option<Answer<T>>>);

impl<T> Once<T> {
    fn new(answer: Answer<T>) -> Rc<Self> {
        Rc::new(Self(RefCell::new(Some(answer))))
    }

    fn answer(&self, result: Result<T, Refusal>) {
        let answer = self.0.borrow_mut().take();
        if let Some(answer) = answer {
            answer(result);
        }
    }

    fn is_answered(&self) -> bool {
        self.0.borrow().is_none()
    }
}

/// Opens the database. `on_lost` is called when the connection breaks later.
pub fn open(on_lost: Rc<dyn Fn()>, answer: Answer<Indexed>) {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    // Without a number the newest version is opened: a database made by a newer program stays readable.
    let Some(request) = factory.and_then(|factory| factory.open(NAME).ok()) else {
        return answer(Err(Refusal::Blocked));
    };
    let once = Once::new(answer);
    on_upgrade(&request);
    let (opened, asked) = (once.clone(), request.clone());
    let succeed = move || {
        let database = asked.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        let Some(database) = database else { return opened.answer(Err(Refusal::Blocked)) };
        let names = database.object_store_names();
        if opened.is_answered() || !names.contains(RECORDS) || !names.contains(QUARANTINE) {
            database.close();
            return opened.answer(Err(Refusal::Blocked));
        }
        let heard = Rc::new([listen(&database, "close", &on_lost), listen(&database, "versionchange", &on_lost)]);
        opened.answer(Ok(Indexed { database, _heard: heard }));
    };
    on_answer(&request, Box::new(succeed), &once);
    timer::after(OPEN_MS, Box::new(move || once.answer(Err(Refusal::Blocked))));
}

/// Has the browser begin a new file for what is written from now on.
///
/// A write that broke off, as on a full disk, leaves a torn record at the end of Chromium's log. It goes on writing behind it when
/// the database is opened again, confirms that, and finds the log damaged at the opening after: all of the database is gone then
/// (measured). A database that is deleted makes it put everything it has read from that log into a table, and begin a new log.
pub fn renew(answer: Answer<()>) {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let Some(factory) = factory else { return answer(Err(Refusal::Blocked)) };
    let once = Once::new(answer);
    let Ok(request) = factory.open_with_u32(PASSING, 1) else { return once.answer(Err(Refusal::Blocked)) };
    on_upgrade(&request);
    let (asked, opened) = (request.clone(), once.clone());
    let delete = move || {
        if let Some(database) = asked.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            database.close();
        }
        let Ok(deleting) = factory.delete_database(PASSING) else { return opened.answer(Err(Refusal::Blocked)) };
        let deleted = opened.clone();
        let done = Box::new(move || {
            timer::after(RENEWAL_MS, Box::new(move || deleted.answer(Ok(()))));
        });
        on_answer(&deleting, done, &opened);
    };
    on_answer(&request, Box::new(delete), &once);
    timer::after(MOST_RENEWAL_MS, Box::new(move || once.answer(Err(Refusal::Blocked))));
}

/// Goes on when a request has succeeded; its failure is the answer.
fn on_answer<T: 'static>(request: &IdbOpenDbRequest, succeed: Box<dyn FnOnce()>, once: &Rc<Once<T>>) {
    request.set_onsuccess(Some(Closure::once_into_js(succeed).unchecked_ref()));
    let (refused, asked) = (once.clone(), request.clone());
    let fail = Closure::once_into_js(move || refused.answer(Err(refusal(asked.error().ok().flatten().as_ref()))));
    request.set_onerror(Some(fail.unchecked_ref()));
}

fn on_upgrade(request: &IdbOpenDbRequest) {
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let database = asked.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            // If this fails, opening finds the stores missing.
            let _ = database.create_object_store(RECORDS);
            let _ = database.create_object_store(QUARANTINE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
}

/// A database that another tab wants to change or delete is given up at once: it waits for us otherwise.
fn listen(database: &IdbDatabase, name: &'static str, on_lost: &Rc<dyn Fn()>) -> Listener {
    let (database_to_close, on_lost) = (database.clone(), on_lost.clone());
    let then = move |_: JsValue| {
        database_to_close.close();
        on_lost();
    };
    Listener::new(database, name, Box::new(then))
}

impl Indexed {
    /// Closes the connection; what is under way is finished.
    pub fn close(&self) {
        self.database.close();
    }

    /// Puts all of these in one strict transaction.
    pub fn put(&self, entries: &[(String, std::sync::Arc<str>)], answer: Answer<()>) {
        let within = if entries.len() > FEW { MOST_MS } else { patience() };
        self.write(within, answer, &mut |store| {
            for (key, text) in entries {
                store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key))?;
            }
            Ok(())
        });
    }

    /// Deletes these keys.
    pub fn delete(&self, keys: &[String]) {
        self.write(MOST_MS, Box::new(|_| ()), &mut |store| {
            for key in keys {
                store.delete(&JsValue::from_str(key))?;
            }
            Ok(())
        });
    }

    /// Deletes all keys with that beginning, and what was set aside of them.
    pub fn delete_all(&self, prefix: &str, answer: Answer<()>) {
        self.write(MOST_MS, answer, &mut |store| store.delete(&range(prefix)?.into()).map(|_| ()));
        let Ok(transaction) = self.transaction(&[QUARANTINE], "readwrite") else { return };
        let Ok(store) = transaction.object_store(QUARANTINE) else { return };
        for place in [ASIDE_INDEXED, ASIDE_LOCAL] {
            // What cannot be deleted is tried again at the next start.
            let _ = range(&[place, prefix].concat()).map(|range| store.delete(&range.into()));
        }
    }

    /// Reads these keys. Those that are not there are left out.
    pub fn read(&self, keys: Vec<String>, answer: Answer<Vec<Pair>>) {
        self.get(MOST_MS, answer, move |store| {
            let requests = keys.iter().map(|key| store.get(&JsValue::from_str(key)));
            let requests: Vec<IdbRequest> = requests.collect::<Result<_, _>>()?;
            Ok(Box::new(move || {
                let texts = requests.iter().map(|request| request.result().ok().and_then(|text| text.as_string()));
                keys.into_iter().zip(texts).filter_map(|(key, text)| Some((key, text?))).collect()
            }))
        });
    }

    /// Everything under keys with that beginning.
    pub fn dump(&self, prefix: &str, answer: Answer<Vec<Pair>>) {
        let range = range(prefix);
        self.get(MOST_MS, answer, move |store| {
            let range = JsValue::from(range?);
            let (keys, texts) = (store.get_all_keys_with_key(&range)?, store.get_all_with_key(&range)?);
            Ok(Box::new(move || {
                let pairs = array(&keys).iter().zip(array(&texts).iter()).collect::<Vec<_>>();
                pairs.into_iter().filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect()
            }))
        });
    }

    /// All keys with that beginning, within so many milliseconds.
    pub fn list(&self, prefix: &str, within: u32, answer: Answer<Vec<String>>) {
        let range = range(prefix);
        self.get(within, answer, move |store| {
            let keys = store.get_all_keys_with_key(&range?.into())?;
            Ok(Box::new(move || array(&keys).iter().filter_map(|key| key.as_string()).collect()))
        });
    }

    /// Copies the value under a key to where unreadable ones are kept, as the browser holds it.
    pub fn set_aside(&self, key: &str) {
        let Ok(transaction) = self.transaction(&[RECORDS, QUARANTINE], "readwrite") else { return };
        let stores =
            transaction.object_store(RECORDS).and_then(|from| Ok((from, transaction.object_store(QUARANTINE)?)));
        let Ok((from, to)) = stores else { return };
        let Ok(request) = from.get(&JsValue::from_str(key)) else { return };
        let (asked, name) = (request.clone(), JsValue::from_str(&[ASIDE_INDEXED, key].concat()));
        let copy = Closure::once_into_js(move || {
            if let Ok(value) = asked.result()
                && !value.is_undefined()
            {
                let _ = to.put_with_key(&value, &name);
            }
        });
        request.set_onsuccess(Some(copy.unchecked_ref()));
    }

    /// Keeps a value of local storage with the unreadable ones.
    pub fn keep_aside(&self, key: &str, value: &JsValue) {
        let Ok(transaction) = self.transaction(&[QUARANTINE], "readwrite") else { return };
        if let Ok(store) = transaction.object_store(QUARANTINE) {
            let _ = store.put_with_key(value, &JsValue::from_str(&[ASIDE_LOCAL, key].concat()));
        }
    }

    fn transaction(&self, stores: &[&str], mode: &str) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let stores: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        self.database.unchecked_ref::<DatabaseWithOptions>().transaction(&stores, mode, &options)
    }

    fn write(&self, within: u32, answer: Answer<()>, work: &mut dyn FnMut(&IdbObjectStore) -> Result<(), JsValue>) {
        let once = Once::new(answer);
        let begun = self.transaction(&[RECORDS], "readwrite").and_then(|transaction| {
            let store = transaction.object_store(RECORDS)?;
            if let Err(error) = work(&store) {
                // Nothing of it may stand.
                let _ = transaction.abort();
                return Err(error);
            }
            Ok(transaction)
        });
        match begun {
            Ok(transaction) => {
                let complete = once.clone();
                on_end(&transaction, within, &once, Box::new(move || complete.answer(Ok(()))));
                // Without this the browser waits for the end of the task, which may be the end of the page.
                let _ = transaction.unchecked_ref::<TransactionWithCommit>().commit();
            }
            Err(error) => once.answer(Err(refusal(error.dyn_ref::<DomException>()))),
        }
    }

    fn get<T: 'static>(
        &self,
        within: u32,
        answer: Answer<T>,
        ask: impl FnOnce(&IdbObjectStore) -> Result<Box<dyn FnOnce() -> T>, JsValue>,
    ) {
        let once = Once::new(answer);
        let begun = self.transaction(&[RECORDS], "readonly").and_then(|transaction| {
            let collect = ask(&transaction.object_store(RECORDS)?)?;
            Ok((transaction, collect))
        });
        match begun {
            Ok((transaction, collect)) => {
                let complete = once.clone();
                on_end(&transaction, within, &once, Box::new(move || complete.answer(Ok(collect()))));
            }
            Err(error) => once.answer(Err(refusal(error.dyn_ref::<DomException>()))),
        }
    }
}

/// Has the end of a transaction answered: complete, aborted, or never.
fn on_end<T: 'static>(transaction: &IdbTransaction, within: u32, once: &Rc<Once<T>>, complete: Box<dyn FnOnce()>) {
    let late = once.clone();
    let give_up = move || {
        PATIENCE.set((2 * PATIENCE.get()).min(MOST_MS));
        late.answer(Err(Refusal::Lost));
    };
    let timeout = timer::after(within, Box::new(give_up));
    let in_time = timeout.clone();
    let completed = Closure::once_into_js(move || {
        in_time.cancel();
        complete();
    });
    transaction.set_oncomplete(Some(completed.unchecked_ref()));
    let (refused, refused_transaction) = (once.clone(), transaction.clone());
    let aborted = Closure::once_into_js(move || {
        timeout.cancel();
        refused.answer(Err(refusal(refused_transaction.error().as_ref())));
    });
    transaction.set_onabort(Some(aborted.unchecked_ref()));
}

fn refusal(error: Option<&DomException>) -> Refusal {
    match error.map(DomException::name).as_deref() {
        Some("QuotaExceededError") => Refusal::Full,
        Some("SecurityError" | "NotAllowedError" | "ReadOnlyError") => Refusal::Blocked,
        // An invalid state, an abort without a reason: the connection is of no more use.
        _ => Refusal::Lost,
    }
}

fn range(prefix: &str) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&JsValue::from_str(prefix), &JsValue::from_str(&[prefix, AFTER_ALL].concat()))
}

fn array(request: &IdbRequest) -> Array {
    request.result().ok().and_then(|result| result.dyn_into().ok()).unwrap_or_default()
}
