//! How dates, amounts and counts read: as the locale writes them, with words in English. Integer arithmetic alone: writing floating
//! point costs 20 kB of wasm. Must not know where the style of a locale comes from.

use crate::domain::date::{Date, Moment};
pub use crate::domain::digits::grouped;
use crate::domain::digits::{self, Digits};
use crate::domain::money::Money;
use crate::domain::totals::{Over, percent_over};
use std::cell::RefCell;

/// A piece of a date as the locale writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// The day.
    Day,
    /// The day with two digits.
    Day2,
    /// The month, by its short name.
    Month,
    /// The year.
    Year,
    /// What stands between.
    Text(String),
}

/// How dates, times and amounts are written. The page asks the browser once for the locale that the workspace has chosen; until
/// then, and outside a browser, it is British English.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Short names of the months, as they stand in a date.
    pub months: [String; 12],
    /// A date with its year.
    pub full: Vec<Piece>,
    /// A date without it.
    pub short: Vec<Piece>,
    /// What stands between hours and minutes.
    pub clock: String,
    /// "am" and "pm" where the day has twice twelve hours.
    pub halves: Option<[String; 2]>,
    /// Whether the hour has two digits always.
    pub padded: bool,
    /// Whether the currency stands before the amount.
    pub currency_first: bool,
    /// What stands between a sign such as € and its amount.
    pub currency_gap: String,
}

impl Style {
    /// "9 Dec 2026, 14:05" and "£12.50".
    pub fn british() -> Self {
        let text = |text: &str| Piece::Text(text.to_owned());
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        Self {
            months: months.map(str::to_owned),
            full: vec![Piece::Day, text(" "), Piece::Month, text(" "), Piece::Year],
            short: vec![Piece::Day, text(" "), Piece::Month],
            clock: ":".to_owned(),
            halves: None,
            padded: true,
            currency_first: true,
            currency_gap: String::new(),
        }
    }
}

thread_local! {
    static STYLE: RefCell<Style> = RefCell::new(Style::british());
}

/// Sets how dates, times, amounts and numbers are written from now on.
pub fn set_style(style: Style, digits: Digits) {
    STYLE.set(style);
    digits::set(digits);
}

fn date_of(date: Date, style: &Style, pieces: &[Piece]) -> String {
    let (year, month, day) = date.parts();
    let mut text = String::with_capacity(12);
    for piece in pieces {
        match piece {
            Piece::Day2 if day < 10 => text.extend(["0", &day.to_string()]),
            Piece::Day | Piece::Day2 => text.push_str(&day.to_string()),
            Piece::Month => {
                let name = month.checked_sub(1).and_then(|at| style.months.get(at as usize));
                text.push_str(name.map_or("", String::as_str));
            }
            Piece::Year => text.push_str(&year.to_string()),
            Piece::Text(words) => text.push_str(words),
        }
    }
    text
}

/// "9 Dec" in the year of `today`, else "9 Dec 2027".
pub fn day(date: Date, today: Date) -> String {
    if date.parts().0 != today.parts().0 {
        return full_day(date);
    }
    STYLE.with_borrow(|style| date_of(date, style, &style.short))
}

/// "9 Dec 2026".
pub fn full_day(date: Date) -> String {
    STYLE.with_borrow(|style| date_of(date, style, &style.full))
}

/// "9 Dec 2026, 14:05" where the clock is that many minutes ahead of UTC.
pub fn moment(moment: Moment, minutes_ahead: i64) -> String {
    let local = Moment(moment.0 + minutes_ahead * 60_000);
    [&full_day(Date::of_moment(local)), ", ", &time(moment, minutes_ahead)].concat()
}

