//! What is accepted needs no waiver, and what is waived was not accepted: whatever brings back the one while the other stands. Bringing
//! back accepted work ends the waiver, as accepting it does; a waiver of what is accepted is refused. Must not know commands.

use super::after::After;
use super::draft::Draft;
use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::Edit;
use super::work::columns_of;
use crate::domain::date::Date;
use crate::domain::field::Text;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record};
use crate::domain::records::{Waiver, WorkItem, waiver};
use crate::domain::value::Value;
use crate::domain::work::item::is_accepted;
use std::sync::Arc;

/// What is owed: a project and a deliverable of the catalogue.
type Owed = (Id, Text);

/// What a work item or waiver is of.
fn of(record: &dyn Record) -> Option<Owed> {
    let (project, deliverable) = match (record.typed::<WorkItem>(), record.typed::<Waiver>()) {
        (Some(item), _) => (item.project, &item.deliverable),
        (_, Some(waiver)) => (waiver.project, &waiver.deliverable),
        _ => return None,
    };
    Some((project?.id, deliverable.clone())).filter(|owed| !owed.1.is_empty())
}

/// The waivers in force of what is accepted all the same, as the records read here say. `beside` are records that the indexes do not know.
fn both(
    portfolio: &Portfolio,
    read: &dyn Fn(Id) -> Option<Arc<dyn Record>>,
    beside: &[Id],
    owed: &Owed,
    today: Date,
) -> Vec<Waiver> {
    let found = |key| {
        let mut ids = portfolio.ids(key);
        ids.extend(beside);
        crate::domain::sorting::sort_once(&mut ids);
        let records = ids.into_iter().filter_map(read).filter(|record| !record.meta().deleted);
        records.filter(|record| of(&**record).as_ref() == Some(owed)).collect::<Vec<_>>()
    };
    let counts = |item: &WorkItem| is_accepted(item, &columns_of(portfolio, item));
    let items = found(IndexKey::Deliverables(owed.0));
    if !items.iter().any(|record| (**record).typed::<WorkItem>().is_some_and(counts)) {
        return Vec::new();
    }
    let waivers = found(IndexKey::waivers(owed.0));
    let in_force = waivers.iter().filter_map(|record| (**record).typed::<Waiver>());
    in_force.filter(|waiver| waiver.is_in_force(today)).cloned().collect()
}

/// What edits leave accepted and waived at once that was not both before, with its waivers, and whether they bring the acceptance.
fn clashes(after: &After, edits: &[Edit], today: Date) -> Vec<(Owed, Vec<Waiver>, bool)> {
    let mut asked: Vec<(Owed, bool)> = Vec::new();
    let mut beside = Vec::new();
    for edit in edits {
        let Some(record) = after.record(edit.record()) else { continue };
        let Some(owed) = of(&**record) else { continue };
        beside.push(edit.record());
        let is_item = (**record).typed::<WorkItem>().is_some();
        match asked.iter_mut().find(|known| known.0 == owed) {
            Some(known) => known.1 |= is_item,
            None => asked.push((owed, is_item)),
        }
    }
    let portfolio = after.portfolio;
    let mut found = Vec::new();
    for (owed, is_item) in asked {
        let now = both(portfolio, &|id| after.record(id).cloned(), &beside, &owed, today);
        if !now.is_empty() && both(portfolio, &|id| portfolio.record(id).cloned(), &beside, &owed, today).is_empty() {
            found.push((owed, now, is_item));
        }
    }
    found
}

/// Ends the waivers of what the edits of a draft bring back accepted; refuses a waiver that they bring of what is accepted.
pub(super) fn settle(draft: &mut Draft) -> Result<(), Rejection> {
    let today = draft.context.today;
    let after = After::new(draft.portfolio, &draft.edits);
    for (_, waivers, is_item) in clashes(&after, &draft.edits, today) {
        for waiver in waivers {
            if !is_item {
                let sentence = ["“", &*waiver.requirement, "” is accepted and needs no waiver."].concat();
                return Err(Rejection::Refused { sentence });
            }
            draft.set(&waiver, vec![(FieldKey::Known(waiver::at::ended_on), Value::Date(today))]);
        }
    }
    Ok(())
}

/// Refuses to take a step back where that would leave something accepted and waived at once: undo brings back what was and nothing else.
pub(super) fn check_undo(after: &After, edits: &[Edit], label: &str, today: Date) -> Result<(), Rejection> {
    let found = clashes(after, edits, today);
    let Some(waiver) = found.first().and_then(|clash| clash.1.first()) else { return Ok(()) };
    let sentence = [
        "“",
        label,
        "” cannot be undone or redone: “",
        &*waiver.requirement,
        "” would be accepted and waived at once. Change it by hand instead.",
    ];
    Err(Rejection::Refused { sentence: sentence.concat() })
}

/// Whether a work item is accepted while a waiver of it is in force.
pub(super) fn is_both(portfolio: &Portfolio, item: &WorkItem, today: Date) -> bool {
    let read = |id| portfolio.record(id).cloned();
    of(item).is_some_and(|owed| !both(portfolio, &read, &[], &owed, today).is_empty())
}
