//! Amounts and numbers as people write them, read exactly and without floating point. Must not know columns.

use crate::domain::money::{Currency, Money};

/// Which character separates the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DecimalMark {
    /// 1,234.5
    #[default]
    Point,
    /// 1.234,5
    Comma,
}

/// How the amounts of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AmountStyle {
    /// Decimal mark.
    pub mark: DecimalMark,
    /// Power of ten by which the figures are to be multiplied: 6 for millions.
    pub scale: u32,
    /// Currency, where the cell names none.
    pub currency: Option<Currency>,
}

/// Why a cell is no amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountFault {
    /// It is no number.
    NoNumber,
    /// Neither cell, column nor workspace names a currency.
    NoCurrency,
    /// Too large.
    TooLarge,
}

/// Currencies known by code in cells and headings; other three-letter words are words.
pub const CODES: &str = "GBP EUR USD CHF JPY CNY AUD CAD NZD SEK NOK DKK PLN CZK HUF INR ZAR BRL SGD HKD AED SAR ILS TRY MXN \
                     KRW RON BGN ISK";
/// Longest run of digits that is read.
const LONGEST: usize = 24;

/// Reads an amount. What lies below the minor unit is rounded, halves away from zero.
pub fn read_amount(text: &str, style: AmountStyle) -> Result<Money, AmountFault> {
    let parts = Parts::of(text).ok_or(AmountFault::NoNumber)?;
    let number = read_number(parts.core, style.mark).ok_or(AmountFault::NoNumber)?;
    let around = Around::read(&parts).ok_or(AmountFault::NoNumber)?;
    if around.percent {
        return Err(AmountFault::NoNumber);
    }
    let currency = around.currency.or(style.currency).ok_or(AmountFault::NoCurrency)?;
    // "£5bn" in a column of millions means five billion.
    let power = around.scale.unwrap_or(style.scale) + currency.minor_digits();
    let minor = number.times_ten_to(power).and_then(|minor| i64::try_from(minor).ok()).ok_or(AmountFault::TooLarge)?;
    Ok(Money { minor: if around.negative { -minor } else { minor }, currency })
}

/// Reads a whole number; a percent sign behind it is left out.
pub fn read_whole(text: &str, mark: DecimalMark) -> Option<i64> {
    let parts = Parts::of(text)?;
    let around = Around::read(&parts)?;
    let number = read_number(parts.core, mark)?;
    let whole = number.times_ten_to(around.scale.unwrap_or(0))?;
    let part = 10i128.checked_pow(number.decimals.saturating_sub(around.scale.unwrap_or(0)))?;
    let is_whole = number.digits % part == 0 && around.currency.is_none();
    let whole = i64::try_from(whole).ok().filter(|_| is_whole)?;
    Some(if around.negative { -whole } else { whole })
}

/// The decimal mark that a cell proves.
pub fn proven_mark(text: &str) -> Option<DecimalMark> {
    let core = Parts::of(text)?.core;
    let count = |mark| core.matches(mark).count();
    let (points, commas) = (count('.'), count(','));
    let decimals = |mark| core.rsplit(mark).next().map_or(0, str::len);
    match (points, commas) {
        (1.., 1..) if core.rfind('.') > core.rfind(',') => Some(DecimalMark::Point),
        (1.., 1..) => Some(DecimalMark::Comma),
        (2.., 0) => Some(DecimalMark::Comma),
        (0, 2..) => Some(DecimalMark::Point),
        // No group of thousands begins with a naught.
        (1, 0) if decimals('.') != 3 || core.starts_with("0.") => Some(DecimalMark::Point),
        (0, 1) if decimals(',') != 3 || core.starts_with("0,") => Some(DecimalMark::Comma),
        _ => None,
    }
}

