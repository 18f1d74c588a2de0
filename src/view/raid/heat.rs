//! The 5 by 5 maps of open risks - threats beside opportunities, before the response beside after it - and what the risks come to in money.
//! Each cell leads to the list of what lies in it. Must not know how a map is drawn.

use super::lists::{RISKS, label_of};
use super::tabs::RaidList;
use crate::domain::decimal::Decimal;
use crate::domain::id::Id;
use crate::domain::money::Money;
use crate::domain::raid::exposure::{Exposure, Stake};
use crate::domain::raid::score::{Band, Bands};
use crate::domain::records::risk::{RiskKind, RiskState, at};
use crate::domain::records::{Risk, Settings};
use crate::domain::totals;
use crate::engine::portfolio::Portfolio;
use crate::view::format;
use crate::view::register::{Bound, Column, Filter, Home, SideBySide, Test};
use crate::view::route::Route;

/// The place of the worst impact among the columns that are worked out.
pub const WORST_IMPACT: u8 = 6;

/// A map.
#[derive(Clone, PartialEq, Debug)]
pub struct HeatMap {
    /// What it shows.
    pub title: &'static str,
    /// Its rows, from the highest probability down.
    pub rows: Vec<HeatRow>,
}

/// The risks of one probability.
#[derive(Clone, PartialEq, Debug)]
pub struct HeatRow {
    /// The class of probability.
    pub probability: i64,
    /// Its cells, from the least impact on.
    pub cells: Vec<HeatCell>,
}

/// The risks of one probability and one impact.
#[derive(Clone, PartialEq, Debug)]
pub struct HeatCell {
    /// How many they are.
    pub count: usize,
    /// How grave.
    pub band: Band,
    /// What it is called: "Threats before response: probability 4, impact 3, score 12, high, 2 risks".
    pub words: String,
    /// The list of them.
    pub route: Route,
}

/// Which risks a map counts, and by which of their scores.
#[derive(Clone, Copy)]
struct Face {
    title: &'static str,
    kind: RiskKind,
    is_residual: bool,
}

const FACES: [Face; 4] = [
    Face { title: "Threats before response", kind: RiskKind::Threat, is_residual: false },
    Face { title: "Threats after response", kind: RiskKind::Threat, is_residual: true },
    Face { title: "Opportunities before response", kind: RiskKind::Opportunity, is_residual: false },
    Face { title: "Opportunities after response", kind: RiskKind::Opportunity, is_residual: true },
];

impl Face {
    fn classes(self, risk: &Risk) -> Option<(i64, i64)> {
        if self.is_residual {
            Some((risk.residual_probability?.0, risk.residual_impact?.0))
        } else {
            Some((risk.probability?.0, risk.worst_impact()?))
        }
    }

    fn columns(self) -> [Column; 2] {
        if self.is_residual {
            [RISKS.field(at::residual_probability), RISKS.field(at::residual_impact)]
        } else {
            [RISKS.field(at::probability), RISKS.derived(WORST_IMPACT)]
        }
    }

    /// The list of what lies in a cell.
    fn route(self, home: Home, classes: [i64; 2]) -> Route {
        let mut view = RISKS.view().at(home);
        let choice = |column, names: &[&str]| {
            let test = Test::AnyOf(names.iter().map(|name| (*name).to_owned()).collect());
            Filter { column, test }
        };
        let states: Vec<&str> = [RiskState::Draft, RiskState::Open].map(RiskState::name).to_vec();
        view.set_filter(choice(RISKS.field(at::state), &states));
        view.set_filter(choice(RISKS.field(at::kind), &[self.kind.name()]));
        for (column, class) in self.columns().into_iter().zip(classes) {
            let bound = Bound::Number(Decimal { digits: class, places: 0 });
            view.set_filter(Filter { column, test: Test::From(bound) });
            view.set_filter(Filter { column, test: Test::To(bound) });
        }
        view.route()
    }

    fn map(self, risks: &[&Risk], bands: Bands, home: Home) -> HeatMap {
        let mut counts = [[0usize; 5]; 5];
        for (probability, impact) in
            risks.iter().filter(|risk| risk.kind == self.kind).filter_map(|risk| self.classes(risk))
        {
            let place = |class: i64| usize::try_from(class - 1).unwrap_or_default();
            if let Some(count) = counts.get_mut(place(probability)).and_then(|row| row.get_mut(place(impact))) {
                *count += 1;
            }
        }
        let cell = |probability: i64, impact: i64, count: usize| {
            let (score, band) = (probability * impact, bands.band(probability * impact));
            let words = [
                self.title,
                ": probability ",
                &probability.to_string(),
                ", impact ",
                &impact.to_string(),
                ", score ",
                &score.to_string(),
                ", ",
                &label_of(band).to_lowercase(),
                ", ",
                &format::count(count, "risk"),
            ];
            HeatCell { count, band, words: words.concat(), route: self.route(home, [probability, impact]) }
        };
        let row = |(probability, counts): (i64, [usize; 5])| HeatRow {
            probability,
            cells: (1..).zip(counts).map(|(impact, count)| cell(probability, impact, count)).collect(),
        };
        let mut rows: Vec<HeatRow> = (1..).zip(counts).map(row).collect();
        rows.reverse();
        HeatMap { title: self.title, rows }
    }
}

