//! Moves of work, sent and said: what a move still demands - who accepts, why a limit may be broken - is asked in a dialog, and the move
//! is sent again with the answer. Must not know pointers.

use super::forms::move_dialog;
use crate::domain::id::Id;
use crate::domain::records::WorkItem;
use crate::engine::command::Command;
use crate::engine::decide::MoveItems;
use crate::engine::limits::REASON;
use crate::engine::rejection::Rejection;
use crate::engine::work;
use crate::store::{self, session};
use crate::ui::actions;
use crate::ui::board::{cards_of, focus_card, keep_focus, layout_now, place_of};
use crate::ui::desk;
use crate::ui::dialogs::others_dialog;
use crate::ui::draw::later::after_drawing;
use crate::ui::parts::{alert, announce};
use crate::view::board::words::count_and_limit;
use crate::view::work_steps::{Towards, able_to_move};
use leptos::prelude::WithUntracked;

/// What people call the column in which an item stands now.
fn column_of(id: Id) -> String {
    store::with(|portfolio| {
        let item = portfolio.get::<WorkItem>(id)?;
        Some(work::columns_of(portfolio, item).name(&item.column).to_owned())
    })
    .unwrap_or_default()
}

/// Sends a move. What it still demands is asked.
pub fn send(asked: MoveItems) {
    match attempt(&asked) {
        Ok(()) => {}
        Err(Rejection::Demands { field, sentence }) if ["accepted_by", REASON].contains(&field) => {
            ask(asked, field, sentence);
        }
        Err(rejection) => {
            if !matches!(rejection, Rejection::Nothing) && !offer_others(&asked) {
                alert(rejection.to_string());
            }
            if let Some(card) = asked.items.first() {
                focus_card(*card);
            }
        }
    }
}

/// Names those of several cards that cannot be moved, and offers to move the others; gives whether there are any.
pub fn offer_others(asked: &MoveItems) -> bool {
    let towards = Towards { column: asked.column.clone(), phase: asked.phase, project: asked.project };
    let today = session::today_untracked();
    let split = store::with(|portfolio| able_to_move(portfolio, &asked.items, &towards, today));
    if split.able.is_empty() || split.unable.is_empty() {
        return false;
    }
    let asked = asked.clone();
    desk::show_own(move || {
        let asked = asked.clone();
        others_dialog(&split, "moved", "Move the others", move |able| {
            desk::close();
            send(MoveItems { items: able, ..asked.clone() });
        })
    });
    true
}

/// Asks for what a move demands.
pub fn ask(asked: MoveItems, field: &'static str, sentence: String) {
    desk::show_own(move || move_dialog(asked.clone(), field, sentence.clone()));
}

/// Tries a move, and says where its cards are now.
pub fn attempt(asked: &MoveItems) -> Result<(), Rejection> {
    let Some(first) = asked.items.first().copied() else { return Ok(()) };
    let from = column_of(first);
    let focus = keep_focus(&asked.items);
    actions::try_command(&Command::act(asked.clone()))?;
    if asked.phase.is_some() || asked.project.is_some() {
        focus();
        return Ok(());
    }
    focus_card(first);
    let count = asked.items.len();
    after_drawing(move || say(first, count, &from));
    Ok(())
}

/// "Card Charter, moved from To do to Drafting, position 1 of 3, limit 3 of 3."
fn say(card: Id, count: usize, from: &str) {
    let Some(place) = place_of(card) else { return };
    let layout = layout_now();
    let to = layout.label(place.cell.column);
    let title = store::with(|portfolio| store::title_in(portfolio, card));
    let others = count.saturating_sub(1);
    let who = match others {
        0 => ["Card ", &*title].concat(),
        others => ["Card ", &*title, " and ", &*others.to_string(), " more"].concat(),
    };
    let way = if from == to { [" within ", to].concat() } else { [" from ", from, " to ", to].concat() };
    let all = cards_of(place.cell).len();
    let position = [", position ", &(place.index + 1).to_string(), " of ", &all.to_string()].concat();
    let limit = layout.column(place.cell.column).and_then(|column| column.limit);
    let held = crate::ui::board::Board::now()
        .and_then(|board| board.counts.with_untracked(|counts| counts.get(place.cell.column).copied()))
        .unwrap_or(all);
    let limit = limit.map(|limit| [", limit ", &count_and_limit(held, Some(limit))].concat()).unwrap_or_default();
    announce([&*who, ", moved", &way, &position, &limit].concat());
}
