//! Who refers to whom, found by looking at every record. Looks only at fields that hold relations; must not know why one asks.

use super::portfolio::Portfolio;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::GateReview;
use crate::domain::value::Value;
use rustc_hash::FxHashSet;

/// Those of `targets` to which a record refers that is not deleted, withdrawn or in `besides`.
pub(super) fn referred(portfolio: &Portfolio, targets: &FxHashSet<Id>, besides: &FxHashSet<Id>) -> FxHashSet<Id> {
    let mut found = FxHashSet::default();
    for record in others(portfolio, besides) {
        each_relation(record, &mut |id| {
            if targets.contains(&id) {
                found.insert(id);
            }
        });
    }
    found
}

/// How many records refer to `target` that are not deleted, withdrawn or in `besides`.
pub(super) fn referring(portfolio: &Portfolio, target: Id, besides: &FxHashSet<Id>) -> usize {
    let refers = |record: &&dyn Record| {
        let mut refers = false;
        each_relation(*record, &mut |id| refers |= id == target);
        refers
    };
    others(portfolio, besides).filter(refers).count()
}

fn others<'a>(portfolio: &'a Portfolio, besides: &'a FxHashSet<Id>) -> impl Iterator<Item = &'a dyn Record> {
    // A review that was taken back holds on to nobody.
    let is_withdrawn = |record: &dyn Record| record.typed::<GateReview>().is_some_and(GateReview::is_withdrawn);
    let live = portfolio.every().map(|record| &**record).filter(|record| !record.meta().deleted);
    live.filter(move |record| !besides.contains(&record.meta().id) && !is_withdrawn(*record))
}

fn each_relation(record: &dyn Record, found: &mut dyn FnMut(Id)) {
    for (number, field) in record.schema().fields.iter().enumerate() {
        if field.kind.refers()
            && let Ok(number) = u8::try_from(number)
        {
            each_id(&record.get(number), found);
        }
    }
}

fn each_id(value: &Value, found: &mut dyn FnMut(Id)) {
    match value {
        Value::Id(id) => found(*id),
        Value::List(values) => values.iter().for_each(|value| each_id(value, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| each_id(value, found)),
        _ => {}
    }
}
