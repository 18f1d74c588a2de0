//! The form of a gate review: criteria with answers, what each decision demands, and the proposal it becomes.
//! Must not know how it is drawn.

use super::form::read_money;
use crate::domain::date::Date;
use crate::domain::field::Bounded;
use crate::domain::gates::checklist::{self, Criterion, CriterionKind};
use crate::domain::gates::suggestion::Suggestion;
use crate::domain::gates::transition::{self, Position};
use crate::domain::gates::{Gate, Outcome, StopReason};
use crate::domain::id::{Id, Ref};
use crate::domain::money::Currency;
use crate::domain::records::gate_review::{Answer, MustAnswer};
use crate::domain::records::project::Phase;
use crate::domain::records::{GateReview, Project};
use crate::engine::command::{ConditionProposal, GateProposal};

/// What was filled in so far, as typed.
#[derive(Clone, PartialEq, Debug)]
pub struct GateForm {
    /// The project.
    pub project: Id,
    /// The gate.
    pub gate: Gate,
    /// The decision chosen.
    pub outcome: Option<Outcome>,
    /// Phase to which recycle leads back.
    pub back_to: Option<Phase>,
    /// Day it was held.
    pub held_on: String,
    /// Answers, one for each criterion in order.
    pub answers: Vec<Answer>,
    /// Names of deciders, separated by commas.
    pub deciders: String,
    /// Names of attendees, separated by commas.
    pub attendees: String,
    /// Statement of the lead.
    pub lead_statement: String,
    /// Statement of the PMO.
    pub pmo_statement: String,
    /// Reasons.
    pub reasons: String,
    /// Alternatives considered.
    pub alternatives: String,
    /// Funding released.
    pub funding_released: String,
    /// Next gate or review.
    pub next_gate_on: String,
    /// What must change.
    pub must_change: String,
    /// People and money meanwhile.
    pub people_meanwhile: String,
    /// Rework.
    pub rework: String,
    /// Stop reason.
    pub stop_reason: Option<StopReason>,
    /// Cost to exit.
    pub exit_cost: String,
    /// Lessons.
    pub lessons: String,
    /// Conditions: text, owner, due date as typed.
    pub conditions: Vec<ConditionRow>,
}

/// A condition as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ConditionRow {
    /// What must be done.
    pub text: String,
    /// Owner.
    pub owner: String,
    /// Due date.
    pub due: String,
}

/// A field of the form beside criteria and conditions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GateField {
    /// Why.
    Reasons,
    /// Money released.
    FundingReleased,
    /// Day of the next gate or review.
    NextGateOn,
    /// What must change.
    MustChange,
    /// People and money.
    PeopleMeanwhile,
    /// Rework.
    Rework,
    /// Stop reason.
    StopReason,
    /// Cost to exit.
    ExitCost,
    /// Lessons.
    Lessons,
    /// Conditions.
    Conditions,
}

impl GateForm {
    /// An empty form for the gate at which the project stands; `None` if it is closed.
    pub fn new(project: &Project, outcome: Option<Outcome>, back_to: Option<Phase>, today: Date) -> Option<Self> {
        let gate = Gate::next_for(project.phase, project.state)?;
        let position = Position { phase: project.phase, state: project.state };
        let outcome = outcome.filter(|outcome| transition::outcomes(gate, position).contains(outcome));
        let answers = criteria_of(project, gate)
            .map(|criterion| Answer { criterion: criterion.id.into(), ..Answer::default() })
            .collect();
        Some(Self {
            project: project.meta.id,
            gate,
            outcome,
            back_to,
            held_on: today.to_string(),
            answers,
            deciders: String::new(),
            attendees: String::new(),
            lead_statement: String::new(),
            pmo_statement: String::new(),
            reasons: String::new(),
            alternatives: String::new(),
            funding_released: String::new(),
            next_gate_on: String::new(),
            must_change: String::new(),
            people_meanwhile: String::new(),
            rework: String::new(),
            stop_reason: None,
            exit_cost: String::new(),
            lessons: String::new(),
            conditions: vec![ConditionRow::default()],
        })
    }

