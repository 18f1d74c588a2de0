//! Several tabs of one browser that die, freeze, hear nothing or see an old copy of local storage. Numbers of faults are those
//! of docs/storage.md.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Helpers of tests may panic.

mod support;

use pocket_pmo::storage::effect::Event;
use std::collections::BTreeSet;
use support::fault_store::{Browser, assert_same, picture};
use support::values::mix;

fn screens(browser: &Browser) -> BTreeSet<String> {
    browser.tabs.iter().map(|tab| picture(&tab.portfolio)).collect()
}

/// Everything comes to rest, and messages that were missed are caught up with.
fn rest(browser: &mut Browser) {
    browser.settle();
    for tab in 0..browser.tabs.len() {
        browser.event(tab, Event::Resumed);
    }
    browser.settle();
}

/// F34: five tabs edit at once; tabs are killed and opened at random, and now and then messages get lost.
#[test]
fn five_tabs_with_random_kills_lose_nothing() {
    for life in 0..40u64 {
        let mut browser = Browser::new();
        for _ in 0..5 {
            browser.open();
        }
        let ada = browser.add_person(0, "Ada");
        browser.settle();
        for step in 0..120u64 {
            let chance = mix(life << 20 | step);
            let tab = (chance >> 8) as usize % browser.tabs.len();
            match chance % 16 {
                0..=4 => drop(browser.add_person(tab, &format!("Person {step}"))),
                5..=6 if browser.tabs[tab].portfolio.record(ada).is_some() => {
                    browser.rename(tab, ada, &format!("Ada {step}"));
                }
                7..=10 => drop(browser.work(tab)),
                11..=12 => drop(browser.deliver(tab)),
                13 => {
                    browser.kill(tab);
                    browser.open();
                }
                14 => browser.deaf = chance & 64 != 0,
                _ => {
                    browser.now += 600_000;
                    browser.tabs[0].machine.ask_for_snapshot();
                    browser.event(0, Event::Idle { leader: true });
                }
            }
        }
        browser.deaf = false;
        rest(&mut browser);
        let stored = picture(&browser.check().portfolio);
        assert_eq!(browser.tabs.len(), 5);
        assert_eq!(screens(&browser), [stored].into(), "life {life}");
        assert!(browser.tabs.iter().all(|tab| tab.machine.status().words() == "Saved"));
    }
}

/// F35: the leader is killed at every moment of a snapshot; the next tab takes over and finishes one of its own.
#[test]
fn the_leader_may_be_killed_at_any_moment_of_a_snapshot() {
    let mut is_over = false;
    for jobs in 0..60 {
        let mut browser = Browser::new();
        for _ in 0..3 {
            browser.open();
        }
        browser.add_people(1, 200);
        browser.settle();
        browser.compact();
        browser.add_person(2, "Ada");
        browser.settle();
        browser.now += 3_600_000;
        browser.tabs[0].machine.ask_for_snapshot();
        browser.event(0, Event::Idle { leader: true });
        for _ in 0..jobs {
            is_over = !browser.work(0);
            if browser.tabs[0].wants_idle {
                browser.tabs[0].wants_idle = false;
                browser.event(0, Event::Idle { leader: true });
            }
        }
        browser.kill(0);
        browser.check();
        // The edit of another tab meanwhile is in no snapshot of the dead one.
        browser.add_person(0, "Grace");
        browser.settle();
        browser.compact();
        browser.compact();
        let loaded = browser.check();
        assert!(loaded.repairs.is_empty() && loaded.set_aside.is_empty(), "{:?}", loaded.repairs);
        assert_eq!(screens(&browser), [picture(&loaded.portfolio)].into(), "killed after {jobs} jobs");
        assert_eq!(loaded.portfolio.len(), 202);
        // Nothing is left over of what the dead one had begun, or it is tidied away by the snapshots after it.
        let chunks = browser.indexed.keys().filter(|key| key.contains("/c/")).count();
        assert!(chunks <= 6, "{chunks} chunks");
        browser.local.clear();
        assert_same(&picture(&browser.load().portfolio), &picture(&browser.tabs[0].portfolio), "the database alone");
    }
    assert!(is_over, "the last of them had finished");
}

/// F29, F30: a tab is frozen while others edit, snapshot and tidy twice; it comes back and has missed every message.
#[test]
fn a_frozen_tab_catches_up_when_it_comes_back() {
    let mut browser = Browser::new();
    browser.open();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.settle();
    browser.deaf = true;
    // Its own latest edit is still on its way when it freezes.
    browser.rename(1, ada, "Ada of the frozen tab");
    for round in 0..3 {
        browser.add_people(0, 130);
        browser.rename(0, ada, &format!("Ada {round}"));
        while browser.work(0) {}
        browser.now += 600_000;
        browser.tabs[0].machine.ask_for_snapshot();
        browser.event(0, Event::Idle { leader: true });
        while browser.work(0) {
            if std::mem::take(&mut browser.tabs[0].wants_idle) {
                browser.event(0, Event::Idle { leader: true });
            }
        }
    }
    browser.deaf = false;
    rest(&mut browser);
    let loaded = browser.check();
    assert_eq!(screens(&browser), [picture(&loaded.portfolio)].into());
    assert_eq!(loaded.portfolio.len(), 391);
}

/// F13: a tab sees an old copy of local storage, as processes do that have not heard of each other yet.
#[test]
fn a_stale_copy_of_local_storage_hides_nothing_and_destroys_nothing() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.add_people(0, 130);
    browser.settle();
    browser.compact();
    let old = browser.local.clone();
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.compact();
    browser.rename(0, ada, "Countess of Lovelace");
    browser.settle();
    browser.tabs.clear();
    browser.stale_local = Some(old);
    browser.open();
    browser.add_person(0, "Grace");
    browser.settle();
    for _ in 0..3 {
        browser.compact();
        browser.add_person(0, "Joan");
        browser.settle();
    }
    let shown = picture(&browser.tabs[0].portfolio);
    browser.stale_local = None;
    let loaded = browser.check();
    assert!(loaded.set_aside.is_empty() && loaded.repairs.is_empty());
    assert_same(&picture(&loaded.portfolio), &shown, "loaded");
    browser.tabs.clear();
    browser.indexed.retain(|key, _| !key.contains("/j/"));
    browser.acknowledged.clear();
    assert_same(&picture(&browser.load().portfolio), &shown, "snapshot and local storage alone");
}

/// F20 in the middle of a session, and F24: the database is emptied under an open tab, or both stores are. What is on the
/// screen is written again as a whole by the next snapshot.
#[test]
fn stores_emptied_under_an_open_tab_are_filled_again() {
    for both in [false, true] {
        let mut browser = Browser::new();
        browser.open();
        let ada = browser.add_person(0, "Ada");
        browser.add_people(0, 130);
        browser.settle();
        browser.compact();
        browser.compact();
        browser.indexed.clear();
        if both {
            browser.local.clear();
        }
        browser.rename(0, ada, "Ada Lovelace");
        browser.settle();
        assert_eq!(browser.tabs[0].machine.status().words(), "Saved");
        browser.compact();
        let shown = picture(&browser.tabs[0].portfolio);
        browser.tabs.clear();
        assert_same(&picture(&browser.check().portfolio), &shown, "loaded");
        browser.local.clear();
        assert_same(&picture(&browser.check().portfolio), &shown, "the database alone");
    }
}
