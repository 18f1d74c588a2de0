//! A part put onto the page by itself, and what hands do to it.

use js_sys::Function;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement};

/// Puts what is drawn onto the page; gives the element around it. It stays for the life of the page.
pub fn mounted(draw: impl FnOnce() -> AnyView + 'static) -> HtmlElement {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    leptos::mount::mount_to(place.clone(), draw).forget();
    place
}

/// The element that fits the selector.
pub fn found(place: &Element, selector: &str) -> HtmlElement {
    place.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
}

/// The texts of the elements that fit the selector.
pub fn texts(place: &Element, selector: &str) -> Vec<String> {
    let all = place.query_selector_all(selector).unwrap();
    (0..all.length()).map(|at| all.item(at).unwrap().text_content().unwrap_or_default()).collect()
}

/// The text of what has the focus.
pub fn focused() -> String {
    document().active_element().and_then(|element| element.text_content()).unwrap_or_default()
}

fn run(arguments: &str, body: &str, first: &JsValue, second: &JsValue) {
    Function::new_with_args(arguments, body).call2(&JsValue::NULL, first, second).unwrap();
}

/// Presses a key on an element; what changed is drawn afterwards.
pub async fn press(element: &Element, key: &str) {
    let body = "element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))";
    run("element, key", body, element, &JsValue::from_str(key));
    drawn().await;
}

/// Types a text into a control in place of what was there.
pub async fn type_into(element: &Element, text: &str) {
    let body = "element.value = text; element.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    run("element, text", body, element, &JsValue::from_str(text));
    drawn().await;
}

/// Waits until everything that was asked for is drawn.
pub async fn drawn() {
    for _ in 0..4 {
        leptos::task::tick().await;
    }
}
