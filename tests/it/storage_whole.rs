//! A backup that comes back as a workspace of its own brings everything: the backup made of it is the same text, what can be undone is
//! the same, and so is what each project's status did.
use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::WriterId;
use pocket_pmo::domain::records::Project;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Transaction;
use pocket_pmo::engine::workspace::Workspace;
use pocket_pmo::exchange::backup::{Backup, BackupOrigin, read_backup, write_backup};
use pocket_pmo::storage::keys::WorkspaceId;
use pocket_pmo::storage::load::{Dumps, Loaded};
use pocket_pmo::storage::loading::load;
use pocket_pmo::storage::whole::Whole;
use pocket_pmo::view::trend::{Report, trends};
use proptest::prelude::*;
use std::sync::Arc;
use support::{World, cases, steps};

const HOME: WorkspaceId = WorkspaceId(5);

fn backup_of(portfolio: &Portfolio, history: &[Arc<Transaction>]) -> String {
    write_backup(portfolio, history, BackupOrigin { app: "0.2.0", created: Moment(1_795_348_800_000) })
}

/// What both stores hold once it has come, and what a start makes of that.
fn brought(backup: Backup, local: bool) -> Loaded {
    let history = backup.history.into_iter().map(Arc::new).collect();
    let mut whole = Whole::new(backup.records, history, backup.writers);
    let mut entries = Vec::new();
    let mut percent = 0;
    while let Some(more) = whole.next(HOME) {
        entries.extend(more.into_iter().map(|(key, text)| (key, text.to_string())));
        assert!(percent <= whole.percent());
        percent = whole.percent();
    }
    assert_eq!(percent, if entries.is_empty() { 0 } else { 100 });
    let (key, text) = whole.finish(HOME);
    let manifest = (key, text.to_string());
    entries.push(manifest.clone());
    let dumps = match local {
        true => Dumps { local: Some(entries), indexed: None, used_elsewhere: 0 },
        false => Dumps { local: Some(vec![manifest]), indexed: Some(entries), used_elsewhere: 0 },
    };
    load(HOME, dumps)
}

fn statuses(portfolio: &Portfolio, history: &[Arc<Transaction>]) -> Vec<Vec<Vec<Report>>> {
    let rules = portfolio.settings().status_rules();
    let id_of = |own: &Transaction| {
        let writer = portfolio.writers.id(own.stamp.writer);
        Some(pocket_pmo::engine::transaction::TransactionId { writer, seq: own.seq })
    };
    portfolio.all::<Project>().map(|own| trends(own, history, &id_of, |_| 0, rules)).collect()
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_backup_comes_back_whole(steps in steps(1..40), local in any::<bool>()) {
        let mut world = World::new();
        for step in &steps {
            let _ = world.take(step);
        }
        let (portfolio, history) = (world.portfolio(), world.workspace.history());
        let text = backup_of(portfolio, history);
        let loaded = brought(read_backup(&text).unwrap(), local);
        prop_assert!(loaded.set_aside.is_empty() && loaded.repairs.is_empty() && loaded.read_only.is_none());
        prop_assert_eq!(&backup_of(&loaded.portfolio, &loaded.transactions), &text);
        prop_assert_eq!(statuses(&loaded.portfolio, &loaded.transactions), statuses(portfolio, history));
        prop_assert!(loaded.history.unknown_until().is_none(), "nothing of its past is unknown");
        let mut again = Workspace::new(loaded.portfolio, WriterId(77), loaded.transactions);
        let name = |step: Option<&Arc<Transaction>>| step.map(|own| own.label.to_string());
        prop_assert_eq!(name(again.next_undo()), name(world.workspace.next_undo()));
        prop_assert_eq!(name(again.next_redo()), name(world.workspace.next_redo()));
        // And life goes on, in a writer of its own.
        again.writers_mut().intern(WriterId(78));
    }
}
