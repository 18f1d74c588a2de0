//! The indexes always equal a scan of all records, a fold names every list it changed, and a card moved on the board
//! stands exactly where it was put.
use crate::support;

use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::records::{self, Project, WorkItem};
use pocket_pmo::domain::schema::{Kind, mark};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::rejection::Rejection;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use support::peers::events;
use support::visible::{Shown, shown};
use support::{Peers, World, cases, steps};

/// Every list as it is read from the records and their schemas alone.
fn scanned(portfolio: &Portfolio) -> BTreeMap<IndexKey, Vec<Id>> {
    let mut lists: BTreeMap<IndexKey, BTreeSet<(String, Id)>> = BTreeMap::new();
    for record in portfolio.every() {
        let (schema, id) = (record.schema(), record.meta().id);
        let mut enter = |key, place: &str| lists.entry(key).or_default().insert((place.to_owned(), id));
        if record.meta().deleted {
            enter(IndexKey::Deleted(schema.kind), "");
            continue;
        }
        enter(IndexKey::Kind(schema.kind), "");
        if schema.open.is_some_and(|is_open| is_open(&**record)) {
            enter(IndexKey::Open(schema.kind), "");
        }
        let order = schema.marked(mark::order).map(|number| record.get(number));
        let order = order.as_ref().and_then(Value::as_text).unwrap_or_default();
        for (number, _) in schema.numbered().filter(|(_, field)| field.marks & mark::indexed > 0) {
            for other in portfolio.every().map(|other| other.meta().id) {
                if record.get(number).refers_to(other) {
                    enter(IndexKey::Related(schema.kind, number, other), order);
                }
            }
        }
        if let Some(project) = record.typed::<Project>() {
            enter(IndexKey::Column(BoardColumn::of(project.phase, project.state)), order);
        }
        if let Some(item) = record.typed::<WorkItem>() {
            if item.is_blocked() && !item.is_archived() {
                enter(IndexKey::Blocked, "");
            }
            let owed = item.project.filter(|_| !item.deliverable.is_empty()).map(|project| project.id);
            if let Some(project) = owed.filter(|id| portfolio.record(*id).is_some()) {
                enter(IndexKey::Deliverables(project), "");
            }
        }
    }
    lists.into_iter().map(|(key, list)| (key, list.into_iter().map(|(_, id)| id).collect())).collect()
}

/// Every key under which something might be found.
fn keys(portfolio: &Portfolio) -> BTreeSet<IndexKey> {
    let mut keys: BTreeSet<_> = BoardColumn::ALL.map(IndexKey::Column).into();
    keys.extend([IndexKey::Kind, IndexKey::Deleted].map(|key| key(Kind(0))));
    keys.insert(IndexKey::Blocked);
    keys.extend(portfolio.every().map(|record| IndexKey::Deliverables(record.meta().id)));
    for schema in records::ALL {
        keys.extend([IndexKey::Kind, IndexKey::Deleted, IndexKey::Open].map(|key| key(schema.kind)));
        for (number, _) in schema.numbered() {
            keys.extend(portfolio.every().map(|record| IndexKey::Related(schema.kind, number, record.meta().id)));
        }
    }
    keys
}

fn lists(portfolio: &Portfolio) -> BTreeMap<IndexKey, Vec<Id>> {
    let lists = keys(portfolio).into_iter().map(|key| (key, portfolio.ids(key)));
    lists.filter(|(_, ids)| !ids.is_empty()).collect()
}

fn contents(portfolio: &Portfolio) -> BTreeMap<Id, Shown> {
    portfolio.every().map(|record| (record.meta().id, shown(&**record, &portfolio.writers))).collect()
}

