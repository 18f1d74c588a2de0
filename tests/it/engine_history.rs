//! Saying in the history that it was archived.

use crate::support;

use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{Settings, settings};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::ArchiveHistory;
use pocket_pmo::engine::rejection::Rejection;
use support::{World, day};

fn archive(before: &str) -> Command {
    Command::act(ArchiveHistory { before: day(before), label: "Archive 3 changes".to_owned() })
}

fn world() -> World {
    let mut world = World::new();
    let fields = vec![(settings::at::name, Value::text("Works"))];
    world.dispatch(&Command::Create { schema: Settings::SCHEMA, fields }).unwrap();
    world
}

#[test]
fn the_history_tells_who_archived_it_and_from_when_on_it_is_kept() {
    let mut world = world();
    assert!(world.dispatch(&archive("2026-10-24")).is_err(), "29 days are too young");
    world.dispatch(&archive("2026-10-23")).unwrap();
    let own = world.portfolio().settings();
    assert_eq!(own.history_from, Some(day("2026-10-23")));
    let last = world.workspace.history().last().unwrap().clone();
    assert_eq!((&*last.label, &*last.author.name), ("Archive 3 changes", "User 1"));
    // An earlier day later on: that is told too, and what is kept stays.
    world.dispatch(&archive("2026-01-01")).unwrap();
    assert_eq!(world.portfolio().settings().history_from, Some(day("2026-10-23")));
    assert_eq!(world.workspace.history().len(), 3);
    // Nobody else says so.
    let settings = world.portfolio().settings_id().unwrap();
    let fields = vec![(settings::at::history_from, Value::Date(day("2026-01-01")))];
    assert!(world.dispatch(&Command::Change { record: settings, fields }).is_err());
}

#[test]
fn undo_does_not_claim_to_bring_it_back() {
    let mut world = world();
    world.dispatch(&archive("2026-03-01")).unwrap();
    assert!(matches!(world.undo(), Err(Rejection::NotPossible { .. })));
    assert_eq!(world.portfolio().settings().history_from, Some(day("2026-03-01")));
    // What was done before can still be taken back.
    world.undo().unwrap();
}
