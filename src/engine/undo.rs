//! Undo: the transaction that takes another back. Records made are deleted, immutable ones withdrawn; changed fields get
//! their former values. What was changed since by somebody else is never overwritten.

use super::after::After;
use super::closed;
use super::context::Context;
use super::draft::changes_of;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::relations::referred;
use super::reviews::order_of_reviews;
use super::rules;
use super::soundness;
use super::transaction::{Change, Edit, Purpose, Transaction};
use super::waived;
use crate::domain::date::Moment;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::{DELETED, FieldKey, Record};
use crate::domain::records::gate_review::Withdrawal;
use crate::domain::records::{GateReview, Project, Settings, project, settings};
use crate::domain::schema::FieldSchema;
use crate::domain::stamp::Stamp;
use crate::domain::value::Value;
use rustc_hash::FxHashSet;

/// The transaction that takes `done` back: `step` itself, or what undid it.
pub fn revert(
    portfolio: &Portfolio,
    step: &Transaction,
    done: &Transaction,
    purpose: Purpose,
    context: &Context,
) -> Result<Transaction, Rejection> {
    let in_use = made_and_in_use(portfolio, done);
    let mut edits = Vec::with_capacity(done.edits.len());
    for (at, edit) in done.edits.iter().enumerate().rev() {
        let record = portfolio.record(edit.record()).ok_or(Rejection::Missing)?;
        let values = match edit {
            Edit::Create(_) if in_use.contains(&edit.record()) => continue,
            Edit::Create(_) => unmake(&**record, context).into_iter().collect(),
            Edit::Set { changes, .. } => former_values(&**record, changes, &done.label, at > 0)?,
        };
        let values = values.into_iter().filter(|(field, _)| !is_archiving(&**record, field)).collect();
        // Other versions stay on view: taking back one's own value is no choice among those of others.
        let changes = changes_of(&**record, values, &[], false);
        if !changes.is_empty() {
            edits.push(Edit::Set { record: record.meta().id, schema: record.schema(), changes });
        }
    }
    if edits.is_empty() {
        let archives = |edit: &Edit| match (edit, portfolio.record(edit.record())) {
            (Edit::Set { changes, .. }, Some(record)) => {
                changes.iter().any(|change| is_archiving(&**record, &change.field))
            }
            _ => false,
        };
        let archived = done.edits.iter().any(archives);
        return Err(if archived { Rejection::NotPossible { reason: ARCHIVED } } else { Rejection::Nothing });
    }
    let after = After::new(portfolio, &edits);
    check_order_of_reviews(&after, step)?;
    closed::check(&after, &edits, Some(done.stamp))?;
    let since = Since::new(portfolio, done);
    soundness::check_codes(&after, &edits, Some(&|other| since.has_known(other)))?;
    check_positions(&after, &edits, step, &since)?;
    check_sound(&after, &edits, &done.label)?;
    waived::check_undo(&after, &edits, &done.label, context.today)?;
    Ok(context.transaction(&*done.label, purpose, edits))
}

/// Taking a step back makes no record senseless that was not: another tab may have changed since what goes with it.
fn check_sound(after: &After, edits: &[Edit], label: &str) -> Result<(), Rejection> {
    for edit in edits {
        let Some(record) = after.record(edit.record()).filter(|record| !record.meta().deleted) else { continue };
        let sound = rules::of(record.kind()).sound;
        let Err(why) = sound(&**record) else { continue };
        let before = after.portfolio.record(edit.record()).and_then(|before| sound(&**before).err());
        if before.as_ref() != Some(&why) {
            let (title, why) = (record.title(), why.to_string());
            let sentence = ["“", label, "” cannot be undone or redone. “", &*title, "”: ", &why];
            return Err(Rejection::Refused { sentence: sentence.concat() });
        }
    }
    Ok(())
}

/// Why archiving is not taken back.
const ARCHIVED: &str = "Archived history does not come back by undo. Open its file under Data, History instead.";

/// Whether a field says how far the history was archived: that has happened, whatever is taken back.
fn is_archiving(record: &dyn Record, field: &FieldKey) -> bool {
    record.typed::<Settings>().is_some() && *field == FieldKey::Known(settings::at::history_from)
}

/// What the changed fields had before, if they still have what they were given. `is_beside`: the step was about another record first;
/// then a place on the board that changed since is let be. A move may lay out its neighbours anew, and who moves one of them later
/// does not take away its undo.
fn former_values(
    record: &dyn Record,
    changes: &[Change],
    label: &str,
    is_beside: bool,
) -> Result<Vec<(FieldKey, Value)>, Rejection> {
    let mut values = Vec::with_capacity(changes.len());
    let is_place = |field: &FieldKey| match field {
        FieldKey::Known(number) => record.schema().field(*number).is_some_and(FieldSchema::is_order),
        FieldKey::Named(_) => false,
    };
    for change in changes.iter().filter(|change| change.before != change.after) {
        if record.value(&change.field) != change.after {
            if is_beside && is_place(&change.field) {
                continue;
            }
            let title = record.title();
            let field = match &change.field {
                FieldKey::Known(number) => record.schema().field(*number).map(|field| field.label),
                FieldKey::Named(name) => Some(&**name),
            };
            let what = field.map_or(title.to_string(), |field| format!("{field} of {title}"));
            return Err(Rejection::ChangedSince { label: label.to_owned(), what });
        }
        values.push((change.field.clone(), change.before.clone()));
    }
    Ok(values)
}