/// Scale and currency that a heading such as "Whole life cost (£m)" or "Budget in thousand EUR" gives.
pub fn heading_style(heading: &str) -> (u32, Option<Currency>) {
    let mut words: Vec<&str> = Vec::new();
    for word in heading.split(is_gap) {
        let mut rest = word;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| symbol(*letter).is_some()) {
            let (before, from) = rest.split_at(at);
            let (sign, after) = from.split_at(letter.len_utf8());
            words.extend([before, sign]);
            rest = after;
        }
        words.push(rest);
    }
    words.retain(|word| !word.is_empty());
    let currency_of =
        |word: &str| word.chars().next().and_then(symbol).or_else(|| code(word).filter(|_| is_upper(word)));
    let at = words.iter().position(|word| currency_of(word).is_some());
    let currency = at.and_then(|at| words.get(at)).and_then(|word| currency_of(word));
    let spelt = words.iter().filter(|word| word.len() > 4).find_map(|word| scale_of(word));
    // A single letter is a scale only beside a currency.
    let beside = at.and_then(|at| {
        let near = [at.checked_add(1), at.checked_sub(1)];
        near.into_iter().flatten().filter_map(|at| words.get(at)).find_map(|word| scale_of(word))
    });
    (spelt.or(beside).unwrap_or(0), currency)
}

/// Between the words of a heading. All letters beyond ASCII count as letters: their tables would cost more than they give.
pub(super) fn is_gap(letter: char) -> bool {
    letter == '\u{a0}' || letter.is_ascii() && !letter.is_ascii_alphanumeric() && letter != '$'
}

fn is_upper(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn symbol(letter: char) -> Option<Currency> {
    match letter {
        '£' => Some(Currency::GBP),
        '€' => Some(Currency::EUR),
        '$' => Some(Currency::USD),
        '¥' => Currency::parse("JPY"),
        '₹' => Currency::parse("INR"),
        _ => None,
    }
}

fn code(word: &str) -> Option<Currency> {
    let known = CODES.split_whitespace().find(|known| known.eq_ignore_ascii_case(word));
    known.and_then(Currency::parse)
}

fn scale_of(word: &str) -> Option<u32> {
    let is = |words: &str| words.split(' ').any(|known| known.eq_ignore_ascii_case(word));
    if is("k thousand thousands tsd 000 000s") {
        Some(3)
    } else if is("m mn mio mln million millions") {
        Some(6)
    } else if is("b bn mrd billion billions") {
        Some(9)
    } else {
        None
    }
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
        // A decimal mark right before the digits belongs to them: ".5".
        let first = if text.get(..first).is_some_and(|before| before.ends_with('.')) { first - 1 } else { first };
        Some(Self { before: text.get(..first)?, core: text.get(first..last)?, after: text.get(last..)? })
    }
}

/// What stands around the digits.
#[derive(Default)]
struct Around {
    negative: bool,
    percent: bool,
    scale: Option<u32>,
    currency: Option<Currency>,
}

impl Around {
    /// `None` if there is anything that belongs to no amount.
    fn read(parts: &Parts) -> Option<Self> {
        let mut around = Self::default();
        let (before, after) =
            match (parts.before.trim_start().strip_prefix('('), parts.after.trim_end().strip_suffix(')')) {
                (Some(before), Some(after)) => {
                    around.negative = true;
                    (before, after)
                }
                _ => (parts.before, parts.after),
            };
        // "100,-" and "100.–" are whole amounts.
        let after =
            ["-", "–", "—"].iter().find_map(|dash| after.strip_prefix([',', '.'])?.strip_prefix(dash)).unwrap_or(after);
        for side in [before, after] {
            let mut rest = side.trim();
            while let Some(letter) = rest.chars().next() {
                let length = match letter {
                    '-' | '−' | '–' => {
                        around.negative = true;
                        letter.len_utf8()
                    }
                    '+' | ' ' | '\u{a0}' => letter.len_utf8(),
                    '%' => {
                        around.percent = true;
                        1
                    }
                    _ if symbol(letter).is_some() => {
                        around.currency = symbol(letter);
                        letter.len_utf8()
                    }
                    _ => around.word(rest)?,
                };
                rest = rest.get(length..)?;
            }
        }
        Some(around)
    }