/// Keys of what differs.
fn changed<K: Ord + Clone, V: PartialEq>(before: &BTreeMap<K, V>, after: &BTreeMap<K, V>) -> BTreeSet<K> {
    let all = before.keys().chain(after.keys());
    all.filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn indexes_equal_a_scan_of_all_records_and_changes_are_named(steps in steps(1..35)) {
        let mut world = World::new();
        for step in &steps {
            let before = (contents(world.portfolio()), lists(world.portfolio()));
            let Ok(Some(outcome)) = world.take(step) else { continue };
            let portfolio = world.portfolio();
            let after = (contents(portfolio), lists(portfolio));
            prop_assert_eq!(&after.1, &scanned(portfolio));
            for (key, ids) in &after.1 {
                prop_assert_eq!(portfolio.count(*key), ids.len());
            }
            let touched: BTreeSet<_> = outcome.touched.records.into_iter().collect();
            prop_assert!(changed(&before.0, &after.0).is_subset(&touched), "records not named after {:?}", step);
            let touched: BTreeSet<_> = outcome.touched.indexes.into_iter().collect();
            let changed = changed(&before.1, &after.1);
            prop_assert!(changed.is_subset(&touched), "lists not named after {:?}: {:?}", step, changed);
            // A card may get another place between the same neighbours; no other list is named without need.
            let is_ordered = |key: &&IndexKey| matches!(key, IndexKey::Column(_) | IndexKey::Related(..));
            prop_assert!(touched.difference(&changed).all(|key| is_ordered(&key)), "{:?}: {:?}", step, touched);
        }
    }

    #[test]
    fn indexes_equal_a_scan_of_all_records_beside_other_tabs(events in events(3, 1..40)) {
        let mut peers = Peers::new(3);
        for event in &events {
            peers.happen(event);
        }
        for settled in [false, true] {
            for tab in &peers.tabs {
                prop_assert_eq!(lists(tab.portfolio()), scanned(tab.portfolio()));
            }
            if !settled {
                peers.settle();
            }
        }
    }

    #[test]
    fn a_card_stands_exactly_where_it_was_put(moves in proptest::collection::vec(any::<[u64; 2]>(), 1..30), places in 0..3u8) {
        let mut world = World::new();
        let mut expected = listed(&mut world, places);
        for [card, spot] in moves {
            let from = (card % expected.len() as u64) as usize;
            let card = expected[from];
            let mut others = expected.clone();
            others.remove(from);
            let at = (spot % (others.len() as u64 + 1)) as usize;
            let after = at.checked_sub(1).map(|above| others[above]);
            let moved = world.move_after(card, after);
            others.insert(at, card);
            prop_assert_eq!(moved.is_err(), others == expected, "refused only where nothing would change");
            expected = others;
            prop_assert_eq!(&world.column(BoardColumn::Ideas), &expected);
        }
    }
}

/// Seven cards: made one by one, all in one place as two tabs may leave them, or without any place.
fn listed(world: &mut World, places: u8) -> Vec<Id> {
    if places == 0 {
        return (1..=7).map(|n| world.new_project(&format!("Project {n}"))).collect();
    }
    let mut backup = Vec::new();
    for number in 1..=7 {
        let order = if places == 1 || number == 4 { "V" } else { "" };
        let code = format!("I-{number}");
        let mut project =
            Project { name: "Card".into(), code: code.as_str().into(), order: order.into(), ..Project::default() };
        project.meta.id = Id(number);
        backup.push(Arc::new(project) as _);
    }
    let import = support::steps::restoring(&backup, world.portfolio());
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    world.column(BoardColumn::Ideas)
}

#[test]
fn a_move_writes_one_record_where_places_differ() {
    let mut world = World::new();
    let cards: Vec<Id> = ["A", "B", "C", "D"].map(|name| world.new_project(name)).to_vec();
    let moved = world.move_after(cards[3], Some(cards[0])).unwrap();
    assert_eq!((moved.transaction.edits.len(), &*moved.transaction.label), (1, "Move D within its column"));
    assert_eq!(world.column(BoardColumn::Ideas), [cards[0], cards[3], cards[1], cards[2]]);
}

