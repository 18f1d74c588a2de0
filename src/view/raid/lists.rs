//! The lists of risks, assumptions, issues and dependencies, each one constant: its columns and its words. Must not know how any is drawn.

use crate::domain::date::Date;
use crate::domain::raid::exposure::Stake;
use crate::domain::raid::score::Band;
use crate::domain::raid::slack::Outlook;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::assumption::{self, AssumptionState};
use crate::domain::records::dependency;
use crate::domain::records::issue::{self, IssueState};
use crate::domain::records::project::Rag;
use crate::domain::records::risk;
use crate::domain::records::{Assumption, Dependency, Issue, Risk};
use crate::engine::raid;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, RowContext, Words};

const UNDONE: &str = "You can undo this in one step.";

/// The stored name of a band in the address of a view; never changes.
pub const fn name_of(band: Band) -> &'static str {
    match band {
        Band::Low => "low",
        Band::Moderate => "moderate",
        Band::High => "high",
        Band::Critical => "critical",
    }
}

/// What people read of a band.
pub const fn label_of(band: Band) -> &'static str {
    match band {
        Band::Low => "Low",
        Band::Moderate => "Moderate",
        Band::High => "High",
        Band::Critical => "Critical",
    }
}

const fn name_of_outlook(outlook: Outlook) -> &'static str {
    match outlook {
        Outlook::Delivered => "delivered",
        Outlook::InTime => "in_time",
        Outlook::Unknown => "unknown",
        Outlook::AtRisk => "at_risk",
        Outlook::Broken => "broken",
        Outlook::Blocked => "blocked",
    }
}

/// What people read of how a dependency stands.
pub const fn label_of_outlook(outlook: Outlook) -> &'static str {
    match outlook {
        Outlook::Delivered => "Delivered",
        Outlook::InTime => "In time",
        Outlook::Unknown => "No date",
        Outlook::AtRisk => "At risk",
        Outlook::Broken => "Broken",
        Outlook::Blocked => "Blocked",
    }
}

fn number(number: Option<i64>) -> Datum {
    number.map_or(Datum::Empty, Datum::Number)
}

fn banded(around: &RowContext, score: Option<i64>) -> Datum {
    score.map_or(Datum::Empty, |score| {
        let band = around.bands.band(score);
        Datum::Choice(band as usize, name_of(band), label_of(band))
    })
}

/// How bad a band is: what has to be told to others is red.
fn alarm(around: &RowContext, score: Option<i64>) -> Option<Rag> {
    match around.bands.band(score?) {
        Band::Critical => Some(Rag::Red),
        Band::High => Some(Rag::Amber),
        Band::Moderate | Band::Low => None,
    }
}

/// The expected monetary value of a risk.
pub fn expected(risk: &Risk) -> Datum {
    let (Some(amount), Some(probability)) = (risk.amount, risk.chance_percent()) else { return Datum::Empty };
    let stake = Stake { direction: risk.direction(), probability, amount: amount.minor };
    Datum::Money(crate::domain::money::Money { minor: stake.expected(), ..amount })
}

const fn overdue(
    origin: &'static str,
    datum: fn(&RowContext, &dyn Record) -> Datum,
    alarm: fn(&RowContext, &dyn Record) -> Option<Rag>,
) -> Derived {
    let plain = Derived::PLAIN;
    Derived {
        key: "overdue",
        label: "Days overdue",
        width: 116,
        origin,
        by_day: true,
        datum,
        alarm: Some(alarm),
        ..plain
    }
}

