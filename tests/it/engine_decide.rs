//! Decisions: whatever is asked for, what must hold holds; what is refused changes nothing; each rule has its table.
use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{FieldKey, RecordType};
use pocket_pmo::domain::records::project::{Phase, State, at};
use pocket_pmo::domain::records::{
    Decision, GateCondition, GateReview, Person, Programme, Project, Settings, WorkItem, decision, gate_condition,
    person, programme, settings, work_item,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::context::Context;
use pocket_pmo::engine::decide::CloseCondition;
use pocket_pmo::engine::decide::decide;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::rejection::Rejection;
use proptest::prelude::*;
use std::sync::Arc;
use support::{World, cases, day, differences, steps, visible};

fn text(text: &str) -> Value {
    Value::text(text)
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn whatever_is_asked_for_what_must_hold_holds(steps in steps(1..50)) {
        let mut world = World::new();
        for step in &steps {
            let before = visible(world.portfolio());
            let count = world.workspace.history().len();
            match world.take(step) {
                Ok(_) => prop_assert_eq!(check_invariants(world.portfolio()), vec![], "after {:?}", step),
                Err(rejection) => {
                    let changed = differences(&before, &visible(world.portfolio()));
                    prop_assert_eq!(changed, Vec::<String>::new(), "refused: {}", rejection);
                    prop_assert_eq!(world.workspace.history().len(), count);
                    let sentence = rejection.to_string();
                    prop_assert!(sentence.ends_with('.') && !sentence.starts_with(' '), "{}", sentence);
                }
            }
        }
    }

    #[test]
    fn only_reviews_and_backups_change_phase_or_state_of_a_project(steps in steps(1..40)) {
        let mut world = World::new();
        for step in &steps {
            let positions = |world: &World| {
                let all = world.portfolio().every().filter_map(|record| record.typed::<Project>());
                all.map(|project| (project.meta.id, (project.phase, project.state))).collect::<Vec<_>>()
            };
            let before = positions(&world);
            let undone = [world.workspace.next_undo().cloned(), world.workspace.next_redo().cloned()];
            if world.take(step).is_err() {
                continue;
            }
            let may = match step {
                support::Step::Review { .. } | support::Step::RestoreBackup => true,
                support::Step::Undo | support::Step::Redo => undone.iter().flatten().any(|t| {
                    t.label.contains(" for ") || &*t.label == "Restore a backup"
                }),
                _ => false,
            };
            for (id, position) in before {
                prop_assert!(may || world.position(id) == position, "{:?}", step);
            }
        }
    }
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let mut world = World::new();
    let apollo = world.create(Project::SCHEMA, vec![(at::name, text("Apollo")), (at::lead, text("Ada"))]);
    let proposal = world.proposal(apollo, pocket_pmo::domain::gates::Outcome::ConditionalGo);
    let command = Command::act(proposal);
    let answer = || {
        let mut last = 100;
        let mut new_id = || {
            last += 1;
            Id(last)
        };
        let stamp =
            pocket_pmo::domain::stamp::Stamp { time: pocket_pmo::domain::stamp::ClockTime(u64::MAX), writer: 1 };
        let (now, author) = (Moment(world.now), world.author.clone());
        let mut context = Context { now, today: world.today(), author, stamp, seq: 9, new_id: &mut new_id };
        let mut portfolio = Portfolio::default();
        world.portfolio().every().for_each(|record| portfolio.insert_loaded(record.clone()));
        portfolio.fold(&decide(&portfolio, &command, &mut context).unwrap());
        visible(&portfolio)
    };
    assert_eq!(differences(&answer(), &answer()), Vec::<String>::new());
    assert_eq!(answer().len(), world.portfolio().len() + 4, "a review, a condition and two people");
}

#[test]
fn what_cannot_be_kept_is_not_done() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let before = visible(world.portfolio());
    let rename = Command::Change { record: apollo, fields: vec![(at::name, text("Artemis"))] };
    assert!(world.dispatch_unkept(&rename).is_err());
    assert_eq!((visible(world.portfolio()), world.workspace.history().len()), (before, 1));
    let seq = world.dispatch(&rename).unwrap().transaction.seq;
    assert_eq!(seq, 2, "the numbers of a writer have no gaps");
}

