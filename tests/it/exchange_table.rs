//! Lists from elsewhere, end to end: bytes, proposal, rehearsal, and the import carried out.
use crate::exchange_support::house;

use house::{House, day, imported};
use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::money::Currency;
use pocket_pmo::domain::records::project::{DeliveryConfidence, Phase, Rag, State, at};
use pocket_pmo::domain::records::{ImportMapping, Person, Project};
use pocket_pmo::engine::command::Command;
use pocket_pmo::exchange::table::dates::DateOrder;
use pocket_pmo::exchange::table::leftovers::{has_leftovers, leftovers};
use pocket_pmo::exchange::table::mapping::{DefaultPhase, Target};
use pocket_pmo::exchange::table::memory::{recall, remember, remembered};
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::{read_pasted, read_table};
use proptest::prelude::*;

const DFT: &[u8] = include_bytes!("../fixtures/uk-dft-gmpp-2024-03.csv");

#[test]
fn the_portfolio_of_the_department_for_transport_gives_nineteen_projects() {
    let table = read_table(DFT).unwrap();
    let mapping = propose(&table);
    let fields: Vec<Option<u8>> = mapping
        .columns
        .iter()
        .map(|column| match column.target {
            Target::Field(field) => Some(field),
            _ => None,
        })
        .collect();
    let mut expected = vec![None; 19];
    for (column, field) in [
        (0, at::code),
        (1, at::name),
        (4, at::summary),
        (5, at::confidence),
        (6, at::confidence),
        (8, at::planned_start),
        (9, at::planned_finish),
        (15, at::budget),
    ] {
        expected[column] = Some(field);
    }
    assert_eq!(fields, expected);

    let mut house = House::empty();
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.made.len(), rehearsal.changed.len(), rehearsal.refused.len()), (19, 0, 0));
    assert_eq!(rehearsal.import.label, "Import 19 projects from list.csv");
    assert_eq!(
        rehearsal.remarks,
        [
            "The list does not say the phase of 19 new projects. They are placed by their dates (finished: closed; started, \
          reported on or with actual cost: execution; starts later: planning; else: idea): Idea 1, Execution 18."
        ]
    );
    let reasons = |reason: &str| rehearsal.kept_as_note.iter().filter(|kept| kept.reason == reason).count();
    assert_eq!(rehearsal.kept_as_note.len(), 14);
    assert_eq!((reasons("is no date"), reasons("is no amount"), reasons("names no delivery confidence")), (5, 7, 2));
    let kept = &rehearsal.kept_as_note[0];
    assert_eq!(kept.heading, "TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)");
    assert!(kept.text.starts_with("Exempt under Section 43 of the Freedom of Information Act 2000"));
    let line =
        std::str::from_utf8(DFT).unwrap().lines().position(|line| line.starts_with("DFT_0034_1920-Q2")).unwrap() + 1;
    assert_eq!(kept.line, line);

    house.run(Command::Import(Box::new(rehearsal.import)));
    let crossing = house.project("Lower Thames Crossing");
    assert_eq!(&*crossing.code, "DFT_0022_1415-Q4");
    assert_eq!((crossing.planned_start, crossing.planned_finish), (day("2014-05-30"), day("2034-04-20")));
    assert_eq!(crossing.budget.map(|money| (money.minor, money.currency)), Some((895_000_000_000, Currency::GBP)));
    assert_eq!(crossing.confidence, Some(DeliveryConfidence::Amber));
    assert_eq!((crossing.phase, crossing.state, crossing.phase_since), (Phase::Execution, State::Active, None));
    assert!(crossing.summary.contains("Thames"));
    assert_eq!(imported(crossing, "Department"), Some("DFT"));
    assert_eq!(house.project("A417 Air Balloon").confidence, Some(DeliveryConfidence::Green));
    assert_eq!(house.project("HS2 Phase 1").confidence, Some(DeliveryConfidence::Red));
    let reform = house.project("Rail Transformation Programme");
    assert_eq!((reform.phase, reform.planned_start, reform.budget), (Phase::Candidate, None, None));
    assert!(imported(reform, "Project - Start Date").is_some_and(|text| text.starts_with("Exempt under Section 35")));
    let a12 = house.project("A12 Chelmsford to A120 Widening");
    assert_eq!(imported(a12, "Financial Year Baseline (£m) (including Non-Government Costs)"), Some("72.1"));
    let text = imported(
        house.project("2nd Generation UK Search and Rescue Aviation"),
        "Departmental Narrative on Budgeted Benefits",
    );
    assert!(text.is_some_and(|text| !text.contains("_x000D_") && text.contains('\n')));
    let total: i64 = house.workspace.portfolio().all::<Project>().filter_map(|p| p.budget).map(|m| m.minor).sum();
    assert_eq!(total, 6_744_600_000_000);

    let again = house.rehearse(&table, &mapping);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 19));
}

