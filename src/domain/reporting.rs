//! The calendar of reports: which period a day belongs to by the reporting cycle, which period is asked for on a day, and until when.
//! Must not know projects, nor what day it is.

use super::calendar::{WorkingWeek, week_of};
use super::date::Date;

/// Working days after the end of a period within which its reports are due.
const DAYS_TO_REPORT: i64 = 3;
/// Calendar days before the end of a period from which on its reports are asked for; a quarter of a shorter cycle.
const ASKED_BEFORE: i64 = 7;

/// How reports are counted: the cycle and the week of the settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rhythm {
    /// Days between two reports.
    pub cycle_days: i64,
    /// First day of the week, 1 Monday to 7 Sunday.
    pub week_start: i64,
    /// The days worked on.
    pub week: WorkingWeek,
}

/// What a report is about: all days from one to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// Whether a day lies in it.
    pub fn has(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

impl Rhythm {
    /// The period in which a day lies: the month where the cycle is one, the quarter, the week; else so many days as the cycle has.
    pub fn period_of(self, day: Date) -> Period {
        let period = match self.cycle_days {
            7 => {
                let (from, to) = week_of(day, self.week_start);
                Some(Period { from, to })
            }
            29..=31 => months(day, 1),
            89..=92 => months(day, 3),
            365..=366 => months(day, 12),
            _ => None,
        };
        period.unwrap_or_else(|| {
            let cycle = self.cycle_days.max(1);
            // Counted from a week's begin that lies before everything.
            let (first, _) = Date::new(2000, 1, 3).map_or((day, day), |first| week_of(first, self.week_start));
            let from = first.plus_days(day.days_since(first).div_euclid(cycle) * cycle);
            Period { from, to: from.plus_days(cycle - 1) }
        })
    }

    /// The period before.
    pub fn before(self, period: Period) -> Period {
        self.period_of(period.from.plus_days(-1))
    }

    /// The period after.
    pub fn after(self, period: Period) -> Period {
        self.period_of(period.to.plus_days(1))
    }

    /// The latest period whose reports are asked for on that day: a little before it ends.
    pub fn asked_on(self, today: Date) -> Period {
        let ahead = ASKED_BEFORE.min(self.cycle_days / 4);
        let present = self.period_of(today);
        if present.to <= today.plus_days(ahead) { present } else { self.before(present) }
    }

    /// The day by which the reports of a period are due.
    pub fn due_on(self, period: Period) -> Date {
        let next = |day: Date| self.week.first_from(day.plus_days(1));
        (0..DAYS_TO_REPORT).fold(period.to, |day, _| next(day))
    }
}

/// The months in which a day lies, so many together, counted from January.
fn months(day: Date, together: u32) -> Option<Period> {
    let (year, month, _) = day.parts();
    let first = (month - 1) / together * together + 1;
    let from = Date::new(year, first, 1)?;
    let end = first + together;
    let next = if end > 12 { Date::new(year + 1, 1, 1) } else { Date::new(year, end, 1) };
    Some(Period { from, to: next?.plus_days(-1) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn rhythm(cycle_days: i64) -> Rhythm {
        Rhythm { cycle_days, week_start: 1, week: WorkingWeek::default() }
    }

    #[test]
    fn periods_by_the_cycle() {
        // 2026-11-22 is a Sunday.
        for (cycle, from, to) in [
            (31, "2026-11-01", "2026-11-30"),
            (30, "2026-11-01", "2026-11-30"),
            (7, "2026-11-16", "2026-11-22"),
            (91, "2026-10-01", "2026-12-31"),
            (365, "2026-01-01", "2026-12-31"),
            (1, "2026-11-22", "2026-11-22"),
        ] {
            let period = rhythm(cycle).period_of(day("2026-11-22"));
            assert_eq!((period.from, period.to), (day(from), day(to)), "{cycle}");
        }
        let fortnight = rhythm(14).period_of(day("2026-11-22"));
        assert_eq!(fortnight.to.days_since(fortnight.from), 13);
        assert_eq!(fortnight.from, fortnight.from.monday());
    }

    #[test]
    fn a_report_is_asked_for_from_a_week_before_the_end_and_due_on_the_third_working_day_after() {
        let month = rhythm(31);
        for (today, asked) in [
            ("2026-11-22", "2026-10-31"),
            ("2026-11-23", "2026-11-30"),
            ("2026-11-30", "2026-11-30"),
            ("2026-12-01", "2026-11-30"),
            ("2026-12-23", "2026-11-30"),
            ("2026-12-24", "2026-12-31"),
        ] {
            assert_eq!(month.asked_on(day(today)).to, day(asked), "{today}");
        }
        for (end, due) in [("2026-11-30", "2026-12-03"), ("2026-10-31", "2026-11-04"), ("2026-07-31", "2026-08-05")] {
            assert_eq!(month.due_on(month.period_of(day(end))), day(due), "{end}");
        }
        // Weekly: from Saturday on.
        assert_eq!(rhythm(7).asked_on(day("2026-11-20")).to, day("2026-11-15"));
        assert_eq!(rhythm(7).asked_on(day("2026-11-21")).to, day("2026-11-22"));
    }

    proptest! {
        /// Periods cover all days without a gap, whatever the cycle.
        #[test]
        fn periods_follow_each_other(cycle in 1i64..=366, days in 0i64..20_000, week_start in 1i64..=7) {
            let rhythm = Rhythm { cycle_days: cycle, week_start, week: WorkingWeek::default() };
            let today = day("1990-01-01").plus_days(days);
            let period = rhythm.period_of(today);
            prop_assert!(period.has(today));
            prop_assert_eq!(rhythm.after(period).from, period.to.plus_days(1));
            prop_assert_eq!(rhythm.before(period).to, period.from.plus_days(-1));
            prop_assert!(rhythm.asked_on(today) <= period);
            prop_assert!(rhythm.due_on(period) > period.to);
        }
    }
}
