//! Owns how a shortcut is shown: one key cap for each key. Must not know which shortcuts there are.

use crate::ui::draw::view;
use leptos::prelude::*;

/// Key caps for keys separated by spaces: "Ctrl K".
pub fn kbd(keys: &str) -> AnyView {
    keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view().into_any()
}
