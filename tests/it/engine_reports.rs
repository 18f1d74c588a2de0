//! Status reports: one save writes the report and the status of its project, a report goes through its states, and what is published
//! stays as it is whatever is changed since.

use crate::support::{World, day};
use pocket_pmo::domain::date::{Date, Zone};
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::{ConstraintStatus, DeliveryConfidence, Rag};
use pocket_pmo::domain::records::status_report::{FrozenLine, ReportState, Viewpoint, ViewpointPoints, at};
use pocket_pmo::domain::records::{Person, Project, StatusReport, person, project};
use pocket_pmo::domain::reporting::Period;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{AdvanceReport, WriteStatus};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::reports::{last_before, owed, owes, period_to_write, reports_of};
use pocket_pmo::engine::signals::{Facts, Reading, reading};

const UTC: Zone = |_| 0;

/// A world on 22 November 2026 with a project that is under way, and its office.
fn bench() -> (World, Id) {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    (world, apollo)
}

fn november() -> Period {
    Period { from: day("2026-11-01"), to: day("2026-11-30") }
}

fn status(rag: Rag, note: &str) -> ConstraintStatus {
    ConstraintStatus { rag: Some(rag), on: None, note: note.into() }
}

fn writing(project: Id, period: Period) -> WriteStatus {
    let report = StatusReport {
        project: Some(Ref::new(project)),
        from: Some(period.from),
        to: Some(period.to),
        schedule: status(Rag::Green, ""),
        ..StatusReport::default()
    };
    WriteStatus { report, period: "November 2026".to_owned(), recovery_owner: String::new(), submits: true }
}

fn act(world: &mut World, act: impl pocket_pmo::engine::command::Act + 'static) -> Result<String, String> {
    let done = world.dispatch(&Command::act(act)).map(|done| done.transaction.label.to_string());
    assert_eq!(check_invariants(world.portfolio()), vec![]);
    done.map_err(|why| why.to_string())
}

fn only(world: &World, project: Id) -> StatusReport {
    let reports = reports_of(world.portfolio(), project);
    assert_eq!(reports.len(), 1);
    reports[0].clone()
}

fn advance(world: &mut World, project: Id, to: ReportState) -> Result<String, String> {
    let report = only(world, project).meta.id;
    let line = FrozenLine { section: "done".into(), text: "Steel is up".into(), source: "".into() };
    act(world, AdvanceReport { report, to, frozen: vec![line] })
}

/// A world whose report is in that state.
fn in_state(state: ReportState) -> (World, Id) {
    let (mut world, apollo) = bench();
    act(&mut world, WriteStatus { submits: state != ReportState::Draft, ..writing(apollo, november()) }).unwrap();
    for to in [ReportState::Checked, ReportState::Published] {
        if to <= state {
            advance(&mut world, apollo, to).unwrap();
        }
    }
    assert_eq!(only(&world, apollo).state, state);
    (world, apollo)
}

#[test]
fn one_save_writes_the_report_and_the_status_of_its_project_and_one_undo_takes_both_back() {
    let (mut world, apollo) = bench();
    let before = world.project(apollo).clone();
    let mut asked = writing(apollo, november());
    let points =
        ViewpointPoints { viewpoint: Some(Viewpoint::Lead), time: Some(Bounded(4)), ..ViewpointPoints::default() };
    asked.report.cost = status(Rag::Red, "Steel costs more");
    asked.report.forecast_finish = Some(day("2027-04-14"));
    asked.report.forecast_cost = Some(Money { minor: 500_000, currency: Currency::GBP });
    asked.report.confidence = vec![points];
    asked.report.recovery = "Second supplier".into();
    asked.report.recovery_due = Some(day("2027-01-15"));
    asked.recovery_owner = "Grace".to_owned();
    assert_eq!(act(&mut world, asked).unwrap(), "Report the status of Apollo, November 2026");
    let (own, report) = (world.project(apollo).clone(), only(&world, apollo));
    let today = Some(day("2026-11-22"));
    assert_eq!((own.schedule_status.rag, own.schedule_status.on), (Some(Rag::Green), today));
    assert_eq!(own.cost_status, ConstraintStatus { on: today, ..status(Rag::Red, "Steel costs more") });
    assert_eq!(own.scope_status, before.scope_status, "what is not reported stays");
    assert_eq!((own.forecast_finish, own.forecast_cost), (report.forecast_finish, report.forecast_cost));
    assert_eq!(own.confidence, Some(DeliveryConfidence::Red));
    assert_eq!(
        (&*report.title, report.state, report.submitted_on),
        ("Apollo, November 2026", ReportState::Submitted, today)
    );
    assert!(report.has_recovery_plan());
    assert!(world.portfolio().all::<Person>().any(|person| &*person.name == "Grace"));
    world.undo().unwrap();
    assert!(*world.project(apollo) == Project { meta: world.project(apollo).meta.clone(), ..before });
    assert!(reports_of(world.portfolio(), apollo).is_empty());
    world.redo().unwrap();
    assert_eq!(world.project(apollo).cost_status.rag, Some(Rag::Red));
}

