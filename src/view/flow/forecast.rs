//! When the rest will be done, by what was done in past weeks. It is worked out from whole weeks only, and says what is missing where
//! there are too few.

use super::gathering::Flow;
use super::times::PERCENTILES;
use super::weeks::nothing_done;
use crate::domain::date::Date;
use crate::domain::flow::forecast::{ENOUGH, RUNS, forecast};
use crate::view::chart::{Across, Cell, Chart, Form, Plot, Series, Table, Value};
use crate::view::format::{count, day, full_day};

/// The weeks that a chart shows at most.
const MOST_WEEKS: usize = 104;

/// By when it is how sure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sure {
    /// Percent of all runs.
    pub percent: usize,
    /// Weeks from today.
    pub weeks: usize,
    /// The last day of them.
    pub by: Date,
}

/// What may be expected.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook {
    /// How many items are asked about.
    pub left: usize,
    /// In a sentence: "5 items left: 85% by 14 Mar".
    pub words: String,
    /// By when it is how sure; none where there is too little history.
    pub sure: Vec<Sure>,
    /// How the chance grows from week to week.
    pub chart: Chart,
}

/// When so many items will be done; those that are not done if nobody says how many.
pub fn outlook(flow: &Flow, left: Option<usize>, today: Date) -> Outlook {
    let left = left.unwrap_or_else(|| flow.left());
    let past = flow.done_in_weeks(today);
    let found = if past.len() >= ENOUGH && left > 0 { forecast(&past, left) } else { None };
    let sure: Vec<Sure> = PERCENTILES
        .into_iter()
        .filter_map(|percent| {
            let weeks = found.as_ref()?.sure_after(percent)?;
            Some(Sure { percent, weeks, by: after(today, weeks) })
        })
        .collect();
    let missing = match () {
        () if left == 0 && flow.items.is_empty() => Some(nothing_done(flow)),
        () if left == 0 => Some("Everything is done.".to_owned()),
        () if past.len() < ENOUGH => Some(
            [
                "A forecast needs ",
                &ENOUGH.to_string(),
                " whole weeks of history; there are ",
                &past.len().to_string(),
                ".",
            ]
            .concat(),
        ),
        () if found.is_none() => Some(nothing_done(flow)),
        () if sure.is_empty() => Some("So many items are too far away for the pace so far.".to_owned()),
        () => None,
    };
    let heading = [&*count(left, "item"), " left"].concat();
    let words = match (&missing, sure.iter().find(|sure| sure.percent == 85).or(sure.first())) {
        (None, Some(sure)) => [&*heading, ": ", &sure.percent.to_string(), "% by ", &day(sure.by, today)].concat(),
        _ => heading,
    };
    let last = sure.last().map_or(0, |sure| (sure.weeks + 2).min(MOST_WEEKS));
    let chances: Vec<(usize, i64)> =
        (0..=last).filter_map(|weeks| Some((weeks, (found.as_ref()?.within(weeks) * 100.0).round() as i64))).collect();
    let line = Series {
        name: "Chance".to_owned(),
        form: Form::Line,
        values: chances.iter().map(|(weeks, chance)| Value::plain(size(*weeks), *chance)).collect(),
    };
    let how = [
        &*words,
        ". From ",
        &count(past.len(), "past week"),
        ", drawn at random ",
        &count(RUNS, "time"),
        "; weeks in which nothing was done count too.",
    ]
    .concat();
    let mut plot = Plot::new(Across::Numbers(size(last), "Weeks from today"), "Chance in %", vec![line], today);
    plot.levels = Vec::new();
    let row = |(weeks, chance): &(usize, i64)| {
        vec![Cell::Number(size(*weeks)), Cell::Day(after(today, *weeks)), Cell::Number(*chance)]
    };
    let chart = Chart {
        name: "forecast",
        title: "Forecast".to_owned(),
        words: if missing.is_some() { words.clone() } else { how },
        plot: missing.map_or(Ok(plot), Err),
        table: Table {
            headings: ["Weeks from today", "By", "Chance in %"].map(str::to_owned).to_vec(),
            rows: chances.iter().map(row).collect(),
        },
    };
    Outlook { left, words, sure, chart }
}

fn size(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn after(today: Date, weeks: usize) -> Date {
    today.plus_days(size(weeks).saturating_mul(7))
}

impl Sure {
    /// "85% by 14 Mar 2027, in 6 weeks".
    pub fn words(&self) -> String {
        [&self.percent.to_string(), "% by ", &*full_day(self.by), ", in ", &count(self.weeks, "week")].concat()
    }
}
