//! Dates as people and programs write them. Says when day and month cannot be told apart; must not know columns.

use super::months::{is_weekday, month_named};
use crate::domain::date::Date;

/// Which of two numbers comes first in dates such as 3/4/2026.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

impl DateOrder {
    /// Stored name.
    pub fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day",
            Self::MonthFirst => "month",
        }
    }

    /// The order of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst].into_iter().find(|order| order.name() == name)
    }
}

/// What a cell says of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateCell {
    /// A date.
    Date(Date),
    /// A date, if one knew which number is the month.
    Ambiguous,
    /// No date.
    No,
}

/// Whether a date stands for none, as programs write an open end or an empty cell: 31/12/9999, 1900-01-01.
pub fn stands_for_none(date: Date) -> bool {
    let (year, month, day) = date.parts();
    !(1950..2200).contains(&year) || (year, month, day) == (2099, 12, 31)
}

/// The minute of the day of a moment given by UTC; none for dates without one, and for moments at other zones.
pub fn minute_by_utc(text: &str) -> Option<u32> {
    let text = text.trim();
    let bare = ["Z", "z", "+00:00", "+0000", "+00"].iter().find_map(|end| text.strip_suffix(end))?;
    let (_, time) = bare.rsplit_once(['T', 't', ' '])?;
    let mut parts = time.split(':');
    let mut number = || parts.next().and_then(|part| part.get(..2)).and_then(|part| part.parse::<u32>().ok());
    let (hour, minute, second) = (number()?, number()?, number().unwrap_or(0));
    (hour < 24 && minute < 60 && second == 0).then_some(hour * 60 + minute)
}

/// Reads a cell. A time of day behind the date is left out.
pub fn read_date(text: &str, order: Option<DateOrder>) -> DateCell {
    match parse(text) {
        Some(Written::Clear(date)) => date.map_or(DateCell::No, DateCell::Date),
        Some(Written::Numbers { first, second, year }) => {
            let day_first = Date::new(year, second, first);
            let month_first = Date::new(year, first, second);
            match (day_first, month_first, order) {
                (Some(date), None, _) | (None, Some(date), _) => DateCell::Date(date),
                (Some(date), Some(same), _) if date == same => DateCell::Date(date),
                (Some(date), Some(_), Some(DateOrder::DayFirst)) => DateCell::Date(date),
                (Some(_), Some(date), Some(DateOrder::MonthFirst)) => DateCell::Date(date),
                (Some(_), Some(_), None) => DateCell::Ambiguous,
                (None, None, _) => DateCell::No,
            }
        }
        None => DateCell::No,
    }
}

