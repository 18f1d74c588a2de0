//! What is said of reports: their periods, how a forecast has moved, and how a status has turned. Must not know how it is drawn.

use crate::domain::calendar::{MONTHS, WorkingWeek};
use crate::domain::date::Date;
use crate::domain::money::Money;
use crate::domain::records::project::Rag;
use crate::domain::records::status_report::ReportState;
use crate::domain::reporting::Period;
use crate::view::format;
use crate::view::trend::Turn;

fn month(number: u32) -> &'static str {
    usize::try_from(number).ok().and_then(|number| MONTHS.get(number.checked_sub(1)?)).copied().unwrap_or("")
}

/// What a period is called: "November 2026", "October to December 2026", "2026", or its days.
pub fn period_words(period: Period) -> String {
    let ((year, first, day), (until, last, _)) = (period.from.parts(), period.to.parts());
    let is_whole = day == 1 && period.to.plus_days(1).parts().2 == 1 && year == until;
    let year = year.to_string();
    match (is_whole, first, last) {
        (false, ..) => [&*format::full_day(period.from), " to ", &format::full_day(period.to)].concat(),
        (true, 1, 12) => year,
        (true, first, last) if first == last => [month(first), " ", &year].concat(),
        (true, first, last) => [month(first), " to ", month(last), " ", &year].concat(),
    }
}

/// How a finish stands to the one of the report before: "15 working days later than last time". Empty where one is missing.
pub fn finish_moved(last: Option<Date>, now: Option<Date>, week: WorkingWeek) -> String {
    let Some((last, now)) = last.zip(now) else { return String::new() };
    let days = week.days_between(last, now);
    let count = format::count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "working day");
    match days {
        _ if last == now => "as last time".to_owned(),
        _ if now > last => [&*count, " later than last time"].concat(),
        _ => [&*count, " earlier than last time"].concat(),
    }
}

/// How a cost stands to the one of the report before: "£20,000 more than last time". Empty where one is missing or they do not compare.
pub fn cost_moved(last: Option<Money>, now: Option<Money>) -> String {
    let Some((last, now)) = last.zip(now).filter(|(last, now)| last.currency == now.currency) else {
        return String::new();
    };
    let apart = |minor: i64| format::money(Money { minor, ..now });
    match now.minor.saturating_sub(last.minor) {
        0 => "as last time".to_owned(),
        more @ 1.. => [&*apart(more), " more than last time"].concat(),
        less => [&*apart(less.saturating_neg()), " less than last time"].concat(),
    }
}

/// Which way a status went since the report before; nothing where there is nothing to compare with.
pub fn turn(last: Option<Rag>, now: Option<Rag>) -> Option<Turn> {
    let (last, now) = last.zip(now)?;
    Some(match now.cmp(&last) {
        std::cmp::Ordering::Greater => Turn::Worse,
        std::cmp::Ordering::Less => Turn::Better,
        std::cmp::Ordering::Equal => Turn::Same,
    })
}

/// What a turn is called.
pub fn turn_words(turn: Turn) -> &'static str {
    match turn {
        Turn::Worse => "Worse than last time",
        Turn::Better => "Better than last time",
        Turn::Same => "As last time",
    }
}

/// What the step to a state is called on a button.
pub fn step_words(to: ReportState) -> &'static str {
    match to {
        ReportState::Draft => "Send back",
        ReportState::Submitted => "Submit",
        ReportState::Checked => "Mark as checked",
        ReportState::Published => "Publish",
    }
}

/// How many of those who owe a report have handed it in: "6 of 9 reported".
pub fn reported_words(reported: usize, owed: usize) -> String {
    [&*reported.to_string(), " of ", &owed.to_string(), " reported"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_period_is_called_as_people_call_it() {
        for (from, to, words) in [
            ("2026-11-01", "2026-11-30", "November 2026"),
            ("2026-10-01", "2026-12-31", "October to December 2026"),
            ("2026-01-01", "2026-12-31", "2026"),
            ("2026-11-16", "2026-11-22", "16 Nov 2026 to 22 Nov 2026"),
            ("2026-12-01", "2027-01-31", "1 Dec 2026 to 31 Jan 2027"),
            ("2026-11-01", "2026-11-29", "1 Nov 2026 to 29 Nov 2026"),
        ] {
            assert_eq!(period_words(Period { from: day(from), to: day(to) }), words);
        }
    }

    #[test]
    fn forecasts_say_how_they_moved() {
        let week = WorkingWeek::default();
        let moved = |last: &str, now: &str| finish_moved(Date::parse(last), Date::parse(now), week);
        for (last, now, words) in [
            ("2027-04-14", "2027-05-05", "15 working days later than last time"),
            ("2027-04-14", "2027-04-13", "1 working day earlier than last time"),
            ("2027-04-14", "2027-04-14", "as last time"),
            ("2027-04-16", "2027-04-17", "0 working days later than last time"),
            ("", "2027-04-14", ""),
            ("2027-04-14", "", ""),
        ] {
            assert_eq!(moved(last, now), words);
        }
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        for (last, now, words) in [
            (pounds(100_000), pounds(120_000), "£200 more than last time"),
            (pounds(120_000), pounds(100_000), "£200 less than last time"),
            (pounds(1), pounds(1), "as last time"),
            (None, pounds(1), ""),
            (pounds(1), Some(Money { minor: 1, currency: Currency::EUR }), ""),
        ] {
            assert_eq!(cost_moved(last, now), words);
        }
    }

    #[test]
    fn a_turn_needs_two_statuses() {
        assert_eq!(turn(None, Some(Rag::Red)), None);
        assert_eq!(turn(Some(Rag::Green), Some(Rag::Red)), Some(Turn::Worse));
        assert_eq!(turn(Some(Rag::Red), Some(Rag::Amber)), Some(Turn::Better));
        assert_eq!(turn(Some(Rag::Red), Some(Rag::Red)), Some(Turn::Same));
    }
}
