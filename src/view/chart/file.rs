//! A chart as an SVG file that stands by itself: heading, words, drawing, black on white, without anything from elsewhere. Must not
//! know where it is saved.

use super::frame::{LINE, width_of};
use super::layout::{Drawing, Mark};
use super::{Chart, drawing};
use crate::view::turning::as_drawn;

/// Width of the drawing in a file.
const WIDTH: i64 = 900;

/// What the marks look like in a file.
const STYLE: &str = "text{font:12px sans-serif;fill:#222}.heading{font-weight:bold;font-size:16px}.chart-axis{stroke:#222;fill:none}\
.chart-grid{stroke:#ccc;fill:none}.chart-level{stroke:#222;stroke-dasharray:5 4;fill:none}.chart-limit{stroke:#000;stroke-width:3;fill:none}\
.chart-area,.chart-bar{stroke:#222}.chart-bar:not([fill]){fill:#c8c8c8}.chart-point{fill:#555;fill-opacity:.6;stroke:#000}.chart-line{fill:none;stroke:#000;stroke-width:2}\
.chart-line.chart-1{stroke-dasharray:8 4}.chart-line.chart-2{stroke-dasharray:2 3}.chart-line.chart-3{stroke-dasharray:10 3 2 3}\
.chart-hatch{stroke:#444;fill:none}.ground-0{fill:#fff}.ground-1{fill:#e8e8e8}.ground-2{fill:#d4d4d4}.ground-3{fill:#c0c0c0}\
.ground-4{fill:#acacac}.ground-5{fill:#989898}";

/// The chart as a file; `None` where there is nothing to draw.
pub fn svg_file(chart: &Chart) -> Option<String> {
    let drawn = drawing(chart.plot.as_ref().ok()?, WIDTH);
    let lines = in_lines(&chart.words, WIDTH);
    let head = 24 + LINE * i64::try_from(lines.len()).unwrap_or_default() + 12;
    let mut file =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
    let (width, height) = ((WIDTH + 40).to_string(), (drawn.height + head + 40).to_string());
    for (name, value) in
        [("width", &*width), ("height", &height), ("viewBox", &["0 0 ", &width, " ", &height].concat())]
    {
        attribute(&mut file, name, value);
    }
    file.push_str(" role=\"img\">\n");
    element(&mut file, "title", &[], &chart.title);
    element(&mut file, "desc", &[], &chart.words);
    element(&mut file, "style", &[], STYLE);
    patterns(&mut file, &drawn);
    element(&mut file, "rect", &[("width", "100%"), ("height", "100%"), ("fill", "#fff")], "");
    element(&mut file, "text", &[("class", "heading"), ("x", "20"), ("y", "36")], &chart.title);
    for (at, line) in (0..).zip(&lines) {
        element(&mut file, "text", &[("x", "20"), ("y", &(56 + at * LINE).to_string())], line);
    }
    file.push_str(&["<g transform=\"translate(20 ", &(head + 20).to_string(), ")\">\n"].concat());
    drawn.marks.iter().for_each(|mark| write(&mut file, mark));
    file.push_str("</g>\n</svg>\n");
    Some(file)
}

fn patterns(file: &mut String, drawn: &Drawing) {
    file.push_str("<defs>\n");
    for pattern in &drawn.patterns {
        let number = pattern.number.to_string();
        file.push_str(
            &["<pattern id=\"hatch-", &number, "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"].concat(),
        );
        element(file, "rect", &[("class", &["ground-", &number].concat()), ("width", "8"), ("height", "8")], "");
        element(file, "path", &[("class", "chart-hatch"), ("d", pattern.path)], "");
        file.push_str("</pattern>\n");
    }
    file.push_str("</defs>\n");
}

