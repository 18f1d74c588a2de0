//! Random lives of a browser - edits in several tabs, lost messages, deaths, damage to one store, full and blocked storage,
//! snapshots - against a simple model: the set of all transactions ever made.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Helpers of tests may panic.

#[path = "it/support/mod.rs"]
mod support;

use pocket_pmo::domain::record::FieldKey;
use pocket_pmo::domain::value::Value;
use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::status::Refusal;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use support::fault_store::{Browser, TransactionKey, assert_same, holds, picture};

/// One thing that happens.
#[derive(Clone, Debug)]
enum Step {
    Add(Index),
    AddForeign(Index),
    Bulk(Index),
    Rename(Index, Index, String),
    SetUnknown(Index, Index, i64),
    Delete(Index, Index),
    /// The database does so many jobs of a tab.
    Work(Index, u8),
    Deliver(Index),
    LoseMessages(Index),
    /// Messages come in another order.
    Shuffle(Index),
    Open,
    KillTab(Index),
    KillBrowser(u8),
    FailNext(u8, u8),
    Lose(Index),
    Block(bool, bool),
    Quota(bool),
    Compact,
    /// Archives history: what was made before one of the edits.
    Archive(Index, Index),
    Resume(Index),
    Settle,
    /// Empties local storage, or the database, or both, under the open tabs.
    Empty(bool, bool),
    /// Damages one record of one store, with all tabs closed and everything settled before.
    Damage(bool, Index, u8),
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    prop_oneof![
        6 => index().prop_map(Step::Add),
        1 => index().prop_map(Step::AddForeign),
        1 => index().prop_map(Step::Bulk),
        8 => (index(), index(), "[a-z]{1,6}").prop_map(|(tab, id, name)| Step::Rename(tab, id, name)),
        2 => (index(), index(), 0..9i64).prop_map(|(tab, id, number)| Step::SetUnknown(tab, id, number)),
        2 => (index(), index()).prop_map(|(tab, id)| Step::Delete(tab, id)),
        8 => (index(), 1..6u8).prop_map(|(tab, count)| Step::Work(tab, count)),
        5 => index().prop_map(Step::Deliver),
        1 => index().prop_map(Step::LoseMessages),
        1 => index().prop_map(Step::Shuffle),
        3 => Just(Step::Open),
        2 => index().prop_map(Step::KillTab),
        2 => (0..40u8).prop_map(Step::KillBrowser),
        3 => (1..6u8, 0..3u8).prop_map(|(at, why)| Step::FailNext(at, why)),
        1 => index().prop_map(Step::Lose),
        1 => any::<(bool, bool)>().prop_map(|(local, indexed)| Step::Block(local, indexed)),
        1 => any::<bool>().prop_map(Step::Quota),
        4 => Just(Step::Compact),
        2 => (index(), index()).prop_map(|(tab, at)| Step::Archive(tab, at)),
        2 => index().prop_map(Step::Resume),
        3 => Just(Step::Settle),
        2 => (any::<bool>(), index(), 0..5u8).prop_map(|(local, key, how)| Step::Damage(local, key, how)),
    ]
}

/// The same, with stores that are emptied now and then.
fn step_or_emptied() -> impl Strategy<Value = Step> {
    prop_oneof![12 => step(), 1 => any::<(bool, bool)>().prop_map(|(local, indexed)| Step::Empty(local, indexed))]
}

struct Life {
    browser: Browser,
    /// Whether anything was damaged so far.
    was_damaged: bool,
    /// What the stores held when it was checked the last time, in short.
    checked: (usize, usize),
}

impl Life {
    fn tab(&self, index: Index) -> usize {
        index.index(self.browser.tabs.len())
    }

    fn record(&self, tab: usize, index: Index) -> Option<pocket_pmo::domain::id::Id> {
        let mut ids: Vec<_> = self.browser.tabs[tab].portfolio.every().map(|record| record.meta().id).collect();
        ids.sort_unstable();
        (!ids.is_empty()).then(|| ids[index.index(ids.len())])
    }

    fn mend(&mut self) {
        let browser = &mut self.browser;
        (browser.local_blocked, browser.indexed_blocked, browser.quota, browser.fail_at) =
            (false, false, 5_242_880, None);
        for tab in 0..browser.tabs.len() {
            // The browser's timer for opening the database again.
            browser.reopen(tab);
        }
        browser.settle();
        for tab in 0..browser.tabs.len() {
            browser.event(tab, Event::Resumed);
        }
        browser.settle();
        // What failed is tried again after a while.
        browser.now += 600_000;
        for tab in 0..browser.tabs.len() {
            browser.event(tab, Event::Tick);
        }
        browser.settle();
    }

