//! The life of the example: its past entered part by part, each on its own day by whom it was, as a history that one can look back
//! into; and what a person has done in it since. Must not know where it is kept.

use super::Told;
use crate::domain::date::{Date, Moment};
use crate::domain::id::{Id, WriterId};
use crate::domain::record::Record;
use crate::domain::records::{GateCondition, GateReview, PhaseBoard, Project, Waiver, WorkItem};
use crate::engine::command::Command;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::transaction::{Author, Edit, Transaction};
use crate::engine::workspace::{Surroundings, Workspace};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The writer of the example's own past.
const WRITER: WriterId = WriterId(0x0c0f_fee0_ca1d_e7ba);
/// What its past was called when it was still written by the tab that loaded it.
const FORMER: [&str; 4] = [
    "Load the example portfolio",
    "Report the status of two months ago",
    "Report the status of last month",
    "Report the status of this month",
];

/// Lives the example's past. `morning` is the moment at which a working day begins where the person is.
pub fn live(past: Vec<Told>, morning: &dyn Fn(Date) -> Moment) -> Result<Workspace, Rejection> {
    let mut workspace = Workspace::new(Portfolio::default(), WRITER, Vec::new());
    for Told { day, by, import } in past {
        // All that it makes has its id already.
        let mut around =
            Surroundings { now: morning(day), today: day, author: Author { name: by }, new_id: &mut || Id(0) };
        workspace.dispatch(&Command::Import(Box::new(import)), &mut around, &mut |_, _| Ok(()))?;
    }
    Ok(workspace)
}

/// What a person has done in the example.
pub struct Own {
    /// How many projects they added or changed.
    pub projects: usize,
    /// The records they added or changed, with all that those need.
    pub records: Vec<Arc<dyn Record>>,
    /// How.
    pub history: Vec<Arc<Transaction>>,
}

/// What a person has done in the example; `None` if nothing.
pub fn own_work(portfolio: &Portfolio, history: &[Arc<Transaction>]) -> Option<Own> {
    let is_own = |transaction: &&Arc<Transaction>| {
        portfolio.writers.id(transaction.stamp.writer) != WRITER && !FORMER.contains(&&*transaction.label)
    };
    let history: Vec<Arc<Transaction>> = history.iter().filter(is_own).cloned().collect();
    if history.is_empty() {
        return None;
    }
    let mut kept: FxHashSet<Id> = history.iter().flat_map(|transaction| &transaction.edits).map(Edit::record).collect();
    let is_project = |id: &&Id| portfolio.get::<Project>(**id).is_some_and(|project| !project.meta.deleted);
    let projects = kept.iter().filter(is_project).count();
    // What was decided and done in a project belongs to it, and everything comes with what it refers to.
    let of_project = |record: &dyn Record| {
        let review = record.typed::<GateReview>().and_then(|review| review.project).map(|project| project.id);
        let condition =
            record.typed::<GateCondition>().and_then(|condition| condition.project).map(|project| project.id);
        let item = record.typed::<WorkItem>().and_then(|item| item.project).map(|project| project.id);
        let waiver = record.typed::<Waiver>().and_then(|waiver| waiver.project).map(|project| project.id);
        let board = record.typed::<PhaseBoard>().and_then(|board| board.project).map(|project| project.id);
        review.or(condition).or(item).or(waiver).or(board)
    };
    let of_kept = portfolio.every().filter(|record| of_project(&***record).is_some_and(|id| kept.contains(&id)));
    let of_kept: Vec<Id> = of_kept.map(|record| record.meta().id).collect();
    kept.extend(of_kept);
    kept.extend(portfolio.settings_id());
    let mut open: Vec<Id> = kept.iter().copied().collect();
    while let Some(id) = open.pop() {
        let Some(record) = portfolio.record(id) else { continue };
        for field in 0..record.schema().fields.len() {
            let Ok(field) = u8::try_from(field) else { continue };
            record.get(field).each_relation(&mut |id| {
                if portfolio.record(id).is_some() && kept.insert(id) {
                    open.push(id);
                }
            });
        }
    }
    let records = portfolio.every().filter(|record| kept.contains(&record.meta().id)).cloned().collect();
    Some(Own { projects, records, history })
}
