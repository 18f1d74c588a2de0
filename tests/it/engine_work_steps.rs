//! Work inside a project under any sequence of steps: nothing of its way over a board is lost, and each step is taken back.

use crate::support::bench::{Bench, waiving};
use crate::support::{cases, living, living_differences};
use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::flow::arrivals::{arrivals, reached};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::{Waiver, WorkItem};
use pocket_pmo::engine::decide::{
    AddItems, ArchiveItems, BlockItems, CopyWork, MoveItems, Spot, TakeDeliverables, UnblockItems, WaiveDeliverable,
    WishedColumn,
};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::work;
use proptest::prelude::*;

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
            bench.act(changed)
        }
        _ => bench.act(CopyWork { from: apollo, to: apollo, first_day: None, with_owners: false }),
    }
}

proptest! {
    #![proptest_config(cases(48))]

    /// No steps lose the time of an entry, make a curve fall, break a limit without a word, or leave something both waived and accepted;
    /// and each is taken back to what was.
    #[test]
    fn no_sequence_of_steps_loses_anything(steps in prop::collection::vec((0u8..13, 0usize..40, any::<u8>()), 1..24)) {
        let mut bench = Bench::on(Phase::Planning);
        for (what, card, to) in steps {
            let before = living(bench.world.portfolio());
            let entries: Vec<(Id, Vec<_>)> = bench.world.portfolio().all::<WorkItem>().map(|item| (item.meta.id, item.column_entries.clone())).collect();
            let board = work::board(bench.world.portfolio(), bench.apollo, Phase::Planning);
            let count = |bench: &Bench, place: usize| {
                let all = bench.world.portfolio().all::<WorkItem>();
                all.filter(|item| !item.is_archived() && board.place(&item.column) == place).count()
            };
            let counts: Vec<usize> = (0..board.columns.len()).map(|place| count(&bench, place)).collect();
            if step(&mut bench, what, card, to).is_err() {
                prop_assert!(living_differences(&before, &living(bench.world.portfolio())).is_empty(), "what is refused changes nothing");
                continue;
            }
            for (id, known) in &entries {
                let now = &bench.item(*id).column_entries;
                prop_assert!(now.len() >= known.len() && now[..known.len()] == known[..], "an entry is lost");
            }
            if what <= 6 {
                for (place, before) in counts.iter().enumerate() {
                    let (now, limit) = (count(&bench, place), board.limit(place).unwrap_or(usize::MAX));
                    let told = bench.world.portfolio().all::<WorkItem>().any(|item| item.column_entries.last().is_some_and(|entry| !entry.reason.is_empty()));
                    prop_assert!(now <= *before || now <= limit || (told && !board.is_hard), "a limit is broken without a word");
                }
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
