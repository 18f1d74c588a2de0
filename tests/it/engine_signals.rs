//! The figures of the records: each with data that is on the right side of its limit, on the wrong one, and without data.
use crate::support;
use crate::support::MODEL;

use pocket_pmo::domain::date::{Date, Moment, Zone};
use pocket_pmo::domain::field::{Bounded, Field};
use pocket_pmo::domain::gates::Outcome;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::{Record, RecordType};
use pocket_pmo::domain::records::decision::{self, DecisionOption, DecisionState};
use pocket_pmo::domain::records::gate_review::MustAnswer;
use pocket_pmo::domain::records::project::{self, ConstraintStatus, Phase, Rag};
use pocket_pmo::domain::records::{
    Action, Benefit, BenefitReview, CostEntry, Decision, Dependency, ImprovementAction, Issue, Person, Project, Risk,
    action, benefit, benefit_review, cost_entry, dependency, improvement_action, issue, person, risk,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields, Import};
use pocket_pmo::engine::command_maturity::{MaturityCommand, NewAssessment, Respondent};
use pocket_pmo::engine::signals::{Facts, Reading, Readings, WAITING, reading};
use std::sync::Arc;
use support::{World, day};

fn facts(world: &World) -> Facts<'_> {
    Facts {
        portfolio: world.portfolio(),
        history: world.workspace.history(),
        today: world.today(),
        zone: |_| 0,
        exported: None,
    }
}

/// Where the day differs from that of UTC: the clock of the place decides what is of today.
#[test]
fn what_was_done_today_is_of_today_wherever_that_is() {
    let zones: [(Zone, i64); 3] = [(|_| -8 * 60, 2), (|_| 14 * 60, 23), (|_| 60, 23)];
    for (zone, hour) in zones {
        let mut world = World::new();
        world.now = world.now / 86_400_000 * 86_400_000 + hour * 3_600_000;
        let today = Moment(world.now).day(zone);
        assert_ne!(today, world.today(), "a day that UTC does not have");
        let person = ada(&mut world);
        let fields = vec![
            (improvement_action::at::text, Value::text("Write it down")),
            (improvement_action::at::owner, person),
            (improvement_action::at::due, Value::Date(today)),
        ];
        world.create(ImprovementAction::SCHEMA, fields);
        let own = Facts { today, zone, ..facts(&world) };
        let Reading::Figure(found) = reading("improvement_plan_active", own) else { panic!("no figure") };
        assert_eq!((found.value, found.met.len()), (1.0, 1));
    }
}

/// Value, and how many records stand for and against it.
#[track_caller]
fn figure(world: &World, id: &str) -> (f64, usize, usize) {
    match reading(id, facts(world)) {
        Reading::Figure(figure) => (figure.value, figure.met.len(), figure.lacking.len()),
        other => panic!("{id}: {other:?}"),
    }
}

fn holds(world: &World, id: &str) -> bool {
    MODEL.signal(id).unwrap().holds(figure(world, id).0)
}

#[track_caller]
fn no_data(world: &World, id: &str) {
    assert!(matches!(reading(id, facts(world)), Reading::NoData(_)), "{id}");
}

fn ago(world: &World, days: i64) -> Value {
    Value::Date(world.today().plus_days(-days))
}

fn ada(world: &mut World) -> Value {
    let fields = vec![(person::at::name, Value::text("Ada")), (person::at::initials, Value::text("A"))];
    Value::Id(world.create(Person::SCHEMA, fields))
}

fn money(amount: i64) -> Value {
    Some(Money { minor: amount, currency: Currency::GBP }).to_value()
}

#[test]
fn every_figure_of_the_model_is_computed_or_waits_for_a_record() {
    let world = World::new();
    let waiting = |id: &str| WAITING.iter().any(|(known, _)| *known == id);
    for signal in &MODEL.signals {
        match reading(&signal.id, facts(&world)) {
            Reading::Waits(_) => assert!(waiting(&signal.id)),
            Reading::NoData(_) => assert!(!waiting(&signal.id)),
            other => panic!("{} of an empty portfolio: {other:?}", signal.id),
        }
    }
    assert!(MODEL.signals.len() - WAITING.len() >= 16);
    assert_eq!(reading("of_another_model", facts(&world)), Reading::Unknown);
}

