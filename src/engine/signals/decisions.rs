//! Figures of the decisions outside gates.

use super::{Facts, Reading, Tally};
use crate::domain::records::Decision;
use crate::domain::records::decision::DecisionState;

/// Days back in which decisions count.
const DAYS: i64 = 180;

/// Decided within their due date, of all with a due date in the last 180 days.
pub(super) fn lead_time(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for decision in facts.portfolio.all::<Decision>().filter(|decision| facts.within(decision.due, DAYS)) {
        let in_time = decision.decided_on.zip(decision.due).is_some_and(|(decided, due)| decided <= due);
        tally.count(decision.meta.id, in_time);
    }
    tally.share(Reading::NoData("decision that was due in the last 180 days"))
}

/// Taken with decider, day, reason and an option that was rejected, of all taken in the last 180 days.
pub(super) fn reasons(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for decision in facts.portfolio.all::<Decision>().filter(|decision| is_taken(decision)) {
        // Without the day it was decided the day it was entered counts.
        let day = decision.decided_on.or(Some(facts.day_of(decision.meta.stamp)));
        if facts.within(day, DAYS) {
            tally.count(decision.meta.id, is_complete(decision));
        }
    }
    tally.share(Reading::NoData("decision taken in the last 180 days"))
}

fn is_taken(decision: &Decision) -> bool {
    use DecisionState::{Implemented, Superseded, Taken};
    matches!(decision.state, Taken | Implemented | Superseded)
}

fn is_complete(decision: &Decision) -> bool {
    let rejected =
        decision.options.iter().any(|option| !option.text.trim().is_empty() && option.text != decision.choice);
    decision.decider.is_some() && decision.decided_on.is_some() && !decision.reasons.trim().is_empty() && rejected
}
