//! Decisions outside gates, with options and reasons. The decision log is a query over these and the gate reviews.

use super::{Body, Person, Programme, Project};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states, structure};

choice! {
    /// How far a decision is.
    DecisionState {
        /// Somebody must decide.
        Needed = "needed", "Needed";
        /// Options are on the table.
        Prepared = "prepared", "Prepared";
        /// Decided.
        Taken = "taken", "Taken";
        /// Carried out.
        Implemented = "implemented", "Implemented";
        /// Open again.
        Reopened = "reopened", "Reopened";
        /// Replaced by a later one.
        Superseded = "superseded", "Superseded";
    }
}
always_given!(DecisionState, Needed);

structure! {
    /// One way to decide.
    DecisionOption {
        /// The option.
        text: Text, "Option", required;
        /// What speaks for it.
        pros: Prose, "For";
        /// What speaks against it.
        cons: Prose, "Against";
    }
}

record! {
    /// A decision.
    Decision, 7, "decision", "Decision", "Decisions", open(Decision::waits), states(STATES), shown_at("decisions") {
        /// Number, counted in the portfolio.
        number: crate::domain::field::Count, "Number", required;
        /// What is to be decided.
        question: Text, "Question", required, title;
        /// How far the decision is; it changes as `STATES` says.
        state: DecisionState, "State", required;
        /// What led to the question.
        context: Prose, "Context";
        /// Options.
        options: Vec<DecisionOption>, "Options";
        /// By what it is judged.
        criteria: Prose, "Criteria";
        /// What was chosen, in words; a decision that is taken has one.
        choice: Text, "Choice";
        /// Why that was chosen.
        reasons: Prose, "Reasons";
        /// Who decides.
        decider: Option<Ref<Person>>, "Decider";
        /// People who were asked for their view.
        consulted: Vec<Option<Ref<Person>>>, "Consulted";
        /// Day it was decided.
        decided_on: Option<Date>, "Decided on";
        /// Until when it is needed.
        due: Option<Date>, "Due";
        /// From when it holds.
        effective_from: Option<Date>, "Effective from";
        /// Records of any kind that the decision affects.
        affects: Vec<Option<Ref<Anything>>>, "Affects";
        /// What it is expected to do.
        expected_effect: Prose, "Expected effect";
        /// When to look at it again.
        review_on: Option<Date>, "Review on";
        /// The decision that replaced it.
        superseded_by: Option<Ref<Decision>>, "Superseded by";
        /// The project that it is about.
        project: Option<Ref<Project>>, "Project", indexed;
        /// The programme that it is about.
        programme: Option<Ref<Programme>>, "Programme";
        /// Who decides beside the decider.
        co_deciders: Vec<Option<Ref<Person>>>, "Decide too";
        /// The body that decided.
        body: Option<Ref<Body>>, "Deciding body";
    }
}

states! {
    /// How a decision goes on. What was taken is not undone by hand: it is reopened.
    STATES, DecisionState, state {
        Needed => Prepared, Taken;
        Prepared => Needed, Taken;
        Taken => Implemented, Reopened, Superseded;
        Implemented => Reopened, Superseded;
        Reopened => Taken;
        Superseded => Reopened;
    }
    Taken demands choice;
    Implemented demands choice;
}

impl Decision {
    /// All who decide, the decider first.
    pub fn deciders(&self) -> impl Iterator<Item = Ref<Person>> + '_ {
        self.decider.into_iter().chain(self.co_deciders.iter().filter_map(|co_decider| *co_decider))
    }

    /// Whether it waits to be taken.
    pub fn waits(&self) -> bool {
        matches!(self.state, DecisionState::Needed | DecisionState::Prepared | DecisionState::Reopened)
    }
}
