//! Amounts and numbers as people write them, read exactly and without floating point. Must not know columns.

use super::money_phrase::Phrase;
use crate::domain::money::{Currency, Money};
use std::borrow::Cow;

/// Which character separates the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DecimalMark {
    /// 1,234.5
    #[default]
    Point,
    /// 1.234,5
    Comma,
}

impl DecimalMark {
    /// Stored name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// The mark of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Point, Self::Comma].into_iter().find(|mark| mark.name() == name)
    }

    pub(super) fn letter(self) -> char {
        if self == Self::Point { '.' } else { ',' }
    }
}

/// How the amounts of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AmountStyle {
    /// Decimal mark; none where nothing tells and somebody must choose.
    pub mark: Option<DecimalMark>,
    /// Power of ten by which figures without a unit are multiplied: 6 for millions; none where somebody must choose.
    pub scale: Option<u32>,
    /// Currency, where neither cell nor row names one.
    pub currency: Option<Currency>,
    /// Whether the heading says something of the currency that is not understood: no other may stand in for it.
    pub currency_asked: bool,
}

impl Default for AmountStyle {
    fn default() -> Self {
        Self { mark: Some(DecimalMark::Point), scale: Some(0), currency: None, currency_asked: false }
    }
}

impl AmountStyle {
    /// With the currency of the workspace where nothing else names one.
    pub fn within(self, workspace: Option<Currency>) -> Self {
        let stands_in = workspace.filter(|_| !self.currency_asked);
        Self { currency: self.currency.or(stands_in), ..self }
    }
}

/// Why a cell is no amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountFault {
    /// It is no number.
    NoNumber,
    /// Neither cell, column nor workspace names a currency.
    NoCurrency,
    /// Nothing tells in which unit it counts.
    NoUnit,
    /// Its mark may stand before decimals or before thousands.
    TwoReadings,
    /// Too large.
    TooLarge,
}

/// Longest run of digits that is read.
const LONGEST: usize = 24;
/// What may stand between groups of digits beside the other mark.
const BETWEEN: [char; 8] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}', '\'', '’', '٬'];

/// Reads an amount. What lies below the minor unit is rounded, halves away from zero.
pub fn read_amount(text: &str, style: AmountStyle) -> Result<Money, AmountFault> {
    read_exactly(text, style).map(|(money, _)| money)
}

/// Reads an amount, and says whether anything below the minor unit was rounded.
pub fn read_exactly(text: &str, style: AmountStyle) -> Result<(Money, bool), AmountFault> {
    let text = latin(text);
    let parts = Parts::of(&text).ok_or(AmountFault::NoNumber)?;
    let around = Affixes::read(&parts).ok_or(AmountFault::NoNumber)?;
    let number = read_number(parts.core, style.mark)?;
    if around.phrase.is_percent {
        return Err(AmountFault::NoNumber);
    }
    let power = around.phrase.power.or(style.scale).ok_or(AmountFault::NoUnit)?;
    let currency = match around.phrase.codes {
        Some(codes) => codes.meant(style.currency),
        None => style.currency,
    };
    // "1,200 Cr" may be a credit where nobody counts in crores.
    if around.is_credit && !currency.is_some_and(counts_in_crores) {
        return Err(AmountFault::NoNumber);
    }
    let currency = currency.ok_or(AmountFault::NoCurrency)?;
    // "£5bn" in a column of millions means five billion.
    let power = power + currency.minor_digits();
    let (minor, is_rounded) = number.times_ten_to(power).ok_or(AmountFault::TooLarge)?;
    let minor = i64::try_from(minor).map_err(|_| AmountFault::TooLarge)?;
    Ok((Money { minor: if around.negative { -minor } else { minor }, currency }, is_rounded))
}

/// Reads a whole number; a percent sign behind it is left out.
pub fn read_whole(text: &str, mark: Option<DecimalMark>) -> Option<i64> {
    let text = latin(text);
    let parts = Parts::of(&text)?;
    let around = Affixes::read(&parts)?;
    let number = read_number(parts.core, mark.or(Some(DecimalMark::Point))).ok()?;
    let (whole, is_rounded) = number.times_ten_to(around.phrase.power.unwrap_or(0))?;
    let is_whole = !is_rounded && around.phrase.codes.is_none();
    let whole = i64::try_from(whole).ok().filter(|_| is_whole)?;
    Some(if around.negative { -whole } else { whole })
}

