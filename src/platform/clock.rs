//! The computer's clock: now, today where the person is, and the time zone. Must not know what is done with it.

use crate::domain::date::{Date, Moment};

/// Now.
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

/// The calendar date where the person is.
pub fn today() -> Date {
    let today = js_sys::Date::new_0();
    let date = i32::try_from(today.get_full_year())
        .ok()
        .and_then(|year| Date::new(year, today.get_month() + 1, today.get_date()));
    date.unwrap_or_else(|| Date::of_moment(now()))
}

/// Minutes by which the local time is ahead of UTC at the end of that day.
pub fn offset_minutes_on(day: Date) -> i32 {
    let (year, month, day) = day.parts();
    let (year, month, day) = (u32::try_from(year).unwrap_or_default(), month as i32 - 1, day as i32);
    let end = js_sys::Date::new_with_year_month_day_hr_min_sec_milli(year, month, day, 23, 59, 59, 999);
    -(end.get_timezone_offset() as i32)
}

/// Minutes by which the local time is ahead of UTC at that moment: summer and winter differ.
pub fn offset_at(moment: Moment) -> i64 {
    -(js_sys::Date::new(&(moment.0 as f64).into()).get_timezone_offset() as i64)
}
