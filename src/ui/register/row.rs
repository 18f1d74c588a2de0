//! A place for a row: a record, or the head of a group. Which of both it is, and of which, follows the scrolling.

use super::cell;
use super::focus::group_id;
use super::state::Register;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon};
use crate::view::register::sheet::Group;
use crate::view::register::totals::Total;
use crate::view::register::{Column, Line};
use leptos::prelude::*;
use std::rc::Rc;

/// The row of a record at that place.
pub fn row(register: Register, place: usize, columns: &[Column]) -> Drawn {
    let present = Memo::new(move |_| match line(register, place) {
        Some(Line::Row(id)) => Some(id),
        _ => None,
    });
    let index = move || (register.first.get() + place + 2).to_string();
    let is_picked = Memo::new(move |_| present.get().is_some_and(|id| register.is_picked(id)));
    let cells: Vec<Drawn> =
        columns.iter().enumerate().map(|(at, column)| cell::cell(register, place, at, *column, present)).collect();
    view! {
        <div class="grid-row" role="row" hidden=move || present.get().is_none() aria-rowindex=index
            aria-selected=move || is_picked.get().to_string() class:picked=is_picked>
            {cell::check(place, register, present)}
            {cells}
        </div>
    }
}

/// The row at a place; tracked.
fn line(register: Register, place: usize) -> Option<Line> {
    let at = register.first.get() + place;
    register.sheet(|sheet| sheet.line(at))
}

/// The group whose head stands at a place; tracked.
fn group(register: Register, place: usize) -> Option<Group> {
    match line(register, place)? {
        Line::Head(at) => register.sheet(|sheet| sheet.groups.get(at).cloned()),
        Line::Row(_) => None,
    }
}

/// The head of a group at that place.
pub fn group_row(register: Register, place: usize, columns: &[Column]) -> Drawn {
    let group = move || group(register, place);
    let of = move |part: fn(&Group) -> String| group().as_ref().map(part).unwrap_or_default();
    let index = move || (register.first.get() + place + 2).to_string();
    let totals = total_cells(columns, move |column| group().and_then(|group| total_of(&group.totals, column)));
    view! {
        <div class="grid-row grid-group" role="row" hidden=move || !matches!(line(register, place), Some(Line::Head(_))) aria-rowindex=index>
            <div class="grid-cell grid-name" role="rowheader" id=group_id(place) aria-colindex="1" aria-colspan="2" tabindex="-1"
                aria-expanded=move || group().map(|own| (!own.folded).to_string())
                class:folded=move || group().is_some_and(|own| own.folded)>
                {small_icon(Icon::ChevronDown)}
                <strong class="grid-text">{move || of(|own| own.label.clone())}</strong>
                " "
                <span class="grid-count">{move || group().map(|own| register.kind().count(own.count)).unwrap_or_default()}</span>
            </div>
            {totals}
        </div>
    }
}

fn total_of(totals: &[Total], column: Column) -> Option<Total> {
    totals.iter().find(|own| own.column == column).cloned()
}

/// A cell for the total of each column that is added up; the first has the words of its row.
fn total_cells(columns: &[Column], total: impl Fn(Column) -> Option<Total> + Copy + 'static) -> Vec<Drawn> {
    let added_up = columns.iter().copied().enumerate().skip(1).filter(|(_, column)| column.adds_up());
    added_up.map(|(at, column)| total_cell(at, column, Rc::new(move || total(column)))).collect()
}

fn total_cell(at: usize, column: Column, total: Rc<dyn Fn() -> Option<Total>>) -> Drawn {
    let total = StoredValue::new_local(total);
    let total = move || total.with_value(|own| own());
    let words = move || total().map(|own| own.words).unwrap_or_default();
    let note = move || total().map(|own| own.note).filter(|note| !note.is_empty());
    let said = move || note().map(|note| [", ", note].concat()).unwrap_or_default();
    let name = [column.label(), ": "].concat();
    view! {
        <div class="grid-cell figure grid-total" role="gridcell" aria-colindex=(at + 2).to_string()
            style:grid-column-start=move || (at + 2).to_string() hidden=move || total().is_none() title=note>
            <span class="visually-hidden">{name}</span>
            <span class="grid-text">{words}</span>
            <span class="grid-note" aria-hidden="true" hidden=move || note().is_none()>"*"</span>
            <span class="visually-hidden">{said}</span>
        </div>
    }
}

/// The totals over all rows, below them.
pub fn totals_row(register: Register, columns: &[Column]) -> Drawn {
    let cells = total_cells(columns, move |column| register.sheet(|sheet| total_of(&sheet.totals, column)));
    let index = move || (register.count.get() + 2).to_string();
    view! {
        <div class="grid-foot" role="rowgroup" hidden=move || register.count.get() == 0>
            <div class="grid-row" role="row" aria-rowindex=index>
                <div class="grid-cell grid-name" role="rowheader" aria-colindex="1" aria-colspan="2" data-of=move || register.sheet(|sheet| sheet.counted(register.kind()))>"Total"</div>
                {cells}
            </div>
        </div>
    }
}
