//! The live workspace: portfolio, clock, history and undo together. Its four verbs - dispatch, undo, redo, receive - are the
//! only ways in which the portfolio changes after loading. Must not know storage: it hands out transactions to be kept.

use super::command::Command;
use super::context::Context;
use super::decide::decide;
use super::fold::Touched;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::stacks::UndoStacks;
use super::transaction::{Author, Purpose, Transaction, TransactionId};
use super::undo::revert;
use crate::domain::date::{Date, Moment};
use crate::domain::id::{Id, WriterId};
use crate::domain::stamp::{HybridClock, Stamp};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What the outside brings at each change.
pub struct Surroundings<'a> {
    /// The present time.
    pub now: Moment,
    /// Today where the person is.
    pub today: Date,
    /// Who is at work, as history shows it.
    pub author: Author,
    /// Gives ids that were never given before.
    pub new_id: &'a mut dyn FnMut() -> Id,
}

/// A change that was made: the transaction to keep, and what the views must look at again.
pub struct Outcome {
    /// The transaction.
    pub transaction: Arc<Transaction>,
    /// What it touched.
    pub touched: Touched,
}

/// The live workspace of one tab.
pub struct Workspace {
    portfolio: Portfolio,
    clock: HybridClock,
    writer: u32,
    next_seq: u32,
    history: Vec<Arc<Transaction>>,
    stacks: UndoStacks,
}

impl Workspace {
    /// A workspace from what loading gave: the portfolio, and the history in any order. `writer` is new for this tab.
    pub fn new(mut portfolio: Portfolio, writer: WriterId, mut history: Vec<Arc<Transaction>>) -> Self {
        let mut clock = HybridClock::default();
        let writer = portfolio.writers.intern(writer);
        crate::domain::sorting::sort_by(&mut history, |a, b| portfolio.writers.compare(a.stamp, b.stamp));
        let mut stacks = UndoStacks::default();
        for transaction in &history {
            clock.observe(transaction.stamp.time);
            stacks.note(id_of(&portfolio, transaction), transaction);
        }
        portfolio.waiting_stamps().for_each(|stamp| clock.observe(stamp.time));
        for record in portfolio.every() {
            let meta = record.meta();
            clock.observe(meta.stamp.time);
            for (_, stamp) in meta.more.iter().flat_map(|more| &more.stamps) {
                clock.observe(stamp.time);
            }
        }
        Self { portfolio, clock, writer, next_seq: 1, history, stacks }
    }

    /// All records.
    pub fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// All transactions known, oldest first.
    pub fn history(&self) -> &[Arc<Transaction>] {
        &self.history
    }

    /// Name of the step that undo takes back.
    pub fn next_undo(&self) -> Option<&Arc<Transaction>> {
        self.stacks.next_undo()
    }

    /// Name of the step that redo does again.
    pub fn next_redo(&self) -> Option<&Arc<Transaction>> {
        self.stacks.next_redo().map(|(step, _)| step)
    }

    /// Carries out a command. `keep` is asked before anything changes whether the transaction can be kept.
    pub fn dispatch(
        &mut self,
        command: &Command,
        around: &mut Surroundings,
        keep: &mut dyn FnMut(&Transaction, &Portfolio) -> Result<(), Rejection>,
    ) -> Result<Outcome, Rejection> {
        let mut context = context(&mut self.clock, self.writer, self.next_seq, around);
        let transaction = decide(&self.portfolio, command, &mut context)?;
        keep(&transaction, &self.portfolio)?;
        Ok(self.commit(transaction))
    }

    /// Takes the latest step back.
    pub fn undo(
        &mut self,
        around: &mut Surroundings,
        keep: &mut dyn FnMut(&Transaction, &Portfolio) -> Result<(), Rejection>,
    ) -> Result<Outcome, Rejection> {
        let step = self.stacks.next_undo().cloned().ok_or(Rejection::Nothing)?;
        let purpose = Purpose::Undo(self.id_of(&step));
        let context = context(&mut self.clock, self.writer, self.next_seq, around);
        let reverted = revert(&self.portfolio, &step, &step, purpose, &context);
        if reverted.is_err() {
            self.stacks.drop_undo();
        }
        let transaction = reverted?;
        keep(&transaction, &self.portfolio)?;
        Ok(self.commit(transaction))
    }

