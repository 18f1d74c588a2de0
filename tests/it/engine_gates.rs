//! Gate decisions: what each demands, what it leaves, and what becomes of two at the same time.
use crate::support;

use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::gates::transition::{self, Position};
use pocket_pmo::domain::gates::{Gate, Outcome, checklist};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::FieldKey;
use pocket_pmo::domain::records::gate_review::{Known, KnownStatus, Withdrawal};
use pocket_pmo::domain::records::project::{ConstraintStatus, Phase, Rag, State, at};
use pocket_pmo::domain::records::{GateCondition, GateReview, Person, Project};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::CloseCondition;
use pocket_pmo::engine::decide::demands;
use pocket_pmo::engine::index::BoardColumn;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::reviews::latest_review;
use pocket_pmo::engine::transaction::Author;
use proptest::prelude::*;
use support::proposals::{Omission, fail_first, omissions};
use support::world::held_on;
use support::{Peers, Step, World, cases, day, visible};

/// A world with a project in initiation, where gate G1 is next.
fn at_g1() -> (World, Id) {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    (world, apollo)
}

#[test]
fn each_decision_demands_what_the_handbook_says() {
    for outcome in Outcome::ALL {
        let (mut world, apollo) = at_g1();
        let before = visible(world.portfolio());
        for (number, (field, leave_out)) in omissions(*outcome).into_iter().enumerate() {
            let mut proposal = world.proposal(apollo, *outcome);
            leave_out(&mut proposal);
            let missing = demands(world.portfolio(), world.project(apollo), &proposal, world.today());
            let field_of = |rejection: &Rejection| match rejection {
                Rejection::Demands { field, .. } => *field,
                other => panic!("{other}"),
            };
            let fields: Vec<&str> = missing.iter().map(field_of).collect();
            assert_eq!(fields, [field], "{outcome:?}, omission {number}");
            assert_eq!(world.propose(proposal).err().as_ref(), missing.first(), "the first of them is the refusal");
        }
        assert_eq!(visible(world.portfolio()), before);
        world.decide(apollo, *outcome);
    }
}

#[test]
fn nothing_is_demanded_that_the_decision_does_not_need() {
    let emptied: [Omission; 9] = [
        ("answers", |p| p.review.answers.clear()),
        ("funding_released", |p| p.review.funding_released = None),
        ("conditions", |p| p.conditions.clear()),
        ("next_gate_on", |p| p.review.next_gate_on = None),
        ("must_change", |p| p.review.must_change = "".into()),
        ("people_meanwhile", |p| p.review.people_meanwhile = "".into()),
        ("rework", |p| p.review.rework = "".into()),
        ("exit_cost", |p| (p.review.stop_reason, p.review.exit_cost) = (None, None)),
        ("lessons", |p| p.review.lessons = "".into()),
    ];
    for outcome in Outcome::ALL {
        let demanded: Vec<_> = omissions(*outcome).iter().map(|(field, _)| *field).collect();
        let (mut world, apollo) = at_g1();
        let mut proposal = world.proposal(apollo, *outcome);
        emptied.iter().filter(|(field, _)| !demanded.contains(field)).for_each(|(_, empty)| empty(&mut proposal));
        assert!(world.propose(proposal).is_ok(), "{outcome:?}");
    }
}

#[test]
fn a_missing_document_leaves_only_a_conditional_go() {
    let (mut world, apollo) = at_g1();
    let mut proposal = world.proposal(apollo, Outcome::ConditionalGo);
    fail_first(&mut proposal, "g1.charter");
    world.propose(proposal).unwrap();
    assert_eq!(world.position(apollo), (Phase::Planning, State::Active));
}

#[test]
fn gates_that_release_no_money_ask_for_none() {
    let (mut world, apollo) = at_g1();
    world.decide(apollo, Outcome::Hold);
    let mut proposal = world.proposal(apollo, Outcome::Go);
    assert_eq!(proposal.review.gate, Gate::Resume);
    proposal.review.funding_released = None;
    world.propose(proposal).unwrap();
    assert_eq!(world.position(apollo), (Phase::Initiation, State::Active));
}

