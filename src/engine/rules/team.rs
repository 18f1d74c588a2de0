//! Rules of the team: nobody reports to themselves by any detour, nobody is in it twice, and days of certificates follow each other.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Certification, TeamMember, Training, team_member};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::team::reports_to;

pub(super) const MEMBER: Rules = Rules {
    kind: TeamMember::SCHEMA.kind,
    listed: true,
    create: |portfolio, _, record| fits(portfolio, None, &*record),
    change: |portfolio, before, after| fits(portfolio, Some(before), after),
    restore: |portfolio, after| fits(portfolio, None, after),
    ..Rules::NONE
};

pub(super) const TRAINING: Rules = Rules {
    kind: Training::SCHEMA.kind,
    dated: |today, record| {
        let done = record.typed::<Training>().and_then(Training::learnt_on);
        not_to_come("Ended on", done, today)
    },
    ..Rules::NONE
};

pub(super) const CERTIFICATION: Rules = Rules {
    kind: Certification::SCHEMA.kind,
    dated: |today, record| {
        let Some(held) = record.typed::<Certification>() else { return Ok(()) };
        if held.valid_until.is_some_and(|until| held.got_on.is_some_and(|got| until < got)) {
            return refused("Valid until", "lies before the day it was got. Correct one of the two days");
        }
        not_to_come("Got on", held.got_on, today)
    },
    ..Rules::NONE
};

fn refused(label: &str, reason: &str) -> Result<(), Rejection> {
    Err(Rejection::Field { label: label.to_owned(), reason: reason.to_owned() })
}

fn not_to_come(label: &str, day: Option<Date>, today: Date) -> Result<(), Rejection> {
    match day {
        Some(day) if day > today => refused(label, "cannot be still to come"),
        _ => Ok(()),
    }
}

/// Refuses somebody who is in the team already, and a reporting line that comes back to where it began. What stands so already may
/// stay: it may have come about elsewhere at the same time.
fn fits(portfolio: &Portfolio, before: Option<&dyn Record>, after: &dyn Record) -> Result<(), Rejection> {
    let Some(member) = after.typed::<TeamMember>().filter(|member| member.is_here()) else { return Ok(()) };
    let Some(person) = member.person.map(|person| person.id) else { return Ok(()) };
    let was = before.and_then(|before| before.typed::<TeamMember>()).filter(|before| before.is_here());
    let was_person = was.and_then(|was| was.person).map(|person| person.id);
    if was_person != Some(person) {
        let same = portfolio.related::<TeamMember>(team_member::at::person, person);
        let mut others = same.filter(|other| other.is_here() && other.meta.id != member.meta.id);
        if let Some(other) = others.next() {
            let words = ["is in the team already, as ", &*other.post, ". Open that entry instead"];
            return refused(&portfolio.called(person), &words.concat());
        }
    }
    let above = member.reports_to.map(|above| above.id);
    let was_above = was.and_then(|was| was.reports_to).map(|above| above.id);
    match above {
        Some(above) if was_above != Some(above) || was_person != Some(person) => match circle(portfolio, person, above)
        {
            Some(names) => {
                let words = ["would lead in a circle: ", &*names, ". Choose somebody who does not report to them"];
                refused("Reports to", &words.concat())
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The people of the circle that would close if one reported to another, as "Ada reports to Grace, who reports to Ada"; `None` if
/// none would.
fn circle(portfolio: &Portfolio, person: Id, above: Id) -> Option<String> {
    let name = portfolio.called(person);
    let mut words = [&*name, " reports to ", &*portfolio.called(above)].concat();
    let mut met = vec![person, above];
    let mut now = above;
    while now != person {
        now = reports_to(portfolio, now)?;
        words.extend([", who reports to ", &*portfolio.called(now)]);
        // A circle that is there already, and not through this person, is not closed by it.
        if now != person && met.contains(&now) {
            return None;
        }
        met.push(now);
    }
    Some(words)
}
