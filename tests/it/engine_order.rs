//! Places on the board stay short: in a column of fifty thousand, in its backup, and wherever cards are put again and again.

use crate::support::World;
use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::order::LONGEST;
use pocket_pmo::domain::record::{FieldKey, RecordType};
use pocket_pmo::domain::records::Project;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::{Change, Edit};
use pocket_pmo::exchange::backup::{BackupOrigin, read_backup, write_backup};
use std::sync::Arc;

fn places(portfolio: &Portfolio) -> Vec<String> {
    let column = portfolio.ids(IndexKey::Column(BoardColumn::Ideas)).into_iter();
    column.map(|id| portfolio.get::<Project>(id).unwrap().order.to_string()).collect()
}

fn longest(portfolio: &Portfolio) -> usize {
    places(portfolio).iter().map(String::len).max().unwrap()
}

/// A world with so many projects of an imported list, one behind the other.
fn listed(count: u64) -> World {
    let mut world = World::new();
    let mut import = Import::default();
    for number in 1..=count {
        let code = format!("I-{number}");
        let mut project = Project { name: "Listed".into(), code: code.as_str().into(), ..Project::default() };
        project.meta.id = Id(number);
        import.creates.push(Arc::new(project));
    }
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    world
}

#[test]
fn fifty_thousand_projects_in_a_column_weigh_little_more_than_their_fields() {
    let world = listed(50_000);
    assert_eq!((world.column(BoardColumn::Ideas).len(), longest(world.portfolio())), (50_000, 3));
    let origin = BackupOrigin { app: "0.1.0", created: Moment(0) };
    let text = write_backup(world.portfolio(), &[], origin);
    let weight: usize = places(world.portfolio()).iter().map(String::len).sum();
    println!("{} bytes of backup, {weight} of places", text.len());
    assert!(weight < 150_000, "{weight} bytes of places");
    assert!(text.len() < 12_000_000, "{} bytes of backup", text.len());
    assert!(read_backup(&text).is_ok());
}

#[test]
fn cards_put_between_the_same_two_again_and_again_keep_short_places_in_one_step_each() {
    let mut world = listed(400);
    let mut expected = world.column(BoardColumn::Ideas);
    let mut most = 0;
    for turn in 0..600usize {
        // The last of the column goes to the middle, now before and now behind the one put there last.
        let card = expected.pop().unwrap();
        let at = 200 + turn % 2;
        let moved = world.move_after(card, Some(expected[at - 1])).unwrap();
        expected.insert(at, card);
        most = most.max(moved.transaction.edits.len());
    }
    assert_eq!(world.column(BoardColumn::Ideas), expected);
    assert!(longest(world.portfolio()) <= LONGEST && most <= 300, "{} {most}", longest(world.portfolio()));
}

/// A world in which the latest step was a move that laid neighbours out anew, with the places before it and the moved card.
fn laid_out_anew() -> (World, Vec<String>, Id) {
    let mut world = listed(400);
    let mut cards = world.column(BoardColumn::Ideas);
    for turn in 0..600usize {
        let before = places(world.portfolio());
        let card = cards.pop().unwrap();
        let at = 200 + turn % 2;
        let moved = world.move_after(card, Some(cards[at - 1])).unwrap();
        cards.insert(at, card);
        if moved.transaction.edits.len() > 1 {
            return (world, before, card);
        }
    }
    panic!("no move laid its neighbours out anew");
}

#[test]
fn neighbours_that_were_laid_out_anew_come_back_with_the_step() {
    let (mut world, before, _) = laid_out_anew();
    let after = places(world.portfolio());
    world.undo().unwrap();
    assert_eq!(places(world.portfolio()), before);
    world.redo().unwrap();
    assert_eq!(places(world.portfolio()), after);
}

#[test]
fn who_moves_a_neighbour_in_another_tab_does_not_take_away_the_undo() {
    let (mut world, before, card) = laid_out_anew();
    let edits = world.workspace.history().last().unwrap().edits.clone();
    let neighbour = edits.iter().map(Edit::record).find(|id| *id != card).unwrap();
    let order = |world: &World, id: Id| world.project(id).order.to_string();
    let own = world.portfolio().record(neighbour).unwrap().clone();
    let field = FieldKey::Known(at::order);
    let moved = Change {
        before: own.value(&field),
        after: Value::text("zz5"),
        prev: own.meta().stamp_of(&field),
        field,
        settled: Vec::new(),
    };
    world.newer(vec![Edit::Set { record: neighbour, schema: Project::SCHEMA, changes: vec![moved] }]);
    world.undo().unwrap();
    assert_eq!(order(&world, neighbour), "zz5", "it stays where the other tab put it");
    assert!(before.contains(&order(&world, card)), "and the card is back");
}
