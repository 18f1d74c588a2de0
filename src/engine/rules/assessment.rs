//! Rules of assessments, their responses and the models they were made by: what is closed stays, and what steps decide no form changes.

use super::Rules;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Assessment, OwnModel, Response};
use crate::engine::closed::{CLOSED, is_closed};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

const BY_STEP: Rejection = Rejection::NotPossible { reason: "This is changed step by step on the page Maturity." };

pub(super) const ASSESSMENT: Rules =
    Rules { kind: Assessment::SCHEMA.kind, decided: BY_STEP, keep: stays_closed, ..Rules::NONE };
pub(super) const RESPONSE: Rules =
    Rules { kind: Response::SCHEMA.kind, decided: BY_STEP, keep: stays_closed, ..Rules::NONE };
pub(super) const MODEL: Rules = Rules { kind: OwnModel::SCHEMA.kind, decided: BY_STEP, ..Rules::NONE };

fn stays_closed(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    if is_closed(portfolio, record) { Err(CLOSED) } else { Ok(()) }
}
