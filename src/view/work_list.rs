//! All work of all projects as a register: its columns and its words. Must not know how it is drawn.

use super::pages::Page;
use super::register::Source::{Derived as Figure, Field};
use super::register::{Datum, Derived, Nature, RegisterKind, RowContext, Words};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::Rag;
use crate::domain::records::work_item::at;
use crate::domain::records::{Project, WorkItem};
use crate::domain::work::columns::WorkBoard;
use crate::domain::work::item::{WorkState, blocked_for, overdue, state};
use crate::engine::work::columns_of;
use crate::exchange::own_list::{ITEM_ID, STANDS_IN};

/// The item and the columns among which it stands.
fn of(around: &RowContext, record: &dyn Record, read: fn(&WorkItem, &WorkBoard, &RowContext) -> Datum) -> Datum {
    record.typed::<WorkItem>().map_or(Datum::Empty, |item| read(item, &columns_of(around.portfolio, item), around))
}

/// The stored name of a state in the address of a view; never changes.
const fn name_of(state: WorkState) -> &'static str {
    match state {
        WorkState::Open => "open",
        WorkState::Overdue => "overdue",
        WorkState::Blocked => "blocked",
        WorkState::Done => "done",
        WorkState::Accepted => "accepted",
        WorkState::Archived => "archived",
    }
}

fn number(days: Option<i64>) -> Datum {
    days.map_or(Datum::Empty, Datum::Number)
}

pub static WORK: RegisterKind = RegisterKind {
    schema: WorkItem::SCHEMA,
    page: Page::Work,
    words: Words {
        one: "work item",
        many: "work items",
        new: "New work item",
        about: "Deliverables, tasks, milestones and defects of all projects are listed here, wherever they stand on their boards.",
        active: "open",
        delete: "Delete work items",
        deleting: "You can undo this in one step.",
        decided: "is changed on the board.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "standing",
            label: "State",
            nature: Nature::Choice,
            width: 92,
            origin: "follows from the column, from who accepted it, and from whether it is blocked or overdue.",
            by_day: true,
            datum: |around, record| {
                of(around, record, |item, board, around| {
                    let state = state(item, board, around.today);
                    let place = WorkState::ALL.iter().position(|known| *known == state).unwrap_or_default();
                    Datum::Choice(place, name_of(state), state.label())
                })
            },
            alarm: Some(|around, record| {
                let item = record.typed::<WorkItem>()?;
                match state(item, &columns_of(around.portfolio, item), around.today) {
                    WorkState::Overdue => Some(Rag::Red),
                    WorkState::Blocked => Some(Rag::Amber),
                    _ => None,
                }
            }),
            ..Derived::PLAIN
        },
        Derived {
            key: "stands_in",
            label: STANDS_IN,
            reads_back: true,
            nature: Nature::Words,
            width: 126,
            origin: "is the column of its board.",
            datum: |around, record| {
                of(around, record, |item, board, _| Datum::Text(board.name(&item.column).to_owned()))
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "overdue",
            label: "Days overdue",
            width: 116,
            origin: "is counted from the day work was due that is not done.",
            by_day: true,
            datum: |around, record| {
                of(around, record, |item, board, around| number(overdue(item, board, around.today)))
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "blocked",
            label: "Days blocked",
            width: 116,
            origin: "is counted from the day since which work cannot go on.",
            by_day: true,
            datum: |around, record| {
                of(around, record, |item, board, around| number(blocked_for(item, board, around.today)))
            },
            ..Derived::PLAIN
        },
    ],
    usual: &[Field(at::project), Field(at::kind), Figure(1), Figure(0), Field(at::owner), Field(at::due), Figure(2)],
    widths: &[(at::title, 290), (at::project, 150), (at::kind, 106), (at::due, 106)],
    apart: &[at::project],
    searched: &[at::title, at::project, at::owner, at::stream, at::blocked_reason],
    asked: &[at::title, at::project, at::kind, at::owner, at::due],
    mine: Some(at::owner),
    by_person: true,
    id_heading: ITEM_ID,
    offered: &[
        ("Overdue", "filter=overdue:from:1"),
        ("Blocked", "filter=standing:is:blocked"),
        ("Without an owner", "filter=owner:is:"),
    ],
    scope: None,
    parts: None,
    is_active: |around, record| {
        record.typed::<WorkItem>().is_some_and(|item| {
            let board = columns_of(around.portfolio, item);
            let goes_on = around
                .portfolio
                .follow::<Project>(item.project)
                .is_some_and(|project| project.goes_on_with(item.phase));
            goes_on && state(item, &board, around.today).is_open()
        })
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::life_cycle::Phase;
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::datum;

    #[test]
    fn each_item_says_where_it_stands_and_since_when() {
        let day = |text: &str| Date::parse(text).unwrap();
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, day("2026-11-29"));
        let item = |column: &str, due: Option<&str>, blocked: Option<&str>| WorkItem {
            phase: Phase::Execution,
            column: column.into(),
            due: due.map(day),
            blocked_since: blocked.map(day),
            ..WorkItem::default()
        };
        for (item, expected) in [
            (item("doing", None, None), ["Open", "Doing", "", ""]),
            (item("Ready", Some("2026-11-26"), None), ["Overdue", "Ready", "3", ""]),
            (item("review", Some("2026-11-26"), Some("2026-11-20")), ["Blocked", "Review/test", "3", "9"]),
            (item("Accepted", Some("2026-11-26"), Some("2026-11-20")), ["Done", "Accepted", "", ""]),
        ] {
            let words = [0, 1, 2, 3].map(|at| datum(&around, &item, WORK.derived(at)).words());
            assert_eq!(words, expected);
        }
    }

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels() {
        let together: u16 = WORK.usual().iter().map(|column| column.usual_width()).sum();
        assert!(together + 36 <= 1_143, "{together}");
    }
}
