//! The usual bodies and decision rights, entered in one step where a PMO has none. What they are comes with the command.

use super::Draft;
use super::maturity::checked;
use crate::domain::field::Bounded;
use crate::domain::id::{Id, Ref};
use crate::domain::money::Money;
use crate::domain::records::decision_right::{Matter, RightRole};
use crate::domain::records::project::SizeClass;
use crate::domain::records::{Body, DecisionRight};
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::rights::name_of;

/// A usual body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UsualBody {
    /// Its name among the usual ones.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What it decides.
    pub decides: String,
    /// How often it meets.
    pub meets: String,
    /// How many must be there.
    pub quorum: Option<i64>,
    /// What else is agreed.
    pub terms: String,
    /// The name among the usual ones of the body above it; empty if none.
    pub escalates_to: String,
}

/// A usual decision right.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UsualRight {
    /// What is decided.
    pub matter: Matter,
    /// The size of the projects.
    pub size: Option<SizeClass>,
    /// Most money, in whole units of the currency of the settings.
    pub most_cost: Option<i64>,
    /// Most days.
    pub most_days: Option<i64>,
    /// The name among the usual ones of the body that decides; empty if it is none.
    pub body: String,
    /// Who decides by a role.
    pub role: Option<RightRole>,
    /// Who advises.
    pub advises: String,
    /// Who is informed.
    pub informed: String,
}

/// Enter the usual bodies and rights. A body that is there already under its name is taken as it is.
#[derive(Clone, Default, Debug)]
pub struct TakeUsualGovernance {
    /// The bodies, those above others after them or before.
    pub bodies: Vec<UsualBody>,
    /// The rights.
    pub rights: Vec<UsualRight>,
    /// An amount as the names of rights have it.
    pub told: Option<fn(Money) -> String>,
}

impl Act for TakeUsualGovernance {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        if draft.portfolio.all::<DecisionRight>().next().is_some() {
            return Err(Rejection::NotPossible {
                reason: "There are decision rights already. Add what is missing by hand, or delete them first.",
            });
        }
        let known = |name: &str| {
            let is_it = |body: &&Body| body.name.trim().eq_ignore_ascii_case(name);
            draft.portfolio.all::<Body>().find(is_it).map(|body| body.meta.id)
        };
        let found: Vec<Option<Id>> = self.bodies.iter().map(|body| known(&body.name)).collect();
        let ids: Vec<Id> = found.iter().map(|known| known.unwrap_or_else(|| (draft.context.new_id)())).collect();
        let id_of = |usual: &str| {
            let at = self.bodies.iter().position(|body| body.id == usual)?;
            ids.get(at).map(|id| Ref::new(*id))
        };
        let mut made = 0;
        for ((body, known), id) in self.bodies.iter().zip(&found).zip(&ids) {
            if known.is_some() {
                continue;
            }
            let record = Body {
                name: body.name.as_str().into(),
                purpose: body.purpose.as_str().into(),
                decides: body.decides.as_str().into(),
                meets: body.meets.as_str().into(),
                quorum: body.quorum.map(Bounded),
                terms: body.terms.as_str().into(),
                escalates_to: id_of(&body.escalates_to),
                ..Body::default()
            };
            draft.create(checked(&record)?, *id);
            made += 1;
        }
        let currency = draft.portfolio.settings().currency;
        for right in &self.rights {
            // A limit without a currency says nothing: it is left out until the settings name one.
            let most_cost = right
                .most_cost
                .zip(currency)
                .map(|(major, currency)| Money { minor: major.saturating_mul(currency.minor_per_major()), currency });
            if right.most_cost.is_some() && most_cost.is_none() {
                continue;
            }
            let mut record = DecisionRight {
                matter: right.matter,
                size: right.size,
                most_cost,
                most_days: right.most_days.map(Bounded),
                body: id_of(&right.body),
                role: right.role,
                advises: right.advises.as_str().into(),
                informed: right.informed.as_str().into(),
                ..DecisionRight::default()
            };
            let told = self.told.unwrap_or(|amount| amount.decimal());
            record.name = name_of(&record, told).as_str().into();
            let (record, id) = (checked(&record)?, (draft.context.new_id)());
            draft.create(record, id);
            made += 1;
        }
        match made {
            0 => Err(Rejection::Nothing),
            _ => Ok("Enter the usual bodies and decision rights".to_owned()),
        }
    }
}
