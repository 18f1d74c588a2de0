//! Draws the marks of a chart as SVG. Must not know where they lie.

use crate::ui::draw::{Drawn, view};
use crate::view::chart::{Drawing, Mark, Pattern};

/// The drawing. `name` is that of the chart, by which its hatchings are told from those of others.
pub fn picture(drawn: Drawing, name: &'static str, label: String) -> Drawn {
    let frame = ["0 0 ", &drawn.width.to_string(), " ", &drawn.height.to_string()].concat();
    let patterns: Vec<Drawn> = drawn.patterns.into_iter().map(|hatching| pattern(hatching, name)).collect();
    let marks: Vec<Drawn> = drawn.marks.into_iter().map(|one| mark(one, name)).collect();
    view! {
        <svg class="chart-drawing" viewBox=frame role="img" aria-label=label>
            <defs>{patterns}</defs>
            {marks}
        </svg>
    }
}

fn id_of(name: &str, number: usize) -> String {
    ["hatch-", name, "-", &number.to_string()].concat()
}

fn pattern(pattern: Pattern, name: &str) -> Drawn {
    let class = ["chart-ground-", &pattern.number.to_string()].concat();
    view! {
        <pattern id=id_of(name, pattern.number) width="8" height="8" patternUnits="userSpaceOnUse">
            <rect class=class width="8" height="8"></rect>
            <path class="chart-hatch" d=pattern.path></path>
        </pattern>
    }
}

fn mark(mark: Mark, name: &str) -> Drawn {
    let fill = |hatched: Option<usize>| hatched.map(|number| ["url(#", &id_of(name, number), ")"].concat());
    match mark {
        Mark::Path { class, path, hatched } => view! { <path class=class d=path fill=fill(hatched)></path> },
        // Where a pointer is told nothing the title is empty, and browsers show none.
        Mark::Box { class, x, y, width, height, hatched, words } => view! {
            <rect class=class x=x.to_string() y=y.to_string() width=width.to_string() height=height.to_string() fill=fill(hatched)>
                <title>{words}</title>
            </rect>
        },
        Mark::Point { class, x, y, radius, words } => view! {
            <circle class=class cx=x.to_string() cy=y.to_string() r=radius.to_string()><title>{words}</title></circle>
        },
        Mark::Text { class, x, y, words, text } => view! {
            <text class=class x=x.to_string() y=y.to_string() text-anchor=words.anchor()>{text}</text>
        },
    }
}
