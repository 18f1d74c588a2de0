//! Golden files: what each version stored, as it stood in browsers and files. Every later version loads all of it, keeps every
//! field, and writes it back; a newer one is only read. How they are made is in docs/stored-form.md.

use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::record::{FieldKey, Meta};
use pocket_pmo::domain::records::ALL;
use pocket_pmo::domain::schema::Schema;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::transaction::Edit;
use pocket_pmo::exchange::backup::{BackupOrigin, read_backup, write_backup};
use pocket_pmo::exchange::backup_error::{BackupError, BackupRemark};
use pocket_pmo::exchange::transaction_codec::SCHEMA_VERSION;
use pocket_pmo::storage::envelope::RecordKind;
use pocket_pmo::storage::load::Loaded;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::fault_store::{Browser, Store, assert_same, picture};
use support::values::{mix, value_for};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// What a version left behind.
struct Golden {
    name: String,
    /// As the stored records and the backup say.
    schema: i64,
    local: Store,
    indexed: Store,
    backup: String,
}

fn all() -> Vec<Golden> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    let read = |name: String| {
        let text = |file: &str| std::fs::read_to_string(folder().join(&name).join(file)).unwrap();
        let backup = text("backup.json");
        let schema = serde_json::from_str::<Json>(&backup).unwrap()["version"].as_i64().unwrap();
        let store = |file: &str| serde_json::from_str(&text(file)).unwrap();
        Golden { schema, local: store("local-storage.json"), indexed: store("database.json"), backup, name }
    };
    names.into_iter().map(read).collect()
}

impl Golden {
    /// A browser that was closed with this in it.
    fn browser(&self) -> Browser {
        let mut browser = Browser::new();
        (browser.local, browser.indexed) = (self.local.clone(), self.indexed.clone());
        browser.now += 100 * 86_400_000;
        browser
    }
}

fn backup_of(loaded: &Loaded) -> String {
    let origin = BackupOrigin { app: env!("CARGO_PKG_VERSION"), created: Moment(0) };
    write_backup(&loaded.portfolio, &loaded.transactions, origin)
}

/// Places in the table of writers become the writers themselves, so that two files compare.
fn named(value: &mut Json, writers: &[Json]) {
    match value {
        Json::Array(parts) => {
            if let [Json::Number(_), Json::Number(place)] = parts.as_slice()
                && let Some(writer) = place.as_u64().and_then(|place| writers.get(place as usize))
            {
                parts[1] = writer.clone();
                return;
            }
            parts.iter_mut().for_each(|part| named(part, writers));
        }
        Json::Object(entries) => {
            for (name, part) in entries.iter_mut().filter(|(name, _)| *name != "fields") {
                if name != "value" {
                    named(part, writers);
                }
            }
        }
        _ => {}
    }
}

/// Records by id, and the history, of a backup.
fn contents(backup: &str) -> (BTreeMap<String, Json>, Vec<Json>) {
    let mut backup: Json = serde_json::from_str(backup).unwrap();
    let writers = backup["writers"].as_array().unwrap().clone();
    let mut taken = |name: &str| match backup[name].take() {
        Json::Array(mut list) => {
            list.iter_mut().for_each(|one| named(one, &writers));
            list
        }
        other => panic!("{other}"),
    };
    let records = taken("records");
    let id = |record: &Json| record["id"].as_str().unwrap().to_owned();
    (records.into_iter().map(|record| (id(&record), record)).collect(), taken("history"))
}

/// Everything that was there is there: a later version may add, and never drops.
fn assert_kept(before: &Json, after: &Json, what: &str) {
    match (before, after) {
        (Json::Object(before), Json::Object(after)) => {
            for (name, value) in before {
                let kept = after.get(name).unwrap_or_else(|| panic!("{what}: {name} is gone"));
                assert_kept(value, kept, &format!("{what} {name}"));
            }
        }
        // What came of a newer version is a record of a known kind by now, and has what every one has.
        (Json::Array(before), Json::Array(after)) if before.len() == after.len() => {
            before.iter().zip(after).for_each(|(before, after)| assert_kept(before, after, what));
        }
        _ => assert_eq!(before, after, "{what}"),
    }
}

fn assert_holds_all(golden: &Golden, backup: &str) {
    let (before, history) = contents(&golden.backup);
    let (after, later) = contents(backup);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{}", golden.name);
    if golden.schema == SCHEMA_VERSION {
        for (id, record) in &before {
            assert_kept(record, &after[id], &format!("{} {id}", golden.name));
        }
        for (at, transaction) in history.iter().enumerate() {
            assert_kept(transaction, &later[at], &format!("{} history {at}", golden.name));
        }
    }
    assert!(later.len() >= history.len());
}

