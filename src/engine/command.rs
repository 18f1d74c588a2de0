//! Commands: what a person can ask for of every kind of record, and the trait of what belongs to one area. Plain data; must not know
//! how it is decided.

use super::draft::Draft;
use super::rejection::Rejection;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record};
use crate::domain::records::GateReview;
use crate::domain::records::project::Phase;
use crate::domain::schema::Schema;
use crate::domain::value::Value;
use std::sync::Arc;

/// Values for fields, by number. A relation may be given as text: the record of that name is found, or made.
pub type Fields = Vec<(u8, Value)>;

/// What a person can ask for.
#[derive(Clone)]
pub enum Command {
    /// Make a record.
    Create {
        /// Kind of the new record.
        schema: &'static Schema,
        /// Its fields; others take their defaults.
        fields: Fields,
    },
    /// Change fields of a record.
    Change {
        /// The record.
        record: Id,
        /// The fields.
        fields: Fields,
    },
    /// Bring a record from its state to another that may follow it.
    Advance {
        /// The record.
        record: Id,
        /// Stored name of the state.
        to: Arc<str>,
        /// What else changes with it.
        fields: Fields,
    },
    /// Take another version of a field as its value.
    TakeVersion {
        /// The record.
        record: Id,
        /// The field.
        field: FieldKey,
        /// Value to take: the present one or one of the other versions.
        value: Value,
    },
    /// Delete records; they can be restored.
    Delete {
        /// The records.
        records: Vec<Id>,
    },
    /// Merge a person or programme into another of its kind: what referred to it refers to the other, fields that the other
    /// lacks are taken over, and it is deleted.
    Merge {
        /// The one that goes.
        from: Id,
        /// The one that stays.
        into: Id,
    },
    /// Restore deleted records.
    Restore {
        /// The records.
        records: Vec<Id>,
    },
    /// Take a record back as it was: restored if it is deleted, with these fields.
    TakeBack {
        /// The record.
        record: Id,
        /// The fields that are other now.
        fields: Fields,
    },
    /// Move a project within its column of the board. Across a border only a gate decision moves it.
    MoveOnBoard {
        /// The project.
        project: Id,
        /// The card above its new place; the top if none.
        after: Option<Id>,
        /// What its new place says of it: step, programme or lead.
        fields: Fields,
    },
    /// Move several projects of one column to one place in it, in their present order.
    MoveTogether {
        /// The projects.
        projects: Vec<Id>,
        /// The card above their new place, none of them; the top if none.
        after: Option<Id>,
        /// What their new place says of them: step, programme or lead.
        fields: Fields,
    },
    /// Take over a list that was rehearsed.
    Import(Box<Import>),
    /// Something that belongs to one area: a gate, an assessment, the archive.
    Act(Arc<dyn Act>),
}

/// What can be asked for in one area, as a type of its own with its own decision. Reached only from where one is made, so what
/// only some pages ask for is loaded with them.
pub trait Act: Send + Sync {
    /// The changes, added to the draft, and what people call them; or why they are refused.
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection>;
}

impl Command {
    /// The command that changes fields of a record; where its state is one of them, that is a step.
    pub fn changing(schema: &Schema, record: Id, mut fields: Fields) -> Self {
        let state = schema.states.and_then(|states| fields.iter().position(|(number, _)| *number == states.field));
        match state.map(|at| fields.remove(at)) {
            Some((_, Value::Text(to))) => Self::Advance { record, to, fields },
            other => {
                fields.extend(other);
                Self::Change { record, fields }
            }
        }
    }

    /// The command that asks for an act.
    pub fn act(act: impl Act + 'static) -> Self {
        Self::Act(Arc::new(act))
    }
}

/// A gate review as filled in. The decision fills in what it leads to.
#[derive(Clone, Default)]
pub struct GateProposal {
    /// The review. Positions before and after, suggestion and the number of the criteria are filled in by the decision.
    pub review: GateReview,
    /// Names of those who decide; new names become people.
    pub deciders: Vec<String>,
    /// Names of those who were there; new names become people.
    pub attendees: Vec<String>,
    /// Conditions of a conditional go.
    pub conditions: Vec<ConditionProposal>,
    /// Phase to which recycle leads back; the present one if none.
    pub back_to: Option<Phase>,
}

/// A condition as filled in.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct ConditionProposal {
    /// What must be done.
    pub text: String,
    /// Name of the owner; a new name becomes a person.
    pub owner: String,
    /// Day by which it is to be met.
    pub due: Option<Date>,
}

/// A list that was rehearsed: the records to make, to change and to delete.
#[derive(Clone, Default)]
pub struct Import {
    /// What it is, for people: "Import 19 projects from list.csv".
    pub label: String,
    /// Records to make, ids given. Relations to be found by name stand in `names`.
    pub creates: Vec<Arc<dyn Record>>,
    /// Relations given as names: the record made, the field, the name.
    pub names: Vec<(Id, u8, String)>,
    /// Fields to change.
    pub changes: Vec<(Id, Vec<(FieldKey, Value)>)>,
    /// Whether this brings back a backup: then fields are taken as they are, phases and gate reviews included.
    pub restores: bool,
    /// Why it may break limits of boards that are not strict; it stands with the cards.
    pub because: String,
    /// Records of a backup that are here already: a code that two of a backup share is no reason to refuse it.
    pub known: Vec<Id>,
}
