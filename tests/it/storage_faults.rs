//! Faults one by one: calls that fail, records that are cut, changed, foreign or gone, tabs and browsers that die, clocks and
//! versions that do not agree. Numbers are those of the list of faults in docs/storage.md.

use crate::support;

use pocket_pmo::domain::record::FieldKey;
use pocket_pmo::domain::value::Value;
use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::load::{Repair, missing_words};
use pocket_pmo::storage::status::Refusal;
use support::fault_store::{Browser, Store, WORKSPACE, assert_same, picture};

/// A short life with edits, bulk, two snapshots and edits after them. Everything is acknowledged.
fn lived() -> Browser {
    let mut browser = Browser::new();
    browser.open();
    live(&mut browser);
    browser.settle();
    browser.compact();
    browser.compact();
    let grace = browser.add_person(0, "Grace");
    browser.rename(0, grace, "Grace Hopper");
    browser.settle();
    browser
}

fn live(browser: &mut Browser) {
    let ada = browser.add_person(0, "Ada");
    browser.rename(0, ada, "Ada Lovelace");
    browser.add_people(0, 130);
    let foreign = browser.add_foreign(0);
    browser.settle();
    browser.compact();
    browser.set(0, foreign, FieldKey::Named("text".into()), Value::text("Thin ice"));
    browser.rename(0, ada, "Countess of Lovelace");
    browser.settle();
    browser.compact();
    browser.delete(0, ada);
    browser.settle();
}

// ------------------------------------------------------------------------------------------------ calls that fail

/// F1, F2, F18, F19, F25: the N-th call to either store fails, for every N; then the tab goes on, and another is opened.
#[test]
fn any_one_call_may_fail() {
    let mut whole = Browser::new();
    whole.open();
    live(&mut whole);
    let calls = whole.calls;
    assert!(calls > 40, "{calls}");
    for why in [Refusal::Full, Refusal::Blocked, Refusal::Lost] {
        for at in 1..=calls {
            let mut browser = Browser::new();
            browser.fail_at = Some((at, why));
            browser.open();
            live(&mut browser);
            assert_eq!(browser.tabs[0].machine.status().words(), "Saved", "call {at}");
            assert_eq!(browser.acknowledged.len(), browser.made.len(), "call {at}");
            let loaded = browser.check();
            assert_same(&picture(&loaded.portfolio), &picture(&browser.tabs[0].portfolio), "after a failed call");
        }
    }
}

/// F25: the tab dies after every call, and the browser does.
#[test]
fn a_tab_or_browser_may_die_between_any_two_calls() {
    for local_lost in [0, 3, 1_000] {
        for jobs in 0..60 {
            let mut browser = Browser::new();
            browser.open();
            let ada = browser.add_person(0, "Ada");
            browser.add_people(0, 130);
            browser.tabs[0].machine.ask_for_snapshot();
            for _ in 0..jobs {
                browser.work(0);
                if browser.tabs[0].jobs.is_empty() {
                    browser.now += 600_000;
                    browser.event(0, Event::Idle { leader: true });
                    if browser.tabs[0].jobs.is_empty() && browser.made.len() < 9 {
                        browser.rename(0, ada, &format!("Ada {}", browser.made.len()));
                        browser.tabs[0].machine.ask_for_snapshot();
                    }
                }
            }
            browser.kill_all(local_lost);
            browser.check();
            // And the next tab heals what is left.
            browser.open();
            browser.settle();
            browser.compact();
            browser.check();
        }
    }
}

// ------------------------------------------------------------------------------------------------ damage

type Damage = fn(&str) -> Option<String>;

fn cut(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    Some(letters[..letters.len() * 2 / 3].iter().collect())
}

fn change(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let at = letters.len() / 2;
    letters[at] = if letters[at] == 'x' { 'y' } else { 'x' };
    Some(letters.into_iter().collect())
}

fn foreign(_: &str) -> Option<String> {
    Some("{\"elements\":[],\"version\":2}".into())
}

fn nothing(_: &str) -> Option<String> {
    None
}

fn damage(store: &mut Store, key: &str, how: Damage) {
    match how(&store[key]) {
        Some(text) => drop(store.insert(key.to_owned(), text)),
        None => drop(store.remove(key)),
    }
}

