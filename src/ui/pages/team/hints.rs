//! What the team lacks, each with the records behind it, an action and a training that would meet it. Must not know what is looked for.

use super::forms;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::dialogs::take_action;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, icon};
use crate::ui::router;
use crate::view::format::count;
use crate::view::route::Route;
use crate::view::team::checks::{Hint, hints};
use leptos::prelude::*;

/// Hints that are shown at once; the others unfold.
const MOST: usize = 6;

/// The panel.
pub fn panel() -> Drawn {
    let all = Memo::new(|_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| hints(portfolio, today))
    });
    let body = move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <p>"Nothing. Mentors, deputies, skills for the services offered and learning are all there."</p> };
        }
        let mut rows: Vec<Drawn> = all.into_iter().map(hint).collect();
        let more = rows.split_off(rows.len().min(MOST));
        let more = (!more.is_empty()).then(|| -> Drawn {
            let words = [&*more.len().to_string(), " more"].concat();
            view! { <details class="fold"><summary>{words}</summary><ul class="todo team-hints">{more}</ul></details> }
        });
        view! { <ul class="todo team-hints">{rows}</ul>{more} }
    };
    let number = move || all.with(|all| if all.is_empty() { String::new() } else { count(all.len(), "hint") });
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"What the team lacks"</h2><span class="small-text muted">{number}</span></header>
            {body}
        </section>
    }
}

fn behind((name, route): &(String, Option<Route>)) -> Drawn {
    match route {
        Some(route) => view! { <li><a class="link" href=router::href(route)>{name.clone()}</a></li> },
        None => view! { <li>{name.clone()}</li> },
    }
}

fn hint(hint: Hint) -> Drawn {
    let behind: Vec<Drawn> = hint.behind.iter().map(behind).collect();
    let training = hint.training.map(|(person, area)| -> Drawn {
        let label = ["Plan a training: ", &*hint.title].concat();
        view! { <button type="button" class="btn small" aria-label=label on:click=move |_| { desk::show_own(move || forms::training(person, area)); }>"Plan a training"</button> }
    });
    view! {
        <li>
            {icon(Icon::CircleAlert)}
            <div>
                <strong>{hint.title}</strong><p>{hint.sentence}</p>
                <ul class="team-behind" aria-label="Records behind it">{behind}</ul>
                <div class="row">{training}{take_action::button(hint.action, hint.source)}</div>
            </div>
        </li>
    }
}
