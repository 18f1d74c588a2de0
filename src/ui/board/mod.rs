//! A board: columns of cards, in lanes if asked for, moved by mouse, touch, keys or menu; a filter over them. What its cards are is told
//! by a constant (`view::board::BoardKind`), what they show by a function, what a move means by `Deeds`. Must not know any one kind.

mod beside;
mod card_menu;
mod carry;
mod chosen;
mod column;
mod deeds;
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

use crate::store::session;
use crate::ui::draw::later::{self, Alive};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, announce, empty_state};
use crate::ui::side_panel;
use crate::view::board::filter::BoardFilter;
use beside::beside;
pub use beside::{Beside, drawn_by};
use carry::Carry;
pub use carry::{focus_card, keep_focus};
pub use chosen::choose_no_more;
pub use deeds::{Deeds, Meaning, Menu};
use hands::tell;
pub use hands::{Hand, heard_by};
use leptos::prelude::*;
pub use shown::{Board, cards_of, filter, layout_now, place_of};

/// What the heading of the page says of a board.
pub fn words(board: Board) -> Memo<String> {
    Memo::new(move |_| {
        let is_filtered = board.filter.with(|filter| !filter.is_empty());
        let (shown, all) = board.shown_and_all();
        board.kind.words(shown, all, is_filtered)
    })
}

/// The board with the line above it. `tools` stand in that line, `sub` is what the heading of the page says.
pub fn board(board: Board, sub: Memo<String>, tools: AnyView) -> Drawn {
    let filter = board.filter;
    let is_filtered = Memo::new(move |_| filter.with(|filter| !filter.is_empty()));
    let carry = Carry::new();
    chosen::clear();
    let nothing_fits = Memo::new(move |_| is_filtered.get() && board.shown_and_all().0 == 0);
    Effect::new(move |before: Option<BoardFilter>| {
        let now = filter.with(BoardFilter::asked);
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
            let clear = view! { <button type="button" class="btn" on:click=move |_| tools::clear(board)>"Clear filters"</button> };
            empty_state(Icon::Search, "Nothing matches", "Other words or fewer filters find more.", clear)
        })
    };
    let has_rest = Memo::new(move |_| filter.with(|filter| filter.has_rest));
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
    let around = column::ColumnContext { is_filtered, has_rest, is_strip, board };
    let has_lanes = Memo::new(move |_| board.layout.with(|layout| layout.by));
    // Drawn anew as a whole only when lanes are chosen, or others, or where there are other columns.
    let columns = Memo::new(move |_| {
        board.layout.with(|layout| {
            let names = layout.columns.iter().flat_map(|column| [&*column.name, "\n", &*column.label, "\n"]);
            names.collect::<String>()
        })
    });
    let those = move |is_aside: bool| {
        // Read, and not only tracked: what was never worked out counts as changed when it is.
        columns.with(|_| ());
        let is_there = |at: &usize| board.column(*at).is_aside == is_aside;
        let count = board.layout.with_untracked(|layout| layout.columns.len());
        (0..count).filter(is_there).map(|at| board.shown(at)).collect::<Vec<_>>()
    };
    let all = move |is_aside: bool| {
        those(is_aside).into_iter().map(|shown| column::column(shown, around)).collect::<Vec<_>>()
    };
    let body = move || match has_lanes.get() {
        Some(_) => lanes::lanes(&those(false), around),
        None => view! { <div class="board-columns">{all(false)}</div> },
    };
    view! {
        {tools::tools(board, tools)}
        {move || beside(Beside::Chosen)}
        <p class="visually-hidden" id="board-keys">
            "Space lifts a card, arrow keys carry it, Space drops it, Escape puts it back. Each card also has a menu Move to. X selects a card, so that several move together. Shift and Enter shows its details beside the board."
        </p>
        <p class="visually-hidden" id="board-chosen">"Selected."</p>
        {empty}
        <section class="board" class:is-dragging=move || carry.is_dragging() class:compact=session::has_compact_cards
            class:is-whole=move || board.is_whole() class:laned=move || has_lanes.get().is_some()
            hidden=nothing_fits aria-label=board.kind.label
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
            <div class="board-lanes">{move || all(true)}</div>
        </section>
        {move || beside(Beside::Carried(carry, board.redrawn))}
    }
}

/// Has the board drawn as far as it is in sight, and whole for paper and for the browser's search.
fn follow(board: Board) {
    Alive::here().next_frame(move || board.look(None));
    board.widen_after_painting(Board::draw_small);
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
