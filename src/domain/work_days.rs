//! Working days: those of the week that are no holiday, and which of a month comes n-th. Must not know where holidays are kept.

use super::calendar::WorkingWeek;
use super::date::Date;

/// The days on which is worked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WorkDays {
    week: WorkingWeek,
    /// Sorted.
    holidays: Vec<Date>,
}

/// The most days that are looked at for the next working day: a year of holidays is a mistake of the list.
const FAR: i64 = 366;

impl WorkDays {
    /// Of a week, less the holidays.
    pub fn new(week: WorkingWeek, mut holidays: Vec<Date>) -> Self {
        super::sorting::sort_once(&mut holidays);
        Self { week, holidays }
    }

    /// Whether a day is worked on.
    pub fn works_on(&self, day: Date) -> bool {
        self.week.works_on(day) && self.holidays.binary_search(&day).is_err()
    }

    /// The first day from that one on that is worked on; the day itself if there is none within a year.
    pub fn first_from(&self, day: Date) -> Date {
        (0..FAR).map(|more| day.plus_days(more)).find(|day| self.works_on(*day)).unwrap_or(day)
    }

    /// The working days of a month.
    pub fn of_month(&self, year: i32, month: u32) -> Vec<Date> {
        let Some((first, last)) = month_of(year, month) else { return Vec::new() };
        (0..=last.days_since(first)).map(|more| first.plus_days(more)).filter(|day| self.works_on(*day)).collect()
    }

    /// The n-th working day of a month, 1 the first; below 0 counted back from the end of the month before, -1 its last. A month that has
    /// fewer gives the one nearest to it, and that it was not the n-th. `None` for 0, and where no day of the month is worked on.
    pub fn nth(&self, year: i32, month: u32, n: i64) -> Option<(Date, bool)> {
        let (year, month) = if n < 0 { before((year, month)) } else { (year, month) };
        let days = self.of_month(year, month);
        let at = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
        let found = match n {
            0 => return None,
            1.. => days.get(at - 1).or(days.last()),
            _ => days.len().checked_sub(at).and_then(|at| days.get(at)).or(days.first()),
        };
        found.map(|day| (*day, at <= days.len()))
    }

    /// The day that many working days after a day; a day that is not worked on counts as the next that is.
    pub fn plus(&self, day: Date, days: u32) -> Date {
        (0..days).fold(self.first_from(day), |day, _| self.first_from(day.plus_days(1)))
    }

    /// Working days after `from` up to and with `to`; 0 if `to` is not later.
    pub fn between(&self, from: Date, to: Date) -> i64 {
        let off = |day: &&Date| **day > from && **day <= to && self.week.works_on(**day);
        let off = i64::try_from(self.holidays.iter().filter(off).count()).unwrap_or(0);
        if to > from { self.week.days_between(from, to) - off } else { 0 }
    }
}

/// First and last day of a month.
pub fn month_of(year: i32, month: u32) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1)?;
    Some((first, first.plus_months(1).plus_days(-1)))
}

/// The month before.
pub fn before((year, month): (i32, u32)) -> (i32, u32) {
    if month <= 1 { (year - 1, 12) } else { (year, month - 1) }
}

/// The month after.
pub fn after((year, month): (i32, u32)) -> (i32, u32) {
    if month >= 12 { (year + 1, 1) } else { (year, month + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn of(holidays: &[&str]) -> WorkDays {
        WorkDays::new(WorkingWeek::default(), holidays.iter().map(|text| day(text)).collect())
    }

    #[test]
    fn months_have_nineteen_to_twenty_three_working_days() {
        let christmas = ["2026-12-25", "2026-12-28", "2027-01-01"];
        // Year, month, holidays, how many days are worked on, and where days 1, 18, 22, -1 and -5 lie; false: there are fewer.
        type Row = (i32, u32, &'static [&'static str], usize, [(i64, &'static str, bool); 5]);
        const CHRISTMAS: &[&str] = &["2026-12-25", "2026-12-28", "2027-01-01"];
        let rows: [Row; 5] = [
            (
                2026,
                2,
                &[],
                20,
                [
                    (1, "2026-02-02", true),
                    (18, "2026-02-25", true),
                    (22, "2026-02-27", false),
                    (-1, "2026-01-30", true),
                    (-5, "2026-01-26", true),
                ],
            ),
            (
                2026,
                12,
                &[],
                23,
                [
                    (1, "2026-12-01", true),
                    (18, "2026-12-24", true),
                    (22, "2026-12-30", true),
                    (-1, "2026-11-30", true),
                    (-5, "2026-11-24", true),
                ],
            ),
            (
                2026,
                12,
                CHRISTMAS,
                21,
                [
                    (1, "2026-12-01", true),
                    (18, "2026-12-24", true),
                    (22, "2026-12-31", false),
                    (-1, "2026-11-30", true),
                    (-5, "2026-11-24", true),
                ],
            ),
            (
                2027,
                1,
                CHRISTMAS,
                20,
                [
                    (1, "2027-01-04", true),
                    (18, "2027-01-27", true),
                    (22, "2027-01-29", false),
                    (-1, "2026-12-31", true),
                    (-5, "2026-12-23", true),
                ],
            ),
            (
                2027,
                2,
                &["2027-02-15"],
                19,
                [
                    (1, "2027-02-01", true),
                    (18, "2027-02-25", true),
                    (22, "2027-02-26", false),
                    (-1, "2027-01-29", true),
                    (-5, "2027-01-25", true),
                ],
            ),
        ];
        for (year, month, holidays, number, days) in rows {
            let work = of(holidays);
            assert_eq!(work.of_month(year, month).len(), number, "{year}-{month}");
            for (n, on, is_it) in days {
                assert_eq!(work.nth(year, month, n), Some((day(on), is_it)), "working day {n} of {year}-{month}");
            }
        }
        assert_eq!(of(&christmas).nth(2026, 12, 0), None);
        let none = WorkDays::new(WorkingWeek::default(), (1..=31).filter_map(|on| Date::new(2026, 12, on)).collect());
        assert_eq!(none.nth(2026, 12, 3), None, "a month in which nobody works");
    }

    #[test]
    fn days_are_counted_over_holidays_and_the_end_of_a_year() {
        let work = of(&["2026-12-25", "2026-12-28", "2027-01-01"]);
        assert_eq!(work.plus(day("2026-12-24"), 3), day("2026-12-31"));
        assert_eq!(work.plus(day("2026-12-24"), 4), day("2027-01-04"));
        assert_eq!(work.plus(day("2026-12-26"), 0), day("2026-12-29"), "a day off counts as the next that is not");
        assert_eq!(work.between(day("2026-12-24"), day("2027-01-04")), 4);
        assert_eq!(work.between(day("2027-01-04"), day("2026-12-24")), 0);
        assert_eq!((before((2027, 1)), after((2026, 12))), ((2026, 12), (2027, 1)));
    }
}
