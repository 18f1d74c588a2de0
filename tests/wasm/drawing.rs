//! What a view says and what stands on the page: one of each that the macro knows, and the name space of shapes.

use crate::mounted::mounted;
use crate::ui::draw::view;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen_test::wasm_bindgen_test;

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";

fn spaces(place: &HtmlElement) -> Vec<(String, String)> {
    let all = place.query_selector_all("*").unwrap();
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    all.map(|own| (own.local_name(), own.namespace_uri().unwrap_or_default())).collect()
}

fn expect_space(place: &HtmlElement, space: &str, names: &[&str]) {
    let expected: Vec<_> = names.iter().map(|name| ((*name).to_owned(), space.to_owned())).collect();
    assert_eq!(spaces(place), expected);
}

#[wasm_bindgen_test]
fn what_stands_in_svg_is_of_svg_whatever_its_name() {
    let place = mounted(|| {
        view! {
            <svg viewBox="0 0 10 10">
                <title>"Name"</title>
                <defs><linearGradient id="g"><stop offset="0"></stop></linearGradient><clipPath id="c"><ellipse rx="1" ry="1"></ellipse></clipPath></defs>
                <a href="#/"><tspan>"x"</tspan></a>
                <text><textPath href="#p">"along"</textPath></text>
                <use href="#g"></use><image></image><marker></marker><mask></mask><filter><feBlend></feBlend></filter>
            </svg>
        }
        .into_any()
    });
    let names = [
        "svg",
        "title",
        "defs",
        "linearGradient",
        "stop",
        "clipPath",
        "ellipse",
        "a",
        "tspan",
        "text",
        "textPath",
        "use",
        "image",
        "marker",
        "mask",
        "filter",
        "feBlend",
    ];
    expect_space(&place, SVG, &names);
}

#[wasm_bindgen_test]
fn shapes_that_are_drawn_apart_are_of_svg_too() {
    let place = mounted(|| {
        let bars: Vec<_> = (0..2).map(|at| view! { <a href="#/"><rect x=at.to_string()></rect></a> }).collect();
        let name = view! { <title>"Name"</title> };
        let point = || view! { <ellipse rx="1"></ellipse> };
        view! { <svg>{name}{bars}{point}</svg> }.into_any()
    });
    expect_space(&place, SVG, &["svg", "title", "a", "rect", "a", "rect", "ellipse"]);
}

#[wasm_bindgen_test]
fn what_stands_outside_svg_or_in_a_foreign_object_is_of_html() {
    let place = mounted(|| view! { <a href="#/"><span>"x"</span></a> }.into_any());
    expect_space(&place, HTML, &["a", "span"]);
    let place = mounted(|| view! { <svg><foreignObject><p><a href="#/">"x"</a></p></foreignObject></svg> }.into_any());
    let found = spaces(&place);
    let of = |name: &str| found.iter().find(|own| own.0 == name).map(|own| own.1.as_str()).unwrap();
    assert_eq!((of("foreignObject"), of("p"), of("a")), (SVG, HTML, HTML));
}

#[wasm_bindgen_test]
async fn one_of_each_that_a_view_can_say() {
    let (count, is_on) = (RwSignal::new(1), RwSignal::new(true));
    let (heard, before) = (RwSignal::new(0), RwSignal::new(0));
    let reference = NodeRef::<leptos::html::Input>::new();
    let place = mounted(move || {
        let words = move || ["count ", &count.get().to_string()].concat();
        let list = vec![view! { <li>"one"</li> }, view! { <li>"two"</li> }];
        view! {
            <section class="plain" title=words class:lit=is_on style:width=move || format!("{}px", count.get())
                on:click:capture=move |_| before.set(before.get_untracked() + 1) on:click=move |_| heard.set(heard.get_untracked() + 1)>
                {words}" and "{"text"}
                <input node_ref=reference prop:value=words hidden=move || !is_on.get() maxlength=3/>
                {move || is_on.get().then(|| view! { <b>"on"</b> })}
                <ul>{list}</ul>
                {None::<String>}
            </section>
        }
        .into_any()
    });
    let section: HtmlElement = place.query_selector("section").unwrap().unwrap().unchecked_into();
    let told = |own: &HtmlElement| {
        let input = reference.get_untracked().unwrap();
        (
            [own.text_content().unwrap_or_default(), own.title(), own.class_name(), input.value()].join("|"),
            own.style().get_property_value("width").unwrap(),
            input.has_attribute("hidden"),
        )
    };
    let expected = ("count 1 and textononetwo|count 1|plain lit|count 1".to_owned(), "1px".to_owned(), false);
    assert_eq!(told(&section), expected);
    section.click();
    assert_eq!((heard.get_untracked(), before.get_untracked()), (1, 1));
    count.set(2);
    is_on.set(false);
    leptos::task::tick().await;
    let expected = ("count 2 and textonetwo|count 2|plain|count 2".to_owned(), "2px".to_owned(), true);
    assert_eq!(told(&section), expected);
}
