//! Rules of waivers and of changed boards: what their fields cannot say.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{PhaseBoard, Waiver};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const WAIVER: Rules = Rules {
    kind: Waiver::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "A waiver ends by itself when what it was about is accepted." },
    create: |_: &Portfolio, _: Date, record| check(&*record),
    change: |_, _, after| check(after),
    sound: check,
    ..Rules::NONE
};

pub(super) const BOARD: Rules = Rules {
    kind: PhaseBoard::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "Columns and limits are changed on the board itself." },
    ..Rules::NONE
};

fn check(record: &dyn Record) -> Result<(), Rejection> {
    let Some(waiver) = record.typed::<Waiver>() else { return Ok(()) };
    match (waiver.from, waiver.to) {
        (Some(from), Some(to)) if to < from => Err(Rejection::Field {
            label: "Until".to_owned(),
            reason: "cannot be before the day from which the waiver holds".to_owned(),
        }),
        _ => Ok(()),
    }
}