/// F4, F5, F6, F7, F21: each record of one store, cut, changed, replaced or gone: the other store has it.
#[test]
fn damage_to_any_one_record_of_one_store_loses_nothing() {
    let mut browser = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    let (local, indexed) = (browser.local.clone(), browser.indexed.clone());
    for how in [cut, change, foreign, nothing] as [Damage; 4] {
        for key in local.keys().chain(indexed.keys()) {
            for is_local in [true, false] {
                (browser.local, browser.indexed) = (local.clone(), indexed.clone());
                let store = if is_local { &mut browser.local } else { &mut browser.indexed };
                if !store.contains_key(key) {
                    continue;
                }
                damage(store, key, how);
                let raw = store.get(key).cloned();
                let loaded = browser.check();
                assert_same(&picture(&loaded.portfolio), &whole, key);
                // I10: what was unreadable is handed out as it stands, and still stands.
                for aside in &loaded.set_aside {
                    assert_eq!((&aside.key, Some(&aside.raw)), (key, raw.as_ref()));
                }
                assert_same(&picture(&heal(&browser)), &whole, key);
            }
        }
    }
}

/// Opens a tab, lets it mend what it can, makes a snapshot, and gives what the database alone then holds.
fn heal(browser: &Browser) -> pocket_pmo::engine::portfolio::Portfolio {
    let mut next = Browser::new();
    (next.local, next.indexed, next.now) = (browser.local.clone(), browser.indexed.clone(), browser.now + 1_000);
    next.made = browser.made.clone();
    next.made_at = browser.made_at.clone();
    next.acknowledged = browser.acknowledged.clone();
    next.open();
    next.settle();
    next.compact();
    next.tabs.clear();
    next.check();
    next.local.clear();
    next.load().portfolio
}

/// F9, F10, F11, F20: a whole store is gone, or far behind the other.
#[test]
fn a_whole_store_may_be_gone_or_behind() {
    let mut browser = Browser::new();
    browser.open();
    let mut earlier: Vec<(Store, Store)> = Vec::new();
    let ada = browser.add_person(0, "Ada");
    for round in 0..6 {
        browser.rename(0, ada, &format!("Ada {round}"));
        browser.add_person(0, "Another");
        browser.settle();
        browser.compact();
        earlier.push((browser.local.clone(), browser.indexed.clone()));
    }
    browser.rename(0, ada, "Ada at last");
    browser.settle();
    let whole = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    let now = (browser.local.clone(), browser.indexed.clone());
    earlier.push(Default::default());
    for (local, indexed) in earlier {
        (browser.local, browser.indexed) = (local, now.1.clone());
        assert_same(&picture(&browser.check().portfolio), &whole, "loaded");
        assert_same(&picture(&heal(&browser)), &whole, "loaded");
        (browser.local, browser.indexed) = (now.0.clone(), indexed);
        assert_same(&picture(&browser.check().portfolio), &whole, "loaded");
        assert_same(&picture(&heal(&browser)), &whole, "loaded");
    }
}

/// F20, F42: what only the database had is gone with it, and that is said; of what loses nothing there is nothing to say.
#[test]
fn a_database_that_came_back_empty_is_spoken_of_when_it_took_history_with_it() {
    let mut browser = Browser::new();
    browser.open();
    let losses =
        |browser: &Browser| browser.load().repairs.into_iter().filter(|repair| repair.is_loss()).collect::<Vec<_>>();
    assert_eq!(losses(&browser), [], "a first visit has lost nothing");
    let ada = browser.add_person(0, "Ada");
    browser.settle();
    let journal_alone = (browser.local.clone(), Store::default());
    for round in 0..3 {
        browser.rename(0, ada, &format!("Ada {round}"));
        browser.settle();
        browser.compact();
    }
    browser.tabs.clear();
    let whole = (browser.local.clone(), browser.indexed.clone());
    for (stores, said) in [
        (whole.clone(), vec![]),
        ((Store::default(), whole.1), vec![]),
        (journal_alone, vec![]),
        ((whole.0, Store::default()), vec![Repair::DatabaseEmptied]),
    ] {
        (browser.local, browser.indexed) = stores;
        assert_eq!(losses(&browser), said);
    }
}

/// F5 and F20 together: that everything is here is said only if it is. What is not is named by kind and number.
#[test]
fn what_is_missing_when_the_database_is_gone_and_local_storage_is_damaged_is_named() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_people(0, 130);
    browser.add_foreign(0);
    browser.settle();
    browser.compact();
    browser.compact();
    browser.add_person(0, "Ada");
    browser.settle();
    browser.tabs.clear();
    browser.indexed.clear();
    let whole = browser.local.clone();
    assert!(browser.load().repairs.contains(&Repair::DatabaseEmptied));
    let damaged = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        let last = letters.len() - 1;
        letters[last] = if letters[last] == 'a' { 'b' } else { 'a' };
        letters.into_iter().collect::<String>()
    };
    let mut struck = 0;
    for key in whole.keys().filter(|key| !key.ends_with("/boot")) {
        browser.local = whole.clone();
        browser.local.insert(key.clone(), damaged(&whole[key]));
        let loaded = browser.load();
        let is_whole = loaded.portfolio.len() == 132;
        let says_all = loaded.repairs.contains(&Repair::DatabaseEmptied);
        assert!(is_whole || !says_all, "{key}: {} records, {:?}", loaded.portfolio.len(), loaded.repairs);
        // What an older snapshot alone names is not missed.
        if key.contains("/c/") && !is_whole {
            struck += 1;
            assert!(
                loaded.repairs.contains(&Repair::DatabaseEmptiedAndMore),
                "{key}: {is_whole} {:?} {:?} of {:?}",
                loaded.repairs,
                loaded.missing,
                whole.keys().collect::<Vec<_>>()
            );
            let count: usize = loaded.missing.values().sum();
            assert_eq!(count, 132 - 1 - (loaded.portfolio.len() - 1), "{key}");
            let words = missing_words(&loaded.missing);
            assert!(words.contains("people") || words.contains("newer version"), "{words}");
        }
    }
    assert!(struck > 1);
}

