//! Lists and backups taken over: one step that is undone whole, and never against what must hold.
use crate::support;

use pocket_pmo::domain::gates::Outcome as Decision;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::project::{Phase, State, at};
use pocket_pmo::domain::records::{GateReview, Project};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::index::BoardColumn;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::rejection::Rejection;
use std::sync::Arc;
use support::steps::restoring;
use support::{World, living, living_differences};

fn text(text: &str) -> Value {
    Value::text(text)
}

const NONE: Vec<String> = Vec::new();

#[test]
fn an_import_is_undone_in_one_step_with_all_it_made() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let mut import = Import { label: "Import 30 projects".to_owned(), ..Import::default() };
    for number in 1..=30 {
        let mut project =
            Project { name: "New".into(), code: format!("I-{number}").as_str().into(), ..Project::default() };
        project.meta.id = Id(number);
        import.creates.push(Arc::new(project));
        import.names.push((Id(number), at::lead, format!("Lead {}", number % 7)));
    }
    import.names.push((apollo, at::sponsor, "Lead 1".to_owned()));
    let before = living(world.portfolio());
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    let after = living(world.portfolio());
    assert_eq!(after.len(), 1 + 30 + 7);
    world.undo().unwrap();
    assert_eq!(living_differences(&living(world.portfolio()), &before), NONE);
    world.redo().unwrap();
    assert_eq!(living_differences(&living(world.portfolio()), &after), NONE);
}

#[test]
fn a_backup_brought_into_an_empty_browser_is_undone_with_all_its_reviews() {
    let mut old = World::numbered(3);
    let apollo = old.new_project("Apollo");
    for _ in 0..3 {
        old.go(apollo);
    }
    let backup = old.portfolio().every().cloned().collect();
    let mut world = World::new();
    let restore = Command::Import(Box::new(restoring(&backup, world.portfolio())));
    world.dispatch(&restore).unwrap();
    assert_eq!(living_differences(&living(world.portfolio()), &living(old.portfolio())), NONE);
    assert_eq!(check_invariants(world.portfolio()), vec![]);
    world.undo().unwrap();
    assert!(living(world.portfolio()).is_empty());
    world.redo().unwrap();
    assert_eq!(living_differences(&living(world.portfolio()), &living(old.portfolio())), NONE);
    world.go(apollo);
    assert_eq!(world.position(apollo).0, Phase::Closing, "and life goes on");
}

#[test]
fn a_backup_in_which_two_tabs_gave_one_code_comes_back_whole_but_takes_no_code_that_is_in_use() {
    let mut backup: Vec<Arc<dyn pocket_pmo::domain::record::Record>> = Vec::new();
    for id in [Id(1), Id(2)] {
        let mut project = Project { name: "Twin".into(), code: "P-001".into(), ..Project::default() };
        project.meta.id = id;
        backup.push(Arc::new(project));
    }
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let restore = |world: &World| Command::Import(Box::new(restoring(&backup, world.portfolio())));
    let refused = world.dispatch(&restore(&world)).err().unwrap();
    assert_eq!(refused, Rejection::CodeInUse { code: "P-001".to_owned(), project: "Apollo".to_owned() });
    world.change(apollo, at::code, text("P-002"));
    world.dispatch(&restore(&world)).unwrap();
    assert_eq!(world.column(BoardColumn::Ideas).len(), 3);
    world.undo().unwrap();
    world.redo().unwrap();
    assert_eq!(world.column(BoardColumn::Ideas).len(), 3);
    // The twin that is still there is part of what comes back, and no reason to refuse the other.
    world.dispatch(&Command::Delete { records: vec![Id(2)] }).unwrap();
    world.dispatch(&restore(&world)).unwrap();
    assert_eq!(world.column(BoardColumn::Ideas).len(), 3);
}

#[test]
fn an_older_backup_withdraws_the_decisions_taken_since() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    let backup = world.portfolio().every().cloned().collect();
    let later = [world.decide(apollo, Decision::Hold), world.go(apollo), world.go(apollo)];
    let before = living(world.portfolio());
    let restore = Command::Import(Box::new(restoring(&backup, world.portfolio())));
    world.dispatch(&restore).unwrap();
    assert_eq!(world.position(apollo), (Phase::Initiation, State::Active));
    let is_withdrawn = |world: &World| later.map(|id| world.portfolio().get::<GateReview>(id).unwrap().is_withdrawn());
    assert!(is_withdrawn(&world)[2], "the one that put it elsewhere");
    assert_eq!(check_invariants(world.portfolio()), vec![]);
    world.undo().unwrap();
    assert_eq!(living_differences(&living(world.portfolio()), &before), NONE);
    assert_eq!(is_withdrawn(&world), [false; 3]);
}