#[test]
fn phase_and_state_are_left_to_gates() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    for (field, value) in [(at::phase, "planning"), (at::state, "on_hold")] {
        let change = Command::Change { record: apollo, fields: vec![(field, text(value))] };
        assert_eq!(world.dispatch(&change).err(), Some(Rejection::OnlyByGate));
        let fields = vec![(at::name, text("Gemini")), (field, text(value))];
        let create = Command::Create { schema: Project::SCHEMA, fields };
        assert_eq!(world.dispatch(&create).err(), Some(Rejection::OnlyByGate));
        let changes = vec![(apollo, vec![(FieldKey::Known(field), text(value))])];
        let import = Import { changes, ..Import::default() };
        assert_eq!(world.dispatch(&Command::Import(Box::new(import))).err(), Some(Rejection::OnlyByGate));
        let field = FieldKey::Known(field);
        let take = Command::TakeVersion { record: apollo, field, value: text(value) };
        assert!(world.dispatch(&take).is_err());
    }
    let same = vec![(at::phase, text("candidate")), (at::summary, text("To the moon"))];
    assert!(
        world.dispatch(&Command::Change { record: apollo, fields: same }).is_ok(),
        "a form that sends all its fields"
    );
}

#[test]
fn records_of_decisions_are_not_made_changed_or_deleted_by_hand() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let review = world.go(apollo);
    world.decide(apollo, pocket_pmo::domain::gates::Outcome::ConditionalGo);
    let condition = world.conditions(apollo)[0].meta.id;
    let reasons = pocket_pmo::domain::records::gate_review::at::reasons;
    let made = world.portfolio().get::<GateReview>(review).unwrap().clone();
    let another = GateReview { meta: pocket_pmo::domain::record::Meta::new(Id(5), made.meta.stamp), ..made };
    let import = |creates, changes| Command::Import(Box::new(Import { creates, changes, ..Import::default() }));
    let refused = [
        Command::Create { schema: GateReview::SCHEMA, fields: vec![] },
        Command::Change { record: review, fields: vec![(reasons, text("Other"))] },
        Command::Delete { records: vec![review] },
        import(vec![Arc::new(another) as _], vec![]),
        import(vec![], vec![(review, vec![(FieldKey::Known(reasons), text("Other"))])]),
        Command::Create { schema: GateCondition::SCHEMA, fields: vec![] },
        Command::Delete { records: vec![condition] },
        Command::Restore { records: vec![condition] },
        Command::Change { record: condition, fields: vec![(gate_condition::at::text, text("Other"))] },
        import(vec![], vec![(condition, vec![(FieldKey::Known(gate_condition::at::text), text("Other"))])]),
    ];
    for command in &refused {
        assert!(world.dispatch(command).is_err());
    }
    world.change(condition, gate_condition::at::owner, text("Niklaus Wirth"));
    world.change(condition, gate_condition::at::due, Value::Date(day("2027-01-31")));
    world.close_condition(condition);
    let again = Command::act(CloseCondition { condition, on: day("2027-01-01"), note: "".into() });
    assert!(matches!(world.dispatch(&again).err(), Some(Rejection::NotPossible { .. })));
}

#[test]
fn a_new_code_goes_on_as_most_codes_of_the_portfolio_do() {
    for (codes, next) in [
        (&["CBF-01", "CBF-02", "CBF-14", "X"][..], "CBF-15"),
        (&["cbf-099", "CBF-98", "P-7"], "cbf-100"),
        (&["IT 7"], "IT 8"),
        (&["2026-014", "2026-015"], "2026-016"),
        // No two of these go on from each other.
        (&["DFT_0011_1516-Q1", "DFT_0012_1516-Q1", "DFT_0013_1516-Q1"], "P-001"),
        (&["DFT_0011_1516-Q1"], "P-001"),
        (&["A-1", "B-1"], "P-001"),
        (&["P-9", "P-x"], "P-010"),
    ] {
        let mut world = World::new();
        for code in codes {
            let fields = vec![(at::name, text("Named")), (at::code, text(code))];
            world.dispatch(&Command::Create { schema: Project::SCHEMA, fields }).unwrap();
        }
        let made = world.new_project("Gemini");
        assert_eq!(&*world.project(made).code, next, "{codes:?}");
    }
}

#[test]
fn a_decision_has_several_deciders_by_name() {
    let mut world = World::new();
    let others = Value::List(vec![text("Grace Hopper"), text("ada lovelace"), text("grace hopper")]);
    let fields = vec![
        (decision::at::question, text("Which rocket?")),
        (decision::at::number, Value::Int(1)),
        (decision::at::decider, text("Ada Lovelace")),
        (decision::at::co_deciders, others),
    ];
    let made = world.create(Decision::SCHEMA, fields);
    let own = world.portfolio().get::<Decision>(made).unwrap();
    let names: Vec<String> = own.deciders().map(|person| world.portfolio().called(person.id)).collect();
    assert_eq!(names, ["Ada Lovelace", "Grace Hopper", "Ada Lovelace"]);
    assert_eq!(world.portfolio().all::<Person>().count(), 2);
}

