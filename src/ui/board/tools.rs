//! The line above the board: search, filter, what is chosen, lanes, density of the cards, and what else the kind puts there.

use super::beside::{Beside, beside};
use super::deeds::deeds;
use super::hands::{Hand, tell};
use super::shown::Board;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Icon, MenuEntry, MenuItem, Segment, icon, segmented, small_icon};
use crate::ui::router;
use crate::view::board::LaneBy;
use crate::view::board::cells::Lane;
use crate::view::board::filter::BoardFilter;
use leptos::prelude::*;

/// Density by name.
const DENSITY: [Segment; 2] = [Segment::plain("", "Comfortable"), Segment::plain("compact", "Compact")];

/// Goes to the board with the filter changed.
fn choose(board: Board, facet: usize, value: &str) {
    let mut filter = now(board);
    filter.set(facet, value);
    router::go(&filter.route());
}

/// The filter of the address; untracked.
fn now(board: Board) -> BoardFilter {
    let filter = BoardFilter::of(board.kind, &router::route_untracked());
    filter.unwrap_or_else(|| board.filter.get_untracked())
}

/// Shows all cards again.
pub fn clear(board: Board) {
    router::go(&now(board).cleared().route());
}

/// Folds a lane, or unfolds it.
pub fn fold(board: Board, lane: Lane) {
    let mut filter = now(board);
    filter.fold(lane);
    router::replace(&filter.route());
}

/// What the board can be divided by.
pub fn lane_entries() -> Vec<MenuEntry> {
    let Some(board) = Board::now() else { return Vec::new() };
    let by = now(board).lanes;
    let entry = |words: &str, lanes: Option<&'static LaneBy>| {
        // Lanes that were folded are others.
        let run = move || router::go(&BoardFilter { lanes, folded: Vec::new(), ..now(board) }.route());
        MenuEntry::Item(MenuItem { checked: Some(by == lanes), ..MenuItem::new(words, run) })
    };
    let mut entries = vec![entry("No lanes", None)];
    entries.extend(board.kind.lanes.iter().map(|by| entry(by.label, Some(by))));
    entries
}

/// Shows the cards too that are usually left away, or leaves them away.
pub fn show_rest(board: Board, has_rest: bool) {
    router::go(&BoardFilter { has_rest, ..now(board) }.route());
}

/// Words as they are typed: Back leads to the board before the first letter.
fn search(board: Board, text: String) {
    let filter = now(board);
    let begins = filter.text.is_empty();
    let route = BoardFilter { text, ..filter }.route();
    if begins { router::go(&route) } else { router::replace(&route) }
}

