//! The list of lessons: its columns and its words. Must not know how it is drawn.

use crate::domain::record::RecordType;
use crate::domain::records::lesson::at;
use crate::domain::records::{GateReview, Lesson, gate_review};
use crate::engine::lessons::applied_at;
use crate::view::affected::BackReference;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, RegisterKind, Words};

/// Lessons show at how many gates they were applied.
const APPLIED: BackReference = (GateReview::SCHEMA, gate_review::at::applied_lessons);

pub static LESSONS: RegisterKind = RegisterKind {
    schema: Lesson::SCHEMA,
    page: Page::Lessons,
    words: Words {
        one: "lesson",
        many: "lessons",
        new: "Capture a lesson",
        about: "What a project has learnt, and what later ones should do about it, is listed here. Lessons that were reviewed are offered at the gates of projects that they fit.",
        active: "offered at gates",
        delete: "Delete lessons",
        deleting: "Gate reviews at which one was applied keep saying so. You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "applied",
        label: "Times applied",
        width: 116,
        origin: "is the number of gate reviews at which it was applied.",
        related: Some(APPLIED),
        datum: |around, record| {
            let times = applied_at(around.portfolio, record.meta().id).count();
            Datum::Number(i64::try_from(times).unwrap_or(i64::MAX))
        },
        ..Derived::PLAIN
    }],
    usual: &[
        Field(at::project),
        Field(at::recommendation),
        Field(at::phase),
        Field(at::tags),
        Field(at::state),
        Figure(0),
    ],
    widths: &[
        (at::title, 250),
        (at::project, 150),
        (at::recommendation, 270),
        (at::phase, 100),
        (at::tags, 110),
        (at::state, 96),
    ],
    apart: &[],
    searched: &[
        at::title,
        at::project,
        at::happened,
        at::cause,
        at::effect,
        at::recommendation,
        at::tags,
        at::standard,
    ],
    asked: &[at::title, at::kind, at::happened, at::recommendation, at::project],
    mine: Some(at::owner),
    by_person: false,
    id_heading: "",
    offered: &[
        ("To be reviewed", "filter=state:is:captured"),
        ("Without a recommendation", "filter=recommendation:is:"),
        ("Applied", "filter=applied:from:1"),
        ("Built in", "filter=state:is:built_in"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Lesson>().is_some_and(Lesson::is_valid),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::register::RegisterView;

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels_and_every_view_says_what_it_means() {
        let together: u16 = LESSONS.usual().iter().map(|column| column.usual_width()).sum();
        assert!(together + 36 <= 1_143, "{together}");
        for (name, query) in LESSONS.offered {
            assert_eq!(RegisterView::parse(&LESSONS, query).query().to_string(), *query, "{name}");
        }
    }
}
