//! A backup that comes back is undone whole, whatever stands in it: several reviews of a project at once, reviews in another
//! order, of another project, withdrawn or missing; over what is here, over what an earlier restore brought, or into nothing.
use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::gates::Outcome as Decision;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::Record;
use pocket_pmo::domain::records::gate_review::Withdrawal;
use pocket_pmo::domain::records::project::{Phase, State};
use pocket_pmo::domain::records::{GateReview, Project};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::exchange::backup::Backup;
use pocket_pmo::exchange::restore::rehearse_restore;
use proptest::prelude::*;
use std::sync::Arc;
use support::values::mix;
use support::{Step, World, cases, living, living_differences, steps};

const NONE: Vec<String> = Vec::new();

fn command(world: &World, records: &[Arc<dyn Record>]) -> Command {
    let backup = Backup { records: records.to_vec(), ..Backup::default() };
    Command::Import(Box::new(rehearse_restore(world.portfolio(), &backup).import))
}

/// The ids of the records of a kind.
fn of_kind(records: &[Arc<dyn Record>], kind: &str) -> Vec<usize> {
    (0..records.len()).filter(|at| records[*at].kind_name() == kind).collect()
}

/// Alters a record in place.
fn alter(record: &mut Arc<dyn Record>, change: impl FnOnce(&mut dyn Record)) {
    let mut copy = record.copy();
    change(&mut *copy);
    *record = Arc::from(copy);
}

fn set<T: Field>(record: &mut Arc<dyn Record>, name: &str, value: T) {
    alter(record, |own| {
        let number = own.schema().field_number(name).unwrap();
        own.set(number, &value.to_value()).unwrap();
    });
}

/// Alters the backup in one way, as somebody or something might have.
fn tamper(records: &mut Vec<Arc<dyn Record>>, seed: u64) {
    let pick = |from: &[usize], n: u64| from.get((mix(seed ^ n) % from.len().max(1) as u64) as usize).copied();
    let (reviews, projects) = (of_kind(records, "gate_review"), of_kind(records, "project"));
    let (Some(review), Some(project)) = (pick(&reviews, 1), pick(&projects, 2)) else { return };
    let fresh = Id(mix(seed ^ 3) >> 1);
    let project_id = records[project].meta().id;
    match seed % 10 {
        0 => set(&mut records[review], "project", Some(Ref::<Project>::new(project_id))),
        1 => alter(&mut records[review], |own| own.meta_mut().id = fresh),
        2 => alter(&mut records[project], |own| own.meta_mut().id = fresh),
        3 => {
            records.remove(review);
        }
        4 => {
            let phase = Phase::ALL[(mix(seed ^ 4) % Phase::ALL.len() as u64) as usize];
            set(&mut records[project], "phase", phase);
            set(&mut records[project], "state", State::Active);
        }
        5 => set(&mut records[review], "withdrawn", Withdrawal { by: "Ada".into(), at: Moment(1) }),
        6 => set(&mut records[review], "withdrawn", Withdrawal::default()),
        7 => {
            let phase = Phase::ALL[(mix(seed ^ 5) % Phase::ALL.len() as u64) as usize];
            set(&mut records[review], "to_phase", phase);
        }
        8 => {
            let other = pick(&reviews, 6).unwrap();
            let (one, two) = (records[review].meta().id, records[other].meta().id);
            alter(&mut records[review], |own| own.meta_mut().id = two);
            if other != review {
                alter(&mut records[other], |own| own.meta_mut().id = one);
            }
        }
        _ => alter(&mut records[review], |own| own.meta_mut().deleted = true),
    }
}

/// A life with several reviews of each project.
fn lived(steps: &[Step], decisions: &[u64]) -> World {
    let mut world = World::new();
    for name in ["Apollo", "Gemini"] {
        world.new_project(name);
    }
    let projects: Vec<Id> = world.portfolio().all::<Project>().map(|own| own.meta.id).collect();
    for seed in decisions {
        let project = projects[(seed % 2) as usize];
        let decision = [Decision::Go, Decision::Go, Decision::Hold, Decision::Recycle, Decision::ConditionalGo];
        let _ = world.propose(world.proposal(project, decision[(mix(*seed) % 5) as usize]));
    }
    for step in steps {
        let _ = world.take(step);
    }
    world
}

/// Undo and redo of the restore are the identity.
fn goes_back(world: &mut World, records: &[Arc<dyn Record>], what: &str) -> Result<(), TestCaseError> {
    let before = living(world.portfolio());
    let Ok(_) = world.dispatch(&command(world, records)) else { return Ok(()) };
    let after = living(world.portfolio());
    if let Err(why) = world.undo() {
        // What came withdrawn or deleted, and nothing else, leaves nothing to take back.
        if why == Rejection::Nothing && living_differences(&after, &before).is_empty() {
            return Ok(());
        }
        return Err(TestCaseError::fail(format!("{what}: {why}")));
    }
    prop_assert_eq!(living_differences(&living(world.portfolio()), &before), NONE, "{}", what);
    if let Err(why) = world.redo() {
        return Err(TestCaseError::fail(format!("{what}, again: {why}")));
    }
    prop_assert_eq!(living_differences(&living(world.portfolio()), &after), NONE, "{}", what);
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn an_altered_backup_is_undone_whole(
        before in steps(0..12),
        decisions in proptest::collection::vec(any::<u64>(), 3..12),
        since in steps(0..8),
        seeds in proptest::collection::vec(any::<u64>(), 0..4),
    ) {
        let mut world = lived(&before, &decisions);
        let mut records: Vec<Arc<dyn Record>> = world.portfolio().every().cloned().collect();
        records.sort_by_key(|own| own.meta().id);
        for step in &since {
            let _ = world.take(step);
        }
        let kept = records.clone();
        seeds.iter().for_each(|seed| tamper(&mut records, *seed));
        goes_back(&mut world, &records, "over what is here")?;
        goes_back(&mut World::numbered(2), &records, "into nothing")?;
        let mut restored = World::numbered(3);
        if restored.dispatch(&command(&restored, &kept)).is_ok() {
            goes_back(&mut restored, &records, "over what a restore brought")?;
            if let Some(project) = decided(&restored) {
                let _ = restored.propose(restored.proposal(project, Decision::Go));
                goes_back(&mut restored, &records, "over what a restore brought and a gate since")?;
            }
        }
    }
}

/// A project that was reviewed, or another.
fn decided(world: &World) -> Option<Id> {
    let is_there = |id: &Id| world.portfolio().get::<Project>(*id).is_some_and(|own| !own.meta.deleted);
    let reviewed = world.portfolio().all::<GateReview>().filter_map(|own| own.project).map(|own| own.id);
    reviewed.filter(is_there).min().or_else(|| world.portfolio().all::<Project>().map(|own| own.meta.id).min())
}
