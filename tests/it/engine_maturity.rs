//! Maturity assessments in the engine: from start to closing, and what is refused.
use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::field::{Bounded, Prose};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::assessment::{self, AssessmentState, DimensionTarget, KeptFigure};
use pocket_pmo::domain::records::improvement_action::{self, ActionStatus};
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::response::{self, EvidenceGrade, QuestionAnswer};
use pocket_pmo::domain::records::{Assessment, ImprovementAction, OwnModel, Person, Response, own_model, person};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::as_of::as_of;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::command_maturity::{
    ActionProposal, Agreement, MaturityCommand as Do, NewAssessment, Respondent, Returned,
};
use pocket_pmo::engine::decide::responses;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::transaction::Edit;
use pocket_pmo::engine::workspace::Outcome;
use pocket_pmo::exchange::backup::Backup;
use pocket_pmo::exchange::restore::rehearse_restore;
use support::{World, day};

fn ask(world: &mut World, command: Do) -> Result<Outcome, Rejection> {
    let made = world.dispatch(&Command::act(command));
    assert_eq!(check_invariants(world.portfolio()), vec![]);
    made
}

fn done(world: &mut World, command: Do) -> Id {
    ask(world, command).expect("done").transaction.edits[0].record()
}

#[track_caller]
fn refusal(world: &mut World, command: Do) -> String {
    ask(world, command).err().expect("refused").to_string()
}

const CLOSED: &str = "Closed assessments cannot be changed. Start a new version of it instead.";

fn who(name: &str) -> Respondent {
    Respondent { name: name.to_owned(), group: "pmo".to_owned(), person: None }
}

fn new(name: &str) -> NewAssessment {
    NewAssessment {
        name: name.to_owned(),
        model: "pocket-pmo-maturity".to_owned(),
        model_version: "1.0.0".to_owned(),
        respondent: Some(who("Ada")),
        ..NewAssessment::default()
    }
}

fn start(world: &mut World) -> (Id, Id) {
    let assessment = done(world, Do::Start(Box::new(new("Spring"))));
    let response = responses(world.portfolio(), assessment)[0].meta.id;
    (assessment, response)
}

fn level(question: &str, level: i64) -> QuestionAnswer {
    QuestionAnswer { question: question.into(), level: Some(Bounded(level)), ..QuestionAnswer::default() }
}

fn answer(world: &mut World, response: Id, question: &str, chosen: i64) {
    done(world, Do::Answer { response, answers: vec![level(question, chosen)] });
}

fn close(assessment: Id) -> Do {
    let figures = vec![KeptFigure { signal: "gate_coverage".into(), value: 0.75, of: Some(Bounded(4)) }];
    Do::Close { assessment, on: day("2026-11-22"), figures }
}

fn own<R: RecordType>(world: &World, id: Id) -> &R {
    world.portfolio().get(id).expect("the record")
}

#[test]
fn from_start_to_closing() {
    let mut world = World::new();
    let (assessment, ada) = start(&mut world);
    assert_eq!(own::<Assessment>(&world, assessment).started_on, Some(world.today()));
    done(&mut world, Do::Join { assessment, respondent: who("Grace") });
    let grace = responses(world.portfolio(), assessment)[1].meta.id;
    answer(&mut world, ada, "MAN-1", 3);
    answer(&mut world, ada, "MAN-1", 2);
    let why =
        QuestionAnswer { question: "GOV-2".into(), not_applicable: "One phase only".into(), ..Default::default() };
    done(&mut world, Do::Answer { response: ada, answers: vec![why] });
    answer(&mut world, grace, "MAN-1", 4);
    let answers = &own::<Response>(&world, ada).answers;
    assert_eq!(answers.len(), 2);
    assert_eq!((answers[0].level, answers[1].is_not_applicable()), (Some(Bounded(2)), true));

    done(&mut world, Do::HandIn { response: ada, on: Some(day("2026-11-22")) });
    let again = Do::Answer { response: ada, answers: vec![level("MAN-1", 5)] };
    assert_eq!(refusal(&mut world, again), "These answers were handed in. Take them back to go on answering.");
    let early = Do::Agree { assessment, question: "MAN-1".to_owned(), agreed: None };
    assert!(refusal(&mut world, early).starts_with("Reveal the answers first"));

    done(&mut world, Do::Discuss { assessment, begins: true });
    let late = Do::Answer { response: grace, answers: vec![level("MAN-1", 5)] };
    assert!(refusal(&mut world, late).starts_with("The answers are revealed."));
    let agree = |reason: &str| Do::Agree {
        assessment,
        question: "MAN-1".to_owned(),
        agreed: Some(Agreement { level: Some(Bounded(3)), reason: Prose::from(reason) }),
    };
    assert_eq!(refusal(&mut world, agree(" ")), "Give the reason for what was agreed.");
    done(&mut world, agree("The charter is signed, but not measured."));
    assert_eq!(own::<Assessment>(&world, assessment).agreed("MAN-1").unwrap().level, Some(Bounded(3)));

    let target = DimensionTarget { dimension: "MAN".into(), level: Some(Bounded(4)), importance: Some(Bounded(2)) };
    done(&mut world, Do::Target { assessment, profile: "directive".to_owned(), targets: vec![target] });
    assert_eq!(own::<Assessment>(&world, assessment).target("MAN"), (Some(4), 2));
    assert_eq!(own::<Assessment>(&world, assessment).target("GOV"), (None, 1));

    done(&mut world, close(assessment));
    let closed = own::<Assessment>(&world, assessment);
    assert_eq!((closed.state, closed.closed_on), (AssessmentState::Closed, Some(day("2026-11-22"))));
    assert_eq!(closed.figures[0].value, 0.75);
}