#[test]
fn decision_lead_time() {
    let mut world = World::new();
    no_data(&world, "decision_lead_time");
    let add = |world: &mut World, due: i64, decided: Option<i64>| {
        let mut fields = vec![
            (decision::at::number, Value::Int(1)),
            (decision::at::question, Value::text("Which?")),
            (decision::at::due, ago(world, due)),
        ];
        fields.extend(decided.map(|days| (decision::at::decided_on, ago(world, days))));
        world.create(Decision::SCHEMA, fields)
    };
    add(&mut world, 200, None);
    add(&mut world, -5, None);
    no_data(&world, "decision_lead_time");
    for _ in 0..3 {
        add(&mut world, 10, Some(10));
    }
    add(&mut world, 20, Some(12));
    assert_eq!(figure(&world, "decision_lead_time"), (0.75, 3, 1));
    assert!(holds(&world, "decision_lead_time"));
    let late = add(&mut world, 1, None);
    assert!(!holds(&world, "decision_lead_time"));
    let Reading::Figure(found) = reading("decision_lead_time", facts(&world)) else { panic!() };
    assert!(found.lacking.contains(&late) && found.of() == 5);
}

#[test]
fn decision_reasons() {
    let mut world = World::new();
    let ada = ada(&mut world);
    let option = |text: &str| DecisionOption { text: text.into(), ..DecisionOption::default() };
    let add = |world: &mut World, state: DecisionState, options: Vec<DecisionOption>, day: Value| {
        let fields = vec![
            (decision::at::number, Value::Int(1)),
            (decision::at::question, Value::text("Which?")),
            (decision::at::state, state.to_value()),
            (decision::at::decider, ada.clone()),
            (decision::at::reasons, Value::text("Cheaper")),
            (decision::at::choice, Value::text("This")),
            (decision::at::options, options.to_value()),
            (decision::at::decided_on, day),
        ];
        world.create(Decision::SCHEMA, fields)
    };
    let (today, old) = (ago(&world, 3), ago(&world, 200));
    add(&mut world, DecisionState::Needed, vec![], Value::Null);
    add(&mut world, DecisionState::Taken, vec![], old);
    no_data(&world, "decision_reasons");
    add(&mut world, DecisionState::Taken, vec![option("This"), option("That")], today.clone());
    assert_eq!(figure(&world, "decision_reasons"), (1.0, 1, 0));
    assert!(holds(&world, "decision_reasons"));
    let record = add(&mut world, DecisionState::Taken, vec![option("This")], today);
    let to = DecisionState::Implemented.name().into();
    world.dispatch(&Command::Advance { record, to, fields: Vec::new() }).unwrap();
    add(&mut world, DecisionState::Taken, vec![option("This"), option("That")], Value::Null);
    assert_eq!(figure(&world, "decision_reasons"), (1.0 / 3.0, 1, 2), "no rejected option; no day");
    assert!(!holds(&world, "decision_reasons"));
}

/// A project that comes with a list, in that phase since so many days.
fn imported(world: &mut World, name: &str, phase: Phase, days: i64) -> Id {
    let id = world.fresh_id();
    let mut own = Project {
        code: name.into(),
        name: name.into(),
        phase,
        phase_since: Some(world.today().plus_days(-days)),
        ..Project::default()
    };
    own.meta.id = id;
    if phase == Phase::Closed {
        own.state = project::State::Completed;
    }
    let creates: Vec<Arc<dyn Record>> = vec![Arc::new(own)];
    let import = Import { label: "Import".to_owned(), creates, ..Import::default() };
    world.dispatch(&Command::Import(Box::new(import))).unwrap();
    id
}

#[test]
fn gate_coverage_counts_changes_that_have_a_day_and_no_record() {
    let mut world = World::new();
    world.new_project("Idea");
    no_data(&world, "gate_coverage");
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    world.go(apollo);
    world.decide(apollo, Outcome::Hold);
    assert_eq!(figure(&world, "gate_coverage"), (1.0, 2, 0), "holding changes no phase");
    assert!(holds(&world, "gate_coverage"));
    imported(&mut world, "Long ago", Phase::Execution, 400);
    assert!(holds(&world, "gate_coverage"));
    let gemini = imported(&mut world, "Gemini", Phase::Execution, 40);
    let Reading::Figure(found) = reading("gate_coverage", facts(&world)) else { panic!() };
    assert_eq!((found.met.len(), found.lacking), (2, vec![gemini]));
    assert!(!holds(&world, "gate_coverage"));
    // The next gate of an imported project is recorded; on which day it came there before is not known, and none is made up.
    world.go(gemini);
    assert_eq!(figure(&world, "gate_coverage"), (1.0, 3, 0));
    world.undo().unwrap();
    assert_eq!(figure(&world, "gate_coverage").1, 2, "a decision taken back is none");
    world.delete(gemini);
    assert!(holds(&world, "gate_coverage"));
}

