//! The setting of this browser by which characters alone start actions, or do not.

use crate::store::session;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Segment, segmented};
use crate::view::keys::Letters;
use leptos::prelude::*;

const CHOICES: [Segment; 3] =
    [Segment::plain("on", "On"), Segment::plain("after-g", "After G"), Segment::plain("off", "Off")];

/// The panel.
pub fn panel() -> Drawn {
    let chosen = Signal::derive(|| session::letters().name());
    let choose = Callback::new(|name: &'static str| session::set_letters(Letters::named(name)));
    view! {
        <section class="panel stack">
            <header class="panel-head"><h2>"Keyboard"</h2></header>
            {segmented("Single-letter shortcuts", &CHOICES, chosen, choose)}
            <p>
                "Single-letter shortcuts such as N for a new project. Turn them off if you dictate, or if keys are hit by accident. After G: press G, then the letter. Kept in this browser."
            </p>
        </section>
    }
}
