//! The limits of boards, whatever brings a card over one: somebody says why, and that stands with the card; a strict board refuses.

use crate::support::bench::{Bench, text};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{FieldKey, RecordType};
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::{Person, WorkItem, person, work_item};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::decide::{ArchiveItems, CopyWork, MoveItems, OverLimit};
use pocket_pmo::engine::rejection::Rejection;
use std::sync::Arc;

/// A board of initiation whose limits are one card in Drafting, for each person, and two in each lane; Steel is drafted by Ada.
fn bench(hard: bool) -> Bench {
    let mut bench = Bench::on(Phase::Initiation);
    let mut board = bench.columns_of(Phase::Initiation);
    board.columns[1].limit = Some(1);
    (board.hard, board.person_limit, board.lane_limit) = (hard, Some(1), Some(2));
    bench.act(board).unwrap();
    let steel = bench.cards[0];
    bench.world.change(steel, work_item::at::owner, text("Ada"));
    bench.act(bench.to(&[steel], "drafting")).unwrap();
    bench
}

/// What brings a card over a limit: what is done before, the command, and the card that then says why.
type Way = (&'static str, fn(&mut Bench) -> (Command, Id), &'static str);

const WAYS: [Way; 10] = [
    ("a field", |bench| (change(bench, work_item::at::owner, "Ada"), bench.cards[1]), "Ada would have 2 of 1."),
    (
        "a class",
        |bench| {
            let (steel, crane) = (bench.cards[0], bench.cards[1]);
            bench.world.change(steel, work_item::at::class_of_service, text("expedite"));
            let _ = reviewed(bench);
            (
                Command::Change { record: crane, fields: vec![(work_item::at::class_of_service, text("expedite"))] },
                crane,
            )
        },
        "Expedite would have 2 of 1.",
    ),
    (
        "a stream",
        |bench| {
            for (card, column) in [(2, "in_review"), (1, "in_review")] {
                bench.act(bench.to(&bench.cards[card..=card], column)).unwrap();
            }
            let cards = bench.cards.clone();
            for card in &cards[..2] {
                bench.world.change(*card, work_item::at::stream, text("Rail"));
            }
            (Command::Change { record: cards[2], fields: vec![(work_item::at::stream, text("rail "))] }, cards[2])
        },
        "Rail would have 3 of 2.",
    ),
    (
        "many at once",
        |bench| {
            let crane = reviewed(bench);
            let import = Import { names: vec![(crane, work_item::at::owner, "Ada".to_owned())], ..Import::default() };
            (Command::Import(Box::new(import)), crane)
        },
        "Ada would have 2 of 1.",
    ),
    (
        "a list that moves",
        |bench| {
            let crane = bench.cards[1];
            let changes = vec![(crane, vec![(FieldKey::Known(work_item::at::column), text("drafting"))])];
            (Command::Import(Box::new(Import { changes, ..Import::default() })), crane)
        },
        "Drafting would have 2 of 1.",
    ),
    (
        "a list that makes",
        |bench| {
            let mut made = bench.item(bench.cards[1]).clone();
            (made.meta.id, made.column, made.column_entries) = (bench.world.fresh_id(), "drafting".into(), Vec::new());
            let id = made.meta.id;
            (Command::Import(Box::new(Import { creates: vec![Arc::new(made)], ..Import::default() })), id)
        },
        "Drafting would have 2 of 1.",
    ),
    (
        "bringing back",
        |bench| {
            let steel = bench.cards[0];
            bench.act(ArchiveItems { items: vec![steel], brings_back: false }).unwrap();
            bench.act(bench.to(&bench.cards[1..2], "drafting")).unwrap();
            (Command::act(ArchiveItems { items: vec![steel], brings_back: true }), steel)
        },
        "Drafting would have 2 of 1.",
    ),
    (
        "restoring",
        |bench| {
            let steel = bench.cards[0];
            bench.world.delete(steel);
            bench.act(bench.to(&bench.cards[1..2], "drafting")).unwrap();
            (Command::Restore { records: vec![steel] }, steel)
        },
        "Drafting would have 2 of 1.",
    ),
    (
        "a column that goes",
        |bench| {
            let crane = reviewed(bench);
            let mut board = bench.columns_of(Phase::Initiation);
            (board.person_limit, board.lane_limit) = (None, None);
            let gone = board.columns.remove(2);
            board.moved = vec![(gone.key, "drafting".to_owned())];
            (Command::act(board), crane)
        },
        "Drafting would have 2 of 1.",
    ),
    (
        "a copy",
        |bench| {
            let gemini = bench.world.new_project("Gemini");
            let mut board = bench.columns_of(Phase::Initiation);
            (board.project, board.columns[0].limit) = (gemini, Some(1));
            bench.act(board).unwrap();
            let copy = CopyWork { from: bench.apollo, to: gemini, first_day: None, with_owners: false };
            (Command::act(copy), gemini)
        },
        "To do would have 3 of 1.",
    ),
];

