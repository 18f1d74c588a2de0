//! Choosing a file: a button whose name is what it says, and the file's way to the page. Must not know what is in it.

use crate::ui::draw::view;
use crate::ui::parts::{Icon, icon};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, File, HtmlInputElement};

/// A button that lets a person choose a file. `accept` is what the browser's dialog shows first.
pub fn file_button(words: &'static str, accept: &'static str, class: &'static str, then: fn(&File)) -> AnyView {
    let chosen = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file = input.files().and_then(|files| files.get(0));
        // Otherwise the same file could not be chosen again.
        input.set_value("");
        if let Some(file) = file {
            then(&file);
        }
    };
    view! {
        <label class=class>
            {icon(Icon::Upload)}
            {words}
            <input type="file" accept=accept on:change=chosen/>
        </label>
    }
    .into_any()
}

/// A sentence about what went wrong, spoken at once; not there while empty.
pub fn error_line(text: impl Into<Signal<String>>) -> AnyView {
    let text: Signal<String> = text.into();
    view! {
        <p class="field-error" role="alert" hidden=Signal::derive(move || text.with(String::is_empty))>
            {icon(Icon::CircleAlert)}
            <span>{text}</span>
        </p>
    }
    .into_any()
}
