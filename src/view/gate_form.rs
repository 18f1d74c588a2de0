//! The form of a gate review: what was filled in so far, what each decision asks for, and the proposal it becomes.
//! Must not know how it is drawn.

use super::figures::read_money;
use super::project_board::limit::Breach;
use crate::domain::date::Date;
use crate::domain::field::Bounded;
use crate::domain::gates::checklist::Criterion;
use crate::domain::gates::suggestion::Suggestion;
use crate::domain::gates::{Gate, Outcome, StopReason};
use crate::domain::id::{Id, Ref};
use crate::domain::money::Currency;
use crate::domain::records::gate_review::{Answer, MustAnswer};
use crate::domain::records::project::Phase;
use crate::domain::records::{GateCriteria, GateReview, Lesson, Project};
use crate::engine::command::{ConditionProposal, GateProposal};
use crate::engine::criteria;
use crate::engine::decide::demands;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

/// Points as chosen.
const POINTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// What was filled in so far, as typed.
#[derive(Clone, PartialEq, Debug)]
pub struct GateForm {
    /// The project.
    pub project: Id,
    /// The day on which it is filled in.
    pub today: Date,
    /// The gate.
    pub gate: Gate,
    /// The decision chosen.
    pub outcome: Option<Outcome>,
    /// Phase to which recycle leads back.
    pub back_to: Option<Phase>,
    /// Day it was held.
    pub held_on: String,
    /// What is asked, in order.
    pub criteria: Vec<Criterion>,
    /// The version of the criteria; the product's own if none.
    pub version: Option<Ref<GateCriteria>>,
    /// Answers, one for each criterion in order.
    pub answers: Vec<Answer>,
    /// Names of deciders, people or a body, one a line; commas separate too.
    pub deciders: String,
    /// Why somebody decides who has not the right to.
    pub beyond: String,
    /// Names of attendees, one a line; commas separate too.
    pub attendees: String,
    /// Statement of the lead.
    pub lead_statement: String,
    /// Statement of the PMO.
    pub pmo_statement: String,
    /// Reasons.
    pub reasons: String,
    /// Why one more project than the limit of its new phase.
    pub over_limit: String,
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
    /// Lessons of other projects that were looked at, and whether each is applied.
    pub checked: Vec<(Id, bool)>,
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
    /// An empty form for the gate at which the project stands; `None` if it is closed. No decision is chosen; recycle would lead
    /// back to where the project is, unless a move says to which earlier phase.
    pub fn new(portfolio: &Portfolio, project: &Project, back_to: Option<Phase>, today: Date) -> Option<Self> {
        let gate = Gate::next_for(project.phase, project.state)?;
        let back_to = Some(back_to.filter(|phase| *phase <= project.phase).unwrap_or(project.phase));
        let (criteria, version) = criteria::for_project(portfolio, project, gate);
        let answers = criteria.iter().map(|own| Answer { criterion: own.id.clone(), ..Answer::default() }).collect();
        Some(Self {
            project: project.meta.id,
            today,
            gate,
            outcome: None,
            back_to,
            held_on: today.to_string(),
            criteria,
            version,
            answers,
            deciders: String::new(),
            beyond: String::new(),
            attendees: String::new(),
            lead_statement: String::new(),
            pmo_statement: String::new(),
            reasons: String::new(),
            over_limit: String::new(),
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
            checked: Vec::new(),
        })
    }

