//! RAID lists: told by their headings, of one kind or of several by a column, read in the words of other programs, matched with what is
//! here, and with a sentence for each row and cell that cannot be taken.

use crate::exchange_support::house::{House, day, targets};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::assumption::AssumptionState;
use pocket_pmo::domain::records::issue::{IssueKind, IssueState};
use pocket_pmo::domain::records::risk::{ResponseType, RiskKind, RiskState};
use pocket_pmo::domain::records::{Action, Assumption, Dependency, Issue, Person, Project, Risk};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::raid_list::{ACTIONS, ASSUMPTIONS, DEPENDENCIES, ISSUES, RAID, RISKS};
use pocket_pmo::exchange::table::reading::read_table;
use pocket_pmo::exchange::table::rehearse::Rehearsal;
use pocket_pmo::exchange::table::subject::{ITEMS, PROJECTS, Subject};

fn house() -> House {
    let mut house = House::empty();
    house.import("Code,Name\nAPO,Apollo\nGEM,Gemini\n");
    house
}

fn refused(rehearsal: &Rehearsal) -> Vec<(usize, &str)> {
    rehearsal.refused.iter().map(|(line, why)| (*line, &**why)).collect()
}

fn kept(rehearsal: &Rehearsal) -> Vec<String> {
    rehearsal
        .kept_as_note
        .iter()
        .map(|cell| format!("{} {} {} {}", cell.line, cell.heading, cell.text, cell.reason))
        .collect()
}

fn rows_of(text: &str) -> &'static Subject {
    propose(&read_table(text.as_bytes()).unwrap()).rows
}

#[test]
fn a_published_risk_register_comes_whole_and_again_without_anything_new() {
    let text = include_str!("../fixtures/lists/risk_register.csv");
    let mut house = house();
    let table = read_table(text.as_bytes()).unwrap();
    let mapping = propose(&table);
    assert_eq!(mapping.rows, &RISKS);
    let rehearsal = house.import(text);
    assert_eq!((rehearsal.made.len(), refused(&rehearsal), kept(&rehearsal)), (37, vec![], vec![]));
    assert!(rehearsal.remarks.iter().any(|remark| remark == "37 rows name no project and stand with the portfolio."));
    let risks: Vec<&Risk> = house.all::<Risk>().collect();
    let first = risks[0];
    assert_eq!(&*first.event, "Key steel fabrication supplier delivery slippage");
    assert_eq!((first.number.0, first.state, &*first.category), (1, RiskState::Open, "Supplier & Delivery"));
    assert_eq!((first.score(), first.raised_on), (Some(12), day("2025-09-13")));
    assert_eq!(&*first.imported[0].text, "R001");
    assert_eq!(risks.iter().map(|risk| risk.number.0).max(), Some(37), "each has a number of its own");
    assert_eq!(house.all::<Person>().count(), 13);
    let again = house.import(text);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 37));
    // Found by its number although it is called something else, and graver.
    let next = house.import(&text.replace(
        "delivery slippage,Supply Chain Lead,2025-09-13,4,3",
        "delivery slips,Supply Chain Lead,2025-09-13,5,3",
    ));
    assert_eq!((next.made.len(), next.changed.len(), next.unchanged.len()), (0, 1, 36));
    assert_eq!(house.all::<Risk>().next().and_then(Risk::score), Some(15));
}

const MIXED: &str = "RAID type,ID,Project,Title,Owner,Status,Probability,Impact,Mitigation,Due,Remarks\n\
Risk,1,APO,Supplier fails,Ada Lovelace,Open,High,Very high,Second source,31.12.2026,from the workshop\n\
Opportunity,2,APO,Early delivery,Ada Lovelace,Open,60 %,4 - Major,,,\n\
Issue,3,Gemini,Server down,\"Lovelace, Ada\",In progress,,3,,15.12.2026,\n\
Request for change,4,GEM,Another colour,,Open,,,,,\n\
Action,5,APO,Call the supplier,Bo Fox,Complete,,,,01.11.2026,\n\
Assumption,6,APO,Funds are approved,,Confirmed,,,,,\n\
Dependency,7,APO,Test data,,Requested,,,,30.11.2026,\n";

