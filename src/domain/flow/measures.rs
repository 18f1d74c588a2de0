//! Measures of flow (handbook 7.8; test cases T18 to T20): percentiles of times, averages, flow efficiency, and Little's law as a check.

/// The value that so many percent of all are at most, by nearest rank: one of the values, never a value in between. `None` of nothing,
/// and for a percentage outside of 1 to 100.
pub fn percentile(values: &[i64], percent: usize) -> Option<i64> {
    if !(1..=100).contains(&percent) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    rank(&sorted, percent)
}

/// The same of values in order.
fn rank(sorted: &[i64], percent: usize) -> Option<i64> {
    sorted.get((percent * sorted.len()).div_ceil(100).checked_sub(1)?).copied()
}

/// The arithmetic mean; `None` of nothing.
pub fn mean(values: &[i64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().map(|value| *value as f64).sum::<f64>() / values.len() as f64)
}

/// The share of the time in which somebody worked on it: active time through active and waiting time, both in the same unit. `None` where
/// there was neither.
pub fn efficiency(active: f64, waiting: f64) -> Option<f64> {
    let whole = active + waiting;
    (whole > 0.0 && active >= 0.0 && waiting >= 0.0).then(|| active / whole)
}

/// The average time in progress that follows from average work in progress and average throughput, in the unit of the throughput; `None`
/// without throughput. It holds over a stable stretch of time, in which about as much comes as goes (Little, 1961).
pub fn time_by_littles_law(in_progress: f64, throughput: f64) -> Option<f64> {
    (throughput > 0.0 && in_progress >= 0.0).then(|| in_progress / throughput)
}

/// How old a card is among the finished ones of its board.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ageing {
    /// Not older than half of the finished ones became.
    Fresh,
    /// Older than the 50th percentile.
    Half,
    /// Older than the 70th percentile.
    Old,
    /// Older than the 85th percentile.
    VeryOld,
}

/// Finished cards that there must be before ages say anything.
pub const ENOUGH: usize = 10;

/// The times that half, 70% and 85% of the finished cards took at most: worked out once, then every card is held against them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AgeLimits(pub [i64; 3]);

impl AgeLimits {
    /// Of the cycle times of the finished ones; `None` while too few are finished.
    pub fn of(finished: &[i64]) -> Option<Self> {
        if finished.len() < ENOUGH {
            return None;
        }
        let mut sorted = finished.to_vec();
        sorted.sort_unstable();
        Some(Self([rank(&sorted, 50)?, rank(&sorted, 70)?, rank(&sorted, 85)?]))
    }

    /// How old a card of that age is, in the same unit.
    pub fn ageing(self, age: i64) -> Ageing {
        let Self([half, old, very_old]) = self;
        if age > very_old {
            Ageing::VeryOld
        } else if age > old {
            Ageing::Old
        } else if age > half {
            Ageing::Half
        } else {
            Ageing::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T18.
    const TIMES: [i64; 10] = [3, 5, 2, 8, 4, 13, 6, 5, 9, 4];

    #[test]
    fn t18_percentiles_are_times_that_were() {
        let found = [50, 70, 85, 95, 100, 1].map(|percent| percentile(&TIMES, percent));
        assert_eq!(found, [5, 6, 9, 13, 13, 2].map(Some));
        assert_eq!(mean(&TIMES), Some(5.9));
        assert_eq!(
            (percentile(&[], 50), percentile(&TIMES, 0), percentile(&TIMES, 101), mean(&[])),
            (None, None, None, None)
        );
        assert_eq!(percentile(&[7], 50), Some(7));
    }

    #[test]
    fn t19_littles_law() {
        assert_eq!((time_by_littles_law(12.0, 3.0), time_by_littles_law(20.0, 2.5)), (Some(4.0), Some(8.0)));
        assert_eq!((time_by_littles_law(12.0, 0.0), time_by_littles_law(-1.0, 2.0)), (None, None));
    }

    #[test]
    fn t20_flow_efficiency() {
        assert_eq!((efficiency(3.0, 9.0), efficiency(0.0, 0.0), efficiency(-1.0, 3.0)), (Some(0.25), None, None));
    }

    #[test]
    fn a_card_is_old_beside_what_the_finished_ones_took() {
        let limits = AgeLimits::of(&TIMES).unwrap();
        let of = |age| limits.ageing(age);
        assert_eq!([5, 6, 7, 9, 10].map(of), [Ageing::Fresh, Ageing::Half, Ageing::Old, Ageing::Old, Ageing::VeryOld]);
        assert_eq!(AgeLimits::of(&TIMES[..9]), None);
    }
}