/// "14:05" where the clock is that many minutes ahead of UTC.
pub fn time(moment: Moment, minutes_ahead: i64) -> String {
    let minutes = (moment.0 + minutes_ahead * 60_000).div_euclid(60_000).rem_euclid(1_440);
    STYLE.with_borrow(|style| {
        let (hour, minute) = (minutes / 60, minutes % 60);
        let (hour, half) = match &style.halves {
            Some([am, pm]) => ((hour + 11) % 12 + 1, [" ", if hour < 12 { am } else { pm }].concat()),
            None => (hour, String::new()),
        };
        let zero = |number: i64, padded: bool| if padded && number < 10 { "0" } else { "" };
        let (hour, minute) = ((zero(hour, style.padded), hour.to_string()), (zero(minute, true), minute.to_string()));
        [hour.0, &hour.1, &style.clock, minute.0, &minute.1, &half].concat()
    })
}

/// "1 day", "12 days": a count with its noun, plural made with s.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(number as u64)) }
}

/// A number with one digit after the point.
pub fn tenths(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    [sign, &grouped(whole), &digits::current().point.to_string(), &rest.to_string()].concat()
}

fn symbol(code: &str) -> Option<&'static str> {
    match code {
        "GBP" => Some("£"),
        "EUR" => Some("€"),
        "USD" => Some("$"),
        "JPY" => Some("¥"),
        _ => None,
    }
}

fn with_currency(money: Money, amount: &str) -> String {
    let sign = if money.minor < 0 { "−" } else { "" };
    let code = money.currency.code();
    STYLE.with_borrow(|style| {
        let gap = &*style.currency_gap;
        match (symbol(code), style.currency_first) {
            (Some(symbol), true) => [sign, symbol, gap, amount].concat(),
            (Some(symbol), false) => [sign, amount, gap, symbol].concat(),
            (None, true) => [sign, code, " ", amount].concat(),
            (None, false) => [sign, amount, "\u{a0}", code].concat(),
        }
    })
}

/// What stands before the decimals.
fn point() -> String {
    digits::current().point.to_string()
}

/// The amount in full: "£1,959,000,000" or "£12.50"; minor units only where there are any.
pub fn money(money: Money) -> String {
    let per = money.currency.minor_per_major().unsigned_abs();
    let size = money.minor.unsigned_abs();
    let whole = grouped(size / per);
    let part = size % per;
    let digits = money.currency.minor_digits() as usize;
    let amount = if part == 0 { whole } else { format!("{whole}{}{part:0digits$}", point()) };
    with_currency(money, &amount)
}

/// The amount in short: "£1.96bn", "£72.1m", "£940k", "£13". Rounded, never cut; what is less than ten is told in full.
pub fn money_short(money: Money) -> String {
    let per = money.currency.minor_per_major().unsigned_abs();
    let minor = money.minor.unsigned_abs();
    if minor < 10 * per {
        return self::money(money);
    }
    // The unit follows from the rounded figure: 999,999 is a million, never a thousand thousands.
    let mut unit = (1, "");
    for next in [(1_000, "k"), (1_000_000, "m"), (1_000_000_000, "bn"), (1_000_000_000_000, " tn")] {
        // Four digits before the point are still easy to read in full.
        let most = if unit.0 == 1 { 10_000 } else { 1_000 };
        if rounded(minor, u128::from(per) * unit.0, 1) < most {
            break;
        }
        unit = next;
    }
    let (whole, part) = match unit.0 {
        1 => (rounded(minor, u128::from(per), 1), String::new()),
        _ => significant(minor, u128::from(per) * unit.0),
    };
    let whole = grouped(u64::try_from(whole).unwrap_or(u64::MAX));
    let mark = if part.is_empty() { String::new() } else { point() };
    with_currency(money, &[&whole, &*mark, &part, unit.1].concat())
}

/// `size / unit` in parts of `parts`, rounded half up.
fn rounded(size: u64, unit: u128, parts: u128) -> u128 {
    (u128::from(size) * parts * 2 + unit) / (unit * 2)
}

/// `size / unit` with at most three digits that count: those before the point, and those after it.
fn significant(size: u64, unit: u128) -> (u128, String) {
    let decimals = match rounded(size, unit, 1) {
        100.. => return (rounded(size, unit, 1), String::new()),
        10.. => 10,
        _ => 100,
    };
    let number = rounded(size, unit, decimals);
    let width = if decimals == 10 { 1 } else { 2 };
    let part = format!("{:0width$}", number % decimals);
    (number / decimals, part.trim_end_matches('0').to_owned())
}

