//! The laws of the fold: whatever the order in which transactions arrive, and however often, everybody sees the same.
use crate::support;

use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::{DELETED, FieldKey, Foreign, Record, RecordType};
use pocket_pmo::domain::records::Project;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::stamp::{ClockTime, Stamp};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::{Author, Change, Edit, Purpose, Transaction};
use proptest::prelude::*;
use std::sync::Arc;
use support::peers::events;
use support::{Peers, World, cases, differences, visible};

fn text(text: &str) -> Value {
    Value::text(text)
}

/// Numbers 0 to `count`, shuffled, with some of them once more, as a dealer with that seed deals.
fn dealt(count: usize, mut seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.extend((0..count).step_by(3));
    for at in (1..order.len()).rev() {
        seed = support::values::mix(seed);
        order.swap(at, (seed % (at as u64 + 1)) as usize);
    }
    order
}

const NONE: Vec<String> = Vec::new();

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn any_order_and_any_repeats_give_the_same(events in events(3, 1..45), seeds in any::<[u64; 3]>()) {
        let mut peers = Peers::new(3);
        events.iter().for_each(|event| peers.happen(event));
        let expected = peers.expected();
        let count = peers.sent.len();
        let mut orders = vec![(0..count).collect(), (0..count).rev().collect()];
        orders.extend(seeds.map(|seed| dealt(count, seed)));
        for order in orders {
            prop_assert_eq!(differences(&peers.folded_in_order(&order), &expected), NONE);
        }
    }

    #[test]
    fn tabs_that_exchanged_everything_are_equal(events in events(3, 1..45)) {
        let mut peers = Peers::new(3);
        events.iter().for_each(|event| peers.happen(event));
        peers.settle();
        let expected = peers.expected();
        let steps = |world: &World| world.workspace.history().iter().map(|t| world.workspace.id_of(t)).collect::<Vec<_>>();
        for tab in &peers.tabs {
            prop_assert_eq!(differences(&visible(tab.portfolio()), &expected), NONE);
            prop_assert_eq!(steps(tab), steps(&peers.tabs[0]), "the history is the same too");
        }
        prop_assert_eq!(differences(&visible(peers.tabs[1].reloaded().portfolio()), &expected), NONE, "after a reload");
    }
}

/// A change as another tab would send it: writer, number and time as given.
fn sent(writer: u32, seq: u32, time: u64, edits: Vec<Edit>) -> Transaction {
    let stamp = Stamp { time: ClockTime(time), writer };
    let edits = edits.into_iter().map(|edit| match edit {
        Edit::Create(record) => {
            let mut record = record.copy();
            record.meta_mut().stamp = stamp;
            Edit::Create(Arc::from(record))
        }
        set => set,
    });
    let edits = edits.collect();
    Transaction { stamp, seq, author: Author::default(), label: "Test".into(), purpose: Purpose::Do, edits }
}

const APOLLO: Id = Id(42);

fn made(name: &str) -> Edit {
    let mut project = Project { name: name.into(), code: "P-001".into(), ..Project::default() };
    project.meta.id = APOLLO;
    Edit::Create(Arc::new(project))
}

fn set(field: FieldKey, after: Value, prev: (u32, u64)) -> Edit {
    let prev = Stamp { time: ClockTime(prev.1), writer: prev.0 };
    let change = Change { field, before: Value::Null, after, prev, settled: Vec::new() };
    Edit::Set { record: APOLLO, schema: Project::SCHEMA, changes: vec![change] }
}

const NAME: FieldKey = FieldKey::Known(at::name);

/// A portfolio that knows writers 1 to 4 under their numbers.
fn knowing_writers() -> Portfolio {
    let mut portfolio = Portfolio::default();
    for number in 1..=4 {
        assert_eq!(u64::from(portfolio.writers.intern(WriterId(number))), number);
    }
    portfolio
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1).into_iter();
    let longer = shorter.flat_map(|order| {
        (0..count).map(move |at| {
            let mut order = order.clone();
            order.insert(at, count - 1);
            order
        })
    });
    longer.collect()
}

/// Folds them in every order, with one repeated; all must give what is expected. Gives the portfolio.
fn in_every_order(transactions: &[Transaction]) -> Portfolio {
    let expected = support::expected::expected(transactions.iter(), &knowing_writers().writers);
    let mut last = knowing_writers();
    for order in orders(transactions.len()) {
        last = knowing_writers();
        for at in &order {
            last.fold(&transactions[*at]);
        }
        last.fold(&transactions[order[0]]);
        assert_eq!(visible(&last), expected, "in the order {order:?}");
    }
    last
}

fn name_and_others(portfolio: &Portfolio) -> (String, Vec<Value>) {
    let project = portfolio.get::<Project>(APOLLO).unwrap();
    let others = project.meta.others_of(&NAME).map(|other| other.value.clone()).collect();
    (project.name.to_string(), others)
}