    fn reopen_if_empty(&mut self) {
        if self.browser.tabs.is_empty() {
            self.browser.open();
        }
    }

    fn take(&mut self, step: Step) {
        self.reopen_if_empty();
        match step {
            Step::Add(tab) => drop(self.browser.add_person(self.tab(tab), "Ada")),
            Step::AddForeign(tab) => drop(self.browser.add_foreign(self.tab(tab))),
            Step::Bulk(tab) => {
                let tab = self.tab(tab);
                if !self.browser.indexed_blocked && self.browser.quota > 0 && !self.browser.tabs[tab].wants_reopen {
                    self.browser.add_people(tab, 129);
                }
            }
            Step::Rename(tab, id, name) => {
                let tab = self.tab(tab);
                let is_person = |id: &pocket_pmo::domain::id::Id| {
                    self.browser.tabs[tab].portfolio.get::<pocket_pmo::domain::records::Person>(*id).is_some()
                };
                if let Some(id) = self.record(tab, id).filter(is_person) {
                    self.browser.rename(tab, id, &name);
                }
            }
            Step::SetUnknown(tab, id, number) => {
                let tab = self.tab(tab);
                if let Some(id) = self.record(tab, id) {
                    self.browser.set(tab, id, FieldKey::Named("probability".into()), Value::Int(number));
                }
            }
            Step::Delete(tab, id) => {
                let tab = self.tab(tab);
                if let Some(id) = self.record(tab, id) {
                    self.browser.delete(tab, id);
                }
            }
            Step::Work(tab, count) => {
                let tab = self.tab(tab);
                for _ in 0..count {
                    self.browser.work(tab);
                }
            }
            Step::Deliver(tab) => drop(self.browser.deliver(self.tab(tab))),
            Step::LoseMessages(tab) => {
                let tab = self.tab(tab);
                self.browser.tabs[tab].inbox.clear();
            }
            Step::Shuffle(tab) => {
                let tab = self.tab(tab);
                self.browser.tabs[tab].inbox.make_contiguous().reverse();
            }
            Step::Open => {
                if self.browser.tabs.len() < 3 {
                    self.browser.open();
                }
            }
            Step::KillTab(tab) => self.browser.kill(self.tab(tab)),
            Step::KillBrowser(lost) => self.browser.kill_all(usize::from(lost)),
            Step::FailNext(at, why) => {
                let why = [Refusal::Full, Refusal::Blocked, Refusal::Lost][usize::from(why)];
                self.browser.fail_at = Some((self.browser.calls + usize::from(at), why));
            }
            Step::Lose(tab) => {
                let tab = self.tab(tab);
                self.browser.tabs[tab].jobs.clear();
                self.browser.event(tab, Event::ConnectionLost);
            }
            Step::Block(local, indexed) => {
                (self.browser.local_blocked, self.browser.indexed_blocked) = (local, indexed)
            }
            Step::Quota(full) => self.browser.quota = if full { 0 } else { 5_242_880 },
            Step::Compact => {
                self.browser.now += 3_600_000;
                self.browser.tabs[0].machine.ask_for_snapshot();
                self.browser.event(0, Event::Idle { leader: true });
            }
            Step::Archive(tab, at) => {
                let tab = self.tab(tab);
                let times: Vec<i64> = self.browser.made_at.values().copied().collect();
                if !times.is_empty() {
                    self.browser.archive(tab, times[at.index(times.len())]);
                }
            }
            Step::Resume(tab) => {
                let tab = self.tab(tab);
                self.browser.event(tab, Event::Resumed);
            }
            Step::Settle => self.mend(),
            Step::Empty(local, indexed) => self.empty(local, indexed),
            Step::Damage(local, key, how) => self.damage(local, key, how),
        }
    }

