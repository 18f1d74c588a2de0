//! What a decision needs from outside: the time, fresh ids, a stamp, and who decides. Nothing else brings chance or a clock into the engine.

use super::transaction::{Author, Edit, Purpose, Transaction};
use crate::domain::date::{Date, Moment};
use crate::domain::id::Id;
use crate::domain::stamp::Stamp;

/// What a decision needs from outside.
pub struct Context<'a> {
    /// The time of the decision.
    pub now: Moment,
    /// Today where the person is.
    pub today: Date,
    /// Who decides, as history shows it.
    pub author: Author,
    /// Stamp of the transaction.
    pub stamp: Stamp,
    /// Number of the transaction within its writer's.
    pub seq: u32,
    /// Gives ids that were never given before.
    pub new_id: &'a mut dyn FnMut() -> Id,
}

impl Context<'_> {
    /// A transaction of these edits, by this author, with this stamp.
    pub fn transaction(&self, label: impl AsRef<str>, purpose: Purpose, edits: Vec<Edit>) -> Transaction {
        Transaction {
            stamp: self.stamp,
            seq: self.seq,
            author: self.author.clone(),
            label: label.as_ref().into(),
            purpose,
            edits,
        }
    }
}
