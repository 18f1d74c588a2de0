//! How much goes to local storage in an hour of work: browsers put off their own writing to disk if it is too much (I11).

use crate::support;

use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::Meta;
use pocket_pmo::domain::records::Person;
use pocket_pmo::engine::transaction::Edit;
use pocket_pmo::storage::effect::Event;
use std::sync::Arc;
use support::fault_store::Browser;

/// 5 MiB in characters of two bytes.
const IN_AN_HOUR: usize = 5 * 1024 * 1024 / 2;
const RECORDS: usize = 4_000;

/// A portfolio whose chunks are far more than may go to local storage in an hour of reloads: text that hardly compresses.
fn large() -> (Browser, Vec<Id>) {
    let mut browser = Browser::new();
    browser.open();
    let ids: Vec<Id> = (0..RECORDS).map(|_| browser.new_id()).collect();
    let mut state = 7u64;
    let mut noise = || {
        let letter = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_u32(0x4e00 + (state >> 50) as u32).unwrap()
        };
        (0..250).map(letter).collect::<String>()
    };
    let own = ids.clone();
    browser.commit(0, "Import", move |_, stamp| {
        let person = |id: &Id| {
            let notes = noise().as_str().into();
            Edit::Create(Arc::new(Person { meta: Meta::new(*id, stamp), notes, ..Person::default() }))
        };
        own.iter().map(person).collect()
    });
    browser.settle();
    browser.compact();
    (browser, ids)
}

fn idle(browser: &mut Browser) {
    browser.event(0, Event::Idle { leader: true });
    browser.settle();
}

#[test]
fn an_hour_of_work_in_a_large_portfolio_stays_under_five_mebibytes() {
    let (mut browser, ids) = large();
    let chunks: usize =
        browser.indexed.iter().filter(|(key, _)| key.contains("/c/")).map(|(_, text)| text.len() / 3).sum();
    assert!(chunks > IN_AN_HOUR / 3, "{chunks} characters are not large");
    browser.local_traffic = 0;
    for edit in 0..200 {
        // A reload every ten minutes.
        if edit % 33 == 0 {
            browser.tabs.clear();
            browser.open();
            idle(&mut browser);
        }
        browser.now += 17_000;
        browser.rename(0, ids[edit * 29 % RECORDS], &format!("Name {edit}"));
        browser.settle();
        browser.now += 2_000;
        idle(&mut browser);
    }
    assert!(browser.local_traffic < IN_AN_HOUR, "{} characters", browser.local_traffic);
    assert!(browser.local_traffic > 100_000, "local storage is filled all the same");
}

#[test]
fn reloading_again_and_again_fills_little() {
    let (mut browser, _) = large();
    browser.local_traffic = 0;
    for _ in 0..5 {
        browser.tabs.clear();
        browser.now += 5_000;
        browser.open();
        browser.settle();
        idle(&mut browser);
    }
    assert!(browser.local_traffic < 200_000, "{} characters", browser.local_traffic);
}