#[test]
fn codes_are_unique_without_regard_to_case() {
    let mut world = World::new();
    let with_code = |code: &str| {
        let fields = vec![(at::name, text("Named")), (at::code, text(code))];
        Command::Create { schema: Project::SCHEMA, fields }
    };
    let apollo = world.new_project("Apollo");
    assert_eq!(&*world.project(apollo).code, "P-001");
    for taken in ["P-001", "p-001"] {
        let refused = world.dispatch(&with_code(taken)).err();
        assert_eq!(refused, Some(Rejection::CodeInUse { code: taken.to_owned(), project: "Apollo".to_owned() }));
    }
    // Codes of one's own that look like counted ones.
    for own in ["p-007", "P-4294967295", "P-18446744073709551615", "P-x"] {
        world.dispatch(&with_code(own)).unwrap();
    }
    let next = world.new_project("Gemini");
    assert_eq!(&*world.project(next).code, "P-008");
    let twice = vec![(at::code, text("P-001")), (at::code, text("P-100"))];
    world.dispatch(&Command::Change { record: next, fields: twice }).unwrap();
    assert_eq!(&*world.project(next).code, "P-100", "of two values for a field the last");
    let to_taken = Command::Change { record: next, fields: vec![(at::code, text("p-001"))] };
    assert!(matches!(world.dispatch(&to_taken).err(), Some(Rejection::CodeInUse { .. })));
    world.change(apollo, at::code, text("p-001"));
}

#[test]
fn a_code_given_away_does_not_come_back() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.delete(apollo);
    let same = vec![(at::name, text("Gemini")), (at::code, text("p-001"))];
    let gemini = world.create(Project::SCHEMA, same);
    let in_use = |error| matches!(error, Some(Rejection::CodeInUse { .. }));
    assert!(in_use(world.dispatch(&Command::Restore { records: vec![apollo] }).err()));
    world.delete(gemini);
    assert!(in_use(world.dispatch(&Command::Restore { records: vec![apollo, gemini] }).err()), "nor both at once");
    world.restore(apollo);
    assert_eq!(&*world.project(world.workspace.portfolio().all::<Project>().next().unwrap().meta.id).name, "Apollo");
    let mut twice = Import::default();
    for id in [Id(11), Id(12)] {
        let mut project = Project { name: "Imported".into(), code: "I-1".into(), ..Project::default() };
        project.meta.id = id;
        twice.creates.push(Arc::new(project));
    }
    assert!(in_use(world.dispatch(&Command::Import(Box::new(twice))).err()));
}

#[test]
fn a_person_is_found_by_name_or_made_once() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let people = |world: &World| world.portfolio().all::<Person>().map(|p| p.name.to_string()).collect::<Vec<_>>();
    let both = vec![(at::lead, text("Ada Lovelace")), (at::sponsor, text(" ada LOVELACE "))];
    world.dispatch(&Command::Change { record: apollo, fields: both }).unwrap();
    assert_eq!(people(&world), ["Ada Lovelace"]);
    let project = world.project(apollo);
    assert_eq!(project.lead, project.sponsor);
    let ada = world.portfolio().follow(project.lead).unwrap();
    assert_eq!((&*ada.initials, &*ada.name), ("AL", "Ada Lovelace"));
    let ada = ada.meta.id;
    let gemini = world.create(Project::SCHEMA, vec![(at::name, text("Gemini")), (at::lead, text("ada lovelace"))]);
    assert_eq!(world.project(gemini).lead.map(|lead| lead.id), Some(ada));
    world.go(gemini);
    assert_eq!(people(&world), ["Ada Lovelace", "Grace Hopper"], "attendees and deciders too");
    world.change(gemini, at::lead, Value::Text("   ".into()));
    assert_eq!((world.project(gemini).lead, people(&world).len()), (None, 2), "an empty name is nobody");
    world.change(gemini, at::programme, text("Moon landing"));
    assert_eq!(world.portfolio().all::<Programme>().map(|p| p.code.to_string()).collect::<Vec<_>>(), ["ML"]);
    let unknown = Command::Create {
        schema: WorkItem::SCHEMA,
        fields: vec![(work_item::at::title, text("Engine")), (work_item::at::project, text("No such project"))],
    };
    let sentence = world.dispatch(&unknown).err().unwrap().to_string();
    assert_eq!(sentence, "Project has no record named “No such project”.");
    let refused =
        Command::Change { record: apollo, fields: vec![(at::lead, text("New Person")), (at::name, text(""))] };
    assert!(world.dispatch(&refused).is_err());
    assert_eq!(people(&world).len(), 2, "a refused change leaves no person behind");
}

