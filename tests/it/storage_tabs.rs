//! Several tabs of one browser that die, freeze, hear nothing or see an old copy of local storage. Numbers of faults are those
//! of docs/storage.md.

use crate::support;

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

/// What of both stores is emptied under an open tab.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Emptied {
    Local,
    Indexed,
    Both,
}

impl Emptied {
    const ALL: [Self; 3] = [Self::Local, Self::Indexed, Self::Both];

    fn strike(self, browser: &mut Browser) {
        if self != Self::Local {
            browser.indexed.clear();
        }
        if self != Self::Indexed {
            browser.local.clear();
            browser.local_log.clear();
        }
    }
}

/// Everything that tab shows stands in each store alone, with its history in the database.
fn stands_in_both(browser: &mut Browser, tab: usize, what: &str) {
    let shown = picture(&browser.tabs[tab].portfolio);
    let history = browser.tabs[tab].history.len();
    browser.tabs.clear();
    let local = browser.local.clone();
    let loaded = browser.check();
    assert_same(&picture(&loaded.portfolio), &shown, &format!("{what}: loaded"));
    browser.local.clear();
    let loaded = browser.check();
    assert_same(&picture(&loaded.portfolio), &shown, &format!("{what}: the database alone"));
    assert_eq!(loaded.transactions.len(), history, "{what}: the history");
    browser.local = local;
    browser.indexed.clear();
    assert_same(&picture(&browser.check().portfolio), &shown, &format!("{what}: local storage alone"));
}

/// F20 in the middle of a session, and F24: a store is emptied under an open tab, or both are. What is on the screen is
/// written again as a whole before anything is called Saved: at the next edit, when the page comes back into sight, or when
/// some time has passed; by the tab that notices, also where the leading one is hidden.
#[test]
fn stores_emptied_under_an_open_tab_are_filled_again() {
    for emptied in Emptied::ALL {
        for snapshots in 0..3 {
            for touch in ["edit", "sight", "time", "an edit while the leading tab is hidden"] {
                let what = format!("{emptied:?}, {snapshots} snapshots, {touch}");
                let mut browser = Browser::new();
                browser.open();
                let ada = browser.add_person(0, "Ada");
                browser.add_people(0, 130);
                browser.settle();
                for _ in 0..snapshots {
                    browser.compact();
                }
                let tab = usize::from(touch.contains("hidden"));
                if tab == 1 {
                    browser.open();
                }
                browser.settle();
                emptied.strike(&mut browser);
                match touch {
                    "sight" => browser.event(0, Event::Resumed),
                    "time" => browser.event(0, Event::Tick),
                    _ => browser.rename(tab, ada, "Ada Lovelace"),
                }
                // Saved is never said before everything stands.
                for _ in 0..1_000 {
                    let is_saved = browser.tabs[tab].machine.status().words() == "Saved";
                    if is_saved && touch != "sight" && touch != "time" {
                        assert_eq!(browser.tabs[tab].emptied, [false, true], "{what}: Saved too early");
                    }
                    if !browser.work(tab) {
                        break;
                    }
                }
                browser.settle_alone(tab);
                assert_eq!(browser.tabs[tab].emptied, [false, true], "{what}");
                assert_eq!(browser.tabs[tab].machine.status().words(), "Saved", "{what}");
                stands_in_both(&mut browser, tab, &what);
            }
        }
    }
}

/// A tab that has only watched others notices too: it was open before there was anything.
#[test]
fn a_tab_that_only_watched_others_writes_everything_anew() {
    for emptied in Emptied::ALL {
        let mut browser = Browser::new();
        browser.open();
        browser.open();
        browser.add_people(1, 130);
        browser.add_person(1, "Ada");
        browser.settle();
        browser.kill(1);
        emptied.strike(&mut browser);
        browser.event(0, Event::Tick);
        browser.settle();
        assert_eq!(browser.tabs[0].emptied, [false, true], "{emptied:?}");
        stands_in_both(&mut browser, 0, "watched");
    }
}

