//! Carrying a card: feeds the drag machine from pointers and keys, and carries out what a drop means.
//! What is pure about it stands in `view::board`. Must not know what a card is of.

use super::chosen;
use super::deeds::{Meaning, deeds};
use super::pointer::{at, place_at, scroll_near_edges, under};
use super::shown::{self, Board, card_below, cards_of, home_of, layout_now, others_in, place_of};
use crate::domain::id::Id;
use crate::platform::page::give_focus;
use crate::store;
use crate::ui::draw::later::{Alive, after_drawing};
use crate::ui::parts::{alert, announce, bring_in_sight, focus_heading, focus_when_drawn};
use crate::view::board::cells::{Direction, Layout, Place};
use crate::view::board::drag::{Drag, DragEvent, Dropped};
use crate::view::board::sheet::Cards;
use crate::view::board::window::GAP;
use crate::view::board::words::{card_above, spoken_place};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// What is carried, where it would fall, and where the pointer is.
#[derive(Clone, Copy)]
pub struct Carry {
    drag: RwSignal<Drag>,
    pointer: RwSignal<(f64, f64)>,
    /// A drag has just ended: the click that follows is not meant for the link.
    dragged: StoredValue<bool>,
    /// Whether what the pointer is held at the edge of is being scrolled.
    is_scrolling: StoredValue<bool>,
    alive: Alive,
}

impl Carry {
    /// Nothing carried.
    pub fn new() -> Self {
        Self {
            drag: RwSignal::new(Drag::Idle),
            pointer: RwSignal::new((0.0, 0.0)),
            dragged: StoredValue::new(false),
            is_scrolling: StoredValue::new(false),
            alive: Alive::here(),
        }
    }

    /// The card that is carried; tracked.
    pub fn active(self) -> Option<Id> {
        self.drag.get().active().map(|(card, _)| card)
    }

    /// Where it would fall; tracked.
    pub fn over(self) -> Option<Place> {
        self.drag.get().active().and_then(|(_, over)| over)
    }

    /// Whether a pointer carries a card; tracked.
    pub fn is_dragging(self) -> bool {
        matches!(self.drag.get(), Drag::Dragging { .. })
    }

    /// Whether keys carry a card; tracked.
    pub fn is_lifted(self) -> bool {
        matches!(self.drag.get(), Drag::Lifted { .. })
    }

    /// Whether that card is lifted by keys; untracked. Asked also while the board goes: taking a focused card away blurs it.
    pub fn is_lifted_untracked(self, card: Id) -> bool {
        matches!(self.drag.try_get_untracked(), Some(Drag::Lifted { card: own, .. }) if own == card)
    }

    /// Where the pointer is; tracked.
    pub fn pointer(self) -> (f64, f64) {
        self.pointer.get()
    }

    fn handle(self, event: DragEvent) -> Option<Dropped> {
        let (next, dropped) = self.drag.get_untracked().handle(event);
        if next != self.drag.get_untracked() {
            self.drag.set(next);
        }
        dropped
    }

    /// A pointer goes down on a card.
    pub fn press(self, card: Id, on_grip: bool, event: &web_sys::PointerEvent) {
        self.dragged.set_value(false);
        // A finger scrolls; it carries only by the grip.
        let fits = event.button() == 0 && (event.pointer_type() != "touch" || on_grip);
        if let (true, Some(from)) = (fits, place_of(card)) {
            self.handle(DragEvent::Press { card, from, at: at(event) });
        }
    }

    /// The pointer moves.
    pub fn moved(self, event: &web_sys::PointerEvent) {
        let now = self.drag.get_untracked();
        let (Drag::Pressed { card, .. } | Drag::Dragging { card, .. }) = now else { return };
        let under = under(at(event));
        let over = under.as_ref().and_then(|under| place_at(under, at(event), card));
        self.handle(DragEvent::Move { at: at(event), over });
        if let Drag::Dragging { .. } = self.drag.get_untracked() {
            if matches!(now, Drag::Pressed { .. }) {
                self.dragged.set_value(true);
                // From now on all events of this pointer come to the card, wherever it is.
                if let Some(card) = element_of(card) {
                    let _ = card.set_pointer_capture(event.pointer_id());
                }
            }
            event.prevent_default();
            self.pointer.set(at(event));
            if scroll_near_edges(under.as_ref(), at(event)) {
                self.scroll_on();
            }
        }
    }

    /// Scrolls on, frame by frame, for as long as a dragged card is held close to an edge.
    fn scroll_on(self) {
        if self.is_scrolling.try_update_value(|own| std::mem::replace(own, true)) == Some(false) {
            self.alive.next_frame(move || {
                self.is_scrolling.set_value(false);
                let Drag::Dragging { card, .. } = self.drag.get_untracked() else { return };
                let at = self.pointer.get_untracked();
                let under = under(at);
                if scroll_near_edges(under.as_ref(), at) {
                    let over = under.as_ref().and_then(|under| place_at(under, at, card));
                    self.handle(DragEvent::Move { at, over });
                    self.scroll_on();
                }
            });
        }
    }

