//! Lists of many shapes, each with what must come of it, cell by cell: nothing wrong, nothing dropped in silence, the rest told.
use crate::exchange_support::house;

use house::{House, day, targets};
use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::records::project::{Phase, PhaseOrigin, Rag, State, at};
use pocket_pmo::domain::records::{Person, Project};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::CorrectPhases;
use pocket_pmo::exchange::table::code_pages::CodePage;
use pocket_pmo::exchange::table::error::TableError;
use pocket_pmo::exchange::table::leftovers::leftovers;
use pocket_pmo::exchange::table::mapping::{Repeats, Target};
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::{Table, read_table};
use pocket_pmo::exchange::table::rehearse::Rehearsal;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new("tests/fixtures/lists").join(name)).unwrap()
}

/// Reads, proposes, rehearses and carries out.
fn import(name: &str) -> (House, Table, Rehearsal) {
    let table = read_table(&file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut house = House::empty();
    let rehearsal = house.rehearse(&table, &propose(&table));
    house.run(Command::Import(Box::new(rehearsal.import.clone())));
    (house, table, rehearsal)
}

fn codes(house: &House) -> Vec<String> {
    let mut codes: Vec<String> = house.all::<Project>().map(|project| project.code.to_string()).collect();
    codes.sort();
    codes
}

fn people(house: &House) -> Vec<String> {
    let mut names: Vec<String> = house.all::<Person>().map(|person| person.name.to_string()).collect();
    names.sort();
    names
}

fn dates(house: &House, name: &str) -> (Option<Date>, Option<Date>) {
    let project = house.project(name);
    (project.planned_start, project.planned_finish)
}

/// The reasons for which cells of a line are kept as notes.
fn notes(rehearsal: &Rehearsal, line: usize) -> Vec<&str> {
    rehearsal.kept_as_note.iter().filter(|kept| kept.line == line).map(|kept| kept.reason.as_str()).collect()
}

#[test]
fn totals_are_no_projects_and_are_told() {
    for (name, expected, aside) in [
        ("total-rows-short.csv", &["T-1", "T-2"][..], 1),
        ("total-rows-named.csv", &["T-1", "T-2", "T-3", "T-4"], 3),
        ("total-rows-disclaimer.csv", &["T-1", "T-2", "T-3", "T-4", "T-5"], 2),
    ] {
        let (house, table, rehearsal) = import(name);
        assert_eq!(codes(&house), expected, "{name}");
        assert_eq!(rehearsal.refused.len(), aside, "{name} {:?}", rehearsal.refused);
        assert!(leftovers(&table, &propose(&table), &rehearsal).contains("Total") || aside == 3, "{name}");
    }
}

#[test]
fn separators_are_found_whatever_the_headings_and_amounts_hold() {
    let (house, ..) = import("commas-in-heading-list.csv");
    assert_eq!(codes(&house), ["D-1", "D-2"]);
    assert_eq!(&*house.project("Pier, north side").code, "D-1");
    let (house, _, rehearsal) = import("commas-in-heading-trailing.csv");
    assert_eq!(codes(&house), ["D-1", "D-2", "D-3"]);
    assert_eq!(house.project("Yard").planned_start, day("2026-04-14"));
    assert!(lacks_currency_alone(&rehearsal) && rehearsal.refused.is_empty());
}

/// Whether nothing was kept as a note but amounts for which nobody named a currency.
fn lacks_currency_alone(rehearsal: &Rehearsal) -> bool {
    rehearsal.kept_as_note.iter().all(|note| note.reason.contains("without a currency"))
}

#[test]
fn dates_of_spreadsheet_programs_are_read_and_the_rest_is_told() {
    let (house, ..) = import("odd-dates-serials.csv");
    assert_eq!(dates(&house, "Serial"), (day("2024-01-01"), day("2024-12-31")));
    assert_eq!(dates(&house, "Leap"), (day("2024-02-29"), day("2024-03-01")));
    let (house, _, rehearsal) = import("odd-dates-serials-gap.csv");
    assert_eq!(dates(&house, "Half"), (day("2024-02-29"), None));
    assert_eq!(dates(&house, "Zero"), (None, None));
    assert_eq!((notes(&rehearsal, 3).len(), notes(&rehearsal, 4).len()), (1, 2));
    let (house, _, rehearsal) = import("odd-dates-serials-time.csv");
    assert_eq!(dates(&house, "Serial"), (day("2024-01-01"), day("2024-12-31")));
    assert_eq!(dates(&house, "Half"), (day("2024-02-29"), day("2024-03-01")));
    assert!(rehearsal.kept_as_note.is_empty());
    let (house, _, rehearsal) = import("odd-dates-list.csv");
    assert_eq!(dates(&house, "Serial"), (day("2024-01-01"), day("2024-12-31")));
    assert_eq!(dates(&house, "Serial with time"), (day("2024-01-01"), day("2024-12-31")));
    assert_eq!(dates(&house, "Open end"), (day("2026-02-01"), None));
    assert_eq!(notes(&rehearsal, 7), ["is a day that stands for none"]);
    assert_eq!(dates(&house, "ISO zone"), (day("2026-03-29"), day("2026-10-25")));
    for (name, line) in [("Excel zero date", 4), ("Month only", 5), ("Year only", 6), ("To be told", 8)] {
        assert_eq!((dates(&house, name), notes(&rehearsal, line).len()), ((None, None), 2), "{name}");
    }
}

#[test]
fn midnights_of_another_zone_are_the_local_day() {
    let (house, _, rehearsal) = import("utc-evening-list.csv");
    assert_eq!(dates(&house, "Berlin winter"), (day("2026-01-01"), day("2026-04-01")));
    assert_eq!(dates(&house, "Berlin summer"), (day("2026-07-01"), day("2026-11-01")));
    assert_eq!(dates(&house, "Vancouver"), (day("2017-06-01"), day("2017-12-01")));
    assert!(rehearsal.remarks.iter().any(|own| own.contains("midnights further east")), "{:?}", rehearsal.remarks);
    // A working day that ends in the evening is that day.
    let mut house = House::empty();
    house.import("Name,Start,End\nA,2026-01-05T08:00:00Z,2026-01-09T17:00:00Z\n");
    assert_eq!(dates(&house, "A"), (day("2026-01-05"), day("2026-01-09")));
}

#[test]
fn codes_keep_their_noughts() {
    let (house, ..) = import("leading-zeros-list.csv");
    assert_eq!(codes(&house), ["00123", "0123", "123"]);
    let (house, ..) = import("leading-zeros-excel-text.csv");
    assert_eq!(codes(&house), ["00123", "00124", "00125"]);
    assert_eq!(&*house.project("Gamma, north").code, "00125");
}

#[test]
fn projects_that_share_a_code_are_all_taken_or_told_by_name() {
    let (house, table, rehearsal) = import("repeated-ids-history.csv");
    assert_eq!(codes(&house), ["1", "1-2", "1-3", "2", "2-2", "3"]);
    let sentence = rehearsal.remarks.iter().find(|own| own.contains("different projects")).unwrap();
    assert!(sentence.contains("“Timber accounts” (line 3)") && sentence.contains("“Office network”"), "{sentence}");
    let mut house = house;
    let again = house.rehearse(&table, &propose(&table));
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 6), "each is found again");
    let mut one = propose(&table);
    one.repeats = Repeats::One;
    assert_eq!(House::empty().rehearse(&table, &one).made.len(), 3, "reports on one project, if somebody says so");
    let (house, ..) = import("repeated-ids-list.csv");
    assert_eq!(house.all::<Project>().count(), 5);
    assert_eq!(&*house.project("Mathafata School").code, "proj5731-2");
}

