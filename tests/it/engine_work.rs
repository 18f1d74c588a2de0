//! Work inside a project: what may be done with it and what is refused, with its sentence; that nothing of its way over a board is lost;
//! and that each step is taken back as it was made.

use crate::support::bench::{Bench, text, waiving};
use crate::support::{World, day};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::work_item::WorkItemKind;
use pocket_pmo::domain::records::{PhaseBoard, Waiver, WorkItem, project, waiver, work_item};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{
    AddItems, ArchiveItems, BlockItems, ChangeColumns, CopyWork, MOST_AT_ONCE, MoveItems, NewItem, Spot,
    TakeDeliverables, UnblockItems, WaiveDeliverable, Waiving, WishedColumn,
};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::work;

#[test]
fn a_card_goes_over_the_board_and_every_column_it_enters_is_noted() {
    let mut bench = Bench::on(Phase::Initiation);
    let steel = bench.cards[0];
    assert_eq!(bench.act(bench.to(&[steel], "drafting")).unwrap(), "Move Steel to Drafting");
    assert_eq!(bench.act(bench.to(&[steel], "In review")).unwrap(), "Move Steel to In review");
    let accepted = MoveItems { accepted_by: "Grace".to_owned(), ..bench.to(&[steel], "agreed") };
    assert_eq!(bench.act(accepted).unwrap(), "Accept Steel");
    assert_eq!(bench.columns(steel), ["to_do", "drafting", "in_review", "agreed"]);
    let item = bench.item(steel);
    assert_eq!(item.accepted_on, Some(bench.world.today()));
    assert!(item.column_entries.windows(2).all(|pair| pair[0].at.0 < pair[1].at.0));
    assert_eq!(bench.act(bench.to(&[steel], "drafting")).unwrap(), "Move Steel to Drafting");
    let item = bench.item(steel);
    assert_eq!((item.accepted_by, item.accepted_on), (None, None), "what is worked over was not accepted");
    assert_eq!(bench.columns(steel), ["to_do", "drafting", "in_review", "agreed", "drafting"]);
    assert_eq!(bench.act(bench.to(&[steel], "drafting")), Err("Nothing has changed.".to_owned()));
}

#[test]
fn cards_are_put_where_they_are_dropped() {
    let mut bench = Bench::on(Phase::Planning);
    let (steel, crane, slab) = (bench.cards[0], bench.cards[1], bench.cards[2]);
    let below = MoveItems { spot: Spot::Below(slab), ..bench.to(&[steel], "to_do") };
    assert_eq!(bench.act(below).unwrap(), "Move Steel within To do");
    assert_eq!(bench.in_order(), ["Crane", "Slab", "Steel"]);
    let top = MoveItems { spot: Spot::Top, ..bench.to(&[steel, slab], "to_do") };
    assert_eq!(bench.act(top).unwrap(), "Move 2 cards within To do");
    assert_eq!(bench.in_order(), ["Steel", "Slab", "Crane"]);
    assert_eq!(bench.columns(steel), ["to_do"], "a place in a column is no entry");
    let lane = vec![(work_item::at::owner, text("Bo")), (work_item::at::stream, text("Rail"))];
    bench.act(MoveItems { fields: lane, ..bench.to(&[crane], "to_do") }).unwrap();
    assert_eq!(
        (bench.world.portfolio().called_if(bench.item(crane).owner.map(|o| o.id)), &*bench.item(crane).stream),
        ("Bo".to_owned(), "Rail")
    );
    let title = MoveItems { fields: vec![(work_item::at::title, text("x"))], ..bench.to(&[crane], "to_do") };
    assert!(bench.act(title).unwrap_err().starts_with("A lane says owner"));
}

