//! Local storage: the only file that names it. Every call may be refused and says so. Must not know what is stored.

use super::bindings::RawStorage;
use crate::storage::keys::{PREFIX, WorkspaceId};
use crate::storage::status::Refusal;
use crate::storage::weights::Weights;
use gloo_storage::Storage as _;
use wasm_bindgen::prelude::*;
use web_sys::{DomException, Storage};

/// Local storage that was found open.
#[derive(Clone)]
pub struct Local(Storage);

/// Opens local storage.
pub fn open() -> Result<Local, Refusal> {
    // gloo's `raw()` panics where site data is blocked, so the browser is asked first.
    let probe = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    match probe {
        Some(probe) if probe.length().is_ok() => Ok(Local(gloo_storage::LocalStorage::raw())),
        _ => Err(Refusal::Blocked),
    }
}

impl Local {
    /// Puts a text under a key. If it is refused, what stood there still does.
    pub fn put(&self, key: &str, text: &str) -> Result<(), Refusal> {
        self.0.set_item(key, text).map_err(|error| {
            let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
            // Firefox once had a name of its own.
            if name.contains("Quota") || name.contains("QUOTA") { Refusal::Full } else { Refusal::Blocked }
        })
    }

    /// The text under a key.
    pub fn get(&self, key: &str) -> Option<String> {
        self.0.get_item(key).ok().flatten()
    }

    /// The text under a key as the browser holds it, unpaired surrogates and all.
    pub fn raw(&self, key: &str) -> Option<JsValue> {
        self.0.unchecked_ref::<RawStorage>().get_item(key).ok().flatten().map(JsValue::from)
    }

    /// Deletes a key.
    pub fn delete(&self, key: &str) {
        // What cannot be deleted is found again when loading.
        let _ = self.0.remove_item(key);
    }

    /// Keys of this program with that beginning, and how many characters all keys and values of the origin take.
    pub fn list(&self, prefix: &str) -> (Vec<String>, usize) {
        let (mut keys, mut used) = (Vec::new(), 0);
        for at in 0..self.0.length().unwrap_or_default() {
            let Some(key) = self.0.key(at).ok().flatten() else { continue };
            used += self.taken_by(&key);
            if key.starts_with(PREFIX) && key.starts_with(prefix) {
                keys.push(key);
            }
        }
        (keys, used)
    }

    fn taken_by(&self, key: &str) -> usize {
        let value = self.0.unchecked_ref::<RawStorage>().get_item(key).ok().flatten();
        let length = value.map_or(0, |value| value.length());
        key.encode_utf16().count() + length as usize
    }

    /// What takes the room, seen from that workspace.
    pub fn weigh(&self, workspace: WorkspaceId) -> Weights {
        let mut weights = Weights::default();
        for at in 0..self.0.length().unwrap_or_default() {
            if let Some(key) = self.0.key(at).ok().flatten() {
                weights.add(workspace, &key, self.taken_by(&key));
            }
        }
        weights
    }

    /// Everything of this program under keys with that beginning, and how many characters everything else takes.
    pub fn dump(&self, prefix: &str) -> (Vec<(String, String)>, usize) {
        let (keys, used) = self.list(prefix);
        let mut units = 0;
        let mut entries = Vec::with_capacity(keys.len());
        for key in keys {
            units += self.taken_by(&key);
            if let Some(text) = self.get(&key) {
                entries.push((key, text));
            }
        }
        (entries, used.saturating_sub(units))
    }
}