#[test]
fn headings_over_two_rows_and_a_row_of_units() {
    let (house, table, rehearsal) = import("two-heading-rows-merged.csv");
    assert_eq!(table.headings, ["Code", "Name", "Start date", "End date", "Budget", "Actual cost"]);
    assert_eq!(codes(&house), ["H-1", "H-2", "H-3", "H-4"]);
    assert_eq!(dates(&house, "Depot"), (day("2026-02-01"), day("2026-12-31")));
    assert!(lacks_currency_alone(&rehearsal));
    let (house, _, rehearsal) = import("two-heading-rows-units.csv");
    assert_eq!(codes(&house), ["H-1", "H-2", "H-3"]);
    assert_eq!(rehearsal.refused.len(), 1, "the row of units is told");
    let table = read_table(b"\"IPA\nDelivery Confidence\nAssessment\",Name\nGreen,A\nRed,B\n").unwrap();
    let mapping = propose(&table);
    assert_eq!(targets(&mapping)[0], ("IPA Delivery Confidence Assessment", Target::Field(at::confidence)));
}

#[test]
fn code_pages_are_found_by_their_words() {
    for (name, page, project, lead) in [
        ("code-pages-cp1250.csv", CodePage::Windows1250, "Łódź – zażółć", "Jiří Dvořák"),
        ("code-pages-cp1252.csv", CodePage::Windows1252, "Größe ändern – Zürich", "Jörg Müßig"),
        ("code-pages-macroman.csv", CodePage::MacRoman, "Größe ändern", "Jörg"),
    ] {
        let (house, table, _) = import(name);
        assert_eq!(table.page, page, "{name}");
        assert_eq!(house.lead(project).as_deref(), Some(lead), "{name}");
        assert!(table.remarks.iter().any(|own| own.contains("Look at its accents")), "{name}");
    }
    assert_eq!(read_table(&file("code-pages-cp1251.csv")).unwrap().page, CodePage::Windows1251);
    // No table here, and none is pretended: the browser reads it.
    let table = read_table(&file("code-pages-shift-jis.csv")).unwrap();
    assert!(table.remarks.iter().any(|own| own.contains("looks like Shift-JIS")), "{:?}", table.remarks);
}

