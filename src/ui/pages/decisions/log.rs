//! The log of what was decided, at gates and outside them, with a search.

use crate::store;
use crate::ui::desk::{self, Shared};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, icon};
use crate::ui::router;
use crate::view::decisions::{self as model, LogEntry, Source};
use crate::view::door::door;
use crate::view::format::count;
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// Entries shown at first, and at each "Show more".
const MOST: usize = 50;

/// The log.
pub(super) fn log() -> Drawn {
    let query = RwSignal::new(String::new());
    let most = RwSignal::new(MOST);
    let found = Memo::new(move |_| {
        store::track_history();
        query.with(|query| store::with(|portfolio| model::log(portfolio, query).len()))
    });
    let rows = move || {
        store::track_history();
        let entries = query.with(|query| store::with(|portfolio| model::log(portfolio, query)));
        if entries.is_empty() {
            return nothing(query.with_untracked(String::is_empty));
        }
        table(entries.into_iter().take(most.get()).map(entry).collect())
    };
    view! {
        <section class="panel decision-log">
            <header class="panel-head"><h2>"Decision log"</h2></header>
            <div class="history-tools">
                <div class="input-search">
                    {icon(Icon::Search)}
                    <input class="input" type="search" aria-label="Search decisions" placeholder="Search decisions"
                        prop:value=query on:input=move |event| query.set(event_target_value(&event))/>
                </div>
                <p class="small-text muted" role="status">{move || count(found.get(), "decision")}</p>
            </div>
            {rows}
            <div class="row history-more" hidden=move || found.get() <= most.get()>
                <button type="button" class="btn" on:click=move |_| most.update(|most| *most += MOST)>"Show more"</button>
            </div>
        </section>
    }
}

fn nothing(is_all: bool) -> Drawn {
    let words = if is_all {
        "Nothing was decided yet. Each gate review, each decision and each change that was decided is listed with who decided and why."
    } else {
        "No matches. Search for a project, a word of the question, its options or reasons, or for who decided."
    };
    view! { <p class="muted">{words}</p> }
}

fn table(rows: Vec<Drawn>) -> Drawn {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Decision log">
            <table class="table">
                <thead><tr><th scope="col">"Decided on"</th><th scope="col">"What"</th><th scope="col">"Decision"</th>
                    <th scope="col">"By"</th><th scope="col">"Why"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn entry(own: LogEntry) -> Drawn {
    let LogEntry { source, day, title, about, outcome, who, why, mark, .. } = own;
    let title = match source {
        Source::Gate(project) => {
            view! { <a class="link" href=router::href(&ProjectTab::Gates.of(project))>{title}</a> }
        }
        Source::Change(id) => match store::with(|portfolio| door(portfolio, id)) {
            Some(route) => view! { <a class="link" href=router::href(&route)>{title}</a> },
            None => view! { <span>{title}</span> },
        },
        Source::Decision(id) => view! {
            <button type="button" class="link" on:click=move |_| desk::show(Shared::Record(id))>{title}</button>
        },
    };
    view! {
        <tr class=(!mark.is_empty()).then_some("withdrawn")>
            <td class="nowrap">{day}</td>
            <th scope="row">{title}<span class="cell-note" hidden=about.is_empty()>{about}</span><span class="cell-note" hidden=mark.is_empty()>{mark}</span></th>
            <td>{outcome}</td><td>{who}</td><td class="prose clamp">{why}</td>
        </tr>
    }
}
