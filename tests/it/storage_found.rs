//! What random lives found, each told apart in a test of its own.

use crate::support;

use pocket_pmo::storage::effect::Event;
use support::fault_store::{Browser, assert_same, person_name, picture};

/// Another tab must not build on what may be gone with the tab that made it.
#[test]
fn other_tabs_are_told_only_of_what_stands() {
    let mut browser = Browser::new();
    browser.open();
    browser.open();
    browser.settle();
    browser.local_blocked = true;
    browser.add_person(1, "Ada");
    assert!(browser.tabs[0].inbox.is_empty());
    browser.work(1);
    assert_eq!(browser.tabs[0].inbox.len(), 1);
    browser.local_blocked = false;
    browser.add_person(1, "Grace");
    assert_eq!(browser.tabs[0].inbox.len(), 2, "it stands in local storage");
}

/// Without a database the parts of bulk stand in local storage: the other tab finds them there.
#[test]
fn bulk_in_local_storage_reaches_the_other_tab() {
    let mut browser = Browser::new();
    browser.indexed_blocked = true;
    browser.open();
    browser.open();
    browser.add_people(0, 130);
    browser.settle();
    assert_eq!(browser.tabs[1].portfolio.len(), 130);
}

/// A snapshot never holds an edit whose journal record does not stand.
#[test]
fn a_snapshot_waits_for_what_is_on_its_way() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_person(0, "Ada");
    browser.settle();
    browser.tabs[0].machine.ask_for_snapshot();
    browser.event(0, Event::Idle { leader: true });
    browser.add_people(0, 130);
    browser.work(0);
    browser.kill_all(0);
    assert!(browser.local.keys().all(|key| !key.contains("/c/")));
    assert_eq!(browser.check().portfolio.len(), 1);
}

/// A first snapshot that was cut short leaves chunks that no manifest names: the journal alone counts.
#[test]
fn chunks_that_no_manifest_names_do_not_count() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.tabs[0].machine.ask_for_snapshot();
    browser.event(0, Event::Idle { leader: true });
    browser.work(0);
    browser.work(0);
    browser.kill_all(0);
    assert!(browser.indexed.keys().any(|key| key.contains("/c/")));
    let loaded = browser.check();
    assert!(loaded.repairs.is_empty());
    browser.open();
    browser.settle();
    browser.compact();
    assert_same(&picture(&browser.check().portfolio), &picture(&browser.tabs[0].portfolio), "loaded");
}

/// The creation of a record is lost for good; later changes of it wait. Snapshots are made all the same, and the changes are
/// kept for the day on which the creation turns up.
#[test]
fn changes_that_wait_for_a_record_are_kept_through_snapshots() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.rename(0, ada, "Ada Lovelace");
    browser.add_person(0, "Grace");
    browser.settle();
    browser.tabs.clear();
    let creation = browser.indexed.keys().next().unwrap().clone();
    let text = browser.indexed.remove(&creation).unwrap();
    browser.local.remove(&creation);
    browser.acknowledged.clear();
    browser.open();
    browser.settle();
    for round in 0..3 {
        browser.add_person(0, &format!("Joan {round}"));
        browser.settle();
        browser.compact();
    }
    assert!(browser.indexed.keys().any(|key| key.contains("/m.")), "snapshots are made");
    browser.tabs.clear();
    assert_eq!(browser.check().portfolio.len(), 4);
    browser.indexed.insert(creation, text);
    let loaded = browser.check();
    assert_eq!(person_name(&loaded.portfolio, ada).as_deref(), Some("Ada Lovelace"));
}

/// The tab that made an edit died before the database had it; another tab, which had been told, began a first snapshot; then
/// the browser died and local storage forgot the journal record. What is left of that snapshot is no half of an edit.
#[test]
fn a_first_snapshot_cut_short_brings_no_edit_back_by_halves() {
    let mut browser = Browser::new();
    browser.open();
    browser.open();
    browser.settle();
    browser.add_person(1, "Ada");
    browser.deliver(0);
    browser.kill(1);
    browser.tabs[0].machine.ask_for_snapshot();
    browser.event(0, Event::Idle { leader: true });
    while browser.indexed.is_empty() {
        assert!(browser.work(0));
    }
    browser.kill_all(9);
    let loaded = browser.check();
    assert!(loaded.portfolio.is_empty() && loaded.repairs.is_empty());
    // And snapshots are made afterwards.
    browser.open();
    browser.add_person(0, "Grace");
    browser.settle();
    browser.compact();
    assert!(browser.indexed.keys().any(|key| key.contains("/m.")));
    assert_eq!(browser.check().portfolio.len(), 1);
}
