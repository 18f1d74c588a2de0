//! What a board shows: the filter of the address, how the board is divided, which cards stand in which cell, and how much of
//! them is on the page. Must not know what a card shows.

use super::deeds::Deeds;
use super::pump::Pump;
use super::window::{self, Window};
use crate::domain::id::Id;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::later::{Alive, on_page};
use crate::ui::parts::RowView;
use crate::ui::router;
use crate::view::board::cells::{Cell, Lane, Layout, Place, in_order};
use crate::view::board::filter::BoardFilter;
use crate::view::board::sheet::{BoardQuery, BoardSheet, Cards};
use crate::view::board::window::{self as board_window, LANE_CARDS, SLICE, SMALL};
use crate::view::board::{BoardKind, Column};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

thread_local! {
    /// A card that is to have the focus, or above which one would fall, and so is drawn wherever it stands.
    static REACH: ArcRwSignal<Option<u64>> = ArcRwSignal::new(None);
    /// The board that is on the page.
    static NOW: std::cell::Cell<Option<Board>> = const { std::cell::Cell::new(None) };
}

/// The cards of one column.
#[derive(Clone, Copy)]
pub struct BoardColumn {
    /// Which, by its place.
    pub column: usize,
    /// How many stand in it, filter or not.
    pub count: Memo<usize>,
    /// How many of them pass the filter.
    pub shown: Memo<usize>,
    /// In how many steps it is shown.
    pub steps: Memo<usize>,
    /// Most cards that are meant to stand in it.
    pub limit: Memo<Option<i64>>,
    board: Board,
}

/// Draws what stands below the cards of a column.
pub type DrawFoot = Box<dyn Fn(usize) -> AnyView>;

/// Gives what is done on a board. A function, for of the deeds themselves, where most boards name none, the compiler takes those of the
/// one that does for a constant, and puts them into the main program.
pub type GiveDeeds = fn() -> &'static dyn Deeds;

/// Draws the card of a record.
pub type DrawCard = Box<dyn Fn(Id) -> RowView>;

/// The whole board.
#[derive(Clone, Copy)]
pub struct Board {
    /// What its cards are.
    pub kind: &'static BoardKind,
    /// What is done on it, if that is not brought by the chapter of hands.
    pub deeds: Option<GiveDeeds>,
    /// What is asked for.
    pub filter: Memo<BoardFilter>,
    /// How it is divided, but for the lanes there are.
    pub layout: Memo<Layout>,
    /// So many cards of each list are drawn besides those in sight.
    pub extent: RwSignal<usize>,
    /// Counts how often other cards were drawn.
    pub redrawn: RwSignal<u32>,
    /// What draws lanes by and by.
    pub pump: Pump,
    /// How many cards there are in each column, filter or not.
    pub counts: Memo<Vec<usize>>,
    card: StoredValue<DrawCard, LocalStorage>,
    foot: StoredValue<Option<DrawFoot>, LocalStorage>,
    sheet: StoredValue<BoardSheet, LocalStorage>,
    version: Memo<usize>,
    lanes: Memo<Vec<Lane>>,
    windows: StoredValue<Vec<Window>, LocalStorage>,
    held: StoredValue<Option<Id>>,
    due: StoredValue<Due, LocalStorage>,
    /// Counts the filters there were: with another, each list begins anew.
    pub era: Memo<usize>,
    /// Whether a margin is drawn by now, also of lists that come later.
    is_wide: StoredValue<bool>,
    /// Whether more is drawn in each task.
    grows: StoredValue<bool>,
    alive: Alive,
}

/// Where what is in sight is to be looked at before the next frame.
#[derive(Default)]
enum Due {
    #[default]
    Nothing,
    Some(Vec<Window>),
    All,
}

impl Due {
    /// Takes in more of it; gives whether nothing was due before.
    fn add(&mut self, more: Self) -> bool {
        let is_first = matches!(self, Self::Nothing);
        match (&mut *self, more) {
            (Self::Some(due), Self::Some(more)) => {
                due.retain(|own| more.iter().all(|more| more.drawn != own.drawn));
                due.extend(more);
            }
            (Self::All, _) => {}
            (_, more) => *self = more,
        }
        is_first
    }
}

