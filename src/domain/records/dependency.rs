//! Dependencies between projects: what one gives and another waits for. Whether one is blocked or broken follows from the dates of both and
//! is never stored (`domain::raid::slack`).

use super::{Project, WorkItem};
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};
use crate::domain::records::project::ImportedCell;
use crate::domain::records::risk::Class;

choice! {
    /// How far a dependency is.
    DependencyState {
        /// One side has named it.
        Proposed = "proposed", "Proposed";
        /// Both sides have.
        Agreed = "agreed", "Agreed";
        /// What was promised is there.
        Delivered = "delivered", "Delivered";
        /// It is not needed any more.
        Dropped = "dropped", "Dropped";
    }
}
always_given!(DependencyState, Proposed);

choice! {
    /// Which end waits for which.
    DependencyType {
        /// The receiver begins when the giver has finished.
        FinishToStart = "fs", "Finish to start";
        /// The receiver begins when the giver has begun.
        StartToStart = "ss", "Start to start";
        /// The receiver finishes when the giver has finished.
        FinishToFinish = "ff", "Finish to finish";
        /// The receiver finishes when the giver has begun.
        StartToFinish = "sf", "Start to finish";
    }
}
always_given!(DependencyType, FinishToStart);

record! {
    /// A dependency.
    Dependency, 22, "dependency", "Dependency", "Dependencies", open(Dependency::is_open), states(STATES), late, shown_at("raid/dependencies?open={id}") {
        /// What is waited for.
        what: Text, "What", required, title;
        /// The project that gives it; none where a party outside does.
        giver: Option<Ref<Project>>, "Giver", indexed;
        /// The party outside that gives it.
        giver_party: Text, "Giver outside";
        /// The project that waits for it.
        receiver: Option<Ref<Project>>, "Receiver", required, indexed;
        /// Which end waits for which.
        kind: DependencyType, "Type", required;
        /// How far it is; it changes as `STATES` says.
        state: DependencyState, "State", required;
        /// When it is needed.
        needed_on: Option<Date>, "Needed on";
        /// When it is promised.
        promised_on: Option<Date>, "Promised on";
        /// Day on which the giver agreed.
        giver_agreed_on: Option<Date>, "Agreed by giver";
        /// Day on which the receiver agreed.
        receiver_agreed_on: Option<Date>, "Agreed by receiver";
        /// How much hangs on it: 5 most.
        criticality: Option<Class>, "Criticality";
        /// How it stands, in words.
        note: Prose, "Note";
        /// Day on which it was delivered or dropped.
        ended_on: Option<Date>, "Ended on", ended;
        /// The work of the giver that it is; without one the dates of the giver as a whole count.
        item: Option<Ref<WorkItem>>, "Work item of the giver";
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
    }
}

states! {
    /// How a dependency goes on.
    STATES, DependencyState, state {
        Proposed => Agreed, Delivered, Dropped;
        Agreed => Proposed, Delivered, Dropped;
        Delivered => Agreed;
        Dropped => Proposed;
    }
    Agreed demands promised_on, giver_agreed_on, receiver_agreed_on;
}

impl Dependency {
    /// Whether something is still waited for.
    pub fn is_open(&self) -> bool {
        matches!(self.state, DependencyState::Proposed | DependencyState::Agreed)
    }
}