#[test]
fn phase_model_used() {
    let mut world = World::new();
    world.new_project("Idea");
    no_data(&world, "phase_model_used");
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    assert!(holds(&world, "phase_model_used"));
    imported(&mut world, "Gemini", Phase::Planning, 10);
    assert_eq!(figure(&world, "phase_model_used"), (0.5, 1, 1));
    assert!(!holds(&world, "phase_model_used"));
}

/// A project taken through all gates; the closing one answers as given.
fn closed(world: &mut World, name: &str, answer: Option<(&str, MustAnswer)>) -> Id {
    let id = world.new_project(name);
    for _ in 0..4 {
        world.go(id);
    }
    let mut proposal = world.proposal(id, Outcome::Go);
    if let Some((criterion, met)) = answer {
        proposal.review.outcome = Outcome::ConditionalGo;
        let own = proposal.review.answers.iter_mut().find(|own| *own.criterion.0 == *criterion).unwrap();
        own.met = Some(met);
    }
    world.propose(proposal).unwrap();
    assert_eq!(world.project(id).phase, Phase::Closed);
    id
}

#[test]
fn closing_complete() {
    let mut world = World::new();
    imported(&mut world, "Long ago", Phase::Closed, 400);
    no_data(&world, "closing_complete");
    closed(&mut world, "Apollo", None);
    assert!(holds(&world, "closing_complete"));
    closed(&mut world, "Gemini", Some(("g4.report", MustAnswer::No)));
    imported(&mut world, "Mercury", Phase::Closed, 10);
    assert_eq!(figure(&world, "closing_complete"), (1.0 / 3.0, 1, 2));
    assert!(!holds(&world, "closing_complete"));
}

#[test]
fn actuals_kept() {
    let mut world = World::new();
    imported(&mut world, "Long ago", Phase::Closed, 800);
    no_data(&world, "actuals_kept");
    let apollo = closed(&mut world, "Apollo", None);
    assert!(!holds(&world, "actuals_kept"));
    let start = ago(&world, 300);
    world.change(apollo, project::at::actual_start, start);
    world.change(apollo, project::at::actual_cost, money(5));
    assert_eq!(figure(&world, "actuals_kept"), (1.0, 1, 0));
    assert!(holds(&world, "actuals_kept"));
}

#[test]
fn register_fresh_and_complete() {
    let mut world = World::new();
    world.new_project("Idea");
    no_data(&world, "register_fresh_and_complete");
    let ada = ada(&mut world);
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    assert!(!holds(&world, "register_fresh_and_complete"));
    world.change(apollo, project::at::lead, ada.clone());
    world.change(apollo, project::at::sponsor, ada);
    assert_eq!(figure(&world, "register_fresh_and_complete"), (1.0, 1, 0));
    let status = |days: i64, world: &World| {
        let on = Some(world.today().plus_days(-days));
        ConstraintStatus { rag: Some(Rag::Green), on, ..ConstraintStatus::default() }.to_value()
    };
    let old = status(40, &world);
    world.change(apollo, project::at::schedule_status, old);
    assert!(!holds(&world, "register_fresh_and_complete"), "reported 40 days ago");
    let fresh = status(10, &world);
    world.change(apollo, project::at::schedule_status, fresh);
    assert!(holds(&world, "register_fresh_and_complete"));
    world.go(apollo);
    assert!(!holds(&world, "register_fresh_and_complete"), "planning needs an objective and a finish");
}

#[test]
fn status_override_reason() {
    let mut world = World::new();
    no_data(&world, "status_override_reason");
    let apollo = world.new_project("Apollo");
    assert_eq!(figure(&world, "status_override_reason"), (1.0, 0, 0), "none is as good as all");
    assert!(holds(&world, "status_override_reason"));
    let status = |days: i64, note: &str, world: &World| {
        let on = Some(world.today().plus_days(-days));
        ConstraintStatus { rag: Some(Rag::Red), on, note: note.into() }.to_value()
    };
    let first = status(20, "", &world);
    world.change(apollo, project::at::overall_status, first);
    assert_eq!(figure(&world, "status_override_reason"), (0.0, 0, 1));
    let second = status(3, "The supplier is insolvent", &world);
    world.change(apollo, project::at::overall_status, second);
    assert_eq!(figure(&world, "status_override_reason"), (0.5, 1, 1), "the earlier one is in the history");
    let old = status(300, "", &world);
    world.change(apollo, project::at::overall_status, old);
    assert_eq!(figure(&world, "status_override_reason").2, 1, "longer ago than 180 days");
    let mended = status(20, "The plan slipped", &world);
    world.change(apollo, project::at::overall_status, mended);
    assert!(holds(&world, "status_override_reason"), "the reason was given later for the same day");
}

