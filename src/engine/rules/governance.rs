//! Rules of bodies, decision rights and meetings: a body escalates to no circle, a right names one who decides, and what has no
//! name is called by what it is.

use super::{Rules, set};
use crate::domain::money::Money;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Body, DecisionRight, Meeting, body, decision_right, meeting};
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::rights;

pub(super) const BODY: Rules = Rules {
    kind: Body::SCHEMA.kind,
    listed: true,
    create: |portfolio, _, record| one_name(portfolio, &*record),
    change: |portfolio, before, after| {
        if before.get(body::at::name) != after.get(body::at::name) {
            one_name(portfolio, after)?;
        }
        straight(portfolio, before, after)
    },
    delete: |portfolio, record| {
        let id = record.meta().id;
        let named = portfolio.all::<DecisionRight>().find(|right| right.body.is_some_and(|body| body.id == id));
        // One that is deleted comes back freely.
        match named.filter(|_| !record.meta().deleted) {
            None => Ok(()),
            Some(right) => Err(Rejection::Refused {
                sentence: [
                    "“",
                    &*record.title(),
                    "” holds the decision right “",
                    &*right.name,
                    "”. Give that to somebody else first, or dissolve the body.",
                ]
                .concat(),
            }),
        }
    },
    ..Rules::NONE
};

pub(super) const RIGHT: Rules = Rules {
    kind: DecisionRight::SCHEMA.kind,
    listed: true,
    create: |_, _, record| {
        decides(&*record)?;
        match record.typed::<DecisionRight>().filter(|right| right.name.trim().is_empty()).map(called) {
            Some(name) => set(record, decision_right::at::name, &Value::text(&name)),
            None => Ok(()),
        }
    },
    change: |_, before, after| {
        // One that was loaded without anybody may still be changed otherwise.
        let is_old = before.typed::<DecisionRight>().is_some_and(|right| rights::flaw(right).is_some());
        if is_old { Ok(()) } else { decides(after) }
    },
    ..Rules::NONE
};

pub(super) const MEETING: Rules = Rules {
    kind: Meeting::SCHEMA.kind,
    create: |portfolio, _, record| {
        let named = record.typed::<Meeting>().filter(|meeting| meeting.title.trim().is_empty());
        match named.map(|meeting| meeting_called(portfolio, meeting)) {
            Some(name) => set(record, meeting::at::title, &Value::text(&name)),
            None => Ok(()),
        }
    },
    ..Rules::NONE
};

fn field(label: &str, reason: &str) -> Result<(), Rejection> {
    Err(Rejection::Field { label: label.to_owned(), reason: reason.to_owned() })
}

/// Refuses a second body of a name: names of bodies say who decides.
fn one_name(portfolio: &Portfolio, record: &dyn Record) -> Result<(), Rejection> {
    let Some(named) = record.typed::<Body>() else { return Ok(()) };
    let is_same = |other: &&Body| {
        other.meta.id != named.meta.id
            && !named.name.trim().is_empty()
            && other.name.trim().eq_ignore_ascii_case(named.name.trim())
    };
    match portfolio.all::<Body>().find(is_same) {
        Some(_) => field("Body", "is there already under this name"),
        None => Ok(()),
    }
}

/// Refuses a circle of bodies that escalate to each other.
fn straight(portfolio: &Portfolio, before: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    let is_new = before.get(body::at::escalates_to) != after.get(body::at::escalates_to);
    match after.typed::<Body>().filter(|body| is_new && rights::goes_in_a_circle(portfolio, body)) {
        Some(_) => field("Escalates to", "leads in a circle back to this body. Name a body above it"),
        None => Ok(()),
    }
}

fn decides(record: &dyn Record) -> Result<(), Rejection> {
    match record.typed::<DecisionRight>().and_then(rights::flaw) {
        Some(reason) => field("Decided by", reason),
        None => Ok(()),
    }
}

/// An amount as a name has it: "GBP 50,000" without the pence.
fn told(amount: Money) -> String {
    let major = amount.minor.unsigned_abs() / amount.currency.minor_per_major().max(1).unsigned_abs();
    [amount.currency.code(), " ", &*crate::domain::digits::grouped(major)].concat()
}

fn called(right: &DecisionRight) -> String {
    rights::name_of(right, told)
}

/// Months as the name of a meeting has them: it is a text of its own, and stays as it was given.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a meeting is called if nobody says: the body, and the day.
fn meeting_called(portfolio: &Portfolio, meeting: &Meeting) -> String {
    let body = portfolio.follow(meeting.body).map(|body: &Body| body.name.to_string());
    let who = body.unwrap_or_else(|| "Meeting".to_owned());
    match meeting.on {
        Some(on) => {
            let (year, month, day) = on.parts();
            let month = usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).unwrap_or(&"");
            [&*who, ", ", &*day.to_string(), " ", month, " ", &*year.to_string()].concat()
        }
        None => who,
    }
}
