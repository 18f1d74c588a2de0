//! Where each mark of a chart lies, in pixels. What has names is drawn in rows, one below the other, so that names of any length have
//! room on any screen; what has days or numbers is drawn upwards. Series differ by hatching, dashes or shape as well as by colour.
//! Must not know what is measured.

use super::frame::{Frame, LINE, widest, width_of, width_within};
use super::scale::Scale;
use super::table::Cell;
use super::{Across, Form, Level, Plot, Series, Value, days_of_ticks};
use crate::view::format;
use rustc_hash::FxHashMap;

/// Height of what is drawn upwards.
const HEIGHT: i64 = 220;
/// Room that a tick below needs.
const TICK: i64 = 92;
/// Height of a row, its name above it included.
const ROW: i64 = 38;
/// Height of a bar in a row.
const BAR: i64 = 14;
/// Kinds of hatching, dashes and colours.
pub const STYLES: usize = 6;

/// Where a text begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Words {
    /// At its left.
    Start,
    /// In its middle.
    Middle,
    /// At its right.
    End,
}

impl Words {
    /// As SVG calls it.
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mark {
    /// A path; hatched where it says how.
    Path { class: String, path: String, hatched: Option<usize> },
    /// A rectangle with what a pointer over it is told; hatched where it says how.
    Box { class: String, x: i64, y: i64, width: i64, height: i64, hatched: Option<usize>, words: String },
    /// A point with what a pointer over it is told.
    Point { class: String, x: i64, y: i64, radius: i64, words: String },
    /// A text.
    Text { class: &'static str, x: i64, y: i64, words: Words, text: String },
}

/// A hatching that a drawing uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Its number.
    pub number: usize,
    /// Its lines within a square of 8.
    pub path: &'static str,
}

/// The hatchings by number; the first is plain.
const HATCHINGS: [&str; STYLES] =
    ["", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "M0 4H8", "M0 0L8 8M-2 6L2 10M6 -2L10 2", "M4 0V8", "M0 4H8M4 0V8"];

/// A chart as marks, ready to be drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
    /// The hatchings that its marks use.
    pub patterns: Vec<Pattern>,
    /// The marks, in the order in which they are drawn.
    pub marks: Vec<Mark>,
}

/// The drawing of a plot in so many pixels of width.
pub fn drawing(plot: &Plot, width: i64) -> Drawing {
    let width = width_within(width);
    let mut drawn = Drawing { width, height: 0, patterns: Vec::new(), marks: Vec::new() };
    let bottom = match &plot.across {
        Across::Names(names) => drawn.rows(plot, names),
        Across::Days(from, to) => {
            let ticks = days_of_ticks(*from, *to, (width / TICK).max(1));
            let ticks = ticks.into_iter().map(|day| (day.days_since(*from), format::day(day, plot.today)));
            drawn.upwards(plot, to.days_since(*from), &ticks.collect::<Vec<_>>(), "")
        }
        Across::Numbers(end, of_what) => {
            let scale = Scale::holding(*end, (width / TICK * 2).max(2));
            let ticks: Vec<(i64, String)> = scale.ticks.iter().map(|tick| (*tick, shown(*tick))).collect();
            drawn.upwards(plot, scale.end, &ticks, of_what)
        }
    };
    drawn.height = drawn.legend(&plot.series, bottom);
    let is_used = |number: &usize| {
        let is_hatched = |series: &Series| is_filled(series) && (plot.series.len() > 1 || series.form == Form::Area);
        plot.series.iter().skip(*number).step_by(STYLES).any(is_hatched)
    };
    let used = (0..STYLES).filter(is_used);
    drawn.patterns = used.filter_map(|number| Some(Pattern { number, path: HATCHINGS.get(number)? })).collect();
    drawn
}

fn is_filled(series: &Series) -> bool {
    matches!(series.form, Form::Area | Form::Bars)
}

