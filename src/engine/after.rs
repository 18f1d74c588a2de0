//! The portfolio as it would be after some edits, read without folding them. Must not know why they are made.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::reviews::order_of_reviews;
use super::transaction::Edit;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{GateReview, Project};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The portfolio as it would be after some edits.
pub(super) struct After<'a> {
    /// As it is.
    pub portfolio: &'a Portfolio,
    records: FxHashMap<Id, Arc<dyn Record>>,
    /// Reviews that the edits make, alter or bring back. The indexes of the portfolio know nothing of that.
    reviews: Vec<Id>,
}

impl<'a> After<'a> {
    pub fn new(portfolio: &'a Portfolio, edits: &[Edit]) -> Self {
        let mut after = Self { portfolio, records: FxHashMap::default(), reviews: Vec::new() };
        for edit in edits {
            match edit {
                Edit::Create(record) => {
                    after.records.insert(record.meta().id, record.clone());
                }
                Edit::Set { record, changes, .. } => {
                    let Some(mut changed) = after.record(*record).map(|record| record.copy()) else { continue };
                    changes.iter().for_each(|change| changed.put(&change.field, &change.after));
                    after.records.insert(*record, Arc::from(changed));
                }
            }
            if after.get::<GateReview>(edit.record()).is_some() {
                after.reviews.push(edit.record());
            }
        }
        after
    }

    /// The record with this id, deleted ones included.
    pub fn record(&self, id: Id) -> Option<&Arc<dyn Record>> {
        self.records.get(&id).or_else(|| self.portfolio.record(id))
    }

    /// The record with this id, if it is of that type; deleted ones included.
    pub fn get<R: RecordType>(&self, id: Id) -> Option<&R> {
        self.record(id)?.typed()
    }

    /// Whether there is a record with that id, of the kind with that stored name; any kind if it is empty.
    pub fn has(&self, id: Id, kind: &str) -> bool {
        self.record(id).is_some_and(|record| kind.is_empty() || record.kind_name() == kind)
    }

    /// The projects that are not deleted.
    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        let known = self.portfolio.all::<Project>().filter(|project| !self.records.contains_key(&project.meta.id));
        let touched = self.records.values().filter_map(|record| record.typed::<Project>());
        known.chain(touched.filter(|project| !project.meta.deleted))
    }

    /// The reviews of a project that stand, the latest last.
    pub fn standing(&self, project: Id) -> Vec<&GateReview> {
        let mut ids = self.portfolio.ids(IndexKey::reviews(project));
        ids.extend(&self.reviews);
        crate::domain::sorting::sort(&mut ids);
        ids.dedup();
        let is_its = |review: &&GateReview| review.project.is_some_and(|its| its.id == project);
        let mut standing: Vec<_> = ids
            .into_iter()
            .filter_map(|id| self.get::<GateReview>(id))
            .filter(|review| is_its(review) && !review.is_withdrawn() && !review.meta.deleted)
            .collect();
        crate::domain::sorting::sort_by(&mut standing, |a, b| order_of_reviews(self.portfolio, a, b));
        standing
    }
}
