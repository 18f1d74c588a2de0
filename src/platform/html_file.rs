//! A part of the page as an HTML file of its own: a copy of what is drawn, with one style sheet and its own policy, put together as
//! a document and written by the browser. No content is ever joined as text. Must not know what is in it.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, XmlSerializer};

/// What the file may do: show itself. It needs no script, asks nobody for anything, and sends nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// What stands before everything.
const DOCTYPE: &str = "<!DOCTYPE html>\n";
/// What is left out of the copy: tools, and what would lead to a place that the file does not have.
const LEFT_OUT: &str = "button, input, select, textarea, script, style, link, meta, [data-not-in-file]";

/// The element with that id as a file; none if it is not there. The text of a sheet is constant and has none of `<`, `>`, `&`.
pub fn of(id: &str, title: &str, sheets: &[&'static str]) -> Option<String> {
    let page = web_sys::window()?.document()?;
    let shown = page.get_element_by_id(id)?;
    try_of(&page, &shown, title, sheets).ok()
}

fn try_of(page: &Document, shown: &Element, title: &str, sheets: &[&'static str]) -> Result<String, JsValue> {
    let file = page.implementation()?.create_html_document_with_title(title)?;
    let root = file.document_element().ok_or(JsValue::NULL)?;
    root.set_attribute("lang", "en-GB")?;
    let head = file.head().ok_or(JsValue::NULL)?;
    let body = file.body().ok_or(JsValue::NULL)?;
    // Out of its document nothing of it is carried out: the policy of this page forbids sheets like its own.
    root.remove();
    // The policy stands before anything that it is about; the encoding before any letter.
    let first = head.first_child();
    for (name, value) in [("charset", "utf-8"), ("http-equiv", "Content-Security-Policy"), ("name", "viewport")] {
        let meta = file.create_element("meta")?;
        meta.set_attribute(name, value)?;
        match name {
            "http-equiv" => meta.set_attribute("content", POLICY)?,
            "name" => meta.set_attribute("content", "width=device-width, initial-scale=1")?,
            _ => {}
        }
        head.insert_before(&meta, first.as_ref())?;
    }
    let style = file.create_element("style")?;
    style.set_text_content(Some(&sheets.concat()));
    head.append_child(&style)?;

    let copy = file.import_node_with_deep(shown, true)?;
    let copy: Element = copy.dyn_into()?;
    let left_out = copy.query_selector_all(LEFT_OUT)?;
    for at in 0..left_out.length() {
        if let Some(element) = left_out.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            element.remove();
        }
    }
    let main = file.create_element("main")?;
    let heading = file.create_element("h1")?;
    heading.set_text_content(Some(title));
    main.append_child(&heading)?;
    main.append_child(&copy)?;
    body.append_child(&main)?;
    let written = XmlSerializer::new()?.serialize_to_string(&root)?;
    Ok([DOCTYPE, &written].concat())
}