/// What stands above the list of risks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Heat {
    /// The maps; those of opportunities only where there are any.
    pub maps: Vec<HeatMap>,
    /// What the open risks come to: what it is, and how much.
    pub figures: Vec<(&'static str, String)>,
    /// What is to be known of these figures, in sentences.
    pub words: Vec<String>,
}

/// Of all open risks, or of those of a project.
pub fn heat(portfolio: &Portfolio, project: Option<Id>) -> Heat {
    let home = RaidList::Risks.home(project);
    let settings = portfolio.settings();
    let ids = RISKS.ids(portfolio, home);
    let risks: Vec<&Risk> =
        ids.into_iter().filter_map(|id| portfolio.get::<Risk>(id)).filter(|risk| risk.is_open()).collect();
    if risks.is_empty() {
        return Heat::default();
    }
    let has = |kind| risks.iter().any(|risk| risk.kind == kind);
    let faces = FACES.into_iter().filter(|face| face.kind == RiskKind::Threat || has(face.kind));
    let maps = faces.map(|face| face.map(&risks, settings.risk_bands(), home)).collect();
    let (figures, words) = money(&risks, &settings);
    Heat { maps, figures, words }
}

/// What open risks come to, and what has to be said of it.
fn money(risks: &[&Risk], settings: &Settings) -> (Vec<(&'static str, String)>, Vec<String>) {
    // Without a currency of totals that of the first amount counts.
    let first = risks.iter().find_map(|risk| risk.amount.or(risk.contingency)).map(|amount| amount.currency);
    let Some(currency) = settings.currency.or(first) else {
        return (Vec::new(), vec!["No open risk has an amount yet, so no exposure can be worked out.".to_owned()]);
    };
    let convert = |amount: Money| totals::convert(amount, currency, &settings.rates).map(|amount| amount.minor);
    let stakes = |chance: fn(&Risk) -> Option<i64>| {
        let stake = |risk: &&Risk| {
            let (probability, amount) = (chance(risk)?, convert(risk.amount?)?);
            Some(Stake { direction: risk.direction(), probability, amount })
        };
        Exposure::of(risks.iter().filter_map(stake))
    };
    let (before, after) = (stakes(Risk::chance_percent), stakes(Risk::residual_percent));
    let held = risks.iter().filter_map(|risk| convert(risk.contingency?)).fold(0, i64::saturating_add);
    let words = |minor: i64| format::money(Money { minor, currency });
    let figures = vec![
        ("Exposure to threats", words(before.threats)),
        ("Exposure after response", words(after.threats)),
        ("Expected of opportunities", words(before.opportunities)),
        ("Net", words(before.net())),
        ("Contingency held", words(held)),
    ];
    let mut said = Vec::new();
    let short = after.threats.saturating_sub(held);
    said.push(match short {
        1.. => ["The contingency is ", &*words(short), " short of the exposure after response."].concat(),
        0 => "The contingency is what the exposure after response comes to.".to_owned(),
        _ => ["The contingency covers the exposure after response, with ", &*words(-short), " left."].concat(),
    });
    let lacking = risks.iter().filter(|risk| risk.amount.is_none() || risk.chance_percent().is_none()).count();
    if lacking > 0 {
        let open = format::count(risks.len(), "open risk");
        said.push([&*lacking.to_string(), " of ", &open, " without an amount or a probability: not counted."].concat());
    }
    let amounts = risks.iter().flat_map(|risk| [risk.amount, risk.contingency]).flatten();
    let foreign = amounts.filter(|amount| convert(*amount).is_none()).count();
    if foreign > 0 {
        said.push([&*format::count(foreign, "amount"), " in a currency without a rate: not counted."].concat());
    }
    (figures, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::field::Bounded;
    use crate::domain::money::Currency;
    use crate::domain::record::Meta;
    use crate::view::register::{RegisterView, RowContext, sheet};
    use std::sync::Arc;

    fn risk(id: u64, kind: RiskKind, classes: (i64, i64), residual: (i64, i64)) -> Risk {
        Risk {
            meta: Meta { id: Id(id), ..Meta::default() },
            kind,
            state: RiskState::Open,
            probability: Some(Bounded(classes.0)),
            impact_cost: Some(Bounded(classes.1)),
            impact_time: Some(Bounded(1)),
            residual_probability: Some(Bounded(residual.0)),
            residual_impact: Some(Bounded(residual.1)),
            ..Risk::default()
        }
    }

    fn with(risks: Vec<Risk>) -> Portfolio {
        let mut portfolio = Portfolio::default();
        risks.into_iter().for_each(|risk| portfolio.insert_loaded(Arc::new(risk)));
        portfolio
    }

    #[test]
    fn each_cell_counts_what_its_list_shows() {
        use RiskKind::{Opportunity, Threat};
        let closed = Risk { state: RiskState::Closed, ..risk(9, Threat, (5, 5), (1, 1)) };
        let portfolio = with(vec![
            risk(1, Threat, (4, 3), (2, 3)),
            risk(2, Threat, (4, 3), (1, 1)),
            risk(3, Threat, (5, 5), (2, 3)),
            risk(4, Opportunity, (4, 3), (5, 4)),
            closed,
        ]);
        let maps = heat(&portfolio, None).maps;
        assert_eq!(maps.len(), 4);
        let around = RowContext::new(&portfolio, Date::parse("2026-11-29").unwrap());
        for cell in maps.iter().flat_map(|map| &map.rows).flat_map(|row| &row.cells) {
            let view = RegisterView::read(&RISKS, &Route::parse(&cell.route.to_string()).query);
            assert_eq!(sheet(&around, &view, &[]).found, cell.count, "{}", cell.words);
        }
        let found: Vec<&str> = maps
            .iter()
            .flat_map(|map| &map.rows)
            .flat_map(|row| &row.cells)
            .filter(|cell| cell.count > 0)
            .map(|cell| &*cell.words)
            .collect();
        assert_eq!(
            found,
            [
                "Threats before response: probability 5, impact 5, score 25, critical, 1 risk",
                "Threats before response: probability 4, impact 3, score 12, high, 2 risks",
                "Threats after response: probability 2, impact 3, score 6, moderate, 2 risks",
                "Threats after response: probability 1, impact 1, score 1, low, 1 risk",
                "Opportunities before response: probability 4, impact 3, score 12, high, 1 risk",
                "Opportunities after response: probability 5, impact 4, score 20, critical, 1 risk",
            ]
        );
    }

    #[test]
    fn exposure_is_what_the_handbook_works_out_and_contingency_is_held_against_it() {
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let with_money = |id, kind, chance, amount: i64| Risk {
            amount: pounds(amount * 100),
            chance: Some(Bounded(chance)),
            residual_probability: None,
            ..risk(id, kind, (3, 3), (1, 1))
        };
        let mut risks = vec![
            with_money(1, RiskKind::Threat, 30, 80_000),
            with_money(2, RiskKind::Threat, 10, 200_000),
            with_money(3, RiskKind::Threat, 50, 15_000),
            with_money(4, RiskKind::Opportunity, 40, 25_000),
            risk(5, RiskKind::Threat, (1, 1), (1, 1)),
        ];
        risks[0].contingency = pounds(4_000_000);
        let found = heat(&with(risks), None);
        let figures: Vec<String> = found.figures.iter().map(|(name, words)| [name, " ", words].concat()).collect();
        assert_eq!(
            figures,
            [
                "Exposure to threats £51,500",
                "Exposure after response £51,500",
                "Expected of opportunities £10,000",
                "Net −£41,500",
                "Contingency held £40,000",
            ]
        );
        assert_eq!(
            found.words,
            [
                "The contingency is £11,500 short of the exposure after response.",
                "1 of 5 open risks without an amount or a probability: not counted.",
            ]
        );
    }

    #[test]
    fn what_cannot_be_worked_out_is_said() {
        assert_eq!(heat(&Portfolio::default(), None), Heat::default());
        let plain = heat(&with(vec![risk(1, RiskKind::Threat, (1, 1), (1, 1))]), None);
        assert_eq!(plain.words, ["No open risk has an amount yet, so no exposure can be worked out."]);
        assert_eq!(plain.maps.len(), 2, "no maps of opportunities while there is none");
        let money = |minor, code| Some(Money { minor, currency: Currency::parse(code).unwrap() });
        let foreign = heat(
            &with(vec![
                Risk { amount: money(100_000, "GBP"), ..risk(1, RiskKind::Threat, (3, 1), (1, 1)) },
                Risk { amount: money(1_000, "JPY"), ..risk(2, RiskKind::Threat, (3, 1), (1, 1)) },
            ]),
            None,
        );
        assert_eq!(foreign.figures[0].1, "£500", "without a chance that of the class counts");
        assert_eq!(foreign.words.last().unwrap(), "1 amount in a currency without a rate: not counted.");
    }
}
