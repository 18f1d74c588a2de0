//! The registers of cost entries and of benefits, over all projects. Must not know how they are drawn.

use crate::domain::record::{Record, RecordType};
use crate::domain::records::benefit_review::at as review;
use crate::domain::records::project::Rag;
use crate::domain::records::{Benefit, BenefitReview, CostEntry, benefit, cost_entry};
use crate::domain::totals::Over;
use crate::engine::benefits::{Shares, latest, shares};
use crate::view::affected::BackReference;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, Parts, RegisterKind, RowContext, Words};

/// The fields of a cost entry that are asked for, in the order of the form.
pub const COST_FIELDS: &[u8] = &[
    cost_entry::at::text,
    cost_entry::at::project,
    cost_entry::at::state,
    cost_entry::at::amount,
    cost_entry::at::on,
    cost_entry::at::category,
    cost_entry::at::note,
];

/// The same of a benefit.
pub const BENEFIT_FIELDS: &[u8] = &[
    benefit::at::title,
    benefit::at::project,
    benefit::at::kind,
    benefit::at::owner,
    benefit::at::measure,
    benefit::at::unit,
    benefit::at::start_value,
    benefit::at::start_on,
    benefit::at::target_value,
    benefit::at::target_on,
    benefit::at::value_per_year,
    benefit::at::years,
    benefit::at::cost_to_achieve,
    benefit::at::state,
    benefit::at::description,
];

