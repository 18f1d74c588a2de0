//! Figures of gates: whether phases change by recorded decisions, and whether closing was complete. When a project came into the phase
//! in which an import put it is not known: it counts only where a date says it, and never as of the day of the import.

use super::{Facts, Reading, Tally};
use crate::domain::date::Date;
use crate::domain::gates::Gate;
use crate::domain::id::Id;
use crate::domain::records::gate_review::MustAnswer;
use crate::domain::records::project::{Phase, State};
use crate::domain::records::{GateReview, Project};
use crate::engine::index::IndexKey;
use crate::engine::lessons::has_checked;
use crate::engine::portfolio::Portfolio;
use crate::engine::reviews::order_of_reviews;

/// Days back in which phase changes and closings count.
const DAYS: i64 = 365;

/// The reviews of a project that stand, in the order in which they were decided.
fn standing(portfolio: &Portfolio, project: Id) -> Vec<&GateReview> {
    let ids = portfolio.ids(IndexKey::reviews(project)).into_iter();
    let mut reviews: Vec<&GateReview> =
        ids.filter_map(|id| portfolio.get::<GateReview>(id)).filter(|review| !review.is_withdrawn()).collect();
    crate::domain::sorting::sort_by(&mut reviews, |a, b| order_of_reviews(portfolio, a, b));
    reviews
}

/// Phase changes with a gate record of outcome and reasons, of all in the last 365 days.
pub(super) fn coverage(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for project in facts.portfolio.all::<Project>() {
        let mut unrecorded = |day: Option<Date>| {
            if facts.within(day, DAYS) {
                tally.lacking.push(project.meta.id);
            }
        };
        let reviews = standing(facts.portfolio, project.meta.id);
        let mut at = Phase::Candidate;
        for (number, review) in reviews.iter().enumerate() {
            if review.from_phase != at {
                unrecorded(if number == 0 { None } else { review.held_on });
            }
            at = review.to_phase;
        }
        if project.phase != at {
            unrecorded(project.phase_since);
        }
        for review in
            reviews.iter().filter(|review| review.from_phase != review.to_phase && facts.within(review.held_on, DAYS))
        {
            tally.count(review.meta.id, !review.reasons.trim().is_empty());
        }
    }
    tally.share(Reading::NoData("change of phase in the last 365 days"))
}

/// Active projects whose phase a gate of the phase model decided, by the checklist of their size class.
pub(super) fn model_used(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for project in facts.portfolio.all::<Project>().filter(|project| project.is_under_way()) {
        let last = standing(facts.portfolio, project.meta.id).last().map(|review| review.to_phase);
        tally.count(project.meta.id, last == Some(project.phase));
    }
    tally.share(Reading::NoData("active project"))
}

/// Gates G1 at which at least one lesson of another project was looked at, of those held in the last 365 days.
pub(super) fn lessons_applied(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    let reviews = facts.portfolio.all::<GateReview>().filter(|review| !review.is_withdrawn());
    for review in reviews.filter(|review| review.gate == Gate::G1 && facts.within(review.held_on, DAYS)) {
        tally.count(review.meta.id, has_checked(review));
    }
    tally.share(Reading::NoData("gate G1 held in the last 365 days"))
}

/// Closed projects with acceptance, handover, account closing and closing report, of those closed in the last 365 days.
pub(super) fn closing_complete(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for project in facts.portfolio.all::<Project>().filter(|project| project.phase == Phase::Closed) {
        if facts.within(closed_on(project), DAYS) {
            let reviews = standing(facts.portfolio, project.meta.id);
            let closing =
                reviews.iter().rev().find(|review| review.gate == Gate::G4 && review.to_phase == Phase::Closed);
            tally.count(project.meta.id, closing.is_some_and(|review| is_complete(review, project.state)));
        }
    }
    tally.share(Reading::NoData("project closed in the last 365 days"))
}

/// Whether the closing review found all that its checklist asks of closing. A stopped project has nothing to accept, and small
/// ones owe no report.
fn is_complete(review: &GateReview, state: State) -> bool {
    let answer =
        |id: &str| review.answers.iter().find(|answer| *answer.criterion.0 == *id).and_then(|answer| answer.met);
    let is_met = |id| matches!(answer(id), Some(MustAnswer::Yes | MustAnswer::NotApplicable));
    let accepted = state == State::Stopped || (is_met("g4.signed") && is_met("g4.operations"));
    accepted && is_met("g4.accounts") && answer("g4.report") != Some(MustAnswer::No)
}

/// The day a closed project was closed.
pub(super) fn closed_on(project: &Project) -> Option<Date> {
    project.actual_finish.or(project.phase_since)
}