#[test]
fn writing_again_changes_the_report_of_the_period_and_makes_no_second() {
    let (mut world, apollo) = in_state(ReportState::Draft);
    let mut again = writing(apollo, november());
    again.report.done = "Steel is up".into();
    again.report.schedule = status(Rag::Amber, "Rain");
    act(&mut world, WriteStatus { submits: false, ..again.clone() }).unwrap();
    let report = only(&world, apollo);
    assert_eq!((&*report.done, report.state), ("Steel is up", ReportState::Draft));
    assert_eq!(world.project(apollo).schedule_status.rag, Some(Rag::Amber));
    act(&mut world, again.clone()).unwrap();
    assert_eq!(only(&world, apollo).state, ReportState::Submitted);
    // What was handed in stays handed in while its manager corrects it.
    again.report.next = "The roof".into();
    act(&mut world, WriteStatus { submits: false, ..again }).unwrap();
    assert_eq!(only(&world, apollo).state, ReportState::Submitted);
}

#[test]
fn an_overall_status_in_place_of_the_rule_has_a_reason_and_a_name_and_ends_with_the_next_report() {
    let (mut world, apollo) = bench();
    for (note, by, why) in [
        ("", "Ada", "Say why the overall status is another than the rule gives."),
        ("Supplier insolvent", " ", "Say who puts another overall status in place of the rule."),
    ] {
        let mut asked = writing(apollo, november());
        asked.report.overall = status(Rag::Red, note);
        asked.report.overridden_by = by.into();
        assert_eq!(act(&mut world, asked).unwrap_err(), why);
    }
    let mut asked = writing(apollo, november());
    asked.report.overall = status(Rag::Red, "Supplier insolvent");
    asked.report.overridden_by = "Ada".into();
    act(&mut world, asked).unwrap();
    assert_eq!(world.project(apollo).overall_status.rag, Some(Rag::Red));
    // No form takes the reason away.
    let id = only(&world, apollo).meta.id;
    let fields = vec![(at::overridden_by, Value::Null)];
    let refused = world.dispatch(&Command::Change { record: id, fields }).err().unwrap().to_string();
    assert!(refused.contains("needs its reason"), "{refused}");
    act(&mut world, writing(apollo, november())).unwrap();
    assert_eq!(world.project(apollo).overall_status, ConstraintStatus::default());
}

#[test]
fn what_cannot_be_written_says_why_and_leaves_everything_as_it_was() {
    let (mut world, apollo) = in_state(ReportState::Checked);
    let refused = act(&mut world, writing(apollo, november())).unwrap_err();
    assert_eq!(refused, "“Apollo, November 2026” was checked. Send it back before it is changed.");
    advance(&mut world, apollo, ReportState::Published).unwrap();
    let refused = act(&mut world, writing(apollo, november())).unwrap_err();
    assert_eq!(refused, "Published reports are never changed. Write what has changed since into the next report.");
    let backwards = Period { from: day("2026-12-31"), to: day("2026-12-01") };
    assert!(act(&mut world, writing(apollo, backwards)).unwrap_err().starts_with("A report is about a period"));
    let (mut world, apollo) = bench();
    while world.project(apollo).phase != project::Phase::Closed {
        world.go(apollo);
    }
    let refused = act(&mut world, writing(apollo, november())).unwrap_err();
    assert_eq!(refused, "“Apollo” is closed. Reports are written while a project is under way.");
    assert!(reports_of(world.portfolio(), apollo).is_empty());
}

