//! Every path through the stores, call by call: the N-th call fails, for every N, and the browser dies at the N-th call, for
//! every N. Each time what is found is the state before or the state after (I5), nothing that was shown as Saved is missing
//! (I1), and loading writes nothing (I2). Numbers of faults are those of docs/storage.md.

use crate::support;

use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::status::Refusal;
use support::fault_store::{Browser, assert_same, picture};

/// A path: how things stand before, and what is done.
struct Path {
    name: &'static str,
    before: fn() -> Browser,
    act: fn(&mut Browser),
}

fn empty() -> Browser {
    let mut browser = Browser::new();
    browser.open();
    browser
}

fn with_people() -> Browser {
    let mut browser = empty();
    browser.add_people(0, 130);
    browser.add_person(0, "Ada");
    browser.settle();
    browser
}

fn with_snapshots() -> Browser {
    let mut browser = with_people();
    browser.compact();
    browser.add_person(0, "Grace");
    browser.settle();
    browser.compact();
    browser.add_person(0, "Joan");
    browser.settle();
    browser
}

fn without_database() -> Browser {
    let mut browser = Browser::new();
    browser.indexed_blocked = true;
    browser.open();
    browser.add_people(0, 130);
    browser.settle();
    browser.indexed_blocked = false;
    browser
}

fn database_gone() -> Browser {
    let mut browser = with_snapshots();
    browser.tabs.clear();
    browser.indexed.clear();
    browser
}

fn local_storage_gone() -> Browser {
    let mut browser = with_snapshots();
    browser.tabs.clear();
    browser.local.clear();
    browser
}

fn one_damaged() -> Browser {
    let mut browser = with_snapshots();
    browser.tabs.clear();
    for (part, store) in [("/j/", true), ("/c/", false), ("/m.", true)] {
        let store = if store { &mut browser.local } else { &mut browser.indexed };
        let text = store.iter_mut().find(|(key, _)| key.contains(part)).unwrap().1;
        text.push('~');
    }
    browser
}

/// Written by an older version, which is to be migrated: its header says so, its content is the same.
fn of_an_older_version() -> Browser {
    let mut browser = with_snapshots();
    browser.tabs.clear();
    for store in [&mut browser.local, &mut browser.indexed] {
        for (_, text) in store.iter_mut().filter(|(key, _)| key.contains("/j/")) {
            *text = support::restamped(text, 0);
        }
    }
    browser
}

fn crowded() -> Browser {
    let mut browser = with_snapshots();
    browser.tabs.clear();
    browser.local.insert("another/app".into(), "x".repeat(4_000_000));
    browser.open();
    browser.settle();
    browser
}

fn edit(browser: &mut Browser) {
    let ada = browser.add_person(0, "Ada");
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.delete(0, ada);
    browser.settle();
}

fn bulk(browser: &mut Browser) {
    browser.add_people(0, 300);
    browser.settle();
}

fn compact(browser: &mut Browser) {
    browser.compact();
}

fn open(browser: &mut Browser) {
    browser.open();
    browser.settle();
    browser.compact();
}

fn reopen(browser: &mut Browser) {
    browser.tabs[0].wants_reopen = true;
    browser.settle();
    browser.compact();
}

fn idle(browser: &mut Browser) {
    browser.now += 3_600_000;
    browser.event(0, Event::Idle { leader: true });
    browser.settle();
}

fn archive(browser: &mut Browser) {
    let times: Vec<i64> = browser.made_at.values().copied().collect();
    browser.archive(0, times[1]);
    browser.settle();
}

const PATHS: &[Path] = &[
    Path { name: "an edit", before: empty, act: edit },
    Path { name: "an edit after snapshots", before: with_snapshots, act: edit },
    Path { name: "bulk", before: empty, act: bulk },
    Path { name: "bulk after snapshots", before: with_snapshots, act: bulk },
    Path { name: "the first snapshot", before: with_people, act: compact },
    Path { name: "a later snapshot, and tidying", before: with_snapshots, act: compact },
    Path { name: "the database comes back", before: without_database, act: reopen },
    Path { name: "loading without what the database had", before: database_gone, act: open },
    Path { name: "loading without what local storage had", before: local_storage_gone, act: open },
    Path { name: "loading damaged records", before: one_damaged, act: open },
    Path { name: "migration", before: of_an_older_version, act: open },
    Path { name: "history is archived", before: with_snapshots, act: archive },
    Path { name: "chunks leave a crowded local storage", before: crowded, act: idle },
];

/// How many calls to the stores the path takes.
fn calls(path: &Path) -> usize {
    let mut browser = (path.before)();
    let before = browser.calls;
    (path.act)(&mut browser);
    browser.check();
    let calls = browser.calls - before;
    assert!(calls >= 3, "{}: {calls} calls", path.name);
    calls
}

/// F1, F2, F18, F19: the N-th call of every path is refused, for every N and for every reason.
#[test]
fn the_nth_call_of_every_path_may_be_refused() {
    for path in PATHS {
        for at in 1..=calls(path) {
            for why in [Refusal::Full, Refusal::Blocked, Refusal::Lost] {
                let mut browser = (path.before)();
                browser.fail_at = Some((browser.calls + at, why));
                (path.act)(&mut browser);
                let what = format!("{}, call {at}, {why:?}", path.name);
                let shown = picture(&browser.tabs[0].portfolio);
                assert_same(&picture(&browser.check().portfolio), &shown, &what);
                assert_eq!(browser.tabs[0].machine.status().words(), "Saved", "{what}");
                assert!(browser.acknowledged.len() == browser.made.len(), "{what}");
                // And the next tab finds the same, and can go on.
                browser.kill_all(0);
                browser.open();
                browser.settle();
                browser.compact();
                assert_same(&picture(&browser.check().portfolio), &shown, &what);
            }
        }
    }
}

/// F25, I5: the browser dies at the N-th call of every path, for every N. Local storage keeps everything, or forgets the
/// latest changes.
#[test]
fn the_browser_may_die_at_every_call_of_every_path() {
    for path in PATHS {
        for at in 1..=calls(path) + 1 {
            for forgotten in [0, 2, 1_000] {
                let mut browser = (path.before)();
                // What was settled before is on disk.
                browser.local_log.clear();
                browser.dead_from = Some(browser.calls + at);
                (path.act)(&mut browser);
                browser.kill_all(forgotten);
                let found = picture(&browser.check().portfolio);
                browser.open();
                browser.settle();
                browser.compact();
                let what = format!("{}, dead at call {at}, {forgotten} forgotten", path.name);
                assert_same(&picture(&browser.check().portfolio), &found, &what);
            }
        }
    }
}
