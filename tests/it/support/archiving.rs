//! Archiving history in the browser in memory.

use super::fault_store::{Browser, TransactionKey};
use pocket_pmo::storage::archive::{Archive, Archived};
use pocket_pmo::storage::effect::Event;
use std::collections::BTreeSet;

impl Browser {
    /// A person in that tab archives everything up to a moment: what the tab knows of it goes into a file, and may go. What
    /// the file holds.
    pub fn archive(&mut self, tab: usize, until: i64) -> BTreeSet<TransactionKey> {
        let own = &self.tabs[tab];
        let is_old = |key: &&TransactionKey| self.made_at[key] <= until;
        let file: BTreeSet<TransactionKey> = own.history.iter().filter(is_old).copied().collect();
        let known = own.gaps.archived;
        let newly = file.iter().filter(|key| self.made_at[key] as u64 > known.until).count();
        let archived = Archived { until: known.until.max(until as u64), count: known.count + newly as u32 };
        self.event(tab, Event::Archive(Archive::new(archived, file.iter().copied().collect())));
        file
    }
}