#[test]
fn the_steps_of_a_report_by_its_table() {
    for from in ReportState::ALL {
        for to in ReportState::ALL {
            let (mut world, apollo) = in_state(*from);
            let done = advance(&mut world, apollo, *to);
            assert_eq!(done.is_ok(), from.next().contains(to), "{from:?} to {to:?}: {done:?}");
            let report = only(&world, apollo);
            assert_eq!(report.state, if done.is_ok() { *to } else { *from });
            let is_draft = report.state == ReportState::Draft;
            assert_eq!(
                (report.submitted_on.is_none(), report.published_on.is_some()),
                (is_draft, report.is_published())
            );
            assert_eq!(report.checked_by.is_empty(), report.state < ReportState::Checked);
        }
    }
    // No form leads it on.
    let (mut world, apollo) = in_state(ReportState::Submitted);
    let fields = vec![(at::state, Value::text("published"))];
    let id = only(&world, apollo).meta.id;
    let refused = world.dispatch(&Command::Change { record: id, fields }).err().unwrap().to_string();
    assert!(refused.contains("by its steps"), "{refused}");
    // And nothing is published empty.
    advance(&mut world, apollo, ReportState::Checked).unwrap();
    let empty = AdvanceReport { report: id, to: ReportState::Published, frozen: Vec::new() };
    assert!(act(&mut world, empty).unwrap_err().contains("nothing to publish"));
}

#[test]
fn what_is_published_stays_whatever_is_changed_since() {
    let (mut world, apollo) = in_state(ReportState::Published);
    let id = only(&world, apollo).meta.id;
    let kept = only(&world, apollo);
    world.rename(apollo, "Artemis");
    world.change(apollo, project::at::schedule_status, Value::Map(vec![("rag".into(), Value::text("red"))]));
    let never = "Published reports are never changed. Write what has changed since into the next report.";
    for command in [
        Command::Change { record: id, fields: vec![(at::done, Value::text("More"))] },
        Command::Delete { records: vec![id] },
        Command::TakeBack { record: id, fields: vec![(at::done, Value::text("Less"))] },
    ] {
        assert_eq!(world.dispatch(&command).err().unwrap().to_string(), never);
    }
    assert!(only(&world, apollo) == kept);
    assert_eq!((&*kept.title, &*kept.frozen[0].text), ("Apollo, November 2026", "Steel is up"));
}

#[test]
fn undo_takes_the_publishing_back_and_two_people_still_become_one() {
    let (mut world, apollo) = bench();
    let mut asked = writing(apollo, november());
    asked.recovery_owner = "Grace".to_owned();
    act(&mut world, asked).unwrap();
    advance(&mut world, apollo, ReportState::Checked).unwrap();
    advance(&mut world, apollo, ReportState::Published).unwrap();
    world.undo().unwrap();
    let report = only(&world, apollo);
    assert_eq!((report.state, report.frozen.len(), report.published_on), (ReportState::Checked, 0, None));
    world.redo().unwrap();
    assert!(only(&world, apollo).is_published());
    let grace = report.recovery_owner.unwrap().id;
    let hopper = world.create(
        Person::SCHEMA,
        vec![(person::at::name, Value::text("Grace Hopper")), (person::at::initials, Value::text("GH"))],
    );
    world.dispatch(&Command::Merge { from: grace, into: hopper }).unwrap();
    assert_eq!(only(&world, apollo).recovery_owner.unwrap().id, grace, "a published report names whom it named");
}

