//! Criteria of a gate as a workspace sets them in place of the product's own. Immutable: each change is a new version, so that a
//! review that was held stays readable with the questions that were asked. Undo marks a version as withdrawn.

use super::gate_review::Withdrawal;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Text};
use crate::domain::gates::Gate;
use crate::domain::gates::checklist::Criterion;
use crate::domain::macros::record;

record! {
    /// A version of the criteria of a gate.
    GateCriteria, 11, "gate_criteria", "Criteria of a gate", "Criteria of gates", immutable, shown_at("data/settings") {
        /// What people call it: "G1, version 2".
        name: Text, "Name", required, title;
        /// Gate at which these criteria are asked.
        gate: Gate, "Gate", required;
        /// Whether it is the list for closing a stopped project.
        stopped: bool, "Of a stopped project";
        /// Number of the version. The product's own criteria are version 1.
        version: Bounded<1, 1_000_000>, "Version", required;
        /// The criteria in order.
        criteria: Vec<Criterion>, "Criteria", required;
        /// Day on which it was set.
        made_on: Option<Date>, "Set on";
        /// Taken back by undo.
        withdrawn: Withdrawal, "Withdrawn";
    }
}

impl GateCriteria {
    /// Whether it can be in force: neither undone nor deleted by restoring a backup.
    pub fn stands(&self) -> bool {
        self.withdrawn == Withdrawal::default() && !self.meta.deleted
    }
}