#[test]
fn what_is_referred_to_can_be_deleted_and_what_refers_to_it_stays() {
    let mut world = World::new();
    let apollo = world.create(Project::SCHEMA, vec![(at::name, text("Apollo")), (at::lead, text("Ada"))]);
    let ada = world.project(apollo).lead.unwrap().id;
    world.delete(ada);
    assert_eq!(world.project(apollo).lead.map(|lead| lead.id), Some(ada));
    assert_eq!(
        (world.portfolio().called(ada), check_invariants(world.portfolio())),
        ("Ada (deleted)".to_owned(), vec![])
    );
    world.rename(apollo, "Apollo 11");
    world.undo().unwrap();
    world.undo().unwrap();
    assert_eq!(world.portfolio().called(ada), "Ada");
    world.delete(ada);
    let to_deleted =
        Command::Create { schema: Project::SCHEMA, fields: vec![(at::name, text("G")), (at::lead, Value::Id(ada))] };
    let refused = world.dispatch(&to_deleted).err().unwrap();
    assert_eq!(refused.to_string(), "Lead refers to a record that is not there.");
}

#[test]
fn new_relations_of_a_list_lead_to_records_that_are_there_and_none_to_itself() {
    let mut world = World::new();
    let ada = world.create(Person::SCHEMA, vec![(person::at::name, text("Ada")), (person::at::initials, text("A"))]);
    let bob = world.create(Person::SCHEMA, vec![(person::at::name, text("Bob")), (person::at::initials, text("B"))]);
    let question = vec![
        (decision::at::question, text("Which mast?")),
        (decision::at::consulted, Value::List(vec![Value::Id(ada)])),
    ];
    let decision = world.create(Decision::SCHEMA, question);
    world.delete(ada);
    world.delete(bob);
    let asked = |all: &[Id]| (decision::at::consulted, Value::List(all.iter().copied().map(Value::Id).collect()));
    let own = (decision::at::superseded_by, Value::Id(decision));
    for (field, sentence) in [
        (asked(&[ada, bob]), Some("Consulted refers to a record that is not there.")),
        (own, Some("Superseded by refers to itself.")),
        (asked(&[ada]), Some("Nothing has changed.")),
    ] {
        let done = world.dispatch(&Command::Change { record: decision, fields: vec![field] });
        assert_eq!(done.err().map(|why| why.to_string()).as_deref(), sentence);
    }
}

#[test]
fn values_that_do_not_fit_are_refused_with_the_name_of_the_field() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let ada = world.create(Person::SCHEMA, vec![(person::at::name, text("Ada")), (person::at::initials, text("A"))]);
    let cases: [(Id, u8, Value, &str); 10] = [
        (apollo, at::name, text("  \t"), "Name is missing."),
        (apollo, at::name, text("Apollo\n11"), "Name must be one line."),
        (apollo, at::code, Value::Null, "Code is missing."),
        (apollo, at::planned_start, text("tomorrow"), "Planned start must be a date."),
        (apollo, at::budget, Value::Int(5), "Budget must be an amount with a currency."),
        (apollo, at::size_class, text("xl"), "Size class is not one of the list."),
        (apollo, at::priority, Value::Int(-1), "Priority must lie from 0 to 1000000000."),
        (apollo, at::lead, Value::Id(apollo), "Lead refers to a record that is not there."),
        (apollo, at::order, text("a0"), "Order must be a place in an order."),
        (ada, person::at::capacity, text("40"), "Hours a week must be a number."),
    ];
    for (record, field, value, sentence) in cases {
        let change = Command::Change { record, fields: vec![(field, value.clone())] };
        assert_eq!(world.dispatch(&change).err().map(|e| e.to_string()).as_deref(), Some(sentence));
        let changes = vec![(record, vec![(FieldKey::Known(field), value)])];
        let import = Command::Import(Box::new(Import { changes, ..Import::default() }));
        assert_eq!(world.dispatch(&import).err().map(|e| e.to_string()).as_deref(), Some(sentence), "in a list");
    }
}

