//! Owns the meter: how much of something is used or reached, in an SVG (the policy forbids style attributes, SVG
//! needs none). Must not know of what.

use super::pill::Tone;
use crate::ui::draw::view;
use leptos::prelude::*;

/// A bar filled to `percent`; `label` says it in words. `thick` for panels.
pub fn meter(
    percent: impl Into<Signal<i64>>,
    label: impl Into<Signal<String>>,
    tone: impl Into<Signal<Tone>>,
    thick: bool,
) -> AnyView {
    draw(percent.into(), label.into(), tone.into(), thick, &[])
}

/// A thick bar with a line at each limit, such as the shares from which a gate suggests go; a number below each line.
pub fn meter_with_limits(
    percent: impl Into<Signal<i64>>,
    label: impl Into<Signal<String>>,
    limits: &[(i64, &'static str)],
) -> AnyView {
    let text = |(at, words): &(i64, &'static str)| {
        view! { <text x=format!("{at}%") y="12" text-anchor="middle">{*words}" "</text> }
    };
    view! {
        {draw(percent.into(), label.into(), Tone::Plain.into(), true, limits)}
        <svg class="meter-scale" aria-hidden="true">{limits.iter().map(text).collect_view()}</svg>
    }
    .into_any()
}

fn draw(
    percent: Signal<i64>,
    label: Signal<String>,
    tone: Signal<Tone>,
    thick: bool,
    limits: &[(i64, &'static str)],
) -> AnyView {
    let base = if thick { "meter thick " } else { "meter " };
    let width = move || percent.get().clamp(0, 100).to_string();
    let mark = |(at, _): &(i64, &'static str)| {
        view! { <rect class="meter-mark" x=at.to_string() width="0.6" height="10"></rect> }
    };
    view! {
        <svg
            class=move || [base, tone.get().class()].concat()
            role="img"
            aria-label=label
            viewBox="0 0 100 10"
            preserveAspectRatio="none"
        >
            <rect class="meter-fill" width=width height="10"></rect>
            {limits.iter().map(mark).collect_view()}
        </svg>
    }
    .into_any()
}