#[test]
fn the_later_of_two_concurrent_changes_wins_and_the_other_is_kept() {
    let portfolio = in_every_order(&[
        sent(1, 1, 10, vec![made("Apollo")]),
        sent(2, 1, 20, vec![set(NAME, text("Artemis"), (1, 10))]),
        sent(3, 1, 21, vec![set(NAME, text("Athena"), (1, 10))]),
    ]);
    assert_eq!(name_and_others(&portfolio), ("Athena".to_owned(), vec![text("Artemis")]));
}

#[test]
fn a_change_made_in_sight_of_another_is_no_race() {
    let transactions = [
        sent(1, 1, 10, vec![made("Apollo")]),
        sent(2, 1, 20, vec![set(NAME, text("Artemis"), (1, 10))]),
        sent(3, 1, 21, vec![set(NAME, text("Athena"), (2, 20))]),
        sent(2, 2, 30, vec![set(NAME, text("Ares"), (3, 21))]),
    ];
    assert_eq!(name_and_others(&in_every_order(&transactions)), ("Ares".to_owned(), vec![]));
    for order in orders(transactions.len()) {
        let mut portfolio = knowing_writers();
        for at in &order {
            portfolio.fold(&transactions[*at]);
        }
        let more = portfolio.record(APOLLO).unwrap().meta().more.as_ref().unwrap();
        assert!(more.missing.is_empty(), "waited for what has come, in the order {order:?}");
    }
}

#[test]
fn equal_times_are_told_apart_by_the_writer() {
    let portfolio = in_every_order(&[
        sent(1, 1, 10, vec![made("Apollo")]),
        sent(2, 1, 20, vec![set(NAME, text("Artemis"), (1, 10))]),
        sent(3, 1, 20, vec![set(NAME, text("Athena"), (1, 10))]),
        sent(4, 1, 10, vec![set(NAME, text("Ares"), (1, 10))]),
    ]);
    assert_eq!(name_and_others(&portfolio), ("Athena".to_owned(), vec![text("Ares"), text("Artemis")]));
}

#[test]
fn of_two_creations_of_one_record_the_later_counts_and_changes_of_the_earlier_are_kept() {
    // A backup restored in two tabs. The change at 20 was made before the second creation, that at 40 after it, in sight of 20.
    let portfolio = in_every_order(&[
        sent(1, 1, 10, vec![made("Apollo")]),
        sent(1, 2, 20, vec![set(NAME, text("Artemis"), (1, 10))]),
        sent(2, 1, 30, vec![made("Apollo 2")]),
    ]);
    assert_eq!(name_and_others(&portfolio), ("Apollo 2".to_owned(), vec![text("Artemis")]));
    let portfolio = in_every_order(&[
        sent(1, 1, 10, vec![made("Apollo")]),
        sent(1, 2, 20, vec![set(NAME, text("Artemis"), (1, 10))]),
        sent(2, 1, 30, vec![made("Apollo 2")]),
        sent(1, 3, 40, vec![set(NAME, text("Ares"), (1, 20))]),
        sent(3, 1, 25, vec![set(FieldKey::Named("mood".into()), text("good"), (1, 10))]),
    ]);
    assert_eq!(name_and_others(&portfolio), ("Ares".to_owned(), vec![]));
}

#[test]
fn a_value_that_does_not_fit_is_kept_until_one_that_does() {
    let odd = Value::List(vec![Value::Int(3)]);
    let alone = [sent(1, 1, 10, vec![made("Apollo")]), sent(2, 1, 20, vec![set(NAME, odd.clone(), (1, 10))])];
    let portfolio = in_every_order(&alone);
    assert_eq!(portfolio.get::<Project>(APOLLO).unwrap().name, "".into());
    assert_eq!(portfolio.record(APOLLO).unwrap().value(&NAME), odd, "it can be written back");
    let portfolio =
        in_every_order(&[alone[0].clone(), alone[1].clone(), sent(3, 1, 30, vec![set(NAME, text("Athena"), (1, 10))])]);
    assert_eq!(name_and_others(&portfolio), ("Athena".to_owned(), vec![odd.clone()]));
    let kept = &portfolio.record(APOLLO).unwrap().meta().more.as_ref().unwrap().unknown;
    assert!(kept.is_empty(), "nothing is left of the value that did not fit: {kept:?}");
    let portfolio =
        in_every_order(&[alone[0].clone(), sent(3, 1, 15, vec![set(NAME, text("Athena"), (1, 10))]), alone[1].clone()]);
    assert_eq!(name_and_others(&portfolio), (String::new(), vec![text("Athena")]));
}

