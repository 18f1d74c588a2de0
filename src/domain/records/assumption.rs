//! Assumptions: what is taken to be true until somebody finds out.

use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};
use crate::domain::records::project::ImportedCell;

choice! {
    /// What became of an assumption.
    AssumptionState {
        /// Nobody knows yet.
        Open = "open", "Open";
        /// It is true.
        Confirmed = "confirmed", "Confirmed";
        /// It is not.
        Refuted = "refuted", "Refuted";
    }
}
always_given!(AssumptionState, Open);

record! {
    /// An assumption.
    Assumption, 20, "assumption", "Assumption", "Assumptions",
        open(|assumption: &Assumption| assumption.state == AssumptionState::Open), states(STATES), late, shown_at("raid/assumptions?open={id}") {
        /// What is taken to be true.
        text: Text, "Assumption", required, title;
        /// Project.
        project: Option<Ref<Project>>, "Project", indexed;
        /// What became of it; it changes as `STATES` says.
        state: AssumptionState, "State", required;
        /// Where it comes from.
        source: Text, "Where from";
        /// What hangs on it.
        why: Prose, "Why it matters";
        /// How sure it is: 1 a guess, 5 nearly certain.
        confidence: Option<Bounded<1, 5>>, "Confidence";
        /// Until when it is to be known.
        validate_by: Option<Date>, "Validate by";
        /// Who finds out.
        owner: Option<Ref<Person>>, "Owner";
        /// What was found.
        result: Prose, "Result";
        /// Day on which it was known.
        ended_on: Option<Date>, "Ended on", ended;
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
    }
}

states! {
    /// How an assumption goes on.
    STATES, AssumptionState, state {
        Open => Confirmed, Refuted;
        Confirmed => Open, Refuted;
        Refuted => Open;
    }
    Refuted demands result;
}

impl Assumption {
    /// By how many days it should have been known, if it is overdue.
    pub fn overdue(&self, today: Date) -> Option<i64> {
        let due = self.validate_by.filter(|_| self.state == AssumptionState::Open)?;
        Some(today.days_since(due)).filter(|days| *days > 0)
    }
}
