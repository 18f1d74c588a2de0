//! What the cost entries of a project come to: by state, and by fiscal year and category. Must not know how it is drawn.

use crate::domain::calendar::{fiscal_year, fiscal_year_name};
use crate::domain::costs::CostSums;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::money::Money;
use crate::domain::records::cost_entry::{CostCategory, CostState};
use crate::domain::records::{CostEntry, Project, Settings};
use crate::domain::totals::{Sums, Total, percent_over};
use crate::engine::money::{entries, is_closing};
use crate::engine::portfolio::Portfolio;
use crate::view::costs::told;
use crate::view::format;
use std::collections::BTreeMap;

/// An amount on top of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What it is.
    pub label: &'static str,
    /// The amount; "–" where there is none.
    pub amount: String,
    /// What is to be said of it; empty if nothing.
    pub note: String,
}

/// What the entries of a project come to.
pub fn figures(portfolio: &Portfolio, project: &Project) -> Vec<Figure> {
    let settings = portfolio.settings();
    let sums = CostSums::of(entries(portfolio, project.meta.id));
    let figure = |label: &'static str, total: &Total, note: &str| {
        let (amount, how) = told(total, settings.currency, &settings.rates, format::money);
        let note = [how, note].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ");
        Figure { label, amount: if amount.is_empty() { "–".to_owned() } else { amount }, note }
    };
    let planned = sums.total(CostState::Planned);
    let mut all = vec![
        figure("Planned", &planned, "The budget"),
        figure("Actual", &sums.total(CostState::Actual), "Paid"),
        figure("Committed", &sums.total(CostState::Committed), "Ordered, not yet paid"),
        figure("Forecast", &sums.total(CostState::Forecast), "Expected besides"),
    ];
    all.push(match sums.expected(is_closing(project)) {
        Some(expected) => {
            let in_one = |total: &Total| total.in_currency(settings.currency, &settings.rates);
            let over =
                in_one(&planned).zip(in_one(&expected)).and_then(|(planned, expected)| percent_over(planned, expected));
            let against = match over.map(format::percent_words) {
                None => String::new(),
                Some(None) => "As planned".to_owned(),
                Some(Some(words)) => [&*words, " the plan"].concat(),
            };
            figure("Expected in total", &expected, &against)
        }
        None => Figure {
            label: "Expected in total",
            amount: "–".to_owned(),
            note: "Not known before something is committed or forecast".to_owned(),
        },
    });
    all
}

/// Which entries stand in the table of years.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shown {
    /// Those of a state.
    State(CostState),
    /// What is spent, ordered and expected besides.
    #[default]
    Expected,
}

impl Shown {
    /// All, with their names in the address and what they are called.
    pub const ALL: [(&'static str, &'static str, Self); 5] = [
        ("planned", "Planned", Self::State(CostState::Planned)),
        ("actual", "Actual", Self::State(CostState::Actual)),
        ("committed", "Committed", Self::State(CostState::Committed)),
        ("forecast", "Forecast", Self::State(CostState::Forecast)),
        ("expected", "Expected", Self::Expected),
    ];

    /// The one with that name in the address; planned if there is none.
    pub fn named(name: &str) -> (&'static str, Self) {
        let [planned, ..] = Self::ALL;
        let found = Self::ALL.into_iter().find(|known| known.0 == name).unwrap_or(planned);
        (found.0, found.2)
    }

    fn is_about(self, entry: &CostEntry) -> bool {
        match self {
            Self::State(state) => entry.state == state,
            Self::Expected => entry.state != CostState::Planned,
        }
    }
}

/// Amounts by category and fiscal year, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct YearTable {
    /// The years that have entries, then the total.
    pub headings: Vec<String>,
    /// A category with its amounts; the last row is the total.
    pub rows: Vec<(String, Vec<String>)>,
    /// What is to be said of how amounts were added up; empty if nothing.
    pub note: &'static str,
}

