//! Rules of risks, assumptions, issues and dependencies: a sentence for what does not go together, and nothing is lost.

use crate::support::{World, day};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::assumption::AssumptionState;
use pocket_pmo::domain::records::risk::RiskState;
use pocket_pmo::domain::records::{
    Action, Assumption, Dependency, Issue, Person, Risk, Settings, action, assumption, dependency, issue, person, risk,
    settings,
};
use pocket_pmo::domain::schema::Schema;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Act, Command, Fields};
use pocket_pmo::engine::decide::{AnswerEscalation, Escalate, OccurRisks, RefuteAssumptions, Refuted};
use pocket_pmo::engine::index::IndexKey;

fn made(world: &mut World, schema: &'static Schema, fields: Fields) -> Id {
    world.dispatch(&Command::Create { schema, fields }).unwrap();
    *world.portfolio().ids(IndexKey::Kind(schema.kind)).last().unwrap()
}

fn refused(world: &mut World, command: &Command) -> String {
    let history = world.workspace.history().len();
    let sentence = world.dispatch(command).err().map(|why| why.to_string()).unwrap_or_default();
    assert_eq!(world.workspace.history().len(), history, "nothing is done of what is refused");
    sentence
}

fn set(record: Id, field: u8, value: Value) -> Command {
    Command::Change { record, fields: vec![(field, value)] }
}

fn risk_of(world: &World, id: Id) -> Risk {
    world.portfolio().get::<Risk>(id).unwrap().clone()
}

#[test]
fn numbers_are_counted_and_stay_also_of_what_was_deleted() {
    let mut world = World::new();
    let one = |world: &mut World, event: &str| made(world, Risk::SCHEMA, vec![(risk::at::event, Value::text(event))]);
    let (first, second) = (one(&mut world, "Ice"), one(&mut world, "Fog"));
    world.delete(second);
    let third = one(&mut world, "Storm");
    assert_eq!([first, second, third].map(|id| risk_of(&world, id).number.0), [1, 2, 3]);
    assert_eq!(risk_of(&world, first).raised_on, Some(world.today()));
    let sentence = refused(&mut world, &set(first, risk::at::number, Value::Int(9)));
    assert_eq!(sentence, "Numbers are counted by themselves and stay as they are.");
    let fields = vec![(issue::at::title, Value::text("The crane is late"))];
    let issue = made(&mut world, Issue::SCHEMA, fields);
    assert_eq!(world.portfolio().get::<Issue>(issue).unwrap().number.0, 1, "each kind counts for itself");
}

#[test]
fn an_action_whose_owner_was_deleted_stays_with_its_owner_and_is_taken_up_again_by_somebody_else() {
    let mut world = World::new();
    let fields = vec![(action::at::text, Value::text("Call")), (action::at::owner, Value::text("Ada"))];
    let id = made(&mut world, Action::SCHEMA, fields);
    world.dispatch(&set(id, action::at::state, Value::text("done"))).unwrap();
    let ada = world.portfolio().ids(IndexKey::Kind(Person::SCHEMA.kind))[0];
    world.delete(ada);
    let sentence = refused(&mut world, &set(id, action::at::state, Value::text("open")));
    assert_eq!(sentence, "Owner was deleted. Name somebody who is there.");
    let owner = world.portfolio().get::<Action>(id).unwrap().owner;
    assert_eq!(owner.map(|owner| owner.id), Some(ada), "who it was is not lost");
    world.dispatch(&set(id, action::at::text, Value::text("Call again"))).unwrap();
}

