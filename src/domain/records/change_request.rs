//! Change requests: what somebody wants otherwise than the last baseline has it, with its impact, who decides, and what was decided. What
//! an implemented one did to the plan stands in the baseline that it set.

use super::{Baseline, Body, Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Bounded, Count, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states, structure};
use crate::domain::money::Money;

choice! {
    /// What a change request changes first of all.
    ChangeKind {
        /// What is delivered.
        Scope = "scope", "Scope";
        /// When it is delivered.
        Time = "time", "Time";
        /// What it costs.
        Cost = "cost", "Cost";
        /// How good it is.
        Quality = "quality", "Quality";
        /// What it brings.
        Benefit = "benefit", "Benefit";
        /// How people and the organisation work.
        People = "people", "People and organisation";
    }
}
always_given!(ChangeKind, Scope);

choice! {
    /// How far a change request is.
    ChangeState {
        /// Being written.
        Draft = "draft", "Draft";
        /// Handed in.
        Submitted = "submitted", "Submitted";
        /// Its impact is known; it waits to be decided.
        Assessed = "assessed", "Assessed";
        /// Decided: it will be done.
        Approved = "approved", "Approved";
        /// Decided: it will not be done.
        Rejected = "rejected", "Rejected";
        /// Decided: not now.
        Deferred = "deferred", "Deferred";
        /// Done, with a baseline of its own.
        Implemented = "implemented", "Implemented";
        /// Taken back by who asked for it.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}
always_given!(ChangeState, Draft);

structure! {
    /// One way to answer a change request.
    ChangeOption {
        /// The option.
        text: Text, "Option", required;
        /// What speaks for it.
        pros: Prose, "For";
        /// What speaks against it.
        cons: Prose, "Against";
    }
}

/// Calendar days by which a finish moves; earlier below zero.
pub type DayShift = Bounded<-9_999, 9_999>;

record! {
    /// A change request.
    ChangeRequest, 23, "change_request", "Change request", "Change requests", open(ChangeRequest::is_open), states(STATES), late, shown_at("projects/{project}/changes?open={id}") {
        /// Number, counted in the portfolio; given when it is made.
        number: Count, "Number";
        /// What is to change.
        title: Text, "Requested change", required, title;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// What it changes first of all.
        kind: ChangeKind, "Kind", required;
        /// How far it is; it changes as `STATES` says.
        state: ChangeState, "State", required;
        /// What is to change, in full.
        description: Prose, "Description";
        /// Why it is asked for.
        reason: Prose, "Reason for the change";
        /// Who asks for it.
        requester: Option<Ref<Person>>, "Requested by";
        /// Day it was asked for.
        raised_on: Option<Date>, "Raised on";
        /// What it came from.
        source: Option<Ref<Anything>>, "Source", indexed;
        /// What it changes of the scope.
        scope_impact: Prose, "Impact on scope";
        /// Calendar days by which the finish moves; earlier below zero.
        days: Option<DayShift>, "Impact on finish in days";
        /// What it costs more; less below zero.
        cost: Option<Money>, "Impact on cost";
        /// What it brings more; less below zero.
        benefit: Option<Money>, "Impact on benefit";
        /// What it does to the quality.
        quality_impact: Prose, "Impact on quality";
        /// What it does to the risks.
        risk_impact: Prose, "Impact on risk";
        /// What happens if nothing is done.
        do_nothing: Prose, "If nothing is done";
        /// What else could be done.
        options: Vec<ChangeOption>, "Other options";
        /// What who assessed it advises.
        recommendation: Prose, "Recommendation";
        /// Until when a decision is needed.
        due: Option<Date>, "Decide by";
        /// Who decides.
        decider: Option<Ref<Person>>, "Decided by";
        /// Day it was decided.
        decided_on: Option<Date>, "Decided on";
        /// Why it was decided so.
        decision_reason: Prose, "Reason for the decision";
        /// On what conditions it was approved.
        conditions: Prose, "Conditions";
        /// Day it was implemented.
        implemented_on: Option<Date>, "Implemented on", decided;
        /// The baseline that it set.
        baseline: Option<Ref<Baseline>>, "New baseline", decided;
        /// Of a change for people: whom it concerns.
        audience: Prose, "Audience";
        /// Of a change for people: what they are told.
        message: Prose, "Message";
        /// Of a change for people: what they learn.
        training: Prose, "Training";
        /// Of a change for people: by what it is seen that they work so.
        adoption: Prose, "Adoption measure";
        /// The body that decided.
        body: Option<Ref<Body>>, "Deciding body";
        /// Why somebody decided who has not the right to.
        beyond: Prose, "Why somebody else decided";
    }
}

states! {
    /// How a change request goes on. What was decided is decided again only after it was assessed again.
    STATES, ChangeState, state {
        Draft => Submitted, Withdrawn;
        Submitted => Draft, Assessed, Withdrawn;
        Assessed => Submitted, Approved, Rejected, Deferred, Withdrawn;
        Approved => Implemented, Withdrawn;
        Deferred => Assessed, Withdrawn;
        Rejected => Assessed;
        Withdrawn => Draft;
    }
    Submitted demands reason;
    Assessed demands do_nothing;
    Approved demands decider, decided_on, decision_reason;
    Rejected demands decider, decided_on, decision_reason;
    Deferred demands decider, decided_on, decision_reason;
    Implemented demands implemented_on, baseline;
}

impl ChangeRequest {
    /// Whether somebody still has to do something about it.
    pub fn is_open(&self) -> bool {
        use ChangeState::{Approved, Assessed, Deferred, Draft, Submitted};
        matches!(self.state, Draft | Submitted | Assessed | Approved | Deferred)
    }

    /// Whether it waits for a decision.
    pub fn waits(&self) -> bool {
        self.state == ChangeState::Assessed
    }

    /// Calendar days by which the finish moves.
    pub fn days(&self) -> i64 {
        self.days.map_or(0, |days| days.0)
    }
}
