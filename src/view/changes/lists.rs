//! The list of change requests: its columns and its words. Must not know how it is drawn.

use crate::domain::changes::authority::Authority;
use crate::domain::date::Date;
use crate::domain::record::RecordType;
use crate::domain::records::ChangeRequest;
use crate::domain::records::change_request::at;
use crate::domain::records::project::Rag;
use crate::engine::changes::decides;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, Words};

/// The stored name of who decides in the address of a view; never changes.
const fn name_of(authority: Authority) -> &'static str {
    match authority {
        Authority::Lead => "lead",
        Authority::Sponsor => "sponsor",
        Authority::Board => "board",
    }
}

/// By how many days a decision is late, if it is.
fn late(change: &ChangeRequest, today: Date) -> Option<i64> {
    let due = change.due.filter(|_| change.waits())?;
    Some(today.days_since(due)).filter(|days| *days > 0)
}

pub static CHANGES: RegisterKind = RegisterKind {
    schema: ChangeRequest::SCHEMA,
    page: Page::Changes,
    words: Words {
        one: "change request",
        many: "change requests",
        new: "New change request",
        about: "What somebody wants otherwise than it was approved is listed here: what it does to scope, finish and cost, who decides, and what was decided.",
        active: "open",
        delete: "Delete change requests",
        deleting: "You can undo this in one step.",
        decided: "is set when the change is implemented.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "authority",
            label: "Who decides",
            nature: Nature::Choice,
            width: 116,
            origin: "follows from cost and days by the limits of the settings.",
            by_settings: true,
            datum: |around, record| {
                record.typed::<ChangeRequest>().map_or(Datum::Empty, |change| {
                    let authority = decides(around.portfolio, change);
                    Datum::Choice(authority as usize, name_of(authority), authority.label())
                })
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "late",
            label: "Decision late by days",
            width: 150,
            origin: "is counted from the day by which a decision was needed.",
            by_day: true,
            datum: |around, record| {
                let days = record.typed::<ChangeRequest>().and_then(|change| late(change, around.today));
                days.map_or(Datum::Empty, Datum::Number)
            },
            alarm: Some(|around, record| late(record.typed()?, around.today).map(|_| Rag::Red)),
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(at::number),
        Field(at::project),
        Field(at::state),
        Field(at::days),
        Field(at::cost),
        Figure(0),
        Field(at::due),
    ],
    widths: &[
        (at::title, 260),
        (at::number, 72),
        (at::project, 140),
        (at::state, 104),
        (at::days, 172),
        (at::cost, 118),
        (at::due, 104),
    ],
    apart: &[],
    searched: &[at::title, at::project, at::requester, at::description, at::reason, at::decision_reason],
    asked: &[
        at::title,
        at::project,
        at::kind,
        at::reason,
        at::requester,
        at::scope_impact,
        at::days,
        at::cost,
        at::do_nothing,
        at::recommendation,
        at::due,
    ],
    mine: Some(at::decider),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Waiting for a decision", "filter=state:is:assessed"),
        ("Approved, to be implemented", "filter=state:is:approved"),
        ("Decision late", "filter=late:from:1"),
        ("People and organisation", "filter=kind:is:people"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<ChangeRequest>().is_some_and(ChangeRequest::is_open),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::records::change_request::ChangeState;
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::{RegisterView, RowContext, datum};

    #[test]
    fn a_change_says_who_decides_and_by_how_many_days_that_is_late() {
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, Date::parse("2026-11-29").unwrap());
        let change = ChangeRequest {
            due: Date::parse("2026-11-20"),
            days: Some(Bounded(30)),
            state: ChangeState::Assessed,
            ..ChangeRequest::default()
        };
        let words = |change: &ChangeRequest| [0, 1].map(|at| datum(&around, change, CHANGES.derived(at)).words());
        assert_eq!(words(&change), ["Sponsor", "9"]);
        assert_eq!(words(&ChangeRequest { state: ChangeState::Approved, ..change }), ["Sponsor", ""], "it is decided");
    }

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels_and_every_view_says_what_it_means() {
        let together: u16 = CHANGES.usual().iter().map(|column| column.usual_width()).sum();
        assert!(together + 36 <= 1_143, "{together}");
        for (name, query) in CHANGES.offered {
            assert_eq!(RegisterView::parse(&CHANGES, query).query().to_string(), *query, "{name}");
        }
    }
}
