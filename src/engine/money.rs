//! What cost entries and benefits of a project come to, in the currency and by the rates and fiscal years of the settings: flows of
//! money by year. Must not know how any of it is told.

use crate::domain::calendar::fiscal_year;
use crate::domain::costs::CostSums;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::investment::Flows;
use crate::domain::life_cycle::Phase;
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::baseline::YearCost;
use crate::domain::records::benefit::BenefitState;
use crate::domain::records::cost_entry::CostState;
use crate::domain::records::{Benefit, CostEntry, Project, Settings, benefit, cost_entry};
use crate::domain::sorting::sort_by;
use crate::domain::totals::{Total, convert};
use crate::engine::fold::Touched;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use std::borrow::Cow;

/// The cost entries of a project, in order of creation.
pub fn entries(portfolio: &Portfolio, project: Id) -> impl Iterator<Item = &CostEntry> {
    portfolio.related::<CostEntry>(cost_entry::at::project, project)
}

/// The benefits of a project, in order of creation.
pub fn benefits(portfolio: &Portfolio, project: Id) -> impl Iterator<Item = &Benefit> {
    portfolio.related::<Benefit>(benefit::at::project, project)
}

/// Whether what a project spends is known to its end.
pub fn is_closing(project: &Project) -> bool {
    matches!(project.phase, Phase::Closing | Phase::Closed)
}

/// A project as its money counts: where that comes from its cost entries, with budget, forecast and actual cost added up from them in
/// the currency of the settings, and none where a rate is missing. Everything that reads these three reads them of this.
pub fn counted<'a>(portfolio: &Portfolio, project: &'a Project) -> Cow<'a, Project> {
    if !project.is_added_up() {
        return Cow::Borrowed(project);
    }
    counted_from(&portfolio.settings(), project, entries(portfolio, project.meta.id))
}

/// The same from other settings and cost entries than those of now.
pub fn counted_from<'a, 'e>(
    settings: &Settings,
    project: &'a Project,
    entries: impl Iterator<Item = &'e CostEntry>,
) -> Cow<'a, Project> {
    if !project.is_added_up() {
        return Cow::Borrowed(project);
    }
    let sums = CostSums::of(entries);
    let in_one = |total: Total| total.in_currency(settings.currency, &settings.rates);
    Cow::Owned(Project {
        budget: in_one(sums.total(CostState::Planned)),
        forecast_cost: sums.expected(is_closing(project)).and_then(in_one),
        actual_cost: in_one(sums.total(CostState::Actual)),
        ..project.clone()
    })
}

/// What the planned cost entries of a project come to by financial year, the first one first; nothing where they do not add up to its
/// budget, as where a budget was typed that they do not explain, or a rate is missing.
pub fn planned_years(portfolio: &Portfolio, project: &Project) -> Vec<YearCost> {
    let Some(budget) = counted(portfolio, project).budget else { return Vec::new() };
    let settings = portfolio.settings();
    let planned = |entry: &&CostEntry| entry.state == CostState::Planned && entry.on.is_some();
    let mut years: Vec<(Date, Vec<&CostEntry>)> = Vec::new();
    for entry in entries(portfolio, project.meta.id).filter(planned) {
        let Some((from, _)) = entry.on.map(|on| fiscal_year(on, settings.fiscal_month())) else { continue };
        match years.iter_mut().find(|(year, _)| *year == from) {
            Some((_, of_year)) => of_year.push(entry),
            None => years.push((from, vec![entry])),
        }
    }
    sort_by(&mut years, |a, b| a.0.cmp(&b.0));
    let amount = |of_year: Vec<&CostEntry>| {
        let total = CostSums::of(of_year.into_iter()).total(CostState::Planned);
        total.in_currency(Some(budget.currency), &settings.rates)
    };
    let years: Option<Vec<YearCost>> = years
        .into_iter()
        .map(|(from, of_year)| amount(of_year).map(|amount| YearCost { from: Some(from), amount: Some(amount) }))
        .collect();
    let sum = |years: &[YearCost]| {
        let amounts = years.iter().filter_map(|year| year.amount);
        amounts.fold(0_i64, |sum, amount| sum.saturating_add(amount.minor))
    };
    years.filter(|years| sum(years) == budget.minor).unwrap_or_default()
}

/// The same of a record of any kind; `None` where it counts as it is.
pub fn counted_record(portfolio: &Portfolio, record: &dyn Record) -> Option<Project> {
    match counted(portfolio, record.typed::<Project>()?) {
        Cow::Borrowed(_) => None,
        Cow::Owned(project) => Some(project),
    }
}

/// The projects whose money counts otherwise after a change: those of the cost entries that were touched, those that such an entry left
/// or came to, and all that are added up where the settings, and so the rates, were touched.
pub fn concerned(portfolio: &Portfolio, touched: &Touched) -> Vec<Id> {
    let kind = CostEntry::SCHEMA.kind;
    if portfolio.settings_id().is_some_and(|settings| touched.records.contains(&settings)) {
        return portfolio
            .all::<Project>()
            .filter(|project| project.is_added_up())
            .map(|project| project.meta.id)
            .collect();
    }
    let now =
        touched.records.iter().filter_map(|id| portfolio.get::<CostEntry>(*id)?.project.map(|project| project.id));
    let moved = touched.indexes.iter().filter_map(|key| match key {
        IndexKey::Related(of, cost_entry::at::project, project) if *of == kind => Some(*project),
        _ => None,
    });
    let mut projects: Vec<Id> = now.chain(moved).collect();
    crate::domain::sorting::sort_once(&mut projects);
    projects
}