#[test]
fn the_present_version_has_its_golden_files() {
    let all = all();
    assert!(all.iter().any(|golden| golden.schema == SCHEMA_VERSION), "run `make golden` and commit what it wrote");
    for golden in all {
        // Every kind and every field of the version stands in it, and what a newer one had left.
        let (records, history) = contents(&golden.backup);
        assert!(records.len() > 150 && history.len() > 10, "{}", golden.name);
        assert!(golden.local.keys().chain(golden.indexed.keys()).any(|key| key.contains("/m.")));
        assert!(golden.indexed.keys().any(|key| key.contains("/b/")), "bulk");
        if golden.schema == SCHEMA_VERSION {
            // Kinds get their numbers in turn: one with a higher number than any in it came after that version.
            // What a newer version had left is of a kind that has a higher number, and has not all of its fields.
            let is_whole = |schema: &Schema, record: &Json| {
                let mut required = schema.fields.iter().filter(|field| field.required);
                record["kind"] == schema.name && required.all(|field| !record["fields"][field.name].is_null())
            };
            let is_there = |schema: &&&Schema| records.values().any(|record| is_whole(schema, record));
            let newest = ALL.iter().filter(is_there).map(|schema| schema.kind).max();
            for schema in ALL.iter().filter(|schema| Some(schema.kind) <= newest) {
                let of_kind = |record: &&Json| record["kind"] == schema.name;
                let fields: Vec<&Json> = records.values().filter(of_kind).map(|record| &record["fields"]).collect();
                assert!(!fields.is_empty(), "{} has no {}", golden.name, schema.name);
            }
        }
    }
}

/// From both stores, from either alone, and from the backup.
#[test]
fn what_every_version_stored_is_loaded_with_every_field() {
    for golden in all() {
        let browser = golden.browser();
        let loaded = browser.load();
        assert!(loaded.set_aside.is_empty() && loaded.repairs.is_empty(), "{}: {:?}", golden.name, loaded.repairs);
        assert_eq!((loaded.read_only, loaded.history.left_out.len()), (None, 0));
        assert_holds_all(&golden, &backup_of(&loaded));
        let whole = picture(&loaded.portfolio);
        for is_local in [true, false] {
            let mut half = golden.browser();
            if is_local {
                half.indexed.clear()
            } else {
                half.local.clear()
            }
            assert_same(&picture(&half.load().portfolio), &whole, &golden.name);
        }
        let backup = read_backup(&golden.backup).unwrap_or_else(|why| panic!("{}: {why}", golden.name));
        let unread: Vec<_> =
            backup.remarks.iter().filter(|remark| !matches!(remark, BackupRemark::Dangling { .. })).collect();
        assert!(unread.is_empty(), "{}: {unread:?}", golden.name);
        let mut portfolio = pocket_pmo::engine::portfolio::Portfolio::default();
        portfolio.writers = backup.writers;
        backup.records.into_iter().for_each(|record| portfolio.insert_loaded(record));
        let history: Vec<_> = backup.history.into_iter().map(Arc::new).collect();
        let origin = BackupOrigin { app: "", created: Moment(0) };
        assert_holds_all(&golden, &write_backup(&portfolio, &history, origin));
    }
}

/// Nothing is written by opening it. What it was stands until two snapshots of this version stand beside it, whole; and all of
/// it is still there afterwards.
#[test]
fn what_every_version_stored_goes_through_this_one_and_comes_back() {
    for golden in all() {
        let mut browser = golden.browser();
        let before = picture(&browser.load().portfolio);
        browser.open();
        browser.settle();
        for key in golden.indexed.keys() {
            assert_eq!(browser.indexed.get(key), golden.indexed.get(key), "{}: {key} was written anew", golden.name);
        }
        // A copy from before: after the first snapshot the old one still stands, whole, in its slot.
        browser.compact();
        let mut old = golden.browser();
        old.indexed.clone_from(&browser.indexed);
        old.local.clear();
        let newest = newest_manifest(&browser.indexed);
        old.indexed.remove(&newest);
        assert_same(&picture(&old.load().portfolio), &before, &golden.name);
        for _ in 0..3 {
            let first = browser.tabs[0].portfolio.every().map(|record| record.meta().id).min().unwrap();
            browser.set(0, first, FieldKey::Named("golden".into()), Value::Int(1));
            browser.settle();
            browser.compact();
        }
        browser.tabs.clear();
        let loaded = browser.load();
        assert!(loaded.set_aside.is_empty() && loaded.repairs.is_empty());
        // But for the field that was set.
        let backup = backup_of(&loaded).replace(",\"golden\":1", "");
        let (before, _) = contents(&golden.backup);
        let (after, _) = contents(&backup);
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
        for (id, record) in &before {
            assert_kept(&record["fields"], &after[id]["fields"], &format!("{} {id}", golden.name));
        }
        browser.local.clear();
        assert_same(&picture(&browser.load().portfolio), &picture(&loaded.portfolio), &golden.name);
    }
}

