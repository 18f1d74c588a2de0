//! The columns of the board of a phase, as flow counts by them.

use crate::domain::id::Id;
use crate::domain::life_cycle::Phase;
use crate::domain::work::columns::WorkBoard;
use crate::engine::portfolio::Portfolio;
use crate::engine::work;
use crate::view::flow::Lane;

/// The columns of the board of a phase of a project; without a project those of the handbook.
pub fn lanes(portfolio: &Portfolio, project: Option<Id>, phase: Phase) -> Vec<Lane> {
    let board = match project {
        Some(project) => work::board(portfolio, project, phase),
        None => WorkBoard::of(phase, 0, None),
    };
    let lane = |column: &crate::domain::records::phase_board::PhaseColumn| Lane {
        key: column.key.to_string(),
        name: column.name.to_string(),
        limit: column.limit.map(|limit| limit.0),
    };
    board.columns.iter().map(lane).collect()
}