/// The order that a cell proves: one of its two numbers can be no month.
pub fn proven_order(text: &str) -> Option<DateOrder> {
    let Some(Written::Numbers { first, second, year }) = parse(text) else { return None };
    match (Date::new(year, second, first), Date::new(year, first, second)) {
        (Some(_), None) => Some(DateOrder::DayFirst),
        (None, Some(_)) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

enum Written {
    /// Only one reading; no date if that day does not exist.
    Clear(Option<Date>),
    /// Day and month by number, in either order.
    Numbers { first: u32, second: u32, year: i32 },
}

fn parse(text: &str) -> Option<Written> {
    let text = without_time(text.trim())?;
    let separators = [' ', '/', '-', '.', ',', '\u{a0}', '\u{202f}'];
    // "3 de marzo de 2026".
    let says = |part: &&str| !part.is_empty() && !matches!(*part, "de" | "del" | "of" | "º");
    let mut parts: Vec<&str> = text.split(separators).filter(says).collect();
    // A day of the week in front says nothing more.
    if parts.len() == 4 && parts.first().is_some_and(|day| is_weekday(day)) {
        parts.remove(0);
    }
    match parts.as_slice() {
        [one] if one.len() == 8 => {
            let number = digits(one)?;
            let year = (number / 10_000) as i32;
            (1900..2100).contains(&year).then(|| Written::Clear(Date::new(year, number / 100 % 100, number % 100)))
        }
        [year, month, day] if year.len() == 4 && digits(year).is_some() => {
            let month = digits(month).or_else(|| month_named(month))?;
            Some(Written::Clear(Date::new(digits(year)? as i32, month, short(day)?)))
        }
        [first, second, last] => {
            let year = year(last)?;
            if let Some(month) = month_named(second) {
                return Some(Written::Clear(Date::new(year, month, short(ordinal(first))?)));
            }
            if let Some(month) = month_named(first) {
                return Some(Written::Clear(Date::new(year, month, short(ordinal(second))?)));
            }
            let (first, second) = (short(first)?, short(second)?);
            // With points only the day stands first, wherever points are used.
            if text.contains('.') {
                return Some(Written::Clear(Date::new(year, second, first)));
            }
            Some(Written::Numbers { first, second, year })
        }
        _ => None,
    }
}

/// Cuts off a time of day; `None` if what follows the date is none.
fn without_time(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let Some(colon) = bytes.iter().position(|byte| *byte == b':') else { return Some(text) };
    let hour = bytes.get(..colon)?.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = colon.checked_sub(hour + 1)?;
    let is_time = |letter: char| letter.is_ascii_digit() || ":.+-Z APMapm\u{a0}\u{202f}".contains(letter);
    let after = text.get(start + 1..)?;
    let fits =
        matches!(bytes.get(start), Some(b' ' | b'T' | b',')) && (1..=2).contains(&hour) && after.chars().all(is_time);
    if fits { text.get(..start) } else { None }
}

fn digits(text: &str) -> Option<u32> {
    let plain = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn short(text: &str) -> Option<u32> {
    if text.len() <= 2 { digits(text) } else { None }
}

/// Two digits mean 1969 to 2068.
fn year(text: &str) -> Option<i32> {
    let number = digits(text)? as i32;
    match text.len() {
        4 => Some(number),
        2 if number < 69 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// `22nd` without its ending, `1er` and `1º` as well.
fn ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th", "er", "º", "°"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        for (text, iso) in [
            ("2026-11-22", "2026-11-22"),
            ("2026-11-22T00:00:00Z", "2026-11-22"),
            ("2026-11-22 13:45:10.123", "2026-11-22"),
            ("2026/1/2", "2026-01-02"),
            ("20261122", "2026-11-22"),
            ("22.11.2026", "2026-11-22"),
            ("3.4.26", "2026-04-03"),
            ("22/11/2026", "2026-11-22"),
            ("11/22/2026", "2026-11-22"),
            ("9/18/2005", "2005-09-18"),
            ("9/30/2013 0:00", "2013-09-30"),
            ("4/4/2026", "2026-04-04"),
            ("22 Nov 2026", "2026-11-22"),
            ("22-Nov-26", "2026-11-22"),
            ("1st September 2026", "2026-09-01"),
            ("November 22, 2026", "2026-11-22"),
            ("07/Jan/25 1:05 PM", "2025-01-07"),
            ("Tue 07/15/03", "2003-07-15"),
            ("Sunday, 22 November 2026", "2026-11-22"),
            ("22 Nov 69", "1969-11-22"),
            ("1. März 2026", "2026-03-01"),
            ("07/Jän/26 1:05 PM", "2026-01-07"),
            ("1er août 2026", "2026-08-01"),
            ("lundi 2 févr. 2026", "2026-02-02"),
            ("3 de marzo de 2026", "2026-03-03"),
            ("1.º de março de 2026", "2026-03-01"),
            ("1º gennaio 2026", "2026-01-01"),
            ("12-mrt-2026", "2026-03-12"),
            ("07/dic/25 1:05\u{202f}p.\u{a0}m.", "2025-12-07"),
        ] {
            assert_eq!(read_date(text, None), DateCell::Date(Date::parse(iso).unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        for text in [
            "",
            "tbc",
            "2026",
            "Q3 2026",
            "Nov 2026",
            "31/31/2026",
            "2026-02-30",
            "1.13.2026",
            "43831",
            "3561",
            "12:30",
            "2026-11-22 or later",
            "ARMP adjustments - Project not yet in a position",
            "1/2/123",
            "é/ü/2026",
            "1-2",
            "2026-11-22:",
            ":",
            "10.5",
            "99999999",
        ] {
            assert_eq!(read_date(text, Some(DateOrder::DayFirst)), DateCell::No, "{text}");
        }
    }

    #[test]
    fn moments_by_utc_and_days_that_stand_for_none() {
        for (text, minute) in [
            ("2025-12-31T23:00:00Z", Some(1380)),
            ("2026-06-30T22:00:00.000Z", Some(1320)),
            ("2026-06-30 18:30+00:00", Some(1110)),
            ("2026-06-30T00:00:00Z", Some(0)),
            ("2026-06-30T23:59:59Z", None),
            ("2017-06-01T00:00:00-07:00", None),
            ("2026-06-30", None),
            ("Z", None),
        ] {
            assert_eq!(minute_by_utc(text), minute, "{text}");
        }
        let none = |text| stands_for_none(Date::parse(text).unwrap());
        assert!(none("9999-12-31") && none("1900-01-01") && none("0001-01-01") && none("2099-12-31"));
        assert!(!none("1969-11-22") && !none("2099-12-30") && !none("2125-04-01"));
    }

    #[test]
    fn day_and_month_are_told_apart_or_not() {
        assert_eq!(read_date("3/4/2026", None), DateCell::Ambiguous);
        let read = |order| read_date("3/4/2026 0:00", Some(order));
        assert_eq!(read(DateOrder::DayFirst), DateCell::Date(Date::new(2026, 4, 3).unwrap()));
        assert_eq!(read(DateOrder::MonthFirst), DateCell::Date(Date::new(2026, 3, 4).unwrap()));
        assert_eq!(proven_order("13/4/2026"), Some(DateOrder::DayFirst));
        assert_eq!(proven_order("4/13/2026"), Some(DateOrder::MonthFirst));
        assert_eq!(proven_order("4/5/2026"), None);
        assert_eq!(proven_order("2026-04-13"), None);
    }
}