#[test]
fn who_owes_a_report_and_for_which_period_it_is_written() {
    let (mut world, apollo) = bench();
    let idea = world.new_project("Idea");
    let rhythm = world.portfolio().settings().reporting();
    let names = |world: &World, period| {
        owed(world.portfolio(), period, UTC).into_iter().map(|owed| (owed.project, owed.state)).collect::<Vec<_>>()
    };
    assert_eq!(names(&world, november()), [(apollo, ReportState::Draft)], "an idea owes none");
    let october = Period { from: day("2026-10-01"), to: day("2026-10-31") };
    assert_eq!(names(&world, october), [], "nobody owes a report of before it was known here");
    assert!(!owes(world.project(idea), november(), UTC));
    let next =
        |world: &World, today: Date| period_to_write(world.portfolio(), world.project(apollo), today, rhythm, UTC);
    assert_eq!(next(&world, day("2026-11-22")), november());
    assert_eq!(next(&world, day("2026-12-05")), november(), "late, and still asked for");
    act(&mut world, writing(apollo, november())).unwrap();
    assert_eq!(names(&world, november()), [(apollo, ReportState::Submitted)]);
    assert_eq!(next(&world, day("2026-11-28")), november(), "it can still be corrected");
    assert_eq!(next(&world, day("2026-12-05")).to, day("2026-12-31"));
    advance(&mut world, apollo, ReportState::Checked).unwrap();
    assert_eq!(next(&world, day("2026-11-28")).to, day("2026-12-31"));
    let last = |day| last_before(world.portfolio(), apollo, day).map(|report| report.to);
    assert_eq!((last(day("2026-12-01")), last(day("2026-11-30"))), (Some(Some(day("2026-11-30"))), None));
}

#[test]
fn what_the_records_say_of_reporting() {
    let (mut world, apollo) = bench();
    let read = |world: &World, id: &str, today: &str| {
        let facts = Facts { portfolio: world.portfolio(), history: &[], today: day(today), zone: UTC, exported: None };
        match reading(id, facts) {
            Reading::Figure(figure) => Some((figure.value, figure.met.len(), figure.lacking.len())),
            _ => None,
        }
    };
    let on_time = |world: &World, today: &str| read(world, "reporting_on_time", today);
    let kept = |world: &World, today: &str| read(world, "snapshot_coverage", today);
    assert_eq!((on_time(&world, "2026-11-25"), kept(&world, "2026-11-25")), (None, None), "nothing was due yet");
    assert_eq!(on_time(&world, "2026-12-04"), Some((0.0, 0, 1)), "November was due on 3 December");
    // November in time, December late, January and February in time.
    for (now, month, submitted) in
        [(0, "2026-11", true), (50, "2026-12", true), (72, "2027-01", true), (100, "2027-02", true)]
    {
        world.now = start() + now * 86_400_000;
        let from = day(&format!("{month}-01"));
        let period = world.portfolio().settings().reporting().period_of(from);
        let mut asked = WriteStatus { submits: submitted, ..writing(apollo, period) };
        asked.report.forecast_finish = (month != "2026-11").then(|| day("2027-12-01"));
        act(&mut world, asked).unwrap();
    }
    assert_eq!(on_time(&world, "2027-01-20"), Some((0.5, 1, 1)), "the third of the three was before it was known");
    assert_eq!((kept(&world, "2027-03-10"), kept(&world, "2027-02-10")), (Some((1.0, 1, 0)), None));
    // What is red wants a plan with its owner and its day.
    let plans = |world: &World| read(world, "red_with_recovery_plan", &world.today().to_string());
    assert_eq!(plans(&world), Some((1.0, 0, 0)), "nothing is red");
    let period = world.portfolio().settings().reporting().period_of(world.today());
    let mut red = writing(apollo, period);
    red.report.schedule = status(Rag::Red, "Strike");
    act(&mut world, red.clone()).unwrap();
    assert_eq!(plans(&world), Some((0.0, 0, 1)));
    red.report.recovery = "Second shift".into();
    red.report.recovery_due = Some(day("2027-06-01"));
    act(&mut world, WriteStatus { recovery_owner: "Grace".to_owned(), ..red }).unwrap();
    assert_eq!(plans(&world), Some((1.0, 1, 0)));
}

/// The clock of a new world.
fn start() -> i64 {
    World::new().now
}