/// What unmakes a record: withdrawal if it is immutable, else deletion.
fn unmake(record: &dyn Record, context: &Context) -> Option<(FieldKey, Value)> {
    let withdrawn = record.schema().field_number("withdrawn").filter(|_| record.schema().immutable);
    let Some(withdrawn) = withdrawn else {
        return Some((FieldKey::Known(DELETED), Value::Bool(true)));
    };
    let value = withdrawal(context).to_value();
    record.get(withdrawn).is_null().then_some((FieldKey::Known(withdrawn), value))
}

/// Withdrawn now, by whoever is at work, if they gave their name.
pub(super) fn withdrawal(context: &Context) -> Withdrawal {
    Withdrawal { by: (&*context.author.name).into(), at: Moment(context.now.0) }
}

/// No review that the step made is withdrawn, or counts again, under one that was decided later and stands.
fn check_order_of_reviews(after: &After, step: &Transaction) -> Result<(), Rejection> {
    let made = |edit: &Edit| matches!(edit, Edit::Create(_)).then(|| edit.record());
    let made_here: FxHashSet<Id> = step.edits.iter().filter_map(made).collect();
    for review in made_here.iter().filter_map(|id| after.get::<GateReview>(*id)) {
        let standing = review.project.map(|project| after.standing(project.id)).unwrap_or_default();
        let is_later = |other: &&GateReview| order_of_reviews(after.portfolio, other, review).is_gt();
        if standing.into_iter().filter(is_later).any(|later| !made_here.contains(&later.meta.id)) {
            return Err(Rejection::BuiltUpon);
        }
    }
    Ok(())
}

/// What came after a transaction, or was made in another tab without knowing of it. A backup brings back what was, sound or not;
/// so taking back as a whole what it did asks for nothing else.
struct Since<'a> {
    portfolio: &'a Portfolio,
    done: &'a Transaction,
}

impl<'a> Since<'a> {
    fn new(portfolio: &'a Portfolio, done: &'a Transaction) -> Self {
        Self { portfolio, done }
    }

    fn is_later(&self, stamp: Stamp) -> bool {
        self.portfolio.writers.later(stamp, self.done.stamp)
    }

    /// Whether a project stood with its code when the transaction was made.
    fn has_known(&self, project: &Project) -> bool {
        let given = [project::at::code, DELETED].map(|field| project.meta.stamp_of(&FieldKey::Known(field)));
        !given.into_iter().any(|stamp| self.is_later(stamp))
    }

    /// Whether a review is none that the transaction knew: each decision gives its project a phase, and the transaction says of
    /// the phase it found since when it stood.
    fn is_new(&self, review: &GateReview, project: Id) -> bool {
        let phase = FieldKey::Known(project::at::phase);
        let found = self.done.edits.iter().find_map(|edit| match edit {
            Edit::Set { record, changes, .. } if *record == project => {
                changes.iter().find(|change| change.field == phase)
            }
            _ => None,
        });
        let stamp = review.meta.stamp;
        let is_unseen =
            |prev: Stamp| stamp.writer != self.done.stamp.writer && self.portfolio.writers.later(stamp, prev);
        self.is_later(stamp) || found.is_some_and(|change| is_unseen(change.prev))
    }
}

/// No project comes to stand elsewhere than a gate put it of which the step knew nothing.
fn check_positions(after: &After, edits: &[Edit], step: &Transaction, since: &Since) -> Result<(), Rejection> {
    for id in soundness::moved(after, edits) {
        let is_of_step = |review: &GateReview| step.edits.iter().any(|edit| edit.record() == review.meta.id);
        let is_foreign = |review: &&GateReview| since.is_new(review, id) && !is_of_step(review);
        if soundness::check_position(after, id).is_err() && after.standing(id).iter().any(is_foreign) {
            return Err(Rejection::BuiltUpon);
        }
    }
    Ok(())
}

/// People and programmes that the transaction made and that others have come to refer to: those stay.
fn made_and_in_use(portfolio: &Portfolio, done: &Transaction) -> FxHashSet<Id> {
    let made = |edit: &&Edit| match edit {
        Edit::Create(record) => record.schema().by_name,
        Edit::Set { .. } => false,
    };
    let targets: FxHashSet<Id> = done.edits.iter().filter(made).map(Edit::record).collect();
    if targets.is_empty() {
        return targets;
    }
    let touched: FxHashSet<Id> = done.edits.iter().map(Edit::record).collect();
    referred(portfolio, &targets, &touched)
}
