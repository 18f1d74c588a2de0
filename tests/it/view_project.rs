//! What a project's page says of its history: the trend of its status, and what a filter lets through.
use crate::support;

use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::gates::Outcome;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::project::{ConstraintStatus, Rag, at};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::transaction::Transaction;
use pocket_pmo::view::history_days::{Looking, days_of};
use pocket_pmo::view::pages::Page;
use pocket_pmo::view::project_history::{Belongs, ChangeKind, HistoryFilter, authors, lines, passes};
use pocket_pmo::view::query::Query;
use pocket_pmo::view::route::ProjectTab;
use pocket_pmo::view::trend::{Report, Turn, trends, turn};
use support::{World, day};

const OVERALL: usize = 0;
const SCHEDULE: usize = 1;
const COST: usize = 2;

fn status(rag: Rag, on: &str) -> Value {
    ConstraintStatus { rag: Some(rag), on: Date::parse(on), note: "As it is".into() }.to_value()
}

fn trends_of(world: &World, project: Id) -> Vec<Vec<Report>> {
    let id_of = |own: &Transaction| Some(world.workspace.id_of(own));
    trends(world.project(project), world.workspace.history(), &id_of, |_| 0, Default::default())
}

fn told(reports: &[Report]) -> String {
    let one = |own: &Report| format!("{} {}", own.rag.label(), own.on);
    reports.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_trend_is_what_was_reported_day_by_day() {
    let mut world = World::new();
    let project = world.new_project("Apollo");
    world.change(project, at::schedule_status, status(Rag::Green, "2026-09-01"));
    world.change(project, at::schedule_status, status(Rag::Red, "2026-11-01"));
    world.change(project, at::schedule_status, status(Rag::Amber, "2026-10-01"));
    assert_eq!(
        told(&trends_of(&world, project)[SCHEDULE]),
        "Green 2026-09-01, Amber 2026-10-01",
        "a day that was corrected to an earlier one"
    );
    world.change(project, at::schedule_status, status(Rag::Red, "2026-11-01"));
    world.change(project, at::cost_status, status(Rag::Amber, "2026-10-15"));
    world.rename(project, "Apollo 11");
    let all = trends_of(&world, project);
    assert_eq!(told(&all[SCHEDULE]), "Green 2026-09-01, Amber 2026-10-01, Red 2026-11-01");
    assert_eq!(told(&all[COST]), "Amber 2026-10-15");
    assert_eq!(told(&all[OVERALL]), "Green 2026-09-01, Amber 2026-10-01, Amber 2026-10-15, Red 2026-11-01");
    assert!(all[3..].iter().all(Vec::is_empty) && all.len() == 8);
}

#[test]
fn what_came_all_at_once_is_no_trend() {
    let mut world = World::new();
    let project = world.new_project("Apollo");
    let fields = vec![
        (at::schedule_status, status(Rag::Amber, "2026-09-01")),
        (at::cost_status, status(Rag::Amber, "2026-09-20")),
        (at::scope_status, status(Rag::Green, "2026-08-20")),
    ];
    world.dispatch(&Command::Change { record: project, fields }).unwrap();
    let today = day("2026-11-22");
    let all = trends_of(&world, project);
    assert_eq!((told(&all[OVERALL]), turn(&all[OVERALL], today)), ("Amber 2026-09-20".to_owned(), None));
    world.change(project, at::schedule_status, status(Rag::Red, "2026-10-01"));
    let all = trends_of(&world, project);
    assert_eq!(told(&all[OVERALL]), "Amber 2026-09-20, Red 2026-10-01");
    let said = turn(&all[OVERALL], today).unwrap();
    assert_eq!(said, (Turn::Worse, "Worse since 1 Oct, amber before".to_owned()));
    // A day that is corrected leaves the one report there is.
    let mut world = World::new();
    let project = world.new_project("Gemini");
    world.change(project, at::schedule_status, status(Rag::Red, "2026-10-10"));
    world.change(project, at::schedule_status, status(Rag::Red, "2026-10-01"));
    assert_eq!(told(&trends_of(&world, project)[OVERALL]), "Red 2026-10-01");
}

#[test]
fn what_was_undone_was_never_reported_and_a_second_report_of_a_day_replaces_the_first() {
    let mut world = World::new();
    let project = world.new_project("Apollo");
    world.change(project, at::schedule_status, status(Rag::Green, "2026-09-01"));
    world.change(project, at::schedule_status, status(Rag::Amber, "2026-10-01"));
    world.undo().unwrap();
    assert_eq!(told(&trends_of(&world, project)[SCHEDULE]), "Green 2026-09-01");
    world.redo().unwrap();
    assert_eq!(told(&trends_of(&world, project)[SCHEDULE]), "Green 2026-09-01, Amber 2026-10-01");
    world.change(project, at::schedule_status, status(Rag::Red, "2026-10-01"));
    assert_eq!(told(&trends_of(&world, project)[SCHEDULE]), "Green 2026-09-01, Red 2026-10-01");
    let again = world.reloaded();
    assert_eq!(trends_of(&again, project), trends_of(&world, project));
}

#[test]
fn a_report_without_a_day_was_made_on_the_day_it_was_entered() {
    let mut world = World::new();
    let project = world.new_project("Apollo");
    let undated = ConstraintStatus { rag: Some(Rag::Green), ..ConstraintStatus::default() };
    world.change(project, at::schedule_status, undated.to_value());
    assert_eq!(told(&trends_of(&world, project)[SCHEDULE]), "Green 2026-11-22");
}

#[test]
fn the_turn_in_words() {
    let report = |rag, on: &str| Report { on: day(on), rag };
    let (green, amber, red) =
        (report(Rag::Green, "2025-12-01"), report(Rag::Amber, "2026-01-01"), report(Rag::Red, "2026-02-01"));
    let today = day("2026-03-01");
    let told = |reports: &[Report]| turn(reports, today);
    assert_eq!(told(&[]), None);
    assert_eq!(told(&[red]), None, "nothing to compare with");
    assert_eq!(told(&[green, amber]), Some((Turn::Worse, "Worse since 1 Jan, green before".to_owned())));
    let still = report(Rag::Amber, "2026-02-15");
    assert_eq!(told(&[red, amber, still]), Some((Turn::Better, "Better since 1 Jan, red before".to_owned())));
    let same = report(Rag::Green, "2026-01-01");
    assert_eq!(told(&[green, same]), Some((Turn::Same, "Green since 1 Dec 2025".to_owned())));
}

struct Apollo {
    world: World,
    project: Id,
    other: Id,
}

impl Apollo {
    /// Made, renamed, reported, planned and decided on by two people; a condition closed; beside it another project.
    fn new() -> Self {
        let mut world = World::new();
        let project = world.new_project("Apollo");
        let other = world.new_project("Zeus");
        world.rename(project, "Apollo 11");
        world.author.name = "Ada".into();
        world.now += 2 * 86_400_000;
        world.change(project, at::schedule_status, status(Rag::Red, "2026-11-24"));
        world.change(project, at::planned_finish, Value::Date(day("2027-05-01")));
        world.rename(other, "Zeus 2");
        world.decide(project, Outcome::ConditionalGo);
        let condition = world.conditions(project)[0].meta.id;
        world.close_condition(condition);
        Self { world, project, other }
    }

    fn found(&self, filter: &HistoryFilter) -> Vec<String> {
        let portfolio = self.world.portfolio();
        let mut related = portfolio.ids(IndexKey::reviews(self.project));
        related.extend(portfolio.ids(IndexKey::conditions(self.project)));
        let belongs = Belongs { project: self.project, related: &related };
        let titles = |id: Id| portfolio.record(id).map(|own| own.title().to_string()).unwrap_or_default();
        let looking = Looking { query: "", most: 100, today: self.world.today(), zone: |_| 0 };
        let keeps = |own: &Transaction| passes(own, belongs, filter, |_| 0, &titles);
        let (days, count) = days_of(self.world.workspace.history(), &|_| None, &keeps, looking);
        let found: Vec<String> = days.into_iter().flat_map(|day| day.entries).map(|own| own.line.label).collect();
        assert_eq!(found.len(), count);
        found
    }
}

#[test]
fn the_history_of_a_project_holds_what_was_done_to_its_conditions_too() {
    let apollo = Apollo::new();
    let all = apollo.found(&HistoryFilter::default());
    assert_eq!(all.len(), 6, "{all:?}");
    assert!(all.iter().all(|label| !label.contains("Zeus")));
    let portfolio = apollo.world.portfolio();
    let related = portfolio.ids(IndexKey::conditions(apollo.project));
    let belongs = Belongs { project: apollo.project, related: &related };
    let last = apollo.world.workspace.history().last().unwrap();
    let told = lines(last, belongs, 10, &|_| "Name a deputy".to_owned());
    assert!(told[0].field.starts_with("Name a deputy: "), "{told:?}");
    assert_eq!(authors(apollo.world.workspace.history(), belongs), ["Ada", "User 1"]);
    let other = Belongs { project: apollo.other, related: &[] };
    assert_eq!(
        apollo
            .world
            .workspace
            .history()
            .iter()
            .filter(|own| passes(own, other, &HistoryFilter::default(), |_| 0, &|_| String::new()))
            .count(),
        2
    );
}

fn read(query: &str) -> HistoryFilter {
    HistoryFilter::read(&Query::parse(query))
}

#[test]
fn each_part_of_the_filter_narrows() {
    let apollo = Apollo::new();
    let count = |query: &str| apollo.found(&read(query)).len();
    let counts = ChangeKind::ALL.map(|kind| count(&format!("kind={}", kind.name())));
    assert_eq!(counts, [1, 1, 0, 2, 2], "status, plan, people, gates, else");
    assert_eq!((count("by=Ada"), count("by=User%201"), count("by=")), (4, 2, 0));
    assert_eq!((count("from=2026-11-23"), count("to=2026-11-23"), count("from=2026-11-23&to=2026-11-23")), (4, 2, 0));
    assert_eq!(
        (count("q=RED"), count("q=apollo%2011%20user"), count("q=2027%20planned"), count("q=neptune")),
        (1, 1, 1, 0)
    );
    assert_eq!((count("kind=status&by=Ada&q=red"), count("kind=plan&q=red")), (1, 0));
}

#[test]
fn the_filter_stands_in_the_address() {
    let id = Id(42 << 22);
    let query = "text=late&by=Ada%20B.&kind=gates&from=2026-01-02&to=2026-02-03";
    assert_eq!(read(query).query().to_string(), query);
    assert_eq!(read("kind=none&from=soon&x=1&q"), HistoryFilter::default());
    assert_eq!(HistoryFilter::default().route(id), ProjectTab::History.of(id));
    let route = read(query).route(id);
    assert_eq!(HistoryFilter::of(&route).query().to_string(), query);
    assert_eq!(HistoryFilter::of(&Page::Overview.route()), HistoryFilter::default());
}