#[test]
fn one_person_in_several_spellings_is_one_and_words_for_nobody_are_none() {
    let (house, _, rehearsal) = import("people-written-differently-list.csv");
    assert_eq!(people(&house), ["Anne O'Connor", "Ben Krüger", "Jörg Özil"]);
    assert_eq!(rehearsal.spellings.len(), 3);
    let names: Vec<Option<String>> =
        ["One", "Two", "Three", "Six", "Eight"].into_iter().map(|name| house.lead(name)).collect();
    let expected = ["Jörg Özil", "Jörg Özil", "Jörg Özil", "Jörg Özil", "Ben Krüger"].map(|name| Some(name.to_owned()));
    assert_eq!(names, expected);
    let second = house.workspace.portfolio().follow::<Person>(house.project("Six").second_lead).unwrap();
    assert_eq!(&*second.name, "Ben Krüger");
    let (house, _, rehearsal) = import("people-written-differently-placeholders.csv");
    assert_eq!(people(&house), ["Ada", "Bo"]);
    let nobody = rehearsal.kept_as_note.iter().filter(|kept| kept.reason == "names nobody").count();
    assert_eq!(nobody, 6, "each is told");
    assert_eq!(house.all::<Project>().filter(|project| project.lead.is_none() && project.sponsor.is_none()).count(), 4);
    // Kept apart, if somebody says so.
    let table = read_table("Name,Lead\nA,Ann Fox\nB,ANN FOX\n".as_bytes()).unwrap();
    let mut mapping = propose(&table);
    assert_eq!(House::empty().rehearse(&table, &mapping).spellings.len(), 0, "capitals alone are no question");
    let table2 = read_table("Name,Lead\nA,Ann Fox\nB,\"Fox, Ann\"\n".as_bytes()).unwrap();
    mapping = propose(&table2);
    mapping.apart = vec!["ann fox".to_owned()];
    let mut house = House::empty();
    let rehearsal = house.rehearse(&table2, &mapping);
    house.run(Command::Import(Box::new(rehearsal.import)));
    assert_eq!(people(&house), ["Ann Fox", "Fox, Ann"]);
}

