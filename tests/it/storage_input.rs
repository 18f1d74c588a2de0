//! What is stored or comes in is large, deep, strange, cut or not ours. Numbers of faults are those of docs/storage.md.

use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::{FieldKey, Foreign, Meta, RecordType};
use pocket_pmo::domain::records::WorkItem;
use pocket_pmo::domain::stamp::{ClockTime, HybridClock};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::portfolio::Folded;
use pocket_pmo::engine::transaction::Edit;
use pocket_pmo::exchange::backup::{BackupOrigin, read_backup, salvage_backup, write_backup};
use pocket_pmo::storage::effect::Event;
use pocket_pmo::storage::keys::{ChunkName, Key, MOST_GENERATIONS};
use pocket_pmo::storage::loading::load;
use pocket_pmo::storage::manifest::Manifest;
use pocket_pmo::storage::weights::Fullness;
use std::sync::Arc;
use support::fault_store::{Browser, WORKSPACE, assert_same, person_name, picture};

// ------------------------------------------------------------------------------------------------ room

/// F14: another page of the address has taken all of local storage. Edits go to the database, and when the other page makes
/// room, local storage has them again.
#[test]
fn another_page_may_have_taken_all_of_local_storage() {
    let mut browser = Browser::new();
    let (key, length) = ("another/app", 5_242_880 - "another/app".len());
    browser.local.insert(key.into(), "x".repeat(length));
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.add_people(0, 130);
    browser.settle();
    assert_eq!(browser.tabs[0].machine.status().words(), "Saved");
    assert_eq!(browser.tabs[0].machine.meter().fullness, Fullness::NearlyFull);
    browser.compact();
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.compact();
    let shown = picture(&browser.tabs[0].portfolio);
    assert_eq!((browser.local.len(), browser.local[key].len()), (1, length), "nothing of the other page is touched");
    browser.tabs.clear();
    assert_same(&picture(&browser.check().portfolio), &shown, "loaded");
    browser.local.remove(key);
    browser.open();
    browser.settle();
    for _ in 0..6 {
        browser.compact();
        browser.event(0, Event::Idle { leader: true });
        browser.settle();
    }
    browser.tabs.clear();
    browser.indexed.clear();
    assert_same(&picture(&browser.check().portfolio), &shown, "local storage alone");
}

/// At 70% the portfolio leaves local storage, once the database has shown that it has it; the latest edits stay. With room
/// again it comes back.
#[test]
fn from_seventy_per_cent_on_chunks_are_kept_in_the_database_only() {
    let chunks = |browser: &Browser| browser.local.keys().filter(|key| key.contains("/c/")).count();
    let idle = |browser: &mut Browser| {
        for _ in 0..10 {
            browser.now += 600_000;
            browser.event(0, Event::Idle { leader: true });
            browser.settle();
        }
    };
    let mut browser = Browser::new();
    browser.open();
    browser.add_people(0, 500);
    browser.settle();
    browser.compact();
    idle(&mut browser);
    let all = chunks(&browser);
    assert!(all >= 8, "{all} chunks");
    assert_eq!(browser.tabs[0].machine.meter().fullness, Fullness::Roomy);
    browser.tabs.clear();
    browser.local.insert("another/app".into(), "x".repeat(3_900_000));
    browser.open();
    assert_eq!(browser.tabs[0].machine.meter().fullness, Fullness::Filling);
    browser.add_person(0, "Ada");
    browser.settle();
    // What the database does not have sound does not leave.
    let kept = browser.indexed.keys().find(|key| key.contains("/c/")).unwrap().clone();
    let sound = browser.indexed[&kept].clone();
    browser.indexed.get_mut(&kept).unwrap().push('~');
    idle(&mut browser);
    assert_eq!(chunks(&browser), 1);
    assert!(browser.local.contains_key(&kept));
    browser.indexed.insert(kept, sound);
    idle(&mut browser);
    assert_eq!(chunks(&browser), 0);
    assert!(browser.local.keys().any(|key| key.contains("/j/")), "the latest edit stays");
    let shown = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    let loaded = browser.check();
    assert!(loaded.repairs.is_empty());
    assert_same(&picture(&loaded.portfolio), &shown, "loaded");
    browser.local.remove("another/app");
    browser.open();
    idle(&mut browser);
    assert_eq!(chunks(&browser), all);
}

