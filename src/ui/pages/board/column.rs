//! A column or lane: heading with count and limit, its cards, and what a drop would open.

use super::card::board_card;
use super::carry::{Carry, follow};
use super::shown::Shown;
use crate::domain::id::Id;
use crate::engine::index::BoardColumn;
use crate::store;
use crate::ui::bind::{click, flag};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, rows, small_icon};
use crate::view::board;
use leptos::prelude::*;

/// A column or lane of the board.
pub fn column(shown: Shown, is_filtered: Memo<bool>, cycle_days: Memo<i64>, carry: Carry) -> AnyView {
    let Shown { column, count, cards, drawn } = shown;
    let limit = Memo::new(move |_| board::limit(&store::settings(), column));
    let words = Memo::new(move |_| match is_filtered.get() {
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
                aria-expanded=move || (!folded.get()).to_string() on:click=click(move |_| folded.update(|own| *own = !*own))>
                {small_icon(Icon::ChevronsRightLeft)}
            </button>
        }
    });
    let cards = rows(move || drawn.get(), move |id| board_card(Id(id), cycle_days), follow);
    let empty = move || match is_filtered.get() {
        true => "Nothing here passes the filter.",
        false => empty_words(column),
    };
    view! {
        <section class=class class:folded=folded class:can-drop=flag(move || !hint.get().is_empty()) class:is-over=is_over
            data-column=label aria-labelledby=heading.clone()>
            <header class="col-head">
                <h2 id=heading.clone()>{label}</h2>
                <span class="col-count">{words}</span>
                <span class="pill tone-amber" hidden=flag(move || !over_limit())>{small_icon(Icon::TriangleAlert)}"Over limit"</span>
                {fold}
            </header>
            <ul aria-label=move || [label, ", ", &words.get()].concat()>
                <li class="drop-hint" aria-hidden="true" hidden=flag(move || !is_over.get() || hint.get().is_empty())>
                    {small_icon(Icon::DoorOpen)}<span>{hint}</span>
                </li>
                {cards}
                <li class="drop-line" aria-hidden="true" hidden=flag(move || !falls_last.get())></li>
            </ul>
            <p class="col-empty" hidden=move || !is_empty.get()>{empty}</p>
        </section>
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
