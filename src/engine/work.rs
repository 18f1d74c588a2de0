//! Boards of work as they are: which columns and limits hold for a phase of a project, and who works on it. Must not know commands.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::domain::records::{PhaseBoard, Project, WorkItem};
use crate::domain::work::columns::{WorkBoard, board_phase};
use rustc_hash::FxHashSet;

/// The board of a phase as somebody changed it; `None` while the columns of the handbook hold. Of two that were made at the same time
/// the later.
pub fn changed_board(portfolio: &Portfolio, project: Id, phase: Phase) -> Option<&PhaseBoard> {
    let boards = portfolio.ids(IndexKey::boards(project)).into_iter().rev();
    let phase = board_phase(phase);
    boards.filter_map(|id| portfolio.get::<PhaseBoard>(id)).find(|board| board_phase(board.phase) == phase)
}

/// The board of a phase of a project without the limit that depends on the team: enough to tell where an item stands and what is done.
pub fn columns(portfolio: &Portfolio, project: Id, phase: Phase) -> WorkBoard {
    WorkBoard::of(phase, 0, changed_board(portfolio, project, phase))
}

/// The board of a phase of a project.
pub fn board(portfolio: &Portfolio, project: Id, phase: Phase) -> WorkBoard {
    let changed = changed_board(portfolio, project, phase);
    // Only one of the usual boards asks for the team, and it takes a walk through all work.
    let counts_team = changed.is_none() && board_phase(phase) == Phase::Execution;
    let team = if counts_team { team(portfolio, project) } else { 0 };
    WorkBoard::of(phase, team, changed)
}

#[cfg(test)]
thread_local! {
    /// How often the team of a project was walked.
    pub(super) static WALKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many people work on a project: its leads, and who owns work of it that is not archived.
pub fn team(portfolio: &Portfolio, project: Id) -> usize {
    #[cfg(test)]
    WALKS.set(WALKS.get() + 1);
    let leads = portfolio.get::<Project>(project).map(|project| [project.lead, project.second_lead]);
    let mut people: FxHashSet<Id> = leads.into_iter().flatten().flatten().map(|lead| lead.id).collect();
    for item in portfolio.ids(IndexKey::items(project)).into_iter().filter_map(|id| portfolio.get::<WorkItem>(id)) {
        people.extend(item.owner.filter(|_| !item.is_archived()).map(|owner| owner.id));
    }
    people.len()
}

/// The columns among which an item stands.
pub fn columns_of(portfolio: &Portfolio, item: &WorkItem) -> WorkBoard {
    let changed = item.project.and_then(|project| changed_board(portfolio, project.id, item.phase));
    WorkBoard::of(item.phase, 0, changed)
}
