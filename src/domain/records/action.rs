//! Actions: something a named person will do by a date, whatever it came from.

use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};
use crate::domain::records::project::ImportedCell;

choice! {
    /// How far an action is.
    ActionState {
        /// To be done.
        Open = "open", "Open";
        /// Done.
        Done = "done", "Done";
        /// Given up.
        Dropped = "dropped", "Dropped";
    }
}
always_given!(ActionState, Open);

record! {
    /// An action.
    Action, 16, "action", "Action", "Actions", open(|action: &Action| action.state == ActionState::Open), late, shown_at("actions?open={id}") {
        /// What is done.
        text: Text, "Action", required, title;
        /// Who does it.
        owner: Option<Ref<Person>>, "Owner";
        /// Until when.
        due: Option<Date>, "Due";
        /// How far it is.
        state: ActionState, "State", required;
        /// Day it was done or dropped.
        ended_on: Option<Date>, "Ended on", ended;
        /// What it came from.
        source: Option<Ref<Anything>>, "Source", indexed;
        /// The project that it is done for, if it is one alone.
        project: Option<Ref<Project>>, "Project", indexed;
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
    }
}

impl Action {
    /// By how many days it is overdue, if it is.
    pub fn overdue(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|_| self.state == ActionState::Open)?;
        Some(today.days_since(due)).filter(|days| *days > 0)
    }
}