#[test]
fn lists_of_something_else_are_said_to_be_that() {
    // What rows can be here is nothing else.
    assert_eq!(read_table(&file("risk_register.csv")).unwrap().foreign, None);
    let defects = "Defect ID,Ticket number,Name,Severity\n1,2,Login fails,High\n".as_bytes();
    let table = read_table(defects).unwrap();
    assert_eq!(table.foreign.as_ref().map(|own| own.of), Some("issues"));
    assert!(table.remarks.iter().any(|own| own.starts_with("This looks like a list of issues, not of projects")));
    let samples = std::env::var("POCKET_PMO_SAMPLES").unwrap_or_default();
    if samples.is_empty() {
        return println!("POCKET_PMO_SAMPLES is not set: 7 samples skipped");
    }
    for (name, said) in [
        ("schedules/p6-demo.xer", "Primavera P6"),
        ("schedules/kitchen.planner", "Planner"),
        ("schedules/HouseBuildingSample.gan", "GanttProject"),
        ("schedules/sample.mpx", "MPX"),
        ("msproject-xml/sample.xml", "Microsoft Project"),
        ("calendars/Germany_Holidays.ics", "calendar"),
        ("trello/release-team-board-2019.json", "JSON"),
    ] {
        let error = read_table(&std::fs::read(std::path::Path::new(&samples).join(name)).unwrap()).unwrap_err();
        assert!(matches!(error, TableError::Foreign { .. }) && error.to_string().contains(said), "{name}: {error}");
    }
    let tasks = std::fs::read(std::path::Path::new(&samples).join("schedules/fedora-20-release-plan.csv")).unwrap();
    assert_eq!(read_table(&tasks).unwrap().foreign.map(|own| own.of), Some("tasks"));
}

#[test]
fn a_list_on_its_side_gives_the_same_projects() {
    let upright = include_bytes!("../fixtures/uk-dft-gmpp-2024-03.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&upright[..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for column in 0..rows[0].len() {
        writer.write_record(rows.iter().map(|row| row.get(column).unwrap_or_default())).unwrap();
    }
    let turned = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let (mut one, mut other) = (House::empty(), House::empty());
    one.import(std::str::from_utf8(upright).unwrap());
    let rehearsal = other.import(&turned);
    assert_eq!(rehearsal.made.len(), 19);
    assert!(rehearsal.remarks.iter().any(|own| own.starts_with("The list lies on its side")));
    for project in one.all::<Project>() {
        let own = other.project(&project.name);
        assert_eq!(
            (&own.code, own.budget, own.planned_finish),
            (&project.code, project.budget, project.planned_finish)
        );
        assert_eq!((own.confidence, &own.imported), (project.confidence, &project.imported));
    }
}

#[test]
fn colours_speak_against_the_heading() {
    let mut house = House::empty();
    house.import("Name,Schedule,Scope,Cost,Benefits,People\nA,Green,Red,Amber,Green,R\nB,Red,Green,Green,Amber,G\n");
    let a = house.project("A");
    let rags =
        [&a.schedule_status, &a.scope_status, &a.cost_status, &a.benefit_status, &a.people_status].map(|own| own.rag);
    assert_eq!(rags, [Rag::Green, Rag::Red, Rag::Amber, Rag::Green, Rag::Red].map(Some));
    assert!(a.summary.is_empty());
    let mut house = House::empty();
    house.import("Name,Scope,Status\nA,All depots,Termine\nB,Two piers,En cours\nC,One gate,Annulé\n");
    assert_eq!(&*house.project("A").summary, "All depots");
    let place = |name: &str| (house.project(name).phase, house.project(name).state);
    assert_eq!(place("B"), (Phase::Execution, State::Active));
    assert_eq!(place("C"), (Phase::Closed, State::Stopped));
}