pub static RISKS: RegisterKind = RegisterKind {
    schema: Risk::SCHEMA,
    page: Page::Raid,
    words: Words {
        one: "risk",
        many: "risks",
        new: "New risk",
        about: "What may happen to a project, for worse or for better, is listed here: how grave it is, who answers for it, and what is done about it.",
        active: "open",
        delete: "Delete risks",
        deleting: UNDONE,
        decided: "is counted by itself.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "score",
            label: "Score",
            width: 74,
            origin: "is the probability times the worst impact.",
            datum: |_, record| number(record.typed::<Risk>().and_then(Risk::score)),
            ..Derived::PLAIN
        },
        Derived {
            key: "band",
            label: "Band",
            nature: Nature::Choice,
            width: 100,
            origin: "follows from the score by the limits of the settings.",
            by_settings: true,
            datum: |around, record| banded(around, record.typed::<Risk>().and_then(Risk::score)),
            alarm: Some(|around, record| alarm(around, record.typed::<Risk>()?.score())),
            ..Derived::PLAIN
        },
        Derived {
            key: "residual",
            label: "Score after response",
            width: 150,
            origin: "is the probability times the impact after the response.",
            datum: |_, record| number(record.typed::<Risk>().and_then(Risk::residual_score)),
            ..Derived::PLAIN
        },
        Derived {
            key: "residual_band",
            label: "Band after response",
            nature: Nature::Choice,
            width: 148,
            origin: "follows from the score after the response by the limits of the settings.",
            by_settings: true,
            datum: |around, record| banded(around, record.typed::<Risk>().and_then(Risk::residual_score)),
            alarm: Some(|around, record| alarm(around, record.typed::<Risk>()?.residual_score())),
            ..Derived::PLAIN
        },
        Derived {
            key: "expected",
            label: "Expected value",
            nature: Nature::Money,
            origin: "is the chance times the amount, of a threat negative. Without a chance its class stands for 10, 30, 50, 70 or 90%.",
            datum: |_, record| record.typed::<Risk>().map_or(Datum::Empty, expected),
            ..Derived::PLAIN
        },
        Derived {
            key: "review_overdue",
            label: "Review overdue by days",
            width: 160,
            origin: "is counted from the day on which an open risk was to be looked at again.",
            by_day: true,
            datum: |around, record| number(record.typed::<Risk>().and_then(|risk| risk.review_overdue(around.today))),
            alarm: Some(|around, record| record.typed::<Risk>()?.review_overdue(around.today).map(|_| Rag::Red)),
            ..Derived::PLAIN
        },
        Derived {
            key: "impact",
            label: "Worst impact",
            width: 112,
            origin: "is the worst of the impacts on time, cost, scope and benefit.",
            datum: |_, record| number(record.typed::<Risk>().and_then(Risk::worst_impact)),
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(risk::at::project),
        Field(risk::at::state),
        Figure(0),
        Figure(1),
        Figure(3),
        Field(risk::at::owner),
        Field(risk::at::review_on),
        Figure(4),
    ],
    widths: &[(risk::at::event, 250), (risk::at::project, 124), (risk::at::state, 88), (risk::at::owner, 98)],
    apart: &[],
    searched: &[
        risk::at::event,
        risk::at::project,
        risk::at::owner,
        risk::at::category,
        risk::at::cause,
        risk::at::effect,
    ],
    asked: &[
        risk::at::event,
        risk::at::project,
        risk::at::kind,
        risk::at::owner,
        risk::at::cause,
        risk::at::effect,
        risk::at::probability,
        risk::at::impact_time,
        risk::at::impact_cost,
        risk::at::impact_scope,
        risk::at::impact_benefit,
        risk::at::review_on,
    ],
    mine: Some(risk::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Open risks, worst first", "sort=-score&filter=state:is:open"),
        ("Review overdue", "filter=review_overdue:from:1"),
        ("Critical", "filter=state:is:open;band:is:critical"),
        ("Without an owner", "filter=owner:is:"),
        ("Escalated", "filter=escalated_on:from:2000-01-01"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Risk>().is_some_and(Risk::is_open),
};

pub static ASSUMPTIONS: RegisterKind = RegisterKind {
    schema: Assumption::SCHEMA,
    page: Page::Assumptions,
    words: Words {
        one: "assumption",
        many: "assumptions",
        new: "New assumption",
        about: "What is taken to be true until somebody finds out is listed here, with what hangs on it and until when it is to be known.",
        active: "open",
        delete: "Delete assumptions",
        deleting: UNDONE,
        decided: "",
    },
    fields: None,
    derived: &[overdue(
        "is counted from the day until which it was to be known.",
        |around, record| number(record.typed::<Assumption>().and_then(|entry| entry.overdue(around.today))),
        |around, record| record.typed::<Assumption>()?.overdue(around.today).map(|_| Rag::Red),
    )],
    usual: &[
        Field(assumption::at::project),
        Field(assumption::at::state),
        Field(assumption::at::confidence),
        Field(assumption::at::owner),
        Field(assumption::at::validate_by),
        Figure(0),
    ],
    widths: &[(assumption::at::text, 340), (assumption::at::project, 160)],
    apart: &[],
    searched: &[assumption::at::text, assumption::at::project, assumption::at::owner, assumption::at::why],
    asked: &[
        assumption::at::text,
        assumption::at::project,
        assumption::at::why,
        assumption::at::confidence,
        assumption::at::owner,
        assumption::at::validate_by,
    ],
    mine: Some(assumption::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[("Overdue", "filter=overdue:from:1"), ("Refuted", "filter=state:is:refuted")],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Assumption>().is_some_and(|entry| entry.state == AssumptionState::Open),
};

pub static ISSUES: RegisterKind = RegisterKind {
    schema: Issue::SCHEMA,
    page: Page::Issues,
    words: Words {
        one: "issue",
        many: "issues",
        new: "New issue",
        about: "What has happened and must be dealt with is listed here: how bad it is, who deals with it, and until when.",
        active: "open",
        delete: "Delete issues",
        deleting: UNDONE,
        decided: "is counted by itself.",
    },
    fields: None,
    derived: &[overdue(
        "is counted from the day until which it was to be dealt with.",
        |around, record| number(record.typed::<Issue>().and_then(|entry| entry.overdue(around.today))),
        |around, record| record.typed::<Issue>()?.overdue(around.today).map(|_| Rag::Red),
    )],
    usual: &[
        Field(issue::at::project),
        Field(issue::at::state),
        Field(issue::at::priority),
        Field(issue::at::severity),
        Field(issue::at::owner),
        Field(issue::at::due),
        Figure(0),
    ],
    widths: &[(issue::at::title, 300), (issue::at::project, 150), (issue::at::priority, 80), (issue::at::severity, 84)],
    apart: &[],
    searched: &[issue::at::title, issue::at::project, issue::at::owner, issue::at::description, issue::at::effect],
    asked: &[
        issue::at::title,
        issue::at::project,
        issue::at::kind,
        issue::at::description,
        issue::at::priority,
        issue::at::severity,
        issue::at::owner,
        issue::at::due,
    ],
    mine: Some(issue::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Overdue", "filter=overdue:from:1"),
        ("Waiting for decision", "filter=state:is:waiting"),
        ("Escalated", "filter=escalated_on:from:2000-01-01"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Issue>().is_some_and(|entry| entry.state != IssueState::Closed),
};

/// What a dependency is worked out from beside itself.
const SIDES: &[u8] = &[dependency::at::giver, dependency::at::receiver, dependency::at::item];

fn comes(around: &RowContext, dependency: &Dependency) -> Option<Date> {
    dependency.is_open().then(|| raid::waiting(around.portfolio, dependency).comes(around.today)).flatten()
}

pub static DEPENDENCIES: RegisterKind = RegisterKind {
    schema: Dependency::SCHEMA,
    page: Page::Dependencies,
    words: Words {
        one: "dependency",
        many: "dependencies",
        new: "New dependency",
        about: "What one project gives and another waits for is listed here. Whether it comes in time follows from the dates of both.",
        active: "open",
        delete: "Delete dependencies",
        deleting: UNDONE,
        decided: "",
    },
    fields: None,
    derived: &[
        Derived {
            key: "outlook",
            label: "Outlook",
            nature: Nature::Choice,
            width: 96,
            origin: "follows from the dates of both projects as they are now.",
            by_day: true,
            follows: SIDES,
            datum: |around, record| {
                let outlook = record.typed().and_then(|entry| raid::outlook(around.portfolio, entry, around.today));
                outlook.map_or(Datum::Empty, |outlook| {
                    Datum::Choice(outlook as usize, name_of_outlook(outlook), label_of_outlook(outlook))
                })
            },
            alarm: Some(|around, record| match raid::outlook(around.portfolio, record.typed()?, around.today)? {
                Outlook::Broken | Outlook::Blocked => Some(Rag::Red),
                Outlook::AtRisk => Some(Rag::Amber),
                Outlook::Delivered | Outlook::InTime | Outlook::Unknown => None,
            }),
            ..Derived::PLAIN
        },
        Derived {
            key: "slack",
            label: "Slack in days",
            width: 106,
            origin: "is the day it is needed less the day it is promised.",
            datum: |around, record| {
                number(record.typed().and_then(|entry| raid::waiting(around.portfolio, entry).slack()))
            },
            alarm: Some(|around, record| {
                let slack = raid::waiting(around.portfolio, record.typed()?).slack();
                slack.filter(|days| *days < 0).map(|_| Rag::Red)
            }),
            ..Derived::PLAIN
        },
        Derived {
            key: "comes",
            label: "Comes at the earliest",
            nature: Nature::Date,
            width: 146,
            origin: "is the latest of the promise, the dates of the giver, and today.",
            by_day: true,
            follows: SIDES,
            datum: |around, record| {
                record.typed().and_then(|entry| comes(around, entry)).map_or(Datum::Empty, Datum::Date)
            },
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(dependency::at::giver),
        Field(dependency::at::receiver),
        Field(dependency::at::state),
        Field(dependency::at::needed_on),
        Field(dependency::at::promised_on),
        Figure(2),
        Figure(1),
        Figure(0),
    ],
    widths: &[
        (dependency::at::what, 226),
        (dependency::at::giver, 118),
        (dependency::at::receiver, 118),
        (dependency::at::state, 88),
        (dependency::at::needed_on, 104),
        (dependency::at::promised_on, 104),
    ],
    apart: &[],
    searched: &[
        dependency::at::what,
        dependency::at::giver,
        dependency::at::giver_party,
        dependency::at::receiver,
        dependency::at::note,
    ],
    asked: &[
        dependency::at::what,
        dependency::at::giver,
        dependency::at::giver_party,
        dependency::at::receiver,
        dependency::at::kind,
        dependency::at::needed_on,
        dependency::at::promised_on,
        dependency::at::criticality,
    ],
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[
        ("Broken or blocked", "filter=outlook:is:broken,blocked"),
        ("Not agreed by both sides", "filter=state:is:proposed"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Dependency>().is_some_and(Dependency::is_open),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::id::{Id, Ref};
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::Project;
    use crate::domain::records::dependency::DependencyState;
    use crate::domain::records::risk::{RiskKind, RiskState};
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::datum;
    use std::sync::Arc;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    fn today() -> Date {
        day("2026-11-29").unwrap()
    }

    #[test]
    fn a_risk_shows_score_and_band_before_and_after_the_response() {
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, today());
        let risk = Risk {
            probability: Some(Bounded(4)),
            impact_time: Some(Bounded(2)),
            impact_cost: Some(Bounded(5)),
            residual_probability: Some(Bounded(2)),
            residual_impact: Some(Bounded(3)),
            amount: Some(Money { minor: 8_000_000, currency: Currency::GBP }),
            chance: Some(Bounded(30)),
            review_on: day("2026-11-26"),
            state: RiskState::Open,
            ..Risk::default()
        };
        let words = |risk: &Risk| [0, 1, 2, 3, 4, 5].map(|at| datum(&around, risk, RISKS.derived(at)).words());
        assert_eq!(words(&risk), ["20", "Critical", "6", "Moderate", "−£24,000", "3"]);
        let won = Risk { kind: RiskKind::Opportunity, state: RiskState::Closed, ..risk };
        assert_eq!(words(&won)[4..], ["£24,000", ""]);
        assert_eq!(words(&Risk::default()), [""; 6]);
    }

    #[test]
    fn a_dependency_is_broken_by_a_date_of_its_giver_and_says_so_nowhere_in_what_is_stored() {
        let giver = |finish: &str| Project {
            meta: crate::domain::record::Meta { id: Id(1), ..Default::default() },
            forecast_finish: day(finish),
            ..Project::default()
        };
        let waits = Dependency {
            giver: Some(Ref::new(Id(1))),
            needed_on: day("2027-03-01"),
            promised_on: day("2027-02-01"),
            state: DependencyState::Agreed,
            ..Dependency::default()
        };
        for (finish, words) in [
            ("2027-01-31", ["In time", "28", "1 Feb 2027"]),
            ("2027-02-10", ["At risk", "28", "10 Feb 2027"]),
            ("2027-03-02", ["Broken", "28", "2 Mar 2027"]),
        ] {
            let mut portfolio = Portfolio::default();
            portfolio.insert_loaded(Arc::new(giver(finish)));
            let around = RowContext::new(&portfolio, today());
            assert_eq!([0, 1, 2].map(|at| datum(&around, &waits, DEPENDENCIES.derived(at)).words()), words);
            let there = Dependency { state: DependencyState::Delivered, ..waits.clone() };
            assert_eq!(datum(&around, &there, DEPENDENCIES.derived(0)).words(), "Delivered");
        }
        let nobody = Portfolio::default();
        let around = RowContext::new(&nobody, today());
        assert_eq!(datum(&around, &waits, DEPENDENCIES.derived(0)).words(), "Broken", "the giver is gone");
    }

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels() {
        for kind in [&RISKS, &ASSUMPTIONS, &ISSUES, &DEPENDENCIES] {
            let together: u16 = kind.usual().iter().map(|column| column.usual_width()).sum();
            assert!(together + 36 <= 1_143, "{}: {together}", kind.schema.name);
        }
    }

    #[test]
    fn every_view_that_is_offered_says_what_it_means() {
        for kind in [&RISKS, &ASSUMPTIONS, &ISSUES, &DEPENDENCIES] {
            for (name, query) in kind.offered {
                let view = crate::view::register::RegisterView::parse(kind, query);
                assert_eq!(view.query().to_string(), *query, "{name}");
            }
        }
    }
}
