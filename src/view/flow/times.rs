//! How long items took, one by one, with the percentiles that a promise can lean on.

use super::gathering::{Flow, FlowItem};
use super::weeks::{items_of, nothing_done};
use crate::domain::date::Date;
use crate::domain::flow::measures::{ENOUGH, percentile};
use crate::domain::sorting::sort_by;
use crate::view::chart::{Across, Cell, Chart, Form, Level, Plot, Series, Table, Value};
use crate::view::format::{count, full_day};

/// The percentiles that are shown.
pub(super) const PERCENTILES: [usize; 4] = [50, 70, 85, 95];

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeKind {
    /// From the beginning of work to the end.
    Cycle,
    /// From commitment to the end.
    Lead,
}

impl TimeKind {
    fn of(self, item: &FlowItem) -> Option<i64> {
        match self {
            Self::Cycle => item.cycle,
            Self::Lead => item.lead,
        }
    }
}

/// "1 day", "12 days".
pub(super) fn days(days: i64) -> String {
    count(usize::try_from(days).unwrap_or_default(), "day")
}

/// The lines of the percentiles of some times; none while there are too few.
pub(super) fn levels(times: &[i64]) -> Vec<Level> {
    if times.len() < ENOUGH {
        return Vec::new();
    }
    let level = |percent: usize| {
        let y = percentile(times, percent)?;
        Some(Level::at(y, [&percent.to_string(), "%: ", &days(y)].concat()))
    };
    PERCENTILES.into_iter().filter_map(level).collect()
}

/// How long each item took that was done.
pub fn times(flow: &Flow, kind: TimeKind, today: Date) -> Chart {
    let mut done: Vec<(Date, i64, &FlowItem)> =
        flow.finished().filter_map(|item| Some((item.finished?, kind.of(item)?, item))).collect();
    sort_by(&mut done, |a, b| a.0.cmp(&b.0).then(a.2.id.cmp(&b.2.id)));
    let all: Vec<i64> = done.iter().map(|(_, days, _)| *days).collect();
    let (name, title, from) = match kind {
        TimeKind::Cycle => ("cycle-time", "Cycle time", "the beginning of work"),
        TimeKind::Lead => ("lead-time", "Lead time", "commitment"),
    };
    let figures = match (percentile(&all, 50), percentile(&all, 85)) {
        (Some(half), Some(most)) if all.len() >= ENOUGH => {
            [": half took ", &days(half), " or less, 85% took ", &days(most), " or less"].concat()
        }
        (None, _) => String::new(),
        _ => [". Percentiles need ", &ENOUGH.to_string(), " items that are done"].concat(),
    };
    let size = i64::try_from(all.len()).unwrap_or_default();
    let words = [&*items_of(size), " done, from ", from, " to the end", &figures, "."].concat();
    let value = |(on, took, item): &(Date, i64, &FlowItem)| Value {
        x: on.days_since(flow.from),
        y: *took,
        words: [&*item.title, ": ", &days(*took), ", done ", &full_day(*on)].concat(),
    };
    let points = Series { name: title.to_owned(), form: Form::Points, values: done.iter().map(value).collect() };
    let mut plot = Plot::new(Across::Days(flow.from, today), "Days", vec![points], today);
    plot.levels = levels(&all);
    let row = |(on, took, item): &(Date, i64, &FlowItem)| {
        let title = Cell::Text(item.title.clone());
        vec![title, Cell::Text(flow.project_of(item).to_owned()), Cell::Day(*on), Cell::Number(*took)]
    };
    let headings = ["Item", "Project", "Done on", "Days"].map(str::to_owned).to_vec();
    Chart {
        name,
        title: title.to_owned(),
        words,
        plot: if done.is_empty() { Err(nothing_done(flow)) } else { Ok(plot) },
        table: Table { headings, rows: done.iter().map(row).collect() },
    }
}