    /// The answer to a criterion as chosen: stored name of a must-meet answer, points, or empty.
    pub fn answer(&self, criterion: &str) -> &'static str {
        let answer = self.answers.iter().find(|answer| &*answer.criterion == criterion);
        let points = |points: i64| usize::try_from(points).ok().and_then(|at| POINTS.get(at).copied());
        let chosen = answer.and_then(|own| {
            own.met.map(MustAnswer::name).or_else(|| own.points.and_then(|Bounded(number)| points(number)))
        });
        chosen.unwrap_or_default()
    }

    /// Answers a criterion: a must-meet one by stored name, a should-meet one by points, either with nothing.
    pub fn set_answer(&mut self, criterion: &str, chosen: &str) {
        if let Some(answer) = self.answers.iter_mut().find(|answer| &*answer.criterion == criterion) {
            answer.met = MustAnswer::parse(chosen);
            answer.points = POINTS.iter().position(|own| *own == chosen).map(|points| Bounded(points as i64));
        }
    }

    /// The note beside a criterion.
    pub fn note_on(&self, criterion: &str) -> String {
        let answer = self.answers.iter().find(|answer| &*answer.criterion == criterion);
        answer.map(|answer| answer.note.to_string()).unwrap_or_default()
    }

    /// A field beside criteria and conditions, by its stored name.
    pub fn text(&self, name: &str) -> String {
        match name {
            "outcome" => self.outcome.map(Outcome::name).unwrap_or_default().to_owned(),
            "back_to" => self.back_to.map(Phase::name).unwrap_or_default().to_owned(),
            "stop_reason" => self.stop_reason.map(StopReason::name).unwrap_or_default().to_owned(),
            // The same table as for writing; the copy is of one small form.
            _ => self.clone().typed(name).map(std::mem::take).unwrap_or_default(),
        }
    }

    /// Fills in a field beside criteria and conditions.
    pub fn set_text(&mut self, name: &str, text: String) {
        match name {
            "outcome" => self.outcome = Outcome::parse(&text),
            "back_to" => self.back_to = Phase::parse(&text),
            "stop_reason" => self.stop_reason = StopReason::parse(&text),
            _ => {
                if let Some(own) = self.typed(name) {
                    *own = text;
                }
            }
        }
    }

    fn typed(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "held_on" => &mut self.held_on,
            "deciders" => &mut self.deciders,
            "beyond" => &mut self.beyond,
            "attendees" => &mut self.attendees,
            "lead_statement" => &mut self.lead_statement,
            "pmo_statement" => &mut self.pmo_statement,
            "reasons" => &mut self.reasons,
            "over_limit" => &mut self.over_limit,
            "alternatives" => &mut self.alternatives,
            "funding_released" => &mut self.funding_released,
            "next_gate_on" => &mut self.next_gate_on,
            "must_change" => &mut self.must_change,
            "people_meanwhile" => &mut self.people_meanwhile,
            "rework" => &mut self.rework,
            "exit_cost" => &mut self.exit_cost,
            "lessons" => &mut self.lessons,
            _ => return None,
        })
    }

    /// A part of a condition: 0 is the text, 1 the owner, 2 the due date.
    pub fn condition(&mut self, at: usize, part: u8) -> Option<&mut String> {
        let row = self.conditions.get_mut(at)?;
        Some(match part {
            0 => &mut row.text,
            1 => &mut row.owner,
            _ => &mut row.due,
        })
    }

    /// What a part of a condition holds.
    pub fn condition_text(&self, at: usize, part: u8) -> String {
        let parts = self.conditions.get(at).map(|row| [&row.text, &row.owner, &row.due]);
        parts.and_then(|parts| parts.get(usize::from(part)).map(|own| (*own).clone())).unwrap_or_default()
    }

    /// Notes something beside a criterion.
    pub fn note(&mut self, criterion: &str, note: &str) {
        if let Some(answer) = self.answers.iter_mut().find(|answer| &*answer.criterion == criterion) {
            answer.note = note.into();
        }
    }

    /// What was found of a lesson of another project: "yes" if it is applied, "no" if it does not fit, empty if nobody has looked at it.
    pub fn lesson(&self, id: Id) -> &'static str {
        match self.checked.iter().find(|(known, _)| *known == id) {
            Some((_, true)) => "yes",
            Some((_, false)) => "no",
            None => "",
        }
    }

    /// Says of a lesson what was found.
    pub fn check_lesson(&mut self, id: Id, chosen: &str) {
        self.checked.retain(|(known, _)| *known != id);
        if !chosen.is_empty() {
            self.checked.push((id, chosen == "yes"));
        }
    }

    /// How many lessons were looked at.
    pub fn lessons_seen(&self) -> usize {
        self.checked.len()
    }

    /// The lessons that were found to be so.
    fn lessons_that(&self, are_applied: bool) -> Vec<Option<Ref<Lesson>>> {
        self.checked.iter().filter(|own| own.1 == are_applied).map(|own| Some(Ref::new(own.0))).collect()
    }

    /// Has a document that is missing become a condition; gives its place. The first row that is empty is taken, and none twice.
    pub fn add_condition(&mut self, text: &str) -> usize {
        let place = |row: &ConditionRow| row.text.trim() == text;
        let is_empty = |row: &ConditionRow| *row == ConditionRow::default();
        let known = self.conditions.iter().position(place).or_else(|| self.conditions.iter().position(is_empty));
        let at = known.unwrap_or(self.conditions.len());
        match self.conditions.get_mut(at) {
            Some(row) => row.text = text.to_owned(),
            None => self.conditions.push(ConditionRow { text: text.to_owned(), ..ConditionRow::default() }),
        }
        at
    }

    /// Lets go of a decision that the answers no longer allow; gives it, and why.
    pub fn drop_impossible(&mut self, suggestion: &Suggestion) -> Option<(Outcome, &'static str)> {
        let chosen = self.outcome?;
        let why = Some(obstacle(chosen, suggestion)).filter(|why| !why.is_empty())?;
        self.outcome = None;
        Some((chosen, why))
    }

    /// Names somebody who decides, beside those who are named already.
    pub fn name_decider(&mut self, name: &str) {
        let is_named =
            self.deciders.split(['\n', ',', ';']).any(|known| known.trim().eq_ignore_ascii_case(name.trim()));
        if !is_named {
            let before = self.deciders.trim().to_owned();
            self.deciders = if before.is_empty() { name.to_owned() } else { [&*before, ", ", name].concat() };
        }
    }

    /// What is still missing: the field by stored name, and a sentence. Without a decision only what each one asks for.
    pub fn missing(
        &self,
        portfolio: &Portfolio,
        project: &Project,
        currency: Currency,
        breach: Option<Breach>,
    ) -> Vec<(&'static str, String)> {
        let demanded = demands(portfolio, project, &self.proposal(currency), self.today).into_iter().map(|rejection| {
            match rejection {
                Rejection::Demands { field, sentence } => (field, sentence),
                other => ("outcome", other.to_string()),
            }
        });
        let mut found = Vec::new();
        if self.outcome.is_none() {
            found.push(("outcome", "Choose a decision.".to_owned()));
        }
        let is_asked =
            |own: &(&'static str, String)| self.outcome.is_some() || matches!(own.0, "held_on" | "deciders" | "beyond");
        found.extend(demanded.filter(is_asked));
        if let Some(breach) = breach.filter(|_| self.over_limit.trim().is_empty()) {
            found.push(("over_limit", breach.demand()));
        }
        found
    }

    /// The proposal it becomes. Text that is no date or amount counts as missing: the demand says so.
    pub fn proposal(&self, currency: Currency) -> GateProposal {
        let names =
            |text: &str| text.split(['\n', ',', ';']).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
        let given = |answer: &&Answer| answer.met.is_some() || answer.points.is_some() || !answer.note.is_empty();
        let review = GateReview {
            project: Some(Ref::new(self.project)),
            gate: self.gate,
            outcome: self.outcome.unwrap_or_default(),
            held_on: Date::parse(self.held_on.trim()),
            criteria: self.version,
            answers: self.answers.iter().filter(given).cloned().collect(),
            lead_statement: self.lead_statement.trim().into(),
            pmo_statement: self.pmo_statement.trim().into(),
            reasons: self.reasons.trim().into(),
            beyond: self.beyond.trim().into(),
            alternatives: self.alternatives.trim().into(),
            next_gate_on: Date::parse(self.next_gate_on.trim()),
            applied_lessons: self.lessons_that(true),
            other_lessons: self.lessons_that(false),
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

/// What keeps a decision from being taken by the answers given so far; empty if nothing does.
pub fn obstacle(outcome: Outcome, suggestion: &Suggestion) -> &'static str {
    match outcome {
        Outcome::Go | Outcome::ConditionalGo if suggestion.facts_failed > 0 => "a fact is not true",
        Outcome::Go if suggestion.documents_missing > 0 => "a document is missing",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::project::State;
    use crate::view::gate_words::{ALWAYS, AT_WILL, as_asked};

    #[test]
    fn what_a_decision_does_not_ask_for_is_left_out() {
        let project = Project { phase: Phase::Planning, state: State::Active, ..Project::default() };
        let today = Date::parse("2026-11-22").unwrap();
        let mut form = GateForm::new(&Portfolio::default(), &project, None, today).unwrap();
        form.outcome = Some(Outcome::Hold);
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
    fn a_closed_project_has_no_form_and_no_form_begins_with_a_decision() {
        let today = Date::parse("2026-11-22").unwrap();
        let closed = Project { phase: Phase::Closed, state: State::Completed, ..Project::default() };
        assert!(GateForm::new(&Portfolio::default(), &closed, None, today).is_none());
        let held = Project { phase: Phase::Planning, state: State::OnHold, ..Project::default() };
        let form = GateForm::new(&Portfolio::default(), &held, Some(Phase::Initiation), today).unwrap();
        assert_eq!((form.gate, form.outcome, form.back_to), (Gate::Resume, None, Some(Phase::Initiation)));
        let form = GateForm::new(&Portfolio::default(), &held, Some(Phase::Execution), today).unwrap();
        assert_eq!(form.back_to, Some(Phase::Planning), "recycle leads to no later phase");
    }

    #[test]
    fn a_decision_that_became_impossible_is_let_go_and_said() {
        let project = Project { phase: Phase::Planning, state: State::Active, ..Project::default() };
        let mut form =
            GateForm::new(&Portfolio::default(), &project, None, Date::parse("2026-11-22").unwrap()).unwrap();
        form.outcome = Some(Outcome::Go);
        let sum = Suggestion { documents_missing: 1, ..Suggestion::default() };
        assert_eq!(form.drop_impossible(&sum), Some((Outcome::Go, "a document is missing")));
        assert_eq!((form.outcome, form.drop_impossible(&sum)), (None, None));
        form.outcome = Some(Outcome::ConditionalGo);
        assert_eq!(form.drop_impossible(&sum), None);
    }

    #[test]
    fn a_missing_document_becomes_a_condition_once() {
        let project = Project { phase: Phase::Planning, state: State::Active, ..Project::default() };
        let mut form =
            GateForm::new(&Portfolio::default(), &project, None, Date::parse("2026-11-22").unwrap()).unwrap();
        assert_eq!(
            [form.add_condition("Budget"), form.add_condition("Charter"), form.add_condition("Budget")],
            [0, 1, 0]
        );
        assert_eq!(form.conditions.len(), 2);
    }

    #[test]
    fn what_is_missing_follows_what_is_filled_in() {
        let project = Project { phase: Phase::Candidate, state: State::Active, ..Project::default() };
        let portfolio = Portfolio::default();
        let mut form = GateForm::new(&portfolio, &project, None, Date::parse("2026-11-22").unwrap()).unwrap();
        let missing = |form: &GateForm| {
            let all = form.missing(&portfolio, &project, Currency::GBP, None);
            all.into_iter().map(|own| own.0).collect::<Vec<_>>()
        };
        assert_eq!(missing(&form), ["outcome", "deciders"]);
        form.outcome = Some(Outcome::Go);
        assert_eq!(missing(&form), ["answers", "deciders", "reasons", "funding_released"]);
        form.deciders = "Ada".to_owned();
        form.reasons = "It pays.".to_owned();
        assert_eq!(missing(&form), ["answers", "funding_released"]);
    }

    #[test]
    fn what_is_filled_in_by_name_is_read_by_name() {
        let project = Project { phase: Phase::Planning, state: State::Active, ..Project::default() };
        let mut form =
            GateForm::new(&Portfolio::default(), &project, None, Date::parse("2026-11-22").unwrap()).unwrap();
        let fields = Outcome::ALL.iter().flat_map(|outcome| {
            fields(Gate::G2, *outcome).iter().filter_map(|field| as_asked(*field, *outcome)).collect::<Vec<_>>()
        });
        for field in fields.chain(ALWAYS).chain(AT_WILL) {
            let text = if field.name == "stop_reason" { "case_gone" } else { "x" };
            form.set_text(field.name, text.to_owned());
            assert_eq!(form.text(field.name), text, "{}", field.name);
        }
        form.set_text("back_to", "initiation".to_owned());
        assert_eq!((form.back_to, form.text("outcome")), (Some(Phase::Initiation), String::new()));
        form.deciders = "Ada Lovelace\nCharles Babbage".to_owned();
        assert_eq!(form.proposal(Currency::GBP).deciders, ["Ada Lovelace", "Charles Babbage"]);
    }
}
