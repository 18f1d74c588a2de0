//! Lessons: captured with what they came from, offered to projects that they fit, applied with the decision of a gate.

use crate::support::World;
use pocket_pmo::domain::gates::Outcome;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::life_cycle::Phase;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{Dependency, GateReview, Lesson, Project, Risk, dependency, lesson, project, risk};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::lessons::{Reason, applied_at, offered};
use pocket_pmo::engine::signals::{Facts, Reading, reading};
use pocket_pmo::view::directory::groups;
use pocket_pmo::view::lessons::offers::offers;

fn tags(all: &[&str]) -> Value {
    Value::List(all.iter().copied().map(Value::text).collect())
}

/// A lesson that was reviewed.
fn reviewed(world: &mut World, title: &str, more: Fields) -> Id {
    let mut fields =
        vec![(lesson::at::title, Value::text(title)), (lesson::at::recommendation, Value::text("Ask the port first"))];
    fields.extend(more);
    let id = world.create(Lesson::SCHEMA, fields);
    advance(world, id, "reviewed");
    id
}

fn advance(world: &mut World, id: Id, to: &str) {
    world.dispatch(&Command::Advance { record: id, to: to.into(), fields: Fields::new() }).unwrap();
}

fn lesson(world: &World, id: Id) -> &Lesson {
    world.portfolio().get(id).unwrap()
}

/// The titles of what is offered to a project.
fn offered_to(world: &World, project: Id) -> Vec<String> {
    let all = offered(world.portfolio(), world.project(project));
    all.into_iter().map(|offer| lesson(world, offer.lesson).title.to_string()).collect()
}

#[test]
fn a_lesson_belongs_to_the_project_and_phase_of_what_it_came_from() {
    let mut world = World::new();
    let (apollo, boreas) = (world.new_project("Apollo"), world.new_project("Boreas"));
    world.go(apollo);
    let risk = vec![(risk::at::event, Value::text("Ice")), (risk::at::project, Value::Id(apollo))];
    let risk = world.create(Risk::SCHEMA, risk);
    let waits = vec![
        (dependency::at::what, Value::text("Berth")),
        (dependency::at::giver, Value::Id(boreas)),
        (dependency::at::receiver, Value::Id(apollo)),
    ];
    let waits = world.create(Dependency::SCHEMA, waits);
    for source in [risk, waits, apollo] {
        let fields = vec![(lesson::at::title, Value::text("Ice")), (lesson::at::source, Value::Id(source))];
        let id = world.create(Lesson::SCHEMA, fields);
        let made = lesson(&world, id);
        assert_eq!((made.project, made.phase), (Some(Ref::new(apollo)), Some(Phase::Initiation)));
    }
    let fields = vec![
        (lesson::at::title, Value::text("Fog")),
        (lesson::at::source, Value::Id(risk)),
        (lesson::at::project, Value::Id(boreas)),
        (lesson::at::phase, Value::text("closing")),
    ];
    let id = world.create(Lesson::SCHEMA, fields);
    let made = lesson(&world, id);
    assert_eq!((made.project, made.phase), (Some(Ref::new(boreas)), Some(Phase::Closing)), "what was given stays");
    let id = world.create(Lesson::SCHEMA, vec![(lesson::at::title, Value::text("Wind"))]);
    assert_eq!((lesson(&world, id).project, lesson(&world, id).phase), (None, None));
}

#[test]
fn lessons_are_offered_by_phase_size_and_tag_of_other_projects_once_they_hold() {
    let mut world = World::new();
    let (apollo, boreas) = (world.new_project("Apollo"), world.new_project("Boreas"));
    world.change(apollo, project::at::tags, tags(&["Harbour", "steel"]));
    world.change(boreas, project::at::tags, tags(&["harbour"]));
    world.go(apollo);
    let of = |phase: &str| {
        let size = if phase == "closing" { Value::text("l") } else { Value::Null };
        vec![
            (lesson::at::project, Value::Id(boreas)),
            (lesson::at::phase, Value::text(phase)),
            (lesson::at::size, size),
            (lesson::at::tags, tags(&["trains"])),
        ]
    };
    for phase in ["candidate", "initiation", "planning", "execution", "closing"] {
        reviewed(&mut world, phase, of(phase));
    }
    assert_eq!(offered_to(&world, apollo), ["initiation", "planning"], "what the gate ends, and what it begins");
    world.change(apollo, project::at::size_class, Value::text("l"));
    assert_eq!(offered_to(&world, apollo), ["initiation", "planning", "closing"], "by its size");
    let own = reviewed(&mut world, "own", vec![(lesson::at::project, Value::Id(apollo))]);
    let tagged = reviewed(&mut world, "tagged", vec![(lesson::at::tags, tags(&["STEEL"]))]);
    let both = vec![(lesson::at::phase, Value::text("planning")), (lesson::at::project, Value::Id(boreas))];
    let both = reviewed(&mut world, "both", both);
    reviewed(&mut world, "for all", Vec::new());
    let expected = ["both", "initiation", "planning", "closing", "tagged", "for all"];
    assert_eq!(offered_to(&world, apollo), expected, "the tags of its project, where it has none; never its own");
    let all = offered(world.portfolio(), world.project(apollo));
    let best = all.iter().find(|offer| offer.lesson == both).unwrap();
    assert_eq!(best.reasons, [Reason::Phase(Phase::Planning), Reason::Tag("harbour".to_owned())]);
    let (words, more) = offers(world.portfolio(), world.project(apollo));
    assert_eq!((&*words[0].note, more), ("From Boreas · phase planning · tag harbour", 0));
    assert_eq!(&*words[5].note, "For every project");
    advance(&mut world, tagged, "captured");
    advance(&mut world, both, "retired");
    world.delete(own);
    assert_eq!(offered_to(&world, apollo), ["initiation", "planning", "closing", "for all"]);
}