/// The filter of the address. It stays as it was while the page goes.
pub fn filter(kind: &'static BoardKind) -> Memo<BoardFilter> {
    Memo::new(move |before: Option<&BoardFilter>| {
        let filter = BoardFilter::of(kind, &router::route()).or_else(|| before.cloned());
        filter.unwrap_or_else(|| BoardFilter::new(kind))
    })
}

/// Any change may concern a card, or a column.
fn track_changes(kind: &BoardKind) {
    store::track_history();
    store::track_index(IndexKey::Kind(kind.schema.kind));
}

impl Board {
    /// The board that the address asks for. `card` draws a card; `deeds` is what is done on it, unless that comes with the chapter of hands.
    pub fn new(filter: Memo<BoardFilter>, card: DrawCard, deeds: Option<GiveDeeds>) -> Self {
        let kind = filter.with_untracked(|filter| filter.kind);
        let layout = Memo::new(move |_| {
            track_changes(kind);
            let columns = |filter: &BoardFilter| store::with(|portfolio| (kind.columns)(portfolio, filter));
            filter.with(|filter| Layout { by: filter.lanes, columns: columns(filter).into(), lanes: Vec::new() })
        });
        let counts = Memo::new(move |_| {
            track_changes(kind);
            let count = |filter: &BoardFilter, layout: &Layout| {
                store::with(|portfolio| (kind.counts)(portfolio, filter, layout))
            };
            filter.with(|filter| layout.with(|layout| count(filter, layout)))
        });
        let asked = Memo::new(move |_| filter.with(BoardFilter::asked));
        let era = Memo::new(move |before: Option<&usize>| {
            asked.track();
            before.map_or(0, |before| before + 1)
        });
        let sheet = StoredValue::new_local(BoardSheet::default());
        let latest = StoredValue::new(0);
        let version = Memo::new(move |before: Option<&usize>| {
            // Which cards a change concerns is told by the records it touched.
            track_changes(kind);
            let asked = BoardQuery { filter: Some(asked.get()), layout: layout.get(), today: Some(session::today()) };
            let (now, touched) = store::touched_since(latest.get_value());
            latest.set_value(now);
            let is_other = store::with(|portfolio| {
                let changed = touched.and_then(|touched| kind.affected(portfolio, &touched));
                sheet.try_update_value(|own| own.work_out(portfolio, asked, changed.as_deref()))
            });
            before.copied().unwrap_or(0) + usize::from(is_other == Some(true))
        });
        let lanes = lanes(filter, sheet, version);
        let board = Self {
            kind,
            deeds,
            filter,
            layout,
            extent: RwSignal::new(0),
            redrawn: RwSignal::new(0),
            pump: Pump::new(),
            counts,
            card: StoredValue::new_local(card),
            foot: StoredValue::new_local(None),
            sheet,
            version,
            lanes,
            windows: StoredValue::new_local(Vec::new()),
            held: StoredValue::new(None),
            due: StoredValue::new_local(Due::Nothing),
            era,
            is_wide: StoredValue::new(false),
            grows: StoredValue::new(false),
            alive: Alive::here(),
        };
        NOW.set(Some(board));
        on_cleanup(move || {
            if NOW.get().is_some_and(|own| own.version == version) {
                NOW.set(None);
            }
        });
        board
    }

    /// What the sheet holds now; tracked.
    fn read<T: Default>(self, read: impl FnOnce(&BoardSheet) -> T) -> T {
        let _ = self.version.try_get();
        self.sheet.try_with_value(read).unwrap_or_default()
    }

    /// The board that is on the page.
    pub fn now() -> Option<Self> {
        NOW.get()
    }

    /// How many cards are shown, and how many there are; tracked.
    pub fn shown_and_all(self) -> (usize, usize) {
        (self.read(BoardSheet::len), self.counts.with(|counts| counts.iter().sum()))
    }

    /// The same board with something below the cards of each column.
    pub fn with_foot(self, foot: DrawFoot) -> Self {
        self.foot.set_value(Some(foot));
        self
    }

    /// Draws what stands below the cards of a column.
    pub fn foot(self, column: usize) -> Option<AnyView> {
        self.foot.with_value(|foot| foot.as_ref().map(|foot| foot(column)))
    }