#[test]
fn a_risk_is_a_draft_until_somebody_answers_for_it_and_an_open_one_keeps_its_owner() {
    let mut world = World::new();
    let event = (risk::at::event, Value::text("Ice"));
    let id = made(&mut world, Risk::SCHEMA, vec![event.clone()]);
    assert_eq!(risk_of(&world, id).state, RiskState::Draft);
    let open = Command::Advance { record: id, to: "open".into(), fields: Vec::new() };
    assert_eq!(refused(&mut world, &open), "“Open” needs: owner.");
    let owned = made(&mut world, Risk::SCHEMA, vec![event, (risk::at::owner, Value::text("Ada"))]);
    assert_eq!(risk_of(&world, owned).state, RiskState::Open);
    assert_eq!(refused(&mut world, &set(owned, risk::at::owner, Value::Null)), "“Open” needs: owner.");

    // Whoever takes it up again after its owner was deleted names another.
    world.dispatch(&Command::Advance { record: owned, to: "closed".into(), fields: Vec::new() }).unwrap();
    let ada = world.portfolio().ids(IndexKey::Kind(Person::SCHEMA.kind))[0];
    world.delete(ada);
    let again = |fields: Fields| Command::Advance { record: owned, to: "open".into(), fields };
    assert_eq!(refused(&mut world, &again(Vec::new())), "Owner was deleted. Name somebody who is there.");
    assert_eq!(risk_of(&world, owned).owner.map(|owner| owner.id), Some(ada), "who it was is not lost");
    world.dispatch(&again(vec![(risk::at::owner, Value::text("Bo"))])).unwrap();
}

#[test]
fn nobody_who_was_deleted_gets_something_to_do() {
    let mut world = World::new();
    let ada = made(
        &mut world,
        Person::SCHEMA,
        vec![(person::at::name, Value::text("Ada")), (person::at::initials, Value::text("A"))],
    );
    world.delete(ada);
    for (schema, title, owner) in [
        (Risk::SCHEMA, risk::at::event, risk::at::owner),
        (Assumption::SCHEMA, assumption::at::text, assumption::at::owner),
        (Issue::SCHEMA, issue::at::title, issue::at::owner),
        (Action::SCHEMA, action::at::text, action::at::owner),
    ] {
        let fields = vec![(title, Value::text("Given")), (owner, Value::Id(ada))];
        let sentence = refused(&mut world, &Command::Create { schema, fields });
        assert_eq!(sentence, "Owner refers to a record that is not there.", "{}", schema.name);
    }
}

#[test]
fn classes_go_from_one_to_five() {
    let mut world = World::new();
    for (field, value) in [(risk::at::probability, 7), (risk::at::impact_cost, 0), (risk::at::residual_impact, 6)] {
        let fields = vec![(risk::at::event, Value::text("Ice")), (field, Value::Int(value))];
        let sentence = refused(&mut world, &Command::Create { schema: Risk::SCHEMA, fields });
        let label = Risk::SCHEMA.field(field).unwrap().label;
        assert_eq!(sentence, format!("{label} must lie from 1 to 5."));
    }
}

#[test]
fn a_risk_says_nothing_that_does_not_go_together() {
    let mut world = World::new();
    let id = made(&mut world, Risk::SCHEMA, vec![(risk::at::event, Value::text("Ice"))]);
    let date = |text: &str| Value::Date(day(text));
    for (field, value, sentence) in [
        (risk::at::response, Value::text("exploit"), "Response is one to an opportunity, and this is a threat."),
        (risk::at::review_on, date("2026-11-21"), "Review on cannot be before the day on which the risk was raised."),
    ] {
        assert_eq!(refused(&mut world, &set(id, field, value)), sentence);
    }
    world.dispatch(&set(id, risk::at::response, Value::text("avoid"))).unwrap();
    let turned = set(id, risk::at::kind, Value::text("opportunity"));
    assert_eq!(refused(&mut world, &turned), "Response is one to a threat, and this is an opportunity.");
    world.dispatch(&set(id, risk::at::escalated_on, date("2026-11-22"))).unwrap();
    let early = set(id, risk::at::answer_by, date("2026-11-20"));
    assert_eq!(refused(&mut world, &early), "Answer wanted by cannot be before the day of the escalation.");
}

#[test]
fn an_issue_is_not_due_before_it_was_raised_and_an_assumption_is_refuted_by_what_was_found() {
    let mut world = World::new();
    let title = (issue::at::title, Value::text("The crane is late"));
    let fields = vec![
        title,
        (issue::at::raised_on, Value::Date(day("2026-11-20"))),
        (issue::at::due, Value::Date(day("2026-11-19"))),
    ];
    let sentence = refused(&mut world, &Command::Create { schema: Issue::SCHEMA, fields });
    assert_eq!(sentence, "Due cannot be before the day on which the issue was raised.");
    let id = made(&mut world, Assumption::SCHEMA, vec![(assumption::at::text, Value::text("The quay holds"))]);
    let refuted = Command::Advance { record: id, to: "refuted".into(), fields: Vec::new() };
    assert_eq!(refused(&mut world, &refuted), "“Refuted” needs: result.");
}

