//! Gates: the borders of phases, where gatekeepers decide on continuation and resources (handbook 5).
//! Owns the checklists, the arithmetic of the suggestion and the table of what each decision does.
//! Must not know records of reviews beyond the values they are made of.

pub mod answer;
pub mod checklist;
pub mod deliverables;
pub mod owed_count;
pub mod standing;
pub mod suggestion;
pub mod transition;

use super::life_cycle::{Phase, State};
use super::macros::{always_given, choice};

choice! {
    /// A gate, or another review with the power to decide.
    Gate {
        /// Intake to initiation.
        G0 = "g0", "G0";
        /// Initiation to planning.
        G1 = "g1", "G1";
        /// Planning to execution: the baseline.
        G2 = "g2", "G2";
        /// Execution to closing: acceptance.
        G3 = "g3", "G3";
        /// Closing to closed.
        G4 = "g4", "G4";
        /// Review of a project on hold.
        Resume = "resume", "Resume review";
    }
}
always_given!(Gate, G0);

choice! {
    /// What a gate decides (Cooper; conditional go is common practice).
    Outcome {
        /// Criteria met, resources released.
        Go = "go", "Go";
        /// Go, with conditions.
        ConditionalGo = "conditional_go", "Conditional go";
        /// Good project, wrong moment.
        Hold = "hold", "Hold";
        /// Evidence insufficient.
        Recycle = "recycle", "Recycle";
        /// Not worth continuing.
        Stop = "stop", "Stop";
    }
}
always_given!(Outcome, Go);

choice! {
    /// Why a project was stopped.
    StopReason {
        /// The strategy changed.
        StrategyChanged = "strategy_changed", "Strategy changed";
        /// The case no longer holds.
        CaseGone = "case_gone", "Case no longer holds";
        /// It cannot be done.
        NotFeasible = "not_feasible", "Not feasible";
        /// Something else does the job.
        Superseded = "superseded", "Superseded";
        /// Too dear or too late.
        CostOrTime = "cost_or_time", "Cost or time";
        /// Nobody to do it.
        NoResources = "no_resources", "No resources";
        /// Somebody else does it already.
        Duplicate = "duplicate", "Duplicate";
        /// Law or policy forbids it.
        Compliance = "compliance", "Compliance";
    }
}

impl Gate {
    /// The gate at which a project in this phase and state is decided on next; `None` once it is closed.
    pub fn next_for(phase: Phase, state: State) -> Option<Self> {
        if state == State::OnHold {
            return Some(Self::Resume);
        }
        match phase {
            Phase::Candidate => Some(Self::G0),
            Phase::Initiation => Some(Self::G1),
            Phase::Planning => Some(Self::G2),
            Phase::Execution => Some(Self::G3),
            Phase::Closing => Some(Self::G4),
            Phase::Closed => None,
        }
    }

    /// What the gate decides, in words: "planning to execution".
    pub fn border(self) -> &'static str {
        match self {
            Self::G0 => "idea to initiation",
            Self::G1 => "initiation to planning",
            Self::G2 => "planning to execution",
            Self::G3 => "execution to closing",
            Self::G4 => "closing to closed",
            Self::Resume => "resume, recycle or stop",
        }
    }
}
