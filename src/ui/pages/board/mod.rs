//! The phase board: columns of cards by phase, two lanes beneath, moved by mouse, touch, keys or menu.

mod card;
mod card_menu;
mod carry;
mod column;

use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::store;
use crate::ui::actions;
use crate::ui::bind::{click, flag};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, icon};
use crate::ui::shell::{PageHead, UndoRedo};
use crate::view::action::ActionId;
use crate::view::format;
use carry::Carry;
pub use carry::focus_card;
use leptos::prelude::*;

/// The board.
#[component]
pub fn BoardPage() -> impl IntoView {
    let carry = Carry::new();
    let projects = Memo::new(|_| store::count(IndexKey::Kind(Project::SCHEMA.kind)));
    let sub = Signal::derive(move || format::count(projects.get(), "project"));
    let (columns, lanes) = BoardColumn::ALL.split_at(6);
    view! {
        <PageHead title="Board" sub=sub>
            <UndoRedo/>
            <button type="button" class="btn primary" on:click=click(|_| actions::perform(ActionId::NewProject))>
                {icon(Icon::Plus)}"New project"
            </button>
        </PageHead>
        <p class="visually-hidden" id="board-keys">
            "Space lifts a card, arrow keys carry it, Space drops it, Escape puts it back. Each card also has a menu Move to."
        </p>
        <section class="board" class:is-dragging=flag(move || carry.is_dragging()) aria-label="Phase board">
            <div class="board-columns">
                {columns.iter().map(|column| column::column(*column, carry)).collect_view()}
            </div>
            <div class="board-lanes">
                {lanes.iter().map(|column| column::column(*column, carry)).collect_view()}
            </div>
        </section>
        {carry::ghost(carry)}
    }
}
