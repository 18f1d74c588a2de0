//! Decision rights: who decides, who advises, who is informed, by what is decided, by type and size of the project and up to which limit.
//! Which of them counts in a case is worked out by `engine::rights`.

use super::project::SizeClass;
use super::{Body, Person};
use crate::domain::field::{Count, Text};
use crate::domain::gates::Gate;
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};
use crate::domain::money::Money;

choice! {
    /// What is decided.
    Matter {
        /// Idea to initiation.
        G0 = "g0", "Gate G0";
        /// Initiation to planning.
        G1 = "g1", "Gate G1";
        /// Planning to execution.
        G2 = "g2", "Gate G2";
        /// Execution to closing.
        G3 = "g3", "Gate G3";
        /// Closing to closed.
        G4 = "g4", "Gate G4";
        /// The review of benefits.
        G5 = "g5", "Gate G5";
        /// A change request.
        Change = "change", "Change";
        /// A waiver.
        Waiver = "waiver", "Waiver";
        /// What was escalated.
        Escalation = "escalation", "Escalation";
        /// Which project comes first.
        Priority = "priority", "Priority";
    }
}
always_given!(Matter, G0);

choice! {
    /// Who decides by what they are to the project.
    RightRole {
        /// Leads the project.
        Lead = "lead", "Lead of the project";
        /// Sponsors the project.
        Sponsor = "sponsor", "Sponsor of the project";
        /// Leads the PMO: whoever has that role among the people.
        HeadOfPmo = "head_of_pmo", "Head of PMO";
    }
}

choice! {
    /// Whether a right counts.
    RightState {
        /// It counts.
        InForce = "in_force", "In force";
        /// It is kept and does not count.
        Suspended = "suspended", "Suspended";
    }
}
always_given!(RightState, InForce);

record! {
    /// A decision right.
    DecisionRight, 45, "decision_right", "Decision right", "Decision rights", open(|right: &DecisionRight| right.state == RightState::InForce), late,
        shown_at("office/governance?open={id}")
    {
        /// What people call it; filled in from what is decided if nobody says.
        name: Text, "Right", required, title;
        /// What is decided.
        matter: Matter, "What is decided", required;
        /// A tag of the projects for which it holds; of all if empty.
        tag: Text, "Projects tagged";
        /// The size of the projects for which it holds; of all if none.
        size: Option<SizeClass>, "Size class";
        /// Most money up to which it holds; any if none.
        most_cost: Option<Money>, "Up to an amount of";
        /// Most calendar days of delay up to which it holds; any if none.
        most_days: Option<Count>, "Up to days of delay";
        /// The body that decides.
        body: Option<Ref<Body>>, "Decided by a body";
        /// Who decides by what they are to the project.
        role: Option<RightRole>, "Decided by a role";
        /// The person who decides.
        person: Option<Ref<Person>>, "Decided by a person";
        /// Who advises.
        advises: Text, "Advises";
        /// Who is informed.
        informed: Text, "Is informed";
        /// Whether it counts.
        state: RightState, "State", required;
    }
}

impl Matter {
    /// What is decided at a gate; nothing of the review of a project on hold, which has the right of the gate that lies ahead.
    pub fn of_gate(gate: Gate) -> Option<Self> {
        Some(match gate {
            Gate::G0 => Self::G0,
            Gate::G1 => Self::G1,
            Gate::G2 => Self::G2,
            Gate::G3 => Self::G3,
            Gate::G4 => Self::G4,
            Gate::Resume => return None,
        })
    }
}

impl DecisionRight {
    /// How many ways of saying who decides are given.
    pub fn deciders(&self) -> usize {
        usize::from(self.body.is_some()) + usize::from(self.role.is_some()) + usize::from(self.person.is_some())
    }
}