/// What is planned or spent by category and fiscal year.
pub fn by_year(portfolio: &Portfolio, project: &Project, shown: Shown) -> YearTable {
    let settings = portfolio.settings();
    let mut years: BTreeMap<Date, String> = BTreeMap::new();
    let mut cells: BTreeMap<(Option<CostCategory>, Option<Date>), Sums> = BTreeMap::new();
    let mut categories: Vec<Option<CostCategory>> = Vec::new();
    let mut totals: BTreeMap<Option<Date>, Sums> = BTreeMap::new();
    for entry in entries(portfolio, project.meta.id).filter(|entry| shown.is_about(entry)) {
        let Some((on, amount)) = entry.on.zip(entry.amount) else { continue };
        let (start, end) = fiscal_year(on, settings.fiscal_month());
        years.entry(start).or_insert_with(|| fiscal_year_name(start, end));
        for year in [Some(start), None] {
            cells.entry((entry.category, year)).or_default().enter(amount, true);
            totals.entry(year).or_default().enter(amount, true);
        }
        if !categories.contains(&entry.category) {
            categories.push(entry.category);
        }
    }
    // What has no category stands last.
    crate::domain::sorting::sort_by(&mut categories, |a, b| a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(b)));
    let columns: Vec<Option<Date>> = years.keys().copied().map(Some).chain([None]).collect();
    let mut note = "";
    let mut words = |sums: Option<&Sums>, settings: &Settings| {
        let Some(sums) = sums else { return String::new() };
        let (amount, how) = told(&sums.total(), settings.currency, &settings.rates, format::money);
        if !how.is_empty() {
            note = how;
        }
        amount
    };
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for category in categories {
        let row = columns.iter().map(|year| words(cells.get(&(category, *year)), &settings)).collect();
        rows.push((category.map_or("Without a category", CostCategory::label).to_owned(), row));
    }
    if !rows.is_empty() {
        let all = columns.iter().map(|year| words(totals.get(year), &settings)).collect();
        rows.push(("Total".to_owned(), all));
    }
    let mut headings: Vec<String> = years.into_values().collect();
    headings.push("Total".to_owned());
    YearTable { headings, rows, note }
}

/// An entry as it stands in the list of a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryRow {
    /// The record.
    pub id: crate::domain::id::Id,
    /// For what, day, category, state and amount.
    pub cells: [String; 5],
}

/// The entries of a project, the latest first.
pub fn entry_rows(portfolio: &Portfolio, project: &Project) -> Vec<EntryRow> {
    let mut all: Vec<&CostEntry> = entries(portfolio, project.meta.id).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| b.on.cmp(&a.on).then_with(|| b.meta.id.cmp(&a.meta.id)));
    let amount = |amount: Option<Money>| amount.map(format::money).unwrap_or_default();
    let row = |entry: &CostEntry| EntryRow {
        id: entry.meta.id,
        cells: [
            entry.text.to_string(),
            entry.on.map(format::full_day).unwrap_or_default(),
            entry.category.map_or("", CostCategory::label).to_owned(),
            entry.state.label().to_owned(),
            amount(entry.amount),
        ],
    };
    all.into_iter().map(row).collect()
}