#[test]
fn a_second_import_changes_what_changed_and_never_the_phase() {
    let mut house = House::empty();
    let first = house.import(
        "Code,Project,Project manager,Phase,Budget,Status,Division\n\
         A1,Apollo,Ada Lovelace,Planning,\"£1,200.50\",Green,North\n\
         A2,Zeus,Bo Ek,On hold,,Red,\n\
         ,Hera,Ada Lovelace,Completed,5,,\n\
         A2,Zeus again,,,,,\n\
         A9,,,,,,\n",
    );
    assert_eq!(first.made.iter().map(|name| &**name).collect::<Vec<_>>(), ["Apollo", "Zeus", "Hera"]);
    assert_eq!(
        first.refused,
        [
            (5, "“Zeus again” has the same code as line 3, which is taken.".to_owned()),
            (6, "It has no name.".to_owned())
        ]
    );
    assert_eq!(first.kept_as_note[0].reason, "is an amount without a currency; choose one for the column");
    let place = |project: &Project| (project.phase, project.state);
    assert_eq!(place(house.project("Apollo")), (Phase::Planning, State::Active));
    // A status was reported: it is under way, and rests.
    assert_eq!(place(house.project("Zeus")), (Phase::Execution, State::OnHold));
    assert_eq!(place(house.project("Hera")), (Phase::Closed, State::Completed));
    assert_eq!((&*house.project("Hera").code, house.lead("Hera").as_deref()), ("P-001", Some("Ada Lovelace")));
    assert_eq!(house.workspace.portfolio().all::<Person>().count(), 2);
    let status = &house.project("Apollo").overall_status;
    assert_eq!((status.rag, status.on, &*status.note), (Some(Rag::Green), day("2026-11-22"), "As given in list.csv"));

    let second = house.import(
        "Code,Project,Project manager,Phase,Budget,Status,Division\n\
         a1,APOLLO 2,Cy Dee,Execution,£1200.50,green,South\n\
         A2,Zeus,bo ek,On hold,,,\n\
         A3,Hestia,,Idea,,,\n",
    );
    assert_eq!((second.made.len(), second.unchanged.len()), (1, 1));
    assert_eq!(second.import.label, "Import 1 project and update 1 from list.csv");
    let labels: Vec<&str> = second.changed[0].1.iter().map(|difference| &*difference.label).collect();
    assert_eq!(labels, ["Name", "Division (as imported)", "Lead"]);
    assert_eq!(
        second.remarks,
        ["Line 2: Apollo is “Execution” in the list and “Planning” here. It stays: only a gate decision changes that."]
    );
    let apollo = house.project("APOLLO 2");
    assert_eq!((&*apollo.code, apollo.phase, imported(apollo, "Division")), ("A1", Phase::Planning, Some("South")));
    assert_eq!(house.lead("APOLLO 2").as_deref(), Some("Cy Dee"));
}

#[test]
fn projects_are_found_by_name_where_there_is_no_code() {
    let mut house = House::empty();
    house.import("Name,Priority\nApollo,1\nZeus,2\n");
    assert_eq!((&*house.project("Apollo").code, &*house.project("Zeus").code), ("P-001", "P-002"));
    let again = house.import("Name,Priority\n apollo ,3\nHera,4\nhera,5\n");
    assert_eq!((again.made.len(), again.changed.len(), again.refused.len()), (1, 1, 1));
    assert_eq!(house.project("Hera").code.to_string(), "P-003");
    // By code and by name the same project: only the first row counts.
    let twice = house.import("Code,Name\nP-001,Apollo\n,Apollo\n");
    assert_eq!(twice.refused, [(3, "It means the same project as line 2, which is taken.".to_owned())]);
    // A list that names our project by its code and has another of the same name means two projects.
    let both = house.import("Code,Name\nX1,Zeus\nP-002,Zeus\n");
    assert_eq!((both.made.len(), both.unchanged.len()), (1, 1));
}

