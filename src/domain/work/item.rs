//! In what state a work item is, and what may be done with one in which state. What is done follows from the last column of its board,
//! never from a field of its own.

use super::columns::WorkBoard;
use crate::domain::date::{Date, Moment};
use crate::domain::records::WorkItem;
use crate::domain::records::work_item::{ColumnEntry, WorkItemKind};

/// In what state a work item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WorkState {
    /// To be done, and nothing is in its way.
    Open,
    /// To be done, and its day has passed.
    Overdue,
    /// It cannot go on.
    Blocked,
    /// In the last column, without anybody who accepted it.
    Done,
    /// In the last column, accepted.
    Accepted,
    /// Put away.
    Archived,
}

impl WorkState {
    /// All, in the order in which people read them.
    pub const ALL: [Self; 6] = [Self::Overdue, Self::Blocked, Self::Open, Self::Done, Self::Accepted, Self::Archived];

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Overdue => "Overdue",
            Self::Blocked => "Blocked",
            Self::Done => "Done",
            Self::Accepted => "Accepted",
            Self::Archived => "Archived",
        }
    }

    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Overdue | Self::Blocked)
    }
}

/// What may be done with a work item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WorkStep {
    /// To a column further on, short of the last.
    Forward,
    /// To a column further back.
    Back,
    /// To the last column.
    Finish,
    /// To say that it cannot go on.
    Block,
    /// To say that it can.
    Unblock,
    /// To put it away.
    Archive,
    /// To bring back what was put away.
    BringBack,
}

/// In what state an item is.
pub fn state(item: &WorkItem, board: &WorkBoard, today: Date) -> WorkState {
    if item.is_archived() {
        WorkState::Archived
    } else if board.is_done(&item.column) {
        if is_accepted(item, board) { WorkState::Accepted } else { WorkState::Done }
    } else if item.is_blocked() {
        WorkState::Blocked
    } else if overdue(item, board, today).is_some() {
        WorkState::Overdue
    } else {
        WorkState::Open
    }
}

/// By how many days it is overdue, blocked or not.
pub fn overdue(item: &WorkItem, board: &WorkBoard, today: Date) -> Option<i64> {
    let due = item.due.filter(|_| !item.is_archived() && !board.is_done(&item.column))?;
    Some(today.days_since(due)).filter(|days| *days > 0)
}

/// For how many days it cannot go on, if it cannot and the day is known.
pub fn blocked_for(item: &WorkItem, board: &WorkBoard, today: Date) -> Option<i64> {
    let since = item.blocked_since.filter(|_| !item.is_archived() && !board.is_done(&item.column))?;
    Some(today.days_since(since).max(0))
}

/// Why something cannot be done with an item in that state; the table of transitions.
pub const fn refusal(state: WorkState, step: WorkStep) -> Option<&'static str> {
    use WorkState::{Accepted, Archived, Blocked, Done, Open, Overdue};
    use WorkStep::{Archive, Back, Block, BringBack, Finish, Forward, Unblock};
    match (state, step) {
        (Archived, BringBack) => None,
        (Archived, _) => Some("It is archived. Bring it back first."),
        (_, BringBack) => Some("It is not archived."),
        (Blocked, Forward | Finish) => Some("It is blocked. Unblock it first."),
        (Blocked, Block | Unblock | Back | Archive) => None,
        (Done | Accepted, Block) => Some("It is done. Move it back first."),
        (_, Unblock) => Some("It is not blocked."),
        (Open | Overdue | Done | Accepted, _) => None,
    }
}

/// The step that leads to the column at a place on the same board; none where it stands there already.
pub fn step_to(item: &WorkItem, board: &WorkBoard, place: usize) -> Option<WorkStep> {
    let at = board.place(&item.column);
    match (place == board.last(), place > at) {
        _ if place == at => None,
        (true, _) => Some(WorkStep::Finish),
        (false, true) => Some(WorkStep::Forward),
        (false, false) => Some(WorkStep::Back),
    }
}

/// Whether somebody has to accept it before it counts: a deliverable, and what a gate asks for.
pub fn needs_acceptor(item: &WorkItem) -> bool {
    item.kind == WorkItemKind::Deliverable || !item.deliverable.is_empty()
}

/// Why a list cannot bring an item that is here to the column at a place, if it cannot: its state does not allow it, or somebody has to
/// accept it, which no list says.
pub fn listed_refusal(item: &WorkItem, board: &WorkBoard, place: usize, today: Date) -> Option<&'static str> {
    let step = step_to(item, board, place)?;
    let is_unaccepted = step == WorkStep::Finish && needs_acceptor(item);
    refusal(state(item, board, today), step).or(is_unaccepted.then_some(NEEDS_ACCEPTOR))
}

/// Why a list does not finish a deliverable.
const NEEDS_ACCEPTOR: &str = "It is accepted by somebody else than its owner, on its board.";