/// How a bar is hatched: not at all where there is nothing to tell it from.
fn hatching(number: usize, of_all: usize) -> Option<usize> {
    (of_all > 1).then_some(number % STYLES)
}

fn shown(number: i64) -> String {
    Cell::Number(number).shown()
}

fn class(base: &str, number: usize) -> String {
    [base, " chart-", &(number % STYLES).to_string()].concat()
}

fn line(from: (i64, i64), to: (i64, i64)) -> String {
    ["M", &pair(from), "L", &pair(to)].concat()
}

fn pair((x, y): (i64, i64)) -> String {
    [&x.to_string(), " ", &y.to_string()].concat()
}

impl Drawing {
    fn text(&mut self, class: &'static str, (x, y): (i64, i64), words: Words, text: &str) {
        self.marks.push(Mark::Text { class, x, y, words, text: text.to_owned() });
    }

    fn path(&mut self, class: &str, path: String) {
        self.marks.push(Mark::Path { class: class.to_owned(), path, hatched: None });
    }

    /// A plot whose values go upwards. Gives where it ends.
    fn upwards(&mut self, plot: &Plot, units: i64, ticks: &[(i64, String)], of_what: &str) -> i64 {
        let scale = Scale::holding(highest(plot), 5);
        let labels: Vec<String> = scale.ticks.iter().map(|tick| shown(*tick)).collect();
        let left = widest(labels.iter().map(String::as_str)) + 8;
        let frame = Frame { left, top: LINE + 8, width: self.width - left - 8, height: HEIGHT, scale, units };
        self.text("chart-words", (0, LINE - 4), Words::Start, plot.up);
        for (tick, label) in frame.scale.ticks.iter().zip(&labels) {
            let y = frame.y(*tick);
            self.path(if *tick == 0 { "chart-axis" } else { "chart-grid" }, line((left, y), (frame.right(), y)));
            self.text("chart-words", (left - 6, y + 4), Words::End, label);
        }
        let below = frame.bottom();
        for (tick, label) in ticks {
            let x = frame.x(*tick);
            self.path("chart-axis", line((x, below), (x, below + 4)));
            // A label that would go over the right edge ends at it.
            let half = width_of(label) / 2;
            let (x, words) = match () {
                () if x + half > self.width => (self.width, Words::End),
                () if x < half => (0, Words::Start),
                () => (x, Words::Middle),
            };
            self.text("chart-words", (x, below + 6 + LINE - 4), words, label);
        }
        let mut bottom = below + 6 + LINE;
        if !of_what.is_empty() {
            bottom += LINE;
            self.text("chart-words", (frame.right(), bottom - 4), Words::End, of_what);
        }
        for (number, series) in plot.series.iter().enumerate() {
            self.series(&frame, series, number, plot.series.len());
        }
        for (at, height) in &plot.limits {
            let (x, y) = (frame.x(*at), frame.y(*height));
            self.path("chart-limit", line((x - 8, y), (x + 8, y)));
        }
        let mut labelled: Vec<i64> = Vec::new();
        for level in &plot.levels {
            let y = frame.bottom() - frame.scale.place_of_tenths(level.tenths, frame.height);
            self.path("chart-level", line((frame.left, y), (frame.right(), y)));
            // Labels of lines that lie close together go upwards, one above the other.
            let lowest = labelled.last().map_or(i64::MAX, |above| above - LINE + 2);
            let place = (y - 4).min(lowest).max(10);
            labelled.push(place);
            self.text("chart-label", (frame.right(), place), Words::End, &level.label);
        }
        bottom
    }

