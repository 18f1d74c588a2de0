//! Places on the board stay short: in a column of fifty thousand, in its backup, and wherever cards are put again and again.

use crate::support::World;
use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::order::LONGEST;
use pocket_pmo::domain::records::Project;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::portfolio::Portfolio;
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
    let before = places(world.portfolio());
    world.undo().unwrap();
    world.redo().unwrap();
    assert_eq!(places(world.portfolio()), before, "neighbours that were laid out anew come back with the step");
}