#[test]
fn cost_forecast_share() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    world.go(apollo);
    no_data(&world, "cost_forecast_share");
    world.go(apollo);
    assert_eq!(figure(&world, "cost_forecast_share"), (0.0, 0, 1));
    assert!(!holds(&world, "cost_forecast_share"));
    for field in [project::at::budget, project::at::actual_cost, project::at::forecast_cost] {
        world.change(apollo, field, money(100));
    }
    assert!(holds(&world, "cost_forecast_share"));
    let later = Facts { today: world.today().plus_days(60), ..facts(&world) };
    let Reading::Figure(found) = reading("cost_forecast_share", later) else { panic!() };
    assert_eq!(found.value, 0.0, "not updated for two months");
}

#[test]
fn improvement_plan_active() {
    let mut world = World::new();
    no_data(&world, "improvement_plan_active");
    let respondent = Some(Respondent { name: "Ada".to_owned(), ..Respondent::default() });
    let new = NewAssessment {
        name: "Spring".to_owned(),
        model: "m".to_owned(),
        model_version: "1".to_owned(),
        respondent,
        ..NewAssessment::default()
    };
    let ask = |world: &mut World, command| {
        world
            .dispatch(&Command::act(command))
            .unwrap()
            .transaction
            .edits
            .iter()
            .map(|edit| edit.record())
            .collect::<Vec<_>>()
    };
    let made = ask(&mut world, MaturityCommand::Start(Box::new(new)));
    let answer = pocket_pmo::domain::records::response::QuestionAnswer {
        question: "MAN-1".into(),
        level: Some(Bounded(2)),
        ..Default::default()
    };
    ask(&mut world, MaturityCommand::Answer { response: made[1], answers: vec![answer] });
    no_data(&world, "improvement_plan_active");
    let on: Date = world.today();
    ask(&mut world, MaturityCommand::Close { assessment: made[0], on, figures: vec![] });
    assert_eq!(figure(&world, "improvement_plan_active"), (0.0, 0, 0), "assessed, and nothing planned");
    let action =
        world.create(ImprovementAction::SCHEMA, vec![(improvement_action::at::text, Value::text("Draft the charter"))]);
    assert_eq!(figure(&world, "improvement_plan_active"), (0.0, 0, 1));
    let ada = ada(&mut world);
    world.change(action, improvement_action::at::owner, ada);
    world.change(action, improvement_action::at::due, Value::Date(day("2027-01-31")));
    assert!(holds(&world, "improvement_plan_active"));
    let later = Facts { today: world.today().plus_days(91), ..facts(&world) };
    assert_eq!(reading("improvement_plan_active", later).figure().unwrap().value, 0.0);
}

#[test]
fn figures_come_one_at_a_step() {
    let mut world = World::new();
    world.new_project("Apollo");
    let mut readings = Readings::of(MODEL.signals.iter().map(|signal| signal.id.clone()));
    let mut steps = 1;
    while readings.step(facts(&world)) {
        steps += 1;
    }
    assert_eq!((steps, readings.done().len()), (38, 38));
    assert_eq!(readings.done()[0].0, "charter_approved");
    assert!(readings.get("gate_coverage").is_some());
    let kept = readings.kept();
    assert_eq!((kept.len(), &*kept[0].signal.0, kept[0].value), (2, "status_override_reason", 1.0));
}

#[test]
fn a_figure_stands_against_an_answer_of_three_or_more_alone() {
    let signal = MODEL.signal("gate_coverage").unwrap();
    assert!(signal.contradicts(0.5, 3.0) && signal.contradicts(0.5, 5.0));
    assert!(!signal.contradicts(0.5, 2.5) && !signal.contradicts(0.9, 5.0));
    let signal = MODEL.signal("overallocated_share").unwrap();
    assert!(signal.contradicts(0.2, 3.0) && !signal.contradicts(0.1, 3.0));
}