#[test]
fn the_review_records_where_by_what_and_by_whom() {
    let (mut world, apollo) = at_g1();
    world.change(apollo, at::next_gate_on, Value::Date(day("2026-11-19")));
    let mut proposal = world.proposal(apollo, Outcome::ConditionalGo);
    // Whatever the form claims about these is not believed.
    proposal.review.withdrawn = Withdrawal { by: "X".into(), ..Withdrawal::default() };
    proposal.review.meta.deleted = true;
    proposal.review.to_phase = Phase::Closed;
    proposal.review.deciders = vec![Some(Ref::new(Id(1)))];
    proposal.deciders.push("ADA LOVELACE".to_owned());
    let made = world.propose(proposal).unwrap();
    assert_eq!(&*made.transaction.label, "G1: Conditional go for Apollo");
    let review = latest_review(world.portfolio(), apollo).unwrap();
    assert_eq!((review.from_phase, review.from_state), (Phase::Initiation, State::Active));
    assert_eq!((review.to_phase, review.to_state), (Phase::Planning, State::Active));
    assert_eq!((review.planned_on, review.held_on), (Some(day("2026-11-19")), Some(held_on())));
    assert_eq!((review.checklist_version.0, review.suggested), (checklist::VERSION, Some(Outcome::Go)));
    assert_eq!(review.suggested_share.map(|share| share.0), Some(80));
    assert!(!review.is_withdrawn() && !review.meta.deleted);
    let name = |person: &Option<Ref<Person>>| world.portfolio().follow(*person).unwrap().name.to_string();
    assert_eq!(review.deciders.iter().map(name).collect::<Vec<_>>(), ["Ada Lovelace"]);
    assert_eq!(review.attendees.iter().map(name).collect::<Vec<_>>(), ["Grace Hopper", "Ada Lovelace"]);
    let conditions = world.conditions(apollo);
    assert_eq!((conditions.len(), &*conditions[0].text), (1, "Sign the contract"));
    assert_eq!(conditions[0].review.map(|own| own.id), Some(review.meta.id));
    let project = world.project(apollo);
    assert_eq!((project.phase_since, project.next_gate_on), (Some(held_on()), Some(day("2027-02-01"))));
    assert_eq!(check_invariants(world.portfolio()), vec![]);
}

#[test]
fn the_review_keeps_what_was_known_that_day_and_who_recorded_it() {
    let (mut world, apollo) = at_g1();
    let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
    world.change(apollo, at::budget, pounds(210_000_000).to_value());
    world.change(apollo, at::forecast_cost, pounds(244_000_000).to_value());
    world.change(apollo, at::planned_finish, Value::Date(day("2027-03-27")));
    let red = ConstraintStatus { rag: Some(Rag::Red), on: Some(held_on()), ..ConstraintStatus::default() };
    world.change(apollo, at::cost_status, red.to_value());
    world.author = Author { name: "Mary Jackson".into() };
    let mut proposal = world.proposal(apollo, Outcome::ConditionalGo);
    // Of the facts only how the status had changed is taken from the form: it is read from the history.
    proposal.review.known = Known { trend: "Worse since 20 Nov".into(), budget: pounds(1), ..Known::default() };
    proposal.review.recorded_by = "Somebody else".into();
    world.propose(proposal).unwrap();
    let first = latest_review(world.portfolio(), apollo).unwrap().known.clone();
    assert_eq!((first.status, &*first.trend), (Some(KnownStatus::Red), "Worse since 20 Nov"));
    assert_eq!(
        (first.budget, first.forecast_cost, first.actual_cost),
        (pounds(210_000_000), pounds(244_000_000), None)
    );
    assert_eq!((first.planned_finish, first.forecast_finish), (Some(day("2027-03-27")), None));
    assert_eq!(first.open_conditions.map(|own| own.0), Some(0));
    // What changes afterwards does not change what was known.
    world.change(apollo, at::budget, pounds(5).to_value());
    world.decide(apollo, Outcome::Hold);
    let reviews = world.portfolio().all::<GateReview>().filter(|own| own.project.is_some_and(|own| own.id == apollo));
    let reviews: Vec<&GateReview> = reviews.collect();
    let kept = reviews.iter().find(|own| own.gate == Gate::G1).unwrap();
    assert_eq!((&kept.known, &*kept.recorded_by), (&first, "Mary Jackson"));
    let later = latest_review(world.portfolio(), apollo).unwrap();
    assert_eq!(later.known.open_conditions.map(|own| own.0), Some(1), "the condition of the gate before");
}

