//! Gates read the work: how each deliverable stands is what the records say, an answer against them needs a note and stays marked, and what
//! they said that day is kept.

use crate::support::{World, day};
use pocket_pmo::domain::gates::Outcome;
use pocket_pmo::domain::gates::checklist::{CriterionKind, criteria};
use pocket_pmo::domain::gates::deliverables::{deliverables, gate_of};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::gate_review::{MustAnswer, Standing};
use pocket_pmo::domain::records::project::{self, Phase, SizeClass};
use pocket_pmo::domain::records::{GateReview, WorkItem};
use pocket_pmo::domain::value::Value;
use pocket_pmo::domain::work::columns::PHASES;
use pocket_pmo::engine::command::{Act, Command};
use pocket_pmo::engine::decide::{MoveItems, TakeDeliverables, WaiveDeliverable, Waiving, demands, records_of};
use pocket_pmo::engine::deliverables::{contradicted, owed, progress, proposed, recorded, speaks};
use pocket_pmo::engine::progress::accepted as on_card;
use pocket_pmo::engine::signals::{Facts, Reading, reading};

fn act(world: &mut World, act: impl Act + 'static) {
    world.dispatch(&Command::act(act)).unwrap();
}

fn take(world: &mut World, project: Id, phase: Phase) {
    act(world, TakeDeliverables { project, phases: vec![phase], left_out: vec![] });
}

fn item(world: &World, project: Id, deliverable: &str) -> Id {
    let mut items = world.portfolio().all::<WorkItem>();
    let is_it = |item: &&WorkItem| &*item.deliverable == deliverable && item.project.is_some_and(|of| of.id == project);
    items.find(is_it).unwrap().meta.id
}

fn accept(world: &mut World, project: Id, deliverable: &str) {
    let item = item(world, project, deliverable);
    let last = ["agreed", "approved", "accepted", "filed"];
    let phase = world.portfolio().get::<WorkItem>(item).unwrap().phase;
    let column = PHASES.iter().position(|known| *known == phase).map(|at| last[at].to_owned());
    act(world, MoveItems { items: vec![item], column, accepted_by: "Bo".to_owned(), ..MoveItems::default() });
}

fn waive(world: &mut World, project: Id, deliverable: &str) {
    let waiving = Waiving {
        deliverable: deliverable.to_owned(),
        reason: "Bought".to_owned(),
        approver: "Grace".to_owned(),
        until: Some(day("2027-06-30")),
        ..Waiving::default()
    };
    act(world, WaiveDeliverable { project, waiving });
}

/// A project of that size in that phase, as far as deliverables go.
fn in_phase(world: &mut World, name: &str, phase: Phase, size: SizeClass) -> Id {
    let id = world.new_project(name);
    if world.project(id).size_class != size {
        world.change(id, project::at::size_class, Value::text(size.name()));
    }
    while world.project(id).phase < phase {
        world.go(id);
    }
    id
}

#[test]
fn every_deliverable_of_every_size_feeds_its_criterion() {
    for size in SizeClass::ALL.iter().copied() {
        for phase in PHASES {
            let mut world = World::new();
            let apollo = in_phase(&mut world, "Apollo", phase, size);
            let gate = gate_of(phase).unwrap();
            let today = world.today();
            let says = |world: &World| records_of(world.portfolio(), world.project(apollo), gate, today);
            assert!(says(&world).is_empty(), "nobody took any: the records say nothing");
            take(&mut world, apollo, phase);
            let asked = criteria(gate, size, false);
            for deliverable in deliverables(phase, size) {
                let standing = |world: &World| {
                    let all = owed(world.portfolio(), world.project(apollo), phase, today);
                    all.into_iter().find(|owed| owed.deliverable.id == deliverable.id).unwrap().standing
                };
                assert_eq!(standing(&world), Standing::Open, "{}", deliverable.id);
                let Some(criterion) = asked.iter().find(|criterion| deliverable.criterion == Some(&*criterion.id))
                else {
                    assert!(
                        deliverable.criterion.is_none_or(|id| !id.starts_with('g')),
                        "{} asks for nothing",
                        deliverable.id
                    );
                    continue;
                };
                let proposes = |world: &World| proposed(&says(world), criterion);
                assert_eq!(proposes(&world), None);
                waive(&mut world, apollo, deliverable.id);
                assert_eq!(standing(&world), Standing::Waived);
                let is_scored = criterion.kind == CriterionKind::Should;
                assert_eq!(proposes(&world), (!is_scored).then_some(MustAnswer::NotApplicable), "{}", deliverable.id);
                accept(&mut world, apollo, deliverable.id);
                assert_eq!(standing(&world), Standing::Accepted, "accepting ends the waiver");
                assert_eq!(proposes(&world), (!is_scored).then_some(MustAnswer::Yes), "{}", deliverable.id);
            }
            let total = deliverables(phase, size).len();
            let done = progress(world.portfolio(), world.project(apollo), today).unwrap();
            assert!(done.0 <= total && done.2 == total);
            assert_eq!(
                on_card(world.portfolio(), world.project(apollo)),
                Some((done.0, total)),
                "the card says the same"
            );
        }
    }
}