fn write(file: &mut String, mark: &Mark) {
    let number = |number: &i64| number.to_string();
    let fill = |hatched: &Option<usize>| hatched.map(|hatched| ["url(#hatch-", &hatched.to_string(), ")"].concat());
    match mark {
        Mark::Path { class, path, hatched } => {
            let fill = fill(hatched);
            let mut all = vec![("class", &**class), ("d", path)];
            all.extend(fill.as_deref().map(|fill| ("fill", fill)));
            element(file, "path", &all, "");
        }
        Mark::Box { class, x, y, width, height, hatched, words } => {
            let fill = fill(hatched);
            let figures = [x, y, width, height].map(number);
            let names = ["x", "y", "width", "height"];
            let mut all = vec![("class", &**class)];
            all.extend(names.into_iter().zip(figures.iter().map(String::as_str)));
            all.extend(fill.as_deref().map(|fill| ("fill", fill)));
            told(file, "rect", &all, words);
        }
        Mark::Point { class, x, y, radius, words } => {
            let figures = [x, y, radius].map(number);
            let mut all = vec![("class", &**class)];
            all.extend(["cx", "cy", "r"].into_iter().zip(figures.iter().map(String::as_str)));
            told(file, "circle", &all, words);
        }
        Mark::Text { x, y, words, text, .. } => {
            element(file, "text", &[("x", &number(x)), ("y", &number(y)), ("text-anchor", words.anchor())], text);
        }
    }
}

/// An element with what a pointer over it is told.
fn told(file: &mut String, name: &str, attributes: &[(&str, &str)], words: &str) {
    open(file, name, attributes);
    if !words.is_empty() {
        element(file, "title", &[], words);
    }
    close(file, name);
}

fn element(file: &mut String, name: &str, attributes: &[(&str, &str)], text: &str) {
    open(file, name, attributes);
    escape(file, text);
    close(file, name);
}

fn open(file: &mut String, name: &str, attributes: &[(&str, &str)]) {
    file.extend(["<", name]);
    attributes.iter().for_each(|(name, value)| attribute(file, name, value));
    file.push('>');
}

fn close(file: &mut String, name: &str) {
    file.extend(["</", name, ">\n"]);
}

fn attribute(file: &mut String, name: &str, value: &str) {
    file.extend([" ", name, "=\""]);
    escape(file, value);
    file.push('"');
}

/// Text as it may stand in XML: no sign of it, no control, no mark that turns the reading direction.
fn escape(file: &mut String, text: &str) {
    for letter in as_drawn(text).chars() {
        match letter {
            '<' => file.push_str("&lt;"),
            '>' => file.push_str("&gt;"),
            '&' => file.push_str("&amp;"),
            '"' => file.push_str("&quot;"),
            '\n' => file.push('\n'),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => file.push(letter),
        }
    }
}

/// A text in lines that are no wider than that.
fn in_lines(text: &str, width: i64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(line) + width_of(word) < width => line.extend([" ", word]),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{Across, Form, Plot, Series, Table, Value};
    use super::*;
    use crate::domain::date::Date;

    fn chart(name: &str) -> Chart {
        let value = Value { x: 0, y: 3, words: name.to_owned() };
        let series = Series { name: name.to_owned(), form: Form::Bars, values: vec![value] };
        let today = Date::parse("2026-11-30").unwrap();
        let other = Series { name: "Other".to_owned(), form: Form::Points, values: vec![Value::plain(0, 2)] };
        let plot = Plot::new(Across::Names(vec![name.to_owned()]), "Items", vec![series, other], today);
        Chart { name: "x", title: name.to_owned(), words: name.to_owned(), plot: Ok(plot), table: Table::default() }
    }

    #[test]
    fn a_file_stands_by_itself_and_no_text_acts() {
        let file = svg_file(&chart("</style><script>alert(1)</script> & \"x\" \u{202e}evil\u{0}")).unwrap();
        assert!(
            file.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"")
        );
        assert!(!file.contains("<script") && !file.contains('\u{202e}') && !file.contains('\u{0}'), "{file}");
        assert!(file.contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; evil"));
        assert!(!file.contains("href") && !file.contains("url(http"), "nothing from elsewhere");
        // Every element that is opened is closed.
        let count = |text: &str| file.matches(text).count();
        for name in ["svg", "g", "defs", "pattern", "text", "rect", "path", "circle", "title"] {
            let opened = count(&["<", name, " "].concat()) + count(&["<", name, ">"].concat());
            assert_eq!(opened, count(&["</", name, ">"].concat()), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_has_no_file() {
        let without = Chart { plot: Err("Too little.".to_owned()), ..chart("x") };
        assert_eq!(svg_file(&without), None);
    }

    #[test]
    fn long_words_are_lines() {
        assert_eq!(in_lines("one two three", 60), ["one two", "three"]);
        assert_eq!(in_lines("", 60), Vec::<String>::new());
    }
}
