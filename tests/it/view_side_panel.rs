//! What lies beside a list of one record: its latest changes.

use crate::support::World;
use pocket_pmo::domain::id::Id;
use pocket_pmo::view::side_panel::{CHANGES, latest_changes};

fn labels(world: &World, record: Id) -> Vec<(String, bool)> {
    let id_of = |transaction: &_| Some(world.workspace.id_of(transaction));
    let latest = latest_changes(world.workspace.history(), &id_of, record);
    latest.into_iter().map(|change| (change.line.label, change.is_undone)).collect()
}

#[test]
fn latest_changes_are_those_of_the_record_newest_first_and_say_what_was_undone() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let gemini = world.new_project("Gemini");
    world.rename(apollo, "Apollo 11");
    world.rename(gemini, "Gemini 8");
    world.undo().unwrap();
    let found = labels(&world, apollo);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].0.contains("Apollo 11") || found[0].0.contains("name"), "{found:?}");
    assert!(found.iter().all(|(_, is_undone)| !is_undone));
    let found = labels(&world, gemini);
    assert!(found[0].0.starts_with("Undo: ") && found[1].1 && !found[2].1, "{found:?}");
}

#[test]
fn no_more_than_a_few_are_shown_and_none_of_a_record_without_history() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    for number in 0..2 * CHANGES {
        world.rename(apollo, &["Apollo ", &number.to_string()].concat());
    }
    assert_eq!(labels(&world, apollo).len(), CHANGES);
    assert!(world.portfolio().record(apollo).is_some_and(|own| own.title().contains("Apollo")));
    assert_eq!(labels(&world, Id(1)), []);
}