/// F8, F14: other programs and other workspaces on the origin are left alone.
#[test]
fn foreign_keys_are_never_touched() {
    let mut browser = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    let foreign = [
        ("excalidraw", "[not json"),
        ("ppmo/prefs/theme", "dark"),
        ("ppmo/boot", "P1B?"),
        ("ppmo/0000000000011/j/0000000000011/1", "P1J1p2.00000000:{}"),
        ("ppmo/x/y", ""),
        (&format!("{}c/2-0.007", WORKSPACE.prefix()), "not written by us"),
    ];
    for (key, text) in foreign {
        browser.local.insert(key.into(), text.into());
        browser.indexed.insert(key.into(), text.into());
    }
    browser.tabs.clear();
    let loaded = browser.check();
    assert_same(&picture(&loaded.portfolio), &whole, "loaded");
    assert!(loaded.set_aside.is_empty());
    browser.open();
    browser.settle();
    browser.compact();
    browser.compact();
    for (key, text) in foreign {
        assert_eq!((browser.local[key].as_str(), browser.indexed[key].as_str()), (text, text));
    }
}

/// F12: a duplicated tab wrote another transaction under the same key.
#[test]
fn of_two_records_under_one_key_one_counts_and_the_other_is_kept() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_person(0, "Ada");
    browser.settle();
    let mut other = Browser::new();
    other.now += 77_000;
    other.open();
    other.add_person(0, "Grace");
    let key = browser.indexed.keys().next().unwrap().clone();
    browser.local.insert(key.clone(), other.local[&key].clone());
    browser.tabs.clear();
    let loaded = browser.load();
    assert_eq!(loaded.portfolio.len(), 1);
    assert_eq!(loaded.set_aside.len(), 1);
    assert_eq!(loaded.set_aside[0].raw, other.local[&key]);
    assert!(loaded.set_aside[0].local && !loaded.set_aside[0].recovered);
}

/// Damage that hits both copies: what is left is loaded, what is lost is said, and nothing writes a smaller state over it.
#[test]
fn a_chunk_lost_in_both_stores_is_made_again_from_its_history() {
    let mut browser = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    let chunks: Vec<String> = browser.indexed.keys().filter(|key| key.contains("/c/")).cloned().collect();
    for key in &chunks {
        for store in [&mut browser.local, &mut browser.indexed] {
            if store.contains_key(key) {
                damage(store, key, change);
            }
        }
    }
    let loaded = browser.check();
    assert_same(&picture(&loaded.portfolio), &whole, "the journal in the database is the whole history");
    assert!(loaded.repairs.iter().any(|repair| matches!(repair, Repair::SnapshotNotWhole(_))));
    // Without the history the rest is still loaded, and the damaged records stay where they are.
    browser.indexed.retain(|key, _| !key.contains("/j/") || browser.local.contains_key(key));
    let loaded = browser.load();
    assert!(loaded.set_aside.iter().filter(|aside| aside.key.contains("/c/")).count() >= chunks.len());
    let before: Vec<String> = browser.indexed.keys().filter(|key| key.contains("/m.")).cloned().collect();
    let manifests: Vec<String> = before.iter().map(|key| browser.indexed[key].clone()).collect();
    browser.acknowledged.clear();
    browser.open();
    browser.settle();
    browser.compact();
    let after: Vec<String> = before.iter().map(|key| browser.indexed[key].clone()).collect();
    assert_eq!(manifests, after, "I8: no snapshot is made of less than there was");
    assert!(chunks.iter().all(|key| browser.quarantine.contains_key(&format!("indexed:{key}"))));
}

