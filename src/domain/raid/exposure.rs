//! Expected monetary value and exposure (handbook 7.6): probability times amount, of a threat negative, of an opportunity positive; the
//! exposure is what the open threats come to. Amounts are minor units of one currency.

/// Whether an uncertain event would do harm or good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// It would do harm.
    Threat,
    /// It would do good.
    Opportunity,
}

/// What exposure is worked out from: an open risk with a probability in per cent, 0 to 100, and an amount without sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stake {
    /// Threat or opportunity.
    pub direction: Direction,
    /// Per cent, 0 to 100.
    pub probability: i64,
    /// What would be lost or won, in minor units.
    pub amount: i64,
}

impl Stake {
    /// Its expected monetary value in minor units, rounded half away from zero.
    pub fn expected(self) -> i64 {
        let product = i128::from(self.probability) * i128::from(self.amount.unsigned_abs());
        let value = i64::try_from((product + 50) / 100).unwrap_or(i64::MAX);
        match self.direction {
            Direction::Threat => -value,
            Direction::Opportunity => value,
        }
    }
}

/// What the open risks come to, in minor units.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Exposure {
    /// What is to be expected of the threats, without sign.
    pub threats: i64,
    /// What is to be expected of the opportunities.
    pub opportunities: i64,
}

impl Exposure {
    /// Of these risks.
    pub fn of(stakes: impl Iterator<Item = Stake>) -> Self {
        stakes.fold(Self::default(), |sum, stake| match stake.direction {
            Direction::Threat => Self { threats: sum.threats.saturating_sub(stake.expected()), ..sum },
            Direction::Opportunity => Self { opportunities: sum.opportunities.saturating_add(stake.expected()), ..sum },
        })
    }

    /// Both together: negative where more is to be lost than won.
    pub fn net(self) -> i64 {
        self.opportunities.saturating_sub(self.threats)
    }
}

#[cfg(test)]
mod tests {
    use super::Direction::{Opportunity, Threat};
    use super::*;

    const fn stake(direction: Direction, probability: i64, amount: i64) -> Stake {
        Stake { direction, probability, amount }
    }

    #[test]
    fn t8_expected_values_exposure_and_net() {
        let stakes = [
            stake(Threat, 30, 8_000_000),
            stake(Threat, 10, 20_000_000),
            stake(Threat, 50, 1_500_000),
            stake(Opportunity, 40, 2_500_000),
        ];
        assert_eq!(stakes.map(Stake::expected), [-2_400_000, -2_000_000, -750_000, 1_000_000]);
        let exposure = Exposure::of(stakes.into_iter());
        assert_eq!((exposure.threats, exposure.net()), (5_150_000, -4_150_000));
    }

    #[test]
    fn half_a_penny_is_rounded_and_nothing_overflows() {
        assert_eq!(
            [stake(Threat, 50, 1), stake(Opportunity, 50, 1), stake(Opportunity, 49, 1)].map(Stake::expected),
            [-1, 1, 0]
        );
        let most = [stake(Threat, 100, i64::MAX); 3];
        assert_eq!(Exposure::of(most.into_iter()).threats, i64::MAX);
        assert_eq!(Exposure::of([].into_iter()), Exposure::default());
    }
}
