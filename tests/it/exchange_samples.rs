//! Lists that others published, each imported by what is proposed, without touching a control.
use crate::exchange_support::house;

use house::{House, day, imported, targets};
use pocket_pmo::domain::money::Currency;
use pocket_pmo::domain::records::project::{DeliveryConfidence, Phase, State, at};
use pocket_pmo::domain::records::work_item::WorkItemKind;
use pocket_pmo::domain::records::{Person, Project, WorkItem};
use pocket_pmo::engine::command::Command;
use pocket_pmo::exchange::table::mapping::Target;
use pocket_pmo::exchange::table::money_questions::{MoneyQuestion, undecided_money};
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::read_table;
use pocket_pmo::exchange::table::subject::ITEMS;

const PROJECTS: &[u8] = include_bytes!("../fixtures/us-hhs-it-2013-a-projects.csv");

/// A file that is not part of the package; its folder is named by POCKET_PMO_SAMPLES.
fn sample(name: &str) -> Option<Vec<u8>> {
    let Ok(folder) = std::env::var("POCKET_PMO_SAMPLES") else {
        println!("POCKET_PMO_SAMPLES is not set: 1 sample skipped, {name}");
        return None;
    };
    Some(std::fs::read(std::path::Path::new(&folder).join(name)).unwrap())
}

#[test]
fn two_health_agencies_give_seventy_two_projects() {
    let table = read_table(PROJECTS).unwrap();
    let mut mapping = propose(&table);
    let expected = [
        ("Id", Target::Field(at::code)),
        ("name", Target::Field(at::name)),
        ("Investment_Identifier", Target::Keep),
        ("Bureau", Target::Keep),
        ("Investment_type", Target::Keep),
        ("Evaluation_by_CIO", Target::Field(at::confidence)),
        ("Planned_Cost", Target::Field(at::budget)),
        ("Cost_Variance", Target::Keep),
        ("Planned_Duration", Target::Field(at::planned_finish)),
        ("Project_delay", Target::Field(at::forecast_finish)),
        ("Start_days_after_2000", Target::Field(at::planned_start)),
        ("Updated_Date", Target::Keep),
    ];
    assert_eq!(targets(&mapping), expected);
    mapping.take_currency(Currency::USD);
    // Figures such as 0.334 are no whole dollars: in which unit they are, somebody must say.
    let asked = undecided_money(&table, &mapping, None);
    assert_eq!(asked.map(|(number, question, _)| (number, question)), Some((6, MoneyQuestion::Unit)));
    mapping.columns[6].amounts.scale = Some(6);
    assert_eq!(undecided_money(&table, &mapping, None), None);

    let mut house = House::empty();
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.made.len(), rehearsal.refused.len(), rehearsal.kept_as_note.len()), (72, 0, 0));
    assert_eq!(
        rehearsal.remarks,
        [
            "Figures of “Evaluation_by_CIO” are read as delivery confidence: 1 is red, 5 is green.",
            "Amounts of “Planned_Cost” are read in millions of USD. If that is wrong, go back and choose.",
            "Figures of “Planned_Duration” are read as days from the start.",
            "Figures of “Project_delay” are read as days after the planned finish.",
            "Figures of “Start_days_after_2000” are read as days from 1 January 2000.",
            "The list does not say the phase of 72 new projects. They are placed by their dates (finished: closed; started, \
             reported on or with actual cost: execution; starts later: planning; else: idea): Execution 72.",
        ]
    );
    house.run(Command::Import(Box::new(rehearsal.import)));
    let lims = house.project("FDA ORA ALM Laboratory Information Management System (LIMS) Proof of Concept");
    assert_eq!((&*lims.code, lims.phase, lims.state), ("2168", Phase::Execution, State::Active));
    assert_eq!((lims.planned_start, lims.planned_finish), (day("2009-10-01"), day("2011-09-30")));
    assert_eq!(lims.forecast_finish, lims.planned_finish, "no delay");
    let kept: Vec<(&str, usize)> =
        rehearsal.kept_columns.iter().map(|(heading, cells)| (heading.as_str(), *cells)).collect();
    assert!(kept.contains(&("Cost_Variance", 72)) && kept.contains(&("Updated_Date", 72)), "{kept:?}");
    assert_eq!(imported(lims, "Cost_Variance"), Some("0.008"));
    let late = house.all::<Project>().filter(|project| project.forecast_finish > project.planned_finish).count();
    assert!(late > 0, "delays reach the forecast");
    assert_eq!(lims.budget.map(|money| (money.minor, money.currency)), Some((33_400_000, Currency::USD)));
    assert_eq!(lims.confidence, Some(DeliveryConfidence::AmberGreen));
    assert_eq!(imported(lims, "Bureau"), Some("Food and Drug Administration"));
    let total: i64 = house.all::<Project>().filter_map(|project| project.budget).map(|money| money.minor).sum();
    assert_eq!(total, 5_662_400_000);
    let again = house.rehearse(&table, &mapping);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 72));
}

