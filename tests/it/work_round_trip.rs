//! The list of all work as a CSV file, unchanged, is nothing to import, whatever columns it shows: each item is found again by its id. A cell
//! that was changed changes its item; a column of its board moves it; what only the board changes is kept as a note.

use crate::support::day;
use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::records::phase_board::PhaseColumn;
use pocket_pmo::domain::records::project::{LeadDomain, NamedLink, Phase};
use pocket_pmo::domain::records::work_item::{ChecklistEntry, ClassOfService, ColumnEntry, WorkItemKind};
use pocket_pmo::domain::records::{Person, PhaseBoard, Project, WorkItem};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::read_table;
use pocket_pmo::exchange::table::rehearse::{Rehearsal, rehearse};
use pocket_pmo::exchange::table_out::csv_file;
use pocket_pmo::view::register::{Column, RowContext, export};
use pocket_pmo::view::work_list::WORK;
use std::sync::Arc;

fn today() -> Date {
    day("2026-11-30")
}

/// Two projects of one name, people, a board that somebody changed, and work of every sort on them.
fn portfolio() -> Portfolio {
    let mut portfolio = Portfolio::default();
    for (id, code) in [(1, "P-001"), (2, "P-002")] {
        let mut project = Project { name: "Apollo".into(), code: code.into(), ..Project::default() };
        project.meta.id = Id(id);
        portfolio.insert_loaded(Arc::new(project));
    }
    for (id, name) in [(11, "Ada Lovelace"), (12, "Grace  Hopper")] {
        let mut person = Person { name: name.into(), ..Person::default() };
        person.meta.id = Id(id);
        portfolio.insert_loaded(Arc::new(person));
    }
    let column = |key: &str, name: &str| PhaseColumn { key: key.into(), name: name.into(), limit: None };
    let mut board = PhaseBoard {
        project: Some(Ref::new(Id(2))),
        phase: Phase::Planning,
        columns: vec![column("k1", "Inbox, new"), column("k2", "Doing"), column("k3", "Over")],
        ..PhaseBoard::default()
    };
    board.meta.id = Id(20);
    portfolio.insert_loaded(Arc::new(board));
    let item = |title: &str, project, phase, column: &str| WorkItem {
        title: title.into(),
        project: Some(Ref::new(Id(project))),
        phase,
        column: column.into(),
        ..WorkItem::default()
    };
    let entry = |column: &str| ColumnEntry { column: column.into(), ..ColumnEntry::default() };
    let full = WorkItem {
        kind: WorkItemKind::Response,
        owner: Some(Ref::new(Id(12))),
        stream: "Rail; \"north\"".into(),
        domain: Some(LeadDomain::Technical),
        class_of_service: ClassOfService::Expedite,
        estimate: Some(7.5),
        start: Some(day("2026-11-01")),
        due: Some(day("2026-12-24")),
        duration: Some(1250.25),
        percent: Bounded(40),
        blocked_reason: "No crane\nin town".into(),
        blocked_since: Some(day("2026-11-20")),
        done_rule: "=SUM of all".into(),
        links: vec![NamedLink { title: "The plan".into(), address: "https://example.org/a".into() }],
        description: "First line\n\nand a second, \"quoted\"".into(),
        checklist: vec![ChecklistEntry { text: "Ask".into(), done: true }],
        column_entries: vec![entry("ready"), entry("doing")],
        ..item("Order  steel", 1, Phase::Execution, "doing")
    };
    let accepted = WorkItem {
        kind: WorkItemKind::Deliverable,
        owner: Some(Ref::new(Id(12))),
        accepted_by: Some(Ref::new(Id(11))),
        accepted_on: Some(day("2026-11-02")),
        ..item("Charter", 1, Phase::Initiation, "agreed")
    };
    let all = [
        full,
        accepted,
        // Two of one title, told apart by their ids alone.
        item("Check", 2, Phase::Planning, "k1"),
        WorkItem { stream: "South".into(), ..item("Check", 2, Phase::Planning, "k3") },
        WorkItem { archived_on: Some(day("2026-11-03")), ..item("-2+3", 2, Phase::Closing, "filed") },
        // An import of before left the name of a foreign column.
        item("Hand over", 1, Phase::Execution, "In Progress"),
    ];
    for (at, mut item) in (100u64..).zip(all) {
        item.meta.id = Id(at << 22);
        portfolio.insert_loaded(Arc::new(item));
    }
    portfolio
}

fn file(portfolio: &Portfolio, columns: &[Column], backwards: bool) -> String {
    let mut ids: Vec<Id> = portfolio.all::<WorkItem>().map(|item| item.meta.id).collect();
    if backwards {
        ids.reverse();
    }
    let (headings, rows) = export::file(&RowContext::new(portfolio, today()), &WORK, &ids, columns);
    csv_file(&headings, &rows)
}

fn taken(portfolio: &Portfolio, file: &str) -> Rehearsal {
    let table = read_table(file.as_bytes()).unwrap();
    let mut ids = 1 << 40;
    let mut new_id = || {
        ids += 1;
        Id(ids)
    };
    rehearse(portfolio, &table, &propose(&table), "again.csv", today(), &mut new_id)
}