    fn series(&mut self, frame: &Frame, series: &Series, number: usize, of_all: usize) {
        let place = |value: &Value| (frame.x(value.x), frame.y(value.y));
        match series.form {
            Form::Area => {
                let (Some(first), Some(last)) = (series.values.first(), series.values.last()) else { return };
                let top: Vec<String> = series.values.iter().map(|value| pair(place(value))).collect();
                let below = |value: &Value| pair((frame.x(value.x), frame.bottom()));
                let path = ["M", &below(first), "L", &top.join("L"), "L", &below(last), "Z"].concat();
                self.marks.push(Mark::Path {
                    class: class("chart-area", number),
                    path,
                    hatched: Some(number % STYLES),
                });
            }
            Form::Line => {
                let points: Vec<String> = series.values.iter().map(|value| pair(place(value))).collect();
                if !points.is_empty() {
                    self.path(&class("chart-line", number), ["M", &points.join("L")].concat());
                }
                let marks = if series.values.len() == 1 { &*series.values } else { &[] };
                self.points(&class("chart-point", number), marks.iter().map(|value| (place(value), value)));
            }
            Form::Bars => {
                let hatched = hatching(number, of_all);
                let of_all = i64::try_from(of_all.max(1)).unwrap_or(1);
                let beside = i64::try_from(number).unwrap_or_default();
                let steps = series.values.windows(2).filter_map(|pair| match pair {
                    [before, after] => Some(after.x.saturating_sub(before.x)),
                    _ => None,
                });
                let step = steps.filter(|step| *step > 0).min().unwrap_or(7).min(frame.units.max(1));
                for value in &series.values {
                    let (from, to) = (frame.x(value.x), frame.x(value.x.saturating_add(step)));
                    let whole = (to - from) * 4 / 5 / of_all;
                    let (x, y) = (from + (to - from) / 10 + whole * beside, frame.y(value.y));
                    self.marks.push(Mark::Box {
                        class: class("chart-bar", number),
                        x,
                        y,
                        width: whole.max(1),
                        height: frame.bottom() - y,
                        hatched,
                        words: value.words.clone(),
                    });
                }
            }
            Form::Points => {
                self.points(&class("chart-point", number), series.values.iter().map(|value| (place(value), value)));
            }
        }
    }