#[test]
fn a_card_is_not_moved_beside_itself_nor_over_a_border() {
    let mut world = World::new();
    let [one, two, other] = ["One", "Two", "Other"].map(|name| world.new_project(name));
    world.go(other);
    assert_eq!(world.move_after(one, Some(one)).err(), Some(Rejection::Nothing));
    assert_eq!(world.move_after(one, None).err(), Some(Rejection::Nothing), "it is the first already");
    assert_eq!(world.move_after(two, Some(one)).err(), Some(Rejection::Nothing));
    assert_eq!(world.move_after(one, Some(other)).err(), Some(Rejection::OnlyByGate));
    assert_eq!(world.move_after(one, Some(Id(3))).err(), Some(Rejection::Missing));
    world.delete(two);
    assert_eq!(world.move_after(one, Some(two)).err(), Some(Rejection::Missing));
    assert_eq!(world.move_after(two, None).err(), Some(Rejection::Missing));
}

#[test]
fn a_project_enters_a_column_at_its_end() {
    let mut world = World::new();
    let [one, two] = ["One", "Two"].map(|name| world.new_project(name));
    world.go(two);
    world.go(one);
    assert_eq!(world.column(BoardColumn::Initiation), [two, one]);
    assert_eq!(world.column(BoardColumn::Ideas), []);
}

#[test]
fn a_list_without_places_stands_in_its_order_after_what_is_there() {
    let mut world = World::new();
    let first = world.new_project("First");
    let mut import = Import::default();
    for number in [3, 1, 2] {
        let code = format!("I-{number}");
        let mut project = Project { name: "Listed".into(), code: code.as_str().into(), ..Project::default() };
        project.meta.id = Id(number);
        import.creates.push(Arc::new(project));
    }
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    assert_eq!(world.column(BoardColumn::Ideas), [first, Id(3), Id(1), Id(2)]);
}

#[test]
fn places_of_an_unknown_form_never_come_in() {
    let mut world = World::new();
    let one = world.new_project("One");
    let odd = Command::Change { record: one, fields: vec![(at::order, Value::text("V0"))] };
    assert!(matches!(world.dispatch(&odd).err(), Some(Rejection::Field { .. })));
}

#[test]
fn a_move_may_say_step_programme_and_lead_in_one_step_that_can_be_undone() {
    let mut world = World::new();
    let [apollo, boreas] = ["Apollo", "Boreas"].map(|name| world.new_project(name));
    let ready = || vec![(at::step, Value::text("ready"))];
    let label = |world: &mut World, command| world.dispatch(&command).unwrap().transaction.label.to_string();
    let step = Command::MoveOnBoard { project: apollo, after: Some(boreas), fields: ready() };
    assert_eq!(label(&mut world, step), "Move Apollo to Ready for G0");
    assert_eq!(world.column(BoardColumn::Ideas), [boreas, apollo]);
    world.undo().unwrap();
    assert_eq!((world.project(apollo).step, world.column(BoardColumn::Ideas)), (None, vec![apollo, boreas]));
    world.redo().unwrap();
    // It may stay where it stands.
    let programme = vec![(at::programme, Value::text("Harbour")), (at::step, Value::Null)];
    let lane = Command::MoveOnBoard { project: apollo, after: Some(boreas), fields: programme };
    assert!(label(&mut world, lane).starts_with("Move Apollo to "));
    assert!(world.project(apollo).programme.is_some() && world.project(apollo).step.is_none());
    let both = Command::MoveTogether { projects: vec![apollo, boreas], after: None, fields: ready() };
    assert_eq!(label(&mut world, both), "Move 2 projects to Ready for G0");
    let gated = Command::MoveOnBoard { project: apollo, after: None, fields: vec![(at::phase, Value::text("closed"))] };
    assert_eq!(world.dispatch(&gated).err(), Some(Rejection::OnlyByGate));
    // A gate takes the step away with the phase.
    world.go(apollo);
    assert_eq!(world.project(apollo).step, None);
    world.undo().unwrap();
    assert!(world.project(apollo).step.is_some());
}
