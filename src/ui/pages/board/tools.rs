//! The line above the board: search, filter, what is chosen, density of the cards.

use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Icon, Segment, icon, segmented, small_icon};
use crate::ui::router;
use crate::view::board_filter::{self, BoardFilter, Facet};
use leptos::prelude::*;

/// Density by name.
const DENSITY: [Segment; 2] = [Segment::plain("", "Comfortable"), Segment::plain("compact", "Compact")];

/// Goes to the board with the filter changed.
fn choose(facet: Facet, value: &str) {
    let mut filter = now();
    filter.set(facet, value);
    router::go(&filter.route());
}

/// The filter of the address; untracked.
fn now() -> BoardFilter {
    board_filter::of(&router::route_untracked()).unwrap_or_default()
}

/// Shows all projects again.
pub fn clear() {
    router::go(&BoardFilter { all_closed: now().all_closed, ..BoardFilter::default() }.route());
}

/// Shows the projects closed in earlier years too, or leaves them away.
pub fn show_all_closed(all_closed: bool) {
    router::go(&BoardFilter { all_closed, ..now() }.route());
}

/// Words as they are typed: Back leads to the board before the first letter.
fn search(text: String) {
    let filter = now();
    let begins = filter.text.is_empty();
    let route = BoardFilter { text, ..filter }.route();
    if begins { router::go(&route) } else { router::replace(&route) }
}

/// The line above the board.
pub fn tools(filter: Memo<BoardFilter>) -> AnyView {
    let text = Memo::new(move |_| filter.with(|filter| filter.text.clone()));
    let is_open = RwSignal::new(false);
    let asked = Memo::new(move |_| {
        filter.with(|filter| Facet::ALL.iter().filter(|facet| !filter.get(**facet).is_empty()).count())
    });
    let is_clear = Memo::new(move |_| filter.with(BoardFilter::is_empty));
    // Asked only while they can be seen: what there is to choose hangs on all projects.
    let fields = move || {
        let fields =
            is_open.get().then(|| Facet::ALL.map(|facet| field(facet, filter)).into_iter().collect::<Vec<_>>());
        view! { <div class="form columns board-facets">{fields}</div> }
    };
    let chips = Facet::ALL.map(|facet| chip(facet, filter)).into_iter().collect::<Vec<_>>();
    let density = Signal::derive(|| if session::has_compact_cards() { "compact" } else { "" });
    let on_density = Callback::new(|chosen: &'static str| session::set_compact_cards(chosen == "compact"));
    view! {
        <search class="board-tools">
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search the board" placeholder="Search" autocomplete="off"
                    prop:value=text on:input=move |event| search(event_target_value(&event))/>
            </div>
            <button type="button" class="btn" aria-expanded=move || is_open.get().to_string() aria-controls="board-facets"
                on:click=move |_| is_open.update(|open| *open = !*open)>
                {icon(Icon::ListFilter)}"Filter"
                <span class="muted" hidden=move || asked.get() == 0>{move || asked.get().to_string()}</span>
            </button>
            {chips}
            <button type="button" class="btn quiet" hidden=is_clear on:click=move |_| clear()>{icon(Icon::X)}"Clear filters"</button>
            <div class="board-density">{segmented("Density of the cards", &DENSITY, density, on_density)}</div>
            <div id="board-facets" hidden=move || !is_open.get()>{fields}</div>
        </search>
    }
    .into_any()
}

fn field(facet: Facet, filter: Memo<BoardFilter>) -> AnyView {
    let value = Memo::new(move |_| filter.with(|filter| filter.get(facet)));
    let choices = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| board_filter::choices(portfolio, facet, &value.get()))
    });
    let control = move || {
        let control = FieldControl::Choice(choices.get());
        view! {
            <Field label=facet.label() control=control value=value
                on_input=Callback::new(move |chosen: String| choose(facet, &chosen))/>
        }
    };
    view! { <div>{control}</div> }.into_any()
}

/// What is chosen, and the button that takes it away.
fn chip(facet: Facet, filter: Memo<BoardFilter>) -> AnyView {
    let value = Memo::new(move |_| filter.with(|filter| filter.get(facet)));
    let words = Memo::new(move |_| {
        let value = value.get();
        if value.is_empty() {
            return String::new();
        }
        if let Some(id) = crate::domain::id::Id::parse(&value) {
            store::track_record(id);
        }
        let chosen = store::with(|portfolio| board_filter::chosen_words(portfolio, facet, &value));
        [facet.label(), ": ", &chosen].concat()
    });
    let label = move || ["Remove ", &words.get()].concat();
    view! {
        <span class="tag" hidden=move || words.with(String::is_empty)>
            {words}
            <button type="button" aria-label=label title=label on:click=move |_| choose(facet, "")>{small_icon(Icon::X)}</button>
        </span>
    }
    .into_any()
}
