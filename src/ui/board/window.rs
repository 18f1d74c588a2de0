//! The part of a list of cards that is on the page: what is in sight and a margin, and what must stay. Reads where the list is
//! scrolled to and how high its cards are; which cards that means is worked out in `view::board::window`. Corrected estimates move
//! nothing that is in sight. Must not know what a card shows.

use super::shown::Board;
use crate::domain::id::Id;
use crate::store::session;
use crate::ui::draw::later::Alive;
use crate::view::board::sheet::Cards;
use crate::view::board::window::{Drawn, GAP, MARGIN, SLACK, Sizes, estimate, runs, space};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{DomRect, Element, HtmlElement};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The window over one list.
#[derive(Clone, Copy)]
pub struct Window {
    state: StoredValue<State, LocalStorage>,
    turn: RwSignal<u32>,
    /// What is on the page of the list.
    pub drawn: Memo<Drawn>,
}

/// What is known of the list as it lies on the page.
struct State {
    element: Option<HtmlElement>,
    /// The cards that `sizes` is of, and how high they are, each with the space below it, as far as that was measured.
    cards: Cards,
    sizes: Sizes,
    measured: FxHashMap<u64, f64>,
    sum: f64,
    /// What a card needs that was not measured yet.
    estimate: f64,
    is_compact: bool,
    is_together: bool,
    /// Cards beside each other.
    across: usize,
    width: f64,
    /// The stretch of the list that is in sight, and how much beyond it is drawn.
    seen: (f64, f64),
    margin: f64,
    window: Range<usize>,
    /// Whether the list was scrolled when it was looked at last. To ask the page itself has all of it laid out.
    is_scrolled: bool,
    /// The filter for which this is so.
    era: usize,
}

impl State {
    /// The size of a row of cards.
    fn row(&self, row: usize) -> f64 {
        let cards = self.cards.iter().skip(row * self.across).take(self.across);
        let size = |card: &u64| self.measured.get(card).copied().unwrap_or(self.estimate);
        cards.map(size).fold(0.0, f64::max)
    }

    fn work_out_sizes(&mut self) {
        let rows = self.cards.len().div_ceil(self.across.max(1));
        self.sizes = Sizes::of((0..rows).map(|row| self.row(row)));
    }

    /// Forgets what was measured: the cards are as high as that no more.
    fn forget(&mut self) {
        self.measured.clear();
        self.sum = 0.0;
        self.estimate = estimate(self.is_compact);
        self.work_out_sizes();
    }
}

impl Window {
    /// Over the cards of a list, of which at first as much is taken to be in sight as `height` says.
    pub fn new(board: Board, cards: Memo<Cards>, is_together: bool, height: f64) -> Self {
        let state = StoredValue::new_local(State {
            element: None,
            cards: Cards::default(),
            sizes: Sizes::default(),
            measured: FxHashMap::default(),
            sum: 0.0,
            estimate: estimate(false),
            is_compact: false,
            is_together,
            across: 1,
            width: 0.0,
            seen: (0.0, height),
            margin: if board.is_wide() { MARGIN } else { 0.0 },
            window: 0..0,
            is_scrolled: false,
            era: board.era.get_untracked(),
        });
        let turn = RwSignal::new(0);
        let drawn = Memo::new(move |_| {
            turn.track();
            let (extent, stays, is_compact) = (board.extent.get(), board.stays(), session::has_compact_cards());
            let era = board.era.get();
            cards.with(|cards| {
                let mut drawn = Drawn::default();
                let _ = state.try_update_value(|own| {
                    if own.era != era {
                        // Another filter has begun: its first cards are in sight, and until they are painted nothing else is drawn.
                        own.era = era;
                        own.seen = (0.0, own.seen.1 - own.seen.0);
                        own.margin = 0.0;
                    }
                    if own.is_compact != is_compact {
                        own.is_compact = is_compact;
                        own.cards = cards.clone();
                        own.forget();
                    }
                    if own.cards != *cards {
                        own.cards = cards.clone();
                        own.work_out_sizes();
                        if !own.is_together {
                            own.seen = own.sizes.clamped(own.seen);
                        }
                    }
                    own.window = own.sizes.touching(own.seen, own.margin);
                    let whole = 0..extent.div_ceil(own.across).min(own.sizes.len());
                    let row = |card: &Id| cards.place_of(*card).map(|at| at / own.across);
                    let stays: Vec<usize> = stays.iter().filter_map(row).collect();
                    let mut runs = runs(own.window.clone(), &stays, own.sizes.len());
                    if !whole.is_empty() {
                        runs.retain(|run| run.end > whole.end);
                        match runs.first_mut().filter(|run| run.start <= whole.end) {
                            Some(first) => first.start = 0,
                            None => runs.insert(0, whole),
                        }
                    }
                    drawn = Drawn::new(cards, own.across, &own.sizes, &runs, space(is_compact));
                });
                drawn
            })
        });
        let window = Self { state, turn, drawn };
        board.enter(window);
        window
    }