/// A benefit of a project with these fields besides.
fn benefit(world: &mut World, project: Id, fields: Fields) -> Id {
    let named = vec![(benefit::at::title, Value::text("Fewer calls")), (benefit::at::project, Value::Id(project))];
    world.create(Benefit::SCHEMA, [named, fields].concat())
}

#[test]
fn benefit_profile_complete() {
    use benefit::at;
    let mut world = World::new();
    let ada = ada(&mut world);
    no_data(&world, "benefit_profile_complete");
    let idea = world.new_project("Idea");
    no_data(&world, "benefit_profile_complete");
    let project = world.new_project("Apollo");
    world.go(project);
    assert_eq!(figure(&world, "benefit_profile_complete"), (0.0, 0, 0), "an active project without any benefit");
    let whole = [
        (at::owner, ada),
        (at::measure, Value::text("Calls")),
        (at::start_value, Value::Number(100.0)),
        (at::target_value, Value::Number(20.0)),
        (at::target_on, ago(&world, -100)),
    ];
    for without in 0..=whole.len() {
        let fields = whole.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, field)| field.clone());
        benefit(&mut world, project, fields.collect());
    }
    // Neither that of an idea nor one that was dropped counts.
    benefit(&mut world, idea, Vec::new());
    benefit(&mut world, project, vec![(at::state, Value::text("dropped"))]);
    assert_eq!(figure(&world, "benefit_profile_complete"), (1.0 / 6.0, 1, 5));
    assert!(!holds(&world, "benefit_profile_complete"));
}

#[test]
fn benefit_reviewed() {
    use benefit::at;
    let mut world = World::new();
    let project = world.new_project("Apollo");
    let due = |world: &World, days: i64| {
        let dates = [(at::start_on, ago(world, days + 100)), (at::target_on, ago(world, days))];
        dates.to_vec()
    };
    // Neither due yet, nor due within the year.
    for days in [-1, 366] {
        let fields = due(&world, days);
        benefit(&mut world, project, fields);
    }
    no_data(&world, "benefit_reviewed");
    let review = |world: &mut World, benefit: Id, days: i64| {
        let fields = vec![
            (benefit_review::at::benefit, Value::Id(benefit)),
            (benefit_review::at::on, ago(world, days)),
            (benefit_review::at::value, Value::Number(1.0)),
        ];
        world.create(BenefitReview::SCHEMA, fields);
    };
    for (target, reviewed) in [(0, Some(0)), (200, Some(150)), (300, Some(301)), (365, None)] {
        let fields = due(&world, target);
        let one = benefit(&mut world, project, fields);
        reviewed.into_iter().for_each(|days| review(&mut world, one, days));
    }
    assert_eq!(figure(&world, "benefit_reviewed"), (0.5, 2, 2), "one was looked at before its day only, one never");
    assert!(!holds(&world, "benefit_reviewed"));
}

/// A project in execution.
fn under_way(world: &mut World, name: &str) -> Id {
    imported(world, name, Phase::Execution, 0)
}

#[test]
fn risks_are_reviewed_by_whoever_answers_for_them() {
    let mut world = World::new();
    no_data(&world, "risk_reviewed");
    let project = under_way(&mut world, "Apollo");
    assert_eq!(figure(&world, "risk_reviewed"), (0.0, 0, 0), "a project without risks has not looked for them");
    let person = ada(&mut world);
    let add = |world: &mut World, owner: Option<Value>, response: Option<&str>| {
        let mut fields = vec![(risk::at::event, Value::text("Ice")), (risk::at::project, Value::Id(project))];
        fields.extend(owner.map(|owner| (risk::at::owner, owner)));
        fields.extend(response.map(|response| (risk::at::response, Value::text(response))));
        world.create(Risk::SCHEMA, fields)
    };
    add(&mut world, None, Some("avoid"));
    assert_eq!(figure(&world, "risk_reviewed"), (0.0, 0, 0), "a draft is nobody's yet");
    let reduced = add(&mut world, Some(person.clone()), Some("reduce"));
    add(&mut world, Some(person), None);
    assert_eq!(figure(&world, "risk_reviewed"), (0.5, 1, 1));
    world.now += 32 * 86_400_000;
    assert_eq!(figure(&world, "risk_reviewed"), (0.0, 0, 2));
    world.change(reduced, risk::at::review_on, ago(&world, -20));
    assert_eq!(figure(&world, "risk_reviewed"), (0.5, 1, 1));
}