#[test]
fn a_dated_list_gives_its_date_to_its_statuses() {
    for heading in [
        "Report date",
        "Status date",
        "As of",
        "Snapshot",
        "Date Reported As Of",
        "Last updated",
        "Updated on",
        "Data date",
        "Reporting date",
        "Stand",
        "Dernière mise à jour",
        "Peildatum",
    ] {
        let mut house = House::empty();
        house.import(&format!("Name,Overall status,{heading}\nA,Green,2024-05-01\nB,Red,2024-05-02\n"));
        let status = &house.project("A").overall_status;
        assert_eq!((status.rag, status.on), (Some(Rag::Green), day("2024-05-01")), "{heading}");
    }
    let mut house = House::empty();
    house.import("Status as of 31 Aug 2012,,\nCode,Name,RAG\n1,A,Green\n2,B,Red\n");
    assert_eq!(house.project("A").overall_status.on, day("2012-08-31"));
    // What the next report says again is fresh again.
    let mut house = House::empty();
    house.import("Name,RAG,Report date\nA,Green,2026-09-01\n");
    house.import("Name,RAG,Report date\nA,Green,2026-10-01\n");
    assert_eq!(house.project("A").overall_status.on, day("2026-10-01"));
}

#[test]
fn what_is_not_known_stays_unknown() {
    let mut house = House::empty();
    house.import("Name,Status,Actual finish\nOld,Closed,2020-01-01\nOlder,Closed,2012-01-01\nNew,In progress,\n");
    assert_eq!(house.project("Old").phase_since, day("2020-01-01"));
    assert_eq!(house.project("New").phase_since, None);
    let mut house = House::empty();
    let rehearsal = house.import("Project,PM,RAG,End,Budget\nA,Ada,Green,2027-01-31,5\nB,Bo,,2027-02-28,7\n");
    assert_eq!((house.project("A").phase, house.project("B").phase), (Phase::Execution, Phase::Candidate));
    assert!(rehearsal.remarks.iter().any(|own| own.contains("Idea 1, Execution 1")), "{:?}", rehearsal.remarks);
}

#[test]
fn phases_of_an_import_are_corrected_once() {
    let mut house = House::empty();
    house.import("Code,Name,Actual finish\n1,A,\n2,B,2020-05-01\n3,C,\n");
    let id = |house: &House, name: &str| house.project(name).meta.id;
    let phases = vec![(id(&house, "A"), Phase::Execution), (id(&house, "C"), Phase::Candidate)];
    house.run(Command::act(CorrectPhases { phases: phases.clone() }));
    let a = house.project("A");
    assert_eq!((a.phase, a.state, a.phase_since), (Phase::Execution, State::Active, None));
    assert_eq!((a.placed, house.project("C").placed), (Some(PhaseOrigin::Corrected), Some(PhaseOrigin::Corrected)));
    let last = house.workspace.history().last().map(|step| step.label.to_string());
    assert_eq!(last.as_deref(), Some("Correct phases of imported projects"));
    assert_eq!(
        house.refused(Command::act(CorrectPhases { phases })),
        "The phases of imported projects can be corrected once, and that has been done. Open the gate review."
    );
    let b = vec![(id(&house, "B"), Phase::Planning)];
    house.run(Command::act(CorrectPhases { phases: b }));
    assert_eq!((house.project("B").phase, house.project("B").state), (Phase::Planning, State::Active));
    // The list again changes none of it.
    let again = house.import("Code,Name,Actual finish\n1,A,\n2,B,2020-05-01\n3,C,\n");
    assert_eq!((again.made.len(), again.changed.len()), (0, 0));
}
