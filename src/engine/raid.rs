//! What follows for risks and dependencies from other records: what is at stake in one currency, and when a dependency comes by the dates
//! of its giver. Never stored.

use super::portfolio::Portfolio;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::raid::exposure::{Exposure, Stake};
use crate::domain::raid::slack::{Outlook, Waiting};
use crate::domain::records::dependency::{DependencyState, DependencyType};
use crate::domain::records::project::{Phase, State};
use crate::domain::records::{Dependency, Project, Risk, Settings, risk};
use crate::domain::totals::convert;

/// What is known of a dependency by the dates of both projects as they are now.
pub fn waiting(portfolio: &Portfolio, dependency: &Dependency) -> Waiting {
    let giver = portfolio.follow(dependency.giver);
    let is_over = |project: &Project| project.phase == Phase::Closed || project.state == State::Stopped;
    Waiting {
        needed: dependency.needed_on,
        promised: dependency.promised_on,
        expected: match portfolio.follow(dependency.item) {
            Some(item) => item.due,
            None => giver.and_then(|giver| day_of(giver, dependency.kind)),
        },
        is_given_up: dependency.giver.is_some() && giver.is_none_or(is_over),
    }
}

/// How a dependency stands; `None` of one that was dropped.
pub fn outlook(portfolio: &Portfolio, dependency: &Dependency, today: Date) -> Option<Outlook> {
    match dependency.state {
        DependencyState::Dropped => None,
        DependencyState::Delivered => Some(Outlook::Delivered),
        DependencyState::Proposed | DependencyState::Agreed => Some(waiting(portfolio, dependency).outlook(today)),
    }
}

/// The day of the giver that the receiver waits for: its finish or its start, as it was, as it is expected, or as it is planned.
fn day_of(giver: &Project, kind: DependencyType) -> Option<Date> {
    match kind {
        DependencyType::FinishToStart | DependencyType::FinishToFinish => {
            giver.actual_finish.or(giver.forecast_finish).or(giver.planned_finish)
        }
        DependencyType::StartToStart | DependencyType::StartToFinish => {
            giver.actual_start.or(giver.forecast_start).or(giver.planned_start)
        }
    }
}

/// What is at stake with a risk, in a currency; none without an amount, a probability or a rate.
pub fn stake(risk: &Risk, currency: Currency, settings: &Settings) -> Option<Stake> {
    let amount = convert(risk.amount?, currency, &settings.rates)?;
    Some(Stake { direction: risk.direction(), probability: risk.chance_percent()?, amount: amount.minor })
}

/// What the open risks of a project come to, in a currency; none where none has an amount and a probability.
pub fn exposure(portfolio: &Portfolio, project: Id, currency: Currency) -> Option<Exposure> {
    let settings = portfolio.settings();
    let open = portfolio.related::<Risk>(risk::at::project, project).filter(|risk| risk.is_open());
    let stakes: Vec<Stake> = open.filter_map(|risk| stake(risk, currency, &settings)).collect();
    (!stakes.is_empty()).then(|| Exposure::of(stakes.into_iter()))
}
