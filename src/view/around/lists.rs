//! The lists of stakeholders, of the communication plan and of who answers for what, each one constant. Must not know how any is drawn.

use crate::domain::record::RecordType;
use crate::domain::records::project::Rag;
use crate::domain::records::stakeholder::Quadrant;
use crate::domain::records::{Communication, RaciEntry, Stakeholder, communication, raci_entry, stakeholder};
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, Words};

const UNDONE: &str = "You can undo this in one step.";

pub static STAKEHOLDERS: RegisterKind = RegisterKind {
    schema: Stakeholder::SCHEMA,
    page: Page::Stakeholders,
    words: Words {
        one: "stakeholder",
        many: "stakeholders",
        new: "New stakeholder",
        about: "Who can help or hinder a project is listed here: their power and interest, where they stand and where they are wanted, and what is done about it.",
        active: "placed in the grid",
        delete: "Delete stakeholders",
        deleting: UNDONE,
        decided: "",
    },
    fields: None,
    derived: &[
        Derived {
            key: "quadrant",
            label: "To do",
            nature: Nature::Choice,
            width: 126,
            origin: "follows from power and interest; 4 and 5 are high.",
            datum: |_, record| {
                record.typed::<Stakeholder>().and_then(Stakeholder::quadrant).map_or(Datum::Empty, |quadrant| {
                    let place = Quadrant::ALL.iter().position(|known| *known == quadrant).unwrap_or_default();
                    Datum::Choice(place, quadrant.name(), quadrant.label())
                })
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "gap",
            label: "Steps to go",
            width: 106,
            origin: "is the engagement wanted less the engagement now.",
            datum: |_, record| {
                record.typed::<Stakeholder>().and_then(Stakeholder::gap).map_or(Datum::Empty, Datum::Number)
            },
            alarm: Some(|_, record| record.typed::<Stakeholder>()?.gap().filter(|gap| *gap > 1).map(|_| Rag::Amber)),
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(stakeholder::at::project),
        Field(stakeholder::at::power),
        Field(stakeholder::at::interest),
        Figure(0),
        Field(stakeholder::at::now),
        Field(stakeholder::at::wanted),
        Figure(1),
        Field(stakeholder::at::owner),
    ],
    widths: &[
        (stakeholder::at::name, 200),
        (stakeholder::at::project, 130),
        (stakeholder::at::role, 110),
        (stakeholder::at::power, 72),
        (stakeholder::at::interest, 78),
        (stakeholder::at::now, 112),
        (stakeholder::at::wanted, 112),
        (stakeholder::at::owner, 96),
    ],
    apart: &[],
    searched: &[
        stakeholder::at::name,
        stakeholder::at::project,
        stakeholder::at::role,
        stakeholder::at::organisation,
        stakeholder::at::stake,
        stakeholder::at::concerns,
    ],
    asked: &[
        stakeholder::at::name,
        stakeholder::at::project,
        stakeholder::at::role,
        stakeholder::at::organisation,
        stakeholder::at::power,
        stakeholder::at::interest,
        stakeholder::at::now,
        stakeholder::at::wanted,
        stakeholder::at::measure,
        stakeholder::at::owner,
    ],
    mine: Some(stakeholder::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Manage closely", "filter=quadrant:is:manage"),
        ("Wanted further than now", "filter=gap:from:1"),
        ("Of the PMO itself", "filter=project:is:"),
        ("Not placed yet", "filter=quadrant:is:"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Stakeholder>().is_some_and(|typed| typed.quadrant().is_some()),
};

pub static COMMUNICATIONS: RegisterKind = RegisterKind {
    schema: Communication::SCHEMA,
    page: Page::Communications,
    words: Words {
        one: "communication",
        many: "communications",
        new: "New communication",
        about: "Who is told what, how, how often and by whom is listed here, with the day on which it is due next.",
        active: "due again",
        delete: "Delete communications",
        deleting: UNDONE,
        decided: "",
    },
    fields: None,
    derived: &[Derived {
        key: "overdue",
        label: "Days overdue",
        width: 116,
        origin: "is counted from the day on which it was due.",
        by_day: true,
        datum: |around, record| {
            let days = record.typed::<Communication>().and_then(|record| record.overdue(around.today));
            days.map_or(Datum::Empty, Datum::Number)
        },
        alarm: Some(|around, record| record.typed::<Communication>()?.overdue(around.today).map(|_| Rag::Red)),
        ..Derived::PLAIN
    }],
    usual: &[
        Field(communication::at::project),
        Field(communication::at::audience),
        Field(communication::at::channel),
        Field(communication::at::frequency),
        Field(communication::at::owner),
        Field(communication::at::next_due),
        Figure(0),
    ],
    widths: &[
        (communication::at::purpose, 240),
        (communication::at::project, 130),
        (communication::at::audience, 150),
        (communication::at::channel, 120),
        (communication::at::next_due, 106),
    ],
    apart: &[],
    searched: &[
        communication::at::purpose,
        communication::at::project,
        communication::at::audience,
        communication::at::content,
        communication::at::owner,
    ],
    asked: &[
        communication::at::purpose,
        communication::at::project,
        communication::at::audience,
        communication::at::content,
        communication::at::channel,
        communication::at::frequency,
        communication::at::owner,
        communication::at::next_due,
    ],
    mine: Some(communication::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[("Overdue", "filter=overdue:from:1"), ("Without an owner", "filter=owner:is:")],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<Communication>().is_some_and(|typed| typed.next_due.is_some()),
};

pub static RACI: RegisterKind = RegisterKind {
    schema: RaciEntry::SCHEMA,
    page: Page::Raci,
    words: Words {
        one: "RACI entry",
        many: "RACI entries",
        new: "New RACI entry",
        about: "Who is responsible, accountable, consulted and informed of each activity or deliverable is listed here, one person a line.",
        active: "accountable",
        delete: "Delete RACI entries",
        deleting: UNDONE,
        decided: "",
    },
    fields: None,
    derived: &[],
    usual: &[
        Field(raci_entry::at::project),
        Field(raci_entry::at::person),
        Field(raci_entry::at::role),
        Field(raci_entry::at::item),
    ],
    widths: &[(raci_entry::at::activity, 300), (raci_entry::at::project, 160), (raci_entry::at::item, 240)],
    apart: &[],
    searched: &[raci_entry::at::activity, raci_entry::at::project, raci_entry::at::person],
    asked: &[
        raci_entry::at::activity,
        raci_entry::at::project,
        raci_entry::at::person,
        raci_entry::at::role,
        raci_entry::at::item,
    ],
    mine: Some(raci_entry::at::person),
    by_person: false,
    id_heading: "",
    offered: &[("Accountable", "filter=role:is:a")],
    scope: None,
    parts: None,
    is_active: |_, record| {
        record.typed::<RaciEntry>().is_some_and(|typed| typed.role == raci_entry::RaciRole::Accountable)
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::field::Bounded;
    use crate::domain::records::stakeholder::Engagement;
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::{RegisterView, RowContext, datum};

    #[test]
    fn a_stakeholder_says_what_to_do_and_how_far_to_go() {
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, Date::parse("2026-11-29").unwrap());
        let record = Stakeholder {
            power: Some(Bounded(5)),
            interest: Some(Bounded(2)),
            now: Some(Engagement::Unaware),
            wanted: Some(Engagement::Supportive),
            ..Stakeholder::default()
        };
        let words = |record: &Stakeholder| [0, 1].map(|at| datum(&around, record, STAKEHOLDERS.derived(at)).words());
        assert_eq!(words(&record), ["Keep satisfied", "3"]);
        assert_eq!(words(&Stakeholder::default()), ["", ""]);
    }

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels_and_every_view_says_what_it_means() {
        for kind in [&STAKEHOLDERS, &COMMUNICATIONS, &RACI] {
            let together: u16 = kind.usual().iter().map(|column| column.usual_width()).sum();
            assert!(together + 36 <= 1_143, "{}: {together}", kind.schema.name);
            for (name, query) in kind.offered {
                assert_eq!(RegisterView::parse(kind, query).query().to_string(), *query, "{name}");
            }
        }
    }
}