#[test]
fn capital_projects_of_a_city_are_a_history_of_which_the_latest_is_taken() {
    let Some(bytes) = sample("portfolios/nyc-capital-projects-a.csv") else { return };
    let table = read_table(&bytes).unwrap();
    let mapping = propose(&table);
    let fields: Vec<(&str, Target)> =
        targets(&mapping).into_iter().filter(|(_, target)| *target != Target::Keep).collect();
    assert_eq!(
        fields,
        [
            ("Date Reported As Of", Target::ReportDate),
            ("PID", Target::Field(at::code)),
            ("Project Name", Target::Field(at::name)),
            ("Description", Target::Field(at::summary)),
            ("Current Phase", Target::Field(at::phase)),
            ("Design Start", Target::Field(at::actual_start)),
            ("Budget Forecast", Target::Field(at::forecast_cost)),
            ("Forecast Completion", Target::Field(at::forecast_finish)),
        ]
    );
    let mut house = House::empty();
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.made.len(), rehearsal.refused.len()), (232, 2));
    for sentence in [
        "The file mixes two encodings: 2 bytes are not UTF-8 and were read as Windows-1252. Look at its accents.",
        "2 rows below the headings explain the columns and are left out.",
        "1,252 reports on 232 projects: the latest of each is taken.",
        "Amounts of “Budget Forecast” are read in USD. If that is wrong, go back and choose.",
    ] {
        assert!(rehearsal.remarks.iter().any(|own| own == sentence), "{sentence} {:?}", rehearsal.remarks);
    }
    assert_eq!(rehearsal.refused[0], (2, "It explains the columns; it is no project.".to_owned()));
    assert_eq!(rehearsal.older.len(), 1_020);
    let reasons: Vec<&str> = rehearsal.kept_as_note.iter().map(|kept| kept.reason.as_str()).collect();
    assert!(reasons.iter().all(|reason| *reason == "names no phase that is known here"), "{reasons:?}");
    house.run(Command::Import(Box::new(rehearsal.import)));
    let siphon = house.project("New York Harbor Siphon Construction");
    assert_eq!((&*siphon.code, siphon.actual_start), ("53", day("2005-09-18")));
    assert_eq!(imported(siphon, "Date Reported As Of"), Some("9/1/2019 0:00"));
    assert_eq!(siphon.forecast_cost.map(|money| (money.minor, money.currency)), Some((28_575_162_220, Currency::USD)));
}

const ACTIVITIES: &[u8] = include_bytes!("../fixtures/us-hhs-it-2013-a-activities.csv");

#[test]
fn activities_become_work_items_of_their_projects() {
    use pocket_pmo::domain::records::work_item::at;
    let table = read_table(ACTIVITIES).unwrap();
    let mapping = propose(&table);
    assert_eq!(mapping.rows, &ITEMS);
    let expected = [
        ("Id", Target::Keep),
        ("Project_Id", Target::Field(at::project)),
        ("name", Target::Field(at::title)),
        ("status", Target::Field(at::column)),
        ("output_type", Target::Field(at::kind)),
        ("Start_Date_Planned", Target::Field(at::start)),
        ("Actual_start_delay", Target::Keep),
        ("Planned_Duration", Target::Field(at::due)),
        ("planned_Costs", Target::Keep),
        ("No_Child_Activity", Target::Keep),
    ];
    assert_eq!(targets(&mapping), expected);

    let mut house = House::empty();
    let alone = house.rehearse(&table, &mapping);
    assert_eq!((alone.made.len(), alone.refused.len()), (0, 213));
    assert_eq!(alone.refused[0], (2, "No project here has the code or name “2168”.".to_owned()));
    let sentence = "213 rows belong to 72 projects that are not here. Import the list of projects first.";
    assert!(alone.remarks.iter().any(|own| own == sentence), "{:?}", alone.remarks);

    house.import(std::str::from_utf8(PROJECTS).unwrap());
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.made.len(), rehearsal.refused.len(), rehearsal.kept_as_note.len()), (213, 0, 0));
    assert_eq!(rehearsal.import.label, "Import 213 work items from list.csv");
    house.run(Command::Import(Box::new(rehearsal.import)));
    let lims = house.project("FDA ORA ALM Laboratory Information Management System (LIMS) Proof of Concept").meta.id;
    let items: Vec<&WorkItem> =
        house.all::<WorkItem>().filter(|item| item.project.is_some_and(|project| project.id == lims)).collect();
    assert_eq!(items.len(), 5);
    let first = items[0];
    assert_eq!(&*first.title, "287489: LIMS Proof of Concept Analysis");
    assert_eq!((first.start, first.due), (day("2009-10-01"), day("2009-12-15")));
    assert_eq!((&*first.column, first.percent.0, first.kind), ("accepted", 100, WorkItemKind::Deliverable));
    let kept: Vec<(&str, &str)> = first.imported.iter().map(|cell| (&*cell.heading, &*cell.text)).collect();
    assert!(kept.contains(&("planned_Costs", "0.032")) && kept.contains(&("status", "Completed - Closed")), "{kept:?}");
    assert!(kept.contains(&("Planned_Duration", "75 days")));

    let again = house.rehearse(&table, &mapping);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 213));
}