#[test]
fn a_dependency_has_two_sides() {
    let mut world = World::new();
    let (apollo, boreas) = (world.new_project("Apollo"), world.new_project("Boreas"));
    let with = |more: Fields| Command::Create {
        schema: Dependency::SCHEMA,
        fields: [vec![(dependency::at::what, Value::text("Charging point"))], more].concat(),
    };
    let (giver, receiver) = (dependency::at::giver, dependency::at::receiver);
    for (fields, sentence) in [
        (
            vec![(giver, Value::Id(apollo)), (receiver, Value::Id(apollo))],
            "Receiver is the project that gives it. A project cannot wait for itself.",
        ),
        (vec![(receiver, Value::Id(apollo))], "Giver is missing: choose a project, or name the party outside."),
        (vec![(giver, Value::Id(apollo))], "Receiver is missing."),
        (
            vec![
                (giver, Value::Id(apollo)),
                (dependency::at::giver_party, Value::text("Port of Bergen")),
                (receiver, Value::Id(boreas)),
            ],
            "Giver outside is given beside a project. Only one of both gives it.",
        ),
    ] {
        assert_eq!(refused(&mut world, &with(fields)), sentence);
    }
    world.dispatch(&with(vec![(giver, Value::Id(apollo)), (receiver, Value::Id(boreas))])).unwrap();
    let id = world.portfolio().ids(IndexKey::Kind(Dependency::SCHEMA.kind))[0];
    let circle = set(id, receiver, Value::Id(apollo));
    assert_eq!(
        refused(&mut world, &circle),
        "Receiver is the project that gives it. A project cannot wait for itself."
    );
}

#[test]
fn bands_begin_one_above_the_other() {
    let mut world = World::new();
    let fields = vec![(settings::at::name, Value::text("Works")), (settings::at::risk_high, Value::Int(4))];
    let sentence = refused(&mut world, &Command::Create { schema: Settings::SCHEMA, fields });
    assert_eq!(sentence, "Bands of risks begin one above the other: moderate, then high, then critical.");
}

fn act(world: &mut World, act: impl Act + 'static) {
    world.dispatch(&Command::act(act)).unwrap();
}

fn issues(world: &World) -> Vec<Issue> {
    world.portfolio().all::<Issue>().cloned().collect()
}

#[test]
fn a_risk_that_occurs_becomes_an_issue_that_leads_back_to_it_in_one_step() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let risks: Vec<Id> = ["Ice", "Fog"]
        .into_iter()
        .map(|event| {
            let fields = vec![
                (risk::at::event, Value::text(event)),
                (risk::at::project, Value::Id(apollo)),
                (risk::at::owner, Value::text("Ada")),
                (risk::at::effect, Value::text("Two weeks lost")),
                (risk::at::impact_time, Value::Int(2)),
                (risk::at::impact_cost, Value::Int(4)),
            ];
            made(&mut world, Risk::SCHEMA, fields)
        })
        .collect();
    let before = world.workspace.history().len();
    act(&mut world, OccurRisks { risks: risks.clone(), due: Some(day("2026-12-10")) });
    assert_eq!(world.workspace.history().len(), before + 1);
    let all = issues(&world);
    assert_eq!(all.iter().map(|issue| (&*issue.title, issue.number.0)).collect::<Vec<_>>(), [("Ice", 1), ("Fog", 2)]);
    for (issue, id) in all.iter().zip(&risks) {
        let risk = risk_of(&world, *id);
        assert_eq!((risk.state, risk.ended_on), (RiskState::Occurred, Some(world.today())));
        assert_eq!(issue.source.map(|source| source.id), Some(*id));
        assert_eq!(
            (issue.project, issue.owner, issue.severity.map(|class| class.0)),
            (risk.project, risk.owner, Some(4))
        );
        assert_eq!((&*issue.effect, issue.due), ("Two weeks lost", Some(day("2026-12-10"))));
        // The risk leads to it through the index.
        let key = IndexKey::Related(Issue::SCHEMA.kind, issue::at::source, *id);
        assert_eq!(world.portfolio().ids(key), [issue.meta.id]);
    }
    world.undo().unwrap();
    assert!(issues(&world).is_empty());
    assert!(risks.iter().all(|id| risk_of(&world, *id).state == RiskState::Open));

    let draft = made(&mut world, Risk::SCHEMA, vec![(risk::at::event, Value::text("Storm"))]);
    let sentence = refused(&mut world, &Command::act(OccurRisks { risks: vec![draft], due: None }));
    assert_eq!(sentence, "It is a draft that nobody answers for. Name an owner first.");
}

