//! The table of projects with their status, money and finish, as the overview and the pages of programmes show it. Must not know
//! which projects it is given.

use crate::domain::id::Id;
use crate::domain::records::project::Rag;
use crate::domain::status::Overall;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::status_mark;
use crate::ui::router;
use crate::view::overview::StatusRow;
use crate::view::programmes::statuses_in_words;
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// The link to the page of a project.
pub fn project_link(id: Id, name: String) -> Drawn {
    view! { <a class="truncate" href=router::href(&ProjectTab::Summary.of(id))>{name}</a> }
}

/// The table.
pub fn status_table(name: &'static str, rows: Vec<StatusRow>) -> Drawn {
    let heads: Vec<Drawn> = ["Schedule", "Cost", "Scope", "Quality"]
        .into_iter()
        .enumerate()
        .map(|(at, name)| view! { <th scope="col" class=class_of(at)>{name}</th> })
        .collect();
    let rows: Vec<Drawn> = rows.into_iter().map(row).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=name>
            <table class="table status-table">
                <thead><tr><th scope="col">"Project"</th><th scope="col" class="mark">"Overall"</th>{heads}
                    <th scope="col" class="num">"Spent"</th><th scope="col" class="num">"Finish"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// How many have each status, as a bar with the words below it.
pub fn status_bar(statuses: [usize; 5]) -> Drawn {
    let parts: Vec<Drawn> = statuses
        .into_iter()
        .zip(TONES)
        .filter(|counted| counted.0 > 0)
        .map(|(count, class)| {
            view! { <span class=class style:flex-grow=move || count.to_string()></span> }
        })
        .collect();
    let strip = (!parts.is_empty()).then(|| view! { <div class="strip" aria-hidden="true">{parts}</div> });
    view! { {strip}<span class="cell-note">{statuses_in_words(statuses)}</span> }
}

/// The tones of the statuses in their order.
pub const TONES: [&str; 5] = ["tone-red", "tone-amber", "tone-green", "tone-grey", "tone-grey not-reported"];

/// The last two constraints give way first where there is little room.
const fn class_of(constraint: usize) -> &'static str {
    if constraint < 2 { "mark" } else { "mark minor" }
}

fn row(row: StatusRow) -> Drawn {
    let StatusRow { id, code, name, place, overall, constraints, spent, finish, lateness, .. } = row;
    let mark = |class: &'static str, status: Overall| {
        view! { <td class=class>{status_mark(Signal::stored(status))}</td> }
    };
    let marks: Vec<Drawn> =
        constraints.into_iter().enumerate().map(|(at, status)| mark(class_of(at), status)).collect();
    let code = if place.is_empty() { code } else { [&code, ", ", &*place.to_lowercase()].concat() };
    let late = match lateness {
        Some(Rag::Red) => "num late",
        Some(Rag::Amber) => "num near",
        Some(Rag::Green) | None => "num",
    };
    view! {
        <tr>
            <th scope="row"><span class="code">{code}</span>{project_link(id, name)}</th>
            {mark("mark", overall)}
            {marks}
            <td class="num">{spent.0}<span class="cell-note">{spent.1}</span></td>
            <td class=late>{finish.0}<span class="cell-note">{finish.1}</span></td>
        </tr>
    }
}
