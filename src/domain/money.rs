//! Money as integer minor units with a currency. Must not know exchange rates or how amounts are drawn.

use std::fmt;

/// Three capital letters of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Pounds sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");

    /// No currency, as ISO 4217 has it: of amounts for which nobody has named one. No amount is stored with it.
    pub const NONE: Self = Self(*b"XXX");

    /// Reads three capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The currency of that code, in capitals or not; `None` if ISO 4217 has none.
    pub fn known(code: &str) -> Option<Self> {
        let currency = Self::parse(&code.to_ascii_uppercase())?;
        super::currencies::is_known(currency.code()).then_some(currency)
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Decimal places of the minor unit (ISO 4217): 2 for most, 0 for yen and others, 3 for some dinars.
    pub fn minor_digits(self) -> u32 {
        super::currencies::digits_of(self.code())
    }

    /// Minor units in one major unit: 100 for most.
    pub fn minor_per_major(self) -> i64 {
        10i64.pow(self.minor_digits())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units (pence, cents) of its currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
    /// Amount in minor units; may be negative.
    pub minor: i64,
    /// Its currency.
    pub currency: Currency,
}

impl Money {
    /// The sum, if both have one currency and it does not overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        (self.currency == other.currency).then_some(())?;
        Some(Self { minor: self.minor.checked_add(other.minor)?, currency: self.currency })
    }

    /// Decimal text without grouping, as `1234.50`; exact.
    pub fn decimal(self) -> String {
        let per = self.currency.minor_per_major().unsigned_abs();
        let (sign, size) = (if self.minor < 0 { "-" } else { "" }, self.minor.unsigned_abs());
        match self.currency.minor_digits() {
            0 => format!("{sign}{size}"),
            digits => format!("{sign}{}.{:0width$}", size / per, size % per, width = digits as usize),
        }
    }

    /// Reads decimal text with a point and no grouping, as `1234.5`; refuses more decimals than the currency has.
    pub fn parse_decimal(text: &str, currency: Currency) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = currency.minor_digits() as usize;
        let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !plain(whole) || !plain(part) || part.len() > digits {
            return None;
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let missing = u32::try_from(digits - part.len()).ok()?;
        let part: i64 = if part.is_empty() { 0 } else { part.parse().ok()? };
        let part = part.checked_mul(10i64.pow(missing))?;
        let minor = whole.checked_mul(currency.minor_per_major())?.checked_add(part)?;
        Some(Self { minor: if negative { -minor } else { minor }, currency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_text_round_trips() {
        let yen = Currency::parse("JPY").unwrap();
        for (text, currency, minor) in [
            ("0.00", Currency::GBP, 0),
            ("1234.50", Currency::GBP, 123_450),
            ("-0.05", Currency::EUR, -5),
            ("7", yen, 7),
        ] {
            let money = Money::parse_decimal(text, currency).unwrap();
            assert_eq!((money.minor, money.decimal().as_str()), (minor, text));
        }
        for text in ["", "-", ".", "1.234", "1,5", "1e3", "99999999999999999999", " 1"] {
            assert_eq!(Money::parse_decimal(text, Currency::GBP), None, "{text}");
        }
        assert_eq!(Money::parse_decimal("12.5", Currency::GBP).map(|m| m.minor), Some(1250));
        assert_eq!(Money::parse_decimal("1.5", yen), None);
    }

    #[test]
    fn sums_never_mix_currencies() {
        let pound = Money { minor: 1, currency: Currency::GBP };
        assert_eq!(pound.plus(Money { minor: 1, currency: Currency::EUR }), None);
        assert_eq!(pound.plus(Money { minor: i64::MAX, currency: Currency::GBP }), None);
    }
}