/// What a rehearsal says of items that are here: how many it leaves and makes, the changes of the others, what is kept as a note, what is
/// refused.
fn said(taken: &Rehearsal) -> (usize, usize, Vec<String>, Vec<String>, usize) {
    let changed = taken.changed.iter().map(|(title, all)| format!("{title}: {all:?}")).collect();
    let notes = taken.kept_as_note.iter().map(|cell| [&*cell.heading, ": ", &cell.text, ", ", &cell.reason].concat());
    (taken.unchanged.len(), taken.made.len(), changed, notes.collect(), taken.refused.len())
}

#[test]
fn there_is_nothing_to_import_whatever_columns_are_shown_and_in_whatever_order() {
    let portfolio = portfolio();
    for columns in [WORK.columns(), WORK.usual(), vec![WORK.title()]] {
        for backwards in [false, true] {
            let file = file(&portfolio, &columns, backwards);
            let taken = taken(&portfolio, &file);
            assert_eq!(taken.rows.name(), "work_item", "{file}");
            let nothing: Vec<String> = Vec::new();
            // A list that does not show the project still finds its work.
            assert_eq!(said(&taken), (6, 0, nothing.clone(), nothing, 0), "{file}");
            assert_eq!(taken.kept_columns, vec![], "{file}");
        }
    }
}

#[test]
fn a_cell_that_was_changed_changes_its_item_and_no_other() {
    let portfolio = portfolio();
    let columns = WORK.columns();
    let before = file(&portfolio, &columns, false);
    for (was, is, of, label) in [
        ("\"Order  steel\"", "\"Order iron\"", 100, "Title"),
        ("7.5", "8", 100, "Estimate in hours"),
        ("2026-12-24", "2026-12-31", 100, "Due"),
        ("\"South\"", "\"North\"", 103, "Stream"),
        ("\"Inbox, new\"", "\"Doing\"", 102, "Column"),
        ("\"Risk response\"", "\"Defect\"", 100, "Kind"),
    ] {
        let after = before.replacen(was, is, 1);
        assert_ne!(before, after, "{was}");
        let taken = taken(&portfolio, &after);
        assert_eq!((taken.unchanged.len(), taken.made.len(), taken.changed.len()), (5, 0, 1), "{was} {after}");
        let labels: Vec<&str> = taken.changed[0].1.iter().map(|own| &*own.label).collect();
        let notes: Vec<_> =
            taken.kept_as_note.iter().map(|cell| (&*cell.heading, &*cell.text, &*cell.reason)).collect();
        assert_eq!((labels, notes), (vec![label], vec![]), "{was}");
        let ids: Vec<Id> = taken.import.changes.iter().map(|change| change.0).collect();
        assert_eq!(ids, [Id(of << 22)], "{was}");
    }
    let owner = before.replacen("\"Grace  Hopper\"", "\"Ada Lovelace\"", 1);
    assert_eq!(taken(&portfolio, &owner).import.names.len(), 1);
}

#[test]
fn what_only_the_board_changes_and_what_it_does_not_have_is_kept_as_a_note() {
    let portfolio = portfolio();
    let columns = WORK.columns();
    let before = file(&portfolio, &columns, false);
    for (was, is, reason) in [
        ("\"Initiation\"", "\"Planning\"", "is changed on the board"),
        ("\"Apollo\"", "\"Gemini\"", "is changed by moving the work on the board"),
        ("\"Inbox, new\"", "\"Somewhere\"", "names no column of its board"),
    ] {
        let taken = taken(&portfolio, &before.replacen(was, is, 1));
        let reasons: Vec<&str> = taken.kept_as_note.iter().map(|cell| &*cell.reason).collect();
        assert_eq!((reasons, taken.made.len()), (vec![reason], 0), "{was}");
        assert!(taken.import.creates.is_empty(), "{was}: no project is made of it");
    }
}

#[test]
fn a_row_twice_is_one_item_and_a_row_of_elsewhere_is_a_new_one() {
    let portfolio = portfolio();
    let columns = [WORK.title(), WORK.field(pocket_pmo::domain::records::work_item::at::project)];
    let before = file(&portfolio, &columns, false);
    let row = before.lines().nth(1).unwrap().to_owned();
    let twice = taken(&portfolio, &[&*before, &*row, "\r\n"].concat());
    assert_eq!((twice.unchanged.len(), twice.refused.len()), (6, 1));
    let foreign = taken(&portfolio, &before.replacen(&Id(100 << 22).to_string(), &Id(999 << 22).to_string(), 1));
    assert_eq!((foreign.unchanged.len(), foreign.made.len()), (5, 1));
}

#[test]
fn another_workspace_gets_the_same_work_on_the_same_boards() {
    let portfolio = portfolio();
    let mut other = Portfolio::default();
    let mut project = Project { name: "Apollo".into(), code: "P-001".into(), ..Project::default() };
    project.meta.id = Id(1);
    other.insert_loaded(Arc::new(project));
    let taken = taken(&other, &file(&portfolio, &WORK.columns(), false));
    let made: Vec<&WorkItem> = taken.import.creates.iter().filter_map(|record| record.typed::<WorkItem>()).collect();
    let of = |title: &str| made.iter().find(|item| &*item.title == title).unwrap();
    assert_eq!(made.len(), 6);
    assert_eq!((of("Charter").phase, &*of("Charter").column), (Phase::Initiation, "agreed"));
    let steel = of("Order steel");
    assert_eq!((steel.estimate, steel.duration, steel.percent.0), (Some(7.5), Some(1250.25), 40));
    assert_eq!(&*steel.description, "First line\n\nand a second, \"quoted\"");
    assert_eq!(&*steel.links[0].address, "https://example.org/a");
}
