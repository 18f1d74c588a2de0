//! The pages that are a register and nothing else, each one constant: its columns and its words. Must not know how any is drawn.

use super::calendar::lists::{HOLIDAYS, ROUTINES};
use super::money::lists::{BENEFITS, COSTS};
use super::office::governance::BODIES;
use super::office::lists::{HEALTH_CHECKS, REQUEST_QUEUE, SERVICES};
use super::pages::{List, Page};
use super::register::Source::{Derived as Figure, Field};
use super::register::{Datum, Derived, RegisterKind, Words};
use super::team::lists::{CERTIFICATIONS, TRAININGS};
use crate::domain::record::RecordType;
use crate::domain::records::Action;
use crate::domain::records::action::{ActionState, at};
use crate::domain::records::project::Rag;

/// What stands on the page.
pub fn kind_of(list: List) -> &'static RegisterKind {
    match list {
        List::Costs => &COSTS,
        List::Benefits => &BENEFITS,
        List::Bodies => &BODIES,
        List::HealthChecks => &HEALTH_CHECKS,
        List::Routines => &ROUTINES,
        List::Holidays => &HOLIDAYS,
        List::Services => &SERVICES,
        List::ServiceRequests => &REQUEST_QUEUE,
        List::Trainings => &TRAININGS,
        List::Certifications => &CERTIFICATIONS,
    }
}

pub static ACTIONS: RegisterKind = RegisterKind {
    schema: Action::SCHEMA,
    page: Page::Actions,
    words: Words {
        one: "action",
        many: "actions",
        new: "New action",
        about: "What somebody has to do by a date is listed here, whatever it came from: a meeting, a decision, a risk.",
        active: "open",
        delete: "Delete actions",
        deleting: "You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "overdue",
        label: "Days overdue",
        width: 116,
        origin: "is counted from the day an open action was due.",
        by_day: true,
        datum: |around, record| {
            let days = record.typed::<Action>().and_then(|own| own.overdue(around.today));
            days.map_or(Datum::Empty, Datum::Number)
        },
        alarm: Some(|around, record| record.typed::<Action>()?.overdue(around.today).map(|_| Rag::Red)),
        ..Derived::PLAIN
    }],
    usual: &[Field(at::owner), Field(at::due), Figure(0), Field(at::state), Field(at::source)],
    widths: &[(at::text, 340), (at::source, 240)],
    apart: &[],
    searched: &[at::text, at::owner, at::source],
    asked: &[at::text, at::owner, at::due, at::project, at::source],
    mine: Some(at::owner),
    by_person: false,
    id_heading: "",
    offered: &[],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Action>().is_some_and(|own| own.state == ActionState::Open),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::{RowContext, datum};

    #[test]
    fn an_action_is_overdue_from_the_day_after_until_it_ends() {
        let day = |text: &str| Date::parse(text).unwrap();
        let portfolio = Portfolio::default();
        let due = Some(day("2026-11-20"));
        for (state, today, words) in [
            (ActionState::Open, "2026-11-20", ""),
            (ActionState::Open, "2026-11-21", "1"),
            (ActionState::Done, "2026-11-21", ""),
            (ActionState::Dropped, "2026-12-21", ""),
        ] {
            let action = Action { state, due, ..Action::default() };
            let around = RowContext::new(&portfolio, day(today));
            assert_eq!(datum(&around, &action, ACTIONS.derived(0)).words(), words, "{today}");
        }
    }

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels() {
        let together: u16 = ACTIONS.usual().iter().map(|column| column.usual_width()).sum();
        assert!(together + 36 <= 1_143, "{together}");
    }
}