/// "16%", "−2%": by how much something is above another, with a sign. Only what is equal reads 0.
pub fn percent(over: Over) -> String {
    let size = grouped(over.percent.unsigned_abs());
    match (over.percent, over.hundredths) {
        (0, 1..) => "under 1%".to_owned(),
        (0, ..=-1) => "under 1% less".to_owned(),
        (..=-1, _) => ["−", &size, "%"].concat(),
        _ => [&size, "%"].concat(),
    }
}

/// "16% over", "2% under": the same in words; `None` for what is equal.
pub fn percent_words(over: Over) -> Option<String> {
    let size = grouped(over.percent.unsigned_abs());
    match (over.percent, over.hundredths) {
        (_, 0) => None,
        (0, 1..) => Some("under 1% over".to_owned()),
        (0, _) => Some("less than 1% under".to_owned()),
        (1.., _) => Some([&size, "% over"].concat()),
        _ => Some([&size, "% under"].concat()),
    }
}

/// "54%": a part of a whole. Reads 0 only for nothing and 100 only for all of it.
pub fn share(part: Money, whole: Money) -> Option<String> {
    let over = percent_over(whole, part)?;
    Some(match (over.percent + 100, over.hundredths) {
        (100, ..=-1) => "over 99%".to_owned(),
        (100, 1..) => "over 100%".to_owned(),
        (0, _) if part.minor > 0 => "under 1%".to_owned(),
        (percent, _) => percent_of(percent),
    })
}

fn percent_of(percent: i64) -> String {
    let sign = if percent < 0 { "−" } else { "" };
    [sign, &grouped(percent.unsigned_abs()), "%"].concat()
}

/// "today", "yesterday", "12 days ago", "in 3 days".
pub fn days_from_now(date: Date, today: Date) -> String {
    match date.days_since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead @ 2.. => format!("in {}", count(ahead.unsigned_abs() as usize, "day")),
        ago => format!("{} ago", count(ago.unsigned_abs() as usize, "day")),
    }
}

