//! A column or lane: heading with count and limit, its cards, and what a drop would open.

use super::card::board_card;
use super::carry::{Carry, follow};
use super::shown::Shown;
use super::tools;
use crate::domain::id::Id;
use crate::domain::status::StatusRules;
use crate::engine::index::BoardColumn;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, rows, small_icon};
use crate::view::board;
use leptos::prelude::*;

/// What a column has to know of the filter.
#[derive(Clone, Copy)]
pub struct Filtered {
    /// Whether anything is asked for.
    pub is_filtered: Memo<bool>,
    /// Whether those closed in earlier years are shown too.
    pub all_closed: Memo<bool>,
}

/// A column or lane of the board.
pub fn column(shown: Shown, filter: Filtered, rules: Memo<StatusRules>, carry: Carry) -> AnyView {
    let Filtered { is_filtered, all_closed } = filter;
    let Shown { column, count, cards, drawn } = shown;
    let limit = Memo::new(move |_| board::limit(&store::settings(), column));
    let some_hidden = Memo::new(move |_| cards.with(Vec::len) < count.get());
    let words = Memo::new(move |_| match is_filtered.get() || some_hidden.get() {
        true => board::count_shown(cards.with(Vec::len), count.get()),
        false => board::count_and_limit(count.get(), limit.get()),
    });
    let is_empty = Memo::new(move |_| cards.with(Vec::is_empty));
    let over_limit = move || limit.get().is_some_and(|limit| count.get() as i64 > limit);
    let folded = RwSignal::new(column == BoardColumn::Closed);
    let is_over = Memo::new(move |_| carry.over().is_some_and(|over| over.column == column));
    let hint = Memo::new(move |_| carry.hint(column));
    let falls_last = Memo::new(move |_| carry.falls_last(column));
    let label = column.label();
    let heading = format!("column-{}", label.replace(' ', "-").to_ascii_lowercase());
    let class = match column {
        BoardColumn::Ideas => "col phase-0",
        BoardColumn::Initiation => "col phase-1",
        BoardColumn::Planning => "col phase-2",
        BoardColumn::Execution => "col phase-3",
        BoardColumn::Closing => "col phase-4",
        BoardColumn::Closed => "col phase-5",
        BoardColumn::OnHold | BoardColumn::Stopped => "col lane",
    };
    let fold = (column == BoardColumn::Closed).then(|| {
        let words = move || if folded.get() { "Unfold Closed" } else { "Fold Closed" };
        view! {
            <button type="button" class="btn quiet small only-icon" aria-label=words title=words
                aria-expanded=move || (!folded.get()).to_string() on:click=move |_| folded.update(|own| *own = !*own)>
                {small_icon(Icon::ChevronsRightLeft)}
            </button>
        }
    });
    let cards = rows(move || drawn.get(), move |id| board_card(Id(id), rules), follow);
    let empty = move || match is_filtered.get() {
        true => "Nothing here passes the filter.",
        false if some_hidden.get() => "Nothing closed in this fiscal year.",
        false => empty_words(column),
    };
    let archive = (column == BoardColumn::Closed).then(|| archive(is_filtered, some_hidden, all_closed));
    view! {
        <section class=class class:folded=folded class:can-drop=move || !hint.get().is_empty() class:is-over=is_over
            data-column=label aria-labelledby=heading.clone()>
            <header class="col-head">
                <h2 id=heading.clone()>{label}</h2>
                <span class="col-count">{words}</span>
                <span class="pill tone-amber" hidden=move || !over_limit()>{small_icon(Icon::TriangleAlert)}"Over limit"</span>
                {fold}
            </header>
            <ul aria-label=move || [label, ", ", &words.get()].concat()>
                <li class="drop-hint" aria-hidden="true" hidden=move || !is_over.get() || hint.get().is_empty()>
                    {small_icon(Icon::DoorOpen)}<span>{hint}</span>
                </li>
                {cards}
                <li class="drop-line" aria-hidden="true" hidden=move || !falls_last.get()></li>
            </ul>
            <p class="col-empty" hidden=move || !is_empty.get()>{empty}</p>
            {archive}
        </section>
    }
    .into_any()
}

/// What shows the projects closed in earlier years, or leaves them away again.
fn archive(is_filtered: Memo<bool>, some_hidden: Memo<bool>, all_closed: Memo<bool>) -> AnyView {
    let words = move || if all_closed.get() { "Show this fiscal year only" } else { "Show all closed" };
    view! {
        <button type="button" class="btn quiet small col-more"
            hidden=move || is_filtered.get() || !(some_hidden.get() || all_closed.get())
            on:click=move |_| tools::show_all_closed(!all_closed.get_untracked())>
            {words}
        </button>
    }
    .into_any()
}

fn empty_words(column: BoardColumn) -> &'static str {
    match column {
        BoardColumn::Ideas => "No ideas. A new project begins here.",
        BoardColumn::Initiation => "Nothing in initiation. Go at gate G0 brings an idea here.",
        BoardColumn::Planning => "Nothing in planning. Go at gate G1 brings a project here.",
        BoardColumn::Execution => "Nothing in execution. Go at gate G2 brings a project here.",
        BoardColumn::Closing => "Nothing in closing. Go at gate G3 brings a project here.",
        BoardColumn::Closed => "Nothing closed yet.",
        BoardColumn::OnHold => "Nothing on hold.",
        BoardColumn::Stopped => "Nothing stopped.",
    }
}
