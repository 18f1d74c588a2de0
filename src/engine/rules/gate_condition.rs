//! Rules of conditions: what they say is set by the decision to which they belong, and they go with it.

use super::Rules;
use crate::domain::record::RecordType;
use crate::domain::records::GateCondition;
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules {
    kind: GateCondition::SCHEMA.kind,
    decided: Rejection::NotPossible {
        reason: "A condition belongs to its gate decision. Only its owner, its due date and its closing can be changed.",
    },
    delete: |_, _| {
        let reason = "A condition belongs to its gate decision. Close it, or undo the decision.";
        Err(Rejection::NotPossible { reason })
    },
    ..Rules::NONE
};
