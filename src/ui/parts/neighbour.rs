//! Owns where the focus goes when an act takes away the row whose button it began with: to the button of the row beside it. Must not
//! know what the rows are.

use crate::platform::page::give_focus;
use crate::ui::draw::later::on_page;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// The name of the button in the row beside the one that has the focus: the next row, else the one before. To be asked before
/// anything is drawn anew.
pub fn beside_focus() -> Option<String> {
    let row = document().active_element()?.closest("li, tr").ok().flatten()?;
    let named = |row: Element| row.query_selector("button[aria-label]").ok().flatten()?.get_attribute("aria-label");
    let next = row.next_element_sibling().and_then(named);
    next.or_else(|| row.previous_element_sibling().and_then(named))
}

/// Gives the focus to the button of that name, once what has been changed is drawn.
pub fn focus_named(name: Option<String>) {
    let Some(name) = name else { return };
    on_page::after_drawing(move || {
        let Ok(all) = document().query_selector_all("main button[aria-label]") else { return };
        let all = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
        let mut named = all.filter(|button| button.get_attribute("aria-label").as_deref() == Some(&name));
        if let Some(button) = named.next() {
            give_focus(&button);
        }
    });
}
