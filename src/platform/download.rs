//! Downloads: files made in memory and handed to the browser. Must not know what is in them.

use super::timer;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser has to fetch the file from the page.
const KEPT_MS: u32 = 60_000;
/// Longest file name, without its ending.
const LONGEST_NAME: usize = 100;

/// Why a file could not be handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DownloadError;

impl std::fmt::Display for DownloadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "The browser did not take the file. Nothing was lost; try again, or use another browser for this page.",
        )
    }
}

/// Hands a file over. `name` is what people call it, `ending` without the dot.
pub fn save(name: &str, ending: &str, media_type: &str, bytes: &[u8]) -> Result<(), DownloadError> {
    try_save(name, ending, media_type, bytes).map_err(|_| DownloadError)
}

fn try_save(name: &str, ending: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(&[&file_name(name), ".", ending].concat());
    // A click made here goes to nobody: the link is not in the page.
    link.click();
    timer::after(
        KEPT_MS,
        Box::new(move || {
            let _ = Url::revoke_object_url(&address);
        }),
    );
    Ok(())
}

/// A name that every file system takes: no paths, no signs of command lines, no hidden or reserved names.
pub fn file_name(name: &str) -> String {
    let safe = |letter: char| if letter.is_alphanumeric() || "-_ ()".contains(letter) { letter } else { '-' };
    let mut kept = String::new();
    for letter in name.trim().chars().take(LONGEST_NAME).map(safe) {
        if letter != '-' || !kept.ends_with('-') {
            kept.push(letter);
        }
    }
    let name = kept.trim_matches([' ', '-']);
    let reserved = ["con", "prn", "aux", "nul"].iter().any(|word| name.eq_ignore_ascii_case(word));
    let numbered =
        name.len() == 4 && ["com", "lpt"].iter().any(|w| name.get(..3).is_some_and(|n| n.eq_ignore_ascii_case(w)));
    if name.is_empty() || reserved || numbered { ["pocket-pmo-", name].concat() } else { name.to_owned() }
}
