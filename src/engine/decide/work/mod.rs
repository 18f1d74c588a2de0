//! Work inside a project: adding, moving, accepting, blocking and archiving it, the columns of its boards, the deliverables that gates
//! ask for, and the size class that says which. Each is an act of its own and one transaction. Must not know how a board is drawn.

mod add;
mod block;
mod columns;
mod copy;
mod deliverables;
mod moves;
mod over_limit;
mod size;

pub use add::{AddItems, MOST_AT_ONCE, NewItem};
pub use block::{ArchiveItems, BlockItems, UnblockItems};
pub use columns::{ChangeColumns, WishedColumn};
pub use copy::{CopyWork, copied};
pub use deliverables::{DecideWaiver, TakeDeliverables, WaiveDeliverable, Waiving};
pub use moves::{MoveItems, Spot};
pub use over_limit::OverLimit;
pub use size::ChooseSize;

use super::Draft;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::ColumnEntry;
use crate::domain::records::{PhaseBoard, Project, WorkItem};
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::item::entries;
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::work;

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

/// The board of a phase as somebody changed it.
fn changed_board<'a>(draft: &'a Draft, project: Id, phase: Phase) -> Option<&'a PhaseBoard> {
    work::changed_board(draft.portfolio, project, phase)
}

/// So many cards, in words.
fn cards(count: usize) -> String {
    if count == 1 { "1 card".to_owned() } else { [&*count.to_string(), " cards"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::{Date, Moment};
    use crate::domain::id::{Ref, WriterId};
    use crate::domain::records::work_item::at;
    use crate::domain::value::Value;
    use crate::engine::command::{Act, Command};
    use crate::engine::portfolio::Portfolio;
    use crate::engine::transaction::Author;
    use crate::engine::work::WALKS;
    use crate::engine::workspace::{Surroundings, Workspace};
    use std::sync::Arc;

    /// A step with these cards.
    type Make = fn(Vec<Id>) -> Arc<dyn Act>;

    /// Two projects in execution; the first has 60 cards, each of somebody else.
    fn workspace() -> (Workspace, Vec<Id>) {
        let mut portfolio = Portfolio::default();
        for id in [1, 2] {
            let mut project = Project { phase: Phase::Execution, ..Project::default() };
            (project.meta.id, project.code) = (Id(id), id.to_string().as_str().into());
            project.name = "Apollo".into();
            portfolio.insert_loaded(Arc::new(project));
        }
        let ids: Vec<Id> = (100..160).map(Id).collect();
        for id in &ids {
            let mut person =
                crate::domain::records::Person { name: id.to_string().as_str().into(), ..Default::default() };
            person.meta.id = Id(id.0 + 1_000);
            portfolio.insert_loaded(Arc::new(person));
            let mut item = WorkItem {
                project: Some(Ref::new(Id(1))),
                phase: Phase::Execution,
                column: "backlog".into(),
                owner: Some(Ref::new(Id(id.0 + 1_000))),
                title: "Card".into(),
                order: id.to_string().as_str().into(),
                ..WorkItem::default()
            };
            item.meta.id = *id;
            portfolio.insert_loaded(Arc::new(item));
        }
        (Workspace::new(portfolio, WriterId(7), Vec::new()), ids)
    }

    #[test]
    fn a_step_with_many_cards_walks_the_team_once_for_each_board_it_leads_to() {
        let asked: [(Make, usize); 7] = [
            (|items| Arc::new(MoveItems { items, column: Some("doing".to_owned()), ..MoveItems::default() }), 1),
            (|items| Arc::new(MoveItems { items, spot: Spot::Top, ..MoveItems::default() }), 1),
            (|items| Arc::new(MoveItems { items, project: Some(Id(2)), ..MoveItems::default() }), 1),
            (|items| Arc::new(BlockItems { items, reason: "Strike".to_owned(), since: None }), 1),
            (|items| Arc::new(ArchiveItems { items, brings_back: false }), 1),
            (|_| Arc::new(CopyWork { from: Id(1), to: Id(2), first_day: None, with_owners: true }), 1),
            (
                |items| {
                    let items = items.iter().map(|id| NewItem { title: id.to_string(), fields: Vec::new() }).collect();
                    let (reason, phase) = (String::new(), Phase::Execution);
                    Arc::new(AddItems { project: Id(1), phase, column: None, items, reason, lanes: None })
                },
                1,
            ),
        ];
        for (at, (make, most)) in asked.into_iter().enumerate() {
            let (mut workspace, ids) = workspace();
            let mut next = 10_000;
            let mut new_id = || {
                next += 1;
                Id(next)
            };
            let mut around = Surroundings {
                now: Moment(1_795_348_800_000),
                today: Date::parse("2026-11-22").unwrap(),
                author: Author::default(),
                new_id: &mut new_id,
            };
            WALKS.set(0);
            let done = workspace.dispatch(&Command::Act(make(ids)), &mut around, &mut |_, _| Ok(()));
            assert!(done.is_ok(), "{at}: {}", done.err().map(|why| why.to_string()).unwrap_or_default());
            assert!(WALKS.get() <= most, "{at} walks the team {} times", WALKS.get());
        }
    }

    #[test]
    fn a_change_that_no_limit_reads_does_not_count_the_work_of_its_board() {
        for (field, value, most) in [(at::title, Value::text("Another title"), 0), (at::owner, Value::Id(Id(1_101)), 1)]
        {
            let (mut workspace, ids) = workspace();
            let mut new_id = || Id(10_000);
            let mut around = Surroundings {
                now: Moment(1_795_348_800_000),
                today: Date::parse("2026-11-22").unwrap(),
                author: Author::default(),
                new_id: &mut new_id,
            };
            WALKS.set(0);
            let command = Command::Change { record: ids[0], fields: vec![(field, value)] };
            let done = workspace.dispatch(&command, &mut around, &mut |_, _| Ok(()));
            assert!(done.is_ok(), "{field}: {}", done.err().map(|why| why.to_string()).unwrap_or_default());
            assert_eq!(WALKS.get(), most, "{field}");
        }
    }
}
