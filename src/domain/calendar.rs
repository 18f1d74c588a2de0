//! The calendar of an organisation: which days it works, on which its week and its fiscal year begin. Must not know what day it is.

use super::date::{Date, Moment};

/// The days of the week, 1 Monday to 7 Sunday, in English.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The months, 1 January to 12 December, in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of a week on which is worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WorkingWeek(u8);

impl Default for WorkingWeek {
    /// Monday to Friday.
    fn default() -> Self {
        Self(0b001_1111)
    }
}

impl WorkingWeek {
    /// A week of these days, 1 Monday to 7 Sunday; Monday to Friday if none is given.
    pub fn of(days: impl Iterator<Item = i64>) -> Self {
        let days = days.filter(|day| (1..=7).contains(day)).fold(0, |week, day| week | 1 << (day - 1));
        if days == 0 { Self::default() } else { Self(days) }
    }

    /// Whether a weekday, 1 Monday to 7 Sunday, is worked on.
    pub fn has(self, weekday: i64) -> bool {
        (1..=7).contains(&weekday) && self.0 & 1 << (weekday - 1) != 0
    }

    /// Whether a day is worked on.
    pub fn works_on(self, day: Date) -> bool {
        self.has(weekday(day))
    }

    /// The first day from that one on that is worked on.
    pub fn first_from(self, day: Date) -> Date {
        (0..7).map(|more| day.plus_days(more)).find(|day| self.works_on(*day)).unwrap_or(day)
    }

    /// Working days after `from` up to and with `to`; negative if `to` is earlier.
    pub fn days_between(self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.days_between(to, from);
        }
        let days = to.days_since(from);
        let whole = days / 7 * i64::from(self.0.count_ones());
        let rest = (1..=days % 7).filter(|more| self.has((weekday(from) + more - 1) % 7 + 1));
        whole + i64::try_from(rest.count()).unwrap_or_default()
    }
}

/// The weekday of a day, 1 Monday to 7 Sunday.
pub fn weekday(day: Date) -> i64 {
    // The moment 0, 1 January 1970, was a Thursday.
    (day.days_since(Date::of_moment(Moment(0))) + 3).rem_euclid(7) + 1
}

/// First and last day of the week in which a day lies, where weeks begin on `first`, 1 Monday to 7 Sunday.
pub fn week_of(day: Date, first: i64) -> (Date, Date) {
    let start = day.plus_days(-(weekday(day) - first).rem_euclid(7));
    (start, start.plus_days(6))
}

/// First and last day of the fiscal year in which a day lies, where fiscal years begin with month `first`, 1 to 12.
pub fn fiscal_year(day: Date, first: i64) -> (Date, Date) {
    let (year, month, _) = day.parts();
    let first = u32::try_from(first).unwrap_or(1).clamp(1, 12);
    let year = if month < first { year - 1 } else { year };
    let start = Date::new(year, first, 1).unwrap_or(day);
    let end = Date::new(year + 1, first, 1).map_or(day, |next| next.plus_days(-1));
    (start, end)
}

/// What a fiscal year is called: "2026" where it is a calendar year, else "2026/27".
pub fn fiscal_year_name(start: Date, end: Date) -> String {
    let (from, to) = (start.parts().0, end.parts().0);
    if from == to { from.to_string() } else { format!("{from}/{:02}", to % 100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn weekdays_and_weeks() {
        assert_eq!(weekday(day("2026-11-22")), 7);
        assert_eq!((weekday(day("1970-01-01")), weekday(day("1900-01-01")), weekday(day("2024-02-29"))), (4, 1, 4));
        assert_eq!(week_of(day("2026-11-22"), 1), (day("2026-11-16"), day("2026-11-22")));
        assert_eq!(week_of(day("2026-11-22"), 7), (day("2026-11-22"), day("2026-11-28")));
        assert_eq!(week_of(day("2026-11-25"), 6), (day("2026-11-21"), day("2026-11-27")));
    }

    #[test]
    fn working_days() {
        let week = WorkingWeek::default();
        assert!(week.works_on(day("2026-11-20")) && !week.works_on(day("2026-11-21")));
        let between = |from, to| week.days_between(day(from), day(to));
        assert_eq!(between("2026-11-20", "2026-11-23"), 1, "Friday to Monday");
        assert_eq!(between("2026-11-23", "2026-11-20"), -1);
        assert_eq!((between("2026-11-21", "2026-11-22"), between("2026-11-20", "2026-11-20")), (0, 0));
        assert_eq!(between("2026-01-01", "2026-12-31"), 260);
        assert_eq!(
            (week.first_from(day("2026-11-21")), week.first_from(day("2026-11-20"))),
            (day("2026-11-23"), day("2026-11-20"))
        );
        let gulf = WorkingWeek::of([7, 1, 2, 3, 4].into_iter());
        assert!(gulf.works_on(day("2026-11-22")) && !gulf.works_on(day("2026-11-20")));
        assert_eq!(WorkingWeek::of([0, 9].into_iter()), WorkingWeek::default(), "nobody works on no day");
        // Counted one by one it is the same, whatever the week.
        for days in [vec![1], vec![6, 7], vec![1, 3, 5, 7], vec![1, 2, 3, 4, 5, 6, 7]] {
            let week = WorkingWeek::of(days.into_iter());
            let from = day("2026-11-18");
            let mut count = 0;
            for more in 1..40 {
                count += i64::from(week.works_on(from.plus_days(more)));
                assert_eq!(week.days_between(from, from.plus_days(more)), count);
            }
        }
    }

    #[test]
    fn fiscal_years() {
        let year = |on, first| {
            let (start, end) = fiscal_year(day(on), first);
            (fiscal_year_name(start, end), start.to_string(), end.to_string())
        };
        let is = |name: &str, start: &str, end: &str| (name.to_owned(), start.to_owned(), end.to_owned());
        assert_eq!(year("2026-11-22", 1), is("2026", "2026-01-01", "2026-12-31"));
        assert_eq!(year("2026-11-22", 4), is("2026/27", "2026-04-01", "2027-03-31"));
        assert_eq!(year("2026-03-31", 4), is("2025/26", "2025-04-01", "2026-03-31"));
        assert_eq!(year("2099-10-01", 10), is("2099/00", "2099-10-01", "2100-09-30"));
        assert_eq!(year("9999-11-22", 4).0, "9999");
    }
}
