//! What counts as accepted: by somebody else than its owner, where accepted work stands, and not waived at once. Two tabs, an undo, a
//! backup and a merge may bring the parts of it together; none of them makes an acceptance.

use crate::support::bench::{Bench, text, waiving};
use crate::support::peers::carry;
use crate::support::{World, day};
use pocket_pmo::domain::gates::standing::Standing;
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::{FieldKey, RecordType};
use pocket_pmo::domain::records::project::{self, Phase, SizeClass};
use pocket_pmo::domain::records::work_item::{ColumnEntry, WorkItemKind};
use pocket_pmo::domain::records::{Person, Waiver, WorkItem, person, waiver, work_item};
use pocket_pmo::domain::value::Value;
use pocket_pmo::domain::work::columns::PHASES;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::decide::{ArchiveItems, MoveItems, TakeDeliverables, WaiveDeliverable, records_of};
use pocket_pmo::engine::deliverables::progress;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::progress::accepted as on_card;
use pocket_pmo::engine::transaction::Transaction;
use std::sync::Arc;

/// What one tab did, as another hears of it.
fn heard(to: &mut World, from: &World, made: &Transaction) {
    let made = carry(made, &from.portfolio().writers, to.workspace.writers_mut());
    to.workspace.receive(made);
}

/// A project in initiation with its deliverables in work, on a bench.
fn owing() -> Bench {
    let mut bench = Bench::on(Phase::Initiation);
    let apollo = bench.apollo;
    bench.world.go(apollo);
    bench.act(TakeDeliverables { project: apollo, phases: vec![Phase::Initiation], left_out: vec![] }).unwrap();
    bench
}

fn item(world: &World, deliverable: &str) -> Id {
    let mut all = world.portfolio().every().filter_map(|record| record.typed::<WorkItem>());
    all.find(|item| &*item.deliverable == deliverable).unwrap().meta.id
}

fn accepting(items: &[Id], by: &str) -> Command {
    let to = MoveItems { items: items.to_vec(), column: Some("agreed".to_owned()), ..MoveItems::default() };
    Command::act(MoveItems { accepted_by: by.to_owned(), ..to })
}

fn sentences(world: &World) -> Vec<String> {
    check_invariants(world.portfolio()).into_iter().map(|violation| violation.sentence).collect()
}

fn standing(world: &World, project: Id, deliverable: &str) -> Standing {
    let all = records_of(world.portfolio(), world.project(project), Gate::G1, world.today());
    all.into_iter().find(|owed| owed.deliverable.id == deliverable).unwrap().standing
}

#[test]
fn an_undo_beside_another_tab_does_not_make_an_owner_accept_their_own_work() {
    let mut bench = owing();
    let charter = item(&bench.world, "g1.charter");
    let mut other = bench.world.reloaded();
    let given = bench.world.change(charter, work_item::at::owner, text("Bo"));
    heard(&mut other, &bench.world, &given.transaction);
    let accepted = other.dispatch(&accepting(&[charter], "Ada")).unwrap();
    heard(&mut bench.world, &other, &accepted.transaction);
    assert_eq!(standing(&bench.world, bench.apollo, "g1.charter"), Standing::Accepted);
    let why = bench.world.undo().err().unwrap().to_string();
    assert_eq!(
        why,
        "“Change owner of Project charter” cannot be undone or redone. “Project charter”: Accepted by cannot be the \
         owner. Somebody else accepts the work."
    );
    assert_eq!(sentences(&bench.world), Vec::<String>::new());
    assert_eq!(standing(&bench.world, bench.apollo, "g1.charter"), Standing::Accepted);
}

#[test]
fn an_undo_leaves_a_fault_that_was_there_before() {
    let mut bench = Bench::on(Phase::Planning);
    let mut stored = bench.item(bench.cards[0]).clone();
    (stored.meta.id, stored.start, stored.due) =
        (bench.world.fresh_id(), Some(day("2026-03-02")), Some(day("2026-03-01")));
    let id = stored.meta.id;
    bench.world.newer(vec![pocket_pmo::engine::transaction::Edit::Create(Arc::new(stored))]);
    assert_eq!(sentences(&bench.world), ["“Steel”: Due cannot be before the start."]);
    bench.world.change(id, work_item::at::title, text("Steel, old"));
    bench.world.undo().unwrap();
    // It moves, too: whoever moves it cannot help it.
    bench.world.dispatch(&Command::act(bench.to(&[id], "drafting"))).unwrap();
    bench.world.delete(id);
    bench.world.restore(id);
}

