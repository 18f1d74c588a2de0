//! A column: heading with count and limit, and its cards.

use super::list::{Place, cards};
use super::shown::{Board, Shown};
use super::tools;
use crate::domain::status::StatusRules;
use crate::engine::index::BoardColumn;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon};
use crate::view::board;
use crate::view::board_cells::{Cell, Lane, column_name};
use leptos::prelude::*;

/// How much of a column is taken to be in sight until it was measured, in pixels.
const IN_SIGHT: f64 = 640.0;

/// What every column has to know.
#[derive(Clone, Copy)]
pub struct Around {
    /// Whether anything is asked for.
    pub is_filtered: Memo<bool>,
    /// Whether those closed in earlier years are shown too.
    pub all_closed: Memo<bool>,
    /// Whether the column of closed projects is folded to a strip.
    pub is_strip: RwSignal<bool>,
    /// The reporting cycle.
    pub rules: Memo<StatusRules>,
    /// The board.
    pub board: Board,
}

/// What a column's heading says.
#[derive(Clone, Copy)]
pub struct Heading {
    words: Memo<String>,
    /// The same as short as it can be: "108/5".
    sign: Memo<String>,
    some_hidden: Memo<bool>,
}

impl Shown {
    /// What the heading says.
    pub fn heading(self, around: Around) -> Heading {
        let Self { column, count, shown, .. } = self;
        let limit = Memo::new(move |_| board::limit(&store::settings(), column));
        let some_hidden = Memo::new(move |_| shown.get() < count.get());
        let shows_all = move || !around.is_filtered.get() && !some_hidden.get();
        let words = Memo::new(move |_| match shows_all() {
            false => board::count_shown(shown.get(), count.get()),
            true => board::count_and_limit(count.get(), limit.get()),
        });
        let sign = Memo::new(move |_| match limit.get().filter(|_| shows_all()) {
            Some(limit) => [&count.get().to_string(), "/", &limit.to_string()].concat(),
            None => words.get(),
        });
        Heading { words, sign, some_hidden }
    }

    /// The heading with name, count and limit.
    pub fn head(self, around: Around, heading: Heading) -> Drawn {
        let Self { column, count, .. } = self;
        let limit = Memo::new(move |_| board::limit(&store::settings(), column));
        let over_limit = move || limit.get().is_some_and(|limit| count.get() as i64 > limit);
        let strip = around.is_strip;
        let fold = (column == BoardColumn::Closed).then(|| {
            let words = move || if strip.get() { "Unfold Closed" } else { "Fold Closed" };
            view! {
                <button type="button" class="btn quiet small only-icon" aria-label=words title=words
                    aria-expanded=move || (!strip.get()).to_string() on:click=move |_| strip.update(|own| *own = !*own)>
                    {small_icon(Icon::ChevronsRightLeft)}
                </button>
            }
        });
        view! {
            <header class="col-head">
                <h2 id=heading_id(column)>{column.label()}</h2>
                <span class="col-count" class:over-limit=over_limit aria-hidden="true">{heading.sign}</span>
                <span class="visually-hidden">{heading.words}</span>
                <span class="visually-hidden" hidden=move || !over_limit()>"Over limit"</span>
                {fold}
            </header>
        }
    }
}

/// The id of a column's heading.
fn heading_id(column: BoardColumn) -> String {
    ["column-", column_name(column)].concat()
}

/// The class of a column, with its colour.
pub fn class(column: BoardColumn) -> &'static str {
    match column {
        BoardColumn::Ideas => "col phase-0",
        BoardColumn::Initiation => "col phase-1",
        BoardColumn::Planning => "col phase-2",
        BoardColumn::Execution => "col phase-3",
        BoardColumn::Closing => "col phase-4",
        BoardColumn::Closed => "col phase-5",
        BoardColumn::OnHold | BoardColumn::Stopped => "col lane",
    }
}

