//! The headings of the grid: they sort, move and resize their column, by pointer as by keys.

use super::focus::heading_id;
use super::state::Register;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::announce;
use crate::view::register::Column;
use crate::view::register::view::WIDTHS;
use leptos::ev::PointerEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// The headings.
pub fn headings(register: Register, columns: &[Column]) -> AnyView {
    let cells: Vec<Drawn> = columns.iter().enumerate().map(|(at, column)| heading(register, at, *column)).collect();
    let all = move || {
        let picked = register.picked();
        picked > 0 && register.sheet(|sheet| sheet.records().count()) == picked
    };
    let toggle = move |_| {
        if untrack(all) {
            register.pick(Vec::new());
        } else {
            register.pick_all();
        }
        super::act::say_picked(register);
    };
    view! {
        <div class="grid-heads" role="rowgroup">
            <div class="grid-row" role="row" aria-rowindex="1">
                <div class="grid-cell grid-check" role="columnheader" aria-colindex="1">
                    <input type="checkbox" tabindex="-1" aria-label="Select all" prop:checked=all on:change=toggle/>
                </div>
                {cells}
            </div>
        </div>
    }
    .into_any()
}

fn heading(register: Register, at: usize, column: Column) -> Drawn {
    let sorted = move || register.view(|view| view.sorted(column).map(|own| (own, view.sort.len())));
    let direction = move || match sorted() {
        None => "none",
        Some(((_, false), _)) => "ascending",
        Some(((_, true), _)) => "descending",
    };
    let mark = move || match sorted() {
        None => String::new(),
        Some(((at, descending), all)) => {
            let arrow = if descending { "↓" } else { "↑" };
            if all > 1 { [arrow, &(at + 1).to_string()].concat() } else { arrow.to_owned() }
        }
    };
    let class = match (column.is_title(), column.is_figure()) {
        (true, _) => "grid-cell grid-heading grid-name",
        (_, true) => "grid-cell grid-heading figure",
        _ => "grid-cell grid-heading",
    };
    view! {
        <div class=class role="columnheader" id=heading_id(at) aria-colindex=(at + 2).to_string() aria-sort=direction tabindex="-1"
            on:pointerdown=move |event| take(register, at, &event)
            on:pointermove=move |event| carry(register, &event)
            on:pointerup=move |event| put(register, &event)
            on:pointercancel=move |_| register.note(|own| own.taken = None)>
            <span class="grid-text">{column.label()}</span>
            <span class="grid-sort" aria-hidden="true">{mark}</span>
            <span class="grid-handle" aria-hidden="true"
                on:pointerdown=move |event| press(register, at, &event)
                on:pointermove=move |event| drag(register, at, &event)
                on:pointerup=move |_| release(register, at)
                on:pointercancel=move |_| register.resize(None)></span>
        </div>
    }
}

/// Whether an element is the border by which a column is resized.
pub fn is_handle(element: &Element) -> bool {
    element.class_list().contains("grid-handle")
}

/// How far a heading moves before that is no click any more, in pixels.
const THRESHOLD: i32 = 6;

/// A pointer goes down on a heading: it may move the column. The name stays where it is.
fn take(register: Register, at: usize, event: &PointerEvent) {
    let on_handle =
        event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|own| is_handle(&own));
    let fits = at > 0 && event.button() == 0 && event.pointer_type() == "mouse" && !on_handle;
    register.note(|own| own.taken = fits.then_some((at, event.client_x(), false)));
}

/// The heading under a pointer.
fn under(event: &PointerEvent) -> Option<Element> {
    let element = document().element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    element.closest(".grid-heading").ok().flatten()
}

fn carry(register: Register, event: &PointerEvent) {
    let Some((at, from, was_moved)) = register.peek(|own| own.taken) else { return };
    let is_moved = was_moved || (event.client_x() - from).abs() > THRESHOLD;
    register.note(|own| own.taken = Some((at, from, is_moved)));
    if let (true, Some(heading)) = (is_moved && !was_moved, under(event)) {
        let _ = heading.set_pointer_capture(event.pointer_id());
        let _ = heading.class_list().add_1("is-moved");
    }
}

fn put(register: Register, event: &PointerEvent) {
    let Some((at, _, true)) = register.peek(|own| own.taken) else { return };
    if let Some(own) = super::focus::element(register, crate::view::register::keys::Spot { row: None, column: at }) {
        let _ = own.class_list().remove_1("is-moved");
    }
    let to = under(event).and_then(|heading| super::focus::spot_of(register, &heading)).map(|spot| spot.column);
    let Some(to) = to.filter(|to| *to != at) else { return };
    let mut view = register.view_now();
    let to = view.shift(at, to as isize - at as isize);
    if to != at {
        let label = register.column(at).map_or("", |own| own.label());
        announce([label, " moved to column ", &(to + 1).to_string()].concat());
        register.change(|own| *own = view);
    }
}

/// Whether the click that follows ends a move, and so sorts nothing.
pub fn ends_move(register: Register) -> bool {
    let taken = register.peek(|own| own.taken);
    register.note(|own| own.taken = None);
    taken.is_some_and(|(_, _, moved)| moved)
}

fn press(register: Register, at: usize, event: &PointerEvent) {
    let Some(handle) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    event.prevent_default();
    let _ = handle.set_pointer_capture(event.pointer_id());
    register.resize(Some((at, super::focus::width(register, at))));
}

fn drag(register: Register, at: usize, event: &PointerEvent) {
    if untrack(|| register.resizing()).is_none_or(|(own, _)| own != at) {
        return;
    }
    let left = super::focus::element(register, crate::view::register::keys::Spot { row: None, column: at })
        .map_or(0, |own| own.get_bounding_client_rect().left() as i32);
    let width = (event.client_x() - left).clamp(i32::from(WIDTHS.0), i32::from(WIDTHS.1));
    register.resize(Some((at, u16::try_from(width).unwrap_or(WIDTHS.0))));
}

fn release(register: Register, at: usize) {
    if let Some((own, width)) = untrack(|| register.resizing()).filter(|(own, _)| *own == at) {
        register.adjust(|view| view.resize(own, width));
        // The address changes first, so that the column does not jump back for a moment.
        register.alive.next_frame(move || {
            register.alive.next_frame(move || register.resize(None));
        });
    }
}
