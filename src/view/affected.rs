//! Which records of a kind a change concerns, for everything that is kept by difference: the touched records themselves, and those
//! that show something of what was touched. Must not know what is kept.

use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::{CostEntry, GateCondition, Project, Settings, cost_entry, gate_condition};
use crate::domain::schema::Schema;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;

/// What records show beside their own fields and the titles of those to which they lead: something of the records of this kind that
/// refer to them through this field. The field is indexed.
pub type BackReference = (&'static Schema, u8);

/// Projects show their conditions.
pub const CONDITIONS: BackReference = (GateCondition::SCHEMA, gate_condition::at::project);

/// The money of projects may be added up from their cost entries.
pub const COSTS: BackReference = (CostEntry::SCHEMA, cost_entry::at::project);

/// The projects that records concern which were touched, deleted ones among them, each once. `None`: all, and anew.
pub fn affected(portfolio: &Portfolio, touched: &[Id]) -> Option<Vec<Id>> {
    affected_of(Project::SCHEMA, &[CONDITIONS, COSTS], portfolio, touched)
}

/// The records of a kind that records concern which were touched, deleted ones among them, each once. `None`: all, and anew.
pub fn affected_of(schema: &Schema, shown: &[BackReference], portfolio: &Portfolio, touched: &[Id]) -> Option<Vec<Id>> {
    let mut concerned = Vec::new();
    let mut named = Vec::new();
    for id in touched {
        let Some(record) = portfolio.record(*id) else {
            concerned.push(*id);
            named.push(*id);
            continue;
        };
        let kind = record.kind();
        if kind == Settings::SCHEMA.kind {
            return None;
        }
        if kind == schema.kind {
            concerned.push(*id);
        }
        for (_, field) in shown.iter().filter(|(other, _)| other.kind == kind) {
            // Nobody knows any more to which record it led before.
            if record.meta().stamp_of(&FieldKey::Known(*field)) != record.meta().stamp {
                return None;
            }
            record.get(*field).each_relation(&mut |target| concerned.push(target));
        }
        // One that was made just now is named by nobody who was not touched too.
        let is_named = schema.fields.iter().any(|field| field.kind.leads_to(record.kind_name()));
        named.extend((is_named && record.meta().more.is_some()).then_some(*id));
    }
    if !named.is_empty() {
        let relations: Vec<u8> =
            schema.numbered().filter(|(_, field)| field.kind.refers()).map(|(number, _)| number).collect();
        let names = |record: &dyn Record| {
            let mut is_found = false;
            for number in &relations {
                record.get(*number).each_relation(&mut |target| is_found |= named.contains(&target));
            }
            is_found
        };
        let ids = portfolio.ids(IndexKey::Kind(schema.kind));
        concerned.extend(ids.into_iter().filter(|id| portfolio.record(*id).is_some_and(|record| names(&**record))));
    }
    crate::domain::sorting::sort_once(&mut concerned);
    Some(concerned)
}