/// How long that is, as people say it: "12 days", "7 months", "2 years".
pub fn span(days: i64) -> String {
    let number = |days: i64, of: i64| usize::try_from((days + of / 2) / of).unwrap_or_default();
    match days {
        ..60 => count(number(days, 1), "day"),
        // A month has 30.44 days.
        60..730 => count(number(days * 100, 3_044), "month"),
        _ => count(number(days * 100, 36_525), "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn spans() {
        for (days, words) in [(1, "1 day"), (59, "59 days"), (60, "2 months"), (220, "7 months"), (729, "24 months")] {
            assert_eq!(span(days), words);
        }
        assert_eq!((span(731), span(1_100)), ("2 years".to_owned(), "3 years".to_owned()));
    }

    #[test]
    fn amounts() {
        let pounds = |minor| Money { minor, currency: Currency::GBP };
        for (minor, full, short) in [
            (195_900_000_000, "£1,959,000,000", "£1.96bn"),
            (7_210_000_000, "£72,100,000", "£72.1m"),
            (94_000_000, "£940,000", "£940k"),
            (1_250, "£12.50", "£13"),
            (1_299, "£12.99", "£13"),
            (40, "£0.40", "£0.40"),
            (123_456, "£1,234.56", "£1,235"),
            (-500_000, "−£5,000", "−£5,000"),
            (0, "£0", "£0"),
            (999_949, "£9,999.49", "£9,999"),
            (999_950, "£9,999.50", "£10k"),
            (99_994_900, "£999,949", "£1m"),
            (99_949_900, "£999,499", "£999k"),
            (99_999_900, "£999,999", "£1m"),
            (99_999_999_999, "£999,999,999.99", "£1bn"),
            (99_950_000_000_000, "£999,500,000,000", "£1 tn"),
            (i64::MIN, "−£92,233,720,368,547,758.08", "−£92,234 tn"),
            (3_060_000_000_000, "£30,600,000,000", "£30.6bn"),
        ] {
            assert_eq!((money(pounds(minor)).as_str(), money_short(pounds(minor)).as_str()), (full, short));
        }
        let krona = Money { minor: 150, currency: Currency::parse("SEK").unwrap() };
        assert_eq!(money(krona), "SEK 1.50");
    }

    #[test]
    fn percents_read_nothing_and_all_only_where_it_is_so() {
        let pounds = |minor| Money { minor, currency: Currency::GBP };
        for (actual, signed, words, share_of) in [
            (0, "−100%", Some("100% under"), "0%"),
            (1, "−100%", Some("100% under"), "under 1%"),
            (99_600, "under 1% less", Some("less than 1% under"), "over 99%"),
            (100_000, "0%", None, "100%"),
            (100_400, "under 1%", Some("under 1% over"), "over 100%"),
            (154_000, "54%", Some("54% over"), "154%"),
            (98_000, "−2%", Some("2% under"), "98%"),
        ] {
            let over = percent_over(pounds(100_000), pounds(actual)).unwrap();
            let percent_of_spent = share(pounds(actual), pounds(100_000)).unwrap();
            assert_eq!(
                (percent(over).as_str(), percent_words(over).as_deref(), percent_of_spent.as_str()),
                (signed, words, share_of)
            );
        }
        assert_eq!(share(pounds(5), pounds(0)), None);
    }

    #[test]
    fn days_and_moments() {
        let date = |t: &str| Date::parse(t).unwrap();
        assert_eq!(day(date("2026-12-09"), date("2026-01-01")), "9 Dec");
        assert_eq!(day(date("2027-01-15"), date("2026-01-01")), "15 Jan 2027");
        assert_eq!(moment(Moment(1_795_305_600_000 - 60_000), 60), "22 Nov 2026, 00:59");
        assert_eq!(days_from_now(date("2026-11-20"), date("2026-11-22")), "2 days ago");
        assert_eq!(count(1, "project"), "1 project");
        assert_eq!(count(1_252, "report"), "1,252 reports");
    }

    #[test]
    fn as_another_locale_writes_it() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let german = Style {
            full: vec![Piece::Day2, text(". "), Piece::Month, text(" "), Piece::Year],
            short: vec![Piece::Day2, text(". "), Piece::Month],
            currency_first: false,
            currency_gap: "\u{a0}".to_owned(),
            ..Style::british()
        };
        let comma = Digits { group: '.', point: ',', ..Digits::BRITISH };
        set_style(german, comma);
        let date = |t: &str| Date::parse(t).unwrap();
        let euros = |minor| Money { minor, currency: Currency::EUR };
        assert_eq!(day(date("2026-12-09"), date("2026-01-01")), "09. Dec");
        assert_eq!(full_day(date("2026-12-19")), "19. Dec 2026");
        assert_eq!(money(euros(-123_456_750)), "−1.234.567,50\u{a0}€");
        assert_eq!(money_short(euros(195_900_000_000)), "1,96bn\u{a0}€");
        assert_eq!(money(Money { minor: 150, currency: Currency::parse("SEK").unwrap() }), "1,50\u{a0}SEK");
        assert_eq!(count(1_252, "report"), "1.252 reports");
        let american = Style { halves: Some(["AM".to_owned(), "PM".to_owned()]), padded: false, ..Style::british() };
        set_style(american, Digits::BRITISH);
        let at = |hour: i64, minute: i64| time(Moment((hour * 60 + minute) * 60_000), 0);
        assert_eq!([at(0, 5), at(9, 30), at(12, 0), at(23, 59)], ["12:05 AM", "9:30 AM", "12:00 PM", "11:59 PM"]);
        set_style(Style::british(), Digits::BRITISH);
        assert_eq!((at(0, 5), at(23, 59)), ("00:05".to_owned(), "23:59".to_owned()));
    }
}
