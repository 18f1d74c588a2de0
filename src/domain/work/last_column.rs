//! The key of the last column of a board, in which work is accepted: known without the rest of the board, for cards of the portfolio that
//! say how much of it stands there. Must not know what other programs call a column.

use super::columns::board_phase;
use crate::domain::life_cycle::Phase;
use crate::domain::records::{PhaseBoard, WorkItem};

/// The key of the last column of the board of a phase: as somebody changed it, else as the handbook has it (5.7).
pub fn last_column(phase: Phase, changed: Option<&PhaseBoard>) -> &str {
    match changed.filter(|board| board.columns.len() > 1).and_then(|board| board.columns.last()) {
        Some(column) => &column.key,
        None => match board_phase(phase) {
            Phase::Planning => "approved",
            Phase::Execution => "accepted",
            Phase::Closing => "filed",
            _ => "agreed",
        },
    }
}

/// Whether an item was accepted by somebody else than its owner and stands in the column with this key. Who accepts it has it stand there
/// by its key, whatever a list called its column before.
pub fn is_accepted_there(item: &WorkItem, last: &str) -> bool {
    item.accepted_by.is_some() && item.accepted_by != item.owner && *item.column == *last
}

#[cfg(test)]
mod tests {
    use super::super::columns::{PHASES, WorkBoard};
    use super::*;
    use crate::domain::records::phase_board::PhaseColumn;

    #[test]
    fn it_is_the_last_of_the_whole_board() {
        let column = |key: &str| PhaseColumn { key: key.into(), name: "Any".into(), limit: None };
        let changed = [vec![], vec![column("a")], vec![column("a"), column("b")]];
        let changed = changed.map(|columns| PhaseBoard { columns, ..PhaseBoard::default() });
        for phase in PHASES.into_iter().chain([Phase::Candidate, Phase::Closed]) {
            for board in changed.iter().map(Some).chain([None]) {
                let whole = WorkBoard::of(phase, 3, board);
                assert_eq!(last_column(phase, board), whole.key(whole.last()), "{phase:?}");
            }
        }
    }
}
