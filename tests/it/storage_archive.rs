//! Archiving history: what leaves the stores is what the file holds and nothing else, not before two snapshots say so, and
//! what is left says from when on it is whole.

use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::keys::Key;
use pocket_pmo::storage::manifest::Manifest;
use std::collections::BTreeSet;
use support::fault_store::{Browser, TransactionKey, WORKSPACE, assert_same, picture};

/// A life of some length: bulk, edits in two tabs, two snapshots. And when its middle was.
fn lived() -> (Browser, i64) {
    let mut browser = Browser::new();
    browser.open();
    browser.open();
    browser.add_people(0, 300);
    let ada = browser.add_person(0, "Ada");
    browser.settle();
    browser.rename(1, ada, "Ada Lovelace");
    browser.settle();
    let middle = browser.now;
    browser.now += 86_400_000;
    let grace = browser.add_person(1, "Grace");
    browser.settle();
    browser.rename(0, grace, "Grace Hopper");
    browser.rename(0, ada, "Countess of Lovelace");
    browser.settle();
    browser.compact();
    browser.compact();
    (browser, middle)
}

fn journal_of(browser: &Browser) -> BTreeSet<TransactionKey> {
    let keys = browser.indexed.keys().chain(browser.local.keys());
    let own = keys.filter_map(|key| match Key::parse(key, WORKSPACE) {
        Some(Key::Journal(writer, seq) | Key::Part(writer, seq, _)) => Some((writer, seq)),
        _ => None,
    });
    own.collect()
}

#[test]
fn what_the_file_holds_goes_and_the_portfolio_stays() {
    // Asked for in the tab that makes the snapshots, and in another one.
    for tab in [0, 1] {
        let (mut browser, middle) = lived();
        let shown = picture(&browser.tabs[0].portfolio);
        let file = browser.archive(tab, middle);
        assert_eq!(file.len(), 3);
        assert_eq!(journal_of(&browser).len(), 6, "nothing goes at once");
        browser.settle();
        let left: BTreeSet<TransactionKey> = browser.made.keys().copied().filter(|key| !file.contains(key)).collect();
        assert_eq!(journal_of(&browser), left);
        for own in &browser.tabs {
            assert_eq!(own.history_from, middle as u64, "every tab is told");
            assert!(!own.is_to_reload);
        }
        let loaded = browser.check();
        assert_same(&picture(&loaded.portfolio), &shown, "after archiving");
        assert_eq!(loaded.transactions.len(), 3);
        assert_eq!(loaded.history.unknown_until(), Some(Moment(middle)));
        assert_eq!(loaded.history.gaps.archived.count, 3);
        assert_eq!(loaded.history.sizes.all().0, 3);
        // It goes on as before, and says so ever after.
        browser.kill_all(1_000);
        browser.open();
        browser.add_person(0, "Joan");
        browser.settle();
        browser.compact();
        browser.compact();
        assert_eq!(browser.check().history.unknown_until(), Some(Moment(middle)));
    }
}

#[test]
fn nothing_goes_before_two_manifests_say_so_and_what_did_not_go_is_still_there() {
    let (mut browser, middle) = lived();
    browser.archive(0, middle);
    let says = |browser: &Browser| {
        let manifests =
            [0, 1].map(|slot| Manifest::open(&browser.indexed[&Key::Manifest(slot).of(WORKSPACE)]).unwrap());
        manifests.iter().filter(|own| own.gaps.archived.until == middle as u64).count()
    };
    let mut seen = BTreeSet::new();
    loop {
        let (all_there, by) = (journal_of(&browser).len() == 6, says(&browser));
        seen.insert((by, all_there));
        assert!(all_there || by == 2, "{by} manifests say so");
        if !all_there {
            break;
        }
        let wants_idle = std::mem::take(&mut browser.tabs[0].wants_idle);
        if !browser.work(0) && wants_idle {
            browser.event(0, Event::Idle { leader: true });
        }
        // The browser may end here, and forget the request: whatever has not gone is history as before.
        let loaded = browser.check();
        assert_eq!(loaded.transactions.len(), journal_of(&browser).len());
        assert_eq!(loaded.history.unknown_until(), (says(&browser) > 0).then_some(Moment(middle)));
    }
    assert_eq!(seen, [(0, true), (1, true), (2, true), (2, false)].into());
}

#[test]
fn without_local_storage_nothing_goes() {
    let (mut browser, middle) = lived();
    browser.local_blocked = true;
    browser.archive(0, middle);
    browser.settle();
    browser.compact();
    assert_eq!(journal_of(&browser).len(), 6);
    assert_eq!(browser.tabs[0].history_from, 0);
    // Once it answers again, it goes.
    browser.local_blocked = false;
    browser.compact();
    browser.compact();
    assert_eq!(journal_of(&browser).len(), 3);
    browser.check();
}

#[test]
fn a_tab_that_never_met_what_was_archived_is_advised_to_load_anew() {
    let (mut browser, _) = lived();
    browser.tabs[1].inbox.clear();
    browser.deaf = true;
    let joan = browser.add_person(0, "Joan");
    browser.rename(0, joan, "Joan Clarke");
    browser.work(0);
    while browser.work(0) {}
    let until = browser.now;
    browser.archive(0, until);
    for _ in 0..400 {
        if std::mem::take(&mut browser.tabs[0].wants_idle) {
            browser.event(0, Event::Idle { leader: true });
        }
        browser.work(0);
    }
    assert!(journal_of(&browser).is_empty());
    browser.event(1, Event::Resumed);
    browser.settle();
    assert!(browser.tabs[1].is_to_reload && !browser.tabs[0].is_to_reload);
}