/// The same where local storage has no room for the portfolio, so that it stands in the database alone.
#[test]
fn a_portfolio_that_stands_in_the_database_alone_is_written_anew_when_that_is_emptied() {
    let mut browser = Browser::new();
    browser.local.insert("of another page".into(), "x".repeat(4_000_000));
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.add_people(0, 300);
    browser.settle();
    browser.compact();
    browser.compact();
    assert!(!browser.local.keys().any(|key| key.contains("/c/")), "no part of it stands in local storage");
    for round in 0..3 {
        browser.indexed.clear();
        browser.rename(0, ada, &format!("Ada {round}"));
        browser.settle();
        assert_eq!(browser.tabs[0].machine.status().words(), "Saved");
        let shown = picture(&browser.tabs[0].portfolio);
        assert_same(&picture(&browser.check().portfolio), &shown, "loaded");
    }
}

/// Two tabs notice at once, and a third one was making a snapshot on top of what is gone.
#[test]
fn tabs_that_write_everything_anew_at_once_do_not_meet() {
    for jobs in 0..40 {
        let mut browser = Browser::new();
        for _ in 0..3 {
            browser.open();
        }
        let ada = browser.add_person(0, "Ada");
        browser.add_people(1, 200);
        browser.settle();
        browser.compact();
        browser.compact();
        browser.rename(2, ada, "Ada Lovelace");
        browser.settle();
        browser.now += 3_600_000;
        browser.tabs[0].machine.ask_for_snapshot();
        browser.event(0, Event::Idle { leader: true });
        for _ in 0..jobs % 8 {
            browser.work(0);
        }
        Emptied::Both.strike(&mut browser);
        browser.event(1, Event::Tick);
        browser.event(2, Event::Tick);
        for step in 0..jobs {
            browser.work(mix(step as u64 + jobs as u64) as usize % 3);
        }
        rest(&mut browser);
        browser.compact();
        browser.compact();
        rest(&mut browser);
        let shown = screens(&browser);
        assert_eq!(shown.len(), 1);
        assert!(browser.tabs.iter().all(|tab| tab.machine.status().words() == "Saved"));
        stands_in_both(&mut browser, 0, &format!("after {jobs} jobs"));
    }
}

/// A full disk: everything is gone, and nothing can be written. It is said, and tried until there is room.
#[test]
fn what_cannot_be_written_anew_is_not_called_saved() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.add_people(0, 130);
    browser.settle();
    browser.compact();
    Emptied::Both.strike(&mut browser);
    browser.quota = 0;
    browser.indexed_blocked = true;
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    assert!(
        browser.tabs[0].machine.status().words().starts_with("Not saved"),
        "{:?}",
        browser.tabs[0].machine.status()
    );
    assert!(browser.indexed.is_empty() && browser.local.is_empty());
    (browser.quota, browser.indexed_blocked) = (5_242_880, false);
    browser.settle();
    assert_eq!(browser.tabs[0].machine.status().words(), "Saved");
    assert_eq!(browser.tabs[0].emptied.last(), Some(&true));
    stands_in_both(&mut browser, 0, "with room again");
}

/// Without a database local storage is all there is; what waits for the database is put there once more.
#[test]
fn local_storage_emptied_without_a_database_is_filled_again() {
    let mut browser = Browser::new();
    browser.indexed_blocked = true;
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.tabs.clear();
    browser.open();
    Emptied::Local.strike(&mut browser);
    browser.rename(0, ada, "Countess of Lovelace");
    browser.settle();
    assert_eq!(browser.tabs[0].machine.status().words(), "Saved in this browser, not yet confirmed");
    assert_eq!(browser.tabs[0].emptied, [false, true]);
    let shown = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    assert_same(&picture(&browser.load().portfolio), &shown, "local storage alone");
}
