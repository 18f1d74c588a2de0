//! The board of projects by phase: the part that draws boards, with what is told to it of projects. Must not know how a card is moved.

mod card;
mod deeds;
mod reviews;

pub use deeds::DEEDS;
pub use reviews::{go_on_after, place_in_line};

use crate::store;
use crate::ui::board::{self, Board};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, PageHead, UndoRedo, icon};
use crate::ui::{desk, side_panel};
use crate::view::action::ActionId;
use crate::view::project_board::PROJECTS;
use leptos::prelude::*;

/// The page.
#[component]
pub fn BoardPage() -> impl IntoView {
    let rules = Memo::new(|_| store::settings().status_rules());
    let board = Board::new(board::filter(&PROJECTS), Box::new(move |id| card::board_card(id, rules)), None);
    Effect::new(|_| {
        if desk::open() == desk::Open::Nothing {
            reviews::end();
        }
    });
    let sub = board::words(board);
    let steps = view! {
        <button type="button" class="btn" data-menu="steps" aria-haspopup="menu" aria-expanded="false">
            {icon(Icon::Columns)}<span class="label">"Steps"</span>
        </button>
    };
    view! {
        <PageHead title="Board" sub=sub>
            <UndoRedo/>
            {side_panel::toggle()}
            <button type="button" class="btn primary" on:click=move |_| desk::perform(ActionId::NewProject)>
                {icon(Icon::Plus)}"New project"
            </button>
        </PageHead>
        {board::board(board, sub, steps.into_any())}
    }
}
