//! Rules of charters: what was approved stays.

use super::Rules;
use crate::domain::record::RecordType;
use crate::domain::records::{PmoCharter, ProjectCharter};
use crate::engine::closed::{APPROVED, is_closed};
use crate::engine::rejection::Rejection;

pub(super) const PROJECT: Rules = Rules {
    kind: ProjectCharter::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "A charter goes on when it is approved on the page of its project." },
    keep: |portfolio, record| {
        if is_closed(portfolio, record) { Err(APPROVED) } else { Ok(()) }
    },
    ..Rules::NONE
};

pub(super) const PMO: Rules = Rules {
    kind: PmoCharter::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "The PMO charter goes on when it is approved on its page." },
    ..PROJECT
};
