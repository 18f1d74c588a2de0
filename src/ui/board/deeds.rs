//! What is done on a board: what a drop means for a card of its kind, and how it is carried out. The board asks; each kind answers.
//! Must not know any kind.

use super::shown::Board;
use crate::domain::id::Id;
use crate::engine::command::Fields;
use crate::engine::portfolio::Portfolio;
use crate::ui::parts::{MenuEntry, MenuItem};
use crate::view::board::cells::{Cell, Layout};
use crate::view::board::filter::BoardFilter;
use std::borrow::Cow;
use std::cell::Cell as Slot;

/// What a drop, or the choice in "Move to...", means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// Another place in the same column.
    Within,
    /// Something is asked first: a gate, a dialog.
    Opens,
    /// It is done at once.
    Writes,
    /// Not possible; why, and what to do.
    Refused(Cow<'static, str>),
}

/// What a menu is called, and its entries.
pub type Menu = (&'static str, fn() -> Vec<MenuEntry>);

/// What is done on a board of a kind.
pub trait Deeds: Sync {
    /// What moving a card to a column means; `None` if the card is not there any more.
    fn meaning(&self, layout: &Layout, card: Id, column: usize) -> Option<Meaning>;
    /// What stands at a place in a column while a card is over it; empty for nothing.
    fn hint(&self, layout: &Layout, card: Id, column: usize) -> String;
    /// What a cell says of a card that comes to stand in it, as far as that differs.
    fn says(&self, layout: &Layout, card: Id, cell: Cell) -> Fields;
    /// All cards of a column in their order, those that are not shown among them.
    fn all_in(&self, column: usize) -> Vec<Id>;
    /// Puts cards of one column below another of it, or at its top, and writes what their cell says.
    fn place(&self, cards: Vec<Id>, after: Option<Id>, fields: Fields);
    /// Takes cards to a cell of another column, below so many of those that are shown there. What cannot go there is said.
    fn enter(&self, cards: Vec<Id>, to: Cell, index: usize);
    /// What can be chosen of a facet of the filter: value and words, without the choice of anything.
    fn choices(&self, portfolio: &Portfolio, filter: &BoardFilter, facet: usize) -> Vec<(String, String)>;
    /// The entry that opens the page of a card; none for cards without one.
    fn open(&self, card: Id) -> Option<MenuItem>;
    /// Further entries of the menu of a card.
    fn more(&self, _card: Id) -> Vec<MenuEntry> {
        Vec::new()
    }
    /// Further entries of the menu of chosen cards.
    fn more_of_chosen(&self, _cards: &[Id]) -> Vec<MenuEntry> {
        Vec::new()
    }
    /// A menu of the line above the board, by its name: what it is called, and its entries.
    fn menu(&self, _name: &str) -> Option<Menu> {
        None
    }
}

thread_local! {
    static USUAL: Slot<Option<&'static dyn Deeds>> = const { Slot::new(None) };
}

/// Says what is done on boards that do not say so themselves.
pub(super) fn usually(deeds: &'static dyn Deeds) {
    USUAL.set(Some(deeds));
}

/// What is done on the board that is on the page.
pub(super) fn deeds() -> Option<&'static dyn Deeds> {
    Board::now()?.deeds.map(|give| give()).or(USUAL.get())
}
