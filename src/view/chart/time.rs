//! The ticks of an axis of days: Mondays, or the first of months, as many as there is room for. Must not know how they are written.

use crate::domain::date::Date;

/// The first day of the month that is so many months after that of a day.
fn month(day: Date, later: i64) -> Option<Date> {
    let (year, month, _) = day.parts();
    let months = i64::from(year) * 12 + i64::from(month) - 1 + later;
    Date::new(i32::try_from(months.div_euclid(12)).ok()?, u32::try_from(months.rem_euclid(12)).ok()? + 1, 1)
}

/// The days that get a tick, so many or fewer: each Monday, each second or fourth one, or the first of each month, each third, sixth
/// or twelfth one, or of every so many years.
pub fn days_of_ticks(from: Date, to: Date, most: i64) -> Vec<Date> {
    let most = most.max(1);
    let span = to.days_since(from);
    if span < 0 {
        return Vec::new();
    }
    for weeks in [1, 2, 4] {
        let first = match from.monday() {
            day if day < from => day.plus_days(7),
            day => day,
        };
        let step = 7 * weeks;
        if to.days_since(first).div_euclid(step) < most {
            let count = to.days_since(first).div_euclid(step);
            return (0..=count).map(|tick| first.plus_days(tick * step)).collect();
        }
    }
    let mut step = 1;
    // Of steps within a year the ticks lie on January; whole years grow twice as long until they have room.
    loop {
        let back = (i64::from(from.parts().1) - 1).rem_euclid(i64::min(step, 12));
        let first = month(from, -back).filter(|day| *day >= from).or_else(|| month(from, step - back));
        let mut ticks = Vec::new();
        let mut next = first;
        while let Some(day) = next.filter(|day| *day <= to && (ticks.len() as i64) <= most) {
            ticks.push(day);
            next = month(day, step);
        }
        if (ticks.len() as i64) <= most {
            return ticks;
        }
        step = match step {
            1 => 3,
            3 => 6,
            6 => 12,
            more => more * 2,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn ticks(from: &str, to: &str, most: i64) -> String {
        days_of_ticks(day(from), day(to), most).iter().map(Date::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn weeks_then_months_then_years() {
        assert_eq!(ticks("2026-11-04", "2026-11-24", 6), "2026-11-09 2026-11-16 2026-11-23");
        assert_eq!(ticks("2026-11-02", "2026-12-07", 3), "2026-11-02 2026-11-16 2026-11-30");
        assert_eq!(
            ticks("2026-06-10", "2026-11-24", 6),
            "2026-06-15 2026-07-13 2026-08-10 2026-09-07 2026-10-05 2026-11-02"
        );
        assert_eq!(ticks("2025-11-24", "2026-11-24", 6), "2026-01-01 2026-04-01 2026-07-01 2026-10-01");
        assert_eq!(ticks("2020-02-01", "2026-11-24", 4), "2022-01-01 2024-01-01 2026-01-01");
    }

    #[test]
    fn one_day_and_none() {
        assert_eq!(ticks("2026-11-30", "2026-11-30", 6), "2026-11-30");
        assert_eq!(ticks("2026-11-25", "2026-11-26", 6), "");
        assert_eq!(ticks("2026-11-25", "2026-11-01", 6), "");
    }

    proptest! {
        #[test]
        fn ticks_lie_within_and_are_few(start in 0i64..3_000_000, span in 0i64..400_000, most in 1i64..12) {
            let from = day("0001-01-01").plus_days(start);
            let to = from.plus_days(span);
            let found = days_of_ticks(from, to, most);
            prop_assert!(found.len() as i64 <= most, "{found:?}");
            prop_assert!(found.iter().all(|tick| *tick >= from && *tick <= to), "{found:?}");
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
