//! What the register of projects works out from several fields.

use super::PROJECTS;
use crate::domain::lateness::{Lateness, lateness, severity};
use crate::domain::record::Record;
use crate::domain::records::project::Phase;
use crate::domain::records::{GateCondition, Project};
use crate::domain::status::overall;
use crate::domain::totals;
use crate::engine::index::IndexKey;
use crate::engine::money::counted;
use crate::view::affected::CONDITIONS;
use crate::view::register::{Column, Datum, Derived, Nature, RowContext};

/// A column that is worked out, by its place in [`FIGURES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// Overall status by rule or as reported.
    Overall,
    /// Days in the present phase.
    Age,
    /// Working days by which the finish, as it was or is expected, is after the plan.
    Late,
    /// Percent by which the forecast cost is above the budget.
    Variance,
    /// Open conditions.
    Conditions,
}

impl Figure {
    /// Its column.
    pub const fn column(self) -> Column {
        PROJECTS.derived(self as u8)
    }
}

/// All, in the order in which they are offered.
pub(super) const FIGURES: &[Derived] = &[
    Derived {
        key: "overall",
        label: "Status",
        nature: Nature::Status,
        origin: "comes from the status of schedule, cost, scope and the others.",
        by_day: true,
        by_settings: true,
        datum: |around, record| of(record, |project| Datum::Status(overall(project, around.today, around.rules))),
        ..Derived::PLAIN
    },
    Derived {
        key: "age",
        label: "Days in phase",
        origin: "is counted from the day the phase began.",
        by_day: true,
        datum: |around, record| of(record, |project| age(around, project)),
        ..Derived::PLAIN
    },
    Derived {
        key: "late",
        label: "Days late",
        width: 80,
        unit: "Working days.",
        origin: "is the actual or forecast finish against the planned one.",
        by_day: true,
        by_settings: true,
        datum: |around, record| {
            let days =
                |project: &Project| lateness(project, around.today, around.rules.week).and_then(Lateness::known_days);
            of(record, |project| days(project).map_or(Datum::Empty, Datum::Number))
        },
        alarm: Some(|around, record| severity(project(record)?, around.today, around.rules)),
        ..Derived::PLAIN
    },
    Derived {
        key: "variance",
        label: "Cost variance",
        origin: "is the forecast cost against the budget.",
        datum: |_, record| of(record, variance),
        alarm: Some(|around, record| around.rules.cost(&counted(around.portfolio, project(record)?))),
        ..Derived::PLAIN
    },
    Derived {
        key: "conditions",
        label: "Conditions",
        width: 86,
        adds_up: true,
        origin: "counts the open conditions of gate decisions.",
        related: Some(CONDITIONS),
        datum: |around, record| of(record, |project| conditions(around, project)),
        ..Derived::PLAIN
    },
];

fn project(record: &dyn Record) -> Option<&Project> {
    record.typed()
}

fn of(record: &dyn Record, read: impl FnOnce(&Project) -> Datum) -> Datum {
    project(record).map_or(Datum::Empty, read)
}

fn age(around: &RowContext, project: &Project) -> Datum {
    let since = project.phase_since.filter(|_| project.phase != Phase::Closed);
    let days = since.map(|since| around.today.days_since(since)).filter(|age| *age >= 0);
    days.map_or(Datum::Empty, Datum::Number)
}

fn variance(project: &Project) -> Datum {
    let over = project.budget.zip(project.forecast_cost);
    let over = over.and_then(|(budget, forecast)| totals::percent_over(budget, forecast));
    over.map_or(Datum::Empty, Datum::Percent)
}

fn conditions(around: &RowContext, project: &Project) -> Datum {
    let all = around.portfolio.ids(IndexKey::conditions(project.meta.id));
    let conditions = all.into_iter().filter_map(|id| around.portfolio.get::<GateCondition>(id));
    match conditions.filter(|condition| condition.closed_on.is_none()).count() {
        0 => Datum::Empty,
        count => Datum::Number(i64::try_from(count).unwrap_or(i64::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::project::{ConstraintStatus, Rag, at};
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::datum;

    fn day(text: &str) -> Option<Date> {
        Some(Date::parse(text).unwrap())
    }

    #[test]
    fn what_cells_hold() {
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, day("2026-11-22").unwrap());
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let project = Project {
            name: "Apollo".into(),
            phase: Phase::Execution,
            phase_since: day("2026-11-12"),
            planned_finish: day("2027-03-27"),
            forecast_finish: day("2027-04-14"),
            budget: pounds(210_000_000),
            forecast_cost: pounds(206_000_000),
            tags: vec!["ferry".into(), "port".into()],
            cost_status: ConstraintStatus {
                rag: Some(Rag::Amber),
                on: day("2026-11-20"),
                ..ConstraintStatus::default()
            },
            ..Project::default()
        };
        let words = |column| datum(&around, &project, column).words();
        for (column, expected) in [
            (PROJECTS.title(), "Apollo"),
            (PROJECTS.field(at::phase), "Execution"),
            (PROJECTS.field(at::planned_finish), "27 Mar 2027"),
            (PROJECTS.field(at::budget), "£2,100,000"),
            (PROJECTS.field(at::tags), "ferry, port"),
            (PROJECTS.field(at::cost_status), "Amber"),
            (PROJECTS.field(at::lead), ""),
            (Figure::Overall.column(), "Amber"),
            (Figure::Age.column(), "10"),
            (Figure::Late.column(), "13"),
            (Figure::Variance.column(), "−2%"),
            (Figure::Conditions.column(), ""),
        ] {
            assert_eq!(words(column), expected, "{}", column.label());
        }
    }

    #[test]
    fn an_actual_finish_counts_before_a_forecast() {
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, day("2026-11-22").unwrap());
        let mut project =
            Project { planned_finish: day("2026-10-10"), forecast_finish: day("2026-10-20"), ..Project::default() };
        project.actual_finish = day("2026-10-08");
        assert_eq!(datum(&around, &project, Figure::Late.column()), Datum::Number(-1));
    }
}