/// All cost entries.
pub static COSTS: RegisterKind = RegisterKind {
    schema: CostEntry::SCHEMA,
    page: Page::Costs,
    words: Words {
        one: "cost entry",
        many: "cost entries",
        new: "New cost entry",
        about: "What projects plan to spend, have ordered, have paid and still expect to pay is listed here, one by one.",
        active: "still to be paid",
        delete: "Delete cost entries",
        deleting: "You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[],
    usual: &[
        Field(cost_entry::at::project),
        Field(cost_entry::at::on),
        Field(cost_entry::at::category),
        Field(cost_entry::at::state),
        Field(cost_entry::at::amount),
    ],
    widths: &[(cost_entry::at::text, 240), (cost_entry::at::project, 160), (cost_entry::at::category, 160)],
    apart: &[],
    searched: &[cost_entry::at::text, cost_entry::at::project, cost_entry::at::note],
    asked: COST_FIELDS,
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[
        ("Planned", "filter=state:is:planned"),
        ("Committed", "filter=state:is:committed"),
        ("Actual", "filter=state:is:actual"),
        ("Forecast", "filter=state:is:forecast"),
    ],
    scope: None,
    // What is planned stays as it is whatever is spent: it is no part of what the project comes to.
    parts: Some(Parts {
        names: ["planned", "expected"],
        of: |record, _| {
            let is_planned = |entry: &CostEntry| entry.state == cost_entry::CostState::Planned;
            (!record.typed::<CostEntry>().is_some_and(is_planned), false)
        },
    }),
    is_active: |_, record| {
        use cost_entry::CostState::{Committed, Forecast};
        record.typed::<CostEntry>().is_some_and(|entry| matches!(entry.state, Committed | Forecast))
    },
};

const REVIEWS: BackReference = (BenefitReview::SCHEMA, review::benefit);

fn shares_of(around: &RowContext, record: &dyn Record) -> Option<Shares> {
    shares(around.portfolio, record.typed::<Benefit>()?, around.today)
}

/// A share in whole per cent.
pub(super) fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// All benefits.
pub static BENEFITS: RegisterKind = RegisterKind {
    schema: Benefit::SCHEMA,
    page: Page::Benefits,
    words: Words {
        one: "benefit",
        many: "benefits",
        new: "New benefit",
        about: "What projects are done for is listed here: each improvement with its owner, its measure, its target and what was achieved.",
        active: "still to be reached",
        delete: "Delete benefits",
        deleting: "You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "achieved",
            label: "Achieved",
            nature: Nature::Number,
            unit: "%",
            origin: "is the latest measured value on the way from the start value to the target.",
            by_day: true,
            related: Some(REVIEWS),
            datum: |around, record| {
                let achieved = shares_of(around, record).map(|shares| percent(shares.achieved));
                achieved.map_or(Datum::Empty, |achieved| Datum::Percent(Over::whole(achieved)))
            },
            alarm: Some(|around, record| {
                let shares = shares_of(around, record)?;
                match (shares.is_reviewed, shares.achieved < shares.promised) {
                    (false, _) => Some(Rag::Red),
                    (true, true) => Some(Rag::Amber),
                    (true, false) => None,
                }
            }),
            ..Derived::PLAIN
        },
        Derived {
            key: "reviewed",
            label: "Last review",
            nature: Nature::Date,
            origin: "is the day of the latest review.",
            related: Some(REVIEWS),
            datum: |around, record| {
                let latest = latest(around.portfolio, record.meta().id).and_then(|review| review.on);
                latest.map_or(Datum::Empty, Datum::Date)
            },
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(benefit::at::project),
        Field(benefit::at::kind),
        Field(benefit::at::owner),
        Field(benefit::at::target_on),
        Figure(0),
        Field(benefit::at::value_per_year),
        Field(benefit::at::state),
    ],
    widths: &[
        (benefit::at::title, 240),
        (benefit::at::project, 158),
        (benefit::at::value_per_year, 118),
        (benefit::at::state, 130),
    ],
    apart: &[],
    searched: &[
        benefit::at::title,
        benefit::at::project,
        benefit::at::owner,
        benefit::at::measure,
        benefit::at::description,
    ],
    asked: BENEFIT_FIELDS,
    mine: Some(benefit::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[("Without an owner", "filter=owner:is:"), ("Being measured", "filter=state:is:measured")],
    scope: None,
    // Harm is taken off what the rest is worth; what is spent to reach it is spent all the same.
    parts: Some(Parts {
        names: ["", ""],
        of: |record, field| {
            let is_worth = field == Benefit::SCHEMA.field(benefit::at::value_per_year).map_or("", |field| field.name);
            (false, is_worth && record.typed::<Benefit>().is_some_and(Benefit::is_harm))
        },
    }),
    is_active: |_, record| record.typed().is_some_and(Benefit::is_open),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::id::{Id, Ref};
    use crate::domain::money::{Currency, Money};
    use crate::engine::portfolio::Portfolio;
    use crate::view::register::datum;
    use std::sync::Arc;

    #[test]
    fn a_benefit_says_what_is_achieved_and_when_somebody_looked() {
        let day = |text: &str| Date::parse(text).unwrap();
        let mut benefit = Benefit {
            start_value: Some(100.0),
            start_on: Some(day("2026-01-01")),
            target_value: Some(20.0),
            target_on: Some(day("2026-11-01")),
            ..Benefit::default()
        };
        benefit.meta.id = Id(1);
        let mut portfolio = Portfolio::default();
        let seen = |portfolio: &Portfolio, today: &str| {
            let around = RowContext::new(portfolio, day(today));
            let words = [0, 1].map(|at| datum(&around, &benefit, BENEFITS.derived(at)).words());
            let alarm = BENEFITS.derived[0].alarm.unwrap();
            (words, alarm(&around, &benefit))
        };
        assert_eq!(seen(&portfolio, "2026-10-31"), (["", ""].map(str::to_owned), None));
        assert_eq!(
            seen(&portfolio, "2026-11-01"),
            (["0%", ""].map(str::to_owned), Some(Rag::Red)),
            "due, never measured"
        );
        for (id, on, value) in [(2, "2026-06-01", 90.0), (3, "2026-11-20", 40.0)] {
            let benefit = Some(Ref::new(Id(1)));
            let mut review =
                BenefitReview { benefit, on: Some(day(on)), value: Some(value), ..BenefitReview::default() };
            review.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(review));
        }
        assert_eq!(seen(&portfolio, "2026-11-30"), (["75%", "20 Nov 2026"].map(str::to_owned), Some(Rag::Amber)));
    }

    fn total(kind: &'static RegisterKind, field: u8, records: &[&dyn Record]) -> String {
        use crate::view::register::totals::{Tally, amounts};
        let portfolio = Portfolio::default();
        let around = RowContext::new(&portfolio, Date::parse("2026-11-22").unwrap());
        let columns = [kind.field(field)];
        let mut tally = Tally::default();
        for record in records {
            tally.enter(&amounts(&around, *record, &columns), true);
        }
        tally.finish(&columns, &around).into_iter().map(|total| total.words).collect()
    }

    #[test]
    fn what_is_planned_is_not_added_to_what_is_paid_and_harm_is_taken_off() {
        use cost_entry::CostState::{Actual, Forecast, Planned};
        let pounds = |pounds: i64| Some(Money { minor: pounds * 100, currency: Currency::GBP });
        let cost = |state, amount| CostEntry { state, amount: pounds(amount), ..CostEntry::default() };
        let (plan, paid, rest) = (cost(Planned, 100), cost(Actual, 70), cost(Forecast, 40));
        let field = cost_entry::at::amount;
        assert_eq!(total(&COSTS, field, &[&plan, &paid, &rest]), "£100 planned, £110 expected");
        assert_eq!(total(&COSTS, field, &[&plan]), "£100 planned");
        let gain = |kind, amount| Benefit {
            kind,
            value_per_year: pounds(amount),
            cost_to_achieve: pounds(5),
            ..Benefit::default()
        };
        let (good, harm) = (gain(benefit::BenefitKind::Financial, 50), gain(benefit::BenefitKind::DisBenefit, 20));
        assert_eq!(total(&BENEFITS, benefit::at::value_per_year, &[&good, &harm]), "£30");
        assert_eq!(total(&BENEFITS, benefit::at::cost_to_achieve, &[&good, &harm]), "£10");
    }

    #[test]
    fn the_usual_columns_fit_into_a_window_of_1440_pixels() {
        for kind in [&COSTS, &BENEFITS] {
            let together: u16 = kind.usual().iter().map(|column| column.usual_width()).sum();
            assert!(together + 36 <= 1_143, "{together}");
        }
    }
}
