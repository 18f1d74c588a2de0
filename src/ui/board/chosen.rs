//! Several cards at once: which are chosen, and carrying all of them out: inside a column in one step, over a border one
//! gate review after the other. Must not know pointers.

use super::carry::focus_card;
use super::shown::{cards_of, in_board_order, layout_now, place_of};
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::command::Command;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::store;
use crate::ui::actions;
use crate::ui::desk::{self, Shared};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, MenuButton, MenuEntry, MenuItem, alert, announce, icon};
use crate::view::board::{self, Move};
use crate::view::drag::Dropped;
use crate::view::format;
use leptos::prelude::*;
use std::cell::RefCell;

/// Reviews that follow each other.
struct Line {
    projects: Vec<Id>,
    /// Which of them is on the desk.
    at: usize,
    column: BoardColumn,
}

thread_local! {
    static CHOSEN: ArcRwSignal<Vec<Id>> = ArcRwSignal::new(Vec::new());
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
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

/// The page is new, or the desk is clear: no review follows another any more.
pub fn end_line() {
    LINE.take();
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

fn meaning(project: Id, to: BoardColumn) -> Option<Move> {
    store::with(|portfolio| portfolio.get::<Project>(project).map(|own| board::meaning(own.phase, own.state, to)))
}

/// Carries out what a drop of one of several chosen cards means for all of them.
pub fn carry_out(dropped: Dropped, mut cards: Vec<Id>) {
    let layout = layout_now();
    let (cell, index) = (dropped.to.cell, dropped.to.index);
    let says = |card: &Id| {
        let own = store::with(|portfolio| portfolio.get::<Project>(*card).map(|own| layout.says(own, cell)));
        own.unwrap_or_default()
    };
    if meaning(dropped.card, cell.column) != Some(Move::Within) {
        for card in &cards {
            let fields = says(card);
            if !fields.is_empty() {
                actions::dispatch(&Command::Change { record: *card, fields });
            }
        }
        return begin(&cards, cell.column);
    }
    let stands_there = |card: &Id| place_of(*card).is_some_and(|own| own.cell.column == cell.column);
    cards.retain(stands_there);
    // One place says the same of all of them: what any of them is not yet.
    let mut fields = Vec::new();
    for (number, value) in cards.iter().flat_map(says) {
        if fields.iter().all(|(known, _)| *known != number) {
            fields.push((number, value));
        }
    }
    let others = |ids: Vec<Id>| ids.into_iter().filter(|id| !cards.contains(id)).collect::<Vec<_>>();
    // The place counts the chosen cards above it, but for the one that was carried.
    let shown = cards_of(cell).without(&[]);
    let above: Vec<Id> = shown.iter().copied().filter(|id| *id != dropped.card).take(index).collect();
    let index = others(above).len();
    let all = store::with(|portfolio| portfolio.ids(IndexKey::Column(cell.column)));
    let after = board::card_above(&others(all), &others(shown), index);
    actions::dispatch(&Command::MoveTogether { projects: cards, after, fields });
    focus_card(dropped.card);
}

/// Opens the first of the reviews that take these cards to a column. What cannot go there is named, with the reason.
fn begin(cards: &[Id], column: BoardColumn) {
    let mut projects = Vec::new();
    for card in cards {
        match meaning(*card, column) {
            Some(Move::Gate { .. }) => projects.push(*card),
            Some(Move::Refused(why)) => {
                alert([&store::with(|portfolio| store::title_in(portfolio, *card)), ": ", why].concat());
            }
            _ => {}
        }
    }
    LINE.set(Some(Line { projects, at: 0, column }));
    open();
}

/// Opens the review that is next in line; gives whether there is one.
fn open() -> bool {
    let next = LINE.with_borrow(|line| {
        let line = line.as_ref()?;
        let project = line.projects.get(line.at)?;
        Some((*project, meaning(*project, line.column)?, line.column.phase()))
    });
    let Some((project, Move::Gate { outcome, back_to, .. }, phase)) = next else { return false };
    desk::show(Shared::Gate { project, outcome: Some(outcome), towards: back_to.or(phase) });
    true
}

fn is_next(line: &Line, project: Id) -> bool {
    line.projects.len() > 1 && line.projects.get(line.at) == Some(&project)
}

/// "2 of 5", if the review of that project stands in line with others.
pub fn place_in_line(project: Id) -> Option<String> {
    LINE.with_borrow(|line| {
        let line = line.as_ref().filter(|line| is_next(line, project))?;
        Some([&(line.at + 1).to_string(), " of ", &line.projects.len().to_string()].concat())
    })
}

/// A review has been decided: opens the next one in line. Gives whether there is one.
pub fn go_on_after(project: Id) -> bool {
    let stood = LINE.with_borrow_mut(|line| {
        let line = line.as_mut().filter(|line| is_next(line, project));
        line.map(|line| line.at += 1).is_some()
    });
    if stood {
        // What is decided is chosen no more; a line that is left keeps the others chosen.
        CHOSEN.with(|chosen| chosen.update(|ids| ids.retain(|own| *own != project)));
    }
    stood && open()
}

/// How many cards are chosen, and what can be done with all of them.
pub fn bar() -> AnyView {
    let count =
        Memo::new(|_| chosen().into_iter().filter(|id| store::record::<Project, _>(*id, |_| ()).is_some()).count());
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
    let can =
        |column: &&BoardColumn| cards.iter().any(|card| matches!(meaning(*card, **column), Some(Move::Gate { .. })));
    let item = |column: &BoardColumn| {
        let (column, cards) = (*column, cards.clone());
        MenuItem::new(["Move to ", column.label(), "…"].concat(), move || begin(&cards, column)).into()
    };
    BoardColumn::ALL.iter().filter(can).map(item).collect()
}