#[test]
fn new_projects_stand_behind_the_last_of_their_column_in_the_order_of_the_list() {
    let mut house = House::empty();
    house.import("Name,Phase\nA,Planning\nB,Idea\nC,Planning\n");
    house.import("Name,Phase\nZ,Planning\nY,Planning\n");
    let names: Vec<&str> = ["A", "C", "Z", "Y"].into();
    let mut planning: Vec<&Project> =
        house.workspace.portfolio().all::<Project>().filter(|project| project.phase == Phase::Planning).collect();
    planning.sort_by(|a, b| a.order.cmp(&b.order));
    assert_eq!(planning.iter().map(|project| &*project.name).collect::<Vec<_>>(), names);
}

#[test]
fn the_person_chooses_dates_phase_and_what_to_leave_out() {
    let table = read_table(b"Name,Start,Owner,Secret\nApollo,3/4/2026,Ada,x\n").unwrap();
    let mut mapping = propose(&table);
    assert!(mapping.columns[1].dates_ambiguous);
    let mut house = House::empty();
    let unsure = house.rehearse(&table, &mapping);
    assert!(unsure.kept_as_note[0].reason.starts_with("is a date whose day and month cannot be told apart"));
    mapping.columns[1].dates = Some(DateOrder::MonthFirst);
    mapping.columns[3].target = Target::Drop;
    mapping.default_phase = DefaultPhase::Fixed(Phase::Initiation);
    let rehearsal = house.rehearse(&table, &mapping);
    assert_eq!((rehearsal.kept_as_note.len(), rehearsal.dropped_columns), (0, vec!["Secret".to_owned()]));
    house.run(Command::Import(Box::new(rehearsal.import)));
    let apollo = house.project("Apollo");
    assert_eq!((apollo.planned_start, apollo.phase, apollo.imported.len()), (day("2026-03-04"), Phase::Initiation, 0));
}

#[test]
fn a_cell_too_long_for_anything_is_cut_and_said_to_be() {
    let long = "é".repeat(60_000);
    let mut house = House::empty();
    let rehearsal = house.import(&format!("Name,Story,Description\nApollo,{long},{long}\n{},x,y\n", "n".repeat(3000)));
    let reasons: Vec<&str> = rehearsal.kept_as_note.iter().map(|kept| kept.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["is too long; only its first 100,000 characters are kept", "is longer than 100000 characters"]
    );
    assert_eq!(imported(house.project("Apollo"), "Story").map(str::len), Some(100_000));
    assert_eq!(rehearsal.refused, [(3, "Its name is too long.".to_owned())]);
}

#[test]
fn pasted_cells_become_projects() {
    let table = read_pasted("Project\tLead\tRAG\nApollo\tAda\tA\nZeus\t\tG\n").unwrap();
    let mut house = House::empty();
    let rehearsal = house.rehearse(&table, &propose(&table));
    house.run(Command::Import(Box::new(rehearsal.import)));
    assert_eq!(house.project("Apollo").overall_status.rag, Some(Rag::Amber));
}

#[test]
fn explanations_and_totals_are_no_projects() {
    let mut house = House::empty();
    let text = "Code,Name,Start,Budget,\n\
                Short code,Its name,First day of work,Amount in pounds,see guide\n\
                A1,Apollo,2026-01-02,5,\nA2,Zeus,2026-02-03,6,\nA3,Hera,tbc,tbc,\nA4,Ares,2026-03-04,7,\n\
                A5,Iris,2026-03-05,8,\nTotal,,,26,\n";
    let rehearsal = house.import(text);
    assert_eq!(
        rehearsal.refused,
        [
            (2, "It explains the columns; it is no project.".to_owned()),
            (8, "It holds totals; it is no project.".to_owned())
        ]
    );
    assert_eq!(rehearsal.made.len(), 5);
    let budget = house.project("Apollo").budget;
    assert_eq!(budget.map(|money| (money.minor, money.currency)), Some((500, Currency::GBP)));
    // A first project of which little is known is no explanation.
    let first = house.import("Name,Start,End,Budget\nVesta,tbc,tbc,tbc\nA,2026-01-02,2026-02-03,5\nB,2026-01-02,2026-02-03,5\nC,2026-01-02,2026-02-03,5\nD,2026-01-02,2026-02-03,5\n");
    assert_eq!((first.made.len(), first.refused.len()), (5, 0));
}

