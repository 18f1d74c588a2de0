//! Charts before they are drawn: what they show as whole numbers, where each mark lies, and their twins as table, SVG and CSV. Must not
//! know what is measured, nor how a page draws it.

mod file;
mod frame;
mod layout;
mod scale;
mod table;
mod time;

pub use file::svg_file;
pub use layout::{Drawing, Mark, Pattern, Words, drawing};
pub use scale::Scale;
pub use table::{Cell, Table, csv};
pub use time::days_of_ticks;

use crate::domain::date::Date;

/// A chart with all that belongs to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// Its name in addresses of elements and of files: small letters and hyphens, once on a page.
    pub name: &'static str,
    /// Heading.
    pub title: String,
    /// What it says in a sentence or two, for who cannot see it and for who would rather read.
    pub words: String,
    /// What is drawn; where there is too little to draw, what is missing.
    pub plot: Result<Plot, String>,
    /// The same in figures.
    pub table: Table,
}

/// What runs from left to right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Across {
    /// Days, the first and the last; values lie at days after the first.
    Days(Date, Date),
    /// Things with a name; values lie at their number.
    Names(Vec<String>),
    /// Whole numbers from zero to this one, and what they count.
    Numbers(i64, &'static str),
}

/// How the values of a series are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The area below a line. Those that come later are drawn over those before: of a cumulative flow the first is the largest.
    Area,
    /// A line.
    Line,
    /// Bars, those of several series beside each other.
    Bars,
    /// Points.
    Points,
}

/// A value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Value {
    /// From left to right, as [`Across`] counts.
    pub x: i64,
    /// Upwards, from zero.
    pub y: i64,
    /// What a pointer over it is told; empty if nothing.
    pub words: String,
}

impl Value {
    /// A value of which nothing more is said.
    pub fn plain(x: i64, y: i64) -> Self {
        Self { x, y, words: String::new() }
    }
}

/// Values that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// How they are drawn.
    pub form: Form,
    /// The values, from left to right.
    pub values: Vec<Value>,
}

/// A line across the whole chart: a percentile, a mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Level {
    /// How high, in tenths: a mean lies between whole numbers.
    pub tenths: i64,
    /// What stands at it.
    pub label: String,
}

impl Level {
    /// A line at a whole number.
    pub fn at(y: i64, label: String) -> Self {
        Self { tenths: y.saturating_mul(10), label }
    }
}

/// What is drawn, in figures. All values are whole numbers; who has fractions counts in tenths.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plot {
    /// From left to right.
    pub across: Across,
    /// What the values upwards count: "Items", "Days".
    pub up: &'static str,
    /// The values.
    pub series: Vec<Series>,
    /// Lines across.
    pub levels: Vec<Level>,
    /// A short mark above each of some places, such as the limit of a column.
    pub limits: Vec<(i64, i64)>,
    /// The day it is, for which years can be left out.
    pub today: Date,
}

impl Plot {
    /// A plot of these series without anything else.
    pub fn new(across: Across, up: &'static str, series: Vec<Series>, today: Date) -> Self {
        Self { across, up, series, levels: Vec::new(), limits: Vec::new(), today }
    }
}

/// Series stacked onto each other as areas: each lies on top of those after it, so that the first is the sum of all.
pub fn stacked(series: Vec<Series>) -> Vec<Series> {
    let mut stacked: Vec<Series> = Vec::with_capacity(series.len());
    for mut layer in series.into_iter().rev() {
        if let Some(below) = stacked.last() {
            for (value, under) in layer.values.iter_mut().zip(&below.values) {
                value.y = value.y.saturating_add(under.y);
            }
        }
        layer.form = Form::Area;
        stacked.push(layer);
    }
    stacked.reverse();
    stacked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacked_the_first_is_the_sum_of_all() {
        let series = |name: &str, values: [i64; 2]| Series {
            name: name.to_owned(),
            form: Form::Line,
            values: vec![Value::plain(0, values[0]), Value::plain(7, values[1])],
        };
        let found = stacked(vec![series("a", [1, 2]), series("b", [3, 4]), series("c", [5, i64::MAX])]);
        let heights: Vec<Vec<i64>> =
            found.iter().map(|layer| layer.values.iter().map(|value| value.y).collect()).collect();
        assert_eq!(heights, [[9, i64::MAX], [8, i64::MAX], [5, i64::MAX]]);
        assert!(found.iter().all(|layer| layer.form == Form::Area));
    }
}
