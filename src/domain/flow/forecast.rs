//! Forecast of when the rest is done, from what was finished in past periods (Monte Carlo; handbook 7.8, test case T21): past periods are
//! drawn at random, with those in which nothing was finished, until the rest is done. The generator is seeded from the data, so that the
//! same past always says the same.

/// Draws for one forecast.
pub const RUNS: usize = 10_000;
/// Past periods that there must be before a forecast says anything.
pub const ENOUGH: usize = 8;
/// Periods after which a run is given up: it counts as not done.
const MOST: usize = 1_000;

/// How many of the runs were done after how many periods.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forecast {
    /// Runs that were done after exactly so many periods; the first entry is after one.
    done_after: Vec<usize>,
    /// All runs, those that were given up among them.
    runs: usize,
}

/// A small generator of numbers without a pattern (xorshift64*, Vigna 2016): no dependency, the same everywhere.
struct Generator(u64);

impl Generator {
    fn seeded(past: &[usize], rest: usize) -> Self {
        // FNV-1a over the numbers; never zero, of which nothing comes.
        let mix = |hash: u64, number: &usize| (hash ^ *number as u64).wrapping_mul(0x0100_0000_01b3);
        let hash = past.iter().chain([&rest, &past.len()]).fold(0xcbf2_9ce4_8422_2325, mix);
        Self(hash | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }
}

/// The forecast for so many items that are left, from the numbers that were finished in past periods. `None` where the past says nothing:
/// no period, or none in which anything was finished.
pub fn forecast(past: &[usize], rest: usize) -> Option<Forecast> {
    if past.iter().all(|finished| *finished == 0) {
        return None;
    }
    let mut generator = Generator::seeded(past, rest);
    let mut done_after = Vec::new();
    for _ in 0..RUNS {
        let mut left = rest;
        let mut periods = 0;
        while left > 0 && periods < MOST {
            let drawn = (generator.next() as usize) % past.len();
            left = left.saturating_sub(past.get(drawn).copied().unwrap_or_default());
            periods += 1;
        }
        if left == 0 {
            let at = periods.max(1) - 1;
            if done_after.len() <= at {
                done_after.resize(at + 1, 0);
            }
            if let Some(count) = done_after.get_mut(at) {
                *count += 1;
            }
        }
    }
    Some(Forecast { done_after, runs: RUNS })
}

impl Forecast {
    /// The share of the runs that were done within so many periods.
    pub fn within(&self, periods: usize) -> f64 {
        self.done_after.iter().take(periods).sum::<usize>() as f64 / self.runs as f64
    }

    /// The least number of periods within which at least so many percent of the runs were done; `None` if there is none.
    pub fn sure_after(&self, percent: usize) -> Option<usize> {
        let mut done = 0;
        for (at, count) in self.done_after.iter().enumerate() {
            done += count;
            if done * 100 >= percent * self.runs {
                return Some(at + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Within so many periods, exactly, by convolution.
    fn exactly(past: &[usize], rest: usize, periods: usize) -> f64 {
        let mut left = vec![0.0; rest + 1];
        left[rest] = 1.0;
        for _ in 0..periods {
            let mut next = vec![0.0; rest + 1];
            for (open, chance) in left.iter().enumerate() {
                for finished in past {
                    next[open.saturating_sub(*finished)] += chance / past.len() as f64;
                }
            }
            left = next;
        }
        left[0]
    }

    #[test]
    fn t21_within_so_many_weeks() {
        let past = [0, 1, 1, 2, 3];
        let found = forecast(&past, 5).unwrap();
        for (weeks, expected) in
            [(1, 0.0), (2, 0.12), (3, 0.424), (4, 0.6944), (5, 0.86208), (6, 0.94496), (7, 0.980_006)]
        {
            assert!((found.within(weeks) - expected).abs() <= 0.015, "{weeks}: {}", found.within(weeks));
            assert!((exactly(&past, 5, weeks) - expected).abs() < 1e-6, "{weeks}");
        }
        assert_eq!([50, 85, 95].map(|percent| found.sure_after(percent)), [4, 5, 7].map(Some));
    }

    #[test]
    fn the_same_past_says_the_same_and_an_empty_one_nothing() {
        assert_eq!(forecast(&[0, 1, 1, 2, 3], 5), forecast(&[0, 1, 1, 2, 3], 5));
        assert_eq!((forecast(&[], 5), forecast(&[0, 0], 5)), (None, None));
        let nothing_left = forecast(&[1, 2], 0).unwrap();
        assert_eq!((nothing_left.within(1), nothing_left.sure_after(100)), (1.0, Some(1)));
        assert_eq!(forecast(&[0, 0, 0, 1], 4_000).unwrap().sure_after(50), None, "too far away to be said");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn draws_lie_close_to_the_exact_answer(past in prop::collection::vec(0usize..6, 3..14), rest in 1usize..25, periods in 1usize..20) {
            prop_assume!(past.iter().any(|finished| *finished > 0));
            let found = forecast(&past, rest).unwrap().within(periods);
            prop_assert!((found - exactly(&past, rest, periods)).abs() <= 0.02, "{found}");
        }
    }
}