fn newest_manifest(store: &Store) -> String {
    let manifests = store.iter().filter(|(key, _)| key.contains("/m."));
    let generation = |text: &str| pocket_pmo::storage::manifest::Manifest::open(text).unwrap().generation;
    manifests.max_by_key(|(_, text)| generation(text)).unwrap().0.clone()
}

/// The same as a newer version would have written it: it is shown as far as this one can, nothing is written, and a backup of it
/// is refused with a sentence.
#[test]
fn what_a_newer_version_stored_is_only_read() {
    for golden in all() {
        for part in ["/j/", "/m.", "/c/"] {
            let mut browser = golden.browser();
            for store in [&mut browser.local, &mut browser.indexed] {
                for (_, text) in store.iter_mut().filter(|(key, _)| key.contains(part)) {
                    *text = support::restamped(text, RecordKind::VERSION + 1);
                }
            }
            let before = (browser.local.clone(), browser.indexed.clone());
            let loaded = browser.load();
            assert_eq!((loaded.read_only, loaded.set_aside.len()), (Some(RecordKind::VERSION + 1), 0), "{part}");
            browser.open();
            browser.settle();
            browser.compact();
            assert!(before == (browser.local.clone(), browser.indexed.clone()), "{part}");
        }
        let (head, next) = (format!("\"version\":{}", golden.schema), format!("\"version\":{}", SCHEMA_VERSION + 1));
        assert!(matches!(read_backup(&golden.backup.replacen(&head, &next, 1)), Err(BackupError::Newer { .. })));
    }
}

// ------------------------------------------------------------------------------------------------ making them

/// A life that leaves everything a version can store: every kind with every field, other versions of a value, what is deleted,
/// undone and unknown, bulk, two snapshots, and edits that no snapshot holds.
fn lived() -> Browser {
    let mut browser = Browser::new();
    browser.open();
    browser.open();
    browser.add_people(0, 140);
    let ada = browser.add_person(0, "Ada");
    let mut ids = Vec::new();
    for (number, schema) in ALL.iter().enumerate() {
        for copy in 0..2u64 {
            let id = browser.new_id();
            ids.push(id);
            browser.commit(0, schema.name, move |portfolio, stamp| {
                let mut record = (schema.blank)();
                *record.meta_mut() = Meta::new(id, stamp);
                for (at, field) in schema.fields.iter().enumerate() {
                    let seeds = (0..400).map(|n| mix((number as u64) << 32 | (at as u64) << 16 | copy << 10 | n));
                    for seed in seeds {
                        let value = value_for(&field.kind, seed, portfolio);
                        if !value.is_null() && record.set(at as u8, &value).is_ok() && !record.get(at as u8).is_null() {
                            break;
                        }
                    }
                    assert!(!record.get(at as u8).is_null(), "{} {} is not given", schema.name, field.name);
                }
                vec![Edit::Create(Arc::from(record))]
            });
        }
    }
    let foreign = browser.add_foreign(0);
    browser.settle();
    browser.compact();
    browser.compact();
    // Two tabs that do not hear each other change one field.
    browser.deaf = true;
    browser.rename(0, ada, "Ada Lovelace");
    browser.rename(1, ada, "Countess of Lovelace");
    browser.deaf = false;
    browser.settle();
    for tab in 0..2 {
        browser.event(tab, pocket_pmo::storage::effect::Event::Resumed);
    }
    browser.settle();
    browser.set(0, ada, FieldKey::Named("nickname".into()), Value::text("Enchantress of Number"));
    browser.set(0, foreign, FieldKey::Named("text".into()), Value::text("Thin ice – “q” \u{301} 😀"));
    browser.settle();
    browser.compact();
    browser.delete(0, ids[3]);
    browser.add_person(1, "Grace");
    browser.settle();
    browser
}

/// `make golden` writes the files of the present version. Never over those of a release.
#[test]
#[ignore = "it writes files: make golden"]
fn write() {
    let browser = lived();
    let target = folder().join(env!("CARGO_PKG_VERSION"));
    std::fs::create_dir_all(&target).unwrap();
    let write = |name: &str, text: String| std::fs::write(target.join(name), text).unwrap();
    write("local-storage.json", serde_json::to_string_pretty(&browser.local).unwrap() + "\n");
    write("database.json", serde_json::to_string_pretty(&browser.indexed).unwrap() + "\n");
    write("backup.json", backup_of(&browser.check()));
}
