//! The grid: headings, the rows in sight, totals; and what keys and pointers do in it.

use super::state::Register;
use super::{act, focus, heading, row};
use crate::ui::draw::later;
use crate::ui::draw::view;
use crate::ui::parts::{announce, rows};
use crate::view::register::keys::{self, Act, Extent, Key, Spot};
use crate::view::register::view::WIDTH_STEP;
use crate::view::register::window::{OVERSCAN, PRINTED, ROW};
use crate::view::register::{Column, Line, Nature, paper};
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// The grid.
pub fn grid(register: Register) -> AnyView {
    watch(register);
    // As many places as are needed, in steps, so that a few rows more or less build nothing anew.
    let places = Memo::new(move |_| register.places().min(register.count.get().next_multiple_of(OVERSCAN)));
    // A place is a row and, among groups, a head. Of more or fewer places only those that come or go are drawn.
    let window = move || {
        let (columns, grouped) = (register.shown(), register.grouped.get());
        let keys = move || (0..places.get() as u64 * 2).step_by(if grouped { 1 } else { 2 }).collect();
        let one = move |key: u64| {
            let place = (key / 2) as usize;
            let own = if key.is_multiple_of(2) { row::row } else { row::group_row };
            own(register, place, &columns).into_any()
        };
        rows(keys, one, |_, _| ())
    };
    let foot = move || row::totals_row(register, &register.shown());
    let tall = move || [&(register.count.get() * ROW as usize).to_string(), "px"].concat();
    let down = move || ["translateY(", &(register.first.get() * ROW as usize).to_string(), "px)"].concat();
    view! {
        <div class="grid" role="grid" aria-label=register.kind().schema.plural aria-multiselectable="true" aria-describedby="grid-keys"
            aria-rowcount=move || (register.count.get() + 2).to_string()
            aria-colcount=move || (register.shown().len() + 1).to_string()
            tabindex="-1" node_ref=register.scroller
            on:scroll=move |_| focus::scrolled_to(register)
            on:keydown=move |event| on_key(register, &event)
            on:click=move |event| on_click(register, &event)
            on:focusin=move |event| on_focus(register, &event)
            on:mouseover=|event| explain(&event)>
            {move || heading::headings(register, &register.shown())}
            <div class="grid-body" role=move || (register.count.get() > 0).then_some("rowgroup") style:height=tall>
                <div class="grid-window" style:transform=down>{window}</div>
            </div>
            {foot}
        </div>
    }
    .into_any()
}

