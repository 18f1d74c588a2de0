//! Messages between tabs: a broadcast channel, and the event by which local storage tells that another tab changed it.
//! Must not know what is said.

use super::listener::Listener;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent, StorageEvent};

/// The ways to the other tabs.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _heard: Vec<Listener>,
}

impl Tabs {
    /// Opens the channel of that name and listens to both ways.
    pub fn open(
        name: &str,
        mut on_message: Box<dyn FnMut(String)>,
        mut on_local: Box<dyn FnMut(String, Option<String>)>,
    ) -> Self {
        let mut heard = Vec::new();
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let then = move |event: JsValue| {
                if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
                    on_message(text);
                }
            };
            heard.push(Listener::new(channel, "message", Box::new(then)));
        }
        if let Some(window) = web_sys::window() {
            let then = move |event: JsValue| {
                let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
                // Without a key all of it was cleared.
                on_local(event.key().unwrap_or_default(), event.new_value());
            };
            heard.push(Listener::new(&window, "storage", Box::new(then)));
        }
        Self { channel, _heard: heard }
    }

    /// Says something once to the tabs of that channel.
    pub fn say(name: &str, text: &str) {
        if let Ok(channel) = BroadcastChannel::new(name) {
            let _ = channel.post_message(&JsValue::from_str(text));
            channel.close();
        }
    }

    /// Sends to all other tabs.
    pub fn post(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