/// A number of a measure, as people read it.
pub(super) fn number(value: f64) -> String {
    crate::view::form::shown(&f64::KIND, &crate::domain::value::Value::Number(value), &|_| String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::id::{Id, Ref};
    use crate::domain::life_cycle::Phase;
    use crate::domain::money::Currency;
    use crate::domain::records::settings::Rate;
    use std::sync::Arc;

    fn house(
        entries: &[(CostState, &str, Option<CostCategory>, i64, Currency)],
        rates: Vec<Rate>,
    ) -> (Portfolio, Project) {
        let mut portfolio = Portfolio::default();
        let fiscal_year_start = Some(Bounded(4));
        let mut settings = Settings { currency: Some(Currency::GBP), fiscal_year_start, rates, ..Settings::default() };
        settings.meta.id = Id(1);
        portfolio.insert_loaded(Arc::new(settings));
        let mut project = Project { phase: Phase::Execution, ..Project::default() };
        project.meta.id = Id(2);
        for (id, (state, on, category, major, currency)) in (10..).zip(entries) {
            let amount = Some(Money { minor: major * 100, currency: *currency });
            let (on, category) = (Date::parse(on), *category);
            let project = Some(Ref::new(Id(2)));
            let mut entry = CostEntry { state: *state, on, category, amount, project, ..CostEntry::default() };
            entry.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(entry));
        }
        (portfolio, project)
    }

    const PEOPLE: Option<CostCategory> = Some(CostCategory::People);

    #[test]
    fn the_figures_say_what_is_planned_paid_and_expected() {
        let entries = [
            (CostState::Planned, "2026-03-31", PEOPLE, 100_000, Currency::GBP),
            (CostState::Actual, "2026-05-01", PEOPLE, 60_000, Currency::GBP),
            (CostState::Committed, "2026-12-01", None, 20_000, Currency::EUR),
        ];
        let rates = vec![Rate { currency: Some(Currency::EUR), rate: 0.5, on: None }];
        let (portfolio, project) = house(&entries, rates);
        let found: Vec<String> = figures(&portfolio, &project)
            .into_iter()
            .map(|own| [own.label, ": ", &own.amount, "; ", &own.note].concat())
            .collect();
        assert_eq!(
            found,
            [
                "Planned: £100,000; The budget",
                "Actual: £60,000; Paid",
                "Committed: £10,000; Converted by the exchange rates of the settings. Ordered, not yet paid",
                "Forecast: –; Expected besides",
                "Expected in total: £70,000; Converted by the exchange rates of the settings. 30% under the plan",
            ]
        );
        let (portfolio, project) = house(&entries[..2], Vec::new());
        let last = figures(&portfolio, &project).pop().unwrap();
        assert_eq!((&*last.amount, &*last.note), ("–", "Not known before something is committed or forecast"));
        let (portfolio, project) = house(&entries, Vec::new());
        let last = figures(&portfolio, &project).pop().unwrap();
        assert_eq!(&*last.amount, "€20,000 + £60,000");
        assert!(last.note.starts_with("Not converted"));
    }

    #[test]
    fn years_are_those_of_the_settings_and_only_those_with_entries() {
        let entries = [
            (CostState::Planned, "2026-03-31", PEOPLE, 1_000, Currency::GBP),
            (CostState::Planned, "2026-04-01", PEOPLE, 200, Currency::GBP),
            (CostState::Planned, "2030-01-01", None, 30, Currency::GBP),
            (CostState::Planned, "2026-05-01", Some(CostCategory::Contingency), 4, Currency::GBP),
            (CostState::Actual, "2026-05-01", PEOPLE, 5_000, Currency::GBP),
        ];
        let (portfolio, project) = house(&entries, Vec::new());
        let table = by_year(&portfolio, &project, Shown::State(CostState::Planned));
        assert_eq!(table.headings, ["2025/26", "2026/27", "2029/30", "Total"]);
        let rows: Vec<String> =
            table.rows.iter().map(|(name, cells)| [name, ": ", &*cells.join("|")].concat()).collect();
        assert_eq!(
            rows,
            [
                "People: £1,000|£200||£1,200",
                "Contingency: |£4||£4",
                "Without a category: ||£30|£30",
                "Total: £1,000|£204|£30|£1,234",
            ]
        );
        let expected = by_year(&portfolio, &project, Shown::Expected);
        assert_eq!((expected.headings.len(), expected.rows.len()), (2, 2));
        assert_eq!(by_year(&portfolio, &project, Shown::State(CostState::Forecast)).rows, []);
        assert_eq!(Shown::named("actual").1, Shown::State(CostState::Actual));
        assert_eq!(Shown::named("").0, "planned");
    }

    #[test]
    fn entries_stand_the_latest_first() {
        let entries = [
            (CostState::Planned, "2026-03-31", PEOPLE, 1, Currency::GBP),
            (CostState::Actual, "2026-04-01", None, -2, Currency::EUR),
        ];
        let (portfolio, project) = house(&entries, Vec::new());
        let rows = entry_rows(&portfolio, &project);
        assert_eq!(rows[0].cells, ["", "1 Apr 2026", "", "Actual", "−€2"]);
        assert_eq!(rows[1].cells, ["", "31 Mar 2026", "People", "Planned", "£1"]);
    }
}
