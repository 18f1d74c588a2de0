//! Services, requests for them and health checks: what is refused, what a list says of them, and what a project shows.

use crate::support::bench::{Bench, text};
use crate::support::day;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::{Phase, Rag};
use pocket_pmo::domain::records::{
    HealthCheck, PmoService, ServiceRequest, health_check, pmo_service, project, service_request,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::view::office::latest_check;
use pocket_pmo::view::office::lists::{REQUEST_QUEUE, SERVICES};
use pocket_pmo::view::register::{RowContext, datum};

fn check(bench: &mut Bench, reviewer: &str, on: &str, fields: Fields) -> Result<String, String> {
    let mut all = vec![
        (health_check::at::occasion, text("Before the gate")),
        (health_check::at::project, Value::Id(bench.apollo)),
        (health_check::at::on, Value::Date(day(on))),
        (health_check::at::reviewer, text(reviewer)),
    ];
    all.extend(fields);
    bench.carry_out(Command::Create { schema: HealthCheck::SCHEMA, fields: all })
}

#[test]
fn a_health_check_is_held_by_somebody_from_outside_on_a_day_that_has_come() {
    let mut bench = Bench::on(Phase::Execution);
    bench.world.change(bench.apollo, project::at::lead, text("Ada Lovelace"));
    bench.world.change(bench.apollo, project::at::sponsor, text("Grace Hopper"));
    let today = bench.world.today().to_string();
    let later = bench.world.today().plus_days(1).to_string();
    for (reviewer, on, said) in [
        ("Ada Lovelace", &*today, "Reviewer leads “Apollo”. Name somebody from outside the project."),
        ("Grace Hopper", &*today, "Reviewer sponsors “Apollo”. Name somebody from outside the project."),
        ("Katherine Johnson", &*later, "Held on cannot be still to come."),
        ("", &*today, "Reviewer is missing."),
    ] {
        assert_eq!(check(&mut bench, reviewer, on, Vec::new()).unwrap_err(), said);
    }
    assert_eq!(latest_check(bench.world.portfolio(), bench.apollo), None, "nothing half done");
    let earlier = bench.world.today().plus_days(-30).to_string();
    check(
        &mut bench,
        "Katherine Johnson",
        &today,
        vec![
            (health_check::at::plan, text("red")),
            (health_check::at::team, text("red")),
            (health_check::at::cost, text("amber")),
        ],
    )
    .unwrap();
    check(&mut bench, "Katherine Johnson", &earlier, vec![(health_check::at::case, text("green"))]).unwrap();
    let latest = latest_check(bench.world.portfolio(), bench.apollo).unwrap();
    assert_eq!(latest.worst, Some(Rag::Red), "the day counts, not the order of entering");
    assert!(latest.words.ends_with(" by Katherine Johnson. Red: plan, team."), "{}", latest.words);
    // Who comes to the project later takes nothing away from a check that was held.
    bench.world.change(bench.apollo, project::at::sponsor, text("Katherine Johnson"));
    let held = bench.world.portfolio().all::<HealthCheck>().next().unwrap().meta.id;
    let fields = vec![(health_check::at::advice, text("Name a second planner."))];
    bench.carry_out(Command::Change { record: held, fields }).unwrap();
}

fn request(bench: &mut Bench, service: Id, fields: Fields) -> Id {
    let mut all = vec![
        (service_request::at::title, text("A plan")),
        (service_request::at::service, Value::Id(service)),
        (service_request::at::asked_on, Value::Date(bench.world.today())),
    ];
    all.extend(fields);
    bench.world.create(ServiceRequest::SCHEMA, all)
}

#[test]
fn a_service_says_how_many_requests_are_open_and_how_good_the_others_were() {
    let mut bench = Bench::on(Phase::Execution);
    let service = bench.world.create(PmoService::SCHEMA, vec![(pmo_service::at::name, text("Planning help"))]);
    let cells = |bench: &Bench| {
        let portfolio = bench.world.portfolio();
        let around = RowContext::new(portfolio, bench.world.today());
        let record = portfolio.record(service).unwrap();
        [0, 1].map(|at| datum(&around, &**record, SERVICES.derived(at)).words())
    };
    assert_eq!(cells(&bench), ["0", ""]);
    let first = request(&mut bench, service, Vec::new());
    let today = Value::Date(bench.world.today());
    let second = request(&mut bench, service, vec![(service_request::at::due, today)]);
    assert_eq!(cells(&bench), ["2", ""]);
    for (id, rating) in [(first, 5), (second, 4)] {
        bench.carry_out(Command::Advance { record: id, to: "done".into(), fields: Vec::new() }).unwrap();
        bench.world.change(id, service_request::at::rating, Value::Int(rating));
    }
    assert_eq!(cells(&bench), ["0", "4.5 of 5, 2 ratings"]);
    let done = bench.world.portfolio().get::<ServiceRequest>(first).unwrap();
    assert_eq!(done.ended_on, Some(bench.world.today()), "the day is noted by itself");
    let bad = Command::Change { record: first, fields: vec![(service_request::at::rating, Value::Int(6))] };
    assert_eq!(bench.carry_out(bad).unwrap_err(), "Rating must lie from 1 to 5.");
}

#[test]
fn a_request_that_is_declined_says_why() {
    let mut bench = Bench::on(Phase::Execution);
    let service = bench.world.create(PmoService::SCHEMA, vec![(pmo_service::at::name, text("Planning help"))]);
    let due = bench.world.today().plus_days(-3);
    let asked = bench.world.today().plus_days(-10);
    let id = request(
        &mut bench,
        service,
        vec![(service_request::at::asked_on, Value::Date(asked)), (service_request::at::due, Value::Date(due))],
    );
    let cells = |bench: &Bench| {
        let portfolio = bench.world.portfolio();
        let around = RowContext::new(portfolio, bench.world.today());
        let record = portfolio.record(id).unwrap();
        [0, 1].map(|at| datum(&around, &**record, REQUEST_QUEUE.derived(at)).words())
    };
    assert_eq!(cells(&bench), ["10", "3"]);
    let decline = |fields| Command::Advance { record: id, to: "declined".into(), fields };
    assert_eq!(bench.carry_out(decline(Vec::new())).unwrap_err(), "“Declined” needs: result.");
    bench.carry_out(decline(vec![(service_request::at::result, text("Not ours."))])).unwrap();
    assert_eq!(cells(&bench), ["10", ""]);
}