    /// Points, of those at the same place one that is larger.
    fn points<'a>(&mut self, class: &str, points: impl Iterator<Item = ((i64, i64), &'a Value)>) {
        let mut at: FxHashMap<(i64, i64), (usize, usize)> = FxHashMap::default();
        for (place, value) in points {
            let known = at.entry(place).or_insert((self.marks.len(), 0));
            known.1 += 1;
            if known.1 == 1 {
                let (x, y) = place;
                let words = value.words.clone();
                self.marks.push(Mark::Point { class: class.to_owned(), x, y, radius: 4, words });
            } else if let Some(Mark::Point { radius, words, .. }) = self.marks.get_mut(known.0) {
                *radius = (*radius + 1).min(8);
                if known.1 <= 6 && !words.is_empty() && !value.words.is_empty() {
                    words.extend(["\n", if known.1 == 6 { "and more" } else { &value.words }]);
                }
            }
        }
    }

    /// A plot of what has names: each a row with its name above it, values from left to right. Gives where it ends.
    fn rows(&mut self, plot: &Plot, names: &[String]) -> i64 {
        let count = i64::try_from(names.len()).unwrap_or_default();
        let scale = Scale::holding(highest(plot), (self.width / 64).max(2));
        let heads = i64::try_from(plot.levels.len()).unwrap_or_default() * LINE;
        let (left, top) = (8, heads + 8);
        let frame = Frame { left, top, width: self.width - left - 16, height: count * ROW, scale, units: count };
        let below = frame.bottom();
        for tick in frame.scale.ticks.clone() {
            let x = frame.along(tick);
            self.path(if tick == 0 { "chart-axis" } else { "chart-grid" }, line((x, top), (x, below + 4)));
            self.text("chart-words", (x, below + 6 + LINE - 4), Words::Middle, &shown(tick));
        }
        self.text("chart-words", (frame.right(), below + 6 + 2 * LINE - 4), Words::End, plot.up);
        for (at, level) in (0..).zip(&plot.levels) {
            self.level_of_rows(&frame, level, (at + 1) * LINE);
        }
        let row = |at: i64| top + at * ROW;
        for (at, name) in (0..).zip(names) {
            self.text("chart-name", (left + 4, row(at) + LINE - 2), Words::Start, &fitting(name, frame.width));
        }
        for (number, series) in plot.series.iter().enumerate() {
            let values = series.values.iter().filter(|value| (0..count).contains(&value.x));
            if is_filled(series) {
                for value in values {
                    self.marks.push(Mark::Box {
                        class: class("chart-bar", number),
                        x: left,
                        y: row(value.x) + LINE + 3,
                        width: frame.along(value.y) - left,
                        height: BAR,
                        hatched: hatching(number, plot.series.len()),
                        words: value.words.clone(),
                    });
                }
            } else {
                let place = |value: &Value| (frame.along(value.y), row(value.x) + LINE + 3 + BAR / 2);
                self.points(&class("chart-point", number), values.map(|value| (place(value), value)));
            }
        }
        for (at, limit) in plot.limits.iter().filter(|(at, _)| (0..count).contains(at)) {
            let (x, y) = (frame.along(*limit), row(*at) + LINE);
            self.path("chart-limit", line((x, y), (x, y + BAR + 6)));
        }
        below + 6 + 2 * LINE
    }

    fn level_of_rows(&mut self, frame: &Frame, level: &Level, height: i64) {
        let x = frame.left + frame.scale.place_of_tenths(level.tenths, frame.width);
        self.path("chart-level", line((x, height - 2), (x, frame.bottom())));
        let (x, words) =
            if x + width_of(&level.label) + 6 > self.width { (x - 4, Words::End) } else { (x + 4, Words::Start) };
        self.text("chart-label", (x, height), words, &level.label);
    }

    /// What the series are called, below the plot. Gives where it ends.
    fn legend(&mut self, series: &[Series], from: i64) -> i64 {
        if series.len() < 2 {
            return from + 4;
        }
        let (mut x, mut y) = (0, from + 10);
        for (number, series) in series.iter().enumerate() {
            let name = fitting(&series.name, self.width - 30);
            let width = 26 + width_of(&name) + 10;
            if x > 0 && x + width > self.width {
                (x, y) = (0, y + LINE + 4);
            }
            match series.form {
                Form::Line => self.path(&class("chart-line", number), line((x, y + 6), (x + 20, y + 6))),
                Form::Points => {
                    let class = class("chart-point", number);
                    self.marks.push(Mark::Point { class, x: x + 10, y: y + 6, radius: 4, words: String::new() });
                }
                Form::Area | Form::Bars => self.marks.push(Mark::Box {
                    class: class("chart-bar", number),
                    x,
                    y,
                    width: 20,
                    height: 12,
                    hatched: Some(number % STYLES),
                    words: String::new(),
                }),
            }
            self.text("chart-name", (x + 26, y + 11), Words::Start, &name);
            x += width;
        }
        y + LINE + 4
    }
}

/// The highest of all values, lines and limits.
fn highest(plot: &Plot) -> i64 {
    let values = plot.series.iter().flat_map(|series| &series.values).map(|value| value.y);
    let lines = plot
        .levels
        .iter()
        .map(|level| (level.tenths / 10).saturating_add(i64::from(level.tenths % 10 > 0)))
        .chain(plot.limits.iter().map(|(_, limit)| *limit));
    values.chain(lines).max().unwrap_or_default()
}

