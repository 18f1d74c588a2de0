//! The calendar of the example: holidays of the years around, routines, and what became of each in the last months. Must not know who reads it.
//!
//! `{"by":"priya","months":4,"holidays":["12-25 Christmas Day"],"routines":[{"title":"Portfolio board","day":9,"who":"Portfolio board","leaves":"Decisions"}],
//! "late":["Portfolio report out"],"left_out":{"Retrospective of the cycle":"Everybody was at the trial migration."}}`: a routine is monthly unless
//! its `turn` says otherwise. Each was done on its day in the months that are counted back; the `late` ones a day after it; the others once left out.

use crate::domain::date::Date;
use crate::domain::field::Bounded;
use crate::domain::id::{Id, Ref};
use crate::domain::record::Record;
use crate::domain::records::routine::Turn;
use crate::domain::records::routine_mark::MarkState;
use crate::domain::records::{Holiday, Person, Routine, RoutineMark};
use crate::domain::value::Value;
use crate::engine::calendar::{of_routine, work_days};
use crate::engine::portfolio::Portfolio;
use std::sync::Arc;

/// What the calendar adds: what was there from the beginning, and what was marked later with its day.
pub struct Calendar {
    /// Holidays and routines.
    pub records: Vec<Arc<dyn Record>>,
    /// Marks with the days on which they were made.
    pub marks: Vec<(Date, Arc<dyn Record>)>,
}

/// Reads it; `person` finds who did it by their name in the file.
pub fn read(
    file: &Value,
    today: Date,
    person: &dyn Fn(&str) -> Option<Id>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Calendar, String> {
    let text = |value: &Value, name: &str| value.entry(name).and_then(Value::as_text).unwrap_or_default().to_owned();
    let by = person(&text(file, "by")).ok_or("says by nobody known who did it")?;
    let months = file.entry("months").and_then(Value::as_int).unwrap_or(0).clamp(0, 24);
    let mut portfolio = Portfolio::default();
    let mut calendar = Calendar { records: Vec::new(), marks: Vec::new() };
    let list = |name: &str| match file.entry(name) {
        Some(Value::List(all)) => all.clone(),
        _ => Vec::new(),
    };
    let year = today.parts().0;
    for line in list("holidays").iter() {
        let line = line.as_text().unwrap_or_default();
        let wrong = || ["has a holiday like “", line, "”"].concat();
        let (day, name) = line.split_once(' ').ok_or_else(wrong)?;
        for year in year - 1..=year + 1 {
            let on = Date::parse(&[&*year.to_string(), "-", day].concat()).ok_or_else(wrong)?;
            let mut holiday = Holiday { name: name.into(), on: Some(on), ..Holiday::default() };
            holiday.meta.id = new_id();
            enter(&mut portfolio, &mut calendar, Arc::new(holiday));
        }
    }
    let since = today.plus_days(-31 * (months + 1));
    let mut routines = Vec::new();
    for part in list("routines").iter() {
        let number = |name: &str| part.entry(name).and_then(Value::as_int);
        let mut routine = Routine {
            title: text(part, "title").as_str().into(),
            turn: Turn::parse(&text(part, "turn")).unwrap_or_default(),
            working_day: number("day").map(Bounded),
            weekday: number("weekday").map(Bounded),
            month: number("month").map(Bounded),
            who: text(part, "who").as_str().into(),
            leaves: text(part, "leaves").as_str().into(),
            since: Some(since),
            ..Routine::default()
        };
        routine.meta.id = new_id();
        routines.push(routine.clone());
        enter(&mut portfolio, &mut calendar, Arc::new(routine));
    }
    let work = work_days(&portfolio);
    let late = list("late");
    for routine in &routines {
        let is_late = late.iter().any(|title| title.as_text() == Some(&routine.title));
        let mut reason = file.entry("left_out").and_then(|all| all.entry(&routine.title)).and_then(Value::as_text);
        // What is due today and yesterday is still to be done: there is something to try.
        for one in of_routine(&portfolio, routine, &work, since, today.plus_days(-2)) {
            let left_out = reason.take();
            let on = if is_late { work.plus(one.due, 1) } else { one.due };
            let mut mark = RoutineMark {
                title: [&*routine.title, ", ", &*one.period.to_string()].concat().as_str().into(),
                routine: Some(Ref::new(routine.meta.id)),
                period: Some(one.period),
                state: if left_out.is_some() { MarkState::LeftOut } else { MarkState::Done },
                on: Some(on),
                by: Some(Ref::<Person>::new(by)),
                note: left_out.unwrap_or_default().into(),
                ..RoutineMark::default()
            };
            mark.meta.id = new_id();
            calendar.marks.push((on, Arc::new(mark)));
        }
    }
    Ok(calendar)
}

fn enter(portfolio: &mut Portfolio, calendar: &mut Calendar, record: Arc<dyn Record>) {
    portfolio.insert_loaded(record.clone());
    calendar.records.push(record);
}