/// A closed assessment with one response.
fn closed(world: &mut World) -> (Id, Id) {
    let (assessment, ada) = start(world);
    answer(world, ada, "MAN-1", 3);
    done(world, close(assessment));
    (assessment, ada)
}

#[test]
fn what_is_closed_is_never_changed() {
    let mut world = World::new();
    let (assessment, response) = closed(&mut world);
    let target = Do::Target { assessment, profile: "directive".to_owned(), targets: vec![] };
    for command in [
        Do::Answer { response, answers: vec![level("MAN-1", 5)] },
        Do::HandIn { response, on: None },
        Do::Join { assessment, respondent: who("Grace") },
        Do::Discuss { assessment, begins: false },
        Do::Agree { assessment, question: "MAN-1".to_owned(), agreed: None },
        target,
        close(assessment),
        Do::TakeIn { assessment, responses: vec![Returned { name: "Grace".to_owned(), ..Returned::default() }] },
    ] {
        assert_eq!(refusal(&mut world, command), CLOSED);
    }
    let change = |record, field, text: &str| Command::Change { record, fields: vec![(field, Value::text(text))] };
    for command in [
        change(assessment, assessment::at::name, "Other"),
        change(assessment, assessment::at::note, "Other"),
        change(response, response::at::name, "Other"),
        Command::Delete { records: vec![assessment] },
        Command::Delete { records: vec![response] },
    ] {
        assert_eq!(world.dispatch(&command).err().unwrap().to_string(), CLOSED);
    }
}

#[test]
fn nothing_goes_around_the_commands() {
    let mut world = World::new();
    let (assessment, ada) = start(&mut world);
    let state = Value::text("closed");
    let by_step = Command::Change { record: assessment, fields: vec![(assessment::at::state, state)] };
    assert!(world.dispatch(&by_step).err().unwrap().to_string().contains("step by step"));
    let by_step =
        Command::Change { record: ada, fields: vec![(response::at::finished_on, Value::Date(day("2026-11-22")))] };
    assert!(world.dispatch(&by_step).is_err());
    let create = Command::Create { schema: Response::SCHEMA, fields: vec![(response::at::name, Value::text("X"))] };
    assert!(world.dispatch(&create).err().unwrap().to_string().contains("page Maturity"));
    world.change(assessment, assessment::at::note, Value::text("Before the reorganisation"));
    world.delete(assessment);
    let gone = Do::Answer { response: ada, answers: vec![level("MAN-1", 1)] };
    assert_eq!(ask(&mut world, gone).err(), Some(Rejection::Missing));
}

#[test]
fn undo_opens_again_what_was_just_closed() {
    let mut world = World::new();
    let (assessment, response) = closed(&mut world);
    world.undo().unwrap();
    assert!(!own::<Assessment>(&world, assessment).is_closed());
    world.redo().unwrap();
    assert!(own::<Assessment>(&world, assessment).is_closed());
    world.undo().unwrap();
    answer(&mut world, response, "MAN-1", 5);
    done(&mut world, close(assessment));
    assert_eq!(own::<Response>(&world, response).answers[0].level, Some(Bounded(5)));
}

