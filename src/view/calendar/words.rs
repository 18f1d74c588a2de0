//! What is said of the calendar: cycles, periods, and how a month goes. Must not know how it is drawn.

use crate::domain::calendar::MONTHS;
use crate::domain::date::Date;
use crate::domain::records::routine::Turn;
use crate::engine::calendar::{Occurrence, Outcome, cycle_of, cycles_in_a_row, work_days};
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// "December 2026".
pub fn month_words(year: i32, month: u32) -> String {
    let name =
        usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or_default();
    [name, " ", &*year.to_string()].concat()
}

/// What a period of a routine is called: "reports for November 2026", "week from 30 Nov 2026", "quarter from January 2027".
pub fn period_words(turn: Turn, period: Date) -> String {
    let (year, month, _) = period.parts();
    let month = month_words(year, month);
    match turn {
        Turn::Monthly => ["reports for ", &*month].concat(),
        Turn::Weekly => ["week from ", &*format::full_day(period)].concat(),
        Turn::Quarterly => ["quarter from ", &*month].concat(),
        Turn::HalfYearly => ["half-year from ", &*month].concat(),
        Turn::Yearly => year.to_string(),
    }
}

/// How a month stands: "4 of 9 done, 1 overdue".
pub fn done_words(all: &[Occurrence], today: Date) -> String {
    if all.is_empty() {
        return "Nothing is due.".to_owned();
    }
    let number = |is_it: &dyn Fn(&Occurrence) -> bool| all.iter().filter(|one| is_it(one)).count();
    let done = number(&|one| matches!(one.outcome, Outcome::Done(_)));
    let left = number(&|one| one.outcome == Outcome::LeftOut);
    let overdue = number(&|one| one.is_overdue(today));
    let mut words = [&*done.to_string(), " of ", &*all.len().to_string(), " done"].concat();
    for (number, what) in [(left, " left out"), (overdue, " overdue")] {
        if number > 0 {
            words.push_str(&[", ", &*number.to_string(), what].concat());
        }
    }
    words
}

/// How the cycles go: the one that is going on, and how many in a row were kept.
pub fn cycle_words(portfolio: &Portfolio, today: Date) -> String {
    let work = work_days(portfolio);
    let kept = cycles_in_a_row(portfolio, &work, today);
    let (year, month, _) = today.plus_months(0).parts();
    let (year, month) = crate::domain::work_days::before((year, month));
    let going = cycle_of(portfolio, &work, year, month);
    let now = ["Reports for ", &*month_words(year, month), ": ", &*done_words(&going, today), ". "].concat();
    let row = match kept.count {
        0 => "No cycle was kept to the calendar yet.".to_owned(),
        1 => "1 cycle was kept to the calendar.".to_owned(),
        more => [&*more.to_string(), " cycles in a row were kept to the calendar."].concat(),
    };
    if going.is_empty() { row } else { [&*now, &*row].concat() }
}
