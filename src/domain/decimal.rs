//! Decimal numbers exactly as people write them: whole digits, and how many of them stand after the point. What is stored as a
//! floating-point number is read and written through this, so that what was typed comes back digit by digit. Must not know the
//! marks of a locale.

use std::cmp::Ordering;

/// Most digits of a number that a floating-point number keeps apart from all others.
const MOST_DIGITS: usize = 15;
/// Most digits after the point: beyond it ten to that power is no longer an exact floating-point number.
const MOST_PLACES: u32 = 22;

/// A decimal number: `digits` over ten to the power of `places`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal {
    /// All its digits, with its sign.
    pub digits: i64,
    /// How many of them stand after the point.
    pub places: u32,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(digits: i64) -> Self {
        Self { digits, places: 0 }
    }

    /// Reads `-1234.50`: digits with at most one point and no marks between. `None` for anything else, and for more digits than can
    /// be kept.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let part = part.trim_end_matches('0');
        let all = [whole, part].concat();
        let is_empty = whole.is_empty() && !text.bytes().any(|byte| byte.is_ascii_digit());
        if is_empty || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let counted = all.trim_start_matches('0');
        let places = u32::try_from(part.len()).ok().filter(|places| *places <= MOST_PLACES)?;
        if counted.len() > MOST_DIGITS {
            return None;
        }
        let digits: i64 = if counted.is_empty() { 0 } else { counted.parse().ok()? };
        Some(Self { digits: if negative { -digits } else { digits }, places })
    }

    /// The shortest decimal that is stored as this floating-point number; the nearest with as many digits as are kept apart where
    /// there is none. `None` for what is no number or too large.
    pub fn of(number: f64) -> Option<Self> {
        let mut nearest = None;
        for places in 0..=MOST_PLACES {
            let digits = (number * power(places)).round();
            // Not a number is beyond the limit too.
            if digits.abs().partial_cmp(&1e15) != Some(Ordering::Less) {
                break;
            }
            let decimal = Self { digits: digits as i64, places };
            if decimal.value() == number {
                return Some(decimal);
            }
            nearest = Some(decimal);
        }
        nearest
    }

    /// As a floating-point number: the one that is nearest, as both parts are exact.
    pub fn value(self) -> f64 {
        self.digits as f64 / power(self.places)
    }

    /// As it is written with this mark before the decimals and nothing between the digits: `-1234.5`.
    pub fn written(self, point: char) -> String {
        let sign = if self.digits < 0 { "-" } else { "" };
        let mut digits = self.digits.unsigned_abs().to_string();
        let places = self.places as usize;
        if places == 0 {
            return [sign, &digits].concat();
        }
        if digits.len() <= places {
            digits = ["0".repeat(places + 1 - digits.len()), digits].concat();
        }
        let (whole, part) = digits.split_at(digits.len() - places);
        match part.trim_end_matches('0') {
            "" => [sign, whole].concat(),
            part => [sign, whole, point.encode_utf8(&mut [0; 4]), part].concat(),
        }
    }

    /// How it compares with `number` over ten to the power of `places`.
    pub fn compare(self, number: i64, places: u32) -> Ordering {
        let ten = |places: u32| 10i128.checked_pow(places).unwrap_or(i128::MAX);
        let (one, other) = (i128::from(self.digits), i128::from(number));
        one.saturating_mul(ten(places)).cmp(&other.saturating_mul(ten(self.places)))
    }
}

fn power(places: u32) -> f64 {
    // One by one these are exact up to the most there are.
    (0..places).fold(1.0, |power, _| power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates_come_back_digit_by_digit() {
        for text in [
            "0.7923",
            "0.0052",
            "0.00057",
            "0.0000303",
            "1",
            "1.5",
            "1234.567",
            "0.1",
            "0.3",
            "999999999999999",
            "-2.5",
            "0",
        ] {
            let decimal = Decimal::parse(text).unwrap();
            assert_eq!(Decimal::of(decimal.value()).unwrap().written('.'), text);
        }
        assert_eq!(Decimal::of(0.0000303), Some(Decimal { digits: 303, places: 7 }));
        assert_eq!(Decimal::parse("1.50").unwrap().written(','), "1,5");
        assert_eq!(Decimal::of(0.1 + 0.2).unwrap().written('.'), "0.3", "what no decimal of ours is stored as");
    }

    #[test]
    fn what_is_no_decimal() {
        for text in ["", ".", "-", "1.2.3", "1,5", "1e3", "+1", "1234567890123456", "a"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(".5"), Some(Decimal { digits: 5, places: 1 }));
        for number in [f64::NAN, f64::INFINITY, 1e16, -1e300] {
            assert_eq!(Decimal::of(number), None);
        }
    }

    #[test]
    fn comparing_never_rounds() {
        let decimal = |text: &str| Decimal::parse(text).unwrap();
        assert_eq!(decimal("12.5").compare(1_250, 2), Ordering::Equal);
        assert_eq!(decimal("12.501").compare(1_250, 2), Ordering::Greater);
        assert_eq!(decimal("-3").compare(-299, 2), Ordering::Less);
    }

    proptest! {
        #[test]
        fn every_decimal_comes_back(digits in -999_999_999_999_999i64..=999_999_999_999_999, places in 0u32..=12) {
            let text = Decimal { digits, places }.written('.');
            let decimal = Decimal::parse(&text).unwrap();
            prop_assert_eq!(Decimal::of(decimal.value()).unwrap().written('.'), text);
        }
    }
}
