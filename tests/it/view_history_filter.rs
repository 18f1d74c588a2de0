//! The history of everything is found by words, person, kind of record and day, each alone and all together.
use crate::support;

use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::records::{Person, Project, person};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::view::history_filter::{ChangeFilter, authors, kinds};
use support::World;

fn found(world: &World, wanted: &ChangeFilter) -> Vec<String> {
    let titles = |id| world.portfolio().called(id);
    let history = world.workspace.history().iter();
    history.filter(|own| wanted.lets_through(own, |_| 0, &titles)).map(|own| own.label.to_string()).collect()
}

#[test]
fn by_words_person_kind_and_day() {
    let mut world = World::new();
    let text = |text: &str| Value::text(text);
    let make = |world: &mut World, schema, fields| {
        world.dispatch(&Command::Create { schema, fields }).unwrap();
        world.workspace.history().last().unwrap().edits[0].record()
    };
    let apollo = make(&mut world, Project::SCHEMA, vec![(at::name, text("Apollo"))]);
    world.author.name = "Ada".into();
    let first = world.today();
    world.now += 3 * 86_400_000;
    make(
        &mut world,
        Person::SCHEMA,
        vec![(person::at::name, text("Grace Hopper")), (person::at::initials, text("GH"))],
    );
    world.dispatch(&Command::Change { record: apollo, fields: vec![(at::summary, text("To the moon"))] }).unwrap();
    let (add, add_person, change) = ("Add project Apollo", "Add person Grace Hopper", "Change summary of Apollo");
    let last = world.today();

    let wanted = ChangeFilter::default;
    for (wanted, expected) in [
        (wanted(), vec![add, add_person, change]),
        (ChangeFilter { text: "apollo  MOON".to_owned(), ..wanted() }, vec![]),
        (ChangeFilter { text: "summary apollo".to_owned(), ..wanted() }, vec![change]),
        (ChangeFilter { text: "ada".to_owned(), ..wanted() }, vec![add_person, change]),
        (ChangeFilter { who: Some("User 1".to_owned()), ..wanted() }, vec![add]),
        (ChangeFilter { who: Some(String::new()), ..wanted() }, vec![]),
        (ChangeFilter { kind: "person".to_owned(), ..wanted() }, vec![add_person]),
        (ChangeFilter { kind: "project".to_owned(), ..wanted() }, vec![add, change]),
        (ChangeFilter { to: Some(first), ..wanted() }, vec![add]),
        (ChangeFilter { from: Some(last), ..wanted() }, vec![add_person, change]),
        (
            ChangeFilter { from: Some(last), kind: "project".to_owned(), who: Some("Ada".to_owned()), ..wanted() },
            vec![change],
        ),
        (ChangeFilter { from: Some(first.plus_days(1)), to: Some(last.plus_days(-1)), ..wanted() }, vec![]),
    ] {
        assert_eq!(found(&world, &wanted), expected, "{wanted:?}");
    }
    assert_eq!(authors(world.workspace.history()), ["Ada", "User 1"]);
    let kinds: Vec<_> = kinds(world.workspace.history()).into_iter().map(|own| own.1).collect();
    assert_eq!(kinds, ["People", "Projects"]);
}