    /// The pointer goes up.
    pub fn released(self) {
        let dropped = self.handle(DragEvent::Drop);
        if let Some(dropped) = dropped {
            carry_out(dropped);
        }
    }

    /// The pointer is lost, or Escape was pressed.
    pub fn cancel(self) {
        if self.drag.get_untracked() != Drag::Idle {
            self.handle(DragEvent::Cancel);
        }
    }

    /// Whether nothing is carried; untracked.
    pub fn is_idle(self) -> bool {
        self.drag.get_untracked() == Drag::Idle
    }

    /// Whether a card is pressed, dragged or lifted; untracked. Asked also while the board goes.
    pub fn holds_card(self) -> bool {
        !matches!(self.drag.try_get_untracked(), Some(Drag::Idle) | None)
    }

    /// The lifted card goes back to where it was, and that is said.
    pub fn put_back(self, card: Id) {
        self.cancel();
        announce([&name_of(card), " put back"].concat());
    }

    /// Whether the click that follows a drag is to be swallowed.
    pub fn swallows_click(self) -> bool {
        let dragged = self.dragged.get_value();
        self.dragged.set_value(false);
        dragged
    }

    /// A key on a card. Gives whether it was used.
    pub fn key(self, card: Id, key: &str) -> bool {
        let lifted = matches!(self.drag.get_untracked(), Drag::Lifted { .. });
        let direction = match key {
            "ArrowLeft" => Some(Direction::Left),
            "ArrowRight" => Some(Direction::Right),
            "ArrowUp" => Some(Direction::Up),
            "ArrowDown" => Some(Direction::Down),
            _ => None,
        };
        let end = match key {
            "Home" => Some(0),
            "End" => Some(usize::MAX),
            _ => None,
        };
        match (lifted, key, direction) {
            (false, " ", _) => self.lift(card),
            (true, " " | "Enter", _) => self.drop_lifted(card),
            (_, "Escape", _) if self.drag.get_untracked() != Drag::Idle => {
                self.put_back(card);
            }
            (true, _, Some(direction)) => self.step(card, direction),
            (false, _, Some(direction)) => walk(card, direction),
            (false, ..) if end.is_some() => {
                let cards = place_of(card).map(|place| cards_of(place.cell)).unwrap_or_default();
                go_to(nearest(&cards, end.unwrap_or_default()));
            }
            _ => return false,
        }
        true
    }

    fn lift(self, card: Id) {
        let Some(from) = place_of(card) else { return };
        shown::hold(card);
        self.handle(DragEvent::Lift { card, from });
        let count = others_in(from.cell, card) + 1;
        let place = store::with(|portfolio| layout_now().words(portfolio, from.cell));
        announce(format!(
            "{} lifted from {}, position {} of {count}. Arrow keys carry it, Space drops it, Escape puts it back.",
            chosen::with_others(&name_of(card), card),
            place,
            from.index + 1
        ));
    }

    fn step(self, card: Id, direction: Direction) {
        let Drag::Lifted { over, .. } = self.drag.get_untracked() else { return };
        let layout = layout_now();
        let over = layout.step(over, direction, home_of(&layout, card), &|cell| others_in(cell, card));
        self.handle(DragEvent::Step { over });
        // Where it would fall is drawn, however far down that is.
        let last = || cards_of(over.cell).last().copied().map(Id);
        if let Some(near) = card_below(over, card).or_else(last) {
            shown::reach(near);
        }
        announce(self.words_over(&layout, card, over));
        // What shows where the card would fall is brought in sight, and the column with it.
        after_drawing(|| bring_in_sight(".drop-before, .falls-last > ul > .drop-line"));
    }

    /// Where the card would fall, in words.
    fn words_over(self, layout: &Layout, card: Id, over: Place) -> String {
        let count = others_in(over.cell, card);
        let place = store::with(|portfolio| layout.words(portfolio, over.cell));
        spoken_place(&name_of(card), &place, over.index, count, &hint_of(layout, card, over.cell.column))
    }

    fn drop_lifted(self, card: Id) {
        match self.handle(DragEvent::Drop) {
            Some(dropped) => carry_out(dropped),
            None => announce(format!("{} left where it was", name_of(card))),
        }
    }
}

/// What a drop of a card into a column would open.
pub fn hint_of(layout: &Layout, card: Id, column: usize) -> String {
    deeds().map(|deeds| deeds.hint(layout, card, column)).unwrap_or_default()
}

