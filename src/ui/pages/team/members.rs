//! The members: figures, the hints, the organisation chart and the same as a table. Must not know who reports to whom.

use super::{beside, forms, hints, key_tasks, lists};
use crate::store;
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, meter, small_icon};
use crate::view::route::TeamTab;
use crate::view::team::balance;
use crate::view::team::chart::{Node, chart, rows};
use leptos::prelude::*;

/// The tab.
pub fn members() -> AnyView {
    let nodes = Memo::new(|_| {
        store::track_history();
        store::with(chart)
    });
    let tree = move || {
        let all: Vec<Drawn> = nodes.with(|nodes| nodes.iter().map(node).collect());
        view! { <ul class="team-chart">{all}</ul> }
    };
    let table = move || nodes.with(|nodes| table(nodes));
    view! {
        <h2 class="visually-hidden">"Members"</h2>
        <div class="team-split">
            <div class="stack">
                <section class="panel">
                    <header class="panel-head"><h2>"Reporting lines"</h2></header>
                    <div class="team-chart-wrap" tabindex="0" role="region" aria-label="Organisation chart">{tree}</div>
                    <details class="fold"><summary>"As a table"</summary>{table}</details>
                </section>
                {key_tasks::panel()}
                {lists()}
            </div>
            <div class="stack">{figures} {hints::panel()}</div>
        </div>
    }
    .into_any()
}

fn figures() -> Option<Drawn> {
    store::track_history();
    let balance = store::with(balance)?;
    let tone = if balance.is_balanced { Tone::Accent } else { Tone::Amber };
    let label = [&*balance.percent.to_string(), "% seasoned"].concat();
    let growing = balance.all.saturating_sub(balance.seasoned);
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Balance"</h2></header>
            <div class="figures">
                <p class="figure"><strong>{balance.all.to_string()}</strong>"in the team"</p>
                <p class="figure"><strong>{balance.seasoned.to_string()}</strong>"seasoned"</p>
                <p class="figure"><strong>{growing.to_string()}</strong>"growing"</p>
            </div>
            {meter(balance.percent, label, tone, true)}
            <p class="small-text">{balance.words}</p>
            <p class="small-text muted">"Seasoned: five or more years in project or PMO work, or three areas at level 4. The others grow into it, each with a mentor."</p>
        </section>
    })
}

/// Somebody, with those who report to them.
fn node(shown: &Node) -> Drawn {
    let below: Vec<Drawn> = shown.below.iter().map(node).collect();
    let below = (!below.is_empty()).then(|| -> Drawn {
        view! { <ul>{below}</ul> }
    });
    let name: Drawn = match shown.member {
        Some(id) => view! { <a class="team-name" href=beside(TeamTab::Members, id)>{shown.name.clone()}</a> },
        None => view! { <span class="team-name">{shown.name.clone()}</span> },
    };
    let fault = (!shown.fault.is_empty()).then(|| -> Drawn {
        view! { <p class="team-fault">{small_icon(Icon::TriangleAlert)}{shown.fault}</p> }
    });
    let class = if shown.member.is_some() { "team-card" } else { "team-card outside" };
    view! {
        <li>
            <div class=class>{name}<p class="team-post">{shown.post.clone()}</p><p class="small-text muted">{shown.words.clone()}</p>{fault}</div>
            {below}
        </li>
    }
}

fn table(nodes: &[Node]) -> Drawn {
    let row = |(depth, node): (usize, Node)| -> Drawn {
        let edit = node.member.map(|id| -> Drawn {
            let label = ["Change the entry of ", &*node.name].concat();
            view! { <button type="button" class="btn small" aria-label=label on:click=move |_| { desk::show_own(move || forms::change(id)); }>"Change"</button> }
        });
        let above = if node.above.is_empty() { "Nobody of the team".to_owned() } else { node.above.clone() };
        let above = if node.member.is_some() { above } else { String::new() };
        view! {
            <tr><th scope="row">{node.name.clone()}</th><td>{node.post.clone()}</td><td>{node.words.clone()}</td><td>{above}</td>
                <td class="num">{depth.to_string()}</td><td>{edit}</td></tr>
        }
    };
    let rows: Vec<Drawn> = rows(nodes).into_iter().map(row).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Members as a table">
            <table class="table">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"Post"</th><th scope="col">"Role"</th><th scope="col">"Reports to"</th>
                    <th scope="col" class="num">"Level"</th><th scope="col">"Actions"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
