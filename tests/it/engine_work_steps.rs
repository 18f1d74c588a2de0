//! Work inside a project under any sequence of steps: nothing of its way over a board is lost, and each step is taken back.

use crate::support::bench::{Bench, text, waiving};
use crate::support::{cases, living, living_differences};
use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::flow::arrivals::{arrivals, reached};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{FieldKey, RecordType};
use pocket_pmo::domain::records::phase_board::PhaseColumn;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::work_item::ClassOfService;
use pocket_pmo::domain::records::{Person, Waiver, WorkItem, work_item};
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::decide::{
    AddItems, ArchiveItems, BlockItems, CopyWork, MoveItems, OverLimit, Spot, TakeDeliverables, UnblockItems,
    WaiveDeliverable, WishedColumn,
};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::work;
use proptest::prelude::*;
use std::sync::Arc;

/// One step on the bench, from numbers.
fn step(bench: &mut Bench, what: u8, card: usize, to: u8) -> Result<String, String> {
    let ids: Vec<Id> = bench.world.portfolio().ids(IndexKey::items(bench.apollo));
    let card = ids[card % ids.len()];
    let columns = work::board(bench.world.portfolio(), bench.apollo, bench.item(card).phase).columns;
    let column = columns[usize::from(to) % columns.len()].key.to_string();
    let reason = if to >= 128 { "So it is".to_owned() } else { String::new() };
    let apollo = bench.apollo;
    match what {
        0..=5 => {
            let spot = [Spot::Any, Spot::Top, Spot::Below(ids[usize::from(to) % ids.len()])][usize::from(to / 8) % 3];
            let accepted_by = if to.is_multiple_of(3) { "Bo".to_owned() } else { String::new() };
            bench.act(MoveItems {
                items: vec![card],
                column: Some(column),
                spot,
                accepted_by,
                reason,
                ..MoveItems::default()
            })
        }
        6 => bench.act(AddItems { column: Some(column), reason, ..bench.adding(Phase::Planning, &["More"]) }),
        7 => bench.act(BlockItems { items: vec![card], reason: "Strike".to_owned(), since: None }),
        8 => bench.act(UnblockItems { items: vec![card] }),
        9 => bench.act(TakeDeliverables {
            project: apollo,
            phases: vec![Phase::Planning],
            left_out: vec![waiving("g2.scope")],
        }),
        10 => bench.act(WaiveDeliverable {
            project: apollo,
            waiving: waiving(["g2.budget", "g2.scope", "g2.risks"][usize::from(to) % 3]),
        }),
        11 => bench.act(ArchiveItems { items: vec![card], brings_back: to.is_multiple_of(2) }),
        12 => {
            let mut changed = bench.columns_of(Phase::Planning);
            match to % 4 {
                0 => changed.columns[1].name = format!("Name {to}"),
                1 => changed.columns.insert(1, WishedColumn { name: format!("New {to}"), ..WishedColumn::default() }),
                2 if changed.columns.len() > 3 => {
                    let gone = changed.columns.remove(1);
                    changed.moved = vec![(gone.key, changed.columns[1].key.clone())];
                }
                _ => changed.hard = !changed.hard,
            }
            bench.carry_out(over(Command::act(changed), &reason))
        }
        13 => bench.act(CopyWork { from: apollo, to: apollo, first_day: None, with_owners: false }),
        14 => {
            let owner = ["Ada", "Bo"][usize::from(to) % 2];
            let fields = vec![match to % 3 {
                0 => (work_item::at::owner, text(owner)),
                1 => (work_item::at::stream, text(["Rail", "rail ", "Road"][usize::from(to / 3) % 3])),
                _ => (work_item::at::class_of_service, text(["expedite", "standard"][usize::from(to / 3) % 2])),
            }];
            bench.carry_out(over(Command::Change { record: card, fields }, &reason))
        }
        15 => {
            let owner = ["Ada", "Bo", "Cy"][usize::from(to) % 3];
            let import = Import {
                label: "Change many".to_owned(),
                names: ids.iter().take(2).map(|id| (*id, work_item::at::owner, owner.to_owned())).collect(),
                changes: vec![(card, vec![(FieldKey::Known(work_item::at::column), text(&column))])],
                because: reason,
                ..Import::default()
            };
            bench.carry_out(Command::Import(Box::new(import)))
        }
        16 => {
            let mut made = bench.item(card).clone();
            (made.meta.id, made.column, made.column_entries) =
                (bench.world.fresh_id(), column.as_str().into(), Vec::new());
            (made.accepted_by, made.accepted_on, made.archived_on) = (None, None, None);
            let import = Import {
                label: "Import".to_owned(),
                creates: vec![Arc::new(made)],
                because: reason,
                ..Import::default()
            };
            bench.carry_out(Command::Import(Box::new(import)))
        }
        17 => bench.carry_out(Command::Delete { records: vec![card] }),
        18 => {
            let gone = bench.world.portfolio().ids(IndexKey::Deleted(WorkItem::SCHEMA.kind));
            let Some(gone) = gone.first().copied() else { return Err("nothing is deleted".to_owned()) };
            bench.carry_out(over(Command::Restore { records: vec![gone] }, &reason))
        }
        _ => {
            let mut limits = bench.columns_of(Phase::Planning);
            (limits.person_limit, limits.lane_limit) = (Some(1 + i64::from(to % 2)), Some(2));
            bench.act(limits)
        }
    }
}

