//! The right half of the first page: a gate and a maturity profile of the example, drawn with the parts of the product. It is a picture:
//! nothing in it can be used, and it says in words what it shows.

use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, pill, small_icon};
use crate::ui::profile_chart::{legend, radar};
use crate::view::welcome::{GATE, LEVEL, SampleCondition, spokes};
use leptos::prelude::*;

/// The picture.
pub fn sample() -> AnyView {
    let gate = GATE;
    let (from, to) = gate.phases;
    let conditions: Vec<Drawn> = gate.conditions.into_iter().map(condition).collect();
    let level = ["Level ", &LEVEL.0.to_string(), ", ", LEVEL.1].concat();
    let label = [
        "From the example: gate ",
        gate.gate,
        " of ",
        gate.project,
        ", ",
        gate.outcome,
        ", decided by ",
        gate.deciders,
        ", with three conditions; and the maturity profile of its project office, ",
        &level,
        ".",
    ]
    .concat();
    view! {
        <figure class="sample" role="img" aria-label=label>
            <div class="sample-border" aria-hidden="true">
                <span>{from}</span>
                <span class="sample-gate">{gate.gate}</span>
                <span>{to}</span>
                <div class="sample-card">
                    <span class="code">{gate.code}</span>
                    <strong>{gate.project}</strong>
                    <span class="sample-stamp">{gate.outcome}" · "{gate.gate}</span>
                </div>
            </div>
            <div class="panel sample-record" aria-hidden="true">
                <p class="sample-title">{gate.gate}": "{gate.outcome}{pill("3 conditions".to_owned(), Tone::Amber, Some(Icon::Flag))}</p>
                <dl>
                    <div><dt>"Decided by"</dt><dd>{gate.deciders}</dd></div>
                    <div><dt>"Why"</dt><dd>{gate.reasons}</dd></div>
                    <div><dt>"What was known"</dt><dd>"“"{gate.statement}"”"</dd></div>
                </dl>
                <ul>{conditions}</ul>
            </div>
            <div class="panel sample-profile" aria-hidden="true">
                <p class="sample-title">"Maturity of the office"{pill(level, Tone::Accent, None)}</p>
                {radar(&spokes())}
                {legend()}
            </div>
        </figure>
    }
    .into_any()
}

fn condition(condition: SampleCondition) -> Drawn {
    let (face, class) = if condition.is_met { (Icon::CircleCheck, "tone-green") } else { (Icon::Flag, "tone-amber") };
    view! { <li class=class>{small_icon(face)}<span>{condition.text}<span class="cell-note">{condition.owner}</span></span></li> }
}
