//! What the records of a project say of the constraints that have no figure of their own: a change that nobody has decided, benefits that
//! fall short, critical risks. Must not know the sheet that asks.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::raid::score::Band;
use crate::domain::records::benefit::BenefitState;
use crate::domain::records::change_request::{self, ChangeState};
use crate::domain::records::project::Rag;
use crate::domain::records::risk::RiskKind;
use crate::domain::records::{Benefit, ChangeRequest, Risk, benefit, risk};
use crate::domain::status_dimensions as dimensions;
use crate::engine::benefits::realisation;
use crate::engine::portfolio::Portfolio;

/// Scope, benefit and risk among the constraints, in the order of `status::constraints`.
const SCOPE: usize = 2;
const BENEFIT: usize = 3;
const RISK: usize = 5;

/// What the records say of one constraint.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// Which, by its place.
    pub constraint: usize,
    /// The colour that follows.
    pub rag: Rag,
    /// Why, as the end of "Scope is green, but ...".
    pub why: String,
}

/// What the records of a project say on that day, where they say anything.
pub fn said(portfolio: &Portfolio, project: Id, today: Date) -> Vec<Said> {
    [scope(portfolio, project), benefits(portfolio, project, today), risks(portfolio, project)]
        .into_iter()
        .flatten()
        .collect()
}

/// A change that waits for a decision.
fn scope(portfolio: &Portfolio, project: Id) -> Option<Said> {
    let mut changes = portfolio.related::<ChangeRequest>(change_request::at::project, project);
    let waits = |change: &&ChangeRequest| matches!(change.state, ChangeState::Submitted | ChangeState::Assessed);
    let change = changes.find(waits)?;
    let why = ["the change “", &*change.title, "” is not decided"].concat();
    Some(Said { constraint: SCOPE, rag: dimensions::scope(true, false), why })
}

/// Benefits without an owner, or that achieve less than they promised by now.
fn benefits(portfolio: &Portfolio, project: Id, today: Date) -> Option<Said> {
    let all = || {
        let of_project = portfolio.related::<Benefit>(benefit::at::project, project);
        of_project.filter(|benefit| benefit.state != BenefitState::Dropped)
    };
    let ownerless = all().find(|benefit| benefit.owner.is_none());
    let found = realisation(portfolio, all(), portfolio.settings().currency, today);
    // A rate is a share of what was promised; whole per cent are enough for a colour.
    let percent = found.rate.map(|rate| (rate * 100.0).round().clamp(-9_999.0, 9_999.0) as i64);
    match (ownerless, percent) {
        (Some(benefit), _) => {
            let why = ["the benefit “", &*benefit.title, "” has no owner"].concat();
            Some(Said { constraint: BENEFIT, rag: dimensions::benefit(0, 1, false)?, why })
        }
        (None, Some(percent)) => {
            let why = [&*percent.to_string(), "% of what the benefits promised by now is achieved"].concat();
            Some(Said { constraint: BENEFIT, rag: dimensions::benefit(percent, 100, true)?, why })
        }
        (None, None) => None,
    }
}

/// Critical threats that are open, first of all one that nobody answers.
fn risks(portfolio: &Portfolio, project: Id) -> Option<Said> {
    let bands = portfolio.settings().risk_bands();
    let is_critical = |risk: &&Risk| {
        risk.is_open()
            && risk.kind == RiskKind::Threat
            && risk.score().map(|score| bands.band(score)) == Some(Band::Critical)
    };
    let critical: Vec<&Risk> = portfolio.related::<Risk>(risk::at::project, project).filter(is_critical).collect();
    let is_met = |risk: &Risk| risk.owner.is_some() && risk.response.is_some();
    let worst = critical.iter().find(|risk| !is_met(risk)).or(critical.first())?;
    let end = if is_met(worst) { "” is open" } else { "” has no owner or no response" };
    let why = ["the critical risk “", &*worst.event, end].concat();
    Some(Said { constraint: RISK, rag: dimensions::risk(critical.iter().map(|risk| is_met(risk))), why })
}
