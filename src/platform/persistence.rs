//! Whether the browser has promised not to remove what this page stores when the disk runs full. Must not know what that is.

use js_sys::Promise;
use js_sys::futures::{JsFuture, spawn_local};
use wasm_bindgen::JsValue;

/// Asks whether it has promised; with `want` asks for the promise, which some browsers put to the person. `None` if it
/// does not say.
pub fn ask(want: bool, then: Box<dyn FnOnce(Option<bool>)>) {
    spawn_local(async move {
        let answer = match promise(want) {
            Ok(promise) => JsFuture::from(promise).await.ok().and_then(|answer| answer.as_bool()),
            Err(_) => None,
        };
        then(answer);
    });
}

fn promise(want: bool) -> Result<Promise, JsValue> {
    let storage = web_sys::window().ok_or(JsValue::NULL)?.navigator().storage();
    // Not there outside secure contexts: the call then throws, which comes back as an error.
    if want { storage.persist() } else { storage.persisted() }
}
