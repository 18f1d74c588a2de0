//! The panel of columns: which are shown, in which order.

use super::state::Register;
use crate::platform::page::give_focus;
use crate::ui::draw::later::on_page;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, announce, small_icon};
use crate::view::register::Column;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The panel: shown columns in order, then the others.
pub fn panel(register: Register) -> AnyView {
    let rows = move || {
        let shown = register.shown();
        let others = register.kind().columns().into_iter().filter(|column| !shown.contains(column)).collect::<Vec<_>>();
        let last = shown.len().saturating_sub(1);
        let mut rows: Vec<Drawn> =
            shown.iter().enumerate().map(|(at, column)| entry(register, *column, Some((at, last)))).collect();
        rows.extend(others.into_iter().map(|column| entry(register, column, None)));
        rows
    };
    let usual = move |_| register.change(|view| view.columns = view.kind.usual_at(view.home));
    view! {
        <ul class="column-list">{rows}</ul>
        <button type="button" class="btn small" on:click=usual>"Usual columns"</button>
    }
    .into_any()
}

fn entry(register: Register, column: Column, place: Option<(usize, usize)>) -> Drawn {
    let label = column.label();
    let toggle = move |_| {
        register.change(|view| view.toggle(column));
        focus_again(&["column-", column.key()].concat());
    };
    let id = ["column-", column.key()].concat();
    let moves = place.filter(|(at, _)| *at > 0).map(|(at, last)| {
        let step = move |by: isize, words: &'static str, face: Icon, disabled: bool| {
            let name = ["Move ", label, " ", words].concat();
            let id = ["move-", words, "-", column.key()].concat();
            let own = id.clone();
            let shift = move |_| {
                register.change(|view| {
                    view.shift(at, by);
                });
                announce([label, " moved ", words].concat());
                focus_again(&own);
            };
            view! {
                <button type="button" class="btn quiet small only-icon" id=id aria-label=name.clone() title=name disabled=disabled
                    on:click=shift>{small_icon(face)}</button>
            }
        };
        view! {
            {step(-1, "up", Icon::ArrowUp, at == 1)}
            {step(1, "down", Icon::ArrowDown, at == last)}
        }
    });
    view! {
        <li class="column-entry">
            <label class="flag">
                <input type="checkbox" id=id checked=place.is_some() disabled=column.is_title() on:change=toggle/>
                {label}
            </label>
            {moves}
        </li>
    }
}

/// The list is drawn anew, and the element with it.
fn focus_again(id: &str) {
    let id = id.to_owned();
    on_page::next_frame(move || {
        on_page::next_frame(move || {
            let own = document().get_element_by_id(&id);
            // At the end of the list the button for going on is disabled: the focus stays beside it.
            let own = match own {
                Some(own) if own.has_attribute("disabled") => {
                    own.previous_element_sibling().or_else(|| own.next_element_sibling())
                }
                own => own,
            };
            if let Some(own) = own.and_then(|own| own.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
                give_focus(&own);
            }
        });
    });
}