/// Follows what changes around the grid: widths, rows, the size of the window.
fn watch(register: Register) {
    let template = move || {
        let mut words = String::from("36px");
        let mut printed = String::from("0");
        let dragged = register.resizing();
        // No amount is longer than the total, and no figure is cut, however narrow its column was made.
        let longest = |column: Column| {
            let total = register.sheet(|sheet| {
                sheet.totals.iter().find(|own| own.column == column).map_or(0, |own| own.words.chars().count())
            });
            if column.nature() == Nature::Money { total.max(9) + 1 } else { total }
        };
        register.view(|view| {
            let fitting = paper::fitting(view.shown());
            let takes_rest = dragged.is_none_or(|(at, _)| at > 0)
                && view.columns.first().is_some_and(|(_, chosen)| chosen.is_none());
            for (at, column) in view.shown().enumerate() {
                let width = dragged.filter(|(own, _)| *own == at).map_or_else(|| view.width(at), |(_, width)| width);
                let width = width.to_string();
                // The name leaves room for others on a phone.
                let figure = longest(column);
                match at {
                    // Unless somebody gave it a width, it takes most of what the others leave.
                    0 if takes_rest => words.push_str(&[" minmax(min(", &width, "px, 46vw), 6fr)"].concat()),
                    0 => words.push_str(&[" min(", &width, "px, 46vw)"].concat()),
                    _ if figure > 0 => {
                        words.push_str(&[" max(", &width, "px, ", &figure.to_string(), "ch + 24px)"].concat());
                    }
                    _ => words.push_str(&[" ", &width, "px"].concat()),
                }
                // On paper they share its width, and no figure breaks.
                if at < fitting {
                    printed.push_str(&[" minmax(", &paper::least(column).to_string(), "px, ", &width, "fr)"].concat());
                }
            }
        });
        (words, printed)
    };
    Effect::new(move |_| {
        let (words, printed) = template();
        if let Some(scroller) = register.scroller.get() {
            let style = HtmlElement::style(&scroller);
            let _ = style.set_property("--columns", &words);
            let _ = style.set_property("--printed-columns", &printed);
        }
    });
    // Of other rows, or in another order, the first is in sight. Where it is already, nothing is asked of the browser: it would have
    // to lay the page out at once.
    Effect::new(move |before: Option<String>| {
        let now = register.asked();
        if before.is_some_and(|before| before != now)
            && register.peek(|own| own.scrolled > 0)
            && let Some(scroller) = register.scroller.get_untracked()
        {
            scroller.set_scroll_top(0);
        }
        now
    });
    // Rows that moved take the focus with them, and what is no longer there is not selected.
    Effect::new(move |_| {
        let active = register.peek(|own| own.active);
        let (row, count) = register.sheet(|sheet| (active.and_then(|id| sheet.row_of(id)), sheet.len()));
        register.forget_gone();
        register.note(|own| {
            own.anchor = None;
            if let Some(at) = own.spot.row {
                own.spot.row = Some(row.unwrap_or(at).min(count.saturating_sub(1)));
            }
        });
        register.alive.next_frame(move || focus::rows_changed(register));
        focus::refresh(register, false);
    });
    Effect::new(move |_| {
        let last = register.shown().len().saturating_sub(1);
        register.note(|own| own.spot.column = own.spot.column.min(last));
        // After the headings are drawn anew: the focus is kept at its place first, and not with the column that moved.
        register.alive.next_frame(move || {
            let mut to = None;
            register.note(|own| to = own.follow.take());
            if let Some(column) = to {
                focus::settle_at(register, Spot { column, ..register.spot() });
            }
            focus::refresh(register, to.is_some());
        });
    });
    later::hear(leptos::ev::resize, move |_| focus::scrolled_to(register));
    // Paper shows all rows, not those in sight.
    later::hear(leptos::ev::beforeprint, move |_| {
        register.printed.set(Some(untrack(|| register.view(|view| paper::fitting(view.shown())))));
        register.first.set(0);
        register.height.set(register.count.get_untracked().min(PRINTED) * ROW as usize);
    });
    later::hear(leptos::ev::afterprint, move |_| {
        register.printed.set(None);
        focus::scrolled_to(register);
    });
}

fn element_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// A text that is cut off is shown in full when pointed at.
fn explain(event: &MouseEvent) {
    let Some(target) = element_of(event) else { return };
    if let Ok(Some(own)) = target.closest(".grid-text, .grid-link")
        && let Some(own) = own.dyn_ref::<HtmlElement>()
    {
        let cut = own.scroll_width() > own.client_width();
        let words = own.text_content().unwrap_or_default();
        let _ = if cut { own.set_attribute("title", &words) } else { own.remove_attribute("title") };
    }
}

fn on_focus(register: Register, event: &Event) {
    if let Some(spot) = element_of(event).and_then(|own| focus::spot_of(register, &own))
        && spot != register.spot()
    {
        focus::settle_at(register, spot);
        focus::refresh(register, false);
    }
}

fn on_key(register: Register, event: &KeyboardEvent) {
    if event.alt_key() {
        return;
    }
    let spot = register.spot();
    let height = register.height.get_untracked();
    let extent = Extent {
        rows: register.count.get_untracked(),
        columns: register.width(),
        page: (height / ROW as usize).saturating_sub(3),
    };
    let name = event.key();
    let key = Key { name: &name, command: event.ctrl_key() || event.meta_key(), shift: event.shift_key() };
    let head = match spot.row.and_then(|row| register.line(row)) {
        Some(Line::Head(group)) => Some(group),
        _ => None,
    };
    let done = match keys::press(spot, key, extent) {
        // The browser's own copying follows, and is answered in `output`.
        Act::Ignored | Act::Copy => return,
        // Where nothing is selected, Escape is for what lies beside the table.
        Act::Clear if untrack(|| register.picked()) == 0 => return,
        Act::Edit | Act::Open if head.is_some() => Act::Toggle,
        Act::Type if head.is_some() => Act::Nothing,
        Act::Type => {
            event.prevent_default();
            event.stop_propagation();
            return act::type_into(register, spot, name);
        }
        other => other,
    };
    event.prevent_default();
    event.stop_propagation();
    perform(register, spot, done);
}