fn reviewed(bench: &mut Bench) -> Id {
    let crane = bench.cards[1];
    bench.act(bench.to(&[crane], "in_review")).unwrap();
    crane
}

fn change(bench: &mut Bench, field: u8, to: &str) -> Command {
    let record = reviewed(bench);
    Command::Change { record, fields: vec![(field, text(to))] }
}

#[test]
fn whatever_brings_a_card_over_a_limit_says_why_and_that_stands_with_the_card() {
    for (way, make, sentence) in WAYS {
        let mut bench = bench(false);
        let (command, card) = make(&mut bench);
        let refused = bench.world.dispatch(&command).err().unwrap_or_else(|| panic!("{way} is silent"));
        assert!(matches!(refused, Rejection::Demands { .. }), "{way}");
        assert_eq!(refused.to_string(), [sentence, " Say why."].concat(), "{way}");
        let known: Vec<usize> = entries(&bench, card);
        bench.act(OverLimit { command, reason: " The rest waits ".to_owned() }).unwrap();
        let told = bench.world.portfolio().all::<WorkItem>().any(|item| {
            (item.meta.id == card || item.project.is_some_and(|of| of.id == card))
                && item.column_entries.last().is_some_and(|entry| &*entry.reason == "The rest waits")
        });
        assert!(told, "{way}");
        let now = entries(&bench, card);
        assert!(known.iter().all(|count| now.iter().any(|now| now >= count)), "{way} loses no entry");
        bench.world.undo().unwrap();
        assert_eq!(entries(&bench, card), known, "{way} is taken back");
    }
}

fn entries(bench: &Bench, card: Id) -> Vec<usize> {
    let there = bench.world.portfolio().get::<WorkItem>(card).filter(|item| !item.meta.deleted);
    there.map(|item| item.column_entries.len()).into_iter().collect()
}

#[test]
fn a_strict_board_refuses_whatever_brings_a_card_over_its_limit() {
    for (way, make, sentence) in WAYS {
        let mut bench = bench(true);
        let (command, _) = make(&mut bench);
        for command in [command.clone(), Command::act(OverLimit { command, reason: "At once".to_owned() })] {
            let refused = bench.world.dispatch(&command).err().unwrap_or_else(|| panic!("{way} is silent"));
            assert_eq!(refused.to_string(), [sentence, " Limits are strict on this board."].concat(), "{way}");
        }
    }
}

#[test]
fn what_brings_no_card_over_a_limit_asks_for_nothing() {
    let mut bench = bench(true);
    let (steel, crane) = (bench.cards[0], bench.cards[1]);
    // What stands in the first column is not in progress, and what stays where it is counts no more than before.
    bench.world.change(crane, work_item::at::owner, text("Ada"));
    bench.world.change(crane, work_item::at::class_of_service, text("expedite"));
    bench.world.change(steel, work_item::at::stream, text("Rail"));
    bench.world.change(steel, work_item::at::estimate, Value::Number(3.0));
    let mut lower = bench.columns_of(Phase::Initiation);
    (lower.columns[0].limit, lower.person_limit) = (Some(1), Some(1));
    bench.act(lower).unwrap();
    bench.world.change(bench.cards[2], work_item::at::title, text("Slab, cast"));
    assert_eq!(bench.columns(crane), ["to_do"], "and nothing is entered");
    // Two records of one person become one, and nobody has more to do.
    let bo =
        bench.world.create(Person::SCHEMA, vec![(person::at::name, text("Bo")), (person::at::initials, text("BO"))]);
    bench.act(bench.to(&[crane], "in_review")).unwrap_err();
    bench.world.change(crane, work_item::at::class_of_service, text("standard"));
    bench.world.change(crane, work_item::at::owner, Value::Id(bo));
    bench.act(bench.to(&[crane], "in_review")).unwrap();
    let ada = bench.item(steel).owner.unwrap().id;
    bench.world.dispatch(&Command::Merge { from: bo, into: ada }).unwrap();
}

#[test]
fn lanes_that_are_shown_count_for_what_is_moved() {
    let mut bench = bench(false);
    let cards = bench.cards.clone();
    for card in &cards {
        bench.world.change(*card, work_item::at::domain, text("technical"));
    }
    let shown = MoveItems {
        lanes: Some(pocket_pmo::domain::work::limits::LaneBy::Domain),
        ..bench.to(&cards[1..], "in_review")
    };
    assert_eq!(bench.act(shown), Err("Technical would have 3 of 2. Say why.".to_owned()));
    assert!(bench.act(bench.to(&cards[1..], "in_review")).is_ok(), "nobody looks at lanes that are not shown");
}
