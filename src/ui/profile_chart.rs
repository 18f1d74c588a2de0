//! The radar and the bars of a result. Must not know their geometry, nor how anything is scored.

use crate::ui::draw::{Drawn, view};
use crate::view::maturity::chart::{self, SIZE, Spoke};
use crate::view::maturity::sums::score;

/// Where the hatching of what is provisional is defined.
const HATCHING: &str = "maturity-hatching";

/// The radar.
pub fn radar(spokes: &[Spoke]) -> Drawn {
    let own = chart::radar(spokes);
    if own.rings.is_empty() {
        return view! { <p class="muted">"A radar needs three dimensions or more."</p> };
    }
    let size = SIZE.to_string();
    let frame = ["0 0 ", &size, " ", &size].concat();
    let rings: Vec<Drawn> =
        own.rings.into_iter().map(|points| view! { <polygon class="radar-ring" points=points></polygon> }).collect();
    let hatched: Vec<Drawn> = own
        .hatched
        .into_iter()
        .map(|path| view! { <path class="radar-hatched" d=path fill=["url(#", HATCHING, ")"].concat()></path> })
        .collect();
    let labels: Vec<Drawn> = own
        .labels
        .into_iter()
        .map(|(text, x, y)| {
            view! { <text class="radar-label" x=x.to_string() y=y.to_string() text-anchor="middle" dominant-baseline="central">{text}</text> }
        })
        .collect();
    let dots: Vec<Drawn> = own
        .dots
        .into_iter()
        .map(|(x, y)| view! { <circle class="radar-dot" cx=x.to_string() cy=y.to_string() r="8"></circle> })
        .collect();
    let class = |base: &'static str, is_whole: bool| [base, if is_whole { " whole" } else { "" }].concat();
    let label = ["Radar of ", &spokes.len().to_string(), " dimensions; the table “The same in figures” says the same."]
        .concat();
    view! {
        <svg class="radar" viewBox=frame role="img" aria-label=label>
            <defs>
                <pattern id=HATCHING width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch" x1="0" y1="0" x2="0" y2="14"></line>
                </pattern>
            </defs>
            {rings}
            <path class="radar-axes" d=own.axes></path>
            <path class=class("radar-claimed", own.claimed.1) d=own.claimed.0></path>
            <path class=class("radar-evidenced", own.evidenced.1) d=own.evidenced.0></path>
            {hatched}
            {dots}
            <path class="radar-target" d=own.targets></path>
            {labels}
        </svg>
    }
}

/// The bars.
pub fn bars(spokes: &[Spoke]) -> Drawn {
    let rows: Vec<Drawn> = spokes.iter().map(bar).collect();
    view! {
        <ul class="profile">{rows}</ul>
        <p class="profile-scale small-text" aria-hidden="true"><span>"1"</span><span>"2"</span><span>"3"</span><span>"4"</span><span>"5"</span></p>
    }
}

fn bar(spoke: &Spoke) -> Drawn {
    let own = chart::bar(spoke);
    let percent = |value: i64| [&value.to_string(), "%"].concat();
    let claimed = own.claimed.map(|to| view! { <rect class="bar-claimed" y="3" height="14" width=percent(to)></rect> });
    let hatched = own.claimed.filter(|_| spoke.is_provisional).map(|to| {
        view! { <rect class="bar-hatched" y="3" height="14" width=percent(to) fill=["url(#", HATCHING, ")"].concat()></rect> }
    });
    let evidenced =
        own.evidenced.map(|to| view! { <rect class="bar-evidenced" y="7" height="6" width=percent(to)></rect> });
    let target = own.target.map(|at| {
        // The same mark as on the radar and in the legend.
        view! { <svg class="bar-target" x=percent(at) overflow="visible"><path class="radar-target" d="M0 3L7 10L0 17L-7 10Z"></path></svg> }
    });
    let lines: Vec<Drawn> = ["20%", "40%", "60%", "80%"]
        .into_iter()
        .map(|at| view! { <line class="bar-line" x1=at x2=at y1="0" y2="20"></line> })
        .collect();
    let value = spoke.claimed.map_or_else(|| "–".to_owned(), score);
    let words = [
        if spoke.is_provisional { ", provisional" } else { "" },
        &*spoke.evidenced.map_or_else(String::new, |value| [", evidenced ", &score(value)].concat()),
        &*spoke.target.map_or_else(String::new, |level| [", target ", &level.to_string()].concat()),
    ]
    .concat();
    view! {
        <li>
            <span class="profile-name"><span class="maturity-id">{spoke.id.clone()}</span>{spoke.name.clone()}</span>
            <svg class="profile-bar" aria-hidden="true">{lines}{claimed}{hatched}{evidenced}{target}</svg>
            <span class="num">{value}<span class="visually-hidden">{words}</span></span>
        </li>
    }
}

/// What the marks mean.
pub fn legend() -> Drawn {
    view! {
        <ul class="chart-legend small-text">
            <li><svg class="legend-mark" viewBox="0 0 20 14" aria-hidden="true"><rect class="bar-claimed" width="20" height="14"></rect></svg>"Claimed"</li>
            <li><svg class="legend-mark" viewBox="0 0 20 14" aria-hidden="true"><rect class="bar-evidenced" y="4" width="20" height="6"></rect></svg>"Evidenced"</li>
            <li><svg class="legend-mark" viewBox="0 0 20 14" aria-hidden="true"><path class="radar-target" d="M10 1L16 7L10 13L4 7Z"></path></svg>"Target"</li>
            <li><svg class="legend-mark" viewBox="0 0 20 14" aria-hidden="true"><rect class="legend-frame" width="20" height="14"></rect><path class="hatch" d="M0 14L14 0M6 14L20 0M-6 14L8 0M12 14L26 0"></path></svg>"Provisional"</li>
        </ul>
    }
}
