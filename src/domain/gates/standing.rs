//! How a deliverable stands that a gate asks for. Must not know from which records that follows.

use crate::domain::macros::choice;

choice! {
    /// How a deliverable stands.
    Standing {
        /// Accepted by somebody who does not own it.
        Accepted = "accepted", "Accepted";
        /// Need not be there: waived, and the waiver is in force.
        Waived = "waived", "Waived";
        /// Taken into work and not accepted yet.
        Open = "open", "Open";
        /// Nobody took it into work.
        Missing = "missing", "Missing";
    }
}

impl Standing {
    /// Whether the gate has nothing more to ask for.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Accepted | Self::Waived)
    }
}
