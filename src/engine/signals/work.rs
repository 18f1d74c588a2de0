//! Figures of mandatory deliverables: whether those that are missing are waived, and whether closed projects have all of theirs.

use super::gates::closed_on;
use super::{Facts, Reading, Tally, plain};
use crate::domain::gates::standing::Standing;
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::domain::work::columns::PHASES;
use crate::engine::deliverables::{owed, recorded};

/// Days back in which closings count.
const DAYS: i64 = 365;

/// Mandatory deliverables of phases that are over and that were not accepted: those that a waiver covers, of all; 1 if none is missing.
/// Of a phase in which a project is, nothing is missing yet; of one in which it kept no deliverables, the records say nothing.
pub(super) fn waivers(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    let mut is_kept = false;
    for project in facts.portfolio.all::<Project>() {
        for phase in PHASES.into_iter().filter(|phase| *phase < project.phase) {
            for owed in recorded(facts.portfolio, project, phase, facts.today) {
                is_kept = true;
                let record = owed.waiver.or(owed.item).unwrap_or(project.meta.id);
                match owed.standing {
                    Standing::Accepted => {}
                    Standing::Waived => tally.count(record, true),
                    // It need not hold for ever: when its gate was held it did.
                    Standing::Open | Standing::Missing if owed.waiver.is_some() => tally.count(record, true),
                    Standing::Open | Standing::Missing => tally.count(owed.item.unwrap_or(project.meta.id), false),
                }
            }
        }
    }
    tally.share(if is_kept { plain(1.0) } else { Reading::NoData("deliverable of a phase that is over") })
}

/// Closed projects with all mandatory deliverables accepted or waived, of those closed in the last 365 days. A waiver counts as of the day
/// of the closing: it need not hold for ever.
pub(super) fn audit_trail(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for project in facts.portfolio.all::<Project>().filter(|project| project.phase == Phase::Closed) {
        let Some(closed) = closed_on(project).filter(|on| facts.within(Some(*on), DAYS)) else { continue };
        let mut all = PHASES.into_iter().flat_map(|phase| owed(facts.portfolio, project, phase, closed));
        tally.count(project.meta.id, all.all(|owed| owed.standing.is_settled()));
    }
    tally.share(Reading::NoData("project closed in the last 365 days"))
}