    /// Answers a must-meet criterion.
    pub fn answer_met(&mut self, criterion: &str, met: Option<MustAnswer>) {
        if let Some(answer) = self.answers.iter_mut().find(|answer| &*answer.criterion == criterion) {
            answer.met = met;
        }
    }

    /// Scores a should-meet criterion.
    pub fn answer_points(&mut self, criterion: &str, points: Option<i64>) {
        if let Some(answer) = self.answers.iter_mut().find(|answer| &*answer.criterion == criterion) {
            answer.points = points.filter(|points| (0..=10).contains(points)).map(Bounded);
        }
    }

    /// Notes something beside a criterion.
    pub fn note(&mut self, criterion: &str, note: &str) {
        if let Some(answer) = self.answers.iter_mut().find(|answer| &*answer.criterion == criterion) {
            answer.note = note.into();
        }
    }

    /// The proposal it becomes. Text that is no date or amount counts as missing: the demand says so.
    pub fn proposal(&self, currency: Currency) -> GateProposal {
        let names =
            |text: &str| text.split([',', ';']).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
        let given = |answer: &&Answer| answer.met.is_some() || answer.points.is_some() || !answer.note.is_empty();
        let review = GateReview {
            project: Some(Ref::new(self.project)),
            gate: self.gate,
            outcome: self.outcome.unwrap_or_default(),
            held_on: Date::parse(self.held_on.trim()),
            answers: self.answers.iter().filter(given).cloned().collect(),
            lead_statement: self.lead_statement.trim().into(),
            pmo_statement: self.pmo_statement.trim().into(),
            reasons: self.reasons.trim().into(),
            alternatives: self.alternatives.trim().into(),
            next_gate_on: Date::parse(self.next_gate_on.trim()),
            ..GateReview::default()
        };
        let asks = |field| self.outcome.is_some_and(|outcome| fields(self.gate, outcome).contains(&field));
        let text =
            |field, text: &str| if asks(field) { text.trim().into() } else { crate::domain::field::Prose::default() };
        let money = |field, text: &str| if asks(field) { read_money(text, currency) } else { None };
        let review = GateReview {
            funding_released: money(GateField::FundingReleased, &self.funding_released),
            must_change: text(GateField::MustChange, &self.must_change),
            people_meanwhile: text(GateField::PeopleMeanwhile, &self.people_meanwhile),
            rework: text(GateField::Rework, &self.rework),
            stop_reason: self.stop_reason.filter(|_| asks(GateField::StopReason)),
            exit_cost: money(GateField::ExitCost, &self.exit_cost),
            lessons: text(GateField::Lessons, &self.lessons),
            ..review
        };
        let rows = self.conditions.iter().filter(|row| **row != ConditionRow::default());
        let condition = |row: &ConditionRow| ConditionProposal {
            text: row.text.clone(),
            owner: row.owner.clone(),
            due: Date::parse(row.due.trim()),
        };
        GateProposal {
            review,
            deciders: names(&self.deciders),
            attendees: names(&self.attendees),
            conditions: if asks(GateField::Conditions) { rows.map(condition).collect() } else { Vec::new() },
            back_to: self.back_to.filter(|_| self.outcome == Some(Outcome::Recycle)),
        }
    }
}

/// The criteria of the gate for that project.
pub fn criteria_of(project: &Project, gate: Gate) -> impl Iterator<Item = &'static Criterion> {
    let stopped = project.state == crate::domain::records::project::State::Stopped;
    checklist::criteria(gate, project.size_class, stopped)
}

/// Heading of a group of criteria.
pub fn group_title(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Fact => "Must be true",
        CriterionKind::Document => "Must exist",
        CriterionKind::Should => "Should be, 0 to 10",
    }
}