#[test]
fn what_is_accepted_in_one_tab_and_moved_back_in_another_counts_nowhere() {
    let mut bench = owing();
    let charter = item(&bench.world, "g1.charter");
    bench.world.dispatch(&accepting(&[charter], "Bo")).unwrap();
    let mut other = bench.world.reloaded();
    // Here it goes back and is accepted by Cy; there it goes back and stays.
    let back = MoveItems { items: vec![charter], column: Some("in_review".to_owned()), ..MoveItems::default() };
    bench.world.dispatch(&Command::act(back.clone())).unwrap();
    bench.world.dispatch(&accepting(&[charter], "Cy")).unwrap();
    other.now = bench.world.now + 60_000;
    let moved = other.dispatch(&Command::act(back)).unwrap();
    heard(&mut bench.world, &other, &moved.transaction);
    // What one of them decides wins; however it is put together, nothing counts that does not stand where accepted work stands.
    let mut torn = bench.item(charter).clone();
    let di =
        bench.world.create(Person::SCHEMA, vec![(person::at::name, text("Di")), (person::at::initials, text("DI"))]);
    torn.accepted_by = Some(Ref::new(di));
    torn.column = "in_review".into();
    torn.meta.id = bench.world.fresh_id();
    torn.title = "Torn".into();
    torn.deliverable = "g1.case".into();
    torn.accepted_on = Some(bench.world.today());
    bench.world.newer(vec![pocket_pmo::engine::transaction::Edit::Create(Arc::new(torn))]);
    assert_eq!(standing(&bench.world, bench.apollo, "g1.case"), Standing::Open);
    let (portfolio, project) = (bench.world.portfolio(), bench.world.project(bench.apollo));
    let gate = progress(portfolio, project, bench.world.today()).unwrap();
    assert_eq!(on_card(portfolio, project), Some((gate.0, gate.2)), "the card says the same");
    let said = "“Torn” says who accepted it, and does not stand where accepted work stands.";
    assert!(sentences(&bench.world).contains(&said.to_owned()));
}

#[test]
fn the_invariants_of_work_are_reported_in_words() {
    let mut bench = owing();
    let charter = item(&bench.world, "g1.charter");
    let ada = bench.item(charter).owner.unwrap();
    bench.act(WaiveDeliverable { project: bench.apollo, waiving: waiving("g1.charter") }).unwrap();
    let at = |at: i64| ColumnEntry {
        column: "agreed".into(),
        at: pocket_pmo::domain::date::Moment(at),
        ..ColumnEntry::default()
    };
    let today = bench.world.today();
    let somebody = Some(Ref::new(
        bench.world.create(Person::SCHEMA, vec![(person::at::name, text("Bo")), (person::at::initials, text("BO"))]),
    ));
    let on_it = |change: &dyn Fn(&mut WorkItem)| {
        let mut broken = bench.item(charter).clone();
        broken.title = "Broken".into();
        change(&mut broken);
        broken
    };
    let cases: Vec<(WorkItem, &str)> = vec![
        (
            on_it(&|item| {
                (item.accepted_by, item.accepted_on, item.column) = (Some(ada), Some(today), "agreed".into())
            }),
            "“Broken”: Accepted by cannot be the owner. Somebody else accepts the work.",
        ),
        (
            on_it(&|item| (item.accepted_by, item.column) = (somebody, "drafting".into())),
            "“Broken” says who accepted it, and does not stand where accepted work stands.",
        ),
        (
            on_it(&|item| (item.accepted_by, item.accepted_on) = (None, Some(today))),
            "“Broken” says on which day it was accepted, and not by whom.",
        ),
        (
            on_it(&|item| (item.accepted_by, item.accepted_on, item.column) = (somebody, Some(today), "agreed".into())),
            "“Broken” is accepted and waived at once.",
        ),
        (
            on_it(&|item| (item.accepted_by, item.column_entries) = (None, vec![at(5_000), at(4_000)])),
            "“Broken” entered a column before the one in which it stood.",
        ),
        (
            on_it(&|item| (item.accepted_by, item.start, item.due) = (None, Some(today), Some(today.plus_days(-1)))),
            "“Broken”: Due cannot be before the start.",
        ),
        (
            on_it(&|item| (item.accepted_by, item.estimate) = (None, Some(-1.0))),
            "“Broken”: Estimate in hours cannot be less than 0.",
        ),
    ];
    for (broken, sentence) in cases {
        let mut world = bench.world.reloaded();
        let mut broken = broken;
        broken.meta.id = world.fresh_id();
        world.newer(vec![pocket_pmo::engine::transaction::Edit::Create(Arc::new(broken))]);
        assert_eq!(sentences(&world), [sentence]);
    }
}

