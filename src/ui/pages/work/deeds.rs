//! What is done on a board of work: moving cards, and what the menu of one offers. Must not know pointers.

use super::forms;
use super::sending::send;
use crate::domain::id::Id;
use crate::domain::records::WorkItem;
use crate::domain::records::project::Phase;
use crate::domain::work::columns::{PHASES, WorkBoard, board_phase};
use crate::domain::work::item::{WorkState, WorkStep, refusal, state};
use crate::engine::command::{Command, Fields};
use crate::engine::decide::{ArchiveItems, MoveItems, Spot, UnblockItems};
use crate::engine::portfolio::Portfolio;
use crate::engine::work;
use crate::store::{self, session};
use crate::ui::actions;
use crate::ui::board::{Board, Deeds, Meaning, cards_of, keep_focus, layout_now};
use crate::ui::desk;
use crate::ui::dialogs::others_dialog;
use crate::ui::parts::{MenuEntry, MenuItem};
use crate::view::board::cells::{Cell, Layout};
use crate::view::board::filter::BoardFilter;
use crate::view::board::words::{card_above, count_and_limit};
use crate::view::work_board::filter::choices;
use crate::view::work_board::{board_of, counted_by, items, says};
use crate::view::work_steps::able_to_archive;
use leptos::prelude::*;

/// What is done on a board of work.
pub fn deeds() -> &'static dyn Deeds {
    &OfWork
}

struct OfWork;

/// An item with the columns it stands among.
fn with_item<T>(card: Id, read: impl FnOnce(&Portfolio, &WorkItem, &WorkBoard) -> T) -> Option<T> {
    store::with(|portfolio| {
        let item = portfolio.get::<WorkItem>(card).filter(|item| !item.meta.deleted)?;
        Some(read(portfolio, item, &work::columns_of(portfolio, item)))
    })
}

/// The board that is on the page: of which project and phase.
fn here() -> Option<(Id, Phase)> {
    let filter = Board::now()?.filter.get_untracked();
    store::with(|portfolio| board_of(portfolio, &filter))
}

pub(super) fn lanes_of(layout: &Layout) -> Option<crate::domain::work::limits::LaneBy> {
    layout.by.map(counted_by)
}

impl Deeds for OfWork {
    fn meaning(&self, _: &Layout, card: Id, column: usize) -> Option<Meaning> {
        let today = session::today_untracked();
        with_item(card, |_, item, board| {
            let at = board.place(&item.column);
            if at == column {
                return Meaning::Within;
            }
            let is_last = column == board.last();
            let step = match (is_last, column > at) {
                (true, _) => WorkStep::Finish,
                (false, true) => WorkStep::Forward,
                (false, false) => WorkStep::Back,
            };
            match refusal(state(item, board, today), step) {
                Some(why) => Meaning::Refused(why.into()),
                None if is_last => Meaning::Opens,
                None => Meaning::Writes,
            }
        })
    }

    fn hint(&self, layout: &Layout, card: Id, column: usize) -> String {
        let name = layout.label(column);
        match self.meaning(layout, card, column) {
            Some(Meaning::Opens) => ["Drop here to finish it in ", name, " and say who accepts it"].concat(),
            Some(Meaning::Refused(why)) => why.into_owned(),
            Some(Meaning::Writes) => {
                let limit = layout.column(column).and_then(|column| column.limit);
                let count =
                    Board::now().and_then(|board| board.counts.with_untracked(|counts| counts.get(column).copied()));
                match limit.zip(count).filter(|(limit, count)| i64::try_from(*count).is_ok_and(|count| count >= *limit))
                {
                    Some((limit, count)) => {
                        [name, " holds ", &count_and_limit(count, Some(limit)), ". Drop here to say why one more"]
                            .concat()
                    }
                    None => ["Drop here to move it to ", name].concat(),
                }
            }
            Some(Meaning::Within) | None => String::new(),
        }
    }

    fn says(&self, layout: &Layout, card: Id, cell: Cell) -> Fields {
        let says = |item: &WorkItem| layout.by.map(|by| says(by, item, cell.lane)).unwrap_or_default();
        with_item(card, |_, item, _| says(item)).unwrap_or_default()
    }

    fn all_in(&self, column: usize) -> Vec<Id> {
        let Some((project, phase)) = here() else { return Vec::new() };
        store::with(|portfolio| {
            let board = work::columns(portfolio, project, phase);
            let there = items(portfolio, project, phase).filter(|item| board.place(&item.column) == column);
            there.map(|item| item.meta.id).collect()
        })
    }

    fn place(&self, cards: Vec<Id>, after: Option<Id>, fields: Fields) {
        let spot = after.map_or(Spot::Top, Spot::Below);
        send(MoveItems { items: cards, spot, fields, lanes: lanes_of(&layout_now()), ..MoveItems::default() });
    }

