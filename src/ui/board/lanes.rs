//! The board in lanes: one row for each through all columns, with a heading that folds it.

use super::column::{ColumnContext, more};
use super::list::{ListSpec, cards};
use super::shown::BoardColumn;
use super::tools;
use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, focus_heading, rows, small_icon};
use crate::view::board::cells::{Cell, Lane};
use crate::view::format;
use leptos::prelude::*;

/// The columns in lanes.
pub fn lanes(columns: &[BoardColumn], around: ColumnContext) -> Drawn {
    let lanes = around.board.lanes();
    let drawn = around.board.drawn_lanes(lanes);
    let heads: Vec<Drawn> = columns.iter().map(|own| head(*own, around)).collect();
    let columns = columns.to_vec();
    let lane = move |key: u64| lane(&columns, around, lanes, key).into_any();
    let rows = rows(move || drawn.get(), lane, |_, _| focus_heading());
    view! {
        <div class="board-rows" tabindex="-1">
            <div class="lane-heads">{heads}</div>
            {rows}
        </div>
    }
}

/// The heading of a column above all lanes.
fn head(shown: BoardColumn, around: ColumnContext) -> Drawn {
    let heading = shown.heading(around);
    let more = around.board.column(shown.column).rest.map(|rest| more(around, heading, rest));
    view! { {cell_of_column(shown, around, "lane-col", view! { {shown.head(around, heading)} {more} })} }
}

/// A box that is as wide as its column.
fn cell_of_column(shown: BoardColumn, around: ColumnContext, own: &'static str, body: Drawn) -> Drawn {
    let (steps, strip) = (shown.steps, around.is_strip);
    let column = around.board.column(shown.column);
    let folds = column.folds;
    view! {
        <div class=[column.class, " ", own].concat() class:folded=move || folds && strip.get()
            class:steps-2=move || steps.get() == 2 class:steps-3=move || steps.get() == 3>{body}</div>
    }
}

/// A lane.
fn lane(columns: &[BoardColumn], around: ColumnContext, lanes: Memo<Vec<(u64, usize)>>, key: u64) -> Drawn {
    let own = Lane::with_key(key);
    let board = around.board;
    let by = board.layout.with_untracked(|layout| layout.by);
    let name = Memo::new(move |_| {
        store::track_record(Id(key));
        store::with(|portfolio| own.words(portfolio, by))
    });
    let count =
        Memo::new(move |_| lanes.with(|lanes| lanes.iter().find(|lane| lane.0 == key).map_or(0, |lane| lane.1)));
    // What stands in a column that is folded to a strip is counted, and said.
    let strip = columns.iter().copied().find(|shown| board.column(shown.column).folds);
    let hidden = move || {
        let count = |shown: BoardColumn| shown.count_in(Cell { column: shown.column, lane: own, step: 0 });
        strip.filter(|_| around.is_strip.get()).map_or(0, count)
    };
    let of_them = strip.map(|shown| board.column(shown.column).label.to_ascii_lowercase()).unwrap_or_default();
    let how_many = move || match (hidden(), format::count(count.get(), board.kind.noun)) {
        (0, count) => count,
        (hidden, count) => [&count, ", ", &hidden.to_string(), " of them ", &of_them].concat(),
    };
    let is_folded = Memo::new(move |_| board.filter.with(|filter| filter.folded.contains(&own)));
    let heading = ["lane-", &key.to_string()].concat();
    let columns = columns.to_vec();
    // Drawn anew as a whole only when the lane is folded or unfolded.
    let cells = move || {
        (!is_folded.get()).then(|| {
            let cells: Vec<Drawn> = columns.iter().map(|column| cell(*column, around, own, name)).collect();
            view! { <div class="lane-cells">{cells}</div> }
        })
    };
    view! {
        <section class="lane-row" aria-labelledby=heading.clone()>
            <h3 class="lane-head">
                <button type="button" class="btn quiet small" id=heading.clone() aria-expanded=move || (!is_folded.get()).to_string()
                    on:click=move |_| tools::fold(board, own)>
                    <span class="lane-fold" class:folded=is_folded>{small_icon(Icon::ChevronDown)}</span>
                    <span class="truncate">{name}</span>
                </button>
                <span class="col-count">{how_many}</span>
            </h3>
            {cells}
        </section>
    }
}

/// A column of a lane, in its steps.
fn cell(shown: BoardColumn, around: ColumnContext, lane: Lane, name: Memo<String>) -> Drawn {
    let column = shown.column;
    let steps = shown.steps;
    let of_column = around.board.column(column);
    let lists = move || {
        let layout = around.board.layout;
        let count = steps.get();
        let list = |step: usize| {
            let cell = Cell { column, lane, step };
            let words = layout.with_untracked(|layout| layout.step_words(column, step));
            let comma = if words.is_empty() { "" } else { ", " };
            let title = of_column.label.clone();
            let label = move || {
                let count = shown.count_in(cell).to_string();
                [&name.get(), ", ", &*title, comma, words, ", ", &count].concat()
            };
            let list = cards(shown, ListSpec { cell, tells: false, height: 0.0 }, around, label);
            view! {
                <div class="lane-cell" data-column=of_column.name.to_string() data-step=step.to_string() data-lane=lane.name()>
                    <p class="col-step-head" hidden=words.is_empty()>{words}</p>
                    {list}
                </div>
            }
        };
        (0..count).map(list).collect::<Vec<_>>()
    };
    cell_of_column(shown, around, "lane-col", view! { <div class="col-steps">{lists}</div> })
}
