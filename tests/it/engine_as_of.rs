//! The portfolio as it was: at every moment what is shown of it is exactly what had been there, whatever happened since.
use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::records::{Decision, Person, Project, decision, person};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::as_of::{AsOf, as_of};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::view::compare::{Since, differences, end_of, first_day, projects_then};
use proptest::prelude::*;
use support::{Living, World, cases, living, living_differences, steps};

fn as_it_was(portfolio: &Portfolio, then: &AsOf) -> Living {
    let mut again = Portfolio::default();
    then.every(portfolio).for_each(|record| again.insert_loaded(record.clone()));
    living(&again)
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn every_earlier_state_is_found_again(steps in steps(1..30)) {
        let mut world = World::new();
        let mut states: Vec<(i64, Living)> = vec![(world.now, living(world.portfolio()))];
        for step in &steps {
            let _ = world.take(step);
            states.push((world.now, living(world.portfolio())));
        }
        for (now, state) in &states {
            // The latest transaction up to that moment is the last one of that step: each takes a second.
            let then = as_of(world.portfolio(), world.workspace.history(), Moment(*now));
            let differences = living_differences(&as_it_was(world.portfolio(), &then), state);
            prop_assert!(differences.is_empty(), "{differences:?}");
        }
    }
}

#[test]
fn what_changed_since_is_listed_and_can_be_taken_back() {
    let mut world = World::new();
    let make = |world: &mut World, schema, fields| {
        world.dispatch(&Command::Create { schema, fields }).unwrap();
        world.workspace.history().last().unwrap().edits[0].record()
    };
    let text = |text: &str| Value::text(text);
    let apollo =
        make(&mut world, Project::SCHEMA, vec![(at::name, text("Apollo")), (at::summary, text("To the moon"))]);
    let gone =
        make(&mut world, Project::SCHEMA, vec![(at::name, text("Gemini")), (at::summary, text("Two in one capsule"))]);
    let then_at = Moment(world.now);
    world
        .dispatch(&Command::Change {
            record: apollo,
            fields: vec![(at::name, text("Artemis")), (at::lead, text("Ann Lee"))],
        })
        .unwrap();
    world
        .dispatch(&Command::Change { record: gone, fields: vec![(at::name, text("Spam")), (at::summary, Value::Null)] })
        .unwrap();
    world.dispatch(&Command::Delete { records: vec![gone] }).unwrap();

    let then = as_of(world.portfolio(), world.workspace.history(), then_at);
    assert_eq!(then.since, 3);
    let found = differences(world.portfolio(), &then);
    let of = |id| found.iter().find(|own| own.id == id).unwrap();
    assert_eq!((of(apollo).since, of(gone).since), (Since::Changed, Since::Removed));
    let lines: Vec<_> = of(apollo).fields.iter().map(|own| (own.label, own.then.as_str(), own.now.as_str())).collect();
    assert_eq!(lines, [("Name", "Apollo", "Artemis"), ("Lead", "", "Ann Lee")]);
    let person = found.iter().find(|own| own.kind == Person::SCHEMA.label).unwrap();
    assert_eq!((person.since, person.takes_back.clone()), (Since::Added, None));

    let day = world.today();
    let rows = projects_then(world.portfolio(), &then, day, day, Default::default());
    assert_eq!(
        rows.iter().map(|row| (row.name.as_str(), row.is_gone)).collect::<Vec<_>>(),
        [("Apollo", false), ("Gemini", true)]
    );
    let lead = &rows[0].cells[3];
    assert_eq!((lead.0.as_str(), lead.1.as_deref()), ("", Some("Ann Lee")));

    // Taking it back is an ordinary change.
    let take_back = |id: Id| Command::TakeBack { record: id, fields: of(id).takes_back.clone().unwrap() };
    world.dispatch(&take_back(apollo)).unwrap();
    let own = world.portfolio().get::<Project>(apollo).unwrap();
    assert_eq!((&*own.name, own.lead), ("Apollo", None));

    // What was deleted since comes back as it was, in one step that one undo takes back.
    let before = (living(world.portfolio()), world.workspace.history().len());
    world.dispatch(&take_back(gone)).unwrap();
    let own = world.portfolio().get::<Project>(gone).unwrap();
    assert_eq!((own.meta.deleted, &*own.name, &*own.summary.0), (false, "Gemini", "Two in one capsule"));
    assert_eq!(world.workspace.history().len(), before.1 + 1);
    assert_eq!(&*world.workspace.history().last().unwrap().label, "Restore Gemini");
    let then = as_of(world.portfolio(), world.workspace.history(), then_at);
    let left = differences(world.portfolio(), &then);
    assert!(left.iter().all(|own| own.since == Since::Added), "{left:?}");
    world.undo().unwrap();
    assert!(living_differences(&living(world.portfolio()), &before.0).is_empty());
    assert!(world.portfolio().get::<Project>(gone).unwrap().meta.deleted);
}

