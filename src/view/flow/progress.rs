//! What is in progress now: how old each item is beside those that are done, and how many there are against the limits.

use super::gathering::{Flow, FlowItem};
use super::times::{days, levels};
use super::weeks::{items_of, no_items};
use crate::domain::date::Date;
use crate::domain::flow::measures::{AgeLimits, Ageing, ENOUGH};
use crate::domain::sorting::sort_by;
use crate::domain::work::columns::PHASES;
use crate::view::chart::{Across, Cell, Chart, Form, Plot, Series, Table, Value};

/// How an age stands among the times of what is done, in words.
fn ageing_words(ageing: Option<Ageing>) -> &'static str {
    match ageing {
        Some(Ageing::VeryOld) => "Older than 85% of the finished items",
        Some(Ageing::Old) => "Older than 70% of the finished items",
        Some(Ageing::Half) => "Older than half of the finished items",
        Some(Ageing::Fresh) => "Not older than half of the finished items",
        None => "",
    }
}

/// How old each item in progress is.
pub fn ages(flow: &Flow, today: Date) -> Chart {
    let past = flow.cycle_times();
    let mut all: Vec<(i64, &FlowItem)> = flow.under_way().filter_map(|item| Some((item.age?, item))).collect();
    sort_by(&mut all, |a, b| b.0.cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    let last = flow.columns.len().saturating_sub(1);
    let columns = flow.columns.get(flow.started..last).unwrap_or_default();
    let size = i64::try_from(all.len()).unwrap_or_default();
    let oldest = all.first().map(|(age, item)| [", the oldest for ", &days(*age), ": ", &item.title].concat());
    let limits = AgeLimits::of(&past);
    let ageing = |age: i64| limits.map(|limits| limits.ageing(age));
    let beside = if past.len() < ENOUGH {
        let have = past.len().to_string();
        [". Ages can be compared once ", &ENOUGH.to_string(), " items are done; ", &have, " are"].concat()
    } else {
        let old = all.iter().filter(|(age, _)| ageing(*age) == Some(Ageing::VeryOld)).count();
        let old = i64::try_from(old).unwrap_or_default();
        [". Older than 85% of those finished since the first day shown: ", &items_of(old)].concat()
    };
    let words = [&*items_of(size), " in progress", &oldest.unwrap_or_default(), &beside, "."].concat();
    let value = |(age, item): &(i64, &FlowItem)| Value {
        x: i64::try_from(item.column.saturating_sub(flow.started)).unwrap_or_default(),
        y: *age,
        words: [&*item.title, ": ", &days(*age)].concat(),
    };
    let points = Series { name: "Items".to_owned(), form: Form::Points, values: all.iter().map(value).collect() };
    let names = columns.iter().map(|column| column.name.clone()).collect();
    let mut plot = Plot::new(Across::Names(names), "Days since work began", vec![points], today);
    plot.levels = levels(&past);
    let row = |(age, item): &(i64, &FlowItem)| {
        let column = flow.columns.get(item.column).map_or("", |column| &column.name);
        let project = flow.project_of(item).to_owned();
        let texts = [item.title.clone(), project, column.to_owned()].map(Cell::Text);
        let beside = Cell::Text(ageing_words(ageing(*age)).to_owned());
        texts.into_iter().chain([Cell::Number(*age), beside]).collect()
    };
    let headings = ["Item", "Project", "Column", "Days", "Beside what is done"].map(str::to_owned).to_vec();
    Chart {
        name: "age",
        title: "Age of work in progress".to_owned(),
        words,
        plot: if all.is_empty() { Err(nothing_in_progress(flow)) } else { Ok(plot) },
        table: Table { headings, rows: all.iter().map(row).collect() },
    }
}

fn nothing_in_progress(flow: &Flow) -> String {
    if flow.items.is_empty() { no_items(flow) } else { "Nothing is in progress.".to_owned() }
}

/// How many items are in progress: of one board in each column against its limit, of one project in each phase, of all in each project.
pub fn in_progress(flow: &Flow, today: Date) -> Chart {
    let rows: Vec<(String, i64, Option<i64>)> = if flow.is_one_board {
        let count = |column: usize| flow.items.iter().filter(|item| !item.archived && item.column == column).count();
        let last = flow.columns.len().saturating_sub(1);
        let shown = flow.columns.iter().enumerate().take(last);
        shown.map(|(at, column)| (column.name.clone(), size(count(at)), column.limit)).collect()
    } else if flow.is_one_project {
        let count = |phase| flow.under_way().filter(|item| item.phase == phase).count();
        PHASES.into_iter().map(|phase| (phase.label().to_owned(), size(count(phase)), None)).collect()
    } else {
        let count = |project| flow.under_way().filter(|item| item.project == Some(project)).count();
        let mut rows: Vec<_> = flow
            .projects
            .iter()
            .map(|(id, name)| (name.clone(), size(count(*id)), None))
            .filter(|row| row.1 > 0)
            .collect();
        sort_by(&mut rows, |a: &(String, i64, Option<i64>), b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        rows
    };
    let over = rows.iter().filter(|(_, count, limit)| limit.is_some_and(|limit| *count > limit)).count();
    let all: i64 = size(flow.under_way().count());
    let against = match (flow.is_one_board, over) {
        (false, _) if flow.is_one_project => ", by phase.".to_owned(),
        (false, _) => ", by project.".to_owned(),
        (true, 0) => ". No column is over its limit.".to_owned(),
        (true, 1) => ". 1 column is over its limit.".to_owned(),
        (true, many) => [". ", &many.to_string(), " columns are over their limits."].concat(),
    };
    let value = |(at, (name, count, limit)): (usize, &(String, i64, Option<i64>))| Value {
        x: size(at),
        y: *count,
        words: [
            name,
            ": ",
            &count.to_string(),
            &limit.map_or_else(String::new, |limit| [" of ", &limit.to_string()].concat()),
        ]
        .concat(),
    };
    let bars =
        Series { name: "Items".to_owned(), form: Form::Bars, values: rows.iter().enumerate().map(value).collect() };
    let names = rows.iter().map(|(name, ..)| name.clone()).collect();
    let mut plot = Plot::new(Across::Names(names), "Items", vec![bars], today);
    plot.limits = (0..).zip(&rows).filter_map(|(at, (_, _, limit))| Some((at, (*limit)?))).collect();
    let row = |(name, count, limit): &(String, i64, Option<i64>)| {
        let mut cells = vec![Cell::Text(name.clone()), Cell::Number(*count)];
        if flow.is_one_board {
            let over = limit.map(|limit| count - limit).filter(|over| *over > 0);
            cells.extend([*limit, over].map(|number| number.map_or(Cell::Nothing, Cell::Number)));
        }
        cells
    };
    let headings: &[&str] = match (flow.is_one_board, flow.is_one_project) {
        (true, _) => &["Column", "Items", "Limit", "Over it by"],
        (_, true) => &["Phase", "Items in progress"],
        _ => &["Project", "Items in progress"],
    };
    let is_empty = rows.iter().all(|(_, count, _)| *count == 0);
    Chart {
        name: "in-progress",
        title: if flow.is_one_board { "Items against limits" } else { "Work in progress" }.to_owned(),
        words: [&items_of(all), " in progress", &against].concat(),
        plot: if is_empty { Err(nothing_in_progress(flow)) } else { Ok(plot) },
        table: Table {
            headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
            rows: rows.iter().map(row).collect(),
        },
    }
}

fn size(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