/// Name of a card.
pub fn name_of(card: Id) -> String {
    store::with(|portfolio| store::title_in(portfolio, card))
}

/// Carries out what a drop means: a new place, something that is asked first, or a sentence why not.
pub fn carry_out(dropped: Dropped) {
    let several = chosen::moving(dropped.card);
    if several.len() > 1 {
        return chosen::carry_out(dropped, several);
    }
    let (layout, cell) = (layout_now(), dropped.to.cell);
    let Some(deeds) = deeds() else { return };
    match deeds.meaning(&layout, dropped.card, cell.column) {
        Some(Meaning::Within) => {
            let mut all = deeds.all_in(cell.column);
            all.retain(|id| *id != dropped.card);
            let others = cards_of(cell).without(&[dropped.card]);
            let above = card_above(&all, &others, dropped.to.index);
            deeds.place(vec![dropped.card], above, deeds.says(&layout, dropped.card, cell));
            focus_card(dropped.card);
        }
        Some(Meaning::Opens | Meaning::Writes) => deeds.enter(vec![dropped.card], cell, dropped.to.index),
        Some(Meaning::Refused(why)) => {
            alert(why.into_owned());
            focus_card(dropped.card);
        }
        None => taken_away(),
    }
}

/// Nothing is done to what is no longer there.
pub fn taken_away() {
    if let Some(board) = Board::now() {
        alert(["This ", board.kind.noun, " was taken away meanwhile, perhaps in another tab."].concat());
    }
}

/// Puts the focus on a card, once it is drawn where it stands now.
pub fn focus_card(card: Id) {
    shown::reach(card);
    focus_when_drawn(format!("[data-card=\"{card}\"] .card-link"));
}

/// Where the focus goes once something was done with cards that may take them from the board: to the first of them if it is still there, else to
/// the card in its place, else to the heading of the page. Those that have gone are chosen no more. Asked before it is done, and called after.
pub fn keep_focus(cards: &[Id]) -> impl FnOnce() + use<> {
    let (cards, first) = (cards.to_vec(), cards.first().copied());
    let place = first.and_then(place_of);
    let rest = place.map(|place| cards_of(place.cell).without(&cards)).unwrap_or_default();
    let next = place.and_then(|place| rest.get(place.index).or(rest.last()).copied());
    move || {
        cards.into_iter().filter(|card| place_of(*card).is_none()).for_each(chosen::choose_no_more);
        match first.filter(|card| place_of(*card).is_some()).or(next) {
            Some(card) => focus_card(card),
            None => focus_heading(),
        }
    }
}

fn element_of(card: Id) -> Option<web_sys::Element> {
    document().query_selector(&format!("[data-card=\"{card}\"]")).ok().flatten()
}

/// A card that had the focus has gone from its column: the focus follows it to where it stands now, or goes to the card in
/// its place, or else to the heading of the page.
pub fn follow(card: u64, next: Option<u64>) {
    let there = |id: &Id| store::with(|portfolio| portfolio.record(*id).is_some_and(|record| !record.meta().deleted));
    match Some(Id(card)).filter(there).or(next.filter(|next| *next < GAP).map(Id)) {
        Some(card) => focus_card(card),
        None => focus_heading(),
    }
}

/// Arrow keys without a lifted card go from card to card.
fn walk(card: Id, direction: Direction) {
    let Some(place) = place_of(card) else { return };
    let layout = layout_now();
    let beside = |right| layout.beside(place.cell, right, home_of(&layout, card));
    let along = |down| layout.along(place.cell, down);
    let target = match direction {
        Direction::Up => match place.index.checked_sub(1) {
            Some(above) => cards_of(place.cell).card(above),
            None => along(false).into_iter().find_map(|cell| cards_of(cell).last().copied().map(Id)),
        },
        Direction::Down => cards_of(place.cell)
            .card(place.index + 1)
            .or_else(|| along(true).into_iter().find_map(|cell| cards_of(cell).card(0))),
        Direction::Left => beside(false).into_iter().find_map(|cell| nearest(&cards_of(cell), place.index)),
        Direction::Right => beside(true).into_iter().find_map(|cell| nearest(&cards_of(cell), place.index)),
    };
    go_to(target);
}

/// Puts the focus on a card at once, or as soon as it is drawn.
fn go_to(target: Option<Id>) {
    let drawn = target.and_then(element_of).and_then(|card| card.query_selector(".card-link").ok().flatten());
    match (target, drawn.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok())) {
        (_, Some(link)) => give_focus(&link),
        (Some(target), None) => focus_card(target),
        (None, None) => {}
    }
}

fn nearest(cards: &Cards, index: usize) -> Option<Id> {
    cards.card(index).or(cards.last().copied().map(Id))
}