#[test]
fn an_undo_that_arrives_late_does_not_touch_what_is_closed() {
    let mut one = World::numbered(1);
    let mut two = World::numbered(2);
    let send = |from: &World, to: &mut World, outcome: &Outcome| {
        let known = &from.portfolio().writers;
        let transaction = support::carry(&outcome.transaction, known, to.workspace.writers_mut());
        to.workspace.receive(transaction);
    };
    let started = ask(&mut one, Do::Start(Box::new(new("Spring")))).unwrap();
    send(&one, &mut two, &started);
    let assessment = started.transaction.edits[0].record();
    let response = responses(one.portfolio(), assessment)[0].meta.id;
    let answered = ask(&mut two, Do::Answer { response, answers: vec![level("MAN-1", 3)] }).unwrap();
    send(&two, &mut one, &answered);
    let ended = ask(&mut one, close(assessment)).unwrap();
    send(&one, &mut two, &ended);
    assert_eq!(two.undo().err().unwrap().to_string(), CLOSED);
    assert_eq!(own::<Response>(&two, response).answers.len(), 1);

    // The other tab starts a new version; the closing is no longer taken back.
    let next = NewAssessment { follows: Some(assessment), ..new("Spring, corrected") };
    let followed = ask(&mut two, Do::Start(Box::new(next))).unwrap();
    send(&two, &mut one, &followed);
    assert!(one.undo().err().unwrap().to_string().contains("A new version of this assessment was started"));
    assert!(own::<Assessment>(&one, assessment).is_closed());
}

#[test]
fn a_new_version_takes_over_targets_and_answers() {
    let mut world = World::new();
    let (assessment, ada) = start(&mut world);
    answer(&mut world, ada, "MAN-1", 3);
    done(&mut world, Do::HandIn { response: ada, on: Some(day("2026-11-22")) });
    let target = DimensionTarget { dimension: "MAN".into(), level: Some(Bounded(4)), importance: None };
    done(&mut world, Do::Target { assessment, profile: "directive".to_owned(), targets: vec![target] });
    done(&mut world, close(assessment));
    let next = NewAssessment { follows: Some(assessment), takes_answers: true, ..new("Autumn") };
    let second = done(&mut world, Do::Start(Box::new(next)));
    let taken = own::<Assessment>(&world, second);
    assert_eq!((&*taken.target_profile.0, taken.targets.len(), taken.is_closed()), ("directive", 1, false));
    let copies = responses(world.portfolio(), second);
    assert_eq!((copies.len(), copies[0].answers.len(), copies[0].finished_on), (1, 1, None));
    let copy = copies[0].meta.id;
    answer(&mut world, copy, "MAN-1", 4);
    assert_eq!(own::<Response>(&world, ada).answers[0].level, Some(Bounded(3)), "the closed one stays");
    // While the new version is there, undo of the closing by another way is refused.
    let afresh = NewAssessment { follows: Some(assessment), ..new("Winter") };
    let third = done(&mut world, Do::Start(Box::new(afresh)));
    assert_eq!(responses(world.portfolio(), third)[0].answers.len(), 0);
}

#[test]
fn demands_are_said_in_sentences() {
    let mut world = World::new();
    let start = Do::Start(Box::new(NewAssessment { name: " ".to_owned(), ..new("") }));
    assert_eq!(refusal(&mut world, start), "Give the assessment a name.");
    let (assessment, ada) = self::start(&mut world);
    assert_eq!(refusal(&mut world, close(assessment)), "Nothing is answered yet: there is nothing to close.");
    assert!(refusal(&mut world, Do::Discuss { assessment, begins: true }).starts_with("Nobody has answered yet"));
    assert!(
        refusal(&mut world, Do::Join { assessment, respondent: who(" ada ") }).starts_with("Somebody of this name")
    );
    assert_eq!(refusal(&mut world, Do::Join { assessment, respondent: who("") }), "Say who answers.");
    let both = QuestionAnswer { not_applicable: "x".into(), ..level("MAN-1", 3) };
    assert!(refusal(&mut world, Do::Answer { response: ada, answers: vec![both] }).contains("not both"));
    let long = QuestionAnswer { note: "x".repeat(100_001).as_str().into(), ..level("MAN-1", 3) };
    assert!(refusal(&mut world, Do::Answer { response: ada, answers: vec![long] }).contains("longer than"));
    answer(&mut world, ada, "MAN-1", 3);
    let early = Do::Close { assessment, on: day("2020-01-01"), figures: vec![] };
    assert!(refusal(&mut world, early).contains("before the day it was started"));
    let blank = QuestionAnswer { question: "MAN-1".into(), ..QuestionAnswer::default() };
    done(&mut world, Do::Answer { response: ada, answers: vec![blank] });
    assert!(own::<Response>(&world, ada).answers.is_empty(), "left open again");
}