#[test]
fn waived_and_accepted_are_never_both_whoever_undoes_or_brings_back_what() {
    let mut bench = owing();
    let (apollo, charter) = (bench.apollo, item(&bench.world, "g1.charter"));
    bench.world.dispatch(&accepting(&[charter], "Bo")).unwrap();
    let mut other = bench.world.reloaded();
    let gone = bench.world.delete(charter);
    heard(&mut other, &bench.world, &gone.transaction);
    let waived =
        other.dispatch(&Command::act(WaiveDeliverable { project: apollo, waiving: waiving("g1.charter") })).unwrap();
    heard(&mut bench.world, &other, &waived.transaction);
    let why = bench.world.undo().err().unwrap().to_string();
    assert_eq!(
        why,
        "“Delete Project charter” cannot be undone or redone: “Project charter” would be accepted and waived at once. \
         Change it by hand instead."
    );
    assert_eq!(standing(&bench.world, apollo, "g1.charter"), Standing::Waived);
    // By hand it comes back, and what it was waived by ends as if it were accepted now.
    let waiver_of = |world: &World| world.portfolio().all::<Waiver>().next().unwrap().clone();
    for command in [
        Command::Restore { records: vec![charter] },
        Command::TakeBack { record: charter, fields: vec![(work_item::at::title, text("Charter"))] },
    ] {
        bench.world.dispatch(&command).unwrap();
        assert_eq!(standing(&bench.world, apollo, "g1.charter"), Standing::Accepted);
        assert_eq!(waiver_of(&bench.world).ended_on, Some(bench.world.today()));
        assert_eq!(sentences(&bench.world), Vec::<String>::new());
        bench.world.undo().unwrap();
        assert_eq!(waiver_of(&bench.world).ended_on, None);
    }
    // A waiver does not come back over what was accepted meanwhile, nor is one prolonged.
    let id = waiver_of(&bench.world).meta.id;
    bench.world.delete(id);
    bench.world.restore(charter);
    for command in [Command::Restore { records: vec![id] }, Command::TakeBack { record: id, fields: vec![] }] {
        let why = bench.world.dispatch(&command).err().unwrap().to_string();
        assert_eq!(why, "“Project charter” is accepted and needs no waiver.");
    }
    let fields = vec![
        (waiver::at::requirement, text("Project charter")),
        (waiver::at::project, Value::Id(apollo)),
        (waiver::at::deliverable, text("g1.charter")),
        (waiver::at::reason, text("x")),
        (waiver::at::approver, text("Grace")),
        (waiver::at::from, Value::Date(bench.world.today())),
    ];
    let by_hand = Command::Create { schema: Waiver::SCHEMA, fields };
    let why = bench.world.dispatch(&by_hand).err().unwrap().to_string();
    assert_eq!(why, "“Project charter” is accepted and needs no waiver.");
}

#[test]
fn who_accepted_it_in_one_project_did_not_accept_it_in_another() {
    let mut bench = Bench::on(Phase::Initiation);
    let (steel, gemini) = (bench.cards[0], bench.world.new_project("Gemini"));
    bench.act(MoveItems { accepted_by: "Bo".to_owned(), ..bench.to(&[steel], "agreed") }).unwrap();
    bench.act(MoveItems { project: Some(gemini), ..bench.to(&[steel], "agreed") }).unwrap();
    let item = bench.item(steel);
    assert_eq!((&*item.column, item.accepted_by, item.accepted_on), ("agreed", None, None));
    bench.world.change(steel, work_item::at::kind, text(WorkItemKind::Deliverable.name()));
    let back = MoveItems { project: Some(bench.apollo), ..bench.to(&[steel], "agreed") };
    assert_eq!(bench.act(back), Err("Say who accepts “Steel”: somebody else than its owner.".to_owned()));
}