    fn enter(&self, cards: Vec<Id>, to: Cell, index: usize) {
        let layout = layout_now();
        let Some(column) = layout.column(to.column) else { return };
        let mut fields: Fields = Vec::new();
        for (number, value) in cards.iter().flat_map(|card| self.says(&layout, *card, to)) {
            if fields.iter().all(|(known, _)| *known != number) {
                fields.push((number, value));
            }
        }
        let all: Vec<Id> = self.all_in(to.column).into_iter().filter(|id| !cards.contains(id)).collect();
        let shown = cards_of(to).without(&cards);
        let spot = match card_above(&all, &shown, index) {
            Some(above) => Spot::Below(above),
            None if all.is_empty() => Spot::Any,
            None => Spot::Top,
        };
        let asked = MoveItems {
            items: cards,
            column: Some(column.name.to_string()),
            spot,
            fields,
            lanes: lanes_of(&layout),
            ..MoveItems::default()
        };
        if to.column + 1 == layout.columns.len() {
            // Who accepts is asked first, also where nobody has to.
            super::sending::ask(asked, "accepted_by", String::new());
        } else {
            send(asked);
        }
    }

    fn choices(&self, portfolio: &Portfolio, filter: &BoardFilter, facet: usize) -> Vec<(String, String)> {
        choices(portfolio, filter, facet)
    }

    fn open(&self, _: Id) -> Option<MenuItem> {
        None
    }

    fn more(&self, card: Id) -> Vec<MenuEntry> {
        let Some((is_blocked, is_archived, is_done)) =
            with_item(card, |_, item, board| (item.is_blocked(), item.is_archived(), board.is_done(&item.column)))
        else {
            return Vec::new();
        };
        let mut entries = Vec::new();
        if is_blocked && !is_done {
            let unblock = move || {
                actions::dispatch(&Command::act(UnblockItems { items: vec![card] }));
            };
            entries.push(MenuItem::new("Unblock", unblock).into());
        } else if !is_done && !is_archived {
            let block = move || {
                desk::show_own(move || forms::block_dialog(card));
            };
            entries.push(MenuItem::new("Block…", block).into());
        }
        entries.extend(self.more_of_chosen(&[card]));
        entries
    }

    fn more_of_chosen(&self, cards: &[Id]) -> Vec<MenuEntry> {
        let Some((_, here)) = here() else { return Vec::new() };
        let mut entries = Vec::new();
        let awaits = |card: &Id| {
            let of = |_: &Portfolio, item: &WorkItem, board: &WorkBoard| {
                state(item, board, session::today_untracked()) == WorkState::Done
            };
            with_item(*card, of).unwrap_or_default()
        };
        if cards.iter().all(awaits) {
            let items = cards.to_vec();
            let column =
                cards.first().and_then(|card| with_item(*card, |_, _, board| board.key(board.last()).to_owned()));
            let accept = move || {
                let asked = MoveItems { items: items.clone(), column: column.clone(), ..MoveItems::default() };
                super::sending::ask(asked, "accepted_by", String::new());
            };
            entries.push(MenuItem::new("Accept…", accept).into());
        }
        entries.push(MenuEntry::Line);
        for phase in PHASES.into_iter().filter(|phase| *phase != board_phase(here)) {
            let items = cards.to_vec();
            let go = move || send(MoveItems { items: items.clone(), phase: Some(phase), ..MoveItems::default() });
            entries.push(
                MenuItem::new(["Move to the board of ", &*phase.label().to_ascii_lowercase()].concat(), go).into(),
            );
        }
        let items = cards.to_vec();
        let elsewhere = move || {
            let items = items.clone();
            desk::show_own(move || forms::project_dialog(items.clone()));
        };
        entries.push(MenuItem::new("Move to another project…", elsewhere).into());
        entries.push(MenuEntry::Line);
        let is_archived = |card: &Id| with_item(*card, |_, item, _| item.is_archived()).unwrap_or_default();
        let brings_back = cards.iter().all(is_archived);
        let items = cards.to_vec();
        let archive = move || put_away(items.clone(), brings_back);
        entries.push(MenuItem::new(if brings_back { "Bring back" } else { "Archive" }, archive).into());
        let records = cards.to_vec();
        let delete = move || {
            let focus = keep_focus(&records);
            if actions::dispatch(&Command::Delete { records: records.clone() }) {
                focus();
            }
        };
        entries.push(MenuItem::new("Delete", delete).into());
        entries
    }
}

/// Archives cards, or brings them back. Where some of them cannot be, they are named, and it is done with the others if that is wished.
fn put_away(items: Vec<Id>, brings_back: bool) {
    let today = session::today_untracked();
    let split = store::with(|portfolio| able_to_archive(portfolio, &items, brings_back, today));
    if split.able.is_empty() || split.unable.is_empty() {
        let focus = keep_focus(&items);
        if actions::dispatch(&Command::act(ArchiveItems { items, brings_back })) {
            focus();
        }
        return;
    }
    let (verb, act) =
        if brings_back { ("brought back", "Bring the others back") } else { ("archived", "Archive the others") };
    desk::show_own(move || {
        others_dialog(&split, verb, act, move |able| {
            desk::close();
            put_away(able, brings_back);
        })
    });
}
