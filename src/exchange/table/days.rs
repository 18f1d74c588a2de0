//! Dates that a list gives as a number of days: from a day that the heading names, from the start of the same project, or
//! as a spreadsheet program counts them. Must not know columns.

use super::headings::heading_title;
use super::words::folded;
use crate::domain::date::Date;

/// From where a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DaysFrom {
    /// From a day of the calendar.
    Day(Date),
    /// From a date in the same row. A number without a unit stands for that many days.
    Same {
        /// Which date.
        anchor: Anchor,
        /// 1, or 7 for weeks.
        each: i64,
    },
}

/// The date of a row from which its figures count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Anchor {
    /// The start: a duration.
    Start,
    /// The planned finish: a delay.
    Finish,
}

/// Longest count that is read: two centuries.
const LONGEST: i64 = 80_000;

/// From where the figures of a column count, by its heading: "Start days after 2000", "Duration (weeks)".
pub fn counted_from(heading: &str) -> Option<DaysFrom> {
    let words = folded(&heading_title(heading));
    let words: Vec<&str> = words.split(' ').collect();
    let year = words.windows(3).find_map(day_of);
    if let Some(year) = year {
        return Date::new(year, 1, 1).map(DaysFrom::Day);
    }
    let each = if words.iter().any(|word| word.starts_with("week")) { 7 } else { 1 };
    let says = |word: &str| words.contains(&word);
    let anchor = match (says("duration"), says("delay") || says("slip") || says("slippage")) {
        (true, _) => Anchor::Start,
        (false, true) => Anchor::Finish,
        (false, false) => return None,
    };
    Some(DaysFrom::Same { anchor, each })
}

/// The year of the words "days after 2000".
pub(super) fn day_of<T: AsRef<str>>(words: &[T]) -> Option<i32> {
    let [day, after, year] = words else { return None };
    let fits = matches!(day.as_ref(), "day" | "days") && matches!(after.as_ref(), "after" | "since" | "from");
    year.as_ref().parse().ok().filter(|year| fits && (1900..2100).contains(year))
}

/// Days that a cell counts: "75 days", "-2 weeks", "729". With its unit, if it names one.
pub fn read_days(text: &str, each: i64) -> Option<i64> {
    let text = text.trim();
    let digits = text.trim_start_matches('-');
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    let number: i64 = digits.get(..end).filter(|digits| (1..=6).contains(&digits.len()))?.parse().ok()?;
    let each = match folded(digits.get(end..)?).as_str() {
        "" if end == digits.len() => each,
        "d" | "day" | "days" => 1,
        "w" | "wk" | "wks" | "week" | "weeks" => 7,
        _ => return None,
    };
    let days = number.checked_mul(each).filter(|days| *days <= LONGEST)?;
    Some(if text.starts_with('-') { -days } else { days })
}

/// Whether a cell names its unit, or is too great a number to be anything but days.
pub(super) fn proves_days(text: &str) -> bool {
    read_days(text, 1).is_some_and(|days| days > 60 || text.ends_with(|letter: char| letter.is_ascii_alphabetic()))
}

/// The day from which spreadsheet programs count.
pub(super) fn spreadsheet_epoch() -> Option<Date> {
    Date::new(1899, 12, 30)
}

/// The date that a cell gives as spreadsheet programs count days, 1970 to 2099; a time of day behind it is left out.
pub(super) fn spreadsheet_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (days, time) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_time = (1..=12).contains(&time.len()) && time.bytes().all(|byte| byte.is_ascii_digit());
    let days = read_days(days, 1).filter(|day| days.len() == 5 && is_time && (25_569..73_051).contains(day))?;
    spreadsheet_epoch().map(|epoch| epoch.plus_days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_from_where_they_count() {
        let day = |year| Date::new(year, 1, 1).map(DaysFrom::Day);
        for (heading, from) in [
            ("Start_days_after_2000", day(2000)),
            ("Days since 1970", day(1970)),
            ("Planned_Duration", Some(DaysFrom::Same { anchor: Anchor::Start, each: 1 })),
            ("Project_delay", Some(DaysFrom::Same { anchor: Anchor::Finish, each: 1 })),
            ("Duration (weeks)", Some(DaysFrom::Same { anchor: Anchor::Start, each: 7 })),
            ("Start", None),
            ("Days after launch", None),
            ("Days after 20", None),
        ] {
            assert_eq!(counted_from(heading), from, "{heading}");
        }
    }

    #[test]
    fn counts_as_people_write_them() {
        for (text, days) in [
            ("75 days", Some(75)),
            ("-102 days", Some(-102)),
            ("729", Some(729)),
            ("2 wks", Some(14)),
            ("3d", Some(3)),
            ("", None),
            ("-", None),
            ("days", None),
            ("3.5", None),
            ("75 apples", None),
            ("99999", None),
            ("2009-10-01", None),
        ] {
            assert_eq!(read_days(text, 1), days, "{text}");
        }
        assert_eq!(read_days("3", 7), Some(21));
        assert!(proves_days("75 days") && proves_days("729") && !proves_days("12"));
        for text in ["45292", "45292.5", "45292,75", "45292.0"] {
            assert_eq!(spreadsheet_date(text), Date::new(2024, 1, 1), "{text}");
        }
        for text in ["4529", "0", "45292.", "45.292", "452920", "99999"] {
            assert_eq!(spreadsheet_date(text), None, "{text}");
        }
    }
}
