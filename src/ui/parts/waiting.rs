//! A decision that waits, as an entry of a list. Must not know which list.

use super::icon::{Icon, icon};
use crate::ui::desk::{self, Shared};
use crate::ui::draw::{Drawn, view};
use crate::view::decisions::Waiting;

/// A decision that waits, with the way to take it.
pub fn waiting_decision(decision: Waiting) -> Drawn {
    let Waiting { id, number, question, about, state, decider, age, due, is_overdue } = decision;
    let about = if about.is_empty() { about } else { [", ", &about].concat() };
    let face = icon(if is_overdue { Icon::TriangleAlert } else { Icon::Gavel });
    let decider = if decider.is_empty() { "nobody named yet".to_owned() } else { ["with ", &decider].concat() };
    let due = if due.is_empty() { due } else { [", ", &due].concat() };
    let age = if age.is_empty() { age } else { [", waiting ", &age].concat() };
    let words = [&number, &about, ", ", &state.to_ascii_lowercase(), ", ", &decider, &age, &due].concat();
    let label = ["Decide: ", &question].concat();
    view! {
        <li class=is_overdue.then_some("tone-red")>
            {face}<div><strong>{question}</strong><p>{words}</p></div>
            <button type="button" class="btn small" aria-label=label on:click=move |_| desk::show(Shared::Record(id))>"Decide"</button>
        </li>
    }
}
