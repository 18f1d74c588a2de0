//! The portfolio as it was at a moment: what was changed since is taken back, newest first. Owns nothing that lasts; must not
//! know how a moment is chosen or what is done with what was.
//!
//! Going back from now needs only the history since that moment, so it stays right when older history has been archived.

use super::portfolio::Portfolio;
use super::transaction::{Edit, Transaction};
use crate::domain::date::Moment;
use crate::domain::id::Id;
use crate::domain::record::Record;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What changed since a moment.
pub struct AsOf {
    /// The records that were touched since, as they were then; `None` where there was none yet.
    touched: FxHashMap<Id, Option<Arc<dyn Record>>>,
    /// How many transactions were made since.
    pub since: usize,
}

/// What has to be taken back to see the portfolio as it was at the end of that moment. `history` is oldest first.
pub fn as_of(portfolio: &Portfolio, history: &[Arc<Transaction>], until: Moment) -> AsOf {
    let mut touched: FxHashMap<Id, Option<Box<dyn Record>>> = FxHashMap::default();
    let first = history.partition_point(|transaction| transaction.stamp.time.milliseconds() <= until.0);
    let later = history.get(first..).unwrap_or_default();
    for edit in later.iter().rev().flat_map(|transaction| transaction.edits.iter().rev()) {
        match edit {
            Edit::Create(record) => {
                touched.insert(record.meta().id, None);
            }
            Edit::Set { record, changes, .. } => {
                let then =
                    touched.entry(*record).or_insert_with(|| portfolio.record(*record).map(|record| record.copy()));
                let Some(then) = then else { continue };
                for change in changes.iter().rev() {
                    then.put(&change.field, &change.before);
                }
            }
        }
    }
    let touched = touched.into_iter().map(|(id, then)| (id, then.map(Arc::from))).collect();
    AsOf { touched, since: later.len() }
}

impl AsOf {
    /// The record as it was, deleted ones included.
    pub fn record<'a>(&'a self, portfolio: &'a Portfolio, id: Id) -> Option<&'a Arc<dyn Record>> {
        match self.touched.get(&id) {
            Some(then) => then.as_ref(),
            None => portfolio.record(id),
        }
    }

    /// Every record as it was, deleted ones included, in no order.
    pub fn every<'a>(&'a self, portfolio: &'a Portfolio) -> impl Iterator<Item = &'a Arc<dyn Record>> {
        portfolio.every().filter_map(|record| self.record(portfolio, record.meta().id))
    }

    /// The records that were touched since.
    pub fn touched(&self) -> impl Iterator<Item = Id> {
        self.touched.keys().copied()
    }
}
