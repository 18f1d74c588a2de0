//! Snapshots of the portfolio: the figures of its projects as they are now, the snapshots there are, and which of them belong to a period.
//! Must not know commands.

use super::benefits::worth_by_now;
use super::known::status;
use super::money::{benefits, counted};
use super::portfolio::Portfolio;
use super::progress::accepted;
use super::raid::exposure;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::records::snapshot::ProjectFigures;
use crate::domain::records::{Project, Snapshot};
use crate::domain::reporting::Period;
use crate::domain::sorting::sort_by;

/// All snapshots, the oldest first.
pub fn snapshots(portfolio: &Portfolio) -> Vec<&Snapshot> {
    let mut all: Vec<&Snapshot> = portfolio.all::<Snapshot>().collect();
    sort_by(&mut all, |a, b| (a.on, a.meta.id).cmp(&(b.on, b.meta.id)));
    all
}

/// The snapshots whose cut-off lies in a period.
pub fn taken_in(portfolio: &Portfolio, period: Period) -> Vec<&Snapshot> {
    let is_in = |snapshot: &&Snapshot| snapshot.on.is_some_and(|on| period.has(on));
    snapshots(portfolio).into_iter().filter(is_in).collect()
}

/// The currency of exposure and benefits: that of the settings, else of the first budget.
pub fn currency(portfolio: &Portfolio) -> Option<Currency> {
    let first = || portfolio.all::<Project>().find_map(|project| project.budget).map(|budget| budget.currency);
    portfolio.settings().currency.or_else(first)
}

/// The figures of a project on that day.
pub fn figures(portfolio: &Portfolio, project: &Project, currency: Option<Currency>, today: Date) -> ProjectFigures {
    let id: Id = project.meta.id;
    let project = &*counted(portfolio, project);
    let worth = currency.and_then(|currency| worth_by_now(portfolio, benefits(portfolio, id), currency, today));
    ProjectFigures {
        project: id,
        phase: Some(project.phase),
        overall: Some(status(portfolio, project, today)),
        finish: project.forecast_finish,
        budget: project.budget,
        cost: project.forecast_cost,
        exposure: currency.and_then(|currency| exposure(portfolio, id, currency)).map(|exposure| exposure.threats),
        promised: worth.map(|(promised, _)| promised),
        achieved: worth.map(|(_, achieved)| achieved),
        progress: accepted(portfolio, project),
    }
}