#[test]
fn answers_that_come_back_are_merged_by_respondent() {
    let mut world = World::new();
    let (assessment, ada) = start(&mut world);
    answer(&mut world, ada, "MAN-1", 3);
    answer(&mut world, ada, "MAN-2", 2);
    let returned = |name: &str, answers| Returned {
        name: name.to_owned(),
        group: "pm".to_owned(),
        answers,
        finished_on: Some(day("2026-11-21")),
    };
    let back = vec![
        returned("ADA ", vec![level("MAN-1", 4), QuestionAnswer { question: "MAN-2".into(), ..Default::default() }]),
        returned("Grace", vec![QuestionAnswer { evidence: Some(EvidenceGrade::E2), ..level("MAN-1", 2) }]),
    ];
    done(&mut world, Do::TakeIn { assessment, responses: back });
    let all = responses(world.portfolio(), assessment);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].answer("MAN-1").unwrap().level, Some(Bounded(4)));
    assert_eq!(all[0].answer("MAN-2").unwrap().level, Some(Bounded(2)), "what the file leaves open stays");
    assert_eq!((&*all[1].group.0, all[1].finished_on), ("pm", Some(day("2026-11-21"))));
    let twice = vec![returned("Grace", vec![]), returned("grace", vec![])];
    assert!(refusal(&mut world, Do::TakeIn { assessment, responses: twice }).contains("same respondent"));
    world.undo().unwrap();
    assert_eq!(responses(world.portfolio(), assessment).len(), 1);
}

#[test]
fn an_action_is_taken_into_work_and_becomes_a_project() {
    let mut world = World::new();
    let (assessment, _) = closed(&mut world);
    let action = ImprovementAction {
        text: "Draft the charter".into(),
        dimension: "MAN".into(),
        step: Some(Bounded(2)),
        assessment: Some(Ref::new(assessment)),
        artefact: "PMO charter".into(),
        due: Some(day("2027-01-31")),
        ..ImprovementAction::default()
    };
    let proposal = ActionProposal { action, owner: "Grace Hopper".to_owned() };
    ask(&mut world, Do::TakeActions(vec![proposal.clone()])).unwrap();
    let id = world.portfolio().all::<ImprovementAction>().next().unwrap().meta.id;
    let owner = own::<ImprovementAction>(&world, id).owner;
    assert_eq!(&*world.portfolio().follow(owner).unwrap().name.0, "Grace Hopper");
    assert!(refusal(&mut world, Do::TakeActions(vec![proposal])).contains("in work already"));

    ask(&mut world, Do::MakeProject { action: id }).unwrap();
    let project = world.portfolio().follow(own::<ImprovementAction>(&world, id).project).unwrap();
    assert_eq!((&*project.name.0, project.phase), ("Draft the charter", Phase::Candidate));
    assert_eq!((project.lead, project.planned_finish), (owner, Some(day("2027-01-31"))));
    assert!(refusal(&mut world, Do::MakeProject { action: id }).contains("already"));
    world.undo().unwrap();
    assert_eq!(own::<ImprovementAction>(&world, id).project, None);
    let ended = vec![(improvement_action::at::ended_on, Value::Date(world.today()))];
    let done = Command::Advance { record: id, to: ActionStatus::Done.name().into(), fields: ended };
    world.dispatch(&done).unwrap();
    assert!(!own::<ImprovementAction>(&world, id).is_open());
}

