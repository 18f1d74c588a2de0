//! Once the workspace has a currency, amounts that were given before are offered to follow. Must not know which they are.

use crate::domain::money::Currency;
use crate::store;
use crate::ui::actions;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::focus_soon;
use crate::view::following::{follow, words};
use crate::view::regions::stand_in;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// Whether the workspace had no currency when its settings were last looked at, and from which currency amounts may follow.
    static WAS_UNNAMED: Cell<bool> = const { Cell::new(false) };
    static FROM: ArcRwSignal<Option<Currency>> = ArcRwSignal::new(None);
}

const HEADING: &str = "settings-follow";

/// The offer, while there is one; drawn anew with the settings.
pub fn offer() -> Drawn {
    let named = store::settings().currency;
    let was_unnamed = WAS_UNNAMED.replace(named.is_none());
    if named.is_none() {
        FROM.with(|signal| signal.set(None));
    } else if was_unnamed {
        FROM.with(|signal| signal.set(stand_in()));
        focus_soon(HEADING.to_owned());
    }
    let body = move || {
        let (from, to) = (FROM.with(|signal| signal.get())?, named?);
        let words = store::with(|portfolio| words(portfolio, from, to))?;
        let change = move |_| {
            let command = store::with(|portfolio| follow(portfolio, from, to));
            if actions::dispatch(&command) {
                done();
            }
        };
        let button = ["Change to ", to.code()].concat();
        let leave = ["Leave in ", from.code()].concat();
        Some(view! {
            <section class="panel follow" aria-labelledby=HEADING>
                <header class="panel-head"><h2 id=HEADING tabindex="-1">"Amounts without a currency"</h2></header>
                <p role="status">{words}</p>
                <div class="row">
                    <button type="button" class="btn primary" on:click=change>{button}</button>
                    <button type="button" class="btn" on:click=move |_| done()>{leave}</button>
                </div>
            </section>
        })
    };
    view! { {body} }
}

fn done() {
    FROM.with(|signal| signal.set(None));
}