#[test]
fn tasks_of_one_project_from_jira() {
    let Some(bytes) = sample("jira/closed-tasks-project-0.csv") else { return };
    let table = read_table(&bytes).unwrap();
    let mapping = propose(&table);
    assert_eq!(mapping.rows, &ITEMS);
    let mut house = House::empty();
    assert_eq!(house.rehearse(&table, &mapping).refused.len(), 2_427);
    house.import("Code,Name\n0,Agile project\n");
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.made.len(), rehearsal.refused.len()), (2_427, 0));
    house.run(Command::Import(Box::new(rehearsal.import)));
    let again = house.rehearse(&table, &mapping);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 2_427));
}

#[test]
fn an_export_of_all_fields_from_jira() {
    let table = read_table(include_bytes!("../fixtures/jira-all-fields.csv")).unwrap();
    let mapping = propose(&table);
    assert_eq!(mapping.rows, &ITEMS);
    let mut house = House::empty();
    house.import("Code,Name\nCAT,Catalogue\n");
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.made.len(), rehearsal.refused.len()), (5, 0));
    let sentence = "The list names 1 project that is not here, and would make them in execution: Other.";
    assert!(rehearsal.remarks.iter().any(|own| own == sentence), "{:?}", rehearsal.remarks);
    house.run(Command::Import(Box::new(rehearsal.import)));
    let other = house.project("Other");
    assert_eq!((&*other.code, other.phase), ("OTH", Phase::Execution));
    let item = house.all::<WorkItem>().find(|item| item.title.starts_with("Search")).unwrap();
    assert_eq!((&*item.column, item.due, item.kind), ("doing", day("2025-02-28"), WorkItemKind::Task));
    let owner = house.workspace.portfolio().follow::<Person>(item.owner).unwrap();
    assert_eq!(&*owner.name, "Member 1");
    let kept: Vec<&str> = item.imported.iter().map(|cell| &*cell.heading).collect();
    for heading in ["Issue key", "Labels", "Labels (2)", "Sprint", "Sprint (2)", "Custom field (Story Points)"] {
        assert!(kept.contains(&heading), "{heading} {kept:?}");
    }
}

#[test]
fn an_export_from_jira_without_a_status_puts_its_items_into_the_first_column() {
    let mut house = House::empty();
    let text = "Summary,Issue key,Project key,Project name,Due date\n\
                Prüfen,CAT-1,CAT,Catalogue,07/Mär/25 1:05 PM\nLiefern,CAT-2,CAT,Catalogue,31/Dez/25 1:05 PM\n";
    let rehearsal = house.import(text);
    let sentence = "The list gives no status for 2 new work items: placed in the first column, Backlog.";
    assert!(rehearsal.remarks.iter().any(|own| own == sentence), "{:?}", rehearsal.remarks);
    let items: Vec<(&str, _)> = house.all::<WorkItem>().map(|item| (&*item.column, item.due)).collect();
    assert_eq!(items, [("backlog", day("2025-03-07")), ("backlog", day("2025-12-31"))]);
    let again = house.import(text);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 2));
}

#[test]
fn tasks_with_the_names_of_their_projects_make_the_projects_that_are_not_here() {
    let mut house = House::empty();
    house.import("Code,Name\nA1,Apollo\n");
    let rehearsal = house.import(
        "Task,Project,Owner,Due,Status,Progress\n\
         Order steel,Apollo,Ada,2026-12-01,In progress,40 %\n\
         Hire crane,Zeus,Bo,2026-12-05,To do,\n\
         Pour slab,Zeus,Bo,soon,Done,\n",
    );
    assert_eq!((rehearsal.made.len(), rehearsal.refused.len()), (3, 0));
    assert_eq!(&*house.project("Zeus").code, "P-001");
    let item = |title: &str| house.all::<WorkItem>().find(|item| &*item.title == title).unwrap();
    assert_eq!((item("Order steel").percent.0, &*item("Order steel").column), (40, "doing"));
    assert_eq!((item("Pour slab").percent.0, &*item("Hire crane").column), (100, "ready"));
    assert_eq!(rehearsal.kept_as_note[0].reason, "is no date");
    let text = "Task,Project,Owner,Due,Status,Progress\n\
                Order steel,Apollo,Cy,2026-12-08,In progress,60 %\nHire crane,Zeus,Bo,2026-12-05,To do,\n";
    let again = house.import(text);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 1, 1));
    let labels: Vec<&str> = again.changed[0].1.iter().map(|difference| &*difference.label).collect();
    assert_eq!(labels, ["Due", "Percent done", "Owner"]);
}