/// A column that is not divided into lanes.
pub fn column(shown: Shown, around: Around) -> AnyView {
    let Around { is_filtered, is_strip, .. } = around;
    let column = shown.column;
    let heading = shown.heading(around);
    let is_empty = Memo::new(move |_| shown.shown.get() == 0);
    let label = column.label();
    let steps = shown.steps;
    // Until it is measured.
    let height = match column {
        BoardColumn::OnHold | BoardColumn::Stopped => 120.0,
        BoardColumn::Closed if is_strip.get_untracked() => 0.0,
        _ => IN_SIGHT,
    };
    // Drawn anew only when the column is shown in steps, or not any more.
    let lists = move || match steps.get() {
        1 => {
            let place = Place { cell: Cell { column, lane: Lane::Whole, step: 0 }, tells: true, height };
            cards(shown, place, around, move || [label, ", ", &heading.words.get()].concat())
        }
        steps => {
            let steps: Vec<Drawn> = (0..steps).map(|step| part(shown, around, step, height)).collect();
            view! { <div class="col-steps">{steps}</div> }
        }
    };
    let empty = move || match is_filtered.get() {
        true => "Nothing here passes the filter.",
        false if heading.some_hidden.get() => "Nothing closed in this financial year.",
        false => empty_words(column),
    };
    let archive = (column == BoardColumn::Closed).then(|| archive(around, heading));
    let step = move || (steps.get() == 1).then_some("0");
    view! {
        <section class=class(column) class:folded=move || column == BoardColumn::Closed && is_strip.get()
            class:steps-2=move || steps.get() == 2 class:steps-3=move || steps.get() == 3
            class:is-empty=is_empty
            data-column=column_name(column) data-step=step aria-labelledby=heading_id(column)>
            {shown.head(around, heading)}
            {lists}
            <p class="col-empty" hidden=move || !is_empty.get()>{empty}</p>
            {archive}
        </section>
    }
    .into_any()
}

/// A step of a column.
fn part(shown: Shown, around: Around, step: usize, height: f64) -> Drawn {
    let column = shown.column;
    let cell = Cell { column, lane: Lane::Whole, step };
    let name = around.board.layout.with_untracked(|layout| layout.step_words(column, step));
    let count = move || shown.count_in(cell).to_string();
    let label = move || [column.label(), ", ", name, ", ", &shown.count_in(cell).to_string()].concat();
    let list = cards(shown, Place { cell, tells: true, height }, around, label);
    view! {
        <div class="col-step" data-column=column_name(column) data-step=step.to_string()>
            <h3 class="col-step-head">{name}<span class="col-count">{count}</span></h3>
            {list}
        </div>
    }
}

/// What shows the projects closed in earlier years, or leaves them away again.
pub fn archive(around: Around, heading: Heading) -> AnyView {
    let Around { is_filtered, all_closed, .. } = around;
    let words = move || if all_closed.get() { "Show this financial year only" } else { "Show all closed" };
    view! {
        <button type="button" class="btn quiet small col-more"
            hidden=move || is_filtered.get() || !(heading.some_hidden.get() || all_closed.get())
            on:click=move |_| tools::show_all_closed(!all_closed.get_untracked())>
            {words}
        </button>
    }
    .into_any()
}

fn empty_words(column: BoardColumn) -> &'static str {
    match column {
        BoardColumn::Ideas => "No ideas. A new project begins here.",
        BoardColumn::Initiation => "Nothing in initiation. Ideas arrive here after a Go at G0.",
        BoardColumn::Planning => "Nothing in planning. Go at gate G1 brings a project here.",
        BoardColumn::Execution => "Nothing in execution. Go at gate G2 brings a project here.",
        BoardColumn::Closing => "Nothing in closing. Go at gate G3 brings a project here.",
        BoardColumn::Closed => "Nothing closed yet.",
        BoardColumn::OnHold => "Nothing on hold.",
        BoardColumn::Stopped => "Nothing stopped.",
    }
}
