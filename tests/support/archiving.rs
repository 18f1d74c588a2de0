//! History in the browser in memory: archiving it, and what must be left.

use super::fault_store::{Browser, TransactionKey, holds};
use pocket_pmo::storage::archive::{Archive, Archived};
use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::load::Loaded;
use std::collections::BTreeSet;

impl Browser {
    /// A person in that tab archives everything up to a moment: what the tab knows of it goes into a file, and may go. What
    /// the file holds.
    pub fn archive(&mut self, tab: usize, until: i64) -> BTreeSet<TransactionKey> {
        let portfolio = &self.tabs[tab].portfolio;
        let is_old = |key: &&TransactionKey| self.made_at[key] <= until && holds(portfolio, key.0, key.1);
        let file: BTreeSet<TransactionKey> = self.made.keys().filter(is_old).copied().collect();
        let archived = Archived { until: until as u64, count: file.len() as u32 };
        self.event(tab, Event::Archive(Archive::new(archived, file.iter().copied().collect())));
        file
    }

    /// The history is whole from the moment on from which it says it is.
    pub fn check_history(&self, loaded: &Loaded, held: &BTreeSet<TransactionKey>) {
        let writers = &loaded.portfolio.writers;
        let own = loaded.transactions.iter().map(|own| (writers.id(own.stamp.writer), own.seq));
        let own: BTreeSet<TransactionKey> = own.collect();
        let until = loaded.history.unknown_until().map_or(i64::MIN, |moment| moment.0);
        let missing: Vec<_> = held.difference(&own).filter(|key| self.made_at[key] > until).collect();
        assert!(missing.is_empty(), "the history lacks {missing:?} and says it is whole since {until}");
    }
}
