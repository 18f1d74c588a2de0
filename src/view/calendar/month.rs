//! A month of the calendar, day by day. Must not know how it is drawn.

use super::words::{done_words, month_words, period_words};
use crate::domain::calendar::weekday;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::routine_mark::MarkState;
use crate::domain::records::{Holiday, Routine, RoutineMark};
use crate::domain::work_days::{after, before, month_of};
use crate::engine::calendar::{Occurrence, Outcome, occurrences, work_days};
use crate::engine::portfolio::Portfolio;
use crate::view::format;
use crate::view::query::Query;

/// The name in the address of the month that is shown, as in `2026-12`.
pub const MONTH: &str = "month";

/// How far a time of a routine is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Done.
    Done,
    /// Left out, for a reason.
    LeftOut,
    /// Its day has passed.
    Overdue,
    /// Its day is today.
    Today,
    /// Its day is still to come.
    Ahead,
}

impl Progress {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::LeftOut => "Left out",
            Self::Overdue => "Overdue",
            Self::Today => "Due today",
            Self::Ahead => "To come",
        }
    }
}

/// A time of a routine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryShown {
    /// The routine.
    pub routine: Id,
    /// First day of its period.
    pub period: Date,
    /// When it is due.
    pub due: Date,
    /// What is done.
    pub title: String,
    /// For which period, by whom, what it leaves.
    pub about: String,
    /// How far it is.
    pub progress: Progress,
    /// What came of it, or that its day was moved; empty if there is nothing to say.
    pub said: String,
    /// Its mark.
    pub mark: Option<Id>,
    /// The record that it left.
    pub record: Option<Id>,
}

/// A day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayShown {
    /// Which.
    pub on: Date,
    /// Its weekday, 1 Monday to 7 Sunday.
    pub weekday: i64,
    /// Whether it is worked on.
    pub is_working: bool,
    /// Which working day of the month it is.
    pub number: Option<usize>,
    /// Names of its holidays.
    pub holidays: Vec<String>,
    /// What is due.
    pub entries: Vec<EntryShown>,
}

/// A month.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MonthSheet {
    /// "December 2026".
    pub title: String,
    /// How it stands.
    pub words: String,
    /// Its days.
    pub days: Vec<DayShown>,
}

/// The month that an address asks for; that of today if it asks for none.
pub fn asked(query: &mut Query, today: Date) -> (i32, u32) {
    let read = |text: String| {
        let (year, month) = text.split_once('-')?;
        let (year, month) = (year.parse::<i32>().ok()?, month.parse::<u32>().ok()?);
        month_of(year, month).map(|_| (year, month))
    };
    let (year, month, _) = today.parts();
    query.take(MONTH).and_then(read).unwrap_or((year, month))
}

/// An address that asks for a month.
pub fn query_of((year, month): (i32, u32)) -> Query {
    let mut query = Query::default();
    let zero = if month < 10 { "0" } else { "" };
    query.add(MONTH, &[&*year.to_string(), "-", zero, &*month.to_string()].concat());
    query
}

/// The months before and after.
pub fn beside(month: (i32, u32)) -> [(i32, u32); 2] {
    [before(month), after(month)]
}

/// The month, day by day.
pub fn month_sheet(portfolio: &Portfolio, (year, month): (i32, u32), today: Date) -> MonthSheet {
    let Some((first, last)) = month_of(year, month) else { return MonthSheet::default() };
    let work = work_days(portfolio);
    let all = occurrences(portfolio, &work, first, last);
    let mut number = 0;
    let day = |more: i64| {
        let on = first.plus_days(more);
        let is_working = work.works_on(on);
        number += usize::from(is_working);
        DayShown {
            on,
            weekday: weekday(on),
            is_working,
            number: is_working.then_some(number),
            holidays: holidays_on(portfolio, on),
            entries: all.iter().filter(|one| one.due == on).filter_map(|one| entry(portfolio, one, today)).collect(),
        }
    };
    let days: Vec<DayShown> = (0..=last.days_since(first)).map(day).collect();
    MonthSheet { title: month_words(year, month), words: done_words(&all, today), days }
}

/// What is due until a day and not done, the longest due first.
pub fn due_until(portfolio: &Portfolio, today: Date) -> Vec<EntryShown> {
    let work = work_days(portfolio);
    let all = occurrences(portfolio, &work, today.plus_days(-40), today);
    let open = all.iter().filter(|one| one.outcome == Outcome::Open);
    open.filter_map(|one| entry(portfolio, one, today)).collect()
}

fn holidays_on(portfolio: &Portfolio, on: Date) -> Vec<String> {
    let is_on = |holiday: &&Holiday| {
        holiday.on.is_some_and(|first| first <= on && holiday.until.map_or(first == on, |until| on <= until))
    };
    portfolio.all::<Holiday>().filter(is_on).map(|holiday| holiday.name.to_string()).collect()
}

fn entry(portfolio: &Portfolio, one: &Occurrence, today: Date) -> Option<EntryShown> {
    let routine = portfolio.get::<Routine>(one.routine)?;
    let progress = match one.outcome {
        Outcome::Done(_) => Progress::Done,
        Outcome::LeftOut => Progress::LeftOut,
        Outcome::Open if one.due < today => Progress::Overdue,
        Outcome::Open if one.due == today => Progress::Today,
        Outcome::Open => Progress::Ahead,
    };
    let mark = one.mark.and_then(|mark| portfolio.get::<RoutineMark>(mark));
    let said = match mark {
        Some(mark) => mark_words(portfolio, mark),
        None if !one.is_exact => "The month has no such working day: due on the nearest.".to_owned(),
        None => String::new(),
    };
    let owner = portfolio.called_if(routine.owner.map(|owner| owner.id));
    let who = if owner.is_empty() { routine.who.to_string() } else { owner };
    let leaves = if routine.leaves.is_empty() { String::new() } else { ["leaves ", &*routine.leaves].concat() };
    let about: Vec<String> =
        [period_words(routine.turn, one.period), who, leaves].into_iter().filter(|words| !words.is_empty()).collect();
    Some(EntryShown {
        routine: one.routine,
        period: one.period,
        due: one.due,
        title: routine.title.to_string(),
        about: about.join(" · "),
        progress,
        said,
        mark: one.mark,
        record: mark.and_then(|mark| mark.record).map(|record| record.id),
    })
}

/// "Done on 7 Dec 2026 by Ada: sent to the board".
fn mark_words(portfolio: &Portfolio, mark: &RoutineMark) -> String {
    let by = portfolio.called_if(mark.by.map(|person| person.id));
    let by = if by.is_empty() { String::new() } else { [" by ", &*by].concat() };
    let on = mark.on.map(|on| [" on ", &*format::full_day(on)].concat()).unwrap_or_default();
    let note = if mark.note.is_empty() { String::new() } else { [": ", &*mark.note].concat() };
    let state = if mark.state == MarkState::Done { "Done" } else { "Left out" };
    [state, &*on, &*by, &*note].concat()
}
