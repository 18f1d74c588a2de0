//! Calendar dates and moments. Owns their text forms; must not know what day it is.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A calendar date without time or zone, years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(NaiveDate);

impl Date {
    /// The date, if that day exists in a year from 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads `2026-11-22`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            let digits = text.get(range)?;
            if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
        };
        Self::new(number(0..4)? as i32, number(5..7)?, number(8..10)?)
    }

    /// Year, month 1 to 12, day 1 to 31.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Calendar days from `earlier` to this date; negative if this one is earlier.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The date that many calendar days later (earlier if negative), kept within years 1 to 9999.
    pub fn plus_days(self, days: i64) -> Self {
        let moved = chrono::TimeDelta::try_days(days).and_then(|d| self.0.checked_add_signed(d)).map(Self);
        moved.filter(|d| (1..=9999).contains(&d.0.year())).unwrap_or(self)
    }

    /// The same day that many months later, the last of the month where it has no such day; kept within years 1 to 9999.
    pub fn plus_months(self, months: u32) -> Self {
        let moved = self.0.checked_add_months(chrono::Months::new(months)).map(Self);
        moved.filter(|d| (1..=9999).contains(&d.0.year())).unwrap_or(self)
    }

    /// The Monday of its week.
    pub fn monday(self) -> Self {
        self.plus_days(-i64::from(self.0.weekday().num_days_from_monday()))
    }

    /// The date of a moment in UTC.
    pub fn of_moment(moment: Moment) -> Self {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default();
        Self(epoch).plus_days(moment.0.div_euclid(86_400_000))
    }
}

/// How far the clock of a place is ahead of UTC at a moment, in minutes. Summer and winter differ: it is asked for each moment anew.
pub type Zone = fn(Moment) -> i64;

impl Moment {
    /// The same moment as the clock of the place shows it, as if that were UTC.
    pub fn local(self, zone: Zone) -> Self {
        Self(self.0.saturating_add(zone(self).saturating_mul(60_000)))
    }

    /// The day it is at the place at this moment.
    pub fn day(self, zone: Zone) -> Date {
        Date::of_moment(self.local(zone))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A moment: milliseconds since 1970 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Moment(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_text_round_trips_and_bad_text_is_refused() {
        for text in ["2024-02-29", "0001-01-01", "9999-12-31", "2026-11-22"] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in [
            "2023-02-29",
            "2026-13-01",
            "26-11-22",
            "2026-1-22",
            "2026-11-22 ",
            "+026-11-22",
            "0000-01-01",
            "é026-11-2",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_at_a_place_goes_by_the_clock_of_that_moment() {
        let at = |text: &str, hour: i64| {
            Moment((Date::parse(text).unwrap().days_since(Date::of_moment(Moment(0))) * 24 + hour) * 3_600_000)
        };
        // Summer time from the last Sunday of March to that of October.
        let london: Zone = |moment| if (1_774_746_000_000..1_792_890_000_000).contains(&moment.0) { 60 } else { 0 };
        let (kiritimati, los_angeles): (Zone, Zone) = (|_| 14 * 60, |_| -8 * 60);
        for (zone, moment, day) in [
            (london, at("2026-07-01", 23), "2026-07-02"),
            (london, at("2026-11-22", 23), "2026-11-22"),
            (kiritimati, at("2026-12-31", 10), "2027-01-01"),
            (los_angeles, at("2026-11-23", 2), "2026-11-22"),
        ] {
            assert_eq!(moment.day(zone).to_string(), day);
        }
    }

    #[test]
    fn days_between() {
        let date = |t| Date::parse(t).unwrap();
        assert_eq!(date("2024-03-01").days_since(date("2024-02-28")), 2);
        assert_eq!(date("2024-02-28").plus_days(2), date("2024-03-01"));
        assert_eq!(date("9999-12-31").plus_days(1), date("9999-12-31"));
        let mondays =
            ["2026-11-29", "2026-11-30", "2026-12-06", "2026-12-07"].map(|text| date(text).monday().to_string());
        assert_eq!(mondays, ["2026-11-23", "2026-11-30", "2026-11-30", "2026-12-07"]);
        assert_eq!(Date::of_moment(Moment(-1)), date("1969-12-31"));
        assert_eq!(Date::of_moment(Moment(1_795_305_600_000)), date("2026-11-22"));
    }
}
