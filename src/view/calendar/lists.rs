//! The lists of routines and holidays: their columns and words. Must not know how any is drawn.

use crate::domain::record::RecordType;
use crate::domain::records::routine::{RoutineState, at};
use crate::domain::records::{Holiday, Routine, holiday};
use crate::engine::calendar::{Outcome, of_routine, work_days};
use crate::view::format;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, Words};

pub static ROUTINES: RegisterKind = RegisterKind {
    schema: Routine::SCHEMA,
    page: Page::Routines,
    words: Words {
        one: "routine",
        many: "routines",
        new: "New routine",
        about: "What the PMO does in each cycle is listed here: on which working day, who does it, and what it leaves. The calendar shows when it comes. Usual routines are offered there.",
        active: "in use",
        delete: "Delete routines",
        deleting: "Their marks stay in the history. You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "next",
        label: "Next due",
        nature: Nature::Words,
        width: 116,
        origin: "is worked out from its working day, the working week and the holidays.",
        by_day: true,
        datum: |around, record| {
            let Some(routine) = record.typed::<Routine>().filter(|routine| routine.state == RoutineState::InUse) else {
                return Datum::Empty;
            };
            let work = work_days(around.portfolio);
            let all =
                of_routine(around.portfolio, routine, &work, around.today.plus_days(-31), around.today.plus_days(400));
            let next = all.into_iter().find(|one| one.outcome == Outcome::Open);
            next.map_or(Datum::Empty, |next| Datum::Text(format::day(next.due, around.today)))
        },
        ..Derived::PLAIN
    }],
    usual: &[Field(at::turn), Field(at::working_day), Field(at::who), Field(at::leaves), Figure(0), Field(at::state)],
    widths: &[
        (at::title, 320),
        (at::turn, 104),
        (at::working_day, 108),
        (at::who, 180),
        (at::leaves, 170),
        (at::state, 90),
    ],
    apart: &[],
    searched: &[at::title, at::who, at::leaves, at::owner],
    asked: &[at::title, at::turn, at::working_day, at::weekday, at::month, at::who, at::owner, at::leaves],
    mine: Some(at::owner),
    by_person: false,
    id_heading: "",
    offered: &[("Monthly", "filter=turn:is:monthly"), ("Resting", "filter=state:is:resting")],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Routine>().is_some_and(|routine| routine.state == RoutineState::InUse),
};

pub static HOLIDAYS: RegisterKind = RegisterKind {
    schema: Holiday::SCHEMA,
    page: Page::Holidays,
    words: Words {
        one: "holiday",
        many: "holidays",
        new: "New holiday",
        about: "Days on which nobody works are listed here. Routines move to working days around them. A calendar file with holidays is read on the calendar.",
        active: "of all",
        delete: "Delete holidays",
        deleting: "You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[],
    usual: &[Field(holiday::at::on), Field(holiday::at::until), Field(holiday::at::source)],
    widths: &[(holiday::at::name, 320), (holiday::at::on, 130), (holiday::at::until, 130), (holiday::at::source, 260)],
    apart: &[],
    searched: &[holiday::at::name, holiday::at::source],
    asked: &[holiday::at::name, holiday::at::on, holiday::at::until],
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[],
    scope: None,
    parts: None,
    is_active: |_, _| true,
};