#[test]
fn every_kind_that_people_make_can_be_made() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let acme = vec![(settings::at::name, text("Acme"))];
    world.create(Settings::SCHEMA, acme.clone());
    let again = Command::Create { schema: Settings::SCHEMA, fields: acme };
    assert!(matches!(world.dispatch(&again).err(), Some(Rejection::NotPossible { .. })), "there is one record of them");
    world.create(Programme::SCHEMA, vec![(programme::at::name, text("Moon")), (programme::at::code, text("M"))]);
    world.create(Decision::SCHEMA, vec![(decision::at::question, text("Which rocket?"))]);
    let item = vec![(work_item::at::title, text("Engine")), (work_item::at::project, Value::Id(apollo))];
    world.create(WorkItem::SCHEMA, item);
    let labels: Vec<_> = world.workspace.history().iter().map(|t| t.label.to_string()).collect();
    let expected =
        ["Add project Apollo", "Add workspace settings Acme", "Add programme Moon", "Add decision Which rocket?"];
    assert_eq!(labels[..4], expected);
    assert_eq!((labels[4].as_str(), check_invariants(world.portfolio())), ("Add work item Engine", vec![]));
}

#[test]
fn a_list_makes_projects_in_any_phase_and_names_people() {
    let mut world = World::new();
    let mut import = Import { label: "Import 2 projects from list.csv".to_owned(), ..Import::default() };
    for (id, code) in [(Id(11), "A"), (Id(12), "B")] {
        let mut project =
            Project { name: code.into(), code: code.into(), phase: Phase::Execution, ..Project::default() };
        project.meta.id = id;
        import.creates.push(Arc::new(project));
        import.names.push((id, at::lead, "Ada Lovelace".to_owned()));
        import.names.push((id, at::sponsor, String::new()));
    }
    let made = world.dispatch(&Command::Import(Box::new(import))).unwrap();
    assert_eq!(&*made.transaction.label, "Import 2 projects from list.csv");
    assert_eq!(world.position(Id(11)), (Phase::Execution, State::Active));
    assert_eq!(world.project(Id(11)).lead, world.project(Id(12)).lead);
    assert_eq!(world.portfolio().all::<Person>().count(), 1);
    assert!(world.project(Id(11)).order < world.project(Id(12)).order, "in the order of the list");
}

/// A status reports what is: however it is given, its day is not still to come.
#[test]
fn nothing_is_reported_for_a_day_to_come() {
    let mut world = World::new();
    let apollo = world.create(Project::SCHEMA, vec![(at::name, text("Apollo"))]);
    let status = |days: i64| {
        let on = Value::Date(day("2026-11-22").plus_days(days));
        Value::Map(vec![("rag".into(), text("green")), ("on".into(), on), ("note".into(), text("All will be well"))])
    };
    assert_eq!(world.today(), day("2026-11-22"));
    for number in [at::overall_status, at::schedule_status, at::risk_status] {
        let change = |days| Command::Change { record: apollo, fields: vec![(number, status(days))] };
        let refused = world.dispatch(&change(1)).err().unwrap().to_string();
        assert!(refused.ends_with("cannot be reported for a day that is still to come."), "{refused}");
        let import =
            Import { changes: vec![(apollo, vec![(FieldKey::Known(number), status(40_000))])], ..Import::default() };
        assert!(world.dispatch(&Command::Import(Box::new(import))).is_err());
        let fields = vec![(at::name, text("Zeus")), (number, status(1))];
        assert!(world.dispatch(&Command::Create { schema: Project::SCHEMA, fields }).is_err());
        assert!(world.dispatch(&change(0)).is_ok() && world.dispatch(&change(-90)).is_ok());
    }
}

#[test]
fn amber_begins_before_red() {
    let mut world = World::new();
    let own = world.create(Settings::SCHEMA, vec![(settings::at::name, text("Acme"))]);
    let limit = |field, percent| Command::Change { record: own, fields: vec![(field, Value::Int(percent))] };
    for (field, percent) in
        [(settings::at::cost_amber, -1), (settings::at::cost_amber, 1_000), (settings::at::cost_amber, 11)]
    {
        assert!(world.dispatch(&limit(field, percent)).is_err(), "{percent}");
    }
    let refused = world.dispatch(&limit(settings::at::cost_amber, 11)).err().unwrap().to_string();
    assert_eq!(refused, "Cost amber above percent must not be more than that of red, which is 10.");
    assert!(world.dispatch(&limit(settings::at::slip_red, 4)).is_err(), "red below what amber is unless set");
    assert!(
        world.dispatch(&limit(settings::at::cost_amber, 10)).is_ok()
            && world.dispatch(&limit(settings::at::cost_red, 20)).is_ok()
    );
}