#[test]
fn text_that_would_not_fit_is_refused_before_it_is_recorded() {
    let (mut world, apollo) = at_g1();
    let long = "x".repeat(100_001);
    let mut proposal = world.proposal(apollo, Outcome::Go);
    proposal.review.lead_statement = long.as_str().into();
    let refused = world.propose(proposal).err().unwrap().to_string();
    assert_eq!(refused, "Statement of the lead is longer than 100000 characters.");
    let mut proposal = world.proposal(apollo, Outcome::ConditionalGo);
    proposal.conditions[0].text = "Sign\nthe contract".to_owned();
    assert_eq!(world.propose(proposal).err().unwrap().to_string(), "Condition must be one line.");
    world.decide(apollo, Outcome::ConditionalGo);
    let condition = world.conditions(apollo)[0].meta.id;
    let close = Command::act(CloseCondition { condition, on: held_on(), note: long.as_str().into() });
    assert!(matches!(world.dispatch(&close).err(), Some(Rejection::Field { .. })));
}

#[test]
fn a_project_goes_from_idea_to_closed_by_gates_alone() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    let phases = [Phase::Initiation, Phase::Planning, Phase::Execution, Phase::Closing];
    for phase in phases {
        world.go(apollo);
        assert_eq!(world.position(apollo), (phase, State::Active));
    }
    world.go(apollo);
    assert_eq!(world.position(apollo), (Phase::Closed, State::Completed));
    let project = world.project(apollo);
    assert_eq!((project.actual_finish, project.next_gate_on), (Some(held_on()), None));
    for gate in Gate::ALL {
        let mut proposal = world.proposal(apollo, Outcome::Go);
        proposal.review.gate = *gate;
        assert!(matches!(world.propose(proposal).err(), Some(Rejection::NotPossible { .. })), "{gate:?}");
    }
}

#[test]
fn stop_recycle_hold_and_resume() {
    let (mut world, apollo) = at_g1();
    world.go(apollo);
    world.go(apollo);
    let mut back = world.proposal(apollo, Outcome::Recycle);
    back.back_to = Some(Phase::Closing);
    assert!(matches!(world.propose(back.clone()).err(), Some(Rejection::NotPossible { .. })));
    back.back_to = Some(Phase::Planning);
    world.propose(back).unwrap();
    assert_eq!(world.position(apollo), (Phase::Planning, State::Active));
    world.decide(apollo, Outcome::Hold);
    assert_eq!(world.column(BoardColumn::OnHold), [apollo]);
    assert_eq!(world.project(apollo).next_gate_on, Some(day("2027-02-01")), "the day of its review");
    world.go(apollo);
    world.decide(apollo, Outcome::Stop);
    assert_eq!(
        (world.position(apollo), world.column(BoardColumn::Stopped)),
        ((Phase::Closing, State::Stopped), vec![apollo])
    );
    world.go(apollo);
    assert_eq!(world.position(apollo), (Phase::Closed, State::Stopped), "closed by G4, and still stopped");
    let idea = world.new_project("Idea");
    world.decide(idea, Outcome::Stop);
    assert_eq!(world.position(idea), (Phase::Closed, State::Stopped), "an idea has nothing to close");
    assert_eq!(check_invariants(world.portfolio()), vec![]);
}

#[test]
fn a_deleted_project_is_not_decided_on() {
    let (mut world, apollo) = at_g1();
    let proposal = world.proposal(apollo, Outcome::Go);
    world.delete(apollo);
    assert_eq!(world.propose(proposal).err(), Some(Rejection::Missing));
}

/// Two tabs that both have a project in planning, and decide on it without having heard of each other's decision.
fn at_the_same_time(decisions: [Outcome; 2]) -> (Peers, Id) {
    let mut peers = Peers::new(2);
    peers.act(0, &Step::NewProject(1)).unwrap();
    let apollo = peers.sent[0].1.edits[0].record();
    for _ in 0..2 {
        let proposal = peers.tabs[0].proposal(apollo, Outcome::Go);
        let made = peers.tabs[0].propose(proposal).unwrap().transaction;
        peers.send(0, (*made).clone());
    }
    peers.settle();
    peers.tabs[1].now = peers.tabs[0].now + 1_000;
    for (tab, decision) in decisions.into_iter().enumerate() {
        let proposal = peers.tabs[tab].proposal(apollo, decision);
        let made = peers.tabs[tab].propose(proposal).unwrap().transaction;
        peers.send(tab, (*made).clone());
    }
    peers.settle();
    (peers, apollo)
}