/// A name in the room there is; in full it stands in the table.
fn fitting(name: &str, width: i64) -> String {
    if width_of(name) <= width {
        return name.to_owned();
    }
    let letters = usize::try_from(width / width_of("x") - 1).unwrap_or_default();
    let short: String = name.chars().take(letters).collect();
    [short.trim_end(), "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use proptest::prelude::*;

    fn today() -> Date {
        Date::parse("2026-11-30").unwrap()
    }

    fn series(form: Form, values: &[(i64, i64)]) -> Series {
        let values = values.iter().map(|(x, y)| Value::plain(*x, *y)).collect();
        Series { name: "Items".to_owned(), form, values }
    }

    fn over_days(days: i64, all: Vec<Series>) -> Plot {
        Plot::new(Across::Days(today().plus_days(-days), today()), "Items", all, today())
    }

    /// All places at which something is drawn.
    fn places(drawn: &Drawing) -> Vec<(i64, i64)> {
        let numbers = |path: &str| -> Vec<i64> {
            let words = path.split(|letter: char| !(letter.is_ascii_digit() || letter == '-'));
            words.filter(|word| !word.is_empty()).map(|word| word.parse().unwrap()).collect()
        };
        let mut found = Vec::new();
        for mark in &drawn.marks {
            match mark {
                Mark::Path { path, .. } => {
                    found.extend(numbers(path).chunks(2).map(|pair| (pair[0], pair[1])));
                }
                Mark::Box { x, y, width, height, .. } => {
                    assert!(*width >= 0 && *height >= 0);
                    found.extend([(*x, *y), (x + width, y + height)]);
                }
                Mark::Point { x, y, .. } => found.push((*x, *y)),
                Mark::Text { x, y, words, text, .. } => {
                    let width = width_of(text);
                    let (from, to) = match words {
                        Words::Start => (*x, x + width),
                        Words::Middle => (x - width / 2, x + width / 2),
                        Words::End => (x - width, *x),
                    };
                    found.extend([(from, *y), (to, *y)]);
                }
            }
        }
        found
    }

    fn assert_within(drawn: &Drawing) {
        // Words are taken for a little wider than they are, so a tick at the edge may count as over it by that.
        for (x, y) in places(drawn) {
            assert!((-16..=drawn.width + 16).contains(&x) && (0..=drawn.height).contains(&y), "{x} {y} in {drawn:?}");
        }
    }

    fn texts(drawn: &Drawing) -> Vec<&str> {
        drawn
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(&**text) } else { None })
            .collect()
    }

    #[test]
    fn an_area_by_hand() {
        let drawn = drawing(&over_days(100, vec![series(Form::Area, &[(0, 0), (50, 5), (100, 10)])]), 800);
        let area = drawn.marks.iter().find_map(|mark| match mark {
            Mark::Path { class, path, .. } if class == "chart-area chart-0" => Some(path.as_str()),
            _ => None,
        });
        // Ticks to 10 are two letters wide, so that it begins at 22 and has 770 pixels; it goes from 244 up to 24.
        assert_eq!(area, Some("M22 244L22 244L407 134L792 24L792 244Z"));
        assert_eq!(texts(&drawn)[..7], ["Items", "0", "2", "4", "6", "8", "10"]);
        assert_eq!(drawn.patterns, [Pattern { number: 0, path: "" }]);
    }

    #[test]
    fn of_nothing_and_of_one_value_axes_are_drawn_too() {
        for form in [Form::Area, Form::Line, Form::Bars, Form::Points] {
            for values in [&[][..], &[(0, 0)], &[(3, 7)]] {
                for width in [0, 330, 1_400] {
                    assert_within(&drawing(&over_days(0, vec![series(form, values)]), width));
                    assert_within(&drawing(&over_days(30, vec![series(form, values)]), width));
                    let names =
                        Plot::new(Across::Names(vec!["Doing".to_owned()]), "Days", vec![series(form, values)], today());
                    assert_within(&drawing(&names, width));
                    let numbers =
                        Plot::new(Across::Numbers(0, "Weeks"), "Percent", vec![series(form, values)], today());
                    assert_within(&drawing(&numbers, width));
                }
            }
        }
        let one = drawing(&over_days(30, vec![series(Form::Line, &[(3, 7)])]), 600);
        assert!(one.marks.iter().any(|mark| matches!(mark, Mark::Point { .. })), "a line of one value is a point");
    }

    #[test]
    fn points_at_one_place_are_one_that_is_larger() {
        let point = |words: &str| Value { x: 3, y: 4, words: words.to_owned() };
        let values = (0..9).map(|number| point(&["Item ", &number.to_string()].concat())).collect();
        let all = Series { name: String::new(), form: Form::Points, values };
        let drawn = drawing(&over_days(30, vec![all]), 600);
        let points: Vec<&Mark> = drawn.marks.iter().filter(|mark| matches!(mark, Mark::Point { .. })).collect();
        let [Mark::Point { radius, words, .. }] = points.as_slice() else { panic!("{points:?}") };
        assert_eq!((*radius, &**words), (8, "Item 0\nItem 1\nItem 2\nItem 3\nItem 4\nand more"));
    }

    #[test]
    fn labels_of_lines_close_together_do_not_lie_on_each_other() {
        let mut plot = over_days(30, vec![series(Form::Points, &[(1, 400)])]);
        plot.levels = [5, 6, 9, 13].map(|y| Level::at(y, ["50%: ", &y.to_string(), " days"].concat())).to_vec();
        let drawn = drawing(&plot, 600);
        let heights: Vec<i64> = drawn
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text { class: "chart-label", y, .. } => Some(*y),
                _ => None,
            })
            .collect();
        assert_eq!(heights.len(), 4);
        assert!(heights.windows(2).all(|pair| pair[0] - pair[1] >= LINE - 2), "{heights:?}");
    }

    #[test]
    fn series_differ_by_more_than_colour() {
        let all = (0..8).map(|_| series(Form::Area, &[(0, 1), (9, 2)])).collect();
        let drawn = drawing(&over_days(30, all), 600);
        let hatched: Vec<usize> = drawn
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Path { hatched, .. } => *hatched,
                _ => None,
            })
            .collect();
        assert_eq!(hatched, [0, 1, 2, 3, 4, 5, 0, 1]);
        let paths: Vec<&str> = drawn.patterns.iter().map(|pattern| pattern.path).collect();
        assert!(paths.iter().enumerate().all(|(at, path)| !paths[..at].contains(path)), "{paths:?}");
    }

    #[test]
    fn rows_have_room_for_long_names_on_a_phone() {
        let names =
            vec!["Confirmed by receiver".to_owned(), "A column with a name that nobody should give to one".to_owned()];
        let mut plot =
            Plot::new(Across::Names(names), "Items", vec![series(Form::Bars, &[(0, 4), (1, 9), (7, 3)])], today());
        plot.limits = vec![(0, 3), (1, 8), (9, 1)];
        let drawn = drawing(&plot, 330);
        assert_within(&drawn);
        assert!(texts(&drawn).contains(&"Confirmed by receiver"), "{:?}", texts(&drawn));
        let bars = drawn.marks.iter().filter(|mark| matches!(mark, Mark::Box { .. })).count();
        let limits =
            drawn.marks.iter().filter(|mark| matches!(mark, Mark::Path { class, .. } if class == "chart-limit"));
        assert_eq!((bars, limits.count()), (2, 2), "what has no row is not drawn");
    }

    proptest! {
        #[test]
        fn whatever_is_measured_lies_within(
            values in prop::collection::vec((any::<i64>(), any::<i64>()), 0..20),
            days in 0i64..5_000, width in any::<i64>(), form in 0usize..4, level in any::<i64>(),
        ) {
            let form = [Form::Area, Form::Line, Form::Bars, Form::Points][form];
            let mut plot = over_days(days, vec![series(form, &values), series(Form::Line, &values)]);
            plot.levels = vec![Level::at(level, "Mean".to_owned())];
            assert_within(&drawing(&plot, width));
        }
    }
}
