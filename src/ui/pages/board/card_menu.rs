//! The menu of a card: open it, move it up, down or to another column.

use super::carry;
use super::shown::cards_in;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::index::BoardColumn;
use crate::store;
use crate::ui::parts::{MenuEntry, MenuItem};
use crate::ui::router;
use crate::view::board::{self, Move};
use crate::view::drag::{Dropped, Place};
use crate::view::route::{ProjectTab, Route};

/// The entries for a card, as it stands now.
pub fn entries(card: Id) -> Vec<MenuEntry> {
    let Some(place) = carry::place_of(card) else { return Vec::new() };
    let last = cards_in(place.column).len().saturating_sub(1);
    let item =
        |words: String, to: Place| MenuItem::new(words, move || carry::carry_out(Dropped { card, from: place, to }));
    let within = |words: &str, index: usize, end: bool, why: &str| {
        let mut item = item(words.to_owned(), Place { index, ..place });
        if end {
            (item.disabled, item.hint) = (true, why.to_owned());
        }
        MenuEntry::Item(item)
    };
    let mut entries = vec![
        MenuItem::new("Open project", move || router::go(&Route::Project(card, ProjectTab::Summary))).into(),
        MenuEntry::Line,
        within("Move up", place.index.saturating_sub(1), place.index == 0, "first already"),
        within("Move down", place.index + 1, place.index >= last, "last already"),
        MenuEntry::Line,
    ];
    for column in BoardColumn::ALL.into_iter().filter(|column| *column != place.column) {
        let to = Place { column, index: 0 };
        let may = store::with(|portfolio| {
            let own = portfolio.get::<Project>(card)?;
            Some(!matches!(board::meaning(own.phase, own.state, to), Move::Refused(_)))
        });
        if may == Some(true) {
            entries.push(item(["Move to ", column.label(), "…"].concat(), to).into());
        }
    }
    entries
}
