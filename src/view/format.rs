//! How dates, amounts and counts read in British English. Integer arithmetic alone: writing floating point costs 20 kB of wasm.

use crate::domain::date::{Date, Moment};
use crate::domain::money::Money;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "9 Dec" in the year of `today`, else "9 Dec 2027".
pub fn day(date: Date, today: Date) -> String {
    let (year, month, day) = date.parts();
    let name = month.checked_sub(1).and_then(|at| MONTHS.get(at as usize)).copied().unwrap_or_default();
    if year == today.parts().0 { format!("{day} {name}") } else { format!("{day} {name} {year}") }
}

/// "9 Dec 2026".
pub fn full_day(date: Date) -> String {
    let (year, month, day) = date.parts();
    let name = month.checked_sub(1).and_then(|at| MONTHS.get(at as usize)).copied().unwrap_or_default();
    format!("{day} {name} {year}")
}

/// "9 Dec 2026, 14:05" where the clock is that many minutes ahead of UTC.
pub fn moment(moment: Moment, minutes_ahead: i64) -> String {
    let local = Moment(moment.0 + minutes_ahead * 60_000);
    let minutes = local.0.div_euclid(60_000).rem_euclid(1_440);
    format!("{}, {:02}:{:02}", full_day(Date::of_moment(local)), minutes / 60, minutes % 60)
}

/// "14:05" where the clock is that many minutes ahead of UTC.
pub fn time(moment: Moment, minutes_ahead: i64) -> String {
    let minutes = (moment.0 + minutes_ahead * 60_000).div_euclid(60_000).rem_euclid(1_440);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// "1 day", "12 days": a count with its noun, plural made with s.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(number as u64)) }
}

/// "1,234,567".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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
    match symbol(money.currency.code()) {
        Some(symbol) => format!("{sign}{symbol}{amount}"),
        None => format!("{sign}{} {amount}", money.currency.code()),
    }
}

/// The amount in full: "£1,959,000,000" or "£12.50"; minor units only where there are any.
pub fn money(money: Money) -> String {
    let per = money.currency.minor_per_major().unsigned_abs();
    let size = money.minor.unsigned_abs();
    let whole = grouped(size / per);
    let part = size % per;
    let digits = money.currency.minor_digits() as usize;
    let amount = if part == 0 { whole } else { format!("{whole}.{part:0digits$}") };
    with_currency(money, &amount)
}

/// The amount in short: "£1.96 bn", "£72.1 m", "£940 k", "£12".
pub fn money_short(money: Money) -> String {
    let size = money.minor.unsigned_abs() / money.currency.minor_per_major().unsigned_abs();
    let (unit, name) = match size {
        1_000_000_000.. => (1_000_000_000, " bn"),
        1_000_000.. => (1_000_000, " m"),
        10_000.. => (1_000, " k"),
        _ => (1, ""),
    };
    with_currency(money, &format!("{}{name}", three_digits(size, unit)))
}

/// `size / unit` with at most three digits that count, rounded half up; none after the point where it is 100 or more.
fn three_digits(size: u64, unit: u64) -> String {
    let hundredths = |decimals: u64| (size.saturating_mul(decimals).saturating_mul(2) + unit) / unit.saturating_mul(2);
    if unit == 1 || size / unit >= 100 {
        return grouped(hundredths(1));
    }
    let decimals = if size / unit >= 10 { 10 } else { 100 };
    let number = hundredths(decimals);
    let width = if decimals == 10 { 1 } else { 2 };
    let text = format!("{}.{:0width$}", number / decimals, number % decimals);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn amounts() {
        let pounds = |minor| Money { minor, currency: Currency::GBP };
        for (minor, full, short) in [
            (195_900_000_000, "£1,959,000,000", "£1.96 bn"),
            (7_210_000_000, "£72,100,000", "£72.1 m"),
            (94_000_000, "£940,000", "£940 k"),
            (1_250, "£12.50", "£12"),
            (-500_000, "−£5,000", "−£5,000"),
            (0, "£0", "£0"),
            (3_060_000_000_000, "£30,600,000,000", "£30.6 bn"),
        ] {
            assert_eq!((money(pounds(minor)).as_str(), money_short(pounds(minor)).as_str()), (full, short));
        }
        let krona = Money { minor: 150, currency: Currency::parse("SEK").unwrap() };
        assert_eq!(money(krona), "SEK 1.50");
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
}