/// The line above the board.
pub fn tools(board: Board, more: AnyView) -> AnyView {
    let filter = board.filter;
    let text = Memo::new(move |_| filter.with(|filter| filter.text.clone()));
    let is_open = RwSignal::new(false);
    // On a narrow screen what is beside the search is behind one button.
    let is_unfolded = RwSignal::new(false);
    let asked = Memo::new(move |_| filter.with(BoardFilter::count));
    let is_clear = Memo::new(move |_| filter.with(BoardFilter::is_empty));
    // Asked only while they can be seen: what there is to choose hangs on all projects.
    let fields = move || if is_open.get() { beside(Beside::Facets(board)) } else { ().into_any() };
    let lanes = Memo::new(move |_| filter.with(|filter| filter.lanes));
    let lane_words = move || lanes.get().map_or("Lanes".to_owned(), |by| ["Lanes: ", by.label].concat());
    let density = Signal::derive(|| if session::has_compact_cards() { "compact" } else { "" });
    let on_density = Callback::new(|chosen: &'static str| session::set_compact_cards(chosen == "compact"));
    view! {
        <search class="board-tools" class:unfolded=is_unfolded
            on:pointerdown=|event| tell(Hand::PressTool(event)) on:click=|event| tell(Hand::ClickTool(event))>
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search the board" placeholder="Search" autocomplete="off"
                    prop:value=text on:input=move |event| search(board, event_target_value(&event))/>
            </div>
            <button type="button" class="btn board-view" aria-expanded=move || is_unfolded.get().to_string()
                on:click=move |_| is_unfolded.update(|unfolded| *unfolded = !*unfolded)>
                {icon(Icon::ListFilter)}"View"
                <span class="muted" hidden=move || asked.get() == 0>{move || asked.get().to_string()}</span>
            </button>
            <button type="button" class="btn" aria-expanded=move || is_open.get().to_string() aria-controls="board-facets"
                on:click=move |_| is_open.update(|open| *open = !*open)>
                {icon(Icon::ListFilter)}"Filter"
                <span class="muted" hidden=move || asked.get() == 0>{move || asked.get().to_string()}</span>
            </button>
            <button type="button" class="btn" data-menu="lanes" aria-haspopup="menu" aria-expanded="false">
                {icon(Icon::Rows)}<span class="label">{lane_words}</span>
            </button>
            {more}
            {move || beside(Beside::Chips(board))}
            <button type="button" class="btn quiet" hidden=is_clear on:click=move |_| clear(board)>{icon(Icon::X)}"Clear filters"</button>
            <div class="board-density">{segmented("Density of the cards", &DENSITY, density, on_density)}</div>
            <div id="board-facets" hidden=move || !is_open.get()>{fields}</div>
        </search>
    }
    .into_any()
}

/// The fields of the filter.
pub fn facets(board: Board) -> AnyView {
    let fields = (0..board.kind.facets.len()).map(|facet| field(facet, board)).collect::<Vec<_>>();
    view! { <div class="form columns board-facets">{fields}</div> }.into_any()
}

/// What is asked for, and the buttons that take it away.
pub fn chips(board: Board) -> AnyView {
    let chips = (0..board.kind.facets.len()).map(|facet| chip(facet, board)).collect::<Vec<_>>();
    view! { {chips} }.into_any()
}

/// What is chosen of a facet.
fn chosen(facet: usize, board: Board) -> Memo<String> {
    Memo::new(move |_| board.filter.with(|filter| filter.get(facet).to_owned()))
}

/// What can be chosen of a facet, without the choice of anything.
fn choices(board: Board, facet: usize) -> Vec<(String, String)> {
    let choices = |filter: &BoardFilter| {
        let deeds = deeds()?;
        Some(store::with(|portfolio| deeds.choices(portfolio, filter, facet)))
    };
    board.filter.with(choices).unwrap_or_default()
}

fn field(facet: usize, board: Board) -> Option<AnyView> {
    let value = chosen(facet, board);
    let label = board.kind.facets.get(facet)?.label;
    let choices = Memo::new(move |_| {
        store::track_history();
        let mut list = vec![(String::new(), "Any".to_owned())];
        list.extend(choices(board, facet));
        list
    });
    let control = move || {
        let control = FieldControl::Choice(choices.get());
        view! {
            <Field label=label control=control value=value
                on_input=Callback::new(move |value: String| choose(board, facet, &value))/>
        }
    };
    Some(view! { <div>{control}</div> }.into_any())
}

/// What is chosen, and the button that takes it away.
fn chip(facet: usize, board: Board) -> Option<AnyView> {
    let value = chosen(facet, board);
    let label = board.kind.facets.get(facet)?.label;
    let words = Memo::new(move |_| {
        let value = value.get();
        if value.is_empty() {
            return String::new();
        }
        if let Some(id) = crate::domain::id::Id::parse(&value) {
            store::track_record(id);
        }
        let chosen = choices(board, facet).into_iter().find(|(known, _)| *known == value);
        let chosen = chosen.map_or_else(|| "not here any more".to_owned(), |(_, words)| words);
        [label, ": ", &chosen].concat()
    });
    let remove = move || ["Remove ", &words.get()].concat();
    let chip = view! {
        <span class="tag" hidden=move || words.with(String::is_empty)>
            {words}
            <button type="button" aria-label=remove title=remove on:click=move |_| choose(board, facet, "")>{small_icon(Icon::X)}</button>
        </span>
    };
    Some(chip.into_any())
}