#[test]
fn of_two_decisions_at_the_same_time_the_later_wins_whole() {
    for first in Outcome::ALL {
        for second in Outcome::ALL {
            let (peers, apollo) = at_the_same_time([*first, *second]);
            for tab in &peers.tabs {
                let latest = latest_review(tab.portfolio(), apollo).unwrap();
                assert_eq!(latest.outcome, *second);
                assert_eq!((latest.to_phase, latest.to_state), tab.position(apollo), "{first:?}, then {second:?}");
                assert_eq!(tab.project(apollo).next_gate_on, latest.next_gate_on);
                assert_eq!(check_invariants(tab.portfolio()), vec![], "{first:?}, then {second:?}");
            }
        }
    }
}

#[test]
fn the_phase_of_the_decision_that_lost_is_not_taken_without_a_gate() {
    let (mut peers, apollo) = at_the_same_time([Outcome::Stop, Outcome::Go]);
    let tab = &mut peers.tabs[0];
    assert_eq!(tab.others(apollo, at::phase), [Value::text("closing")]);
    let take = |value: &str| Command::TakeVersion {
        record: apollo,
        field: FieldKey::Known(at::phase),
        value: Value::text(value),
    };
    assert_eq!(tab.dispatch(&take("closing")).err(), Some(Rejection::OnlyByGate));
    tab.dispatch(&take("execution")).unwrap();
    assert_eq!(
        (tab.others(apollo, at::phase), tab.position(apollo).0),
        (vec![], Phase::Execution),
        "agreed to as it is"
    );
    assert_eq!(tab.others(apollo, at::state), [], "and with it the state");
}

#[test]
fn of_two_decisions_at_the_same_time_neither_is_undone_over_the_other() {
    let (mut peers, apollo) = at_the_same_time([Outcome::Hold, Outcome::Go]);
    for tab in &mut peers.tabs {
        assert_eq!(
            tab.undo().err().map(|e| matches!(e, Rejection::BuiltUpon | Rejection::ChangedSince { .. })),
            Some(true)
        );
        assert_eq!(tab.position(apollo), (Phase::Execution, State::Active));
    }
}

#[test]
fn a_decision_taken_back_beside_another_leaves_no_mixture() {
    let (mut peers, apollo) = at_the_same_time([Outcome::Recycle, Outcome::Hold]);
    // One takes its hold back while the other, who has not heard of that, stops the project.
    let proposal = peers.tabs[0].proposal(apollo, Outcome::Stop);
    let stopped = peers.tabs[0].propose(proposal).unwrap().transaction;
    peers.send(0, (*stopped).clone());
    peers.tabs[1].now += 60_000;
    peers.act(1, &Step::Undo).unwrap();
    peers.settle();
    for tab in &peers.tabs {
        assert_eq!(
            tab.position(apollo),
            (Phase::Planning, State::Active),
            "as it was before the hold, phase and state"
        );
        assert_eq!(tab.others(apollo, at::phase), [Value::text("closing")], "the other decision is kept in sight");
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn wherever_tabs_have_taken_it_a_project_is_in_a_possible_position(
        events in support::peers::events(2, 5..45)
    ) {
        let mut peers = Peers::new(2);
        events.iter().for_each(|event| peers.happen(event));
        peers.settle();
        for project in peers.tabs[0].portfolio().all::<Project>() {
            let known = [at::phase, at::state].map(FieldKey::Known);
            let record = peers.tabs[0].portfolio().record(project.meta.id).unwrap();
            // A phase that only a newer version knows is not ours to judge.
            let is_known = known.iter().all(|field| record.value(field).as_text().is_some());
            let position = Position { phase: project.phase, state: project.state };
            prop_assert!(!is_known || transition::is_possible(position), "{:?}", position);
        }
    }
}

#[test]
fn conditions_of_a_project_are_found_and_overdue_by_their_date() {
    let (mut world, apollo) = at_g1();
    world.decide(apollo, Outcome::ConditionalGo);
    let due = day("2026-12-24");
    let is_overdue = |condition: &GateCondition, on: &str| condition.is_overdue(day(on));
    let open = support::steps::open_conditions(world.portfolio());
    assert_eq!((open.len(), open[0].due), (1, Some(due)));
    assert!(!is_overdue(open[0], "2026-12-24") && is_overdue(open[0], "2026-12-25"));
    let id = open[0].meta.id;
    world.close_condition(id);
    assert!(support::steps::open_conditions(world.portfolio()).is_empty());
    assert!(!is_overdue(world.portfolio().get(id).unwrap(), "2027-12-25"));
    assert_eq!(world.portfolio().all::<GateReview>().count(), 2);
}
