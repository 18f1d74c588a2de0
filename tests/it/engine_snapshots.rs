//! Snapshots of the portfolio: what is taken, refused and taken back, that one stays when projects go on, that a thousand projects are few
//! letters, and the figures of maturity that read them, tolerances and exports.

use crate::support::bench::{Bench, text};
use crate::support::{World, day};
use pocket_pmo::domain::date::{Date, Zone};
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::{Record, RecordType};
use pocket_pmo::domain::records::gate_review::KnownStatus;
use pocket_pmo::domain::records::project::{ConstraintStatus, Phase, Rag};
use pocket_pmo::domain::records::{Risk, Settings, Snapshot, project, risk, settings, snapshot};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::TakeSnapshot;
use pocket_pmo::engine::signals::{Facts, Reading, reading};
use pocket_pmo::engine::snapshots::snapshots;
use pocket_pmo::view::report::snapshots::{COLUMNS, entries, shown};

const UTC: Zone = |_| 0;

fn pounds(pounds: i64) -> Value {
    Some(Money { minor: pounds * 100, currency: Currency::GBP }).to_value()
}

/// Apollo in execution with figures.
fn bench() -> Bench {
    let mut bench = Bench::on(Phase::Execution);
    for _ in 0..3 {
        bench.world.go(bench.apollo);
    }
    let status = ConstraintStatus { rag: Some(Rag::Amber), on: Some(bench.world.today()), note: "Rain".into() };
    for (field, value) in [
        (project::at::forecast_finish, Value::Date(day("2027-10-11"))),
        (project::at::budget, pounds(1_000)),
        (project::at::forecast_cost, pounds(1_200)),
        (project::at::schedule_status, status.to_value()),
    ] {
        bench.world.change(bench.apollo, field, value);
    }
    let fields = vec![
        (risk::at::event, text("The crane breaks")),
        (risk::at::project, Value::Id(bench.apollo)),
        (risk::at::probability, Value::Int(5)),
        (risk::at::amount, pounds(100)),
    ];
    bench.world.create(Risk::SCHEMA, fields);
    bench
}

fn take(world: &mut World, on: Date) -> Result<(), String> {
    let act = TakeSnapshot { on, words: on.to_string() };
    world.dispatch(&Command::act(act)).map(|_| ()).map_err(|why| why.to_string())
}

fn read(world: &World, id: &str, today: Date, exported: Option<Date>) -> Option<(f64, usize, usize)> {
    match reading(id, Facts { portfolio: world.portfolio(), history: &[], today, zone: UTC, exported }) {
        Reading::Figure(figure) => Some((figure.value, figure.met.len(), figure.lacking.len())),
        _ => None,
    }
}

#[test]
fn a_snapshot_has_the_figures_of_the_day_and_stays_when_projects_go_on() {
    let mut bench = bench();
    let today = bench.world.today();
    take(&mut bench.world, today).unwrap();
    let taken = |world: &World| snapshots(world.portfolio())[0].figures().collect::<Vec<_>>();
    let before = taken(&bench.world);
    let apollo = before.iter().find(|figures| figures.project == bench.apollo).unwrap();
    assert_eq!((apollo.phase, apollo.overall), (Some(Phase::Execution), Some(KnownStatus::Amber)));
    assert_eq!((apollo.finish, apollo.exposure), (Date::parse("2027-10-11"), Some(9_000)));
    assert_eq!(apollo.cost.map(|cost| cost.minor), Some(120_000));
    bench.world.change(bench.apollo, project::at::forecast_finish, Value::Date(day("2029-01-01")));
    bench.world.delete(bench.apollo);
    assert_eq!(taken(&bench.world), before);
    let id = snapshots(bench.world.portfolio())[0].meta.id;
    let fields = vec![(snapshot::at::title, text("Another"))];
    let why = bench.carry_out(Command::Change { record: id, fields }).unwrap_err();
    assert_eq!(why, "A snapshot is never changed. Take one of today instead.");
}

#[test]
fn what_cannot_be_taken_is_refused_with_a_sentence_and_taking_is_undone() {
    let mut bench = bench();
    let today = bench.world.today();
    let last = bench.world.portfolio().settings().reporting();
    let last = last.before(last.period_of(today));
    assert!(take(&mut bench.world, today.plus_days(1)).unwrap_err().starts_with("The cut-off cannot lie ahead"));
    assert!(take(&mut bench.world, last.from.plus_days(-1)).unwrap_err().starts_with("No snapshot can be taken for "));
    take(&mut bench.world, last.to).unwrap();
    assert!(take(&mut bench.world, last.to).unwrap_err().starts_with("There is a snapshot of "));
    bench.world.undo().unwrap();
    assert!(snapshots(bench.world.portfolio()).is_empty());
    take(&mut bench.world, last.to).unwrap();
    let mut empty = World::new();
    let today = empty.today();
    assert_eq!(take(&mut empty, today).unwrap_err(), "There is no project to take a snapshot of.");
}

