//! A list of work items that are here: what it moves goes through the table of transitions, acceptance and the limits of their boards, and
//! a cell that does not is kept with its reason.

use crate::exchange_support::house::House;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::WorkItem;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::work_item::WorkItemKind;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{ArchiveItems, BlockItems, ChangeColumns, MoveItems, WishedColumn};
use pocket_pmo::engine::work;
use pocket_pmo::exchange::table::rehearse::Rehearsal;

/// A project in execution with five tasks, by list.
fn house() -> House {
    let mut house = House::empty();
    house.import("Code,Name\nAPO,Apollo\n");
    house.import(
        "Project,Task,Status,Owner,Type\nAPO,Steel,Doing,Ada,Task\nAPO,Crane,Backlog,,Task\nAPO,Slab,Ready,,Task\n\
         APO,Plan,Doing,,Deliverable\nAPO,Door,Doing,,Task\n",
    );
    assert_eq!(house.all::<WorkItem>().count(), 5);
    house
}

fn item<'a>(house: &'a House, title: &str) -> &'a WorkItem {
    house.all::<WorkItem>().find(|item| &*item.title == title).expect(title)
}

fn id(house: &House, title: &str) -> Id {
    item(house, title).meta.id
}

fn kept(rehearsal: &Rehearsal) -> Vec<(usize, &str, &str)> {
    rehearsal.kept_as_note.iter().map(|cell| (cell.line, &*cell.text, &*cell.reason)).collect()
}

#[test]
fn a_list_moves_what_may_move_and_keeps_the_cells_of_the_rest() {
    let mut house = house();
    let [steel, crane] = ["Steel", "Crane"].map(|title| id(&house, title));
    house.run(Command::act(BlockItems { items: vec![steel], reason: "Strike".to_owned(), since: None }));
    house.run(Command::act(ArchiveItems { items: vec![crane], brings_back: false }));
    let rehearsal = house
        .import("Project,Task,Status\nAPO,Steel,Done\nAPO,Crane,Doing\nAPO,Slab,Doing\nAPO,Plan,Done\nAPO,Door,Done\n");
    assert_eq!(
        kept(&rehearsal),
        [
            (2, "Done", "is blocked. Unblock it first"),
            (3, "Doing", "is archived. Bring it back first"),
            (5, "Done", "is accepted by somebody else than its owner, on its board"),
        ]
    );
    let columns = ["Steel", "Crane", "Slab", "Plan", "Door"].map(|title| item(&house, title).column.to_string());
    assert_eq!(columns, ["doing", "backlog", "doing", "doing", "accepted"]);
    assert_eq!(item(&house, "Plan").percent.0, 0, "what its column says of the progress goes with it");
    assert!(item(&house, "Steel").imported.iter().any(|cell| &*cell.text == "Done"));
    assert_eq!(item(&house, "Door").column_entries.len(), 2);
    assert_eq!(item(&house, "Plan").kind, WorkItemKind::Deliverable);
}

#[test]
fn what_was_made_ready_before_somebody_blocked_it_is_refused_by_name() {
    let mut house = house();
    let table = pocket_pmo::exchange::table::reading::read_table(b"Project,Task,Status\nAPO,Steel,Done\n").unwrap();
    let ready = house.rehearse(&table, &pocket_pmo::exchange::table::proposal::propose(&table));
    let steel = id(&house, "Steel");
    house.run(Command::act(BlockItems { items: vec![steel], reason: "Strike".to_owned(), since: None }));
    let why = house.refused(Command::Import(Box::new(ready.import)));
    assert_eq!(why, "“Steel”: It is blocked. Unblock it first.");
}

#[test]
fn who_accepted_an_item_does_not_come_to_own_it_by_a_list() {
    let mut house = house();
    let crane = id(&house, "Crane");
    let to = MoveItems { items: vec![crane], column: Some("accepted".to_owned()), ..MoveItems::default() };
    house.run(Command::act(MoveItems { accepted_by: "Grace Hopper".to_owned(), ..to }));
    let rehearsal =
        house.import("Project,Task,Owner,Status\nAPO,Crane,Grace Hopper,Done\nAPO,Slab,Grace Hopper,Ready\n");
    assert_eq!(
        kept(&rehearsal),
        [(2, "Grace Hopper", "names who accepted the work, and nobody accepts what they own")]
    );
    assert_eq!((item(&house, "Crane").owner, item(&house, "Slab").owner.is_some()), (None, true));
}

fn limit(house: &mut House, hard: bool) {
    let project = house.project("Apollo").meta.id;
    let board = work::board(house.workspace.portfolio(), project, Phase::Execution);
    let columns = board.columns.iter().map(|column| WishedColumn {
        key: column.key.to_string(),
        name: column.name.to_string(),
        limit: (&*column.key == "doing").then_some(3),
    });
    let columns = columns.collect();
    house.run(Command::act(ChangeColumns {
        project,
        phase: Phase::Execution,
        columns,
        hard,
        lane_limit: None,
        person_limit: Some(1),
        moved: Vec::new(),
    }));
}

#[test]
fn over_a_limit_the_cards_say_that_the_list_brought_them() {
    let mut house = house();
    limit(&mut house, false);
    let rehearsal =
        house.import("Project,Task,Status,Owner\nAPO,Slab,Doing,\nAPO,Roof,Doing,Ada\nAPO,Wall,Ready,Ada\n");
    assert_eq!((rehearsal.made.len(), rehearsal.changed.len(), rehearsal.refused.len()), (2, 1, 0));
    let remark = "Limits are reached: Ada would have 3 of 1. Doing would have 5 of 3. The cards will say that the list \
                  brought them.";
    assert!(rehearsal.remarks.iter().any(|known| known == remark), "{:?}", rehearsal.remarks);
    for title in ["Slab", "Roof", "Wall"] {
        let last = item(&house, title).column_entries.last().unwrap().reason.to_string();
        assert_eq!(last, "Import 2 work items and update 1 from list.csv", "{title}");
    }
    assert!(
        house.import("Project,Task,Status\nAPO,Slab,Doing\n").remarks.iter().all(|words| !words.contains("Limits"))
    );
}

#[test]
fn a_strict_board_keeps_out_what_a_list_brings_over_its_limit() {
    let mut house = house();
    limit(&mut house, true);
    let rehearsal = house.import(
        "Project,Task,Status,Owner\nAPO,Slab,Doing,Cy\nAPO,Roof,Doing,Bo\nAPO,Wall,Ready,Bo\nAPO,Gate,Ready,Bo\n\
         APO,Beam,Backlog,Bo\nAPO,Crane,Ready,Ada\n",
    );
    let strict = |words: &str| [words, " Limits are strict on that board."].concat();
    assert_eq!(rehearsal.refused, [(3, strict("Doing would have 4 of 3.")), (5, strict("Bo would have 2 of 1.")),]);
    let reason = ["comes over a limit: ", &*strict("Doing would have 4 of 3.")].concat();
    let other = ["comes over a limit: ", &*strict("Ada would have 2 of 1.")].concat();
    let reasons = [(2, "Doing", reason.trim_end_matches('.')), (7, "Ready", other.trim_end_matches('.'))];
    assert_eq!(kept(&rehearsal), reasons);
    let columns = ["Slab", "Wall", "Beam", "Crane"].map(|title| item(&house, title).column.to_string());
    assert_eq!(columns, ["ready", "ready", "backlog", "backlog"]);
    assert!(item(&house, "Slab").owner.is_some() && item(&house, "Crane").owner.is_some());
}