#[test]
fn dates_as_counts_and_several_columns_for_tags() {
    let mut house = House::empty();
    let rehearsal = house.import(
        "Name,Start date,Duration,Labels,Labels,RAG\n\
         Apollo,45292,12 weeks,\"it, fast\",customers,On track\n\
         Zeus,45323,10 days,,it,Amber/Green\n\
         Hera,,5 days,,,Red\n",
    );
    let apollo = house.project("Apollo");
    assert_eq!((apollo.planned_start, apollo.planned_finish), (day("2024-01-01"), day("2024-03-25")));
    assert_eq!(apollo.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(), ["it", "fast", "customers"]);
    assert_eq!(apollo.confidence, None, "on track is no word of that scale");
    assert_eq!(house.project("Zeus").confidence, Some(DeliveryConfidence::AmberGreen));
    assert_eq!(house.project("Hera").confidence, Some(DeliveryConfidence::Red));
    let reasons: Vec<&str> = rehearsal.kept_as_note.iter().map(|kept| kept.reason.as_str()).collect();
    assert_eq!(reasons, ["names no delivery confidence", "counts from a start that is not given"]);
}

#[test]
fn the_latest_report_counts_and_its_colour_has_its_day() {
    let mut house = House::empty();
    let rehearsal = house.import(
        "Project,Report date,Status\nApollo,31/01/2026,Red\nZeus,31/01/2026,Green\nApollo,28/02/2026,Amber\nZeus,28/02/2026,Green\n",
    );
    let sentence = "4 reports on 2 projects: the latest of each is taken.";
    assert!(rehearsal.remarks.iter().any(|own| own == sentence), "{:?}", rehearsal.remarks);
    assert_eq!(rehearsal.older, [(2, 4), (3, 5)]);
    let status = &house.project("Apollo").overall_status;
    assert_eq!((status.rag, status.on), (Some(Rag::Amber), day("2026-02-28")));
}

#[test]
fn a_mapping_is_remembered_by_the_headings() {
    let text = b"Name,Start,Budget,Notes\nApollo,1/2/2026,5,x\n";
    let table = read_table(text).unwrap();
    let mut house = House::empty();
    let mut mapping = propose(&table);
    assert!(remembered(house.workspace.portfolio(), &mapping.columns).is_none());
    mapping.columns[1].dates = Some(DateOrder::MonthFirst);
    mapping.columns[2].amounts.scale = Some(6);
    mapping.columns[2].amounts.currency = Some(Currency::EUR);
    mapping.columns[3].target = Target::Drop;
    mapping.default_phase = DefaultPhase::Fixed(Phase::Planning);
    let mut import = house.rehearse(&table, &mapping).import;
    let today = Date::new(2026, 11, 22).unwrap();
    remember(house.workspace.portfolio(), &mapping, "list.csv", today, Id(5), &mut import);
    house.run(Command::Import(Box::new(import)));
    assert_eq!(house.all::<ImportMapping>().count(), 1);

    // The columns stand in another order, and one of the dates proves that the day comes first.
    let next = read_table(b"Budget,Name,Notes,Start\n7,Zeus,y,13/2/2026\n").unwrap();
    let mut again = propose(&next);
    let known = remembered(house.workspace.portfolio(), &again.columns).unwrap();
    assert_eq!((&*known.name, known.used_on), ("list.csv", Some(today)));
    recall(known, &mut again);
    assert_eq!(again.columns[2].target, Target::Drop);
    assert_eq!((again.columns[0].amounts.scale, again.columns[0].amounts.currency), (Some(6), Some(Currency::EUR)));
    assert_eq!(again.columns[3].dates, Some(DateOrder::DayFirst));
    assert_eq!(again.default_phase, DefaultPhase::Fixed(Phase::Planning));
    let mut import = house.rehearse(&next, &again).import;
    remember(house.workspace.portfolio(), &again, "next.csv", today, Id(6), &mut import);
    house.run(Command::Import(Box::new(import)));
    let names: Vec<&str> = house.all::<ImportMapping>().map(|own| &*own.name).collect();
    assert_eq!(names, ["next.csv"], "used again, not made again");
    let other = propose(&read_table(b"Name,Start\nApollo,1/2/2026\n").unwrap());
    assert!(remembered(house.workspace.portfolio(), &other.columns).is_none());
}