    /// Does the step again that was undone last.
    pub fn redo(
        &mut self,
        around: &mut Surroundings,
        keep: &mut dyn FnMut(&Transaction, &Portfolio) -> Result<(), Rejection>,
    ) -> Result<Outcome, Rejection> {
        let (step, undone) = self.stacks.next_redo().ok_or(Rejection::Nothing)?;
        let (step, undone) = (step.clone(), undone.clone());
        let purpose = Purpose::Redo(self.id_of(&step));
        let context = context(&mut self.clock, self.writer, self.next_seq, around);
        let reverted = revert(&self.portfolio, &step, &undone, purpose, &context);
        if reverted.is_err() {
            self.stacks.drop_redo();
        }
        let transaction = reverted?;
        keep(&transaction, &self.portfolio)?;
        Ok(self.commit(transaction))
    }

    /// Takes in a transaction of another tab. It is history here too, but not a step of this tab's undo; if it takes back or
    /// repeats one, that step counts as taken back or repeated here too.
    pub fn receive(&mut self, transaction: Transaction) -> Touched {
        self.clock.observe(transaction.stamp.time);
        let touched = self.portfolio.fold(&transaction);
        if touched.is_new {
            let transaction = Arc::new(transaction);
            self.stacks.note_other(self.id_of(&transaction), &transaction);
            let writers = &self.portfolio.writers;
            let at = self.history.partition_point(|known| writers.later(transaction.stamp, known.stamp));
            self.history.insert(at, transaction);
        }
        touched
    }

    /// Takes in history that is not in memory: what a file of archived history holds, or what was too large to be loaded. The
    /// portfolio has it all already. Gives writer and number of those that were not known.
    pub fn add_history(&mut self, older: Vec<Transaction>) -> FxHashSet<(u32, u32)> {
        let known: FxHashSet<(u32, u32)> =
            self.history.iter().map(|transaction| (transaction.stamp.writer, transaction.seq)).collect();
        let mut met = FxHashSet::default();
        let is_new = |older_transaction: &Transaction| {
            let key = (older_transaction.stamp.writer, older_transaction.seq);
            !known.contains(&key) && met.insert(key)
        };
        self.history.extend(older.into_iter().filter(is_new).map(Arc::new));
        let writers = &self.portfolio.writers;
        crate::domain::sorting::sort_by(&mut self.history, |a, b| writers.compare(a.stamp, b.stamp));
        met
    }

    /// Lets go of the history up to that moment, which was archived. The portfolio stays as it is.
    pub fn forget_history(&mut self, until: Moment) {
        self.history.retain(|transaction| transaction.stamp.time.milliseconds() > until.0);
        self.stacks.forget(until);
    }

    /// The table of writers, for reading a transaction of another tab.
    pub fn writers_mut(&mut self) -> &mut crate::domain::stamp::Writers {
        &mut self.portfolio.writers
    }

    /// Identity of a transaction.
    pub fn id_of(&self, transaction: &Transaction) -> TransactionId {
        id_of(&self.portfolio, transaction)
    }

    fn commit(&mut self, transaction: Transaction) -> Outcome {
        let touched = self.portfolio.fold(&transaction);
        let transaction = Arc::new(transaction);
        self.next_seq += 1;
        self.stacks.note(self.id_of(&transaction), &transaction);
        self.history.push(transaction.clone());
        Outcome { transaction, touched }
    }
}

fn id_of(portfolio: &Portfolio, transaction: &Transaction) -> TransactionId {
    TransactionId { writer: portfolio.writers.id(transaction.stamp.writer), seq: transaction.seq }
}

fn context<'a>(clock: &mut HybridClock, writer: u32, seq: u32, around: &'a mut Surroundings) -> Context<'a> {
    Context {
        now: around.now,
        today: around.today,
        author: around.author.clone(),
        stamp: Stamp { time: clock.tick(around.now.0), writer },
        seq,
        new_id: &mut *around.new_id,
    }
}
