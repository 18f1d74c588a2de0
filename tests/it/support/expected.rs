//! What the fold must give, said a second time in the plainest way: from the set of all transactions at once, slowly.

use super::visible::{At, Shown, Visible, at, name_of, shown};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{DELETED, FieldKey, Record};
use pocket_pmo::domain::stamp::{Stamp, Writers};
use pocket_pmo::engine::transaction::{Change, Edit, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The portfolio after all these transactions, whatever their order. Their stamps refer to `writers`.
pub fn expected<'a>(transactions: impl Iterator<Item = &'a Transaction>, writers: &Writers) -> Visible {
    let mut creations: BTreeMap<Id, Vec<&Arc<dyn Record>>> = BTreeMap::new();
    let mut changes: BTreeMap<Id, Vec<(Stamp, &Change)>> = BTreeMap::new();
    for transaction in transactions {
        for edit in &transaction.edits {
            match edit {
                Edit::Create(record) => creations.entry(record.meta().id).or_default().push(record),
                Edit::Set { record, changes: set, .. } => {
                    let own = changes.entry(*record).or_default();
                    own.extend(set.iter().map(|change| (transaction.stamp, change)));
                }
            }
        }
    }
    let time = |stamp: Stamp| at(writers, stamp);
    let mut all = Visible::new();
    for (id, made) in creations {
        // Of two creations the later one counts.
        let created = made.into_iter().max_by_key(|record| time(record.meta().stamp)).expect("one");
        let changes = changes.remove(&id).unwrap_or_default();
        all.insert(id, record(&**created, &changes, writers));
    }
    all
}

fn record(created: &dyn Record, changes: &[(Stamp, &Change)], writers: &Writers) -> Shown {
    let mut record = created.copy();
    let made = at(writers, created.meta().stamp);
    let mut stamps: BTreeMap<String, At> = BTreeMap::new();
    let mut others = Vec::new();
    let fields: BTreeSet<&FieldKey> = changes.iter().map(|(_, change)| &change.field).collect();
    for field in fields {
        let name = name_of(created.schema(), field);
        let own: Vec<_> = changes.iter().filter(|(_, change)| change.field == *field).collect();
        let seen = |stamp: Stamp| own.iter().any(|(_, c)| c.prev == stamp || c.settled.contains(&stamp));
        let latest = own.iter().max_by_key(|(stamp, _)| at(writers, *stamp)).expect("one");
        let wins = at(writers, latest.0) > made;
        if wins {
            record.put(field, &latest.1.after);
            stamps.insert(name.clone(), at(writers, latest.0));
        }
        for (stamp, change) in own.iter().filter(|(stamp, _)| !(wins && *stamp == latest.0)) {
            if *field != FieldKey::Known(DELETED) && !seen(*stamp) {
                others.push((name.clone(), at(writers, *stamp), change.after.clone()));
            }
        }
    }
    others.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let mut shown = shown(&*record, writers);
    for (name, stamp) in stamps {
        shown.fields.get_mut(&name).expect("the field").1 = stamp;
    }
    Shown { others, ..shown }
}