#[test]
fn a_lesson_is_applied_with_the_decision_and_counts_until_that_is_undone() {
    let mut world = World::new();
    let (apollo, boreas) = (world.new_project("Apollo"), world.new_project("Boreas"));
    world.go(apollo);
    let ids = ["Crane", "Fog", "Gone"]
        .map(|title| reviewed(&mut world, title, vec![(lesson::at::project, Value::Id(boreas))]));
    let [crane, fog, gone] = ids;
    let mut proposal = world.proposal(apollo, Outcome::Go);
    proposal.review.applied_lessons = [crane, crane, gone].map(|id| Some(Ref::new(id))).to_vec();
    proposal.review.other_lessons = vec![Some(Ref::new(fog))];
    world.delete(gone);
    let before = world.workspace.history().len();
    world.propose(proposal).unwrap();
    assert_eq!(world.workspace.history().len(), before + 1, "one step with the decision");
    let times = |world: &World, id: Id| applied_at(world.portfolio(), id).count();
    assert_eq!((times(&world, crane), times(&world, fog), times(&world, gone)), (1, 0, 0), "once, and none that went");
    let review = applied_at(world.portfolio(), crane).next().unwrap();
    assert_eq!((review.project, review.other_lessons.len()), (Some(Ref::new(apollo)), 1));
    let words = |world: &World, id: Id| -> Vec<(String, String, String)> {
        let all = groups(world.portfolio(), id, world.today()).into_iter();
        all.flat_map(|group| group.all.into_iter().map(move |one| (group.title.clone(), one.name, one.note))).collect()
    };
    let note = "Go, 20 Nov 2026, decided by Ada Lovelace".to_owned();
    assert_eq!(words(&world, crane), [("Applied at".to_owned(), "G1 of Apollo".to_owned(), note)]);
    assert_eq!(words(&world, fog)[0].0, "Not applicable at");
    assert_eq!(check_invariants(world.portfolio()), []);
    world.undo().unwrap();
    assert_eq!((times(&world, crane), words(&world, crane).len()), (0, 0));
    world.redo().unwrap();
    assert_eq!(times(&world, crane), 1);
    assert_eq!(world.portfolio().all::<GateReview>().filter(|review| !review.is_withdrawn()).count(), 2);
    let all = offered(world.portfolio(), world.portfolio().get::<Project>(apollo).unwrap());
    assert_eq!(all.first().map(|offer| (offer.lesson, offer.applied)), None, "initiation lies behind");
}

/// The figure of maturity: its value, and how many gates stand for and against it; `None` while there is no data.
fn looked_at(world: &World) -> Option<(f64, usize, usize)> {
    let facts = Facts {
        portfolio: world.portfolio(),
        history: world.workspace.history(),
        today: world.today(),
        zone: |_| 0,
        exported: None,
    };
    match reading("lessons_applied", facts) {
        Reading::Figure(figure) => Some((figure.value, figure.met.len(), figure.lacking.len())),
        Reading::NoData(_) => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_figure_of_maturity_counts_gates_g1_at_which_a_lesson_was_looked_at() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    assert_eq!(looked_at(&world), None, "the other gates do not count");
    let lesson = reviewed(&mut world, "Crane", Vec::new());
    let mut proposal = world.proposal(apollo, Outcome::Go);
    proposal.review.other_lessons = vec![Some(Ref::new(lesson))];
    world.propose(proposal).unwrap();
    assert_eq!(looked_at(&world), Some((1.0, 1, 0)), "that it does not fit was looked at");
    let gemini = world.new_project("Gemini");
    world.go(gemini);
    world.go(gemini);
    assert_eq!(looked_at(&world), Some((0.5, 1, 1)));
    world.undo().unwrap();
    assert_eq!(looked_at(&world), Some((1.0, 1, 0)), "nor one that was taken back");
    world.now += 400 * 86_400_000;
    assert_eq!(looked_at(&world), None);
}