fn perform(register: Register, spot: Spot, done: Act) {
    match done {
        Act::Ignored | Act::Copy | Act::Type | Act::Nothing => {}
        Act::Go(to) => {
            register.note(|own| own.anchor = None);
            focus::go(register, to);
        }
        Act::Extend(to) => {
            let from = register.peek(|own| own.anchor).or(spot.row).unwrap_or(0);
            register.note(|own| own.anchor = Some(from));
            register.pick_between(from, to.row.unwrap_or(0));
            focus::go(register, to);
        }
        Act::Edit => act::edit(register, spot),
        Act::Open => act::open(register, spot),
        Act::Toggle => {
            if let Some(row) = spot.row {
                register.toggle(row);
                act::say_picked(register);
            }
        }
        Act::All => {
            register.pick_all();
            act::say_picked(register);
        }
        Act::Clear => {
            if untrack(|| register.picked()) > 0 {
                register.pick(Vec::new());
                act::say_picked(register);
            }
        }
        Act::Sort(add) => {
            if let Some(column) = register.column(spot.column) {
                act::sort(register, column, add);
            }
        }
        Act::Shift(by) => {
            let mut view = register.view_now();
            let to = view.shift(spot.column, by);
            if to != spot.column {
                let label = register.column(spot.column).map_or("", |own| own.label());
                announce([label, " moved to column ", &(to + 1).to_string()].concat());
                register.note(|own| own.follow = Some(to));
                register.change(|own| *own = view);
            }
        }
        Act::Resize(by) => {
            let width = super::focus::width(register, spot.column);
            let width = width.saturating_add_signed(by.saturating_mul(WIDTH_STEP as i16));
            register.adjust(|view| view.resize(spot.column, width));
        }
    }
}

fn on_click(register: Register, event: &MouseEvent) {
    let Some(target) = element_of(event) else { return };
    if target.class_list().contains("grid-pick") {
        let place = target.id().strip_prefix("pick-").and_then(|place| place.parse::<usize>().ok());
        let Some(row) = place.map(|place| place + register.first.get_untracked()) else { return };
        match register.peek(|own| own.anchor).filter(|_| event.shift_key()) {
            Some(from) => register.pick_between(from, row),
            None => register.toggle(row),
        }
        let column = register.spot().column;
        focus::go(register, Spot { row: Some(row), column });
        return;
    }
    if target.closest("a, input").is_ok_and(|link| link.is_some()) {
        return;
    }
    if heading::ends_move(register) {
        return;
    }
    let Some(spot) = focus::spot_of(register, &target) else { return };
    let anchor = register.peek(|own| own.anchor.or(own.spot.row));
    match spot.row {
        None => {
            if let Some(column) = register.column(spot.column).filter(|_| !heading::is_handle(&target)) {
                focus::settle_at(register, spot);
                act::sort(register, column, event.shift_key());
            }
        }
        Some(row) if matches!(register.line(row), Some(Line::Head(_))) => register.toggle(row),
        Some(row) if event.ctrl_key() || event.meta_key() => register.toggle(row),
        Some(row) if event.shift_key() => {
            register.pick_between(anchor.unwrap_or(row), row);
        }
        // The second click on a cell edits it, however long after the first: fingers are slow at double clicks.
        Some(_) if register.peek(|own| own.clicked) == Some(spot) => return act::edit(register, spot),
        Some(row) => register.note(|own| (own.clicked, own.anchor) = (Some(spot), Some(row))),
    }
    focus::go(register, spot);
}
