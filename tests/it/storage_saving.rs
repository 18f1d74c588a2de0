//! Saving and loading without faults, and the honest status with the simple ones.

use crate::support;

use pocket_pmo::domain::record::FieldKey;
use pocket_pmo::domain::value::Value;
use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::status::{CannotKeep, Refusal, SaveStatus};
use support::fault_store::{Browser, assert_same, person_name, picture};

fn words(browser: &Browser) -> &'static str {
    browser.tabs[0].machine.status().words()
}

#[test]
fn an_edit_is_saved_only_when_the_database_has_it() {
    let mut browser = Browser::new();
    browser.open();
    assert_eq!(words(&browser), "Saved");
    browser.add_person(0, "Ada");
    assert_eq!(words(&browser), "Saving…");
    assert_eq!(browser.local.len(), 1, "it stands in local storage in the same task");
    browser.settle();
    assert_eq!(words(&browser), "Saved");
    assert_eq!(browser.indexed.len(), 1);
    browser.check();
}

#[test]
fn what_was_saved_is_loaded_from_either_store_alone() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.rename(0, ada, "Ada Lovelace");
    let bulk = browser.add_people(0, 300);
    let foreign = browser.add_foreign(0);
    browser.set(0, foreign, FieldKey::Named("probability".into()), Value::Int(4));
    browser.set(0, ada, FieldKey::Named("nickname".into()), Value::text("Enchantress of Number"));
    browser.delete(0, bulk[7]);
    browser.settle();
    let whole = picture(&browser.tabs[0].portfolio);
    assert_same(&picture(&browser.check().portfolio), &whole, "loaded");
    for _ in 0..3 {
        browser.compact();
        let loaded = browser.check();
        assert_same(&picture(&loaded.portfolio), &whole, "after a snapshot");
        assert_eq!(loaded.transactions.len(), browser.made.len(), "the history stays");
        assert!(loaded.repairs.is_empty() && loaded.set_aside.is_empty());
    }
    browser.tabs.clear();
    let journal = browser.local.keys().filter(|key| key.contains("/j/")).count();
    assert_eq!(journal, 0, "two snapshots hold it all");
    let chunks = browser.local.keys().filter(|key| key.contains("/c/")).count();
    assert!(chunks > 0, "local storage holds the portfolio");

    // F20, F9: one store comes back empty; the other holds everything, and gives it back.
    let (local, indexed) = (browser.local.clone(), browser.indexed.clone());
    browser.indexed.clear();
    assert_same(&picture(&browser.load().portfolio), &whole, "loaded");
    browser.open();
    browser.settle();
    browser.tabs.clear();
    browser.local.clear();
    assert_same(&picture(&browser.load().portfolio), &whole, "it was mirrored back");
    (browser.local, browser.indexed) = (Default::default(), indexed);
    assert_same(&picture(&browser.load().portfolio), &whole, "loaded");
    browser.local = local;

    // F24: everything is gone.
    browser.local.clear();
    browser.indexed.clear();
    let loaded = browser.load();
    assert!(loaded.portfolio.is_empty() && loaded.set_aside.is_empty() && loaded.repairs.is_empty());
}

#[test]
fn without_a_database_nothing_is_called_saved() {
    let mut browser = Browser::new();
    browser.indexed_blocked = true;
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.settle();
    assert_eq!(words(&browser), "Saved in this browser, not yet confirmed");
    browser.tabs.clear();
    browser.open();
    assert_eq!(words(&browser), "Saved in this browser, not yet confirmed", "a reload makes it no safer");
    assert_eq!(person_name(&browser.tabs[0].portfolio, ada).as_deref(), Some("Ada"));
    // The database comes back: what local storage held alone is confirmed.
    browser.indexed_blocked = false;
    browser.tabs[0].wants_reopen = true;
    browser.settle();
    assert_eq!(words(&browser), "Saved");
    assert_eq!(browser.indexed.len(), 1);
}