/// A browser whose local storage is smaller than is usual says so by refusing: chunks make room for the edits there too.
#[test]
fn a_smaller_local_storage_gives_its_room_to_the_edits() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_people(0, 500);
    browser.settle();
    browser.compact();
    for _ in 0..10 {
        browser.now += 600_000;
        browser.event(0, Event::Idle { leader: true });
        browser.settle();
    }
    browser.quota = browser.local_used() + 100;
    let mut refusals = 0;
    for round in 0..8 {
        browser.add_person(0, &format!("Person {round}"));
        refusals += usize::from(browser.tabs[0].machine.meter().refused.is_some());
        browser.settle();
        browser.now += 600_000;
        browser.event(0, Event::Idle { leader: true });
        browser.settle();
    }
    assert!((1..3).contains(&refusals), "refused {refusals} times");
    assert_eq!(browser.tabs[0].machine.status().words(), "Saved");
    browser.check();
}

// ------------------------------------------------------------------------------------------------ counters and clocks

/// F37: counters at their ends. The clock's counter runs over into its milliseconds; numbers of transactions are entered up to
/// the last; a generation beyond what can be counted is not ours.
#[test]
fn counters_at_their_ends_neither_stop_nor_start_anew() {
    let mut clock = HybridClock::default();
    clock.observe(ClockTime((1_795_305_600_000 << 16) | 0xffff));
    let next = clock.tick(1_795_305_600_000);
    assert!(next > ClockTime((1_795_305_600_000 << 16) | 0xffff));
    let mut folded = Folded { floor: u32::MAX - 1, above: Default::default() };
    assert!(folded.enter(u32::MAX) && !folded.enter(u32::MAX));

    let mut browser = Browser::new();
    browser.open();
    browser.add_people(0, 130);
    browser.settle();
    browser.compact();
    let shown = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    // Keys with numbers that nobody counts up to, and a sound manifest with one.
    let prefix = WORKSPACE.prefix();
    for generation in [u64::MAX, MOST_GENERATIONS + 1] {
        browser.local.insert(format!("{prefix}c/2-0.{generation}"), "P1C1p0.00000000:".into());
    }
    let own = browser.indexed.iter().find(|(key, _)| key.contains("/m.")).map(|(_, text)| text.clone()).unwrap();
    let manifest = Manifest { generation: u64::MAX, chunks: Vec::new(), ..Manifest::open(&own).unwrap() };
    let slot = Key::Manifest(manifest.slot()).of(WORKSPACE);
    browser.local.insert(slot, manifest.seal());
    assert_same(&picture(&browser.check().portfolio), &shown, "loaded");
    browser.open();
    browser.add_person(0, "Ada");
    browser.settle();
    for _ in 0..3 {
        browser.compact();
    }
    let generations: Vec<u64> =
        browser.indexed.values().filter_map(|text| Manifest::open(text).ok()).map(|own| own.generation).collect();
    assert!(generations.len() == 2 && generations.iter().all(|own| *own < 20), "{generations:?}");
    // The highest that can be counted is still followed by one.
    let key = Key::Chunk(ChunkName { kind: 2, number: 0 }, MOST_GENERATIONS).of(WORKSPACE);
    browser.tabs.clear();
    browser.local.insert(key, "P1C1p0.00000000:".into());
    browser.open();
    browser.add_person(0, "Grace");
    browser.settle();
    browser.compact();
    let shown = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    assert_same(&picture(&browser.check().portfolio), &shown, "loaded");
}

// ------------------------------------------------------------------------------------------------ cut

