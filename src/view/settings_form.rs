//! How settings are asked for where their schema does not say it all: weekdays, months and locales by name, and what follows from them
//! in words. Must not know how it is drawn.

use super::format;
use crate::domain::calendar::{MONTHS, WEEKDAYS, WorkingWeek, fiscal_year, fiscal_year_name, week_of};
use crate::domain::date::{Date, Moment};
use crate::domain::money::{Currency, Money};

/// Locales that can be chosen, with what people call them.
const LOCALES: [(&str, &str); 26] = [
    ("en-GB", "English, United Kingdom"),
    ("en-US", "English, United States"),
    ("en-AU", "English, Australia"),
    ("en-CA", "English, Canada"),
    ("en-IN", "English, India"),
    ("en-IE", "English, Ireland"),
    ("cs-CZ", "Czech"),
    ("da-DK", "Danish"),
    ("nl-NL", "Dutch"),
    ("fi-FI", "Finnish"),
    ("fr-FR", "French, France"),
    ("fr-CH", "French, Switzerland"),
    ("de-DE", "German, Germany"),
    ("de-AT", "German, Austria"),
    ("de-CH", "German, Switzerland"),
    ("el-GR", "Greek"),
    ("it-IT", "Italian"),
    ("ja-JP", "Japanese"),
    ("ko-KR", "Korean"),
    ("nb-NO", "Norwegian"),
    ("pl-PL", "Polish"),
    ("pt-BR", "Portuguese, Brazil"),
    ("pt-PT", "Portuguese, Portugal"),
    ("es-ES", "Spanish"),
    ("sv-SE", "Swedish"),
    ("tr-TR", "Turkish"),
];

/// Whether a field is chosen from a list that its schema does not know.
pub fn is_listed(name: &str) -> bool {
    matches!(name, "locale" | "first_day_of_week" | "fiscal_year_start")
}

/// What can be chosen for a field: value and words. `present` is offered too where it is none of them.
pub fn choices(name: &str, present: &str) -> Vec<(String, String)> {
    let numbered = |names: &[&str]| {
        names.iter().enumerate().map(|(at, name)| ((at + 1).to_string(), (*name).to_owned())).collect::<Vec<_>>()
    };
    let mut all = match name {
        "locale" => LOCALES.iter().map(|(tag, words)| ((*tag).to_owned(), (*words).to_owned())).collect(),
        "fiscal_year_start" => numbered(&MONTHS),
        _ => numbered(&WEEKDAYS),
    };
    let unset = match name {
        "locale" => "The browser’s own",
        "first_day_of_week" => "Default: Monday",
        "fiscal_year_start" => "Default: January",
        _ => return all,
    };
    if !present.is_empty() && all.iter().all(|(value, _)| value != present) {
        all.push((present.to_owned(), present.to_owned()));
    }
    all.insert(0, (String::new(), unset.to_owned()));
    all
}

/// The working days that are meant while none is chosen, one a line.
pub const USUAL_DAYS: &str = "1\n2\n3\n4\n5";

/// A date, a time, an amount and a number as they are written now.
pub fn sample(now: Moment, minutes_ahead: i64, currency: Option<Currency>) -> String {
    let amount = Money { minor: 123_456_750, currency: currency.unwrap_or(Currency::GBP) };
    [&format::moment(now, minutes_ahead), " · ", &*format::money(amount), " · ", &*format::grouped(1_234)].concat()
}

/// What working days and the first day of the week, both as typed, make of this week: "23 Nov to 29 Nov, 5 working days".
pub fn week_words(days: &str, first: &str, today: Date) -> String {
    let week = WorkingWeek::of(days.lines().filter_map(|day| day.parse().ok()));
    let (start, end) = week_of(today, first.parse().unwrap_or(1));
    let count = (0..7).filter(|more| week.works_on(start.plus_days(*more))).count();
    let days = format::count(count, "working day");
    ["This week: ", &format::day(start, today), " to ", &*format::day(end, today), ", ", &*days, "."].concat()
}

/// What the first month, as typed, makes of the present fiscal year: "Financial year 2026/27: 1 Apr 2026 to 31 Mar 2027."
pub fn year_words(first: &str, today: Date) -> String {
    let (start, end) = fiscal_year(today, first.parse().unwrap_or(1));
    let name = fiscal_year_name(start, end);
    ["Financial year ", &name, ": ", &*format::full_day(start), " to ", &*format::full_day(end), "."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_what_follows_from_them() {
        assert_eq!(choices("first_day_of_week", "")[0], (String::new(), "Default: Monday".to_owned()));
        assert_eq!(choices("first_day_of_week", "")[7], ("7".to_owned(), "Sunday".to_owned()));
        assert_eq!((choices("fiscal_year_start", "4").len(), choices("working_days", "").len()), (13, 7));
        assert_eq!(choices("locale", "eo").last(), Some(&("eo".to_owned(), "eo".to_owned())), "as a backup had it");
        let today = Date::parse("2026-11-26").unwrap();
        assert_eq!(week_words("", "", today), "This week: 23 Nov to 29 Nov, 5 working days.");
        assert_eq!(week_words("7\n1\n2", "7", today), "This week: 22 Nov to 28 Nov, 3 working days.");
        assert_eq!(year_words("4", today), "Financial year 2026/27: 1 Apr 2026 to 31 Mar 2027.");
        assert_eq!(year_words("", today), "Financial year 2026: 1 Jan 2026 to 31 Dec 2026.");
        assert_eq!(sample(Moment(1_795_305_600_000), 0, None), "22 Nov 2026, 00:00 · £1,234,567.50 · 1,234");
    }
}
