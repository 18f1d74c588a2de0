//! Whether the disk has room, asked without touching what is stored: a small answer is put into a cache and taken out again.
//! Must not know what is to be written.

use super::bindings::{Caches, RoomCache, WindowWithMore};
use super::timer;
use js_sys::Promise;
use js_sys::futures::{JsFuture, spawn_local};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Response;

const NAME: &str = "ppmo-room";
/// More than the tails of files could take. Not much more: on a small disk browsers grant a page little (512 kB are refused on
/// one of 64 MB that has room).
const BYTES: usize = 64 * 1024;
/// How long it is waited for the answer.
const MOST_MS: u32 = 10_000;
/// The same while nothing is shown yet.
const SOON_MS: u32 = 3_000;
/// So often no answer means that there is no room.
const PATIENCE: u32 = 3;

thread_local! {
    static UNANSWERED: Cell<u32> = const { Cell::new(0) };
}

/// Asks whether there is room. Where a page has no cache, or may not use it, there is taken to be: it must not be kept from saving
/// for good.
pub fn ask(then: Box<dyn FnOnce(bool)>) {
    // On a full disk the answer may be late: then there is none.
    let too_late = || {
        UNANSWERED.set(UNANSWERED.get().saturating_add(1));
        UNANSWERED.get() > PATIENCE
    };
    ask_within(MOST_MS, too_late, then);
}

/// The same before a page can show anything: no answer in time is taken for room.
pub fn ask_soon(then: Box<dyn FnOnce(bool)>) {
    ask_within(SOON_MS, || true, then);
}

fn ask_within(most: u32, too_late: fn() -> bool, then: Box<dyn FnOnce(bool)>) {
    let once = Rc::new(RefCell::new(Some(then)));
    let then = move |has_room: bool| {
        if let Some(then) = once.take() {
            then(has_room);
        }
    };
    let late = then.clone();
    let timeout = timer::after(most, Box::new(move || late(too_late())));
    spawn_local(async move {
        let window = web_sys::window().map(JsCast::unchecked_into::<WindowWithMore>);
        let caches = window.and_then(|window| window.caches().ok()).filter(|caches| !caches.is_undefined());
        let Some(caches) = caches else {
            timeout.cancel();
            return then(true);
        };
        let has_room = try_put(&caches).await.map_or_else(|why| is_forbidden(&why), |()| true);
        if let Ok(deleting) = caches.delete(NAME) {
            let _ = JsFuture::from(deleting).await;
        }
        timeout.cancel();
        then(has_room);
    });
}

fn is_forbidden(why: &JsValue) -> bool {
    let name = why.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name);
    matches!(name.as_deref(), Some("SecurityError" | "NotAllowedError" | "NotSupportedError"))
}

async fn try_put(caches: &Caches) -> Result<(), JsValue> {
    let cache: RoomCache = settled(caches.open(NAME)?).await?.unchecked_into();
    let answer = Response::new_with_opt_str(Some(&"x".repeat(BYTES)))?;
    settled(cache.put("./room", &answer)?).await?;
    Ok(())
}

async fn settled(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}