    /// Draws the card of a record.
    pub fn card(self, id: Id) -> RowView {
        self.card.with_value(|card| card(id))
    }

    /// A column as it is now; untracked.
    pub fn column(self, at: usize) -> Column {
        self.layout.with_untracked(|layout| layout.column(at).cloned()).unwrap_or_default()
    }

    /// A column with its cards.
    pub fn shown(self, column: usize) -> BoardColumn {
        BoardColumn {
            column,
            count: Memo::new(move |_| self.counts.with(|counts| counts.get(column).copied().unwrap_or(0))),
            shown: Memo::new(move |_| self.read(|sheet| sheet.count(column))),
            steps: Memo::new(move |_| self.layout.with(|layout| layout.steps_in(column))),
            limit: Memo::new(move |_| self.layout.with(|layout| layout.column(column)?.limit)),
            board: self,
        }
    }

    /// The lanes with the number of their cards, in order.
    pub fn lanes(self) -> Memo<Vec<(u64, usize)>> {
        Memo::new(move |_| {
            let counts = self.read(BoardSheet::lanes);
            let count = |lane: &Lane| (lane.key(), counts.get(lane).copied().unwrap_or(0));
            self.lanes.with(|lanes| lanes.iter().map(count).collect())
        })
    }

    /// The lanes that are drawn so far, from the top. For another filter they are drawn anew: so many cells would else want
    /// cards at once.
    pub fn drawn_lanes(self, lanes: Memo<Vec<(u64, usize)>>) -> Memo<Vec<u64>> {
        let reach = REACH.with(Clone::clone);
        let asked = StoredValue::new(None);
        let pump = self.pump;
        Memo::new(move |before: Option<&Vec<u64>>| {
            let now = self.filter.with(|filter| (filter.asked(), filter.lanes));
            let before = before.filter(|_| asked.with_value(|own| own.as_ref() == Some(&now)));
            let reach = now.1.zip(reach.get()).and_then(|(by, id)| {
                store::with(|portfolio| portfolio.record(Id(id)).map(|record| (by.of)(&**record).key()))
            });
            asked.set_value(Some(now));
            pump.track();
            // Paper has them all.
            if self.extent.get() == usize::MAX {
                return lanes.with(|lanes| lanes.iter().map(|(lane, _)| *lane).collect());
            }
            lanes.with(|lanes| {
                let before = before.map(Vec::as_slice).unwrap_or_default();
                let drawn = board_window::next_lanes(before, lanes, reach, LANE_CARDS);
                if drawn.len() < lanes.len() {
                    pump.go_on();
                }
                drawn
            })
        })
    }

    /// The cards that must stay on the page: the one that is to have the focus (tracked), the one that has it, and the one that was
    /// pressed last: a pointer may hold it, or its menu be open.
    pub fn stays(self) -> Vec<Id> {
        let reach = REACH.with(|reach| reach.get()).map(Id);
        let active = document().active_element().and_then(|own| own.closest("[data-card]").ok().flatten());
        let active = active.and_then(|own| Id::parse(&own.get_attribute("data-card")?));
        let held = self.held.try_get_value().flatten();
        [reach, active, held].into_iter().flatten().collect()
    }

    /// Has a list looked at from now on, for as long as it is drawn.
    pub fn enter(self, window: Window) {
        let windows = self.windows;
        let _ = windows.try_update_value(|own| own.push(window));
        on_cleanup(move || {
            let _ = windows.try_update_value(|own| own.retain(|own| own.drawn != window.drawn));
        });
    }

    fn windows(self) -> Vec<Window> {
        self.windows.try_with_value(Clone::clone).unwrap_or_default()
    }

    /// Looks at what is in sight before the next frame.
    pub fn look_soon(self) {
        self.look_later(Due::All);
    }

    /// The same in one list alone, where what was drawn there moves nothing elsewhere.
    pub fn look_soon_at(self, window: Window) {
        self.look_later(Due::Some(vec![window]));
    }

    fn look_later(self, now: Due) {
        if !self.is_wide() {
            // What a filter left is not painted yet: all of it is looked at once it is, and laid out but once before.
            return;
        }
        if self.due.try_update_value(|due| due.add(now)) == Some(true) {
            on_page::next_frame(move || match self.due.try_update_value(std::mem::take) {
                Some(Due::All) => self.look(None),
                Some(Due::Some(windows)) => windows.into_iter().for_each(|own| own.look_alone(self.alive)),
                Some(Due::Nothing) | None => {}
            });
        }
    }

