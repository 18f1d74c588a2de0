//! States: what may follow what, and what each demands. What is expected is written here by hand, so that a table that says something
//! else is noticed, and it holds in whichever way a state is changed.

use crate::support::{Peers, World};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{FieldKey, Record, RecordType};
use pocket_pmo::domain::records::{self, Decision, ImprovementAction, Project, decision, improvement_action, project};
use pocket_pmo::domain::schema::{FieldKind, FieldSchema, Schema, mark};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields, Import};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::rejection::Rejection;
use std::sync::Arc;

fn names(schema: &Schema) -> Vec<&'static str> {
    let states = schema.states.unwrap();
    match schema.field(states.field).unwrap().kind {
        FieldKind::Choice(choices) => choices.iter().map(|own| own.name).collect(),
        _ => panic!("a state is one of a list"),
    }
}

/// A world with two projects, and one record in that state, with nothing else.
fn with(schema: &'static Schema, state: &str) -> World {
    let mut record: Box<dyn Record> = (schema.blank)();
    record.meta_mut().id = Id(7);
    record.set(schema.states.unwrap().field, &Value::text(state)).unwrap();
    loaded(vec![Arc::from(record)])
}

fn loaded(mut records: Vec<Arc<dyn Record>>) -> World {
    let mut world = World::new();
    for (id, name) in [(GIVER, "Apollo"), (RECEIVER, "Boreas")] {
        let mut project: Box<dyn Record> = (Project::SCHEMA.blank)();
        project.meta_mut().id = id;
        project.set(project::at::name, &Value::text(name)).unwrap();
        project.set(project::at::code, &Value::text(name)).unwrap();
        records.push(Arc::from(project));
    }
    let import = crate::support::steps::restoring(&records, world.portfolio());
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    world
}

const GIVER: Id = Id(8);
const RECEIVER: Id = Id(9);

fn advance(world: &mut World, to: &str, fields: Fields) -> Result<(), Rejection> {
    world.dispatch(&Command::Advance { record: Id(7), to: to.into(), fields }).map(drop)
}

/// Something for what a state demands and for what every record must have.
fn given(schema: &Schema, state: &str) -> Fields {
    let demanded = schema.states.into_iter().flat_map(|states| states.demanded(state)).copied();
    let is_asked = |field: &FieldSchema| field.required && !field.is_decided() || field.name == "giver";
    let required = schema.numbered().filter(|(_, field)| is_asked(field)).map(|(number, _)| number);
    let numbers = demanded.chain(required).filter(|number| Some(*number) != schema.states.map(|states| states.field));
    let value = |number: u8| match (schema.field(number).unwrap().kind, schema.field(number).unwrap().name) {
        (FieldKind::Date, _) => Value::Date(crate::support::day("2026-11-29")),
        (FieldKind::Integer { .. }, _) => Value::Int(1),
        (FieldKind::Number, _) => Value::Number(1.0),
        (FieldKind::Choice(choices), _) => match (schema.blank)().get(number) {
            Value::Null => Value::text(choices[0].name),
            usual => usual,
        },
        (FieldKind::Reference("project"), "giver") => Value::Id(GIVER),
        (FieldKind::Reference("project"), _) => Value::Id(RECEIVER),
        _ => Value::text("Given"),
    };
    numbers.map(|number| (number, value(number))).collect()
}

/// What may follow each state, the first state first, and which field each state cannot do without.
struct Expected {
    kind: &'static str,
    steps: &'static [(&'static str, &'static [&'static str])],
    demands: &'static [(&'static str, &'static str)],
    /// The state that only a command of its own leads to; one in it is not deleted.
    by_command: Option<&'static str>,
}

