//! Draws what a rehearsal found: figures above, lists below. Must not know what was rehearsed.

use crate::ui::draw::view;
use crate::ui::parts::{Icon, Tone, pill};
use crate::view::findings::{Finding, Section, Weight};
use crate::view::format::grouped;
use leptos::prelude::*;

/// The figures and the lists.
pub fn findings(figures: &[(usize, &str)], sections: Vec<Section>) -> AnyView {
    let figure = |(count, words): &(usize, &str)| {
        let count = grouped(*count as u64);
        view! { <div class="figure"><strong>{count}</strong>{(*words).to_owned()}</div> }.into_any()
    };
    let figures = (!figures.is_empty()).then(|| {
        view! { <section class="panel"><div class="figures">{figures.iter().map(figure).collect_view()}</div></section> }
            .into_any()
    });
    view! {
        <div class="rehearsal">
            {figures}
            {sections.into_iter().map(section).collect_view()}
        </div>
    }
    .into_any()
}

fn section(section: Section) -> AnyView {
    let (tone, mark) = match section.weight {
        Weight::Plain => (Tone::Plain, None),
        Weight::Good => (Tone::Green, Some(Icon::Check)),
        Weight::Look => (Tone::Amber, Some(Icon::Info)),
        Weight::Bad => (Tone::Red, Some(Icon::CircleAlert)),
    };
    let count = pill(grouped(section.count as u64), tone, mark);
    view! {
        <details class="fold" open=section.open>
            <summary>{section.title} " " {count}</summary>
            <ul>{section.lines.into_iter().map(line).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// A line with its place; `span` alone where there is none.
pub fn line(line: Finding) -> AnyView {
    let place = (!line.place.is_empty()).then(|| view! { <span class="where">{line.place}</span> }.into_any());
    view! { <li class="finding">{place}<span>{line.text}</span></li> }.into_any()
}