/// Which costs are held against the benefits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// Those that are planned.
    Plan,
    /// Those that are spent, ordered and expected now.
    Expected,
}

/// Why there are no flows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoFlows {
    /// There is no such cost and no benefit that counts.
    Nothing,
    /// What costs is not known yet: nothing is ordered or forecast.
    NotForecast,
    /// There is no exchange rate for this currency, or no currency in which all can be counted.
    NoRate(Currency),
}

/// Costs and benefits by fiscal year.
#[derive(Clone, PartialEq, Debug)]
pub struct YearFlows {
    /// First day of each fiscal year, from the first with a flow to the last.
    pub years: Vec<Date>,
    /// What is spent and gained in each, in whole units of the currency.
    pub flows: Flows,
    /// In which currency.
    pub currency: Currency,
}

/// Amounts as they fall on days, in one currency.
struct Falling<'a> {
    settings: &'a Settings,
    currency: Currency,
    costs: Vec<(Date, f64)>,
    benefits: Vec<(Date, f64)>,
}

impl Falling<'_> {
    fn amount(&self, amount: Money) -> Result<f64, NoFlows> {
        let counted = convert(amount, self.currency, &self.settings.rates).ok_or(NoFlows::NoRate(amount.currency))?;
        Ok(counted.minor as f64 / self.currency.minor_per_major() as f64)
    }

    fn enter(&mut self, benefit: &Benefit) -> Result<(), NoFlows> {
        if let Some((cost, on)) = benefit.cost_to_achieve.zip(benefit.start_on.or(benefit.target_on)) {
            let cost = self.amount(cost)?;
            self.costs.push((on, cost));
        }
        let Some((value, from, years)) = counts(benefit) else { return Ok(()) };
        let value = self.amount(value)?;
        let (year, month, _) = from.parts();
        for later in 0..years.saturating_mul(12) {
            let month = i64::from(month) - 1 + later;
            let year = i64::from(year) + month / 12;
            let day = i32::try_from(year).ok().zip(u32::try_from(month % 12 + 1).ok());
            let Some(day) = day.and_then(|(year, month)| Date::new(year, month, 1)) else { break };
            self.benefits.push((day, if benefit.is_harm() { -value } else { value } / 12.0));
        }
        Ok(())
    }
}

/// What a benefit is worth in a year, from when on and for how many years; `None` where one of these is missing, so that it does not
/// count.
pub fn counts(benefit: &Benefit) -> Option<(Money, Date, i64)> {
    let is_expected = benefit.state != BenefitState::Dropped;
    let (value, from) = benefit.value_per_year.zip(benefit.target_on).filter(|_| is_expected)?;
    Some((value, from, benefit.years?.0))
}

/// The currency in which all is counted: that of the settings, else the one of the first amount.
pub fn currency_of(portfolio: &Portfolio, project: Id) -> Option<Currency> {
    let entered = || entries(portfolio, project).find_map(|entry| entry.amount);
    let promised =
        || benefits(portfolio, project).find_map(|benefit| benefit.value_per_year.or(benefit.cost_to_achieve));
    portfolio.settings().currency.or_else(|| entered().or_else(promised).map(|amount| amount.currency))
}

/// Costs and benefits of a project by fiscal year.
pub fn flows(portfolio: &Portfolio, project: &Project, basis: Basis) -> Result<YearFlows, NoFlows> {
    let settings = portfolio.settings();
    let id = project.meta.id;
    let currency = currency_of(portfolio, id).ok_or(NoFlows::Nothing)?;
    let mut falling = Falling { settings: &settings, currency, costs: Vec::new(), benefits: Vec::new() };
    if basis == Basis::Expected && CostSums::of(entries(portfolio, id)).expected(is_closing(project)).is_none() {
        return Err(NoFlows::NotForecast);
    }
    for entry in entries(portfolio, id) {
        let is_meant = (entry.state == CostState::Planned) == (basis == Basis::Plan);
        if let Some((on, amount)) = entry.on.zip(entry.amount).filter(|_| is_meant) {
            let amount = falling.amount(amount)?;
            falling.costs.push((on, amount));
        }
    }
    for benefit in benefits(portfolio, id).filter(|benefit| benefit.state != BenefitState::Dropped) {
        falling.enter(benefit)?;
    }
    by_year(&falling).ok_or(NoFlows::Nothing)
}

/// Most years over which flows are counted: beyond them a date is a slip of the pen.
const MOST_YEARS: usize = 100;

fn by_year(falling: &Falling) -> Option<YearFlows> {
    let first_month = falling.settings.fiscal_month();
    let days = || falling.costs.iter().chain(&falling.benefits).map(|(on, _)| *on);
    let (first, last) = (days().min()?, days().max()?);
    let mut years = Vec::new();
    let mut day = first;
    while day <= last && years.len() < MOST_YEARS {
        let (start, end) = fiscal_year(day, first_month);
        years.push(start);
        day = end.plus_days(1);
    }
    let sums = |flows: &[(Date, f64)]| {
        let mut sums = vec![0.0; years.len()];
        for (on, amount) in flows {
            let at = years.partition_point(|start| start <= on).saturating_sub(1);
            sums.iter_mut().skip(at).take(1).for_each(|sum| *sum += amount);
        }
        sums
    };
    let flows = Flows { costs: sums(&falling.costs), benefits: sums(&falling.benefits) };
    Some(YearFlows { years, flows, currency: falling.currency })
}
