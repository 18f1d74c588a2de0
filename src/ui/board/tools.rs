//! The line above the board: search, filter, what is chosen, lanes, steps, density of the cards.

use super::beside::{Beside, beside};
use super::hands::{Hand, tell};
use crate::domain::record::RecordType;
use crate::domain::records::Settings;
use crate::domain::records::project::Phase;
use crate::domain::records::settings;
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{
    Field, FieldControl, Icon, MenuEntry, MenuItem, Segment, icon, segmented, small_icon, workspace_name,
};
use crate::ui::{actions, router};
use crate::view::board_cells::{Lane, LaneBy};
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
    let BoardFilter { all_closed, lanes, folded, .. } = now();
    router::go(&BoardFilter { all_closed, lanes, folded, ..BoardFilter::default() }.route());
}

/// Folds a lane, or unfolds it.
pub fn fold(lane: Lane) {
    let mut filter = now();
    filter.fold(lane);
    router::replace(&filter.route());
}

/// The menu that a button of the line opens: what it is called, and its entries.
pub fn menu(name: &str) -> (&'static str, fn() -> Vec<MenuEntry>) {
    match name {
        "lanes" => ("Lanes", lane_entries),
        _ => ("Phases shown in steps", step_entries),
    }
}

/// What the board can be divided by.
fn lane_entries() -> Vec<MenuEntry> {
    let by = now().lanes;
    let entry = |words: &str, lanes: Option<LaneBy>| {
        // Lanes that were folded are others.
        let run = move || router::go(&BoardFilter { lanes, folded: Vec::new(), ..now() }.route());
        MenuEntry::Item(MenuItem { checked: Some(by == lanes), ..MenuItem::new(words, run) })
    };
    let mut entries = vec![entry("No lanes", None)];
    entries.extend(LaneBy::ALL.map(|by| entry(by.label(), Some(by))));
    entries
}

/// The phases that can be shown in steps.
fn step_entries() -> Vec<MenuEntry> {
    let shown = store::with(|portfolio| portfolio.settings().steps);
    let entry = |phase: &Phase| {
        let column = crate::engine::index::BoardColumn::of(*phase, Default::default());
        let names: Vec<&str> = phase.steps().iter().map(|own| own.1).collect();
        let (phase, is_shown) = (*phase, shown.contains(phase));
        let words = ["Show ", column.label(), if is_shown { " as a whole" } else { " in steps" }].concat();
        let item = MenuItem::new(words, move || show_steps(phase, !is_shown));
        MenuEntry::Item(MenuItem { hint: names.join(" · "), ..item })
    };
    Phase::ALL.iter().map(entry).collect()
}

/// Shows a phase in steps, or as a whole: a setting of the workspace.
fn show_steps(phase: Phase, shows: bool) {
    let (record, steps) = store::with(|portfolio| (portfolio.settings_id(), portfolio.settings().steps));
    let wanted = |own: &&Phase| if **own == phase { shows } else { steps.contains(own) };
    let steps: Vec<Value> = Phase::ALL.iter().filter(wanted).map(|own| Value::text(own.name())).collect();
    let steps = (settings::at::steps, if steps.is_empty() { Value::Null } else { Value::List(steps) });
    actions::dispatch(&match record {
        Some(record) => Command::Change { record, fields: vec![steps] },
        None => {
            let name = (settings::at::name, Value::text(untrack(workspace_name)));
            Command::Create { schema: Settings::SCHEMA, fields: vec![name, steps] }
        }
    });
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
    // On a narrow screen what is beside the search is behind one button.
    let is_unfolded = RwSignal::new(false);
    let asked = Memo::new(move |_| {
        filter.with(|filter| Facet::ALL.iter().filter(|facet| !filter.get(**facet).is_empty()).count())
    });
    let is_clear = Memo::new(move |_| filter.with(BoardFilter::is_empty));
    // Asked only while they can be seen: what there is to choose hangs on all projects.
    let fields = move || if is_open.get() { beside(Beside::Facets(filter)) } else { ().into_any() };
    let chips = Facet::ALL.map(|facet| chip(facet, filter)).into_iter().collect::<Vec<_>>();
    let lanes = Memo::new(move |_| filter.with(|filter| filter.lanes));
    let lane_words = move || lanes.get().map_or("Lanes".to_owned(), |by| ["Lanes: ", by.label()].concat());
    let density = Signal::derive(|| if session::has_compact_cards() { "compact" } else { "" });
    let on_density = Callback::new(|chosen: &'static str| session::set_compact_cards(chosen == "compact"));
    view! {
        <search class="board-tools" class:unfolded=is_unfolded
            on:pointerdown=|event| tell(Hand::PressTool(event)) on:click=|event| tell(Hand::ClickTool(event))>
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search the board" placeholder="Search" autocomplete="off"
                    prop:value=text on:input=move |event| search(event_target_value(&event))/>
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
            <button type="button" class="btn" data-menu="steps" aria-haspopup="menu" aria-expanded="false">
                {icon(Icon::Columns)}<span class="label">"Steps"</span>
            </button>
            {chips}
            <button type="button" class="btn quiet" hidden=is_clear on:click=move |_| clear()>{icon(Icon::X)}"Clear filters"</button>
            <div class="board-density">{segmented("Density of the cards", &DENSITY, density, on_density)}</div>
            <div id="board-facets" hidden=move || !is_open.get()>{fields}</div>
        </search>
    }
    .into_any()
}

/// The fields of the filter.
pub fn facets(filter: Memo<BoardFilter>) -> AnyView {
    let fields = Facet::ALL.map(|facet| field(facet, filter)).into_iter().collect::<Vec<_>>();
    view! { <div class="form columns board-facets">{fields}</div> }.into_any()
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
