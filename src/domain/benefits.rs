//! How much of what was promised has been achieved. Must not know records, days, or what a benefit is measured in.

/// What one benefit promised and achieved by the same day, in one measure for all of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Realised {
    /// What was promised.
    pub promised: f64,
    /// What was achieved.
    pub achieved: f64,
    /// Whether it is harm: then both are taken off.
    pub is_harm: bool,
}

/// The share of what was promised that was achieved: both are added up, those that are harm taken off, so that each benefit weighs as
/// much as it promised. `None` where nothing, or more harm than good, was promised.
pub fn realisation_rate(benefits: &[Realised]) -> Option<f64> {
    let signed = |benefit: &Realised, amount: f64| if benefit.is_harm { -amount } else { amount };
    let promised: f64 = benefits.iter().map(|one| signed(one, one.promised)).sum();
    let achieved: f64 = benefits.iter().map(|one| signed(one, one.achieved)).sum();
    (promised > 0.0).then(|| achieved / promised).filter(|rate| rate.is_finite())
}

/// How far a measure has come on its way from where it began to its target, as a share: 1 at the target, also where it is to fall.
/// `None` where there is no way to go.
pub fn part_of_way(start: f64, target: f64, now: f64) -> Option<f64> {
    let way = target - start;
    (way != 0.0).then(|| (now - start) / way).filter(|part| part.is_finite())
}

/// The share of the way that is promised after so many of so many days: evenly, nothing before the first and all after the last.
pub fn promised_by(days: i64, of: i64) -> f64 {
    match () {
        () if days >= of => 1.0,
        () if days <= 0 => 0.0,
        () => days as f64 / of as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(promised: f64, achieved: f64) -> Realised {
        Realised { promised, achieved, is_harm: false }
    }

    fn harm(promised: f64, achieved: f64) -> Realised {
        Realised { promised, achieved, is_harm: true }
    }

    #[test]
    fn the_rate_weighs_by_what_was_promised() {
        let near = |found: Option<f64>, expected: f64| found.is_some_and(|found| (found - expected).abs() < 1e-9);
        for (benefits, expected) in [
            // The case of the handbook; the mean of the three rates would be 0.67.
            (&[good(100.0, 80.0), good(50.0, 60.0), good(50.0, 0.0)][..], 0.70),
            (&[good(100.0, 80.0)], 0.80),
            // Half as much harm as was feared is a gain.
            (&[good(100.0, 80.0), harm(20.0, 10.0)], 70.0 / 80.0),
            (&[good(100.0, 20.0), harm(20.0, 60.0)], -40.0 / 80.0),
            (&[good(100.0, 120.0)], 1.2),
        ] {
            assert!(near(realisation_rate(benefits), expected), "{:?} is not {expected}", realisation_rate(benefits));
        }
    }

    #[test]
    fn without_a_promise_there_is_no_rate() {
        for benefits in [&[][..], &[good(0.0, 5.0)], &[good(10.0, 5.0), harm(10.0, 0.0)], &[harm(10.0, 0.0)]] {
            assert_eq!(realisation_rate(benefits), None, "{benefits:?}");
        }
    }

    #[test]
    fn a_measure_may_rise_or_fall_to_its_target() {
        for (start, target, now, part) in [
            (0.0, 100.0, 80.0, Some(0.8)),
            (50.0, 20.0, 35.0, Some(0.5)),
            (50.0, 20.0, 60.0, Some(-1.0 / 3.0)),
            (10.0, 10.0, 12.0, None),
            (0.0, f64::INFINITY, 1.0, Some(0.0)),
        ] {
            assert_eq!(part_of_way(start, target, now), part, "{start} to {target}");
        }
    }

    #[test]
    fn what_is_promised_grows_evenly_until_its_day() {
        for (days, of, part) in [
            (-5, 10, 0.0),
            (0, 10, 0.0),
            (5, 10, 0.5),
            (10, 10, 1.0),
            (11, 10, 1.0),
            (0, 0, 1.0),
            (3, -2, 1.0),
            (-5, 0, 0.0),
            (-1, -1, 1.0),
        ] {
            assert_eq!(promised_by(days, of), part, "{days} of {of}");
        }
    }
}
