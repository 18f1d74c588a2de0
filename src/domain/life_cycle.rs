//! The life cycle of a project: its phases with their steps, whether it goes on, and how much method its size asks for.
//! Must not know projects, nor who decides.

use super::macros::{always_given, choice};

choice! {
    /// Part of the life cycle that ends in a review and a decision. Control runs through all of them and is not one.
    Phase {
        /// An idea, before gate G0.
        Candidate = "candidate", "Idea";
        /// Authorise only what is worth planning.
        Initiation = "initiation", "Initiation";
        /// Plan until it can be promised.
        Planning = "planning", "Planning";
        /// Deliver.
        Execution = "execution", "Execution";
        /// Hand over and finish.
        Closing = "closing", "Closing";
        /// Closed; only benefits are still reviewed.
        Closed = "closed", "Closed";
    }
}
always_given!(Phase, Candidate);

choice! {
    /// Whether a project goes on.
    State {
        /// Goes on.
        Active = "active", "Active";
        /// Waits for a review date.
        OnHold = "on_hold", "On hold";
        /// Not worth continuing; being closed or closed.
        Stopped = "stopped", "Stopped";
        /// Closed as meant.
        Completed = "completed", "Completed";
    }
}
always_given!(State, Active);

choice! {
    /// How much method a project needs.
    SizeClass {
        /// Small.
        Small = "s", "Small";
        /// Medium.
        Medium = "m", "Medium";
        /// Large.
        Large = "l", "Large";
    }
}
always_given!(SizeClass, Medium);

choice! {
    /// How far a project has come within its phase; the first step if none is given. For the board alone: gates ask nothing of it.
    PhaseStep {
        /// An idea that is being given a shape.
        Shaping = "shaping", "Shaping";
        /// Waits for the gate that ends its phase.
        Ready = "ready", "Ready for its gate";
        /// Closed, and its benefits are still watched.
        Benefits = "benefits", "Benefit watch";
    }
}

impl Phase {
    /// The steps in which the board may show the phase, in order, with what people read.
    pub fn steps(self) -> &'static [(Option<PhaseStep>, &'static str)] {
        use PhaseStep::{Benefits, Ready, Shaping};
        match self {
            Self::Candidate => &[(None, "New"), (Some(Shaping), "Shaping"), (Some(Ready), "Ready for G0")],
            Self::Initiation => &[(None, "Under way"), (Some(Ready), "Ready for G1")],
            Self::Planning => &[(None, "Under way"), (Some(Ready), "Ready for G2")],
            Self::Execution => &[(None, "Under way"), (Some(Ready), "Ready for G3")],
            Self::Closing => &[(None, "Under way"), (Some(Ready), "Ready for G4")],
            Self::Closed => &[(Some(Benefits), "Benefit watch"), (None, "Done")],
        }
    }

    /// The place of a step among those of the phase; of one that the phase does not have, that of none.
    pub fn place_of(self, step: Option<PhaseStep>) -> usize {
        let place = |step| self.steps().iter().position(|known| known.0 == step);
        place(step).or(place(None)).unwrap_or(0)
    }
}