#[test]
fn a_deliverable_is_accepted_by_somebody_else_than_its_owner() {
    let mut bench = Bench::on(Phase::Closing);
    let steel = bench.cards[0];
    bench.world.change(steel, work_item::at::kind, text(WorkItemKind::Deliverable.name()));
    bench.world.change(steel, work_item::at::owner, text("Ada"));
    let nobody = bench.to(&[steel], "filed");
    assert_eq!(bench.act(nobody.clone()), Err("Say who accepts “Steel”: somebody else than its owner.".to_owned()));
    let owner = MoveItems { accepted_by: "ada".to_owned(), ..nobody.clone() };
    assert_eq!(bench.act(owner), Err("Ada owns “Steel” and cannot accept it. Somebody else does.".to_owned()));
    assert_eq!(bench.act(MoveItems { accepted_by: "Bo".to_owned(), ..nobody }).unwrap(), "Accept Steel");
    // Who accepted it does not come to own it either.
    let bo = bench.item(steel).accepted_by.unwrap().id;
    let change = Command::Change { record: steel, fields: vec![(work_item::at::owner, Value::Id(bo))] };
    let why = bench.world.dispatch(&change).err().unwrap().to_string();
    assert_eq!(why, "Accepted by cannot be the owner. Somebody else accepts the work.");
    // A task may be done without anybody who accepts it.
    let crane = bench.cards[1];
    assert_eq!(bench.act(bench.to(&[crane], "filed")).unwrap(), "Move Crane to Filed");
    assert_eq!(bench.item(crane).accepted_by, None);
}

#[test]
fn a_soft_limit_asks_for_a_reason_that_stands_in_the_entry_and_a_strict_one_refuses() {
    let mut bench = Bench::on(Phase::Initiation);
    let more = bench.add(Phase::Initiation, &["Roof"]);
    bench.act(bench.to(&bench.cards.clone(), "drafting")).unwrap();
    let silent = bench.to(&more, "drafting");
    assert_eq!(bench.act(silent.clone()), Err("Drafting would have 4 of 3. Say why.".to_owned()));
    let told = MoveItems { reason: " The rest waits for steel ".to_owned(), ..silent };
    bench.act(told).unwrap();
    assert_eq!(&*bench.item(more[0]).column_entries.last().unwrap().reason, "The rest waits for steel");
    let into = AddItems { column: Some("drafting".to_owned()), ..bench.adding(Phase::Initiation, &["Door"]) };
    assert_eq!(bench.act(into), Err("Drafting would have 5 of 3. Say why.".to_owned()));
    let mut strict = bench.columns_of(Phase::Initiation);
    strict.hard = true;
    assert_eq!(bench.act(strict).unwrap(), "Change the columns of Initiation of Apollo");
    let door = bench.add(Phase::Initiation, &["Door"]);
    let told = MoveItems { reason: "At once".to_owned(), ..bench.to(&door, "drafting") };
    let sentence = "Drafting would have 5 of 3. Limits are strict on this board.";
    assert_eq!(bench.act(told), Err(sentence.to_owned()));
}

#[test]
fn the_reason_for_another_persons_limit_stands_with_the_card_though_it_enters_no_column() {
    let mut bench = Bench::on(Phase::Initiation);
    let cards = bench.cards.clone();
    let mut board = bench.columns_of(Phase::Initiation);
    board.person_limit = Some(1);
    bench.act(board).unwrap();
    bench.act(bench.to(&cards[..2], "drafting")).unwrap();
    bench.world.change(cards[0], work_item::at::owner, text("Bo"));
    let bo = bench.item(cards[0]).owner.unwrap().id;
    let stays = MoveItems { fields: vec![(work_item::at::owner, Value::Id(bo))], ..bench.to(&cards[1..2], "drafting") };
    assert_eq!(bench.act(stays.clone()), Err("Bo would have 2 of 1. Say why.".to_owned()));
    bench.act(MoveItems { reason: "Ada is ill".to_owned(), ..stays }).unwrap();
    let item = bench.item(cards[1]);
    assert_eq!((item.owner.map(|owner| owner.id), &*item.column), (Some(bo), "drafting"));
    assert_eq!(&*item.column_entries.last().unwrap().reason, "Ada is ill");
}

