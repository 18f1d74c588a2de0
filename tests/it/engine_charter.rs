//! Project charters: begun, approved and superseded by their commands alone, frozen with what they showed, compared.

use crate::support::{World, day};
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project_charter::{CharterState, at};
use pocket_pmo::domain::records::{Person, ProjectCharter, Risk, person, project, risk};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::charters::{charters, in_force};
use pocket_pmo::engine::command::{Act, Command};
use pocket_pmo::engine::decide::{ApproveCharter, BeginCharter};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::view::charter::compare::differences;
use pocket_pmo::view::charter::project::sections as section;
use pocket_pmo::view::charter::section::Section;
use pocket_pmo::view::charter::sections::{approved_with, sections};
use pocket_pmo::view::charter::version::state_words;
use pocket_pmo::view::gate_facts::proposed;

fn act(world: &mut World, act: impl Act + 'static) -> Result<String, String> {
    let done = world.dispatch(&Command::act(act));
    done.map(|_| world.workspace.history().last().unwrap().label.to_string()).map_err(|why| why.to_string())
}

fn latest(world: &World, project: Id) -> &ProjectCharter {
    charters(world.portfolio(), project).last().unwrap()
}

fn approving(world: &World, charter: Id) -> ApproveCharter {
    let frozen = approved_with(world.portfolio(), world.portfolio().get::<ProjectCharter>(charter).unwrap());
    ApproveCharter { charter, by: "Ingrid".to_owned(), on: Some(day("2026-11-20")), frozen }
}

/// A project with sponsor, lead and budget.
fn bench() -> (World, Id) {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    for (name, field) in [("Ingrid", project::at::sponsor), ("Ada", project::at::lead)] {
        let fields = vec![(person::at::name, Value::text(name)), (person::at::initials, Value::text("X"))];
        let person = world.create(Person::SCHEMA, fields);
        world.change(apollo, field, Value::Id(person));
    }
    let budget = Some(Money { minor: 210_000_000, currency: Currency::GBP }).to_value();
    world.change(apollo, project::at::budget, budget);
    (world, apollo)
}

/// The same with a first version that can be approved.
fn written() -> (World, Id, Id) {
    let (mut world, apollo) = bench();
    act(&mut world, BeginCharter { project: apollo }).unwrap();
    let charter = latest(&world, apollo).meta.id;
    world.change(charter, at::purpose, Value::text("The bridge is worn"));
    world.change(charter, at::success, Value::text("No sailing is lost"));
    (world, apollo, charter)
}

/// The sentence with which an approval is refused.
fn refused(world: &mut World, charter: Id, wrong: fn(&mut ApproveCharter)) -> String {
    let mut asked = approving(world, charter);
    wrong(&mut asked);
    act(world, asked).unwrap_err()
}

/// The lines that the records say in a section.
fn lines(world: &World, charter: Id, section: Section) -> Vec<String> {
    let all = sections(world.portfolio(), world.portfolio().get::<ProjectCharter>(charter).unwrap());
    let own = all.into_iter().find(|own| own.section == section).unwrap();
    own.lines.into_iter().map(|line| line.text).collect()
}

#[test]
fn a_charter_is_approved_once_it_says_why_and_whom_it_authorises() {
    let (mut world, apollo) = bench();
    assert_eq!(act(&mut world, BeginCharter { project: apollo }).unwrap(), "Begin charter version 1 of Apollo");
    let again = act(&mut world, BeginCharter { project: apollo }).unwrap_err();
    assert_eq!(again, "A version of the charter of “Apollo” is being written already.");
    let charter = latest(&world, apollo).meta.id;
    assert!(refused(&mut world, charter, |_| ()).starts_with("Say why the project is done"));
    world.change(charter, at::purpose, Value::text("The bridge is worn"));
    assert!(refused(&mut world, charter, |_| ()).starts_with("Say by what success is known"));
    world.change(charter, at::success, Value::text("No sailing is lost"));
    assert_eq!(refused(&mut world, charter, |asked| asked.by = " ".to_owned()), "Say who approves it.");
    assert_eq!(refused(&mut world, charter, |asked| asked.on = None), "Say on which day it is approved.");
    assert_eq!(
        refused(&mut world, charter, |asked| asked.on = Some(day("2027-01-01"))),
        "A day that is still to come approves nothing."
    );
    assert!(
        refused(&mut world, charter, |asked| asked.frozen.clear())
            .ends_with("has nothing to show yet. Open it, then approve it.")
    );
    for (field, sentence) in [(project::at::sponsor, "Name the sponsor"), (project::at::lead, "Name the lead")] {
        let person = world.project(apollo).lead.unwrap();
        world.change(apollo, field, Value::Null);
        let asked = approving(&world, charter);
        assert!(act(&mut world, asked).unwrap_err().starts_with(sentence));
        world.change(apollo, field, Value::Id(person.id));
    }
    let asked = approving(&world, charter);
    assert_eq!(act(&mut world, asked).unwrap(), "Approve charter version 1 of Apollo");
    let own = latest(&world, apollo);
    assert_eq!(state_words(world.portfolio(), own), "Approved by Ingrid on 20 Nov 2026");
    assert_eq!(in_force(world.portfolio(), apollo).unwrap().meta.id, charter);
    let hint = proposed(world.portfolio(), world.project(apollo), "g1.charter", world.today());
    assert_eq!(hint.as_deref(), Some("Proposed: Yes – version 1, approved by Ingrid on 20 Nov 2026"));
}

