//! Owns that tables can be read as cards on a narrow screen: each cell is told the words of its heading, which the style sheet shows
//! beside it there. Roles are written out, because elements that are laid out otherwise lose theirs in some browsers. Must not know
//! what any table shows.

use crate::ui::draw::later::on_page;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, MutationObserver, MutationObserverInit, NodeList};
use std::cell::Cell;

thread_local! {
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
}

/// From now on labels what is drawn, before the next frame. For the life of the page.
pub fn label_tables() {
    let on_change = Closure::<dyn FnMut()>::new(|| {
        if !IS_ASKED.replace(true) {
            on_page::next_frame(|| {
                IS_ASKED.set(false);
                label_all();
            });
        }
    });
    let Ok(observer) = MutationObserver::new(on_change.as_ref().unchecked_ref()) else { return };
    on_change.forget();
    if let Some(body) = document().body() {
        let whole = MutationObserverInit::new();
        whole.set_child_list(true);
        whole.set_subtree(true);
        let _ = observer.observe_with_options(&body, &whole);
    }
}

fn all(found: Result<NodeList, leptos::wasm_bindgen::JsValue>) -> impl Iterator<Item = Element> {
    let list = found.ok();
    let count = list.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |at| list.as_ref()?.item(at)?.dyn_into().ok())
}

fn label_all() {
    for table in all(document().query_selector_all(".table:has(> thead)")) {
        let heads: Vec<String> = all(table.query_selector_all("thead :is(th, td)"))
            .map(|head| head.text_content().unwrap_or_default())
            .collect();
        for (selector, role) in [("tbody, thead", "rowgroup"), ("thead tr", "row"), ("thead th", "columnheader")] {
            all(table.query_selector_all(selector)).for_each(|element| set(&element, "role", role));
        }
        set(&table, "role", "table");
        for row in all(table.query_selector_all("tbody tr:not([role])")) {
            set(&row, "role", "row");
            for (cell, head) in all(row.query_selector_all(":scope > *")).zip(&heads) {
                set(&cell, "role", if cell.tag_name() == "TH" { "rowheader" } else { "cell" });
                set(&cell, "data-label", head);
            }
        }
    }
}

fn set(element: &Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        let _ = element.set_attribute(name, value);
    }
}