#[test]
fn a_blocked_card_does_not_go_on_and_an_archived_one_not_at_all() {
    let mut bench = Bench::on(Phase::Execution);
    let steel = bench.cards[0];
    let block = |reason: &str, since| BlockItems { items: vec![steel], reason: reason.to_owned(), since };
    assert_eq!(bench.act(block(" ", None)), Err("Say why it cannot go on.".to_owned()));
    let tomorrow = bench.world.today().plus_days(1);
    assert!(bench.act(block("Strike", Some(tomorrow))).unwrap_err().contains("still to come"));
    bench.act(bench.to(&[steel], "doing")).unwrap();
    assert_eq!(bench.act(block("Strike", Some(day("2026-11-13")))).unwrap(), "Block Steel");
    assert_eq!(bench.world.portfolio().ids(IndexKey::Blocked), [steel]);
    let why = bench.act(bench.to(&[steel], "review")).unwrap_err();
    assert_eq!(why, "“Steel”: It is blocked. Unblock it first.");
    bench.act(bench.to(&[steel], "ready")).unwrap();
    assert_eq!(bench.act(UnblockItems { items: vec![steel] }).unwrap(), "Unblock Steel");
    assert_eq!((bench.item(steel).is_blocked(), bench.world.portfolio().count(IndexKey::Blocked)), (false, 0));
    assert_eq!(bench.act(UnblockItems { items: vec![steel] }), Err("“Steel”: It is not blocked.".to_owned()));
    let archive = |brings_back| ArchiveItems { items: vec![steel], brings_back };
    assert_eq!(bench.act(archive(false)).unwrap(), "Archive Steel");
    assert_eq!(bench.act(bench.to(&[steel], "doing")), Err("“Steel”: It is archived. Bring it back first.".to_owned()));
    assert_eq!(bench.act(archive(true)).unwrap(), "Bring back Steel");
}

#[test]
fn senseless_work_is_refused_with_a_sentence_in_every_way_it_is_entered() {
    let mut bench = Bench::on(Phase::Execution);
    let steel = bench.cards[0];
    for (fields, sentence) in [
        (vec![(work_item::at::estimate, Value::Number(-1.0))], "Estimate in hours cannot be less than 0."),
        (
            vec![
                (work_item::at::start, Value::Date(day("2026-12-02"))),
                (work_item::at::due, Value::Date(day("2026-12-01"))),
            ],
            "Due cannot be before the start.",
        ),
    ] {
        let change = Command::Change { record: steel, fields: fields.clone() };
        assert_eq!(bench.world.dispatch(&change).err().unwrap().to_string(), sentence);
        let create = [
            vec![(work_item::at::title, text("x")), (work_item::at::project, Value::Id(bench.apollo))],
            fields.clone(),
        ];
        let create = Command::Create { schema: WorkItem::SCHEMA, fields: create.concat() };
        assert_eq!(bench.world.dispatch(&create).err().unwrap().to_string(), sentence);
        let items = vec![NewItem { title: "x".to_owned(), fields }];
        assert_eq!(bench.act(AddItems { items, ..bench.adding(Phase::Execution, &[]) }), Err(sentence.to_owned()));
    }
    let (apollo, gemini) = (bench.apollo, bench.world.new_project("Gemini"));
    let elsewhere = Command::Change { record: steel, fields: vec![(work_item::at::project, Value::Id(gemini))] };
    assert!(bench.world.dispatch(&elsewhere).err().unwrap().to_string().contains("Move to"));
    bench.world.delete(apollo);
    let sentence = "The project “Apollo” was deleted. Restore it first.";
    assert_eq!(bench.act(bench.adding(Phase::Execution, &["x"])), Err(sentence.to_owned()));
    assert_eq!(
        bench.act(TakeDeliverables { project: apollo, phases: vec![], left_out: vec![] }),
        Err(sentence.to_owned())
    );
    assert_eq!(bench.act(bench.to(&[steel], "accepted")), Err(sentence.to_owned()));
}

