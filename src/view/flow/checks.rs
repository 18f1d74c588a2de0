//! Figures that say whether the others can be trusted: flow efficiency, and Little's law beside what was measured.

use super::gathering::{Flow, FlowItem};
use super::times::days;
use super::weeks::nothing_done;
use crate::domain::date::Date;
use crate::domain::flow::course::in_days;
use crate::domain::flow::measures::{self, ENOUGH, mean, time_by_littles_law};
use crate::view::format::{count, tenths};

/// A figure with its arithmetic; where there is too little, what is missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// What it is.
    pub title: &'static str,
    /// The figure; empty where there is none.
    pub figure: String,
    /// How it comes about, and what it says.
    pub words: Vec<String>,
}

/// The share of the time in which somebody worked on what was done.
pub fn efficiency(flow: &Flow) -> Check {
    let title = "Flow efficiency";
    let (active, waiting) = flow.finished().fold((0_i64, 0_i64), |(active, waiting), item| {
        (active.saturating_add(item.active), waiting.saturating_add(item.waiting))
    });
    match measures::efficiency(active as f64, waiting as f64) {
        Some(share) => {
            let (active, waiting) = (in_days(active), in_days(waiting));
            let sum = [
                &*days(active),
                " of work of ",
                &days(active + waiting),
                " in all, over ",
                &count(flow.finished().count(), "item"),
                " done.",
            ];
            let what = "An item waits in columns before work, and wherever it is blocked.";
            Check {
                title,
                figure: [&((share * 100.0).round() as i64).to_string(), "%"].concat(),
                words: vec![sum.concat(), what.to_owned()],
            }
        }
        None => Check { title, figure: String::new(), words: vec![nothing_done(flow)] },
    }
}

/// How many items were in progress at the end of a day.
fn in_progress_on(flow: &Flow, day: Date) -> usize {
    let is_in = |item: &&FlowItem| {
        item.started.is_some_and(|started| started <= day) && item.finished.is_none_or(|finished| finished > day)
    };
    flow.items.iter().filter(is_in).count()
}

/// Little's law: the time in progress that follows from what is in progress and what is done, beside the one that was measured.
pub fn littles_law(flow: &Flow, today: Date) -> Check {
    let title = "Little's law";
    let weeks = flow.done_in_weeks(today);
    let whole: Vec<i64> = weeks.iter().map(|done| i64::try_from(*done).unwrap_or_default()).collect();
    let ends = flow.mondays(today).into_iter().skip(1).map(|monday| monday.plus_days(-1));
    let open: Vec<i64> = ends.map(|day| i64::try_from(in_progress_on(flow, day)).unwrap_or_default()).collect();
    let begun = flow.items.iter().filter(|item| item.started.is_some_and(|on| on >= flow.from && on < today.monday()));
    let (begun, done) = (begun.count(), weeks.iter().sum::<usize>());
    let measured = flow.cycle_times();
    let law = (mean(&open), mean(&whole), mean(&measured));
    let (Some(open), Some(weekly), Some(took)) = law else { return missing(title, flow, &weeks) };
    let (Some(expected), true) = (time_by_littles_law(open, weekly), measured.len() >= ENOUGH && weeks.len() >= 4)
    else {
        return missing(title, flow, &weeks);
    };
    // Days are counted with both ends, of which the law knows one.
    let took_weeks = (took - 1.0).max(0.0) / 7.0;
    let sum = [
        &*tenths(open),
        " items in progress on average ÷ ",
        &tenths(weekly),
        " done a week = ",
        &tenths(expected),
        " weeks.",
    ];
    let found = ["Measured on ", &count(measured.len(), "item"), ": ", &tenths(took_weeks), " weeks on average."];
    let is_steady = begun.abs_diff(done) * 5 <= begun.max(done);
    let steady = if is_steady {
        "about as many"
    } else if begun > done {
        "more begun than done"
    } else {
        "more done than begun"
    };
    let stream = ["Begun ", &begun.to_string(), ", done ", &done.to_string(), ": ", steady, "."];
    let is_close = (expected - took_weeks).abs() * 4.0 <= expected.max(took_weeks);
    let verdict = match (is_steady, is_close) {
        (true, true) => "The two agree: averages and forecasts rest on a steady flow.",
        (true, false) => {
            "The two differ although the flow is steady: look for old items that stand still, or for moves that were noted late."
        }
        (false, _) => "The flow is not steady in this time, so the law holds only roughly, and a forecast does too.",
    };
    Check {
        title,
        figure: [&tenths(expected), " weeks"].concat(),
        words: vec![sum.concat(), found.concat(), stream.concat(), verdict.to_owned()],
    }
}

fn missing(title: &'static str, flow: &Flow, weeks: &[usize]) -> Check {
    let done = flow.cycle_times().len();
    let words = [
        "It needs four whole weeks and ",
        &ENOUGH.to_string(),
        " items that are done; there are ",
        &count(weeks.len(), "week"),
        " and ",
        &count(done, "item"),
        ".",
    ];
    Check { title, figure: String::new(), words: vec![words.concat()] }
}
