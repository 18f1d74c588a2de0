//! Changes and baselines: the gate that approves the plan sets the first baseline, a change is decided by who may decide it, implementing
//! it sets the next baseline, and whatever is implemented reconciles.

use crate::support::bench::{Bench, text};
use crate::support::{cases, day, living, living_differences};
use pocket_pmo::domain::changes::authority::Authority;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::baseline::YearCost;
use pocket_pmo::domain::records::change_request::{ChangeState, at};
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::{
    Baseline, ChangeRequest, CostEntry, Issue, Project, Settings, cost_entry, issue, project, settings,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::changes::{baselines, changes, compared, decides, has_baseline, last_baseline};
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::decide::{DecideChanges, ImplementChange, RequestChanges, SetBaseline};
use pocket_pmo::engine::money::counted;
use pocket_pmo::engine::signals::{Facts, Reading, reading};
use proptest::prelude::*;

fn euros(minor: i64) -> Value {
    Value::List(vec![Value::Int(minor), text("EUR")])
}

/// A project with a plan. Leads decide up to 100 euros and 5 days, sponsors up to 1,000 and 30.
fn bench() -> Bench {
    let mut bench = Bench::on(Phase::Initiation);
    let fields = vec![
        (settings::at::name, text("Work")),
        (settings::at::currency, text("EUR")),
        (settings::at::lead_change_cost, euros(10_000)),
        (settings::at::lead_change_days, Value::Int(5)),
        (settings::at::sponsor_change_cost, euros(100_000)),
        (settings::at::sponsor_change_days, Value::Int(30)),
    ];
    bench.world.create(Settings::SCHEMA, fields);
    for (field, value) in [
        (project::at::sponsor, text("Sam")),
        (project::at::planned_start, Value::Date(day("2026-10-01"))),
        (project::at::planned_finish, Value::Date(day("2027-03-31"))),
        (project::at::budget, euros(5_000_000)),
        (project::at::objective, text("A bridge that carries lorries.")),
    ] {
        bench.world.change(bench.apollo, field, value);
    }
    bench
}

fn set(bench: &mut Bench) {
    let reason = "The plan as it was approved in March.".to_owned();
    bench.act(SetBaseline { project: bench.apollo, reason }).unwrap();
}

#[test]
fn a_change_that_was_decided_before_it_was_entered_was_asked_for_by_then() {
    let mut bench = bench();
    let decided = bench.world.today().plus_days(-9);
    let fields = vec![
        (at::title, text("Wider deck")),
        (at::project, Value::Id(bench.apollo)),
        (at::decided_on, Value::Date(decided)),
    ];
    bench.carry_out(Command::Create { schema: ChangeRequest::SCHEMA, fields }).unwrap();
    assert_eq!(changes(bench.world.portfolio(), bench.apollo)[0].raised_on, Some(decided));
}

#[test]
fn a_baseline_knows_its_cost_by_year_and_a_change_of_a_plan_made_of_entries_is_one_more_entry() {
    let mut bench = bench();
    bench.world.change(bench.apollo, project::at::money_source, text("entries"));
    for (on, minor) in [("2026-11-01", 3_000_000), ("2027-02-01", 1_500_000), ("2026-12-31", 500_000)] {
        let fields = vec![
            (cost_entry::at::text, text("Steel")),
            (cost_entry::at::project, Value::Id(bench.apollo)),
            (cost_entry::at::on, Value::Date(day(on))),
            (cost_entry::at::amount, euros(minor)),
        ];
        bench.world.create(CostEntry::SCHEMA, fields);
    }
    set(&mut bench);
    let years = |bench: &Bench| -> Vec<(String, i64)> {
        let last = last_baseline(bench.world.portfolio(), bench.apollo).unwrap();
        let year = |year: &YearCost| (year.from.unwrap().to_string(), year.amount.unwrap().minor);
        last.years.iter().map(year).collect()
    };
    let of = |all: &[(&str, i64)]| all.iter().map(|(from, minor)| ((*from).to_owned(), *minor)).collect::<Vec<_>>();
    assert_eq!(years(&bench), of(&[("2026-01-01", 3_500_000), ("2027-01-01", 1_500_000)]));
    let change = ask(&mut bench, 0, Some(5_000));
    approve(&mut bench, change, "Sam").unwrap();
    let before = bench.world.portfolio().all::<CostEntry>().count();
    bench.act(ImplementChange { change }).unwrap();
    let year = bench.world.today().to_string()[..4].to_owned();
    let last = last_baseline(bench.world.portfolio(), bench.apollo).unwrap().clone();
    assert_eq!(last.cost.unwrap().minor, 5_005_000);
    let sum: i64 = last.years.iter().map(|year| year.amount.unwrap().minor).sum();
    assert_eq!(sum, 5_005_000);
    assert!(years(&bench).iter().any(|(from, minor)| from.starts_with(&year) && minor % 10_000 == 5_000));
    let portfolio = bench.world.portfolio();
    assert_eq!(portfolio.all::<CostEntry>().count(), before + 1);
    let project = portfolio.get::<Project>(bench.apollo).unwrap();
    assert_eq!(counted(portfolio, project).budget.unwrap().minor, 5_005_000, "the plan follows its baseline");
    assert_eq!(project.budget.unwrap().minor, 5_000_000, "what was typed is kept");
    // Entries that do not add up to the budget that was typed say nothing of it.
    bench.world.change(bench.apollo, project::at::money_source, text("typed"));
    set(&mut bench);
    assert_eq!(years(&bench), of(&[]));
}

/// A change with this impact, assessed.
fn ask(bench: &mut Bench, days: i64, cost: Option<i64>) -> Id {
    let mut fields: Fields = vec![
        (at::title, text("Wider deck")),
        (at::project, Value::Id(bench.apollo)),
        (at::reason, text("Lorries are wider now.")),
        (at::do_nothing, text("They pass one at a time.")),
        (at::scope_impact, text("Four metres instead of three.")),
        (at::days, Value::Int(days)),
    ];
    fields.extend(cost.map(|minor| (at::cost, euros(minor))));
    bench.carry_out(Command::Create { schema: ChangeRequest::SCHEMA, fields }).unwrap();
    let made = changes(bench.world.portfolio(), bench.apollo).last().unwrap().meta.id;
    for to in ["submitted", "assessed"] {
        advance(bench, made, to, Vec::new()).unwrap();
    }
    made
}

fn advance(bench: &mut Bench, change: Id, to: &str, fields: Fields) -> Result<String, String> {
    bench.carry_out(Command::Advance { record: change, to: to.into(), fields })
}

fn approve(bench: &mut Bench, change: Id, by: &str) -> Result<String, String> {
    let today = bench.world.today();
    let fields =
        vec![(at::decider, text(by)), (at::decided_on, Value::Date(today)), (at::decision_reason, text("Worth it."))];
    advance(bench, change, "approved", fields)
}

fn implement(bench: &mut Bench, change: Id) -> Result<String, String> {
    bench.act(ImplementChange { change })
}

fn last(bench: &Bench) -> Baseline {
    last_baseline(bench.world.portfolio(), bench.apollo).unwrap().clone()
}

fn reconciles(bench: &Bench) -> bool {
    let all = baselines(bench.world.portfolio(), bench.apollo);
    let (first, last) = (all.first().unwrap(), all.last().unwrap());
    compared(bench.world.portfolio(), bench.apollo, first, last).holds()
}

#[test]
fn a_change_that_is_implemented_sets_a_baseline_that_it_explains() {
    let mut bench = bench();
    set(&mut bench);
    let change = ask(&mut bench, 14, Some(9_000));
    assert_eq!(decides(bench.world.portfolio(), bench.world.portfolio().get(change).unwrap()), Authority::Sponsor);
    approve(&mut bench, change, "Sam").unwrap();
    let before = living(bench.world.portfolio());
    assert_eq!(implement(&mut bench, change).unwrap(), "Implement change 1: Wider deck");
    let second = last(&bench);
    assert_eq!(
        (second.number(), second.finish, second.cost.map(|cost| cost.minor)),
        (2, Some(day("2027-04-14")), Some(5_009_000))
    );
    assert_eq!(&*second.scope, "A bridge that carries lorries.\nChange 1: Four metres instead of three.");
    let apollo = bench.world.project(bench.apollo);
    assert_eq!((apollo.planned_finish, apollo.budget), (second.finish, second.cost), "the plan follows the baseline");
    let done = bench.world.portfolio().get::<ChangeRequest>(change).unwrap();
    assert_eq!((done.state, done.baseline.map(|to| to.id)), (ChangeState::Implemented, Some(second.meta.id)));
    assert!(reconciles(&bench));
    bench.world.undo().unwrap();
    assert_eq!(living_differences(&before, &living(bench.world.portfolio())), Vec::<String>::new());
    bench.world.redo().unwrap();
    assert!(reconciles(&bench) && last(&bench).number() == 2);
}

#[test]
fn who_is_beyond_their_limit_cannot_approve() {
    for (days, cost, by, refused) in [
        (5, Some(10_000), "Ada", ""),
        (
            6,
            None,
            "Ada",
            "Ada leads this project and cannot decide a change of this cost or delay: by the limits in Settings the sponsor decides.",
        ),
        (
            0,
            Some(10_001),
            "Ada",
            "Ada leads this project and cannot decide a change of this cost or delay: by the limits in Settings the sponsor decides.",
        ),
        (30, Some(100_000), "Sam", ""),
        (
            31,
            None,
            "Sam",
            "Sam is the sponsor of this project and cannot decide a change of this cost or delay: by the limits in Settings the steering board decides.",
        ),
        (-400, Some(-900_000), "Ines", ""),
    ] {
        let mut bench = bench();
        let change = ask(&mut bench, days, cost);
        let found = approve(&mut bench, change, by).err().unwrap_or_default();
        assert_eq!(found, refused, "{days} {cost:?} {by}");
    }
    // The same by way of the field alone, once it is approved.
    let mut bench = bench();
    let change = ask(&mut bench, 20, None);
    approve(&mut bench, change, "Sam").unwrap();
    let by_field = Command::Change { record: change, fields: vec![(at::decider, text("Ada"))] };
    assert!(bench.carry_out(by_field).unwrap_err().starts_with("Ada leads this project"));
}

#[test]
fn several_are_decided_in_one_step_and_one_that_cannot_be_stops_all() {
    let mut bench = bench();
    let asked = [ask(&mut bench, 2, None), ask(&mut bench, 3, None)];
    let decision = |changes: &[Id], decider: &str| DecideChanges {
        changes: changes.to_vec(),
        to: ChangeState::Approved,
        decider: decider.to_owned(),
        reason: "Worth it.".to_owned(),
        conditions: String::new(),
        beyond: String::new(),
    };
    let large = ask(&mut bench, 300, None);
    let why = bench.act(decision(&[asked[0], large], "Ada")).unwrap_err();
    assert!(why.contains("Wider deck") && why.contains("the steering board decides"), "{why}");
    let state = |bench: &Bench, id: Id| bench.world.portfolio().get::<ChangeRequest>(id).unwrap().state;
    assert_eq!(state(&bench, asked[0]), ChangeState::Assessed, "nothing half done");
    assert_eq!(bench.act(decision(&asked, "Ada")).unwrap(), "Approve 2 changes");
    assert_eq!(asked.map(|id| state(&bench, id)), [ChangeState::Approved; 2]);
    bench.world.undo().unwrap();
    assert_eq!(asked.map(|id| state(&bench, id)), [ChangeState::Assessed; 2]);
    let nobody = DecideChanges { decider: String::new(), ..decision(&asked, "") };
    assert_eq!(bench.act(nobody).unwrap_err(), "Say who decides.");
    let no_reason = DecideChanges { reason: " ".to_owned(), ..decision(&asked, "Ada") };
    assert_eq!(bench.act(no_reason).unwrap_err(), "Say why it is decided so.");
    let senseless = DecideChanges { to: ChangeState::Implemented, ..decision(&asked, "Ada") };
    assert_eq!(bench.act(senseless).unwrap_err(), "A change is approved, rejected or deferred.");
}

#[test]
fn issues_that_call_for_changes_wait_for_their_decision_and_come_back_with_one_step() {
    let mut bench = bench();
    let raise = |bench: &mut Bench, title: &str, with_project: bool| {
        let mut fields = vec![
            (issue::at::title, text(title)),
            (issue::at::effect, text("Lorries cannot pass.")),
            (issue::at::owner, text("Ada")),
        ];
        if with_project {
            fields.push((issue::at::project, Value::Id(bench.apollo)));
        }
        bench.world.create(Issue::SCHEMA, fields)
    };
    let issues = [raise(&mut bench, "Too narrow", true), raise(&mut bench, "Too low", true)];
    let before = living(bench.world.portfolio());
    assert_eq!(bench.act(RequestChanges { issues: issues.to_vec() }).unwrap(), "Ask for a change: 2 records");
    let made = changes(bench.world.portfolio(), bench.apollo);
    let told: Vec<_> =
        made.iter().map(|change| (change.number.0, &*change.title, change.source.map(|of| of.id))).collect();
    assert_eq!(told, [(1, "Too narrow", Some(issues[0])), (2, "Too low", Some(issues[1]))]);
    assert!(made.iter().all(|change| change.state == ChangeState::Draft && &*change.reason == "Lorries cannot pass."));
    let state = bench.world.portfolio().get::<Issue>(issues[0]).unwrap().state;
    assert_eq!(state, issue::IssueState::Waiting);
    let again = bench.act(RequestChanges { issues: vec![issues[0]] }).unwrap_err();
    assert_eq!(again, "It waits for a decision already.");
    bench.world.undo().unwrap();
    assert_eq!(living_differences(&before, &living(bench.world.portfolio())), Vec::<String>::new());
    let alone = raise(&mut bench, "Elsewhere", false);
    assert!(bench.act(RequestChanges { issues: vec![alone] }).unwrap_err().starts_with("It belongs to no project"));
}

#[test]
fn what_was_approved_keeps_its_impact_and_only_implementing_sets_a_baseline() {
    let mut bench = bench();
    set(&mut bench);
    let change = ask(&mut bench, 3, None);
    assert_eq!(implement(&mut bench, change).unwrap_err(), "Only a change that was approved is implemented.");
    approve(&mut bench, change, "Ada").unwrap();
    let other = Command::Change { record: change, fields: vec![(at::days, Value::Int(300))] };
    let why = bench.carry_out(other).unwrap_err();
    assert_eq!(why, "This change was approved with the impact it has. Ask for another change.");
    assert!(advance(&mut bench, change, "implemented", Vec::new()).is_err(), "not by hand");
    implement(&mut bench, change).unwrap();
    let baseline = last(&bench).meta.id;
    let by_hand =
        Command::Change { record: baseline, fields: vec![(pocket_pmo::domain::records::baseline::at::cost, euros(1))] };
    assert!(bench.carry_out(by_hand).unwrap_err().starts_with("A baseline is never changed."));
    for record in [change, baseline] {
        assert!(bench.carry_out(Command::Delete { records: vec![record] }).is_err());
    }
    let made = bench.carry_out(Command::Create { schema: Baseline::SCHEMA, fields: Vec::new() });
    assert!(made.unwrap_err().starts_with("A baseline is set by gate G2"));
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing() {
    let mut bench = bench();
    let change = ask(&mut bench, 3, None);
    approve(&mut bench, change, "Ada").unwrap();
    assert_eq!(
        implement(&mut bench, change).unwrap_err(),
        "This project has no baseline that the change could go beyond. Set one first."
    );
    let without = SetBaseline { project: bench.apollo, reason: "  ".to_owned() };
    assert_eq!(bench.act(without).unwrap_err(), "Say why the baseline is set.");
    set(&mut bench);
    let foreign = ask(&mut bench, 0, None);
    bench.world.change(foreign, at::cost, Value::List(vec![Value::Int(1), text("USD")]));
    approve(&mut bench, foreign, "Ines").unwrap();
    assert_eq!(
        implement(&mut bench, foreign).unwrap_err(),
        "Impact on cost is not in EUR, the currency of the baseline."
    );
    let far = ask(&mut bench, 9_999, None);
    bench.world.change(bench.apollo, project::at::planned_finish, Value::Date(day("9999-01-01")));
    set(&mut bench);
    approve(&mut bench, far, "Ines").unwrap();
    assert!(implement(&mut bench, far).unwrap_err().contains("beyond the days"));
    let plain = bench.world.new_project("Bare");
    let bare = SetBaseline { project: plain, reason: "Now".to_owned() };
    assert!(bench.act(bare).unwrap_err().starts_with("The plan has neither dates nor a budget."));
    let early = ask(&mut bench, 0, None);
    let fields = vec![
        (at::decider, text("Ada")),
        (at::decided_on, Value::Date(day("2020-01-01"))),
        (at::decision_reason, text("Yes")),
    ];
    let why = advance(&mut bench, early, "approved", fields).unwrap_err();
    assert_eq!(why, "Decided on cannot be before the day on which the change was asked for.");
}

#[test]
fn the_gate_that_approves_the_plan_sets_the_baseline() {
    let mut bench = bench();
    let apollo = bench.apollo;
    for gate in ["G0", "G1"] {
        bench.world.go(apollo);
        assert!(!has_baseline(bench.world.portfolio(), apollo), "{gate}");
    }
    bench.world.go(apollo);
    let first = last(&bench);
    assert_eq!((first.number(), first.finish, &*first.reason), (1, Some(day("2027-03-31")), "Approved by gate G2"));
    assert!(first.review.is_some());
    let facts = |bench: &Bench| {
        let history: &[_] = &[];
        let (portfolio, today) = (bench.world.portfolio(), bench.world.today());
        reading("baseline_coverage", Facts { portfolio, history, today, zone: |_| 0, exported: None })
    };
    assert_eq!(facts(&bench).figure().unwrap().value, 1.0);
    bench.world.undo().unwrap();
    assert!(!has_baseline(bench.world.portfolio(), apollo), "the decision takes it back with itself");
    assert!(matches!(facts(&bench), Reading::NoData(_)));
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_sequence_of_approved_changes_reconciles(
        steps in prop::collection::vec((-400_i64..400, prop::option::of(-100_000_i64..100_000), 0_u8..6), 1..12),
    ) {
        let mut bench = bench();
        set(&mut bench);
        let mut approved = Vec::new();
        for (days, cost, what) in steps {
            match what {
                // Two wait before one of them is implemented, so that they are not implemented in the order of their numbers.
                0..=2 => {
                    let change = ask(&mut bench, days, cost);
                    approve(&mut bench, change, "Ines").unwrap();
                    approved.push(change);
                }
                3 => drop(ask(&mut bench, days, cost)),
                4 => drop(bench.world.undo()),
                _ => {
                    if let Some(change) = approved.pop() {
                        drop(implement(&mut bench, change));
                    }
                }
            }
            if has_baseline(bench.world.portfolio(), bench.apollo) {
                prop_assert!(reconciles(&bench));
            }
        }
        for change in approved {
            drop(implement(&mut bench, change));
        }
        if has_baseline(bench.world.portfolio(), bench.apollo) {
            let (apollo, last) = (bench.world.project(bench.apollo), last(&bench));
            prop_assert!(reconciles(&bench));
            prop_assert_eq!((apollo.planned_finish, apollo.budget), (last.finish, last.cost));
        }
    }
}