#[test]
fn work_that_is_made_by_its_fields_alone_begins_on_the_board_of_its_project() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    world.go(apollo);
    world.go(apollo);
    let fields = vec![(work_item::at::title, text("Steel")), (work_item::at::project, Value::Id(apollo))];
    let steel = world.create(WorkItem::SCHEMA, fields);
    let item: &WorkItem = world.portfolio().get(steel).unwrap();
    assert_eq!((item.phase, &*item.column), (Phase::Planning, "to_do"));
    // A column that was not entered by a move was entered when the item was made; the move keeps that.
    let to = MoveItems { items: vec![steel], column: Some("drafting".to_owned()), ..MoveItems::default() };
    world.dispatch(&Command::act(to)).unwrap();
    let item: &WorkItem = world.portfolio().get(steel).unwrap();
    let columns: Vec<&str> = item.column_entries.iter().map(|entry| &*entry.column).collect();
    assert_eq!(columns, ["to_do", "drafting"]);
    assert_eq!(item.column_entries[0].at, item.meta.stamp.moment());
}

#[test]
fn many_lines_become_many_cards_in_one_step_and_too_many_none() {
    let mut bench = Bench::on(Phase::Execution);
    let lines: Vec<String> = (0..MOST_AT_ONCE).map(|number| format!("Task {number}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(bench.act(bench.adding(Phase::Execution, &lines)).unwrap(), "Add 5000 cards to Apollo");
    assert_eq!(bench.in_order().len(), MOST_AT_ONCE + 3);
    assert_eq!(bench.in_order()[3..6], ["Task 0", "Task 1", "Task 2"]);
    bench.world.undo().unwrap();
    assert_eq!(bench.in_order().len(), 3);
    let more = [lines, vec!["one more"]].concat();
    let why = bench.act(bench.adding(Phase::Execution, &more)).unwrap_err();
    assert_eq!(why, "Add at most 5000 cards at once; these are 5001.");
    assert_eq!(bench.act(bench.adding(Phase::Execution, &[" ", ""])), Err("Give the card a title.".to_owned()));
    let long = "x".repeat(3_000);
    let why = bench.act(bench.adding(Phase::Execution, &["a", &long])).unwrap_err();
    assert!(why.starts_with("Title of card 2 is longer"), "{why}");
}

#[test]
fn work_goes_to_another_phase_and_project_with_its_history() {
    let mut bench = Bench::on(Phase::Initiation);
    let gemini = bench.world.new_project("Gemini");
    let (steel, crane) = (bench.cards[0], bench.cards[1]);
    bench.act(bench.to(&[steel], "drafting")).unwrap();
    let on = MoveItems { items: vec![steel, crane], phase: Some(Phase::Planning), ..MoveItems::default() };
    assert_eq!(bench.act(on).unwrap(), "Move 2 cards to Planning, To do");
    assert_eq!(bench.columns(steel), ["to_do", "drafting", "to_do"]);
    let away = MoveItems {
        items: vec![steel],
        project: Some(gemini),
        column: Some("checked".to_owned()),
        ..MoveItems::default()
    };
    assert_eq!(bench.act(away).unwrap(), "Move Steel to Gemini");
    assert_eq!(bench.world.portfolio().ids(IndexKey::items(gemini)), [steel]);
    assert_eq!(
        (bench.item(steel).phase, bench.columns(steel)),
        (Phase::Planning, vec!["to_do", "drafting", "to_do", "checked"])
    );
}

#[test]
fn columns_are_renamed_added_and_removed_and_no_card_is_lost() {
    let mut bench = Bench::on(Phase::Initiation);
    let steel = bench.cards[0];
    bench.act(bench.to(&[steel], "drafting")).unwrap();
    let mut changed = bench.columns_of(Phase::Initiation);
    changed.columns[1].name = "Writing".to_owned();
    changed.columns.insert(2, WishedColumn { name: "Drafting".to_owned(), limit: Some(2), ..WishedColumn::default() });
    bench.act(changed).unwrap();
    let board = work::board(bench.world.portfolio(), bench.apollo, Phase::Initiation);
    let keys: Vec<&str> = board.columns.iter().map(|column| &*column.key).collect();
    assert_eq!(keys, ["to_do", "drafting", "drafting_2", "in_review", "agreed"], "a renamed column keeps its key");
    assert_eq!((board.name(&bench.item(steel).column), board.limit(2)), ("Writing", Some(2)));
    assert_eq!(bench.columns(steel), ["to_do", "drafting"], "a new name is no move");
    let mut removed = bench.columns_of(Phase::Initiation);
    removed.columns.remove(1);
    assert_eq!(bench.act(removed.clone()), Err("Say where the 1 card of “Writing” goes.".to_owned()));
    removed.moved = vec![("drafting".to_owned(), "agreed".to_owned())];
    let why = bench.act(removed.clone()).unwrap_err();
    assert_eq!(why, "Cards of “Writing” would count as done. Move them on the board first.");
    removed.moved = vec![("drafting".to_owned(), "drafting_2".to_owned())];
    bench.act(removed).unwrap();
    assert_eq!(bench.columns(steel), ["to_do", "drafting", "drafting_2"]);
    for (break_it, sentence) in [
        (
            (|all| all.columns[1].limit = Some(0)) as fn(&mut ChangeColumns),
            "The limit of “Drafting” is 1 to 9,999, or nothing where there is no limit.",
        ),
        (
            |all| all.person_limit = Some(-3),
            "The limit of each person is 1 to 9,999, or nothing where there is no limit.",
        ),
        (|all| all.columns[1].name = " ".to_owned(), "Give each column a name."),
        (
            |all| all.columns[1].name = "to do".to_owned(),
            "Two columns are called “to do”. Give each a name of its own.",
        ),
        (
            |all| all.columns.truncate(1),
            "A board has two columns at least: one in which work begins, one in which it is done.",
        ),
        (|all| all.columns.swap(1, 3), "Cards of “Drafting” would count as done. Move them on the board first."),
        (|_| {}, "Nothing has changed."),
    ] {
        let mut wrong = bench.columns_of(Phase::Initiation);
        break_it(&mut wrong);
        assert_eq!(bench.act(wrong), Err(sentence.to_owned()));
    }
    assert_eq!(bench.world.portfolio().ids(IndexKey::boards(bench.apollo)).len(), 1, "one record for each board");
    assert!(bench.world.portfolio().all::<PhaseBoard>().all(|board| board.columns.len() == 4));
}

#[test]
fn the_deliverables_of_a_size_are_taken_in_one_step_and_those_left_out_are_waived() {
    let mut bench = Bench::on(Phase::Initiation);
    let apollo = bench.apollo;
    bench.world.change(apollo, project::at::sponsor, text("Sam"));
    let take =
        TakeDeliverables { project: apollo, phases: vec![Phase::Initiation], left_out: vec![waiving("g1.lessons")] };
    assert_eq!(bench.act(take.clone()).unwrap(), "Take 8 deliverables into work: Apollo");
    let titles: Vec<String> = bench
        .world
        .portfolio()
        .all::<WorkItem>()
        .filter(|item| !item.deliverable.is_empty())
        .map(|item| {
            format!(
                "{} {} {} {}",
                &*item.deliverable,
                &*item.column,
                item.kind.name(),
                bench.world.portfolio().called_if(item.owner.map(|o| o.id))
            )
        })
        .collect();
    assert_eq!(titles[1], "g1.charter to_do deliverable Ada");
    assert_eq!(titles[2], "g1.case to_do deliverable Sam");
    let waived: Vec<&Waiver> = bench.world.portfolio().all::<Waiver>().collect();
    assert_eq!(
        (&*waived[0].requirement, waived[0].from, waived.len()),
        ("Lessons of earlier projects checked", Some(bench.world.today()), 1)
    );
    assert_eq!(bench.act(take.clone()), Err("Nothing has changed.".to_owned()), "none is taken twice");
    assert_eq!(
        bench.act(TakeDeliverables { phases: vec![], ..take }).unwrap(),
        "Take 29 deliverables into work: Apollo"
    );
    for (break_it, sentence) in [
        ((|own| own.reason.clear()) as fn(&mut Waiving), "Say why “Project charter” may be left out."),
        (|own| own.approver.clear(), "Say who permits that “Project charter” is left out."),
        (|own| own.until = None, "Say until when “Project charter” may be left out."),
        (|own| own.until = Some(day("2026-11-21")), "A waiver ends today or later."),
        (|own| own.deliverable = "g9.x".to_owned(), "A project of this size owes no such deliverable: g9.x."),
        (|own| own.deliverable = "g1.lessons".to_owned(), "“Lessons of earlier projects checked” is waived already."),
    ] {
        let mut own = waiving("g1.charter");
        break_it(&mut own);
        assert_eq!(bench.act(WaiveDeliverable { project: apollo, waiving: own }), Err(sentence.to_owned()));
    }
}

#[test]
fn what_is_accepted_is_not_waived_and_a_waiver_ends_with_the_acceptance() {
    let mut bench = Bench::on(Phase::Initiation);
    let apollo = bench.apollo;
    bench.act(TakeDeliverables { project: apollo, phases: vec![Phase::Initiation], left_out: vec![] }).unwrap();
    let charter =
        bench.world.portfolio().all::<WorkItem>().find(|item| &*item.deliverable == "g1.charter").unwrap().meta.id;
    assert_eq!(
        bench.act(WaiveDeliverable { project: apollo, waiving: waiving("g1.charter") }).unwrap(),
        "Waive Project charter of Apollo"
    );
    let accept = MoveItems { accepted_by: "Bo".to_owned(), ..bench.to(&[charter], "agreed") };
    bench.act(accept).unwrap();
    let waiver = |bench: &Bench| bench.world.portfolio().all::<Waiver>().next().unwrap().clone();
    assert_eq!(waiver(&bench).ended_on, Some(bench.world.today()));
    assert!(!waiver(&bench).is_in_force(bench.world.today()));
    let why = bench.act(WaiveDeliverable { project: apollo, waiving: waiving("g1.charter") }).unwrap_err();
    assert_eq!(why, "“Project charter” is accepted and needs no waiver.");
    bench.world.undo().unwrap();
    assert!(waiver(&bench).is_in_force(bench.world.today()), "undo brings the waiver back with the rest");
    let id = waiver(&bench).meta.id;
    let early = Command::Change { record: id, fields: vec![(waiver::at::to, Value::Date(day("2026-01-01")))] };
    let why = bench.world.dispatch(&early).err().unwrap().to_string();
    assert_eq!(why, "Until cannot be before the day from which the waiver holds.");
}

#[test]
fn the_work_of_another_project_is_copied_with_its_dates_moved_and_without_its_past() {
    let mut bench = Bench::on(Phase::Planning);
    let (apollo, gemini) = (bench.apollo, bench.world.new_project("Gemini"));
    let steel = bench.cards[0];
    for (field, value) in [
        (work_item::at::start, Value::Date(day("2026-03-02"))),
        (work_item::at::due, Value::Date(day("2026-03-09"))),
        (work_item::at::owner, text("Bo")),
    ] {
        bench.world.change(steel, field, value);
    }
    bench.world.change(bench.cards[1], work_item::at::due, Value::Date(day("2026-03-20")));
    bench.act(MoveItems { accepted_by: "Cy".to_owned(), ..bench.to(&[steel], "approved") }).unwrap();
    bench.act(ArchiveItems { items: vec![bench.cards[2]], brings_back: false }).unwrap();
    let copy = CopyWork { from: apollo, to: gemini, first_day: Some(day("2027-01-04")), with_owners: true };
    assert_eq!(bench.act(copy.clone()).unwrap(), "Copy 2 cards from Apollo to Gemini");
    let made: Vec<&WorkItem> = bench.world.portfolio().related(work_item::at::project, gemini).collect();
    let made = |title: &str| *made.iter().find(|item| &*item.title == title).unwrap();
    let (copied, crane) = (made("Steel"), made("Crane"));
    assert_eq!((copied.start, copied.due), (Some(day("2027-01-04")), Some(day("2027-01-11"))));
    assert_eq!(crane.due, Some(day("2027-01-22")));
    assert_eq!((&*copied.column, copied.accepted_by, copied.column_entries.len()), ("to_do", None, 1));
    assert!(copied.owner.is_some());
    let itself = CopyWork { to: apollo, ..copy.clone() };
    assert_eq!(bench.act(itself), Err("Choose another project: this one has its work already.".to_owned()));
    let empty = bench.world.new_project("Zeus");
    assert_eq!(bench.act(CopyWork { from: empty, ..copy }), Err("“Zeus” has no work that could be copied.".to_owned()));
}