#[test]
fn the_card_of_a_project_counts_what_the_gate_counts() {
    const LAST: [&str; 4] = ["agreed", "approved", "accepted", "filed"];
    for phase in PHASES {
        let mut world = World::new();
        let apollo = world.new_project("Apollo");
        world.change(apollo, project::at::size_class, text("l"));
        while world.project(apollo).phase < phase {
            world.go(apollo);
        }
        let take = TakeDeliverables { project: apollo, phases: vec![], left_out: vec![] };
        world.dispatch(&Command::act(take)).unwrap();
        let all: Vec<(Id, Phase)> =
            world.portfolio().all::<WorkItem>().map(|item| (item.meta.id, item.phase)).collect();
        // The work of a large project is accepted bit by bit, of which a smaller one owes less.
        for (turn, (id, of)) in all.iter().enumerate() {
            let column = PHASES.iter().position(|known| known == of).map(|at| LAST[at].to_owned());
            let to = MoveItems { items: vec![*id], column, accepted_by: "Bo".to_owned(), ..MoveItems::default() };
            world.dispatch(&Command::act(to)).unwrap();
            for size in SizeClass::ALL.iter().copied().filter(|_| turn % 3 == 0) {
                let mut other = world.reloaded();
                if size != SizeClass::Large {
                    other.change(apollo, project::at::size_class, text(size.name()));
                }
                let same = |world: &World, what: &str| {
                    let (portfolio, project) = (world.portfolio(), world.project(apollo));
                    let gate = progress(portfolio, project, world.today()).map(|gate| (gate.0, gate.2));
                    assert_eq!(on_card(portfolio, project), gate, "{size:?} {phase:?} {turn} {what}");
                };
                same(&other, "as it is");
                let away = ArchiveItems { items: vec![all[all.len() - 1].0, all[0].0], brings_back: false };
                other.dispatch(&Command::act(away)).unwrap();
                same(&other, "with two put away");
                if phase != Phase::Closing {
                    let mut stop = other.proposal(apollo, Outcome::Stop);
                    stop.review.answers.iter_mut().for_each(|answer| answer.note = "Seen".into());
                    other.propose(stop).unwrap();
                    same(&other, "stopped");
                }
            }
        }
    }
}

#[test]
fn a_change_of_many_names_the_one_that_hinders_it() {
    let mut bench = Bench::on(Phase::Initiation);
    let (steel, crane) = (bench.cards[0], bench.cards[1]);
    bench.act(MoveItems { accepted_by: "Bo".to_owned(), ..bench.to(&[crane], "agreed") }).unwrap();
    let bo = bench.item(crane).accepted_by.unwrap().id;
    let owner = |id| (id, vec![(FieldKey::Known(work_item::at::owner), Value::Id(bo))]);
    let import =
        Import { label: "Change owner".to_owned(), changes: vec![owner(steel), owner(crane)], ..Import::default() };
    let why = bench.world.dispatch(&Command::Import(Box::new(import))).err().unwrap().to_string();
    assert_eq!(why, "“Crane”: Accepted by cannot be the owner. Somebody else accepts the work.");
    let lane = MoveItems { fields: vec![(work_item::at::owner, Value::Id(bo))], ..bench.to(&[crane], "agreed") };
    assert_eq!(
        bench.act(lane),
        Err("“Crane”: Accepted by cannot be the owner. Somebody else accepts the work.".to_owned())
    );
    let names = [steel, crane].map(|id| (id, work_item::at::owner, "Bo".to_owned())).into();
    let import = Import { names, ..Import::default() };
    let why = bench.world.dispatch(&Command::Import(Box::new(import))).err().unwrap().to_string();
    assert_eq!(why, "“Crane”: Accepted by cannot be the owner. Somebody else accepts the work.");
}

#[test]
fn two_people_of_whom_one_accepted_what_the_other_owns_are_merged_once_that_is_settled() {
    let mut bench = Bench::on(Phase::Initiation);
    let (steel, crane) = (bench.cards[0], bench.cards[1]);
    for card in [steel, crane] {
        bench.world.change(card, work_item::at::owner, text("Ada"));
        bench.act(MoveItems { accepted_by: "Ada L.".to_owned(), ..bench.to(&[card], "agreed") }).unwrap();
    }
    let (ada, twice) = (bench.item(steel).owner.unwrap().id, bench.item(steel).accepted_by.unwrap().id);
    let merge = Command::Merge { from: twice, into: ada };
    let why = bench.world.dispatch(&merge).err().unwrap().to_string();
    assert_eq!(
        why,
        "Of Ada L. and Ada one owns what the other accepted: “Steel”, “Crane”. Give it another owner, or move it back and \
         let somebody else accept it; then merge them."
    );
    bench.world.change(steel, work_item::at::owner, text("Bo"));
    // What is deleted hinders nobody, and comes back as it was.
    bench.world.delete(crane);
    bench.world.dispatch(&merge).unwrap();
    assert_eq!(bench.item(steel).accepted_by.unwrap().id, ada);
    bench.world.restore(crane);
    assert_eq!(bench.item(crane).accepted_by.unwrap().id, twice);
    assert_eq!(sentences(&bench.world), Vec::<String>::new());
}
