//! Figures of the office itself.

use super::{Facts, Figure, Reading, Tally, plain};
use crate::domain::records::meeting::MeetingState;
use crate::domain::records::{Assessment, ImprovementAction, Meeting, Stakeholder};
use crate::engine::charters::{pmo_charters, pmo_in_force};
use crate::engine::team::{has_deputy, members};

/// Open improvement actions with owner and date that were updated in the last 90 days; 0 if there are none although an assessment
/// was closed.
pub(super) fn improvement_plan(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for action in facts.portfolio.open::<ImprovementAction>() {
        let is_planned = action.owner.is_some() && action.due.is_some();
        tally.count(action.meta.id, is_planned && facts.within(Some(facts.changed_on(action)), 90));
    }
    let was_assessed = facts.portfolio.all::<Assessment>().any(Assessment::is_closed);
    tally.share(if was_assessed { plain(0.0) } else { Reading::NoData("closed assessment") })
}

/// Days since all data was last exported: since a backup was saved in this browser.
pub(super) fn exported(facts: Facts) -> Reading {
    match facts.exported {
        // A clock that was put back makes no backup younger than today's.
        Some(on) => plain(facts.today.days_since(on).max(0) as f64),
        None => Reading::NoData("backup that was saved from this browser"),
    }
}

/// Whether the PMO has an approved charter whose review is not overdue by more than a year; 0 if one was only ever drafted.
pub(super) fn charter(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    match pmo_in_force(facts.portfolio) {
        Some(charter) => {
            let year_ago = facts.today.plus_days(-365);
            tally.count(charter.meta.id, charter.review_due.is_some_and(|due| due >= year_ago));
        }
        None => pmo_charters(facts.portfolio).iter().for_each(|charter| tally.count(charter.meta.id, false)),
    }
    tally.share(Reading::NoData("PMO charter"))
}

/// Key tasks of the PMO that somebody else of the team can do; 0 if there is a team and no task is listed.
pub(super) fn deputies(facts: Facts) -> Reading {
    let team = members(facts.portfolio);
    let mut tally = Tally::default();
    for member in &team {
        for task in &member.key_tasks {
            tally.count(member.meta.id, has_deputy(facts.portfolio, member, task));
        }
    }
    tally.share(if team.is_empty() { Reading::NoData("member of the PMO’s team") } else { plain(0.0) })
}

/// Meetings with the sponsor of the PMO in the last 90 days: noted as such, or with the executive there who is accountable by the charter.
pub(super) fn sponsor_contact(facts: Facts) -> Reading {
    let executive = pmo_in_force(facts.portfolio).and_then(|charter| charter.executive).map(|person| person.id);
    let held = |meeting: &&Meeting| meeting.state == MeetingState::Held;
    let mut any = facts.portfolio.all::<Meeting>().filter(held).peekable();
    if any.peek().is_none() {
        return Reading::NoData("meeting that was held");
    }
    let is_there = |meeting: &Meeting| {
        meeting.attendees.iter().flatten().any(|person| Some(person.id) == executive) || meeting.with_sponsor
    };
    let met: Vec<_> = any
        .filter(|meeting| facts.within(meeting.on, 90) && is_there(meeting))
        .map(|meeting| meeting.meta.id)
        .collect();
    Reading::Figure(Figure { value: met.len() as f64, met, lacking: Vec::new() })
}

/// Stakeholders of the PMO itself with power, interest, and where they stand and are wanted; 0 if there are stakeholders of projects alone.
pub(super) fn stakeholders(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for one in facts.portfolio.all::<Stakeholder>().filter(|one| one.project.is_none()) {
        let is_placed = one.power.is_some() && one.interest.is_some();
        tally.count(one.meta.id, is_placed && one.now.is_some() && one.wanted.is_some());
    }
    let has_any = facts.portfolio.all::<Stakeholder>().next().is_some();
    tally.share(if has_any { plain(0.0) } else { Reading::NoData("stakeholder of the PMO") })
}