#[test]
fn full_and_blocked_storage_are_told_apart_and_nothing_is_lost_meanwhile() {
    let mut browser = Browser::new();
    browser.quota = 0;
    browser.open();
    browser.add_person(0, "Ada");
    browser.settle();
    assert_eq!(words(&browser), "Saved", "the database has room");
    assert_eq!(browser.tabs[0].machine.meter().refused, Some(Refusal::Full));
    browser.indexed_blocked = true;
    browser.event(0, Event::ConnectionLost);
    browser.add_person(0, "Grace");
    browser.settle();
    assert_eq!(words(&browser), "Not saved: storage full");
    assert!(browser.tabs[0].machine.status().may_lose());
    browser.local_blocked = true;
    browser.add_person(0, "Joan");
    browser.settle();
    browser.tabs[0].wants_reopen = true;
    browser.reopen(0);
    browser.settle();
    assert_eq!(words(&browser), "Not saved: storage blocked");
    // Both come back: everything that was on the screen is saved after all.
    (browser.indexed_blocked, browser.local_blocked, browser.quota) = (false, false, 5_242_880);
    browser.tabs[0].wants_reopen = true;
    browser.settle();
    assert_eq!(words(&browser), "Saved");
    assert_eq!(browser.check().portfolio.len(), 3);
}

#[test]
fn bulk_goes_to_the_database_first_and_stands_only_as_a_whole() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_people(0, 300);
    assert!(browser.local.is_empty(), "no record names parts that do not stand");
    assert_eq!(browser.tabs[0].machine.status(), SaveStatus::Saving);
    assert!(browser.load().portfolio.is_empty());
    browser.work(0);
    assert_eq!(browser.local.len(), 1, "one small record");
    assert!(browser.local.values().all(|text| text.len() < 1_000));
    assert_eq!(browser.tabs[0].machine.status(), SaveStatus::Saving);
    assert_eq!(browser.load().portfolio.len(), 300);
    browser.settle();
    assert_eq!(words(&browser), "Saved");

    // A part is gone: the rest is not folded half. The journal record is set aside, byte for byte.
    browser.tabs.clear();
    let part = browser.indexed.keys().find(|key| key.contains("/b/")).unwrap().clone();
    browser.indexed.remove(&part);
    let loaded = browser.load();
    assert!(loaded.portfolio.is_empty());
    let aside = loaded.set_aside.iter().find(|aside| aside.key.contains("/j/")).unwrap();
    assert_eq!(Some(&aside.raw), browser.indexed.get(&aside.key));
}

#[test]
fn bulk_of_another_tab_gets_a_snapshot_from_the_leader() {
    let mut browser = Browser::new();
    browser.open();
    browser.open();
    browser.add_people(1, 300);
    browser.settle();
    browser.event(0, Event::Idle { leader: true });
    browser.settle();
    assert_eq!(browser.tabs[0].portfolio.len(), 300);
    assert_eq!(browser.local.keys().filter(|key| key.contains("/c/")).count(), 5);
    browser.indexed.clear();
    assert_eq!(browser.load().portfolio.len(), 300, "local storage holds it too");
}

#[test]
fn bulk_without_a_database_is_refused_before_it_starts_unless_it_fits() {
    let mut browser = Browser::new();
    browser.indexed_blocked = true;
    browser.open();
    browser.add_people(0, 300);
    browser.settle();
    assert_eq!(words(&browser), "Saved in this browser, not yet confirmed");
    assert_eq!(browser.load().portfolio.len(), 300);
    // The database comes back: the parts move there, and local storage is free again.
    browser.indexed_blocked = false;
    browser.tabs[0].wants_reopen = true;
    browser.settle();
    assert_eq!(words(&browser), "Saved");
    assert_eq!(browser.local.len(), 1);
    assert_eq!(browser.check().portfolio.len(), 300);

    let mut full = Browser::new();
    full.indexed_blocked = true;
    full.local.insert("another/app".into(), "x".repeat(5_200_000));
    full.open();
    let own = &full.tabs[0];
    let transaction = browser.made.values().next().unwrap().decode(&mut Default::default()).unwrap();
    let encoded = pocket_pmo::storage::journal::encode(&transaction, &own.portfolio.writers);
    let refused = own.machine.can_accept(&encoded).unwrap_err();
    assert!(matches!(refused, CannotKeep::TooLarge { .. }));
    assert!(refused.to_string().contains("Nothing was changed"));
}

#[test]
fn a_long_day_of_edits_makes_snapshots_by_itself_and_keeps_local_storage_small() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    for round in 0..5 {
        for number in 0..250 {
            browser.rename(0, ada, &format!("Ada {round} {number}"));
        }
        browser.settle();
        browser.now += 10_000;
        browser.event(0, Event::Idle { leader: true });
        browser.settle();
    }
    assert!(browser.local.len() < 600, "{} keys", browser.local.len());
    assert!(browser.indexed.keys().filter(|key| key.contains("/c/")).count() <= 2);
    let loaded = browser.check();
    assert_eq!(loaded.transactions.len(), 1_251);
    assert_eq!(person_name(&loaded.portfolio, ada).as_deref(), Some("Ada 4 249"));
}