/// F38: a backup cut at every byte is refused with a sentence, and what can be read of it on demand is part of the whole.
#[test]
fn a_backup_cut_at_every_byte_is_refused() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada Lovelace – é 😀");
    browser.rename(0, ada, "Ada");
    browser.add_foreign(0);
    let loaded = browser.load();
    let origin = BackupOrigin { app: "0.1.0", created: Moment(browser.now) };
    let text = write_backup(&loaded.portfolio, &loaded.transactions, origin);
    let end = text.trim_end().len();
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let cut = &text[..at];
        match read_backup(cut) {
            Err(why) => assert!(!why.to_string().is_empty() && at < end, "{at}"),
            Ok(backup) => assert!(at >= end && backup.records.len() == 2, "{at}"),
        }
        if let Ok(backup) = salvage_backup(cut) {
            assert!(backup.records.len() <= 2 && backup.history.len() <= 3);
        }
    }
}

/// F4, F38: each record of the only store that is left, cut at many places: what is loaded is made of whole transactions.
#[test]
fn a_stored_record_cut_anywhere_is_never_half_taken() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    browser.add_people(0, 130);
    browser.settle();
    browser.compact();
    browser.rename(0, ada, "Ada Lovelace");
    browser.settle();
    browser.compact();
    browser.tabs.clear();
    browser.local.clear();
    browser.acknowledged.clear();
    for key in browser.indexed.keys().cloned().collect::<Vec<_>>() {
        let text = browser.indexed[&key].clone();
        let letters: Vec<char> = text.chars().collect();
        let step = letters.len().div_ceil(60).max(1);
        for at in (0..letters.len()).step_by(step).chain([letters.len() - 1]) {
            browser.indexed.insert(key.clone(), letters[..at].iter().collect());
            let loaded = browser.check();
            assert!(loaded.set_aside.iter().all(|aside| aside.key == key), "{key} at {at}");
            // Chunks of the snapshot before are not even looked at.
            assert!(loaded.set_aside.len() == 1 || key.contains("/c/"), "{key} at {at}");
        }
        browser.indexed.insert(key, text);
    }
}

// ------------------------------------------------------------------------------------------------ large and deep

/// Text that hardly compresses, different each time.
fn noise(seed: &mut u64, length: usize) -> String {
    let letter = |_| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + (*seed >> 58) as u8 % 26)
    };
    (0..length).map(letter).collect()
}

/// F39: descriptions of ten megabytes, more of them in one edit and in one chunk than may be unpacked at once.
#[test]
fn descriptions_of_ten_megabytes_come_back() {
    let mut browser = Browser::new();
    browser.open();
    let ids: Vec<Id> = (0..9).map(|_| browser.new_id()).collect();
    let own = ids.clone();
    let long: Arc<str> = noise(&mut 7, 1_000).repeat(10_000).into();
    let text = long.clone();
    browser.commit(0, "Import", move |_, stamp| {
        let record = |id: &Id| {
            let mut record = Foreign::blank("weather");
            *record.meta_mut() = Meta::new(*id, stamp);
            record.put(&FieldKey::Named("text".into()), &Value::Text(text.clone()));
            Edit::Create(Arc::from(record))
        };
        own.iter().map(record).collect()
    });
    let is_whole = |browser: &Browser, what: &str| {
        let loaded = load(WORKSPACE, browser.dumps());
        assert!(loaded.set_aside.is_empty() && loaded.repairs.is_empty(), "{what}");
        for id in &ids {
            let text = loaded.portfolio.record(*id).map(|record| record.value(&FieldKey::Named("text".into())));
            assert!(text == Some(Value::Text(long.clone())), "{what}");
        }
    };
    while browser.work(0) {}
    is_whole(&browser, "from the journal");
    browser.now += 3_600_000;
    browser.event(0, Event::Idle { leader: true });
    browser.settle();
    browser.tabs.clear();
    assert!(browser.indexed.keys().any(|key| key.contains("/m.")));
    browser.indexed.retain(|key, _| !key.contains("/j/") && !key.contains("/b/"));
    browser.local.retain(|key, _| !key.contains("/j/"));
    is_whole(&browser, "from the snapshot");
}

