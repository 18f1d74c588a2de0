//! The register over a portfolio: which rows, in which order, with which totals; and many projects changed at once.
use crate::support;

use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::decimal::Decimal;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::records::{Action, Person, Project, action};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::read_table;
use pocket_pmo::exchange::table::rehearse::rehearse;
use pocket_pmo::exchange::table_out::csv_file;
use pocket_pmo::view::costs::TOO_LARGE;
use pocket_pmo::view::lists::ACTIONS;
use pocket_pmo::view::projects::{PROJECTS, tags};
use pocket_pmo::view::register::{
    Bound, Column, Filter, Line, RegisterView, RowContext, Sheet, Test, bulk, export, sheet, sheet::choices,
};
use support::World;

const TAGS: Column = PROJECTS.field(at::tags);
const LEAD: Column = PROJECTS.field(at::lead);
const BUDGET: Column = PROJECTS.field(at::budget);
const SIZE: Column = PROJECTS.field(at::size_class);

fn money(minor: i64, code: &str) -> Value {
    Value::List(vec![Value::Int(minor), Value::text(code)])
}

/// Projects by name, lead, size and budget in pounds; without a budget where it is 0.
fn world(projects: &[(&str, &str, &str, i64)]) -> World {
    let mut world = World::new();
    for (name, lead, size, pounds) in projects {
        let mut fields =
            vec![(at::name, Value::text(name)), (at::lead, Value::text(lead)), (at::size_class, Value::text(size))];
        if *pounds != 0 {
            fields.push((at::budget, money(pounds * 100, "GBP")));
        }
        world.dispatch(&Command::Create { schema: Project::SCHEMA, fields }).unwrap();
    }
    world
}

fn some() -> World {
    world(&[
        ("Apollo", "Ada", "l", 300),
        ("boreas", "Bo", "s", 100),
        ("Ceres", "Ada", "m", 0),
        ("Dione 10", "", "s", 200),
        ("Dione 9", "Bo", "l", 200),
    ])
}

fn rows(world: &World, view: &RegisterView) -> Sheet {
    sheet(&RowContext::new(world.portfolio(), world.today()), view, &[])
}

/// Names of projects, and heads of groups with their count.
fn names(world: &World, sheet: &Sheet) -> Vec<String> {
    let line = |line: Line| match line {
        Line::Head(at) => format!("{}: {}", sheet.groups[at].label, sheet.groups[at].count),
        Line::Row(id) => world.portfolio().get::<Project>(id).unwrap().name.to_string(),
    };
    sheet.lines().map(line).collect()
}

fn view(query: &str) -> RegisterView {
    RegisterView::parse(&PROJECTS, query)
}

#[test]
fn rows_are_sorted_by_several_columns_and_what_is_not_given_stands_last() {
    let world = some();
    for (query, expected) in [
        ("", ["Apollo", "boreas", "Ceres", "Dione 10", "Dione 9"]),
        ("sort=name", ["Apollo", "boreas", "Ceres", "Dione 9", "Dione 10"]),
        ("sort=-budget,name", ["Apollo", "Dione 9", "Dione 10", "boreas", "Ceres"]),
        ("sort=budget,-name", ["boreas", "Dione 10", "Dione 9", "Apollo", "Ceres"]),
        ("sort=-lead,name", ["boreas", "Dione 9", "Apollo", "Ceres", "Dione 10"]),
        ("sort=size_class,lead", ["boreas", "Dione 10", "Ceres", "Apollo", "Dione 9"]),
    ] {
        assert_eq!(names(&world, &rows(&world, &view(query))), expected, "{query}");
    }
}

