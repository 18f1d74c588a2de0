//! The copy of a carried card that shows what is carried and where to. Must not know what a drop does.

use super::carry::{Carry, hint_of, name_of};
use super::chosen;
use super::shown::layout_now;
use crate::store;
use crate::ui::draw::{Drawn, view};
use leptos::prelude::*;

/// The copy of a carried card: it follows the pointer, or stays in sight at the lower edge while keys carry it.
pub fn ghost(carry: Carry) -> impl Fn() -> Option<Drawn> {
    let name = Memo::new(move |_| carry.active().map(|card| chosen::with_others(&name_of(card), card)));
    let is_dragged = Memo::new(move |_| carry.is_dragging());
    let place = move || {
        let Some((card, over)) = carry.active().zip(carry.over()) else { return String::new() };
        let layout = layout_now();
        let place = store::with(|portfolio| layout.words(portfolio, over.cell));
        let hint = hint_of(&layout, card, over.cell.column);
        let comma = if hint.is_empty() { "" } else { ". " };
        [&place, ", position ", &(over.index + 1).to_string(), comma, &hint].concat()
    };
    move || {
        let is_dragged = is_dragged.get();
        let at = move || {
            let (x, y) = carry.pointer();
            if is_dragged { format!("translate({}px, {}px)", x as i32 + 8, y as i32 + 8) } else { String::new() }
        };
        name.get().map(|name| {
            view! {
                <div class=if is_dragged { "card ghost" } else { "card ghost held" } aria-hidden="true" style:transform=at>
                    <p class="card-name">{name}</p>
                    <p class="small-text muted ghost-place">{place}</p>
                </div>
            }
        })
    }
}
