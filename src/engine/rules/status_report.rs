//! Rules of status reports: what is published stays, and what is put in place of a rule has its reason and its name.

use super::Rules;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::StatusReport;
use crate::engine::closed::{PUBLISHED, is_closed};
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules {
    kind: StatusReport::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "A report goes on by its steps: submit, check, publish, or send back." },
    keep: |portfolio, record| if is_closed(portfolio, record) { Err(PUBLISHED) } else { Ok(()) },
    change: |_, _, after| check(after),
    sound: check,
    ..Rules::NONE
};

fn check(record: &dyn Record) -> Result<(), Rejection> {
    let Some(report) = record.typed::<StatusReport>() else { return Ok(()) };
    let refused =
        |label: &str, reason: &str| Err(Rejection::Field { label: label.to_owned(), reason: reason.to_owned() });
    if report.from.zip(report.to).is_some_and(|(from, to)| to < from) {
        return refused("To", "cannot be before the first day of the period");
    }
    if report.overall.rag.is_some() && (report.overall.note.trim().is_empty() || report.overridden_by.trim().is_empty())
    {
        return refused("Overall status in place of the rule", "needs its reason, and who gave it");
    }
    Ok(())
}