fn over(command: Command, reason: &str) -> Command {
    if reason.is_empty() { command } else { Command::act(OverLimit { command, reason: reason.to_owned() }) }
}

/// What has a limit, with how many cards there are and may be: columns by their keys, people, expedite.
fn counts(bench: &Bench) -> Vec<(String, usize, usize)> {
    let board = work::board(bench.world.portfolio(), bench.apollo, Phase::Planning);
    let on_board = bench.world.portfolio().all::<WorkItem>().filter(|item| item.phase == Phase::Planning);
    let all: Vec<&WorkItem> = on_board.filter(|item| !item.is_archived()).collect();
    let count = |counts: &dyn Fn(&WorkItem) -> bool| all.iter().filter(|item| counts(item)).count();
    let none = usize::MAX;
    let is_moving = |item: &WorkItem| board.is_in_progress(board.place(&item.column));
    let column = |(place, column): (usize, &PhaseColumn)| {
        let here = count(&|item| board.place(&item.column) == place);
        (column.key.to_string(), here, board.limit(place).unwrap_or(none))
    };
    let mut counted: Vec<(String, usize, usize)> = board.columns.iter().enumerate().map(column).collect();
    for person in bench.world.portfolio().all::<Person>() {
        let its = count(&|item| is_moving(item) && item.owner.is_some_and(|owner| owner.id == person.meta.id));
        counted.push((person.name.to_string(), its, board.person_limit.unwrap_or(none)));
    }
    counted.push((
        "expedite".to_owned(),
        count(&|item| is_moving(item) && item.class_of_service == ClassOfService::Expedite),
        1,
    ));
    counted
}

proptest! {
    #![proptest_config(cases(48))]

    /// No steps lose the time of an entry, make a curve fall, break a limit without a word, or leave something both waived and accepted;
    /// and each is taken back to what was.
    #[test]
    fn no_sequence_of_steps_loses_anything(steps in prop::collection::vec((0u8..20, 0usize..40, any::<u8>()), 1..28)) {
        let mut bench = Bench::on(Phase::Planning);
        for (what, card, to) in steps {
            let before = living(bench.world.portfolio());
            let entries: Vec<(Id, Vec<_>)> = bench.world.portfolio().all::<WorkItem>().map(|item| (item.meta.id, item.column_entries.clone())).collect();
            let was = counts(&bench);
            if step(&mut bench, what, card, to).is_err() {
                prop_assert!(living_differences(&before, &living(bench.world.portfolio())).is_empty(), "what is refused changes nothing");
                continue;
            }
            for (id, known) in &entries {
                let now = &bench.item(*id).column_entries;
                prop_assert!(now.len() >= known.len() && now[..known.len()] == known[..], "an entry is lost by {what}");
            }
            let is_hard = work::board(bench.world.portfolio(), bench.apollo, Phase::Planning).is_hard;
            let is_told = bench.world.portfolio().all::<WorkItem>().any(|item| {
                let known = entries.iter().find(|known| known.0 == item.meta.id).map_or(0, |known| known.1.len());
                item.column_entries.len() > known && item.column_entries.last().is_some_and(|entry| !entry.reason.is_empty())
            });
            for (of, now, limit) in counts(&bench) {
                // A limit that is made smaller brings no card over it; a new column is one that nobody filled before.
                let before = was.iter().find(|known| known.0 == of).map_or(0, |known| known.1);
                let is_broken = now > before && now > limit;
                prop_assert!(!is_broken || (is_told && !is_hard), "{of} has {now} of {limit} without a word, by {what}");
            }
            let today = bench.world.today();
            for owed in pocket_pmo::engine::deliverables::owed(bench.world.portfolio(), bench.world.project(bench.apollo), Phase::Planning, today) {
                let accepted = owed.item.is_some_and(|item| bench.item(item).accepted_by.is_some());
                let waived = owed.waiver.and_then(|id| bench.world.portfolio().get::<Waiver>(id)).is_some_and(|waiver| waiver.is_in_force(today));
                prop_assert!(!(accepted && waived), "{} is both", owed.deliverable.id);
            }
            let after = living(bench.world.portfolio());
            bench.world.undo().unwrap();
            let differences = living_differences(&before, &living(bench.world.portfolio()));
            prop_assert!(differences.is_empty(), "undo of {what}: {differences:?}");
            bench.world.redo().unwrap();
            prop_assert!(living_differences(&after, &living(bench.world.portfolio())).is_empty(), "redo of {what}");
        }
        let board = work::board(bench.world.portfolio(), bench.apollo, Phase::Planning);
        let keys: Vec<&str> = board.columns.iter().map(|column| &*column.key).collect();
        let items: Vec<_> = bench.world.portfolio().all::<WorkItem>().map(|item| arrivals(&item.column_entries, &keys)).collect();
        let mut before = vec![0; keys.len()];
        let (first, last) = (bench.world.now - 200_000, bench.world.now + 1_000);
        for at in (first..last).step_by(500) {
            let now = reached(&items, keys.len(), Moment(at));
            prop_assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "a curve falls");
            before = now;
        }
    }
}
