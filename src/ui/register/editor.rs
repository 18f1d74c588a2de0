//! Editing a cell in its place: the form of the project's page in a small window over the cell. Enter saves, Escape leaves,
//! Tab saves and goes on to the next cell.

use super::state::Register;
use super::{act, focus};
use crate::domain::id::Id;
use crate::platform::page::give_focus;
use crate::ui::cells::{FieldPlace, editor_typed, input_id};
use crate::ui::draw::{later, view};
use crate::ui::parts::focus_soon;
use crate::view::register::Column;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, Node};

/// The window in which the cell is edited.
pub fn editor_window(register: Register) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    // Where Tab leads once the form is saved: back or on.
    let onward = StoredValue::new(None::<bool>);
    let form = move || register.editing().and_then(|(id, column)| form(register, id, column, onward));
    Effect::new(move |_| {
        let is_open = register.editing().is_some();
        let Some(own) = node.get() else { return };
        if is_open {
            let _ = own.show_popover();
            register.alive.after_drawing(move || place(register, node));
        } else {
            let _ = own.hide_popover();
        }
    });
    view! {
        <div class="cell-editor" popover="manual" node_ref=node
            on:keydown=move |event| on_key(&event, node, onward)
            on:focusout=move |event| on_leave(register, &event, node)>
            {form}
        </div>
    }
    .into_any()
}

fn form(register: Register, id: Id, column: Column, onward: StoredValue<Option<bool>>) -> Option<AnyView> {
    let (number, field) = column.field()?;
    let editing = RwSignal::new(true);
    let place = FieldPlace { id, number, field };
    onward.set_value(None);
    Effect::new(move |_| {
        if editing.get() {
            return;
        }
        register.edit(None);
        let spot = register.spot();
        let next = onward.get_value().and_then(|back| act::next_editable(register, spot, back));
        // Who types on at once types into the next cell: until it is drawn, the grid has the focus.
        if let Some(next) = next {
            focus::settle_at(register, next);
        }
        let active = document().active_element();
        let was_here = active.is_some_and(|own| own.closest(".cell-editor").is_ok_and(|own| own.is_some()));
        if let Some(scroller) = register.scroller.get_untracked().filter(|_| was_here) {
            give_focus(&scroller);
        }
        // Rows may have moved with what was saved; the focus has followed by then.
        register.alive.next_frame(move || match next {
            _ if untrack(|| register.editing()).is_some() => {}
            Some(next) => {
                let row = register.spot().row;
                act::edit(register, crate::view::register::keys::Spot { row, ..next });
            }
            None => focus::go(register, register.spot()),
        });
    });
    focus_soon(input_id(place, 0));
    let mut typed = String::new();
    register.note(|own| typed = std::mem::take(&mut own.typed));
    let name = [field.label, " of ", &crate::store::with(|own| crate::store::title_in(own, id))].concat();
    Some(view! { <div role="group" aria-label=name>{editor_typed(place, editing, &typed)}</div> }.into_any())
}

/// Puts the window over the cell, within the page.
fn place(register: Register, node: NodeRef<html::Div>) {
    let spot = register.spot();
    let Some((own, cell)) = node.try_get_untracked().flatten().zip(focus::element(register, spot)) else { return };
    let style = HtmlElement::style(&own);
    let at = cell.get_bounding_client_rect();
    let pixels = |length: f64| [&(length as i32).to_string(), "px"].concat();
    let _ = style.set_property("min-width", &pixels(at.width() + 2.0));
    let size = own.get_bounding_client_rect();
    let root = document().document_element();
    let (width, height) =
        root.map_or((0.0, 0.0), |own| (f64::from(own.client_width()), f64::from(own.client_height())));
    let _ = style.set_property("left", &pixels((at.left() - 1.0).min(width - size.width() - 8.0).max(8.0)));
    let _ = style.set_property("top", &pixels((at.top() - 1.0).min(height - size.height() - 8.0).max(8.0)));
}

fn on_key(event: &KeyboardEvent, node: NodeRef<html::Div>, onward: StoredValue<Option<bool>>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target else { return };
    let several = target.closest(".several").is_ok_and(|own| own.is_some());
    match event.key().as_str() {
        "Tab" if !several => {
            event.prevent_default();
            onward.set_value(Some(event.shift_key()));
            save_now(node);
        }
        // A list of choices does not send its form by itself.
        "Enter" if target.tag_name() == "SELECT" => {
            event.prevent_default();
            save_now(node);
        }
        "Enter" => onward.set_value(None),
        _ => {}
    }
    event.stop_propagation();
}

/// Who clicks elsewhere has typed what was meant.
fn on_leave(register: Register, event: &FocusEvent, node: NodeRef<html::Div>) {
    let Some(own) = node.get_untracked() else { return };
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    let inside = to.as_ref().is_none_or(|to| own.contains(Some(to)));
    if !inside && untrack(|| register.editing()).is_some() {
        save(node);
    }
}

/// Sends the form, by its button: then it checks and saves as when Enter is pressed. Not before the next frame: the focus that
/// is on its way is to arrive first.
fn save(node: NodeRef<html::Div>) {
    later::next_frame(move || send(node));
}

/// The same in the task of the key: what is typed after it belongs to the next cell.
fn save_now(node: NodeRef<html::Div>) {
    later::after_drawing(move || send(node));
}

fn send(node: NodeRef<html::Div>) {
    let own = node.try_get_untracked().flatten();
    let button = own.and_then(|own| own.query_selector("button[type=submit]").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
