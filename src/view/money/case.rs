//! Whether a project is worth its money, in words: net present value, rate of return, payback, return and benefit-cost ratio, by plan
//! and as expected now. Must not know how it is drawn.

use crate::domain::calendar::{fiscal_year, fiscal_year_name};
use crate::domain::decimal::Decimal;
use crate::domain::digits;
use crate::domain::investment::{Irr, discounted_payback, irr, npv, payback};
use crate::domain::money::Money;
use crate::domain::records::Project;
use crate::domain::records::benefit::BenefitState;
use crate::engine::money::{Basis, NoFlows, YearFlows, benefits, counts, flows};
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// A figure by plan and as expected now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseRow {
    /// What it is.
    pub label: &'static str,
    /// What it says, for who does not know the word.
    pub about: &'static str,
    /// By the planned costs.
    pub plan: String,
    /// By the costs as expected now.
    pub expected: String,
}

/// The figures, and what is to be said of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Case {
    /// The figures; none while there is nothing to work them out from.
    pub rows: Vec<CaseRow>,
    /// What they rest on, and what is missing.
    pub notes: Vec<String>,
    /// Whether the settings lack a discount rate.
    pub lacks_rate: bool,
}

const NOT_DEFINED: &str = "not defined";

/// The figures of a project.
pub fn case(portfolio: &Portfolio, project: &Project) -> Case {
    let settings = portfolio.settings();
    let rate = settings.discount_rate.map(|percent| percent / 100.0);
    let [plan, expected] = [Basis::Plan, Basis::Expected].map(|basis| flows(portfolio, project, basis));
    let mut notes: Vec<String> = Vec::new();
    if let Some(flows) = plan.as_ref().ok().or(expected.as_ref().ok()) {
        let first = flows.years.first().map(|start| {
            let (start, end) = fiscal_year(*start, settings.fiscal_month());
            fiscal_year_name(start, end)
        });
        let first = first.unwrap_or_default();
        notes.push(
            [
                "By financial years, in ",
                flows.currency.code(),
                "; what falls into the first, ",
                &first,
                ", is not discounted.",
            ]
            .concat(),
        );
    }
    if expected == Err(NoFlows::NotForecast) && plan.is_ok() {
        notes.push("Expected now: not known before something is committed or forecast.".to_owned());
    }
    if let Some(currency) = [&plan, &expected].into_iter().find_map(|flows| match flows {
        Err(NoFlows::NoRate(currency)) => Some(*currency),
        _ => None,
    }) {
        notes.push(
            [
                "There is no exchange rate for ",
                currency.code(),
                " in the settings: nothing is left out, so nothing is added up.",
            ]
            .concat(),
        );
    }
    let open = || benefits(portfolio, project.meta.id).filter(|benefit| benefit.state != BenefitState::Dropped);
    let uncounted = open().filter(|benefit| counts(benefit).is_none()).count();
    if uncounted > 0 {
        let words = if uncounted == 1 { " does not count: it has" } else { " do not count: they have" };
        notes.push(
            [&*format::count(uncounted, "benefit"), words, " no value per year, no target date or no number of years."]
                .concat(),
        );
    }
    let has_flows = plan.is_ok() || expected.is_ok();
    let [plan, expected] =
        [plan, expected].map(|flows| flows.map_or_else(|_| EMPTY.map(str::to_owned), |flows| figures(&flows, rate)));
    let rows = LABELS.into_iter().zip(plan.into_iter().zip(expected));
    let rows = rows.map(|((label, about), (plan, expected))| CaseRow { label, about, plan, expected });
    Case { rows: if has_flows { rows.collect() } else { Vec::new() }, notes, lacks_rate: has_flows && rate.is_none() }
}

const LABELS: [(&str, &str); 6] = [
    ("Net present value", "What is gained beyond the costs, in today’s money"),
    ("Internal rate of return", "The discount rate at which nothing would be gained"),
    ("Payback", "Until what was spent has come back"),
    ("Discounted payback", "The same in today’s money"),
    ("Return on investment", "What is gained beyond the costs, of the costs"),
    ("Benefit-cost ratio", "Benefits over costs, both in today’s money"),
];
const EMPTY: [&str; 6] = [""; 6];

/// The figures in the order of [`LABELS`].
fn figures(found: &YearFlows, rate: Option<f64>) -> [String; 6] {
    let net = found.flows.net();
    let amount = |value: f64| {
        // Whole units: more would be an accuracy that no forecast has.
        let minor = (value.round() as i64).saturating_mul(found.currency.minor_per_major());
        format::money(Money { minor, currency: found.currency })
    };
    let or_not = |words: Option<String>| words.unwrap_or_else(|| NOT_DEFINED.to_owned());
    let has_spent = found.flows.costs.iter().any(|cost| *cost > 0.0);
    let years = |years: Option<f64>| match years {
        Some(years) => {
            [&*format::tenths(years), if format::tenths(years) == "1.0" { " year" } else { " years" }].concat()
        }
        None if has_spent => "not reached".to_owned(),
        None => NOT_DEFINED.to_owned(),
    };
    [
        or_not(rate.and_then(|rate| npv(&net, rate)).map(amount)),
        match irr(&net) {
            Irr::Rate(rate) => percent(rate),
            Irr::Ambiguous(rates) => {
                ["ambiguous: ", &*rates.into_iter().map(percent).collect::<Vec<_>>().join(" or ")].concat()
            }
            Irr::NotDefined => NOT_DEFINED.to_owned(),
        },
        years(payback(&net)),
        match rate {
            Some(rate) => years(discounted_payback(&net, rate)),
            None => NOT_DEFINED.to_owned(),
        },
        or_not(found.flows.roi().map(|roi| [&*decimal(roi * 100.0, 0), "%"].concat())),
        or_not(rate.and_then(|rate| found.flows.bcr(rate)).map(|ratio| decimal(ratio, 2))),
    ]
}

