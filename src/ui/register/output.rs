//! What leaves the register: selected rows as spreadsheet cells, and all that match as a CSV file. Always as text only.

use super::state::Register;
use crate::domain::id::Id;
use crate::exchange::table_out::{Cell, cells_text, csv_file};
use crate::platform::download;
use crate::store::{self, session};
use crate::ui::parts::{alert, announce, toast};
use crate::view::format;
use crate::view::register::{Column, RowContext, export};
use leptos::ev::ClipboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlDocument};

fn table(ids: &[Id], columns: &[Column]) -> (Vec<String>, Vec<Vec<Cell>>) {
    let today = session::today_untracked();
    store::with(|portfolio| export::table(&RowContext::new(portfolio, today), ids, columns))
}

/// Answers the browser's copying: selected rows with their headings, else the one cell.
pub fn on_copy(register: Register, event: &ClipboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_field = target
        .is_some_and(|own| own.closest("input:not([type=checkbox]), textarea, select").is_ok_and(|own| own.is_some()));
    let selected = window().get_selection().ok().flatten().is_some_and(|own| !own.is_collapsed());
    if is_field || selected {
        return;
    }
    let Some(data) = event.clipboard_data() else { return };
    let (text, words) = match register.picked_in_order() {
        ids if ids.is_empty() => {
            let spot = register.spot();
            let record = spot.row.and_then(|row| register.record(row));
            let Some((id, column)) = record.zip(register.column(spot.column)) else { return };
            let (_, rows) = table(&[id], &[column]);
            (cells_text(&[], &rows), "1 cell copied".to_owned())
        }
        ids => {
            let (headings, rows) = table(&ids, &untrack(|| register.shown()));
            (cells_text(&headings, &rows), [&format::count(rows.len(), "row"), " copied"].concat())
        }
    };
    if data.set_data("text/plain", &text).is_ok() {
        event.prevent_default();
        announce(words);
    }
}

/// Copies as the keys do, for the button.
pub fn copy() {
    let document = document().dyn_into::<HtmlDocument>().ok();
    if !document.is_some_and(|own| own.exec_command("copy").unwrap_or(false)) {
        alert("The browser did not copy. Press Ctrl+C in the table instead.");
    }
}

/// Hands over the columns shown and the rows that match.
pub fn download_csv(register: Register) {
    let kind = register.kind();
    let ids = all_rows(register);
    let (columns, today) = (untrack(|| register.shown()), session::today_untracked());
    let (headings, rows) =
        store::with(|portfolio| export::file(&RowContext::new(portfolio, today), kind, &ids, &columns));
    let name = [kind.schema.plural, " ", &session::today_untracked().to_string()].concat();
    match download::save(&name, "csv", "text/csv;charset=utf-8", csv_file(&headings, &rows).as_bytes()) {
        Ok(()) => toast([&kind.count(rows.len()), " written to a CSV file"].concat()),
        Err(why) => alert(why.to_string()),
    }
}

/// All that match, those of groups that are put away too.
fn all_rows(register: Register) -> Vec<Id> {
    let today = session::today_untracked();
    let view = register.view_now();
    store::with(|portfolio| {
        let around = RowContext::new(portfolio, today);
        crate::view::register::sheet(&around, &view, &[]).records().collect()
    })
}
