//! Fetching texts of our own that not everybody needs at once. Relative addresses only: nothing leaves the origin.

use js_sys::futures::{JsFuture, spawn_local};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// A text that could not be fetched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FetchError;

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "A part of Pocket PMO could not be fetched. Nothing was changed. Check the connection and try again.",
        )
    }
}

/// Fetches the text at an address relative to the page.
pub fn text(address: &'static str, then: Box<dyn FnOnce(Result<String, FetchError>)>) {
    spawn_local(async move {
        let text = get(address).await.ok().and_then(|text| text.as_string());
        then(text.ok_or(FetchError));
    });
}

async fn get(address: &str) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response = JsFuture::from(window.fetch_with_str(address)).await?;
    let response: web_sys::Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(response.text()?).await
}