/// "15.32%".
fn percent(share: f64) -> String {
    [&*decimal(share * 100.0, 2), "%"].concat()
}

/// A number with so many decimals at most.
fn decimal(value: f64, places: u32) -> String {
    let digits = (0..places).fold(value, |value, _| value * 10.0).round() as i64;
    Decimal { digits, places }.written(digits::current().point).replacen('-', "−", 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::field::Bounded;
    use crate::domain::id::{Id, Ref};
    use crate::domain::money::Currency;
    use crate::domain::record::Record;
    use crate::domain::records::cost_entry::CostState;
    use crate::domain::records::{Benefit, CostEntry, Settings};
    use std::sync::Arc;

    fn pounds(major: i64) -> Option<Money> {
        Some(Money { minor: major * 100, currency: Currency::GBP })
    }

    /// A project with costs by state and year, benefits of one year each, and a discount rate.
    fn house(costs: &[(CostState, i32, i64)], gained: &[(i32, i64)], rate: Option<f64>) -> (Portfolio, Project) {
        let mut portfolio = Portfolio::default();
        let mut project = Project::default();
        project.meta.id = Id(2);
        let of = Some(Ref::new(Id(2)));
        let mut settings = Settings { currency: Some(Currency::GBP), discount_rate: rate, ..Settings::default() };
        settings.meta.id = Id(1);
        portfolio.insert_loaded(Arc::new(settings));
        let mut insert = |id: u64, mut record: Box<dyn Record>| {
            record.meta_mut().id = Id(id);
            portfolio.insert_loaded(Arc::from(record));
        };
        for (id, (state, year, major)) in (10..).zip(costs) {
            let on = Date::new(*year, 3, 1);
            insert(
                id,
                Box::new(CostEntry { project: of, state: *state, on, amount: pounds(*major), ..CostEntry::default() }),
            );
        }
        for (id, (year, major)) in (100..).zip(gained) {
            let (target_on, years) = (Date::new(*year, 1, 1), Some(Bounded(1)));
            insert(
                id,
                Box::new(Benefit {
                    project: of,
                    target_on,
                    years,
                    value_per_year: pounds(*major),
                    ..Benefit::default()
                }),
            );
        }
        (portfolio, project)
    }

    fn plan(costs: &[(CostState, i32, i64)], gained: &[(i32, i64)], rate: Option<f64>) -> Vec<String> {
        let (portfolio, project) = house(costs, gained, rate);
        case(&portfolio, &project).rows.into_iter().map(|row| row.plan).collect()
    }

    const GAINED: [(i32, i64); 4] = [(2027, 30_000), (2028, 40_000), (2029, 50_000), (2030, 20_000)];

    #[test]
    fn the_case_of_the_handbook_in_words() {
        let found = plan(&[(CostState::Planned, 2026, 100_000)], &GAINED, Some(10.0));
        assert_eq!(found, ["£11,557", "15.32%", "2.6 years", "3.2 years", "40%", "1.12"]);
    }

    #[test]
    fn two_rates_are_told_as_ambiguous() {
        // 25,000 in the second year, and 25,000 spent in the third.
        let costs = [(CostState::Planned, 2026, 4_000), (CostState::Planned, 2028, 25_000)];
        let found = plan(&costs, &[(2027, 25_000)], Some(10.0));
        assert_eq!(found[1], "ambiguous: 25% or 400%");
    }

    #[test]
    fn what_is_not_defined_is_said_in_words() {
        for (costs, gained, rate, expected) in [
            (
                &[(CostState::Planned, 2026, 100)][..],
                &[][..],
                Some(10.0),
                ["−£100", "not defined", "not reached", "not reached", "−100%", "0"],
            ),
            (
                &[],
                &[(2027, 100)],
                Some(10.0),
                ["£100", "not defined", "not defined", "not defined", "not defined", "not defined"],
            ),
            (
                &[(CostState::Planned, 2026, 100)],
                &[(2027, 200)],
                None,
                ["not defined", "100%", "0.5 years", "not defined", "100%", "not defined"],
            ),
        ] {
            assert_eq!(plan(costs, gained, rate), expected);
        }
        assert_eq!(plan(&[], &[], Some(10.0)), [""; 0]);
    }

    #[test]
    fn it_says_what_it_rests_on_and_what_is_missing() {
        let (portfolio, project) = house(&[(CostState::Planned, 2026, 100)], &[(2027, 200)], None);
        let found = case(&portfolio, &project);
        assert!(found.lacks_rate);
        assert_eq!(
            found.notes,
            [
                "By financial years, in GBP; what falls into the first, 2026, is not discounted.",
                "Expected now: not known before something is committed or forecast.",
            ]
        );
        assert!(found.rows.iter().all(|row| row.expected.is_empty()));
        let costs = [(CostState::Planned, 2026, 100), (CostState::Committed, 2026, 160)];
        let (mut portfolio, project) = house(&costs, &[(2027, 200)], Some(0.0));
        let mut vague = Benefit { project: Some(Ref::new(Id(2))), ..Benefit::default() };
        vague.meta.id = Id(500);
        portfolio.insert_loaded(Arc::new(vague));
        let found = case(&portfolio, &project);
        assert_eq!((&*found.rows[0].plan, &*found.rows[0].expected, found.lacks_rate), ("£100", "£40", false));
        assert_eq!(
            found.notes[1],
            "1 benefit does not count: it has no value per year, no target date or no number of years."
        );
    }
}