/// The fields that a decision asks for, demanded ones and the next gate.
pub fn fields(gate: Gate, outcome: Outcome) -> &'static [GateField] {
    use GateField::*;
    let releases = matches!(gate, Gate::G0 | Gate::G1 | Gate::G2 | Gate::G3);
    match outcome {
        Outcome::Go if releases => &[Reasons, FundingReleased, NextGateOn],
        Outcome::Go => &[Reasons, NextGateOn],
        Outcome::ConditionalGo if releases => &[Reasons, Conditions, FundingReleased, NextGateOn],
        Outcome::ConditionalGo => &[Reasons, Conditions, NextGateOn],
        Outcome::Hold => &[Reasons, MustChange, PeopleMeanwhile, NextGateOn],
        Outcome::Recycle => &[Reasons, Rework, NextGateOn],
        Outcome::Stop => &[Reasons, StopReason, ExitCost, PeopleMeanwhile, Lessons],
    }
}

/// What a decision means, in a sentence.
pub fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Go => "Criteria met, resources released.",
        Outcome::ConditionalGo => "Go, with conditions that somebody owes by a date.",
        Outcome::Hold => "A good project at the wrong moment.",
        Outcome::Recycle => "Evidence is insufficient: rework and come again.",
        Outcome::Stop => "Not worth continuing.",
    }
}

/// The arithmetic of the suggestion, in a sentence.
pub fn arithmetic(suggestion: &Suggestion, go_from: i64, conditional_from: i64) -> String {
    let mut parts = Vec::new();
    if suggestion.unanswered > 0 {
        parts.push(format!("{} must-meet still unanswered", suggestion.unanswered));
    }
    if suggestion.facts_failed > 0 {
        parts.push(format!("{} not met", suggestion.facts_failed));
    }
    if suggestion.documents_missing > 0 {
        parts.push(format!("{} missing", super::format::count(suggestion.documents_missing, "document")));
    }
    match suggestion.share() {
        Some(share) => {
            parts.push(format!("should-meet {} of {} points, {share} %", suggestion.points, suggestion.possible))
        }
        None => parts.push("no should-meet scored".to_owned()),
    }
    format!("{}. Go from {go_from} %, conditional go from {conditional_from} %.", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::project::State;

    #[test]
    fn what_a_decision_does_not_ask_for_is_left_out() {
        let project = Project { phase: Phase::Planning, state: State::Active, ..Project::default() };
        let today = Date::parse("2026-11-22").unwrap();
        let mut form = GateForm::new(&project, Some(Outcome::Hold), None, today).unwrap();
        form.reasons = " Later ".to_owned();
        form.must_change = "Money".to_owned();
        form.lessons = "None yet".to_owned();
        form.deciders = "Ada Lovelace, ; Charles Babbage".to_owned();
        form.conditions = vec![ConditionRow { text: "x".to_owned(), ..ConditionRow::default() }];
        form.funding_released = "10".to_owned();
        let proposal = form.proposal(Currency::GBP);
        assert_eq!(
            (&*proposal.review.reasons, &*proposal.review.must_change, &*proposal.review.lessons),
            ("Later", "Money", "")
        );
        assert_eq!(proposal.deciders, ["Ada Lovelace", "Charles Babbage"]);
        assert!(proposal.conditions.is_empty() && proposal.review.funding_released.is_none());
        assert!(proposal.review.answers.is_empty(), "unanswered criteria are not stored");
    }

    #[test]
    fn a_closed_project_has_no_form_and_a_lane_no_impossible_choice() {
        let today = Date::parse("2026-11-22").unwrap();
        let closed = Project { phase: Phase::Closed, state: State::Completed, ..Project::default() };
        assert!(GateForm::new(&closed, None, None, today).is_none());
        let held = Project { phase: Phase::Planning, state: State::OnHold, ..Project::default() };
        let form = GateForm::new(&held, Some(Outcome::Hold), None, today).unwrap();
        assert_eq!((form.gate, form.outcome), (Gate::Resume, None));
    }
}
