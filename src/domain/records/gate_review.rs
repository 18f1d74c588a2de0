//! Gate reviews with their decision. Immutable: a correction is a new review that refers to the old one; undo marks the
//! review as withdrawn and leaves it listed. Conditions are records of their own, so that closing one alters no review.

use super::project::{Phase, SizeClass, State};
use super::{Body, GateCriteria, Lesson, Person, Project};
use crate::domain::date::{Date, Moment};
use crate::domain::field::{Bounded, Count, Percent, Prose, Text};
pub use crate::domain::gates::answer::{Answer, MustAnswer};
pub use crate::domain::gates::standing::Standing;
use crate::domain::gates::{Gate, Outcome, StopReason};
use crate::domain::id::Ref;
use crate::domain::macros::{choice, record, structure};
use crate::domain::money::Money;

choice! {
    /// The overall status of a project on the day of a review.
    KnownStatus {
        /// On course.
        Green = "green", "Green";
        /// Off course within limits.
        Amber = "amber", "Amber";
        /// Off course beyond limits.
        Red = "red", "Red";
        /// Its latest report was too old.
        OutOfDate = "out_of_date", "Out of date";
        /// No constraint had a status.
        NotReported = "not_reported", "Not reported";
        /// No constraint had one, and delivery was judged to be likely.
        ConfidenceGreen = "confidence_green", "Confidence green";
        /// The same, and delivery was judged to be feasible or probable.
        ConfidenceAmber = "confidence_amber", "Confidence amber";
        /// The same, and delivery was judged to be in doubt or unachievable.
        ConfidenceRed = "confidence_red", "Confidence red";
    }
}

structure! {
    /// What was known of the project when the review was recorded.
    Known {
        /// Overall status.
        status: Option<KnownStatus>, "Status";
        /// How it had changed, in words.
        trend: Text, "Trend";
        /// Planned finish.
        planned_finish: Option<Date>, "Planned finish";
        /// Expected finish.
        forecast_finish: Option<Date>, "Forecast finish";
        /// Approved cost as it stood that day.
        budget: Option<Money>, "Budget";
        /// Expected cost as it stood that day.
        forecast_cost: Option<Money>, "Forecast cost";
        /// What had been spent by that day.
        actual_cost: Option<Money>, "Actual cost";
        /// Conditions of earlier gates that were open.
        open_conditions: Option<Count>, "Open conditions";
        /// Those of them that were overdue.
        overdue_conditions: Option<Count>, "Overdue conditions";
    }
}

structure! {
    /// What the records said of one deliverable on the day of a review.
    RecordedDeliverable {
        /// Which deliverable.
        deliverable: Text, "Deliverable", required;
        /// What it was called.
        title: Text, "Title", required;
        /// How it stood.
        standing: Option<Standing>, "Standing";
        /// By whom and when, or why, in words.
        words: Prose, "In words";
    }
}

structure! {
    /// Who took a record back, and when.
    Withdrawal {
        /// Name of whoever took the review back; empty if none was given.
        by: Text, "By";
        /// When the review was taken back.
        at: Moment, "At", required;
    }
}

record! {
    /// A gate review with its decision.
    GateReview, 5, "gate_review", "Gate review", "Gate reviews", immutable, shown_at("projects/{project}/gates") {
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// Gate that was held.
        gate: Gate, "Gate", required;
        /// What was decided.
        outcome: Outcome, "Decision", required;
        /// Day for which the review was planned.
        planned_on: Option<Date>, "Planned on";
        /// Day on which it was held.
        held_on: Option<Date>, "Held on", required;
        /// Size class by which the checklist was chosen.
        size_class: SizeClass, "Size class", required;
        /// Version of the checklist.
        checklist_version: Bounded<0, 1_000_000>, "Checklist version";
        /// One answer for each criterion that was asked.
        answers: Vec<Answer>, "Answers";
        /// What the answers suggested.
        suggested: Option<Outcome>, "Suggested";
        /// Share of should-meet points in percent, rounded down.
        suggested_share: Option<Percent>, "Score in percent";
        /// Who was there.
        attendees: Vec<Option<Ref<Person>>>, "Attendees";
        /// What the lead said.
        lead_statement: Prose, "Statement of the lead";
        /// What the PMO said.
        pmo_statement: Prose, "Statement of the PMO";
        /// Who decided.
        deciders: Vec<Option<Ref<Person>>>, "Decided by";
        /// Why that was decided.
        reasons: Prose, "Reasons";
        /// What else was considered.
        alternatives: Prose, "Alternatives considered";
        /// Money released.
        funding_released: Option<Money>, "Funding released";
        /// Day of the next gate, or of the review of a project on hold.
        next_gate_on: Option<Date>, "Next gate or review on";
        /// What must change before a project on hold goes on.
        must_change: Prose, "What must change";
        /// What happens to the people meanwhile.
        people_meanwhile: Prose, "What happens to people and money";
        /// What is to be worked over after recycle.
        rework: Prose, "To be reworked";
        /// Why it was stopped.
        stop_reason: Option<StopReason>, "Stop reason";
        /// What stopping costs.
        exit_cost: Option<Money>, "Cost to exit";
        /// What was learnt.
        lessons: Prose, "Lessons";
        /// Phase of the project before the decision.
        from_phase: Phase, "From phase", required;
        /// State of the project before the decision.
        from_state: State, "From state", required;
        /// Phase of the project after the decision.
        to_phase: Phase, "To phase", required;
        /// State of the project after the decision.
        to_state: State, "To state", required;
        /// The review this one corrects.
        corrects: Option<Ref<GateReview>>, "Corrects";
        /// Taken back by undo.
        withdrawn: Withdrawal, "Withdrawn";
        /// The criteria it was held by; the product's own if none.
        criteria: Option<Ref<GateCriteria>>, "Criteria";
        /// What was known of the project when it was recorded.
        known: Known, "Known that day";
        /// Who recorded it; empty if nobody had said.
        recorded_by: Text, "Recorded by";
        /// What the records said of each deliverable when it was recorded.
        records: Vec<RecordedDeliverable>, "What the records said";
        /// Lessons of other projects that are applied in this one.
        applied_lessons: Vec<Option<Ref<Lesson>>>, "Lessons applied", indexed;
        /// Lessons of other projects that were looked at and do not fit.
        other_lessons: Vec<Option<Ref<Lesson>>>, "Lessons not applicable";
        /// The body that decided.
        body: Option<Ref<Body>>, "Deciding body";
        /// Why somebody decided who has not the right to.
        beyond: Prose, "Why somebody else decided";
    }
}

impl GateReview {
    /// Whether undo took it back.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn != Withdrawal::default()
    }
}
