//! States: what may follow what, and what each demands, as the tables of the kinds say.

use crate::support::World;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{Record, RecordType};
use pocket_pmo::domain::records::{self, Decision, ImprovementAction, decision, improvement_action};
use pocket_pmo::domain::schema::{FieldKind, Schema};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::rejection::Rejection;
use std::sync::Arc;

fn names(schema: &Schema) -> Vec<&'static str> {
    let states = schema.states.unwrap();
    match schema.field(states.field).unwrap().kind {
        FieldKind::Choice(choices) => choices.iter().map(|own| own.name).collect(),
        _ => panic!("a state is one of a list"),
    }
}

/// A world with one record in that state, with nothing else.
fn with(schema: &'static Schema, state: &str) -> World {
    let mut world = World::new();
    let mut record: Box<dyn Record> = (schema.blank)();
    record.meta_mut().id = Id(7);
    record.set(schema.states.unwrap().field, &Value::text(state)).unwrap();
    let import = crate::support::steps::restoring(&vec![Arc::from(record)], world.portfolio());
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    world
}

fn advance(world: &mut World, to: &str, fields: Fields) -> Result<(), Rejection> {
    world.dispatch(&Command::Advance { record: Id(7), to: to.into(), fields }).map(drop)
}

/// Something for what a state demands and for what every record must have.
fn given(schema: &Schema, state: &str) -> Fields {
    let demanded = schema.states.unwrap().demanded(state).iter().copied();
    let required = schema.numbered().filter(|(_, field)| field.required).map(|(number, _)| number);
    let numbers = demanded.chain(required).filter(|number| *number != schema.states.unwrap().field);
    let value = |number: u8| match schema.field(number).unwrap().kind {
        FieldKind::Date => Value::Date(crate::support::day("2026-11-29")),
        FieldKind::Integer { .. } => Value::Int(1),
        _ => Value::text("Given"),
    };
    numbers.map(|number| (number, value(number))).collect()
}

#[test]
fn a_record_goes_only_where_its_table_says() {
    let kinds: Vec<_> = records::ALL.iter().filter(|schema| schema.states.is_some()).collect();
    assert!(kinds.len() >= 2);
    for schema in kinds {
        let states = schema.states.unwrap();
        for (from, to) in names(schema).iter().flat_map(|from| names(schema).into_iter().map(move |to| (*from, to))) {
            let done = advance(&mut with(schema, from), to, given(schema, to));
            assert_eq!(done.is_ok(), states.allows(from, to), "{}: {from} to {to}: {done:?}", schema.name);
        }
        // Each state is left by some step and reached by another.
        for state in names(schema) {
            assert!(states.steps.iter().any(|(from, _)| *from == state), "{}: {state} is the end", schema.name);
        }
    }
}

#[test]
fn what_a_state_demands_is_asked_for_by_name() {
    for (schema, to, field) in [
        (Decision::SCHEMA, "taken", "choice"),
        (ImprovementAction::SCHEMA, "done", "ended_on"),
        (ImprovementAction::SCHEMA, "dropped", "ended_on"),
    ] {
        let first = names(schema)[0];
        let demanded = schema.field_number(field).unwrap();
        let without: Fields = given(schema, to).into_iter().filter(|own| own.0 != demanded).collect();
        let refused = advance(&mut with(schema, first), to, without).err();
        assert!(matches!(refused, Some(Rejection::Demands { field: named, .. }) if named == field), "{refused:?}");
    }
}

#[test]
fn a_change_of_fields_is_a_step_where_it_names_the_state_and_can_be_undone() {
    let mut world = with(Decision::SCHEMA, "needed");
    let fields = vec![
        (decision::at::number, Value::Int(1)),
        (decision::at::question, Value::text("Which mast?")),
        (decision::at::choice, Value::text("Steel")),
        (decision::at::state, Value::text("taken")),
    ];
    let step = Command::changing(Decision::SCHEMA, Id(7), fields);
    assert!(matches!(&step, Command::Advance { to, .. } if &**to == "taken"));
    world.dispatch(&step).unwrap();
    let state = |world: &World| world.portfolio().record(Id(7)).unwrap().get(decision::at::state);
    assert_eq!(state(&world), Value::text("taken"));
    world.undo().unwrap();
    assert_eq!(state(&world), Value::text("needed"));
    let plain = vec![(improvement_action::at::effect, Value::text("Fewer"))];
    let plain = Command::changing(ImprovementAction::SCHEMA, Id(7), plain);
    assert!(matches!(plain, Command::Change { .. }));
    assert_eq!(advance(&mut World::new(), "taken", Fields::new()), Err(Rejection::Missing));
}