#[test]
fn a_thousand_projects_are_few_letters() {
    let mut world = World::new();
    for number in 0..1_000 {
        let id = world.new_project(&format!("Project {number}"));
        if number % 10 == 0 {
            world.change(id, project::at::budget, pounds(1_000_000));
        }
    }
    let today = world.today();
    take(&mut world, today).unwrap();
    let taken: &Snapshot = snapshots(world.portfolio())[0];
    assert_eq!(taken.figures().count(), 1_000);
    let letters: usize = taken.lines.iter().map(|line| line.len() + 3).sum();
    assert!(letters < 60_000, "{letters}");
    assert!(taken.get(snapshot::at::lines) != Value::Null);
}

#[test]
fn snapshots_tolerances_and_exports_are_read_by_the_assessment_in_three_states() {
    let mut bench = bench();
    let today = bench.world.today();
    // Tolerances: nothing in execution, no limits, limits without a plan, both.
    let world = World::new();
    assert_eq!(read(&world, "tolerance_coverage", today, None), None);
    let tolerance = |bench: &Bench| read(&bench.world, "tolerance_coverage", today, None);
    assert_eq!(tolerance(&bench), Some((0.0, 0, 1)));
    let limits = vec![
        (settings::at::name, text("Harbour office")),
        (settings::at::lead_change_days, Value::Int(10)),
        (settings::at::lead_change_cost, pounds(500)),
    ];
    let house = bench.world.create(Settings::SCHEMA, limits);
    assert_eq!(tolerance(&bench), Some((0.0, 0, 1)), "there is no finish to hold it against");
    bench.world.change(bench.apollo, project::at::planned_finish, Value::Date(day("2027-10-11")));
    assert_eq!(tolerance(&bench), Some((1.0, 1, 0)));
    // Of its own.
    bench.world.change(house, settings::at::lead_change_cost, Value::Null);
    assert_eq!(tolerance(&bench), Some((0.0, 0, 1)));
    bench.world.change(bench.apollo, project::at::tolerance_cost, pounds(800));
    assert_eq!(tolerance(&bench), Some((1.0, 1, 0)));
    // Exports.
    let exported = |on: Option<Date>| read(&bench.world, "export_tested", today, on);
    assert_eq!((exported(None), exported(Some(today.plus_days(-40)))), (None, Some((40.0, 0, 0))));
    assert_eq!(exported(Some(today.plus_days(1))), Some((0.0, 0, 0)));
    // Snapshots of three periods, without any report.
    let rhythm = bench.world.portfolio().settings().reporting();
    let mut period = rhythm.period_of(today);
    for _ in 0..4 {
        let cut_off = period.to.min(bench.world.today());
        take(&mut bench.world, cut_off).unwrap();
        period = rhythm.after(period);
        bench.world.now += (period.to.days_since(cut_off)) * 86_400_000;
    }
    let later = rhythm.before(period).to.plus_days(10);
    assert_eq!(read(&bench.world, "snapshot_coverage", later, None), Some((1.0, 1, 0)));
    let much_later = later.plus_days(70);
    assert_eq!(read(&bench.world, "snapshot_coverage", much_later, None), Some((0.0, 0, 1)));
}

#[test]
fn a_snapshot_stands_beside_the_portfolio_now_and_beside_a_later_one() {
    let mut bench = bench();
    let today = bench.world.today();
    take(&mut bench.world, today).unwrap();
    let first = snapshots(bench.world.portfolio())[0].meta.id;
    let seen = |world: &World, against: Option<Id>| shown(world.portfolio(), first, against, world.today()).unwrap();
    assert_eq!(seen(&bench.world, None).words, "Of 1 project 0 have other figures.");
    bench.world.change(bench.apollo, project::at::forecast_finish, Value::Date(day("2027-11-30")));
    bench.world.new_project("Gemini");
    let now = seen(&bench.world, None);
    assert_eq!((&*now.words, &*now.beside), ("Of 1 project 1 has other figures; 1 came since.", "now"));
    let finish = COLUMNS.iter().position(|name| *name == "Forecast finish").unwrap();
    assert_eq!(now.rows[0].cells[finish], ("11 Oct 2027".to_owned(), Some("30 Nov 2027".to_owned())));
    bench.world.now += 86_400_000;
    let tomorrow = bench.world.today();
    take(&mut bench.world, tomorrow).unwrap();
    let second = snapshots(bench.world.portfolio())[1].meta.id;
    bench.world.delete(bench.apollo);
    assert_eq!(seen(&bench.world, Some(second)).words, "Of 1 project 1 has other figures; 1 came since.");
    let gone = seen(&bench.world, None);
    assert!(gone.rows[0].is_gone && gone.words.ends_with("1 came since; 1 is gone."), "{}", gone.words);
    let listed: Vec<Id> = entries(bench.world.portfolio()).iter().map(|entry| entry.id).collect();
    assert_eq!(listed, [second, first]);
    assert!(shown(bench.world.portfolio(), bench.apollo, None, tomorrow).is_none());
}