static EXPECTED: [Expected; 13] = [
    // What was taken is not made undone: it is reopened, and taken again.
    Expected {
        kind: "decision",
        steps: &[
            ("needed", &["prepared", "taken"]),
            ("prepared", &["needed", "taken"]),
            ("taken", &["implemented", "reopened", "superseded"]),
            ("implemented", &["reopened", "superseded"]),
            ("reopened", &["taken"]),
            ("superseded", &["reopened"]),
        ],
        demands: &[("taken", "choice"), ("implemented", "choice")],
        by_command: None,
    },
    // Whoever looks after an action may say at any time how it stands.
    Expected {
        kind: "improvement_action",
        steps: &[
            ("planned", &["under_way", "done", "dropped"]),
            ("under_way", &["planned", "done", "dropped"]),
            ("done", &["planned", "under_way", "dropped"]),
            ("dropped", &["planned", "under_way", "done"]),
        ],
        demands: &[("done", "ended_on"), ("dropped", "ended_on")],
        by_command: None,
    },
    // What was decided is decided again only after it was assessed again, and what was implemented stays.
    Expected {
        kind: "change_request",
        steps: &[
            ("draft", &["submitted", "withdrawn"]),
            ("submitted", &["draft", "assessed", "withdrawn"]),
            ("assessed", &["submitted", "approved", "rejected", "deferred", "withdrawn"]),
            ("approved", &["implemented", "withdrawn"]),
            ("rejected", &["assessed"]),
            ("deferred", &["assessed", "withdrawn"]),
            ("implemented", &[]),
            ("withdrawn", &["draft"]),
        ],
        demands: &[
            ("submitted", "reason"),
            ("assessed", "do_nothing"),
            ("approved", "decider"),
            ("approved", "decided_on"),
            ("approved", "decision_reason"),
            ("rejected", "decider"),
            ("rejected", "decided_on"),
            ("rejected", "decision_reason"),
            ("deferred", "decider"),
            ("deferred", "decided_on"),
            ("deferred", "decision_reason"),
            ("implemented", "implemented_on"),
            ("implemented", "baseline"),
        ],
        by_command: Some("implemented"),
    },
    // What is measured has a measure, a target and a day.
    Expected {
        kind: "benefit",
        steps: &[
            ("expected", &["measured", "realised", "dropped"]),
            ("measured", &["expected", "realised", "dropped"]),
            ("realised", &["measured", "dropped"]),
            ("dropped", &["expected", "measured"]),
        ],
        demands: &[
            ("measured", "measure"),
            ("measured", "target_value"),
            ("measured", "target_on"),
            ("realised", "measure"),
            ("realised", "target_value"),
            ("realised", "target_on"),
        ],
        by_command: None,
    },
    // What has happened, or is closed, may come up again.
    Expected {
        kind: "risk",
        steps: &[
            ("draft", &["open", "closed"]),
            ("open", &["occurred", "closed"]),
            ("occurred", &["open"]),
            ("closed", &["open"]),
        ],
        demands: &[("open", "owner")],
        by_command: None,
    },
    Expected {
        kind: "assumption",
        steps: &[("open", &["confirmed", "refuted"]), ("confirmed", &["open", "refuted"]), ("refuted", &["open"])],
        demands: &[("refuted", "result")],
        by_command: None,
    },
    Expected {
        kind: "issue",
        steps: &[
            ("open", &["in_work", "waiting", "closed"]),
            ("in_work", &["open", "waiting", "closed"]),
            ("waiting", &["in_work", "closed"]),
            ("closed", &["open"]),
        ],
        demands: &[],
        by_command: None,
    },
    // Both sides have agreed on a day, or they have not.
    Expected {
        kind: "dependency",
        steps: &[
            ("proposed", &["agreed", "delivered", "dropped"]),
            ("agreed", &["proposed", "delivered", "dropped"]),
            ("delivered", &["agreed"]),
            ("dropped", &["proposed"]),
        ],
        demands: &[("agreed", "promised_on"), ("agreed", "giver_agreed_on"), ("agreed", "receiver_agreed_on")],
        by_command: None,
    },
    // What nobody could act on stays a note; what a standard says now names the standard.
    Expected {
        kind: "lesson",
        steps: &[
            ("captured", &["reviewed"]),
            ("reviewed", &["captured", "built_in", "retired"]),
            ("built_in", &["reviewed", "retired"]),
            ("retired", &["reviewed"]),
        ],
        demands: &[
            ("reviewed", "recommendation"),
            ("built_in", "recommendation"),
            ("built_in", "standard"),
            ("retired", "recommendation"),
        ],
        by_command: None,
    },
    // A request that is declined says why.
    Expected {
        kind: "service_request",
        steps: &[
            ("asked", &["under_way", "done", "declined"]),
            ("under_way", &["asked", "done", "declined"]),
            ("done", &["under_way"]),
            ("declined", &["asked"]),
        ],
        demands: &[("declined", "result")],
        by_command: None,
    },
    // A training is planned again, whatever became of it.
    Expected {
        kind: "training",
        steps: &[("planned", &["done", "dropped"]), ("done", &["planned"]), ("dropped", &["planned"])],
        demands: &[],
        by_command: None,
    },
    // A waiver that was refused is asked for anew.
    Expected {
        kind: "waiver",
        steps: &[("asked", &["granted", "refused"]), ("granted", &["asked", "refused"]), ("refused", &["asked"])],
        demands: &[("granted", "approver"), ("refused", "answer")],
        by_command: None,
    },
    // A meeting is planned again only where it was noted too early.
    Expected {
        kind: "meeting",
        steps: &[("planned", &["held"]), ("held", &["planned"])],
        demands: &[],
        by_command: None,
    },
];

