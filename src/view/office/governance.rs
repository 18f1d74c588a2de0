//! The lists of bodies, decision rights and meetings, and what stands above the rights: paths of escalation, and limits and tolerances. Must not
//! know how any is drawn.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::decision_right::RightState;
use crate::domain::records::meeting::MeetingState;
use crate::domain::records::project::{Phase, Rag};
use crate::domain::records::{Body, DecisionRight, Meeting, Project, body, decision_right, meeting};
use crate::engine::changes::limits;
use crate::engine::portfolio::Portfolio;
use crate::engine::rights::{holder, path};
use crate::view::affected::BackReference;
use crate::view::format::{count, money};
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, Words};

/// Bodies say when they meet next.
const MEETINGS: BackReference = (Meeting::SCHEMA, meeting::at::body);

pub static BODIES: RegisterKind = RegisterKind {
    schema: Body::SCHEMA,
    page: Page::Bodies,
    words: Words {
        one: "body",
        many: "bodies",
        new: "New body",
        about: "Boards and committees are listed here with their terms of reference: what each is for, what it decides, who sits in it, and to whom it takes what it may not decide. Decision rights, gates and meetings name them.",
        active: "in use",
        delete: "Delete bodies",
        deleting: "What they decided keeps naming them. You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "people",
            label: "People",
            width: 84,
            origin: "counts the chair and the members, each once.",
            datum: |_, record| match record.typed::<Body>() {
                Some(body) => Datum::Number(i64::try_from(body.people().len()).unwrap_or(i64::MAX)),
                None => Datum::Empty,
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "next",
            label: "Next meeting",
            nature: Nature::Date,
            width: 120,
            origin: "is the day of the next meeting that is planned.",
            by_day: true,
            related: Some(MEETINGS),
            datum: |around, record| {
                let next = planned(around.portfolio, record.meta().id).find(|on| *on >= around.today);
                next.map_or(Datum::Empty, Datum::Date)
            },
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(body::at::chair),
        Figure(0),
        Field(body::at::quorum),
        Field(body::at::meets),
        Field(body::at::escalates_to),
        Figure(1),
        Field(body::at::state),
    ],
    widths: &[
        (body::at::name, 220),
        (body::at::chair, 150),
        (body::at::quorum, 84),
        (body::at::meets, 180),
        (body::at::escalates_to, 160),
        (body::at::state, 96),
    ],
    apart: &[],
    searched: &[
        body::at::name,
        body::at::purpose,
        body::at::decides,
        body::at::chair,
        body::at::members,
        body::at::terms,
    ],
    asked: &[
        body::at::name,
        body::at::purpose,
        body::at::decides,
        body::at::chair,
        body::at::members,
        body::at::quorum,
        body::at::meets,
        body::at::escalates_to,
        body::at::terms,
    ],
    mine: Some(body::at::chair),
    by_person: false,
    id_heading: "",
    offered: &[("Without a chair", "filter=chair:is:"), ("Without terms of reference", "filter=terms:is:")],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed().is_some_and(Body::is_in_use),
};

/// The same words with a capital at their beginning.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => [&*crate::domain::capitals::capital(first).to_string(), letters.as_str()].concat(),
        None => String::new(),
    }
}

/// The days of meetings of a body that are planned, the first one first.
fn planned(portfolio: &Portfolio, body: Id) -> impl Iterator<Item = crate::domain::date::Date> {
    let meetings = portfolio.related::<Meeting>(meeting::at::body, body);
    let mut days: Vec<_> =
        meetings.filter(|meeting| meeting.state == MeetingState::Planned).filter_map(|meeting| meeting.on).collect();
    crate::domain::sorting::sort_once(&mut days);
    days.into_iter()
}

