//! What shows that a card is carried: the card, the one above which it would fall, the cell it is over, and where it may go at
//! all. Marks are classes that this sets and takes away, so that carrying a card wakes no card and no column. Must not know
//! who carries it.

use super::carry::{Carry, hint_of};
use super::chosen;
use super::shown::{card_below, layout_now, others_in};
use crate::domain::id::Id;
use crate::view::board::cells::{Cell, Lane, Layout};
use leptos::prelude::*;
use leptos::web_sys::Node;

/// The class of a chosen card.
const CHOSEN: &str = "chosen";
/// The class of a cell that says what a drop would open.
const TELLS: &str = "tells";

/// A class of an element, and what that element says with it.
#[derive(Clone, PartialEq, Eq)]
struct Mark {
    selector: String,
    class: &'static str,
    words: String,
}

impl Mark {
    fn new(selector: String, class: &'static str) -> Self {
        Self { selector, class, words: String::new() }
    }

    fn card(card: Id, class: &'static str) -> Self {
        Self::new(["[data-card=\"", &card.to_string(), "\"]"].concat(), class)
    }

    fn set(&self, is_marked: bool) {
        let Some(element) = document().query_selector(&self.selector).ok().flatten() else { return };
        let _ = element.class_list().toggle_with_force(self.class, is_marked);
        let within = |selector: &str| element.query_selector(selector).ok().flatten();
        if self.class == CHOSEN
            && let Some(link) = within(".card-link")
        {
            let described = if is_marked { "board-chosen board-keys" } else { "board-keys" };
            let _ = link.set_attribute("aria-describedby", described);
        }
        if self.class == TELLS
            && let Some(hint) = within(".drop-hint > span")
        {
            Node::set_text_content(&hint, Some(&self.words));
        }
    }
}

/// The name of a column in the page.
fn name(layout: &Layout, column: usize) -> &str {
    layout.column(column).map_or("", |column| &column.name)
}

/// The selector of a column, or of its lane.
fn column_selector(layout: &Layout, column: usize) -> String {
    ["section[data-column=\"", name(layout, column), "\"]"].concat()
}

/// The selector of a cell.
fn cell_selector(layout: &Layout, cell: Cell) -> String {
    let lane = match cell.lane {
        Lane::Whole => String::new(),
        lane => ["[data-lane=\"", &lane.name(), "\"]"].concat(),
    };
    let step = cell.step.to_string();
    ["[data-column=\"", name(layout, cell.column), "\"][data-step=\"", &step, "\"]", &lane].concat()
}

/// The marks of a card that is carried: where it may fall, and where it would.
fn of_carried(carry: Carry, card: Id) -> Vec<Mark> {
    let mut marks = vec![Mark::card(card, if carry.is_lifted() { "lifted" } else { "dragging" })];
    let layout = &layout_now();
    let opens = |column: &usize| !hint_of(layout, card, *column).is_empty();
    let columns = (0..layout.columns.len()).filter(opens);
    marks.extend(columns.map(|column| Mark::new(column_selector(layout, column), "can-drop")));
    let Some(over) = carry.over() else { return marks };
    let cell = over.cell;
    let last = over.index >= others_in(cell, card);
    let around =
        if cell.lane == Lane::Whole { column_selector(layout, cell.column) } else { cell_selector(layout, cell) };
    marks.push(Mark::new(around, "is-over"));
    match card_below(over, card).filter(|_| !last) {
        Some(above) => marks.push(Mark::card(above, "drop-before")),
        None => marks.push(Mark::new(cell_selector(layout, cell), "falls-last")),
    }
    let words = hint_of(layout, card, cell.column);
    if !words.is_empty() {
        marks.push(Mark { words, ..Mark::new(cell_selector(layout, cell), TELLS) });
    }
    marks
}

/// Marks what is chosen and carried, for as long as the board stands. What is drawn anew is marked again.
pub fn follow(carry: Carry, redrawn: RwSignal<u32>) {
    let marks = Memo::new(move |_| {
        let mut marks: Vec<Mark> = chosen::chosen().into_iter().map(|card| Mark::card(card, CHOSEN)).collect();
        marks.extend(carry.active().into_iter().flat_map(|card| of_carried(carry, card)));
        marks
    });
    Effect::new(move |before: Option<(Vec<Mark>, u32)>| {
        let now = marks.get();
        let drawn = if now.is_empty() { 0 } else { redrawn.get() };
        let (before, drawn_before) = before.unwrap_or_default();
        before.iter().filter(|mark| !now.contains(mark)).for_each(|mark| mark.set(false));
        let is_new = |mark: &&Mark| drawn != drawn_before || !before.contains(mark);
        now.iter().filter(is_new).for_each(|mark| mark.set(true));
        (now, drawn)
    });
}
