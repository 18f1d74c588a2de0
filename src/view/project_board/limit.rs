//! A decision that takes a phase over its limit: never refused, but asked about, and the answer stands with the reasons.
//! Must not know how it is asked.

use super::super::board::words::count_and_limit;
use super::limit as limit_of;
use crate::domain::gates::transition::{self, Position};
use crate::domain::gates::{Gate, Outcome};
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;

/// A phase that is full already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Breach {
    column: BoardColumn,
    count: usize,
    limit: i64,
}

/// The phase that a decision would take over its limit, if there is one.
pub fn breach(
    portfolio: &Portfolio,
    project: &Project,
    outcome: Option<Outcome>,
    back_to: Option<Phase>,
) -> Option<Breach> {
    let at = Position { phase: project.phase, state: project.state };
    let to = transition::decide(Gate::next_for(at.phase, at.state)?, outcome?, at, back_to).ok()?;
    let column = BoardColumn::of(to.phase, to.state);
    if column == BoardColumn::of(at.phase, at.state) {
        return None;
    }
    let limit = limit_of(&portfolio.settings(), column)?;
    let count = portfolio.count(IndexKey::Column(column));
    i64::try_from(count).is_ok_and(|count| count >= limit).then_some(Breach { column, count, limit })
}

impl Breach {
    /// "Planning holds 5 of 5."
    fn fact(self) -> String {
        [self.column.label(), " holds ", &count_and_limit(self.count, Some(self.limit)), "."].concat()
    }

    /// "Planning holds 5 of 5. Why one more?"
    pub fn question(self) -> String {
        [&self.fact(), " Why one more?"].concat()
    }

    /// What is said while there is no answer.
    pub fn demand(self) -> String {
        [&self.fact(), " Say why it takes one more."].concat()
    }

    /// The reasons of the decision with the answer.
    pub fn reasons(self, reasons: &str, why: &str) -> String {
        let held = count_and_limit(self.count, Some(self.limit));
        [reasons.trim(), "\n\nOver the limit (", self.column.label(), " held ", &held, "): ", why.trim()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::project::State;

    #[test]
    fn the_words() {
        let own = Breach { column: BoardColumn::Planning, count: 5, limit: 5 };
        assert_eq!(own.question(), "Planning holds 5 of 5. Why one more?");
        assert_eq!(
            own.reasons("It pays. ", " It is small."),
            "It pays.\n\nOver the limit (Planning held 5 of 5): It is small."
        );
    }

    #[test]
    fn an_empty_phase_is_not_full() {
        let portfolio = Portfolio::default();
        let project = Project { phase: Phase::Initiation, state: State::Active, ..Project::default() };
        for outcome in Outcome::ALL.iter().copied().map(Some).chain([None]) {
            assert_eq!(breach(&portfolio, &project, outcome, None), None, "{outcome:?}");
        }
    }
}