/// Chunks that stand only in the database, which cannot be opened now (F15): nothing of them is given up.
#[test]
fn a_closed_database_hides_records_and_loses_none() {
    let mut browser = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    browser.local.retain(|key, _| !key.contains("/c/"));
    browser.indexed_blocked = true;
    let loaded = browser.load();
    assert!(matches!(loaded.repairs.as_slice(), [Repair::DatabaseClosed(_)]));
    assert!(loaded.repairs[0].to_string().contains("not lost"));
    browser.open();
    browser.add_person(0, "Joan");
    browser.settle();
    browser.compact();
    browser.tabs.clear();
    browser.indexed_blocked = false;
    let back = browser.check();
    assert_eq!(back.portfolio.len(), 134);
    assert!(
        picture(&back.portfolio).contains("Joan") && whole.lines().all(|line| picture(&back.portfolio).contains(line))
    );
}

/// F21: what was put is not what is read. A snapshot that does not read back is given up; the one before stays.
#[test]
fn a_snapshot_that_does_not_read_back_is_given_up() {
    let mut browser = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    let manifests = |browser: &Browser| -> Vec<String> {
        browser.indexed.iter().filter(|(key, _)| key.contains("/m.")).map(|(_, text)| text.clone()).collect()
    };
    let before = manifests(&browser);
    browser.rots = true;
    browser.compact();
    assert_eq!(manifests(&browser), before);
    browser.rots = false;
    assert_same(&picture(&browser.check().portfolio), &whole, "loaded");
    // In local storage alone: the chunk goes, the snapshot stands in the database, and no journal key is deleted.
    let journal = |browser: &Browser| browser.local.keys().filter(|key| key.contains("/j/")).count();
    let keys = journal(&browser);
    assert!(keys > 0);
    browser.local_rots = true;
    browser.compact();
    browser.compact();
    browser.local_rots = false;
    assert_ne!(manifests(&browser), before);
    assert_eq!(journal(&browser), keys);
    assert_same(&picture(&browser.check().portfolio), &whole, "loaded");
    browser.indexed.clear();
    assert_same(&picture(&browser.load().portfolio), &whole, "loaded");
}

/// F17: the connection closes in the middle of everything.
#[test]
fn the_connection_may_break_at_any_moment() {
    for jobs in 0..40 {
        let mut browser = Browser::new();
        browser.open();
        let ada = browser.add_person(0, "Ada");
        browser.add_people(0, 130);
        for _ in 0..jobs {
            browser.work(0);
        }
        browser.tabs[0].jobs.clear();
        browser.event(0, Event::ConnectionLost);
        browser.rename(0, ada, "Ada Lovelace");
        assert_ne!(browser.tabs[0].machine.status().words(), "Saved");
        browser.settle();
        assert_eq!(browser.tabs[0].machine.status().words(), "Saved");
        browser.compact();
        assert_same(&picture(&browser.check().portfolio), &picture(&browser.tabs[0].portfolio), "loaded");
    }
}

// ------------------------------------------------------------------------------------------------ what each copy is for

/// Takes away one safeguard at a time by hand: each of them alone saves what the others cannot.
#[test]
fn the_union_the_second_slot_and_the_journal_each_matter() {
    // The union: one edit stands only in local storage, another only in the database.
    let mut browser = Browser::new();
    browser.open();
    browser.add_person(0, "Ada");
    browser.add_person(0, "Grace");
    browser.settle();
    browser.tabs.clear();
    let keys: Vec<String> = browser.indexed.keys().cloned().collect();
    browser.indexed.remove(&keys[0]);
    browser.local.remove(&keys[1]);
    assert_eq!(browser.check().portfolio.len(), 2);
    assert_eq!(heal(&browser).len(), 2);

    // The second slot: the newest manifest is damaged in both stores, and the history is gone. The snapshot before it and the
    // journal keys that were not deleted yet give the same state.
    let mut browser = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    browser.indexed.retain(|key, _| !key.contains("/j/") && !key.contains("/b/"));
    let manifests: Vec<String> = browser.indexed.keys().filter(|key| key.contains("/m.")).cloned().collect();
    assert_eq!(manifests.len(), 2);
    for key in &manifests {
        let (local, indexed) = (browser.local.clone(), browser.indexed.clone());
        damage(&mut browser.local, key, change);
        damage(&mut browser.indexed, key, cut);
        let loaded = browser.check();
        assert_same(&picture(&loaded.portfolio), &whole, key);
        assert!(!is_torn(&loaded.repairs), "{key}: the other slot is whole");
        (browser.local, browser.indexed) = (local, indexed);
    }
    for key in &manifests {
        damage(&mut browser.local, key, change);
        damage(&mut browser.indexed, key, cut);
    }
    assert!(is_torn(&browser.load().repairs), "with neither slot nobody knows what is missing");
}

fn is_torn(repairs: &[Repair]) -> bool {
    repairs.iter().any(|repair| matches!(repair, Repair::SnapshotNotWhole(_)))
}
