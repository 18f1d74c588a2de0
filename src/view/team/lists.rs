//! The lists of trainings and certifications: their columns and words. Must not know how any is drawn.

use crate::domain::record::RecordType;
use crate::domain::records::certification::Standing;
use crate::domain::records::project::Rag;
use crate::domain::records::{Certification, Training, certification, training};
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, Words};

const UNDONE: &str = "You can undo this in one step.";

pub static TRAININGS: RegisterKind = RegisterKind {
    schema: Training::SCHEMA,
    page: Page::Trainings,
    words: Words {
        one: "training",
        many: "trainings",
        new: "New training",
        about: "What members of the PMO plan to learn, and what they have learnt, is listed here: courses, reading, coaching, work with somebody near.",
        active: "planned",
        delete: "Delete trainings",
        deleting: UNDONE,
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "overdue",
        label: "Days overdue",
        width: 116,
        origin: "is counted from the day for which a training was planned that is still to come.",
        by_day: true,
        datum: |around, record| {
            let days = record.typed::<Training>().and_then(|training| training.overdue(around.today));
            days.map_or(Datum::Empty, Datum::Number)
        },
        alarm: Some(|around, record| record.typed::<Training>()?.overdue(around.today).map(|_| Rag::Red)),
        ..Derived::PLAIN
    }],
    usual: &[
        Field(training::at::person),
        Field(training::at::area),
        Field(training::at::kind),
        Field(training::at::planned_for),
        Figure(0),
        Field(training::at::state),
        Field(training::at::learnt),
    ],
    widths: &[
        (training::at::what, 240),
        (training::at::person, 140),
        (training::at::area, 150),
        (training::at::kind, 104),
        (training::at::planned_for, 104),
        (training::at::state, 90),
        (training::at::learnt, 160),
    ],
    apart: &[],
    searched: &[training::at::what, training::at::person, training::at::learnt],
    asked: &[
        training::at::what,
        training::at::person,
        training::at::area,
        training::at::kind,
        training::at::planned_for,
    ],
    mine: Some(training::at::person),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Overdue", "filter=overdue:from:1"),
        ("Done, nothing said of it", "filter=state:is:done&filter=learnt:is:"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed().is_some_and(Training::is_open),
};

/// The stored name of a standing in the address of a view; never changes.
const fn name_of(standing: Standing) -> &'static str {
    match standing {
        Standing::AimedAt => "aimed_at",
        Standing::Held => "held",
        Standing::Expiring => "expiring",
        Standing::Expired => "expired",
    }
}

pub static CERTIFICATIONS: RegisterKind = RegisterKind {
    schema: Certification::SCHEMA,
    page: Page::Certifications,
    words: Words {
        one: "certification",
        many: "certifications",
        new: "New certification",
        about: "Certifications that members of the PMO hold or aim at are listed here. Certificates help; no licence is needed.",
        active: "valid",
        delete: "Delete certifications",
        deleting: UNDONE,
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "standing",
        label: "Stands",
        nature: Nature::Choice,
        width: 150,
        origin: "follows from the days: aimed at until it is got, expiring in the last six months.",
        by_day: true,
        datum: |around, record| {
            let standing = record.typed::<Certification>().map(|held| held.standing(around.today));
            standing
                .map_or(Datum::Empty, |standing| Datum::Choice(standing as usize, name_of(standing), standing.label()))
        },
        alarm: Some(|around, record| match record.typed::<Certification>()?.standing(around.today) {
            Standing::Expired => Some(Rag::Red),
            Standing::Expiring => Some(Rag::Amber),
            Standing::Held | Standing::AimedAt => None,
        }),
        ..Derived::PLAIN
    }],
    usual: &[
        Field(certification::at::person),
        Field(certification::at::issuer),
        Figure(0),
        Field(certification::at::aimed_for),
        Field(certification::at::got_on),
        Field(certification::at::valid_until),
    ],
    widths: &[
        (certification::at::credential, 240),
        (certification::at::person, 150),
        (certification::at::issuer, 130),
        (certification::at::aimed_for, 110),
        (certification::at::got_on, 110),
        (certification::at::valid_until, 110),
    ],
    apart: &[],
    searched: &[certification::at::credential, certification::at::person, certification::at::issuer],
    asked: &[
        certification::at::credential,
        certification::at::person,
        certification::at::issuer,
        certification::at::aimed_for,
        certification::at::got_on,
        certification::at::valid_until,
    ],
    mine: Some(certification::at::person),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Expiring or expired", "filter=standing:is:expiring,expired"),
        ("Aimed at", "filter=standing:is:aimed_at"),
    ],
    scope: None,
    parts: None,
    is_active: |around, record| record.typed::<Certification>().is_some_and(|held| held.is_valid(around.today)),
};
