//! Work inside a project: adding, moving, accepting, blocking and archiving it, the columns of its boards, the deliverables that gates
//! ask for, and the size class that says which. Each is an act of its own and one transaction. Must not know how a board is drawn.

mod add;
mod block;
mod columns;
mod copy;
mod deliverables;
mod moves;
mod size;

pub use add::{AddItems, MOST_AT_ONCE, NewItem};
pub use block::{ArchiveItems, BlockItems, UnblockItems};
pub use columns::{ChangeColumns, WishedColumn};
pub use copy::{CopyWork, copied};
pub use deliverables::{TakeDeliverables, WaiveDeliverable, Waiving};
pub use moves::{MoveItems, Spot};
pub use size::ChooseSize;

use super::Draft;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::ColumnEntry;
use crate::domain::records::{PhaseBoard, Project, WorkItem};
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::item::entries;
use crate::domain::work::limits::{Breach, Counted, LaneBy, Limited, breaches};
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::work;
use std::sync::Arc;

fn demands<T>(field: &'static str, sentence: String) -> Result<T, Rejection> {
    Err(Rejection::Demands { field, sentence })
}

fn refused<T>(sentence: String) -> Result<T, Rejection> {
    Err(Rejection::Refused { sentence })
}

/// A project in which work can be done.
fn project(draft: &Draft, id: Id) -> Result<Project, Rejection> {
    let there = draft.portfolio.get::<Project>(id).ok_or(Rejection::Missing)?;
    if there.meta.deleted {
        return refused(["The project “", &there.name, "” was deleted. Restore it first."].concat());
    }
    Ok(there.clone())
}

/// A work item that is there.
fn item(draft: &Draft, id: Id) -> Result<WorkItem, Rejection> {
    Ok((**draft.live(id)?).typed::<WorkItem>().ok_or(Rejection::Missing)?.clone())
}

/// The items of a project that stand on the board of a phase, in their order.
fn on_board<'a>(draft: &'a Draft, project: Id, phase: Phase) -> impl Iterator<Item = &'a WorkItem> {
    let ids = draft.portfolio.ids(IndexKey::items(project)).into_iter();
    let items = ids.filter_map(|id| draft.portfolio.get::<WorkItem>(id));
    items.filter(move |item| board_phase(item.phase) == board_phase(phase))
}

/// Lets an item enter a column: the entry is written with its moment, and none that it has is lost. What was kept before entries were
/// gets one for where it stood.
fn enter(draft: &Draft, item: &mut WorkItem, was_on: &WorkBoard, key: &str, reason: &str) {
    let mut entered = entries(item);
    if item.column_entries.is_empty() {
        for entry in &mut entered {
            entry.column = was_on.key(was_on.place(&entry.column)).into();
        }
    }
    entered.push(ColumnEntry { column: key.into(), at: draft.context.now, reason: reason.trim().into() });
    item.column_entries = entered;
    item.column = key.into();
}

/// Refuses what breaks limits: always where they are strict, else as long as no reason is given.
fn check_limits(
    draft: &Draft,
    board: &WorkBoard,
    lanes: Option<LaneBy>,
    before: &[WorkItem],
    after: &[WorkItem],
    reason: &str,
) -> Result<(), Rejection> {
    let count = |items: &[WorkItem]| -> Vec<Counted> {
        items.iter().filter_map(|item| Counted::of(item, board, lanes)).collect()
    };
    let found = breaches(board, &count(before), &count(after), lanes);
    let Some(first) = found.first() else { return Ok(()) };
    if board.is_hard {
        let sentence = [&*breach_words(draft, board, first), " Limits are strict on this board."].concat();
        return refused(sentence);
    }
    if reason.trim().is_empty() {
        let sentences: Vec<String> = found.iter().map(|breach| breach_words(draft, board, breach)).collect();
        return demands("reason", [&*sentences.join(" "), " Say why."].concat());
    }
    Ok(())
}

fn breach_words(draft: &Draft, board: &WorkBoard, breach: &Breach) -> String {
    let of: Arc<str> = match &breach.of {
        Limited::Column(place) => board.columns.get(*place).map_or_else(|| "".into(), |column| column.name.0.clone()),
        Limited::Lane(lane) if lane.is_empty() => "The lane without a name".into(),
        Limited::Lane(lane) => lane.clone(),
        Limited::Person(person) => draft.portfolio.called(*person).as_str().into(),
        Limited::Expedite => "Expedite".into(),
    };
    [&*of, " would have ", &breach.count.to_string(), " of ", &breach.limit.to_string(), "."].concat()
}

/// The board of a phase of a project, as the draft finds it.
fn board(draft: &Draft, project: Id, phase: Phase) -> WorkBoard {
    work::board(draft.portfolio, project, phase)
}

/// The board of a phase as somebody changed it.
fn changed_board<'a>(draft: &'a Draft, project: Id, phase: Phase) -> Option<&'a PhaseBoard> {
    work::changed_board(draft.portfolio, project, phase)
}

/// So many cards, in words.
fn cards(count: usize) -> String {
    if count == 1 { "1 card".to_owned() } else { [&*count.to_string(), " cards"].concat() }
}