/// The decimal mark that a cell proves.
pub fn proven_mark(text: &str) -> Option<DecimalMark> {
    let text = latin(text);
    let core = Parts::of(&text)?.core;
    let count = |mark| core.matches(mark).count();
    let (points, commas) = (count('.'), count(','));
    let proves = |mark: char| {
        let (whole, decimals) = core.split_once(mark).unwrap_or((core, ""));
        // No group of thousands begins with a naught, stands behind four digits, or behind other groups.
        decimals.len() != 3 || whole.is_empty() || whole.starts_with('0') || whole.len() > 3
    };
    match (points, commas) {
        (1.., 1..) if core.rfind('.') > core.rfind(',') => Some(DecimalMark::Point),
        (1.., 1..) => Some(DecimalMark::Comma),
        (2.., 0) => Some(DecimalMark::Comma),
        (0, 2..) => Some(DecimalMark::Point),
        (1, 0) if proves('.') => Some(DecimalMark::Point),
        (0, 1) if proves(',') => Some(DecimalMark::Comma),
        _ => None,
    }
}

/// The mark of a figure that may stand before three decimals or before thousands: "12.500".
pub fn doubtful_mark(text: &str) -> Option<DecimalMark> {
    let text = latin(text);
    let core = Parts::of(&text)?.core;
    let mark = [DecimalMark::Point, DecimalMark::Comma].into_iter().find(|mark| core.contains(mark.letter()))?;
    proven_mark(core).is_none().then_some(mark)
}

/// Digits and what counts of the decimals of a figure whose decimals stand behind that mark.
pub fn places(text: &str, mark: DecimalMark) -> Option<(usize, usize)> {
    let text = latin(text);
    let core = Parts::of(&text)?.core;
    let mark = proven_mark(core).unwrap_or(mark).letter();
    let (whole, decimals) = core.rsplit_once(mark).unwrap_or((core, ""));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    Some((digits(whole), decimals.trim_end_matches('0').len()))
}

/// What a cell says beside its figure of unit and currency; `None` if it is no amount at all.
pub fn said_beside(text: &str) -> Option<Phrase> {
    let text = latin(text);
    let parts = Parts::of(&text)?;
    read_number(parts.core, Some(DecimalMark::Point)).ok()?;
    Affixes::read(&parts).map(|around| around.phrase).filter(|phrase| !phrase.is_percent)
}

fn counts_in_crores(currency: Currency) -> bool {
    matches!(currency.code(), "INR" | "PKR" | "BDT" | "NPR" | "LKR")
}

/// With the digits that are read here in place of those of Arabic, Persian and wide type.
fn latin(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| match letter {
        '٠'..='٩' => char::from_digit(letter as u32 - '٠' as u32, 10),
        '۰'..='۹' => char::from_digit(letter as u32 - '۰' as u32, 10),
        '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10),
        '٫' => Some('.'),
        _ => None,
    };
    if text.is_ascii() || !text.chars().any(|letter| plain(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| plain(letter).unwrap_or(letter)).collect())
}

/// A cell cut into the run from first to last digit, and what stands around it.
struct Parts<'a> {
    before: &'a str,
    core: &'a str,
    after: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let first = text.find(is_digit)?;
        let last = text.rfind(is_digit)? + 1;
        // A decimal mark right before the digits belongs to them: ".5", but not "Rs.5".
        let before = text.get(..first)?;
        let begins = |rest: &str| !rest.ends_with(|letter: char| letter.is_alphabetic());
        let has_mark = before.strip_suffix(['.', ',']).is_some_and(begins);
        let first = if has_mark { first - 1 } else { first };
        Some(Self { before: text.get(..first)?, core: text.get(first..last)?, after: text.get(last..)? })
    }
}

/// What stands around the digits.
struct Affixes {
    negative: bool,
    /// Whether two letters alone stand behind, as for a credit.
    is_credit: bool,
    phrase: Phrase,
}

impl Affixes {
    /// `None` if there is anything that belongs to no amount.
    fn read(parts: &Parts) -> Option<Self> {
        // Most cells of a long list are bare figures.
        if parts.before.is_empty() && parts.after.is_empty() {
            return Some(Self { negative: false, is_credit: false, phrase: Phrase::default() });
        }
        let mut negative = false;
        let (before, after) =
            match (parts.before.trim_start().strip_prefix('('), parts.after.trim_end().strip_suffix(')')) {
                (Some(before), Some(after)) => {
                    negative = true;
                    (before, after)
                }
                _ => (parts.before, parts.after),
            };
        // "100,-", "100.–", "100:-" and "100/-" are whole amounts.
        let whole =
            ["-", "–", "—"].iter().find_map(|dash| after.strip_prefix([',', '.', ':', '/'])?.strip_prefix(dash));
        let after = whole.unwrap_or(after);
        let dashes = |text: &str| text.matches(['-', '−', '–']).count();
        negative |= dashes(before) + dashes(after) > 0;
        let text = [before, " ", after].concat().replace(['-', '−', '–'], " ");
        let text = if before.contains('+') { text.replacen('+', " ", 1) } else { text };
        let belongs = |letter: char| !letter.is_ascii_punctuation() || "$.'%".contains(letter);
        let phrase = Phrase::read(&text);
        let is_known = text.trim().is_empty() || phrase.is_percent && phrase.rest.is_empty() || phrase.is_clear();
        if dashes(before) + dashes(after) > 1 || !text.chars().all(belongs) || !is_known {
            return None;
        }
        let is_credit = text.trim().eq_ignore_ascii_case("cr");
        Some(Self { negative, is_credit, phrase })
    }
}

