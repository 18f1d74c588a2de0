//! The foot of every printed page: whose portfolio it is, and the day. The page numbers are the browser's (style/print.css).

use crate::store::session;
use crate::ui::parts::workspace_name;
use crate::view::format::full_day;
use crate::view::turning::as_drawn;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Follows name and day, for the life of the page.
pub fn follow() {
    Effect::new(|_| {
        let words = [&workspace_name(), ", printed ", &full_day(session::today())].concat();
        // A text of a style sheet: what could end it is escaped.
        let words: String = as_drawn(&words).chars().flat_map(escaped).collect();
        let root = document().document_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(root) = root {
            let _ = HtmlElement::style(&root).set_property("--print-foot", &["\"", &words, "\""].concat());
        }
    });
}

fn escaped(letter: char) -> impl Iterator<Item = char> {
    let letter = if letter.is_control() { ' ' } else { letter };
    matches!(letter, '"' | '\\').then_some('\\').into_iter().chain([letter])
}