#[test]
fn one_list_holds_all_five_kinds() {
    let mut house = house();
    assert_eq!(rows_of(MIXED), &RAID);
    let rehearsal = house.import(MIXED);
    // A dependency says who gives it.
    assert_eq!(refused(&rehearsal), [(8, "Giver is missing: choose a project, or name the party outside.")]);
    assert_eq!(rehearsal.made.len(), 6);
    let risks: Vec<&Risk> = house.all::<Risk>().collect();
    assert_eq!((risks[0].kind, risks[0].score(), risks[0].state), (RiskKind::Threat, Some(20), RiskState::Open));
    assert_eq!((&*risks[0].response_plan, risks[0].review_on), ("Second source", day("2026-12-31")));
    assert_eq!(risks[0].project.map(|project| project.id), Some(house.project("Apollo").meta.id));
    assert_eq!(&*risks[0].imported.iter().find(|cell| &*cell.heading == "Remarks").unwrap().text, "from the workshop");
    assert_eq!((risks[1].kind, risks[1].probability.map(|class| class.0)), (RiskKind::Opportunity, Some(4)));
    assert_eq!((risks[1].chance.map(|chance| chance.0), risks[1].worst_impact()), (Some(60), Some(4)));
    let issues: Vec<&Issue> = house.all::<Issue>().collect();
    assert_eq!((issues[0].state, issues[0].severity.map(|class| class.0)), (IssueState::InWork, Some(3)));
    assert_eq!((issues[1].kind, issues[1].number.0), (IssueKind::Request, 2));
    let action = house.all::<Action>().next().unwrap();
    assert_eq!((action.ended_on, action.due), (day("2026-11-22"), day("2026-11-01")), "done: the day of the import");
    assert_eq!(house.all::<Assumption>().next().unwrap().state, AssumptionState::Confirmed);
    assert_eq!(house.all::<Person>().count(), 2, "Ada is one person, however she is written");
    let remarks = rehearsal.remarks.join("\n");
    assert!(remarks.contains("The rows are 2 risks, 2 issues, 1 action, 1 assumption."), "{remarks}");
    assert!(
        remarks.contains("Of “Probability”, on a scale from 1 to 5, are read: “High” as 4, “60 %” as 4."),
        "{remarks}"
    );
    let again = house.import(MIXED);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 6));
}

#[test]
fn what_cannot_be_taken_is_said_and_kept() {
    let mut house = house();
    let rehearsal = house.import(
        "Type;ID;Project;Title;Owner;Status;Probability;Impact;Depends on;Needed by\n\
         Risk;1;APO;Too likely;Ada Lovelace;Open;7;4;;\n\
         Dependency;2;APO;Waits for itself;;Open;;;Apollo;31/12/2026\n\
         Risk;3;XYZ;Nowhere;Ada Lovelace;Open;3;3;;\n\
         A;4;APO;Which;;Open;;;;\n\
         Decision;5;APO;What;;Open;;;;\n\
         Risk;6;APO;;Ada Lovelace;Open;3;3;;\n\
         ;;;;;;;;;\n\
         Risk;1;GEM;Same number;Ada Lovelace;Purple;3;3;;\n\
         Risk;8;APO;Nobody owns it;TBC;Open;3;3;;\n\
         Risk;8;APO;Nobody owns it;TBC;Open;3;3;;\n\
         Dependency;9;GEM;Test data;;Agreed;;;Steel works;31/12/2026\n",
    );
    assert_eq!(
        refused(&rehearsal),
        [
            (3, "Receiver is the project that gives it. A project cannot wait for itself."),
            (4, "No project here has the code or name “XYZ”."),
            (5, "“A” may be an action or an assumption. Write the whole word."),
            (6, "“Decision” is none of risk, assumption, issue, action and dependency."),
            (7, "It does not say what it is."),
            (11, "It is the same as line 10, which is taken."),
        ]
    );
    let kept = kept(&rehearsal);
    assert!(
        kept.contains(&"2 Probability 7 is no class from 1 to 5, and no word for one that is known here".to_owned()),
        "{kept:?}"
    );
    assert!(kept.contains(&"9 Status Purple names no state that is known here".to_owned()), "{kept:?}");
    assert!(kept.contains(&"10 Owner TBC names nobody".to_owned()), "{kept:?}");
    assert!(
        kept.iter().any(|cell| cell.starts_with("10 Status Open lacks what goes with it: “Open” needs: owner")),
        "{kept:?}"
    );
    let risk = |event: &str| house.all::<Risk>().find(|risk| &*risk.event == event).unwrap();
    assert_eq!((risk("Too likely").probability, risk("Too likely").worst_impact()), (None, Some(4)));
    assert!(risk("Too likely").imported.iter().any(|cell| &*cell.text == "7"), "nothing is lost");
    assert_eq!(risk("Nobody owns it").state, RiskState::Draft);
    let dependency = house.all::<Dependency>().next().unwrap();
    assert_eq!((&*dependency.giver_party, dependency.needed_on), ("Steel works", day("2026-12-31")));
    assert!(
        rehearsal.remarks.iter().any(|remark| remark.contains("Numbers that the list gives to several rows: “1”")),
        "{:?}",
        rehearsal.remarks
    );
}