#[test]
fn rows_are_filtered_by_fields_and_by_text_and_counted() {
    let world = some();
    for (query, expected) in [
        ("filter=lead:is:Ada", &["Apollo", "Ceres"][..]),
        ("filter=lead:is:,Bo;size_class:is:s", &["boreas", "Dione 10"]),
        ("filter=budget:from:200", &["Apollo", "Dione 10", "Dione 9"]),
        ("filter=budget:from:150;budget:to:250", &["Dione 10", "Dione 9"]),
        ("filter=name:has:DIONE", &["Dione 10", "Dione 9"]),
        ("text=bo", &["boreas", "Dione 9"]),
        ("text=nobody", &[]),
    ] {
        let sheet = rows(&world, &view(query));
        assert_eq!(names(&world, &sheet), expected, "{query}");
        assert_eq!((sheet.found, sheet.all), (expected.len(), 5));
    }
}

#[test]
fn a_total_too_large_to_be_told_is_called_so_and_no_part_of_it_is_shown_as_the_whole() {
    let huge = i64::MAX / 200;
    let mut world = world(&[("Apollo", "", "l", huge), ("Boreas", "", "l", huge), ("Ceres", "", "l", huge)]);
    let in_euros = vec![(at::name, Value::text("Dione")), (at::budget, money(50_000, "EUR"))];
    world.create(Project::SCHEMA, in_euros);
    let view = RegisterView::parse(&PROJECTS, "columns=name,budget");
    let totals = rows(&world, &view).totals;
    assert_eq!(
        totals.iter().map(|own| (own.words.as_str(), own.note)).collect::<Vec<_>>(),
        [("not defined", TOO_LARGE)]
    );
}

#[test]
fn groups_have_counts_and_subtotals_and_can_be_folded() {
    let mut world = some();
    let grouped = view("group=lead&sort=-name");
    let sheet = rows(&world, &grouped);
    let expected = ["Ada: 2", "Ceres", "Apollo", "Bo: 2", "Dione 9", "boreas", "Not given: 1", "Dione 10"];
    assert_eq!(names(&world, &sheet), expected);
    let totals = |sheet: &Sheet| sheet.groups.iter().map(|own| own.totals[0].words.clone()).collect::<Vec<_>>();
    assert_eq!(totals(&sheet), ["£300", "£300", "£200"]);
    assert_eq!((sheet.totals[0].column, sheet.totals[0].words.as_str()), (BUDGET, "£800"));

    let around = RowContext::new(world.portfolio(), world.today());
    let folded = pocket_pmo::view::register::sheet(&around, &grouped, &["Ada".to_owned()]);
    assert_eq!(names(&world, &folded)[..3], ["Ada: 2", "Bo: 2", "Dione 9"]);
    assert_eq!((folded.found, folded.records().count(), totals(&folded)[0].as_str()), (5, 3, "£300"));

    let ceres = id_of(&world, "Ceres");
    world.dispatch(&Command::Change { record: ceres, fields: vec![(at::budget, money(5_000, "EUR"))] }).unwrap();
    assert_eq!(totals(&rows(&world, &grouped))[0], "€50 + £300");
    // By size class in the order of the list, not of the alphabet; falling when it is sorted so.
    let sheet = rows(&world, &view("group=size_class&sort=-size_class"));
    let heads: Vec<_> = sheet.groups.iter().map(|own| own.label.as_str()).collect();
    assert_eq!(heads, ["Large", "Medium", "Small"]);
}

#[test]
fn the_choices_of_a_filter_are_what_the_projects_have() {
    let world = some();
    let around = RowContext::new(world.portfolio(), world.today());
    let labels = |column| choices(&around, column).into_iter().map(|own| own.1).collect::<Vec<_>>();
    assert_eq!(labels(LEAD), ["Ada", "Bo", "Not given"]);
    assert_eq!(labels(SIZE), ["Small", "Medium", "Large"]);
    assert_eq!(labels(TAGS), ["Not given"]);
}

fn id_of(world: &World, name: &str) -> Id {
    world.portfolio().all::<Project>().find(|own| &*own.name == name).unwrap().meta.id
}