impl Expected {
    fn allows(&self, from: &str, to: &str) -> bool {
        from == to || self.steps.iter().any(|(own, next)| *own == from && next.contains(&to))
    }
}

/// The kinds that have states, each with what is expected of it.
fn kinds() -> Vec<(&'static Schema, &'static Expected)> {
    let with_states = records::ALL.iter().filter(|schema| schema.states.is_some());
    let expected = |name: &str| EXPECTED.iter().find(|expected| expected.kind == name);
    let kinds: Vec<_> = with_states
        .map(|schema| {
            (*schema, expected(schema.name).unwrap_or_else(|| panic!("write down the states of {}", schema.name)))
        })
        .collect();
    assert_eq!(kinds.len(), EXPECTED.len());
    kinds
}

/// Each way in which a state is given to a record that is there.
fn ways(schema: &Schema, to: &str) -> [(&'static str, Command); 3] {
    let mut fields = given(schema, to);
    let advance = Command::Advance { record: Id(7), to: to.into(), fields: fields.clone() };
    fields.push((schema.states.unwrap().field, Value::text(to)));
    let change = Command::Change { record: Id(7), fields: fields.clone() };
    [("advance", advance), ("change", change), ("take back", Command::TakeBack { record: Id(7), fields })]
}

/// The sentence for a step that there is not.
fn no_step(schema: &Schema, from: &str, to: &str) -> String {
    let state = schema.field(schema.states.unwrap().field).unwrap();
    let [from, to] = [from, to].map(|name| state.kind.choice_label(name));
    format!("{} cannot go from “{from}” to “{to}”.", state.label)
}

#[test]
fn a_record_goes_from_state_to_state_only_as_written_in_whichever_way_it_is_changed() {
    for (schema, expected) in kinds() {
        assert_eq!(expected.steps.iter().map(|own| own.0).collect::<Vec<_>>(), names(schema), "{}", schema.name);
        for (from, to) in names(schema).iter().flat_map(|from| names(schema).into_iter().map(move |to| (*from, to))) {
            for ((way, command), is_deleted) in
                ways(schema, to).into_iter().flat_map(|way| [(way.clone(), false), (way, true)])
            {
                if expected.by_command.is_some_and(|state| to == state || (is_deleted && from == state)) {
                    let mut world = with(schema, from);
                    assert!(world.dispatch(&command).is_err() || from == to, "{}: {way} {from} to {to}", schema.name);
                    continue;
                }
                let mut world = with(schema, from);
                if is_deleted {
                    world.delete(Id(7));
                }
                // What is deleted is changed in no other way than by taking it back.
                if is_deleted && way != "take back" {
                    assert_eq!(world.dispatch(&command).err(), Some(Rejection::Missing));
                    continue;
                }
                let refused = world.dispatch(&command).err().map(|why| why.to_string());
                let sentence = (!expected.allows(from, to)).then(|| no_step(schema, from, to));
                assert_eq!(refused, sentence, "{}: {way} {from} to {to}", schema.name);
            }
        }
    }
}

#[test]
fn a_new_record_begins_in_a_state_that_follows_the_first() {
    for (schema, expected) in kinds() {
        let first = expected.steps[0].0;
        for to in names(schema) {
            let mut fields = given(schema, to);
            fields.push((schema.states.unwrap().field, Value::text(to)));
            let made = loaded(Vec::new()).dispatch(&Command::Create { schema, fields }).map(drop);
            assert_eq!(made.is_ok(), expected.allows(first, to), "{}: {to}: {made:?}", schema.name);
            if let Err(refused) = made
                && expected.by_command != Some(to)
            {
                assert!(refused.to_string().contains("cannot begin as"), "{refused}");
            }
        }
    }
}

#[test]
fn what_a_state_demands_is_asked_for_by_name_in_whichever_way_it_is_reached() {
    for (schema, expected) in kinds() {
        let first = expected.steps[0].0;
        for (to, field) in expected.demands.iter().filter(|own| expected.by_command != Some(own.0)) {
            let demanded = schema.field_number(field).unwrap();
            // The day on which something ended is noted by itself.
            if schema.marked(mark::ended) == Some(demanded) {
                continue;
            }
            let asked = |refused: Option<Rejection>, way: &str| {
                let is_named = matches!(&refused, Some(Rejection::Demands { field: named, .. }) if named == field);
                assert!(is_named, "{}: {way} {to}: {refused:?}", schema.name);
            };
            let without =
                |fields: &Fields| -> Fields { fields.iter().filter(|own| own.0 != demanded).cloned().collect() };
            for (way, mut command) in ways(schema, to) {
                let (Command::Advance { fields, .. }
                | Command::Change { fields, .. }
                | Command::TakeBack { fields, .. }) = &mut command
                else {
                    panic!()
                };
                *fields = without(fields);
                let from = expected.steps.iter().find(|(_, next)| next.contains(to)).unwrap().0;
                asked(with(schema, from).dispatch(&command).err(), way);
            }
            if expected.allows(first, to) {
                let mut fields = without(&given(schema, to));
                fields.push((schema.states.unwrap().field, Value::text(to)));
                asked(loaded(Vec::new()).dispatch(&Command::Create { schema, fields }).err(), "create");
            }
            // Once given it is not emptied while the state stands.
            let mut world = with(schema, expected.steps.iter().find(|(_, next)| next.contains(to)).unwrap().0);
            advance(&mut world, to, given(schema, to)).unwrap();
            let empty = Command::Change { record: Id(7), fields: vec![(demanded, Value::Null)] };
            asked(world.dispatch(&empty).err(), "emptied in");
        }
        // Nothing else is demanded.
        for state in names(schema) {
            let demanded: Vec<_> = schema.states.unwrap().demanded(state).iter().collect();
            let by_hand: Vec<_> = expected.demands.iter().filter(|own| own.0 == state).map(|own| own.1).collect();
            let called: Vec<_> = demanded.into_iter().map(|number| schema.field(*number).unwrap().name).collect();
            assert_eq!(called, by_hand, "{}: {state}", schema.name);
        }
    }
}

#[test]
fn undo_and_backups_bring_back_states_that_no_step_leads_to() {
    for (schema, expected) in kinds() {
        let one_way = expected.steps.iter().flat_map(|(from, next)| next.iter().map(move |to| (*from, *to)));
        let by_hand = one_way.filter(|(_, to)| expected.by_command != Some(to));
        for (from, to) in by_hand.filter(|(from, to)| !expected.allows(to, from)) {
            let mut world = with(schema, from);
            let state = |world: &World| world.portfolio().record(Id(7)).unwrap().get(schema.states.unwrap().field);
            advance(&mut world, to, given(schema, to)).unwrap();
            world.undo().unwrap();
            assert_eq!(state(&world), Value::text(from), "{}", schema.name);
        }
    }
}

#[test]
fn what_was_loaded_without_what_its_state_demands_can_still_be_changed() {
    let mut world = with(Decision::SCHEMA, "taken");
    let fields = vec![(decision::at::question, Value::text("Which mast?")), (decision::at::number, Value::Int(1))];
    world.dispatch(&Command::Change { record: Id(7), fields }).unwrap();
}

#[test]
fn of_two_states_given_at_the_same_time_either_can_be_chosen() {
    let mut peers = Peers::new(2);
    let fields = vec![(decision::at::number, Value::Int(1)), (decision::at::question, Value::text("Which mast?"))];
    let taken = vec![(decision::at::choice, Value::text("Steel"))];
    let mut act = |tab: usize, command: Command| {
        let transaction = peers.tab(tab).dispatch(&command).unwrap().transaction;
        peers.send(tab, (*transaction).clone());
        transaction.edits[0].record()
    };
    let id = act(0, Command::Create { schema: Decision::SCHEMA, fields });
    peers.settle();
    let mut act = |tab: usize, command: Command| {
        let transaction = peers.tab(tab).dispatch(&command).unwrap().transaction;
        peers.send(tab, (*transaction).clone());
    };
    act(0, Command::Advance { record: id, to: "prepared".into(), fields: Fields::new() });
    act(1, Command::Advance { record: id, to: "taken".into(), fields: taken });
    peers.settle();
    let field = decision::at::state;
    let [now, other] =
        [peers.tabs[0].portfolio().record(id).unwrap().get(field), peers.tabs[0].others(id, field)[0].clone()];
    assert!(
        [&now, &other].iter().all(|state| ["prepared", "taken"].contains(&state.as_text().unwrap())) && now != other
    );
    // The one is chosen in one tab and the other in the other: one of them is a step that there is not.
    for (tab, value) in [other, now].into_iter().enumerate() {
        peers.tab(tab).dispatch(&Command::TakeVersion { record: id, field: FieldKey::Known(field), value }).unwrap();
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

#[test]
fn the_day_on_which_something_ended_is_noted_by_itself_in_whichever_way_it_ends() {
    for schema in records::ALL.iter().filter(|schema| schema.marked(mark::ended).is_some()) {
        let (day, is_open) = (schema.marked(mark::ended).unwrap(), schema.open.unwrap());
        let today = World::new().today();
        let state = schema.states.map(|states| states.field);
        let choice = schema.numbered().find_map(|(number, field)| match field.kind {
            FieldKind::Choice(all) if field.required && state.is_none_or(|state| state == number) => {
                Some((number, all))
            }
            _ => None,
        });
        let (state, all) = choice.unwrap();
        let of = |open: bool| {
            let is_so = |own: &&pocket_pmo::domain::schema::Choice| {
                let mut record = (schema.blank)();
                record.set(state, &Value::text(own.name)).unwrap();
                is_open(&*record) == open
            };
            all.iter().filter(is_so).map(|own| own.name).collect::<Vec<_>>()
        };
        let allows = |from: &str, to: &str| schema.states.is_none_or(|states| states.allows(from, to));
        let first = (schema.blank)().get(state);
        let is_first = |to: &str| allows(first.as_text().unwrap(), to);
        let fields_in = |name: &str| -> Fields {
            let all = given(schema, name).into_iter().filter(|own| own.0 != day);
            all.chain([(state, Value::text(name))]).collect()
        };
        let made = |open: &str| {
            let mut world = loaded(Vec::new());
            world.dispatch(&Command::Create { schema, fields: fields_in(open) }).unwrap();
            let id = world.portfolio().ids(IndexKey::Kind(schema.kind))[0];
            (world, id)
        };
        let noted = |world: &World, id: Id| world.portfolio().record(id).unwrap().get(day);
        let pairs = of(true).into_iter().flat_map(|open| of(false).into_iter().map(move |ended| (open, ended)));
        for (open, ended) in pairs.filter(|(open, ended)| is_first(open) && allows(open, ended)) {
            let ends = |id: Id, fields: Fields| Command::changing(schema, id, [fields, fields_in(ended)].concat());
            let (mut world, id) = made(open);
            assert_eq!(noted(&world, id), Value::Null, "{}: {open}", schema.name);
            world.dispatch(&ends(id, Fields::new())).unwrap();
            assert_eq!(noted(&world, id), Value::Date(today), "{}: {open} to {ended}", schema.name);
            let again = of(true).into_iter().find(|open| allows(ended, open)).unwrap();
            world.dispatch(&Command::changing(schema, id, fields_in(again))).unwrap();
            assert_eq!(noted(&world, id), Value::Null, "{}: taken up again", schema.name);
            world.undo().unwrap();
            assert_eq!(noted(&world, id), Value::Date(today), "{}: and that undone", schema.name);
            let (mut world, id) = made(open);
            let given = crate::support::day("2026-10-01");
            world.dispatch(&ends(id, vec![(day, Value::Date(given))])).unwrap();
            assert_eq!(noted(&world, id), Value::Date(given), "{}: another day that is given", schema.name);
            // Many at once, as a list changes them.
            let (mut world, id) = made(open);
            let is_new =
                |own: &(u8, Value)| world.portfolio().record(id).unwrap().get(own.0).is_blank() || own.0 == state;
            let fields =
                fields_in(ended).into_iter().filter(is_new).map(|(field, value)| (FieldKey::Known(field), value));
            let import = Import { changes: vec![(id, fields.collect())], ..Import::default() };
            world.dispatch(&Command::Import(Box::new(import))).unwrap();
            assert_eq!(noted(&world, id), Value::Date(today), "{}: by a list", schema.name);
            if is_first(ended) {
                let (world, id) = made(ended);
                assert_eq!(noted(&world, id), Value::Date(today), "{}: made as {ended}", schema.name);
            }
        }
    }
}
