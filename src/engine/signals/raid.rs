//! Figures of risks, issues, actions and dependencies: whether they are looked at, done in time, agreed by both sides, and what is set aside
//! for them.

use super::{Facts, Figure, Reading, Tally, plain};
use crate::domain::money::Money;
use crate::domain::records::cost_entry::{self, CostCategory, CostState};
use crate::domain::records::project::Phase;
use crate::domain::records::risk::{self, RiskState};
use crate::domain::records::{Action, CostEntry, Dependency, Issue, Project, Risk};
use crate::domain::totals;

/// Within so many days an open risk is looked at.
const REVIEWED: i64 = 31;
/// With more active projects than these, some depend on each other.
const FEW: usize = 3;

/// Open risks with owner and response that were looked at in the last 31 days, of those of projects in planning or execution; 0 if there
/// are such projects and no risk.
pub(super) fn reviewed(facts: Facts) -> Reading {
    let is_on =
        |project: &Project| project.is_under_way() && matches!(project.phase, Phase::Planning | Phase::Execution);
    let mut tally = Tally::default();
    for risk in facts.portfolio.open::<Risk>().filter(|risk| risk.state == RiskState::Open) {
        if facts.portfolio.follow(risk.project).is_some_and(is_on) {
            let is_cared_for = facts.portfolio.follow(risk.owner).is_some() && risk.response.is_some();
            tally.count(risk.meta.id, is_cared_for && facts.within(Some(facts.changed_on(risk)), REVIEWED));
        }
    }
    let has_projects = facts.portfolio.all::<Project>().any(is_on);
    tally.share(if has_projects { plain(0.0) } else { Reading::NoData("project in planning or execution") })
}

/// Open actions and issues that are overdue, of all that are open.
pub(super) fn overdue(facts: Facts) -> Reading {
    let actions = facts.portfolio.open::<Action>().map(|entry| (entry.meta.id, entry.overdue(facts.today).is_some()));
    let issues = facts.portfolio.open::<Issue>().map(|entry| (entry.meta.id, entry.overdue(facts.today).is_some()));
    let mut tally = Tally::default();
    actions.chain(issues).for_each(|(id, is_overdue)| tally.count(id, !is_overdue));
    match tally.share(Reading::NoData("open action or issue")) {
        Reading::Figure(figure) => {
            let value = figure.lacking.len() as f64 / figure.of() as f64;
            Reading::Figure(Figure { value, ..figure })
        }
        other => other,
    }
}

/// Open dependencies between projects that giver and receiver have agreed on, with both dates, of all of them; 0 if there are more than three
/// active projects and none is recorded.
pub(super) fn agreed(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for entry in facts.portfolio.open::<Dependency>().filter(|entry| entry.giver.is_some()) {
        let is_agreed = entry.giver_agreed_on.is_some() && entry.receiver_agreed_on.is_some();
        tally.count(entry.meta.id, is_agreed && entry.needed_on.is_some() && entry.promised_on.is_some());
    }
    let active = facts.portfolio.all::<Project>().filter(|project| project.is_under_way()).count();
    tally.share(if active > FEW { plain(0.0) } else { Reading::NoData("dependency between projects") })
}

/// Contingency that active projects plan and that is set aside for named open risks, of all that they plan; 1 if they plan none.
pub(super) fn contingency(facts: Facts) -> Reading {
    let portfolio = facts.portfolio;
    let settings = portfolio.settings();
    let is_held =
        |entry: &&CostEntry| entry.state == CostState::Planned && entry.category == Some(CostCategory::Contingency);
    let (mut tied, mut planned, mut figure) = (0i64, 0i64, Figure::default());
    let mut has_active = false;
    for project in portfolio.all::<Project>().filter(|project| project.is_under_way()) {
        has_active = true;
        let entries: Vec<&CostEntry> =
            portfolio.related::<CostEntry>(cost_entry::at::project, project.meta.id).filter(is_held).collect();
        let currency = entries.iter().find_map(|entry| entry.amount).map(|amount| amount.currency);
        let Some(currency) = settings.currency.or(currency) else { continue };
        let worth = |amount: Option<Money>| {
            amount
                .and_then(|amount| totals::convert(amount, currency, &settings.rates))
                .map_or(0, |amount| amount.minor)
        };
        let risks = portfolio.related::<Risk>(risk::at::project, project.meta.id);
        let risks: Vec<&Risk> =
            risks.filter(|risk| risk.state == RiskState::Open && risk.contingency.is_some()).collect();
        let all = entries.iter().fold(0, |sum: i64, entry| sum.saturating_add(worth(entry.amount)));
        let linked = risks.iter().fold(0, |sum: i64, risk| sum.saturating_add(worth(risk.contingency)));
        (tied, planned) = (tied.saturating_add(linked.clamp(0, all.max(0))), planned.saturating_add(all.max(0)));
        figure.met.extend(risks.iter().map(|risk| risk.meta.id));
        if linked < all {
            figure.lacking.extend(entries.iter().map(|entry| entry.meta.id));
        }
    }
    match (planned, has_active) {
        (1.., _) => Reading::Figure(Figure { value: tied as f64 / planned as f64, ..figure }),
        (_, true) => plain(1.0),
        (_, false) => Reading::NoData("active project"),
    }
}
