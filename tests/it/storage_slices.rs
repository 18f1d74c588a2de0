//! Loading in slices: the board stands before the work items do, and what is loaded in the end is the same.

use crate::support;

use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::{FieldKey, Meta, RecordType};
use pocket_pmo::domain::records::{Project, WorkItem, work_item};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Edit;
use pocket_pmo::storage::load::{Loaded, Repair};
use pocket_pmo::storage::loading::{Loading, Step};
use std::sync::Arc;
use support::fault_store::{Browser, WORKSPACE, assert_same, person_name, picture};

const ITEMS: usize = 300;

/// People, a project and its work items in two snapshots; then edits that no snapshot holds.
fn lived() -> (Browser, Id, Vec<Id>) {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada");
    let (project, items) = (browser.new_id(), (0..ITEMS).map(|_| browser.new_id()).collect::<Vec<_>>());
    let own = items.clone();
    browser.commit(0, "Import", move |_, stamp| {
        let name = "Ferry renewal".into();
        let apollo = Project { meta: Meta::new(project, stamp), name, code: "F".into(), ..Project::default() };
        let item = |(at, id): (usize, &Id)| -> Edit {
            let title = format!("Item {at}").as_str().into();
            let project = Some(Ref::new(project));
            Edit::Create(Arc::new(WorkItem { meta: Meta::new(*id, stamp), title, project, ..WorkItem::default() }))
        };
        own.iter().enumerate().map(item).chain([Edit::Create(Arc::new(apollo))]).collect()
    });
    browser.settle();
    browser.compact();
    browser.set(0, items[7], FieldKey::Known(work_item::at::title), Value::text("Second title"));
    browser.settle();
    browser.compact();
    browser.rename(0, ada, "Ada Lovelace");
    browser.set(0, items[7], FieldKey::Known(work_item::at::title), Value::text("Third title"));
    browser.delete(0, items[9]);
    browser.settle();
    (browser, ada, items)
}

/// Loads step by step; gives the first board that can be shown, how many steps that took, and what is loaded in the end.
fn load(browser: &Browser) -> (Option<(Portfolio, usize)>, Loaded) {
    let mut loading = Loading::new(WORKSPACE, browser.dumps());
    let mut board = None;
    for steps in 1.. {
        if let Step::Done(loaded) = loading.step() {
            return (board, *loaded);
        }
        board = board.or_else(|| loading.board().map(|board| (board, steps)));
    }
    unreachable!()
}

#[test]
fn the_board_stands_before_the_work_items_do() {
    let (browser, ada, items) = lived();
    let (board, loaded) = load(&browser);
    let (board, _) = board.unwrap();
    assert_eq!(person_name(&board, ada).as_deref(), Some("Ada Lovelace"), "with all edits");
    assert_eq!(board.count_of(Project::SCHEMA.kind), 1);
    assert_eq!(board.count_of(WorkItem::SCHEMA.kind), 0);
    assert_same(&picture(&loaded.portfolio), &picture(&browser.tabs[0].portfolio), "loaded");
    assert_eq!(loaded.portfolio.get::<WorkItem>(items[7]).unwrap().title.to_string(), "Third title");
    let project = loaded.portfolio.get::<WorkItem>(items[0]).unwrap().project.unwrap().id;
    assert_eq!(loaded.portfolio.count(IndexKey::items(project)), ITEMS - 1, "one is deleted");
    assert_eq!(loaded.transactions.len(), 6);
}

/// An unchanged record stands in memory once, in portfolio and history; a changed one as it was made and as it is.
#[test]
fn history_and_portfolio_share_what_nobody_changed() {
    let (browser, _, items) = lived();
    let (_, loaded) = load(&browser);
    let created = |id: Id| {
        let edits = loaded.transactions.iter().flat_map(|transaction| &transaction.edits);
        let record = edits.into_iter().find_map(|edit| match edit {
            Edit::Create(record) if record.meta().id == id => Some(record.clone()),
            _ => None,
        });
        record.unwrap()
    };
    let own = |id: Id| loaded.portfolio.record(id).unwrap();
    assert!(Arc::ptr_eq(&created(items[0]), own(items[0])));
    assert_eq!(created(items[7]).typed::<WorkItem>().unwrap().title.to_string(), "Item 7");
    assert!(!created(items[9]).meta().deleted && own(items[9]).meta().deleted);
}

/// A chunk of work items is damaged in both stores after the board was shown: the snapshot before it and the journal tell.
#[test]
fn a_damaged_chunk_of_items_falls_back_to_the_older_snapshot() {
    let (mut browser, ..) = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    let chunks = browser.indexed.keys().filter(|key| key.contains("/c/8-")).cloned();
    // Only the newest snapshot names the chunk that was written last.
    let newest = chunks.max_by_key(|key| key.rsplit('.').next().unwrap().parse::<u64>().unwrap()).unwrap();
    for store in [&mut browser.local, &mut browser.indexed] {
        if let Some(text) = store.get_mut(&newest) {
            text.push('~');
        }
    }
    let (board, loaded) = load(&browser);
    assert!(board.is_some());
    assert!(loaded.repairs.contains(&Repair::OlderSnapshot), "{:?}", loaded.repairs);
    assert_same(&picture(&loaded.portfolio), &whole, "loaded");
}

/// Before there is a snapshot, and when the newest lacks something of the board, everything comes at once.
#[test]
fn no_board_is_shown_that_lacks_something() {
    let (mut browser, ..) = lived();
    let whole = picture(&browser.tabs[0].portfolio);
    let (manifests, chunks): (Vec<String>, Vec<String>) = browser
        .indexed
        .keys()
        .filter(|key| key.contains("/m.") || key.contains("/c/"))
        .cloned()
        .partition(|key| key.contains("/m."));
    let person = chunks.iter().find(|key| key.contains("/c/2-")).unwrap();
    browser.local.remove(person);
    let text = browser.indexed.remove(person).unwrap();
    let (board, loaded) = load(&browser);
    assert!(board.is_none() && loaded.seed.is_incomplete);
    browser.indexed.insert(person.clone(), text);
    for key in manifests.iter().chain(&chunks) {
        browser.local.remove(key);
        browser.indexed.remove(key);
    }
    let (board, loaded) = load(&browser);
    assert!(board.is_none());
    assert_same(&picture(&loaded.portfolio), &whole, "loaded");
}