    /// Takes in the word at the start; gives its length, `None` if it is neither scale nor currency.
    fn word(&mut self, rest: &str) -> Option<usize> {
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..length)?;
        if let Some(scale) = scale_of(word) {
            self.scale = Some(scale);
        } else if let Some(currency) = code(word) {
            self.currency = Some(currency);
        } else if !word.eq_ignore_ascii_case("us") {
            return None;
        }
        (length > 0).then_some(length)
    }
}

/// Digits and how many of them are decimals.
struct Number {
    digits: i128,
    decimals: u32,
}

impl Number {
    /// The number times that power of ten, rounded to a whole, halves up. The number is never negative here.
    fn times_ten_to(&self, power: u32) -> Option<i128> {
        match power.checked_sub(self.decimals) {
            Some(more) => self.digits.checked_mul(10i128.checked_pow(more)?),
            None => {
                let divisor = 10i128.checked_pow(self.decimals - power)?;
                Some((self.digits + divisor / 2) / divisor)
            }
        }
    }
}

/// Reads digits with marks between, `None` if they are not grouped as numbers are.
fn read_number(core: &str, mark: DecimalMark) -> Option<Number> {
    // What the cell itself proves counts more than what holds for its column.
    let mark = match proven_mark(core).unwrap_or(mark) {
        DecimalMark::Point => '.',
        DecimalMark::Comma => ',',
    };
    let (whole, decimals) = core.rsplit_once(mark).unwrap_or((core, ""));
    let grouping = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', if mark == '.' { ',' } else { '.' }];
    let groups: Vec<&str> = whole.split(grouping).collect();
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = groups.len() == 1
        || groups.iter().enumerate().all(|(at, group)| match at {
            0 => (1..=3).contains(&group.len()),
            // Lakhs are grouped by two, the last three by three.
            at if at + 1 < groups.len() => (2..=3).contains(&group.len()),
            _ => group.len() == 3,
        });
    if !grouped || !plain(decimals) || !groups.iter().all(|group| plain(group)) {
        return None;
    }
    let digits = groups.concat() + decimals;
    if digits.is_empty() || digits.len() > LONGEST {
        return None;
    }
    Some(Number { digits: digits.parse().ok()?, decimals: decimals.len() as u32 })
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
        ] {
            check(text, pounds, expected);
        }
        let millions = AmountStyle { scale: 6, ..pounds };
        check("72.1", millions, "GBP 72100000.00");
        check("0.334", millions, "GBP 334000.00");
        check("19.24", millions, "GBP 19240000.00");
        check("£5bn", millions, "GBP 5000000000.00");
        let commas = AmountStyle { mark: DecimalMark::Comma, ..pounds };
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
        ] {
            assert_eq!(read_amount(text, pounds), Err(AmountFault::NoNumber), "{text}");
        }
        assert_eq!(read_amount("5", AmountStyle::default()), Err(AmountFault::NoCurrency));
        assert_eq!(read_amount("99999999999999999999", pounds), Err(AmountFault::TooLarge));
        assert_eq!(read_amount(&"9".repeat(400), pounds), Err(AmountFault::NoNumber));
    }

    #[test]
    fn headings_give_scale_and_currency() {
        for (heading, scale, currency) in [
            ("TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)", 6, "GBP"),
            ("Budget", 0, ""),
            ("Cost (USD)", 0, "USD"),
            ("Budget in thousand EUR", 3, "EUR"),
            ("Spend £'000", 3, "GBP"),
            ("Budget €bn", 9, "EUR"),
            ("Cost in $ millions", 6, "USD"),
            ("Kosten (Mio. EUR)", 6, "EUR"),
            ("K factor", 0, ""),
            ("Try it", 0, ""),
        ] {
            let (read, money) = heading_style(heading);
            assert_eq!(
                (read, money.map(|c| c.to_string()).unwrap_or_default().as_str()),
                (scale, currency),
                "{heading}"
            );
        }
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
            assert_eq!(read_whole(text, DecimalMark::Point), number, "{text}");
        }
    }
}
