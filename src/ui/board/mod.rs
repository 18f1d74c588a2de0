//! The phase board: columns of cards by phase, two more beneath, in lanes by programme or lead if asked for, moved by mouse, touch, keys or menu; a filter over them.

mod beside;
mod card;
mod card_menu;
mod carry;
mod chosen;
mod column;
mod ghost;
mod hands;
mod lanes;
mod list;
mod marks;
mod pointer;
mod pump;
mod shown;
mod tools;
mod window;

use crate::store::{self, session};
use crate::ui::draw::later::{self, Alive};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, PageHead, UndoRedo, announce, empty_state, icon};
use crate::ui::{desk, side_panel};
use crate::view::action::ActionId;
use crate::view::board_filter;
use beside::beside;
pub use beside::{Beside, drawn_by};
use carry::Carry;
pub use carry::focus_card;
pub use chosen::{go_on_after, place_in_line};
use hands::tell;
pub use hands::{Hand, heard_by};
use leptos::prelude::*;

/// The board.
#[component]
pub fn BoardPage() -> impl IntoView {
    let filter = shown::filter();
    let is_filtered = Memo::new(move |_| filter.with(|filter| !filter.is_empty()));
    let board = shown::Board::new(filter);
    let all = board.columns();
    let carry = Carry::new();
    chosen::clear();
    Effect::new(|_| {
        if desk::open() == desk::Open::Nothing {
            chosen::end_line();
        }
    });
    let rules = Memo::new(|_| store::settings().status_rules());
    let own = all.clone();
    let counts = Memo::new(move |_| {
        let count = |shown: &shown::Shown| (shown.shown.get(), shown.count.get());
        own.iter().map(count).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
    });
    let sub = Memo::new(move |_| board_filter::words(counts.get().0, counts.get().1, is_filtered.get()));
    let nothing_fits = Memo::new(move |_| is_filtered.get() && counts.get().0 == 0);
    Effect::new(move |before: Option<board_filter::BoardFilter>| {
        let now = filter.with(board_filter::BoardFilter::asked);
        if before.is_some_and(|before| before != now) {
            chosen::clear();
            board.to_top();
            announce(sub.get_untracked());
        }
        now
    });
    follow(board);
    let empty = move || {
        nothing_fits.get().then(|| {
            let clear =
                view! { <button type="button" class="btn" on:click=move |_| tools::clear()>"Clear filters"</button> };
            empty_state(Icon::Search, "Nothing matches", "Other words or fewer filters find more.", clear)
        })
    };
    let all_closed = Memo::new(move |_| filter.with(|filter| filter.all_closed));
    let is_strip = RwSignal::new(true);
    Effect::new(move |_| {
        // Other cards are in sight, or the same are as wide no more.
        is_strip.track();
        board.layout.with(|_| ());
        board.filter.with(|_| ());
        session::has_compact_cards();
        side_panel::open();
        board.look_soon();
    });
    let around = column::Around { is_filtered, all_closed, is_strip, rules, board };
    let has_lanes = Memo::new(move |_| board.layout.with(|layout| layout.by));
    let (columns, aside) = all.split_at(6);
    let columns = columns.to_vec();
    // Drawn anew as a whole only when lanes are chosen, or others.
    let body = move || match has_lanes.get() {
        Some(_) => lanes::lanes(&columns, around),
        None => {
            let columns = columns.iter().map(|own| column::column(*own, around)).collect::<Vec<_>>();
            view! { <div class="board-columns">{columns}</div> }
        }
    };
    let aside = aside.iter().map(|own| column::column(*own, around)).collect::<Vec<_>>();
    view! {
        <PageHead title="Board" sub=sub>
            <UndoRedo/>
            {side_panel::toggle()}
            <button type="button" class="btn primary" on:click=move |_| desk::perform(ActionId::NewProject)>
                {icon(Icon::Plus)}"New project"
            </button>
        </PageHead>
        {tools::tools(filter)}
        {move || beside(Beside::Chosen)}
        <p class="visually-hidden" id="board-keys">
            "Space lifts a card, arrow keys carry it, Space drops it, Escape puts it back. Each card also has a menu Move to. X selects a card, so that several move together. Shift and Enter shows its details beside the board."
        </p>
        <p class="visually-hidden" id="board-chosen">"Selected."</p>
        {empty}
        <section class="board" class:is-dragging=move || carry.is_dragging() class:compact=session::has_compact_cards
            class:is-whole=move || board.is_whole() class:laned=move || has_lanes.get().is_some()
            hidden=nothing_fits aria-label="Phase board"
            on:pointerdown=move |event| tell(Hand::Press(carry, event))
            on:pointermove=move |event| if carry.holds_card() { tell(Hand::Move(carry, event)) }
            on:pointerup=move |_| if carry.holds_card() { tell(Hand::Release(carry)) }
            on:pointercancel=move |_| if carry.holds_card() { tell(Hand::Cancel(carry)) }
            on:scroll:capture=move |event| board.look(shown::target(&event).as_ref())
            on:dragstart=|event| event.prevent_default()
            on:click=move |event| tell(Hand::Click(carry, event))
            on:keydown=move |event| tell(Hand::Key(carry, event))
            on:focusout=move |event| if carry.holds_card() { tell(Hand::Leave(carry, event)) }>
            {body}
            <div class="board-lanes">{aside}</div>
        </section>
        {move || beside(Beside::Carried(carry, board.redrawn))}
    }
}

/// Has the board drawn as far as it is in sight, and whole for paper and for the browser's search.
fn follow(board: shown::Board) {
    Alive::here().next_frame(move || board.look(None));
    board.widen_after_painting(shown::Board::draw_small);
    later::hear(leptos::ev::resize, move |_| board.look_soon());
    later::hear(leptos::ev::beforeprint, move |_| board.draw_for_paper());
    later::hear(leptos::ev::afterprint, move |_| board.draw_in_sight());
    // The browser searches what is on the page alone. Its search takes the keys, so the next key heard here comes after it.
    let is_search = |event: &leptos::ev::KeyboardEvent| {
        event.key() == "F3" || (event.ctrl_key() || event.meta_key()) && matches!(event.key().as_str(), "f" | "g")
    };
    later::hear(leptos::ev::keydown, move |event| match event.key().as_str() {
        _ if is_search(&event) => board.draw_all(),
        "Control" | "Meta" | "Shift" | "Alt" | "Escape" => {}
        _ => board.draw_in_sight(),
    });
    later::hear(leptos::ev::pointerdown, move |_| board.draw_in_sight());
}
