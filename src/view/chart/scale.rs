//! A scale from zero with round ticks, in whole numbers, so that nothing can be no number. Must not know what it measures.

/// What is larger is drawn at the upper edge.
const MOST: i64 = 100_000_000_000_000;

/// A scale from zero to a round number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    /// The number at its end, at least 1.
    pub end: i64,
    /// Its ticks, from zero to its end.
    pub ticks: Vec<i64>,
}

impl Scale {
    /// A scale that holds a number, with so many steps or fewer; each step is 1, 2 or 5 with zeros.
    pub fn holding(number: i64, steps: i64) -> Self {
        let number = number.clamp(1, MOST);
        let steps = steps.max(1);
        let mut step = 1;
        let mut factors = [2, 5, 10].iter().cycle();
        let mut power = 1;
        while number.div_ceil_by(step) > steps {
            match factors.next() {
                Some(10) => {
                    power *= 10;
                    step = power;
                }
                Some(factor) => step = power * factor,
                None => break,
            }
        }
        let count = number.div_ceil_by(step);
        Self { end: count * step, ticks: (0..=count).map(|tick| tick * step).collect() }
    }

    /// Where a value lies on a length, from its beginning; what is beyond either end lies at it.
    pub fn place(&self, value: i64, length: i64) -> i64 {
        value.clamp(0, self.end) * length / self.end.max(1)
    }

    /// The same for a value in tenths.
    pub fn place_of_tenths(&self, tenths: i64, length: i64) -> i64 {
        let end = self.end.max(1) * 10;
        tenths.clamp(0, end) * length / end
    }
}

/// Division of what is not negative, rounded upwards.
trait DivCeil {
    fn div_ceil_by(self, by: i64) -> i64;
}

impl DivCeil for i64 {
    fn div_ceil_by(self, by: i64) -> i64 {
        (self + by - 1) / by
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        let ticks = |number: i64| Scale::holding(number, 5).ticks;
        assert_eq!(ticks(0), [0, 1], "nothing has a scale too");
        assert_eq!(ticks(3), [0, 1, 2, 3]);
        assert_eq!(ticks(7), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(23), [0, 5, 10, 15, 20, 25]);
        assert_eq!(ticks(26), [0, 10, 20, 30]);
        assert_eq!(ticks(100), [0, 20, 40, 60, 80, 100]);
        assert_eq!(ticks(4_200_000), [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000]);
        assert_eq!(ticks(-4), [0, 1]);
    }

    proptest! {
        #[test]
        fn any_number_lies_on_its_scale(number in any::<i64>(), steps in 1i64..12, value in any::<i64>()) {
            let scale = Scale::holding(number, steps);
            prop_assert!(scale.ticks.len() as i64 <= steps + 1 && scale.ticks.len() >= 2);
            prop_assert!(scale.end >= number.min(MOST) && scale.ticks.last() == Some(&scale.end));
            prop_assert!((0..=400).contains(&scale.place(value, 400)));
            prop_assert!((0..=400).contains(&scale.place_of_tenths(value, 400)));
            prop_assert_eq!((scale.place(0, 400), scale.place(scale.end, 400)), (0, 400));
            prop_assert_eq!(scale.place_of_tenths(scale.end * 5, 400), 200);
        }
    }
}
