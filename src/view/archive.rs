//! Archiving history in words: which day to begin it on, what would leave, what an archived history lacks. Must not know how it
//! is archived.

use super::compare::{end_of, first_whole_day};
use super::format::{count, full_day, grouped};
use crate::domain::date::{Date, Moment};
use crate::engine::decide::DAYS_KEPT;

/// The moment at which a day begins where the person is. `minutes_ahead` of UTC at the end of a day: across a change of the clock
/// the day before had another.
pub fn beginning_of(day: Date, minutes_ahead: &dyn Fn(Date) -> i64) -> Moment {
    let before = day.plus_days(-1);
    Moment(end_of(before, minutes_ahead(before)).0.saturating_add(1))
}

/// The days on which a shortened history may begin: from the second day on of which there is history, to 30 days ago. None if
/// all of it is younger.
pub fn days_to_begin(first: Date, today: Date) -> Option<(Date, Date)> {
    let (from, to) = (first.plus_days(1), today.plus_days(-DAYS_KEPT));
    (from <= to).then_some((from, to))
}

/// The day that is proposed: the one from which on the history is as long as wanted, else a year ago.
pub fn proposed(fits_from: Option<Date>, today: Date, days: (Date, Date)) -> Date {
    fits_from.unwrap_or_else(|| today.plus_days(-365)).clamp(days.0, days.1)
}

/// "about 3 MB", "about 12 kB".
pub fn megabytes(units: usize) -> String {
    let (size, unit) = if units < 1_000_000 { (1_000, " kB") } else { (1_000_000, " MB") };
    ["about ", &grouped(units.div_ceil(size) as u64), unit].concat()
}

/// "1,204 of 12,345 changes were made before 1 Mar 2026: about 3 of about 12 MB."
pub fn leaves_words(leaving: (usize, usize), all: (usize, usize), day: Date) -> String {
    if leaving.0 == 0 {
        return ["Nothing was changed before ", &full_day(day), "."].concat();
    }
    let (some, whole) = (grouped(leaving.0 as u64), count(all.0, "change"));
    let verb = if leaving.0 == 1 { " was" } else { " were" };
    [
        &*some,
        " of ",
        &whole,
        verb,
        " made before ",
        &full_day(day),
        ": ",
        &megabytes(leaving.1),
        " of ",
        &megabytes(all.1),
        ".",
    ]
    .concat()
}

/// What the history itself says of it: "Archive 1,204 changes before 2026-03-01 in “pocket-pmo-history.json”".
pub fn archive_label(changes: usize, day: Date, file: &str) -> String {
    ["Archive ", &*count(changes, "change"), " before ", &day.to_string(), " in “", file, "”"].concat()
}

/// What is missing before the history begins; empty if nothing is.
pub fn missing_words(
    unknown_until: Option<Moment>,
    archived: Option<Moment>,
    left_out: usize,
    minutes_ahead: &dyn Fn(Date) -> i64,
) -> String {
    let Some(until) = unknown_until else { return String::new() };
    let day = |until: Moment| full_day(first_whole_day(until, minutes_ahead).plus_days(1));
    if archived.is_some_and(|archived| archived >= until) {
        return ["Changes before ", &day(until), " were archived. Open the file that holds them to see them here."]
            .concat();
    }
    if left_out > 0 {
        let them = if left_out == 1 { "One large change is" } else { "Large changes are" };
        return [them, " kept and not shown, so that the page opens fast."].concat();
    }
    [
        "Some changes before ",
        &day(until),
        " are missing: what the browser kept of them was lost. The portfolio is not touched by that.",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| Date::of_moment(Moment(0)))
    }

    #[test]
    fn days() {
        let today = day("2026-11-26");
        assert_eq!(days_to_begin(day("2026-10-28"), today), None);
        let days = days_to_begin(day("2026-01-01"), today);
        assert_eq!(days, Some((day("2026-01-02"), day("2026-10-27"))));
        let days = (day("2026-01-02"), day("2026-10-27"));
        assert_eq!(proposed(None, today, days), day("2026-01-02"), "a year ago is before all of it");
        assert_eq!(proposed(Some(day("2026-05-01")), today, days), day("2026-05-01"));
        assert_eq!(proposed(Some(day("2026-11-20")), today, days), day("2026-10-27"), "30 days are always kept");
        let begin = beginning_of(day("2026-03-01"), &|_| 60);
        assert_eq!(Date::of_moment(Moment(begin.0 + 3_600_000)), day("2026-03-01"));
        assert_eq!(Date::of_moment(Moment(begin.0 + 3_599_999)), day("2026-02-28"));
        // On 25 October the clock goes back: that day begins in summer time and ends in winter time.
        let berlin = |date: Date| if date < day("2026-10-25") { 120 } else { 60 };
        let begin = beginning_of(day("2026-10-25"), &berlin);
        assert_eq!(begin, Moment(end_of(day("2026-10-24"), 120).0 + 1));
        assert_eq!(first_whole_day(Moment(begin.0 - 1), &berlin), day("2026-10-24"));
        // What was made within its first, summer hour is known only from its end on.
        assert_eq!(first_whole_day(Moment(begin.0 + 1), &berlin), day("2026-10-25"));
    }

    #[test]
    fn words() {
        let march = day("2026-03-01");
        assert_eq!(
            leaves_words((1_204, 2_400_000), (12_345, 11_100_000), march),
            "1,204 of 12,345 changes were made before 1 Mar 2026: about 3 MB of about 12 MB."
        );
        assert_eq!(leaves_words((0, 0), (5, 900), march), "Nothing was changed before 1 Mar 2026.");
        assert_eq!(archive_label(1, march, "old.json"), "Archive 1 change before 2026-03-01 in “old.json”");
        let until = Moment(beginning_of(march, &|_| 60).0 - 1);
        let words = |archived, left_out| missing_words(Some(until), archived, left_out, &|_| 60);
        assert_eq!(
            words(Some(until), 0),
            "Changes before 1 Mar 2026 were archived. Open the file that holds them to see them here."
        );
        assert!(words(None, 2).starts_with("Large changes are kept"));
        assert!(words(None, 0).starts_with("Some changes before 1 Mar 2026 are missing"));
        assert_eq!(missing_words(None, None, 0, &|_| 60), "");
    }
}
