//! Criteria of gates as a workspace sets them: what is refused, that each change is a version of its own, and that what was held
//! stays readable as it was asked.

use crate::support;

use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::gates::checklist::{self, Criterion, CriterionKind};
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::gate_review::{Answer, MustAnswer};
use pocket_pmo::domain::records::project::SizeClass;
use pocket_pmo::domain::records::{GateCriteria, GateReview};
use pocket_pmo::engine::command::{Command, GateProposal};
use pocket_pmo::engine::criteria::{asked, for_project, in_force, list, versions};
use pocket_pmo::engine::decide::SetCriteria;
use pocket_pmo::engine::decide::{flaw, suggestion};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::reviews::latest_review;
use support::world::World;

fn new(text: &str, kind: CriterionKind) -> Criterion {
    Criterion { text: text.into(), kind, sizes: "sml".into(), ..Criterion::default() }
}

fn set(world: &mut World, gate: Gate, criteria: Vec<Criterion>) -> Result<(), Rejection> {
    world.dispatch(&Command::act(SetCriteria { gate, stopped: false, criteria })).map(drop)
}

/// The proposal of the gate ahead, answered by the criteria in force: facts and documents yes, points as given.
fn answered(world: &World, project: Id, points: i64) -> GateProposal {
    let mut proposal = world.proposal(project, Outcome::Go);
    let (criteria, version) = for_project(world.portfolio(), world.project(project), proposal.review.gate);
    let answer = |own: &Criterion| Answer {
        criterion: own.id.clone(),
        met: (own.kind != CriterionKind::Should).then_some(MustAnswer::Yes),
        points: (own.kind == CriterionKind::Should).then_some(Bounded(points)),
        ..Answer::default()
    };
    proposal.review.answers = criteria.iter().map(answer).collect();
    proposal.review.criteria = version;
    proposal
}

#[test]
fn what_is_refused_and_why() {
    let fact = |text: &str| new(text, CriterionKind::Fact);
    let sized = |text: &str, sizes: &str| Criterion { sizes: sizes.into(), ..fact(text) };
    let cases: &[(Vec<Criterion>, Option<usize>, &str)] = &[
        (vec![], None, "Nothing would be asked of a small project."),
        (vec![sized("A", "sm")], None, "Nothing would be asked of a large project."),
        (vec![fact("A"), fact("  ")], Some(1), "Say what is asked."),
        (vec![fact("A\nB")], Some(0), "A criterion is one line."),
        (vec![fact("A"), sized("B", "")], Some(1), "Choose at least one size class, or retire the criterion."),
        (vec![fact("A"), fact(" a ")], Some(1), "The same is asked twice of one size class."),
    ];
    for (criteria, at, sentence) in cases {
        assert_eq!(flaw(criteria), Some((*at, (*sentence).to_owned())));
        let refused = set(&mut World::new(), Gate::G1, criteria.clone()).err().unwrap();
        assert_eq!(refused.to_string(), *sentence);
    }
    assert_eq!(flaw(&[sized("A", "s"), sized("A", "ml")]), None, "one text for each size class is no twin");
    assert!(flaw(&vec![fact("A"); 201]).is_some());
    for (gate, stopped) in checklist::LISTS {
        assert_eq!(flaw(&checklist::own_list(gate, stopped)), None, "{gate:?}");
    }
    let own = checklist::own_list(Gate::G1, false);
    assert!(matches!(set(&mut World::new(), Gate::G1, own), Err(Rejection::Nothing)));
}

#[test]
fn a_version_is_no_record_to_be_made_changed_or_deleted_by_hand() {
    let mut world = World::new();
    set(&mut world, Gate::G0, vec![new("It is wanted", CriterionKind::Fact)]).unwrap();
    let record = in_force(world.portfolio(), Gate::G0, false).unwrap().meta.id;
    let create = Command::Create { schema: GateCriteria::SCHEMA, fields: vec![] };
    let change = Command::Change { record, fields: vec![(0, pocket_pmo::domain::value::Value::text("X"))] };
    for command in [create, change, Command::Delete { records: vec![record] }] {
        assert!(matches!(world.dispatch(&command).err(), Some(Rejection::Immutable { .. })));
    }
}

