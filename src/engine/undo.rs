//! Undo and redo: the transaction that takes another back. Records made are deleted, immutable ones withdrawn; changed
//! fields get their former values. What was changed since by somebody else is never overwritten.

use super::context::Context;
use super::decide::change_of;
use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::{Edit, Purpose, Transaction};
use crate::domain::date::Moment;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::records::GateReview;
use crate::domain::records::gate_review::{self, Withdrawal};
use crate::domain::value::Value;
use std::sync::Arc;

/// The transaction that takes `done` back.
pub fn revert(
    portfolio: &Portfolio,
    done: &Transaction,
    purpose: Purpose,
    context: &Context,
) -> Result<Transaction, Rejection> {
    let mut edits = Vec::with_capacity(done.edits.len());
    for edit in done.edits.iter().rev() {
        let record = portfolio.record(edit.record()).ok_or(Rejection::Missing)?;
        let values = match edit {
            Edit::Create(created) => vec![unmake(portfolio, &**created, context)?],
            Edit::Set { changes, .. } => {
                let mut values = Vec::with_capacity(changes.len());
                for change in changes {
                    if record.value(&change.field) != change.after {
                        let field = match &change.field {
                            FieldKey::Known(number) => record.schema().field(*number).map_or("", |f| f.label),
                            FieldKey::Named(name) => name,
                        };
                        let what = format!("{field} of {}", record.title());
                        return Err(Rejection::ChangedSince { label: done.label.to_string(), what });
                    }
                    values.push((change.field.clone(), change.before.clone()));
                }
                values
            }
        };
        let changes: Vec<_> =
            values.into_iter().filter_map(|(field, value)| change_of(&**record, field, value)).collect();
        if !changes.is_empty() {
            edits.push(Edit::Set { record: record.meta().id, schema: record.schema(), changes });
        }
    }
    if edits.is_empty() {
        return Err(Rejection::Nothing);
    }
    Ok(context.transaction(&*done.label, purpose, edits))
}

/// What unmakes a record: withdrawal if it is immutable, else deletion.
fn unmake(portfolio: &Portfolio, created: &dyn Record, context: &Context) -> Result<(FieldKey, Value), Rejection> {
    if let Some(review) = created.typed::<GateReview>() {
        if is_built_upon(portfolio, created.meta().id, review) {
            return Err(Rejection::BuiltUpon);
        }
        let by = if context.author.name.is_empty() { "Somebody" } else { &context.author.name };
        let withdrawal = Withdrawal { by: by.into(), at: Moment(context.now.0) };
        return Ok((FieldKey::Known(gate_review::at::withdrawn), withdrawal.to_value()));
    }
    Ok((FieldKey::Known(DELETED), Value::Bool(true)))
}

/// Whether a later review of the same project stands.
fn is_built_upon(portfolio: &Portfolio, id: Id, review: &GateReview) -> bool {
    let reviews = review.project.map(|project| portfolio.ids(IndexKey::Reviews(project.id))).unwrap_or_default();
    let later = reviews.into_iter().skip_while(|other| *other != id).skip(1);
    later.filter_map(|other| portfolio.get::<GateReview>(other)).any(|other| !other.is_withdrawn())
}

/// The steps that can be undone and redone, oldest first. Read from the history, so that they survive a reload.
#[derive(Default)]
pub struct UndoStacks {
    undo: Vec<Arc<Transaction>>,
    /// What was undone, with the transaction that undid it.
    redo: Vec<(Arc<Transaction>, Arc<Transaction>)>,
}

/// Steps kept.
const STEPS: usize = 200;

impl UndoStacks {
    /// Takes note of a transaction of this workspace's line of work, in the order in which they were made.
    pub fn note(&mut self, transaction: &Arc<Transaction>) {
        match transaction.purpose {
            Purpose::Do => {
                self.undo.push(transaction.clone());
                self.redo.clear();
                if self.undo.len() > STEPS {
                    self.undo.remove(0);
                }
            }
            Purpose::Undo(_) => {
                if let Some(step) = self.undo.pop() {
                    self.redo.push((step, transaction.clone()));
                }
            }
            Purpose::Redo(_) => {
                if let Some((step, _)) = self.redo.pop() {
                    self.undo.push(step);
                }
            }
        }
    }

    /// The step that undo takes back.
    pub fn next_undo(&self) -> Option<&Arc<Transaction>> {
        self.undo.last()
    }

    /// The step that redo does again, and the transaction that undid it.
    pub fn next_redo(&self) -> Option<&(Arc<Transaction>, Arc<Transaction>)> {
        self.redo.last()
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