#[test]
fn a_model_that_is_brought_is_kept_by_version() {
    let mut world = World::new();
    let text = "é".repeat(120_000);
    let take = |version: &str| Do::TakeModel {
        name: "Ours".to_owned(),
        model: "ours".to_owned(),
        version: version.to_owned(),
        text: text.clone(),
    };
    let id = done(&mut world, take("1"));
    assert_eq!(own::<OwnModel>(&world, id).parts.len(), 3);
    assert_eq!(own::<OwnModel>(&world, id).text(), text);
    assert!(refusal(&mut world, take("1")).contains("another version"));
    done(&mut world, take("2"));
    let other = Value::text("3");
    let change = Command::Change { record: id, fields: vec![(own_model::at::model_version, other)] };
    assert!(world.dispatch(&change).is_err());
}

#[test]
fn merging_two_people_leaves_what_is_closed_as_it_is() {
    let mut world = World::new();
    let name = |name: &str| vec![(person::at::name, Value::text(name)), (person::at::initials, Value::text("A"))];
    let (ada, other) = (world.create(Person::SCHEMA, name("Ada")), world.create(Person::SCHEMA, name("Ada L")));
    let respondent = Some(Respondent { person: Some(other), ..who("Ada L") });
    let first = done(&mut world, Do::Start(Box::new(NewAssessment { respondent: respondent.clone(), ..new("One") })));
    let second = done(&mut world, Do::Start(Box::new(NewAssessment { respondent, ..new("Two") })));
    let of = |world: &World, assessment| responses(world.portfolio(), assessment)[0].meta.id;
    let (first_response, second_response) = (of(&world, first), of(&world, second));
    let linked = QuestionAnswer { records: vec![Some(Ref::new(other))], ..level("MAN-1", 2) };
    done(&mut world, Do::Answer { response: first_response, answers: vec![linked.clone()] });
    done(&mut world, Do::Answer { response: second_response, answers: vec![linked] });
    done(&mut world, close(first));
    world.dispatch(&Command::Merge { from: other, into: ada }).unwrap();
    assert_eq!(own::<Response>(&world, first_response).person, Some(Ref::new(other)));
    assert_eq!(own::<Response>(&world, second_response).person, Some(Ref::new(ada)));
    assert_eq!(own::<Response>(&world, second_response).answers[0].records[0].unwrap().id, ada);
    assert_eq!(check_invariants(world.portfolio()), vec![]);
}

#[test]
fn a_backup_that_is_restored_brings_closed_assessments_back() {
    let mut world = World::new();
    let (assessment, _) = closed(&mut world);
    let records: Vec<_> = world.portfolio().every().cloned().collect();
    let mut other = World::numbered(2);
    let import = pocket_pmo::engine::command::Import {
        label: "Restore".to_owned(),
        creates: records,
        restores: true,
        ..Default::default()
    };
    let made = other.dispatch(&Command::Import(Box::new(import))).unwrap();
    assert!(made.transaction.edits.iter().all(|edit| matches!(edit, Edit::Create(_))));
    assert!(own::<Assessment>(&other, assessment).is_closed());
}

/// A backup from before the closing, over what is closed now, and back again by undo; and one that brings what is closed.
#[test]
fn a_restore_over_what_is_closed_is_one_step_there_and_back() {
    let mut world = World::new();
    let (assessment, _) = closed(&mut world);
    let closing = world.workspace.history().len();
    let then = Moment(world.workspace.history()[closing - 1].stamp.time.milliseconds() - 1);
    let before = as_of(world.portfolio(), world.workspace.history(), then);
    let records: Vec<_> = before.every(world.portfolio()).cloned().collect();
    let backup = Backup { records, ..Backup::default() };
    let plan = rehearse_restore(world.portfolio(), &backup);
    world.dispatch(&Command::Import(Box::new(plan.import))).unwrap();
    assert!(!own::<Assessment>(&world, assessment).is_closed());
    world.undo().unwrap();
    assert!(own::<Assessment>(&world, assessment).is_closed());

    let records: Vec<_> = world.portfolio().every().cloned().collect();
    let mut other = World::numbered(2);
    let plan = rehearse_restore(other.portfolio(), &Backup { records, ..Backup::default() });
    other.dispatch(&Command::Import(Box::new(plan.import))).unwrap();
    other.undo().unwrap();
    assert!(own::<Assessment>(&other, assessment).meta.deleted);
    other.redo().unwrap();
    assert!(!own::<Assessment>(&other, assessment).meta.deleted);
}
