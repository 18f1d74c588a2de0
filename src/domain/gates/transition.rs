//! What each decision does to phase and state: the state machine of projects as a table (handbook 5.1).

use super::{Gate, Outcome};
use crate::domain::life_cycle::{Phase, State};

/// Where a project is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Phase of the life cycle.
    pub phase: Phase,
    /// State within the phase.
    pub state: State,
}

/// Why a decision is not possible from a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Impossible {
    /// The gate does not belong to that phase and state.
    WrongGate,
    /// This gate cannot decide that.
    WrongOutcome,
    /// Recycle leads to the same phase or an earlier one; a stopped project stays in closing.
    NotEarlier,
}

/// The phases in their order.
const PHASES: [Phase; 6] =
    [Phase::Candidate, Phase::Initiation, Phase::Planning, Phase::Execution, Phase::Closing, Phase::Closed];

/// The phase after this one; a closed project stays closed.
pub fn phase_after(phase: Phase) -> Phase {
    PHASES.into_iter().find(|next| *next > phase).unwrap_or(Phase::Closed)
}

/// The decisions that a gate can take on a project in this position.
pub fn outcomes(gate: Gate, at: Position) -> &'static [Outcome] {
    use Outcome::{ConditionalGo, Go, Hold, Recycle, Stop};
    match (gate, at.state) {
        (Gate::Resume, _) => &[Go, Recycle, Stop],
        // A stopped project can only be closed, or its closing worked over.
        (Gate::G4, State::Stopped) => &[Go, ConditionalGo, Recycle],
        _ => &[Go, ConditionalGo, Hold, Recycle, Stop],
    }
}

/// Where the decision leads. `back_to` is the phase to which recycle returns; the present one if not given.
pub fn decide(gate: Gate, outcome: Outcome, at: Position, back_to: Option<Phase>) -> Result<Position, Impossible> {
    if Gate::next_for(at.phase, at.state) != Some(gate) {
        return Err(Impossible::WrongGate);
    }
    if !outcomes(gate, at).contains(&outcome) {
        return Err(Impossible::WrongOutcome);
    }
    let to = |phase, state| Position { phase, state };
    Ok(match outcome {
        Outcome::Go if gate == Gate::Resume => to(at.phase, State::Active),
        Outcome::Go | Outcome::ConditionalGo => match (phase_after(at.phase), at.state) {
            (Phase::Closed, State::Stopped) => to(Phase::Closed, State::Stopped),
            (Phase::Closed, _) => to(Phase::Closed, State::Completed),
            (next, state) => to(next, state),
        },
        Outcome::Hold => to(at.phase, State::OnHold),
        Outcome::Recycle => {
            let back_to = back_to.unwrap_or(at.phase);
            if back_to > at.phase || (at.state == State::Stopped && back_to != at.phase) {
                return Err(Impossible::NotEarlier);
            }
            to(back_to, if at.state == State::Stopped { State::Stopped } else { State::Active })
        }
        // An idea has nothing to close.
        Outcome::Stop if at.phase == Phase::Candidate => to(Phase::Closed, State::Stopped),
        Outcome::Stop => to(Phase::Closing, State::Stopped),
    })
}

/// Whether a project can be in that phase and state.
pub fn is_possible(at: Position) -> bool {
    match at.state {
        State::Active => at.phase != Phase::Closed,
        State::OnHold => at.phase != Phase::Closed,
        State::Stopped => matches!(at.phase, Phase::Closing | Phase::Closed),
        State::Completed => at.phase == Phase::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(phase: Phase, state: State) -> Position {
        Position { phase, state }
    }

    #[test]
    fn the_table_of_the_handbook() {
        use Outcome::*;
        use Phase::*;
        use State::*;
        let cases = [
            (Gate::G0, Go, at(Candidate, Active), None, Ok(at(Initiation, Active))),
            (Gate::G1, Go, at(Initiation, Active), None, Ok(at(Planning, Active))),
            (Gate::G2, ConditionalGo, at(Planning, Active), None, Ok(at(Execution, Active))),
            (Gate::G3, Go, at(Execution, Active), None, Ok(at(Closing, Active))),
            (Gate::G4, Go, at(Closing, Active), None, Ok(at(Closed, Completed))),
            (Gate::G4, Go, at(Closing, Stopped), None, Ok(at(Closed, Stopped))),
            (Gate::G2, Hold, at(Planning, Active), None, Ok(at(Planning, OnHold))),
            (Gate::Resume, Go, at(Planning, OnHold), None, Ok(at(Planning, Active))),
            (Gate::Resume, Stop, at(Planning, OnHold), None, Ok(at(Closing, Stopped))),
            (Gate::Resume, Hold, at(Planning, OnHold), None, Err(Impossible::WrongOutcome)),
            (Gate::G3, Recycle, at(Execution, Active), None, Ok(at(Execution, Active))),
            (Gate::G3, Recycle, at(Execution, Active), Some(Planning), Ok(at(Planning, Active))),
            (Gate::G1, Recycle, at(Initiation, Active), Some(Execution), Err(Impossible::NotEarlier)),
            (Gate::G3, Stop, at(Execution, Active), None, Ok(at(Closing, Stopped))),
            (Gate::G0, Stop, at(Candidate, Active), None, Ok(at(Closed, Stopped))),
            (Gate::G2, Go, at(Execution, Active), None, Err(Impossible::WrongGate)),
            (Gate::G2, Go, at(Planning, OnHold), None, Err(Impossible::WrongGate)),
            (Gate::G4, Hold, at(Closing, Stopped), None, Err(Impossible::WrongOutcome)),
            (Gate::G4, Go, at(Closed, Completed), None, Err(Impossible::WrongGate)),
        ];
        for (gate, outcome, from, back_to, expected) in cases {
            assert_eq!(decide(gate, outcome, from, back_to), expected, "{gate:?} {outcome:?} {from:?}");
        }
    }

    #[test]
    fn every_decision_leads_to_a_possible_position() {
        for phase in PHASES {
            for state in State::ALL.iter().copied().filter(|state| is_possible(at(phase, *state))) {
                let from = at(phase, state);
                for gate in Gate::ALL {
                    for outcome in Outcome::ALL {
                        for back_to in PHASES {
                            if let Ok(to) = decide(*gate, *outcome, from, Some(back_to)) {
                                assert!(is_possible(to), "{gate:?} {outcome:?} {from:?} -> {to:?}");
                            }
                        }
                    }
                }
            }
        }
    }
}
