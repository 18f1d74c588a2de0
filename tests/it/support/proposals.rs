//! Gate proposals that give all that a decision demands, and each demand as something to leave out.

use super::day;
use super::world::held_on;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::gates::checklist::{self, CriterionKind};
use pocket_pmo::domain::gates::{Gate, Outcome, StopReason};
use pocket_pmo::domain::id::Ref;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::records::gate_review::{Answer, MustAnswer};
use pocket_pmo::domain::records::project::State;
use pocket_pmo::domain::records::{GateReview, Project};
use pocket_pmo::engine::command::{ConditionProposal, GateProposal};

/// A proposal for the project's next gate that gives all that the decision demands, and more.
pub fn complete(project: &Project, outcome: Outcome) -> GateProposal {
    let gate = Gate::next_for(project.phase, project.state).unwrap_or_default();
    let money = |minor| Some(Money { minor, currency: Currency::GBP });
    let criteria = checklist::criteria(gate, project.size_class, project.state == State::Stopped);
    let answers = criteria.into_iter().map(|criterion| {
        let is_should = criterion.kind == CriterionKind::Should;
        Answer {
            criterion: criterion.id,
            met: (!is_should).then_some(MustAnswer::Yes),
            points: is_should.then_some(Bounded(8)),
            ..Answer::default()
        }
    });
    let review = GateReview {
        project: Some(Ref::new(project.meta.id)),
        gate,
        outcome,
        held_on: Some(held_on()),
        answers: answers.collect(),
        reasons: "It is worth it".into(),
        funding_released: money(100_000),
        next_gate_on: Some(day("2027-02-01")),
        must_change: "The supplier".into(),
        people_meanwhile: "They help Gemini".into(),
        rework: "The schedule".into(),
        stop_reason: Some(StopReason::CaseGone),
        exit_cost: money(5_000),
        lessons: "Ask earlier".into(),
        ..GateReview::default()
    };
    let condition = ConditionProposal {
        text: "Sign the contract".to_owned(),
        owner: "Grace Hopper".to_owned(),
        due: Some(day("2026-12-24")),
    };
    GateProposal {
        review,
        deciders: vec!["Ada Lovelace".to_owned()],
        attendees: vec!["Grace Hopper".to_owned(), "ada lovelace ".to_owned()],
        conditions: vec![condition],
        back_to: None,
    }
}

/// Takes one demand out of a proposal, and says which field of the form a refusal must name.
pub type Omission = (&'static str, fn(&mut GateProposal));

/// Every demand of the handbook for that decision at a gate that releases money.
pub fn omissions(outcome: Outcome) -> Vec<Omission> {
    let mut omissions: Vec<Omission> = vec![
        ("held_on", |p| p.review.held_on = None),
        ("deciders", |p| p.deciders.clear()),
        ("deciders", |p| p.deciders = vec!["  ".to_owned()]),
        ("reasons", |p| p.review.reasons = "".into()),
        ("reasons", |p| p.review.reasons = " \n ".into()),
    ];
    let own: &[Omission] = match outcome {
        Outcome::Go => &[
            ("answers", |p| fail_first(p, "g1.sponsor")),
            ("answers", |p| fail_first(p, "g1.charter")),
            ("answers", |p| drop(p.review.answers.remove(0))),
            ("funding_released", |p| p.review.funding_released = None),
        ],
        Outcome::ConditionalGo => &[
            ("answers", |p| fail_first(p, "g1.sponsor")),
            ("answers", |p| drop(p.review.answers.remove(0))),
            ("funding_released", |p| p.review.funding_released = None),
            ("conditions", |p| p.conditions.clear()),
            ("conditions", |p| p.conditions[0].text = " ".to_owned()),
            ("conditions", |p| p.conditions[0].owner = String::new()),
            ("conditions", |p| p.conditions[0].due = None),
        ],
        Outcome::Hold => &[
            ("next_gate_on", |p| p.review.next_gate_on = None),
            ("must_change", |p| p.review.must_change = "".into()),
            ("people_meanwhile", |p| p.review.people_meanwhile = "".into()),
        ],
        Outcome::Recycle => {
            &[("rework", |p| p.review.rework = "".into()), ("next_gate_on", |p| p.review.next_gate_on = None)]
        }
        Outcome::Stop => &[
            ("stop_reason", |p| p.review.stop_reason = None),
            ("exit_cost", |p| p.review.exit_cost = None),
            ("lessons", |p| p.review.lessons = "".into()),
            ("people_meanwhile", |p| p.review.people_meanwhile = "".into()),
        ],
    };
    omissions.extend_from_slice(own);
    omissions
}

/// Answers that criterion with no.
pub fn fail_first(proposal: &mut GateProposal, criterion: &str) {
    let answer = proposal.review.answers.iter_mut().find(|answer| &*answer.criterion == criterion);
    answer.expect("that criterion").met = Some(MustAnswer::No);
}