#[test]
fn the_gate_asks_what_is_in_force_and_what_was_held_stays_as_it_was_asked() {
    let mut world = World::new();
    let (apollo, gemini) = (world.new_project("Apollo"), world.new_project("Gemini"));
    // Held by the product's own criteria.
    let proposal = answered(&world, apollo, 8);
    world.propose(proposal).unwrap();
    let first = latest_review(world.portfolio(), apollo).unwrap().clone();
    assert_eq!((first.checklist_version.0, first.criteria), (1, None));

    let mut criteria = list(world.portfolio(), Gate::G0, false);
    criteria.retain(|own| &*own.id != "g0.duplicate");
    criteria[0].text = "The problem is stated by those who have it".into();
    criteria.push(Criterion { weight: Some(Bounded(3)), ..new("It pays back in a year", CriterionKind::Should) });
    criteria.push(Criterion { sizes: "l".into(), ..new("The board has asked for it", CriterionKind::Fact) });
    set(&mut world, Gate::G0, criteria).unwrap();
    assert_eq!(&*world.workspace.history().last().unwrap().label, "Change the criteria of G0, version 2");
    let version = in_force(world.portfolio(), Gate::G0, false).unwrap().clone();
    assert_eq!((version.version.0, &*version.name, version.made_on), (2, "G0, version 2", Some(world.today())));
    assert!(version.criteria.iter().all(|own| !own.id.is_empty()), "new criteria get an id");
    assert!(in_force(world.portfolio(), Gate::G1, false).is_none());

    let (asked_now, _) = for_project(world.portfolio(), world.project(gemini), Gate::G0);
    let texts: Vec<&str> = asked_now.iter().map(|own| &*own.text).collect();
    assert_eq!(texts[0], "The problem is stated by those who have it");
    assert!(!texts.contains(&"The board has asked for it"), "only of large projects");
    assert!(!texts.contains(&"Nobody else does it already"), "retired");

    // Weight: 10 and 10 against 0 three times.
    let mut proposal = answered(&world, gemini, 10);
    proposal.review.answers.last_mut().unwrap().points = Some(Bounded(0));
    let sum = suggestion(world.portfolio(), world.project(gemini), &proposal);
    assert_eq!((sum.points, sum.possible, sum.outcome), (20, 50, Some(Outcome::Recycle)));
    world.propose(proposal).unwrap();
    let second = latest_review(world.portfolio(), gemini).unwrap().clone();
    assert_eq!((second.checklist_version.0, second.criteria), (2, Some(Ref::new(version.meta.id))));

    // Changed again, and undone: neither alters what was held.
    let text = |world: &World, review: &GateReview, id: &str| {
        asked(world.portfolio(), review, id).map(|own| own.text.to_string())
    };
    let check = |world: &World| {
        assert_eq!(text(world, &first, "g0.problem").as_deref(), Some("The problem is stated"));
        assert_eq!(text(world, &first, "g0.duplicate").as_deref(), Some("Nobody else does it already"));
        assert_eq!(text(world, &second, "g0.problem").as_deref(), Some("The problem is stated by those who have it"));
        assert_eq!(text(world, &second, "g0.duplicate"), None);
        let last = second.answers.last().unwrap();
        assert_eq!(text(world, &second, &last.criterion).as_deref(), Some("It pays back in a year"));
        assert_eq!(check_invariants(world.portfolio()), vec![]);
    };
    check(&world);
    set(&mut world, Gate::G0, vec![new("It is wanted", CriterionKind::Fact)]).unwrap();
    check(&world);
    set(&mut world, Gate::G0, checklist::own_list(Gate::G0, false)).unwrap();
    assert_eq!(list(world.portfolio(), Gate::G0, false), checklist::own_list(Gate::G0, false));
    assert_eq!(in_force(world.portfolio(), Gate::G0, false).unwrap().version.0, 4);
    world.undo().unwrap();
    assert_eq!(in_force(world.portfolio(), Gate::G0, false).unwrap().version.0, 3);
    world.undo().unwrap();
    assert_eq!(in_force(world.portfolio(), Gate::G0, false).unwrap().version.0, 2);
    world.redo().unwrap();
    assert_eq!(in_force(world.portfolio(), Gate::G0, false).unwrap().version.0, 3);
    assert_eq!(versions(world.portfolio(), Gate::G0, false).len(), 3);
    check(&world);
    check(&world.reloaded());
}

#[test]
fn a_number_means_one_list_for_ever_and_a_form_that_was_open_keeps_its_questions() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    set(&mut world, Gate::G0, vec![new("It is wanted", CriterionKind::Fact)]).unwrap();
    let open = answered(&world, apollo, 0);
    set(&mut world, Gate::G0, vec![new("It is needed", CriterionKind::Fact)]).unwrap();
    world.undo().unwrap();
    set(&mut world, Gate::G0, vec![new("It is due", CriterionKind::Fact)]).unwrap();
    assert_eq!(in_force(world.portfolio(), Gate::G0, false).unwrap().version.0, 4, "3 was given, and undone");
    world.propose(open).unwrap();
    let review = latest_review(world.portfolio(), apollo).unwrap();
    assert_eq!(review.checklist_version.0, 2);
    assert_eq!(&*asked(world.portfolio(), review, &review.answers[0].criterion).unwrap().text, "It is wanted");
    // A version of another gate is none of this one.
    let mut proposal = world.proposal(apollo, Outcome::Go);
    proposal.review.criteria = Some(Ref::new(in_force(world.portfolio(), Gate::G0, false).unwrap().meta.id));
    world.propose(proposal).unwrap();
    let review = latest_review(world.portfolio(), apollo).unwrap();
    assert_eq!((review.gate, review.checklist_version.0, review.criteria), (Gate::G1, 1, None));
    assert_eq!(review.size_class, SizeClass::default());
}
