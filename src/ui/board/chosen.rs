//! Several cards at once: which are chosen, and carrying all of them out. Must not know pointers, nor what a card is of.

use super::carry::focus_card;
use super::deeds::{Meaning, deeds};
use super::shown::{Board, cards_of, in_board_order, layout_now, place_of};
use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, MenuButton, MenuEntry, MenuItem, announce, icon};
use crate::view::board::cells::{Cell, Lane};
use crate::view::board::drag::Dropped;
use crate::view::board::words::card_above;
use crate::view::format;
use leptos::prelude::*;

thread_local! {
    static CHOSEN: ArcRwSignal<Vec<Id>> = ArcRwSignal::new(Vec::new());
}

/// The chosen cards; tracked.
pub fn chosen() -> Vec<Id> {
    CHOSEN.with(|chosen| chosen.get())
}

/// Whether any is chosen; untracked.
pub fn is_any() -> bool {
    CHOSEN.with(|chosen| chosen.with_untracked(|chosen| !chosen.is_empty()))
}

/// Chooses a card, or chooses it no more.
pub fn toggle(card: Id) {
    let name = store::with(|portfolio| store::title_in(portfolio, card));
    let (is_chosen, count) = CHOSEN.with(|chosen| {
        let mut ids = chosen.get_untracked();
        let is_chosen = !ids.contains(&card);
        if is_chosen {
            ids.push(card)
        } else {
            ids.retain(|own| *own != card)
        }
        let count = ids.len();
        chosen.set(ids);
        (is_chosen, count)
    });
    let words = if is_chosen { " selected, " } else { " no longer selected, " };
    announce([&name, words, &format::count(count, "card"), " in all"].concat());
}

/// Chooses none.
pub fn clear() {
    if is_any() {
        CHOSEN.with(|chosen| chosen.set(Vec::new()));
        announce("No card selected");
    }
}

/// A card is chosen no more: what was to be done with it is.
pub fn choose_no_more(card: Id) {
    CHOSEN.with(|chosen| chosen.update(|ids| ids.retain(|id| *id != card)));
}

/// The cards that move with this one, itself included, in the order of the board.
pub fn moving(card: Id) -> Vec<Id> {
    let chosen = CHOSEN.with(|chosen| chosen.get_untracked());
    if !chosen.contains(&card) {
        return vec![card];
    }
    in_board_order(&chosen)
}

/// "Apollo", or "Apollo and 2 others".
pub fn with_others(name: &str, card: Id) -> String {
    match moving(card).len().saturating_sub(1) {
        0 => name.to_owned(),
        others => [name, " and ", &format::count(others, "other")].concat(),
    }
}

/// Carries out what a drop of one of several chosen cards means for all of them.
pub fn carry_out(dropped: Dropped, mut cards: Vec<Id>) {
    let Some(deeds) = deeds() else { return };
    let layout = layout_now();
    let (cell, index) = (dropped.to.cell, dropped.to.index);
    if deeds.meaning(&layout, dropped.card, cell.column) != Some(Meaning::Within) {
        return deeds.enter(cards, cell, index);
    }
    let stands_there = |card: &Id| place_of(*card).is_some_and(|place| place.cell.column == cell.column);
    cards.retain(stands_there);
    // One place says the same of all of them: what any of them is not yet.
    let mut fields = Vec::new();
    for (number, value) in cards.iter().flat_map(|card| deeds.says(&layout, *card, cell)) {
        if fields.iter().all(|(known, _)| *known != number) {
            fields.push((number, value));
        }
    }
    let others = |ids: Vec<Id>| ids.into_iter().filter(|id| !cards.contains(id)).collect::<Vec<_>>();
    // The place counts the chosen cards above it, but for the one that was carried.
    let shown = cards_of(cell).without(&[]);
    let above: Vec<Id> = shown.iter().copied().filter(|id| *id != dropped.card).take(index).collect();
    let index = others(above).len();
    let after = card_above(&others(deeds.all_in(cell.column)), &others(shown), index);
    deeds.place(cards, after, fields);
    focus_card(dropped.card);
}

/// How many cards are chosen, and what can be done with all of them.
pub fn bar() -> AnyView {
    let is_there = |id: &Id| {
        store::track_record(*id);
        store::with(|portfolio| portfolio.record(*id).is_some_and(|record| !record.meta().deleted))
    };
    let count = Memo::new(move |_| chosen().iter().filter(|id| is_there(id)).count());
    let entries = Callback::new(|()| entries());
    view! {
        <div class="board-chosen" role="group" aria-label="Selected cards" hidden=move || count.get() == 0>
            <strong>{move || [&format::count(count.get(), "card"), " selected"].concat()}</strong>
            <MenuButton label="" menu="Move selected cards" class="btn" entries=entries>{icon(Icon::ChevronsRightLeft)}"Move to…"</MenuButton>
            <button type="button" class="btn quiet" on:click=move |_| clear()>{icon(Icon::X)}"Clear selection"</button>
        </div>
    }
    .into_any()
}

fn entries() -> Vec<MenuEntry> {
    let cards = CHOSEN.with(|chosen| chosen.get_untracked());
    let cards = cards.first().map(|first| moving(*first)).unwrap_or_default();
    let Some((board, deeds)) = Board::now().zip(deeds()) else { return Vec::new() };
    let layout = board.layout.get_untracked();
    let item = |column: usize| {
        let meanings = || cards.iter().filter_map(|card| deeds.meaning(&layout, *card, column));
        let opens = meanings().any(|meaning| meaning == Meaning::Opens);
        (opens || meanings().any(|meaning| meaning == Meaning::Writes)).then(|| {
            let (cards, dots) = (cards.clone(), if opens { "…" } else { "" });
            let cell = Cell { column, lane: Lane::Whole, step: 0 };
            let enter = move || deeds.enter(cards.clone(), cell, 0);
            MenuItem::new(["Move to ", layout.label(column), dots].concat(), enter).into()
        })
    };
    let mut entries: Vec<MenuEntry> = (0..layout.columns.len()).filter_map(item).collect();
    entries.extend(deeds.more_of_chosen(&cards));
    entries
}
