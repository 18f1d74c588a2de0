//! Rules of snapshots: what was taken stays as it was.

use super::Rules;
use crate::domain::record::RecordType;
use crate::domain::records::Snapshot;
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules {
    kind: Snapshot::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "A snapshot is never changed. Take one of today instead." },
    ..Rules::NONE
};
