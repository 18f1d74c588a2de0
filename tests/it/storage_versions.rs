//! Versions and clocks that do not agree, workspaces removed by another tab, and text of every kind. Numbers of faults are
//! those of the list in docs/storage.md.

use crate::support;

use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::status::{CannotKeep, SaveStatus};
use support::fault_store::{Browser, person_name};

/// A short life with edits, bulk, two snapshots and edits after them.
fn lived() -> Browser {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.add_people(0, 130);
    browser.settle();
    browser.compact();
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.compact();
    browser.add_person(0, "Grace");
    browser.settle();
    browser
}

/// The text as a newer version would have written it.
fn newer(text: &str) -> String {
    let (header, body) = text.split_once(':').unwrap();
    let (header, _) = header.split_once('.').unwrap();
    let (start, rest) = header.split_at(3);
    let header = format!("{start}2{}", &rest[1..]);
    let sum = pocket_pmo::exchange::checksum::crc32c(format!("{header}{body}").as_bytes());
    format!("{header}.{sum:08x}:{body}")
}

/// The fence: one sound record of a newer version makes this one read only. Nothing is written, nothing set aside.
#[test]
fn a_newer_version_makes_read_only() {
    for part in ["/j/", "/m.", "/c/"] {
        let mut browser = lived();
        browser.tabs.clear();
        for store in [&mut browser.local, &mut browser.indexed] {
            for (_, text) in store.iter_mut().filter(|(key, _)| key.contains(part)) {
                *text = newer(text);
            }
        }
        let before = (browser.local.clone(), browser.indexed.clone());
        let loaded = browser.load();
        assert_eq!((loaded.read_only, loaded.set_aside.len()), (Some(2), 0), "{part}");
        browser.open();
        browser.settle();
        browser.compact();
        assert_eq!(browser.tabs[0].machine.status(), SaveStatus::ReadOnlyNewer);
        assert!(before == (browser.local.clone(), browser.indexed.clone()), "{part}");
    }
}

/// F33: a newer tab says hello to an older one.
#[test]
fn an_older_tab_stops_writing_when_a_newer_one_is_there() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_person(0, "Ada");
    browser.event(0, Event::Message("{\"hello\":2,\"asks\":true}".into()));
    browser.settle();
    assert_eq!(browser.tabs[0].machine.status().words(), "Read-only: newer version in another tab");
    assert_eq!(browser.check().portfolio.len(), 1, "what was on its way still arrives");
    let transaction = browser.made.values().next().unwrap().decode(&mut Default::default()).unwrap();
    let encoded = pocket_pmo::storage::journal::encode(&transaction, &browser.tabs[0].portfolio.writers);
    assert_eq!(browser.tabs[0].machine.can_accept(&encoded), Err(CannotKeep::ReadOnly));
}

/// The workspace is removed in another tab: nothing is taken in that would be gone with it.
#[test]
fn a_removed_workspace_takes_no_edits() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_person(0, "Ada");
    browser.settle();
    browser.event(0, Event::Message("{\"removed\":true}".into()));
    let transaction = browser.made.values().next().unwrap().decode(&mut Default::default()).unwrap();
    let encoded = pocket_pmo::storage::journal::encode(&transaction, &browser.tabs[0].portfolio.writers);
    assert_eq!(browser.tabs[0].machine.can_accept(&encoded), Err(CannotKeep::Removed));
}

/// F36: the computer's clock goes back a day, or ten years forward and back. Stamps strictly grow (I9).
#[test]
fn a_wrong_clock_loses_nothing() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    for (jump, name) in [(-86_400_000, "yesterday"), (315_360_000_000, "in ten years"), (-315_360_000_000, "now")] {
        browser.now += jump;
        browser.rename(0, ada, name);
        browser.settle();
        browser.compact();
        browser.tabs.clear();
        browser.open();
        assert_eq!(person_name(&browser.tabs[0].portfolio, ada).as_deref(), Some(name));
    }
    browser.check();
}

/// F40: every character that a text can hold survives both stores and both codecs.
#[test]
fn any_text_survives() {
    let mut browser = Browser::new();
    browser.open();
    let names =
        ["NUL \u{0} and \u{1}", "שלום עולם", "e\u{301} é", "😀👩‍👩‍👧", "\u{2028}\u{feff}\u{fffd}", "</script>\"'\\"];
    let ids: Vec<_> = names.iter().map(|name| browser.add_person(0, name)).collect();
    browser.settle();
    for _ in 0..3 {
        let loaded = browser.check();
        for (id, name) in ids.iter().zip(names) {
            assert_eq!(person_name(&loaded.portfolio, *id).as_deref(), Some(name));
        }
        browser.compact();
    }
}
