//! What keys and clicks in the grid lead to: sorting, opening, editing, and what is said about it.

use super::state::Register;
use crate::ui::parts::announce;
use crate::ui::router;
use crate::view::format;
use crate::view::register::Column;
use crate::view::register::keys::Spot;
use leptos::prelude::*;

/// Sorts by a column; `add`: beside the others.
pub fn sort(register: Register, column: Column, add: bool) {
    let mut view = register.view_now();
    view.sort_by(column, add);
    let how = match view.sorted(column) {
        None => "not sorted",
        Some((_, false)) => "sorted rising",
        Some((_, true)) => "sorted falling",
    };
    announce([column.label(), " ", how].concat());
    register.change(|own| *own = view);
}

/// Opens a row's record.
pub fn open(register: Register, spot: Spot) {
    let record = spot.row.and_then(|row| register.record(row));
    match record.and_then(super::cell::door_of) {
        Some(route) if route.beside.is_some() => router::open_beside(route.beside),
        Some(route) => router::go(&route),
        None => {}
    }
}

/// Edits a cell in its place; where only a decision changes it, opens that.
pub fn edit(register: Register, spot: Spot) {
    let record = spot.row.and_then(|row| register.record(row));
    let Some((id, column)) = record.zip(register.column(spot.column)) else { return };
    if untrack(crate::store::session::is_read_only) {
        return;
    }
    if column.is_decided() {
        (register.page.decide)(id);
    } else if column.is_editable() {
        super::focus::go(register, spot);
        register.edit(Some((id, column)));
    } else {
        announce([column.label(), " ", column.origin()].concat());
    }
}

/// Edits a cell in its place, beginning with what was typed. What cannot be typed into says where it comes from.
pub fn type_into(register: Register, spot: Spot, typed: String) {
    let Some(column) = register.column(spot.column) else { return };
    if column.is_decided() || !column.is_editable() {
        return announce([column.label(), " ", column.origin()].concat());
    }
    register.note(|own| own.typed = typed);
    edit(register, spot);
}

/// The next cell to the right that can be edited, or to the left.
pub fn next_editable(register: Register, from: Spot, back: bool) -> Option<Spot> {
    let fits = |at: &usize| register.column(*at).is_some_and(Column::is_editable);
    let column = if back { (0..from.column).rev().find(fits) } else { (from.column + 1..register.width()).find(fits) };
    column.map(|column| Spot { column, ..from })
}

/// Says how many rows are selected.
pub fn say_picked(register: Register) {
    announce(picked_words(untrack(|| register.picked())));
}

/// "30 selected".
pub fn picked_words(count: usize) -> String {
    match count {
        0 => "Nothing selected".to_owned(),
        count => [&format::grouped(count as u64), " selected"].concat(),
    }
}