fn thirty() -> (World, Vec<Id>) {
    let names: Vec<String> = (1..=30).map(|number| format!("Project {number}")).collect();
    let projects: Vec<_> = names.iter().map(|name| (name.as_str(), "Ada", "m", 100)).collect();
    let world = world(&projects);
    let ids = world.portfolio().ids(IndexKey::Kind(Project::SCHEMA.kind));
    (world, ids)
}

#[test]
fn thirty_projects_are_changed_in_one_step_and_undone_in_one() {
    let (mut world, ids) = thirty();
    let steps = world.workspace.history().len();
    for (number, text, label, shown) in [
        (at::size_class, "l", "Change size class of 30 projects", "Large"),
        (at::lead, "Grace", "Change lead of 30 projects", "Grace"),
        (at::lead, "", "Change lead of 30 projects", ""),
        (at::budget, "1.5m", "Change budget of 30 projects", "£1,500,000"),
        (at::planned_finish, "2027-01-31", "Change planned finish of 30 projects", "31 Jan 2027"),
        (at::schedule_status, "red", "Change schedule status of 30 projects", "Red"),
    ] {
        let before: Vec<_> = ids.iter().map(|id| world.portfolio().record(*id).unwrap().get(number)).collect();
        let command = bulk::set_field(&PROJECTS, world.portfolio(), &ids, number, text, world.today()).unwrap();
        let done = world.dispatch(&command).unwrap();
        assert_eq!(&*done.transaction.label, label);
        assert_eq!(world.workspace.history().len(), steps + 1);
        let around = RowContext::new(world.portfolio(), world.today());
        for id in &ids {
            let project = world.portfolio().get::<Project>(*id).unwrap();
            let datum = pocket_pmo::view::register::datum(&around, project, PROJECTS.field(number));
            assert_eq!(datum.words(), shown);
        }
        world.undo().unwrap();
        world = world.reloaded();
        for (id, before) in ids.iter().zip(before) {
            let own = world.portfolio().record(*id).unwrap();
            assert_eq!(own.get(number), before, "{label}");
        }
        let people: Vec<_> = world.portfolio().all::<Person>().map(|own| own.name.to_string()).collect();
        assert_eq!(people, ["Ada"], "{label}");
        world = thirty().0;
    }
}

#[test]
fn a_status_set_for_many_leaves_the_notes_alone_and_empty_takes_both() {
    let (mut world, ids) = thirty();
    let today = world.today();
    let noted = Value::Map(vec![("rag".into(), Value::text("amber")), ("note".into(), Value::text("Steel is late"))]);
    let first = *ids.first().unwrap();
    world.dispatch(&Command::Change { record: first, fields: vec![(at::schedule_status, noted)] }).unwrap();
    for (text, note) in [("red", "Steel is late"), ("", "")] {
        let command = bulk::set_field(&PROJECTS, world.portfolio(), &ids, at::schedule_status, text, today).unwrap();
        world.dispatch(&command).unwrap();
        assert_eq!(&*world.portfolio().get::<Project>(first).unwrap().schedule_status.note, note);
    }
}

#[test]
fn what_cannot_be_set_changes_nothing_and_says_why() {
    let (mut world, ids) = thirty();
    let today = world.today();
    let refused = |number, text| bulk::set_field(&PROJECTS, world.portfolio(), &ids, number, text, today).err();
    assert_eq!(
        refused(at::planned_finish, "soon").as_deref(),
        Some("Planned finish must be a date such as 2026-11-22.")
    );
    assert_eq!(refused(at::budget, "much").as_deref(), Some("Budget must be an amount such as 12,500 or 12500.50."));
    assert_eq!(refused(at::priority, "first").as_deref(), Some("Priority must be a whole number."));
    let command = bulk::set_field(&PROJECTS, world.portfolio(), &ids, at::priority, "-5", today).unwrap();
    let sentence = world.dispatch(&command).err().unwrap().to_string();
    let first = world.project(ids[0]).name.to_string();
    assert_eq!(
        sentence,
        ["“", &*first, "”: Priority must lie from 0 to 1000000000."].concat(),
        "and the first is named"
    );
    let phase = bulk::set_field(&PROJECTS, world.portfolio(), &ids, at::phase, "execution", today).unwrap();
    assert!(world.dispatch(&phase).is_err(), "only a gate changes a phase");
    assert!(
        bulk::fields(&PROJECTS).iter().all(|(number, _)| ![at::phase, at::state, at::name, at::code].contains(number))
    );
}

