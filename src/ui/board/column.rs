//! A column: heading with count and limit, and its cards.

use super::list::{ListSpec, cards};
use super::shown::{Board, BoardColumn};
use super::tools;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon};
use crate::view::board::Rest;
use crate::view::board::cells::{Cell, Lane};
use crate::view::board::words::{count_and_limit, count_shown};
use leptos::prelude::*;

/// How much of a column is taken to be in sight until it was measured, in pixels.
const IN_SIGHT: f64 = 640.0;

/// What every column has to know.
#[derive(Clone, Copy)]
pub struct ColumnContext {
    /// Whether anything is asked for.
    pub is_filtered: Memo<bool>,
    /// Whether cards are shown too that are usually left away.
    pub has_rest: Memo<bool>,
    /// Whether the column that can be folded is a strip.
    pub is_strip: RwSignal<bool>,
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

impl BoardColumn {
    /// What the heading says.
    pub fn heading(self, around: ColumnContext) -> Heading {
        let Self { count, shown, limit, .. } = self;
        let some_hidden = Memo::new(move |_| shown.get() < count.get());
        let shows_all = move || !around.is_filtered.get() && !some_hidden.get();
        let words = Memo::new(move |_| match shows_all() {
            false => count_shown(shown.get(), count.get()),
            true => count_and_limit(count.get(), limit.get()),
        });
        let sign = Memo::new(move |_| match limit.get().filter(|_| shows_all()) {
            Some(limit) => [&count.get().to_string(), "/", &limit.to_string()].concat(),
            None => words.get(),
        });
        Heading { words, sign, some_hidden }
    }

    /// The heading with name, count and limit.
    pub fn head(self, around: ColumnContext, heading: Heading) -> Drawn {
        let Self { count, limit, .. } = self;
        let column = around.board.column(self.column);
        let over_limit = move || limit.get().is_some_and(|limit| count.get() as i64 > limit);
        let strip = around.is_strip;
        let label = column.label.clone();
        let fold = column.folds.then(|| {
            let words = move || [if strip.get() { "Unfold " } else { "Fold " }, &*label].concat();
            let words = Signal::derive(words);
            view! {
                <button type="button" class="btn quiet small only-icon" aria-label=words title=words
                    aria-expanded=move || (!strip.get()).to_string() on:click=move |_| strip.update(|own| *own = !*own)>
                    {small_icon(Icon::ChevronsRightLeft)}
                </button>
            }
        });
        view! {
            <header class="col-head">
                <h2 id=heading_id(&column.name)>{column.label.into_owned()}</h2>
                <span class="col-count" class:over-limit=over_limit aria-hidden="true">{heading.sign}</span>
                <span class="visually-hidden">{heading.words}</span>
                <span class="visually-hidden" hidden=move || !over_limit()>"Over limit"</span>
                {fold}
            </header>
        }
    }
}

/// The id of a column's heading.
fn heading_id(column: &str) -> String {
    ["column-", column].concat()
}

/// A column that is not divided into lanes.
pub fn column(shown: BoardColumn, around: ColumnContext) -> AnyView {
    let ColumnContext { is_filtered, is_strip, board, .. } = around;
    let at = shown.column;
    let column = board.column(at);
    let heading = shown.heading(around);
    let is_empty = Memo::new(move |_| shown.shown.get() == 0);
    let steps = shown.steps;
    let folds = column.folds;
    // Until it is measured.
    let height = match column.is_aside {
        true => 120.0,
        false if folds && is_strip.get_untracked() => 0.0,
        false => IN_SIGHT,
    };
    // Drawn anew only when the column is shown in steps, or not any more.
    let label = column.label.clone();
    let lists = move || match steps.get() {
        1 => {
            let place = ListSpec { cell: Cell { column: at, lane: Lane::Whole, step: 0 }, tells: true, height };
            let label = label.clone();
            cards(shown, place, around, move || [&*label, ", ", &heading.words.get()].concat())
        }
        steps => {
            let steps: Vec<Drawn> = (0..steps).map(|step| part(shown, around, step, height)).collect();
            view! { <div class="col-steps">{steps}</div> }
        }
    };
    let (rest, nothing) = (column.rest, column.empty);
    let empty = move || match (is_filtered.get(), rest) {
        (true, _) => "Nothing here passes the filter.",
        (false, Some(rest)) if heading.some_hidden.get() => rest.none,
        (false, _) => nothing,
    };
    let rest = rest.map(|rest| more(around, heading, rest));
    let step = move || (steps.get() == 1).then_some("0");
    view! {
        <section class=column.class class:folded=move || folds && is_strip.get()
            class:steps-2=move || steps.get() == 2 class:steps-3=move || steps.get() == 3
            class:is-empty=is_empty
            data-column=column.name.to_string() data-step=step aria-labelledby=heading_id(&column.name)>
            {shown.head(around, heading)}
            {lists}
            <p class="col-empty" hidden=move || !is_empty.get()>{empty}</p>
            {rest}
            {board.foot(at)}
        </section>
    }
    .into_any()
}

/// A step of a column.
fn part(shown: BoardColumn, around: ColumnContext, step: usize, height: f64) -> Drawn {
    let at = shown.column;
    let column = around.board.column(at);
    let cell = Cell { column: at, lane: Lane::Whole, step };
    let name = around.board.layout.with_untracked(|layout| layout.step_words(at, step));
    let count = move || shown.count_in(cell).to_string();
    let title = column.label;
    let label = move || [&*title, ", ", name, ", ", &shown.count_in(cell).to_string()].concat();
    let list = cards(shown, ListSpec { cell, tells: true, height }, around, label);
    view! {
        <div class="col-step" data-column=column.name.to_string() data-step=step.to_string()>
            <h3 class="col-step-head">{name}<span class="col-count">{count}</span></h3>
            {list}
        </div>
    }
}

/// What shows the cards that are usually left away, or leaves them away again.
pub fn more(around: ColumnContext, heading: Heading, rest: Rest) -> AnyView {
    let ColumnContext { is_filtered, has_rest, board, .. } = around;
    let words = move || if has_rest.get() { rest.less } else { rest.more };
    view! {
        <button type="button" class="btn quiet small col-more"
            hidden=move || is_filtered.get() || !(heading.some_hidden.get() || has_rest.get())
            on:click=move |_| tools::show_rest(board, !has_rest.get_untracked())>
            {words}
        </button>
    }
    .into_any()
}
