//! Owns the segmented control: radio buttons in one bar, so that arrow keys, form and screen reader work natively.
//! Must not know what is chosen.

use super::focus::fresh_id;
use super::pill::Tone;
use crate::ui::draw::view;
use leptos::prelude::*;

/// One segment.
#[derive(Clone, Copy)]
pub struct Segment {
    /// What is chosen.
    pub value: &'static str,
    /// What it says.
    pub text: &'static str,
    /// What a screen reader says, where the text is short for it; empty if it is not.
    pub name: &'static str,
    /// Colour while chosen.
    pub tone: Tone,
}

impl Segment {
    /// A segment without a colour whose text says it all.
    pub const fn plain(value: &'static str, text: &'static str) -> Self {
        Self { value, text, name: "", tone: Tone::Plain }
    }
}

/// "–", then 0 to 10.
const SCORE: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// A choice of a few. `chosen` is empty while none is.
pub fn segmented(
    label: impl Into<String>,
    segments: &[Segment],
    chosen: Signal<&'static str>,
    on_choose: Callback<&'static str>,
) -> AnyView {
    draw("segmented", label.into(), segments, chosen, on_choose)
}

/// A choice of 0 to 10, or of none: the value is then empty.
pub fn segmented_score(
    label: impl Into<String>,
    chosen: Signal<&'static str>,
    on_choose: Callback<&'static str>,
) -> AnyView {
    let none = Segment { value: "", text: "–", name: "Not scored", tone: Tone::Plain };
    let segments: Vec<_> = std::iter::once(none).chain(SCORE.map(|score| Segment::plain(score, score))).collect();
    draw("segmented score", label.into(), &segments, chosen, on_choose)
}

fn draw(
    class: &'static str,
    label: String,
    segments: &[Segment],
    chosen: Signal<&'static str>,
    on_choose: Callback<&'static str>,
) -> AnyView {
    let group = fresh_id();
    let segment = |segment: &Segment| {
        let Segment { value, text, name, tone } = *segment;
        let class = ["segment ", tone.class()].concat();
        view! {
            <label class=class>
                <input
                    type="radio"
                    name=group.clone()
                    aria-label=(!name.is_empty()).then_some(name)
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| on_choose.run(value)
                />
                {text}
            </label>
        }
    };
    let segments = segments.iter().map(segment).collect_view();
    view! { <div class=class role="radiogroup" aria-label=label>{segments}</div> }.into_any()
}