#[test]
fn a_tag_is_added_where_it_is_missing() {
    let (mut world, ids) = thirty();
    let tags = Value::List(vec![Value::text("Port"), Value::text("x")]);
    world.dispatch(&Command::Change { record: ids[0], fields: vec![(at::tags, tags)] }).unwrap();
    let command = tags::add_tag(world.portfolio(), &ids, " port ").unwrap();
    assert_eq!(&*world.dispatch(&command).unwrap().transaction.label, "Add tag port to 30 projects");
    let tags = |world: &World, at: usize| {
        let project = world.portfolio().get::<Project>(ids[at]).unwrap();
        project.tags.iter().map(|tag| tag.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((tags(&world, 0), tags(&world, 29)), (vec!["Port".to_owned(), "x".to_owned()], vec!["port".to_owned()]));
    assert!(tags::add_tag(world.portfolio(), &ids, " ").is_err());
}

#[test]
fn what_is_downloaded_as_csv_changes_nothing_when_it_is_imported_again() {
    let mut world = some();
    let ids = world.portfolio().ids(IndexKey::Kind(Project::SCHEMA.kind));
    let tags = Value::List(vec![Value::text("=port"), Value::text("a b")]);
    let date = |text: &str| Value::Date(support::day(text));
    let fields = vec![
        (at::tags, tags),
        (at::planned_finish, date("2027-02-03")),
        (at::summary, Value::text("-1, said \"they\"\nand left")),
        (at::actual_cost, money(-1_250, "GBP")),
        (
            at::schedule_status,
            Value::Map(vec![("rag".into(), Value::text("amber")), ("on".into(), date("2026-11-01"))]),
        ),
    ];
    world.dispatch(&Command::Change { record: ids[0], fields }).unwrap();
    let view = view("columns=name,code,size_class,lead,tags,planned_finish,summary,budget,actual_cost,schedule_status");
    let columns: Vec<Column> = view.shown().collect();
    let (headings, rows) = export::table(&RowContext::new(world.portfolio(), world.today()), &ids, &columns);
    assert_eq!(headings[7], "Budget (GBP)");
    let table = read_table(csv_file(&headings, &rows).as_bytes()).unwrap();
    let mapping = propose(&table);
    let mut new_id = || panic!("no new project");
    let rehearsal = rehearse(world.portfolio(), &table, &mapping, "list.csv", world.today(), &mut new_id);
    assert_eq!((rehearsal.made.len(), rehearsal.refused, rehearsal.kept_as_note), (0, vec![], vec![]));
    let changed: Vec<_> = rehearsal.changed.iter().map(|(name, all)| (name, all.len())).collect();
    assert_eq!((changed, rehearsal.unchanged.len()), (vec![], 5));
}

#[test]
fn a_filter_by_choices_reads_in_words() {
    let filter = Filter { column: LEAD, test: Test::AnyOf(vec!["Ada".to_owned(), String::new()]) };
    let words = filter.words(&|key| if key.is_empty() { "Not given".to_owned() } else { key.to_owned() });
    assert_eq!(words, "Lead: Ada or Not given");
    assert_eq!(Bound::parse("12,000"), Some(Bound::Number(Decimal::whole(12_000))));
}

/// What is to be seen of a sheet: lines, counts, totals.
fn seen(world: &World, sheet: &Sheet) -> (Vec<String>, usize, usize, Vec<String>) {
    let words = |totals: &[pocket_pmo::view::register::totals::Total]| {
        totals.iter().map(|own| [own.column.key(), ": ", &own.words].concat()).collect::<Vec<_>>().join(", ")
    };
    let mut totals: Vec<String> = sheet.groups.iter().map(|own| words(&own.totals)).collect();
    totals.push(words(&sheet.totals));
    (names(world, sheet), sheet.found, sheet.all, totals)
}

proptest::proptest! {
    #[test]
    fn a_sheet_kept_by_difference_is_the_one_worked_out_anew(
        steps in proptest::collection::vec((0usize..6, 0usize..6, 0usize..4), 1..12),
    ) {
        let mut world = some();
        let views = ["", "sort=lead,-budget&group=lead", "filter=lead:is:Ada,&sort=-name&group=size_class", "text=o&sort=budget"];
        let mut kept: Vec<(RegisterView, Sheet)> = views.iter().map(|query| (view(query), rows(&world, &view(query)))).collect();
        let ids = world.portfolio().ids(IndexKey::Kind(Project::SCHEMA.kind));
        for (which, what, how) in steps {
            let id = ids[which % ids.len()];
            let fields = |number, value: Value| Command::Change { record: id, fields: vec![(number, value)] };
            let command = match what {
                0 => fields(at::lead, Value::text(["Ada", "Bo", "Cleo", ""][how])),
                1 => fields(at::budget, [money(100, "GBP"), money(7, "EUR"), Value::Null, money(100_000, "GBP")][how].clone()),
                2 => fields(at::size_class, Value::text(["s", "m", "l", "s"][how])),
                3 => fields(at::name, Value::text(["Apollo", "zeta 9", "Zeta 10", "o"][how])),
                4 => Command::Delete { records: vec![id] },
                _ => Command::Restore { records: vec![id] },
            };
            let Ok(outcome) = world.dispatch(&command) else { continue };
            let touched = outcome.touched.records;
            for (view, sheet) in &mut kept {
                let around = RowContext::new(world.portfolio(), world.today());
                let projects = pocket_pmo::view::affected::affected(world.portfolio(), &touched).unwrap();
                sheet.update(&around, view, &["Ada".to_owned()], &projects);
                let anew = pocket_pmo::view::register::sheet(&around, view, &["Ada".to_owned()]);
                sheet.arrange(&["Ada".to_owned()]);
                proptest::prop_assert_eq!(seen(&world, sheet), seen(&world, &anew));
                for id in &ids {
                    proptest::prop_assert_eq!(sheet.row_of(*id), sheet.lines().position(|own| own == Line::Row(*id)));
                }
            }
        }
    }
}

#[test]
fn a_relation_that_a_search_found_is_set_for_many_actions() {
    let mut world = some();
    let actions = &ACTIONS;
    let source = world.portfolio().ids(IndexKey::Kind(Project::SCHEMA.kind))[0];
    let ids: Vec<Id> = ["Call", "Write"]
        .map(|text| world.create(Action::SCHEMA, vec![(action::at::text, Value::text(text))]))
        .to_vec();
    let today = world.today();
    for (number, text, expected) in [
        (action::at::source, source.to_string(), Value::Id(source)),
        (action::at::due, "2026-12-24".to_owned(), Value::Date(Date::parse("2026-12-24").unwrap())),
    ] {
        let command = bulk::set_field(actions, world.portfolio(), &ids, number, &text, today).unwrap();
        world.dispatch(&command).unwrap();
        for id in &ids {
            assert_eq!(world.portfolio().record(*id).unwrap().get(number), expected);
        }
    }
    let command = bulk::set_field(actions, world.portfolio(), &ids, action::at::owner, "Ada", today).unwrap();
    world.dispatch(&command).unwrap();
    let owners: Vec<Value> =
        ids.iter().map(|id| world.portfolio().record(*id).unwrap().get(action::at::owner)).collect();
    assert!(owners[0].as_id().is_some() && owners[0] == owners[1], "a name finds the person, or makes one: {owners:?}");
}
