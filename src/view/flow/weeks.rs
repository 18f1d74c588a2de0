//! Week by week: the cumulative flow, and how much was done.

use super::gathering::{Flow, FlowItem};
use crate::domain::date::Date;
use crate::domain::flow::measures::mean;
use crate::view::chart::{Across, Cell, Chart, Form, Level, Plot, Series, Table, Value};
use crate::view::format::{count, full_day, tenths};

/// The days on which the cumulative flow is counted: the end of each week, and today.
fn days(flow: &Flow, today: Date) -> Vec<Date> {
    let mut days = flow.mondays(today);
    if days.last() != Some(&today) {
        days.push(today);
    }
    days
}

/// How many of these days lie at or before each of the days, which stand in order.
fn counts(arrivals: impl Iterator<Item = Date>, days: &[Date]) -> Vec<i64> {
    let mut counts = vec![0_i64; days.len()];
    for on in arrivals {
        let first = days.partition_point(|day| *day < on);
        if let Some(count) = counts.get_mut(first) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut counts {
        sum += *count;
        *count = sum;
    }
    counts
}

/// The cumulative flow: how many items had arrived in each column or beyond it by each day. What was done before the first day is left
/// out; an item that moves back has not arrived in what it left, so that no line falls.
pub fn cumulative(flow: &Flow, today: Date) -> Chart {
    let days = days(flow, today);
    let is_counted = |item: &&FlowItem| item.finished.is_none_or(|on| on > flow.from);
    let items: Vec<&FlowItem> = flow.items.iter().filter(is_counted).collect();
    let lines: Vec<Vec<i64>> = (0..flow.columns.len())
        .map(|column| counts(items.iter().filter_map(|item| item.arrived.get(column).copied().flatten()), &days))
        .collect();
    let last = |line: usize| lines.get(line).and_then(|line| line.last()).copied().unwrap_or_default();
    let (all, done) = (last(0), last(lines.len().saturating_sub(1)));
    let whole = [&items_of(all), " by today, ", &done.to_string(), " of them done since ", &full_day(flow.from)];
    let words = [
        &*whole.concat(),
        ". Each area is a column: its height is how many items are in it, its length how long they stay.",
    ];
    let series = flow.columns.iter().zip(&lines).map(|(column, line)| Series {
        name: column.name.clone(),
        form: Form::Area,
        values: days.iter().zip(line).map(|(day, count)| Value::plain(day.days_since(flow.from), *count)).collect(),
    });
    let plot = match () {
        () if items.is_empty() => Err(no_items(flow)),
        () if days.len() < 3 => {
            Err("Work began this week. The lines can be drawn once two weeks have passed.".to_owned())
        }
        () => Ok(Plot::new(Across::Days(flow.from, today), "Items", series.collect(), today)),
    };
    let mut headings = vec!["By".to_owned()];
    headings.extend(flow.columns.iter().map(|column| [&column.name, " or beyond"].concat()));
    let row = |(at, day): (usize, &Date)| {
        let figures = lines.iter().map(|line| Cell::Number(line.get(at).copied().unwrap_or_default()));
        std::iter::once(Cell::Day(*day)).chain(figures).collect()
    };
    Chart {
        name: "cumulative-flow",
        title: "Cumulative flow".to_owned(),
        words: words.concat(),
        plot,
        table: Table { headings, rows: days.iter().enumerate().map(row).collect() },
    }
}

/// "1 item", "12 items".
pub(super) fn items_of(number: i64) -> String {
    count(usize::try_from(number).unwrap_or_default(), "item")
}

/// What is missing where there is no item.
pub(super) fn no_items(flow: &Flow) -> String {
    match flow.untimed {
        0 if flow.items.is_empty() => "There are no work items yet.".to_owned(),
        0 => ["Nothing was under way since ", &full_day(flow.from), "."].concat(),
        many => [&*count(many, "item"), " that came to the board done: nothing says how long that took."].concat(),
    }
}

/// How many items were done in each week.
pub fn throughput(flow: &Flow, today: Date) -> Chart {
    let mondays = flow.mondays(today);
    let whole = flow.done_in_weeks(today);
    let this_week = flow.finished().filter(|item| item.finished.is_some_and(|on| on >= today.monday())).count();
    let done: Vec<i64> =
        whole.iter().chain([&this_week]).map(|done| i64::try_from(*done).unwrap_or_default()).collect();
    let in_whole: Vec<i64> = done.iter().take(whole.len()).copied().collect();
    let average = mean(&in_whole);
    let sum: i64 = done.iter().sum();
    let words = match average {
        Some(average) => [
            &*items_of(sum),
            " done in ",
            &count(mondays.len(), "week"),
            ", ",
            &tenths(average),
            " a week on average. The week that goes on is not in the average.",
        ]
        .concat(),
        None => [&items_of(sum), " done this week, which still goes on."].concat(),
    };
    let value = |(monday, done): (&Date, &i64)| Value {
        x: monday.days_since(flow.from),
        y: *done,
        words: ["Week of ", &full_day(*monday), ": ", &items_of(*done)].concat(),
    };
    let bars =
        Series { name: "Done".to_owned(), form: Form::Bars, values: mondays.iter().zip(&done).map(value).collect() };
    let end = mondays.last().map_or(today, |monday| monday.plus_days(7));
    let mut plot = Plot::new(Across::Days(flow.from, end), "Items", vec![bars], today);
    if let Some(average) = average {
        let label = [&tenths(average), " a week"].concat();
        plot.levels.push(Level { tenths: (average * 10.0).round() as i64, label });
    }
    let plot = match sum {
        0 => Err(nothing_done(flow)),
        _ => Ok(plot),
    };
    let row = |(monday, done): (&Date, &i64)| vec![Cell::Day(*monday), Cell::Number(*done)];
    Chart {
        name: "throughput",
        title: "Throughput per week".to_owned(),
        words,
        plot,
        table: Table {
            headings: ["Week from", "Items done"].map(str::to_owned).to_vec(),
            rows: mondays.iter().zip(&done).map(row).collect(),
        },
    }
}

/// What is missing where nothing was done.
pub(super) fn nothing_done(flow: &Flow) -> String {
    if flow.items.is_empty() {
        return no_items(flow);
    }
    ["No item was done since ", &full_day(flow.from), ". Once one reaches the last column it is counted here."].concat()
}