#[test]
fn a_refuted_assumption_becomes_a_risk_an_issue_or_nothing() {
    for becomes in [Refuted::Risk, Refuted::Issue, Refuted::Nothing] {
        let mut world = World::new();
        let fields = vec![
            (assumption::at::text, Value::text("The quay holds")),
            (assumption::at::why, Value::text("The crane stands on it")),
            (assumption::at::owner, Value::text("Ada")),
        ];
        let id = made(&mut world, Assumption::SCHEMA, fields);
        let refute = |result: &str| RefuteAssumptions { assumptions: vec![id], result: result.to_owned(), becomes };
        assert_eq!(refused(&mut world, &Command::act(refute(" "))), "Say what was found.");
        act(&mut world, refute("It is cracked"));
        let assumption = world.portfolio().get::<Assumption>(id).unwrap();
        assert_eq!((assumption.state, &*assumption.result), (AssumptionState::Refuted, "It is cracked"));
        let risks: Vec<_> =
            world.portfolio().all::<Risk>().map(|risk| (risk.source, risk.owner, &*risk.cause)).collect();
        let issues: Vec<_> =
            world.portfolio().all::<Issue>().map(|issue| (issue.source, issue.owner, &*issue.description)).collect();
        let expected = (assumption.owner.is_some()).then(|| (Some(Ref::new(id)), assumption.owner, "It is cracked"));
        assert_eq!(risks, expected.into_iter().filter(|_| becomes == Refuted::Risk).collect::<Vec<_>>());
        assert_eq!(issues, expected.into_iter().filter(|_| becomes == Refuted::Issue).collect::<Vec<_>>());
        world.undo().unwrap();
        assert_eq!(world.portfolio().get::<Assumption>(id).unwrap().state, AssumptionState::Open);
        assert_eq!(world.portfolio().count_of(Risk::SCHEMA.kind) + world.portfolio().count_of(Issue::SCHEMA.kind), 0);
    }
}

#[test]
fn an_escalation_has_a_deadline_and_an_answer() {
    let mut world = World::new();
    let id = made(&mut world, Issue::SCHEMA, vec![(issue::at::title, Value::text("The crane is late"))]);
    let answer = |text: &str| Command::act(AnswerEscalation { records: vec![id], answer: text.to_owned() });
    let escalate = |by: Option<&str>| Command::act(Escalate { records: vec![id], answer_by: by.map(day) });
    assert_eq!(refused(&mut world, &answer("Hire another")), "It was not escalated, so there is nothing to answer.");
    assert_eq!(refused(&mut world, &escalate(None)), "Say until when an answer is wanted.");
    let early = refused(&mut world, &escalate(Some("2026-11-01")));
    assert_eq!(early, "Answer wanted by cannot be before the day of the escalation.");
    world.dispatch(&escalate(Some("2026-12-01"))).unwrap();
    let again = refused(&mut world, &escalate(Some("2026-12-02")));
    assert_eq!(again, "It was escalated already and waits for an answer.");
    assert_eq!(refused(&mut world, &answer("  ")), "Say what was answered.");
    world.dispatch(&answer("Hire another")).unwrap();
    let issue = world.portfolio().get::<Issue>(id).unwrap();
    assert_eq!((&*issue.answer, issue.answered_on), ("Hire another", Some(world.today())));
    world.undo().unwrap();
    world.undo().unwrap();
    assert_eq!(world.portfolio().get::<Issue>(id).unwrap().escalated_on, None);
    world.dispatch(&Command::Advance { record: id, to: "closed".into(), fields: Vec::new() }).unwrap();
    assert_eq!(refused(&mut world, &escalate(Some("2026-12-01"))), "It is over. Open it again first.");
}
