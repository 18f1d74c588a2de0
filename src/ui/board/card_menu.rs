//! The menu of a card: open it, move it up, down, to another step, lane or column.

use super::carry;
use super::deeds::{Meaning, deeds};
use super::shown::{cards_of, layout_now, place_of};
use crate::domain::id::Id;
use crate::store;
use crate::ui::parts::{MenuEntry, MenuItem};
use crate::ui::router;
use crate::view::board::cells::{Cell, Lane, Place};
use crate::view::board::drag::Dropped;

/// Lanes that are all in the menu; of more only the two beside the card's own.
const LANES: usize = 10;

/// The entries for a card, as it stands now.
pub fn entries(card: Id) -> Vec<MenuEntry> {
    let Some((place, deeds)) = place_of(card).zip(deeds()) else { return Vec::new() };
    let layout = layout_now();
    let last = cards_of(place.cell).len().saturating_sub(1);
    let item =
        |words: String, to: Place| MenuItem::new(words, move || carry::carry_out(Dropped { card, from: place, to }));
    let within = |words: &str, index: usize, end: bool, why: &str| {
        let mut item = item(words.to_owned(), Place { index, ..place });
        if end {
            (item.disabled, item.hint) = (true, why.to_owned());
        }
        MenuEntry::Item(item)
    };
    let mut entries: Vec<MenuEntry> =
        deeds.open(card).map(|open| vec![open.into(), MenuEntry::Line]).unwrap_or_default();
    entries.extend([
        within("Move up", place.index.saturating_sub(1), place.index == 0, "first already"),
        within("Move down", place.index + 1, place.index >= last, "last already"),
        MenuEntry::Line,
    ]);
    // At the end of its new cell.
    let enter = |cell: Cell, words: &str| {
        let index = cards_of(cell).len();
        MenuEntry::Item(item(["Move to ", words].concat(), Place { cell, index }))
    };
    let own = place.cell;
    let steps = (0..layout.steps_in(own.column)).filter(|step| *step != own.step);
    entries.extend(steps.map(|step| enter(Cell { step, ..own }, layout.step_words(own.column, step))));
    let near = |lane: &Lane| {
        let at = |lane: Lane| layout.lanes.iter().position(|known| *known == lane);
        layout.lanes.len() <= LANES || at(*lane).zip(at(own.lane)).is_some_and(|(one, own)| one.abs_diff(own) == 1)
    };
    let lanes = layout.lanes.iter().filter(|lane| own.lane != Lane::Whole && **lane != own.lane && near(lane));
    let words = |lane: &Lane| store::with(|portfolio| lane.words(portfolio, layout.by));
    entries.extend(lanes.map(|lane| enter(Cell { lane: *lane, ..own }, &words(lane))));
    if !matches!(entries.last(), Some(MenuEntry::Line)) {
        entries.push(MenuEntry::Line);
    }
    for column in (0..layout.columns.len()).filter(|column| *column != own.column) {
        let lane = if layout.has_lanes(column) { own.lane } else { Lane::Whole };
        let to = Place { cell: Cell { column, lane, step: 0 }, index: 0 };
        let dots = match deeds.meaning(&layout, card, column) {
            Some(Meaning::Opens) => "…",
            Some(Meaning::Within | Meaning::Writes) => "",
            Some(Meaning::Refused(_)) | None => continue,
        };
        entries.push(item(["Move to ", layout.label(column), dots].concat(), to).into());
    }
    entries.push(MenuEntry::Line);
    entries.push(MenuItem::new("Show details", move || router::open_beside(Some(card))).into());
    entries.extend(deeds.more(card));
    entries
}