#[test]
fn an_answer_against_the_records_needs_a_note_and_stays_marked() {
    let mut world = World::new();
    let apollo = in_phase(&mut world, "Apollo", Phase::Initiation, SizeClass::Medium);
    let mut proposal = world.proposal(apollo, Outcome::Go);
    assert!(demands(world.portfolio(), world.project(apollo), &proposal, world.today()).is_empty());
    take(&mut world, apollo, Phase::Initiation);
    for deliverable in
        ["g1.intake", "g1.charter", "g1.case", "g1.profile", "g1.stakeholders", "g1.risks", "g1.score", "g1.funding"]
    {
        accept(&mut world, apollo, deliverable);
    }
    let missing = |world: &World, proposal: &_| {
        let all = demands(world.portfolio(), world.project(apollo), proposal, world.today());
        all.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let sentence = "“Lessons of earlier projects checked” is answered against the records. Say why in its note.";
    assert_eq!(missing(&world, &proposal), [sentence]);
    let answer = proposal.review.answers.iter_mut().find(|answer| &*answer.criterion == "g1.lessons").unwrap();
    answer.note = "They were read at the meeting".into();
    assert!(missing(&world, &proposal).is_empty());
    let made = world.propose(proposal).unwrap();
    let review =
        made.transaction.edits.iter().find_map(|edit| world.portfolio().get::<GateReview>(edit.record())).unwrap();
    let marked: Vec<(&str, Standing)> =
        review.answers.iter().filter_map(|answer| Some((&*answer.criterion, answer.contradicts?))).collect();
    assert_eq!(marked, [("g1.lessons", Standing::Open)]);
    let kept: Vec<(&str, Option<Standing>)> =
        review.records.iter().map(|record| (&*record.deliverable, record.standing)).collect();
    assert_eq!(kept.len(), 9);
    assert_eq!((kept[1], kept[8]), (("g1.charter", Some(Standing::Accepted)), ("g1.lessons", Some(Standing::Open))));
    // What happens to the work afterwards does not change what was known.
    let id = review.meta.id;
    accept(&mut world, apollo, "g1.lessons");
    let review: &GateReview = world.portfolio().get(id).unwrap();
    assert_eq!(review.records[8].standing, Some(Standing::Open));
}

#[test]
fn what_contradicts_what() {
    let mut world = World::new();
    let apollo = in_phase(&mut world, "Apollo", Phase::Execution, SizeClass::Small);
    take(&mut world, apollo, Phase::Execution);
    accept(&mut world, apollo, "g3.status");
    waive(&mut world, apollo, "g3.raid");
    let records = recorded(world.portfolio(), world.project(apollo), Phase::Execution, world.today());
    let of = |criterion, answer| contradicted(&records, criterion, answer);
    use MustAnswer::{No, NotApplicable, Yes};
    for (criterion, contradicting) in [
        ("g3.status", [false, true, true]),
        ("g3.raid", [true, false, false]),
        ("g3.tests", [true, false, true]),
        ("g3.accepted", [true, false, true]),
        ("g3.operator", [false, false, false]),
    ] {
        let found = [Yes, No, NotApplicable].map(|answer| of(criterion, Some(answer)).is_some());
        assert_eq!(found, contradicting, "{criterion}");
        assert_eq!(of(criterion, None), None);
    }
    for id in ["g3.changes", "g3.tests", "g3.case"] {
        accept(&mut world, apollo, id);
    }
    let records = recorded(world.portfolio(), world.project(apollo), Phase::Execution, world.today());
    assert_eq!(speaks(&records, "g3.accepted"), Some(Standing::Accepted), "all are accepted or waived");
    assert_eq!(progress(world.portfolio(), world.project(apollo), world.today()), Some((4, 1, 5)));
}

#[test]
fn a_waiver_that_has_run_out_leaves_the_deliverable_open() {
    let mut world = World::new();
    let apollo = in_phase(&mut world, "Apollo", Phase::Initiation, SizeClass::Medium);
    waive(&mut world, apollo, "g1.score");
    let standing = |world: &World, on| {
        let all = recorded(world.portfolio(), world.project(apollo), Phase::Initiation, on);
        all.into_iter().find(|owed| owed.deliverable.id == "g1.score").unwrap().standing
    };
    assert_eq!(standing(&world, day("2027-06-30")), Standing::Waived);
    assert_eq!(standing(&world, day("2027-07-01")), Standing::Missing);
}

#[test]
fn the_figures_of_waivers_and_of_the_audit_trail_are_computed_from_records() {
    let mut world = World::new();
    let figure = |world: &World, id: &str| {
        let history = world.workspace.history();
        let facts = Facts { portfolio: world.portfolio(), history, today: world.today(), zone: |_| 0, exported: None };
        match reading(id, facts) {
            Reading::Figure(figure) => Some((figure.value, figure.met.len(), figure.lacking.len())),
            _ => None,
        }
    };
    assert_eq!((figure(&world, "waiver_recorded"), figure(&world, "audit_trail_complete")), (None, None));
    let apollo = in_phase(&mut world, "Apollo", Phase::Initiation, SizeClass::Small);
    take(&mut world, apollo, Phase::Initiation);
    assert_eq!(figure(&world, "waiver_recorded"), None, "its phase is not over");
    let mut proposal = world.proposal(apollo, Outcome::Go);
    proposal.review.answers.iter_mut().for_each(|answer| answer.note = "Seen".into());
    world.propose(proposal).unwrap();
    assert_eq!(figure(&world, "waiver_recorded"), Some((0.0, 0, 8)));
    waive(&mut world, apollo, "g1.lessons");
    waive(&mut world, apollo, "g1.score");
    accept(&mut world, apollo, "g1.intake");
    accept(&mut world, apollo, "g1.charter");
    assert_eq!(figure(&world, "waiver_recorded"), Some((2.0 / 6.0, 2, 4)));
    let gemini = in_phase(&mut world, "Gemini", Phase::Closed, SizeClass::Small);
    assert_eq!(figure(&world, "audit_trail_complete"), Some((0.0, 0, 1)));
    for phase in PHASES {
        take(&mut world, gemini, phase);
        for deliverable in deliverables(phase, SizeClass::Small) {
            accept(&mut world, gemini, deliverable.id);
        }
    }
    assert_eq!(figure(&world, "audit_trail_complete"), Some((1.0, 1, 0)));
}