/// What is wrong with the fields of an item, whatever was changed: the label of the field, and the end of a sentence that begins with it.
pub fn fault(item: &WorkItem) -> Option<(&'static str, &'static str)> {
    if item.estimate.is_some_and(|hours| hours < 0.0) {
        return Some(("Estimate in hours", "cannot be less than 0"));
    }
    if item.duration.is_some_and(|days| days < 0.0) {
        return Some(("Duration in working days", "cannot be less than 0"));
    }
    if item.start.is_some_and(|start| item.due.is_some_and(|due| due < start)) {
        return Some(("Due", "cannot be before the start"));
    }
    if item.accepted_by.is_some() && item.accepted_by == item.owner {
        return Some(("Accepted by", "cannot be the owner. Somebody else accepts the work"));
    }
    None
}

/// Whether an item was accepted: by somebody else than its owner, and it stands where accepted work stands. Two tabs may have left one
/// that says so and is not.
pub fn is_accepted(item: &WorkItem, board: &WorkBoard) -> bool {
    item.accepted_by.is_some() && item.accepted_by != item.owner && board.is_done(&item.column)
}

/// When an item entered which column. What was made before entries were kept entered its column when it was made.
pub fn entries(item: &WorkItem) -> Vec<ColumnEntry> {
    if item.column_entries.is_empty() {
        let at = Moment(item.meta.stamp.moment().0);
        return vec![ColumnEntry { column: item.column.clone(), at, ..ColumnEntry::default() }];
    }
    item.column_entries.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id, Ref};
    use crate::domain::life_cycle::Phase;

    fn day(day: u32) -> Option<Date> {
        Date::new(2026, 3, day)
    }

    fn in_column(column: &str) -> WorkItem {
        WorkItem { column: column.into(), due: day(10), ..WorkItem::default() }
    }

    #[test]
    fn what_stands_in_the_last_column_is_done_whatever_else_it_says() {
        let board = WorkBoard::of(Phase::Execution, 3, None);
        let state = |item: &WorkItem, on| state(item, &board, day(on).unwrap());
        let doing = in_column("doing");
        assert_eq!((state(&doing, 10), state(&doing, 11)), (WorkState::Open, WorkState::Overdue));
        let blocked = WorkItem { blocked_since: day(2), ..doing.clone() };
        assert_eq!(
            (state(&blocked, 11), blocked_for(&blocked, &board, day(11).unwrap())),
            (WorkState::Blocked, Some(9))
        );
        assert_eq!(overdue(&blocked, &board, day(12).unwrap()), Some(2), "blocked and overdue at once");
        let named = WorkItem { blocked_reason: "No room".into(), ..doing.clone() };
        assert_eq!((state(&named, 10), blocked_for(&named, &board, day(11).unwrap())), (WorkState::Blocked, None));
        let done = WorkItem { blocked_since: day(2), ..in_column("Accepted") };
        assert_eq!(state(&done, 30), WorkState::Done);
        assert_eq!(
            (overdue(&done, &board, day(30).unwrap()), blocked_for(&done, &board, day(30).unwrap())),
            (None, None)
        );
        let accepted = WorkItem { accepted_by: Some(Ref::new(Id(4))), ..done.clone() };
        assert_eq!(state(&accepted, 30), WorkState::Accepted);
        assert_eq!(state(&WorkItem { archived_on: Date::new(2026, 3, 1), ..accepted }, 30), WorkState::Archived);
    }

    #[test]
    fn the_table_of_transitions() {
        use WorkStep::{Archive, Back, Block, BringBack, Finish, Forward, Unblock};
        let steps = [Forward, Back, Finish, Block, Unblock, Archive, BringBack];
        for (state, expected) in [
            (WorkState::Open, [true, true, true, true, false, true, false]),
            (WorkState::Overdue, [true, true, true, true, false, true, false]),
            (WorkState::Blocked, [false, true, false, true, true, true, false]),
            (WorkState::Done, [true, true, true, false, false, true, false]),
            (WorkState::Accepted, [true, true, true, false, false, true, false]),
            (WorkState::Archived, [false, false, false, false, false, false, true]),
        ] {
            assert_eq!(steps.map(|step| refusal(state, step).is_none()), expected, "{state:?}");
        }
    }

    #[test]
    fn senseless_fields_are_named() {
        let ada = Some(Ref::new(Id(1)));
        let item = WorkItem { owner: ada, accepted_by: ada, ..WorkItem::default() };
        assert_eq!(fault(&item).unwrap().0, "Accepted by");
        assert_eq!(fault(&WorkItem { accepted_by: Some(Ref::new(Id(2))), ..item.clone() }), None);
        assert_eq!(fault(&WorkItem { estimate: Some(-0.5), ..WorkItem::default() }).unwrap().0, "Estimate in hours");
        assert_eq!(fault(&WorkItem { estimate: Some(0.0), start: day(3), due: day(3), ..WorkItem::default() }), None);
        assert_eq!(fault(&WorkItem { start: day(4), due: day(3), ..WorkItem::default() }).unwrap().0, "Due");
    }
}
