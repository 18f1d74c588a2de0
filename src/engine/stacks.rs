//! The steps that can be undone and redone. Read from the history, so that they survive a reload.
//! Must not know how a step is taken back.

use super::transaction::{Purpose, Transaction, TransactionId};
use crate::domain::date::Moment;
use std::sync::Arc;

/// A step that was taken.
#[derive(Clone)]
struct Step {
    id: TransactionId,
    transaction: Arc<Transaction>,
}

/// The steps that can be undone and redone, oldest first.
#[derive(Default)]
pub struct UndoStacks {
    undo: Vec<Step>,
    /// What was undone, with the transaction that undid it.
    redo: Vec<(Step, Arc<Transaction>)>,
}

impl UndoStacks {
    /// Takes note of a transaction, in the order in which they were made. Which step it takes back or repeats, it says
    /// itself: the steps of several tabs may lie between each other.
    pub fn note(&mut self, id: TransactionId, transaction: &Arc<Transaction>) {
        match transaction.purpose {
            Purpose::Do => {
                self.undo.push(Step { id, transaction: transaction.clone() });
                self.redo.clear();
            }
            Purpose::Undo(done) => {
                if let Some(at) = self.undo.iter().rposition(|step| step.id == done) {
                    self.redo.push((self.undo.remove(at), transaction.clone()));
                }
            }
            Purpose::Redo(done) => {
                if let Some(at) = self.redo.iter().rposition(|(step, _)| step.id == done) {
                    self.undo.push(self.redo.remove(at).0);
                }
            }
        }
    }

    /// Takes note of what another tab did: of its own steps nothing, but what it took back or repeated of these.
    pub fn note_other(&mut self, id: TransactionId, transaction: &Arc<Transaction>) {
        if transaction.purpose != Purpose::Do {
            self.note(id, transaction);
        }
    }

    /// The step that undo takes back.
    pub fn next_undo(&self) -> Option<&Arc<Transaction>> {
        self.undo.last().map(|step| &step.transaction)
    }

    /// The step that redo does again, and the transaction that undid it.
    pub fn next_redo(&self) -> Option<(&Arc<Transaction>, &Arc<Transaction>)> {
        self.redo.last().map(|(step, undone)| (&step.transaction, undone))
    }

    /// Lets go of the steps up to a moment, which were archived: as after a reload, undo reaches as far as the history.
    pub fn forget(&mut self, until: Moment) {
        let is_kept = |step: &Step| step.transaction.stamp.time.milliseconds() > until.0;
        self.undo.retain(is_kept);
        self.redo.retain(|(step, _)| is_kept(step));
    }

    /// Gives a step up that cannot be undone any more.
    pub fn drop_undo(&mut self) {
        self.undo.pop();
    }

    /// Gives a step up that cannot be redone any more.
    pub fn drop_redo(&mut self) {
        self.redo.pop();
    }
}
