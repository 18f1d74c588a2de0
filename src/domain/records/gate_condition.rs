//! Conditions of a conditional go: what is still owed, by whom and until when.

use super::{GateReview, Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::record;

record! {
    /// A condition of a conditional go.
    GateCondition, 6, "gate_condition", "Condition", "Conditions",
        made_by("Conditions are set by a conditional go. Open the gate review."),
        open(|condition: &GateCondition| condition.closed_on.is_none()), shown_at("projects/{project}/gates")
    {
        /// Project to whose gate decision the condition belongs.
        project: Option<Ref<Project>>, "Project", required, decided, indexed;
        /// Review that set it.
        review: Option<Ref<GateReview>>, "Gate review", required, decided;
        /// What must be done.
        text: Text, "Condition", required, title, decided;
        /// Who answers for it.
        owner: Option<Ref<Person>>, "Owner", required;
        /// Day by which it is to be met.
        due: Option<Date>, "Due", required;
        /// Day on which it was met; none while it is open.
        closed_on: Option<Date>, "Closed on";
        /// How it was met.
        closing_note: Prose, "How it was met";
    }
}

impl GateCondition {
    /// Whether it is open and its due date has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.closed_on.is_none() && self.due.is_some_and(|due| due < today)
    }
}