    /// The list is on the page as this element.
    pub fn mount(self, element: &HtmlElement) {
        let _ = self.state.try_update_value(|own| own.element = Some(element.clone()));
    }

    /// The element that the list is.
    pub fn list(self) -> Option<Element> {
        self.element().map(Into::into)
    }

    /// Looks at what is in sight of this list alone.
    pub fn look_alone(self, alive: Alive) {
        if let Some(list) = self.list() {
            look(&[self], &list, alive);
        }
    }

    /// Whether the list is scrolled together with others.
    pub fn is_together(self) -> bool {
        self.state.try_with_value(|own| own.is_together).unwrap_or_default()
    }

    /// Whether the list is that element.
    pub fn is_at(self, element: &Element) -> bool {
        self.element().is_some_and(|own| own.is_same_node(Some(element)))
    }

    fn element(self) -> Option<HtmlElement> {
        self.state.try_with_value(|own| own.element.clone()).flatten()
    }

    /// Whether the cards on the page are those that are to be there.
    fn is_drawn(self) -> bool {
        let Some(cards) = self.element().and_then(|list| list.query_selector_all(":scope > [data-card]").ok()) else {
            return true;
        };
        let key = |at: Option<u32>| Id::parse(&cards.item(at?)?.dyn_ref::<Element>()?.get_attribute("data-card")?);
        let is_drawn = |drawn: &Drawn| {
            let mut keys = drawn.keys.iter().copied().filter(|key| *key < GAP).map(Id);
            let count = cards.length();
            count as usize == drawn.places.len()
                && (count == 0
                    || key(Some(0)) == keys.next() && (count == 1 || key(count.checked_sub(1)) == keys.next_back()))
        };
        self.drawn.try_with_untracked(is_drawn).unwrap_or(true)
    }

    /// Does it in this task, once what is to be on the page is there.
    pub fn when_drawn(self, alive: Alive, then: impl FnOnce() + 'static) {
        when_drawn(vec![self], Box::new(then), alive, TRIES);
    }

    /// From now on a margin is drawn too.
    pub fn widen(self) {
        let _ = self.state.try_update_value(|own| own.margin = MARGIN);
    }

    /// Another filter has begun: the list stands at its first card.
    pub fn to_top(self) {
        let was_scrolled = self.state.try_update_value(|own| std::mem::take(&mut own.is_scrolled));
        if let Some(element) = self.element().filter(|_| was_scrolled == Some(true)) {
            element.set_scroll_top(0);
        }
    }

    /// Looks at what is in sight between two heights of the screen; gives whether other cards are drawn now. `anchor` is set to a
    /// card in sight and where it is, if none was found before.
    fn look(self, clip: (f64, f64), anchor: &mut Option<(Element, f64)>) -> bool {
        let Some(list) = self.element() else { return false };
        let area = list.get_bounding_client_rect();
        let _ = self.state.try_update_value(|own| own.is_scrolled = list.scroll_top() != 0);
        if area.height() <= 0.0 || clip.1 <= clip.0 {
            return false;
        }
        let cards = cards_in(&list);
        let places = self.drawn.with_untracked(|drawn| drawn.places.clone());
        if cards.len() != places.len() {
            // Not drawn yet: it is looked at again once it is.
            return false;
        }
        let mut is_other = false;
        let _ = self.state.try_update_value(|own| is_other = measure(own, &list, &area, &cards, &places));
        // The card nearest to the upper end of what is in sight says how far the list is scrolled.
        let mut near: Option<(usize, f64)> = None;
        for ((card, area), place) in cards.iter().zip(&places) {
            if near.is_some() && area.top() >= clip.1 {
                break;
            }
            near = Some((*place, area.top()));
            if area.bottom() > clip.0 {
                if area.top() < clip.1 && anchor.is_none() {
                    *anchor = Some((card.clone(), area.top()));
                }
                break;
            }
        }
        let top = self.state.try_with_value(|own| {
            near.map_or(clip.0 - area.top(), |(place, top)| own.sizes.before(place / own.across) + clip.0 - top)
        });
        let top = top.unwrap_or_default();
        self.see((top, top + clip.1 - clip.0), is_other)
    }

