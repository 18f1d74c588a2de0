//! How the status of a project went over time, read from its history: for each constraint what was reported on which day, and
//! what the rule makes of all of them. Must not know how it is drawn, nor what day it is.

use super::format;
use super::history_days::undone;
use crate::domain::date::{Date, Zone};
use crate::domain::field::Field;
use crate::domain::record::FieldKey;
use crate::domain::records::Project;
use crate::domain::records::project::{ConstraintStatus, Rag, at};
use crate::domain::sorting::{sort_by, sort_once};
use crate::domain::status::{StatusRules, constraints, rule};
use crate::engine::transaction::{Edit, Purpose, Transaction, TransactionId};
use std::sync::Arc;

/// A status as reported on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Report {
    /// The day.
    pub on: Date,
    /// The colour.
    pub rag: Rag,
}

/// Which way the latest report went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// Off course more than before.
    Worse,
    /// Less than before.
    Better,
    /// As before.
    Same,
}

/// The constraints in the order of [`constraints`], by number.
const FIELDS: [u8; 7] = [
    at::schedule_status,
    at::cost_status,
    at::scope_status,
    at::benefit_status,
    at::quality_status,
    at::risk_status,
    at::people_status,
];
/// How many of them lead.
const LEADING: usize = 4;

/// The reports of a project, each list oldest first: of all constraints together by the rule, then of each in the order of
/// [`constraints`]. What was undone was never reported, and of two reports for one day the later one holds. `history` is oldest first.
pub fn trends(
    project: &Project,
    history: &[Arc<Transaction>],
    id_of: &dyn Fn(&Transaction) -> Option<TransactionId>,
    zone: Zone,
    rules: StatusRules,
) -> Vec<Vec<Report>> {
    let mut reports: Vec<Vec<Report>> = vec![Vec::new(); FIELDS.len()];
    let mut begins: Option<Date> = None;
    let undone = undone(history);
    for transaction in history.iter().filter(|transaction| transaction.purpose == Purpose::Do) {
        let of_project = |edit: &&Edit| edit.record() == project.meta.id;
        let mut edits = transaction.edits.iter().filter(of_project).peekable();
        if edits.peek().is_none() || (!undone.is_empty() && id_of(transaction).is_some_and(|id| undone.contains(&id))) {
            continue;
        }
        let day = transaction.stamp.moment().day(zone);
        let mut latest = None;
        for edit in edits {
            for (field, kept) in FIELDS.iter().zip(&mut reports) {
                if let Some(status) = status_in(edit, *field) {
                    latest = latest.max(note(kept, &status, Some(day)));
                }
            }
        }
        begins = begins.or(latest);
    }
    if begins.is_none() {
        begins = constraints(project).iter().filter_map(|(_, status)| status.rag.and(status.on)).max();
    }
    for ((_, status), kept) in constraints(project).into_iter().zip(&mut reports) {
        // A day that was corrected to an earlier one takes what stood on the wrong day away.
        kept.retain(|report| status.on.is_none_or(|on| report.on <= on));
        note(kept, status, None);
        sort_by(kept, |a, b| a.on.cmp(&b.on));
    }
    let mut all = vec![by_rule(&reports, begins, rules)];
    all.append(&mut reports);
    all
}

/// What an edit says of a status.
fn status_in(edit: &Edit, field: u8) -> Option<ConstraintStatus> {
    let value = match edit {
        Edit::Create(record) => record.get(field),
        Edit::Set { changes, .. } => {
            changes.iter().find(|change| change.field == FieldKey::Known(field))?.after.clone()
        }
    };
    ConstraintStatus::from_value(&value).ok()
}

/// Takes note of a report; gives its day.
fn note(reports: &mut Vec<Report>, status: &ConstraintStatus, otherwise: Option<Date>) -> Option<Date> {
    let (rag, on) = status.rag.zip(status.on.or(otherwise))?;
    reports.retain(|report| report.on != on);
    reports.push(Report { on, rag });
    Some(on)
}

/// The overall status by the rule, on each day on which a constraint was reported. What came first may have come all at once, from
/// a list or a backup: it says how things stood on the last of its days, and nothing of how they had come to that.
fn by_rule(reports: &[Vec<Report>], begins: Option<Date>, rules: StatusRules) -> Vec<Report> {
    let mut days: Vec<Date> = reports.iter().flatten().map(|report| report.on).collect();
    let begins = begins.min(days.iter().max().copied());
    days.retain(|on| Some(*on) >= begins);
    sort_once(&mut days);
    let on_day = |on: Date| {
        let latest = |all: &Vec<Report>| all.iter().rev().find(|report| report.on <= on).map(|report| report.rag);
        let known: Vec<Option<Rag>> = reports.iter().map(latest).collect();
        let (leading, following) = known.split_at(LEADING.min(known.len()));
        rule(leading, following, rules).map(|rag| Report { on, rag })
    };
    days.into_iter().filter_map(on_day).collect()
}

/// Which way it went, in words: "Worse since 20 Nov, green before". `None` if there is nothing to compare with.
pub fn turn(reports: &[Report], today: Date) -> Option<(Turn, String)> {
    let last = *reports.last()?;
    let run = reports.iter().rev().take_while(|report| report.rag == last.rag).last()?.on;
    let since = format::day(run, today);
    let before = reports.iter().rev().find(|report| report.rag != last.rag);
    match before {
        None if reports.len() < 2 => None,
        None => Some((Turn::Same, [last.rag.label(), " since ", &since].concat())),
        Some(before) => {
            let (turn, word) = if last.rag > before.rag { (Turn::Worse, "Worse") } else { (Turn::Better, "Better") };
            let former = before.rag.label().to_ascii_lowercase();
            Some((turn, [word, " since ", &since, ", ", &former, " before"].concat()))
        }
    }
}
