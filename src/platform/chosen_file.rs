//! A file that the person chose to save to, where the browser lets a page write one. The text is there before the question is
//! asked, because choosing a file empties it in some browsers. Must not know what is in it.

use super::bindings::{PrivateFile, PrivateStream, WindowWithMore};
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// How it went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Saved {
    /// The file of that name holds the text: it was read again.
    To(String),
    /// The person chose none.
    Cancelled,
    /// It could not be written.
    Failed,
}

/// Whether the browser can do this.
pub fn is_possible() -> bool {
    web_sys::window().is_some_and(|window| window.unchecked_ref::<WindowWithMore>().save_picker().is_some())
}

/// Asks for a file, writes the text into it, and reads it again. Only in answer to a key or click.
pub fn save(suggested: &str, text: String, then: Box<dyn FnOnce(Saved)>) {
    let suggested = suggested.to_owned();
    spawn_local(async move {
        then(match chosen(&suggested).await {
            Ok(file) => write(file, &text).await.unwrap_or(Saved::Failed),
            Err(why) => why,
        });
    });
}

/// Asks for a file. Only in answer to a key or click.
pub(super) async fn chosen(suggested: &str) -> Result<PrivateFile, Saved> {
    let chosen = match choose(suggested) {
        Ok(promise) => JsFuture::from(promise).await,
        Err(why) => Err(why),
    };
    match chosen {
        Ok(file) => Ok(file.unchecked_into()),
        // The browser tells no other way that the person closed the question.
        Err(why) if is_cancelled(&why) => Err(Saved::Cancelled),
        Err(_) => Err(Saved::Failed),
    }
}

fn is_cancelled(why: &JsValue) -> bool {
    why.dyn_ref::<web_sys::DomException>().is_some_and(|why| why.name() == "AbortError")
}

fn choose(suggested: &str) -> Result<js_sys::Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let picker = window.unchecked_ref::<WindowWithMore>().save_picker().ok_or(JsValue::NULL)?;
    let accept = Object::new();
    Reflect::set(&accept, &"application/json".into(), &Array::of1(&".json".into()))?;
    let kind = Object::new();
    Reflect::set(&kind, &"description".into(), &"Pocket PMO backup".into())?;
    Reflect::set(&kind, &"accept".into(), &accept)?;
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &suggested.into())?;
    Reflect::set(&options, &"types".into(), &Array::of1(&kind))?;
    Ok(picker.call1(&window, &options)?.unchecked_into())
}

pub(super) async fn write(file: PrivateFile, text: &str) -> Result<Saved, JsValue> {
    let stream: PrivateStream = JsFuture::from(file.create_writable()?).await?.unchecked_into();
    JsFuture::from(stream.write(text)?).await?;
    // Only now does it replace what was there.
    JsFuture::from(stream.close()?).await?;
    let written: web_sys::File = JsFuture::from(file.get_file()?).await?.unchecked_into();
    let found = JsFuture::from(written.text()).await?;
    let stands = found.as_string().is_some_and(|found| found == text);
    Ok(if stands { Saved::To(written.name()) } else { Saved::Failed })
}
