//! When items were blocked, read from their history: since when they say it, until that was taken back. Must not know what it is for.

use crate::domain::date::{Date, Moment};
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, RecordType};
use crate::domain::records::{WorkItem, work_item};
use crate::domain::value::Value;
use crate::engine::transaction::{Edit, Transaction};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The times in which each item was blocked, oldest first and without overlaps; those that go on have no end yet.
pub type Blocks = FxHashMap<Id, Vec<(Moment, Option<Moment>)>>;

/// When items were blocked. `history` is oldest first.
pub fn blocks(history: &[Arc<Transaction>]) -> Blocks {
    let mut found = Blocks::default();
    for transaction in history {
        let at = transaction.stamp.moment();
        for edit in &transaction.edits {
            let said = match edit {
                Edit::Create(record) if record.typed::<WorkItem>().is_some() => {
                    Some(record.get(work_item::at::blocked_since)).filter(|said| *said != Value::Null)
                }
                Edit::Create(_) => None,
                Edit::Set { schema, changes, .. } if schema.kind == WorkItem::SCHEMA.kind => changes
                    .iter()
                    .find(|change| change.field == FieldKey::Known(work_item::at::blocked_since))
                    .map(|change| change.after.clone()),
                Edit::Set { .. } => None,
            };
            if let Some(said) = said {
                note(found.entry(edit.record()).or_default(), &said, at);
            }
        }
    }
    found
}

fn note(times: &mut Vec<(Moment, Option<Moment>)>, said: &Value, at: Moment) {
    let open = times.last_mut().filter(|(_, to)| to.is_none());
    match (said, open) {
        // Another day is said of a block that goes on.
        (Value::Date(since), Some(open)) => open.0 = begins(*since).min(at),
        (Value::Date(since), None) => {
            let before = times.last().and_then(|(_, to)| *to).unwrap_or(Moment(i64::MIN));
            times.push((begins(*since).min(at).max(before), None));
        }
        (_, Some(open)) => open.1 = Some(at.max(open.0)),
        (_, None) => {}
    }
}

/// When a day begins, about: the clock of the place is not asked for it.
fn begins(day: Date) -> Moment {
    Moment(day.days_since(Date::of_moment(Moment(0))).saturating_mul(86_400_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Value {
        Value::Date(Date::of_moment(Moment(number * 86_400_000)))
    }

    fn noon(number: i64) -> Moment {
        Moment(number * 86_400_000 + 43_200_000)
    }

    #[test]
    fn blocked_from_the_day_that_is_said_until_it_was_taken_back() {
        let mut times = Vec::new();
        note(&mut times, &Value::Null, noon(1));
        assert_eq!(times, [], "never blocked");
        note(&mut times, &day(2), noon(4));
        note(&mut times, &day(3), noon(5));
        note(&mut times, &Value::Null, noon(9));
        // Said later to have begun before the first ended: it is not counted twice.
        note(&mut times, &day(6), noon(12));
        assert_eq!(times, [(Moment(3 * 86_400_000), Some(noon(9))), (noon(9), None)]);
    }
}
