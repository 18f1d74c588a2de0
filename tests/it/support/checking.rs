//! What must hold of the browser in memory, whatever happened in it.

use super::fault_store::{Browser, TransactionKey, assert_same, holds, picture};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::storage::load::Loaded;
use std::collections::BTreeSet;

impl Browser {
    /// Loads, and asserts that the state is one that existed: exactly the fold of the transactions it says it holds; and
    /// that nothing acknowledged is missing.
    pub fn check(&self) -> Loaded {
        let loaded = self.load();
        let held: BTreeSet<TransactionKey> =
            self.made.keys().filter(|(writer, seq)| holds(&loaded.portfolio, *writer, *seq)).copied().collect();
        assert_same(&picture(&loaded.portfolio), &picture(&self.reference(&held)), "a state that never was");
        let lost: Vec<_> = self.acknowledged.difference(&held).collect();
        assert!(lost.is_empty(), "I1: shown as Saved and gone: {lost:?} of {} made", self.made.len());
        self.check_history(&loaded, &held);
        loaded
    }

    /// The portfolio that these transactions make.
    pub fn reference(&self, keys: &BTreeSet<TransactionKey>) -> Portfolio {
        let mut portfolio = Portfolio::default();
        for key in keys {
            let transaction = self.made[key].decode(&mut portfolio.writers).unwrap();
            portfolio.fold(&transaction);
        }
        portfolio
    }

    /// The history is whole from the moment on from which it says it is.
    fn check_history(&self, loaded: &Loaded, held: &BTreeSet<TransactionKey>) {
        let writers = &loaded.portfolio.writers;
        let own = loaded.transactions.iter().map(|own| (writers.id(own.stamp.writer), own.seq));
        let own: BTreeSet<TransactionKey> = own.collect();
        let until = loaded.history.unknown_until().map_or(i64::MIN, |moment| moment.0);
        let missing: Vec<_> = held.difference(&own).filter(|key| self.made_at[key] > until).collect();
        assert!(missing.is_empty(), "the history lacks {missing:?} and says it is whole since {until}");
    }
}