    /// Takes note of what is in sight; gives whether other cards are to be drawn.
    fn see(self, seen: (f64, f64), is_other: bool) -> bool {
        let mut turns = is_other;
        let _ = self.state.try_update_value(|own| {
            own.seen = seen;
            let needed = own.sizes.touching(seen, own.margin.min(SLACK));
            turns |= !needed.is_empty() && (needed.start < own.window.start || needed.end > own.window.end);
        });
        if turns {
            let _ = self.turn.try_update(|turn| *turn += 1);
        }
        turns
    }
}

/// Takes note of how wide the list is and how high its cards are; gives whether what was known is wrong by far.
fn measure(
    own: &mut State,
    list: &HtmlElement,
    area: &DomRect,
    cards: &[(Element, DomRect)],
    places: &[usize],
) -> bool {
    let mut is_other = false;
    let across = if own.is_together { 1 } else { across(list) };
    if (area.width() - own.width).abs() > 1.0 || across != own.across {
        is_other = across != own.across;
        own.across = across;
        if own.width > 0.0 || is_other {
            own.forget();
        }
        own.width = area.width();
    }
    let space = space(own.is_compact);
    for ((_, area), place) in cards.iter().zip(places) {
        let Some(key) = own.cards.get(*place).copied() else { continue };
        let size = area.height() + space;
        if own.measured.get(&key).is_none_or(|before| (before - size).abs() > 0.1) {
            own.sum += size - own.measured.insert(key, size).unwrap_or_default();
            let row = place / own.across;
            own.sizes.set(row, own.row(row));
        }
    }
    let mean = own.sum / own.measured.len().max(1) as f64;
    if !own.measured.is_empty() && (mean - own.estimate).abs() > own.estimate / 8.0 {
        own.estimate = mean;
        own.work_out_sizes();
        is_other = true;
    }
    is_other
}

/// How many cards stand beside each other: the columns of a grid.
fn across(list: &HtmlElement) -> usize {
    let style = window().get_computed_style(list).ok().flatten();
    let columns = style.and_then(|own| own.get_property_value("grid-template-columns").ok()).unwrap_or_default();
    columns.split_whitespace().count().max(1)
}

/// The cards of a list that are on the page, and where.
fn cards_in(list: &HtmlElement) -> Vec<(Element, DomRect)> {
    let Ok(cards) = list.query_selector_all(":scope > [data-card]") else { return Vec::new() };
    let card = |at| cards.item(at)?.dyn_into::<Element>().ok();
    (0..cards.length()).filter_map(card).map(|card| (card.clone(), card.get_bounding_client_rect())).collect()
}

/// How often it is asked whether all is drawn: effects may wait for each other.
const TRIES: u8 = 8;

fn when_drawn(windows: Vec<Window>, then: Box<dyn FnOnce()>, alive: Alive, tries: u8) {
    alive.after_drawing(move || {
        if tries == 0 || windows.iter().all(|own| own.is_drawn()) {
            then();
        } else {
            when_drawn(windows, then, alive, tries - 1);
        }
    });
}

/// Looks at lists that are scrolled together, and keeps what is in sight where it is.
pub fn look(windows: &[Window], scroller: &Element, alive: Alive) {
    let area = scroller.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|own| own.as_f64()).unwrap_or(area.bottom());
    let board = scroller.closest(".board").ok().flatten().map(|own| own.get_bounding_client_rect());
    let clip =
        board.map_or((area.top(), area.bottom()), |own| (area.top().max(own.top()), area.bottom().min(own.bottom())));
    let clip = (clip.0.max(0.0), clip.1.min(height));
    let mut anchor = None;
    let others: Vec<Window> = windows.iter().copied().filter(|own| own.look(clip, &mut anchor)).collect();
    if let (false, Some((card, top))) = (others.is_empty(), anchor) {
        let scroller = scroller.clone();
        let stay = move || {
            let by = card.get_bounding_client_rect().top() - top;
            if card.is_connected() && by.abs() >= 1.0 {
                scroller.set_scroll_top(scroller.scroll_top() + by.round() as i32);
            }
        };
        when_drawn(others, Box::new(stay), alive, TRIES);
    }
}