#[test]
fn an_owner_who_was_deleted_is_not_made_anew() {
    let mut house = house();
    house.import("Risk ID,Risk,Project,Owner,Probability,Impact\nR1,Fire,APO,Ada Lovelace,2,5\n");
    let ada = house.all::<Person>().next().unwrap().meta.id;
    house.run(Command::Delete { records: vec![ada] });
    let rehearsal =
        house.import("Action,Project,Owner,Due\nCall,APO,ada lovelace,2026-12-01\nWrite,APO,Bo Fox,2026-12-01\n");
    assert_eq!(rehearsal.rows, &ACTIONS);
    let kept = kept(&rehearsal);
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("2 Owner ada lovelace names somebody who was deleted here"), "{kept:?}");
    let actions: Vec<&Action> = house.all::<Action>().collect();
    assert_eq!((actions[0].owner, actions[1].owner.is_some()), (None, true));
    assert!(actions[0].imported.iter().any(|cell| &*cell.text == "ada lovelace"));
    assert_eq!(house.workspace.portfolio().ids(IndexKey::Kind(Person::SCHEMA.kind)).len(), 1);
}

#[test]
fn a_list_of_one_kind_is_told_by_its_headings_and_lists_of_other_things_are_not_taken_for_one() {
    for (headings, rows) in [
        ("Risk ID,Project,Risk description,Likelihood,Consequence\nR1,APO,Fire,1,2\n", &RISKS),
        ("Ref,Threat,Prob,Impact\nR1,Fire,1,2\n", &RISKS),
        ("Issue ID,Project,Issue description,Severity,Raised by\n1,APO,Fire,1,Ada\n", &ISSUES),
        ("Assumption ID,Assumption,Project,Owner\n1,Money comes,APO,Ada\n", &ASSUMPTIONS),
        ("Dependency,Project,Depends on,Needed by\nData,APO,GEM,2026-12-01\n", &DEPENDENCIES),
        ("Action,Owner,Due date,Status\nCall,Ada,2026-12-01,Open\n", &ACTIONS),
        ("Summary,Issue key,Issue Type,Project key,Status\nFix,A-1,Task,APO,Open\nTest,A-2,Task,APO,Open\n", &ITEMS),
        ("Code,Name,Status,Risk,Issues\nAPO,Apollo,Green,High,None\n", &PROJECTS),
        ("Project,Task,Type,Owner\nAPO,Build,Action,Ada\nAPO,Test,Action,Ada\n", &ITEMS),
        ("Project Name,Risk,Impact,Budget,Phase\nApollo,High,High,12,Execution\n", &PROJECTS),
    ] {
        assert_eq!(rows_of(headings), rows, "{headings}");
    }
}

#[test]
fn rows_that_change_a_risk_obey_its_states_and_keep_what_they_cannot_change() {
    let mut house = house();
    let list = "Risk,Project,Owner,Status,Response,Probability,Impact\nFire,APO,Ada Lovelace,Open,Mitigate,2,5\n";
    house.import(list);
    assert_eq!(house.all::<Risk>().next().unwrap().response, Some(ResponseType::Reduce));
    let next = house.import(&list.replace("Open,Mitigate,2", "Draft,Exploit,3"));
    let kept = kept(&next);
    assert!(kept.iter().any(|cell| cell.contains("Status Draft cannot go from “Open” to “Draft”")), "{kept:?}");
    assert!(kept.iter().any(|cell| cell.contains("Response Exploit is one to an opportunity")), "{kept:?}");
    let risk = house.all::<Risk>().next().unwrap();
    assert_eq!((risk.state, risk.response, risk.score()), (RiskState::Open, Some(ResponseType::Reduce), Some(15)));
    assert_eq!(house.all::<Project>().count(), 2);
}

#[test]
fn a_list_with_merged_headings_empty_rows_and_decimal_commas_is_read() {
    let mut house = house();
    let text = "Risk register;;;;Inherent;;\n\
        Risk ID;Project;Risk description;Owner;Probability;Impact;Amount (EUR)\n\
        R-1;APO;Flood;Ada Lovelace;0,3;4;\"12.500,50\"\n\
        ;;;;;;\n\
        R-2;GEM;Fire;Ada Lovelace;0,7;5;1.000,00\n";
    let mapping = propose(&read_table(text.as_bytes()).unwrap());
    assert_eq!(mapping.rows, &RISKS, "{:?}", targets(&mapping));
    let rehearsal = house.import(text);
    assert_eq!((rehearsal.made.len(), kept(&rehearsal)), (2, vec![]));
    let first = house.all::<Risk>().next().unwrap();
    assert_eq!((first.probability.map(|class| class.0), first.chance.map(|chance| chance.0)), (Some(2), Some(30)));
    assert_eq!(first.amount.map(|amount| amount.minor), Some(1_250_050));
}

#[test]
fn a_project_is_found_by_its_name_where_its_number_is_not_known() {
    let mut house = house();
    let rehearsal =
        house.import("Project ID,Project name,Risk,Probability,Impact\nX-9,Apollo,Fire,1,\"\u{a3}50,000\"\n");
    assert_eq!((rehearsal.made.len(), refused(&rehearsal)), (1, vec![]));
    let risk = house.all::<Risk>().next().unwrap();
    assert_eq!(risk.project.map(|project| project.id), Some(house.project("Apollo").meta.id));
    assert_eq!(risk.amount.map(|amount| amount.minor), Some(5_000_000), "an impact in money is an amount");
}