#[test]
fn a_deleted_record_comes_back_only_where_its_values_may_be_set() {
    let mut world = World::new();
    let make = |world: &mut World, name: &str| {
        let fields = vec![(at::name, Value::text(name))];
        world.dispatch(&Command::Create { schema: Project::SCHEMA, fields }).unwrap();
        world.workspace.history().last().unwrap().edits[0].record()
    };
    let (apollo, gemini) = (make(&mut world, "Apollo"), make(&mut world, "Gemini"));
    let code = world.portfolio().get::<Project>(apollo).unwrap().code.clone();
    world.dispatch(&Command::Delete { records: vec![apollo] }).unwrap();
    let fields = vec![(at::code, Value::text(&*code))];
    world.dispatch(&Command::Change { record: gemini, fields }).unwrap();
    let take_back = |fields| Command::TakeBack { record: apollo, fields };
    // Its code is another's now: alone it stays where it is, with another code it comes back.
    assert!(matches!(world.dispatch(&take_back(Vec::new())), Err(Rejection::CodeInUse { .. })));
    let phase = vec![(at::code, Value::text("P-900")), (at::phase, Value::text("delivery"))];
    assert!(world.dispatch(&take_back(phase)).is_err(), "only a gate moves it");
    world.dispatch(&take_back(vec![(at::code, Value::text("P-900"))])).unwrap();
    assert_eq!(&*world.portfolio().get::<Project>(apollo).unwrap().code, "P-900");
}

#[test]
fn nothing_changed_since_today_ends() {
    let mut world = World::new();
    world
        .dispatch(&Command::Create { schema: Project::SCHEMA, fields: vec![(at::name, Value::text("Apollo"))] })
        .unwrap();
    let then = as_of(world.portfolio(), world.workspace.history(), end_of(world.today(), 0));
    assert!(differences(world.portfolio(), &then).is_empty());
    assert_eq!(first_day(world.workspace.history(), |_| 0), Some(world.today()));
}

/// Since when a project is in its phase belongs to the gate that put it there.
#[test]
fn the_day_of_a_phase_is_not_taken_back_without_its_gate() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let then_at = Moment(world.now);
    world.go(apollo);
    let then = as_of(world.portfolio(), world.workspace.history(), then_at);
    let found = differences(world.portfolio(), &then);
    let own = found.iter().find(|own| own.id == apollo).unwrap();
    let takes_back = own.takes_back.clone().unwrap_or_default();
    assert!(takes_back.iter().all(|(number, _)| *number != at::phase_since), "{takes_back:?}");
    assert!(own.fields.iter().any(|field| field.label == "In phase since"), "it is listed: {:?}", own.fields);
}

#[test]
fn a_record_is_taken_back_only_where_its_state_may_follow_and_never_by_halves() {
    let mut world = World::new();
    let asked = vec![(decision::at::number, Value::Int(1)), (decision::at::question, Value::text("Which mast?"))];
    let record = world.create(Decision::SCHEMA, asked);
    let then_at = Moment(world.now);
    let step = |to: &str, fields| Command::Advance { record, to: to.into(), fields };
    let taken = vec![
        (decision::at::choice, Value::text("Steel")),
        (decision::at::reasons, Value::text("It lasts")),
        (decision::at::question, Value::text("Which mast is it?")),
    ];
    let found = |world: &World| {
        let then = as_of(world.portfolio(), world.workspace.history(), then_at);
        differences(world.portfolio(), &then).into_iter().find(|found| found.id == record).unwrap()
    };
    world.dispatch(&step("prepared", Vec::new())).unwrap();
    let offered = found(&world).takes_back.unwrap();
    assert_eq!(offered.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [decision::at::state]);
    world.dispatch(&step("taken", taken)).unwrap();
    let difference = found(&world);
    assert_eq!(difference.takes_back, None, "what was decided, when, by whom and why belong together");
    assert!(difference.fields.len() >= 4, "all of it is listed: {:?}", difference.fields);
    // Deleted since, it comes back as it is.
    world.delete(record);
    let fields = found(&world).takes_back.unwrap();
    world.dispatch(&Command::TakeBack { record, fields }).unwrap();
    let decision = world.portfolio().get::<Decision>(record).unwrap();
    assert_eq!((&*decision.question.0, &*decision.choice.0), ("Which mast is it?", "Steel"));
}

#[test]
fn relations_are_taken_back_without_those_that_were_deleted_since() {
    let mut world = World::new();
    let person = |world: &mut World, name: &str| {
        world.create(
            Person::SCHEMA,
            vec![(person::at::name, Value::text(name)), (person::at::initials, Value::text("A"))],
        )
    };
    let (ada, bob) = (person(&mut world, "Ada"), person(&mut world, "Bob"));
    let both = Value::List(vec![Value::Id(ada), Value::Id(bob)]);
    let asked = vec![
        (decision::at::question, Value::text("Which mast?")),
        (decision::at::consulted, both),
        (decision::at::decider, Value::Id(bob)),
    ];
    let record = world.create(Decision::SCHEMA, asked);
    let then_at = Moment(world.now);
    world.change(record, decision::at::consulted, Value::Null);
    world.change(record, decision::at::decider, Value::Null);
    world.delete(bob);
    let then = as_of(world.portfolio(), world.workspace.history(), then_at);
    let found = differences(world.portfolio(), &then).into_iter().find(|found| found.id == record).unwrap();
    assert_eq!(found.takes_back, Some(vec![(decision::at::consulted, Value::List(vec![Value::Id(ada)]))]));
    world.dispatch(&Command::TakeBack { record, fields: found.takes_back.unwrap() }).unwrap();
}