pub static RIGHTS: RegisterKind = RegisterKind {
    schema: DecisionRight::SCHEMA,
    page: Page::Governance,
    words: Words {
        one: "decision right",
        many: "decision rights",
        new: "New decision right",
        about: "Who decides what is listed here: gates, changes and waivers, by size of the project and up to which limit. Forms then say who has the right to decide, and ask for the reason if somebody else does. Without any, nothing is asked.",
        active: "in force",
        delete: "Delete decision rights",
        deleting: "What was decided by them stays. You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "decides",
        label: "Who decides",
        nature: Nature::Words,
        width: 200,
        origin: "is the body, the role or the person that is named.",
        follows: &[decision_right::at::body, decision_right::at::person],
        datum: |around, record| {
            let right = record.typed::<DecisionRight>().filter(|right| right.deciders() > 0);
            let who = right.map(|right| capitalised(&holder(around.portfolio, right, None)));
            who.map_or(Datum::Empty, Datum::Text)
        },
        ..Derived::PLAIN
    }],
    usual: &[
        Field(decision_right::at::matter),
        Field(decision_right::at::size),
        Field(decision_right::at::most_cost),
        Field(decision_right::at::most_days),
        Figure(0),
        Field(decision_right::at::advises),
        Field(decision_right::at::informed),
    ],
    widths: &[
        (decision_right::at::name, 200),
        (decision_right::at::matter, 110),
        (decision_right::at::size, 84),
        (decision_right::at::most_cost, 110),
        (decision_right::at::most_days, 84),
        (decision_right::at::advises, 170),
        (decision_right::at::informed, 150),
    ],
    apart: &[],
    searched: &[
        decision_right::at::name,
        decision_right::at::tag,
        decision_right::at::body,
        decision_right::at::person,
        decision_right::at::advises,
        decision_right::at::informed,
    ],
    asked: &[
        decision_right::at::matter,
        decision_right::at::size,
        decision_right::at::tag,
        decision_right::at::most_cost,
        decision_right::at::most_days,
        decision_right::at::body,
        decision_right::at::role,
        decision_right::at::person,
        decision_right::at::advises,
        decision_right::at::informed,
    ],
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[
        ("By what is decided", "group=matter&sort=matter"),
        ("Of gates", "filter=matter:is:g0,g1,g2,g3,g4,g5"),
        ("Of changes", "filter=matter:is:change"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<DecisionRight>().is_some_and(|right| right.state == RightState::InForce),
};

pub static MEETINGS_LIST: RegisterKind = RegisterKind {
    schema: Meeting::SCHEMA,
    page: Page::Meetings,
    words: Words {
        one: "meeting",
        many: "meetings",
        new: "Plan a meeting",
        about: "Meetings of bodies are listed here. Plan one, and its agenda is made from the gates that are due and the decisions that wait for that body; then hold it item by item, and its minutes write themselves.",
        active: "planned",
        delete: "Delete meetings",
        deleting: "What was decided in them stays. You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "items",
            label: "Items",
            width: 76,
            origin: "counts what is on the agenda.",
            datum: |_, record| match record.typed::<Meeting>() {
                Some(meeting) => Datum::Number(i64::try_from(meeting.agenda.len()).unwrap_or(i64::MAX)),
                None => Datum::Empty,
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "decided",
            label: "Decided",
            width: 84,
            origin: "counts the items of which something was decided.",
            datum: |_, record| match record.typed::<Meeting>().filter(|meeting| meeting.state == MeetingState::Held) {
                Some(meeting) => Datum::Number(i64::try_from(meeting.decided().count()).unwrap_or(i64::MAX)),
                None => Datum::Empty,
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "days",
            label: "Days past its day",
            width: 130,
            origin: "is counted for a meeting that is still planned.",
            by_day: true,
            datum: |around, record| overdue(around.today, record).map_or(Datum::Empty, Datum::Number),
            alarm: Some(|around, record| overdue(around.today, record).map(|_| Rag::Amber)),
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(meeting::at::on),
        Field(meeting::at::body),
        Field(meeting::at::place),
        Figure(0),
        Figure(1),
        Field(meeting::at::state),
    ],
    widths: &[
        (meeting::at::title, 280),
        (meeting::at::on, 110),
        (meeting::at::body, 180),
        (meeting::at::place, 150),
        (meeting::at::state, 96),
    ],
    apart: &[],
    searched: &[
        meeting::at::title,
        meeting::at::body,
        meeting::at::place,
        meeting::at::attendees,
        meeting::at::minutes,
    ],
    asked: &[meeting::at::body, meeting::at::on, meeting::at::place, meeting::at::attendees, meeting::at::with_sponsor],
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[("Planned", "filter=state:is:planned&sort=on"), ("Held", "filter=state:is:held&sort=-on")],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Meeting>().is_some_and(|meeting| meeting.state == MeetingState::Planned),
};

/// Days since a meeting was to be held that nobody has noted as held.
fn overdue(today: crate::domain::date::Date, record: &dyn crate::domain::record::Record) -> Option<i64> {
    let meeting = record.typed::<Meeting>().filter(|meeting| meeting.state == MeetingState::Planned)?;
    Some(today.days_since(meeting.on?)).filter(|days| *days > 0)
}

/// The paths of escalation, the longest first: names of bodies from the lowest to the highest. A body that is part of a longer path has
/// none of its own.
pub fn paths(portfolio: &Portfolio) -> Vec<Vec<(Id, String)>> {
    let bodies: Vec<&Body> = portfolio.open::<Body>().collect();
    let is_above = |id: Id| bodies.iter().any(|body| body.escalates_to.is_some_and(|above| above.id == id));
    let lowest = bodies.iter().filter(|body| !is_above(body.meta.id));
    let mut paths: Vec<Vec<(Id, String)>> = lowest
        .map(|body| path(portfolio, body.meta.id).into_iter().map(|id| (id, portfolio.called(id))).collect())
        .collect();
    crate::domain::sorting::sort_by(&mut paths, |a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    paths
}

/// What the settings and the projects say of limits: what leads and sponsors decide where no right says otherwise, and how many projects
/// under way have tolerances.
pub fn limit_lines(portfolio: &Portfolio) -> Vec<String> {
    let (lead, sponsor) = limits(portfolio);
    let words = |limits: crate::domain::changes::authority::Limits| {
        let cost = limits.cost.map(money);
        let days = limits.days.map(|days| [&*days.to_string(), " days"].concat());
        cost.into_iter().chain(days).collect::<Vec<_>>().join(" and ")
    };
    let rights = portfolio.open::<DecisionRight>();
    let has_rights = rights.into_iter().any(|right| right.matter == decision_right::Matter::Change);
    let mut lines = Vec::new();
    for (who, limits) in [("Leads", words(lead)), ("Sponsors", words(sponsor))] {
        if !limits.is_empty() && !has_rights {
            lines.push([who, " decide changes up to ", &*limits, ", by the settings."].concat());
        }
    }
    if has_rights {
        lines.push(
            "The rights below say who decides changes; the limits of the settings do not count beside them.".to_owned(),
        );
    } else if lines.is_empty() {
        lines.push(
            "No limit says up to where leads and sponsors decide changes: sponsors decide all of them.".to_owned(),
        );
    }
    let under_way: Vec<&Project> = portfolio
        .all::<Project>()
        .filter(|project| matches!(project.phase, Phase::Planning | Phase::Execution | Phase::Closing))
        .collect();
    if !under_way.is_empty() {
        let has = |project: &&&Project| project.tolerance_days.is_some() || project.tolerance_cost.is_some();
        let with = under_way.iter().filter(has).count();
        let all = count(under_way.len(), "project");
        let has = if with == 1 { " has" } else { " have" };
        lines.push(
            [&*with.to_string(), " of ", &*all, " in planning, execution or closing", has, " a tolerance."].concat(),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::record::Meta;
    use std::sync::Arc;

    fn portfolio(bodies: &[(u64, &str, u64)]) -> Portfolio {
        let mut portfolio = Portfolio::default();
        for (id, name, above) in bodies {
            portfolio.insert_loaded(Arc::new(Body {
                meta: Meta { id: Id(*id), ..Meta::default() },
                name: (*name).into(),
                escalates_to: (*above > 0).then(|| Ref::new(Id(*above))),
                ..Body::default()
            }));
        }
        portfolio
    }

    #[test]
    fn paths_lead_from_the_lowest_body_to_the_highest() {
        let portfolio =
            portfolio(&[(1, "Executive board", 0), (2, "Portfolio board", 1), (3, "Change board", 2), (4, "Alone", 0)]);
        let names: Vec<Vec<String>> =
            paths(&portfolio).into_iter().map(|path| path.into_iter().map(|(_, name)| name).collect()).collect();
        assert_eq!(names, [vec!["Change board", "Portfolio board", "Executive board"], vec!["Alone"]]);
    }

    #[test]
    fn a_circle_that_was_loaded_ends() {
        let portfolio = portfolio(&[(1, "A", 2), (2, "B", 1)]);
        assert!(paths(&portfolio).is_empty(), "none is the lowest");
        assert_eq!(path(&portfolio, Id(1)), [Id(1), Id(2)]);
    }

    #[test]
    fn limits_are_said_of_the_settings_until_rights_say_more() {
        let mut portfolio = Portfolio::default();
        assert_eq!(
            limit_lines(&portfolio),
            ["No limit says up to where leads and sponsors decide changes: sponsors decide all of them."]
        );
        portfolio.insert_loaded(Arc::new(DecisionRight {
            meta: Meta { id: Id(9), ..Meta::default() },
            matter: decision_right::Matter::Change,
            ..DecisionRight::default()
        }));
        assert_eq!(limit_lines(&portfolio).len(), 1);
        assert!(limit_lines(&portfolio)[0].starts_with("The rights below"));
    }
}
