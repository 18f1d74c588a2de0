//! Who refers to whom: one query over the schemas of all kinds. Looks only at fields that hold relations; must not know why one
//! asks, nor any one field.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::{self, GateReview};
use crate::domain::schema::{FieldSchema, Schema};
use rustc_hash::FxHashSet;

/// A relation: a record refers to another through one of its fields.
pub struct Relation<'a> {
    /// The record that refers.
    pub record: &'a dyn Record,
    /// Through which field, by number.
    pub field: u8,
    /// Record that is referred to.
    pub target: Id,
}

/// Records that refer to one through the same field.
pub struct Referrers {
    /// Their kind.
    pub schema: &'static Schema,
    /// The field, by number.
    pub field: u8,
    /// The records, in order of creation.
    pub records: Vec<Id>,
}

/// Calls `found` for each relation to a record of the kind with the stored name `to`, of all records that are not deleted or
/// withdrawn, by kind and in order of creation. `wanted` chooses among the fields that can hold such a relation.
pub fn each_relation_to<'a>(
    portfolio: &'a Portfolio,
    to: &str,
    wanted: &dyn Fn(&Schema, u8) -> bool,
    found: &mut dyn FnMut(Relation<'a>),
) {
    for schema in records::ALL {
        let fields: Vec<u8> = fields_to(schema, to).filter(|field| wanted(schema, *field)).collect();
        if fields.is_empty() {
            continue;
        }
        for id in portfolio.ids(IndexKey::Kind(schema.kind)) {
            let Some(record) = portfolio.record(id).map(|record| &**record) else { continue };
            if is_withdrawn(record) {
                continue;
            }
            for field in &fields {
                record.get(*field).each_relation(&mut |target| found(Relation { record, field: *field, target }));
            }
        }
    }
}

/// The kinds whose records have to be read one by one to find those that refer to a record of the kind with the stored name `to`, with
/// the numbers of the fields to read: those that no index follows.
pub fn read_one_by_one(to: &str) -> impl Iterator<Item = (&'static Schema, Vec<u8>)> {
    let fields = move |schema| fields_to(schema, to).filter(|field| !is_indexed(schema, *field)).collect();
    records::ALL
        .iter()
        .map(move |schema| (*schema, fields(schema)))
        .filter(|(_, fields): &(_, Vec<u8>)| !fields.is_empty())
}

/// All that refers to a record, by kind and field in their order. What was deleted or withdrawn holds on to nobody.
pub fn referrers(portfolio: &Portfolio, target: Id) -> Vec<Referrers> {
    let Some(to) = portfolio.record(target).map(|record| record.schema().name) else { return Vec::new() };
    let mut all: Vec<Referrers> = Vec::new();
    for schema in records::ALL {
        all.extend(fields_to(schema, to).map(|field| Referrers { schema, field, records: Vec::new() }));
    }
    let stands = |id: &Id| portfolio.record(*id).is_some_and(|record| !is_withdrawn(&**record));
    for referrers in all.iter_mut().filter(|referrers| is_indexed(referrers.schema, referrers.field)) {
        let key = IndexKey::Related(referrers.schema.kind, referrers.field, target);
        referrers.records = portfolio.ids(key).into_iter().filter(stands).collect();
        crate::domain::sorting::sort(&mut referrers.records);
    }
    each_relation_to(portfolio, to, &|schema, field| !is_indexed(schema, field), &mut |relation| {
        let (kind, id) = (relation.record.kind(), relation.record.meta().id);
        let referrers =
            all.iter_mut().find(|referrers| referrers.field == relation.field && referrers.schema.kind == kind);
        let is_new = |referrers: &&mut Referrers| relation.target == target && referrers.records.last() != Some(&id);
        if let Some(referrers) = referrers.filter(is_new) {
            referrers.records.push(id);
        }
    });
    all.retain(|referrers| !referrers.records.is_empty());
    all
}

/// Whether an index follows a field: then those that refer through it need not be searched for.
fn is_indexed(schema: &Schema, field: u8) -> bool {
    schema.field(field).is_some_and(FieldSchema::is_indexed)
}

/// Numbers of the fields that can hold a relation to a record of the kind with that stored name.
pub(super) fn fields_to(schema: &'static Schema, to: &str) -> impl Iterator<Item = u8> {
    let leading = schema.fields.iter().enumerate().filter(move |(_, field)| field.kind.leads_to(to));
    leading.filter_map(|(number, _)| u8::try_from(number).ok())
}

/// Those of `targets` to which a record refers that is not deleted, withdrawn or in `besides`.
pub(super) fn referred(portfolio: &Portfolio, targets: &FxHashSet<Id>, besides: &FxHashSet<Id>) -> FxHashSet<Id> {
    let mut found = FxHashSet::default();
    let live = portfolio.every().map(|record| &**record).filter(|record| !record.meta().deleted);
    for record in live.filter(|record| !besides.contains(&record.meta().id) && !is_withdrawn(*record)) {
        for (number, field) in record.schema().fields.iter().enumerate() {
            if field.kind.refers()
                && let Ok(number) = u8::try_from(number)
            {
                record.get(number).each_relation(&mut |id| {
                    if targets.contains(&id) {
                        found.insert(id);
                    }
                });
            }
        }
    }
    found
}

/// Whether it is a review that was taken back: it holds on to nobody.
fn is_withdrawn(record: &dyn Record) -> bool {
    record.typed::<GateReview>().is_some_and(GateReview::is_withdrawn)
}