#[test]
fn what_was_approved_stays_as_it_was_until_the_approval_itself_is_undone() {
    let (mut world, apollo, charter) = written();
    let fields = vec![(risk::at::event, Value::text("Ice")), (risk::at::project, Value::Id(apollo))];
    let ice = world.create(Risk::SCHEMA, fields);
    let owner = world.project(apollo).lead.unwrap().id;
    let open = vec![(risk::at::owner, Value::Id(owner))];
    world.dispatch(&Command::Advance { record: ice, to: "open".into(), fields: open }).unwrap();
    assert_eq!(lines(&world, charter, section::RISKS), ["Ice"]);
    assert_eq!(lines(&world, charter, section::SPONSOR), ["Sponsor: Ingrid"]);
    let hint = proposed(world.portfolio(), world.project(apollo), "g1.charter", world.today());
    assert_eq!(hint, None, "a draft authorises nobody");
    let asked = approving(&world, charter);
    act(&mut world, asked).unwrap();
    world.change(ice, risk::at::event, Value::text("Fog"));
    world.change(apollo, project::at::sponsor, Value::Id(owner));
    assert_eq!(lines(&world, charter, section::RISKS), ["Ice"], "as it was that day");
    assert_eq!(lines(&world, charter, section::SPONSOR), ["Sponsor: Ingrid"]);
    let changed = Command::Change { record: charter, fields: vec![(at::purpose, Value::text("Another"))] };
    let why = world.dispatch(&changed).err().unwrap().to_string();
    assert_eq!(why, "An approved charter is never changed. Begin a new version of it instead.");
    assert!(world.dispatch(&Command::Delete { records: vec![charter] }).is_err());
    let asked = approving(&world, charter);
    assert!(act(&mut world, asked).is_err(), "nor approved twice");
    for _ in 0..3 {
        world.undo().unwrap();
    }
    assert!(latest(&world, apollo).is_draft() && latest(&world, apollo).approved_by.is_none());
    assert_eq!(lines(&world, charter, section::RISKS), ["Ice"]);
    assert_eq!(check_invariants(world.portfolio()), []);
}

#[test]
fn the_next_version_begins_with_what_the_one_before_says_and_supersedes_it() {
    let (mut world, apollo, first) = written();
    let asked = approving(&world, first);
    act(&mut world, asked).unwrap();
    act(&mut world, BeginCharter { project: apollo }).unwrap();
    let second = latest(&world, apollo).meta.id;
    let of = |world: &World, id: Id| world.portfolio().get::<ProjectCharter>(id).unwrap().clone();
    assert_eq!((&*of(&world, second).purpose, of(&world, second).number()), ("The bridge is worn", 2));
    assert!(of(&world, second).frozen.is_empty() && of(&world, second).approved_on.is_none());
    assert_eq!(in_force(world.portfolio(), apollo).unwrap().meta.id, first, "until the next is approved");
    let [one, two] = [first, second].map(|id| of(&world, id));
    assert_eq!(differences(world.portfolio(), &one, &two), [], "nothing has changed yet");
    world.change(second, at::success, Value::text("No sailing is lost\nLorries of 44 tonnes"));
    let budget = Some(Money { minor: 250_000_000, currency: Currency::GBP }).to_value();
    world.change(apollo, project::at::budget, budget);
    let asked = approving(&world, second);
    act(&mut world, asked).unwrap();
    assert_eq!((of(&world, first).state, of(&world, second).state), (CharterState::Superseded, CharterState::Approved));
    assert_eq!(in_force(world.portfolio(), apollo).map(|own| own.meta.id), Some(second));
    assert_eq!(lines(&world, first, section::BUDGET), ["Budget: £2,100,000"], "the first says what it said");
    let [one, two] = [first, second].map(|id| of(&world, id));
    let found = differences(world.portfolio(), &one, &two);
    let words: Vec<_> =
        found.iter().map(|found| (found.section, found.before.join("|"), found.after.join("|"))).collect();
    let expected = [
        (section::OBJECTIVES, String::new(), "Lorries of 44 tonnes".to_owned()),
        (section::BUDGET, "Budget: £2,100,000".to_owned(), "Budget: £2,500,000".to_owned()),
    ];
    assert_eq!(words, expected);
    world.undo().unwrap();
    assert_eq!((of(&world, first).state, of(&world, second).state), (CharterState::Approved, CharterState::Draft));
    world.redo().unwrap();
    assert_eq!(of(&world, first).state, CharterState::Superseded);
    assert_eq!(of(&world, second).project, Some(Ref::new(apollo)));
}

#[test]
fn the_charter_of_a_closed_project_stays_and_none_is_made_by_hand() {
    let (mut world, apollo, _) = written();
    let fields = vec![(at::purpose, Value::text("By hand")), (at::project, Value::Id(apollo))];
    let made = world.dispatch(&Command::Create { schema: ProjectCharter::SCHEMA, fields });
    assert_eq!(made.err().unwrap().to_string(), "A charter is begun on the page of its project.");
    let boreas = world.new_project("Boreas");
    for _ in 0..5 {
        world.go(boreas);
    }
    let why = act(&mut world, BeginCharter { project: boreas }).unwrap_err();
    assert_eq!(why, "“Boreas” is closed: its charter stays as it is.");
}
