//! Who may decide a change: the lead within the limits of leads, the sponsor within those of sponsors, beyond them the steering board
//! (handbook 8.2). A limit that nobody set gives no authority to a lead, and all of it to a sponsor.

use crate::domain::money::Money;

/// Who decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Authority {
    /// The lead of the project.
    Lead,
    /// Its sponsor.
    Sponsor,
    /// Those who decide on the portfolio.
    Board,
}

impl Authority {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lead => "Lead",
            Self::Sponsor => "Sponsor",
            Self::Board => "Steering board",
        }
    }
}

/// Up to where somebody decides: amounts in one currency, without regard to the sign. `None`: not set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    /// Most money.
    pub cost: Option<Money>,
    /// Most calendar days.
    pub days: Option<i64>,
}

/// What a change does, as far as authority goes: the cost in the currency of the limits. `None`: it cannot be converted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Impact {
    /// Cost, if it is known in the currency of the limits.
    pub cost: Option<Money>,
    /// Calendar days by which the finish moves.
    pub days: i64,
}

impl Impact {
    fn is_within(&self, limits: Limits) -> bool {
        let cost = match (limits.cost, self.cost) {
            (None, _) => true,
            (Some(limit), Some(cost)) => {
                cost.currency == limit.currency && cost.minor.unsigned_abs() <= limit.minor.unsigned_abs()
            }
            (Some(_), None) => false,
        };
        cost && limits.days.is_none_or(|most| self.days.unsigned_abs() <= most.unsigned_abs())
    }
}

/// Who may decide a change with this impact.
pub fn authority(impact: Impact, lead: Limits, sponsor: Limits) -> Authority {
    let is_set = lead != Limits::default();
    if is_set && impact.is_within(lead) {
        Authority::Lead
    } else if impact.is_within(sponsor) {
        Authority::Sponsor
    } else {
        Authority::Board
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    fn pounds(major: i64) -> Option<Money> {
        Some(Money { minor: major * 100, currency: Currency::GBP })
    }

    #[test]
    fn who_decides_follows_from_cost_and_days() {
        let lead = Limits { cost: pounds(5_000), days: Some(5) };
        let sponsor = Limits { cost: pounds(50_000), days: Some(30) };
        for (cost, days, expected) in [
            (pounds(0), 0, Authority::Lead),
            (pounds(5_000), 5, Authority::Lead),
            (pounds(5_001), 0, Authority::Sponsor),
            (pounds(0), 6, Authority::Sponsor),
            (pounds(-5_001), -6, Authority::Sponsor),
            (pounds(50_000), 30, Authority::Sponsor),
            (pounds(50_001), 0, Authority::Board),
            (pounds(0), -31, Authority::Board),
            (None, 0, Authority::Board),
        ] {
            assert_eq!(authority(Impact { cost, days }, lead, sponsor), expected, "{cost:?} {days}");
        }
    }

    #[test]
    fn without_limits_a_sponsor_decides_all_and_a_lead_nothing() {
        let none = Limits::default();
        let impact = Impact { cost: pounds(1_000_000), days: 400 };
        assert_eq!(authority(impact, none, none), Authority::Sponsor);
        let only_days = Limits { days: Some(10), ..none };
        assert_eq!(authority(impact, none, only_days), Authority::Board);
        assert_eq!(
            authority(Impact { days: 3, ..impact }, only_days, none),
            Authority::Lead,
            "no limit of cost is set"
        );
        let euros = Limits { cost: Some(Money { minor: 9, currency: Currency::EUR }), days: None };
        assert_eq!(authority(Impact { cost: pounds(0), days: 0 }, euros, euros), Authority::Board, "another currency");
    }
}