    /// Looks at what is in sight: of one list that was scrolled, or everywhere.
    pub fn look(self, scrolled: Option<&Element>) {
        let windows = self.windows();
        if let Some(list) = scrolled
            && let Some(window) = windows.iter().find(|own| own.is_at(list))
        {
            return window::look(&[*window], list, self.alive);
        }
        let rows = document().query_selector(".board-rows").ok().flatten();
        let (together, alone): (Vec<Window>, Vec<Window>) = windows.into_iter().partition(|own| own.is_together());
        alone.into_iter().for_each(|own| own.look_alone(self.alive));
        if let Some(rows) = rows {
            // On a narrow screen the whole board is scrolled.
            let scrolls = rows.scroll_height() > rows.client_height();
            let scroller = if scrolls { Some(rows) } else { rows.closest(".board").ok().flatten() };
            scroller.iter().for_each(|scroller| window::look(&together, scroller, self.alive));
        }
    }

    /// Whether a margin is drawn around what is in sight.
    pub fn is_wide(self) -> bool {
        self.is_wide.try_get_value().unwrap_or_default()
    }

    /// Draws a margin too once what is in sight has been painted, and then does what else is to be done.
    pub fn widen_after_painting(self, then: fn(Self)) {
        let alive = self.alive;
        alive.next_frame(move || {
            on_page::after(0, move || {
                if alive.is() {
                    let _ = self.is_wide.try_update_value(|own| *own = true);
                    self.windows().into_iter().for_each(Window::widen);
                    self.look(None);
                    then(self);
                }
            });
        });
    }

    /// Draws the whole of a small board by and by.
    pub fn draw_small(self) {
        if untrack(|| self.read(|sheet| sheet.len() <= SMALL)) {
            self.draw_all();
        }
    }

    /// Draws all cards by and by, a few of each list in a task.
    pub fn draw_all(self) {
        if self.grows.try_update_value(|own| std::mem::replace(own, true)) == Some(false) {
            self.grow();
        }
    }

    fn grow(self) {
        let Some(now) = self.extent.try_get_untracked().filter(|_| self.grows.get_value()) else { return };
        if now < untrack(|| self.read(BoardSheet::longest)) {
            self.extent.set(now + SLICE);
            drop(on_page::after(0, move || self.grow()));
        } else {
            self.grows.set_value(false);
        }
    }

    /// Whether a large board is drawn whole; tracked.
    pub fn is_whole(self) -> bool {
        self.extent.get() > 0 && self.read(|sheet| sheet.len() > SMALL)
    }

    /// Draws all cards at once, for paper.
    pub fn draw_for_paper(self) {
        self.extent.set(usize::MAX);
    }

    /// Draws again what is in sight alone, unless the board is small. Costs nothing where that is so already.
    pub fn draw_in_sight(self) {
        let Some(now) = self.extent.try_get_untracked().filter(|own| *own > 0) else { return };
        let most = if untrack(|| self.read(|sheet| sheet.len() <= SMALL)) { SMALL } else { 0 };
        if now > most {
            self.grows.set_value(false);
            self.extent.set(most);
            self.look_soon();
        }
    }

    /// Another filter has begun: each list, and the board of lanes, is at its first card.
    pub fn to_top(self) {
        let _ = self.is_wide.try_update_value(|own| *own = false);
        self.windows().into_iter().for_each(Window::to_top);
        if let Some(rows) = document().query_selector(".board-rows").ok().flatten().filter(|own| own.scroll_top() != 0)
        {
            rows.set_scroll_top(0);
        }
        self.widen_after_painting(|_| ());
    }
}