/// Digits and how many of them are decimals.
struct Number {
    digits: i128,
    decimals: u32,
}

impl Number {
    /// The number times that power of ten, rounded to a whole, halves up, and whether that changed it. The number is never
    /// negative here.
    fn times_ten_to(&self, power: u32) -> Option<(i128, bool)> {
        match power.checked_sub(self.decimals) {
            Some(more) => Some((self.digits.checked_mul(10i128.checked_pow(more)?)?, false)),
            None => {
                let divisor = 10i128.checked_pow(self.decimals - power)?;
                Some(((self.digits + divisor / 2) / divisor, self.digits % divisor != 0))
            }
        }
    }
}

/// Reads digits with marks between; refused if they are not grouped as numbers are.
fn read_number(core: &str, mark: Option<DecimalMark>) -> Result<Number, AmountFault> {
    // What the cell itself proves counts more than what holds for its column.
    let mark = match proven_mark(core).or(mark) {
        Some(mark) => mark,
        None if core.contains(['.', ',']) => return Err(AmountFault::TwoReadings),
        None => DecimalMark::Point,
    };
    let other = if mark == DecimalMark::Point { ',' } else { '.' };
    let (whole, decimals) = core.rsplit_once(mark.letter()).unwrap_or((core, ""));
    let groups: Vec<&str> = whole.split(|letter| letter == other || BETWEEN.contains(&letter)).collect();
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = groups.len() == 1
        || groups.iter().enumerate().all(|(at, group)| match at {
            0 => (1..=3).contains(&group.len()),
            // Lakhs are grouped by two, the last three by three.
            at if at + 1 < groups.len() => (2..=3).contains(&group.len()),
            _ => group.len() == 3,
        });
    let digits = groups.concat() + decimals;
    if !grouped || !plain(decimals) || !plain(&digits) || digits.is_empty() || digits.len() > LONGEST {
        return Err(AmountFault::NoNumber);
    }
    let number = digits.parse().map_err(|_| AmountFault::NoNumber)?;
    Ok(Number { digits: number, decimals: decimals.len() as u32 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, style: AmountStyle, expected: &str) {
        let read = read_amount(text, style).map(|money| format!("{} {}", money.currency, money.decimal()));
        assert_eq!(read.as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn amounts_as_people_write_them() {
        let pounds = AmountStyle { currency: Some(Currency::GBP), ..AmountStyle::default() };
        for (text, expected) in [
            ("1959", "GBP 1959.00"),
            ("£1,234.50", "GBP 1234.50"),
            ("-£5", "GBP -5.00"),
            ("£ -5", "GBP -5.00"),
            ("−12.3", "GBP -12.30"),
            ("(1,234)", "GBP -1234.00"),
            ("($5.00)", "USD -5.00"),
            ("12-", "GBP -12.00"),
            ("1.234,56", "GBP 1234.56"),
            ("1 234 567,8 €", "EUR 1234567.80"),
            ("1'234.00 CHF", "CHF 1234.00"),
            ("EUR 100,-", "EUR 100.00"),
            ("£2.5bn", "GBP 2500000000.00"),
            ("$1.2 million", "USD 1200000.00"),
            ("US$ 3k", "USD 3000.00"),
            ("3k €", "EUR 3000.00"),
            ("¥1,000", "JPY 1000"),
            ("243648926.8", "GBP 243648926.80"),
            ("0.005", "GBP 0.01"),
            (".5", "GBP 0.50"),
            ("12,34,567.00", "GBP 1234567.00"),
            ("0", "GBP 0.00"),
            ("1.000 CHF", "CHF 1.00"),
            ("12,3 Mio. €", "EUR 12300000.00"),
            ("850 T€", "EUR 850000.00"),
            ("850 T €", "EUR 850000.00"),
            ("1,2 Mrd. EUR", "EUR 1200000000.00"),
            ("750 TEUR", "EUR 750000.00"),
            ("3 Mio €", "EUR 3000000.00"),
            ("₹ 12.5 crore", "INR 125000000.00"),
            ("₹12.5 Cr", "INR 125000000.00"),
            ("Rs. 5 lakh", "INR 500000.00"),
            ("Rs.5,000/-", "INR 5000.00"),
            ("12,34,567 INR", "INR 1234567.00"),
            ("5 L ₹", "INR 500000.00"),
            ("1 234,50 CHF", "CHF 1234.50"),
            ("12 EUR", "EUR 12.00"),
            ("1.234,567 KWD", "KWD 1234.567"),
            ("KWD 1234.567", "KWD 1234.567"),
            ("1234.567", "GBP 1234.57"),
            ("EGP 1,234", "EGP 1234.00"),
            ("VND 1,234,567", "VND 1234567"),
            ("$1.5MM", "USD 1500000.00"),
            ("R$ 2,5 milhões", "BRL 2500000.00"),
            ("2,5 M€", "EUR 2500000.00"),
            ("1,5 Md €", "EUR 1500000000.00"),
            ("2 mil milhões €", "EUR 2000000000.00"),
            ("15 miles de euros", "EUR 15000.00"),
            ("NOK 3 mill.", "NOK 3000000.00"),
            ("k€ 12", "EUR 12000.00"),
            ("EURm 3", "EUR 3000000.00"),
            ("+7", "GBP 7.00"),
            ("1.000.000,-", "GBP 1000000.00"),
            ("٣٬٠٠٠ EGP", "EGP 3000.00"),
        ] {
            check(text, pounds, expected);
        }
        let millions = AmountStyle { scale: Some(6), ..pounds };
        check("72.1", millions, "GBP 72100000.00");
        check("0.334", millions, "GBP 334000.00");
        check("19.24", millions, "GBP 19240000.00");
        check("£5bn", millions, "GBP 5000000000.00");
        let commas = AmountStyle { mark: Some(DecimalMark::Comma), ..pounds };
        check("1.234", commas, "GBP 1234.00");
        check("1,5", commas, "GBP 1.50");
        check("1,234", pounds, "GBP 1234.00");
    }

    #[test]
    fn what_is_no_amount_is_said_to_be_none() {
        let pounds = AmountStyle { currency: Some(Currency::GBP), ..AmountStyle::default() };
        for text in [
            "",
            "tbc",
            "n/a",
            "Exempt under Section 43 of the Freedom of Information Act 2000 (Commercial Interests)",
            "12%",
            "12 (est.)",
            "~5",
            "1-2",
            "12,3456,7",
            "2026-11-22",
            "75 days",
            "1.2.3",
            "12 5",
            "5 apples",
            "£",
            "1e6",
            "<5",
            "5+",
            "12 €/month",
            "12 XBT",
            "5 mil USD",
            "1,200 CR",
            "€ 850T",
        ] {
            assert_eq!(read_amount(text, pounds), Err(AmountFault::NoNumber), "{text}");
        }
        assert_eq!(read_amount("5", AmountStyle::default()), Err(AmountFault::NoCurrency));
        assert_eq!(read_amount("5 kr", AmountStyle::default()), Err(AmountFault::NoCurrency), "of which country?");
        assert_eq!(read_amount("5", AmountStyle { scale: None, ..pounds }), Err(AmountFault::NoUnit));
        let unknown = AmountStyle { mark: None, ..pounds };
        assert_eq!(read_amount("12.500", unknown), Err(AmountFault::TwoReadings));
        assert_eq!(read_amount("12,500", unknown), Err(AmountFault::TwoReadings));
        for plain in ["12.50", "1.234.567", "1 234", "0.125", "1234.567"] {
            assert!(read_amount(plain, unknown).is_ok(), "{plain}");
        }
        let asked = AmountStyle { currency_asked: true, ..AmountStyle::default() };
        assert_eq!(read_amount("5", asked.within(Some(Currency::GBP))), Err(AmountFault::NoCurrency));
        assert_eq!(read_amount("99999999999999999999", pounds), Err(AmountFault::TooLarge));
        assert_eq!(read_amount(&"9".repeat(400), pounds), Err(AmountFault::NoNumber));
    }

    #[test]
    fn what_is_rounded_is_said() {
        let pounds = AmountStyle { currency: Some(Currency::GBP), ..AmountStyle::default() };
        let read = |text: &str| read_exactly(text, pounds).map(|(money, is_rounded)| (money.minor, is_rounded));
        assert_eq!(read("1,000,000.005"), Ok((100_000_001, true)));
        assert_eq!(read("1000.0500"), Ok((100_005, false)));
    }

    #[test]
    fn whole_numbers() {
        for (text, number) in [
            ("3", Some(3)),
            ("1,234", Some(1234)),
            ("-18", Some(-18)),
            ("40 %", Some(40)),
            ("2.5", None),
            ("2.0", Some(2)),
            ("£3", None),
            ("3rd", None),
        ] {
            assert_eq!(read_whole(text, None), number, "{text}");
        }
    }
}