/// F39: a hundred thousand work items in one import; then an edit, snapshots and loading.
#[test]
fn a_hundred_thousand_items_come_back() {
    const ITEMS: u64 = 100_000;
    let mut browser = Browser::new();
    browser.open();
    browser.commit(0, "Import", |_, stamp| {
        let item = |at: u64| {
            let meta = Meta::new(Id(1_000 + at), stamp);
            let title = format!("Item {at}").as_str().into();
            let edit: Edit = Edit::Create(Arc::new(WorkItem { meta, title, ..WorkItem::default() }));
            edit
        };
        (0..ITEMS).map(item).collect()
    });
    while browser.work(0) {}
    browser.now += 3_600_000;
    browser.event(0, Event::Idle { leader: true });
    browser.settle();
    browser.rename_item(0, Id(1_007), "Another title");
    while browser.work(0) {}
    browser.tabs.clear();
    // Without the bulk itself: the snapshot has it all.
    browser.indexed.retain(|key, _| !key.contains("/b/"));
    let loaded = load(WORKSPACE, browser.dumps());
    assert_eq!(loaded.portfolio.count_of(WorkItem::SCHEMA.kind), ITEMS as usize);
    assert_eq!(loaded.portfolio.get::<WorkItem>(Id(1_007)).unwrap().title.to_string(), "Another title");
    assert!(browser.local_used() < 5_242_880 / 10 * 7);
}

/// F39: what a newer version keeps may be nested as deeply as any door lets in.
#[test]
fn deep_values_come_back() {
    let mut browser = Browser::new();
    browser.open();
    let foreign = browser.add_foreign(0);
    let deep = (0..95).fold(Value::Int(7), |inner, _| Value::List(vec![inner]));
    browser.set(0, foreign, FieldKey::Named("probability".into()), deep.clone());
    browser.settle();
    for _ in 0..3 {
        let loaded = browser.check();
        let record = loaded.portfolio.record(foreign).unwrap();
        assert_eq!(record.value(&FieldKey::Named("probability".into())), deep);
        browser.compact();
    }
}

// ------------------------------------------------------------------------------------------------ strange

/// F40, F8: keys that only look like ours, and texts that a store gives back with a letter it could not hold.
#[test]
fn keys_that_only_look_like_ours_are_left_alone() {
    let mut browser = Browser::new();
    browser.open();
    browser.add_person(0, "Ada");
    browser.settle();
    browser.compact();
    let shown = picture(&browser.tabs[0].portfolio);
    browser.tabs.clear();
    let prefix = WORKSPACE.prefix();
    let writer = WriterId(1_007);
    let strange = [
        format!("{prefix}j/{writer}/1\u{301}"),
        format!("{prefix}j/{writer}/\u{ff11}"),
        format!("{prefix}j/{writer}/\u{661}"),
        format!("{prefix}j/{writer}/1\0"),
        format!("\u{202e}{prefix}j/{writer}/1"),
        format!("{prefix}j/\u{212a}000000000001/1"),
        format!("{prefix}m.0 "),
        format!("{prefix}M.0"),
        format!("{}J/{writer}/1", prefix.to_uppercase()),
        "ppmo/\u{e9}/m.0".into(),
        "ppmo/e\u{301}/m.0".into(),
    ];
    for key in &strange {
        browser.local.insert(key.clone(), "P1J1p2.00000000:{}".into());
        browser.indexed.insert(key.clone(), "\u{fffd}".into());
    }
    let loaded = browser.check();
    assert!(loaded.set_aside.is_empty());
    assert_same(&picture(&loaded.portfolio), &shown, "loaded");
    browser.open();
    browser.settle();
    browser.compact();
    browser.compact();
    for key in &strange {
        assert!(browser.local.contains_key(key) && browser.indexed.contains_key(key), "{key:?}");
    }
}

/// F40: an unpaired surrogate comes out of a store as U+FFFD. A record with one is not what was written: the other copy counts.
#[test]
fn a_letter_that_a_store_could_not_hold_is_noticed() {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada 😀");
    browser.settle();
    browser.tabs.clear();
    let key = browser.local.keys().next().unwrap().clone();
    let text = browser.local[&key].replace('😀', "\u{fffd}\u{fffd}");
    assert_ne!(text, browser.local[&key]);
    browser.local.insert(key, text);
    let loaded = browser.check();
    assert_eq!(person_name(&loaded.portfolio, ada).as_deref(), Some("Ada 😀"));
    assert!(loaded.set_aside.len() == 1 && loaded.set_aside[0].recovered);
}
