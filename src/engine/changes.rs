//! Changes and baselines of a project, as they are: read from indexes. Asked by decisions, pages and figures; must not know commands.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::changes::authority::{Authority, Impact, Limits, authority};
use crate::domain::changes::reconcile::{Reconciliation, reconcile};
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::{Baseline, ChangeRequest, Project, baseline, change_request};
use crate::domain::sorting::sort_by;
use crate::domain::totals::convert;

/// The change requests of a project, by number.
pub fn changes(portfolio: &Portfolio, project: Id) -> Vec<&ChangeRequest> {
    let mut changes: Vec<&ChangeRequest> = portfolio.related(change_request::at::project, project).collect();
    sort_by(&mut changes, |a, b| (a.number.0, a.meta.id).cmp(&(b.number.0, b.meta.id)));
    changes
}

/// The baselines of a project, the first one first. Of two that two people set at the same time both are there.
pub fn baselines(portfolio: &Portfolio, project: Id) -> Vec<&Baseline> {
    let mut baselines: Vec<&Baseline> = portfolio.related(baseline::at::project, project).collect();
    sort_by(&mut baselines, |a, b| (a.number(), a.meta.id).cmp(&(b.number(), b.meta.id)));
    baselines
}

/// The baseline that is in force.
pub fn last_baseline(portfolio: &Portfolio, project: Id) -> Option<&Baseline> {
    baselines(portfolio, project).pop()
}

/// Whether a project has one.
pub fn has_baseline(portfolio: &Portfolio, project: Id) -> bool {
    portfolio.count(IndexKey::Related(Baseline::SCHEMA.kind, baseline::at::project, project)) > 0
}

/// Two baselines of a project compared, with the changes implemented after the earlier up to the later.
pub fn compared(portfolio: &Portfolio, project: Id, first: &Baseline, last: &Baseline) -> Reconciliation {
    let all = changes(portfolio, project);
    let is_between = |change: &&ChangeRequest| {
        let set = portfolio.follow::<Baseline>(change.baseline).map(Baseline::number);
        change.state == ChangeState::Implemented && set.is_some_and(|set| set > first.number() && set <= last.number())
    };
    reconcile(first, last, all.iter().copied().filter(is_between))
}

/// Up to where leads and sponsors decide changes, as the settings have it.
pub fn limits(portfolio: &Portfolio) -> (Limits, Limits) {
    let settings = portfolio.settings();
    let of = |cost, days: Option<crate::domain::field::Count>| Limits { cost, days: days.map(|days| days.0) };
    (
        of(settings.lead_change_cost, settings.lead_change_days),
        of(settings.sponsor_change_cost, settings.sponsor_change_days),
    )
}

/// Who may decide a change.
pub fn decides(portfolio: &Portfolio, change: &ChangeRequest) -> Authority {
    let (lead, sponsor) = limits(portfolio);
    let rates = portfolio.settings().rates;
    let in_currency_of = |limits: Limits| {
        let cost = match (change.cost, limits.cost) {
            (None, _) => limits.cost.map(|limit| crate::domain::money::Money { minor: 0, ..limit }),
            (Some(cost), Some(limit)) => convert(cost, limit.currency, &rates),
            (Some(cost), None) => Some(cost),
        };
        Impact { cost, days: change.days() }
    };
    // Each limit is held against in its own currency.
    match authority(in_currency_of(lead), lead, Limits::default()) {
        Authority::Lead => Authority::Lead,
        _ => authority(in_currency_of(sponsor), Limits::default(), sponsor),
    }
}

/// Why somebody may not decide a change, in a sentence; `None` if they may. Whoever may decide more may decide less; a person who is both
/// lead and sponsor decides as sponsor.
pub fn beyond_authority(portfolio: &Portfolio, change: &ChangeRequest, decider: Id) -> Option<String> {
    let project = portfolio.follow::<Project>(change.project)?;
    let is = |person: Option<crate::domain::id::Ref<crate::domain::records::Person>>| {
        person.is_some_and(|person| person.id == decider)
    };
    let leads = is(project.lead) || is(project.second_lead);
    let role = match (is(project.sponsor), leads) {
        (true, _) => Authority::Sponsor,
        (false, true) => Authority::Lead,
        // Nothing is known of those who decide on the portfolio but that they are neither.
        (false, false) => Authority::Board,
    };
    let needed = decides(portfolio, change);
    if role >= needed {
        return None;
    }
    let name = portfolio.called(decider);
    let what = match role {
        Authority::Lead => " leads this project and",
        _ => " is the sponsor of this project and",
    };
    let instead = match needed {
        Authority::Sponsor => "the sponsor decides",
        _ => "the steering board decides",
    };
    Some(
        [&*name, what, " cannot decide a change of this cost or delay: by the limits in Settings ", instead, "."]
            .concat(),
    )
}