#[test]
fn actions_and_issues_are_overdue_after_their_day() {
    let mut world = World::new();
    no_data(&world, "action_overdue");
    for days in [-3, 0, 2] {
        let due = ago(&world, days);
        world.create(Action::SCHEMA, vec![(action::at::text, Value::text("Ask")), (action::at::due, due)]);
    }
    let fields = vec![
        (issue::at::title, Value::text("The crane is late")),
        (issue::at::raised_on, ago(&world, 30)),
        (issue::at::due, ago(&world, 5)),
    ];
    let issue = world.create(Issue::SCHEMA, fields);
    assert_eq!(figure(&world, "action_overdue"), (0.5, 2, 2));
    assert!(!holds(&world, "action_overdue"));
    world.dispatch(&Command::Advance { record: issue, to: "closed".into(), fields: Vec::new() }).unwrap();
    assert_eq!(figure(&world, "action_overdue"), (1.0 / 3.0, 2, 1));
}

#[test]
fn dependencies_are_agreed_by_both_sides_with_both_dates() {
    let mut world = World::new();
    let projects: Vec<Id> = ["A", "B", "C"].into_iter().map(|name| under_way(&mut world, name)).collect();
    no_data(&world, "dependency_agreed");
    under_way(&mut world, "D");
    assert_eq!(figure(&world, "dependency_agreed"), (0.0, 0, 0), "four projects and nothing between them");
    let fields = vec![
        (dependency::at::what, Value::text("Charging point")),
        (dependency::at::giver, Value::Id(projects[0])),
        (dependency::at::receiver, Value::Id(projects[1])),
        (dependency::at::needed_on, ago(&world, -30)),
        (dependency::at::promised_on, ago(&world, -20)),
        (dependency::at::giver_agreed_on, ago(&world, 3)),
    ];
    let id = world.create(Dependency::SCHEMA, fields);
    assert_eq!(figure(&world, "dependency_agreed"), (0.0, 0, 1));
    world.change(id, dependency::at::receiver_agreed_on, ago(&world, 1));
    assert_eq!(figure(&world, "dependency_agreed"), (1.0, 1, 0));
    // Who is outside has no record of its own here.
    let fields = vec![
        (dependency::at::what, Value::text("Permit")),
        (dependency::at::giver_party, Value::text("Port of Bergen")),
        (dependency::at::receiver, Value::Id(projects[1])),
    ];
    world.create(Dependency::SCHEMA, fields);
    assert_eq!(figure(&world, "dependency_agreed"), (1.0, 1, 0));
}

#[test]
fn contingency_is_set_aside_for_named_risks() {
    use cost_entry::at;
    let mut world = World::new();
    no_data(&world, "contingency_linked");
    let project = under_way(&mut world, "Apollo");
    assert_eq!(figure(&world, "contingency_linked"), (1.0, 0, 0), "none is planned");
    let cost = |world: &mut World, state: &str, category: &str, amount: i64| {
        let fields = vec![
            (at::text, Value::text("Reserve")),
            (at::project, Value::Id(project)),
            (at::on, ago(world, 0)),
            (at::state, Value::text(state)),
            (at::category, Value::text(category)),
            (at::amount, money(amount)),
        ];
        world.create(CostEntry::SCHEMA, fields);
    };
    cost(&mut world, "planned", "people", 900);
    cost(&mut world, "actual", "contingency", 900);
    assert_eq!(figure(&world, "contingency_linked"), (1.0, 0, 0), "nor is any by other costs");
    cost(&mut world, "planned", "contingency", 400);
    assert_eq!(figure(&world, "contingency_linked"), (0.0, 0, 1));
    let person = ada(&mut world);
    let add = |world: &mut World, amount: i64| {
        let fields = vec![
            (risk::at::event, Value::text("Ice")),
            (risk::at::project, Value::Id(project)),
            (risk::at::owner, person.clone()),
            (risk::at::contingency, money(amount)),
        ];
        world.create(Risk::SCHEMA, fields)
    };
    add(&mut world, 100);
    assert_eq!(figure(&world, "contingency_linked"), (0.25, 1, 1));
    let second = add(&mut world, 500);
    assert_eq!(figure(&world, "contingency_linked"), (1.0, 2, 0), "more than all of it is not linked");
    world.dispatch(&Command::Advance { record: second, to: "closed".into(), fields: Vec::new() }).unwrap();
    assert_eq!(figure(&world, "contingency_linked"), (0.25, 1, 1));
}