#[test]
fn fields_and_kinds_of_a_newer_version_survive() {
    let mood = FieldKey::Named("mood".into());
    let mut forecast = Foreign::blank("forecast");
    forecast.meta_mut().id = Id(7);
    let mut with_mood = Project { name: "Apollo".into(), code: "P-001".into(), ..Project::default() };
    with_mood.meta.id = APOLLO;
    let mut with_mood: Box<dyn Record> = Box::new(with_mood);
    with_mood.put(&mood, &text("calm"));
    let horizon = Change {
        field: FieldKey::Named("horizon".into()),
        before: Value::Null,
        after: Value::Int(3),
        prev: Stamp { time: ClockTime(10), writer: 1 },
        settled: Vec::new(),
    };
    let schema = forecast.schema();
    let portfolio = in_every_order(&[
        sent(1, 1, 10, vec![Edit::Create(Arc::from(with_mood)), Edit::Create(Arc::from(forecast))]),
        sent(2, 1, 20, vec![set(mood.clone(), text("tense"), (1, 10))]),
        sent(3, 1, 19, vec![set(mood.clone(), text("merry"), (1, 10))]),
        sent(2, 2, 22, vec![Edit::Set { record: Id(7), schema, changes: vec![horizon] }]),
        sent(3, 2, 23, vec![set(NAME, text("Artemis"), (1, 10))]),
    ]);
    let project = portfolio.record(APOLLO).unwrap();
    assert_eq!(project.value(&mood), text("tense"));
    assert_eq!(project.meta().others_of(&mood).map(|o| o.value.clone()).collect::<Vec<_>>(), [text("merry")]);
    let foreign = portfolio.record(Id(7)).unwrap();
    assert_eq!((foreign.kind_name(), foreign.value(&FieldKey::Named("horizon".into()))), ("forecast", Value::Int(3)));
}

#[test]
fn a_change_waits_for_the_record_it_belongs_to() {
    let mut portfolio = knowing_writers();
    let early = portfolio.fold(&sent(2, 1, 20, vec![set(NAME, text("Artemis"), (1, 10))]));
    assert!(early.records.is_empty() && early.indexes.is_empty());
    assert!(portfolio.record(APOLLO).is_none() && portfolio.has_waiting());
    let touched = portfolio.fold(&sent(1, 1, 10, vec![made("Apollo")]));
    assert!(touched.records.contains(&APOLLO) && !portfolio.has_waiting());
    assert_eq!(name_and_others(&portfolio), ("Artemis".to_owned(), vec![]));
}

#[test]
fn a_change_that_waits_is_history_at_once() {
    let mut peers = Peers::new(2);
    let act = |peers: &mut Peers, command| {
        let made = peers.tabs[0].dispatch(&command).unwrap().transaction;
        peers.send(0, (*made).clone());
        made.edits[0].record()
    };
    let fields = vec![(at::name, text("Apollo"))];
    let id = act(&mut peers, Command::Create { schema: Project::SCHEMA, fields });
    act(&mut peers, Command::Change { record: id, fields: vec![(at::name, text("Artemis"))] });
    for which in [1, 0, 1, 0] {
        peers.deliver(1, which);
    }
    let labels = |world: &World| world.workspace.history().iter().map(|t| t.label.to_string()).collect::<Vec<_>>();
    assert_eq!(labels(&peers.tabs[1]), ["Add project Apollo", "Change name of Apollo"]);
}

#[test]
fn the_loser_of_a_race_is_settled_by_the_next_change_made_in_sight_of_it() {
    let mut peers = Peers::new(2);
    let created =
        peers.tabs[0].dispatch(&Command::Create { schema: Project::SCHEMA, fields: vec![(at::name, text("Apollo"))] });
    let created = created.unwrap().transaction;
    let id = created.edits[0].record();
    peers.send(0, (*created).clone());
    peers.settle();
    peers.tabs[1].now = peers.tabs[0].now + 60_000;
    for (tab, name) in [(0, "Artemis"), (1, "Athena")] {
        let change = peers.tabs[tab].rename(id, name).transaction;
        peers.send(tab, (*change).clone());
    }
    peers.settle();
    assert_eq!(&*peers.tabs[0].project(id).name, "Athena", "its clock is ahead");
    for tab in &peers.tabs {
        assert_eq!(tab.others(id, at::name), [text("Artemis")]);
    }
    let choice = Command::TakeVersion { record: id, field: NAME, value: text("Artemis") };
    let settled = peers.tabs[0].dispatch(&choice).unwrap().transaction;
    peers.send(0, (*settled).clone());
    peers.settle();
    for tab in &peers.tabs {
        assert_eq!((&*tab.project(id).name, tab.others(id, at::name)), ("Artemis", vec![]));
    }
    assert_eq!(peers.expected(), visible(peers.tabs[1].portfolio()));
}

#[test]
fn deleting_is_a_field_of_its_own_and_never_a_version_to_choose() {
    let portfolio = in_every_order(&[
        sent(1, 1, 10, vec![made("Apollo")]),
        sent(2, 1, 20, vec![set(FieldKey::Known(DELETED), Value::Bool(true), (1, 10))]),
        sent(3, 1, 21, vec![set(NAME, text("Athena"), (1, 10))]),
        sent(4, 1, 22, vec![set(FieldKey::Known(DELETED), Value::Bool(false), (1, 10))]),
    ]);
    let project = portfolio.record(APOLLO).unwrap();
    assert!(!project.meta().deleted && project.meta().others_of(&FieldKey::Known(DELETED)).next().is_none());
    assert_eq!(name_and_others(&portfolio), ("Athena".to_owned(), vec![]));
}