#[test]
fn what_is_not_taken_over_can_be_downloaded() {
    let text = "Our projects,,,\nName,Start,Secret,Notes\nApollo,soon,=1+1,fine\n,2026-01-02,-5,x\n";
    let table = read_table(text.as_bytes()).unwrap();
    let mut mapping = propose(&table);
    mapping.columns[2].target = Target::Drop;
    mapping.columns[1].target = Target::Field(at::planned_start);
    let rehearsal = House::empty().rehearse(&table, &mapping);
    assert!(has_leftovers(&rehearsal));
    let expected = [
        "\u{feff}\"Line\",\"Column\",\"Cell\",\"Why it is not taken over\"",
        "\"1\",\"Name\",\"Our projects\",\"It stands above the headings.\"",
        "\"\",\"Notes\",\"\",\"No field takes this column: 1 cell is kept as imported fields.\"",
        "\"3\",\"Secret\",\"'=1+1\",\"The column is left out.\"",
        "\"4\",\"Start\",\"2026-01-02\",\"It has no name.\"",
        "\"4\",\"Secret\",\"-5\",\"It has no name.\"",
        "\"4\",\"Notes\",\"x\",\"It has no name.\"",
        "\"3\",\"Start\",\"soon\",\"Kept as a note, because it is no date.\"",
        "",
    ];
    assert_eq!(leftovers(&table, &mapping, &rehearsal), expected.join("\r\n"));
}

#[test]
fn a_cell_of_blank_letters_behind_an_apostrophe_gives_no_name() {
    for heading in ["Name", "RAG", "Task", "Risk event"] {
        try_all(format!("{heading}\n\"'\u{a0}\"\n").as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        try_all(&bytes);
    }

    #[test]
    fn random_cells_never_panic(
        cells in proptest::collection::vec(proptest::collection::vec("[ -~é£€\u{a0}]{0,12}|[0-9./-]{1,10}|(?s).{0,6}", 1..6), 1..8),
        headings in proptest::sample::subsequence(
            vec!["Name", "Code", "Start", "End", "Budget (£m)", "Status", "Phase", "Lead", "Priority", "Tags", "RAG", "URL",
                "Project key", "Summary", "Report date", "Duration", "Assignee", "Evaluation", "Start days after 2000"], 1..8),
    ) {
        let mut text = headings.join(",");
        for row in cells {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push('\n');
            text.push_str(&quoted.join(","));
        }
        try_all(text.as_bytes());
    }

    #[test]
    fn a_real_list_altered_anywhere_never_panics(
        changes in proptest::collection::vec((0usize..60_000, any::<u8>()), 1..20), length in 0usize..60_000,
    ) {
        let mut bytes = DFT.to_vec();
        bytes.truncate(length);
        for (at, byte) in changes {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        try_all(&bytes);
    }
}

/// Reads, proposes, rehearses and carries out whatever it is; the result keeps the invariants.
fn try_all(bytes: &[u8]) {
    if let Ok(table) = read_table(bytes) {
        let mut house = House::empty();
        let rehearsal = house.rehearse(&table, &propose(&table));
        let sentences =
            rehearsal.made.len() + rehearsal.refused.len() + rehearsal.older.len() + rehearsal.unchanged.len();
        assert_eq!(sentences, table.rows.len() + table.asides.len());
        if !rehearsal.made.is_empty() {
            house.run(Command::Import(Box::new(rehearsal.import)));
        }
    }
}