/// The lanes in the order of their names.
fn lanes(
    filter: Memo<BoardFilter>,
    sheet: StoredValue<BoardSheet, LocalStorage>,
    version: Memo<usize>,
) -> Memo<Vec<Lane>> {
    let there = Memo::new(move |_| {
        let _ = version.try_get();
        let (by, asks) = filter.with(|filter| (filter.lanes, !filter.is_empty()));
        if by.is_none() {
            return Vec::new();
        }
        let lanes = sheet.try_with_value(BoardSheet::lanes).unwrap_or_default();
        let mut lanes: Vec<Lane> = lanes.into_keys().collect();
        if let Some(by) = by.filter(|_| !asks) {
            // Those without cards too: a card can be dropped there.
            track_changes(filter.with_untracked(|filter| filter.kind));
            lanes.extend(store::with(|portfolio| filter.with(|filter| (filter.kind.free_lanes)(portfolio, by))));
        }
        crate::domain::sorting::sort_once(&mut lanes);
        lanes
    });
    Memo::new(move |_| {
        there.with(|lanes| {
            lanes.iter().for_each(|lane| store::track_record(Id(lane.key())));
            let by = filter.with(|filter| filter.lanes);
            store::with(|portfolio| in_order(lanes.clone(), portfolio, by))
        })
    })
}

impl BoardColumn {
    /// How many cards stand in a cell; tracked.
    pub fn count_in(self, cell: Cell) -> usize {
        self.board.read(|sheet| sheet.count_in(cell))
    }

    /// The cards of a cell.
    pub fn cards(self, cell: Cell) -> Memo<Cards> {
        Memo::new(move |_| self.board.read(|sheet| sheet.cards(cell)))
    }
}

/// Reads the board that is on the page; untracked.
fn read<T: Default>(read: impl FnOnce(Board) -> T) -> T {
    NOW.get().map(|board| untrack(|| read(board))).unwrap_or_default()
}

/// How the board is divided now, lanes included but for those that are folded; untracked.
pub fn layout_now() -> Layout {
    read(|board| {
        let mut layout = board.layout.get();
        let folded = board.filter.with(|filter| filter.folded.clone());
        layout.lanes = board.lanes.get();
        layout.lanes.retain(|lane| !folded.contains(lane));
        layout
    })
}

/// The column with that name in the page; untracked.
pub fn column_named(name: &str) -> Option<usize> {
    read(|board| board.layout.with(|layout| layout.named(name)))
}

/// The cards of a cell that are shown; untracked.
pub fn cards_of(cell: Cell) -> Cards {
    read(|board| board.read(|sheet| sheet.cards(cell)))
}

/// Where a card stands; untracked.
pub fn place_of(card: Id) -> Option<Place> {
    let cell = read(|board| board.read(|sheet| sheet.cell_of(card)))?;
    Some(Place { cell, index: cards_of(cell).place_of(card)? })
}

/// How many cards a cell has but the one that is carried; untracked.
pub fn others_in(cell: Cell, card: Id) -> usize {
    let (count, own) = read(|board| board.read(|sheet| (sheet.count_in(cell), sheet.cell_of(card))));
    count - usize::from(own == Some(cell))
}

/// The card above which one would fall at a place among the others of a cell; untracked.
pub fn card_below(place: Place, card: Id) -> Option<Id> {
    let cards = cards_of(place.cell);
    let own = cards.place_of(card);
    cards.card(place.index + usize::from(own.is_some_and(|own| own <= place.index)))
}

/// The lane to which a card belongs, also where its column has none; untracked.
pub fn home_of(layout: &Layout, card: Id) -> Lane {
    let of = |by: &crate::view::board::LaneBy| {
        store::with(|portfolio| portfolio.record(card).map(|record| (by.of)(&**record)))
    };
    layout.by.and_then(of).unwrap_or_default()
}

/// Those of these cards that are shown, in the order of the board; untracked.
pub fn in_board_order(cards: &[Id]) -> Vec<Id> {
    read(|board| board.read(|sheet| sheet.in_order(cards)))
}

/// A card was pressed, or its menu is opened: it stays on the page until another is.
pub fn hold(card: Id) {
    if let Some(board) = NOW.get() {
        let _ = board.held.try_update_value(|own| *own = Some(card));
    }
}

/// Has a card drawn, wherever in its list it stands.
pub fn reach(card: Id) {
    REACH.with(|reach| {
        if reach.get_untracked() != Some(card.0) {
            reach.set(Some(card.0));
        }
    });
}

/// The element at which something happened.
pub fn target(event: &leptos::web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
