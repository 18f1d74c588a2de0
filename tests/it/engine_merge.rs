//! Merging people and programmes: what referred to the one refers to the other, nothing else changes, and one undo brings it back.
use crate::support;

use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{
    Decision, GateReview, Person, Programme, Project, WorkItem, decision, gate_condition, person, programme, project,
    work_item,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::relations::{read_one_by_one, referrers};
use support::{World, differences, living, living_differences, visible};

fn text(text: &str) -> Value {
    Value::text(text)
}

fn person(world: &mut World, name: &str) -> Id {
    world.create(Person::SCHEMA, vec![(person::at::name, text(name)), (person::at::initials, text(&name[..1]))])
}

fn programme(world: &mut World, name: &str) -> Id {
    world.create(Programme::SCHEMA, vec![(programme::at::name, text(name)), (programme::at::code, text(&name[..1]))])
}

fn merge(from: Id, into: Id) -> Command {
    Command::Merge { from, into }
}

/// What refers to a record: kind, field and how often.
fn refers(world: &World, id: Id) -> Vec<(&'static str, &'static str, usize)> {
    let all = referrers(world.portfolio(), id).into_iter();
    all.map(|own| (own.schema.name, own.schema.field(own.field).unwrap().name, own.records.len())).collect()
}

#[test]
fn what_is_refused_and_why() {
    let mut world = World::new();
    let (ada, grace, gone) = (person(&mut world, "Ada"), person(&mut world, "Grace"), person(&mut world, "Gone"));
    let (moon, apollo) = (programme(&mut world, "Moon"), world.new_project("Apollo"));
    let gemini = world.new_project("Gemini");
    world.delete(gone);
    let missing = "This record is no longer there. It may have been deleted in another tab.";
    let itself = "Nobody and nothing can be merged with itself. Choose another.";
    let unlike = "A person and a programme cannot be merged. Choose two of one kind.";
    let others = "Only people and programmes can be merged.";
    let before = visible(world.portfolio());
    for (from, into, sentence) in [
        (ada, ada, itself),
        (ada, gone, missing),
        (gone, ada, missing),
        (ada, Id(77), missing),
        (Id(77), ada, missing),
        (ada, moon, unlike),
        (moon, grace, unlike),
        (ada, apollo, others),
        (apollo, ada, others),
        (apollo, gemini, others),
    ] {
        let refused = world.dispatch(&merge(from, into)).err().map(|why| why.to_string());
        assert_eq!(refused.as_deref(), Some(sentence));
    }
    assert_eq!(differences(&before, &visible(world.portfolio())), Vec::<String>::new());
    assert_eq!(world.dispatch(&merge(gone, gone)).err(), Some(Rejection::Missing));
}

#[test]
fn all_that_can_be_changed_refers_to_the_other_and_one_undo_brings_it_back() {
    let mut world = World::new();
    let ada = world.create(
        Person::SCHEMA,
        vec![
            (person::at::name, text("Ada L.")),
            (person::at::initials, text("AL")),
            (person::at::role, text("Sponsor")),
            (person::at::email, text("ada@example.org")),
        ],
    );
    let lovelace = person(&mut world, "Ada Lovelace");
    world.change(lovelace, person::at::role, text("Executive"));
    let fields = vec![
        (project::at::name, text("Apollo")),
        (project::at::lead, Value::Id(ada)),
        (project::at::sponsor, Value::Id(ada)),
        (project::at::second_lead, Value::Id(lovelace)),
    ];
    let apollo = world.create(Project::SCHEMA, fields);
    let lost =
        world.create(Project::SCHEMA, vec![(project::at::name, text("Lost")), (project::at::lead, Value::Id(ada))]);
    world.delete(lost);
    let moon = programme(&mut world, "Moon");
    world.change(moon, programme::at::manager, Value::Id(ada));
    let consulted = Value::List(vec![Value::Id(lovelace), Value::Id(ada)]);
    let fields = vec![
        (decision::at::question, text("Which rocket?")),
        (decision::at::decider, Value::Id(ada)),
        (decision::at::consulted, consulted),
        (decision::at::affects, Value::List(vec![Value::Id(apollo), Value::Id(ada)])),
    ];
    let rocket = world.create(Decision::SCHEMA, fields);
    let mut proposal = world.proposal(apollo, pocket_pmo::domain::gates::Outcome::ConditionalGo);
    proposal.deciders = vec!["Ada L.".to_owned()];
    proposal.conditions[0].owner = "Ada L.".to_owned();
    world.propose(proposal).unwrap();
    let condition = world.conditions(apollo)[0].meta.id;
    let review = world.portfolio().all::<GateReview>().next().unwrap().meta.id;

    let before = living(world.portfolio());
    let steps = world.workspace.history().len();
    let done = world.dispatch(&merge(ada, lovelace)).unwrap();
    assert_eq!(
        (&*done.transaction.label, world.workspace.history().len()),
        ("Merge Ada L. into Ada Lovelace", steps + 1)
    );
    assert_eq!(check_invariants(world.portfolio()), vec![]);

    let own = world.project(apollo);
    assert!([own.lead, own.sponsor, own.second_lead].iter().all(|own| own.map(|own| own.id) == Some(lovelace)));
    let rocket = world.portfolio().get::<Decision>(rocket).unwrap();
    assert_eq!(rocket.decider.map(|own| own.id), Some(lovelace));
    assert_eq!(rocket.consulted.len(), 1, "nobody is asked twice");
    assert_eq!(rocket.affects.iter().map(|own| own.unwrap().id).collect::<Vec<_>>(), [apollo, lovelace]);
    assert_eq!(world.conditions(apollo)[0].owner.map(|own| own.id), Some(lovelace));
    assert_eq!(world.project(lost).lead.map(|own| own.id), Some(lovelace), "what is deleted can be restored");
    let survivor = world.portfolio().get::<Person>(lovelace).unwrap();
    assert_eq!((&*survivor.name, &*survivor.role, &*survivor.email), ("Ada Lovelace", "Executive", "ada@example.org"));
    assert_eq!(refers(&world, ada), [("gate_review", "deciders", 1)], "a review is immutable");
    assert_eq!(world.portfolio().called(ada), "Ada L. (deleted)");
    let field = gate_condition::at::owner;
    assert!(done.transaction.edits.iter().all(|edit| edit.record() != review));
    assert_eq!(world.portfolio().record(condition).unwrap().get(field), Value::Id(lovelace));

    let merged = living(world.portfolio());
    world.undo().unwrap();
    assert_eq!(living_differences(&before, &living(world.portfolio())), Vec::<String>::new());
    world.redo().unwrap();
    assert_eq!(living_differences(&merged, &living(world.portfolio())), Vec::<String>::new());
    let mut later = world.reloaded();
    later.undo().unwrap();
    assert_eq!(living_differences(&before, &living(later.portfolio())), Vec::<String>::new(), "after a reload too");
}

#[test]
fn nobody_ends_up_under_themselves() {
    let mut world = World::new();
    let (boss, ada, twin) = (person(&mut world, "Boss"), person(&mut world, "Ada"), person(&mut world, "Twin"));
    world.change(ada, person::at::line_manager, Value::Id(twin));
    world.change(twin, person::at::line_manager, Value::Id(boss));
    let manager = |world: &World| world.portfolio().get::<Person>(ada).unwrap().line_manager.map(|own| own.id);
    world.dispatch(&merge(twin, ada)).unwrap();
    assert_eq!(manager(&world), Some(boss), "what the other had there");
    world.undo().unwrap();
    world.change(twin, person::at::line_manager, Value::Id(ada));
    world.dispatch(&merge(twin, ada)).unwrap();
    assert_eq!(manager(&world), None);
    world.undo().unwrap();
    assert_eq!(manager(&world), Some(twin));
}

#[test]
fn programmes_too() {
    let mut world = World::new();
    let (moon, luna) = (programme(&mut world, "Moon"), programme(&mut world, "Luna"));
    world.change(luna, programme::at::objective, text("People on it"));
    let fields = vec![(project::at::name, text("Apollo")), (project::at::programme, Value::Id(luna))];
    let apollo = world.create(Project::SCHEMA, fields);
    world.dispatch(&merge(luna, moon)).unwrap();
    assert_eq!(world.project(apollo).programme.map(|own| own.id), Some(moon));
    assert_eq!(&*world.portfolio().get::<Programme>(moon).unwrap().objective, "People on it");
}

#[test]
fn a_version_of_another_writer_stays_on_view() {
    let mut peers = [World::numbered(1), World::numbered(2)];
    let (ada, grace) = (person(&mut peers[0], "Ada"), person(&mut peers[0], "Grace"));
    let apollo = peers[0].new_project("Apollo");
    let all: Vec<_> = peers[0].workspace.history().to_vec();
    let carry = |from: &World, to: &mut World, transaction: &pocket_pmo::engine::transaction::Transaction| {
        let own = support::carry(transaction, &from.portfolio().writers, to.workspace.writers_mut());
        to.workspace.receive(own);
    };
    let [one, two] = &mut peers;
    all.iter().for_each(|transaction| carry(one, two, transaction));
    one.now += 10_000;
    let later = one.change(apollo, project::at::lead, Value::Id(ada)).transaction;
    let earlier = two.change(apollo, project::at::lead, Value::Id(grace)).transaction;
    carry(two, one, &earlier);
    carry(one, two, &later);
    assert_eq!(one.others(apollo, project::at::lead), [Value::Id(grace)]);
    let merged = one.dispatch(&merge(ada, grace)).unwrap().transaction;
    carry(one, two, &merged);
    assert_eq!(one.project(apollo).lead.map(|own| own.id), Some(grace));
    assert_eq!(one.others(apollo, project::at::lead), [Value::Id(grace)], "nobody has chosen");
    assert_eq!(differences(&visible(one.portfolio()), &visible(two.portfolio())), Vec::<String>::new());
}

#[test]
fn who_refers_to_a_project_is_read_from_indexes_and_not_from_its_thousands_of_work_items() {
    let mut world = World::new();
    let [apollo, gemini] = ["Apollo", "Gemini"].map(|name| world.new_project(name));
    let item = |project: Id, number: usize| {
        vec![(work_item::at::project, Value::Id(project)), (work_item::at::title, text(&format!("Task {number}")))]
    };
    let items: Vec<Id> = (0..40).map(|number| world.create(WorkItem::SCHEMA, item(apollo, number))).collect();
    world.create(WorkItem::SCHEMA, item(gemini, 1));
    world.go(apollo);
    let asked = vec![
        (decision::at::number, Value::Int(1)),
        (decision::at::question, text("Which mast?")),
        (decision::at::project, Value::Id(apollo)),
        (decision::at::affects, Value::List(vec![Value::Id(apollo), Value::Id(items[0])])),
    ];
    world.create(Decision::SCHEMA, asked);
    let read: usize =
        read_one_by_one(Project::SCHEMA.name).map(|(schema, _)| world.portfolio().count_of(schema.kind)).sum();
    assert!(read < 5, "{read} records are read to find those that refer to one project");
    assert!(read_one_by_one(Project::SCHEMA.name).all(|(schema, _)| schema.name != WorkItem::SCHEMA.name));
    // And all are found that there are, whether or not an index follows the field.
    let found = refers(&world, apollo);
    for expected in [
        ("gate_review", "project", 1),
        ("decision", "affects", 1),
        ("decision", "project", 1),
        ("work_item", "project", 40),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    let of_items = referrers(world.portfolio(), apollo).into_iter().find(|own| own.schema.name == "work_item");
    assert_eq!(of_items.unwrap().records, items, "in the order in which they were made");
}