    /// All tabs show the same before, as those do that hear each other: what only one of them knows, only that one can write
    /// again.
    fn empty(&mut self, local: bool, indexed: bool) {
        self.mend();
        // A tab without the database may lack what only that has.
        if self.browser.tabs.iter().any(|tab| tab.is_blind || tab.is_to_reload) {
            return;
        }
        if local {
            self.browser.local.clear();
            self.browser.local_log.clear();
        }
        if indexed {
            self.browser.indexed.clear();
        }
        self.browser.changes += 1;
        // What is not noticed yet is not in the stores: the tab that was there before is not killed meanwhile.
        for tab in 0..self.browser.tabs.len() {
            self.browser.event(tab, Event::Tick);
        }
        self.browser.settle();
        self.browser.check();
    }

    fn damage(&mut self, local: bool, key: Index, how: u8) {
        // Both stores hold everything once a tab was opened with both of them in order.
        self.mend();
        self.browser.tabs.clear();
        self.browser.open();
        self.browser.settle();
        self.browser.now += 3_600_000;
        self.browser.event(0, Event::Idle { leader: true });
        self.browser.settle();
        self.browser.tabs.clear();
        let store = if local { &mut self.browser.local } else { &mut self.browser.indexed };
        if store.is_empty() {
            return;
        }
        let key = store.keys().nth(key.index(store.len())).unwrap().clone();
        let text = store[&key].clone();
        match how {
            0 => drop(store.insert(key, text.chars().take(text.chars().count() / 2).collect())),
            1 => drop(store.insert(key, text.replacen('a', "b", 1) + "c")),
            2 => drop(store.insert(key, "{}".into())),
            3 => drop(store.remove(&key)),
            _ => store.clear(),
        }
        self.was_damaged = true;
        self.browser.changes += 1;
        self.browser.local_log.clear();
        // What is damaged is mended by the next tab before anything else happens: damage strikes one store at a time.
        self.browser.check();
        self.browser.open();
        self.mend();
    }

    /// Whatever happened: what is loaded is a state made of whole transactions, with all that was shown as Saved.
    fn check(&mut self) {
        let now = (self.browser.changes, self.browser.acknowledged.len());
        // A blocked store cannot show what it has.
        if self.checked != now && !self.browser.indexed_blocked && !self.browser.local_blocked {
            self.browser.check();
            self.checked = now;
        }
    }
}

fn live(steps: Vec<Step>) {
    let mut life = Life { browser: Browser::new(), was_damaged: false, checked: (0, 0) };
    life.browser.open();
    for step in steps {
        life.take(step);
        life.check();
    }
    life.reopen_if_empty();
    life.mend();
    // I13: all tabs are equal, equal to what is stored, and everything on the screen is saved.
    let loaded = life.browser.check();
    // A tab that was loaded without the database is made whole by the history, or is advised to be loaded anew. Where the
    // history is damaged too, nothing tells it.
    life.browser.tabs.retain(|tab| !(tab.is_to_reload || tab.is_blind && life.was_damaged));
    life.reopen_if_empty();
    life.mend();
    let screens: BTreeSet<String> = life.browser.tabs.iter().map(|tab| picture(&tab.portfolio)).collect();
    for screen in &screens {
        assert_same(screen, &picture(&loaded.portfolio), "a tab differs from what is stored");
    }
    for tab in &life.browser.tabs {
        assert_eq!(tab.machine.status().words(), "Saved");
        let own: Vec<TransactionKey> = life.browser.made.keys().filter(|key| key.0 == tab.writer).copied().collect();
        assert!(own.iter().all(|(writer, seq)| holds(&loaded.portfolio, *writer, *seq)));
    }
}

/// Lives of five kinds, so that both processors have something to do: 12,500 in all, always the same ones. `make model` lives
/// more of them, and others each time.
const LIVES: u32 = 2_500;

macro_rules! lives {
    ($($name:ident: $seed:expr, $step:ident, $steps:expr;)*) => {$(
        proptest! {
            #![proptest_config(support::cases_from(LIVES, $seed))]
            #[test]
            fn $name(steps in proptest::collection::vec($step(), $steps)) {
                live(steps);
            }
        }
    )*};
}

lives! {
    nothing_that_was_shown_as_saved_is_ever_lost: 1, step, 1..20;
    nothing_is_lost_in_a_long_life_either: 2, step, 20..60;
    nothing_is_lost_in_other_lives: 3, step, 10..30;
    nothing_is_lost_in_yet_other_lives: 4, step, 10..30;
    nothing_is_lost_where_stores_are_emptied_under_open_tabs: 5, step_or_emptied, 5..25;
}
