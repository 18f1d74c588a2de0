//! The parts that pages are made of, each by itself: lists that keep their rows, menus, searches, fields.

use crate::mounted::{drawn, focused, found, mounted, press, texts, type_into};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, MenuButton, MenuEntry, MenuHost, MenuItem, Offered, PickerSource, rows};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use std::cell::RefCell;
use wasm_bindgen_test::wasm_bindgen_test;

thread_local! {
    static LEFT: RefCell<Vec<(u64, Option<u64>)>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen_test]
async fn a_list_keeps_its_rows_and_their_focus_through_a_new_order_and_tells_which_one_went_with_it() {
    let keys = RwSignal::new(vec![1_u64, 2, 3, 4]);
    let place = mounted(move || {
        let row = |key: u64| view! { <li><button type="button">{key.to_string()}</button></li> }.into_any();
        let left = |key, next| LEFT.with_borrow_mut(|all| all.push((key, next)));
        view! { <ul>{rows(move || keys.get(), row, left)}</ul> }.into_any()
    });
    let button = |at: u32| found(&place, &format!("li:nth-child({at}) button"));
    let (second, fourth) = (button(2), button(4));
    second.focus().unwrap();
    keys.set(vec![4, 3, 2, 5, 1]);
    drawn().await;
    assert_eq!(texts(&place, "li"), ["4", "3", "2", "5", "1"]);
    assert!(button(1) == fourth && button(3) == second, "the same rows, in other places");
    assert_eq!(focused(), "2");
    keys.set(vec![4, 3, 5, 1]);
    drawn().await;
    assert_eq!(LEFT.take(), [(2, Some(5))], "the row with the focus went, and 5 has its place");
    keys.set(Vec::new());
    drawn().await;
    assert_eq!(texts(&place, "li"), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn a_menu_opens_at_its_first_entry_is_walked_by_keys_and_closes_before_it_acts() {
    let done = RwSignal::new(Vec::<&str>::new());
    let place = mounted(move || {
        let entries = Callback::new(move |()| {
            let item = |text: &'static str| MenuItem::new(text, move || done.update(|done| done.push(text)));
            let mut refused = item("Copy");
            (refused.disabled, refused.hint) = (true, "nothing to copy".to_owned());
            vec![item("Open").into(), MenuEntry::Line, refused.into(), item("Delete").into()]
        });
        view! {
            <main><MenuButton label="More" menu="Acts" class="btn" entries=entries>"…"</MenuButton></main>
            <MenuHost/>
        }
        .into_any()
    });
    let button = found(&place, "main button");
    button.focus().unwrap();
    button.click();
    drawn().await;
    let menu = found(&place, "[role=menu]");
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(menu.get_attribute("aria-label").as_deref(), Some("Acts"));
    let mut seen = vec![focused()];
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "d"] {
        press(&document().active_element().unwrap(), key).await;
        seen.push(focused());
    }
    assert_eq!(seen, ["Open", "Copynothing to copy", "Delete", "Open", "Delete", "Open", "Delete"]);
    let items = "[role=menu] [role=menuitem]";
    let item = |at: usize| -> HtmlElement {
        let all = place.query_selector_all(items).unwrap();
        leptos::wasm_bindgen::JsCast::unchecked_into(all.item(u32::try_from(at).unwrap()).unwrap())
    };
    item(1).click();
    assert_eq!(done.get_untracked(), Vec::<&str>::new(), "what cannot be done does nothing");
    item(2).click();
    assert_eq!(done.get_untracked(), ["Delete"]);
    assert!(!menu.matches(":popover-open").unwrap());
}

fn offered(_: &'static str, query: &str, chosen: &[String]) -> Vec<Offered> {
    let all = ["Apollo", "Apollo 11", "Gemini"].into_iter().filter(|name| {
        name.to_lowercase().contains(&query.to_lowercase()) && !chosen.iter().any(|line| line == &name.to_lowercase())
    });
    all.map(|name| Offered { value: name.to_lowercase(), words: name.to_owned(), kind: "project".to_owned() }).collect()
}

#[wasm_bindgen_test]
async fn a_search_offers_what_fits_takes_by_enter_and_keeps_what_was_not_found() {
    let value = RwSignal::new(String::new());
    let place = mounted(move || {
        let source = PickerSource::new("project", true, offered, |line| line.to_uppercase());
        let on_input = Callback::new(move |text: String| value.set(text));
        view! { <Field label="Affects" control=FieldControl::Picker(source) value=value on_input=on_input/> }.into_any()
    });
    let input = found(&place, "input[role=combobox]");
    input.focus().unwrap();
    type_into(&input, "apo").await;
    assert_eq!(texts(&place, "[role=option]"), ["Apolloproject", "Apollo 11project"]);
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("true"));
    press(&input, "ArrowDown").await;
    press(&input, "Enter").await;
    assert_eq!(value.get_untracked(), "apollo 11");
    type_into(&input, "gem").await;
    input.blur().unwrap();
    drawn().await;
    assert_eq!(value.get_untracked(), "apollo 11\ngemini", "who leaves with one thing left to mean, means that");
    input.focus().unwrap();
    type_into(&input, "zzz").await;
    assert!(texts(&place, "[role=status]").concat().contains("No matches."));
    press(&input, "Enter").await;
    assert_eq!(value.get_untracked(), "apollo 11\ngemini");
    input.blur().unwrap();
    drawn().await;
    assert_eq!(value.get_untracked(), "apollo 11\ngemini\nzzz", "nothing that was typed is lost");
    input.focus().unwrap();
    press(&input, "Backspace").await;
    press(&input, "Backspace").await;
    assert_eq!(value.get_untracked(), "apollo 11");
}

#[wasm_bindgen_test]
async fn a_field_says_its_label_its_help_and_what_is_wrong() {
    let (value, error) = (RwSignal::new("12".to_owned()), RwSignal::new(String::new()));
    let place = mounted(move || {
        let on_input = Callback::new(move |text: String| value.set(text));
        view! {
            <Field label="Budget" control=FieldControl::Number value=value on_input=on_input help="In pounds." error=error required=true/>
        }
        .into_any()
    });
    let input = found(&place, "input");
    let id = input.id();
    assert_eq!(found(&place, "label").get_attribute("for").as_deref(), Some(&*id));
    let described = input.get_attribute("aria-describedby").unwrap_or_default();
    assert_eq!(
        found(&place, &format!("[id='{}']", described.split(' ').next().unwrap())).text_content().unwrap(),
        "In pounds."
    );
    assert!(found(&place, ".field-error").has_attribute("hidden"));
    error.set("Budget needs a number.".to_owned());
    drawn().await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(found(&place, ".field-error").text_content().unwrap().trim(), "Budget needs a number.");
    type_into(&input, "15").await;
    assert_eq!(value.get_untracked(), "15");
}
